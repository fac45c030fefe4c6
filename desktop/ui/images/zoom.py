"""How a picture lies in a window: how large, which part of it, and what has to be fetched to show that sharply.

Everything is counted in pixels of the picture and of the screen; device-independent pixels are the canvas's affair.
"""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import NamedTuple

from desktop.domain.picture import MOST_SEEN

LARGEST = 32.0  # pixels of the screen for one of the picture
SMALLEST_SIDE = 16  # pixels of the screen to which a picture can be made smaller
AROUND = 0.25  # of what is on view, fetched beyond each edge for the next movement


class Look(NamedTuple):
    """What is fetched: left, top, right and bottom in the picture, and the size in which it is shown."""

    box: tuple[int, int, int, int]
    size: tuple[int, int]


class Zoom:
    """A picture in a room.

    Attributes:
        scale: Pixels of the screen for one of the picture; 1 is its actual size.
        fitted: All of it is to be seen, however the room changes.
    """

    def __init__(self) -> None:
        self.scale = 1.0
        self.fitted = True
        self._wide = self._high = 1
        self._room = 1.0, 1.0
        self._at = 0.5, 0.5  # the point of the picture in the middle of the room

    @property
    def fit_scale(self) -> float:
        """At which all of it is seen; a small picture is not made larger."""
        return min(1.0, self._room[0] / self._wide, self._room[1] / self._high)

    @property
    def pannable(self) -> tuple[bool, bool]:
        """Whether more lies beyond the edges, to the sides and above or below."""
        return self._wide * self.scale > self._room[0] + 1, self._high * self.scale > self._room[1] + 1

    def show(self, width: int, height: int) -> None:
        """Another picture: all of it."""
        self._wide, self._high = max(1, width), max(1, height)
        self.fit()

    def resize(self, width: float, height: float) -> None:
        """Another room; what is in the middle stays there."""
        self._room = max(1.0, width), max(1.0, height)
        if self.fitted:
            self.fit()
        else:
            self._keep_inside()

    def fit(self) -> None:
        self.fitted = True
        self.scale = self.fit_scale
        self._at = self._wide / 2, self._high / 2

    def zoom(self, scale: float, x: float = 0.0, y: float = 0.0) -> None:
        """Another scale; the point that lies at (x, y), counted from the middle of the room, stays there."""
        least = min(self.fit_scale, SMALLEST_SIDE / max(self._wide, self._high))
        scale = min(max(scale, least), LARGEST)
        shift = 1 / self.scale - 1 / scale
        self._at = self._at[0] + x * shift, self._at[1] + y * shift
        self.scale = scale
        self.fitted = False
        self._keep_inside()

    def pan(self, right: float, down: float) -> None:
        """Move the picture by pixels of the screen, as far as there is more of it."""
        if any(self.pannable):
            self.fitted = False
        self._at = self._at[0] - right / self.scale, self._at[1] - down / self.scale
        self._keep_inside()

    def place(self, box: tuple[int, int, int, int] | None = None) -> tuple[float, float, float, float]:
        """Where the picture, or a part of it, lies in the room: left, top, width, height.

        At its actual size, and at whole multiples of it, it begins on a whole pixel: nothing is blurred.
        """
        left = self._room[0] / 2 - self._at[0] * self.scale
        top = self._room[1] / 2 - self._at[1] * self.scale
        left, top = round(left), round(top)
        if box is None:
            box = (0, 0, self._wide, self._high)
        width, height = (box[2] - box[0]) * self.scale, (box[3] - box[1]) * self.scale
        return left + box[0] * self.scale, top + box[1] * self.scale, width, height

    def wanted(self) -> Look:
        """What has to be fetched for what is on view: the whole where it is not too large, else the part around it."""
        scale = min(1.0, self.scale)
        whole = Look((0, 0, self._wide, self._high), (_up(self._wide * scale), _up(self._high * scale)))
        return whole if whole.size[0] * whole.size[1] <= MOST_SEEN else self._part(scale)

    def serves(self, have: Look) -> bool:
        """Whether what was fetched shows what is on view sharply."""
        seen, scale = self._seen(0), min(1.0, self.scale)
        inside = have.box[0] <= seen[0] and have.box[1] <= seen[1] and have.box[2] >= seen[2] and have.box[3] >= seen[3]
        ratio = have.size[0] / (have.box[2] - have.box[0]) / scale
        closest = max(1 / have.size[0], 1 / have.size[1])  # what rounding a size to whole pixels costs
        return inside and abs(ratio - 1) <= closest

    def _part(self, scale: float) -> Look:
        box = self._seen(AROUND)
        wide, high = (box[2] - box[0]) * scale, (box[3] - box[1]) * scale
        shrink = min(1.0, sqrt(MOST_SEEN / (wide * high)))  # of a wall of screens
        return Look(box, (max(1, floor(wide * shrink)), max(1, floor(high * shrink))))

    def _seen(self, around: float) -> tuple[int, int, int, int]:
        """What of the picture is on view, and more of it by a share of the room."""
        half_wide = self._room[0] / self.scale * (0.5 + around)
        half_high = self._room[1] / self.scale * (0.5 + around)
        left, top = max(0, floor(self._at[0] - half_wide)), max(0, floor(self._at[1] - half_high))
        right = min(self._wide, ceil(self._at[0] + half_wide))
        bottom = min(self._high, ceil(self._at[1] + half_high))
        return left, top, max(left + 1, right), max(top + 1, bottom)

    def _keep_inside(self) -> None:
        """No emptier than needed: in the middle where there is room, else without a gap at an edge."""
        self._at = (
            _kept(self._at[0], self._wide, self._room[0] / self.scale),
            _kept(self._at[1], self._high, self._room[1] / self.scale),
        )


def most_of(width: int, height: int) -> Look:
    """The whole of a picture, as large as it is or may be fetched in one piece."""
    scale = min(1.0, sqrt(MOST_SEEN / max(1, width * height)))
    return Look((0, 0, width, height), (max(1, floor(width * scale)), max(1, floor(height * scale))))


def _kept(at: float, size: int, room: float) -> float:
    return size / 2 if size <= room else min(max(at, room / 2), size - room / 2)


def _up(size: float) -> int:
    return max(1, round(size))
