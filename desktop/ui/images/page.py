"""What a piece of HTML on the clipboard holds: read in one pass, for `html.parser` takes seconds for hostile pages."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = frozenset({"script", "style", "title", "template"})
BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
LEAST_EDGE = 48  # pixels, as a page shows it: what is smaller is an icon, a face beside a name, or counts readers
LARGEST_MARKUP = 1_000_000  # characters beside embedded pictures: longer pages are not read at all

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*|!)([^<>]*)>", re.IGNORECASE)
_IMG = re.compile(r"<[iI][mM][gG]\s([^<>]*)>")
_SOURCE = re.compile(r"""(?<![\w-])src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_EDGE = re.compile(
    r"""(?<![\w-])(?:width|height)\s*[:=]\s*["']?(\d{1,5})(?:\.\d+)?(?:px)?(?=["';\s/]|$)""", re.IGNORECASE
)
_SPACER = re.compile(  # one pixel, as GIF or PNG, where a page loads the picture later
    r"data:image/\w+;base64,(?:R0lGODlhAQABA|R0lGODdhAQABA|iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB)", re.IGNORECASE
)
_EMBEDDED = re.compile(r"(?i:data:image/[\w.+-]{1,40};base64,)[^ \t\r\n\"'<>]*")


class Page:
    """The sources of pictures and the words of a page; nothing is loaded."""

    def __init__(self, html: str) -> None:
        self.sources: list[str] = []
        self._words = "".join(self._read(html)) if _is_readable(html) else ""

    def _read(self, html: str) -> Iterator[str]:
        at = hidden = 0
        for tag in _TAG.finditer(html):
            if not hidden:
                yield unescape(html[at : tag.start()])
            at = tag.end()
            name, closing = tag[2].lower(), bool(tag[1])
            if name in HIDDEN:
                hidden = max(0, hidden + (-1 if closing else 1))
            elif name in BREAKS and not closing:
                yield "\n"
            elif name == "img" and (source := _source_in(tag[3])) is not None:
                self.sources.append(source)
        if not hidden:
            yield unescape(html[at:])

    def text(self) -> str:
        """The words, one line a paragraph, blank ends cut off."""
        return re.sub(r"\n{3,}", "\n\n", self._words).strip()


def sources_shown(html: str) -> Iterator[str]:
    """Of the pictures that are meant to be looked at, by what a page says of their size; its words are not read."""
    for tag in _IMG.finditer(html) if _is_readable(html) else ():
        if (source := _source_in(tag[1])) and not _is_small(tag[1], source):
            yield source


def _is_readable(html: str) -> bool:
    return len(html) - sum(len(found[0]) for found in _EMBEDDED.finditer(html)) <= LARGEST_MARKUP


def _source_in(tag: str) -> str | None:
    found = _SOURCE.search(tag)
    return unescape(next(filter(None, found.groups()), "")) if found else None


def _is_small(tag: str, source: str) -> bool:
    said = tag.replace(source, "")
    return any(int(edge) < LEAST_EDGE for edge in _EDGE.findall(said)) or _SPACER.match(source) is not None
