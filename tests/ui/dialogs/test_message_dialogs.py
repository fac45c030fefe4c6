"""The dialogs behind the menu of a message."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTreeView

from desktop.domain.catalog import Catalog
from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Role, State
from desktop.domain.model import Model
from desktop.domain.parts import TextPart
from desktop.domain.versions import versions_of
from desktop.ui.browser.search_line import LONGEST
from desktop.ui.dialogs.model import ModelDialog
from desktop.ui.dialogs.source import SourceDialog
from desktop.ui.dialogs.versions import VersionsDialog, VersionTreeModel
from desktop.ui.theme.theme import LIGHT

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture
def whole():
    made = Conversation("c", NOW)
    pairs = [("q", ""), ("a", "q"), ("n", "a"), ("b", "q"), ("m", "b")]
    for name, parent in pairs:
        role = Role.USER if name in "qnm" else Role.ASSISTANT
        made = made.with_message(Message(name, parent, role, (TextPart(f"text\n\nof {name}"),), NOW, model="m/x"))
    return made


def opened(dialog, qtbot):
    qtbot.addWidget(dialog)
    dialog.open()
    qtbot.waitExposed(dialog)
    return dialog


def test_the_source_is_shown_as_written_and_copied(qtbot):
    dialog = opened(SourceDialog("**bold** <b>\u202e"), qtbot)
    field = dialog.findChild(QPlainTextEdit)
    dialog.findChild(QPushButton, "source-copy").click()

    assert "**bold** <b>\u202e" == QGuiApplication.clipboard().text()
    assert "**bold** <b><U+202E>" == field.toPlainText()
    assert field.isReadOnly()


def test_a_long_source_is_shown_some_lines_at_a_time_and_whole_in_the_end(qtbot):
    text = "".join(f"line {number}\n" for number in range(20_000))
    dialog = opened(SourceDialog(text), qtbot)
    field = dialog.findChild(QPlainTextEdit)

    assert len(field.toPlainText()) < len(text)
    qtbot.waitUntil(lambda: field.toPlainText() == text)
    assert field.verticalScrollBar().value() == 0


def test_a_long_line_is_shown_in_paragraphs_that_qt_lays_out_at_once_and_copied_as_one(qtbot):
    text = "\nx" * 2 + "x" * 100_000 + "\r\n" + "word " * 20_000 + "\u200d\n"
    dialog = opened(SourceDialog(text), qtbot)
    field = dialog.findChild(QPlainTextEdit)
    first = field.document().characterCount()
    qtbot.waitUntil(lambda: field.toPlainText().endswith("<U+200D>\n"))
    field.selectAll()
    field.copy()
    block, lengths = field.document().firstBlock(), []
    while block.isValid():
        lengths.append(block.length())
        block = block.next()

    assert first < len(text)
    assert max(lengths) < 4_000
    assert QGuiApplication.clipboard().text() == text.replace("\r", "").replace("\u200d", "<U+200D>")


def all_rows(model, parent=QModelIndex()):  # noqa: B008 - Qt's own default
    """The rows of a tree from top to bottom."""
    level = [model.index(row, 0, parent) for row in range(model.rowCount(parent))]
    return [row for above in level for row in (above, *all_rows(model, above))]


def test_what_follows_a_version_is_indented_below_it_and_deep_trees_stay_narrow(whole, qtbot):
    dialog = opened(VersionsDialog(versions_of(whole), whole, lambda _: "Model", "a"), qtbot)
    tree = dialog.findChild(QTreeView)
    for leaf in ("a", "b"):
        model = VersionTreeModel(versions_of(whole.showing(leaf)), whole, lambda _: "M")
        assert ["text of a", "text of b"] == [
            row.data().splitlines()[0].partition(" · ")[2] for row in all_rows(model) if row.parent().isValid()
        ]
    for _ in range(3):
        QTest.keyClick(tree, Qt.Key.Key_Up)
    assert tree.currentIndex().data().startswith("text of q")

    pairs = [("q0", "")]
    for n in range(1_000):
        pairs += [(f"a{n}", f"q{n}"), (f"b{n}", f"q{n}"), (f"q{n + 1}", f"b{n}")]
    deep = Conversation("c", NOW)
    for name, parent in pairs:
        deep = deep.with_message(Message(name, parent, Role.USER, (TextPart(name),), NOW))
    dialog = opened(VersionsDialog(versions_of(deep), deep, lambda _: "M", "q1000"), qtbot)
    tree = dialog.findChild(QTreeView)
    assert tree.currentIndex().data().startswith("2/2 · b999\n")
    assert tree.visualRect(tree.currentIndex()).left() < 300


def test_versions_are_rows_and_return_shows_one(whole, qtbot):
    dialog = opened(VersionsDialog(versions_of(whole), whole, lambda _: "Model", "a"), qtbot)
    tree = dialog.findChild(QTreeView)
    said = tree.currentIndex().data()
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(tree, Qt.Key.Key_Return)

    assert said.startswith("1/2 · text of a\nModel · ")
    assert said.endswith(" · 2 messages")
    assert ["a"] == chosen.args
    assert not dialog.isVisible()


def test_the_branch_on_view_is_marked_and_said(whole, qtbot):
    dialog = opened(VersionsDialog(versions_of(whole), whole, lambda _: "Model", ""), qtbot)
    model = dialog.findChild(QTreeView).model()
    rows = all_rows(model)

    looks = [row.data(Qt.ItemDataRole.FontRole) for row in rows]
    assert [True, False, True] == [look is not None and look.bold() for look in looks]
    assert ["on view" in row.data() for row in rows] == [True, False, True]
    assert not dialog.findChild(QTreeView).currentIndex().isValid()


@pytest.fixture(params=[1, 1.25, 2])
def larger(qapp, request):
    before, font = qapp.font(), qapp.font()
    font.setPointSizeF(font.pointSizeF() * request.param)
    qapp.setFont(font)
    yield
    qapp.setFont(before)


@pytest.mark.usefixtures("larger")
def test_a_version_has_room_for_two_lines_in_any_font(whole, qtbot, themed):
    themed(LIGHT)
    dialog = opened(VersionsDialog(versions_of(whole), whole, lambda _: "Model", "a"), qtbot)
    tree = dialog.findChild(QTreeView)

    padding = 8  # of the style sheet
    room = tree.visualRect(tree.currentIndex()).height() - padding
    assert room >= 2 * tree.fontMetrics().lineSpacing()  # with less, Qt paints one line
    said = tree.model().data(tree.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said == tree.currentIndex().data().replace("\n", " · ")


def test_versions_are_numbered_as_below_their_messages_and_say_what_became_of_them(whole, qtbot):
    failed = Message("c", "q", Role.ASSISTANT, (), NOW, State.FAILED, "m/x")
    made = whole.with_message(failed).showing("b")
    model = VersionTreeModel(versions_of(made), made, lambda _: "Model")
    question, *answers = (row.data() for row in all_rows(model))

    assert question.startswith("text of q\nModel · ")
    assert ["1/3", "2/3", "3/3"] == [re.split(" · |\n", answer)[0] for answer in answers]
    assert answers[2].endswith(" · failed")


def test_versions_that_begin_alike_are_told_apart(qtbot):
    whole = Conversation("c", NOW).with_message(Message("q", "", Role.USER, (TextPart("Q"),), NOW))
    begin = "Certainly! Here is what you have asked me for, in " + "so many words " * 5
    for name, text in (("a", f"{begin}and of cats."), ("b", f"{begin}and of cows."), ("c", f"{begin}and of cows.")):
        whole = whole.with_message(Message(name, "q", Role.ASSISTANT, (TextPart(text),), NOW))
    model = VersionTreeModel(versions_of(whole), whole, lambda _: "M")
    said = [row.data().splitlines()[0].partition(" · ")[2] for row in all_rows(model)[1:]]

    assert said == ["Certainly! Here is what … cats.", f"{begin}and of cows.", f"{begin}and of cows."]


def test_a_version_says_as_much_as_there_is_room_for_and_that_there_is_more(qtbot):
    words = "The rest is seen where there is room. " * 20
    whole = Conversation("c", NOW).with_message(Message("q", "", Role.USER, (TextPart(words),), NOW))
    model = VersionTreeModel(versions_of(whole), whole, lambda _: "M")
    said = model.index(0, 0).data().splitlines()[0]

    assert said == words[:200].rstrip() + "…"


def test_a_row_says_the_day_when_it_is_not_today_and_nothing_of_markdown(qtbot):
    rows, text = [], "## **Bold** snake_case *it* [link](https://e.com) `__init__` 2*3*4\n\n- _item_"
    for moment in (NOW, datetime.now(UTC)):
        message = Message("q", "", Role.ASSISTANT, (TextPart(text),), moment)
        made = Conversation("c", NOW).with_message(message)
        model = VersionTreeModel(versions_of(made), made, lambda _: "You")
        rows.append(model.data(model.index(0, 0)).replace("\n", " · ").split(" · "))

    assert [["You", "2 Jan 2026"], ["You"]] == [[row[1], *re.findall(r"\d+ \w+ \d{4}", row[2])] for row in rows]
    assert {"Bold snake_case it link __init__ 2*3*4 item"} == {row[0] for row in rows}


def test_a_question_is_shown_as_it_was_typed(qtbot):
    message = Message("q", "", Role.USER, (TextPart("Why **two** `*`?"),), NOW)
    made = Conversation("c", NOW).with_message(message)
    model = VersionTreeModel(versions_of(made), made, lambda _: "You")

    assert "Why **two** `*`?" == model.index(0, 0).data().splitlines()[0]


def test_the_rows_of_versions_keep_qts_rules(whole, qtbot):
    model = VersionTreeModel(versions_of(whole), whole, lambda _: "Model")
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert "text of b" in model.data(model.index_of("b"))
    assert "text of b" in model.data(model.index_of("m"))
    assert "text of a" in model.data(model.index_of("n"))


def test_a_model_is_found_and_taken_with_the_keyboard(qtbot):
    rows = tuple(Model(f"m/{n}", f"Model {n}") for n in range(5))
    dialog = opened(ModelDialog(Catalog(rows), "m/0"), qtbot)
    search = dialog.findChild(QLineEdit)
    QTest.keyClicks(search, "model")
    QTest.keyClick(search, Qt.Key.Key_Down)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        QTest.keyClick(search, Qt.Key.Key_Return)
    assert ["m/1"] == chosen.args


def test_the_search_of_the_model_dialog_has_room_for_as_much_as_the_search_line(qtbot):
    dialog = opened(ModelDialog(Catalog((Model("m/1", "One"),)), "m/1"), qtbot)
    search = dialog.findChild(QLineEdit)
    search.insert("model " * LONGEST)

    assert len(search.text()) == LONGEST


def test_return_takes_nothing_when_nothing_is_found(qtbot):
    dialog = opened(ModelDialog(Catalog((Model("m/1", "One"),)), "m/1"), qtbot)
    QTest.keyClicks(dialog.findChild(QLineEdit), "ctx>1")
    assert "No model found" in [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    with qtbot.assertNotEmitted(dialog.chosen):
        QTest.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)
    assert dialog.isVisible()
