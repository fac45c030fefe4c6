from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QTreeWidget

from desktop.ui import copy_button
from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.endpoint import EXAMPLES, EndpointDialog
from desktop.ui.dialogs.link import LinkDialog
from desktop.ui.dialogs.receipt import ReceiptDialog
from desktop.ui.dialogs.shortcuts import ShortcutsDialog
from desktop.version import __version__

LINK = "https://xn--80ak6aa92e.com/path?" + "q" * 3_000


@pytest.fixture
def opened(qtbot):
    def open_it(dialog):
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitUntil(dialog.isActiveWindow)
        return dialog

    return open_it


def press(dialog, name):
    QTest.mouseClick(dialog.findChild(QAbstractButton, name), Qt.MouseButton.LeftButton)


def words(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def test_a_link_whose_text_names_another_place_says_so(opened):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com", "openrouter.ai"))
    warning = dialog.findChild(QLabel, "link-warning")

    assert warning.text() == "Its text names another place: openrouter.ai"
    assert dialog.findChild(QPushButton, "link-cancel").isDefault()
    assert LinkDialog(LINK, "host").findChild(QLabel, "link-warning") is None


def test_an_endpoint_is_handed_over_and_the_dialog_waits_for_the_answer(opened, qtbot):
    dialog = opened(EndpointDialog())
    QTest.keyClicks(dialog.findChild(QLineEdit), "  http://127.0.0.1:9/v1 ")
    with qtbot.waitSignal(dialog.accepted_url, timeout=1000) as heard:
        QTest.keyClick(dialog.findChild(QLineEdit), Qt.Key.Key_Return)

    assert ["http://127.0.0.1:9/v1"] == heard.args
    assert dialog.isVisible()


def test_what_is_wrong_with_an_address_stands_there_until_it_is_changed(opened):
    dialog = opened(EndpointDialog(base_url="nonsense"))
    dialog.set_status("This is not an address.", good=False)
    status = dialog.findChild(QLabel, "endpoint-status")
    before = status.text()
    QTest.keyClicks(dialog.findChild(QLineEdit), "x")

    assert ["This is not an address.", ""] == [before, status.text()]


def test_an_address_without_a_scheme_is_shown_as_it_is_meant_before_it_is_used(opened, qtbot):
    dialog = opened(EndpointDialog())
    field, meant = dialog.findChild(QLineEdit), dialog.findChild(QLabel, "endpoint-meant")
    QTest.keyClicks(field, "localhost:11434")
    assert ["Means http://localhost:11434/v1"] * 2 == [meant.text(), field.accessibleDescription()]
    with qtbot.waitSignal(dialog.accepted_url, timeout=1000) as heard:
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert ["http://localhost:11434/v1"] == heard.args
    field.setText("https://openrouter.ai/api/v1")
    assert ["", ""] == [meant.text(), field.accessibleDescription()]


@pytest.mark.parametrize("typed", ["\u0430pple.com", "https://\u0430pple.com"])
def test_a_host_whose_letters_only_look_like_others_is_shown_as_it_is_asked(opened, typed):
    dialog = opened(EndpointDialog())
    dialog.findChild(QLineEdit).setText(typed)

    assert dialog.findChild(QLabel, "endpoint-meant").text() == "Means https://xn--pple-43d.com"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0])
def test_an_example_fills_the_field(opened, accessible_name, example):
    dialog = opened(EndpointDialog())
    button = next(b for b in dialog.findChildren(QAbstractButton, "endpoint-example") if b.text() == example[0])
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    assert example[1] == dialog.findChild(QLineEdit).text()
    assert f"{example[0]}: {example[1]}" == accessible_name(button)


def test_an_empty_address_cannot_be_used(opened):
    dialog = opened(EndpointDialog())
    QTest.keyClicks(dialog.findChild(QLineEdit), "   ")

    assert not dialog.findChild(QAbstractButton, "endpoint-use").isEnabled()


def test_a_link_shows_its_host_alone_and_the_whole_address(opened):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com"))

    assert "xn--80ak6aa92e.com" == dialog.findChild(QLabel, "link-host").text()
    assert LINK == dialog.findChild(QPlainTextEdit).toPlainText()
    assert dialog.width() < 700


def test_the_longest_host_is_seen_whole(opened):
    """Also where it has no hyphen, at which Qt would break it, and where its text names another place as long."""
    host = ".".join(["m" * 63] * 3) + ".example.com"
    dialog = opened(LinkDialog(f"https://{host}/" + "x" * 500, host, "n" * 5_000))
    label = dialog.findChild(QLabel, "link-host")
    room = label.fontMetrics().boundingRect(label.rect(), 0, label.text())

    assert label.text().replace("\n", "") == host
    assert label.rect().contains(room)
    assert dialog.width() < 900


def test_a_link_opens_only_when_told_to(opened, qtbot):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com"))
    with qtbot.waitSignal(dialog.open_requested, timeout=1000):
        press(dialog, "link-open")
    assert not dialog.isVisible()

    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com"))
    with qtbot.assertNotEmitted(dialog.open_requested):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_a_picture_is_shown_only_when_told_to(opened, qtbot):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com", picture=True))
    with qtbot.assertNotEmitted(dialog.open_requested), qtbot.waitSignal(dialog.show_requested, timeout=1000):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()
    assert ["Show a picture", "This picture lies at"] == [dialog.windowTitle(), words(dialog)[0]]

    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com", picture=True))
    with qtbot.assertNotEmitted(dialog.show_requested), qtbot.waitSignal(dialog.open_requested, timeout=1000):
        press(dialog, "link-open")


def test_a_picture_that_is_kept_once_it_is_shown_says_so_at_its_full_width(opened):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com", picture=True, keeps=True))
    dialog.resize(dialog.minimumSize())
    button = dialog.findChild(QPushButton, "link-show")

    assert button.text() == "Show and keep"
    assert button.width() >= button.minimumSizeHint().width()
    assert dialog.minimumWidth() >= dialog.layout().totalMinimumSize().width()


def test_the_address_can_be_copied(opened, qtbot):
    dialog = opened(LinkDialog(LINK, "xn--80ak6aa92e.com"))
    with qtbot.assertNotEmitted(dialog.open_requested):
        press(dialog, "link-copy")

    assert LINK == QGuiApplication.clipboard().text()


def test_an_address_that_is_not_safe_can_only_be_copied(opened):
    dialog = opened(LinkDialog("javascript:alert('\u202e')", None))

    assert dialog.findChild(QAbstractButton, "link-open") is None
    assert "javascript:alert('<U+202E>')" == dialog.findChild(QPlainTextEdit).toPlainText()


def test_foreign_words_in_a_link_are_text(opened):
    dialog = opened(LinkDialog("https://example.org/<img src=x>", "<b>host</b>"))

    assert "<b>host</b>" in words(dialog)
    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in dialog.findChildren(QLabel) if label.text())


def test_the_version_is_named(opened):
    dialog = opened(AboutDialog())

    assert f"Version {__version__}" in words(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert not dialog.isVisible()


def test_shortcuts_are_listed_and_typing_makes_the_list_shorter(opened):
    dialog = opened(ShortcutsDialog([("New chat", "Ctrl+N"), ("Send", "Return"), ("Line break", "Shift+Return")]))
    tree = dialog.findChild(QTreeWidget)

    def shown():
        items = [tree.topLevelItem(at) for at in range(tree.topLevelItemCount())]
        return [(item.text(0), item.text(1)) for item in items if not item.isHidden()]

    assert 3 == len(shown())
    QTest.keyClicks(dialog.findChild(QLineEdit), "RETURN shift")
    assert [("Line break", "Shift+Return")] == shown()


def test_no_keys_are_cut_off(opened):
    longest = "Something that takes a long sentence to say", "Ctrl+Alt+Shift+PgDown, Ctrl+Alt+Shift+PgUp, " * 3
    dialog = opened(ShortcutsDialog([("New chat", "Ctrl+N"), longest] + [("Send", "Return")] * 50))
    tree = dialog.findChild(QTreeWidget)
    room = [tree.columnWidth(0), tree.viewport().width() - tree.columnWidth(0)]

    assert [least for at, least in enumerate(room) if least < tree.sizeHintForColumn(at)] == []
    assert tree.columnWidth(1) <= room[1]


def test_every_button_and_field_of_every_dialog_has_a_name(opened, accessible_name):
    for dialog in (EndpointDialog(), LinkDialog(LINK, "host"), AboutDialog(), ShortcutsDialog([("a", "b")])):
        opened(dialog)
        for kind in (QAbstractButton, QLineEdit, QPlainTextEdit, QTreeWidget):
            for widget in dialog.findChildren(kind):
                if not widget.objectName().startswith(("qt_", "_q_")):
                    assert accessible_name(widget), f"{dialog} {widget}"
        dialog.close()


def test_return_presses_the_button_that_has_the_keyboard_and_a_copy_says_so(opened, monkeypatch, qtbot):
    told = []

    def event(thing, words):
        told.append(words)
        return QAccessibleAnnouncementEvent(thing, words)

    monkeypatch.setattr(copy_button, "QAccessibleAnnouncementEvent", event)
    monkeypatch.setattr(copy_button, "SAID", 10)
    dialog = opened(ReceiptDialog([("Cost", "$1")], '{"a": 1}'))
    button = dialog.findChild(QPushButton, "receipt-copy")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert '{"a": 1}' == QGuiApplication.clipboard().text()
    assert (["Copied"], "Copied", "Copy as JSON") == (told, button.text(), button.accessibleName())
    qtbot.waitUntil(lambda: button.text() == "Copy as JSON")
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.findChild(QPushButton, "receipt-close"), Qt.Key.Key_Enter)


def test_a_receipt_is_copied_whole_for_programs_and_by_rows_for_people(opened):
    dialog = opened(ReceiptDialog([("Cost", "$1"), ("Provider", "Cumulus"), ("Generation", "gen-1")], '{"a": 1}'))
    table = dialog.findChild(QTreeWidget)
    clipboard = QGuiApplication.clipboard()
    press(dialog, "receipt-copy")

    assert '{"a": 1}' == clipboard.text()

    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "$1" == clipboard.text()

    QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "Cost\t$1\nProvider\tCumulus\nGeneration\tgen-1" == clipboard.text()


def test_a_copy_of_no_row_leaves_the_clipboard_alone(opened):
    dialog = opened(ReceiptDialog([("Cost", "$1")], "{}"))
    QGuiApplication.clipboard().setText("before")
    dialog.findChild(QTreeWidget).clearSelection()
    QTest.keyClick(dialog.findChild(QTreeWidget), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)

    assert "before" == QGuiApplication.clipboard().text()
