"""Taking metadata out of recordings and videos; the rest stays where it is, byte by byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.film_metadata import Film
from desktop.domain.picture import Change
from desktop.domain.sound_metadata import Flac, Frames, Wave

if TYPE_CHECKING:
    from desktop.domain.blanks import Blanks

_READ: dict[str, type[Blanks]] = {
    "video/mp4": Film,
    "video/quicktime": Film,
    "audio/mp4": Film,
    "audio/wav": Wave,
    "audio/flac": Flac,
    "audio/mpeg": Frames,
    "audio/aac": Frames,
}


def without_metadata(data: bytes, kind: str, *, keeps: bool = False) -> tuple[bytes, tuple[Change, ...]]:
    """A recording or video of the same length, and what there is to tell. Nothing is taken out where it `keeps` all.

    What is wrong from somewhere on stays as it is from there on; so does all of what is not understood.
    """
    if kind not in _READ:
        return data, (Change.METADATA_LEFT,)
    found = _READ[kind](data)
    if keeps:
        place, rest = Change.LOCATION_KEPT, Change.METADATA_KEPT
    else:
        place = Change.LOCATION_REMOVED
        rest = Change.METADATA_REMOVED if found.whole else Change.METADATA_REMOVED_IN_PART
    told = [*([place] if found.located else []), *([rest] if found.described else [])]
    if not (found.whole or found.described):
        told.append(Change.METADATA_LEFT)
    return data if keeps else found.made(), tuple(told)
