"""The marks of sources in a text: they change nothing of what its Markdown says, and are no part of what is copied."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextFormat

from desktop.ui.transcript.formula_object import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from markdown_it.token import Token
    from PySide6.QtGui import QTextBlock

    from desktop.ui.transcript.inline import Run

PROPERTY = QTextFormat.Property.UserProperty.value + 9  # of the format of a mark: the number of its source
JOINER = "\u2060"  # stands before each mark: no line breaks there
MOST_TRIED = 4  # marks of a piece that are tried one by one, once they do harm together
FIRST = 0x10F000  # a private character stands for each mark while the text is read …
_PRIVATE = re.compile("[\U0010f000-\U0010ffff]")
_MARK = re.compile('"([\U0010f000-\U0010ffff])"')  # … between signs over which nothing goes on


class Cite(NamedTuple):
    """A place in a piece's source, and the numbers of the sources that are named there."""

    at: int
    numbers: tuple[int, ...]


def read(source: str, context: str, cites: Sequence[Cite], parse: Callable[[str], list[Token]]) -> list[Token]:
    """The tokens of a text with its marks in it; without those that would change what it says."""
    if cites:
        source = _PRIVATE.sub("\ufffd", source)
    plain = parse(context + source)
    if not cites:
        return plain
    marked = parse(context + _with_marks(source, cites))
    if _are_same(plain, marked, len(cites)):
        return marked
    tried = [
        cite if _are_same(plain, parse(context + _with_marks(source, [cite])), 1) else cite._replace(at=-1)
        for cite in cites[:MOST_TRIED]
    ]
    marked = parse(context + _with_marks(source, tried))
    return marked if _are_same(plain, marked, sum(cite.at >= 0 for cite in tried)) else plain


def _with_marks(source: str, cites: Sequence[Cite]) -> str:
    """`cites` are in order; those at -1 keep their number and are left out."""
    found, before = [], 0
    for number, cite in enumerate(cites):
        if cite.at >= 0:
            found.append(f'{source[before : cite.at]}"{chr(FIRST + number)}"')
            before = cite.at
    return "".join(found) + source[before:]


def _are_same(plain: Sequence[Token], marked: Sequence[Token], count: int) -> bool:
    """Whether both say the same, but for `count` marks among the words, none of them in a link."""
    if len(plain) != len(marked):
        return False
    for one, other in zip(plain, marked, strict=True):
        if _facts(one) != _facts(other):
            return False
        if one.type != "inline":
            if one.content != other.content:
                return False
            continue
        found = _marks_among(one.children or [], other.children or [])
        if found < 0:
            return False
        count -= found
    return count == 0


def _facts(token: Token) -> tuple[object, ...]:
    return token.type, token.tag, token.nesting, token.level, token.hidden, token.info, token.markup, token.attrs


def _marks_among(plain: Sequence[Token], marked: Sequence[Token]) -> int:
    """How many marks there are among the words of a paragraph; -1 when they change something else."""
    count = links = 0
    said: list[tuple[object, ...]] = []
    for token in marked:
        links += token.nesting if token.type.startswith("link_") else 0
        here = len(_MARK.findall(token.content)) if token.type == "text" and not links else 0
        count += here
        said.append((_MARK.sub("", token.content) if here else token.content, *_facts(token)))
    before = [(token.content, *_facts(token)) for token in plain]
    return count if _without_nothing(before) == _without_nothing(said) else -1


def _without_nothing(said: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Without words of no letters: a mark behind a link or behind code may be the only words there."""
    return [facts for facts in said if facts[:2] != ("", "text")]


def spread(runs: Sequence[Run], cites: Sequence[Cite]) -> list[Run]:
    """Runs in which the marks are runs of their own."""
    return [piece for run in runs for piece in _pieces(run, cites)] if cites else list(runs)


def _pieces(run: Run, cites: Sequence[Cite]) -> Iterator[Run]:
    text, ink = run
    at = 0
    for match in _MARK.finditer(text):
        yield text[at : match.start()], ink
        for number in cites[ord(match[1]) - FIRST].numbers:
            yield f"{JOINER}[{number}]", ink._replace(cite=number)
        at = match.end()
    if at < len(text) or not text:
        yield text[at:], ink


def spoken(block: QTextBlock, start: int = 0, end: int | None = None) -> str:
    """A paragraph's text without its marks, with the sources of its formulas."""
    length = block.length() - 1  # in Qt's units, without the end of the paragraph
    end = length if end is None else min(end, length)
    if JOINER not in block.text():
        return shown(block, start, end)
    found = []
    for first, last in [*_spans(block), (length, length)]:
        found.append(shown(block, start, min(end, max(start, first))))
        start = max(start, last)
    return "".join(found)


def _spans(block: QTextBlock) -> Iterator[tuple[int, int]]:
    """Where the marks of a paragraph are."""
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        walk += 1
        if fragment.charFormat().hasProperty(PROPERTY):
            start = fragment.position() - block.position()
            yield start, start + fragment.length()
