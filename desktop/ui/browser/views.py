"""Saved searches: a name for a line of text, and the way back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QToolButton

from desktop.ui.clipboard import put_on_clipboard
from desktop.ui.theme.labels import tooltip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QWidget


class ViewsButton(QToolButton):
    """A menu of saved searches.

    Signals:
        chosen: Show this one; carries its text.
        saved: Keep the line under a name; carries name and text.
        removed: Forget the one with this name.
        renamed: Call one something else; carries both names.
    """

    chosen = Signal(str)
    saved = Signal(str, str)
    removed = Signal(str)
    renamed = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("model-views")
        self.setAccessibleName(self.tr("Saved searches"))
        self.setToolTip(self.tr("Saved searches"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._text = ""
        self._views: Mapping[str, str] = {}
        self._menu = QMenu(self)
        self._menu.setObjectName("model-views-menu")
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        self.setMenu(self._menu)

    def show_views(self, views: Mapping[str, str]) -> None:
        """The saved searches, text by name."""
        self._views = views

    def show_text(self, text: str) -> None:
        """What the line says now."""
        self._text = text

    def _fill(self) -> None:
        from desktop.domain.query import parse  # noqa: PLC0415 - not before the first paint

        menu, now = self._menu, parse(self._text).text
        menu.clear()
        for name, text in sorted(self._views.items(), key=lambda view: view[0].casefold()):
            entry = menu.addAction(_plain(name))
            entry.setCheckable(True)
            entry.setChecked(parse(text).text == now)
            entry.setToolTip(tooltip(text))
            entry.triggered.connect(lambda _checked=False, text=text: self.chosen.emit(text))
        menu.addSeparator()
        asked = bool(self._text.strip())
        save = menu.addAction(self.tr("&Save this search…"), self._save)
        copy = menu.addAction(self.tr("&Copy this search"), lambda: put_on_clipboard(self._text))
        save.setEnabled(asked)
        copy.setEnabled(asked)
        if self._views:
            self._offer_each(self.tr("Re&name"), self._rename)
            self._offer_each(self.tr("&Remove"), self.removed.emit)

    def _offer_each(self, words: str, act: Callable[[str], None]) -> None:
        """A menu of all names, and what is done to the one that is chosen."""
        inside = self._menu.addMenu(words)
        for name in sorted(self._views, key=str.casefold):
            inside.addAction(_plain(name)).triggered.connect(lambda _checked=False, name=name: act(name))

    def _save(self) -> None:
        text = self._text
        self._ask(self.tr("Save this search"), text, lambda name: self.saved.emit(name, text.strip()))

    def _rename(self, name: str) -> None:
        self._ask(self.tr("Rename this search"), name, lambda new: self.renamed.emit(name, new))

    def _ask(self, title: str, proposed: str, keep: Callable[[str], None]) -> None:
        """Ask for a name; one that is there already stands for something else then."""
        from desktop.ui.dialogs.frame import open_dialog  # noqa: PLC0415 - only for those who save
        from desktop.ui.dialogs.name import NameDialog  # noqa: PLC0415 - likewise

        dialog = NameDialog(title, proposed, self.window())
        dialog.kept.connect(keep)
        open_dialog(dialog)


def _plain(name: str) -> str:
    """A name without a shortcut in it."""
    return name.replace("&", "&&")
