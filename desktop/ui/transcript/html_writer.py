"""The HTML of one message, made of the Markdown of its blocks: of an item or a quote together with what is in it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from desktop.domain.block import JOINT
from desktop.ui.transcript.html import html_of, html_of_code, sewn, sewn_in_line, sewn_inside
from desktop.ui.transcript.parsing import is_too_much

if TYPE_CHECKING:
    from desktop.domain.block import Block

LONGEST = 10_000  # characters that are read at once: a moment's work
ENDS = 4_000  # characters in which all that is open at the end of some HTML is closed


def is_nested(block: Block) -> bool:
    """Whether it stands in an item, a quote or a table that begins in an earlier block."""
    return bool(block.around or block.beside_marker or (block.context and not block.inside))


class HtmlWriter:
    """Takes block after block."""

    def __init__(self) -> None:
        self._html: list[str] = []
        self._first: Block | None = None  # of those that are read together, if more may follow
        self._page: list[str] = []  # their Markdown …
        self._seen: list[str] = []  # … and how they are seen
        self._joins = False  # the first goes on with what was before it …
        self._quotes = 0  # … in so many quotes

    @property
    def html(self) -> str:
        return "".join(self._html)

    def takes(self, block: Block, chunk: str) -> bool:
        """Whether a block can be read together with those before, in which it stands."""
        return self._first is not None and is_nested(block) and sum(map(len, self._page)) + len(chunk) <= LONGEST

    def add(self, chunk: str, seen: str) -> None:
        """Add such a block: its Markdown as it follows that of those."""
        self._page.append(chunk)
        self._seen.append(seen)

    def begin(self, block: Block, page: str, seen: str, *, joins: bool, quotes: int) -> None:
        """Add a block with Markdown that says it by itself."""
        self.end()
        if not self._html and page.startswith(JOINT):  # a copy begins with no blank
            page = JOINT + page.removeprefix(JOINT).lstrip(" ")
        self._first, self._page, self._seen = block, [page], [seen]
        self._joins, self._quotes = joins, quotes
        if is_nested(block) and joins:  # what follows as it stands in the text would not belong to this page
            self.end()

    def add_shown(self, seen: str) -> None:
        """Add what is no Markdown."""
        self.end()
        self._html.append(_shown(seen))

    def add_code(self, block: Block, code: str) -> None:
        self.end()
        self._html.append(html_of_code(code, block.language))

    def end(self) -> None:
        """Read what is read together, of which no more will follow."""
        block, page, self._first = self._first, "".join(self._page), None
        if block is None or not page.strip():
            return
        read = None if is_too_much(page) else html_of(block.references.used_in(page) + page)
        more = _shown("\n".join(self._seen)) if read is None else read
        if self._joins and self._html:
            last = self._html.pop()
            self._html.append(last[:-ENDS])
            more = self._sewn(block, last[-ENDS:], more)
        self._html.append(more)

    def _sewn(self, block: Block, before: str, more: str) -> str:
        if block.inside:
            return sewn_in_line(before, more)
        if block.continued:
            return sewn(before, more)
        return sewn_inside(before, more, self._quotes, counting=block.numbers[:1] != (1,))


def _shown(text: str) -> str:
    """A text as it is."""
    return f"<p>{escape(text.rstrip())}".replace("\n", "<br>") + "</p>\n"
