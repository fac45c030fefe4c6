"""The sources of an answer, numbered, and the places in its text that they are named at.

Where a source belongs is often not said, or counted in units that nobody names (reference/openrouter-api.md §4.3).
A mark in the wrong place is worse than none: what is in doubt is only listed.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.parts import CitationPart

MOST = 100  # citations of an answer that are looked at
NEAR = 600  # characters around a place in which is looked for what it may lie in

# What a mark may not stand in: code, a link or its target, an address. It goes behind them.
_WHOLE = re.compile(
    r"(?<!`)(`{1,8})(?!`)[^`\n]+\1(?!`)"  # bounded, for else a run of marks is gone through from each of them
    r"|!?\[[^\[\]\n]{0,300}\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)"
    r"|<https?://[^>\s]*>"
    r"|https?://[^\s<>\"'`\])|]*[^\s<>\"'`\])|.,:;!?*_~]"
)


class Source(NamedTuple):
    """A source; the first one is number 1."""

    number: int
    url: str
    title: str


class Cited(NamedTuple):
    """The sources of a text, and where its marks are: offsets in characters, each with its numbers, in order."""

    sources: tuple[Source, ...] = ()
    marks: tuple[tuple[int, tuple[int, ...]], ...] = ()


def cited(text: str, citations: Iterable[CitationPart]) -> Cited:
    """Number the sources of an answer: those of one address share a number, in the order in which they came."""
    citations = list(islice((citation for citation in citations if citation.url), MOST))
    titles: dict[str, str] = {}
    for citation in citations:
        titles[citation.url] = titles.get(citation.url) or citation.title
    numbers = {url: number for number, url in enumerate(titles, 1)}
    marks: dict[int, set[int]] = {}
    if text:
        for citation in _placed(text, citations):
            marks.setdefault(_settled(text, citation.end), set()).add(numbers[citation.url])
    sources = tuple(Source(numbers[url], url, title) for url, title in titles.items())
    return Cited(sources, tuple((at, tuple(sorted(marks[at]))) for at in sorted(marks)))


def _placed(text: str, citations: Sequence[CitationPart]) -> list[CitationPart]:
    """The citations whose place is sure.

    Up to the first character that is not ASCII, characters, bytes and UTF-16 units are the same. Behind it, one place
    inside a word, or past the end, says that something else is counted than characters, and all are in doubt.
    """
    said = [citation for citation in citations if (citation.start, citation.end) != (0, 0)]
    possible = [citation for citation in said if 0 <= citation.start <= citation.end <= len(text)]
    other = re.search(r"[^\x00-\x7f]", text)
    sure = other.start() if other else len(text)
    places = [at for citation in possible for at in (citation.start, citation.end) if at > sure]
    if len(possible) == len(said) and not any(_splits_word(text, at) for at in places):
        return possible
    return [citation for citation in possible if citation.end <= sure]


def _splits_word(text: str, at: int) -> bool:
    """Whether a place lies inside a word of a script that parts its words."""
    return 0 < at < len(text) and _in_word(text[at - 1]) and _in_word(text[at])


def _in_word(character: str) -> bool:
    return character.isdigit() or character.lower() != character.upper()


def _settled(text: str, at: int) -> int:
    """The nearest place where a mark does no harm: behind the last word, and behind what it may not stand in.

    Of that word only a part may be cited.
    """
    at = next((end for end in range(at, at + NEAR) if not _splits_word(text, end)), at)
    at = len(text[:at].rstrip())
    line = max(text.rfind("\n", 0, at) + 1, at - NEAR)
    for match in _WHOLE.finditer(text, line, at + NEAR):
        if match.start() < at < match.end():
            return match.end()
    if text[line:at].lstrip().startswith("|") and text[at - 1] == "|":  # behind a row of a table: into its last cell
        return len(text[: at - 1].rstrip())
    return at
