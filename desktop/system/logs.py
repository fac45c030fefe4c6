"""The log: what happened, never what was said.

It holds no keys and no words of a conversation: keys and picture data are blotted out of every line, and of an
exception only its kind and its place are written, since its words may quote anything.
"""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import re
import sys
import threading
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Iterable, Iterator
    from io import TextIOWrapper
    from types import TracebackType

SIZE = 1_000_000  # bytes after which a new file is begun; one older file is kept
SHORTEST_HIDDEN = 8  # characters: hiding less would hide words
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
_TALKATIVE = ("httpx", "httpcore", "asyncio", "qasync", "PIL", "markdown_it", "keyring")  # below warnings, not for us
_BLOTS = (
    (r"\bsk-[\w-]{4,}", "sk-…"),
    (r"(?i)\bbearer\s+[^\s'\",]+", "Bearer …"),
    (r"(?i)\bdata:[\w.+-]+/[\w.+-]+[;,][^\s'\"]*", "data:…"),
)
_CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"  # all but tab and newline: terminals obey them

log = logging.getLogger(__name__)
_hidden: set[str] = set()
_crashes: list[TextIOWrapper] = []  # faulthandler writes to the descriptor and does not keep the file open


def start(path: Path, level: str, secrets: Iterable[str] = ()) -> None:
    """Log to a file that only this user can read, and warnings to standard error too; catch what nobody catches.

    Where the file cannot be written, the program runs without it. Native crashes go to `crash.log` beside it.
    """
    for secret in secrets:
        hide(secret)
    logging.raiseExceptions = False  # a full disk is no reason to print what was to be logged
    root = logging.getLogger()
    root.setLevel(level.upper())
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    errors = logging.StreamHandler()
    errors.setLevel(logging.WARNING)
    _add(root, errors)
    try:
        _add(root, _Rotating(path))
        _crashes.append(_private(path.with_name("crash.log")))
        faulthandler.enable(_crashes[-1])
    except OSError as error:
        log.warning("no log is written: %s", error.strerror)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)
    sys.unraisablehook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def hide(secret: str) -> None:
    """Keep a key out of the log from now on, whatever it looks like."""
    if len(secret) >= SHORTEST_HIDDEN:
        _hidden.add(secret)


def report(error: BaseException) -> None:
    """Log an exception that nobody expected: our own mistake."""
    log.error("unexpected", exc_info=error)


def report_from_loop(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """The same, as a handler for `loop.set_exception_handler`."""
    log.error("the loop reports: %s", context.get("message"), exc_info=context.get("exception"))


def cleaned(text: str) -> str:
    """Text without keys, picture data and what a terminal would obey."""
    for secret in _hidden:
        text = text.replace(secret, "…")
    for pattern, blot in _BLOTS:
        text = re.sub(pattern, blot, text)  # `re` keeps it compiled, from the first line on
    return re.sub(_CONTROLS, "\ufffd", text)


class Formatter(logging.Formatter):
    """Formats a record for the log; other handlers of the same record are not touched."""

    def format(self, record: logging.LogRecord) -> str:
        own = logging.makeLogRecord(record.__dict__)
        own.exc_text = None  # may hold what another formatter wrote
        return cleaned(super().format(own))

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name in logging
        return "\n".join(_places(ei[1]))


def _places(error: BaseException | None) -> Iterator[str]:
    """Kind and stack of an exception and of those it came from, without their words."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield type(error).__qualname__
        for frame in traceback.extract_tb(error.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        error = error.__cause__ or error.__context__


class _Rotating(logging.FileHandler):
    """A log file and one older one, without `logging.handlers`: importing that takes 10 ms before the first paint."""

    def _open(self) -> TextIOWrapper:
        return _private(Path(self.baseFilename))

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        with contextlib.suppress(OSError):
            if self.stream and os.fstat(self.stream.fileno()).st_size > SIZE:
                self.stream.close()
                try:
                    Path(self.baseFilename).replace(self.baseFilename + ".1")
                finally:
                    self.stream = self._open()


def _private(path: Path) -> TextIOWrapper:
    flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    descriptor = os.open(path, flags, 0o600)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "a", encoding="utf-8", errors="backslashreplace")


def _add(root: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(Formatter(FORMAT))
    root.addHandler(handler)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, Exception):
        report(error or kind())
    else:
        sys.__excepthook__(kind, error or kind(), trace)
