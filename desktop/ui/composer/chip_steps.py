"""What was done to chips while a text was written, to be undone and done again between the changes of that text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument


class Step(NamedTuple):
    """One of them: how many steps of the text could be undone then, and what takes it back; None for a removal."""

    steps: int
    take_back: Callable[[], None] | None = None


class Undone(NamedTuple):
    """One that was undone: how many steps of the text could be undone then, and what does it again."""

    steps: int
    do_again: Callable[[], None]


class ChipSteps:
    """Of removals it is told how many can be brought back; others are added, with what takes them back."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._steps: list[Step] = []
        self._undone: list[Undone] = []
        document.contentsChange.connect(self._follow)
        document.undoCommandAdded.connect(self._go_on)

    def _follow(self) -> None:
        steps = self._document.availableUndoSteps()
        self._steps = [step._replace(steps=min(step.steps, steps)) for step in self._steps]

    def _go_on(self) -> None:
        """What was undone is not done again, as something else was done."""
        self._undone = []

    def set_removals(self, count: int) -> None:
        """So many chips can be brought back; the last of them was taken away just now, if they are more."""
        known = [step for step in self._steps if step.take_back is None]
        for gone in known[count:]:
            self._steps.remove(gone)
        for _ in range(count - len(known)):
            self._add(Step(self._document.availableUndoSteps()))

    def add(self, take_back: Callable[[], None]) -> None:
        """Something was done just now."""
        self._add(Step(self._document.availableUndoSteps(), take_back))

    def add_undone(self, do_again: Callable[[], None]) -> None:
        """Something was undone just now."""
        self._undone.append(Undone(self._document.availableUndoSteps(), do_again))
        self._document.setModified(False)

    def _add(self, step: Step) -> None:
        self._go_on()
        self._steps.append(step)
        self._document.setModified(False)  # what is typed from now on is a step of its own

    @property
    def is_next(self) -> bool:
        """Whether one of them comes before the text's own."""
        return bool(self._steps) and self._steps[-1].steps >= self._document.availableUndoSteps()

    @property
    def is_next_again(self) -> bool:
        """Whether one that was undone comes before what can be done again of the text."""
        return bool(self._undone) and self._undone[-1].steps <= self._document.availableUndoSteps()

    def do_again(self) -> None:
        """Do again what was undone last."""
        *others, step = self._undone
        step.do_again()
        self._undone = others  # it counts as done just now, but is nothing else

    def take_back(self) -> bool:
        """Take back what comes next; False for a removal, which is brought back elsewhere."""
        undo = self._steps[-1].take_back
        if undo is None:
            return False
        self._steps.pop()
        undo()
        return True

    def forget(self, *, removals: bool) -> None:
        """The chips are others; of the same draft, removals can still be brought back."""
        self._go_on()
        self._steps = [] if removals else [step for step in self._steps if step.take_back is None]
