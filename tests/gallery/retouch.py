"""The window in which a picture is edited, in each of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop.domain.edits import UNTOUCHED, Edits
from desktop.domain.picture import ALONE, Frames
from desktop.ui.images.retouch import RetouchDialog

if TYPE_CHECKING:
    from desktop.domain.edits import Box

SIZE = (1200, 800)
HEIGHT = 560
NUMBER, NAME = (300, 300, 820, 390), (320, 420, 660, 510)
SENT = "184 kB · 1200×800 · ~1.3k tokens · ~$0.002 · blacked out"


BEHIND: list[QWidget] = []  # windows that dialogs belong to, kept alive


def opening() -> RetouchDialog:
    BEHIND.append(QWidget())
    made = RetouchDialog("form.tiff", BEHIND[-1])
    made.setMinimumHeight(HEIGHT)
    return made


def paper(hidden: tuple[Box, ...]) -> QImage:
    """A form with things on it that are nobody's business."""
    image = QImage(*SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#f4f1ea"))
    with QPainter(image) as painter:
        font = painter.font()
        font.setPixelSize(60)
        painter.setFont(font)
        painter.setPen(QColor("#223344"))
        for line, text in enumerate(("Form 27 b", "", "IBAN   DE00 1234 5678", "Name   A. Nobody")):
            painter.drawText(QRect(100, 60 + 120 * line, 1000, 100), Qt.AlignmentFlag.AlignVCenter, text)
        painter.fillRect(100, 640, 420, 90, QColor("#44aa99"))
        for left, top, right, bottom in hidden:
            painter.fillRect(left, top, right - left, bottom - top, QColor("black"))
    return image


def dialog(
    edits: Edits = UNTOUCHED, frames: Frames = ALONE, *, facts: str = SENT, after: bool = False
) -> RetouchDialog:
    made = opening()
    made.show_picture(SIZE, edits, frames)
    made.show_made(SIZE, facts)
    if after:
        button = made.findChild(QAbstractButton, "retouch-after")
        assert button is not None
        button.click()
    made.canvas.set_preview(paper(edits.hidden if after else ()))
    return made


def refused() -> RetouchDialog:
    made = opening()
    made.show_failure("The file could not be read. It may have been moved, or be forbidden.")
    return made


def views() -> dict[str, RetouchDialog]:
    marked = Edits(hidden=(NUMBER, NAME))
    return {
        "opening": opening(),
        "untouched": dialog(facts="184 kB · 1200×800 · ~1.3k tokens · ~$0.002"),
        "marked": dialog(marked._replace(crop=(60, 40, 1100, 620))),
        "sent": dialog(marked, after=True),
        "page": dialog(marked._replace(frame=2), Frames(12, 2, pages=True), facts=f"{SENT} · page 3 of 12"),
        "film": dialog(frames=Frames(40, film=True), facts="1.2 MB · 1200×800 · ~1.3k tokens · ~$0.002 · 40 frames"),
        "refused": refused(),
    }
