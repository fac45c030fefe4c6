from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.api.faults import Faults
from desktop.api.thinking import MOST_BLANKS
from desktop.api.translate import Translation

if TYPE_CHECKING:
    from desktop.domain.delta import Delta

BLANKS = " " * MOST_BLANKS
SAID = [
    ("<think>Hm.</think>Yes.", "Yes.", "Hm."),
    ("\n <think>\n\nHm.\n</think>\n\nYes.\n", "Yes.\n", "Hm.\n"),
    (f"{BLANKS}<think>Hm.</think>Yes.", "Yes.", "Hm."),
    ("<think>a < b, </b>, <think></think>Yes.", "Yes.", "a < b, </b>, <think>"),
    ("<think>Hm.</think>Yes. <think>No.</think> </think>", "Yes. <think>No.</think> </think>", "Hm."),
    ("<think>\n\n</think>\n\nYes.", "Yes.", ""),
    ("\n</think>\n\nYes.", "Yes.", ""),
    ("<think>Hm.</think>\n", "", "Hm."),
    ("<think>\n", "", ""),
    ("<think>Hm. </thi", "", "Hm. </thi"),
    ("<think>Hm. \ud83d", "", "Hm. �"),
    ("<think>😀</think>😀", "😀", "😀"),
    ("", "", ""),
    ("\n", "\n", ""),
    ("<thin", "<thin", ""),
    ("</thin", "</thin", ""),
    ("<b>Yes.</b>", "<b>Yes.</b>", ""),
    ("<thinker>", "<thinker>", ""),
    ("    Yes.", "    Yes.", ""),
    (f"{BLANKS} <think>Hm.</think>", f"{BLANKS} <think>Hm.</think>", ""),
    ("Yes. <think>No.</think>", "Yes. <think>No.</think>", ""),
    ("Hm.\n</think>\n\nYes.", "Yes.", "Hm.\n"),
    ("Hm.\n</thinking>\n\nYes.\n</think>\n", "Yes.\n</think>\n", "Hm.\n"),
    ("Hm.\n```\na\n```\n</think>", "", "Hm.\n```\na\n```\n"),
    ("Hm. </think>\n\nYes.", "Hm. </think>\n\nYes.", ""),
    ("Hm.\n</thing>\n</thin", "Hm.\n</thing>\n</thin", ""),
    ("Say:\n\n```\n</think>\n```\n", "Say:\n\n```\n</think>\n```\n", ""),
    ("Say:\n\n ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ x\n</think>", "Say:\n\n ~~~~~~~~~~~~~~~~~~~~~~~~~~~~ x\n</think>", ""),
    ("<thinking>\nHm.</think></thinking>\n\nYes.", "Yes.", "Hm.</think>"),
    ("</thinking>Yes.", "Yes.", ""),
    ("`<think>` opens it.", "`<think>` opens it.", ""),
    ("```\n<think>Hm.</think>\n```", "```\n<think>Hm.</think>\n```", ""),
]


def event(**said: object) -> bytes:
    return json.dumps({"choices": [{"delta": said}]}).encode()


def heard(*events: bytes) -> tuple[str, str]:
    """The text and the reasoning that a stream says."""
    translation = Translation(Faults("example.org"))
    return folded(translation.deltas(events) + translation.rest())


def folded(deltas: list[Delta]) -> tuple[str, str]:
    """The text and the reasoning of deltas, put together."""
    text = reasoning = ""
    for delta in deltas:
        if delta.turned:
            text, reasoning = "", reasoning + text
        text += delta.text
        reasoning += delta.reasoning
    return text, reasoning


@pytest.mark.parametrize(("content", "text", "reasoning"), SAID)
def test_only_what_is_tagged_at_the_very_start_is_reasoning(content: str, text: str, reasoning: str) -> None:
    assert (text, reasoning) == heard(event(content=content))
    assert (text, reasoning) == heard(*(event(content=character) for character in content))
    document = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
    whole = Translation(Faults("example.org")).whole(document)
    assert (text, reasoning) == folded(whole)


PIECES = [
    "<think>",
    "</think>",
    "<thinking>",
    "</thinking>",
    "\n</think>",
    "```",
    "<thi",
    "</",
    "<",
    "nk>",
    " ",
    "\n",
    "Hm.",
    "`",
    "😀",
]


@given(st.lists(st.sampled_from(PIECES), max_size=8).map("".join), st.lists(st.integers(0, 60)))
def test_however_it_is_cut_the_same_is_reasoning(content: str, cuts: list[int]) -> None:
    places = sorted({0, len(content), *(cut for cut in cuts if cut < len(content))})
    assert heard(event(content=content)) == heard(*(event(content=content[a:b]) for a, b in pairwise(places)))


def test_reasoning_is_told_as_it_comes_and_so_is_the_answer() -> None:
    translation = Translation(Faults("example.org"))
    pieces = ["<think>Hm", "m.</", "th", "ink>", "\n", "Ye", "s."]
    told = [(d.reasoning, d.text) for piece in pieces for d in translation.deltas([event(content=piece)])]
    assert [("Hm", ""), ("m.", ""), ("", ""), ("", ""), ("", ""), ("", "Ye"), ("", "s.")] == told


TAGGED = "<think>Hm.</think>Yes."


@pytest.mark.parametrize(
    "field", [{"reasoning": "Hm."}, {"reasoning_content": "Hm."}, {"reasoning_details": [{"data": "?"}]}]
)
@pytest.mark.parametrize("at_once", [False, True])
def test_who_sends_reasoning_beside_the_text_sends_none_in_it(field: dict[str, object], *, at_once: bool) -> None:
    events = [event(content=TAGGED, **field)] if at_once else [event(**field), event(content=TAGGED)]
    assert TAGGED == heard(*events)[0]


def test_who_sends_reasoning_beside_the_text_has_no_closing_tag_either() -> None:
    text = "Yes.\n</think>\n"
    assert text == heard(event(content="Yes."), event(reasoning="Hm."), event(content="\n</think>\n"))[0]


def test_what_turns_out_to_be_reasoning_is_told_once() -> None:
    translation = Translation(Faults("example.org"))
    pieces = ["Hm.\n", "So\n</th", "ink>\n", "\n", "Yes."]
    told = [d for piece in pieces for d in translation.deltas([event(content=piece)])]
    assert [("Hm.\n", "", False), ("So\n", "", False), ("", "", True), ("", "", False), ("Yes.", "", False)] == [
        (d.text, d.reasoning, d.turned) for d in told
    ]


def test_empty_fields_for_reasoning_say_nothing() -> None:
    assert ("Yes.", "Hm.") == heard(event(role="assistant", reasoning="", reasoning_details=[]), event(content=TAGGED))


def test_reasoning_that_has_begun_in_the_text_goes_on_there() -> None:
    assert ("Yes.", "Hm.") == heard(event(content="<think>H"), event(reasoning="m."), event(content="</think>Yes."))
