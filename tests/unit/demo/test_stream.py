"""Answers in pieces."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desktop.demo.stream import Answer, pieces


@given(st.text())
def test_pieces_joined_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_a_word_keeps_the_blank_before_it() -> None:
    assert pieces("One answer, please!") == ["One", " answer", ",", " please", "!"]


@given(st.text(alphabet=st.characters(codec=None)))
def test_events_carry_any_text_on_one_line_each(text: str) -> None:
    events = list(Answer("demo/guide", "", text).events())
    told = [json.loads(event[6:])["choices"][0]["delta"]["content"] for event in events[1:-1]]

    assert all(event.endswith(b"\n\n") and b"\n" not in event[:-2] for event in events)
    assert "".join(told) == text.encode("utf-8", "replace").decode()
