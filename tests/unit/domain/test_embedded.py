from __future__ import annotations

import base64
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.embedded import (
    LARGEST,
    LARGEST_WRITTEN,
    LONGEST,
    MARKS,
    READABLE,
    SLICE,
    START,
    WINDOW,
    EmbeddedPicture,
    EmbeddedPictures,
    embedded_bytes,
    files_of,
    has_place,
    number_of,
    placed,
    places_in,
    without_places,
)
from desktop.domain.errors import NotAPicture
from desktop.domain.parts import ImagePart

URL = "data:image/png;base64,iVBORw0KGgo="
WHOLE = re.compile(r"!\[([^\[\]\n]*)\]\([ ]?<?(data:image/[^)>\" \n]*)>?[ \t]*(?:\"[^\"\n]*\"[ \t]*)?\)")


def pieces_of(chunks):
    embedded = EmbeddedPictures()
    found = [piece for chunk in chunks for piece in embedded.feed(chunk)]
    return [*found, *embedded.close()]


def told(pieces):
    """Text and pictures, neighboring texts joined."""
    texts = "".join(piece if isinstance(piece, str) else f"\0{piece.name}\1{piece.url}\0" for piece in pieces)
    return texts.split("\0")


@pytest.mark.parametrize(
    "picture",
    [f"![A cat]({URL})", f"![]({URL})", f"![A cat](<{URL}>)", f'![A cat]({URL} "its title")', f"![A cat]( {URL} )"],
)
def test_a_picture_is_taken_out_of_the_text_around_it(picture):
    [before, found, behind] = pieces_of([f"Look: {picture} there."])

    assert (before, behind) == ("Look: ", " there.")
    assert isinstance(found, EmbeddedPicture)
    assert found.url == URL
    assert found.name in {"A cat", ""}
    assert found.source == picture


@pytest.mark.parametrize(
    "text",
    [
        "No picture! [not](one)",
        "![A cat](https://example.org/cat.png)",
        "![A cat](data:text/html;base64,AAAA)",
        f"[A link]({URL})",
        f"![two\nlines]({URL})",
        f"![in [brackets]]({URL})",
        f"![never closed]({URL}",
        f"![broken]({URL}\n)",
        f"![broken]({URL} title)" + "x" * 400,
        f"![far]({URL}{' ' * 9})",
        "![data:image/png](data:image",
        "!",
        "![",
    ],
)
def test_what_is_no_picture_stays_text(text):
    assert told(pieces_of([text])) == [text]
    assert told(pieces_of(text)) == [text]


def test_a_long_picture_that_was_cut_is_told_from_text():
    url = URL + "A" * READABLE
    [before, cut] = pieces_of([f"Look: ![A cat]({url}"])

    assert (before, cut.name, cut.url, cut.source) == ("Look: ", "A cat", url, f"![A cat]({url}")


def test_what_may_become_a_picture_waits_and_nothing_else_does():
    embedded = EmbeddedPictures()

    assert list(embedded.feed("Hello! ")) == ["Hello! "]
    assert list(embedded.feed("Hello!")) == ["Hello"]
    assert list(embedded.feed("[")) == []
    assert list(embedded.feed("cat](https")) == ["![cat](https"]


def test_a_picture_behind_a_broken_one_is_one():
    whole = f"![a]({URL})"
    for broken in ("![](data:image/>", '![](data:image/ "', f"![b]({URL} "):
        pieces = pieces_of([broken + whole])
        assert [piece.source for piece in pieces if not isinstance(piece, str)] == [whole]
        assert told(pieces) == told(pieces_of(broken + whole))


@pytest.mark.parametrize("before", [0, 1, 5, 12, 30, LONGEST, LONGEST + MARKS + 2])
def test_a_picture_is_found_wherever_the_text_before_it_ends(before):
    picture = f"![{'n' * (LONGEST - 20)}]( <{URL}>)"
    text = "x" * (WINDOW - before) + picture + "y" * WINDOW

    assert [picture] == [piece.source for piece in pieces_of([text]) if not isinstance(piece, str)]
    assert "".join(piece if isinstance(piece, str) else piece.source for piece in pieces_of([text])) == text


def test_no_more_of_a_text_is_looked_through_than_is_asked_for():
    embedded, text = EmbeddedPictures(), "x" * 3 * WINDOW
    pieces = embedded.feed(text)

    assert next(pieces) == text[:WINDOW]
    assert list(embedded.close()) == [text[WINDOW:]]


@pytest.mark.parametrize("behind", [f"{URL}) and on", f"{URL}\nand on", f"{URL}"])
def test_of_what_was_not_gone_through_nothing_is_lost(behind):
    embedded = EmbeddedPictures()
    pieces = embedded.feed(f"Look: ![A cat]({behind}")

    assert next(pieces) == "Look: "
    assert "".join(embedded.close()) == f"![A cat]({behind}"


@given(
    st.lists(
        st.one_of(
            st.sampled_from(["!", "![", "](", "](data:image/", URL, ")", '"', " ", "\n", "<", ">", f"![a]({URL})"]),
            st.text(max_size=5),
        ),
        max_size=20,
    ).map("".join),
    st.lists(st.integers(0, 400), max_size=12),
)
def test_wherever_the_network_cuts_the_same_comes_out_and_nothing_is_lost(text, cuts):
    text = text.replace("\0", "").replace("\1", "")
    ends = sorted({min(cut, len(text)) for cut in cuts} | {len(text)})
    chunks = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    pieces = pieces_of(chunks)

    assert "".join(piece if isinstance(piece, str) else piece.source for piece in pieces) == text
    assert told(pieces) == told(pieces_of([text]))
    assert [p.source for p in pieces if isinstance(p, EmbeddedPicture)] == [m[0] for m in WHOLE.finditer(text)]


def test_how_much_of_a_long_picture_has_come_is_known_until_it_is_whole():
    embedded, sizes = EmbeddedPictures(), []
    for chunk in ("Here: ![A cat](data:image/png;base64,", "A" * READABLE, "A" * READABLE, ") and", " on"):
        list(embedded.feed(chunk))
        sizes.append(embedded.arriving)

    assert [0, 6_015, 12_015, 0, 0] == sizes


def test_a_picture_of_endless_size_is_text_after_all():
    chunk = "A" * (LARGEST // 10)
    pieces = pieces_of([f"![big]({URL}", *[chunk] * 11, ") and on"])

    assert all(isinstance(piece, str) for piece in pieces)
    assert len("".join(pieces)) == len(f"![big]({URL}) and on") + 11 * len(chunk)


@pytest.mark.parametrize("size", [100, 10_000_000])
@pytest.mark.parametrize(
    "unit",
    ["![", "!", f'![a]({URL} "', "![a](data:image/", "![a](data:image/\n", f"![a]({URL})", f"![a]({URL} {'x' * 400}"],
)
def test_a_text_five_times_as_long_takes_about_five_times_as_long(unit, size):
    def seconds(text):
        started = time.process_time()
        found = pieces_of(text[at : at + size] for at in range(0, len(text), size))
        taken = time.process_time() - started
        assert "".join(piece if isinstance(piece, str) else piece.source for piece in found) == text
        return taken

    short = unit * (50_000 // len(unit))
    assert min(seconds(short * 5) for _ in range(2)) < 15 * min(seconds(short) for _ in range(3)) + 0.02


@pytest.mark.parametrize("blank", ["", "\r\n", " "])
def test_the_bytes_of_a_picture_of_any_size_are_there_whatever_breaks_its_lines(blank):
    data = bytes(range(256)) * (SLICE // 256 + 1)
    text = base64.b64encode(data).decode()
    lines = blank.join(text[at : at + 76] for at in range(0, len(text), 76))

    assert data == embedded_bytes("data:image/png;base64," + lines)


def test_a_drawing_that_is_written_out_is_read_as_it_is():
    written = "data:image/svg+xml;utf8,%3Csvg%20x='1'%3E\u00e9 + \n%3C/svg%3E"

    assert embedded_bytes(written) == "<svg x='1'>\u00e9 + \n</svg>".encode()


def test_a_drawing_that_is_written_out_is_a_picture_only_if_all_of_it_can_be_read():
    """Half of it would be none."""
    drawing = "data:image/svg+xml,%3Csvg%3E"
    drawing += "x" * (LARGEST_WRITTEN - len(drawing))

    assert EmbeddedPicture("", "", [drawing[:9], drawing[9:]], "").begins_as_one
    assert not EmbeddedPicture("", "", [drawing, "x"], "").begins_as_one
    assert len(embedded_bytes(drawing)) == LARGEST_WRITTEN - len("data:image/svg+xml,%3Csvg%3E") + len("<svg>")
    with pytest.raises(NotAPicture):
        embedded_bytes(drawing + "x")


@pytest.mark.parametrize("url", ["data:", "data:image/svg+xml,\ud800", "data:image/png;base64,a", URL + "\u00e9"])
def test_what_is_no_base64_is_no_picture(url):
    with pytest.raises(NotAPicture):
        embedded_bytes(url)


@pytest.mark.parametrize(
    ("url", "is_one"),
    [
        ("data:image/png;base64,iVBORw0KGgo=", True),
        ("data:image/svg+xml;base64,iVBO\nRw0K Ggo=", True),
        ("data:image/png;base64,iVBORw0KGgo" + "A" * 9 * START, True),
        ("data:image/png;base64,AAAA", False),
        ("data:image/png;base64,\u00e9\u00e9\u00e9\u00e9", False),
        ("data:image/png,iVBORw0KGgo=", False),
        ("data:image/svg+xml,%3Csvg%20xmlns%3D%22%22%3E", True),
        ("data:image/svg+xml;utf8,%0A%3Csvg viewBox='0 0 9 9'%3E" + "%20" * 9000, True),
        ("data:image/svg+xml,%3Chtml%3E", False),
        ("data:image/svg+xml,\ud800", False),
        ("%3Csvg%3E", False),
        ("data:", False),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(url, is_one):
    assert EmbeddedPicture("", "", [url], "").begins_as_one is is_one
    assert EmbeddedPicture("", "", [*url], "").begins_as_one is is_one


def test_what_stands_in_the_place_of_a_picture_is_read_again():
    text = f"A {placed('**cat**', 12)} and {placed('', 3)}, ![far](https://e.org/#picture-1)"

    assert "A ![**cat**](#picture-12) and ![](#picture-3), ![far](https://e.org/#picture-1)" == text
    assert [12, 0, 0] == [number_of(target) for target in ("#picture-12", "#picture-", "https://e.org/#picture-1")]
    assert 2 == places_in(text)
    assert [True, True, False] == [has_place(text, number) for number in (12, 3, 1)]
    assert "A **cat** and , ![far](https://e.org/#picture-1)" == without_places(text)
    assert "A **cat** and ![](m%203.png), ![far](https://e.org/#picture-1)" == without_places(text, {3: "m 3.png"})


def test_files_are_those_of_pictures_in_the_text():
    assert {2: "b.png"} == files_of([ImagePart("a.png"), ImagePart("b.png", place=2)])
