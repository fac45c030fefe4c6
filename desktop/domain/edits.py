"""What a person does to a picture before it is sent: a frame chosen, turned, then places blacked out, then cut."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from desktop.domain.picture import Frames

Box = tuple[int, int, int, int]  # left, top, right and bottom, in pixels
Size = tuple[int, int]


class Edits(NamedTuple):
    """Boxes are counted in the pixels of the picture as it is turned, before anything is cut off.

    Attributes:
        turns: Quarter turns clockwise, 0 to 3.
        hidden: Boxes that become black.
        crop: What stays of the picture; None for all of it.
        frame: Of a film or of pages the one that is sent, counted from 0; None for all of a film, or the first page.
    """

    turns: int = 0
    hidden: tuple[Box, ...] = ()
    crop: Box | None = None
    frame: int | None = None

    @property
    def hides(self) -> bool:
        """Whether something of the picture is not to be seen."""
        return bool(self.hidden or self.crop)


UNTOUCHED = Edits()


def stepped(edits: Edits, frames: Frames, step: int) -> Edits:
    """So many frames or pages on, or back. Before the first frame of a film comes all of it."""
    whole = frames.film and edits == UNTOUCHED
    now = frames.at if edits.frame is None else edits.frame
    wanted = -1 + step if whole else now + step
    if wanted < 0 and frames.film:
        return edits._replace(frame=None)
    wanted = min(max(wanted, 0), frames.total - 1)
    return edits if wanted == now and not whole else edits._replace(frame=wanted)


def turned(edits: Edits, size: Size) -> Edits:
    """One more quarter turn, clockwise, of a picture that was `size` pixels large; marks stay on their pixels."""
    crop = edits.crop and _turned_box(edits.crop, size)
    return Edits((edits.turns + 1) % 4, tuple(_turned_box(box, size) for box in edits.hidden), crop, edits.frame)


def turned_size(size: Size, turns: int) -> Size:
    """Width and height after quarter turns."""
    return size[::-1] if turns % 2 else size


def unturned(box: Box, size: Size, turns: int) -> Box:
    """Where a box of the turned picture lies in the upright one, which is `size` pixels large."""
    for turn in range(turns, 4 if turns else 0):
        box = _turned_box(box, turned_size(size, turn))
    return box


def inside(box: Box, size: Size) -> Box:
    """A box cut to what there is; never empty."""
    left, top = min(max(box[0], 0), size[0] - 1), min(max(box[1], 0), size[1] - 1)
    return left, top, max(left + 1, min(box[2], size[0])), max(top + 1, min(box[3], size[1]))


def edited_size(edits: Edits, size: Size) -> Size:
    """Width and height of what stays of an upright picture."""
    size = turned_size(size, edits.turns)
    if edits.crop is None:
        return size
    left, top, right, bottom = inside(edits.crop, size)
    return right - left, bottom - top


def _turned_box(box: Box, size: Size) -> Box:
    left, top, right, bottom = box
    return size[1] - bottom, left, size[1] - top, right
