"""Inline marks that a piece of Markdown leaves open: where not to cut it, and what its last words will become."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.formulas import formula_at, unfinished_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# An escaped character, a run of one mark, a bracket or a dollar; everything between them is plain text. Said so that
# each begins with one of a set of characters: these are searched for five times faster than `\\.|\$|`+|…`.
_MARKS = re.compile(
    r"[\\$`*_~!\[\])](?:(?<=\\).|(?<=`)`*|(?<=\*)\**|(?<=_)_*|(?<=~)~+|(?<=!)\[|(?<=\])\(?|(?<=[$\[)]))", re.DOTALL
)
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
    for _ in _read(text, found, _emphasis):
        pass
    return found


def unmarked(text: str) -> list[tuple[int, int]]:
    """Where nothing is open, however its marks are paired: from each start to its end."""
    found: list[OpenMark] = []
    free: list[tuple[int, int]] = []
    begin, is_free = 0, True
    for start, end in _read(text, found, _paired):
        if is_free:
            free.append((begin, start))
        begin, is_free = end, not found
    return [*free, (begin, len(text))] if is_free else free


def _read(
    text: str, found: list[OpenMark], emphasis: Callable[[list[OpenMark], str, re.Match[str]], None]
) -> Iterator[tuple[int, int]]:
    """Go from mark to mark, a formula or a span of code being one; `found` is what is open behind it."""
    at = tries = 0
    while len(found) < _MANY and (match := _MARKS.search(text, at)):
        run, start, at = match.group(), match.start(), match.end()
        unfinished = ""
        if run[0] in "\\$":
            tries += 1
            unfinished = unfinished_at(text, start) if tries < _MANY else ""
            at = max(at, start + len(formula_at(text, start)))
        elif run[0] == "`":
            end = re.compile(rf"(?<!`){run}(?!`)").search(text, at)
            unfinished, at = ("", end.end()) if end else (run, at)
        elif run[0] in "[!])":
            _bracket(found, run, start)
        else:
            emphasis(found, text, match)
        if unfinished:
            found.append(OpenMark(unfinished, start))
        yield start, at
        if unfinished:
            return


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


def _paired(found: list[OpenMark], text: str, match: re.Match[str]) -> None:
    """Pair a run with those before it that are open, mark by mark: the end of one may be part of another."""
    run = match.group()
    left = len(run) if match.start() and not text[match.start() - 1].isspace() else 0
    opens = text[match.end() : match.end() + 1].strip() and not (left and text[match.start() - 1].isalnum())
    known = len(found) - 1
    while left and known >= 0:
        mark, at = found[known]
        if mark[0] != run[0]:
            known -= 1
            continue
        both = min(left, len(mark), _LONGEST)
        found[known:] = [OpenMark(mark[both:], at)] if mark[both:] else []
        known = len(found) - 1
        left -= both
        run = run[both:]
    if run and opens:
        found.append(OpenMark(run, match.start()))
