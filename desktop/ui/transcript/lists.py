"""What stands beside list items: bullets, numbers, and boxes of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.transcript.style import Ink

if TYPE_CHECKING:
    from desktop.ui.transcript.inline import Run

BULLETS = "•◦▪"
TASK = 4  # characters of "[x] "


@dataclass(slots=True)
class OpenList:
    """An open list; `number` is the next item's, None when they have bullets."""

    number: int | None
    suffix: str

    def marker(self, depth: int) -> str:
        """The next item's marker."""
        if self.number is None:
            return BULLETS[min(depth, len(BULLETS)) - 1]
        self.number += 1
        return f"{self.number - 1}{self.suffix}"


def box_of(text: str) -> str:
    """The box with which the text of a task begins; "" when it has none."""
    box = text[: TASK - 1].lower()
    return box if box in {"[ ]", "[x]"} and text[TASK - 1 : TASK] == " " else ""


def take_box(runs: list[Run]) -> str:
    """The box of a task item, taken out of its text; "" when it has none."""
    text, ink = runs[0] if runs else ("", Ink())
    box = box_of(text)
    if box:
        runs[0] = (text[TASK:], ink)
    return box
