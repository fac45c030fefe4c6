"""The pictures of the gallery, compared with those that somebody has looked at.

`python -m tests.ui.transcript.test_gallery` paints `tests/gallery/pictures` anew: look at them before they are kept.
They are small, so that only what a person sees from a step away counts, not how a font is smoothed.
"""

from __future__ import annotations

import os
import sys
from itertools import product
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QImage
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.style import FUSION
from desktop.ui.theme.theme import DARK, LIGHT, palette_of
from tests.gallery import transcript
from tests.gallery.__main__ import settled

PICTURES = Path(__file__).parents[2] / "gallery" / "pictures"
FONT = "DejaVu Sans"  # the pictures were painted with it; others wrap elsewhere
WIDTH = 224  # pixels of a picture: a quarter; lines of gray then end without padding
CLOSE = 40  # of 255: a pixel further off counts as another one
FEW = 0.01  # of all pixels may be others
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}
NAMES = ("said", "troubled", "reasoning", "formulas", "files")


def painted(name, theme, density):
    """A view of the gallery's page, small."""
    app = QApplication.instance()
    views = transcript.views()
    view = views[name]
    view.setPalette(palette_of(THEMES[theme]))
    view.show()
    app.processEvents()
    settled(app, view)
    app.processEvents()
    image = QImage(view.size() * density, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(density)
    view.render(image)
    for each in views.values():
        each.close()
        each.deleteLater()
    image.setDevicePixelRatio(1)
    return image.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)


def others(one, two):
    """The share of pixels that differ; all of them when the sizes do."""
    if one.size() != two.size():
        return 1.0
    first, second = (bytes(image.convertToFormat(QImage.Format.Format_Grayscale8).constBits()) for image in (one, two))
    return sum(abs(a - b) > CLOSE for a, b in zip(first, second, strict=True)) / len(first)


@pytest.fixture
def usual_font(qapp):
    """The font of the pictures, whatever this machine's is; where it had no letters, there was no other."""
    if FONT not in QFontDatabase.families() or QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        pytest.skip(f"the pictures were painted with {FONT}, and boxes for Chinese")
    before = qapp.font()
    qapp.setFont(QFont(FONT, before.pointSize()))
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("usual_font")
@pytest.mark.parametrize("density", [1, 2])
@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", NAMES)
def test_the_gallery_looks_as_it_did(name, theme, density):
    known = QImage(str(PICTURES / f"{name}-{theme}.png"))

    assert others(known, painted(name, theme, density)) <= FEW


def test_another_picture_is_told_from_it(qapp):
    one, two = (QImage(str(PICTURES / f"{name}-light.png")) for name in ("said", "reasoning"))

    assert others(one, one) == 0
    assert others(one, two.scaled(one.size())) > FEW


def main():
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication(["gallery", *FUSION])
    PICTURES.mkdir(exist_ok=True)
    for name, theme in product(NAMES, THEMES):
        painted(name, theme, 1).save(str(PICTURES / f"{name}-{theme}.png"))
    app.quit()


if __name__ == "__main__":
    sys.exit(main())
