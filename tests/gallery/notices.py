"""Notices of each severity, and the card of the first run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.notices import NoticeBar, WelcomeCard

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def nothing() -> None:
    """What a button of the gallery does."""


def views() -> dict[str, QWidget]:
    bar = NoticeBar()
    bar.show_notice("deleted", "The chat is deleted.", [("Undo", nothing)])
    bar.show_notice(
        "keyring",
        "The system's keyring is locked. Unlock it, or use a key for this run only.",
        [("API key…", nothing)],
        "warning",
    )
    bar.show_notice(
        "store",
        "The file of the conversations is damaged. Nothing was touched. <b>file is not a database</b>",
        [("Open a fresh one beside it", nothing), ("Try again", nothing)],
        "error",
    )
    bar.show_notice("plain", "A picture is still being prepared.")
    return {"bar": bar, "welcome": WelcomeCard()}
