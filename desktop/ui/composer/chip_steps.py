"""What was done to chips while a text was written, to be undone between the changes of that text."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument


class Step(NamedTuple):
    """One of them: how many steps of the text could be undone then, and what takes it back; None for a removal."""

    steps: int
    take_back: Callable[[], None] | None = None


class ChipSteps:
    """Of removals it is told how many can be brought back; others are added, with what takes them back."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._steps: list[Step] = []
        document.contentsChange.connect(self._follow)

    def _follow(self) -> None:
        steps = self._document.availableUndoSteps()
        self._steps = [step._replace(steps=min(step.steps, steps)) for step in self._steps]

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

    def _add(self, step: Step) -> None:
        self._steps.append(step)
        self._document.setModified(False)  # what is typed from now on is a step of its own

    @property
    def is_next(self) -> bool:
        """Whether one of them comes before the text's own."""
        return bool(self._steps) and self._steps[-1].steps >= self._document.availableUndoSteps()

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
        self._steps = [] if removals else [step for step in self._steps if step.take_back is None]
