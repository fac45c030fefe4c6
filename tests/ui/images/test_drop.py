from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.domain.parts import Modality
from desktop.ui.composer.editor import MessageEdit
from desktop.ui.images.drop import DropTarget
from desktop.ui.images.mime import LOOKED_AT

COPY, MOVE, LINK = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.LinkAction
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def window(shown):
    made = QMainWindow()
    body = QWidget()
    column = QVBoxLayout(body)
    column.addWidget(QWidget(body), 1)
    column.addWidget(MessageEdit(body))
    made.setCentralWidget(body)
    made.room = 50
    made.target = DropTarget(made, lambda brought: (said(brought), brought.count <= made.room))
    return shown(made, 600, 400)


def said(brought):
    if brought.pages:
        return "Drop it → text"
    pictures = brought.kinds.count(Modality.IMAGE) == brought.count
    return f"Drop {brought.count} pictures → ask a model" if pictures else f"Drop {brought.count} files → ask a model"


def sheet(window):
    return window.findChild(QWidget, "drop-sheet")


def files(*names):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(f"/tmp/{name}") for name in names])
    return mime


def data_of(kind):
    mime = QMimeData()
    mime.setData(kind, b"data")
    return mime


def enter(widget, mime, actions=COPY | MOVE):
    event = QDragEnterEvent(QPoint(5, 5), actions, mime, LEFT, NONE)
    QApplication.sendEvent(widget, event)
    return event


def move(widget, mime, actions=COPY | MOVE):
    event = QDragMoveEvent(QPoint(6, 6), actions, mime, LEFT, NONE)
    QApplication.sendEvent(widget, event)
    return event


def drop(widget, mime, actions=COPY | MOVE):
    event = QDropEvent(QPointF(6, 6), actions, mime, LEFT, NONE)
    QApplication.sendEvent(widget, event)
    return event


def test_pictures_are_announced_by_what_a_drop_does_and_then_offered(window, qtbot):
    mime = files("a.png", "b.jpg")
    assert enter(window, mime).isAccepted()
    assert sheet(window).isVisible()
    assert "Drop 2 pictures → ask a model" == sheet(window).accessibleName()
    assert window.rect() == sheet(window).geometry()
    assert move(sheet(window), mime).isAccepted()
    with qtbot.waitSignal(window.target.dropped, timeout=1000) as heard:
        event = drop(sheet(window), mime)

    assert ["a.png", "b.jpg"] == [offer.name for offer in heard.args[0]]
    assert COPY is event.dropAction()
    assert not sheet(window).isVisible()


def test_an_editor_in_the_window_does_not_take_a_file_for_text(window, qtbot):
    viewport = window.findChild(QPlainTextEdit).viewport()
    mime = files("a.png")
    mime.setText("/tmp/a.png")
    enter(viewport, mime)
    with qtbot.waitSignal(window.target.dropped, timeout=1000):
        drop(viewport, mime)

    assert window.findChild(MessageEdit).text() == ""


def test_an_editor_made_later_is_watched_when_the_window_is_shown_again(window):
    late = QPlainTextEdit(window.centralWidget())
    window.hide()
    window.show()
    enter(late.viewport(), files("a.png"))

    assert sheet(window).isVisible()


@pytest.mark.parametrize(
    ("mime", "words"),
    [
        (data_of("application/x-foo"), "Nothing of this can be attached"),
        (files(*(f"{n}.png" for n in range(51))), "At most 50 files at a time"),
    ],
)
def test_what_cannot_be_attached_is_refused_while_it_is_dragged(window, qtbot, mime, words):
    enter(window, mime)
    assert words == sheet(window).accessibleName()
    with qtbot.assertNotEmitted(window.target.dropped):
        assert not move(sheet(window), mime).isAccepted()
        assert not drop(sheet(window), mime).isAccepted()
    assert not sheet(window).isVisible()


def test_a_picture_without_a_name_is_called_dropped(window, qtbot):
    mime = data_of("image/png")
    enter(window, mime)
    with qtbot.waitSignal(window.target.dropped, timeout=1000) as heard:
        drop(sheet(window), mime)

    assert ["Dropped picture.png"] == [offer.name for offer in heard.args[0]]


class Dead(QMimeData):
    """A picture whose program has gone."""

    def formats(self):
        return ["image/png"]

    def hasFormat(self, kind):  # noqa: N802 - Qt's name
        return kind == "image/png"


def test_a_drop_whose_data_never_arrives_is_told(window, qtbot):
    large = QMimeData()
    large.setImageData(QImage(10_000, 10_000, QImage.Format.Format_Mono))
    for mime, too_large in ((Dead(), False), (large, True)):
        enter(window, mime)
        with qtbot.waitSignal(window.target.missed, timeout=1000) as heard:
            assert not drop(sheet(window), mime).isAccepted()
        assert [too_large] == heard.args


def test_a_text_that_is_dropped_beside_the_editors_becomes_text_of_the_question(window, qtbot):
    mime = QMimeData()
    mime.setText("some words")
    assert enter(window, mime).isAccepted()
    assert "Drop the text → it becomes text of the question" == sheet(window).accessibleName()
    assert window.childAt(window.rect().center()) is not sheet(window)  # editors below are still found
    assert move(window, mime).isAccepted()
    enter(window.findChild(QPlainTextEdit).viewport(), mime)
    assert not sheet(window).isVisible()
    enter(window, mime)
    with qtbot.waitSignal(window.target.inserted, timeout=1000) as heard:
        assert drop(window, mime).isAccepted()

    assert "some words" == heard.args[0].text()
    assert not sheet(window).isVisible()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("/tmp/x/cat.webp", "Drop the path → what is there is attached"),
        ("/tmp/x/holiday", "Drop the path → what is there is attached"),
        ("/tmp/a.png\n/tmp/b.png", "Drop the paths → what is there is attached"),
        ("see /tmp/x/cat.webp", "Drop the text → it becomes text of the question"),
    ],
)
def test_a_text_that_names_files_is_announced_as_what_it_becomes(window, text, words):
    mime = QMimeData()
    mime.setText(text)
    enter(window, mime)

    assert words == sheet(window).accessibleName().partition("\n")[0]


def test_a_drag_of_text_that_is_heard_of_no_more_leaves_the_window_free(window, qtbot):
    sheet(window)._gone.setInterval(10)
    mime = QMimeData()
    mime.setText("some words")
    enter(window, mime)

    qtbot.waitUntil(lambda: not sheet(window).isVisible(), timeout=1000)


def test_words_are_left_to_the_editors(window):
    mime = QMimeData()
    mime.setText("some words")
    viewport = window.findChild(QPlainTextEdit).viewport()
    for step in (enter, move, drop):
        step(viewport, mime)
        assert not sheet(window).isVisible()

    assert "some words" == window.findChild(MessageEdit).text()


def test_a_source_that_only_links_is_not_told_that_its_file_was_copied(window, qtbot):
    mime = files("a.png")
    enter(window, mime, LINK)
    with qtbot.waitSignal(window.target.dropped, timeout=1000):
        event = drop(sheet(window), mime, LINK)

    assert LINK is event.dropAction()


def test_a_page_becomes_text_wherever_it_is_dropped(window, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/article")])
    enter(window, mime)
    assert sheet(window).accessibleName() == "Drop it → text"
    with qtbot.waitSignal(window.target.written, timeout=1000) as heard, qtbot.assertNotEmitted(window.target.dropped):
        event = drop(sheet(window), mime)

    assert (heard.args, event.isAccepted()) == (["https://example.org/article"], True)


@pytest.mark.parametrize("drawn", [False, True])
def test_a_picture_that_was_announced_comes_though_words_follow_far_behind_it(window, qtbot, drawn):
    source = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + bytes(LOOKED_AT)).decode()
    mime = QMimeData()
    mime.setHtml(f"<img src='{source}'><p>Words</p>")
    if drawn:
        mime.setText("Words")
        mime.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    enter(window, mime)
    assert sheet(window).invites
    with qtbot.waitSignal(window.target.dropped, timeout=1000) as heard:
        drop(sheet(window), mime)

    [offer] = heard.args[0]
    assert offer.encode()[:4] == b"\x89PNG"
    assert drawn or len(offer.encode()) > LOOKED_AT


def test_a_page_that_only_names_a_file_of_this_machine_is_refused(window):
    mime = QMimeData()
    mime.setHtml('<img src="file:///home/a/secret.png">')
    enter(window, mime)

    assert (sheet(window).accessibleName(), sheet(window).invites) == ("Nothing of this can be attached", False)


def test_the_sheet_goes_when_the_drag_leaves(window):
    enter(window, files("a.png"))
    QApplication.sendEvent(sheet(window), QDragLeaveEvent())

    assert not sheet(window).isVisible()


def test_the_sheet_of_a_drag_that_died_goes_with_the_next_movement_of_the_mouse(window):
    enter(window, files("a.png"))
    QTest.mouseMove(sheet(window), QPoint(9, 9))

    assert not sheet(window).isVisible()


def test_the_next_drag_is_judged_anew(window):
    enter(window, files("a.png"))
    enter(sheet(window), data_of("application/x-foo"))

    assert "Nothing of this can be attached" == sheet(window).accessibleName()


def test_what_finds_no_room_is_refused_while_it_is_dragged(window, qtbot):
    window.room = 1
    mime = files("a.png", "b.png", "c.zip")
    enter(window, mime)
    assert "Drop 3 files → ask a model" == sheet(window).accessibleName()
    with qtbot.assertNotEmitted(window.target.dropped):
        assert not move(sheet(window), mime).isAccepted()
        assert not drop(sheet(window), mime).isAccepted()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (
            ["a.png", "b.zip", "c.exe"],
            "Drop 3 files → ask a model\n2 of them, by their names, can perhaps not be attached",
        ),
        (
            ["a.png", "b.zip"],
            "Drop 2 files → ask a model\nOne of them, by its name, can perhaps not be attached",
        ),
        (["a.zip"], "Drop 1 files → ask a model\nIts name says that it can perhaps not be attached"),
    ],
)
def test_a_file_whose_name_promises_nothing_is_taken_and_that_is_said(window, qtbot, names, said):
    enter(window, files(*names))
    assert said == sheet(window).accessibleName()
    with qtbot.waitSignal(window.target.dropped) as heard:
        assert drop(sheet(window), files(*names)).isAccepted()

    assert names == [offer.name for offer in heard.args[0]]


def test_a_drag_that_only_seems_to_bring_words_is_refused(window):
    for kind in ("text/uri-list", "text/html", "text/plain"):
        hollow = QMimeData()
        hollow.setData(kind, b"")
        enter(window.findChild(QPlainTextEdit).viewport(), hollow)
        assert "Nothing of this can be attached" == sheet(window).accessibleName()
        assert not drop(sheet(window), hollow).isAccepted()


def test_files_that_turn_out_to_be_of_no_use_are_refused_while_they_are_still_dragged(window, qtbot):
    mime = files("a.zip", "b.exe")
    with qtbot.waitSignal(window.target.doubted, timeout=1000) as heard:
        enter(window, mime)
    [doubted] = heard.args
    assert ("/tmp/a.zip", "/tmp/b.exe") == doubted
    assert move(sheet(window), mime).isAccepted()
    window.target.refuse(("/tmp/other.zip",))
    assert move(sheet(window), mime).isAccepted()
    window.target.refuse(doubted)
    assert sheet(window).accessibleName().startswith("Programs, archives and office documents cannot be attached")
    with qtbot.assertNotEmitted(window.target.dropped):
        assert not move(sheet(window), mime).isAccepted()
        assert not drop(sheet(window), mime).isAccepted()
    window.target.refuse(doubted)
    assert not sheet(window).isVisible()
    with qtbot.assertNotEmitted(window.target.doubted):
        enter(window, files("a.zip", "b.png"))
    window.target.refuse(doubted)
    assert move(sheet(window), mime).isAccepted()


def test_an_attachment_of_a_mail_is_attached_where_its_bytes_come_too_and_is_never_typed(window, qtbot):
    mail = QMimeData()
    mail.setData("text/uri-list", b"imap://mail/INBOX?part=1.2&filename=cat.png\r\n")
    viewport = window.findChild(QPlainTextEdit).viewport()
    enter(viewport, mail)
    assert "This program hands over no file: save it first, then drop that" == sheet(window).accessibleName()
    assert not drop(viewport, mail).isAccepted()
    mail.setData("application/octet-stream", b"bytes")
    enter(viewport, mail)
    assert "Drop 1 pictures → ask a model" == sheet(window).accessibleName()
    with qtbot.waitSignal(window.target.dropped, timeout=1000) as heard:
        drop(viewport, mail)

    assert [("cat.png", b"bytes")] == [(offer.name, offer.data) for offer in heard.args[0]]
    assert "" == window.findChild(MessageEdit).text()


@pytest.mark.parametrize("kind", ["XdndDirectSave0", "application/x-moz-file-promise", "message/rfc822"])
def test_a_file_that_is_only_promised_is_refused_with_what_helps(window, kind):
    promised = QMimeData()
    promised.setData(kind, b"cat.png")
    promised.setData("text/x-moz-url", "imap://mail/INBOX?part=1.2".encode("utf-16-le"))
    enter(window, promised)

    assert sheet(window).accessibleName() == "This program hands over no file: save it first, then drop that"
    assert not move(sheet(window), promised).isAccepted()


def test_a_promise_beside_a_file_is_not_needed(window):
    mime = files("cat.png")
    mime.setData("application/x-moz-file-promise", b"cat.png")
    enter(window, mime)

    assert "Drop 1 pictures → ask a model" == sheet(window).accessibleName()


def test_texts_and_folders_are_not_called_pictures(window):
    enter(window, files("a.png", "notes.txt", "folder"))

    assert "Drop 3 files → ask a model" == sheet(window).accessibleName()


def test_picture_data_is_called_a_picture_whatever_file_comes_with_it(window):
    mime = files("data.bin")
    mime.setData("image/png", b"png")
    enter(window, mime)

    assert "Drop 1 pictures → ask a model" == sheet(window).accessibleName()
