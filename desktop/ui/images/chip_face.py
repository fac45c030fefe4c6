"""How a chip looks: its small image, its name, and what is known about its picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QFrame

from desktop.domain.attachment import Attachment, Preparation
from desktop.ui.images.chip_facts import brief_of, lines_of, place_kept_words, says_place_removed, usual_facts
from desktop.ui.images.chip_rows import laid_out, packed
from desktop.ui.images.decode import decoded
from desktop.ui.images.file_facts import sign_of
from desktop.ui.links import visible
from desktop.ui.theme.style import icon
from desktop.ui.theme.theme import RADIUS, SPACE, Theme, theme_of

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
    from PySide6.QtWidgets import QWidget

    from desktop.domain.vision import Estimate

ROWS, COMPACT_ROWS = 3, 2  # under the name: at most, and of a compact chip at least
THUMBNAIL, SMALL_THUMBNAIL = 44, 36
LEFT, COMPACT_LEFT = 2 * SPACE + THUMBNAIL, 2 * SPACE + SMALL_THUMBNAIL  # where the words begin
AROUND = 14  # of the height: what is above and below the words
USUAL = 280  # wide, where its usual words need no more …
WIDER = 1.5  # … and so many times as wide where what it tells needs that
RING, SIGN = 18, 20
APART = 4  # between the name and the sign behind it
CROSS, CROSS_INSET = 22, 3
SPIN = 90  # milliseconds a step of the ring
STEPS = 12
SMALLER = 0.88  # of the font's size, for the second line


class ChipFace(QFrame):
    """Paints an attachment; a ring turns while it is pending.

    Attributes:
        compact: Whether it stands among many, and tells but what it has to.
        wanted: How wide it is best.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attachment")
        self.attachment = Attachment("", "")
        self.compact = False
        self._sentence = ""
        self.estimate: Estimate | None = None
        self._thumbnail = QPixmap()
        self.wanted = USUAL
        self._needed: dict[int, int] = {}  # rows, by the width of the chip
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
        self._needed.clear()
        self.wanted = self._wanted_width()
        self.resize(self.sizeHint())
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """So wide that nothing is cut off, within bounds, also where it is compact now."""
        return QSize(self.wanted, height_of(self.font()))

    def _wanted_width(self) -> int:
        usual = widths_in(self.font()).usual
        if self.attachment.preparation is Preparation.FAILED:
            return usual
        metrics = QFontMetrics(small_of(self.font()))
        widest = max(map(metrics.horizontalAdvance, self.lines())) + LEFT + SPACE
        return min(max(usual, widest), round(usual * WIDER))

    def rows_needed(self, width: int) -> int:
        """How many rows a compact chip of this width needs for all that it has to tell, where that is told at all."""
        if self.attachment.preparation is not Preparation.READY:
            return COMPACT_ROWS
        if width not in self._needed:
            must, _ = brief_of(self.attachment, self._sentence, self.estimate)
            wide = QFontMetrics(small_of(self.font())).horizontalAdvance
            self._needed[width] = max(COMPACT_ROWS, len(packed(must, wide, width - COMPACT_LEFT - SPACE, ROWS)))
        return self._needed[width]

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
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
        return self.mirrored(QRect(SPACE, (self.height() - side) // 2, side, side))

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
        lesser, rows = QFontMetrics(small), self.shown_rows()
        left, width = self._words_place()
        top = (self.height() - name.lineSpacing() - len(rows) * lesser.lineSpacing()) // 2
        place = QRect(left, top, width + SPACE - CROSS - CROSS_INSET, name.lineSpacing())
        if says_place_removed(self.attachment, rows) is False:
            place.setWidth(place.width() - self._paint_removal(painter, theme, place))
        place = self.mirrored(place)
        painter.setPen(QColor(theme.text))
        shown = visible(self.attachment.name)
        painter.drawText(place, _start(), name.elidedText(shown, Qt.TextElideMode.ElideMiddle, place.width()))
        place = self.mirrored(QRect(left, top + name.lineSpacing(), width, len(rows) * lesser.lineSpacing()))
        painter.setFont(small)
        wide = lesser.horizontalAdvance  # whole, where eliding counts parts of pixels
        cut = [
            row if wide(row) <= width else lesser.elidedText(row, Qt.TextElideMode.ElideRight, width) for row in rows
        ]
        color = theme.danger if self.attachment.preparation is Preparation.FAILED else theme.muted
        for number, row in enumerate(cut):
            self._paint_row(painter, place.translated(0, number * lesser.lineSpacing()), row, color, theme.warning)

    def _paint_row(self, painter: QPainter, place: QRect, row: str, color: str, loud: str) -> None:
        """One row of its words, in which that the place goes along is loud."""
        kept = place_kept_words(self.attachment)
        before, said, after = row.partition(kept) if kept else (row, "", "")
        if said and self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            before, said, after = "", row, ""
        for part, shade in ((before, color), (said, loud), (after, color)):
            painter.setPen(QColor(shade))
            painter.drawText(place, _start() | Qt.TextFlag.TextDontClip, part)
            place = place.translated(painter.fontMetrics().horizontalAdvance(part), 0)

    def _paint_removal(self, painter: QPainter, theme: Theme, place: QRect) -> int:
        """Put the sign that the place was removed at the end of the name's row; how much of that it takes."""
        side = QFontMetrics(small_of(self.font())).height()
        at = QRect(place.right() + 1 - side, place.top() + (place.height() - side) // 2, side, side)
        icon("place-removed", theme, theme.muted, side).paint(painter, self.mirrored(at))
        return side + APART

    def _words_place(self) -> tuple[int, int]:
        """Where its words begin, and how wide they may be."""
        left = COMPACT_LEFT if self.compact else LEFT
        return left, self.width() - left - SPACE

    def shown_rows(self) -> list[str]:
        """What is painted under the name."""
        small = QFontMetrics(small_of(self.font()))
        most = (self.height() - QFontMetrics(self.font()).lineSpacing() - AROUND) // small.lineSpacing()
        _, room = self._words_place()
        if not self.compact:
            return laid_out(self.lines(), small.horizontalAdvance, room, most)
        must, more = brief_of(self.attachment, self._sentence, self.estimate)
        return packed([*must, *more], small.horizontalAdvance, room, most)

    @property
    def untold(self) -> str:
        """Why it failed, where that has no room in it; else ""."""
        failed = self.attachment.preparation is Preparation.FAILED
        return self.lines()[0] if failed and " ".join(self.shown_rows()) != self.lines()[0] else ""

    def mirrored(self, place: QRect) -> QRect:
        """A place in the chip as one reads from the left, where one reads from the right."""
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            return QRect(self.width() - place.right() - 1, place.y(), place.width(), place.height())
        return place


class Widths(NamedTuple):
    """Of chips whose words are usual: compact, and others."""

    compact: int
    usual: int


def widths_in(font: QFont) -> Widths:
    """How wide chips are where all that is usual has its place in a font."""
    wide = QFontMetrics(small_of(font)).horizontalAdvance
    size, costs = usual_facts()
    return Widths(COMPACT_LEFT + wide(costs) + SPACE, max(USUAL, LEFT + wide(size) + SPACE))


def height_of(font: QFont, rows: int = ROWS) -> int:
    """How tall a chip with so many rows under its name is in a font."""
    name, row = QFontMetrics(font).lineSpacing(), QFontMetrics(small_of(font)).lineSpacing()
    return name + rows * row + AROUND


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
