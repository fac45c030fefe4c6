"""What a refusal states of how many pictures a request may have, and of how large one may be."""

from __future__ import annotations

import re

COUNT = r"(?P<{}>\d{{1,3}})(?![\d.,]*\d)"
TOO_MANY = re.compile(  # of OpenAI, Anthropic, Google, vLLM, Mistral and others, in their own words
    r"\btoo many (?:input )?(?:images?|pictures)\b"
    rf"|\b(?:at most|up to|only|maximum of|limit of|more than) {COUNT.format('most')} (?:images?|pictures)\b"
    rf"|\b(?:fewer|less) than {COUNT.format('below')} (?:images?|pictures)\b",
    re.IGNORECASE,
)
NAMED = re.compile(
    r"(?:\bat most|\bup to|\bmax(?:imum)?\b(?: (?:is|of|number|allowed|images?))*:?|\blimit(?: (?:is|of))*:?|>|\bonly)"
    rf" ?{COUNT.format('most')}",
    re.IGNORECASE,
)
AMOUNT = re.compile(r"(?<!\d)(\d{1,15}(?:[.,]\d{1,15})?) ?(bytes|[kmg]i?b)\b", re.IGNORECASE)
BYTES = {"b": 1, "k": 1_000, "m": 1_000_000, "g": 1_000_000_000}
SIZED = re.compile(r"\b(?:too (?:large|big)|exceed\w*|(?:larger|bigger) than|maximum|at most)\b", re.IGNORECASE)
PIXELS = re.compile(r"pixels?\b|\dpx\b|\bpx\b|dimension|resolution", re.IGNORECASE)
LEAST = re.compile(r"\b(?:at least|(?:larger|greater|bigger) than|minimum\b\D{0,40}?) ?(\d{1,5})(?!\d)", re.IGNORECASE)
LONGER = 4 / 3  # in base64, of which most speak


def most_pictures(detail: str) -> int | None:
    """How many pictures these words say that there may be; 0 where there are too many of them for a limit unsaid."""
    found = TOO_MANY.search(detail)
    if found is None:
        return None
    if found["below"]:
        return max(0, int(found["below"]) - 1)
    stated = found["most"] or ((named := NAMED.search(detail)) and named["most"])
    return int(stated) if stated else 0


def is_of_size(detail: str) -> bool:
    """Whether these words speak of something that is too large."""
    return SIZED.search(detail) is not None


def is_of_pixels(detail: str) -> bool:
    """Whether what is too large has too many pixels, by these words, rather than bytes."""
    return PIXELS.search(detail) is not None


def least_pixels(detail: str) -> int:
    """How many pixels, by these words, an edge has at least where it is too small; 0 where they state none."""
    return max((int(number) for number in LEAST.findall(detail)), default=0)


def most_bytes(detail: str) -> float:
    """How large, by these words, one may be as it is stored; 0 where they state no size.

    Where they state several, one of them is what it was: the limit is the smallest.
    """
    amounts = [float(number.replace(",", ".")) * BYTES[unit[0].lower()] for number, unit in AMOUNT.findall(detail)]
    return min(amounts) / LONGER if amounts and is_of_size(detail) else 0
