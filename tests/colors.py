"""What a picture is made of."""

from __future__ import annotations

from PySide6.QtGui import QImage


def colors_of(image: QImage) -> set[str]:
    """The name of each color in it; looking at one pixel after another takes a hundred times as long."""
    pixels = image.convertToFormat(QImage.Format.Format_RGB32).constBits()
    return {f"#{pixel & 0xFFFFFF:06x}" for pixel in set(memoryview(pixels).cast("I"))}
