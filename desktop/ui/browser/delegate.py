"""Paints a row of the browser: the name, and below it prices, context and modalities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.browser.facts import row_text, short_row_text
from desktop.ui.browser.list_model import CURRENT_ROLE, MISFIT_ROLE, MODEL_ROLE
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QObject
    from PySide6.QtGui import QPainter

    from desktop.domain.model import Model
    from desktop.ui.theme.theme import Theme

PADDING = 5  # device-independent pixels above and below the two lines
GLYPH = 14  # device-independent pixels
GLYPHS = {"image": "picture", "file": "file", "audio": "audio", "video": "video"}  # text goes without saying
SMALLER = 0.9  # size of the second line, of the first one's
USUAL_TEXT = "$2.50 in · $15 out per M · 1.05M context"  # what must fit, so that all rows have the same form
USUAL_GLYPHS = 4
ELIDE = Qt.TextElideMode.ElideRight
MIDDLE = (Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft).value
Index = QModelIndex | QPersistentModelIndex


class ModelDelegate(QStyledItemDelegate):
    """Two lines a row, all rows of one height."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._icons: dict[tuple[str, str], QIcon] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        lines = QFontMetrics(_name_font(option.font)).height() + QFontMetrics(_facts_font(option.font)).height()
        return QSize(0, lines + 2 * PADDING)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model: Model = index.data(MODEL_ROLE)
        theme = theme_of(option.palette)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if selected or option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(theme.selection if selected else theme.raised))
        inner = option.rect.adjusted(SPACE, PADDING, -SPACE, -PADDING)
        name_font = _name_font(option.font)
        height = QFontMetrics(name_font).height()
        top = QRect(inner.left(), inner.top(), inner.width(), height)
        bottom = QRect(inner.left(), top.bottom() + 1, inner.width(), inner.bottom() - top.bottom())
        if index.data(CURRENT_ROLE):
            top.setRight(self._paint_icon(painter, "check", theme.accent, top, theme))
        ink = theme.text if selected else theme.muted
        misfit: str = index.data(MISFIT_ROLE)
        dim = misfit or model.retired or model.excluded
        _paint_text(painter, top, name_font, ink if dim else theme.text, model.name)
        for name in reversed(glyph_names(model)):
            bottom.setRight(self._paint_icon(painter, name, ink, bottom, theme))
        facts_font = _facts_font(option.font)
        roomy = inner.width() >= QFontMetrics(facts_font).horizontalAdvance(USUAL_TEXT) + USUAL_GLYPHS * GLYPH
        facts = row_text(model) if roomy else short_row_text(model)
        _paint_text(painter, bottom, facts_font, ink, f"{misfit} · {facts}" if misfit else facts)

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


def _paint_text(painter: QPainter, place: QRect, font: QFont, ink: str, text: str) -> None:
    painter.setFont(font)
    painter.setPen(QColor(ink))
    painter.drawText(place, MIDDLE, QFontMetrics(font).elidedText(text, ELIDE, place.width()))


def glyph_names(model: Model) -> list[str]:
    """Names of the icons of a row: what it takes besides text, and after an arrow what it makes besides text."""
    takes = [GLYPHS[name] for name in GLYPHS if name in model.input_modalities]
    makes = [GLYPHS[name] for name in GLYPHS if name in model.output_modalities]
    return [*takes, "arrow-right", *makes] if makes else takes
