"""What is said of an answer that arrives, to those who do not look at it."""

from __future__ import annotations

import pytest

from desktop.domain.blocks import Growing
from desktop.domain.reading import Reading
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.speaker import Speaker, last_words

from .conftest import answer, question

TEXT = (
    "# The title\n\nIt is 3.14, e.g. in **bold words** here. Another one! And\nthe next line.\n\n"
    "```python\n" + "x = 1\n" * 150 + "```\n\n- first item\n- second. Item\n\n```\na\n```\n\nThe end"
)


@pytest.fixture
def heard(transcript):
    """Streams a text in cuts of a size, and returns what is said of it."""

    def stream(text, cut, spoken, state="", reason=""):
        growing = Growing()
        entry = Entry("s", "Model", from_user=False, blocks=growing, streaming=True)
        transcript.set_reading(Reading(spoken=spoken))
        transcript.show_entries([question("Q"), entry])
        speaker, said = Speaker(), []
        for start in range(0, len(text), cut):
            growing.feed(text[start : start + cut])
            transcript.grow("s", growing)
            transcript.pace.show_late()
            said += speaker.more(transcript.flow, 1, finished=False)
        ended = entry._replace(blocks=Blocks(text), streaming=False, state=state, reason=reason)
        transcript.show_branch([question("Q"), ended])
        return said + speaker.more(transcript.flow, 1, finished=True)

    return stream


@pytest.mark.parametrize("cut", [1, 7, 100, 5_000])
def test_each_sentence_is_said_once_and_code_is_described(heard, cut):
    assert heard(TEXT, cut, "full") == [
        "The title",
        "It is 3.14, e.g. in bold words here.",
        "Another one!",
        "And",
        "the next line.",
        "code, python, 150 lines",
        "- first item",
        "- second.",
        "Item",
        "code, 1 line",
        "The end",
        "Answer complete",
    ]


@pytest.mark.parametrize("cut", [1, 7, 100, 5_000])
def test_a_formula_is_said_without_its_marks_and_a_row_as_a_whole(heard, cut):
    text = (
        "So:\n\n$$\nE = mc^2\n+ x\n$$\n\nThen\n\n\\[\nx = 1\n\\]\n\nIt costs $$ much. More\n\n"
        "| Name | Negative? | c |\n|---|---|---|\n| Really? And so | x. y | z |\n| a | b | c |\n\nThe end"
    )
    assert [" ".join(words.split()) for words in heard(text, cut, "full")] == [
        "So:",
        "E = mc^2 + x",
        "Then",
        "x = 1",
        "It costs much.",
        "More",
        "Name Negative? c",
        "Really? And so x. y z",
        "a b c",
        "The end",
        "Answer complete",
    ]


@pytest.mark.parametrize(
    ("spoken", "said"),
    [
        ("full", ["Busy. Trying again in 5 s", "Busy. Trying again in 2 s"]),
        ("short", ["Model answers", "Busy. Trying again in 5 s", "Busy. Trying again in 2 s"]),
        ("off", []),
    ],
)
def test_each_try_that_failed_is_said_once_and_not_every_second(transcript, spoken, said):
    growing = Growing()
    transcript.set_reading(Reading(spoken=spoken))
    transcript.show_entries([Entry("s", "Model", from_user=False, blocks=growing, streaming=True)])
    speaker, heard = Speaker(), []
    tries = ["Busy.\nTrying again in 5 s", "Busy.\nTrying again in 4 s", "Waiting", "Busy.\nTrying again in 2 s", ""]
    for waiting in tries:
        transcript.grow("s", growing, waiting=waiting)
        transcript.pace.show_late()
        heard += speaker.more(transcript.flow, 0, finished=False)

    assert heard == said


def test_a_sentence_is_said_as_soon_as_it_has_ended(transcript):
    growing = Growing()
    transcript.show_entries([Entry("s", "Model", from_user=False, blocks=growing, streaming=True)])
    speaker = Speaker()
    said = []
    for words in ("It is", " 3.", "14. ", "Then", " more.", " ", "And"):
        growing.feed(words)
        transcript.grow("s", growing)
        transcript.pace.show_late()
        said.append(speaker.more(transcript.flow, 0, finished=False))

    assert said == [[], [], ["It is 3.14."], [], [], ["Then more."], []]


def test_only_start_and_end_are_said_when_that_is_wanted(heard):
    assert heard("One two. Three.", 3, "short") == ["Model answers", "Answer complete, 3 words"]
    assert heard("One.", 3, "short") == ["Model answers", "Answer complete, 1 word"]


@pytest.mark.parametrize(
    ("spoken", "last"), [("full", ["Word.", "Answer complete"]), ("short", ["Answer complete, 300 words"])]
)
def test_what_there_is_no_time_for_is_said_when_asked_again(transcript, spoken, last):
    transcript.set_reading(Reading(spoken=spoken))
    transcript.show_entries([answer("Word.\n\n" * 300)])
    speaker, said = Speaker(), []
    for _ in range(300):
        said.append(speaker.more(transcript.flow, 0, finished=True, until=0.0))
        transcript.flow.cut_more(0)
        if not speaker.behind:
            break

    assert len(said) > 10
    assert len(said[0]) < 2
    assert said[-1] == last
    assert sum(said, []) == ["Word."] * (299 if spoken == "full" else 0) + last  # noqa: RUF017 - they are short


def test_nothing_is_said_when_that_is_wanted(heard):
    assert heard("One two. Three.", 3, "off", "failed", "Lost.") == []


@pytest.mark.parametrize("spoken", ["short", "full"])
def test_an_answer_that_failed_says_so_at_its_end(heard, spoken):
    assert (
        heard("One two.", 3, spoken, "cut off", "The connection was lost.")[-1] == "cut off. The connection was lost."
    )


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ([], ""),
        (["One.\n\nTwo. Three."], "Two. Three."),
        (["- one\n- two"], "- two"),
        (["Words.\n\n```python\n" + "x\n" * 200 + "```"], "code, python, 200 lines"),
        (["First.", ""], "First."),
    ],
)
def test_the_last_words_are_those_of_the_last_answer_with_a_text(transcript, texts, expected):
    arriving = Entry("s", "Model", from_user=False, blocks=Blocks(""), streaming=True)
    answers = [answer(text, number) for number, text in enumerate(texts)]
    transcript.show_entries([*answers, question("Q", 9), arriving])

    assert last_words(transcript.flow) == expected


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ({"blocks": Blocks("As far\n\nas it is."), "streaming": True}, "as it is."),
        ({"blocks": Blocks(""), "state": "failed", "reason": "The provider is overloaded."},
         "failed. The provider is overloaded."),
    ],
)  # fmt: skip
def test_an_answer_that_arrives_or_has_failed_has_last_words_too(transcript, last, expected):
    transcript.show_entries([answer("Before."), question("Q"), Entry("s", "Model", from_user=False, **last)])

    assert last_words(transcript.flow) == expected


@pytest.mark.parametrize(
    ("spoken", "state", "expected"),
    [
        ("full", "", ["One two.", "Three."]),
        ("full", "failed", ["One two.", "failed. Lost."]),
        ("short", "", ["Model answers", "Answer complete, 3 words"]),
        ("off", "", ["One two. Thr", "One two. Three."]),
    ],
)
def test_what_was_said_last_is_said_again(transcript, spoken, state, expected):
    growing, speaker = Growing(), Speaker()
    entry = Entry("s", "Model", from_user=False, blocks=growing, streaming=True)
    transcript.set_reading(Reading(spoken=spoken))
    transcript.show_entries([answer("Before."), entry])
    growing.feed("One two. Thr")
    transcript.grow("s", growing)
    transcript.pace.show_late()
    speaker.more(transcript.flow, 1, finished=False)
    said = [speaker.again(transcript.flow)]
    ended = entry._replace(blocks=Blocks("One two. Three."), streaming=False, state=state, reason="Lost.")
    transcript.show_branch([answer("Before."), ended])
    speaker.more(transcript.flow, 1, finished=True)
    said.append(speaker.again(transcript.flow))
    transcript.show_entries([answer("Elsewhere.")])

    assert said == expected
    assert speaker.again(transcript.flow) == "Elsewhere."


def test_what_follows_reasoning_that_was_taken_for_the_answer_is_said_from_its_start(transcript):
    speaker, thought, said = Speaker(), Growing(), Growing()
    entry = Entry("s", "Model", from_user=False, blocks=thought, streaming=True)
    transcript.set_reading(Reading(spoken="full"))
    thought.feed("Hm.\n\nSo.\n\nThen.")
    said.feed("Yes.\n\nIt is.\n\n")
    transcript.show_entries([question("Q"), entry])
    before = speaker.more(transcript.flow, 1, finished=False)
    transcript.show_branch([question("Q"), entry._replace(blocks=said, reasoning=thought.text)])

    assert before == ["Hm.", "So."]
    assert speaker.more(transcript.flow, 1, finished=False) == ["Yes.", "It is."]
