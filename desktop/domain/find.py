"""Where words occur in a text. Case, accents and kinds of blanks do not matter, unless one says that letters do.

Texts are compared folded. A character may fold to several ("ß" to "ss") or to none (an accent that stands alone), so
places in a folded text are brought back to the text by `spans`. Ends of paragraphs and of cells fold to line breaks,
which no words hold: nothing is found across them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

_BLANKS = dict.fromkeys(map(ord, "\t\r\x0b\x0c\xa0\u1680\u2028\u202f\u205f\u3000"), " ")
_BLANKS |= dict.fromkeys(range(0x2000, 0x200B), " ")
PARTS = "\x1e"  # folded texts are joined with it: none holds it …
GOES_ON = "\x1f"  # … nor this, which is put before one that goes on in the middle of a line
_ENDS = dict.fromkeys(map(ord, f"\n\u2029\ufdd0\ufdd1{PARTS}{GOES_ON}"), "\n")  # Qt puts U+FDD0 and U+FDD1 around cells
_EXACT = _BLANKS | _ENDS
_ACCENTS = range(0x300, 0x370)
MOST_GROWN = 2

_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_MARKS = "*_~`\\"  # of Markdown, those that may stand inside a word
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});", re.IGNORECASE)
_NO_ENTITY = r"&(?!#?\w+;)"
_LEFT_OUT = re.compile(
    rf"\]\((?:[^][()<\s&]+|{_NO_ENTITY}|\([^][()<\s&]*\))*+\)"  # with pairs of parentheses, as encyclopedias have
    rf"|</?[a-z][a-z\d]*\s?/?>|<a href=(?:\"(?:[^\"<>\s&]|{_NO_ENTITY})*+\"|'(?:[^'<>\s&]|{_NO_ENTITY})*+')>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\]\[[^][*_~`\\&<>]*\]")
_HIDING = ("[!", "![", "](", "][", "[^", "<!--")
_HIDDEN = re.compile(r"%[\da-f]{2}|<(?:[^\s<>]*[:@]|a\s)", re.IGNORECASE)


class _Folds(dict[int, str]):
    """What each character folds to, found when it is first met."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _folded(code)
        return found


def _folded(code: int) -> str:
    letters = normalize("NFKD", chr(code)).casefold()
    bare = "".join(letter for letter in letters if ord(letter) not in _ACCENTS)
    return normalize("NFC", bare).translate(_EXACT)  # syllables and marks of other scripts are put together again


_FOLDS = _Folds(_EXACT)


def fold(text: str, *, exact: bool = False) -> str:
    """The text as it is compared; `exact` when case and accents matter."""
    if exact:
        return text.translate(_EXACT)
    if not text.isascii():
        return text.translate(_FOLDS)
    lowered = text.lower()
    return lowered if lowered.isprintable() else lowered.translate(_EXACT)  # a fifth of the time for one line


def folded(text: str) -> str:
    """`fold` for words, in a fraction of the time for English: blanks stay of the kinds they are."""
    lowered = text.lower()
    return lowered if lowered.isascii() else _FOREIGN.sub(lambda letters: fold(letters[0]), lowered)


def spans(text: str, words: str, *, exact: bool = False) -> list[tuple[int, int]]:
    """Start and end, in characters of the text, of every place where `words`, folded alike, occur; none overlap.

    There are as many as `fold(text).count(words)`.
    """
    folded = fold(text, exact=exact)
    found = [(at, at + len(words)) for at in places(folded, words)]
    if exact or text.isascii():
        return found
    ends = list(accumulate(len(_FOLDS[ord(letter)]) for letter in text))  # of each letter, in the folded text
    return [(bisect_right(ends, start), bisect_right(ends, ends[bisect_right(ends, end - 1)])) for start, end in found]


def places(folded: str, words: str) -> list[int]:
    """Where `words` occur in a folded text, none overlapping."""
    found = []
    at = folded.find(words) if words else -1
    while at >= 0:
        found.append(at)
        at = folded.find(words, at + len(words))
    return found


def places_in(parts: Sequence[str], part: int, words: str) -> list[int]:
    """Where `words` begin in one of several folded texts; they may end in the next one, where that goes on."""
    return places(_with_next(parts, part, len(words)), words)


def count_in(parts: Sequence[str], words: str, end: int | None = None) -> int:
    """How often `words` begin in folded texts, or in so many of them."""
    count = len(parts) if end is None else min(end, len(parts))
    return sum([_with_next(parts, part, len(words)).count(words) for part in range(count)])


def _with_next(parts: Sequence[str], part: int, length: int) -> str:
    """A text, and of the next one, where it goes on there, what words of a length that begin in it may reach."""
    after = parts[part + 1] if part + 1 < len(parts) else ""
    return parts[part] + after[1:length] if after.startswith(GOES_ON) else parts[part]


def gist(source: str) -> str | None:
    """What must hold all `needles` of words for them to be seen in a Markdown text; None when that cannot be told.

    What is seen is the source without some of its characters. Inside a word only a few marks can be left out, the
    addresses of links, and tags; where there may be any, or entities, the text without them follows the other: in code
    they are seen. So does the text without the labels of references, each of which may be a link itself. Addresses that
    are seen may be rewritten. A text that grows much when it is folded is not worth it.
    """
    whole = _without(_MARKS, folded(source))
    if len(whole) > MOST_GROWN * len(source):
        return None
    labeled = _LEFT_OUT.sub("", source)
    bare = _REFERENCE.sub("", labeled)
    if any(sign in bare for sign in _HIDING) or _HIDDEN.search(bare) or "xn--" in whole:
        return None
    if not any(sign in source for sign in "[<&"):
        return whole
    texts = [bare] if bare == labeled else [bare, labeled]
    spelled = PARTS.join(_ENTITY.sub(lambda entity: unescape(entity[0]), text) for text in texts)
    return f"{whole}{PARTS}{_without(f'{_MARKS}[]', folded(spelled))}"


def _without(signs: str, text: str) -> str:
    """A text without some signs: a quarter of the time of `str.translate`."""
    for sign in signs:
        text = text.replace(sign, "")
    return text


def needles(words: str) -> tuple[str, ...]:
    """The runs of letters and digits in words, folded as in a `gist`."""
    return tuple("".join(letter if letter.isalnum() else " " for letter in _without(_MARKS, fold(words))).split())
