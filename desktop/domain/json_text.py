"""JSON that an answer begins with, no fence around it: whether it does, and where that ends."""

from __future__ import annotations

import re

_STARTS = re.compile(r'\{\s*(?:["}]|$)|\[\s*(?:[{\["]|$)')  # `[1]` is a source, `[words](…)` a link
_MARKS = re.compile(r'\\.|["{}\[\]\n]', re.DOTALL)


def starts_json(text: str) -> bool:
    """Whether text begins as an object or an array does; the first two marks or the first line are enough."""
    return bool(_STARTS.match(text))


class Brackets:
    """Reads JSON piece by piece, up to the bracket that closes the first one; stands in the place of a fence."""

    language = "json"
    indent = 0
    around = alert = file = ""

    def __init__(self) -> None:
        self._depth = 0
        self._quoted = False
        self._held = ""  # a backslash whose character is still to come
        self._closed = False

    def read(self, text: str) -> None:
        """Go on; strings end with their line, whatever is missing."""
        text = self._held + text
        body = text.rstrip("\\")
        self._held = "\\" if (len(text) - len(body)) % 2 else ""
        for mark in _MARKS.findall(text):
            if mark in {'"', "\n"}:
                self._quoted = mark == '"' and not self._quoted
            elif not self._quoted and len(mark) == 1:
                self._depth += 1 if mark in "{[" else -1
                self._closed = self._closed or self._depth <= 0

    def closed_by(self, line: str) -> bool:
        """Whether a line that was read has closed it."""
        del line
        return self._closed
