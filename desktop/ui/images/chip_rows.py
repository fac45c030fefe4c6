"""How what a chip tells stands in its rows: facts whole, and those that have no room left out from the end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BETWEEN = " · "
MORE = "…"


def held_together(text: str) -> str:
    """A text that may be broken between its facts, of whose rows none begins with what stands between them."""
    return text.replace(BETWEEN, f"\u00a0{BETWEEN.lstrip()}")


def laid_out(lines: Sequence[str], wide: Callable[[str], int], room: int, most: int) -> list[str]:
    """Each line in a row of its own where that does; else all that they tell in no more rows than `most`.

    Where there is so little room, how large a picture was that is sent smaller is not said.
    """
    rows = [line if wide(line) <= room else _shortened(line) for line in lines]
    if len(rows) <= most and all(wide(row) <= room for row in rows):
        return rows
    return packed(_shortened(BETWEEN.join(lines)).split(BETWEEN), wide, room, most)


def packed(facts: Sequence[str], wide: Callable[[str], int], room: int, most: int) -> list[str]:
    """Facts in no more rows than `most`, the first that has no room and all behind it left out.

    What is wider than a row is broken between its words, and may end before its last one.
    """
    rows = [""]
    for fact in facts:
        words = [fact] if wide(fact) <= room else fact.split(" ")
        for at, word in enumerate(words):
            joined = f"{rows[-1]}{' ' if at else BETWEEN}{word}" if rows[-1] else word
            if wide(joined) <= room or not rows[-1]:
                rows[-1] = joined
            elif len(rows) < most:
                rows.append(word)
            else:
                rows[-1] = _ended(rows[-1], wide, room, in_sentence=at > 0)
                return rows
    return rows


def _ended(row: str, wide: Callable[[str], int], room: int, *, in_sentence: bool) -> str:
    """The last row with a sign that there is more; a figure makes no room for that, a word does."""
    if not in_sentence:
        signed = f"{row}{BETWEEN}{MORE}"
        return signed if wide(signed) <= room else row
    while " " in row and wide(row + MORE) > room:
        row = row.rpartition(" ")[0]
    return row + MORE


def _shortened(line: str) -> str:
    return re.sub(r"\d+×\d+ → ", "", line)
