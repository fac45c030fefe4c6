"""The context menu of a message."""

from __future__ import annotations

from functools import partial
from operator import itemgetter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.ui.actions import key_of
from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.links import true_host
from desktop.ui.menus import give_mnemonics
from desktop.ui.transcript.files_row import FILE_AT
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.pictures_row import PICTURE, PICTURE_AT
from desktop.ui.transcript.rows import COPY_REASONING, LINK
from desktop.ui.transcript.tables import COPY_TABLE, table_at
from desktop.ui.transcript.targets import formula_at

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

    from desktop.ui.transcript.rows import Place
    from desktop.ui.transcript.transcript import Transcript

Standard = QKeySequence.StandardKey
Key = QKeySequence | QKeySequence.StandardKey
KEYS: dict[str, Key] = {  # of the message that has the keyboard
    "previous": QKeySequence("Alt+Left"),
    "next": QKeySequence("Alt+Right"),
    "delete": QKeySequence(Qt.Key.Key_Delete),
}
BEGINS_GROUP = ("quote", "previous", "delete")

translate = QCoreApplication.translate


def menu_for(transcript: Transcript, entry: int, place: Place | None, point: tuple[int, int] | None = None) -> QMenu:
    """What can be done with the selection, a link, a table and a message; the menu frees itself when it closes.

    `point`: of the column, where the pointer is; without one it was opened with the keyboard, which is at `place`.
    """
    menu = QMenu(transcript)
    menu.setObjectName("transcript-menu")
    menu.aboutToHide.connect(menu.deleteLater)
    if transcript.selection:
        _show_key(menu.addAction(translate("transcript", "Copy selection"), transcript.copy), Standard.Copy)
        markdown = partial(transcript.copy, as_markdown=True)
        menu.addAction(translate("transcript", "Copy selection as Markdown"), markdown)
    if place is not None and (address := _address(place.target.action)):
        _add_link(menu, transcript, place, address)
    table = table_at(transcript.flow, *point) if point else place
    if table is not None and table.target.action.startswith(COPY_TABLE):
        menu.addAction(table.target.label, lambda: transcript.deeds.activate(table))
    if point and (formula := formula_at(transcript.flow, *point)):
        menu.addAction(translate("transcript", "Copy formula"), lambda: put_on_clipboard(formula))
    if place is not None and place.target.action.startswith(PICTURE):
        _add_picture(menu, transcript, place)
    if not menu.isEmpty():
        menu.addSeparator()
    choices = _add_choices(menu, transcript, entry, FootRow(transcript.flow.entry(entry)), place)
    menu.addSeparator()
    _show_key(menu.addAction(translate("transcript", "Select all"), transcript.select_all), Standard.SelectAll)
    others = [action for action in menu.actions() if action not in choices and not action.isSeparator()]
    give_mnemonics([*choices, *others])
    return menu


def _add_choices(menu: QMenu, transcript: Transcript, entry: int, foot: FootRow, place: Place | None) -> list[QAction]:
    """Returns what there is for every message first, so that it keeps its letters."""
    found: list[tuple[bool, QAction]] = []
    fixes = dict(foot.entry.fixes)
    keys, act = KEYS, transcript.deeds.act
    on_picture = place is not None and place.target.action.startswith(PICTURE)
    if entry == len(transcript.flow.entries) - 1 and not foot.entry.from_user:
        again = key_of("regenerate")
        keys = KEYS | {"regenerate": again, "retry": again, "copy": key_of("copy")}
    for action, label in foot.choices():
        if action == "use" and on_picture:  # it is said above, of that picture
            continue
        if action in BEGINS_GROUP:
            menu.addSeparator()
        own = partial(transcript.deeds.copy_reasoning, entry)
        item = menu.addAction(
            label.replace("&", "&&"), own if action == COPY_REASONING else partial(act, entry, action)
        )
        item.setEnabled(not foot.in_vain(action))
        if action in keys:
            _show_key(item, keys[action])
        found.append((action in fixes, item))
    return [item for _, item in sorted(found, key=itemgetter(0))]


def _show_key(item: QAction, key: Key) -> None:
    """Name the key that does the same; it does so without the menu."""
    item.setShortcut(key)
    item.setShortcutVisibleInContextMenu(True)


def _address(action: str) -> str:
    """Where a link leads, or where a picture or a file is that is not loaded; else ""."""
    return next((action.removeprefix(kind) for kind in (LINK, PICTURE_AT, FILE_AT) if action.startswith(kind)), "")


def _add_link(menu: QMenu, transcript: Transcript, place: Place, address: str) -> None:
    host = true_host(address).replace("&", "&&") or address[:40].replace("&", "&&")
    said = place.target.label if place.target.action.startswith(LINK) else ""
    if place.target.action.startswith(PICTURE_AT):
        showing = translate("transcript", "Show the picture from {host}…").format(host=host)
        menu.addAction(showing, lambda: transcript.deeds.activate(place))
    opening = translate("transcript", "Open link to {host}…").format(host=host)
    menu.addAction(opening, partial(transcript.link_activated.emit, address, said))
    menu.addAction(translate("transcript", "Copy link address"), lambda: put_on_clipboard(address))


def _add_picture(menu: QMenu, transcript: Transcript, place: Place) -> None:
    entry_id = transcript.flow.entries.ids[place.entry]
    blob = place.target.action.removeprefix(PICTURE)
    menu.addAction(translate("transcript", "Open picture"), lambda: transcript.deeds.activate(place))
    images = transcript.flow.entry(place.entry).images
    original = any(image.blob == blob and image.has_original for image in images)
    for action, label in (
        *([("original", translate("transcript", "Show original"))] if original else []),
        ("use", translate("transcript", "Use in the next question")),
        ("copy", translate("transcript", "Copy picture")),
        ("save", translate("transcript", "Save picture as…")),
    ):
        menu.addAction(label, partial(transcript.picture_asked.emit, action, entry_id, blob))
