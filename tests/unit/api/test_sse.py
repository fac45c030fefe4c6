from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.api.sse import HEAD, LINES, Events, Whole
from desktop.domain.errors import AnswerTooLarge

PIECES = [b"data:", b"data: ", b"data", b"x", b"{}", b"\r", b"\n", b"\r\n", b"\n\n", b":", b": hm", b" ", b"event: e"]
PIECES += [b"id: 7", b"retry: 5", b"\xef\xbb\xbf", "\u2028".encode(), "\u0085".encode(), "é".encode(), b"\x0b", b"\0"]
LINE_BREAKS_ELSEWHERE = "\u2028\u2029\u0085\x0b\x0c\x1c\x1d\x1e".encode()


def events(*chunks: bytes) -> list[bytes]:
    parser = Events()
    return [event for chunk in chunks for event in parser.feed(chunk)] + parser.close()


@pytest.mark.parametrize(
    ("sent", "found"),
    [
        (b"data: a\n\n", [b"a"]),
        (b"data:a\n\n", [b"a"]),
        (b"data:  a\n\n", [b" a"]),
        (b"data: a\r\n\r\n", [b"a"]),
        (b"data: a\r\r", [b"a"]),
        (b"data: a\n\ndata: b\n\n", [b"a", b"b"]),
        (b"data: a\ndata: b\n\n", [b"a\nb"]),
        (b"data: a\ndata:\ndata: b\n\n", [b"a\n\nb"]),
        (b"\xef\xbb\xbfdata: a\n\n", [b"a"]),
        (b"\n\n\ndata: a\n\n\n\n", [b"a"]),
        (b": hm\n\ndata: a\n: hm\n\n:\n\n: \n", [b"a"]),
        (b"event: e\nid: 7\nretry: 5\ndata: a\n\n", [b"a"]),
        (b"data: a\nid: 7\ndata: b\n\n", [b"a\nb"]),
        (b"data: a\n", [b"a"]),
        (b"data: a", [b"a"]),
        (b"data: a\n\ndata: b", [b"a", b"b"]),
        (b"data: %b\n\n" % LINE_BREAKS_ELSEWHERE, [LINE_BREAKS_ELSEWHERE]),
        (b"database: a\n\n", []),
        (b"datum: a\nfoo\n\n", []),
        (b"", []),
    ],
)
def test_events_are_cut_as_the_standard_says_and_the_last_one_counts_too(sent: bytes, found: list[bytes]) -> None:
    assert found == events(sent)


@given(pieces=st.lists(st.sampled_from(PIECES), max_size=30), cuts=st.lists(st.integers(0, 200)))
@example(pieces=[b"data: x", b"\r\n", b"\r\n", b"data: x", b"\n\n"], cuts=[8, 10])
@example(pieces=[b"\xef\xbb\xbf", b"data: x", b"\n\n"], cuts=[1, 2])
@example(pieces=[b"data: x", b"\r", b"data: x", b"\r", b"\r"], cuts=[8, 16])
@example(pieces=[b":", b"\n\n", b"data: ", b"x", b"\n\n", b"data: ", b"x", b"\n\n"], cuts=[3, 12])
def test_the_same_events_come_out_wherever_the_network_cuts(pieces: list[bytes], cuts: list[int]) -> None:
    sent = b"".join(pieces)
    ends = sorted({0, len(sent), *(cut for cut in cuts if cut < len(sent))})

    assert events(sent) == events(*(sent[start:end] for start, end in itertools.pairwise(ends)))
    assert events(sent) == events(*(bytes([byte]) for byte in sent))


@given(noise=st.lists(st.binary(max_size=60), max_size=10))
def test_noise_does_no_harm(noise: list[bytes]) -> None:
    assert events(b"".join(noise)) == events(*noise)


@pytest.mark.parametrize("start", [b"data: ", b": ", b"", b"\n\ndata: a\ndata: "])
def test_a_line_without_an_end_is_given_up(start: bytes) -> None:
    parser = Events(line=1000, reply=10_000)
    parser.feed(start)

    with pytest.raises(AnswerTooLarge):
        list(map(parser.feed, [b"x" * 100] * 20))


def test_a_line_that_is_too_long_is_given_up_even_when_it_comes_at_once() -> None:
    with pytest.raises(AnswerTooLarge):
        Events(line=1000, reply=10_000).feed(b"data: %b\n\n" % (b"x" * 1001))


PICTURE = b'data: {"url": "data:image/png;base64,'


@pytest.mark.parametrize("size", [1, 7, 400, 5000])
def test_a_line_that_holds_a_picture_may_be_longer(size: int) -> None:
    parser = Events(line=1000, reply=50_000, picture=3000)
    line = PICTURE + b"x" * (3000 - len(PICTURE))
    chunks = [line[at : at + size] for at in range(0, len(line), size)]

    found = [event for chunk in [*chunks, b"\n\ndata: a\n\n"] for event in parser.feed(chunk)]
    assert [line[6:], b"a"] == found
    with pytest.raises(AnswerTooLarge):
        list(map(parser.feed, [b"data: ", *[b"x" * 100] * 20]))


@pytest.mark.parametrize("size", [100, 5000])
def test_a_line_that_holds_a_picture_has_a_limit_too(size: int) -> None:
    parser = Events(line=1000, reply=50_000, picture=3000)
    line = PICTURE + b"x" * 4000 + b"\n\n"

    with pytest.raises(AnswerTooLarge):
        list(map(parser.feed, [line[at : at + size] for at in range(0, len(line), size)]))


@pytest.mark.parametrize(("mark", "share"), [(b'"data:image/png;', 1), (b'\\"data:image/png;', 0), (b"", 0)])
def test_how_much_has_come_of_a_line_that_holds_a_picture_is_known_until_it_ends(mark: bytes, share: int) -> None:
    parser, known = Events(), []
    for chunk in (b"data: {" + mark, b"A" * HEAD, b"A" * HEAD, b'"}\n\n', b"data: {" + b"A" * 2 * HEAD):
        parser.feed(chunk)
        known.append(parser.picture)

    start = len(b"data: {" + mark)
    assert [0, share * (start + HEAD), share * (start + 2 * HEAD), 0, 0] == known


def test_a_picture_that_comes_late_in_a_line_does_not_lengthen_it() -> None:
    with pytest.raises(AnswerTooLarge):
        Events(line=1000, reply=50_000, picture=3000).feed(b"data: " + b"x" * 1000 + PICTURE + b"\n\n")
    with pytest.raises(AnswerTooLarge):
        Events(line=1000, reply=50_000, picture=3000).feed(PICTURE.replace(b'"', b'\\"') + b"x" * 1000 + b"\n\n")
    with pytest.raises(AnswerTooLarge):  # a text that quotes one
        Events(line=2 * HEAD).feed(b"data: " + b"x" * HEAD + PICTURE + b"x" * HEAD + b"\n\n")


@pytest.mark.parametrize("end", [b"x" * 500 + b"\n\n", b"x" * 500 + b"\n", b"x" * 500])
def test_the_end_of_a_line_counts_too(end: bytes) -> None:
    parser = Events(line=1000, reply=10_000)
    assert [b"x"] == parser.feed(b"data: x\n\n")
    assert [] == parser.feed(b"data: " + b"x" * 500)

    assert 506 == parser.held
    with pytest.raises(AnswerTooLarge):
        parser.feed(end)


def test_a_reply_that_is_too_long_is_given_up_however_short_its_lines() -> None:
    parser = Events(line=1000, reply=10_000)

    with pytest.raises(AnswerTooLarge):
        list(map(parser.feed, [b"data: x\n\n"] * 2000))


def test_an_event_of_very_many_lines_is_given_up() -> None:
    """A reply of empty ones would take eight times its size, and ever longer for each read."""
    parser = Events()
    assert [] == parser.feed(b"data:\n" * LINES)

    with pytest.raises(AnswerTooLarge):
        parser.feed(b"data:\n")


def test_a_long_line_in_small_pieces_is_not_joined_again_and_again() -> None:
    parser = Events()
    for _ in range(100_000):
        assert parser.feed(b"data: x") == []

    assert [b"x" + b"data: x" * 99_999] == parser.feed(b"\n\n")


def test_a_document_comes_out_at_its_end() -> None:
    parser = Whole()

    assert [] == parser.feed(b"  \n") + parser.feed(b'{"a":') + parser.feed(b"1}")
    assert [b'  \n{"a":1}'] == parser.close()


def test_a_document_that_is_too_long_is_given_up() -> None:
    parser = Whole(reply=10)
    parser.feed(b"x" * 10)

    with pytest.raises(AnswerTooLarge):
        parser.feed(b"x")


@pytest.mark.parametrize("mark", ['"annotations":[', '"annotations": [', '"file_annotations": ['])
def test_a_line_that_holds_what_was_made_of_a_pdf_may_be_longer(mark: str) -> None:
    line = b"data: {%b%b" % (mark.encode(), b"x" * 2000)

    assert [line[6:]] == Events(line=1000, reply=50_000, picture=3000).feed(line + b"\n\n")
    with pytest.raises(AnswerTooLarge):
        Events(line=1000, reply=50_000, picture=3000).feed(line.replace(b'"', b'\\"') + b"\n\n")
