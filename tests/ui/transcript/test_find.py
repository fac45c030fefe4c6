"""Words are found in what is seen, counted, marked and gone to."""

from __future__ import annotations

import random
import re
from time import thread_time

import pytest
from PySide6.QtGui import QColor

from desktop.domain.blocks import Growing
from desktop.domain.find import gist, needles
from desktop.domain.whole_text import Blocks
from desktop.ui.theme.theme import DARK, LIGHT, palette_of
from desktop.ui.transcript.document import fill_with_markdown
from desktop.ui.transcript.entry import Branch, Entry, Said
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.plain_document import fill_with_text, new_document
from desktop.ui.transcript.scratch import simple_table, simple_text, typed_text
from desktop.ui.transcript.seen import Reader
from desktop.ui.transcript.selection import Selection, Spot
from tests.colors import colors_of
from tests.corpus import PATHOLOGICAL

from .conftest import answer, question, talk

MANY_WORDS = [
    *("a", "Word", "é", "1", "2.", " ", "  ", ".", ",", "- ", "**", "*", "`", "\n", "# ", "(", ")", ":", "/", "'", "—"),
    *(
        "日本",
        "http://x.y/z",
        "\n- ",
        "\n\n",
        "\n1. ",
        "b ",
        "```",
        "+ ",
        "_",
        "[",
        "](x)",
        "[a b](https://x.y/z?a=1&b=2) ",
        "](http://x.y) ",
        "**a:** ",
        "50% ",
        "a! ",
        "&",
        "R&D ",
        "&amp;",
        "|",
        "\n|-|-|\n",
        "> ",
    ),
]


@pytest.fixture
def search(transcript):
    return transcript.search


@pytest.fixture
def found(search, qtbot):
    """Looks for words and waits until all is counted; the number of places."""

    def look(words="", **more):
        search.look_for(words, **more)
        qtbot.waitUntil(lambda: not search.figures.searching, timeout=60_000)
        return search.figures.total

    return look


def marked(transcript):
    """The marked texts of all that is laid out, the current one in capitals."""
    texts = []
    for entry in range(len(transcript.flow.entries)):
        view = transcript.flow.view(entry)
        for row in range(len(view)):
            piece = view.row(row)
            if getattr(piece, "document", None) is None:
                continue
            text = piece.document.toRawText().encode("utf-16-le")
            marks = transcript.search.found_in(entry, row, piece)
            for number, (start, end) in enumerate(marks.spans if marks else []):
                word = text[2 * start : 2 * end].decode("utf-16-le")
                texts.append(word.upper() if number == marks.current else word)
    return texts


def current_place(transcript):
    """Height of the current place in the viewport."""
    top = transcript.scrolled
    for entry, y in transcript.flow.between(top, top + transcript.viewport().height()):
        view = transcript.flow.view(entry)
        for row in range(len(view)):
            piece = view.row(row)
            marks = transcript.search.found_in(entry, row, piece) if getattr(piece, "document", None) else None
            if marks and marks.current >= 0:
                block = piece.document.findBlock(marks.spans[marks.current][0])
                top = piece.document.documentLayout().blockBoundingRect(block).top()
                return y + view.column.top(row) + top - transcript.scrolled
    raise LookupError


def test_simple_text_is_what_a_document_shows(transcript):
    """Any text that is told without parsing is the text that parsing gives."""
    style = transcript.flow.style
    document = new_document(style)
    choose = random.Random(5)  # noqa: S311 - the same texts each time
    told = 0
    for _ in range(6_000):
        source = "".join(choose.choices(MANY_WORDS, k=choose.randint(1, 12)))
        for block in Blocks(source):
            seen = simple_text(block.source) if not block.context and block.kind == "prose" else None
            if seen is not None:
                told += 1
                fill_with_markdown(document, block.source, "", style)
                assert seen == document.toRawText(), block.source
    assert told > 300


def test_a_simple_table_is_what_a_document_shows(transcript):
    style = transcript.flow.style
    document = new_document(style)
    choose = random.Random(3)  # noqa: S311 - the same tables each time
    told = 0
    for _ in range(2_000):
        columns = choose.randint(1, 3)
        rows = [[_cell(choose) for _ in range(columns)] for _ in range(choose.randint(1, 3))]
        rows.insert(1, [choose.choice(["---", "-", " :--: "])] * columns)
        source = "\n".join(f"|{'|'.join(row)}|" for row in rows) + choose.choice(["", "\n\n"])
        for block in Blocks(source):
            seen = simple_table(block.source)
            if seen is not None:
                told += 1
                fill_with_markdown(document, block.source, "", style)
                assert seen == document.toRawText(), block.source
    assert told > 100


def _cell(choose):
    words = [*MANY_WORDS, "`a|b`", "`c d`", "`e`", "**f** "]
    return f" {''.join(choose.choices(words, k=choose.randint(0, 2)))} ".replace("\n", "")


@pytest.mark.parametrize("text", ["a\r\n*b*\n\n", "a\u200bb \u00ad", "a\u202eb", "a\u2029b\ufdd0 & $x$ <b>"])
def test_typed_text_is_what_a_document_shows(transcript, text):
    document = new_document(transcript.flow.style)
    fill_with_text(document, text.rstrip("\n"), transcript.flow.style)

    assert typed_text(text) == (None if "\u202e" in text else document.toRawText())


@pytest.mark.parametrize("repeated", [" ", "a", "a b ", "*a ", "*a* ", "**a** ", "`a` ", "`a ", "a\n", "- a\n", " \n"])
@pytest.mark.parametrize(("start", "end"), [("a", "_"), ("# a", " #"), ("- a", "\n*"), ("*a", "*b"), ("`a", "`")])
def test_no_text_is_slow_to_be_told(start, repeated, end):
    """Eight times the text takes eight times as long; where it was tried from each blank, it took sixty times."""

    def seconds(count):
        source = start + repeated * count + end
        tries = []
        for _ in range(3):
            before = thread_time()
            simple_text(source)
            tries.append(thread_time() - before)
        return min(tries)

    assert seconds(16_000) < 24 * max(seconds(2_000), 0.0005)


@pytest.mark.parametrize("from_user", [False, True])
def test_messages_are_counted_as_they_are_marked(transcript, found, from_user):
    """Without laying anything out the same places are found as in what is painted, in any Markdown."""
    choose = random.Random(7 + from_user)  # noqa: S311 - as above
    for number in range(40):
        source = "".join(choose.choices(MANY_WORDS, k=60))
        entry = Entry(f"a{number}", "", from_user=from_user, blocks=Blocks(source), reasoning=source)
        transcript.show_entries([entry])
        view = transcript.flow.view(0)
        view.toggle_reasoning()
        view.measure_between(0, 100_000)
        for words in ("a", "word", "b é", "*", "日本", "1"):
            count = found(words)
            view.measure_between(0, 100_000)
            assert len(marked(transcript)) == count, (source, words)
        found()


def test_what_is_seen_is_held_by_the_gist(transcript):
    """Letter by letter, whatever of Markdown and HTML tears words apart, also where it is none."""
    links, tags = ("[", "](", "][", "]", "](x)", "](x%20(y))"), ("<b>", "</b>", "<br>", "<i ", ">")
    signs = *links, *tags, *("&uuml;", "&", ";", "&copy", "`", "x")
    choose, scratch, told = random.Random(11), transcript.flow.scratch, 0  # noqa: S311 - nothing is secret
    reader = Reader(scratch, exact=False)
    for _ in range(3_000):
        source = "".join(choose.choices([*MANY_WORDS, *signs, *signs], k=30))
        held = gist(source)
        if held is not None:
            told += 1
            seen = "\n".join(reader.read(block, markdown=True) for block in Blocks(source))
            seen = re.sub("%..", "%", seen)  # what no address holds is written so in those that stand in the text
            assert [run for run in needles(seen) if run not in held] == [], source
    assert told > 100


@pytest.mark.parametrize(
    "words", ["bold text", "a code b", "linked there", "one", "x = 1", "head", "😀 cell", "thinking"]
)
def test_words_are_found_as_they_are_seen(transcript, found, words):
    source = (
        "## A head\n\nSome **bold** text, a `code` b.\n\n[linked](http://hidden.example) there\n\n- one\n"
        "\n```py\nx = 1\n```\n\n| a | b |\n|---|---|\n| 😀 **cell** | c |\n"
    )
    transcript.show_entries([question("A question"), answer(source, reasoning="*Thinking*")])

    assert found(words.upper()) == 1
    assert marked(transcript) == [words.upper() if words != "thinking" else "THINKING"]


@pytest.mark.parametrize("words", ["hidden", "**bold", "```", "bold linked", "   "])
def test_what_is_not_seen_is_not_found(transcript, found, words):
    transcript.show_entries([answer("**bold**\n\n[linked](http://hidden.example)\n\n```\ncode\n```")])

    assert found(words) == 0
    assert marked(transcript) == []


def test_case_matters_when_it_is_to(transcript, found):
    transcript.show_entries([answer("Apple apple äpple APPLE")])

    assert found("apple") == 4
    assert found("apple", exact=True) == 1
    assert marked(transcript) == ["APPLE"]
    assert found("Apple", exact=True) == 1
    assert found("apple") == 4


# Going


def test_the_first_place_is_the_next_below_the_top_of_the_view(transcript, found, search):
    transcript.show_entries(talk(40))
    transcript.verticalScrollBar().setValue(transcript.flow.top(20))

    assert found("question") == 20
    assert search.figures.current == 11


def test_with_nothing_below_the_nearest_above_is_gone_to(transcript, found, search):
    entries = talk(40)
    transcript.show_entries([question("needle", 90), *entries[:10], question("needle", 91), *entries[10:]])

    assert found("needle") == 2
    assert search.figures.current == 2
    assert 0 <= current_place(transcript) < transcript.viewport().height()


def test_next_and_previous_go_round(transcript, found, search):
    transcript.show_entries([question("one one"), answer("two **one**\n\none")])
    found("one")
    numbers = [search.figures.current]
    for step in (1, 1, 1, 1, -1, -1):
        search.step(step)
        numbers.append(search.figures.current)

    assert numbers == [1, 2, 3, 4, 1, 4, 3]
    assert marked(transcript) == ["one", "one", "ONE", "one"]


def test_a_step_is_taken_when_what_lies_between_is_counted(transcript, search, qtbot):
    transcript.show_entries(talk(60))
    transcript.verticalScrollBar().setValue(0)
    search.look_for("question")
    search.step(-1)
    qtbot.waitUntil(lambda: search.figures == (30, 30, False))

    assert 0 <= current_place(transcript) < transcript.viewport().height()


def test_every_place_that_is_gone_to_is_on_view(transcript, found, search):
    transcript.show_entries(talk(60))
    total = found("item two")
    for _ in range(total):
        search.step(1)
        assert 0 <= current_place(transcript) <= transcript.viewport().height() - 10


def test_what_is_on_view_is_not_scrolled_to(transcript, found, search):
    transcript.show_entries([*talk(20), answer("\n\n".join(["here"] * 6), 99)])
    transcript.verticalScrollBar().setValue(transcript.verticalScrollBar().maximum() - 100)
    found("here")
    before = transcript.scrolled
    search.step(1)

    assert search.figures.current == 2
    assert transcript.scrolled == before


def test_going_to_a_place_in_folded_reasoning_unfolds_it(transcript, found, search):
    transcript.show_entries([question("Q"), answer("said word", reasoning="a thought\n\nthe word")])

    assert found("word") == 2
    assert search.figures.current == 1
    assert transcript.flow.view(1).unfolded
    assert marked(transcript) == ["WORD", "word"]


def test_what_was_unfolded_for_a_place_is_folded_when_that_is_left(transcript, found, search):
    transcript.show_entries([question("Q"), answer("said word", reasoning="the word")])
    found("word")
    search.step(1)

    assert search.figures.current == 2
    assert not transcript.flow.view(1).unfolded
    assert marked(transcript) == ["WORD"]

    search.step(1)
    found()

    assert transcript.flow.view(1).unfolded  # somebody is reading there


def test_what_was_unfolded_for_a_place_is_folded_when_its_chat_is_left(transcript, found, search):
    entries = [question("Q"), answer("said word", reasoning="the word")]
    transcript.show_entries(entries)
    found("word")
    transcript.show_entries([question("R", 1)])
    transcript.show_entries(entries)
    assert not transcript.flow.view(1).unfolded

    found()
    found("word")
    assert transcript.flow.view(1).unfolded
    found()
    transcript.show_entries([question("R", 1)])
    transcript.show_entries(entries)
    assert transcript.flow.view(1).unfolded, "that was read there"


def test_reasoning_that_was_open_stays_so(transcript, found, search):
    transcript.show_entries([question("Q"), answer("said word", reasoning="the word")])
    transcript.toggle_reasoning(1)
    found("word")
    search.step(1)

    assert transcript.flow.view(1).unfolded


def test_a_place_at_the_end_of_a_long_text_is_reached(transcript, found, qtbot):
    paragraphs = "\n\n".join(f"Paragraph {n} with **some** more words" for n in range(6_000))
    transcript.show_entries([answer(paragraphs + "\n\nquagga", 99), *talk(40)])
    transcript.verticalScrollBar().setValue(0)

    assert found("quagga") == 1
    qtbot.waitUntil(lambda: marked(transcript) == ["QUAGGA"])
    assert 0 <= current_place(transcript) < transcript.viewport().height()


def test_more_letters_start_again_from_where_the_first_was_typed(transcript, found, search):
    transcript.show_entries([question("ab"), answer("ac\n\nab")])
    found("a")
    assert search.figures.current == 1
    found("ac")
    assert marked(transcript) == ["AC"]
    found("ab")
    assert search.figures == (1, 2, False)
    search.step(1)
    found("a")
    assert search.figures == (3, 3, False)


def test_the_selected_text_is_the_place_that_is_begun_at(transcript, found, search):
    transcript.show_entries([answer("ein Wort, **Wort** und Wort\u2028mehr")])
    row = transcript.flow.view(0).first_piece
    transcript.select(Selection(Spot(0, row, 10), Spot(0, row, 14)))

    assert search.take_selection() == "Wort"
    found("Wort")
    assert search.figures == (2, 3, False)


@pytest.mark.parametrize(
    ("source", "first", "last"),
    [("a b\n\nc d", (0, 0), (1, 2)), ("- a b\n- c d", (0, 0), (0, 6)), ("a b", (0, 1), (0, 2)), ("a", (0, 0), (0, 0))],
)
def test_a_selection_of_several_paragraphs_or_of_nothing_is_no_word(transcript, search, source, first, last):
    transcript.show_entries([answer(source)])
    row = transcript.flow.view(0).first_piece
    start, end = ((0, row + piece, at) for piece, at in (first, last))
    transcript.select(Selection(Spot(*start), Spot(*end)))

    assert search.take_selection() == ""


# What happens meanwhile


def test_an_answer_that_arrives_is_searched_too(transcript, found, search, qtbot):
    growing = Growing()
    entry = Entry("a", "Model", from_user=False, blocks=growing, streaming=True)
    transcript.show_entries([question("a word"), entry])
    assert found("word") == 1

    for text in ("First **wo", "rd** and\n\n", "another word", ", wo"):
        growing.feed(text)
        transcript.grow("a", growing, "word")
    transcript.pace.show_late()
    qtbot.waitUntil(lambda: search.figures.total == 4)
    growing.feed("rd")
    transcript.grow("a", growing, "word word")
    transcript.pace.show_late()
    qtbot.waitUntil(lambda: search.figures.total == 6)

    transcript.show_branch([question("a word"), answer(growing.text, 0, reasoning="word word")._replace(id="a")])
    qtbot.waitUntil(lambda: search.figures == (1, 6, False))


def test_another_version_is_searched_again(transcript, found, search, qtbot):
    transcript.show_entries([question("word"), answer("word word", 1)])
    assert found("word") == 3
    search.step(1)
    transcript.show_branch([question("word"), answer("none", 2), question("word", 3)])
    qtbot.waitUntil(lambda: search.figures == (0, 2, False))
    transcript.show_branch([question("word"), answer("a word more", 2)])
    qtbot.waitUntil(lambda: search.figures == (0, 2, False))
    search.step(1)
    assert search.figures.current == 1


def test_another_conversation_is_searched_for_the_same_words_and_not_scrolled(transcript, found, search, qtbot):
    transcript.show_entries([question("needle")])
    found("needle")
    transcript.show_entries([answer("needle", 99), *talk(40)])
    qtbot.waitUntil(lambda: search.figures == (0, 1, False))

    assert transcript.flow.following


@pytest.mark.parametrize("scrolled", [False, True])
def test_what_arrives_does_not_carry_away_what_was_found(transcript, found, search, scrolled):
    growing = Growing()
    entry = Entry("s", "Model", from_user=False, blocks=growing, streaming=True)
    growing.feed("No words.\n\n" * 90 + "A needle.\n\n" if scrolled else "A needle.\n\n")
    transcript.show_entries([question("needle"), entry])
    transcript.flow.come_back(None)
    assert transcript.flow.following
    found("needle")
    if not scrolled:
        search.step(1)
    place = transcript.scrolled
    for _ in range(10):
        growing.feed("More words.\n\n" * 20)
        transcript.grow("s", growing)
        transcript.pace.show_late()

    assert transcript.scrolled == place
    assert not transcript.pill.isHidden()
    transcript.pill.click()
    assert transcript.flow.following


def test_where_nothing_is_found_the_end_is_followed_on(transcript, found):
    transcript.show_entries(talk(10))
    found("needle")
    assert transcript.flow.following


def test_without_words_nothing_is_known_of_messages(transcript, found, search):
    read = []
    texts = [question("word"), answer("word")]
    branch = Branch(["q0", "a0"], [4, 4], texts.__getitem__, lambda index: read.append(index) or Said.of(texts[index]))
    transcript.show_entries(branch)
    assert read == []
    found("word")
    assert {0, 1} == set(read)
    found("")
    search.step(1)

    assert search.figures == (0, 0, False)
    assert marked(transcript) == []


def test_an_empty_conversation_holds_nothing(found, search):
    assert found("word") == 0
    search.step(1)
    assert search.take_selection() == ""


def test_formulas_are_not_laid_out_to_be_searched(transcript, found):
    transcript.show_entries([answer("a *needle*, $x^2$", 98), *talk(60), answer("needle", 99)])

    assert found("needle") == 2
    assert not transcript.flow.style.typesetter.waiting


def test_messages_that_cannot_hold_the_words_are_not_read(transcript, found, monkeypatch):
    read = []
    real = Reader.read
    monkeypatch.setattr(Reader, "read", lambda self, block, **more: read.append(block) or real(self, block, **more))
    transcript.show_entries([answer(f"number {n} **of** many", n) for n in range(50)])

    assert found("number 7") == 1
    assert found("nothing of this") == 0
    assert len(read) < 50


@pytest.mark.parametrize("name", ["nested lists", "100,000 closed emphasis marks", "a word of 1 MB"])
def test_the_worst_texts_are_searched(transcript, found, name):
    transcript.show_entries([answer(PATHOLOGICAL[name]())])

    assert found({"nested lists": "level 7", "a word of 1 MB": "xxx"}.get(name, "b")) > 0


# Painting


def colors(transcript):
    return colors_of(transcript.viewport().grab().toImage())


def ground(theme, *, many):
    """The color behind a place; where there are many, the ground is only made darker, or in the dark lighter."""
    if not many:
        return QColor(theme.found).name()
    pairs = zip(QColor(theme.surface).getRgb()[:3], QColor(theme.found).getRgb()[:3], strict=True)
    choose = min if theme is LIGHT else max
    return QColor(*(choose(pair) for pair in pairs)).name()


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=lambda theme: theme.name)
@pytest.mark.parametrize(("source", "many"), [("one **two** one", False), ("one " * 40, True), ("`a` one " * 20, True)])
def test_places_are_marked_and_the_current_one_stronger(transcript, found, theme, source, many):
    transcript.setPalette(palette_of(theme))
    transcript.show_entries([answer(source)])
    marks = {ground(theme, many=many), QColor(theme.current).name()}
    assert not marks & colors(transcript)
    found("one")
    assert marks <= colors(transcript)
    found("")
    assert not marks & colors(transcript)


def test_many_places_in_lines_that_wrap_are_marked_line_by_line(transcript, found):
    transcript.show_entries([answer("a rather long place " * 30)])
    found("a rather long place a rather long place")
    view = transcript.flow.view(0)
    marks = transcript.search.found_in(0, view.first_piece, view.pieces[0])
    assert len(marks.spans) == 15
    assert len(marks.flood) > len(marks.spans)
    assert all(0 <= rect.left() < rect.right() <= transcript.flow.width for rect in marks.flood)


def test_places_that_touch_are_marked_as_one_with_the_current_one_left_out(transcript, found):
    transcript.show_entries([answer("x" * 40)])
    found("xx")
    view = transcript.flow.view(0)
    piece = view.pieces[0]
    for current in range(20):
        marks = transcript.search.found_in(0, view.first_piece, piece)
        assert marks.current == current
        here = rect_of(piece.document, *marks.spans[current])
        assert sum(rect.width() for rect in marks.flood) == pytest.approx(19 * here.width(), abs=20)
        assert len(marks.flood) == (1 if current in {0, 19} else 2)
        assert not any(rect.contains(here.center()) for rect in marks.flood)
        transcript.search.step(1)


def test_the_source_of_formulas_is_found_and_marked_where_it_is_drawn(transcript, found):
    """Seen text and marks count the same places, also behind an emoji; nothing is found over the edges of a line."""
    text = "🎉 The $\\alpha + \\alpha$ is alpha.\n\n$$\n\\frac{alpha}{b}\n$$.\n\n| a |\n|--|\n| $\\alpha$ |\n"
    transcript.show_entries([answer(text)])

    assert found("alpha") == 5
    assert found("frac{alpha}") == 1
    assert found("alpha+") == 0
    assert found("🎉 the $\\alpha") == 1
    view = transcript.flow.view(0)
    spans = [
        span
        for index, piece in enumerate(view.pieces)
        if (marked := transcript.search.found_in(0, view.first_piece + index, piece))
        for span in marked.spans
    ]
    assert spans == [(0, 8)]


def test_marks_of_formulas_are_as_many_as_are_found(transcript, found):
    transcript.show_entries([answer("Alpha $\\alpha$ and $$\n\\alpha\n$$ `alpha`")])
    total = found("alpha")
    view = transcript.flow.view(0)
    spans = [
        len(transcript.search.found_in(0, view.first_piece + index, piece).spans)
        for index, piece in enumerate(view.pieces)
    ]

    assert total == 4
    assert sum(spans) == total
