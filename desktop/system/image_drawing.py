"""SVG drawings made into pixels by Qt. Runs in the worker process alone, once it was started for drawings.

Qt draws what a drawing says is in files of this machine: this process cannot open any. It looks for fonts there too, so
that there is one alone, which is read before.
"""

from __future__ import annotations

import os
import re
from html import unescape
from importlib.util import find_spec
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QByteArray
from PySide6.QtGui import QFont, QFontDatabase, QGuiApplication, QImage, QImageReader, QPainter, QRawFont
from PySide6.QtSvg import QSvgRenderer

from desktop.domain.errors import PictureDamaged
from desktop.system.image_reader import LACKING, OUTSIDE

_TAG = re.compile(r"<[^<>]*>")
_ELSEWHERE = re.compile(
    rb"<(?:[\w.-]+:)?(?:image|use|feImage)\s[^<>]*?href\s*=\s*[\"'](?!\s*(?:#|data:))", re.IGNORECASE
)
EDGE = 2_048  # pixels of the long edge: a drawing has no size of its own, and this is the largest that is ever planned


class _Board:
    """What drawing needs, kept alive."""

    def __init__(self) -> None:
        os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_NO_GUI_THREADPOOL": "1"}  # a thread would open a pipe
        self.application = QGuiApplication([])
        QImageReader.supportedImageFormats()  # pictures inside of drawings: the readers are files as well
        self._font = _font()

    def add_font(self) -> None:
        """The only one, whatever name is asked for; Qt looks for others when it is added, and can open none."""
        if self._font:
            QFontDatabase.addApplicationFontFromData(QByteArray(self._font))
            self._font = b""


def _font() -> bytes:
    """A font that comes with what lays out formulas."""
    package = find_spec("ziafont")
    path = Path(package.origin).with_name("fonts") / "DejaVuSans.ttf" if package and package.origin else None
    return path.read_bytes() if path and path.exists() else b""


_board = _Board()


def drawn(data: bytes) -> Image.Image:
    """A drawing with its long edge `EDGE` pixels long; what it leaves free lets through. Raises `PictureDamaged`."""
    _board.add_font()
    renderer = QSvgRenderer()
    shape = renderer.viewBoxF() if renderer.load(QByteArray(data)) else None
    longest = max(shape.width(), shape.height()) if shape else 0.0
    if shape is None or not 0 < min(shape.width(), shape.height()) <= longest < float("inf"):
        raise PictureDamaged("SVG")
    width, height = (max(1, round(side / longest * EDGE)) for side in (shape.width(), shape.height()))
    canvas = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    canvas.fill(0)
    with QPainter(canvas) as painter:
        renderer.render(painter)
    image = Image.frombytes("RGBA", (width, height), bytes(canvas.constBits()), "raw", "BGRa")
    if image.getchannel("A").getextrema() == (255, 255):
        image = image.convert("RGB")
    if _lacks_letters(data):
        image.info[LACKING] = True
    if _ELSEWHERE.search(data):
        image.info[OUTSIDE] = True
    return image


def _lacks_letters(data: bytes) -> bool:
    """Whether words of a drawing have letters that the font has not: these become boxes, such as Chinese ones."""
    words = set(unescape(_TAG.sub("", data.decode(errors="ignore"))))
    font = QRawFont.fromFont(QFont())
    return any(letter.isalpha() and not font.supportsCharacter(ord(letter)) for letter in words)
