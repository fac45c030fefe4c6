"""Tags in HTML that say the same as a mark, or that something stands in a line of its own; what an open one lacks."""

from __future__ import annotations

import re

LONGEST = 1_000  # characters between a tag and its end
MARKS = {
    "b": "strong", "strong": "strong", "summary": "strong", "i": "em", "em": "em",
    "s": "s", "del": "s", "u": "u", "ins": "u", "mark": "mark", "p": "", "small": "",
} | {f"h{level}": "strong" for level in range(1, 7)}  # fmt: skip
LINES = {"summary", "p", *(mark for mark in MARKS if mark[0] == "h")}  # what stands in a line of its own

_LOOKS = r"(?: (?:align|style)=(?:\"[^\"<>]{0,100}\"|'[^'<>]{0,100}')){0,3}"  # of which nothing is seen
MARK = re.compile(rf"<({'|'.join(MARKS)}){_LOOKS}>", re.IGNORECASE)
_ANY = re.compile(rf"<(/?)({'|'.join(MARKS)}){_LOOKS}>", re.IGNORECASE)
_NAMES = "|".join(LINES)
_BEGUN = rf"^(?:[ \t]*>)*[ ]{{0,3}}(?:<details(?: open)?>[ \t]*)?(?=<(?:{_NAMES})[ >])"
_LINE = re.compile(_BEGUN, re.IGNORECASE | re.MULTILINE)


def with_ends(text: str) -> str:
    """The end of a paragraph with what closes a tag that begins a line and that has not ended; without an empty one."""
    begins = {line.end() for line in _LINE.finditer(text)}
    opened: list[re.Match[str]] = []
    for tag in _ANY.finditer(text) if begins else ():
        if not tag[1]:
            opened += [tag] if opened or tag.start() in begins else []
        elif opened and opened[-1][2].lower() == tag[2].lower():
            opened.pop()
    if not opened or len(text) - opened[0].start() > LONGEST:
        return text
    while opened and not text[opened[-1].end() :].strip():
        text = text[: opened.pop().start()]
    return text + "".join(f"</{tag[2]}>" for tag in reversed(opened))
