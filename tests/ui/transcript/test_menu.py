"""The context menu of a message."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAction,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.ui.menus import ask_for_menu, give_mnemonics
from desktop.ui.transcript.entry import Fact
from desktop.ui.transcript.foot_row import SEND_AGAIN
from desktop.ui.transcript.menu import menu_for
from desktop.ui.transcript.pictures_row import PICTURE
from desktop.ui.transcript.tables import table_at
from desktop.ui.transcript.targets import formula_at, places_in

from .conftest import answer, question, rows_of, talk


def keys_in(transcript, entry):
    menu = menu_for(transcript, entry, None)
    portable = QKeySequence.SequenceFormat.PortableText
    return {
        action.text().replace("&", ""): action.shortcut().toString(portable)
        for action in menu.actions()
        if not action.shortcut().isEmpty()
    }


def test_a_message_is_deleted_by_its_key_alone(transcript, qtbot):
    transcript.show_entries(talk(2))
    transcript.keys.take(1)
    with qtbot.assertNotEmitted(transcript.action_requested):
        qtbot.keyClick(transcript, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
        qtbot.keyClick(transcript, Qt.Key.Key_Delete, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        qtbot.keyClick(transcript, Qt.Key.Key_Delete)
    assert asked.args[1] == "delete"


def test_what_has_a_key_names_it(transcript):
    *_, last = entries = talk(4)
    transcript.show_entries([*entries[:-1], last._replace(version=1, versions=2)])
    transcript.select_all()

    assert {"Copy selection": "Ctrl+C", "Select all": "Ctrl+A", "Delete": "Del"} == keys_in(transcript, 0)
    assert {
        "Copy selection": "Ctrl+C",
        "Copy": "Ctrl+Shift+C",
        "Regenerate": "Ctrl+R",
        "Previous version": "Alt+Left",
        "Next version": "Alt+Right",
        "Delete": "Del",
        "Select all": "Ctrl+A",
    } == keys_in(transcript, 3)


def test_a_failed_answer_is_tried_again_in_one_way(transcript):
    failed = answer("", reason="No.", fixes=(("retry", "Try again"),))
    transcript.show_entries([failed])
    listed = rows_of(menu_for(transcript, 0, None))

    assert "Try again" in listed
    assert "Regenerate" not in listed
    assert {"retry", "copy", "more"} == {place.target.action for place in places_in(transcript.flow, 0)}
    assert "Ctrl+R" == keys_in(transcript, 0)["Try again"]


def test_the_message_that_a_menu_was_opened_for_has_the_keyboard(transcript):
    """Else its keys would do something to another one."""
    transcript.show_entries(talk(4))
    at = QPoint(transcript.left + 5, 300)
    QApplication.sendEvent(transcript.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))

    assert transcript.keys.entry == transcript.flow.at(300 + transcript.scrolled) >= 0
    transcript.findChild(QMenu).close()


TABLE = "| a | b |\n|---|--:|\n" + "".join(f"| row{number} | **x** |\n" for number in range(200))


def copied():
    found = QGuiApplication.clipboard().mimeData()
    return found.text(), found.data("text/markdown").data().decode(), found.html().count("<tr>")


@pytest.mark.parametrize("before", ["", "Words:\n", "- item\n\n  "], ids=["alone", "behind words", "in a list"])
@pytest.mark.parametrize("far", [False, True])
def test_a_table_is_copied_whole_wherever_it_is_pointed_at(transcript, before, far):
    table = TABLE.replace("\n", "\n  ").rstrip() + "\n" if before.startswith("-") else TABLE
    transcript.show_entries([answer(f"Here.\n\n{before}{table}\n\nAnd more.\n\n| c |\n|---|\n| 1 |\n")])
    transcript.verticalScrollBar().setValue(2_000 if far else 0)
    scrolled = transcript.scrolled
    y = next(y for y in range(200, 400) if table_at(transcript.flow, 60, scrolled + y))
    point = QPoint(transcript.left + 60, y)
    transcript.open_menu(0, point)
    menu = transcript.findChild(QMenu)
    next(action for action in menu.actions() if action.text().replace("&", "") == "Copy table").trigger()
    menu.close()
    text, markdown, rows = copied()

    assert text == "a\tb\n" + "\n".join(f"row{number}\tx" for number in range(200))
    assert [line.strip() for line in markdown.split("\n")] == TABLE.rstrip("\n").split("\n")
    assert rows == 201


def test_the_keyboard_copies_a_table(transcript):
    transcript.show_entries([answer("One.\n\n| a |\n|---|\n| 1 |\n\nTwo.\n\n| b |\n|---|\n| 2 |\n")])
    tables = [place for place in places_in(transcript.flow, 0) if place.target.label == "Copy table"]
    transcript.setFocus()
    transcript.keys.focus(tables[1])
    before = transcript.viewport().grab().toImage()
    QTest.keyClick(transcript, Qt.Key.Key_Return)

    assert copied()[0] == "b\n2"
    transcript.keys.go_to(0)
    assert transcript.viewport().grab().toImage() != before
    transcript.keys.focus(tables[0])
    transcript.keys.open_menu()
    menu = transcript.findChild(QMenu)
    assert "Copy table" in rows_of(menu)
    menu.close()


def test_the_keyboard_opens_the_menu_of_a_question_at_its_box(transcript):
    transcript.show_entries([question("Short?"), answer("A")])
    transcript.keys.go_to(0)
    transcript.keys.open_menu()
    menu = transcript.findChild(QMenu)
    left = transcript.viewport().mapFromGlobal(menu.pos()).x()
    menu.close()

    assert transcript.left + transcript.flow.view(0).body_left in range(left, left + menu.width() + 1)


@pytest.mark.parametrize("press", [ask_for_menu, lambda transcript: QTest.keyClick(transcript, Qt.Key.Key_Return)])
@pytest.mark.parametrize("on_button", [False, True])
def test_a_menu_opened_by_a_key_has_a_current_row_and_stands_where_the_keyboard_is(transcript, press, on_button):
    transcript.show_entries([answer("Words of it. " * 30), answer("More.", 1)])
    transcript.setFocus()
    transcript.keys.go_to(0)
    if on_button:
        more = next(place for place in places_in(transcript.flow, 0) if place.target.action == "more")
        transcript.keys.focus(more)
    press(transcript)
    menu = transcript.findChild(QMenu)

    assert menu.activeAction() is menu.actions()[0]
    at = transcript.deeds.below(more) if on_button else QPoint(transcript.left, transcript.flow.top(0) + 32)
    assert menu.geometry().adjusted(0, 0, 1, 1).contains(transcript.viewport().mapToGlobal(at))
    menu.close()


def test_what_has_come_of_an_answer_is_copied_quoted_and_shown(transcript):
    growing = Growing()
    transcript.show_entries([answer("", streaming=True)._replace(blocks=growing)])
    assert rows_of(menu_for(transcript, 0, None)) == ["", "Select all"]
    growing.feed("Words of it.")
    transcript.grow("a0", growing, "Thoughts.")
    transcript.pace.show_late()

    listed = ["Copy", "Copy as Markdown", "Copy reasoning", "", "Quote", "Show the source…", "", "Select all"]
    assert rows_of(menu_for(transcript, 0, None)) == listed


def test_also_of_an_answer_that_nothing_can_be_done_with_yet(transcript):
    transcript.show_entries([answer("", streaming=True)])
    transcript.keys.go_to(0)
    transcript.keys.open_menu()
    menu = transcript.findChild(QMenu)

    assert "Select all" == menu.activeAction().text().replace("&", "")
    menu.close()


def test_a_screen_reader_opens_the_menu_as_a_key_does(transcript):
    transcript.show_entries(talk(4))
    message = QAccessible.queryAccessibleInterface(transcript).child(1)
    message.actionInterface().doAction(QAccessibleActionInterface.showMenuAction())
    menu = transcript.findChild(QMenu)

    assert 1 == transcript.keys.entry
    assert menu.activeAction() is menu.actions()[0]
    menu.close()


def test_a_menu_opened_with_the_mouse_has_no_current_row(transcript):
    transcript.show_entries(talk(4))
    transcript.open_menu(1, QPoint(transcript.left + 5, 300))
    menu = transcript.findChild(QMenu)

    assert menu.activeAction() is None
    menu.close()


def test_beside_a_table_there_is_none(transcript):
    transcript.show_entries([answer("One.\n\n| a |\n|---|\n| 1 |\n")])
    places = [table_at(transcript.flow, x, y) for x in (-5, 500) for y in range(-20, 300, 5)]
    transcript.show_entries([])

    assert not any(places)
    assert table_at(transcript.flow, 0, 0) is None


def test_what_is_alike_stands_together_and_once(transcript):
    image = ImagePart("cat.png", "image/png", "b" * 64, width=40, height=30)
    use = ("use", "Use in the next question")
    entry = answer("Words.", reasoning="Hm.", version=2, versions=3, images=(image,), fixes=(use,))
    transcript.show_entries([entry])
    (picture,) = (place for place in places_in(transcript.flow, 0) if place.target.action.startswith(PICTURE))
    listed = [rows_of(menu_for(transcript, 0, place)) for place in (None, picture)]

    assert [one.count(use[1]) for one in listed] == [1, 1]
    start = listed[0].index("Copy")
    assert ["Copy", "Copy as Markdown", "Copy reasoning"] == listed[0][start : start + 3]
    start = listed[0].index("Previous version")
    assert ["Previous version", "Next version", "All versions…"] == listed[0][start : start + 3]
    menu = menu_for(transcript, 0, None)
    next(action for action in menu.actions() if action.text().replace("&", "") == "Copy reasoning").trigger()
    assert QGuiApplication.clipboard().text() == "Hm."


def test_leaving_pictures_out_and_sending_them_again_stand_in_one_place(transcript):
    again, leave_out = (SEND_AGAIN, "Send with later questions again"), "Leave the pictures out of later questions"
    for facts, offered in (
        ({"leave_out": leave_out}, [leave_out]),
        ({"fixes": (again,)}, [again[1]]),
        ({"leave_out": leave_out, "fixes": (again,)}, [again[1], leave_out]),
    ):
        transcript.show_entries([question("Words.")._replace(**facts)])
        listed = rows_of(menu_for(transcript, 0, None))
        start = listed.index("Show the source…") + 1

        assert listed[start : start + len(offered)] == offered
        assert all(listed.count(words) == 1 for words in offered)


def test_a_formula_that_is_pointed_at_is_copied(transcript):
    transcript.show_entries([answer("Words before it.\n\n$$\\frac{a}{b}$$.\n\nAnd others.")])
    flow = transcript.flow
    points = ((x, y) for y in range(0, flow.total, 4) for x in range(0, flow.width, 4))
    x, y = next(point for point in points if formula_at(flow, *point))
    for point, offered in (((x, y), 1), ((x, flow.total - 1), 0)):
        menu = menu_for(transcript, 0, None, point)
        found = [act for act, row in zip(menu.actions(), rows_of(menu), strict=True) if row == "Copy formula"]
        assert offered == len(found)
        for action in found:
            action.trigger()

    assert QGuiApplication.clipboard().text() == "$$\\frac{a}{b}$$"


def test_every_row_has_a_letter_of_its_own_and_edit_its_first(transcript):
    full = answer("An **answer**.", reasoning="Hm.", versions=2, footer=(Fact("x", 1),))
    transcript.show_entries([question("Q"), full])
    transcript.select_all()
    for entry, begins in ((0, "&Edit"), (1, "&Regenerate")):
        menu = menu_for(transcript, entry, None)
        rows = [action.text() for action in menu.actions() if not action.isSeparator()]
        letters = [row[row.index("&") + 1].casefold() for row in rows]

        assert begins in rows
        assert len(set(letters)) == len(rows)
        menu.close()


def test_a_letter_is_never_taken_from_a_sign():
    rows = [QAction(text) for text in ("A && B", "A", "…", "Ab")]
    give_mnemonics(rows)

    assert [row.text() for row in rows] == ["&A && B", "A", "…", "A&b"]


def test_the_letter_of_a_row_does_what_it_says(transcript, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    transcript.setFocus()
    transcript.keys.go_to(0)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_Return)
        QTest.keyClick(transcript.findChild(QMenu), Qt.Key.Key_E)

    assert asked.args == ["q0", "edit"]
