"""What a piece of HTML on the clipboard holds. Apart from the rest: `html.parser` takes 10 ms to import."""

from __future__ import annotations

import re
from html.parser import HTMLParser


class Page(HTMLParser):
    """Collects the sources of pictures and the words of a page; loads nothing."""

    HIDDEN = frozenset({"script", "style", "title", "template"})
    BREAKS = frozenset({"br", "p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"})

    def __init__(self) -> None:
        super().__init__()
        self.sources: list[str] = []
        self._words: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HIDDEN:
            self._hidden += 1
        elif tag in self.BREAKS:
            self._words.append("\n")
        elif tag == "img":
            self.sources.extend(value for name, value in attrs if name == "src" and value)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HIDDEN:
            self._hidden = max(0, self._hidden - 1)

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self._words.append(data)

    def text(self) -> str:
        """The words, one line a paragraph, blank ends cut off."""
        return re.sub(r"\n{3,}", "\n\n", "".join(self._words)).strip()
