"""The lines of the block that is being written: what they weigh, and before which line it is too long to go on."""

from __future__ import annotations

from desktop.domain.cuts import heft_of
from desktop.domain.items import DELIMITER, INDENTED, column_of
from desktop.domain.spans import open_marks

LONG_BLOCK = 4_000  # weight of a quote, an item or a paragraph, after which it is cut before a line …
MANY_LINES = 200  # of anything but code, after which it is treated as one of that weight
LONG_TABLE = 1_000  # … and characters of a table: laying out a cell takes as long as laying out a paragraph


class OpenBlock:
    """A block as far as its lines are complete.

    Attributes:
        size: The characters of the lines; of code, what they weigh.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.size = 0
        self._weighed = 0  # how many of the lines were weighed …
        self._heft = 0  # … and what they weigh

    def append(self, line: str, size: int) -> None:
        self.lines.append(line)
        self.size += size

    @property
    def source(self) -> str:
        return "".join(self.lines)

    @property
    def _worth(self) -> int:
        """What it weighs, by its text or by its lines; most are too short to be asked."""
        self._heft += sum(map(heft_of, self.lines[self._weighed :]))
        self._weighed = len(self.lines)
        return max(self._heft, len(self.lines) * LONG_BLOCK // MANY_LINES)

    @property
    def is_long(self) -> bool:
        return self._worth > LONG_BLOCK

    @property
    def is_endless(self) -> bool:
        """Whether nothing that has not ended by now is waited for."""
        return self.size > 2 * LONG_BLOCK or len(self.lines) > MANY_LINES

    @property
    def is_indented(self) -> bool:
        """Whether it begins as indented code does."""
        return column_of(next((line for line in self.lines if line.strip()), "")) >= INDENTED

    def head_above(self, line: str) -> str:
        """The head of the table that begins when a line follows which is its delimiter row, with that; else ""."""
        above = self.lines[-1] if self.lines else ""
        return above + line if "|" in line and "|" in above and DELIMITER.fullmatch(line.strip()) else ""

    def divides(self, text: str, *, in_items: bool, in_table: bool) -> bool:
        """Whether it is cut before a line that begins no item: a row, a quoted line, a line of a paragraph."""
        if in_table and self.size > LONG_TABLE:
            return True
        worth = self._worth
        if worth <= LONG_BLOCK:
            return False
        if in_table or text[0] == ">" or worth > 2 * LONG_BLOCK:
            return True
        return not in_items and text[0] not in "-=|" and not open_marks(self.source)  # nor changes what is above
