from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QSpinBox

from desktop.domain.cost import MOST, Use
from desktop.ui.language import install
from desktop.ui.models.use_bar import DOCUMENT, MESSAGE, UseBar


@pytest.fixture
def bar(shown):
    return shown(UseBar(), 800)


def box(bar, name):
    return bar.findChild(QSpinBox, f"use-{name}")


def usual(bar):
    return bar.findChild(QComboBox, "use-usual")


def test_it_begins_with_a_question_and_an_answer(bar):
    assert bar.use() == MESSAGE == Use(1_000, 300)
    assert usual(bar).currentText() == "A question and an answer"


def test_numbers_are_written_as_in_the_language_of_the_window(qapp, qtbot):
    translators = install(qapp, ["de"])
    try:
        german = UseBar()
        qtbot.addWidget(german)
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)

    assert box(german, "prompt").text() == "1.000"
    box(german, "completion").selectAll()
    QTest.keyClicks(box(german, "completion"), "2.500\r")
    assert german.use().completion == 2_500


def test_numbers_can_be_typed_and_are_told_once(bar):
    told = []
    bar.changed.connect(lambda: told.append(bar.use()))
    box(bar, "prompt").setFocus()
    box(bar, "prompt").selectAll()
    QTest.keyClicks(box(bar, "prompt"), "2500\r")
    box(bar, "pictures").setValue(2)

    assert told == [Use(2_500, 300), Use(2_500, 300, pictures=2)]
    assert usual(bar).currentText() == "Other numbers"


def test_a_usual_use_fills_the_numbers_and_is_told_once(bar):
    told = []
    bar.changed.connect(lambda: told.append(bar.use()))
    at = usual(bar).findText("A 20-page PDF and ten answers")
    usual(bar).setCurrentIndex(at)
    usual(bar).activated.emit(at)

    assert told == [DOCUMENT]
    assert box(bar, "requests").value() == 10


def test_other_numbers_are_asked_for(bar):
    told = []
    bar.changed.connect(lambda: told.append(bar.use()))
    usual(bar).activated.emit(usual(bar).count() - 1)

    assert box(bar, "prompt").hasFocus()
    assert told == []


def test_setting_a_use_tells_nobody_and_finds_its_name(bar):
    told = []
    bar.changed.connect(lambda: told.append(bar.use()))
    bar.restore("14500 500 0 10")

    assert told == []
    assert usual(bar).currentText() == "A 20-page PDF and ten answers"


def choose(bar, words):
    usual(bar).setCurrentIndex(usual(bar).findText(words))
    usual(bar).activated.emit(usual(bar).currentIndex())


def test_ones_own_messages_are_meant_until_something_else_is_chosen(bar):
    told = []
    bar.changed.connect(lambda: told.append(bar.use()))
    bar.show_own(None)
    assert (bar.use(), bar.text(), usual(bar).count()) == (MESSAGE, "", 5)
    bar.show_own(Use(2_000, 150))
    bar.show_own(Use(2_000, 150))
    bar.show_own(Use(2_500, 170))
    assert told == [Use(2_000, 150), Use(2_500, 170)]
    assert usual(bar).currentText() == "Your usual message"
    assert (bar.text(), usual(bar).count()) == ("", 6)

    choose(bar, "A question and an answer")
    bar.show_own(Use(3_000, 200))
    assert (bar.use(), bar.text()) == (MESSAGE, "1000 300 0 1")
    choose(bar, "Your usual message")
    assert (bar.use(), bar.text()) == (Use(3_000, 200), "")
    box(bar, "prompt").setValue(7)
    assert bar.text() == "7 200 0 1"


def test_what_was_chosen_is_still_meant_when_ones_own_messages_are_known(bar):
    bar.restore("14500 500 0 10")
    bar.show_own(Use(2_000, 150))
    assert bar.use() == DOCUMENT
    bar.restore("")
    assert bar.use() == Use(2_000, 150)


@given(
    st.builds(
        Use, st.integers(0, MOST), st.integers(0, MOST), pictures=st.integers(0, 1_000), requests=st.integers(1, 1_000)
    )
)
def test_a_use_comes_back_as_it_was(qapp, use):
    bar, text = UseBar(), f"{use.prompt} {use.completion} {use.pictures} {use.requests}"
    bar.restore(text)
    assert (bar.use(), bar.text()) == (use, text)
