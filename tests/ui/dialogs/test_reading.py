from __future__ import annotations

from dataclasses import asdict, replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QPushButton

from desktop.domain.reading import SCHEMES, SPOKEN, WIDTHS, ZOOMS, Reading, reading_of
from desktop.ui.dialogs.reading import ReadingDialog
from desktop.ui.theme.fonts import families

ODD = Reading(
    zoom=150, prose="No such family", code="Neither this", width="wide", compact=True, spoken="off", scheme="dark"
)
CHOICES = ("zoom", "prose", "code", "width", "compact", "spoken", "scheme")


@pytest.fixture
def dialog(qtbot):
    def opened(reading):
        made = ReadingDialog(reading)
        qtbot.addWidget(made)
        made.open()
        return made

    return opened


def box(dialog, name):
    found = dialog.findChild(QComboBox, f"reading-{name}")
    assert found is not None
    return found


def test_every_choice_is_shown_as_it_is_and_opening_changes_nothing(dialog):
    opened = dialog(ODD)

    assert asdict(ODD) == {name: box(opened, name).currentData() for name in CHOICES}
    assert box(opened, "prose").currentText() == "No such family (not installed)"
    assert {box(opened, name).accessibleName() for name in CHOICES} == {
        "Colors",
        "Size",
        "Font of text",
        "Font of code",
        "Width of lines",
        "Room around messages",
        "Screen reader says",
    }


@pytest.mark.parametrize("name", CHOICES)
def test_every_choice_takes_effect_at_once_and_alone(dialog, name):
    opened = dialog(Reading())
    heard = []
    opened.changed.connect(heard.append)
    choice = box(opened, name)
    other = next(at for at in range(choice.count()) if choice.itemData(at) != asdict(Reading())[name])
    choice.setCurrentIndex(other)

    assert [asdict(reading) for reading in heard] == [asdict(Reading()) | {name: choice.itemData(other)}]
    assert reading_of(asdict(heard[0])) == heard[0]


def test_all_that_can_be_stored_can_be_chosen(dialog):
    opened = dialog(Reading())

    def values(name):
        return [box(opened, name).itemData(at) for at in range(box(opened, name).count())]

    assert values("zoom") == list(ZOOMS)
    assert set(values("width")) == set(WIDTHS)
    assert set(values("spoken")) == set(SPOKEN)
    assert set(values("scheme")) == set(SCHEMES)
    assert values("prose") == ["", *families()]
    assert not [name for name in values("code") if "Emoji" in name]
    assert set(values("code")) < set(values("prose"))


def test_a_family_is_named_once_whoever_made_it(dialog, monkeypatch):
    names = ["Apart [x] y", "C059 [UKWN]", "C059 [urw]", "DejaVu Sans", "Standard [URW ]"]
    monkeypatch.setattr(QFontDatabase, "families", lambda: names)
    opened = dialog(replace(Reading(), prose="C059 [urw]"))
    choice = box(opened, "prose")

    assert [choice.itemText(at) for at in range(1, choice.count())] == [
        "Apart [x] y",
        "C059",
        "DejaVu Sans",
        "Standard",
    ]
    assert choice.currentData() == "C059"


def test_the_defaults_come_back_in_one_step(dialog):
    opened = dialog(ODD)
    heard = []
    opened.changed.connect(heard.append)
    QTest.mouseClick(opened.findChild(QPushButton, "reading-defaults"), Qt.MouseButton.LeftButton)

    assert heard == [Reading()]
    assert asdict(Reading()) == {name: box(opened, name).currentData() for name in CHOICES}
