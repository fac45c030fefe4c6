"""Where chips are: in the draft on view, in drafts that were left, or taken away and still to be had back."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from desktop.domain.attachment import Attachment, Offer, Preparation
from desktop.domain.observable import Observable
from desktop.services.chips import any_pending

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Removed(NamedTuple):
    """A chip that was taken away, where it stood, and what it was made of as long as that is known."""

    place: int
    chip: Attachment
    source: Offer | None


class Rows:
    """Drafts are known by their names; that on view may have none.

    Attributes:
        changed, landed: As those of `Intake`.
        name: That of the draft on view.
        shown: Its chips.
        removed: Those taken away from it, together those that were so at once; the last ones last.
    """

    def __init__(self) -> None:
        self.changed: Observable[[]] = Observable()
        self.landed: Observable[[str, bool]] = Observable()
        self.shown: tuple[Attachment, ...] = ()
        self.removed: list[tuple[Removed, ...]] = []
        self._given_up = False
        self.name = ""
        self._ends = False  # the draft on view, with what is pending in it, once it is left
        self._held: list[str] = []
        self._left: dict[str, tuple[Attachment, ...]] = {}

    def show(self, chips: tuple[Attachment, ...]) -> None:
        """Put these on view, and say so where they are others, or some do not come back any more."""
        if chips != self.shown or self._given_up:
            self.shown, self._given_up = chips, False
            self.changed.emit()

    @property
    def all_shown(self) -> tuple[Attachment, ...]:
        """Those on view, and those that may come back to it."""
        return (*self.shown, *(removed.chip for removed in self.all_removed))

    @property
    def all_removed(self) -> tuple[Removed, ...]:
        """Those that may come back, in no groups."""
        return tuple(chain.from_iterable(self.removed))

    def turn_to(self, name: str, *, ends: bool) -> tuple[Attachment, ...]:
        """Leave the draft on view for another one; the chips that are given up, as nothing brings them back.

        One that `ends` is given up when it is left, whatever is pending in it, unless it is held.
        """
        given_up = self.give_up_removed()
        goes_on = not self._ends and any(chip.preparation is not Preparation.READY for chip in self.shown)
        if self.name and (goes_on or self.holds(self.name)):
            self._left[self.name] = self.shown
        else:
            given_up = (*self.shown, *given_up)
        self.name, self._ends = name, ends
        return given_up

    def hold(self) -> str:
        """Keep the chips of the draft on view where it is left, until its name is released."""
        self._held.append(self.name)
        return self.name

    def release(self, name: str) -> None:
        self._held.remove(name)

    def holds(self, name: str = "") -> bool:
        """Whether a draft is held; without a name, that on view."""
        return (name or self.name) in self._held

    def drop(self, name: str) -> tuple[Attachment, ...]:
        """The chips of a draft that was left, which does not come back."""
        return self._left.pop(name, ())

    def shows(self, name: str) -> bool:
        """Whether it is the draft on view that is called so."""
        return name == self.name

    def give_up_removed(self) -> tuple[Attachment, ...]:
        """The chips that were taken away, and are not to be had back any more."""
        removed, self.removed = self.all_removed, []
        self._given_up = bool(removed)
        return tuple(chip for _, chip, _ in removed)

    def taken_back(self) -> tuple[Attachment, ...] | None:
        """The chips with which the draft on view was left; None where it was not."""
        return self._left.pop(self.name, None)

    def named(self, name: str) -> tuple[Attachment, ...] | None:
        """The chips of a draft, on view or left; None where it is neither."""
        return self.shown if self.shows(name) else self._left.get(name)

    def chip(self, chip_id: str) -> Attachment:
        return next(chip for chip in self.row_of(chip_id) if chip.id == chip_id)

    def add(self, name: str, chips: tuple[Attachment, ...]) -> None:
        """Put more chips into a draft, on view or left."""
        if self.shows(name):
            self.show((*self.shown, *chips))
        else:
            self._left[name] += chips
            self.landed.emit(name, any_pending(self._left[name]))

    def find(self, chip_id: str) -> Attachment | None:
        """A chip, on view or in a draft that was left; None when it has gone."""
        return next((chip for chip in chain(self.shown, *self._left.values()) if chip.id == chip_id), None)

    def on_view(self, chip_id: str) -> Attachment | None:
        """A chip of the draft on view; None when it has gone."""
        return next((chip for chip in self.shown if chip.id == chip_id), None)

    def row_of(self, chip_id: str) -> tuple[Attachment, ...]:
        """All chips of the draft that has this one."""
        rows = (self.shown, *self._left.values())
        return next(row for row in rows if any(chip.id == chip_id for chip in row))

    def change(self, chip_id: str, **facts: Any) -> None:
        """Change a chip, wherever it is."""
        self.put(chip_id, lambda chip: (replace(chip, **facts),))

    def put(self, chip_id: str, make: Callable[[Attachment], tuple[Attachment, ...]]) -> None:
        """Put others in the place of a chip, wherever it is."""

        def changed(chips: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
            return tuple(new for chip in chips for new in (make(chip) if chip.id == chip_id else (chip,)))

        self.show(changed(self.shown))
        for name, before in tuple(self._left.items()):
            if (after := changed(before)) != before:
                self._left[name] = after
                self.landed.emit(name, any_pending(after))

    def take_away(self, sources: Mapping[str, Offer | None], *, for_good: bool) -> None:
        """Keep chips for being brought back together, unless they go for good, or it is one that says what failed."""
        gone = [Removed(place, chip, sources[chip.id]) for place, chip in enumerate(self.shown) if chip.id in sources]
        failed = len(gone) == 1 and gone[0].chip.preparation is Preparation.FAILED
        if gone and not failed and not for_good:
            self.removed.append(tuple(gone))
        self.show(tuple(chip for chip in self.shown if chip.id not in sources))

    def put_back(self) -> tuple[tuple[Attachment, ...], tuple[Removed, ...]]:
        """The chips as they would be with those that were taken away last, where they stood; and which those are."""
        back, chips = self.removed.pop(), list(self.shown)
        for place, chip, _ in back:
            chips.insert(place, chip)
        return tuple(chips), back

    def move(self, chip_id: str, place: int) -> None:
        """Put a chip of those on view elsewhere among them."""
        moved = tuple(chip for chip in self.shown if chip.id == chip_id)
        others = tuple(chip for chip in self.shown if chip.id != chip_id)
        self.show((*others[:place], *moved, *others[place:]))

    def prepare_removed_again(self) -> None:
        """What was taken away is to be prepared once it is brought back, where that can be."""
        self.removed = [tuple(map(_prepared_again, group)) for group in self.removed]


def _prepared_again(removed: Removed) -> Removed:
    """What failed stays so until somebody tries it again: something else may have its name by now."""
    if removed.source is None or removed.chip.quality is None or removed.chip.preparation is Preparation.FAILED:
        return removed
    return removed._replace(chip=replace(removed.chip, preparation=Preparation.PENDING, failure=None))
