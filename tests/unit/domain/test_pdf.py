from __future__ import annotations

import zlib
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain import pdf
from desktop.domain.pdf import pages_in


def root(count, number=2, more=b""):
    kids = b" ".join(b"%d 0 R" % kid for kid in range(10, 10 + count))
    return b"%d 0 obj\n<< /Type /Pages /Kids [%s] %s/Count %d >>\nendobj\n" % (number, kids, more, count)


def packed(*objects, pressed=True, start=b""):
    """Objects in a stream, by their numbers."""
    bodies = b"\n".join(body for _, body in objects)
    places = [sum(len(body) + 1 for _, body in objects[:at]) for at in range(len(objects))]
    head = b" ".join(b"%d %d" % (number, place) for (number, _), place in zip(objects, places, strict=True)) + b" "
    data = zlib.compress(head + bodies) if pressed else head + bodies
    told = b"<< /Type/ObjStm /N %d /First %d /Length %d /Filter/FlateDecode >>" % (len(objects), len(head), len(data))
    return b"9 0 obj\n%s\n%sstream\r\n%s\nendstream\nendobj\n" % (told, start, data)


CATALOG = b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
TREE = (1, b"<</Type/Catalog/Pages 2 0 R>>"), (2, b"<</Type/Pages/Count 7/Kids[3 0 R]>>")


@pytest.mark.parametrize(
    ("data", "pages"),
    [
        (CATALOG + root(6), 6),
        (CATALOG + root(6) + root(3, 4, b"/Parent 2 0 R "), 6),
        (CATALOG + root(6) + root(8), 8),  # changed later
        (CATALOG + root(6) + b"2 0 obj\n<< /Type /Pages >>\nendobj\n", 0),
        (CATALOG + root(6) + root(8, 3), 0),  # which of them?
        (CATALOG, 0),
        (packed(*TREE), 7),
        (root(6) + packed(*TREE), 7),
        (packed((5, b"<</Lang(de)>>"), *TREE), 7),
        (packed(*TREE, pressed=False), 0),
        (packed(*TREE).replace(b"/First", b"/Last"), 0),
        (packed(*TREE).replace(b"stream\r\n", b"lake\r\n"), 0),
        (b"<< /Type /Pages /Count 6 >>", 0),
        (b"obj << /Type /Pages /Count 6 >>", 0),
        (b"2 0 obj << /Type /Pages /Count 999999 >> endobj", 0),
        (b"2 0 obj << /Type /Pages /Count 6 >>", 6),  # cut off
        (b"2 0 obj << /Type /Pages /Count 6 ", 6),
        (b"2 0 obj << /Type /Pages /Count 9 0 R >> endobj 9 0 obj 3 endobj", 0),
        (b"2 0 obj << /Resources << /X << /Count 77 /Parent 1 0 R >> >> /Type /Pages /Count 6 >> endobj", 6),
        (b"2 0 obj << /Type /Catalog /Pages << /Type /Pages /Count 6 >> >> endobj", 0),
        (b"", 0),
    ],
)
def test_the_root_of_the_pages_says_how_many_there_are(data, pages):
    assert pages_in(data) == pages


def test_what_is_searched_for_may_lie_between_two_slices(monkeypatch):
    for size in range(1, 40):
        monkeypatch.setattr(pdf, "SLICE", size)
        assert pages_in(CATALOG + root(6)) == 6


def test_objects_are_unpacked_no_further_than_there_is_room(monkeypatch):
    monkeypatch.setattr(pdf, "UNPACKED", 10)
    assert pages_in(packed(*TREE) * 2) == 0


def pressed(head, rest=b""):
    """Objects whose numbers and places are these, right or not."""
    return b"9 0 obj << /Type/ObjStm /First %d >> stream\n%s" % (len(head), zlib.compress(head + rest))


PAGES = b"<</Type/Pages/Count 7>>"


@pytest.mark.parametrize(
    ("head", "pages"),
    [
        (b"2 0 ", 7),
        (b"2 0 3 23 ", 7),
        (b"2 0 3 10 4 5 ", 0),  # cut in two
        (b"1 9 2 0 ", 0),  # not behind the one before
        (b"2 " + b"9" * 5_000 + b" ", 0),
        (b"2 99999 ", 0),
        (b"2 ", 0),
    ],
)
def test_places_of_pressed_objects_are_followed_as_long_as_they_go_on(head, pages):
    assert pages_in(pressed(head, PAGES)) == pages


def test_no_more_places_are_looked_for_than_are_looked_at(monkeypatch):
    places, found = pdf._places, []
    monkeypatch.setattr(pdf, "MOST", 10)
    monkeypatch.setattr(pdf, "_places", lambda *given: (found.append(place) or place for place in places(*given)))

    assert 0 == pages_in(b"1 0 obj /Pages /ObjStm " * 1_000)
    assert len(found) < 15


def test_no_byte_is_read_twice_however_often_a_file_says_so(monkeypatch):
    read = []
    search = pdf._PAGES.search
    monkeypatch.setattr(pdf, "_PAGES", SimpleNamespace(search=lambda body: read.append(len(body)) or search(body)))
    pages_in(pressed(b"1 0 2 90000 " * 1_000, b"x" * 100_000))

    assert sum(read) <= 100_000


@given(st.binary(max_size=200))
def test_any_bytes_have_pages_or_none(data):
    assert pages_in(b"1 0 obj /Type/ObjStm /First 10\nstream\n" + zlib.compress(data)) >= 0
    assert pages_in(data) >= 0
