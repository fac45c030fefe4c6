"""How a chip looks: its small image, its name, and what is known about its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFrame

from desktop.domain.attachment import Attachment, Preparation
from desktop.ui.images.chip_facts import brief_of, broken, lines_of, sign_of
from desktop.ui.images.decode import decoded
from desktop.ui.links import visible
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import RADIUS, SPACE, Theme, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.vision import Estimate

SIZE = QSize(280, 70)  # the name, and three lines of what is known; as wide as these, but not wider than …
WIDEST = 420
COMPACT = QSize(168, 44)  # among many: the name, and one line
FAILED_WIDTH = 312  # in which a sentence is broken into lines
ROWS = 3  # of these at most
THUMBNAIL, SMALL_THUMBNAIL = 44, 32
LEFT = 2 * SPACE + THUMBNAIL  # where the words begin
RING, SIGN = 18, 20
CROSS = 22
SPIN = 90  # milliseconds a step of the ring
STEPS = 12
SMALLER = 0.88  # of the font's size, for the second line


class ChipFace(QFrame):
    """Paints an attachment; a ring turns while it is pending."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachment")
        self.attachment = Attachment("", "")
        self.compact = False
        self._sentence = ""
        self.estimate: Estimate | None = None
        self._thumbnail = QPixmap()
        self._width = SIZE.width()
        self._step = 0
        self._spin = QTimer(self)
        self._spin.setInterval(SPIN)
        self._spin.timeout.connect(self._turn)

    def show_attachment(self, attachment: Attachment, sentence: str = "", estimate: Estimate | None = None) -> None:
        """Show another state of the attachment; `sentence` says in plain text why it failed."""
        self.estimate = estimate
        if attachment.thumbnail != self.attachment.thumbnail:
            self._thumbnail = _decoded(attachment.thumbnail)
        self.attachment = attachment
        self._sentence = sentence
        self._fit()
        self._animate()
        self.update()

    def lines(self) -> tuple[str, ...]:
        """What stands under the name."""
        return lines_of(self.attachment, self._sentence, self.estimate)

    def _fit(self) -> None:
        """Be as large as is best alone; who shows several of them makes them fit."""
        self._width = self._wanted_width()
        self.resize(self.sizeHint())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """So wide that nothing is cut off, within bounds, also where it is compact now."""
        return QSize(self._width, heights_in(self.font())[0])

    def _wanted_width(self) -> int:
        if self.attachment.preparation is Preparation.FAILED:
            return FAILED_WIDTH
        metrics = QFontMetrics(small_of(self.font()))
        widest = max(map(metrics.horizontalAdvance, self.lines())) + LEFT + SPACE
        return min(max(SIZE.width(), widest), WIDEST)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._animate()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._animate()

    def _animate(self) -> None:
        """Turn the ring while it can be seen and there is something to wait for, and never otherwise."""
        if self.isVisible() and self.attachment.preparation is Preparation.PENDING:
            self._spin.start()
        else:
            self._spin.stop()

    def _turn(self) -> None:
        self._step = (self._step + 1) % STEPS
        self.update(self._picture_place())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        theme = theme_of(self.palette())
        with QPainter(self) as painter:  # an exception must not keep it alive
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
            self._paint_frame(painter, theme)
            self._paint_picture(painter, theme)
            self._paint_words(painter, theme)

    def _paint_frame(self, painter: QPainter, theme: Theme) -> None:
        failed = self.attachment.preparation is Preparation.FAILED
        color = theme.accent if self.hasFocus() else theme.danger if failed else theme.border
        width = 2.0 if self.hasFocus() else 1.0
        painter.setPen(QPen(QColor(color), width))
        painter.setBrush(QColor(theme.raised))
        edge = width / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), RADIUS, RADIUS)

    def _picture_place(self) -> QRect:
        side = SMALL_THUMBNAIL if self.compact else THUMBNAIL
        inset = SPACE // 2 if self.compact else SPACE
        return self.mirrored(QRect(inset, (self.height() - side) // 2, side, side))

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
        if self.attachment.preparation is Preparation.PENDING:
            ring = QRectF(_middle(place, RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(theme.border), 2))
            painter.drawEllipse(ring)
            painter.setPen(QPen(QColor(theme.accent), 2))
            painter.drawArc(ring, -self._step * 360 * 16 // STEPS, 90 * 16)
            return
        failed = self.attachment.preparation is Preparation.FAILED
        sign = sign_of(self.attachment.part)
        drawing = icon("error", theme, theme.danger, SIGN) if failed else icon(sign, theme, theme.muted, SIGN)
        drawing.paint(painter, _middle(place, SIGN))

    def _paint_words(self, painter: QPainter, theme: Theme) -> None:
        name, small = QFontMetrics(self.font()), small_of(self.font())
        lesser = QFontMetrics(small)
        failed = self.attachment.preparation is Preparation.FAILED
        left = SPACE + SMALL_THUMBNAIL if self.compact else LEFT
        width = self.width() - left - SPACE // 2
        wraps = failed and not self.compact
        lines = broken(self.shown_lines(), lesser.horizontalAdvance, width, 1 if self.compact else ROWS)
        rows = len(lines)
        if wraps:
            needed = lesser.boundingRect(QRect(0, 0, width, self.height()), Qt.TextFlag.TextWordWrap, lines[0])
            rows = min(ROWS, -(-needed.height() // lesser.lineSpacing()))
        top = (self.height() - name.lineSpacing() - rows * lesser.lineSpacing()) // 2
        place = self.mirrored(QRect(left, top, width - CROSS, name.lineSpacing()))
        painter.setPen(QColor(theme.text))
        shown = visible(self.attachment.name)
        painter.drawText(place, _start(), name.elidedText(shown, Qt.TextElideMode.ElideMiddle, place.width()))
        place = self.mirrored(QRect(left, top + name.lineSpacing(), width, rows * lesser.lineSpacing()))
        painter.setFont(small)
        painter.setPen(QColor(theme.danger if failed else theme.muted))
        if wraps:
            painter.drawText(place, _start() | Qt.TextFlag.TextWordWrap, lines[0])
            return
        shown = "\n".join(lesser.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)
        painter.drawText(place, _start(), shown)

    def shown_lines(self) -> tuple[str, ...]:
        """What is painted under the name."""
        return (brief_of(self.attachment, self.lines()),) if self.compact else self.lines()

    def mirrored(self, place: QRect) -> QRect:
        """A place in the chip as one reads from the left, where one reads from the right."""
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRect(self.width() - place.right() - 1, place.y(), place.width(), place.height())
        return place


def heights_in(font: QFont) -> tuple[int, int]:
    """How tall a chip is, and a compact one, for all of its lines in a font."""
    name, line = QFontMetrics(font).lineSpacing(), QFontMetrics(small_of(font)).lineSpacing()
    return max(SIZE.height(), name + ROWS * line + SPACE), max(COMPACT.height(), name + line + SPACE)


def small_of(font: QFont) -> QFont:
    """The font of the lines under the name of a chip in that one."""
    small = QFont(font)
    small.setPointSizeF(QFontInfo(font).pointSizeF() * SMALLER)
    return small


def _start() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop


def _decoded(thumbnail: bytes) -> QPixmap:
    image = decoded(thumbnail)
    return QPixmap.fromImage(image) if not image.isNull() else QPixmap()


def _middle(place: QRect, side: int) -> QRect:
    """A square of this side in the middle of a place."""
    inset = (place.width() - side) // 2
    return place.adjusted(inset, inset, -inset, -inset)


def _middle_square(size: QSize) -> QRect:
    side = min(size.width(), size.height())
    return QRect((size.width() - side) // 2, (size.height() - side) // 2, side, side)
