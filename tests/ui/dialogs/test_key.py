from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit

from desktop.ui.dialogs.key import KeyDialog
from desktop.ui.theme.theme import theme_of

KEY = "sk-made-up-0123456789"


@pytest.fixture
def dialog(qtbot):
    made = KeyDialog("example.org")
    qtbot.addWidget(made)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def field(dialog):
    return dialog.findChild(QLineEdit, "key-field")


def button(dialog, name):
    return dialog.findChild(QAbstractButton, name)


def press(dialog, name):
    QTest.mouseClick(button(dialog, name), Qt.MouseButton.LeftButton)


def status(dialog):
    return dialog.findChild(QLabel, "key-status")


def all_accessible_words(interface):
    """Name, description and value of everything below."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value)
    words = [interface.text(kind) for kind in kinds]
    for at in range(interface.childCount()):
        words += all_accessible_words(interface.child(at))
    return words


def test_it_opens_ready_to_be_typed_into(dialog):
    assert field(dialog).hasFocus()
    assert QLineEdit.EchoMode.Password is field(dialog).echoMode()
    assert not button(dialog, "key-save").isEnabled()


@pytest.mark.parametrize(("name", "signal"), [("key-save", "save_requested"), ("key-memory", "memory_requested")])
def test_the_key_is_handed_over_as_it_was_pasted(dialog, qtbot, name, signal):
    QTest.keyClicks(field(dialog), f" {KEY} ")
    with qtbot.waitSignal(getattr(dialog, signal), timeout=1000) as heard:
        press(dialog, name)

    assert [f" {KEY} "] == heard.args
    assert dialog.isVisible()


def test_return_saves(dialog, qtbot):
    QTest.keyClicks(field(dialog), KEY)
    with qtbot.waitSignal(dialog.save_requested, timeout=1000):
        QTest.keyClick(field(dialog), Qt.Key.Key_Return)


def test_the_kept_key_can_be_deleted_without_typing(dialog, qtbot):
    assert not button(dialog, "key-forget").isEnabled()

    dialog.show_holding("A key is kept.", kept=True)

    assert "A key is kept." == status(dialog).text()
    with qtbot.waitSignal(dialog.forget_requested, timeout=1000):
        press(dialog, "key-forget")


def test_nothing_a_screen_reader_hears_holds_the_key(dialog):
    QTest.keyClicks(field(dialog), KEY)
    words = all_accessible_words(QAccessible.queryAccessibleInterface(dialog))

    assert "API key" in words
    assert not any(KEY in word for word in words)


def test_the_key_can_be_looked_at(dialog):
    QTest.keyClicks(field(dialog), KEY)
    modes = []
    for _ in range(2):
        press(dialog, "key-show")
        modes.append(field(dialog).echoMode())

    assert [QLineEdit.EchoMode.Normal, QLineEdit.EchoMode.Password] == modes


@pytest.mark.parametrize("how", ["close", "Escape", "window"])
def test_what_was_typed_is_gone_once_it_is_closed(dialog, how):
    QTest.keyClicks(field(dialog), KEY)
    press(dialog, "key-show")
    if how == "close":
        press(dialog, "key-close")
    elif how == "Escape":
        QTest.keyClick(field(dialog), Qt.Key.Key_Escape)
    else:
        dialog.close()
    field(dialog).undo()

    assert not dialog.isVisible()
    assert field(dialog).text() == ""
    assert QLineEdit.EchoMode.Password is field(dialog).echoMode()


def test_while_busy_nothing_is_asked_twice_and_what_was_typed_stays(dialog, qtbot):
    QTest.keyClicks(field(dialog), KEY)
    dialog.set_busy(True)
    with qtbot.assertNotEmitted(dialog.save_requested), qtbot.assertNotEmitted(dialog.memory_requested):
        QTest.keyClick(field(dialog), Qt.Key.Key_Return)
        QTest.keyClicks(field(dialog), "more")
        press(dialog, "key-save")
        press(dialog, "key-memory")
    dialog.set_busy(False)

    assert KEY == field(dialog).text()
    assert button(dialog, "key-save").isEnabled()


@pytest.mark.parametrize(("good", "color"), [(True, "success"), (False, "danger"), (None, "muted")])
def test_the_status_is_plain_text_in_the_color_of_its_meaning(dialog, accessible_name, good, color):
    dialog.set_status("<b>no</b> & so on", good)
    label = status(dialog)

    assert "<b>no</b> & so on" == label.text() == accessible_name(label)
    assert Qt.TextFormat.PlainText is label.textFormat()
    assert getattr(theme_of(dialog.palette()), color) == label.palette().windowText().color().name()


def test_a_good_end_takes_the_key_off_the_screen_and_return_closes(dialog):
    QTest.keyClicks(field(dialog), KEY)
    dialog.set_status("The key works.", good=True)
    assert field(dialog).text() == ""

    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_a_bad_end_keeps_it_for_correction(dialog):
    QTest.keyClicks(field(dialog), KEY)
    dialog.set_status("This key was refused.", good=False)

    assert KEY == field(dialog).text()


def test_the_page_where_keys_are_made_can_be_named_or_not(qtbot):
    def named(dialog):
        qtbot.addWidget(dialog)
        return [label.text() for label in dialog.findChildren(QLabel) if "made at" in label.text()]

    assert ["Keys are made at https://example.org/keys"] == named(KeyDialog("example.org", "https://example.org/keys"))
    assert not named(KeyDialog("example.org"))


def test_it_says_where_the_key_will_go(dialog):
    assert any("It goes to example.org alone." in label.text() for label in dialog.findChildren(QLabel))


def test_tab_goes_through_everything_in_the_order_in_which_it_stands(dialog):
    dialog.show_holding("", kept=True)
    QTest.keyClicks(field(dialog), KEY)
    order = ["key-field", "key-show", "key-forget", "key-close", "key-memory", "key-save"]
    seen = []
    for _ in range(12):
        seen.append(dialog.focusWidget().objectName())
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)

    assert order == [name for name in seen if name in order][:6]


@pytest.mark.parametrize("good", [True, False, None])
def test_a_long_finding_is_seen_whole(dialog, qtbot, good):
    dialog.set_status("Something that was found out about the key. " * 8, good)
    label = status(dialog)

    qtbot.waitUntil(lambda: dialog.rect().contains(label.mapTo(dialog, label.rect().bottomRight())))
    assert label.height() >= label.heightForWidth(label.width()) > 3 * label.fontMetrics().lineSpacing()
