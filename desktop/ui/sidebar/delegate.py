"""How a conversation looks in its row: title and time, and a bar beside the one on view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate

from desktop.ui.sidebar.conversations import ConversationListModel
from desktop.ui.theme.theme import RADIUS, SPACE, theme_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.ui.sidebar.conversations import Index

BAR = 3
DOT = 6
SMALLER = 0.88
LONGEST_TITLE = 200  # characters


class ConversationDelegate(QStyledItemDelegate):
    """Rows of one height, all text plain."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        return QSize(80, QFontMetrics(option.font).height() + SPACE + SPACE // 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = theme_of(option.palette)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        is_open = bool(index.data(ConversationListModel.OPEN))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        ground = _ground(state, is_open=is_open)
        if ground:
            painter.setBrush(QColor(getattr(theme, ground)))
            painter.drawRoundedRect(QRectF(place).adjusted(2, 1, -2, -1), RADIUS - 2, RADIUS - 2)
        if is_open:
            painter.setBrush(QColor(theme.accent))
            bar = QRect(place.x() + 2, place.y() + SPACE // 2 + 1, BAR, place.height() - SPACE - 2)
            painter.drawRoundedRect(self._mirrored(bar, option), BAR / 2, BAR / 2)
        if state & QStyle.StateFlag.State_HasFocus and state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(theme.accent))
            painter.drawRoundedRect(QRectF(place).adjusted(2.5, 1.5, -2.5, -1.5), RADIUS - 2, RADIUS - 2)
        self._paint_words(painter, option, index, is_open=is_open)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, *, is_open: bool) -> None:
        theme = theme_of(option.palette)
        inside = option.rect.adjusted(SPACE + SPACE // 2, 0, -SPACE, 0)
        small = QFont(option.font)
        small.setPointSizeF(max(1.0, small.pointSizeF() * SMALLER))
        when = str(index.data(ConversationListModel.WHEN) or "")
        time_width = QFontMetrics(small).horizontalAdvance(when)
        for role in (ConversationListModel.NEWS, ConversationListModel.ANSWERING):
            if index.data(role):
                inside = self._paint_dot(painter, option, inside, filled=role == ConversationListModel.NEWS)
        font = QFont(option.font)
        font.setWeight(QFont.Weight.DemiBold if is_open else QFont.Weight.Normal)
        title_width = inside.width() - (time_width + SPACE if when else 0)
        title = QFontMetrics(font).elidedText(
            str(index.data(Qt.ItemDataRole.DisplayRole)), Qt.TextElideMode.ElideRight, title_width
        )
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(theme.text))
        place = QRect(inside.x(), inside.y(), title_width, inside.height())
        painter.drawText(self._mirrored(place, option), start | Qt.TextFlag.TextSingleLine, title)
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        place = QRect(inside.right() - time_width, inside.y(), time_width + 1, inside.height())
        painter.drawText(self._mirrored(place, option), start | Qt.TextFlag.TextSingleLine, when)

    def _paint_dot(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, *, filled: bool) -> QRect:
        """A sign at the end of a row, of news or, empty, of an answer on its way; what room is left before it."""
        dot = QRect(inside.right() - DOT, inside.center().y() - DOT // 2, DOT, DOT)
        accent = QColor(theme_of(option.palette).accent)
        painter.setBrush(accent if filled else Qt.BrushStyle.NoBrush)
        painter.setPen(Qt.PenStyle.NoPen if filled else QPen(accent, 1.5))
        painter.drawEllipse(self._mirrored(dot, option))
        return inside.adjusted(0, 0, -DOT - SPACE // 2, 0)

    @staticmethod
    def _mirrored(place: QRect, option: QStyleOptionViewItem) -> QRect:
        return QStyle.visualRect(option.direction, option.rect, place)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        editor.setObjectName("conversation-title")
        editor.setAccessibleName(self.tr("Title of the chat"))
        editor.setPlaceholderText(self.tr("New chat"))
        editor.setMaxLength(LONGEST_TITLE)
        return editor


def _ground(state: QStyle.StateFlag, *, is_open: bool) -> str:
    """The theme's color under a row, "" for none."""
    if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_Active:
        return "selection"
    return "raised" if is_open or state & QStyle.StateFlag.State_MouseOver else ""
