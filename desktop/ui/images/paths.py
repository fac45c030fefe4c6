"""Paths of files, as texts and lists on the clipboard name them. Nothing is asked of the disk here."""

from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from PySide6.QtCore import QUrl

from desktop.domain.attachment import MOST, Offer
from desktop.domain.endings import may_be_folder, may_fit

if TYPE_CHECKING:
    from desktop.ui.images.once import Once

LONGEST_LIST = 200_000  # characters of a text that may be a list of paths
URLS = "text/uri-list"
GNOME = "x-special/gnome-copied-files"  # of file managers: a verb, then addresses
TITLE = "text/x-moz-url-desc"  # likewise, what it is called alone: Qt takes the next for a list of addresses on X11
TITLED = ("text/x-moz-url", "_NETSCAPE_URL")  # of browsers and Thunderbird: an address, and below it what it is called


def paths_in(text: str) -> list[Offer]:
    """What a text offers that is nothing but paths of files that can be attached by their names, one a line.

    Some may be of folders. Whether the files are there is not known here.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()] if len(text) <= LONGEST_LIST else []
    paths = [_path(line) for line in lines]
    if len(paths) > MOST or not all(PurePosixPath(path).name and may_fit(path) for path in paths):
        return []
    if len(paths) > 1 and all(map(may_be_folder, paths)):
        return []
    return [Offer(PurePosixPath(path).name, path=path) for path in paths]


def url_lines(mime: Once) -> list[str]:
    """The list of addresses as text: `QMimeData.urls` takes a third of a second for 100,000 of them."""
    kind = next(filter(mime.hasFormat, (URLS, GNOME)), "")
    data = bytes(mime.data(kind).data()) if kind else b""
    lines = data.decode("utf-8", "replace").replace("\0", "").split("\n")[kind == GNOME :]
    listed = [line for it in lines if (line := it.removesuffix("\r")) and not line.startswith("#")]
    return listed or list(filter(None, _titled(mime)[:1]))


def title_in(mime: Once) -> str:
    """What the one address there is called by where it comes from; "" where nothing but the address is said."""
    address, title = (*_titled(mime)[:2], "", "")[:2]
    if mime.hasFormat(TITLE):
        title = wide_text(bytes(mime.data(TITLE).data())).strip()
    return "" if title in {address, *url_lines(mime)} else title


def _titled(mime: Once) -> list[str]:
    kind = next(filter(mime.hasFormat, TITLED), "")
    return [line.strip() for line in wide_text(bytes(mime.data(kind).data())).split("\n")] if kind else []


def wide_text(data: bytes) -> str:
    """A text of Mozilla's, in UTF-16, though some write 8 bits."""
    return data.decode("utf-16-le" if b"\0" in data else "utf-8", "replace").replace("\0", "").strip("\ufeff")


def _path(text: str) -> str:
    """The path on this machine that a text is, quoted or not. "" for everything else."""
    plain = text[1:-1] if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"" else text
    if not plain.isprintable():
        return ""
    if plain.startswith("~/"):
        return str(Path.home() / plain[2:])
    return plain if plain.startswith("/") else local_path(plain)


def local_path(line: str) -> str:
    """The path of a `file:` address on this machine; a host in it would be asked for over the network."""
    url = QUrl(line)
    if not url.isLocalFile() or url.host() not in {"", "localhost"}:
        return ""
    url.setHost("")
    path = url.toLocalFile()
    if "\ufffd" not in path:
        return path
    # Bytes that are no UTF-8 are lost to Qt, but not to Python and to the system.
    return os.fsdecode(unquote_to_bytes(url.path(QUrl.ComponentFormattingOption.FullyEncoded))).replace("\0", "")
