"""Lists in HTML: where their items are, and what an unfinished one lacks. What is not closed in order is no list."""

from __future__ import annotations

import re

DEEPEST = 5  # lists, one in the other
LONGEST = 4_000  # characters of a list

_TAG = re.compile(r"<(/?)(ul|ol|li)>", re.IGNORECASE)
_ITEM = "li"


def items_in(text: str, start: int, end: int) -> list[tuple[int, int]] | None:
    """Where the items of the list are whose first tag stands at `start`, without blanks, and last its closing tag."""
    items: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []  # tags, from outside to inside, and where what they hold begins
    at = start
    for tag in _TAG.finditer(text, start, min(end, start + LONGEST)):
        name = tag[2].lower()
        if opened and opened[-1][0] != _ITEM and text[at : tag.start()].strip():
            return None  # only items stand in a list
        at = tag.end()
        if not tag[1]:
            if (name == _ITEM) == (not opened or opened[-1][0] == _ITEM) or len(opened) == 2 * DEEPEST:
                return None
            opened.append((name, at))
            continue
        closed, begun = opened.pop()
        if closed != name:
            return None
        if not opened:
            return [*items, (tag.start(), at)]
        if len(opened) == 1:
            held = text[begun : tag.start()]
            items.append((begun + len(held) - len(held.lstrip()), begun + len(held.rstrip())))
    return None


def missing_ends(text: str) -> str:
    """The tags that close a list which is being written at the end of a text."""
    opened: list[re.Match[str]] = []
    for tag in _TAG.finditer(text):
        if not tag[1]:
            opened.append(tag)
        elif opened and opened[-1][2] == tag[2]:
            opened.pop()
    ends = "".join(f"</{tag[2]}>" for tag in reversed(opened))
    whole = text + ends
    return ends if opened and items_in(whole, opened[0].start(), len(whole)) else ""
