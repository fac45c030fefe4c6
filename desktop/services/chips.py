"""Chips as they come to be, before anything was looked into."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from desktop.domain.attachment import MOST, Attachment, Offer, Preparation, numbered, shown_name
from desktop.domain.edits import Edits
from desktop.domain.errors import BadAddress, DecoderFailed, FilesLeftOut, FolderEmpty, FolderTooLarge, StoreFailure
from desktop.domain.media import modality_at
from desktop.domain.parts import ImagePart, MediaPart, Modality
from desktop.domain.picture import BY_HAND, Change
from desktop.domain.vision import Quality
from desktop.services.pictures import addressed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.errors import Failure
    from desktop.domain.parts import Attached
    from desktop.domain.picture import Prepared
    from desktop.system.files import Listing


def chip_for(offer: Offer) -> Attachment:
    """The first look at an offer: an address is ready, or wrong; everything else has to be looked into."""
    name = shown_name(offer.name)
    if not offer.url:
        return Attachment(new_id(), name, path=offer.path, quality=Quality.SHARP)
    image = addressed(offer.url, offer.name)
    if image is None:
        return Attachment(new_id(), name, Preparation.FAILED, failure=BadAddress())
    modality = modality_at(image.url) or Modality.IMAGE
    media = image if modality is Modality.IMAGE else MediaPart(image.name, modality, url=image.url)
    return Attachment(new_id(), image.name).holding(media)


def told_apart(offers: Sequence[Offer], chips: Sequence[Attachment]) -> list[Offer]:
    """Each under a name that nothing else has; addresses keep theirs, beside which the host stands.

    What failed takes no name: it is not sent.
    """
    paths = {chip.name: chip.path for chip in chips if chip.preparation is not Preparation.FAILED}
    told = []
    for offer in offers:
        told.append(offer if offer.url else replace(offer, name=_own_name(offer, paths)))
        paths[shown_name(told[-1].name)] = offer.path
    return told


def _own_name(offer: Offer, paths: Mapping[str, str]) -> str:
    """With a number, and no folder, of which a provider need not know; a file that comes again is called the same."""
    known = next((name for name, path in paths.items() if path == offer.path), "") if offer.path else ""
    free = offer.path and shown_name(offer.name) not in paths
    return known or (offer.name if free else numbered(offer.name, paths))


def other_of(offer: Offer, chips: Sequence[Attachment]) -> Offer | None:
    """What was offered beside something, to be made into the same, under a name that none of these chips has."""
    other = offer.instead() if offer.instead else None
    return None if other is None else told_apart([replace(other, edits=offer.edits, keeps=offer.keeps)], chips)[0]


def refused(name: str, failure: Failure) -> Attachment:
    """A chip that says why something is not attached."""
    return Attachment(new_id(), shown_name(name), Preparation.FAILED, failure=failure)


def unmade(chip: Attachment, wanted: Offer, failure: Failure) -> Attachment:
    """A chip of what could not be made; a picture that is there already, as it is wanted, stays.

    It keeps its quality, for another try, where nothing is wrong with the picture: its process was lost, or there was
    no room for it.
    """
    quality = chip.quality if isinstance(failure, DecoderFailed | StoreFailure) else None
    if chip.image and (chip.edits, chip.keeps) == (wanted.edits, wanted.keeps):
        return replace(chip, preparation=Preparation.READY, failure=failure, quality=quality)
    nothing = replace(chip, image=None, media=None, strippable=False)
    return replace(nothing, preparation=Preparation.FAILED, failure=failure, quality=quality)


def unfolded(folder: str, listing: Listing, room: int) -> tuple[tuple[Attachment, ...], list[Offer]]:
    """Chips of the files of a folder, with the offers that they are of; the last one says how many are left out."""
    paths = listing.paths[:room]
    offers = [Offer(str(PurePath(path).relative_to(folder)), path=path) for path in paths]
    chips = [chip_for(offer) for offer in offers]
    beyond = len(listing.paths) - len(paths)
    left = listing.others + beyond
    if left or listing.cut:
        kind, most = (FolderTooLarge, MOST) if beyond else (FilesLeftOut, None)
        chips.append(refused(PurePath(folder).name, kind(count=left, more=listing.cut or None, most=most)))
    elif not paths:
        chips.append(refused(PurePath(folder).name, FolderEmpty()))
    return tuple(chips), offers


def facts_of(prepared: Prepared, offer: Offer, *, after_refusal: bool) -> dict[str, Any]:
    """What a chip tells of how a picture was made, and what is stored of that with the picture.

    It may have as few bytes as it has because more were refused, and not because the model takes no more.
    """
    why = {Change.PRESSED: Change.LIGHTENED} if after_refusal else {}
    changes = tuple(dict.fromkeys([*offer.done, *(why.get(change, change) for change in prepared.changes)]))
    return {"changes": changes, "given": (prepared.given_width, prepared.given_height), "frames": prepared.frames}


def ready_chips(attached: tuple[Attached, ...]) -> tuple[Attachment, ...]:
    """Chips of what is stored."""
    return tuple(map(_ready_chip, attached))


def in_order(chips: Sequence[Attachment], row: Sequence[Attached | str]) -> tuple[Attachment, ...]:
    """Chips of what is stored, and behind them those of waiting files, as they stand in the row of a draft."""
    ready = sum(not isinstance(it, str) for it in row)
    stored, waiting = iter(chips[:ready]), iter(chips[ready:])
    placed = [next(waiting if isinstance(it, str) else stored, None) for it in row]
    return (*filter(None, placed), *waiting)


def _ready_chip(part: Attached) -> Attachment:
    chip = Attachment(new_id(), part.name).holding(part)
    if not isinstance(part, ImagePart):
        return chip
    made = replace(chip, quality=part.quality, keeps=part.keeps, edits=Edits(frame=part.frame))
    return replace(made, changes=part.changes, given=part.given, frames=part.frames)


def offer_again(chip: Attachment, image: ImagePart) -> Offer:
    """What a stored picture was made of, with all that was wanted of it."""
    done = done_by_hand(image)
    return Offer(chip.name, blob=image.original, edits=chip.edits, keeps=chip.keeps, most=image.most, done=done)


def done_by_hand(image: ImagePart) -> tuple[Change, ...]:
    """What a person did to a stored picture, which is in its pixels for good."""
    return tuple(filter(image.changes.__contains__, BY_HAND))


def room_beside(chips: Sequence[Attachment]) -> int:
    """How many more pictures fit beside these."""
    return max(0, MOST - sum(chip.preparation is not Preparation.FAILED for chip in chips))


def any_pending(chips: Sequence[Attachment]) -> bool:
    return any(chip.preparation is Preparation.PENDING for chip in chips)


def new_id() -> str:
    return uuid.uuid4().hex
