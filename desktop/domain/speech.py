"""Text as it is told: how many words it has, and where its sentences end."""

from __future__ import annotations

import re

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # written without blanks: each sign is counted
_WORD = re.compile(rf"[{_CJK}]|(?=[^\s{_CJK}]*\w)[^\s{_CJK}]+")
_END = re.compile(
    r"\n+|[。！？]+[」』）”’\"')\]]*|[.!?…।॥؟۔]+[\"'”’)\]]*(?=\s)"  # noqa: RUF001 - full-width, Indic and Arabic marks end sentences too
)
_LAST = re.compile(r"[^\s(\[\"'“‘]*$")
_NO_END = re.compile(
    r"(?:e\.g|i\.e|z\.b|d\.h|u\.a|o\.ä|p\.ex|cf|vs|al|approx|bzw|ca|dr|mr|mrs|ms|prof|st|nr|fig|eq|vol|pp|evtl|ggf|inkl)$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"[^\W\d_]$")
# The number of an item, or one as in "Am 3. Mai": any other may end a sentence.
_ORDINAL = re.compile(
    r"(?:(?:^|\n)\W*|,\s*|\b(?:[ai]m|de[rmns]|die|das|[zv][ou][mr]|beim|bis|seit|ab|jede[rmns]?)\s+)\d{1,2}$",
    re.IGNORECASE,
)


def words_in(text: str) -> int:
    """Words, as a word processor counts them."""
    return sum(1 for _ in _WORD.finditer(text))


def sentence_ends(text: str) -> list[int]:
    """After which characters a sentence has ended for sure: what follows is known to begin another one.

    A mark at the very end of the text may be the point of "3.14", and waits for what comes.
    """
    return [match.end() for match in _END.finditer(text) if not _is_inside(text, match)]


def _is_inside(text: str, match: re.Match[str]) -> bool:
    """Whether a point belongs to the word before it."""
    if match.group() != ".":
        return False
    before = max(0, match.start() - 20), match.start()
    found = _LAST.search(text, *before)
    word = found.group() if found else ""
    return bool(_NO_END.match(word) or _INITIAL.match(word) or _ORDINAL.search(text, *before))
