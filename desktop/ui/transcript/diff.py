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
GROUNDS = {ADDED, REMOVED, HUNK}  # kinds with a ground of their own
_HEADS = ("diff ", "index ", "new file", "deleted file", "similarity ", "rename ", "old mode", "new mode", "Index: ")


def kinds_of(lines: Sequence[str]) -> list[str]:
    """What each line is; "" of one that stayed. Looks at neighbors only: a removed `-- comment` is no file's name."""
    return [_kind(line, lines[n - 1] if n else "", "".join(lines[n + 1 : n + 2])) for n, line in enumerate(lines)]


def _kind(line: str, before: str, after: str) -> str:
    if line.startswith("@@"):
        return HUNK
    named = line.startswith("--- ") and after.startswith("+++ ")
    if named or (line.startswith("+++ ") and before.startswith("--- ")) or line.startswith(_HEADS):
        return HEAD
    return {"+": ADDED, "-": REMOVED}.get(line[:1], "")


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
