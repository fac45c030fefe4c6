from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QLineEdit, QWidget

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.errors import NameNotFound, RateLimited
from desktop.domain.model import Model
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality
from desktop.domain.picture import Frames
from desktop.domain.query import parse
from desktop.domain.vision import Detail
from desktop.ui import figures, words
from desktop.ui.browser.expected import expected_text
from desktop.ui.browser.page import page_of
from desktop.ui.dialogs.key import KeyDialog
from desktop.ui.images.chip import AttachmentChip
from desktop.ui.images.chip_menu import ChipMenu
from desktop.ui.images.page_box import PageBox
from desktop.ui.language import install
from desktop.ui.main_window import MainWindow

ROOT = Path(__file__).parents[2]


@pytest.fixture
def speak(qapp):
    """Installs what there is for some languages, and removes it after the test."""
    installed = []

    def install_for(*languages):
        installed.extend(install(qapp, languages))
        return len(installed)

    yield install_for
    for translator in installed:
        qapp.removeTranslator(translator)
        translator.deleteLater()


def spoken():
    return QCoreApplication.translate("actions", "&Help")


def test_the_window_speaks_german_and_english_again_when_the_translator_is_gone(qapp, qtbot):
    translators = install(qapp, ["de-DE"])
    german = MainWindow()
    qtbot.addWidget(german)
    dialog = KeyDialog("example.org")
    qtbot.addWidget(dialog)
    for translator in translators:
        qapp.removeTranslator(translator)
    english = MainWindow()
    qtbot.addWidget(english)

    assert ["&Chat", "&Antwort", "A&nsicht", "&Hilfe"] == titles(german)
    assert ["&Chat", "&Answer", "&View", "&Help"] == titles(english)
    assert "Modelle suchen" == german.browser.findChild(QLineEdit, "model-search").placeholderText()
    assert "API-Schlüssel" == dialog.windowTitle()
    assert "Der Schlüssel liegt im Schlüsselbund" in " ".join(label.text() for label in dialog.findChildren(QLabel))


def titles(window):
    return [action.text() for action in window.menuBar().actions()]


def test_numbers_money_and_days_follow_the_words(speak):
    speak("de-DE")

    assert "12.345,6" == figures.number(12345.6, 1)
    assert "1.234,50\u00a0$" == figures.money(Decimal("1234.5"))
    assert "< 0,001\u00a0$" == figures.money(Decimal("0.0001"))
    assert "−0,25\u00a0$" == figures.money(Decimal("-0.25"))
    assert "22. Aug. 2026" == figures.day_text(date(2026, 8, 22))
    assert "Sa" == figures.weekday_text(date(2026, 8, 22)).removesuffix(".")


def test_figures_of_benchmarks_have_german_words_around_the_names_that_stay(speak):
    speak("de")
    arena = [{"arena": "models", "category": "website", "elo": 1323, "win_rate": 56.8, "rank": 7, "odds_of": "2.5"}]
    facts = {"artificial_analysis": {"coding_index": 76.1, "new_index": 3}, "design_arena": arena}
    found = {
        section.title: section.lines for section in page_of(Model("a/b", "B", benchmarks=facts), date(2026, 8, 22))
    }

    figures, rows = found["Benchmarks · artificial analysis"], found["Benchmarks · design arena"]
    assert [("Index Programmieren", "76,1"), ("new index", "3")] == [line[:2] for line in figures]
    assert [("models · website · 2.5", "elo 1323 · Siegquote 56,8 · Rang 7")] == [line[:2] for line in rows]


def test_the_example_of_a_price_is_understood_in_german(speak):
    speak("de")
    (mistake,) = parse("price<x").mistakes
    example = expected_text(mistake, "price<x").rpartition(" ")[2]

    assert "price<1,5" == example
    assert not parse(example).mistakes


def test_sentences_of_failures_are_translated_with_what_is_in_them(speak):
    speak("de")

    assert "example.org wurde nicht gefunden. Ist dieser Rechner online?" == words.sentence_for(
        NameNotFound(host="example.org")
    )
    assert "Zu viele Anfragen für den Moment. Neuer Versuch in 7 s möglich." == words.sentence_for(
        RateLimited(retry_after=7)
    )


def test_nouns_keep_their_capitals_on_chips_and_in_their_menus(speak, qtbot):
    speak("de")
    chip = AttachmentChip()
    qtbot.addWidget(chip)
    picture = ImagePart("a.png", "image/png", "a" * 64, detail=Detail.HIGH)
    chip.show_attachment(Attachment("1", "a.png", Preparation.READY, picture))
    assert chip.accessibleName().endswith(", viele Details")

    pdf = MediaPart("a.pdf", Modality.FILE, "application/pdf", "a" * 64, engine=Engine.OCR)
    chip.show_attachment(Attachment("1", "a.pdf", Preparation.READY, media=pdf, engines=(Engine.TEXT, Engine.OCR)))
    assert chip.accessibleName().endswith(", auch Scans, 2\u00a0$ für 1.000 Seiten")
    items = [item.text() for item in ChipMenu(chip).actions()]
    first = items.index("Nur der &Text, kostenlos")  # behind what is known of the file
    assert ["Nur der &Text, kostenlos", "Auch &Scans, 2\u00a0$ für 1.000 Seiten"] == items[first : first + 2]


def test_the_place_of_a_number_in_a_sentence_is_the_translators(qapp, qtbot):
    class Japanese(QTranslator):
        def translate(self, _context, text, *_):
            return {"Page {n} of {count}": "{count} ページ中 {n} ページ"}.get(text, "")

    translator = Japanese()
    qapp.installTranslator(translator)
    window = QWidget()
    qtbot.addWidget(window)
    field = PageBox(window)
    field.show_frames(Frames(12, 4, pages=True), None)
    qapp.removeTranslator(translator)

    assert "12 ページ中 5 ページ" == field.text()


def test_qt_speaks_the_same_language(speak, qtbot):
    speak("de-DE")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    action = QAction()
    action.setShortcut(QKeySequence("Ctrl+Shift+A"))

    assert "Abbrechen" == box.buttons()[0].text().replace("&", "")
    assert "Strg+Umschalt+A" == action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


@pytest.mark.parametrize(
    ("languages", "help_menu"),
    [
        (["de-Latn-AT", "de-AT", "de-Latn", "de"], "&Hilfe"),
        (["xx", "de"], "&Hilfe"),
        (["en-GB", "en", "de"], "&Help"),
        (["C"], "&Help"),
        (["fr-FR", "fr"], "&Help"),
        ([], "&Help"),
    ],
)
def test_the_dearest_language_that_there_is_wins_and_english_is_one(speak, languages, help_menu):
    installed = speak(*languages)

    assert help_menu == spoken()
    assert (help_menu == "&Hilfe") is (installed > 0)
    assert installed <= 2


def test_the_application_begins_in_the_persons_language():
    code = (
        "from desktop.ui.application import make_application\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "app = make_application('system')\n"
        "print(QCoreApplication.translate('actions', '&Help'))\n"
    )
    environment = {**os.environ, "LANGUAGE": "de:en", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )

    assert "&Hilfe\n" == done.stdout
