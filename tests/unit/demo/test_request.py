"""What the demonstration reads of a request."""

from __future__ import annotations

import contextlib
import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.catalog import MIRROR
from desktop.demo.request import Piece, Refused, picture_bytes, read

TEXT = st.text("ab é\U0001f600", max_size=4)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda children: st.lists(children, max_size=3) | st.dictionaries(TEXT, children, max_size=3),
    max_leaves=6,
)
PART = st.fixed_dictionaries({}, optional={"type": st.sampled_from(["text", "image_url", "file"]), "text": JSON})
MESSAGE = st.fixed_dictionaries({}, optional={"role": JSON, "content": JSON | st.lists(PART | JSON)})


def test_reads_parts_parameters_and_size() -> None:
    parts = [
        {"type": "text", "text": "What is it?"},
        {"type": "image_url", "image_url": {"url": "https://example.org/cat.png"}},
        {"type": "file", "file": {"filename": "a.pdf"}},
    ]
    data = json.dumps(
        {"model": MIRROR, "messages": [{"role": "user", "content": parts}], "stream": True, "temperature": 0.5}
    ).encode()
    body = read(data)

    assert body.model == MIRROR
    assert body.stream
    assert body.parameters == {"temperature": 0.5}
    assert body.size == len(data)
    assert body.question == "What is it?"
    assert body.pictures == ("https://example.org/cat.png",)
    assert body.messages[0].pieces[2] == Piece("file", json.dumps(parts[2]))


def test_the_question_is_the_last_of_the_person_and_the_pictures_are_the_latest() -> None:
    def message(role: str, text: str, *addresses: str) -> dict[str, object]:
        pictures = [{"type": "image_url", "image_url": {"url": address}} for address in addresses]
        return {"role": role, "content": [{"type": "text", "text": text}, *pictures]}

    turns = [message("user", "first", "https://a/1"), message("user", "second", "https://a/2", "https://a/3")]
    turns += [message("assistant", "so far"), message("user", "third"), message("assistant", "half an ans")]
    body = read(json.dumps({"model": MIRROR, "messages": turns}).encode())

    assert body.question == "third"
    assert body.pictures == ("https://a/2", "https://a/3")
    assert body.begun == "half an ans"


def test_a_picture_without_an_address_is_kept_as_it_came() -> None:
    odd = {"type": "image_url", "image_url": "https://example.org/cat.png"}
    body = read(json.dumps({"model": MIRROR, "messages": [{"content": [odd]}]}).encode())

    assert body.messages[0].pieces == (Piece("image_url", json.dumps(odd)),)


@given(st.fixed_dictionaries({}, optional={"model": JSON, "messages": st.lists(MESSAGE) | JSON, "stream": JSON}))
def test_any_body_is_read_or_refused(body: object) -> None:
    with contextlib.suppress(Refused):
        read(json.dumps(body).encode())


def test_only_base64_data_addresses_hold_bytes() -> None:
    assert picture_bytes("data:image/png;base64,aGVsbG8=") == b"hello"
    assert picture_bytes("data:image/png;base64,aGVsb") is None
    assert picture_bytes("data:image/png,hello") is None
    assert picture_bytes("https://example.org/a.png") is None
    assert picture_bytes("data:image/png;base64,é") is None
