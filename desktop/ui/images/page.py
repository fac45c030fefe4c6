"""What a piece of HTML on the clipboard holds: read in one pass, for `html.parser` takes seconds for hostile pages."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

HIDDEN = frozenset({"script", "style", "title", "template"})
BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})
EMPTY = frozenset({"!", "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"})
UNCLOSED = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})  # the next one ends them
LEAST_EDGE = 48  # pixels, as a page shows it: what is smaller is an icon, a face beside a name, or counts readers
LARGEST_MARKUP = 1_000_000  # characters beside embedded pictures: longer pages are not read at all
MOST_BYTES = 4 * LARGEST_MARKUP  # in whatever encoding

_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*|!)")
_SOURCE = re.compile(r"""(?<![\w-])src\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))""", re.IGNORECASE)
_EDGE = re.compile(
    r"""(?<![\w-])(?:width|height)\s*[:=]\s*["']?(\d{1,5})(?:\.\d+)?(?:px)?(?=["';\s/]|$)""", re.IGNORECASE
)
_VALUE = re.compile(r"""=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+)""")
_HIDES = re.compile(r"(?:^|\s)hidden(?=[\s/=]|$)", re.IGNORECASE)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", re.IGNORECASE)
_SPACER = re.compile(  # one pixel, as GIF or PNG, where a page loads the picture later
    r"data:image/\w+;base64,(?:R0lGODlhAQABA|R0lGODdhAQABA|iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB)", re.IGNORECASE
)
_BEGINS = b"base64,"
_BASE64 = re.compile(rb"[A-Za-z0-9+/=%_-]*")
_EMBEDDED = re.compile(r"(?i:data:image/[\w.+-]{1,40};base64,)[A-Za-z0-9+/=%_-]*")


class Picture(NamedTuple):
    """A picture that a page shows.

    Attributes:
        small: It is an icon or the like, by its size.
        certain: It is embedded, or its size is known: an address without one may only count readers.
    """

    source: str
    small: bool
    certain: bool


class Page:
    """The pictures and the words of a page that are not hidden; nothing is loaded.

    Attributes:
        is_read: It was not too long for that.
    """

    def __init__(self, html: str) -> None:
        self.pictures: list[Picture] = []
        self.is_read = _is_readable(html)
        self._words = "".join(self._read(html)) if self.is_read else ""

    def _read(self, html: str) -> Iterator[str]:
        at, hiding, depth = 0, "", 0
        for start, end, closing, name, said in _tags(html):
            if not hiding:
                yield unescape(html[at:start])
            at = end
            if hiding:
                ends = closing or name in UNCLOSED
                depth += (name == hiding) * (-1 if ends else 1)
                hiding = hiding if depth else ""
                if hiding or closing:
                    continue
            hidden = name in HIDDEN or _is_hidden(said)
            if hidden and not closing and name not in EMPTY:
                hiding, depth = name, 1
            elif name in BREAKS and not closing:
                yield "\n"
            elif name == "img" and not hidden and (source := _source_in(said)):
                self.pictures.append(_picture(source, said))
        if not hiding:
            yield unescape(html[at:])

    def text(self) -> str:
        """The words, one line a paragraph, blank ends cut off."""
        words = self._words.strip()
        return re.sub(r"\n{3,}", "\n\n", words) if "\n\n\n" in words else words


def _tags(html: str) -> Iterator[tuple[int, int, bool, str, str]]:
    """Where tags begin and end, whether they close, their names and attributes; comments have no name.

    Signs are looked for: to a pattern an embedded picture is a quarter of a second, or twice that without an end.
    """
    start, end = html.find("<"), 0
    while start >= 0:
        if html.startswith("<!--", start):
            found_end = html.find("-->", start + 2)
            end = found_end + 3 if found_end >= 0 else len(html)
            yield start, end, False, "", ""
            start = html.find("<", end)
            continue
        if end <= start and (end := html.find(">", start) + 1) == 0:
            return
        following = html.find("<", start + 1)
        found = _NAME.match(html, start, end)
        if found and not start < following < end:
            yield start, end, bool(found[1]), found[2].lower(), html[found.end() : end - 1]
        start = following


def _is_hidden(said: str) -> bool:
    if not said:
        return False
    said = said.replace(_source_in(said) or "", "")
    return bool(_HIDES.search(_VALUE.sub("=", said)) or _HIDING_STYLE.search(said))


def _picture(source: str, said: str) -> Picture:
    edges = [int(edge) for edge in _EDGE.findall(said.replace(source, ""))]
    small = any(edge < LEAST_EDGE for edge in edges) or _SPACER.match(source) is not None
    return Picture(source, small, certain=bool(edges) or source.lstrip()[:5].lower() == "data:")


def may_be_read(data: bytes) -> bool:
    """Whether a page may be short enough, told before its bytes are made characters, which takes longer."""
    if b"\0" in data[:100]:  # UTF-16
        data = data.replace(b"\0", b"")
    beside, at = len(data), 0
    while beside > MOST_BYTES and (found := data.find(_BEGINS, at)) >= 0:
        at = _BASE64.match(data, found + len(_BEGINS)).end()  # type: ignore[union-attr]
        beside -= at - found
    return beside <= MOST_BYTES


def _is_readable(html: str) -> bool:
    beyond = len(html) - LARGEST_MARKUP
    return beyond <= 0 or sum(len(found[0]) for found in _EMBEDDED.finditer(html)) >= beyond


def _source_in(tag: str) -> str | None:
    found = _SOURCE.search(tag)
    return unescape(next(filter(None, found.groups()), "")) if found else None
