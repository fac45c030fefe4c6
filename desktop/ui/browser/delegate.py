"""Paints a row of the browser: the name, and below it prices, context and modalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QStaticText
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.theme.rows import laid_out
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from desktop.ui.browser.list_model import ModelListModel
    from desktop.ui.theme.theme import Theme

PADDING = 5  # device-independent pixels above and below the two lines
GLYPH = 14  # device-independent pixels
SMALLER = 0.9  # size of the second line, of the first one's
USUAL_TEXT = "$2.50 in · $15 out per M · 1.05M context"  # what must fit, so that all rows have the same form
USUAL_GLYPHS = 4
State = QStyle.StateFlag
SELECTED, POINTED = State.State_Selected.value, State.State_MouseOver.value  # flags take as long as the painting
MOST_FITTED = 5_000  # texts that stay laid out
Index = QModelIndex | QPersistentModelIndex


class ModelDelegate(QStyledItemDelegate):
    """Two lines a row, all rows of one height."""

    def __init__(self, rows: ModelListModel, parent: QObject) -> None:
        super().__init__(parent)
        self._rows = rows
        self._icons: dict[tuple[str, str], QIcon] = {}
        self._fitted: dict[tuple[str, int, bool], QStaticText] = {}
        self._measure(QFont())

    def _measure(self, font: QFont) -> None:
        """Take the measures of both lines, once for all rows."""
        self._font, self._fonts = QFont(font), (_facts_font(font), _name_font(font))
        facts, name = map(QFontMetrics, self._fonts)
        self._heights = facts.height(), name.height()
        self._usual = facts.horizontalAdvance(USUAL_TEXT) + USUAL_GLYPHS * GLYPH
        self._fitted.clear()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        if option.font != self._font:
            self._measure(option.font)
        return QSize(0, sum(self._heights) + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.font != self._font:
            self._measure(option.font)
        row, theme, state, rect = (
            self._rows.painted(index.row()),
            theme_of(option.palette),
            option.state.value,
            option.rect,
        )
        selected = state & SELECTED
        if selected or state & POINTED:
            painter.fillRect(rect, QColor(theme.selection if selected else theme.raised))
        inner = rect.adjusted(SPACE, PADDING, -SPACE, -PADDING)
        top = QRect(inner.left(), inner.top(), inner.width(), self._heights[True])
        bottom = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.bottom() - top.bottom())
        if self._rows.is_current(row.model):
            top.setRight(self._paint_icon(painter, "check", theme.accent, top, theme))
        ink = theme.text if selected else theme.muted
        self._paint_text(painter, top, theme.muted if row.dim else theme.text, row.model.name, name=True)
        for glyph in reversed(row.glyphs):
            bottom.setRight(self._paint_icon(painter, glyph, ink, bottom, theme))
        roomy = inner.width() >= self._usual
        self._paint_text(painter, bottom, ink, row.facts if roomy else row.short, name=False)

    def _paint_text(self, painter: QPainter, place: QRect, ink: str, text: str, *, name: bool) -> None:
        fitted = self._fitted.get((text, place.width(), name)) or self._fit(text, place.width(), name=name)
        painter.setFont(self._fonts[name])
        painter.setPen(QColor(ink))
        painter.drawStaticText(place.left(), place.top() + (place.height() - self._heights[name]) // 2, fitted)

    def _fit(self, text: str, room: int, *, name: bool) -> QStaticText:
        """The text as long as the row is wide, laid out: that takes longer than painting it."""
        if len(self._fitted) >= MOST_FITTED:
            self._fitted.clear()
        fitted = self._fitted[text, room, name] = laid_out(text, room, self._fonts[name], name=name)
        return fitted

    def _paint_icon(self, painter: QPainter, name: str, ink: str, line: QRect, theme: Theme) -> int:
        """Paint an icon at the end of a line; where what stands before it must end."""
        if (name, ink) not in self._icons:
            self._icons[name, ink] = icon(name, theme, ink, GLYPH)
        place = QRect(line.right() + 1 - GLYPH, line.center().y() - GLYPH // 2 + 1, GLYPH, GLYPH)
        self._icons[name, ink].paint(painter, place)
        return place.left() - SPACE // 2


def _name_font(font: QFont) -> QFont:
    name_font = QFont(font)
    name_font.setWeight(QFont.Weight.DemiBold)
    return name_font


def _facts_font(font: QFont) -> QFont:
    facts_font = QFont(font)
    if font.pixelSize() > 0:
        facts_font.setPixelSize(round(font.pixelSize() * SMALLER))
    else:
        facts_font.setPointSizeF(font.pointSizeF() * SMALLER)
    return facts_font
