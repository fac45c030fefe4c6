"""Foreign text inside Markdown: always code, so that nothing in it is read as markup."""

from __future__ import annotations

import re

KILO = 1000


def code(text: str, longest: int = 120) -> str:
    """Text as a code span that also fits into a table's cell: one line, cut in the middle when too long."""
    line = " ".join(text.split())
    if len(line) > longest:
        half = longest // 2
        line = f"{line[:half]} … {line[-half:]}"
    if not line:
        return "(empty)"
    fence = _fence(line, 1)
    space = " " if line[0] == "`" or line[-1] == "`" else ""
    escaped = line.replace("|", r"\|")
    return f"{fence}{space}{escaped}{space}{fence}"


def block(text: str) -> str:
    """Text as a code block, line by line as it is."""
    fence = _fence(text, 3)
    return f"{fence}text\n{text}\n{fence}"


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """A table of cells that are Markdown already."""
    lines = [head, ("---",) * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def amount(size: int) -> str:
    """Bytes in words, in decimal units."""
    value = float(size)
    for unit in ("bytes", "kB"):
        if value < KILO:
            return f"{value:.0f} {unit}"
        value /= KILO
    return f"{value:.1f} MB"


def _fence(text: str, shortest: int) -> str:
    """Backticks longer than any run of them in the text."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    return "`" * max(shortest, longest + 1)
