"""Marks of sources: where they can be seen, what they leave alone, what they say and open."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QFont, QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.domain.citations import cited
from desktop.domain.parts import CitationPart
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.theme.theme import LIGHT
from desktop.ui.transcript.cites import MOST_TRIED, Cite, read
from desktop.ui.transcript.document import fill_with_markdown
from desktop.ui.transcript.entry import Entry, SourceLine
from desktop.ui.transcript.menu import menu_for
from desktop.ui.transcript.parsing import parser
from desktop.ui.transcript.plain_document import new_document
from desktop.ui.transcript.scratch import seen_text
from desktop.ui.transcript.style import Style
from desktop.ui.transcript.targets import place_at, places_in, tip_of
from desktop.ui.transcript.typesetter import Typesetter

from .conftest import answer, question, rows_of

SOURCES = (
    SourceLine(1, "https://a.example/one", "First <b>", "a.example"),
    SourceLine(2, "https://b.example/two", "Second\u202e", "b.example"),
)


@pytest.fixture
def style(qapp):
    typesetter = Typesetter(Press)
    yield Style(LIGHT, QFont(), typesetter)
    typesetter.deleteLater()


def shown(style, source, *cites, context=""):
    """The text of a document with its marks, and as it is copied."""
    document = new_document(style)
    marks = fill_with_markdown(document, source, context, style, cites).marks
    return document.toPlainText().replace("\u2060", ""), seen_text(document, {}), [m for m in marks if m.kind == "cite"]


@pytest.mark.parametrize(
    ("source", "at", "text"),
    [
        ("Words. More.", 6, "Words.[1] More."),
        ("**Words.** More.", 10, "Words.[1] More."),
        ("_Words_ more.", 7, "Words[1] more."),
        ("A `code`", 8, "A code[1]"),
        ("A [link](https://e.com)", 23, "A link[1]"),
        ("- item", 6, "item[1]"),
        ("# Head", 6, "Head[1]"),
        ("> quote", 7, "quote[1]"),
        ("word", 2, "wo[1]rd"),
        ("See https://e.com/a. So", 19, "See https://e.com/a[1]. So"),
        ("~~gone~~ here", 8, "gone[1] here"),
        ("$x$ is", 3, "￼[1] is"),
    ],
)
def test_a_mark_stands_behind_its_words(style, source, at, text):
    seen, copied, _ = shown(style, source, Cite(at, (1,)))

    assert text == seen
    assert shown(style, source)[1] == copied


@pytest.mark.parametrize(
    ("source", "at"),
    [
        ("A [li nk](https://e.com) here", 5),
        ("A [link](https://e.com) here", 15),
        ("A `co de` here", 5),
        ("```\ncode\n```", 8),
        ("> ```\n> code\n> ```", 12),
        ("| a | b |\n|---|---|\n| c | d |", 14),
        ("- ", 1),
        ("Head\n====", 7),
        ("![a picture](https://e.com/x.png)", 6),
        ("1. item", 1),
        ("[ref]: https://e.com", 10),
        ("$x y$ is", 3),
    ],
)
def test_where_a_mark_would_change_the_text_there_is_none(style, source, at):
    seen, copied, marks = shown(style, source, Cite(at, (1,)))

    assert not marks
    assert shown(style, source) == (seen, copied, [])


def test_marks_that_do_harm_take_none_of_the_others_with_them(style):
    assert "A li nk here[2][3]" == shown(style, "A [li nk](https://e.com) here", Cite(5, (1,)), Cite(29, (2, 3)))[0]
    assert "A link\nhere" == shown(style, "A [link](https://e.com)\nhere", *[Cite(5, (n,)) for n in range(40)])[1]


@pytest.mark.parametrize(
    ("source", "harmful"),
    [
        ("- a b c", 1),
        ("# a b c", 1),
        ("A **b** c d", 3),
        ("A *b* c d", 4),
        ("A `b c` d", 4),
        ("A <https://e.com> b", 9),
    ],
)
def test_many_marks_are_kept_beside_one_that_does_harm(style, source, harmful):
    cites = [Cite(harmful, (1,)), *[Cite(len(source), (number,)) for number in range(2, 20)]]

    assert shown(style, source, *cites)[0].endswith("".join(f"[{number}]" for number in range(2, 20)))


@pytest.mark.parametrize("source", ["- a b c", "A [li nk](https://e.com) here", "1. x\n\n    ---\n", "a|b\n-|-\nc|d\n"])
def test_a_piece_is_read_only_a_few_times_however_many_marks_it_has(source):
    texts = []

    def parse(text):
        texts.append(text)
        return parser().parse(text)

    read(source, "", [Cite(at, (at,)) for at in range(len(source) + 1)], parse)

    assert len(texts) <= 1 + MOST_TRIED


def test_the_text_around_a_piece_is_not_marked(style):
    assert ("second[1]", "  second") == shown(style, "- second\n", Cite(8, (1,)), context="- x\n")[:2]


def test_private_characters_of_the_answer_are_no_marks(style):
    assert '"\ufffd" words[1]' == shown(style, '"\U0010f000" words', Cite(9, (1,)))[0]
    assert '"\U0010f000" words' == shown(style, '"\U0010f000" words')[0]


SCRAPS = ["word", " ", "\n", "\n\n", "**", "*", "_", "`", "[", "](", ")", "https://e.com/a", "|", "\n|---|---|\n", "- "]
SCRAPS += ["1. ", "> ", "# ", "```\n", "$", "\\(", '"', "<", ">", "!", "~~", "语", "ünd", "\\", "&amp;", "    "]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(SCRAPS), min_size=1, max_size=14).map("".join), st.data())
def test_whatever_is_marked_the_text_stays_as_it_is(style, source, data):
    places = data.draw(st.lists(st.integers(0, len(source)), max_size=4, unique=True).map(sorted))
    for block in Blocks(source):
        cites = [Cite(at, (number,)) for number, at in enumerate(places, 1) if at <= len(block.source)]
        before = new_document(style)
        fill_with_markdown(before, block.source, block.context, style)
        after = new_document(style)
        fill_with_markdown(after, block.source, block.context, style, cites)

        assert seen_text(before, {}) == seen_text(after, {})


def named(text, *needles, **more):
    """An answer in which the sources are named behind some words."""
    parts = [
        CitationPart(SOURCES[number].url, "", text.index(needle), text.index(needle) + len(needle))
        for number, needle in enumerate(needles)
    ]
    return answer(text, sources=SOURCES, marks=cited(text, parts).marks, **more)


def cites(transcript, entry=0):
    return [place for place in places_in(transcript.flow, entry) if place.target.tip]


def test_marks_and_list_say_title_and_true_host_and_open_the_address(transcript, qtbot):
    transcript.show_entries([named("First words.\n\nSecond words.", "First words", "Second")])
    places = cites(transcript)
    tip = "Source 1: First <b>, a.example\nhttps://a.example/one"

    assert [tip, "Source 2: Second<U+202E>, b.example\nhttps://b.example/two"] * 2 == [
        tip_of(place.target) for place in places
    ]
    assert 3 == len({place.row for place in places})
    with qtbot.waitSignal(transcript.link_activated, timeout=1000) as opened:
        transcript.deeds.activate(places[0])
    assert [SOURCES[0].url] == opened.args[:1]


def test_marks_and_list_are_pressed_with_the_mouse(transcript, qtbot):
    transcript.show_entries([named("First words here.", "First words")])
    for place in (cites(transcript)[0], cites(transcript)[-1]):
        view = transcript.flow.view(0)
        rect = place.target.rect.translated(
            transcript.left + view.left(place.row), transcript.flow.top(0) + view.column.top(place.row)
        )
        with qtbot.waitSignal(transcript.link_activated, timeout=1000) as opened:
            QTest.mouseClick(transcript.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
        assert [place.target.action.removeprefix("link:")] == opened.args[:1]
        found = place_at(transcript.flow, rect.center().x() - transcript.left, rect.center().y())
        assert found == place
        assert "Copy link address" in rows_of(menu_for(transcript, 0, found))


def test_they_are_reached_with_keys_and_by_name(transcript, qtbot):
    transcript.show_entries([named("First words here.", "First words")])
    transcript.keys.go_to(0)
    QTest.keyClick(transcript, Qt.Key.Key_Right)

    assert cites(transcript)[0] == transcript.keys.focused

    message = QAccessible.queryAccessibleInterface(transcript).child(0)
    parts = [message.child(index) for index in range(message.childCount())]
    links = [part for part in parts if part.role() is QAccessible.Role.Link]

    assert ["Source 1: First <b>, a.example", "Source 1: First <b>, a.example"] == [
        part.text(QAccessible.Text.Name) for part in links[:2]
    ]
    assert "First words here." == message.said()


def test_what_is_copied_has_no_marks(transcript):
    transcript.show_entries([question("Q"), named("First words.\n\nSecond words here.", "First words", "Second")])
    clipboard = QGuiApplication.clipboard()
    transcript.select_all()
    transcript.copy()

    assert clipboard.text().endswith("First words.\n\nSecond words here.")

    view = transcript.flow.view(1)
    piece = view.pieces[1]
    document = piece.laid_out(transcript.flow.style, 600)

    assert "Second\u2060[2] words here." == document.toPlainText()
    for start, end, text in ((0, 6, "Second"), (0, 8, "Second"), (7, 12, " w"), (4, 99, "nd words here."), (7, 9, "")):
        assert text == seen_text(document, {}, start, end)


def test_a_streamed_answer_is_marked_at_its_end(transcript):
    growing = Growing()
    growing.feed("First words.\n\nSecond words.")
    streaming = Entry("a0", "Model", from_user=False, blocks=growing, streaming=True)
    transcript.show_entries([streaming])

    assert not cites(transcript)

    transcript.show_branch([named("First words.\n\nSecond words.", "First words")])

    assert 3 == len(cites(transcript))
    assert "First words\u2060[1]." == transcript.flow.view(0).pieces[0].document.toPlainText()


def test_a_mark_inside_a_fence_is_only_listed_and_one_behind_it_is_shown(transcript):
    transcript.show_entries([named("```\nsome code\n```\n\nAfter it.", "code", "After it")])

    assert ["link:https://b.example/two"] == [p.target.action for p in cites(transcript)[:-2]]


def test_sources_stay_in_a_narrow_window(transcript):
    long = SOURCES[0]._replace(title="A long title " * 20, host="a.very.long.host." * 9 + "example")
    for width in (700, 240):
        transcript.resize(width, 500)
        transcript.show_entries([answer("Words.", sources=(long,))])
        (place,) = cites(transcript)

        assert place.target.rect.right() <= transcript.flow.width + 8


def test_an_answer_without_sources_has_no_list(transcript):
    plain, with_list = answer("Words."), answer("Words.", 1, sources=SOURCES)
    transcript.show_entries([plain, with_list])

    assert len(transcript.flow.view(0)) + 1 == len(transcript.flow.view(1))


def test_the_same_marks_do_not_lay_out_anything_again(transcript):
    entry = named("First words.", "First words")
    transcript.show_entries([entry])
    transcript.show_branch([entry._replace(when="14:03")])

    assert transcript.flow.view(0).pieces[0].measured
