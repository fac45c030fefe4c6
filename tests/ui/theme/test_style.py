from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import (
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.system.paths import resource
from desktop.ui.theme.style import icon, style_sheet, tint
from desktop.ui.theme.theme import DARK, LIGHT, palette_of, theme_of

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
TEXTS = [
    *product(("text", "muted"), ("window", "surface", "raised")),
    *product(("text", "muted", "link", "danger", "warning", "success"), ("selection",)),
    ("text", "code"),
    ("text", "found"),
    ("on_current", "current"),
    *product(("text", "muted", "link"), ("marked",)),
    *product(("text",), ("added", "removed")),
    ("muted", "hunk"),
    ("text", "border"),  # a pressed button
    *product(("link", "danger", "warning", "success"), ("window", "surface", "raised")),
    ("on_accent", "accent"),
    ("on_accent", "link"),  # the hovered primary button
]
MARKS = [
    *product(("control", "accent", "muted", "danger"), ("window", "surface")),
    ("accent", "raised"),
    *product(("current",), ("surface", "code", "raised")),
]


def luminance(color):
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4 for channel in rgb(color)]
    return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]


def rgb(color):
    return [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]


def contrast(first, second):
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_computed_as_the_guideline_says():
    assert 21 == pytest.approx(contrast("#000000", "#ffffff"))
    assert 4.54 == pytest.approx(contrast("#767676", "#ffffff"), abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda name: name)
def test_text_can_be_read_on_its_ground(theme, text, ground):
    assert contrast(getattr(theme, text), getattr(theme, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("mark", "ground"), MARKS, ids=lambda name: name)
def test_marks_and_focus_rings_stand_out(theme, mark, ground):
    assert contrast(getattr(theme, mark), getattr(theme, ground)) >= 3


@THEMES
def test_the_style_sheet_knows_no_color_that_is_not_in_the_theme(theme):
    sheet = style_sheet(theme)
    words = {word.rstrip(";") for word in sheet.split() if word.startswith("#")}

    assert "$" not in sheet
    assert words <= {getattr(theme, name) for name in theme._fields}


@THEMES
def test_widgets_still_find_their_theme_in_their_palette(theme, themed, qtbot):
    themed(theme)
    parent = QWidget()
    qtbot.addWidget(parent)
    kinds = [QWidget, QLabel, QPlainTextEdit, QListView]
    widgets = [parent, *(kind(parent) for kind in kinds)]
    parent.show()

    assert [theme] * len(widgets) == [theme_of(widget.palette()) for widget in widgets]


def test_the_theme_changes_while_the_program_runs(themed, qtbot):
    themed(LIGHT)
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    themed(DARK)

    assert DARK is theme_of(widget.palette())
    assert QColor(DARK.window) == widget.grab().toImage().pixelColor(5, 5)


@THEMES
@pytest.mark.parametrize("make", [QPushButton, QToolButton, QLineEdit, QListView], ids=lambda kind: kind.__name__)
def test_the_focused_control_has_a_ring_of_two_pixels_in_the_accent(theme, make, themed, qtbot):
    themed(theme)
    parent = QWidget()
    qtbot.addWidget(parent)
    column = QVBoxLayout(parent)
    control, other = make(parent), QPushButton("other", parent)
    control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    control.setMinimumSize(120, 40)
    column.addWidget(control)
    column.addWidget(other)
    parent.show()
    parent.activateWindow()
    qtbot.waitUntil(parent.isActiveWindow)

    def edge():
        image = control.grab().toImage()
        return [image.pixelColor(x, image.height() // 2).name() for x in range(3)]

    other.setFocus()
    before = edge()
    control.setFocus()
    after = edge()

    assert theme.accent not in before
    assert [theme.accent] * 2 == after[:2]
    assert theme.accent != after[2]


@THEMES
@pytest.mark.parametrize("name", sorted(path.stem for path in resource("icons").glob("*.svg")))
def test_every_drawing_becomes_an_icon_in_the_color_it_is_asked_for(theme, name, qapp):
    found = icon(name, theme, theme.danger)
    image = found.pixmap(QSize(16, 16), 1.0).toImage()
    pixels = [image.pixelColor(x, y) for x, y in product(range(16), range(16))]
    solid = [pixel.getRgb()[:3] for pixel in pixels if pixel.alpha() > 200]
    wanted = QColor(theme.danger).getRgb()[:3]

    assert solid
    assert all(abs(a - b) <= 3 for color in solid for a, b in zip(color, wanted, strict=True))  # QtSvg rounds


@THEMES
def test_the_icon_of_what_cannot_be_pressed_is_as_dim_as_its_words(theme, qapp):
    drawn = {
        mode: icon("star-full", theme).pixmap(QSize(16, 16), 1.0, mode).toImage().pixelColor(8, 8).name()
        for mode in (QIcon.Mode.Normal, QIcon.Mode.Disabled)
    }

    assert drawn == {QIcon.Mode.Normal: theme.text, QIcon.Mode.Disabled: theme.muted}


def test_what_is_colored_follows_the_theme(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.setPalette(palette_of(LIGHT))
    seen = []
    tint(widget, seen.append)
    widget.setPalette(palette_of(DARK))
    widget.setEnabled(False)
    widget.setPalette(palette_of(LIGHT))

    assert seen == [LIGHT, DARK, LIGHT]
