"""What can be pressed in a message, with the mouse and with the keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop.domain.parts import ImagePart
from desktop.ui.menus import ask_for_menu
from desktop.ui.transcript.rows import Place
from desktop.ui.transcript.targets import place_at, places_in

from .conftest import answer, question, rows_of, talk

LEFT = Qt.MouseButton.LeftButton
MORE = ["Regenerate with another model…", "Quote", "Show the source…", "Delete"]
FIXES = (("continue", "Continue"), ("retry", "Retry"))
LONG_CODE = "```py\n" + "".join(f"x = {number}\n" for number in range(250)) + "```\n"

NOWRAP = '<div style="white-space:nowrap">'


@pytest.fixture
def place(transcript):
    """Where something that can be pressed is, in the viewport."""

    def of(action, entry=-1, label=""):
        flow = transcript.flow
        entry %= len(flow.entries)
        view = flow.view(entry)
        for found in places_in(flow, entry):
            if found.target.action == action and label in found.target.label:
                corner = QPoint(transcript.left + view.left(found.row), flow.top(entry) + view.column.top(found.row))
                return found.target.rect.center() + corner - QPoint(0, transcript.scrolled)
        raise LookupError(action)

    return of


def clipboard():
    return QGuiApplication.clipboard().mimeData().text()


def click(transcript, at):
    QTest.mouseMove(transcript.viewport(), at)
    QTest.mouseClick(transcript.viewport(), LEFT, pos=at)


def tab_into(transcript):
    transcript.clearFocus()
    transcript.setFocus(Qt.FocusReason.TabFocusReason)


def menu_of(transcript):
    return list(filter(None, rows_of(transcript.findChild(QMenu))))


@pytest.mark.parametrize("action", ["copy", "previous", "versions", "next", "continue", "retry"])
def test_a_button_asks_for_its_action(transcript, place, qtbot, action):
    transcript.show_entries([question("Q"), answer("Words.", version=2, versions=3, state="cut off", fixes=FIXES)])
    with qtbot.waitSignal(transcript.action_requested) as asked:
        click(transcript, place(action))

    assert asked.args == ["a0", action]


def test_an_answer_is_made_again_by_its_button(transcript, place, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    with qtbot.waitSignal(transcript.action_requested) as asked:
        click(transcript, place("regenerate"))

    assert asked.args == ["a0", "regenerate"]


def test_a_question_can_be_edited(transcript, place, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    with qtbot.waitSignal(transcript.action_requested) as asked:
        click(transcript, place("edit", 0))

    assert asked.args == ["q0", "edit"]


def test_a_streaming_answer_has_no_buttons(transcript):
    transcript.show_entries([answer("Words", streaming=True)])

    assert places_in(transcript.flow, 0) == []


def test_a_press_that_ends_elsewhere_does_nothing(transcript, place, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    at = place("copy")
    with qtbot.assertNotEmitted(transcript.action_requested):
        QTest.mousePress(transcript.viewport(), LEFT, pos=at)
        QTest.mouseRelease(transcript.viewport(), LEFT, pos=at - QPoint(0, 60))


def test_the_button_of_code_copies_all_of_it(transcript, place):
    """Also of code that is laid out in several pieces."""
    transcript.show_entries([question("Q"), answer(LONG_CODE + "\nEnd.")])
    transcript.verticalScrollBar().setValue(0)
    click(transcript, place("copy-code"))

    assert clipboard() == "\n".join(f"x = {number}" for number in range(250))


def test_a_button_says_for_a_moment_that_it_copied(transcript, place, qtbot):
    transcript.show_entries([answer("```\nx\n```")])
    click(transcript, place("copy-code"))
    assert transcript._attention().done.target.action == "copy-code"

    qtbot.waitUntil(lambda: transcript._attention().done is None)


def test_reasoning_is_unfolded_and_folded_in_its_place(transcript, place):
    transcript.show_entries([question("Q"), answer("The answer.", reasoning="Some thoughts. " * 200)])
    at = place("reasoning", label="Reasoning")
    click(transcript, at)
    assert len(transcript.flow.view(1).thoughts) > 0
    assert place("reasoning") == at

    click(transcript, at)
    assert transcript.flow.view(1).thoughts == []


def test_a_click_on_a_link_hands_its_address_over(transcript, place, qtbot):
    transcript.show_entries([answer("See [the docs](https://e.com/a?b=c) or <https://xn--80ak6aa92e.com/>.")])
    with qtbot.waitSignal(transcript.link_activated) as asked:
        click(transcript, place("link:https://e.com/a?b=c"))

    assert asked.args == ["https://e.com/a?b=c", "the docs"]


def test_dragging_over_a_link_selects_its_text(transcript, place, qtbot):
    transcript.show_entries([answer("[a long link text](https://e.com/) after")])
    at = place("link:https://e.com/")
    with qtbot.assertNotEmitted(transcript.link_activated):
        QTest.mousePress(transcript.viewport(), LEFT, pos=at)
        QTest.mouseMove(transcript.viewport(), at + QPoint(20, 0))
        QTest.mouseRelease(transcript.viewport(), LEFT, pos=at + QPoint(20, 0))

    assert transcript.selected().text


def test_a_tip_of_a_long_address_fits_on_the_screen_and_tells_the_whole_host(transcript, place, qtbot):
    host = ".".join(["m" * 63] * 3) + ".example.com"
    transcript.show_entries([answer(f"[bank](https://{host}/{'x' * 1_500})")])
    at = place(f"link:https://{host}/{'x' * 1_500}")
    QApplication.sendEvent(
        transcript.viewport(), QHelpEvent(QEvent.Type.ToolTip, at, transcript.viewport().mapToGlobal(at))
    )
    qtbot.waitUntil(QToolTip.isVisible)
    lines = QToolTip.text().removeprefix(f"<qt>{NOWRAP}").removesuffix("</div></qt>").split("<br>")

    assert "".join(lines).startswith(f"https://{host}/xxx")
    assert max(map(len, lines)) == 80
    assert len(lines) == 11
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_tip_says_where_a_link_truly_goes(transcript, place, qtbot):
    """In ASCII, and escaped: tips read markup."""
    transcript.show_entries([answer("[bank](https://\u0430\u0440\u0440\u04cf\u0435.com/<b>x</b>&y)")])
    at = place("link:https://xn--80ak6aa92e.com/%3Cb%3Ex%3C/b%3E&y")
    event = QHelpEvent(QEvent.Type.ToolTip, at, transcript.viewport().mapToGlobal(at))
    QApplication.sendEvent(transcript.viewport(), event)
    qtbot.waitUntil(QToolTip.isVisible)

    assert QToolTip.text() == f"<qt>{NOWRAP}https://xn--80ak6aa92e.com/%3Cb%3Ex%3C/b%3E&amp;y</div></qt>"
    away = QHelpEvent(QEvent.Type.ToolTip, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(transcript.viewport(), away)
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_a_picture_can_be_opened(transcript, place, qtbot):
    image = ImagePart("cat.png", "image/png", "a" * 64, width=80, height=60)
    transcript.show_entries([question("Q", images=(image, ImagePart("x", url="https://e.com/x.png")))])
    with qtbot.waitSignal(transcript.picture_activated) as asked:
        click(transcript, place("picture:" + "a" * 64))
    assert asked.args == ["q0", "a" * 64]

    with qtbot.waitSignal(transcript.picture_asked) as asked:
        click(transcript, place("picture-at:https://e.com/x.png"))
    assert asked.args == ["address", "q0", "https://e.com/x.png"]


def test_the_mouse_shows_what_it_is_over(transcript, place):
    transcript.show_entries([answer("Some words [link](https://e.com/) here.\n\n" * 3)])
    viewport = transcript.viewport()
    shapes = []
    for at in (
        place("link:https://e.com/"),
        place("link:https://e.com/") - QPoint(60, 0),
        QPoint(2, 300),
        place("copy"),
    ):
        QTest.mouseMove(viewport, at)
        shapes.append(viewport.cursor().shape())

    cursor = Qt.CursorShape
    assert shapes == [cursor.PointingHandCursor, cursor.IBeamCursor, cursor.ArrowCursor, cursor.PointingHandCursor]
    QApplication.sendEvent(viewport, QEvent(QEvent.Type.Leave))
    assert transcript._attention().hovered is None


def test_a_link_over_several_lines_is_one_between_them_too(transcript):
    link = "[" + "words of a link " * 20 + "](https://example.org/)"
    transcript.show_entries([answer(f"{link} more words\n\nWords {'of a paragraph ' * 20}")])
    flow = transcript.flow
    row, *_ = [place.row for place in places_in(flow, 0) if place.target.action.startswith("link:")]
    piece, top = flow.view(0).row(row), flow.top(0) + flow.view(0).column.top(row)
    layout = piece.document.firstBlock().layout()
    heights = range(top + 2, top + round(layout.lineAt(layout.lineCount() - 2).rect().bottom()))

    assert all(place_at(flow, 100, y) is not None for y in heights)
    assert place_at(flow, 100, top + piece.height + 12) is None
    assert place_at(flow, 100, top + piece.height - 2) is None


def test_the_menu_offers_what_can_be_done(transcript, place, qtbot):
    transcript.show_entries([question("Q"), answer("A [link](https://e.com/x) here.", version=1, versions=2)])
    at = place("link:https://e.com/x")
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, transcript.viewport().mapToGlobal(at))
    transcript.contextMenuEvent(event)
    menu = transcript.findChild(QMenu)

    assert menu_of(transcript) == [
        "Open link to e.com…",
        "Copy link address",
        "Copy",
        "Copy as Markdown",
        "Regenerate",
        *MORE[:-1],
        "Previous version",
        "Next version",
        "All versions…",
        MORE[-1],
        "Select all",
    ]
    disabled = [action.text().replace("&", "") for action in menu.actions() if not action.isEnabled()]
    assert list(filter(None, disabled)) == ["Previous version"]
    menu.actions()[1].trigger()
    assert clipboard() == "https://e.com/x"
    with qtbot.waitSignal(transcript.action_requested) as asked:
        next(action for action in menu.actions() if action.text().replace("&", "") == "Next version").trigger()
    assert asked.args == ["a0", "next"]
    menu.close()


def test_up_and_down_go_from_message_to_message(transcript):
    transcript.show_entries(talk(20))
    tab_into(transcript)
    last = len(transcript.flow.entries) - 1
    assert transcript.keys.entry == last

    for _ in range(3):
        QTest.keyClick(transcript, Qt.Key.Key_Up)
    assert transcript.keys.entry == last - 3
    top = transcript.flow.top(last - 3) - transcript.scrolled
    assert 0 <= top < transcript.viewport().height()

    QTest.keyClick(transcript, Qt.Key.Key_Down)
    assert transcript.keys.entry == last - 2
    assert not transcript.flow.following


def test_return_presses_what_left_and_right_go_to(transcript, qtbot):
    transcript.show_entries([question("Q"), answer("A [link](https://e.com/x).")])
    tab_into(transcript)
    QTest.keyClick(transcript, Qt.Key.Key_Right)
    with qtbot.waitSignal(transcript.link_activated) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert asked.args[:1] == ["https://e.com/x"]

    QTest.keyClick(transcript, Qt.Key.Key_Right)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert asked.args == ["a0", "copy"]
    QTest.keyClick(transcript, Qt.Key.Key_Left)
    QTest.keyClick(transcript, Qt.Key.Key_Left)
    assert transcript.keys.focused is None


def test_the_menu_key_opens_the_menu_of_the_message_that_has_the_keyboard_or_of_the_last_one(transcript):
    ask_for_menu(transcript)
    assert transcript.findChild(QMenu) is None
    transcript.show_entries([question("Q"), answer("A")])
    ask_for_menu(transcript)
    assert ("Regenerate" in menu_of(transcript), transcript.keys.entry) == (True, 1)
    transcript.findChild(QMenu).close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QTest.keyClick(transcript, Qt.Key.Key_Up)
    ask_for_menu(transcript)
    assert ("Edit" in menu_of(transcript), transcript.keys.entry) == (True, 0)
    transcript.findChild(QMenu).close()


def test_return_on_a_message_opens_its_menu(transcript):
    transcript.show_entries([question("Q"), answer("A")])
    tab_into(transcript)
    QTest.keyClick(transcript, Qt.Key.Key_Return)

    assert menu_of(transcript) == ["Copy", "Copy as Markdown", "Regenerate", *MORE, "Select all"]
    transcript.findChild(QMenu).close()


def test_copy_takes_the_message_with_the_keyboard_when_nothing_is_selected(transcript, qtbot):
    transcript.show_entries([question("Q"), answer("A")])
    tab_into(transcript)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["a0", "copy"]

    QTest.keyClick(transcript, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(transcript, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "Q\n\nA"


@pytest.mark.parametrize(("version", "end"), [(1, "previous"), (3, "next")])
def test_an_arrow_at_the_end_of_the_versions_does_nothing_and_is_pale(transcript, qtbot, version, end):
    transcript.show_entries([question("Q"), answer("A", version=version, versions=3)])
    asked = []
    transcript.action_requested.connect(lambda _, action: asked.append(action))
    view = transcript.flow.view(1)
    row = len(view) - 1
    arrows = [
        target for target in view.row(row).targets(transcript.flow.style, view.width(row)) if target.label in "◀▶"
    ]
    assert arrows[-1].rect.right() == view.width(row) - 1

    shades = {}
    picture = transcript.viewport().grab().toImage()
    for arrow in arrows:
        transcript.deeds.activate(Place(1, row, arrow))
        top = transcript.flow.top(1) + view.column.top(row) - transcript.scrolled
        place = arrow.rect.translated(transcript.left, top)
        grays = [
            picture.pixelColor(x, y).lightness()
            for x in range(place.left(), place.right())
            for y in range(place.top(), place.bottom())
        ]
        shades[arrow.action] = max(grays) - min(grays)
    other = "next" if end == "previous" else "previous"
    assert asked == [other]
    assert 0 < shades[end] < 0.7 * shades[other]
    transcript.keys.go_to(1)
    for _ in range(12):
        transcript.keys.step(1)
        assert transcript.keys.focused is None or transcript.keys.focused.target.action != end


def test_alt_and_arrows_turn_versions(transcript, qtbot):
    transcript.show_entries([question("Q"), answer("A", version=1, versions=2)])
    tab_into(transcript)
    with qtbot.waitSignal(transcript.action_requested) as asked:
        QTest.keyClick(transcript, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)

    assert asked.args == ["a0", "next"]


def test_page_and_end_keys_scroll_and_the_keyboard_goes_to_the_ends(transcript):
    transcript.show_entries(talk(20))
    bar = transcript.verticalScrollBar()
    QTest.keyClick(transcript, Qt.Key.Key_Home)
    assert (bar.value(), transcript.keys.entry) == (0, 0)
    QTest.keyClick(transcript, Qt.Key.Key_PageDown)
    assert bar.value() == bar.pageStep() - transcript.covered - 40
    QTest.keyClick(transcript, Qt.Key.Key_PageUp)
    assert bar.value() == 0
    QTest.keyClick(transcript, Qt.Key.Key_End)
    assert (bar.value(), transcript.keys.entry) == (bar.maximum(), 19)


def test_other_keys_are_left_to_the_window(transcript):
    """A letter typed here belongs to the composer, Esc to the layer that it peels."""
    transcript.show_entries(talk(2))
    for key in (Qt.Key.Key_X, Qt.Key.Key_Escape):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(transcript, event)
        assert not event.isAccepted()


@pytest.mark.parametrize("more", [{}, {"reasoning": LONG_CODE}], ids=["answer", "reasoning"])
def test_code_is_handed_over_to_be_saved(transcript, more, qtbot):
    transcript.show_entries([answer("```js\nlet x\n```", **more)])
    if more:
        transcript.toggle_reasoning(0)
    place = next(place for place in places_in(transcript.flow, 0) if place.target.action == "save-code")
    with qtbot.waitSignal(transcript.save_requested) as asked:
        transcript.deeds.activate(place)

    assert ["code.py", LONG_CODE.split("\n", 1)[1][:-4]] == asked.args if more else ["code.js", "let x\n"]


def test_a_double_click_on_nothing_selects_nothing(transcript):
    QTest.mouseDClick(transcript.viewport(), LEFT, pos=QPoint(50, 50))
    assert not transcript.selection


def test_what_was_pointed_at_and_pressed_is_forgotten_with_its_message(transcript, place):
    transcript.show_entries(
        [question("Q"), answer("One. [link](https://e.com/x)", 1), question("R"), answer("Two.", 2)]
    )
    transcript.keys.go_to(3)
    QTest.mousePress(transcript.viewport(), LEFT, pos=place("link:https://e.com/x", 1))
    transcript.select_all()
    transcript.show_branch([question("Q")])
    QTest.mouseMove(transcript.viewport(), QPoint(5, 5))
    QTest.mouseRelease(transcript.viewport(), LEFT, pos=QPoint(5, 5))

    assert transcript.keys.entry == -1
    transcript.copy()
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert transcript.keys.entry == 0
    assert not transcript.selection


@pytest.mark.parametrize("message", [0, 1])
def test_the_mark_of_the_message_that_has_the_keyboard_stands_at_its_side(transcript, qapp, message):
    transcript.show_entries([question("Where?"), answer("There.")])
    transcript.setFocus()
    transcript.keys.go_to(message)
    image = transcript.viewport().grab().toImage()
    accent, y = transcript.flow.style.theme.accent, transcript.flow.top(message) + transcript.flow.style.above + 2
    lit = [x for x in range(image.width()) if image.pixelColor(x, y - transcript.scrolled).name() == accent]

    assert lit
    assert {x > image.width() / 2 for x in lit} == {message == 0}
