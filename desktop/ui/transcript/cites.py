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
MOST_TRIED = 3  # times that a piece is parsed with marks, each time with fewer
FIRST = 0x10F000  # a private character stands for each mark while the text is read …
_PRIVATE = re.compile("[\U0010f000-\U0010ffff]")
_BETWEEN_WORDS = re.compile(r"(?<=[^\s*_~`\\<&$#+=|\[(-])(?=[\s.,;:!?]|$)")  # no sign of Markdown is touched
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
    kept = list(range(len(cites)))
    for _ in range(MOST_TRIED if cites else 0):
        marked = parse(context + _with_marks(source, cites, kept))
        if _are_same(plain, marked, len(kept)):
            return marked
        among = _among_words(marked)
        kept = among if len(among) < len(kept) else [n for n in kept if _BETWEEN_WORDS.match(source, cites[n].at)]
        if not kept:
            break
    return plain


def _with_marks(source: str, cites: Sequence[Cite], kept: Sequence[int]) -> str:
    """`cites` are in order, and so are the numbers of those that are `kept`."""
    found, before = [], 0
    for number in kept:
        at = cites[number].at
        found.append(f'{source[before:at]}"{chr(FIRST + number)}"')
        before = at
    return "".join(found) + source[before:]


def _among_words(tokens: Sequence[Token]) -> list[int]:
    """The numbers of the marks that have come to stand among words, outside of links."""
    words = [text for token in tokens for text, is_words in _told(token.children or []) if is_words]
    return sorted({ord(mark) - FIRST for text in words for mark in _MARK.findall(text)})


def _told(tokens: Sequence[Token]) -> Iterator[tuple[str, bool]]:
    """What each token of a paragraph says, and whether that is words outside of links."""
    links = 0
    for token in tokens:
        links += token.nesting if token.type.startswith("link_") else 0
        yield token.content, token.type == "text" and not links


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
    count = 0
    said: list[tuple[object, ...]] = []
    for token, (text, is_words) in zip(marked, _told(marked), strict=True):
        here = len(_MARK.findall(text)) if is_words else 0
        count += here
        said.append((_MARK.sub("", text) if here else text, *_facts(token)))
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
