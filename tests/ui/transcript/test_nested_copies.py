"""What is copied of nested quotes, lists, tables and code nests as what was selected."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer
from .nesting import BLOCKS, WORD, Html, normal, places_of, selected, text_of


@pytest.fixture
def copied(transcript):
    """A text from the start of a word to the end of another, copied."""

    def of(first, last):
        transcript.select(Selection(spot(first, end=False), spot(last, end=True)))
        return transcript.selected()

    def spot(word, *, end):
        view = transcript.flow.view(0)
        for row in range(len(view)):
            document = getattr(view.row(row), "document", None)
            found = document.find(word) if document else None
            if found and not found.isNull():
                return Spot(0, row, found.selectionEnd() if end else found.selectionStart())
        raise LookupError(word)

    return of


def show(transcript, text):
    transcript.show_entries([answer(text)])
    transcript.flow.view(0).measure_between(0, 10**9)


CASES = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
NESTED = [(">", ["words", ("1.", [(True, [("-", [(True, ["code"])])]), (True, ["table", (">", ["words"])])]), "code"])]
TASKS = [("[x]", [(True, [(">", ["code", (">", ["code"]), "words"])]), (False, ["code"])])]


@given(blocks=BLOCKS)
@example(NESTED)
@example(TASKS)
@CASES
def test_all_of_a_text_is_copied_as_html_that_nests_as_it_does(transcript, blocks):
    text = text_of(blocks)
    show(transcript, text)
    transcript.select_all()

    assert normal(Html(transcript.selected().html).places) == normal(places_of(text), html=True)


def check(transcript, copied, text, first, last):
    """Compare what is copied from one word to another with what was there; both outside of tables."""
    places = places_of(text)
    ends = places[first].around, places[last].around
    if ends[0][-1] == ends[1][-1] or any(kind == "table" for around in ends for kind, _ in around):
        return
    part = copied(places[first].word, places[last].word)
    expected = selected(places, first, last)
    assert normal(places_of(part.markdown)) == normal(expected)
    assert normal(Html(part.html).places) == normal(expected, html=True)
    assert WORD.findall(part.text) == [place.word for place in expected]


@pytest.mark.parametrize("blocks", [NESTED, TASKS])
def test_any_part_of_a_nested_text_is_copied_as_markdown_and_html_that_nest_as_it_does(transcript, copied, blocks):
    text = text_of(blocks)
    show(transcript, text)
    count = len(places_of(text))
    for first in range(count):
        for last in range(first, count):
            check(transcript, copied, text, first, last)


@given(blocks=BLOCKS, ends=st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted), min_size=4, max_size=4))
@CASES
def test_parts_of_any_text_are_copied_as_markdown_and_html_that_nest_as_it_does(transcript, copied, blocks, ends):
    text = text_of(blocks)
    show(transcript, text)
    last = len(places_of(text)) - 1
    for start, end in ends:
        check(transcript, copied, text, round(start * last), round(end * last))


@pytest.mark.parametrize(
    ("text", "copied_as"),
    [
        ("- w0w\n  1) w1w\n\n1) w2w\n", "1) w1w\n\n<!-- -->\n\n1) w2w"),
        ("- w0w\n  1) w1w\n\n1. w2w\n", "1) w1w\n\n1. w2w"),
        ("- w0w\n  1) w1w\n\nw2w\n\n1) w3w\n", "1) w1w\n\nw2w\n\n1) w3w"),
    ],
)
def test_a_list_does_not_count_on_from_one_that_was_copied_out_of_an_item(transcript, copied, text, copied_as):
    show(transcript, text)
    places = places_of(text)
    check(transcript, copied, text, 1, len(places) - 1)

    assert copied(places[1].word, places[-1].word).markdown == copied_as


def test_a_selection_from_the_end_of_a_paragraph_on_is_copied_without_an_empty_line(transcript, copied):
    show(transcript, "> 1. first\n>    - sub *a*\n>\n>      ```js\n>      x = 1\n>      ```\n> 2. second")
    start = transcript.flow.view(0).first_piece
    transcript.select(Selection(Spot(0, start, len("first")), Spot(0, start + 2, len("second"))))
    part = transcript.selected()

    assert part.markdown == "> - sub *a*\n>\n>   ```js\n>   x = 1\n>   ```\n> 2. second"
    assert part.text == "  - sub a\n\n    x = 1\n\n2. second"
