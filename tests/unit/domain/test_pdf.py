from __future__ import annotations

import zlib

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


@given(st.binary(max_size=200))
def test_any_bytes_have_pages_or_none(data):
    assert pages_in(b"1 0 obj /Type/ObjStm /First 10\nstream\n" + zlib.compress(data)) >= 0
    assert pages_in(data) >= 0
