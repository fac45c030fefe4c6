"""What another program hands over, asked for as little as can be: until it answers, the window stands still."""

from __future__ import annotations

import time
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QByteArray, QMimeData

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.images.page import Page

T = TypeVar("T")

# Seconds. Qt waits 5 for each format that is not handed over on X11 (`clipboard_timeout` in qxcbclipboard.cpp), 1 on
# Wayland (qwaylanddataoffer.cpp), and offers neither a shorter wait nor another thread: see decision 26.
SILENCE = 0.9
UTF8 = "text/plain;charset=utf-8"
HTML = "text/html"
LARGEST_PAGE = 30_000_000  # bytes of HTML that are parsed: one embedded picture of the largest size fits
CUT = "\"'>"  # ends a tag that was cut in whatever quotes


class Once:
    """Named as `QMimeData` names things. A format is asked for once, and none after one that took so long in vain.

    Attributes:
        silent: There was such a one.
    """

    def __init__(self, mime: QMimeData) -> None:
        self._mime = mime
        self._answers: dict[str, object] = {}
        self._pages: dict[int, Page] = {}
        self.silent = False

    @classmethod
    def of(cls, mime: QMimeData | Once) -> Once:
        return mime if isinstance(mime, Once) else cls(mime)

    @cached_property
    def _kinds(self) -> list[str]:
        return self._ask("", self._mime.formats, [])

    def formats(self) -> list[str]:
        return self._kinds

    def hasFormat(self, kind: str) -> bool:
        return kind in self._kinds

    def hasText(self) -> bool:
        return any(map(self.hasFormat, ("text/plain", UTF8, "text/uri-list")))

    def hasHtml(self) -> bool:
        return self.hasFormat(HTML)

    def data(self, kind: str) -> QByteArray:
        return self._ask(kind, lambda: self._mime.data(kind), QByteArray())

    def imageData(self) -> object:
        return self._ask("image", self._mime.imageData, None)

    def text(self) -> str:
        """As Qt finds it, but where it would go on to another format after one that was not handed over."""
        told = bytes(self.data(UTF8).data()).decode("utf-8", "replace") if self.hasFormat(UTF8) else ""
        return told or self._ask("text", self._mime.text, "")

    @cached_property
    def _may_be_read(self) -> bool:
        from desktop.ui.images.page import may_be_read  # noqa: PLC0415 - only for those who paste HTML

        data = self.data(HTML)
        return data.size() <= LARGEST_PAGE and may_be_read(bytes(data.data()))

    def page(self, most: int = LARGEST_PAGE) -> Page | None:
        """What the first bytes of HTML hold, read once; a picture that is embedded there may be cut off."""
        if not self.hasHtml() or (data := self.data(HTML)).size() > LARGEST_PAGE:
            return None
        if most >= data.size() and not self._may_be_read:
            return None
        if (read := min(most, data.size())) not in self._pages:
            self._pages[read] = _page(data, read)
        return self._pages[read]

    def has_vast_page(self) -> bool:
        """Whether there is HTML that is too long to be read."""
        return self.hasHtml() and ((page := self.page()) is None or not page.is_read)

    def _ask(self, what: str, ask: Callable[[], T], nothing: T) -> T:
        if what not in self._answers:
            asked = time.monotonic()
            self._answers[what] = nothing if self.silent else ask()
            self.silent = self.silent or (not self._answers[what] and time.monotonic() - asked > SILENCE)
        found: T = self._answers[what]  # type: ignore[assignment]
        return found


def _page(data: QByteArray, most: int) -> Page:
    from desktop.ui.images.page import Page  # noqa: PLC0415 - only for those who paste HTML

    start = QMimeData()  # which knows how a page is encoded
    start.setData(HTML, data.left(most))
    return Page(start.html() + CUT if data.size() > most else start.html())
