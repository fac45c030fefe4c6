"""What is cut in the middle of a line is copied, found and read as if it were in one piece."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop.domain import cuts
from desktop.ui.transcript.copying import copied_at_once
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer

WORDS = "Some **words, of a** sentence. And [a link](https://example.com/a) with `code. In` it! *Slanted* ones. "
TEXTS = {
    "paragraph": WORDS * 8,
    "between paragraphs": f"Before.\n\n{WORDS * 8}\nA line below.\n\nAfter.\n",
    "lines": f"Above.\n{WORDS * 4}\n{WORDS * 4}",
    "bold": "".join(f"Sentence {n}. **Bold {n}. And more.** And `code {n}` follows. " for n in range(12)),
    "Chinese": "这是一句话用来检查很长的段落。**这里是粗体。还有第二句。**" * 20,
    "Arabic": "هذه جملة طويلة للاختبار. **جملة أخرى.** " * 12,
    "heading": f"## {WORDS * 4}\n\nAfter.",
    "heading of words": f"# {'Some *words*, and some more of them. ' * 20}",
    "quote": f"> {WORDS * 8}\n> more\n>\n> After.\n",
    "quote in a quote": f"> > {WORDS * 8}\n\nAfter.",
    "items": f"- {WORDS * 6}\n- {WORDS * 6}\n- last\n",
    "numbers": f"1. {WORDS * 6}\n2. {WORDS * 6}\n3. last\n",
    "item in an item": f"- a\n  - {WORDS * 6}\n- b\n",
    "loose items": f"- {WORDS * 6}\n\n- last\n\nAfter.",
    "quote in an item": f"- a\n  > {WORDS * 6}\n\nAfter.",
    "one word": "x" * 700,
    "signs": "a" + "-" * 700,
    "signs that begin items": "a " + "- + 1. # > | " * 60,
    "crossed marks": "*a **b* c** " * 100,
    "blanks": "a  b   c\t d    e " * 30,
}


@pytest.fixture
def forms(transcript, monkeypatch):
    """How a text is copied from one place to another, cut or not."""

    def copied(text, first=None, last=None, *, cut):
        monkeypatch.setattr(cuts, "STEP", 20)
        monkeypatch.setattr(cuts, "LONG_LINE", 300 if cut else 10**9)
        monkeypatch.setattr(cuts, "LONGEST_LINE", 600 if cut else 10**9)
        transcript.show_entries([answer(text)])
        view = transcript.flow.view(0)
        view.measure_between(0, 10**9)
        start, end = Spot(0, 0, 0), Spot(0, len(view), 0)
        return len(view.pieces), copied_at_once(transcript.flow, Selection(first or start, last or end))

    return copied


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_that_is_cut_is_copied_as_one_that_is_not(forms, name):
    whole_count, whole = forms(TEXTS[name], cut=False)
    count, cut = forms(TEXTS[name], cut=True)

    assert count > whole_count
    assert cut == whole


@pytest.fixture
def cut_text(transcript, monkeypatch):
    """Shows a text that is cut as if it were very long; its pieces."""

    def show(text):
        monkeypatch.setattr(cuts, "STEP", 20)
        monkeypatch.setattr(cuts, "LONG_LINE", 300)
        monkeypatch.setattr(cuts, "LONGEST_LINE", 600)
        monkeypatch.setattr(cuts, "CODE_SIZE", 600)
        transcript.show_entries([answer(text)])
        view = transcript.flow.view(0)
        view.measure_between(0, 10**9)
        return view.pieces

    return show


@pytest.mark.parametrize(
    ("text", "at"), [("Some words, and some more of them. " * 30, 8), ("```\n" + "abcdefghij" * 80 + "\n```", 3)]
)
def test_words_are_found_where_a_line_is_cut(transcript, cut_text, qtbot, text, at):
    first, second, *_ = cut_text(text)
    words = first.document.toPlainText()[-at:] + second.document.toPlainText()[:at]
    search = transcript.search
    search.look_for(words)
    qtbot.waitUntil(lambda: not search.figures.searching)

    assert search.figures.total == text.count(words)
    assert search.figures.current == 1
    number = text[: text.index(words) + at].count(words)
    row = transcript.flow.view(0).row_of(first)
    before, after = (search.found_in(0, row + step, piece) for step, piece in enumerate((first, second)))
    end = first.document.characterCount() - 1
    assert before.spans[-1] == (end - at, end)
    assert before.current == number
    assert after.spans[0] == (0, at)
    search.step(1)
    search.step(-1)
    assert search.figures.current == 1


@given(
    name=st.sampled_from(["paragraph", "bold", "Chinese", "heading of words", "one word", "signs that begin items"]),
    ends=st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted),
)
@example(name="paragraph", ends=[0.5, 1.0])
@example(name="bold", ends=[0.515625, 1.0])
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_what_is_selected_across_the_cuts_is_copied_as_if_there_were_none(transcript, forms, name, ends):
    def spots():
        view = transcript.flow.view(0)
        lengths = [piece.document.characterCount() - 1 for piece in view.pieces]
        for place in (round(end * (len(seen) - 1)) for end in ends):
            row, at = 0, place
            while at > lengths[row]:
                at -= lengths[row]
                row += 1
            yield Spot(0, view.first_piece + row, at)

    text = TEXTS[name].split("\n\n")[0]
    forms(text, cut=False)
    seen = transcript.flow.view(0).pieces[0].document.toPlainText()
    _, whole = forms(text, *spots(), cut=False)
    forms(text, cut=True)
    _, cut = forms(text, *spots(), cut=True)

    assert cut == whole
