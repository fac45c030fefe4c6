"""The composer in each of its states."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.errors import NotAPicture, TooManyPixels
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality, TextFilePart
from desktop.domain.picture import Change
from desktop.ui.composer.panel import ComposerPanel


def thumbnail(color: str = "#44aa99") -> bytes:
    """A small made-up picture, as PNG."""
    image = QImage(160, 96, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    painter = QPainter(image)
    painter.fillRect(30, 20, 60, 50, QColor("#ffcc44"))
    painter.fillRect(90, 40, 40, 56, QColor("#225577"))
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def ready(number: str, name: str, *changes: Change, color: str = "#44aa99") -> Attachment:
    image = ImagePart(name, "image/jpeg", "a" * 64, "", 4032, 3024, 1_240_000)
    return Attachment(number, name, Preparation.READY, image, thumbnail(color), changes)


REMOVED = Change.LOCATION_REMOVED, Change.METADATA_REMOVED
ONE = (ready("1", "holiday.jpeg"),)


def every_state() -> tuple[Attachment, ...]:
    """An attachment of each kind."""
    address, near = (
        ImagePart("cat.jpg", url=f"{host}/cat.jpg") for host in ("https://example.org", "http://nas.local")
    )
    return (
        ready("1", "IMG_2041 at the sea, a rather long name.jpeg", Change.LOCATION_REMOVED, Change.TURNED_UPRIGHT),
        Attachment("2", "screenshot.png"),
        Attachment("3", "notes.png", Preparation.FAILED, failure=NotAPicture()),
        Attachment("4", "cat.jpg", Preparation.READY, address),
        Attachment("7", "cat.jpg", Preparation.READY, near, unreached=True),
        Attachment(
            "5",
            "poster.tiff",
            Preparation.FAILED,
            failure=TooManyPixels("60000×60000 px", most=120_000_000),
        ),
        ready("6", "invoice\u202egnp.exe.jpg", Change.METADATA_REMOVED, color="#aa4477"),
    )


def files() -> tuple[Attachment, ...]:
    """A file of each kind."""
    pdf = MediaPart("report.pdf", Modality.FILE, "application/pdf", "a" * 64, size=1_240_000, engine=Engine.OCR)
    parts = (
        pdf,
        MediaPart("paper.pdf", Modality.FILE, url="https://example.org/paper.pdf", engine=Engine.TEXT),
        MediaPart("voice memo.m4a", Modality.AUDIO, "audio/mp4", "b" * 64, size=840_000, seconds=185),
        MediaPart("clip.mov", Modality.VIDEO, "video/quicktime", "c" * 64, size=31_000_000, changes=REMOVED),
        MediaPart("talk.webm", Modality.VIDEO, "video/webm", "e" * 64, size=9_000_000, changes=(Change.METADATA_LEFT,)),
        TextFilePart("twice.py", "d" * 64, 9_000, 1_200, 8_000),
    )
    return tuple(Attachment(part.name, part.name).holding(part) for part in parts)


def views() -> dict[str, ComposerPanel]:
    shown = {
        name: ComposerPanel()
        for name in ("empty", "written", "one", "pictures", "files", "editing", "long", "streaming", "sending")
    }
    shown["written"].set_text("Why is the sky blue?")
    shown["one"].set_attachments(ONE)
    shown["pictures"].set_attachments(every_state())
    shown["pictures"].set_text("What do these have in common?\nAnswer in one sentence.")
    shown["files"].set_attachments(files())
    shown["editing"].set_editing(editing=True, label="Editing an earlier question · Esc leaves it as it was")
    shown["editing"].set_text("Why is the sky blue?")
    shown["long"].set_text("\n".join(f"Line {n}" for n in range(1, 15)))
    shown["streaming"].set_streaming(True)
    shown["sending"].set_streaming(True)
    shown["sending"].set_upload(0.42)
    return shown
