from __future__ import annotations

import time
from dataclasses import replace
from decimal import Decimal

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QContextMenuEvent,
    QFont,
    QImage,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.attachment import Attachment, Preparation
from desktop.domain.errors import DecoderFailed, FileGone, FilesLeftOut, NotAPicture, TooManyPictures, TooManyPixels
from desktop.domain.parts import Engine, ImagePart, MediaPart, Modality
from desktop.domain.picture import Change
from desktop.domain.reading import Reading
from desktop.domain.vision import Estimate, Quality
from desktop.ui.composer import warned
from desktop.ui.composer.panel import ComposerPanel
from desktop.ui.images import once
from desktop.ui.images.chip import AttachmentChip
from desktop.ui.images.chip_menu import ChipMenu
from desktop.ui.theme.theme import DARK, LIGHT

ONE = Attachment("1", "one.png")
TWO = Attachment("2", "two.png")
THREE = Attachment("3", "three.png")


@pytest.fixture
def panel(shown):
    made = shown(ComposerPanel(), 700)
    made.focus_editor()
    return made


def editor_of(panel):
    return panel.findChild(QPlainTextEdit, "composer")


def button(panel, name):
    return panel.findChild(QToolButton, name)


def chips(panel):
    """Row after row, from left to right."""
    found = [chip for chip in panel.findChildren(AttachmentChip) if chip.isVisible()]
    return sorted(found, key=lambda chip: (chip.y(), chip.x()))


def names(panel):
    return [chip.accessibleName().split(",")[0] for chip in chips(panel)]


def hint(panel):
    area = panel.findChild(QWidget, "drop-area")
    said = [label.text() for label in area.findChildren(QLabel) if label.isVisible() and label.text()]
    return [text.replace("\u00a0", " ") for text in said]


def drain():
    QApplication.sendPostedEvents()


def test_with_nothing_written_there_is_nothing_to_send(panel, qtbot):
    with qtbot.assertNotEmitted(panel.send_requested):
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Return)
        QTest.mouseClick(button(panel, "send"), Qt.MouseButton.LeftButton)
        panel.set_text("  \n \u00a0 ")
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Return)

    assert not button(panel, "send").isEnabled()


@pytest.mark.parametrize("fill", ["text", "picture"])
def test_text_or_a_picture_can_be_sent(panel, qtbot, fill):
    if fill == "text":
        QTest.keyClicks(editor_of(panel), "a question")
    else:
        panel.set_attachments([ONE])
    with qtbot.waitSignal(panel.send_requested, timeout=1000):
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Return)
    with qtbot.waitSignal(panel.send_requested, timeout=1000):
        QTest.mouseClick(button(panel, "send"), Qt.MouseButton.LeftButton)


def test_what_was_refused_alone_cannot_be_sent(panel, qtbot):
    refused = replace(ONE, preparation=Preparation.FAILED, failure=NotAPicture())
    panel.set_attachments([refused])
    assert not button(panel, "send").isEnabled()
    with qtbot.assertNotEmitted(panel.send_requested):
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Return)
    panel.set_attachments([refused, TWO])
    assert button(panel, "send").isEnabled()
    panel.set_attachments([refused])
    assert not button(panel, "send").isEnabled()
    QTest.keyClicks(editor_of(panel), "a question")

    assert button(panel, "send").isEnabled()


def test_sending_leaves_the_text_until_somebody_else_takes_it(panel):
    """What was typed is gone only once it is stored."""
    panel.set_text("a question")
    QTest.keyClick(editor_of(panel), Qt.Key.Key_Return)

    assert "a question" == panel.text()


def test_one_of_send_and_stop_is_shown(panel, qtbot):
    shown = []
    for streaming in (False, True, False):
        panel.set_streaming(streaming)
        shown.append([name for name in ("send", "stop") if button(panel, name).isVisible()])

    assert [["send"], ["stop"], ["send"]] == shown


def test_the_placeholder_is_as_large_as_what_is_written_also_once_a_style_was_worn_anew(panel, qapp):
    editor, worn = editor_of(panel), qapp.styleSheet()
    panel.set_reading(Reading(zoom=150))
    qapp.setStyleSheet("QLabel { color: red; }")
    panel.set_reading(Reading(zoom=250))
    sizes = editor.font().pointSizeF(), editor.viewport().font().pointSizeF()
    qapp.setStyleSheet(worn)

    assert sizes[0] == sizes[1] > 2 * panel.font().pointSizeF()


def test_stop_is_said(panel, qtbot):
    panel.set_streaming(True)
    with qtbot.waitSignal(panel.stop_requested, timeout=1000):
        QTest.mouseClick(button(panel, "stop"), Qt.MouseButton.LeftButton)


def test_the_focus_of_a_button_that_goes_moves_to_the_editor(panel):
    panel.set_text("a question")
    button(panel, "send").setFocus()
    panel.set_streaming(True)

    assert editor_of(panel).hasFocus()


def test_a_click_on_a_button_leaves_the_focus_in_the_editor(panel):
    for name in ("attach", "send"):
        QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)

    assert editor_of(panel).hasFocus()


def test_typing_elsewhere_goes_on_here(panel):
    panel.set_text("a ")
    button(panel, "attach").setFocus()
    panel.type_text("b")
    QTest.keyClicks(editor_of(panel), "c")

    assert "a bc" == panel.text()
    assert editor_of(panel).hasFocus()


def test_every_change_of_the_text_is_said_once(panel, qtbot):
    heard = []
    panel.text_changed.connect(lambda: heard.append(panel.text()))
    QTest.keyClicks(editor_of(panel), "ab")
    panel.set_text("other")
    panel.set_text("other")

    assert ["a", "ab", "other"] == heard


def test_the_hint_goes_when_pictures_come_and_comes_back(panel):
    assert ["Drop or paste pictures or files here"] == hint(panel)

    panel.set_attachments([ONE])
    assert not hint(panel)
    assert ["one.png"] == names(panel)

    panel.set_attachments([])
    assert ["Drop or paste pictures or files here"] == hint(panel)
    assert not chips(panel)


def test_chips_that_stay_are_the_same_and_in_the_order_given(panel):
    panel.set_attachments([ONE, TWO, THREE])
    before = {chip.accessibleName(): chip for chip in chips(panel)}
    panel.set_attachments([THREE, ONE])
    drain()

    assert ["three.png", "one.png"] == names(panel)
    assert [before[chip.accessibleName()] for chip in chips(panel)] == chips(panel)


def test_a_chip_keeps_its_focus_while_others_come_and_change(panel):
    panel.set_attachments([ONE, TWO])
    chips(panel)[1].setFocus()
    panel.set_attachments([THREE, ONE, replace(TWO, preparation=Preparation.FAILED, failure=NotAPicture())])
    drain()

    assert ["three.png", "one.png", "two.png"] == names(panel)
    assert chips(panel)[2].hasFocus()
    assert "two.png, Files of this kind cannot be attached." == chips(panel)[2].accessibleName()


@pytest.mark.parametrize(("gone", "next_one"), [(0, "two.png"), (1, "three.png"), (2, "two.png")])
def test_the_focus_of_a_removed_chip_goes_to_its_neighbor(panel, gone, next_one):
    attachments = [ONE, TWO, THREE]
    panel.set_attachments(attachments)
    chips(panel)[gone].setFocus()
    panel.set_attachments([a for at, a in enumerate(attachments) if at != gone])

    focused = QApplication.focusWidget()
    assert next_one == focused.accessibleName().split(",")[0]


def test_the_focus_of_the_last_chip_goes_to_the_editor(panel):
    panel.set_attachments([ONE])
    chips(panel)[0].setFocus()
    panel.set_attachments([])

    assert editor_of(panel).hasFocus()


def test_home_and_end_go_to_the_first_chip_and_the_last(panel):
    panel.set_attachments(READY)
    drain()
    row = chips(panel)
    row[1].setFocus()
    for key, at in ((Qt.Key.Key_End, 3), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Home, 0), (Qt.Key.Key_End, 3)):
        QTest.keyClick(QApplication.focusWidget(), key)

        assert row[at].hasFocus()
        assert row[at].visibleRegion().boundingRect() == row[at].rect()


def test_arrows_move_between_chips_and_stop_at_the_ends(panel):
    panel.set_attachments([ONE, TWO])
    chips(panel)[0].setFocus()
    seen = []
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(QApplication.focusWidget(), key)
        seen.append(QApplication.focusWidget().accessibleName().split(",")[0])

    assert ["one.png", "two.png", "two.png", "one.png"] == seen


@pytest.mark.parametrize("how", ["Delete", "Backspace", "cross"])
def test_a_chip_asks_to_be_removed_and_waits_for_it(panel, qtbot, how):
    panel.set_attachments([ONE, TWO])
    chip = chips(panel)[1]
    with qtbot.waitSignal(panel.attachment_removed, timeout=1000) as heard:
        if how == "cross":
            QTest.mouseClick(chip.findChild(QToolButton, "attachment-remove"), Qt.MouseButton.LeftButton)
        else:
            QTest.keyClick(chip, getattr(Qt.Key, f"Key_{how}"))

    assert ["2"] == heard.args
    assert ["one.png", "two.png"] == names(panel)


def test_the_last_of_many_pictures_comes_into_view(panel):
    panel.set_attachments([Attachment(str(n), f"{n}.png") for n in range(20)])
    drain()
    last = chips(panel)[-1]
    area = panel.findChild(QWidget, "drop-area")
    place = last.mapTo(area, last.rect().topLeft()).y()

    assert 0 <= place <= area.height() - last.height()


def in_view(panel, chip):
    return chip.visibleRegion().boundingRect() == chip.rect()


@pytest.mark.parametrize("focused", [None, 1])
def test_the_chip_that_is_looked_at_stays_in_view_when_others_become_wider_or_the_window_narrower(
    panel, qtbot, focused
):
    panel.resize(900, 300)
    pending = [Attachment(str(n), f"{n}.png") for n in range(20)]
    panel.set_attachments(pending)
    qtbot.waitUntil(lambda: len(chips(panel)) == 20)
    chip = chips(panel)[-1 if focused is None else focused]
    if focused is not None:
        chip.setFocus(Qt.FocusReason.TabFocusReason)
        drain()
    assert in_view(panel, chip)
    refused = replace(ONE, preparation=Preparation.FAILED, failure=NotAPicture())
    panel.set_attachments([replace(refused, id=it.id) for it in pending])
    drain()

    assert in_view(panel, chip)
    panel.resize(500, 300)
    drain()
    assert in_view(panel, chip)


def test_a_chip_that_was_scrolled_out_of_view_is_left_there(panel):
    panel.resize(420, 300)
    panel.set_attachments([ONE, TWO, THREE])
    drain()
    bar = panel.findChild(QScrollArea).verticalScrollBar()
    assert bar.value() == bar.maximum() > 0
    bar.setValue(0)
    panel.set_attachments([ONE, TWO, replace(THREE, name="other.png")])

    assert 0 == bar.value()


def test_the_paperclip_asks_for_files(panel, qtbot):
    with qtbot.waitSignal(panel.pick_requested, timeout=1000):
        QTest.mouseClick(button(panel, "attach"), Qt.MouseButton.LeftButton)


def test_tab_walks_from_the_chips_through_the_editor_to_the_buttons(shown):
    window = QWidget()
    before, panel, after = QLineEdit(window), ComposerPanel(window), QLineEdit(window)
    column = QVBoxLayout(window)
    for part in (before, panel, after):
        column.addWidget(part)
    shown(window)
    panel.set_text("a question")
    panel.set_attachments([TWO, ONE])
    panel.focus_editor()
    steps = [(Qt.Key.Key_Backtab, 3), (Qt.Key.Key_Tab, 6)]
    seen = []
    for step, times in steps:
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget(), step)
            seen.append(QApplication.focusWidget().accessibleName().partition(",")[0])

    assert ["one.png", "two.png", "", "two.png", "one.png", "Message", "Attach files", "Send", ""] == seen
    assert after.hasFocus()


def test_a_chip_that_comes_later_is_reached_in_its_place(panel):
    panel.set_attachments([ONE])
    panel.set_attachments([TWO, ONE, THREE])
    panel.focus_editor()
    seen = []
    for _ in range(3):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
        seen.append(QApplication.focusWidget().accessibleName().partition(",")[0])

    assert ["three.png", "one.png", "two.png"] == seen


def test_chips_are_read_aloud_as_they_stand(panel):
    panel.set_attachments([ONE, TWO, THREE])
    panel.set_attachments([THREE, ONE, TWO])
    row = QAccessible.queryAccessibleInterface(chips(panel)[0].parentWidget())
    told = [row.child(at).text(QAccessible.Text.Name).partition(",")[0] for at in range(row.childCount())]

    assert ["three.png", "one.png", "two.png"] == told


def test_chips_are_moved_by_those_who_do_not_look(panel):
    heard = heard_of(panel.attachment_moved)
    panel.set_attachments([ONE, TWO, THREE])
    for chip in chips(panel):
        actions = QAccessible.queryAccessibleInterface(chip).actionInterface()
        for name in ("Move earlier", "Move later"):
            actions.doAction(name)

    assert heard == [("1", 1), ("2", 0), ("2", 2), ("3", 1)]


def test_a_chip_that_gets_the_keyboard_comes_into_view(panel):
    panel.resize(420, 300)
    panel.set_attachments([ONE, TWO, THREE])
    drain()
    assert chips(panel)[0].visibleRegion().boundingRect().width() < chips(panel)[0].width()
    chips(panel)[0].setFocus(Qt.FocusReason.TabFocusReason)

    assert chips(panel)[0].visibleRegion().boundingRect().width() == chips(panel)[0].width()


def test_what_is_being_edited_is_named_and_its_cross_leaves_it(panel, qtbot):
    panel.set_editing(editing=True, label="Editing an earlier question")
    labels = [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]
    with qtbot.waitSignal(panel.escaped, timeout=1000):
        QTest.mouseClick(button(panel, "leave-edit"), Qt.MouseButton.LeftButton)
    panel.set_editing(editing=False, label="")

    assert "Editing an earlier question" in labels
    assert not button(panel, "leave-edit").isVisible()


def test_what_a_large_lot_leaves_out_is_said_until_the_next_picture(panel, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in range(53)])
    editor_of(panel).insertFromMimeData(mime)
    said = hint(panel)
    panel.set_attachments([ONE])

    assert ["At most 50 files at a time. Left out: 3."] == said
    assert not hint(panel)


def test_what_a_large_lot_leaves_out_is_said_above_what_is_attached_of_it(panel, tmp_path):
    lot = [replace(ONE, id=str(n)) for n in range(50)]
    panel.offered.connect(lambda _: panel.set_attachments(lot))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in range(53)])
    editor_of(panel).insertFromMimeData(mime)
    said = hint(panel)
    panel.set_attachments(lot)

    assert said == hint(panel)
    left_out, totals = said[0].split("\n")
    assert "At most 50 files at a time. Left out: 3." == left_out
    assert "0 of 50 ready" == totals


def test_what_a_large_lot_leaves_out_is_not_said_of_the_next_question(panel, tmp_path):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / f"{n}.png")) for n in range(53)])
    editor_of(panel).insertFromMimeData(mime)
    QTest.keyClicks(editor_of(panel), "What?")
    assert ["At most 50 files at a time. Left out: 3."] == hint(panel)
    panel.set_text("")

    assert "Drop or paste pictures or files here" == hint(panel)[0]


def test_a_text_that_was_dropped_elsewhere_is_inserted(panel):
    mime = QMimeData()
    mime.setText("some words")
    panel.insert(mime)

    assert "some words" == panel.text()
    assert editor_of(panel).hasFocus()
    panel.insert(mime)
    assert "some words some words" == panel.text()
    panel.write("https://youtu.be/abc")
    assert "some words some words https://youtu.be/abc" == panel.text()


def test_why_nothing_comes_of_a_drop_is_said(panel):
    said = []
    for too_large in (False, True):
        panel.say_missed(too_large)
        said += hint(panel)

    assert said[0].startswith("Nothing arrived from the other program.")
    assert said[1].startswith("This picture has more than 50 million pixels.")


def test_a_paste_of_a_program_that_does_not_answer_says_so(panel, monkeypatch):
    monkeypatch.setattr(once, "SILENCE", 0.01)
    mime = QMimeData()
    mime.setText("")
    monkeypatch.setattr(mime, "text", lambda: time.sleep(0.02) or "")
    panel.insert(mime)

    assert hint(panel)[0].startswith("Nothing arrived from the other program.")


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("text/uri-list", b""),
        ("text/html", b""),
        ("text/html", b'<img src="file:///home/a/secret.png">'),  # never attached: a page may name what it likes
        ("text/plain", b""),
    ],
)
def test_words_that_turn_out_to_be_none_are_said_not_to_have_arrived(panel, kind, data):
    mime = QMimeData()
    mime.setData(kind, data)
    panel.insert(mime)

    assert hint(panel)[0].startswith("Nothing arrived from the other program.")


def test_that_a_page_is_too_long_is_said(panel):
    mime = QMimeData()
    mime.setData("text/html", b"<p>words</p>" * 400_000)
    panel.insert(mime)

    assert hint(panel)[0].startswith("What was copied is too long a page")


def test_that_nothing_arrived_is_said_until_something_does(panel):
    mime = QMimeData()
    mime.setText("some words")
    panel.say_missed(too_large=False)
    panel.insert(mime)
    assert "Drop or paste pictures or files here" == hint(panel)[0]
    panel.say_missed(too_large=False)
    panel.say_missed(too_large=True)
    panel.insert(mime)
    assert hint(panel)[0].startswith("This picture has more than 50 million pixels.")


def test_a_bitmap_that_is_too_large_and_a_text_that_is_too_long_are_said(panel):
    mime = QMimeData()
    mime.setImageData(QImage(8_000, 7_000, QImage.Format.Format_Mono))
    editor_of(panel).insertFromMimeData(mime)
    picture = hint(panel)
    mime = QMimeData()
    mime.setText("x" * 4_100_000)
    editor_of(panel).insertFromMimeData(mime)

    assert ["This picture has more than 50 million pixels. Save it as a file and drop that."] == picture
    assert ["This text has 4.1 million characters; a question takes at most 4 million."] == hint(panel)


def test_everything_one_can_act_on_has_a_name(panel, accessible_name):
    panel.set_attachments([Attachment("1", "one.png", Preparation.READY, changes=(Change.TURNED_UPRIGHT,))])
    panel.set_streaming(True)
    found = {
        widget.objectName(): accessible_name(widget)
        for widget in panel.findChildren(QWidget)
        if widget.isVisible() and widget.objectName() and not widget.objectName().startswith("qt_")
    }

    assert {
        "composer": "Message",
        "drop-area": "Attachments",
        "attachment": "one.png, ready",
        "attachment-remove": "Remove one.png",
        "attach": "Attach files",
        "stop": "Stop",
    } == found


def test_icons_follow_the_theme_while_the_program_runs(panel, themed):
    def ink(name):
        image = button(panel, name).icon().pixmap(16).toImage()
        pixels = [image.pixelColor(x, y) for x in range(16) for y in range(16)]
        return {pixel.name() for pixel in pixels if pixel.alpha() == 255}

    seen = []
    for theme in (LIGHT, DARK):
        themed(theme)
        seen.append([theme.on_accent in ink("stop"), theme.muted in ink("attach")])

    assert [[True, True]] * 2 == seen


def test_the_wheel_with_ctrl_asks_for_another_size(panel, qtbot):
    viewport = editor_of(panel).viewport()
    event = QWheelEvent(
        QPointF(9, 9),
        viewport.mapToGlobal(QPointF(9, 9)),
        QPoint(),
        QPoint(0, -240),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.ControlModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes it by position alone
    )
    with qtbot.waitSignal(panel.zoom_wanted) as asked:
        QApplication.sendEvent(viewport, event)

    assert asked.args == [-2]


def test_one_writes_at_the_size_at_which_one_reads_and_as_wide(panel):
    editor = editor_of(panel)
    usual, height = editor.font().pointSizeF(), editor.height()
    panel.set_reading(Reading(zoom=300))
    drain()
    assert editor.font().pointSizeF() == 3 * usual
    assert editor.height() > 2 * height

    panel.set_reading(Reading(zoom=50, width="full", prose="No such family"))
    drain()
    assert editor.font().pointSizeF() == usual / 2
    assert editor.font().family() == panel.font().family()
    assert editor.height() < height
    panel.setFont(QFont(panel.font().family(), 20))
    assert editor.font().pointSizeF() == 10


def test_one_writes_in_the_size_that_the_desktop_has_by_now(panel, qapp, qtbot, themed):
    themed(LIGHT)
    before, usual, height = qapp.font(), panel.font().pointSizeF(), editor_of(panel).height()
    font = qapp.font()
    font.setPointSizeF(2 * font.pointSizeF())
    qapp.setFont(font)
    themed(DARK)
    qtbot.wait(1)
    written = [editor_of(panel).font().pointSizeF(), panel.font().pointSizeF()]
    tall = editor_of(panel).height()
    qapp.setFont(before)

    assert written == [2 * usual, 2 * usual]
    assert tall > 1.4 * height


@pytest.mark.parametrize(("width", "widest"), [("narrow", 560), ("normal", 760), ("full", 1_300)])
def test_the_card_is_as_wide_as_the_column_above(panel, width, widest):
    panel.resize(1_300, 200)
    panel.set_reading(Reading(width=width))
    drain()
    card = editor_of(panel).parentWidget()

    assert widest - 40 <= card.width() <= widest


def heard_of(signal):
    heard = []
    signal.connect(lambda *said: heard.append(said))
    return heard


def test_chips_are_moved_by_keyboard_as_far_as_there_are_places(panel):
    panel.set_attachments([ONE, TWO, THREE])
    heard = heard_of(panel.attachment_moved)
    for chip in chips(panel):
        for key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            QTest.keyClick(chip, key, Qt.KeyboardModifier.AltModifier)

    assert [("1", 1), ("2", 0), ("2", 2), ("3", 1)] == heard


def test_arrows_up_and_down_go_to_other_rows_and_move_a_chip_there(panel, qtbot):
    many = [Attachment(str(n), f"{n}.png") for n in range(8)]
    panel.set_attachments(many)
    qtbot.waitUntil(lambda: len(chips(panel)) == 8)
    columns = sum(chip.y() == chips(panel)[0].y() for chip in chips(panel))
    assert 2 < columns < 8
    heard = heard_of(panel.attachment_moved)
    chips(panel)[1].setFocus()
    for key, place in (("Up", 1), ("Down", 1 + columns), ("Down", min(1 + 2 * columns, 7)), ("End", 7), ("Down", 7)):
        QTest.keyClick(QApplication.focusWidget(), getattr(Qt.Key, f"Key_{key}"))
        assert chips(panel)[place].hasFocus()
    for key in ("Down", "Up"):
        QTest.keyClick(chips(panel)[1], getattr(Qt.Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)

    assert [("1", 1 + columns)] == heard


def test_a_chip_is_dragged_to_another_row(panel, qtbot):
    many = [Attachment(str(n), f"{n}.png") for n in range(8)]
    panel.set_attachments(many)
    qtbot.waitUntil(lambda: len(chips(panel)) == 8)
    first, last = chips(panel)[0], chips(panel)[-1]
    heard = heard_of(panel.attachment_moved)
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(30, 20))
    QTest.mouseMove(first, first.mapFromGlobal(last.mapToGlobal(last.rect().center() - QPoint(5, 0))))
    assert ("0", 6) == heard[-1]
    QTest.mouseMove(first, first.mapFromGlobal(last.mapToGlobal(last.rect().center() + QPoint(5, 0))))
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)

    assert ("0", 7) == heard[-1]


def test_as_many_rows_are_in_view_as_the_window_has_room_for_by_now(panel, qtbot):
    panel.resize(360, 900)
    many = [replace(ONE, id=str(number)) for number in range(30)]
    panel.set_attachments(many, {})
    qtbot.waitUntil(lambda: len(chips(panel)) == len(many))
    grid = panel.findChild(QScrollArea)
    tall = grid.height()
    panel.resize(360, 300)
    low = grid.height()
    panel.resize(360, 900)

    assert (tall, True) == (grid.height(), low < tall)


def test_many_chips_are_compact_and_stand_in_columns_without_being_cut(panel, qtbot):
    panel.resize(700, 900)
    panel.set_attachments([ONE, TWO, THREE])
    drain()
    assert not any(chip.compact for chip in chips(panel))
    panel.set_attachments([Attachment(str(n), f"{n}.png") for n in range(50)])
    qtbot.waitUntil(lambda: len(chips(panel)) == 50)
    drain()
    view = panel.findChild(QScrollArea)

    assert all(chip.compact for chip in chips(panel))
    assert len({chip.size() for chip in chips(panel)}) == 1
    assert all(0 <= chip.x() <= view.viewport().width() - chip.width() for chip in chips(panel))
    assert view.height() < 4 * chips(panel)[0].height()


def test_a_larger_font_widens_chips_that_have_the_room(panel):
    panel.set_attachments([replace(READY[0], changes=(Change.TURNED_UPRIGHT, Change.LOCATION_REMOVED))])
    drain()
    (chip,) = chips(panel)
    before, font = chip.width(), panel.font()
    font.setPointSizeF(1.3 * font.pointSizeF())
    panel.setFont(font)
    drain()

    assert before < chip.width() == chip.sizeHint().width()


def test_a_moved_chip_keeps_the_keyboard_and_the_tab_key_goes_along(panel):
    panel.set_attachments([ONE, TWO, THREE])
    chips(panel)[0].setFocus()
    panel.set_attachments([TWO, THREE, ONE])
    assert ["two.png", "three.png", "one.png"] == names(panel)
    assert chips(panel)[2].hasFocus()
    order = [chips(panel)[0]]
    for _ in range(2):
        order.append(order[-1].nextInFocusChain())
        while order[-1] not in chips(panel):
            order[-1] = order[-1].nextInFocusChain()

    assert chips(panel) == order


@pytest.mark.parametrize("mirrored", [False, True])
def test_a_chip_is_dragged_over_the_middle_of_another(panel, mirrored):
    if mirrored:
        panel.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    panel.set_attachments([ONE, TWO, THREE])
    drain()
    by_name = dict(zip(names(panel), chips(panel), strict=True))
    one, two = by_name["one.png"], by_name["two.png"]
    heard = heard_of(panel.attachment_moved)
    middle = two.rect().center()
    past = 5 if not mirrored else -5
    QTest.mousePress(one, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    for x in (-past, past):
        QTest.mouseMove(one, one.mapFromGlobal(two.mapToGlobal(middle + QPoint(x, 0))))
    QTest.mouseRelease(one, Qt.MouseButton.LeftButton)

    assert ("1", 1) == heard[-1]
    assert {("1", 1)} == set(heard)


def test_what_is_asked_of_a_chip_is_told_with_its_name(panel):
    panel.set_attachments([ONE])
    heard = heard_of(panel.attachment_asked)
    QTest.keyClick(chips(panel)[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert [("undo", "1")] == heard


def test_undo_takes_back_the_latest_of_what_was_typed_and_removed(panel):
    """Removed stand for what is told by the screen."""
    undone, removed = [], 0

    def set_removed(count):
        nonlocal removed
        removed = count
        panel.set_removals(count)

    panel.attachment_asked.connect(lambda *asked: (undone.append(asked), set_removed(removed - 1)))
    for step in ("a", "-", "b", "-", "-", "c"):
        QTest.keyClicks(editor_of(panel), step) if step.isalpha() else set_removed(removed + 1)
    seen = []
    for _ in range(7):
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        seen.append((panel.text(), removed))

    assert [("ab", 3), ("ab", 2), ("ab", 1), ("a", 1), ("a", 0), ("", 0), ("", 0)] == seen
    assert [("undo", "")] * 3 == undone


def test_undo_on_a_chip_takes_back_the_latest_too(panel):
    panel.set_attachments([ONE])
    heard = heard_of(panel.attachment_asked)
    QTest.keyClicks(editor_of(panel), "a")
    panel.set_removals(1)
    QTest.keyClicks(editor_of(panel), "b")
    seen = []
    for removals in (1, 0, 0):
        QTest.keyClick(chips(panel)[0], Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        panel.set_removals(removals)
        seen.append((panel.text(), len(heard)))

    assert [("a", 0), ("a", 1), ("", 1)] == seen


def test_what_is_written_after_a_chip_went_is_undone_first_even_where_as_much_was_undone_before(panel):
    editor, heard = editor_of(panel), heard_of(panel.attachment_asked)
    QTest.keyClicks(editor, "a")
    panel.set_removals(1)
    editor.undo()
    QTest.keyClicks(editor, "b")
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert ("", []) == (panel.text(), heard)
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert [("undo", "")] == heard


def test_the_menu_undoes_the_latest_too(panel, qtbot):
    editor, heard = editor_of(panel), heard_of(panel.attachment_asked)
    QTest.keyClicks(editor, "a")
    for removals in (1, 0):
        panel.set_removals(removals)
        place = editor.rect().center()
        QApplication.sendEvent(editor.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place))
        menu = next(menu for menu in editor.findChildren(QMenu) if menu.isVisible())
        undo = menu.findChild(QAction, "edit-undo")
        assert undo.isEnabled()
        undo.trigger()
        menu.close()

    assert ("", [("undo", "")]) == (panel.text(), heard)


def test_what_was_brought_back_or_given_up_meanwhile_is_not_undone_again(panel):
    heard = heard_of(panel.attachment_asked)
    QTest.keyClicks(editor_of(panel), "a")
    panel.set_removals(1)
    panel.set_removals(0)
    QTest.keyClick(editor_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert "" == panel.text()
    assert not heard


def test_with_another_text_a_chip_is_undone_before_it(panel):
    heard = heard_of(panel.attachment_asked)
    QTest.keyClicks(editor_of(panel), "abc")
    panel.set_text("other")
    panel.set_removals(1)
    QTest.keyClicks(editor_of(panel), "d")
    for _ in range(2):
        QTest.keyClick(editor_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    assert "other" == panel.text()
    assert [("undo", "")] == heard


REDO_KEYS = [
    (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier),
    (Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier),
]


def with_screen(panel):
    """A panel whose removals are done by a screen: how many there are, in a list."""
    removed = [0]

    def remove(by):
        removed[0] += by
        panel.set_removals(removed[0])

    def bring_back(action, _chip_id):
        if action == "undo" and removed[0]:
            remove(-1)
            panel.add_undone(lambda: remove(1))

    panel.attachment_asked.connect(bring_back)
    return removed, remove


@pytest.mark.parametrize(("key", "modifiers"), REDO_KEYS)
@pytest.mark.parametrize("on_chip", [False, True])
def test_what_was_undone_is_done_again_each_in_its_turn(panel, key, modifiers, on_chip):
    panel.set_attachments([ONE])
    removed, remove = with_screen(panel)
    for step in ("a", "-", "-", "b"):
        QTest.keyClicks(editor_of(panel), step) if step.isalpha() else remove(1)
    place = chips(panel)[0] if on_chip else editor_of(panel)
    for _ in range(5):
        QTest.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ("", [0]) == (panel.text(), removed)
    seen = []
    for _ in range(5):
        QTest.keyClick(place, key, modifiers)
        seen.append((panel.text(), removed[0]))

    assert [("a", 0), ("a", 1), ("a", 2), ("ab", 2), ("ab", 2)] == seen
    QTest.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(place, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ("a", [1]) == (panel.text(), removed)


def removing(panel, remove):
    remove(1)


def typing(panel, remove):
    QTest.keyClicks(editor_of(panel), "c")


def opening_another(panel, remove):
    panel.set_text("other")


@pytest.mark.parametrize("go_on", [removing, typing, opening_another])
def test_what_was_undone_is_not_done_again_once_something_else_was_done(panel, go_on):
    removed, remove = with_screen(panel)
    remove(1)
    QTest.keyClick(editor_of(panel), Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    go_on(panel, remove)
    before = list(removed), panel.text()
    QTest.keyClick(editor_of(panel), *REDO_KEYS[0])

    assert (list(removed), panel.text()) == before


def test_the_menu_does_again_what_was_undone(panel):
    removed, remove = with_screen(panel)
    editor, place = editor_of(panel), editor_of(panel).rect().center()
    remove(1)
    QTest.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(editor.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, place))
    menu = next(menu for menu in editor.findChildren(QMenu) if menu.isVisible())
    redo = menu.findChild(QAction, "edit-redo")
    assert redo.isEnabled()
    redo.trigger()
    menu.close()

    assert [1] == removed


def refused(name):
    return Attachment(name, name, Preparation.FAILED, failure=FileGone())


def offered_of_all(panel):
    """What the menu of the sum offers, by its words."""
    strip = panel.findChild(QWidget, "drop-area")
    QApplication.sendEvent(strip, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(2, 2), QPoint(2, 2)))
    menus = [menu for menu in strip.findChildren(QMenu, "attachments-menu") if menu.isVisible()]
    return {action.text(): action for menu in menus for action in menu.actions()}


ALL, ALL_REFUSED = "Remove all", "Remove all that could not be attached"


@pytest.mark.parametrize(
    ("attachments", "offered"),
    [
        ([], []),
        ([ONE], []),
        ([ONE, TWO], [ALL]),
        ([ONE, refused("x")], [ALL]),
        ([ONE, refused("x"), refused("y")], [ALL_REFUSED, ALL]),
        ([refused("x"), refused("y")], [ALL]),
    ],
)
def test_many_are_removed_at_once_by_the_menu_of_the_sum_and_that_of_each_chip(panel, attachments, offered):
    heard = heard_of(panel.attachment_asked)
    panel.set_attachments(attachments)
    of_all = offered_of_all(panel)
    for action in of_all.values():
        action.trigger()
    for chip in chips(panel)[:1]:
        menu = ChipMenu(chip)
        of_chip = {action.text(): action for action in menu.actions() if "Remove all" in action.text()}
        assert list(of_chip) == offered
        for action in of_chip.values():
            action.trigger()
        menu.deleteLater()

    assert list(of_all) == offered
    wishes = [{ALL: "remove all", ALL_REFUSED: "remove refused"}[words] for words in offered]
    first = attachments[0].id if attachments else ""
    assert heard == [(wish, chip) for chip in ("", first) for wish in wishes]


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_with_ctrl_delete_removes_all_chips(panel, qtbot, key):
    panel.set_attachments([ONE, TWO])
    heard = heard_of(panel.attachment_asked)
    with qtbot.assertNotEmitted(panel.attachment_removed):
        QTest.keyClick(chips(panel)[1], key, Qt.KeyboardModifier.ControlModifier)

    assert [("remove all", "2")] == heard


def test_delete_on_the_button_that_leads_to_what_was_refused_removes_that(panel, qtbot):
    panel.set_attachments([*(refused(name) for name in "abc"), ONE, TWO])
    heard = heard_of(panel.attachment_asked)
    button(panel, "attachments-refused").setFocus()
    QTest.keyClick(button(panel, "attachments-refused"), Qt.Key.Key_Delete)

    qtbot.waitUntil(lambda: heard == [("remove refused", "")])


def test_a_chip_is_given_the_keyboard(panel):
    panel.focus_attachment("1")
    panel.set_attachments([ONE, TWO])
    panel.focus_attachment("2")
    panel.focus_attachment("gone")

    assert chips(panel)[1].hasFocus()


def test_of_many_chips_some_come_in_later_frames_each_in_its_place(panel, qtbot):
    many = [Attachment(str(n), f"{n}.png") for n in range(30)]
    panel.set_attachments([many[0], many[29]])
    panel.set_attachments(many)
    assert len(chips(panel)) < 10
    panel.set_attachments([*many[5:], many[0]])  # one was moved and some were removed meanwhile
    qtbot.waitUntil(lambda: len(chips(panel)) == 26)

    assert names(panel) == [*(f"{n}.png" for n in range(5, 30)), "0.png"]


def test_chips_that_are_the_same_are_not_described_again(panel, monkeypatch):
    panel.set_attachments([ONE, TWO])
    described = []
    monkeypatch.setattr(AttachmentChip, "_describe", lambda chip: described.append(chip.attachment.name))
    panel.set_attachments([replace(ONE, preparation=Preparation.READY), TWO])

    assert described == ["one.png"]


READY = [
    Attachment(f"ready {n}", "a.png", Preparation.READY, ImagePart("a.png", "image/png", "a" * 64, size=1_500_000))
    for n in range(4)
]
COSTS = {chip.id: Estimate(1_200, Decimal("0.003")) for chip in READY}


def test_a_few_chips_speak_for_themselves(panel):
    panel.resize(700, 900)
    panel.set_attachments([*READY[:2], replace(ONE, preparation=Preparation.FAILED)], COSTS)

    assert [] == hint(panel)
    assert not button(panel, "attachments-refused").isVisible()


@pytest.mark.parametrize(
    ("more", "costs", "said"),
    [
        ([], COSTS, "4 attached · 6.0 MB · ~4.8k tokens · ~$0.012"),
        ([], {}, "4 attached · 6.0 MB"),
        ([], {"ready 0": Estimate(1)}, "4 attached · 6.0 MB · ~1 token for 1 of them"),
        ([ONE, TWO], COSTS, "4 of 6 ready · 6.0 MB · ~4.8k tokens · ~$0.012"),
        ([replace(ONE, preparation=Preparation.FAILED)], COSTS, "4 attached · 6.0 MB · ~4.8k tokens · ~$0.012"),
    ],
)
def test_of_more_chips_the_totals_are_said(panel, more, costs, said):
    panel.set_attachments([*READY, *more], costs)
    assert [said] == hint(panel)
    panel.set_attachments(READY[:1], costs)
    assert [] == hint(panel)
    panel.set_attachments([])

    assert ["Drop or paste pictures or files here"] == hint(panel)


def test_of_all_of_them_it_is_said_who_reads_the_pdfs_and_what_no_longer_says_where_it_is_from(panel):
    pdf = MediaPart("a.pdf", Modality.FILE, "application/pdf", "b" * 64, size=1_000_000, pages=12, engine=Engine.OCR)
    pdfs = [Attachment(f"pdf {pages}", "a.pdf").holding(replace(pdf, pages=pages)) for pages in (12, 8)]
    moved = [replace(chip, changes=(Change.LOCATION_REMOVED,)) for chip in READY[:2]]
    panel.set_attachments([*moved, *pdfs], COSTS)
    said = "4 attached · 5.0 MB · ~2.4k tokens · ~$0.006 for 2 of them · PDF: scans too, ~$0.04"
    assert [f"{said} · location removed from 2"] == hint(panel)
    panel.set_attachments([*READY[:2], pdfs[0], pdfs[1].holding(replace(pdf, pages=0))], {})

    assert ["4 attached · 5.0 MB · PDF: scans too, $2 for 1,000 pages"] == hint(panel)
    native = [replace(pdf, media=replace(pdf.media, engine=Engine.NATIVE), token_price=Decimal(0)) for pdf in pdfs]
    panel.set_attachments([*READY[:2], *native], {})

    assert ["4 attached · 5.0 MB · PDF: read by the model itself, free"] == hint(panel)
    failed = replace(pdfs[1], preparation=Preparation.FAILED, failure=NotAPicture())
    panel.set_attachments([*READY, pdfs[0], failed], {})

    assert hint(panel)[0].endswith("PDF: scans too, ~$0.024")


def test_what_could_not_be_attached_is_told_of_where_it_is_out_of_view(panel):
    failed = replace(ONE, preparation=Preparation.FAILED, failure=NotAPicture())
    panel.resize(400, 300)
    panel.set_attachments([*READY[:2], failed])
    assert button(panel, "attachments-refused").isVisible()
    panel.resize(1_200, 900)
    drain()

    assert not button(panel, "attachments-refused").isVisible()


def test_chips_that_are_out_of_view_are_counted_however_few(panel):
    panel.resize(700, 900)
    panel.set_attachments(READY[:2], COSTS)
    drain()
    assert [] == hint(panel)
    panel.resize(300, 200)
    drain()

    assert ["2 attached · 3.0 MB · ~2.4k tokens · ~$0.006"] == hint(panel)


def test_larger_text_makes_chips_compact_before_it_hides_one(panel):
    panel.resize(700, 480)
    font = panel.font()
    font.setPointSizeF(1.75 * font.pointSizeF())
    panel.setFont(font)
    panel.set_attachments(READY[:2], COSTS)
    drain()

    assert [True, True] == [in_view(panel, chip) and chip.compact for chip in chips(panel)]
    assert panel.findChild(QScrollArea).height() <= panel.height() // 3


def test_why_something_failed_is_told_in_full_while_its_chip_has_the_keyboard(panel):
    failed = replace(ONE, preparation=Preparation.FAILED, failure=TooManyPixels("60000×60000 px", most=120_000_000))
    panel.resize(260, 300)
    panel.set_attachments([failed, *READY[:3]], COSTS)
    drain()
    chip = next(chip for chip in chips(panel) if chip.attachment == failed)
    before = hint(panel)
    chip.setFocus()
    said = hint(panel)
    chip.open_menu()
    drain()
    assert hint(panel) == said
    chip.findChild(QMenu).close()
    editor_of(panel).setFocus()

    assert said == [f"{before[0]}\n{chip.lines()[0]}"]
    assert hint(panel) == before


def test_the_button_stands_below_words_that_it_would_press_together(panel):
    failed = replace(ONE, preparation=Preparation.FAILED, failure=NotAPicture())
    panel.set_attachments([*READY, failed], COSTS)
    beside = []
    for width in (700, 260):
        panel.resize(width, 600)
        drain()
        words = next(label for label in panel.findChildren(QLabel) if label.text().startswith("4 attached"))
        beside.append(button(panel, "attachments-refused").x() > words.geometry().right())

    assert beside == [True, False]


def test_where_another_try_may_go_well_it_is_said_where_that_begins(panel):
    lost = replace(ONE, preparation=Preparation.FAILED, failure=DecoderFailed(), quality=Quality.SHARP)
    panel.set_attachments([lost], {})

    assert panel.findChild(AttachmentChip).lines()[0].endswith("took too long. Its menu tries again.")


def test_how_many_could_not_be_attached_is_said_and_leads_to_them(panel):
    failed = [replace(ONE, id=f"failed {n}", preparation=Preparation.FAILED, failure=NotAPicture()) for n in range(2)]
    beyond = Attachment("beyond", "z", Preparation.FAILED, failure=TooManyPictures(count=1_200, most=50))
    panel.set_attachments([READY[0], failed[0], READY[1], failed[1]], COSTS)
    refused = button(panel, "attachments-refused")
    assert (refused.isVisible(), refused.text()) == (True, "2 could not be attached")
    focused = []
    for _ in range(3):
        QTest.mouseClick(refused, Qt.MouseButton.LeftButton)
        focused.append(QApplication.focusWidget().attachment.id)
    assert focused == ["failed 0", "failed 1", "failed 0"]
    panel.set_attachments([*READY[:3], beyond], COSTS)
    assert refused.text() == "1,200 could not be attached"
    panel.set_attachments([*READY[:3], replace(beyond, failure=FilesLeftOut(count=80, more=True))], COSTS)
    assert refused.text() == "more than 80 could not be attached"
    panel.set_attachments(READY, COSTS)

    assert not refused.isVisible()


def test_the_end_stays_in_view_while_chips_become_wider(panel, qtbot):
    pending = [replace(ONE, id=str(n)) for n in range(20)]
    panel.set_attachments(pending)
    qtbot.waitUntil(lambda: len(chips(panel)) == 20)
    failed = [replace(it, preparation=Preparation.FAILED, failure=NotAPicture()) for it in pending]
    for at in range(20):
        panel.set_attachments([*failed[: at + 1], *pending[at + 1 :]])
    drain()
    last = chips(panel)[-1]

    assert last.visibleRegion().boundingRect() == last.rect()


def test_a_bar_says_how_much_of_a_question_is_sent(panel, accessible_name):
    panel.set_streaming(streaming=True)
    bar, height = panel.findChild(QProgressBar, "upload"), panel.height()
    assert not bar.isVisible()
    panel.set_upload(0.42)
    assert (True, 42, "Sent so far") == (bar.isVisible(), bar.value(), accessible_name(bar))
    assert QAccessible.queryAccessibleInterface(bar).valueInterface().currentValue() == 42
    panel.set_upload(None)

    assert not bar.isVisible()
    assert height == panel.height()


def test_a_chip_that_is_held_at_the_edge_goes_to_the_end(panel, qtbot):
    wanted = [replace(READY[0], id=f"{n}") for n in range(30)]
    moved = wanted[0]
    panel.set_attachments(wanted)
    qtbot.waitUntil(lambda: len(chips(panel)) == 30)

    def move(chip_id, place):
        chip = next(chip for chip in wanted if chip.id == chip_id)
        wanted.remove(chip)
        wanted.insert(place, chip)
        panel.set_attachments(wanted)

    panel.attachment_moved.connect(move)
    drain()
    row = panel.findChild(QWidget, "drop-area").findChild(QScrollArea)
    row.verticalScrollBar().setValue(0)
    first = chips(panel)[0]
    edge = row.mapToGlobal(QPoint(row.width() - 30, row.height() - 2))
    QTest.mousePress(first, Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(first, first.mapFromGlobal(edge))
    qtbot.waitUntil(lambda: wanted[-1] is moved and in_view(panel, first), timeout=10_000)
    QTest.mouseRelease(first, Qt.MouseButton.LeftButton)

    assert not row._onward.isActive()


def test_a_chip_that_is_let_go_over_another_window_stays_where_it_is(panel, qtbot):
    other = QWidget()
    qtbot.addWidget(other)
    other.show()
    panel.set_attachments(READY)
    drain()
    row = panel.findChild(QWidget, "drop-area").findChild(QScrollArea)
    QTest.mousePress(chips(panel)[0], Qt.MouseButton.LeftButton, pos=QPoint(30, 30))
    QTest.mouseMove(chips(panel)[0], QPoint(80, 30))
    assert row._onward.isActive()
    QTest.mouseRelease(other, Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: not row._onward.isActive())


def test_what_speaks_against_sending_stands_above_the_chips_until_it_does_no_more(panel, monkeypatch):
    told = []

    def event(thing, words):
        told.append(words)
        return QAccessibleAnnouncementEvent(thing, words)

    monkeypatch.setattr(warned, "QAccessibleAnnouncementEvent", event)
    panel.set_attachments([ONE])
    for words in ("too many", "<b>far too many</b>"):
        panel.warn(words)
        [label] = [label for label in panel.findChildren(QLabel) if label.isVisible() and label.text() == words]
        assert label.mapTo(panel, QPoint()).y() < chips(panel)[0].mapTo(panel, QPoint()).y()
        assert label.textFormat() is Qt.TextFormat.PlainText
    assert told == ["too many"]

    panel.warn("")
    assert not label.isVisible()
    panel.warn("too many")
    assert told == ["too many", "too many"]
