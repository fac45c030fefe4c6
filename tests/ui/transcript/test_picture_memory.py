"""Pictures that are painted: kept up to a number of bytes, wanted again, in the size of their room."""

from __future__ import annotations

from weakref import ref

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QImage

from desktop.domain.parts import ImagePart
from desktop.store.held import Box, Name, Stored
from desktop.ui.transcript.picture_memory import PictureMemory
from tests.ui.transcript.conftest import question, talk

ROOM = QSize(10, 10)


def picture(side=10, color="#12cc34"):
    made = QImage(side, side, QImage.Format.Format_RGB32)
    made.fill(QColor(color))
    return made


@pytest.fixture
def wanted():
    return []


@pytest.fixture
def memory(wanted):
    made = PictureMemory(lambda blob, room: wanted.append((blob, room)))
    made.limit = 3 * picture().sizeInBytes()
    return made


def test_a_hash_that_holds_bytes_is_not_kept(memory):
    name, other = Name("a"), Name("b")
    name.box, other.box = (Box(Stored(b"data", b"")) for _ in range(2))
    known = ref(name.box), ref(other.box)
    memory.put("a", picture())
    memory.at(name, ROOM)
    memory.at(other, ROOM)
    del name, other

    assert [None, None] == [box() for box in known]


def test_what_is_missing_is_asked_for_once(memory, wanted):
    assert memory.at("a", ROOM) is None
    assert memory.at("a", QSize(20, 20)) is None

    assert [("a", ROOM)] == wanted


def test_what_is_there_is_not_asked_for(memory, wanted):
    memory.at("a", ROOM)
    memory.put("a", picture())

    assert memory.at("a", ROOM).size() == ROOM
    assert 1 == len(wanted)


def test_another_room_shows_what_is_there_and_asks_for_better(memory, wanted):
    memory.at("a", ROOM)
    memory.put("a", picture())

    assert memory.at("a", QSize(20, 20)).size() == ROOM
    assert ("a", QSize(20, 20)) == wanted[-1]
    memory.put("a", picture(5))  # it is no larger
    memory.at("a", QSize(20, 20))
    assert 2 == len(wanted)


def test_what_was_not_painted_for_the_longest_time_goes_and_is_asked_for_again(memory, wanted):
    for blob in "abc":
        memory.at(blob, ROOM)
        memory.put(blob, picture())
    memory.at("a", ROOM)
    memory.put("d", picture())

    assert [None, True] == [memory.peek("b"), memory.peek("a") is not None]
    assert memory.at("b", ROOM) is None
    assert [*"abc", "b"] == [blob for blob, _ in wanted]


def test_a_picture_that_is_put_again_counts_once(memory):
    for _ in range(9):
        memory.put("a", picture())
    memory.put("b", picture())

    assert memory.peek("a") is not None


def test_one_picture_is_kept_however_large(memory):
    memory.put("a", picture())
    memory.put("b", picture(100))

    assert [None, QSize(100, 100)] == [memory.peek("a"), memory.peek("b").size()]


def test_all_that_a_large_screen_shows_fits(memory):
    memory.fit(QSize(100, 100))
    least = memory.limit
    memory.fit(QSize(7680, 4320))

    assert memory.limit >= 2 * picture(1).sizeInBytes() * 7680 * 4320
    assert least < memory.limit


def test_a_picture_is_painted_pixel_by_pixel_where_it_fits(transcript):
    pattern = QImage(60, 40, QImage.Format.Format_RGB32)
    for x in range(60):
        for y in range(40):
            pattern.setPixelColor(x, y, QColor("#12cc34") if (x + y) % 2 else QColor("#cc1234"))
    asked = []
    transcript.picture_wanted.connect(lambda blob, room: asked.append((blob, room)))
    transcript.show_entries([question("Look", images=(ImagePart("p", "image/png", "a" * 64, width=60, height=40),))])
    transcript.viewport().grab()
    transcript.set_picture("a" * 64, pattern)

    colors = {(c >> 16 & 255, c >> 8 & 255, c & 255) for c in pixels(transcript.viewport().grab().toImage())}
    assert [("a" * 64, QSize(60, 40))] == asked
    assert {(0x12, 0xCC, 0x34), (0xCC, 0x12, 0x34)} <= colors
    assert (0x6F, 0x6F, 0x34) not in colors


def pixels(image):
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


def test_only_pictures_of_a_message_that_are_on_view_are_wanted(transcript):
    images = tuple(ImagePart(f"{n}", "image/png", f"{n:064}", width=1400, height=300) for n in range(90))
    asked = []
    transcript.picture_wanted.connect(lambda blob, _room: asked.append(int(blob)))
    transcript.show_entries([question("Look", images=images), *talk(20)])
    transcript.verticalScrollBar().setValue(0)
    transcript.viewport().grab()
    first = list(asked)
    transcript.verticalScrollBar().setValue(2000)
    transcript.viewport().grab()

    assert first == list(range(len(first)))
    assert 1 <= len(first) <= 6
    assert asked[len(first) :]
    assert not {9, 10, 11} & set(asked)


def test_a_transparent_picture_stands_on_white(transcript):
    clear = QImage(60, 40, QImage.Format.Format_ARGB32_Premultiplied)
    clear.fill(Qt.GlobalColor.transparent)
    transcript.show_entries([question("Look", images=(ImagePart("p", "image/png", "a" * 64, width=60, height=40),))])
    transcript.viewport().grab()
    before = transcript.viewport().grab().toImage()
    transcript.set_picture("a" * 64, clear)

    white = QColor("white").rgb()
    after = transcript.viewport().grab().toImage()
    assert count(after, white) >= count(before, white) + 60 * 40 // 2


def count(image, color):
    return sum(image.pixel(x, y) == color for x in range(image.width()) for y in range(image.height()))
