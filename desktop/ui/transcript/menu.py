"""The context menu of a message."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from desktop.ui.links import true_host
from desktop.ui.transcript.clipboard import put_on_clipboard
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.rows import LINK

if TYPE_CHECKING:
    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

translate = QCoreApplication.translate


def menu_for(transcript: Transcript, entry: int, place: Place | None) -> QMenu:
    """What can be done with the selection, with a link, and with a message; the menu frees itself when it closes."""
    menu = QMenu(transcript)
    menu.setObjectName("transcript-menu")
    menu.aboutToHide.connect(menu.deleteLater)
    if transcript.selection:
        menu.addAction(translate("transcript", "Copy selection"), transcript.copy)
    if place is not None and place.target.action.startswith(LINK):
        address = place.target.action.removeprefix(LINK)
        host = true_host(address).replace("&", "&&") or address[:40].replace("&", "&&")
        opening = translate("transcript", "Open link to {host} …").format(host=host)
        menu.addAction(opening, lambda: transcript.deeds.activate(place))
        menu.addAction(translate("transcript", "Copy link address"), lambda: put_on_clipboard(address))
    if not menu.isEmpty():
        menu.addSeparator()
    view = transcript.flow.view(entry)
    foot = view.row(len(view) - 1)
    if isinstance(foot, FootRow):
        for action, label in foot.choices():
            menu.addAction(label.replace("&", "&&"), partial(transcript.deeds.act, entry, action))
    if transcript.flow.entry(entry).reasoning:
        menu.addAction(translate("transcript", "Copy reasoning"), partial(transcript.deeds.copy_reasoning, entry))
    menu.addSeparator()
    menu.addAction(translate("transcript", "Select all"), transcript.select_all)
    return menu
