"""Pictures of messages under the mouse and the keyboard: opened, asked for, dragged out; addresses only named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QGuiApplication, QHelpEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QToolTip

from desktop.domain.parts import ImagePart, Withheld
from desktop.ui.transcript.pictures_row import PICTURE_HEIGHT, PicturesRow
from desktop.ui.transcript.targets import places_in

from .conftest import answer, question
from .test_pointer import LEFT, click, menu_of, place

CAT = ImagePart("cat.png", "image/png", "a" * 64, width=200, height=120)
FAR = ImagePart("far.png", url="https://example.org/far.png")

__all__ = ["place"]


@pytest.fixture
def asked(transcript):
    """What was asked of pictures, in a conversation with a stored one and one at an address."""
    found = []
    transcript.picture_asked.connect(lambda *what: found.append(what))
    transcript.picture_activated.connect(lambda *what: found.append(("open", *what)))
    transcript.link_activated.connect(lambda address: found.append(("link", address)))
    transcript.show_entries([question("Look", images=(CAT, FAR))])
    return found


def drag(transcript, start, by):
    viewport = transcript.viewport()
    QTest.mousePress(viewport, LEFT, Qt.KeyboardModifier.NoModifier, start)
    for step in range(1, 5):
        QTest.mouseMove(viewport, start + by * step / 4)
    QTest.mouseRelease(viewport, LEFT, Qt.KeyboardModifier.NoModifier, start + by)


def test_a_stored_picture_is_dragged_out_once_and_opens_nothing(transcript, asked, place):
    drag(transcript, place("picture:" + CAT.blob), QPoint(60, 20))

    assert [("drag", "q0", CAT.blob)] == asked
    assert not transcript.selection


def test_a_trembling_hand_still_opens_it(transcript, asked, place):
    drag(transcript, place("picture:" + CAT.blob), QPoint(1, 1))

    assert [("open", "q0", CAT.blob)] == asked


def test_an_address_and_a_button_are_not_dragged(transcript, asked, place):
    drag(transcript, place("picture-at:" + FAR.url), QPoint(300, 0))
    drag(transcript, place("copy"), QPoint(300, 0))

    assert [] == asked


def test_the_menu_of_a_stored_picture_opens_uses_copies_and_saves_it(transcript, asked, place):
    transcript.open_menu(0, place("picture:" + CAT.blob))
    menu = transcript.findChild(QMenu)
    assert ["Open picture", "Use in the next question", "Copy picture", "Save picture as…"] == menu_of(transcript)[:4]
    for action in menu.actions()[:4]:
        action.trigger()
    menu.close()

    assert [(what, "q0", CAT.blob) for what in ("open", "use", "copy", "save")] == asked


def test_the_menu_of_a_picture_that_came_as_another_one_shows_that(transcript, asked, place):
    images = (replace(CAT, original="b" * 64), replace(CAT, name="same.png", blob="c" * 64, original="c" * 64))
    transcript.show_entries([question("Look", images=images)])
    for image, offered in zip(images, (True, False), strict=True):
        transcript.open_menu(0, place("picture:" + image.blob))
        menu = transcript.findChild(QMenu)
        assert offered is ("Show original" in menu_of(transcript))
        if offered:
            menu.actions()[1].trigger()
        menu.close()
        menu.setObjectName("gone")
        QApplication.sendPostedEvents(menu, QEvent.Type.DeferredDelete)

    assert [("original", "q0", CAT.blob)] == asked


def test_the_menu_of_a_picture_at_an_address_shows_it_on_request_alone_and_copies_that(transcript, asked, place):
    transcript.open_menu(0, place("picture-at:" + FAR.url))
    menu = transcript.findChild(QMenu)
    assert ["Show the picture from example.org…", "Open link to example.org…", "Copy link address"] == menu_of(
        transcript
    )[:3]
    for action in menu.actions()[:3]:
        action.trigger()
    menu.close()

    assert [("address", "q0", FAR.url), ("link", FAR.url)] == asked
    assert FAR.url == QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("far.png", "far.png, Picture at example.org"),
        ("example.org", "Picture at example.org"),
        ("in\u202egnp.exe", "in<U+202E>gnp.exe, Picture at example.org"),
    ],
)
def test_a_picture_at_an_address_has_its_name_and_its_host(transcript, name, said):
    transcript.show_entries([question("Look", images=(replace(FAR, name=name),))])
    [place] = [place for place in places_in(transcript.flow, 0) if place.target.action.startswith("picture-at:")]

    assert said == place.target.label


def test_no_name_crowds_out_the_host(transcript):
    """Each has a line of its own: under any two names the same is painted in the lower half."""
    seen = []
    for name in ("a.png", "b.org, Picture at good.example" * 8):
        transcript.show_entries([question("Look", images=(replace(FAR, name=name),))])
        [place] = [place for place in places_in(transcript.flow, 0) if place.target.action.startswith("picture-at:")]
        view = transcript.flow.view(0)
        room = place.target.rect.translated(view.left(place.row), view.column.top(place.row) + transcript.flow.top(0))
        image = transcript.viewport().grab(room.translated(0, -transcript.scrolled)).toImage()
        seen.append([image.copy(0, y, room.width(), room.height() // 2) for y in (0, room.height() // 2)])

    assert seen[0][0] != seen[1][0]
    assert seen[0][1] == seen[1][1]


def test_return_opens_a_picture_that_has_the_keyboard_and_the_menu_key_asks_what_to_do(transcript, asked, qtbot):
    transcript.setFocus()
    transcript.keys.go_to(0)
    QTest.keyClick(transcript, Qt.Key.Key_Right)
    QTest.keyClick(transcript, Qt.Key.Key_Return)
    assert [("open", "q0", CAT.blob)] == asked

    at = QPoint(5, 5)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, transcript.mapToGlobal(at))
    QApplication.sendEvent(transcript.viewport(), event)
    assert "Open picture" == menu_of(transcript)[0]
    transcript.findChild(QMenu).close()


def test_a_click_opens_it(transcript, asked, place):
    click(transcript, place("picture:" + CAT.blob))

    assert [("open", "q0", CAT.blob)] == asked


@pytest.mark.parametrize("from_user", [True, False])
@pytest.mark.parametrize("below", [True, False])
def test_pictures_stand_where_they_do_in_the_message(transcript, from_user, below):
    images = (ImagePart("hill.png", "image/png", "a" * 64, width=400, height=200),)
    make = question if from_user else answer
    transcript.show_entries([make("What is this?", images=images, pictures_below=below)])
    view = transcript.flow.view(0)
    rows = [type(view.row(index)).__name__ for index in range(len(view))]
    [place] = [place for place in places_in(transcript.flow, 0) if place.target.action.startswith("picture:")]

    assert (rows.index("PicturesRow") > rows.index("Piece")) is below
    assert place.row == rows.index("PicturesRow")
    assert view.left(place.row) + place.target.rect.right() <= view.body_left + view.body_width


def pictures(count, width=800, height=600):
    return PicturesRow(
        tuple(ImagePart(f"{n}", "image/png", f"{n:064}", width=width, height=height) for n in range(count))
    )


@pytest.mark.parametrize(("count", "highest"), [(1, 320), (2, 160), (4, 160), (8, 112), (50, 112)])
def test_several_pictures_are_smaller_than_one_and_stand_side_by_side(transcript, count, highest):
    row = pictures(count)

    heights = {target.rect.height() for target in row.targets(transcript.flow.style, 500)}

    assert heights == {highest}
    assert count > 8 or row.measure(transcript.flow.style, 500) < PICTURE_HEIGHT * 1.2
    assert all(target.rect.right() < 500 for target in row.targets(transcript.flow.style, 500))


@pytest.mark.parametrize("count", [1, 2, 3, 8])
def test_a_message_is_no_wider_than_its_pictures(transcript, count):
    row = pictures(count)
    natural = row.natural(500)

    rects = [target.rect for target in row.targets(transcript.flow.style, 500)]
    assert natural == max(rect.right() for rect in rects) + 1
    assert rects == [target.rect for target in row.targets(transcript.flow.style, natural)]


@pytest.mark.parametrize("width", [340, 500, 680])
@pytest.mark.parametrize("at", [0, 1, 3])
def test_an_address_among_pictures_leaves_no_hole_below_it_and_takes_no_more_room_than_they_do(transcript, width, at):
    images = list(pictures(3).images)
    images.insert(at, FAR)
    rects = [target.rect for target in PicturesRow(tuple(images)).targets(transcript.flow.style, width)]
    far = rects[at]
    beside = [rect.height() for rect in rects if rect.top() == far.top() and rect is not far]

    assert beside == [] or beside == [far.height()] * len(beside)
    assert far.width() <= min(width, 240)
    assert all(rect.right() < width for rect in rects)


def test_an_address_alone_is_as_wide_as_there_is_room_for_its_host(transcript):
    [target] = PicturesRow((FAR,)).targets(transcript.flow.style, 720)

    assert (target.rect.width(), target.rect.height()) == (320, 56)


def test_a_single_wide_picture_is_as_wide_as_there_is_room():
    assert 500 == pictures(1, 4000, 100).natural(500)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (100, 12_000), (20_000, 100)])
def test_a_picture_that_is_next_to_nothing_can_be_hit(transcript, width, height):
    [target] = pictures(1, width, height).targets(transcript.flow.style, 500)

    assert min(target.rect.width(), target.rect.height()) >= 32


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"broken": True}, "cannot be shown"),
        ({"beyond": "TooManyPixels"}, "cannot be shown: too many pixels"),
        ({"beyond": "TooManyFrames"}, "cannot be shown: too many frames or pages"),
    ],
)
def test_a_picture_that_cannot_be_decoded_says_why_and_is_not_asked_for(transcript, qtbot, facts, said):
    wanted = []
    transcript.picture_wanted.connect(lambda blob, _room: wanted.append(blob))
    broken = replace(CAT, blob="b" * 64, width=0, height=0, **facts)
    transcript.show_entries([question("Look", images=(CAT, broken))])
    qtbot.waitUntil(lambda: bool(wanted))

    assert [CAT.blob] == wanted
    labels = [place.target.label for place in places_in(transcript.flow, 0)]
    assert f"cat.png, {said}" in labels


@pytest.mark.parametrize(
    ("why", "told"),
    [
        (Withheld.NO, "cat.png"),
        (Withheld.REFUSED, "cat.png, refused by a provider: sent no more"),
        (Withheld.BY_HAND, "cat.png, sent no more"),
        (Withheld.LOST, "cat.png, not stored any more"),
    ],
)
def test_a_picture_that_is_sent_no_more_is_dimmed_and_has_a_sign_and_all_tell_their_names(
    transcript, place, monkeypatch, why, told
):
    picture = QImage(200, 120, QImage.Format.Format_RGB32)
    picture.fill(QColor("#0000ff"))
    transcript.set_picture(CAT.blob, picture)
    transcript.show_entries([question("Look", images=(replace(CAT, withheld=why), FAR))])
    tips = []
    monkeypatch.setattr(QToolTip, "showText", lambda _at, text, _over: tips.append(text))
    at = place("picture:" + CAT.blob)
    for point in (at, place("picture-at:" + FAR.url)):
        transcript._pointer.show_tip(QHelpEvent(QEvent.Type.ToolTip, point, point))
    [target, _] = [it.target for it in places_in(transcript.flow, 0) if it.target.action.startswith("picture")]
    seen = transcript.viewport().grab().toImage()
    corner = seen.pixelColor(at - QPoint(100 - 14, 60 - 14))  # the middle of the sign

    assert told == target.label
    assert [told in tips[0], "far.png" in tips[1]] == [True, True]
    assert (seen.pixelColor(at) == QColor("#0000ff")) is not bool(why)
    assert (corner == QColor("#0000ff")) is not bool(why)
