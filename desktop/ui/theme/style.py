"""The look of Qt's own widgets, made from the names of the theme, and the icons in its colors."""

from __future__ import annotations

from math import ceil
from string import Template
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QToolButton

from desktop.system.paths import resource
from desktop.ui.theme.theme import RADIUS, SPACE, palette_of, theme_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QWidget

    from desktop.ui.theme.theme import Theme

ICON = 16  # device-independent pixels
FUSION = ("-style", "fusion")  # what the sheet is made for. As an option: `setStyle` takes 4 ms to answer with a QStyle

# A focused control has a border of 2 px in the accent; one pixel of padding less keeps its size.
# Grounds stand only on leaves: `theme_of` reads the palette of containers, and a style sheet changes it.
SHEET = Template("""
QPushButton {
    background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    padding: 5px 13px; min-height: 18px; outline: none;
}
QPushButton:hover { background: $raised; }
QPushButton:pressed { background: $border; }
QPushButton:disabled { color: $muted; border-color: $border; background: $window; }
QPushButton:focus { border: 2px solid $accent; padding: 4px 12px; }
QPushButton[kind="primary"] { background: $accent; color: $on_accent; border-color: $accent; }
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed { background: $link; border-color: $link; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $raised; color: $muted; border-color: $border; }
QPushButton:flat { background: transparent; border: 1px solid transparent; text-align: left; }
QPushButton:flat:hover { background: $raised; }
QPushButton:flat:focus { border: 2px solid $accent; padding: 4px 12px; }
QToolButton {
    background: transparent; color: $text; border: 2px solid transparent; border-radius: ${radius}px; padding: 3px;
}
QToolButton:hover { background: $raised; }
QToolButton:pressed, QToolButton:checked { background: $border; }
QToolButton:disabled { color: $muted; }
QToolButton:focus { border-color: $accent; }
QToolButton[kind="primary"] { background: $accent; border-radius: ${round}px; padding: 5px; }
QToolButton[kind="primary"]:hover, QToolButton[kind="primary"]:pressed { background: $link; }
QToolButton[kind="primary"]:disabled { background: $raised; }
QToolButton[kind="primary"]:focus { border-color: $text; }
QToolButton[kind="chip"] { border: 1px solid $border; padding: 2px 6px; }
QToolButton[kind="chip"]:checked { background: $selection; border-color: $accent; }
QToolButton[kind="chip"]:focus { border: 2px solid $accent; padding: 1px 5px; }
QToolButton::menu-indicator { image: none; }
QProgressBar { background: $border; border: none; border-radius: 2px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QLineEdit {
    background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
    padding: 5px 9px; selection-background-color: $selection; selection-color: $text;
    placeholder-text-color: $muted;
}
QLineEdit:focus { border: 2px solid $accent; padding: 4px 8px; }
QLineEdit:disabled { color: $muted; background: $window; border-color: $border; }
QPlainTextEdit[kind="field"] {
    background: $surface; color: $text; border: 1px solid $border; border-radius: ${radius}px; padding: 1px;
    selection-background-color: $selection; selection-color: $text;
}
QPlainTextEdit[kind="field"]:focus { border: 2px solid $accent; padding: 0; }
QListView, QTableView, QTreeView {
    background: $surface; color: $text; border: 1px solid $border; border-radius: ${radius}px; padding: 1px;
    outline: none; alternate-background-color: $raised; selection-background-color: $selection; selection-color: $text;
}
QListView:focus, QTableView:focus, QTreeView:focus { border: 2px solid $accent; padding: 0; }
QListView::item:hover, QTreeView::item:hover { background: $raised; }
QListView::item:selected, QTableView::item:selected, QTreeView::item:selected {
    background: $selection; color: $text;
}
QTreeView::item { padding: 4px 2px; }
QTableView::item { padding: 0 ${half}px; }
QTableCornerButton::section { background: $window; border: none; border-bottom: 1px solid $border; }
QSpinBox[kind="number"] { background: $surface; color: $text; border: 1px solid $control; border-radius: ${small}px; }
QSpinBox[kind="number"]:focus { border-color: $accent; }
QSpinBox[kind="number"]::up-button, QSpinBox[kind="number"]::down-button {
    subcontrol-origin: border; width: 1px; height: 1px; border: none;
}
QSpinBox[kind="number"] QLineEdit, QSpinBox[kind="number"] QLineEdit:focus {
    background: transparent; border: none; padding: 0 5px;
}
QHeaderView::section {
    background: $window; color: $muted; border: none; border-bottom: 1px solid $border; padding: 4px 8px;
}
QHeaderView::up-arrow, QHeaderView::down-arrow { subcontrol-position: top center; width: 9px; height: 9px; }
QSplitter::handle { background: $border; }
QSplitter::handle:hover { background: $accent; }
QSplitter[kind="gap"]::handle { background: transparent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 10px; }
QScrollBar:horizontal { height: 10px; }
QScrollBar::handle { background: $control; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: $muted; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QMenuBar { background: $window; color: $text; border-bottom: 1px solid $border; }
QMenuBar::item { background: transparent; padding: 5px 9px; border-radius: ${small}px; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $raised; }
QMenu { background: $surface; color: $text; border: 1px solid $border; padding: ${half}px; }
QMenu::item { padding: 5px 24px 5px 12px; border-radius: ${small}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::icon { padding-left: ${space}px; }
QMenu::separator { height: 1px; background: $border; margin: ${half}px ${space}px; }
QToolTip { background: $raised; color: $text; border: 1px solid $border; padding: ${half}px; }
QStatusBar { background: $window; color: $muted; border-top: 1px solid $border; }
QStatusBar::item { border: none; }
QLabel[kind="danger"] { color: $danger; }
QLabel[kind="warning"] { color: $warning; font-weight: bold; }
QStatusBar QLabel { color: $muted; padding: 2px ${space}px; }
""")


def style_sheet(theme: Theme) -> str:
    """The style sheet of the whole application in the theme's colors.

    A button with the property `kind` set to `primary` is the one that goes on; one of these a view.
    """
    measures = {
        "space": SPACE,
        "half": SPACE // 2,
        "radius": RADIUS,
        "small": RADIUS - 2,
        "round": 2 * SPACE,
    }
    return SHEET.substitute(theme._asdict() | {name: str(value) for name, value in measures.items()})


def apply(app: QApplication, theme: Theme) -> None:
    """Give the application the theme's palette and style sheet; may be called again while it runs."""
    app.setPalette(palette_of(theme))
    app.setStyleSheet(style_sheet(theme))


def chip(name: str, words: str, parent: QWidget) -> QToolButton:
    """A small button with a border, for what is switched on and off; `name` is the object's."""
    button = QToolButton(parent)
    button.setObjectName(name)
    button.setText(words)
    button.setProperty("kind", "chip")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def icon(name: str, theme: Theme, color: str = "", size: int = ICON) -> QIcon:
    """The drawing `resources/icons/<name>.svg` in the theme's text color, or in `color`.

    An icon does not follow a later change of the theme: see `tint`.
    """
    drawing = resource("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color or theme.text)
    found = QIcon()
    for density in {ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}:
        drawn = _drawn(drawing, size * density, density)
        found.addPixmap(drawn)
        found.addPixmap(_tinted(drawn, theme.muted), QIcon.Mode.Disabled)  # Qt's own looks able in the dark
    return found


def _tinted(pixmap: QPixmap, color: str) -> QPixmap:
    """The same shape in another color."""
    tinted = QPixmap(pixmap)
    with QPainter(tinted) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(tinted.rect(), QColor(color))
    return tinted


def _drawn(drawing: str, pixels: int, density: int) -> QPixmap:
    pixmap = QPixmap()
    pixmap.loadFromData(drawing.replace("<svg ", f'<svg width="{pixels}" height="{pixels}" ', 1).encode(), "svg")
    pixmap.setDevicePixelRatio(density)
    return pixmap


def tint(widget: QWidget, color: Callable[[Theme], None]) -> None:
    """Have icons and the like of a widget colored in its theme, now and whenever that changes."""
    color(theme_of(widget.palette()))
    widget.installEventFilter(_Tint(widget, color))


class _Tint(QObject):
    def __init__(self, widget: QWidget, color: Callable[[Theme], None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._color = color

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() == QEvent.Type.PaletteChange:
            self._color(theme_of(self._widget.palette()))
        return False
