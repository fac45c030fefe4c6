"""A file that another program has no path for, as an attachment of a mail: its bytes, if it hands them over.

KMail, Evolution, Claws Mail and Thunderbird on X11 write a copy and name that; others, and Thunderbird elsewhere, give
an address of their own, a promise, or bytes of no kind.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from PySide6.QtCore import QCoreApplication

from desktop.domain.attachment import MOST, Offer
from desktop.domain.endings import may_be_folder, may_fit
from desktop.ui.images.paths import title_in, url_lines, wide_text

if TYPE_CHECKING:
    from desktop.ui.images.once import Once

BYTES = "application/octet-stream"  # some say behind it how the file is called
NAME = "application/x-moz-file-promise-dest-filename"
PROMISES = ("XdndDirectSave0", "application/x-moz-file-promise", "message/rfc822")
# Schemes that lead somewhere only in the program that they come from: mails, what is attached to them, open pages.
INSIDE = (
    *("imap:", "imaps:", "imap-message:", "mailbox:", "mailbox-message:", "pop:", "pop3:", "news:", "nntp:", "ews:"),
    *("akonadi:", "attachment:", "cid:", "mid:", "blob:"),
)
WRITTEN = ("http:", "https:", "mailto:")


def handed_over(mime: Once) -> list[Offer]:
    """The one file whose bytes are there."""
    data = bytes(mime.data(_bytes_in(mime)).data()) if hands_over(mime) else b""
    return [Offer(handed_name(mime) or QCoreApplication.translate("mime", "File"), data=data)] if data else []


def hands_over(mime: Once) -> bool:
    """Whether the bytes of a file are offered, of which all words there are no more than its name or address."""
    if not _bytes_in(mime):
        return False
    lines, text = url_lines(mime), mime.text().strip() if mime.hasText() else ""
    return len(lines) <= 1 and unquote(text) in {"", handed_name(mime), *map(unquote, lines)}


def handed_name(mime: Once) -> str:
    """What the file is called, by what is said of it, else by its address; "" where nothing tells."""
    told = _bytes_in(mime).partition("name=")[2].strip('"')
    if not told and mime.hasFormat(NAME):
        told = wide_text(bytes(mime.data(NAME).data()))
    lines = url_lines(mime)
    return told or title_in(mime) or (_name_at(lines[0]) if len(lines) == 1 else "")


def promises_file(mime: Once) -> bool:
    """Whether there is a file only once the source, mostly a mail program, has written one: Qt cannot ask for it."""
    return any(map(mime.hasFormat, PROMISES)) or any(map(_is_out_of_reach, url_lines(mime)[:MOST]))


def _bytes_in(mime: Once) -> str:
    """The format that they are in; "" for none."""
    return next((kind for kind in mime.formats() if kind.partition(";")[0] == BYTES), "")


def _is_out_of_reach(address: str) -> bool:
    """Whether an address is of a file that only the program it comes from, or a file manager, can read."""
    scheme = "".join(address.partition(":")[:2]).lower()
    if scheme in INSIDE or scheme in WRITTEN:
        return scheme in INSIDE
    name = _name_at(address)
    return may_fit(name) and not may_be_folder(name)


def _name_at(address: str) -> str:
    """What an address says its file is called."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    asked = {key.lower(): values[0] for key, values in parse_qs(parts.query).items()}
    return PurePosixPath(asked.get("filename") or unquote(parts.path)).name
