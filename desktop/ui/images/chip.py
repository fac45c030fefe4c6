"""One attached picture as a chip: its small image, its name, and what is known about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QActionGroup, QColor, QFont, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFrame, QMenu, QToolButton

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.vision import Quality
from desktop.ui.images.chip_facts import lines_of, quality_words
from desktop.ui.images.decode import decoded
from desktop.ui.links import visible
from desktop.ui.theme.labels import tooltip
from desktop.ui.theme.style import icon, tint
from desktop.ui.theme.theme import RADIUS, SPACE, Theme, theme_of

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QPaintEvent, QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.vision import Estimate

SIZE = QSize(280, 60)
FAILED_WIDTH = 312  # a sentence needs more room than a size
THUMBNAIL = 44
CROSS = 22
SPIN = 90  # milliseconds a step of the ring
STEPS = 12
SMALLER = 0.88  # of the font's size, for the second line


class AttachmentChip(QFrame):
    """A chip that can be focused; the arrow keys leave it, Delete and its cross remove it.

    Signals:
        remove_requested: The cross, Delete or Backspace.
        stepped: An arrow key: -1 to the chip before, 1 to the next.
        quality_chosen: Another `Quality` is wanted.
    """

    remove_requested = Signal()
    stepped = Signal(int)
    quality_chosen = Signal(Quality)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachment")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._attachment = Attachment("", "")
        self._sentence = ""
        self._estimate: Estimate | None = None
        self._thumbnail = QPixmap()
        self._step = 0
        self._spin = QTimer(self)
        self._spin.setInterval(SPIN)
        self._spin.timeout.connect(self._turn)
        self._cross = QToolButton(self)
        self._cross.setObjectName("attachment-remove")
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.setFixedSize(CROSS, CROSS)
        self._cross.setIconSize(QSize(12, 12))
        self._cross.clicked.connect(self.remove_requested)
        tint(self, self._tint)

    def show_attachment(self, attachment: Attachment, sentence: str = "", estimate: Estimate | None = None) -> None:
        """Show another state of the attachment; `sentence` says in plain text why it failed."""
        self._estimate = estimate
        if attachment.thumbnail != self._attachment.thumbnail:
            self._thumbnail = _decoded(attachment.thumbnail)
        self._attachment = attachment
        self._sentence = sentence
        failed = attachment.preparation is Preparation.FAILED
        self.setFixedSize(FAILED_WIDTH if failed else SIZE.width(), SIZE.height())
        self._animate()
        self._describe()
        self.update()

    def _describe(self) -> None:
        name = visible(self._attachment.name)
        facts = [line for line in self._lines() if line]
        self.setAccessibleName(", ".join([name, *facts]).replace(" · ", ", "))
        self._cross.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self._cross.setToolTip(self.tr("Remove"))
        self.setToolTip(tooltip(name, *facts))
        self.setAccessibleDescription(" · ".join(facts))  # else Qt reads the tooltip aloud, with its markup

    def _lines(self) -> tuple[str, str]:
        return lines_of(self._attachment, self._sentence, self._estimate)

    # Keys and state

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.stepped.emit(-step if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else step)
        elif event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.remove_requested.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_menu(self.rect().center())
        else:
            super().keyPressEvent(event)

    def _open_menu(self, at: QPoint) -> None:
        """Offer how much of the picture is sent; the menu frees itself when it closes."""
        menu = QMenu(self)
        menu.setObjectName("attachment-menu")
        menu.aboutToHide.connect(menu.deleteLater)
        if self._attachment.quality is not None:
            choices = QActionGroup(menu)
            for quality in Quality:
                item = menu.addAction(quality_words(quality), partial(self.quality_chosen.emit, quality))
                item.setCheckable(True)
                item.setChecked(quality is self._attachment.quality)
                choices.addAction(item)
            menu.addSeparator()
        menu.addAction(self.tr("&Remove"), self.remove_requested.emit)
        menu.popup(self.mapToGlobal(at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._animate()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._animate()

    def _animate(self) -> None:
        """Turn the ring while it can be seen and there is something to wait for, and never otherwise."""
        if self.isVisible() and self._attachment.preparation is Preparation.PENDING:
            self._spin.start()
        else:
            self._spin.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        place = QRect(self.width() - CROSS - 3, 3, CROSS, CROSS)
        self._cross.setGeometry(self._mirrored(place))

    def _tint(self, theme: Theme) -> None:
        self._cross.setIcon(icon("close", theme, theme.muted, 12))

    def _turn(self) -> None:
        self._step = (self._step + 1) % STEPS
        self.update(self._picture_place())

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_frame(painter, theme)
            self._paint_picture(painter, theme)
            self._paint_words(painter, theme)

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        failed = self._attachment.preparation is Preparation.FAILED
        color = theme.accent if self.hasFocus() else theme.danger if failed else theme.border
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(color), width))
        painter.setBrush(QColor(theme.raised))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), RADIUS, RADIUS)

    def _picture_place(self) -> QRect:
        return self._mirrored(QRect(SPACE, (self.height() - THUMBNAIL) // 2, THUMBNAIL, THUMBNAIL))

    def _paint_picture(self, painter: QPainter, theme: Theme) -> None:
        place = self._picture_place()
        if not self._thumbnail.isNull():
            clip = QPainterPath()
            clip.addRoundedRect(QRectF(place), RADIUS - 2, RADIUS - 2)
            painter.save()
            painter.setClipPath(clip)
            painter.drawPixmap(place, self._thumbnail, _middle_square(self._thumbnail.size()))
            painter.restore()
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.surface))
        painter.drawRoundedRect(place, RADIUS - 2, RADIUS - 2)
        if self._attachment.preparation is Preparation.PENDING:
            ring = QRectF(place).adjusted(13, 13, -13, -13)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.border), 2))
            painter.drawEllipse(ring)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawArc(ring, -self._step * 360 * 16 // STEPS, 90 * 16)
            return
        failed = self._attachment.preparation is Preparation.FAILED
        drawing = icon("error", theme, theme.danger, 20) if failed else icon("picture", theme, theme.muted, 20)
        drawing.paint(painter, place.adjusted(12, 12, -12, -12))

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        name, small = QFontMetrics(self.font()), QFont(self.font())
        small.setPointSizeF(self.fontInfo().pointSizeF() * SMALLER)
        lesser = QFontMetrics(small)
        failed = self._attachment.preparation is Preparation.FAILED
        first, second = self._lines()
        left = SPACE * 2 + THUMBNAIL
        width = self.width() - left - SPACE
        rows = 2 if second or (failed and lesser.horizontalAdvance(first) > width) else 1
        top = (self.height() - name.lineSpacing() - rows * lesser.lineSpacing()) // 2
        place = self._mirrored(QRect(left, top, width - CROSS + 2, name.lineSpacing()))
        painter.setPen(QColor(theme.text))
        shown = visible(self._attachment.name)
        painter.drawText(place, _start(), name.elidedText(shown, Qt.TextElideMode.ElideMiddle, place.width()))
        place = self._mirrored(QRect(left, top + name.lineSpacing(), width, rows * lesser.lineSpacing()))
        painter.setFont(small)
        painter.setPen(QColor(theme.danger if failed else theme.muted))
        if failed:
            painter.drawText(place, _start() | Qt.TextFlag.TextWordWrap, first)
            return
        end = Qt.TextElideMode.ElideRight
        lines = [lesser.elidedText(line, end, width) for line in (first, second) if line]
        painter.drawText(place, _start(), "\n".join(lines))

    def _mirrored(self, place: QRect) -> QRect:
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRect(self.width() - place.right() - 1, place.y(), place.width(), place.height())
        return place


def _start() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop


def _decoded(thumbnail: bytes) -> QPixmap:
    image = decoded(thumbnail)
    return QPixmap.fromImage(image) if not image.isNull() else QPixmap()


def _middle_square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)
