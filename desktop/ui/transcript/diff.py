"""Unified diffs: what each line is, how it is written and what lies behind it."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.ui.theme.theme import Theme

LANGUAGES = {"diff", "patch", "udiff"}
ADDED, REMOVED, HUNK, HEAD = "added", "removed", "hunk", "head"
OLD, NEW = "--- ", "+++ "  # before the names of files
GROUNDS = {ADDED, REMOVED, HUNK}  # kinds with a ground of their own
_HEADS = ("diff ", "index ", "new file", "deleted file", "similarity ", "rename ", "old mode", "new mode", "Index: ")


def kinds_of(lines: Sequence[str]) -> list[str]:
    """What each line is; "" of one that stayed. Looks at neighbors only: a removed `-- comment` is no file's name."""
    return [_kind(lines, at) for at in range(len(lines))]


def _kind(lines: Sequence[str], at: int) -> str:
    line = lines[at]
    if line.startswith("@@"):
        return HUNK
    if line.startswith(_HEADS) or _names(lines, at) or (at > 0 and _names(lines, at - 1)):
        return HEAD
    return {"+": ADDED, "-": REMOVED}.get(line[:1], "")


def _names(lines: Sequence[str], at: int) -> bool:
    """Whether two lines name the files that are compared; where that is to be expected, also while they arrive."""
    old, new = lines[at], "".join(lines[at + 1 : at + 2])
    if old.startswith(OLD) and new.startswith(NEW):
        return True
    expected = at + 2 >= len(lines) and (at == 0 or lines[at - 1].startswith(_HEADS))
    return expected and bool(old) and _begins(old, OLD) and _begins(new, NEW)


def _begins(line: str, sign: str) -> bool:
    return line.startswith(sign) or sign.startswith(line)


def runs_of_lines(kinds: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Kind, first and last line of each run of lines that have one ground."""
    for kind, run in groupby(range(len(kinds)), key=kinds.__getitem__):
        lines = list(run)
        if kind in GROUNDS:
            yield kind, lines[0], lines[-1]


@cache
def look_of_line(theme: Theme, kind: str) -> QTextCharFormat | None:
    """How a whole line is written; None as plain text."""
    found = QTextCharFormat()
    if kind == HUNK:
        found.setForeground(QColor(theme.muted))
    elif kind == HEAD:
        found.setFontWeight(QFont.Weight.Bold)
    else:
        return None
    return found
