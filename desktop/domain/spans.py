"""Inline marks that a piece of Markdown leaves open: where not to cut it, and what its last words will become."""

from __future__ import annotations

import re
from typing import NamedTuple

from desktop.domain.formulas import formula_at, unfinished_at

# An escaped character, a run of one mark, a bracket or a dollar; everything between them is plain text. Said so that
# each begins with one of a set of characters: these are searched for five times faster than `\\.|\$|`+|…`.
_MARKS = re.compile(
    r"[\\$`*_~!\[\])](?:(?<=\\).|(?<=`)`*|(?<=\*)\**|(?<=_)_*|(?<=~)~+|(?<=!)\[|(?<=\])\(?|(?<=[$\[)]))", re.DOTALL
)
LONG_LINE = 2_000  # characters of one line, and of one paragraph, after which it is cut at a good place …
TRIES = range(LONG_LINE, 2 * LONG_LINE + 1, LONG_LINE // 4)  # … looked for this often; then anywhere
# Full-width marks end sentences too.
_SENTENCE = re.compile(r"[.!?…:;。！？；](?:(?<=[。！？；])|[\"'”’)\]]*\s+)")  # noqa: RUF001 - full-width marks
_LONGEST = 2  # `***` is read as one mark of two and one of one
_MANY = 40  # open marks after which the rest is not read: no text that means them has as many


class OpenMark(NamedTuple):
    """A mark without its counterpart: "`", "*", "**", "_", "__", "~~", "[", "](", a formula's; and where it stands."""

    mark: str
    at: int


def open_marks(text: str) -> list[OpenMark]:
    """What `text` leaves open at its end, outermost first: a reading of CommonMark's rules in one pass.

    A run of `*` or `_` opens at the start of a word only, so that `2*3` is not taken for emphasis.
    """
    found: list[OpenMark] = []
    at = tries = 0
    while len(found) < _MANY and (match := _MARKS.search(text, at)):
        run, at = match.group(), match.end()
        if run[0] in "\\$":
            tries += 1
            if tries < _MANY and (mark := unfinished_at(text, match.start())):
                found.append(OpenMark(mark, match.start()))
                break
            at = max(at, match.start() + len(formula_at(text, match.start())))
            continue
        if run[0] == "`":
            end = re.compile(rf"(?<!`){run}(?!`)").search(text, at)
            if end is None:
                found.append(OpenMark(run, match.start()))
                break
            at = end.end()
        elif run[0] in "[!])":
            _bracket(found, run, match.start())
        else:
            _emphasis(found, text, match)
    return found


def _bracket(found: list[OpenMark], run: str, start: int) -> None:
    kinds = [mark for mark, _ in found]
    if run in {"[", "!["}:
        found.append(OpenMark("[", start))
    elif run == ")":
        if "](" in kinds:
            del found[kinds.index("](") :]
    elif "[" in kinds:
        opened = len(kinds) - 1 - kinds[::-1].index("[")
        start = found[opened].at
        del found[opened:]
        if run == "](":
            found.append(OpenMark("](", start))


def _emphasis(found: list[OpenMark], text: str, match: re.Match[str]) -> None:
    run = match.group()
    before = text[match.start() - 1] if match.start() else " "
    after = text[match.end()] if match.end() < len(text) else " "
    marks = [run[0] * _LONGEST] if len(run) == _LONGEST else [run[0]] if len(run) == 1 else [run[0], run[0] * _LONGEST]
    for mark in marks:
        kinds = [known.mark for known in found]
        if mark in kinds and not before.isspace():
            del found[len(kinds) - 1 - kinds[::-1].index(mark) :]
        elif not after.isspace() and not before.isalnum():
            found.append(OpenMark(mark, match.start()))


def place_to_cut(line: str, tried: int, above: str) -> int:
    """Where to cut a line below others: behind a sentence, else a word; 0 to wait for more than has been tried."""
    for size in TRIES:  # pragma: no branch - the last one returns
        if size > len(line):
            break
        if size <= tried:
            continue
        piece = line[:size]
        for places in (_SENTENCE.finditer(piece), re.finditer(r"\s+", piece)):
            ends = [match.end() for match in places if match.end() > size // 2]
            for end in reversed(ends[-3:]):
                if not open_marks(above + piece[:end]):
                    return end
        if size == TRIES[-1] or not (ends or open_marks(piece)):
            return ends[-1] if ends else size
    return 0
