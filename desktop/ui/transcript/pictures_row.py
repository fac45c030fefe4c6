"""The pictures of a message."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen

from desktop.domain.errors import TooManyFrames
from desktop.domain.parts import Withheld
from desktop.ui.images.decode import fitting
from desktop.ui.links import true_host, visible
from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.rows import DISABLED, Target, paint_focus

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.rows import Paint
    from desktop.ui.transcript.style import Style

PICTURE_HEIGHT = 320  # the highest a picture is painted
SEVERAL = (PICTURE_HEIGHT, 240, 160, 112)  # how high several are at most: as they all fit into the room of about one …
ABOUT_ONE = PICTURE_HEIGHT + 2 * SPACE  # … or else as low as that
SIGN, BAR = 20, 2.0  # device-independent pixels: of the sign on one that is sent no more, and of its lines
SQRT1_2 = 0.5**0.5
LEAST = 32  # the room of a picture that is next to nothing in one direction, so that it can be hit
UNKNOWN = (240, 160)  # the room of a picture whose size is not known
ADDRESS_WIDTH, ADDRESS_HEIGHT = 240, 56  # at least
PICTURE = "picture:"  # what the actions of stored pictures begin with …
PICTURE_AT = "picture-at:"  # … and of those at an address, which are never loaded

translate = QCoreApplication.translate
FRAME = 3  # device-independent pixels that the frame of the focus stands away from a picture, whose colors may hide it


class PicturesRow:
    """Pictures, side by side while there is room; addresses as labeled places that are never loaded."""

    def __init__(self, images: tuple[ImagePart, ...]) -> None:
        self.images = images
        self.height = 0

    def measure(self, style: Style, width: int) -> int:
        rects = self._places(width)
        self.height = max(rect.bottom() + 1 for rect in rects) + style.gap
        return self.height

    def _places(self, width: int) -> list[QRect]:
        for highest in SEVERAL:
            found = self._placed(width, highest)
            if len(found) == 1 or max(rect.bottom() for rect in found) < ABOUT_ONE:
                break
        return found

    def _placed(self, width: int, highest: int) -> list[QRect]:
        """Row after row; an address is as high as what stands beside it, so that there is no hole below it."""
        rows: list[list[tuple[ImagePart, QRect]]] = [[]]
        left = top = 0
        for image in self.images:
            wide, high = _room(image, width, highest)
            if left and left + wide > width:
                left, top = 0, top + _tallest(rows[-1]) + SPACE
                rows.append([])
            rows[-1].append((image, QRect(left, top, wide, high)))
            left += wide + SPACE
        for row in rows:
            for image, rect in row:
                if not image.blob:
                    rect.setHeight(_tallest(row))
        return [rect for row in rows for _, rect in row]

    def natural(self, width: int) -> int:
        """How wide the pictures want to be, up to `width`."""
        return max(rect.right() for rect in self._places(width)) + 1

    def targets(self, style: Style, width: int) -> list[Target]:
        del style
        return [target_of(image, rect) for image, rect in zip(self.images, self._places(width), strict=True)]

    def paint(self, paint: Paint) -> None:
        for image, target in zip(self.images, self.targets(paint.style, paint.width), strict=True):
            if not paint.clip.intersects(QRectF(target.rect)):
                continue
            room = target.rect.size() * paint.painter.device().devicePixelRatioF()
            picture = paint.pictures.at(image.blob, room) if image.shows else None
            if image.withheld:
                paint.painter.setOpacity(DISABLED)
            if picture is not None:
                paint_picture(paint.painter, target.rect, picture)
            else:
                paint_place(paint.painter, paint.style, target.rect, caption_of(image))
            if image.withheld:
                paint.painter.setOpacity(1)
                _paint_sign(paint, target.rect, refused=image.withheld is not Withheld.BY_HAND)
            if target == paint.focused:
                paint_focus(paint, target.rect.adjusted(-FRAME, -FRAME, FRAME, FRAME))


def target_of(image: ImagePart, rect: QRect) -> Target:
    action = PICTURE + image.blob if image.blob else PICTURE_AT + image.url
    return Target(rect, action, ", ".join([*caption_of(image), *_why_withheld(image)]))


def picture_told(target: Target) -> str:
    """What a tool tip says of a picture, also of one at an address: its name, and why it is sent no more."""
    return target.label if target.action.startswith((PICTURE, PICTURE_AT)) else ""


def _why_withheld(image: ImagePart) -> list[str]:
    said = {
        Withheld.REFUSED: translate("transcript", "refused by a provider: sent no more"),
        Withheld.BY_HAND: translate("transcript", "sent no more"),
        Withheld.LOST: translate("transcript", "not stored any more"),
    }
    return [said[image.withheld]] if image.withheld else []


def _paint_sign(paint: Paint, rect: QRect, *, refused: bool) -> None:
    """A barred circle in the corner of a picture that is sent no more; loud where nobody chose that."""
    painter, theme = paint.painter, paint.style.theme
    sign = QRectF(rect.left() + SPACE // 2, rect.top() + SPACE // 2, SIGN, SIGN)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.raised))
    painter.drawEllipse(sign)
    ring = sign.adjusted(BAR, BAR, -BAR, -BAR)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(theme.warning if refused else theme.muted), BAR))
    painter.drawEllipse(ring)
    slant = ring.width() / 2 * SQRT1_2
    painter.drawLine(ring.center() - QPointF(slant, slant), ring.center() + QPointF(slant, slant))
    painter.restore()


def paint_picture(painter: QPainter, rect: QRect, picture: QImage) -> None:
    """A picture in the middle of its room; on white where it lets through what is behind it, as most are meant."""
    shown = QRect(rect.topLeft(), fitting(picture.size(), rect.size()))
    shown.moveCenter(rect.center())
    if picture.hasAlphaChannel():
        painter.fillRect(shown, Qt.GlobalColor.white)
    painter.drawImage(shown, picture)


def paint_place(painter: QPainter, style: Style, rect: QRect, caption: list[str]) -> None:
    """The room of a picture that is on its way, or that is not loaded."""
    theme = style.theme
    painter.setPen(QColor(theme.border))
    painter.setBrush(QColor(theme.code))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    painter.setPen(QColor(theme.muted))
    painter.setFont(style.small)
    inner = rect.adjusted(SPACE, SPACE, -SPACE, -SPACE)
    metrics = QFontMetrics(style.small)
    lines = [metrics.elidedText(line, Qt.TextElideMode.ElideMiddle, inner.width()) for line in caption]
    painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, "\n".join(lines))


def _tallest(row: list[tuple[ImagePart, QRect]]) -> int:
    return max(rect.height() for _, rect in row)


def _room(image: ImagePart, width: int, highest: int) -> tuple[int, int]:
    if not image.blob:
        return min(width, max(ADDRESS_WIDTH, highest)), ADDRESS_HEIGHT
    return room_of((image.width, image.height), width, highest)


def room_of(known: tuple[int, int], width: int, highest: int) -> tuple[int, int]:
    """The room for a picture of a known size, or of none."""
    wide, high = known if all(known) else UNKNOWN
    scale = min(1.0, highest / high, width / wide)
    return max(LEAST, round(wide * scale)), max(LEAST, round(high * scale))


def caption_of(image: ImagePart) -> list[str]:
    """The name, and on a line of its own, which no name can crowd out, the host of what lies elsewhere."""
    if image.broken:
        return [visible(image.name), translate("transcript", "cannot be shown")]
    if image.beyond:
        frames = translate("transcript", "cannot be shown: too many frames or pages")
        pixels = translate("transcript", "cannot be shown: too many pixels")
        return [visible(image.name), frames if image.beyond == TooManyFrames.__name__ else pixels]
    if image.blob:
        return [visible(image.name)]
    host = true_host(image.url)
    at = translate("transcript", "Picture at {host}").format(host=host or "?")
    return [visible(image.name), at] if image.name not in {"", host} else [at]
