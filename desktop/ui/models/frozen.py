"""A table whose first column stays in sight while the others move sideways below it, and the head of such a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QTableView

from desktop.ui.theme.theme import theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

    Index = QModelIndex | QPersistentModelIndex

NAME = 0  # the section that stays, as long as it stands first
MOST = 2  # it covers no more than this part of the width, unless it is that wide where it stands
Hint = QAbstractItemView.ScrollHint


class FrozenHeader(QHeaderView):
    """Paints the first section where it stays, and takes what the mouse does there for it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._held = False  # the mouse was pressed where the section stays …
        self._pulled: int | None = None  # … or so far before its edge, at which it is pulled

    @property
    def frozen(self) -> int:
        """How wide the first section covers others; 0 where nothing is moved sideways."""
        if self.offset() <= 0 or self.isSectionHidden(NAME) or self._first() != NAME:
            return 0
        width = self.sectionSize(NAME)
        return max(min(width, self.viewport().width() // MOST), width - self.offset())

    def _first(self) -> int:
        order = map(self.logicalIndex, range(self.count()))
        return next((section for section in order if not self.isSectionHidden(section)), -1)

    def section_at(self, place: QPoint) -> int:
        """The section that is seen at a place; -1 for none."""
        return NAME if place.x() < self.frozen else self.logicalIndexAt(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if frozen := self.frozen:
            with QPainter(self.viewport()) as painter:
                place = QRect(0, 0, frozen, self.viewport().height())
                painter.fillRect(place, self.palette().base())
                painter.setClipRect(place)
                self.paintSection(painter, place, NAME)
                painter.fillRect(place.right(), 0, 1, place.height(), QColor(theme_of(self.palette()).border))

    def viewportEvent(self, event: QEvent) -> bool:
        """Qt looks for a section where it would stand without staying."""
        if isinstance(event, QMouseEvent):
            if self._pull(event):
                return True
            inside = 0 <= event.position().x() < self.frozen
            pressed = event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick}
            self._held = inside if pressed else self._held and bool(event.buttons() or event.button())
            if self._held or (inside and not event.buttons()):
                return super().viewportEvent(self._moved(event))
        elif isinstance(event, QHelpEvent) and event.pos().x() < self.frozen:
            shifted = QPoint(event.pos().x() - self.offset(), event.pos().y())
            return super().viewportEvent(QHelpEvent(event.type(), shifted, event.globalPos()))
        return super().viewportEvent(event)

    def _pull(self, event: QMouseEvent) -> bool:
        """Give the section another width, which Qt does not where its edge would not be seen without staying."""
        x, kind, frozen = round(event.position().x()), event.type(), self.frozen
        at_edge = 0 < frozen - x <= self.style().pixelMetric(QStyle.PixelMetric.PM_HeaderGripMargin, None, self)
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton and at_edge:
            self._pulled = frozen - x
        elif self._pulled is None or not event.buttons():  # let go, perhaps where nobody saw it
            pulled, self._pulled = self._pulled, None
            if 0 <= x < frozen and not event.buttons():
                self.setCursor(Qt.CursorShape.SplitHCursor if at_edge else Qt.CursorShape.ArrowCursor)
            return pulled is not None
        else:
            self.resizeSection(NAME, max(self.minimumSectionSize(), x + self._pulled))
        return True

    def _moved(self, event: QMouseEvent) -> QMouseEvent:
        """The same where the section would stand."""
        place = event.position() - QPointF(self.offset(), 0)
        held = event.button(), event.buttons(), event.modifiers()
        return QMouseEvent(event.type(), place, event.globalPosition(), *held, event.pointingDevice())


class FrozenTable(QTableView):
    """Has a `FrozenHeader`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = FrozenHeader(self)
        self.setHorizontalHeader(self._header)

    def horizontalHeader(self) -> FrozenHeader:
        return self._header

    @property
    def frozen(self) -> int:
        """How wide the first column covers others; 0 where nothing is moved sideways."""
        return self._header.frozen

    def bring(self, column: int) -> None:
        """Move sideways until a column is in sight, as far as it has room."""
        bar = self.horizontalScrollBar()
        beyond = self.columnViewportPosition(column) + self.columnWidth(column) - self.viewport().width()
        bar.setValue(bar.value() + max(0, beyond))
        self._uncover(column)

    def _uncover(self, column: int) -> None:
        """Move a column out from below the first one."""
        covered = self.frozen - self.columnViewportPosition(column)
        if column != NAME and covered > 0:
            self.horizontalScrollBar().setValue(self.horizontalScrollBar().value() - covered)

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """What stays in sight is not moved to."""
        before, frozen = self.horizontalScrollBar().value(), self.frozen
        super().scrollTo(index, hint)
        if index.column() == NAME and frozen:
            self.horizontalScrollBar().setValue(before)
        elif index.isValid():
            self._uncover(index.column())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Qt moves what it has painted, the first column with it."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()
            self._header.viewport().update()

    def indexAt(self, point: QPoint) -> QModelIndex:
        if 0 <= point.x() < self.frozen and (row := self.rowAt(point.y())) >= 0:
            return self.model().index(row, NAME)
        return super().indexAt(point)

    def visualRect(self, index: Index) -> QRect:
        place, frozen = super().visualRect(index), self.frozen
        return QRect(0, place.y(), frozen, place.height()) if frozen and index.column() == NAME else place
