"""The lines around the text of a message: who speaks, pictures, notes, buttons. Each measures itself, then paints."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics

from desktop.ui.figures import number
from desktop.ui.links import true_host, visible
from desktop.ui.theme.theme import RADIUS, SPACE
from desktop.ui.transcript.style import GAP, PADDING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QFont, QImage, QPainter

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.style import Style

PICTURE_HEIGHT = 320  # the highest a picture is painted
UNKNOWN = (240, 160)  # the room of a picture whose size is not known
ADDRESS_HEIGHT = 56
VERSIONS = ("previous", "next")
PICTURE = "picture:"  # what the actions of pictures begin with
WORDS = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop

translate = QCoreApplication.translate


class Target(NamedTuple):
    """Something that can be pressed: where it is in its row, what it does, what it says."""

    rect: QRect
    action: str
    label: str


class Place(NamedTuple):
    """A target and where it belongs: message and row."""

    entry: int
    row: int
    target: Target


class Paint(NamedTuple):
    """What painting needs to know beside the row itself."""

    painter: QPainter
    style: Style
    width: int
    hovered: Target | None  # of the row that is being painted
    focused: Target | None
    done: Target | None  # just pressed, and carried out
    active: bool  # the message is under the pointer or has the keyboard
    pictures: Mapping[str, QImage]


class HeadRow:
    """Who speaks, and when."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.height = 0

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = SPACE * 2 + style.label_height + SPACE // 2
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del style, width
        return []

    def paint(self, paint: Paint) -> None:
        painter, style, entry = paint.painter, paint.style, self.entry
        line = QRect(0, SPACE * 2, paint.width, style.label_height)
        quiet = " · ".join(word for word in (entry.state, entry.when) if word)
        painter.setFont(style.label)
        metrics = QFontMetrics(style.label)
        name = metrics.elidedText(visible(entry.speaker), Qt.TextElideMode.ElideMiddle, paint.width // 2)
        used = metrics.horizontalAdvance(name) + SPACE
        painter.setPen(QColor(style.theme.muted if entry.from_user else style.theme.text))
        rest = QFontMetrics(style.small).horizontalAdvance(quiet)
        left = max(0, paint.width - used - rest) if entry.from_user else 0
        painter.drawText(line.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignLeft, name)
        painter.setFont(style.small)
        painter.setPen(QColor(style.theme.muted))
        painter.drawText(line.adjusted(left + used, 1, 0, 0), Qt.AlignmentFlag.AlignLeft, quiet)


class SpaceRow:
    """Nothing, of a fixed height."""

    def __init__(self, height: int) -> None:
        self.height = height

    def measure(self, style: Style, width: int) -> int:
        del style, width
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del style, width
        return []

    def paint(self, paint: Paint) -> None:
        """Nothing to paint."""


class FoldRow:
    """The line that opens and closes the reasoning."""

    def __init__(self, words: int, *, opened: bool, thinking: bool) -> None:
        self.words = words
        self.opened = opened
        self.thinking = thinking
        self.height = 0

    @property
    def label(self) -> str:
        return self.title + (" ▾" if self.opened else " ▸")

    @property
    def title(self) -> str:
        """The label without its arrow, for those who cannot see it."""
        title = translate("transcript", "Thinking") if self.thinking else translate("transcript", "Reasoning")
        count = translate("transcript", "{n} words").format(n=number(self.words))
        if self.words == 1:
            count = translate("transcript", "1 word")
        return f"{title} · {count}"

    def measure(self, style: Style, width: int) -> int:
        del width
        self.height = style.small_height + SPACE + GAP // 2
        return self.height

    def targets(self, style: Style, width: int) -> list[Target]:
        del width
        wide = QFontMetrics(style.small).horizontalAdvance(self.label) + SPACE * 2
        return [Target(QRect(-SPACE, 0, wide, style.small_height + SPACE), "reasoning", self.label)]

    def paint(self, paint: Paint) -> None:
        for target in self.targets(paint.style, paint.width):
            paint_button(paint, target)


class PicturesRow:
    """Pictures, side by side while there is room; addresses as labeled places that are never loaded."""

    def __init__(self, images: tuple[ImagePart, ...]) -> None:
        self.images = images
        self.height = 0

    def measure(self, style: Style, width: int) -> int:
        del style
        rects = self._places(width)
        self.height = max(rect.bottom() + 1 for rect in rects) + GAP
        return self.height

    def _places(self, width: int) -> list[QRect]:
        found: list[QRect] = []
        left = top = tallest = 0
        for image in self.images:
            wide, high = _room(image, width)
            if left and left + wide > width:
                left, top, tallest = 0, top + tallest + SPACE, 0
            found.append(QRect(left, top, wide, high))
            left += wide + SPACE
            tallest = max(tallest, high)
        return found

    def natural(self, width: int) -> int:
        """How wide the pictures want to be, up to `width`."""
        return min(width, sum(_room(image, width)[0] + SPACE for image in self.images) - SPACE)

    def targets(self, style: Style, width: int) -> list[Target]:
        del style
        return [
            Target(rect, PICTURE + (image.blob or image.url), _caption(image))
            for image, rect in zip(self.images, self._places(width), strict=True)
        ]

    def paint(self, paint: Paint) -> None:
        painter, theme = paint.painter, paint.style.theme
        for image, target in zip(self.images, self.targets(paint.style, paint.width), strict=True):
            picture = paint.pictures.get(image.blob) if image.blob else None
            if picture is not None:
                painter.drawImage(target.rect, picture)
            else:
                painter.setPen(QColor(theme.border))
                painter.setBrush(QColor(theme.code))
                painter.drawRoundedRect(target.rect, RADIUS, RADIUS)
                painter.setPen(QColor(theme.muted))
                painter.setFont(paint.style.small)
                inner = target.rect.adjusted(SPACE, SPACE, -SPACE, -SPACE)
                caption = QFontMetrics(paint.style.small).elidedText(
                    target.label, Qt.TextElideMode.ElideMiddle, inner.width()
                )
                painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, caption)
            if target == paint.focused:
                paint_focus(paint, target.rect)


def _room(image: ImagePart, width: int) -> tuple[int, int]:
    if not image.blob:
        return min(width, PICTURE_HEIGHT), ADDRESS_HEIGHT
    wide, high = (image.width, image.height) if image.width and image.height else UNKNOWN
    scale = min(1.0, PICTURE_HEIGHT / high, width / wide)
    return max(1, round(wide * scale)), max(1, round(high * scale))


def _caption(image: ImagePart) -> str:
    if image.blob:
        return visible(image.name)
    return translate("transcript", "Picture at {host}").format(host=true_host(image.url) or "?")


class FootRow:
    """What is said under the text, and the buttons."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self.height = 0

    def _lines(self) -> Iterator[tuple[str, bool]]:
        """Each sentence, and whether it says that something went wrong."""
        entry = self.entry
        for line in entry.waiting.splitlines():
            yield visible(line), False
        if entry.reason:
            yield visible(entry.reason), True
        if entry.note:
            yield visible(entry.note), False

    def measure(self, style: Style, width: int) -> int:
        y = 0
        for line, bad in self._lines():
            y += self._line_height(style, width, line, bad=bad) + SPACE // 2
        if self.entry.fixes:
            y = self._fix_targets(style, width)[-1].rect.bottom() + 1 + SPACE // 2
        self.height = y + style.small_height + SPACE
        return self.height

    def _line_height(self, style: Style, width: int, line: str, *, bad: bool) -> int:
        font = style.body if bad else style.small
        return QFontMetrics(font).boundingRect(QRect(0, 0, width, 10_000), int(WORDS), line).height()

    def _fix_targets(self, style: Style, width: int) -> list[Target]:
        metrics = QFontMetrics(style.small)
        y = sum(self._line_height(style, width, line, bad=bad) + SPACE // 2 for line, bad in self._lines())
        x = 0
        high = style.small_height + SPACE + SPACE // 2
        found = []
        for action, label in self.entry.fixes:
            wide = metrics.horizontalAdvance(label) + PADDING * 2
            if x and x + wide > width:
                x, y = 0, y + high + SPACE // 2
            found.append(Target(QRect(x, y, wide, high), action, label))
            x += wide + SPACE
        return found

    def targets(self, style: Style, width: int) -> list[Target]:
        return [*self._fix_targets(style, width), *self._action_targets(style, width)]

    def _actions(self) -> list[tuple[str, str]]:
        entry = self.entry
        if entry.streaming:
            return []
        versions = [("previous", "◀"), ("next", "▶")] if entry.versions > 1 else []
        if entry.from_user:
            again = ("edit", translate("transcript", "Edit"))
        else:
            again = ("regenerate", translate("transcript", "Regenerate"))
        return [("copy", translate("transcript", "Copy")), again, *versions]

    def choices(self) -> list[tuple[str, str]]:
        """Every action with its label in words, for a menu and for those who cannot see the arrows."""
        words = {
            "previous": translate("transcript", "Previous version"),
            "next": translate("transcript", "Next version"),
        }
        return [*self.entry.fixes, *((action, words.get(action, label)) for action, label in self._actions())]

    def _action_targets(self, style: Style, width: int) -> list[Target]:
        """On the right, where the receipt of an answer does not have to make room for them."""
        metrics = QFontMetrics(style.small)
        high = style.small_height + SPACE // 2
        y = self.height - high - SPACE // 4
        x = 0
        found = []
        for action, label in self._actions():
            wide = metrics.horizontalAdvance(label) + SPACE * 2
            found.append(Target(QRect(x, y, wide, high), action, label))
            x += wide
            if action == "previous":
                x += metrics.horizontalAdvance(self._version()) + SPACE // 2
        return [target._replace(rect=target.rect.translated(width - x, 0)) for target in found]

    def _version(self) -> str:
        return f"{self.entry.version}/{self.entry.versions}"

    def paint(self, paint: Paint) -> None:
        painter, style = paint.painter, paint.style
        y = 0
        for line, bad in self._lines():
            painter.setPen(QColor(style.theme.danger if bad else style.theme.muted))
            painter.setFont(style.body if bad else style.small)
            high = self._line_height(style, paint.width, line, bad=bad)
            side = Qt.AlignmentFlag.AlignRight if self.entry.from_user else Qt.AlignmentFlag.AlignLeft
            painter.drawText(QRect(0, y, paint.width, high), int(WORDS | side), line)
            y += high + SPACE // 2
        for target in self._fix_targets(style, paint.width):
            paint_button(paint, target, framed=True)
        self._paint_actions(paint)

    def _paint_actions(self, paint: Paint) -> None:
        painter, style = paint.painter, paint.style
        painter.setFont(style.small)
        targets = self._action_targets(style, paint.width)
        if not paint.active:  # that there are other versions is always seen
            targets = [target for target in targets if target.action in VERSIONS]
        for target in targets:
            paint_button(paint, target)
            if target.action == "previous":
                painter.setPen(QColor(style.theme.muted))
                painter.drawText(
                    target.rect.topRight().x(),
                    target.rect.top(),
                    200,
                    target.rect.height(),
                    Qt.AlignmentFlag.AlignVCenter,
                    self._version(),
                )
        if self.entry.footer:
            right = min((target.rect.left() for target in targets), default=paint.width + SPACE) - SPACE
            room = QRect(0, self.height - style.small_height - SPACE // 2, right, style.small_height)
            self._paint_footer(paint, room)

    def _paint_footer(self, paint: Paint, room: QRect) -> None:
        style = paint.style
        text = QFontMetrics(style.small).elidedText(
            visible(self.entry.footer), Qt.TextElideMode.ElideRight, room.width()
        )
        paint.painter.setPen(QColor(style.theme.muted))
        paint.painter.setFont(style.small)
        paint.painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def paint_button(paint: Paint, target: Target, *, framed: bool = False) -> None:
    """A quiet text button: its ground shows under the pointer, its frame with the keyboard."""
    painter, theme = paint.painter, paint.style.theme
    hovered = target == paint.hovered
    font: QFont = paint.style.small
    if hovered or framed:
        painter.setPen(QColor(theme.control) if framed else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.raised if hovered else theme.surface))
        painter.drawRoundedRect(target.rect.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
    painter.setFont(font)
    painter.setPen(QColor(theme.text if hovered or framed else theme.muted))
    label = translate("transcript", "Copied") if target == paint.done else target.label
    painter.drawText(target.rect, Qt.AlignmentFlag.AlignCenter, label)
    if target == paint.focused:
        paint_focus(paint, target.rect)


def paint_focus(paint: Paint, rect: QRect) -> None:
    paint.painter.setPen(QColor(paint.style.theme.accent))
    paint.painter.setBrush(Qt.BrushStyle.NoBrush)
    paint.painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), RADIUS, RADIUS)
