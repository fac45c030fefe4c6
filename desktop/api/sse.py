"""Bytes → events. No I/O, no JSON: `feed` what arrived, `close` at the end.

Not httpx's `aiter_lines`, which breaks lines at U+2028 and its like inside JSON; not httpx-sse, which loses the
event after a byte order mark and an unterminated last one, and knows no limit (reference/reliability.md §3).
"""

from __future__ import annotations

import re
from itertools import accumulate

from desktop.domain.errors import AnswerTooLarge

LINE = 8 * 1024 * 1024  # bytes
PICTURE = 48 * 1024 * 1024  # bytes of a line that holds a picture: the largest that are kept are 30 MB before base64
# … or what was made of a PDF, with its pictures behind its text. Behind a backslash it is text that quotes one …
PICTURE_MARK = re.compile(rb'(?<!\\)"(?:data:image/|(?:file_)?annotations": ?\[)')
HEAD = 64 * 1024  # … and so it is behind so many bytes of a line
IMAGE = re.compile(rb'(?<!\\)"data:image/')
LINES = 10_000  # of one event: each takes more memory than its few bytes, and is counted at each read
REPLY = 64 * 1024 * 1024  # bytes
RETURN = 0x0D  # a number is found six times faster than b"\r"
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
FIELD = b"data: "


class Events:
    """Cuts a stream of server-sent events into the data of each; all other fields and comments are dropped.

    Lines end with LF, CRLF or CR, cut anywhere by the network. Several `data` lines of one event are joined by LF.

    Attributes:
        held: Bytes of an event that has not ended.
    """

    def __init__(self, line: int = LINE, reply: int = REPLY, picture: int = PICTURE) -> None:
        self._line = line
        self._picture = picture
        self.held = 0
        self._left = reply
        self._pending: list[bytes] = []  # pieces of a line that has not ended
        self._pending_size = 0
        self._most = line  # bytes that the line may have that is pending
        self._pictured: bool | None = None  # whether it holds a picture, once somebody asked
        self._data: list[bytes] = []  # lines of an event that has not ended
        self._begun = False
        self._between = False  # nothing is pending: the next byte begins an event
        self._after_return = False

    @property
    def picture(self) -> int:
        """Bytes of a line that has not ended, where its beginning holds that of a picture; else 0."""
        if self._pending_size <= HEAD:
            return 0
        if self._pictured is None:
            self._pictured = IMAGE.search(self._head(), 0, HEAD) is not None
        return self._pending_size if self._pictured else 0

    def feed(self, chunk: bytes) -> list[bytes]:
        """The events that end in this chunk. Raises `AnswerTooLarge`."""
        size = len(chunk)
        self._left -= size
        if self._left < 0:
            raise AnswerTooLarge
        plain = self._between and chunk.startswith(FIELD) and chunk.find(b"\n") == size - 2
        if plain and chunk.endswith(b"\n") and RETURN not in chunk:  # one event and no more, as nearly always
            return [chunk[6:-2]]
        if self._after_return or RETURN in chunk:
            chunk = self._with_line_feeds(chunk)
        lines = self._lines(chunk)
        events = self._events(lines) if lines else []
        self.held = self._pending_size + sum(map(len, self._data))
        self._between = self._begun and not (self._pending or self._data or self._after_return)
        return events

    def close(self) -> list[bytes]:
        """The event that the end has cut off, if any: only its blank line is missing, or half of it."""
        return self._events(self._lines(b"\n\n"))

    def _lines(self, chunk: bytes) -> list[bytes]:
        """The lines that end in this chunk; the rest waits, in pieces, as joining them each time would be quadratic."""
        lines = chunk.split(b"\n")
        rest = lines.pop()
        if lines and self._pending:
            self._hold(lines[0])
            first, *others = self._pending
            if self._begun and first.startswith(FIELD):  # cut off here, and not from a copy of a whole picture
                self._data.append(b"".join([first[len(FIELD) :], *others]))
                del lines[0]
            else:
                lines[0] = b"".join(self._pending)
            self._pending.clear()
            self._pending_size = 0
            self._most = self._line
            self._pictured = None
        if rest:
            self._hold(rest)
        return lines

    def _hold(self, piece: bytes) -> None:
        self._pending.append(piece)
        self._pending_size += len(piece)
        if self._pending_size > self._most:
            self._most = self._allowed(self._head(), self._pending_size)

    def _head(self) -> bytes:
        """The beginning of the line that is pending."""
        before = accumulate(map(len, self._pending), initial=0)
        return b"".join(piece for piece, at in zip(self._pending, before, strict=False) if at < HEAD)

    def _allowed(self, line: bytes, size: int) -> int:
        """How long a line may get that is longer than most. Raises `AnswerTooLarge` where it is longer still."""
        most = self._picture if PICTURE_MARK.search(line, 0, min(HEAD, self._line)) else self._line
        if size > most:
            raise AnswerTooLarge
        return most

    def _events(self, lines: list[bytes]) -> list[bytes]:
        if not self._begun:
            self._begun = True
            lines[0] = lines[0].removeprefix(BYTE_ORDER_MARK)
        events = []
        data = self._data
        for line in lines:
            if line.startswith(b"data:"):
                if len(line) > self._line:
                    self._allowed(line, len(line))
                if len(data) == LINES:
                    raise AnswerTooLarge
                data.append(line[len(FIELD) :] if line.startswith(b" ", 5) else line[5:])
            elif data and not line:
                events.append(data[0] if len(data) == 1 else b"\n".join(data))
                data.clear()
        return events

    def _with_line_feeds(self, chunk: bytes) -> bytes:
        if self._after_return:
            chunk = chunk.removeprefix(b"\n")
        self._after_return = chunk.endswith(b"\r")
        return chunk.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


class Whole:
    """A reply that is one JSON document: one event, at its end. Blanks in front of it are signs of life.

    Attributes:
        held: Bytes that have arrived.
    """

    def __init__(self, reply: int = REPLY) -> None:
        self.held = 0
        self._most = reply
        self._pieces: list[bytes] = []

    def feed(self, chunk: bytes) -> list[bytes]:
        """Nothing yet. Raises `AnswerTooLarge`."""
        self.held += len(chunk)
        if self.held > self._most:
            raise AnswerTooLarge
        self._pieces.append(chunk)
        return []

    def close(self) -> list[bytes]:
        return [b"".join(self._pieces)]
