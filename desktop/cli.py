"""The command line. Imports neither Qt nor the network: `--version` and `--help` answer at once."""

from __future__ import annotations

import argparse
import os
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from desktop.version import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
BAD_OPTION = 2
NO_DISPLAY = 1


@dataclass(frozen=True, slots=True)
class Options:
    """What was asked for on the command line.

    Attributes:
        images: Files that open attached to a new chat.
        import_catalog: A saved model list to add to the history, with its `date`; then no window opens.
    """

    images: tuple[Path, ...] = ()
    base_url: str = ""
    model: str = ""
    demo: bool = False
    import_catalog: Path | None = None
    date: date | None = None
    data_dir: Path | None = None
    log_level: str = "WARNING"


class _Parser(argparse.ArgumentParser):
    """Says what is wrong in one line."""

    def error(self, message: str) -> NoReturn:
        print(f"{self.prog}: {message}", file=sys.stderr)  # noqa: T201 - a terminal
        raise SystemExit(BAD_OPTION)


def parse(arguments: Sequence[str] | None = None) -> Options:
    """The options; leaves with exit code 2 and one line on stderr when one of them is wrong."""
    parser = _Parser(
        prog="parley",
        description="Chat with the models of OpenRouter or any OpenAI-compatible endpoint.",
        allow_abbrev=False,
    )
    add = parser.add_argument
    add("images", nargs="*", type=Path, metavar="IMAGE", help="a picture to attach to a new chat")
    add("--version", action="version", version=f"parley {__version__}")
    add("--base-url", default="", metavar="URL", type=_base_url, help="another OpenAI-compatible endpoint for this run")
    add("--model", default="", metavar="ID", help="the model for the new chat")
    add("--demo", action="store_true", help="use the built-in demonstration provider: no key, no network")
    add(
        "--import-catalog", type=Path, metavar="FILE", help="add a saved model list to the catalog's history; no window"
    )
    add("--date", type=_day, metavar="YYYY-MM-DD", help="the day of that model list")
    add("--data-dir", type=Path, metavar="DIR", help="keep everything below DIR")
    add("--log-level", default="WARNING", type=str.upper, choices=LEVELS, metavar="LEVEL", help=", ".join(LEVELS))
    found = parser.parse_args(arguments)
    if (found.import_catalog is None) != (found.date is None):
        parser.error("--import-catalog and --date go together")
    return Options(**{**vars(found), "images": tuple(found.images)})


def main() -> int:
    """The command `parley`; its exit code."""
    options = parse()
    if options.import_catalog is not None:
        from desktop.main import import_catalog  # noqa: PLC0415 - not for --version and --help

        return import_catalog(options)
    if sys.platform == "linux" and not any(
        os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    ):
        print("parley: no display (neither DISPLAY nor WAYLAND_DISPLAY is set)", file=sys.stderr)  # noqa: T201 - a terminal
        return NO_DISPLAY
    from desktop.main import run  # noqa: PLC0415 - not for --version and --help

    return run(options)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-08-22") from None


def _base_url(text: str) -> str:
    if not text.startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(f"{text!r} does not begin with http:// or https://")
    return text.rstrip("/")
