"""The command line. Imports neither Qt nor the network: `--version` and `--help` answer at once."""

from __future__ import annotations

import argparse
import gc
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn
from urllib.parse import unquote_to_bytes, urlsplit

from desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
BAD_OPTION = 2
NO_DISPLAY = 1
LONGEST_COMPLAINT = 300  # characters
NOT_IN_HOST = frozenset('"%<>@\\^`{|}')


class Options(NamedTuple):
    """What was asked for on the command line.

    Attributes:
        images: Files that open attached to a new chat, and addresses, as texts.
        import_catalog: A saved model list to add to the history, with its `date`; then no window opens.
        force: Add it even if it has far fewer models than are known of that day.
    """

    images: tuple[Path | str, ...] = ()
    base_url: str = ""
    model: str = ""
    demo: bool = False
    import_catalog: Path | None = None
    date: date | None = None
    force: bool = False
    data_dir: Path | None = None
    log_level: str = "WARNING"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line, whatever was typed."""

    def error(self, message: str) -> NoReturn:
        plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in message[:LONGEST_COMPLAINT])
        print(f"{self.prog}: {plain}", file=sys.stderr)  # noqa: T201 - a terminal
        raise SystemExit(BAD_OPTION)


def parse(arguments: Sequence[str] | None = None) -> Options:
    """The options; leaves with exit code 2 and one line on stderr when one of them is wrong."""
    parser = _Parser(
        prog="parley",
        description="Chat with the models of OpenRouter or any OpenAI-compatible endpoint.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("images", nargs="*", type=_file, metavar="IMAGE", help="a picture to attach to a new chat, or its address")
    add("--version", action="version", version=f"parley {__version__}")
    add("--base-url", metavar="URL", type=_base_url, help="another OpenAI-compatible endpoint for this run")
    add("--model", metavar="ID", help="the model for the new chat")
    add("--demo", action="store_true", help="use the built-in demonstration provider: no key, no network")
    add(
        "--import-catalog", type=Path, metavar="FILE", help="add a saved model list to the catalog's history; no window"
    )
    add("--date", type=_day, metavar="YYYY-MM-DD", help="the day of that model list")
    add("--force", action="store_true", help="add that list even if it has fewer than half of the models known")
    add("--data-dir", type=Path, metavar="DIR", help="keep everything below DIR")
    add("--log-level", type=str.upper, choices=LEVELS, metavar="LEVEL", help=", ".join(LEVELS))
    found = parser.parse_args(arguments)
    if (found.import_catalog is None) != (found.date is None):
        parser.error("--import-catalog and --date go together")
    if found.force and found.import_catalog is None:
        parser.error("--force goes with --import-catalog")
    given = {name: value for name, value in vars(found).items() if value is not None}
    return Options(**{**given, "images": tuple(found.images)})


def main() -> int:
    """The command `parley`; its exit code."""
    options = parse()
    if options.import_catalog is not None:
        from desktop.importing import import_catalog  # noqa: PLC0415 - not for --version and --help

        return import_catalog(options)
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("parley: no display (neither DISPLAY nor WAYLAND_DISPLAY is set)", file=sys.stderr)  # noqa: T201 - a terminal
        return NO_DISPLAY
    gc.disable()  # looking for garbage takes a tenth of the time to the first paint; later see `desktop.ui.garbage`
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))  # nothing is open yet; the program takes this over
    from desktop.main import run  # noqa: PLC0415 - not for --version and --help

    return run(options)


def _file(text: str) -> Path | str:
    """A file by its path, or by its address, as some desktops and browsers hand it over; an address of the web."""
    try:
        url = urlsplit(text)
    except ValueError:
        return Path(text)
    if url.scheme in {"http", "https"} and url.netloc and text.isprintable():
        return text.strip()  # blanks before it, which are none of it, are printable
    path = os.fsdecode(unquote_to_bytes(os.fsencode(url.path)))  # which may be no text
    here = url.scheme == "file" and url.netloc in {"", "localhost"} and path.startswith("/") and "\0" not in path
    return Path(path if here else text)


def _day(text: str) -> date:
    from datetime import date, datetime  # noqa: PLC0415 - only for those who add a model list

    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:  # weeks, and days without hyphens
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-08-22")
    if day > datetime.now().astimezone().date():
        raise argparse.ArgumentTypeError(f"{text} is still to come")
    return day


def _base_url(text: str) -> str:
    try:
        url = urlsplit(text)
        more = url.query or url.fragment or NOT_IN_HOST & set(url.netloc)
        whole = url.scheme in {"http", "https"} and url.hostname and url.port != 0 and not more
        whole = whole and text.isprintable() and " " not in text  # `urlsplit` drops line breaks
    except ValueError:  # a port or a bracketed address that is no number
        whole = False
    if not whole:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address such as http://127.0.0.1:11434/v1")
    return text.rstrip("/")
