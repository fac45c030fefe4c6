"""The list of conversations, full and empty."""

from __future__ import annotations

from desktop.ui.sidebar.sidebar import Sidebar

ROWS = (
    ("a", "Why is the sky blue?", "14:05"),
    ("b", "", "yesterday"),
    ("c", "A title that is far too long for a row of this list, however wide one makes it, and then some", "Mon"),
    ("d", "<b>bold</b> <img src=x> titles are text", "Sun"),
    ("e", "למה השמיים כחולים?", "03 Aug 2026"),
)


def views() -> dict[str, Sidebar]:
    shown = {"full": Sidebar(), "empty": Sidebar()}
    for sidebar in shown.values():
        sidebar.furnish()
    shown["full"].set_conversations(ROWS)
    shown["full"].set_current("b")
    return shown
