"""Selecting with the mouse, within and across messages, and what is copied."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from desktop.domain.blocks import Growing
from desktop.ui.clipboard import PRIMARY, put_on_clipboard
from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript import copying, pointer
from desktop.ui.transcript.copying import copied_at_once, copied_of
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.letters import line_of, rect_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import spot_at

from .conftest import answer, cut_whole, question, talk

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def point(transcript):
    """Where a character is, in the viewport."""

    def of(text, entry=-1):
        flow = transcript.flow
        entry %= len(flow.entries)
        view = flow.view(entry)
        view.measure_between(0, 10**9)
        for index in range(len(view)):
            row = view.row(index)
            document = getattr(row, "document", None)
            cursor = document.find(text) if document else None
            if cursor is None or cursor.isNull():
                continue
            at = cursor.selectionStart()
            block = document.findBlock(at)
            line = block.layout().lineForTextPosition(at - block.position())
            x, _ = line.cursorToX(at - block.position())
            corner = document.documentLayout().blockBoundingRect(block).topLeft() + row.origin(flow.style)
            left = transcript.left + view.left(index) + corner.x() + x
            top = flow.top(entry) + view.column.top(index) + corner.y() + line.y() + line.height() / 2
            return QPoint(round(left), round(top) - transcript.scrolled)
        raise LookupError(text)

    return of


def drag(transcript, start, end):
    viewport = transcript.viewport()
    QTest.mousePress(viewport, LEFT, pos=start)
    QTest.mouseMove(viewport, (start + end) / 2)
    QTest.mouseMove(viewport, end)
    QTest.mouseRelease(viewport, LEFT, pos=end)


def clipboard():
    return QGuiApplication.clipboard().mimeData()


def test_a_drag_selects_within_a_paragraph(transcript, point):
    transcript.show_entries([question("Q"), answer("One two three four five.")])
    drag(transcript, point("two"), point("five"))

    assert transcript.selected().text == "two three four "


def test_a_drag_selects_over_blocks_and_messages(transcript, point):
    transcript.show_entries(
        [question("First question"), answer("Start **bold** end.\n\n- a\n- b"), question("Last one")]
    )
    drag(transcript, point("question", 0), point("one", 2))

    assert transcript.selected().text == "question\n\nStart bold end.\n\n- a\n- b\n\nLast "


def test_parts_are_copied_as_they_are_seen(transcript, point):
    transcript.show_entries(
        [answer("Some **bold** text\n\n1. one\n2. `two` more\n\n| a | b |\n|---|---|\n| c | d |\n\nend here")]
    )
    drag(transcript, point("text"), point("here"))

    assert transcript.selected().text == "text\n\n1. one\n2. two more\n\na\tb\nc\td\n\nend "


def test_a_drag_upwards_selects_the_same(transcript, point):
    transcript.show_entries([answer("One two.\n\nThree four.")])
    drag(transcript, point("four"), point("two"))

    assert transcript.selected().text == "two.\n\nThree "


def test_a_double_click_takes_the_word_and_a_third_the_paragraph(transcript, point):
    transcript.show_entries([answer("First line here.\n\nSecond paragraph of words.")])
    at = point("paragraph") + QPoint(5, 0)
    QTest.mouseClick(transcript.viewport(), LEFT, pos=at)
    QTest.mouseDClick(transcript.viewport(), LEFT, pos=at)
    assert transcript.selected().text == "paragraph"

    QTest.mouseClick(transcript.viewport(), LEFT, pos=at)
    assert transcript.selected().text == "Second paragraph of words."


def test_a_click_with_shift_extends(transcript, point, qtbot):
    transcript.show_entries([answer("One two three.\n\nFour five six.")])
    QTest.mouseClick(transcript.viewport(), LEFT, pos=point("two"))
    QTest.mouseClick(transcript.viewport(), LEFT, Qt.KeyboardModifier.ShiftModifier, pos=point("five"))
    assert transcript.selected().text == "two three.\n\nFour "

    transcript._pointer._forget_clicks()
    QTest.mouseClick(transcript.viewport(), LEFT, pos=point("One"))
    assert transcript.selected().text == ""


def test_a_selection_stays_while_text_arrives(transcript, point):
    growing = Growing()
    growing.feed("One two three.\n\nFour")
    entry = Entry("a", "Model", from_user=False, blocks=growing, streaming=True)
    transcript.show_entries([entry])
    drag(transcript, point("two"), point("three"))
    for _ in range(30):
        growing.feed(" more words.\n\n")
        transcript.grow("a", growing)
        transcript.pace.show_late()

    assert transcript.selected().text == "two "


def test_whole_messages_are_copied_as_they_are_seen_and_as_they_were_written(transcript):
    transcript.show_entries([question("Ask *this*"), answer("# T\n\n- **a**\n\n```py\nx\n```")])
    transcript.select_all()
    transcript.copy()

    assert clipboard().text() == "Ask *this*\n\nT\n\n- a\n\nx"
    assert markdown() == "Ask *this*\n\n# T\n\n- **a**\n\n```py\nx\n```"
    assert clipboard().html() == (
        "<p>Ask *this*</p>\n<h1>T</h1>\n<ul>\n<li><strong>a</strong></li>\n</ul>\n"
        '<pre><code class="language-py">x\n</code></pre>\n'
    )


def test_a_long_selection_is_put_on_the_clipboard_once_when_all_its_forms_are_made(transcript, qtbot, monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 0.0)
    monkeypatch.setattr(copying, "SLICE", 0.0001)
    text = "A **word** and `code`.\n\n" * 300
    transcript.show_entries([question("Ask"), answer(text)])
    transcript.select_all()
    put_on_clipboard("before")
    told = []
    transcript.copying.worked.connect(told.append)
    transcript.copy()
    assert clipboard().text() == "before"

    qtbot.waitUntil(lambda: clipboard().text() != "before")
    assert told[-1]
    assert not any(told[:-1])
    assert clipboard().text() == "Ask\n\n" + "\n\n".join(["A word and code."] * 300)
    assert clipboard().html().count("<strong>word</strong>") == 300
    assert markdown() == f"Ask\n\n{text.strip()}"


def test_of_many_messages_no_html_is_left_for_the_last_step(transcript):
    transcript.show_entries([answer("some *more* words " * 500, number) for number in range(40)])
    transcript.select_all()
    steps = copied_of(transcript.flow, transcript.selection)
    taken = []
    while (begun := time.thread_time()) and next(steps, END) is None:
        taken.append(time.thread_time() - begun)

    assert time.thread_time() - begun < sum(taken) / 10


def test_what_was_copied_since_stays_on_the_clipboard(transcript, qtbot, monkeypatch):
    monkeypatch.setattr(copying, "AT_ONCE", 0.0)
    transcript.show_entries([answer("A **word**.\n\n" * 300)])
    transcript.select_all()
    transcript.copy()
    put_on_clipboard("other")
    qtbot.wait(50)

    assert clipboard().text() == "other"


def test_a_selection_can_be_copied_as_markdown_alone(transcript):
    transcript.show_entries([answer("A **word**.")])
    transcript.select_all()
    transcript.copy(as_markdown=True)

    assert clipboard().text() == "A **word**."
    assert clipboard().formats() == ["text/plain"]


def test_what_is_cut_in_pieces_is_one_list_one_table_and_one_paragraph_in_html(transcript):
    items = "".join(f"- item number {number} is here\n" for number in range(60))
    rows = "| a | b |\n|---|--:|\n" + "".join(f"| row{number} | x |\n" for number in range(400))
    words = "some *more* words " * 500
    transcript.show_entries([answer(f"{items}\n{rows}\n{words}\n\n> quoted\n")])
    transcript.select_all()
    transcript.copy()
    html = clipboard().html()

    tags = ("<ul>", "<li>", "<table>", "<thead>", "<tr>", "<p>", "<em>")
    assert [html.count(tag) for tag in tags] == [1, 60, 1, 1, 401, 2, 500]
    assert "</em> words some <em>" in html.replace("\n", " ")


def markdown():
    return clipboard().data("text/markdown").data().decode()


def test_a_part_is_copied_as_words_as_markdown_and_as_html(transcript, point):
    """Pictures become links: who pastes them shall not load them."""
    transcript.show_entries([answer("See [a **link**](https://e.com) and ![pic](https://evil.example/p.png) here")])
    drag(transcript, point("See"), point("here"))
    transcript.copy()

    assert clipboard().text() == "See a link and ▣ pic · evil.example "
    assert markdown() == "See [a **link**](https://e.com) and ![pic](https://evil.example/p.png)"
    assert clipboard().html() == (
        '<p>See <a href="https://e.com">a <strong>link</strong></a> and <a href="https://evil.example/p.png">pic</a></p>\n'
    )


def test_lines_end_in_every_form_where_they_are_seen_to_end(transcript, point):
    transcript.show_entries([answer("one\ntwo\\\nthree\n\n- a\n  b")])
    transcript.select_all()
    whole = transcript.selected()
    transcript.select(Selection(Spot(0, 1, 1), Spot(0, 1, 9)))
    part = transcript.selected()

    assert whole.text == "one\ntwo\nthree\n\n- a\n  b"
    assert whole.html == "<p>one<br />\ntwo<br />\nthree</p>\n<ul>\n<li>a<br />\nb</li>\n</ul>\n"
    assert part.text == "ne\ntwo\nt"
    assert part.markdown == "ne\ntwo\\\nt"
    assert part.html == "<p>ne<br />\ntwo<br />\nt</p>\n"


@pytest.mark.parametrize(
    ("source", "seen"),
    [
        ("- a\n\n  b\n- c\n\n  d\n\n  e\n\nf", "- a\n\n  b\n- c\n\n  d\n\n  e\n\nf"),
        ("- a\n  - b\n\n    c\n    > d\n  - e\n\n  f", "- a\n  - b\n\n    c\n\n    d\n  - e\n\n  f"),
        ("- a \n  $$x$$ b\n- c\n\n  $$y$$", "- a\n  $$x$$\n  b\n- c\n  $$y$$"),
        ("a and $$x$$ b", "a and\n$$x$$\nb"),
        ("- a\n\n      b\n      c", "- a\n\n  b\n  c"),
    ],
)
def test_what_an_item_holds_is_copied_at_its_depth(transcript, source, seen):
    transcript.show_entries([answer(source)])
    transcript.select_all()

    assert transcript.selected().text == seen


def test_a_paragraph_that_is_cut_in_pieces_keeps_its_lines_in_html(transcript):
    lines = [f"line {number} " + "word " * 20 for number in range(200)]
    transcript.show_entries([answer("\n".join(lines))])
    transcript.select_all()

    assert transcript.selected().html.count("<br />\n") == 199


def test_what_deceives_is_copied_as_it_is_seen_and_exactly_in_the_source(transcript):
    source = "`a\u202eb` [c\u202ed](https://e.com) e\u202ef https://e.com/\u200bx"
    transcript.show_entries([answer(source)])
    transcript.select_all()
    copied = transcript.selected()

    assert copied.markdown == source
    assert copied.text == "a<U+202E>b c<U+202E>d e\u202ef https://e.com/<U+200B>x"
    assert unescape(re.sub("<[^>]*>", "", copied.html)).strip() == copied.text


def test_markdown_is_the_source_of_what_is_selected_whole(transcript, point):
    transcript.show_entries([answer("One __two__ three.\n\n* a\n* b __c__\n\n+ d *e* f\n\nend")])
    drag(transcript, point("two"), point("f"))
    transcript.copy()

    assert markdown() == "**two** three.\n\n* a\n* b __c__\n\n- d *e*"


def test_parts_of_code_are_copied_in_a_fence_and_words_of_it_in_backticks(transcript, point):
    code = "```py\nfirst = 1\nsecond = 2\nthird = 3\n```"
    transcript.show_entries([answer(f"Text here.\n\n{code}\n\nend")])
    drag(transcript, point("here"), point("third"))
    transcript.copy()
    assert markdown() == "here.\n\n```py\nfirst = 1\nsecond = 2\n```"

    transcript._pointer._forget_clicks()
    drag(transcript, point("second"), point("= 2"))
    transcript.copy()
    assert markdown() == "`second `"

    transcript._pointer._forget_clicks()
    drag(transcript, point("here"), point("end"))
    transcript.copy()
    assert markdown() == f"here.\n\n{code}"


def test_code_on_the_line_of_an_item_is_copied_as_it_was_written(transcript, point):
    text = "Look:\n- ```py\n  x = 1\n    y\n  ```\n- b"
    transcript.show_entries([answer(text)])
    transcript.select_all()
    assert transcript.selected().markdown == text
    assert "x = 1\n  y\n</code>" in transcript.selected().html

    drag(transcript, point("ook"), point("= 1"))
    assert transcript.selected().markdown == "ook:\n\n- ```py\n  x \n  ```"


@pytest.mark.parametrize("text", ["- ```py\n  x = 1\n    y\n  ```", "> a\n> - ```py\n>   x = 1\n>     y\n>   ```\n> b"])
def test_code_on_the_line_of_an_item_is_copied_without_its_surroundings(transcript, text):
    transcript.show_entries([answer(text)])
    view = transcript.flow.view(0)
    row = next(row for row, piece in enumerate(view) if isinstance(piece, Piece) and piece.is_code)
    transcript.select(Selection(Spot(0, row, 0), Spot(0, row, 99)))

    assert transcript.selected().markdown == "```py\nx = 1\n  y\n```"


def test_long_lists_and_tables_are_copied_whole_and_in_parts(transcript):
    items = "".join(f"- item number {number} is here\n" for number in range(60))
    rows = "| a | b |\n|---|--:|\n" + "".join(f"| row{number} | x |\n" for number in range(400))
    transcript.show_entries([answer(f"Begin now.\n\n{items}\n{rows}\nend")])
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    last = len(view) - 2
    transcript.select(Selection(Spot(0, view.first_piece, 6), Spot(0, last, 0)))
    transcript.copy()
    assert markdown() == f"now.\n\n{items}\n{rows}".rstrip("\n")

    piece = next(index for index, piece in enumerate(view.pieces) if piece.block.context.startswith("| a"))
    at = view.pieces[piece].document.find("row").selectionStart()
    number = view.pieces[piece].document.findBlock(at).text()
    transcript.select(Selection(Spot(0, view.first_piece + piece, at), Spot(0, view.first_piece + piece, at + 8)))
    transcript.copy()
    assert markdown() == f"| a | b |\n|---|--:|\n| {number} | x |"


@pytest.mark.parametrize("before", ["", "  "])
def test_parts_of_a_long_table_are_copied_as_one_table(transcript, before):
    rows = [f"{before}| row{number} | x |" for number in range(390)]
    text = "\n".join([f"{before}| a | b |", f"{before}|---|--:|", *rows])
    transcript.show_entries([answer("- item\n\n" * (before == "  ") + text)])
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    first = next(index for index, piece in enumerate(view.pieces) if piece.joined)
    start = view.pieces[first].document.find("row3").selectionStart()
    last = view.first_piece + len(view.pieces) - 1
    transcript.select(Selection(Spot(0, view.first_piece + first, start), Spot(0, last, 9)))
    for as_markdown in (False, True):
        transcript.copy(as_markdown=as_markdown)
        copied = clipboard().text() if as_markdown else markdown()
        lines = [line.strip() for line in copied.split("\n")]
        end = int(lines[-1].split()[1].removeprefix("row"))
        assert end > 300
        assert lines == ["| a | b |", "|---|--:|", *(f"| row{number} | x |" for number in range(3, end + 1))]


def test_a_selection_that_begins_at_the_end_of_a_paragraph_is_copied_without_what_is_before(transcript):
    transcript.show_entries([answer("One.\n\nTwo.\n\nThree.")])
    first = transcript.flow.view(0).first_piece
    transcript.select(Selection(Spot(0, first, 4), Spot(0, first + 2, 3)))
    transcript.copy()

    assert clipboard().text() == "Two.\n\nThr"


def test_what_is_marked_in_a_table_is_what_is_copied(transcript, point):
    rows = "| one | two |\n|---|---|\n| three | four |\n| five | six |\n| seven | eight |\n"
    transcript.show_entries([answer(rows)])
    before = transcript.viewport().grab().toImage()
    words = ["one", "two", "three", "four", "five", "six", "seven", "eight"]
    places = {word: point(word) for word in words}
    drag(transcript, places["four"], places["seven"])
    transcript.clearFocus()
    after = transcript.viewport().grab().toImage()

    def is_marked(word):
        around = [places[word] + QPoint(x, 5) for x in range(1, 20)]
        return sum(before.pixelColor(at) != after.pixelColor(at) for at in around) > 10

    assert [word for word in words if is_marked(word)] == ["four", "five", "six"]
    transcript.copy()
    assert clipboard().text() == "four\nfive\tsix"
    assert markdown() == "| one | two |\n|---|---|\n|  | four |\n| five | six |"
    assert clipboard().data("text/tab-separated-values").data().decode() == "\tfour\nfive\tsix"


def test_a_table_is_copied_for_spreadsheets_too(transcript):
    transcript.show_entries([answer('| a | b |\n|---|---|\n| 1<br>2 | "x" |\n| `3` | **4** |')])
    view = transcript.flow.view(0)
    transcript.select(Selection(Spot(0, view.first_piece, 0), Spot(0, view.first_piece, END)))
    transcript.copy()

    assert clipboard().data("text/tab-separated-values").data().decode() == 'a\tb\n"1\n2"\t"""x"""\n3\t4'
    assert clipboard().text() == 'a\tb\n1 2\t"x"\n3\t4'
    assert "<td>1<br />\n2</td>" in clipboard().html()


def test_the_tables_of_all_that_is_selected_are_copied_for_spreadsheets(transcript):
    transcript.show_entries([question("Prices?"), answer("Here:\n\n| a | b |\n|---|---|\n| 1 | $2 |\n\nThat is it.")])
    transcript.select_all()
    transcript.copy()

    assert clipboard().data("text/tab-separated-values").data().decode() == "a\tb\n1\t$2"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "> [!NOTE]\n> Some *words*\n> and more",
            "<blockquote>\n<p><strong>Note</strong></p>\n<p>Some <em>words</em><br />\nand more</p>\n</blockquote>\n",
        ),
        (
            "> [!TIP]\n>\n> - a",
            "<blockquote>\n<p><strong>Tip</strong></p>\n<ul>\n<li>a</li>\n</ul>\n</blockquote>\n",
        ),
        ("> a\n>\n> [!NOTE]", "<blockquote>\n<p>a</p>\n<p>[!NOTE]</p>\n</blockquote>\n"),
        ("Words\n\n$$\nx\n$$\n\nmore", "<p>Words</p>\n<p><code>$$\nx\n$$</code></p>\n<p>more</p>\n"),
        ("Words\n\\[x^2\\]\nmore", "<p>Words</p>\n<p><code>\\[x^2\\]</code></p>\n<p>more</p>\n"),
    ],
)
def test_alerts_and_formulas_stand_apart_in_html(transcript, text, html):
    transcript.show_entries([answer(text)])
    transcript.select_all()

    assert transcript.selected().html == html


def test_html_has_no_link_that_may_not_be_opened_and_nothing_raw(transcript):
    text = "[a](vscode://x) <div>c</div> ![d](e.png) [f][1] g[^1] $x^2$\n\n[1]: https://e.com/?a&b\n\n[^1]: h"
    transcript.show_entries([answer(text)])
    transcript.select_all()
    transcript.copy()

    assert clipboard().html() == (
        "<p><span>a</span> &lt;div&gt;c&lt;/div&gt; d "
        '<a href="https://e.com/?a&amp;b">f</a> g<sup>[1]</sup> <code>$x^2$</code></p>\n'
        "<div>[1] <p>h</p>\n</div>"
    )
    assert markdown() == text


def test_long_selections_are_copied_with_html(transcript):
    transcript.show_entries([answer("Words and *words*.\n\n" * 6_000)])
    transcript.select_all()
    transcript.copy()

    assert clipboard().html() == "<p>Words and <em>words</em>.</p>\n" * 6_000
    assert markdown().startswith("Words and *words*.")


def test_what_somebody_waits_for_has_html_only_when_it_is_short(transcript):
    transcript.show_entries([answer("Words and *words*.\n\n" * 6_000)])
    transcript.select_all()

    assert transcript.selected().markdown.startswith("Words and *words*.")
    assert not transcript.selected().html


@pytest.mark.parametrize("count", [19, 20, 30, 38, 39, 40, 60])
@pytest.mark.parametrize("nested", ["{quotes} word{number}\n", "{blanks}- word{number}\n"])
def test_no_word_is_left_out_of_html_however_deep_it_stands(transcript, nested, count):
    fronts = [(">" * (number + 1), "  " * number) for number in range(count)]
    lines = [nested.format(quotes=front[0], blanks=front[1], number=number) for number, front in enumerate(fronts)]
    transcript.show_entries([answer("".join(lines))])
    transcript.select_all()
    transcript.copy()

    assert [number for number in range(count) if f"word{number}" not in clipboard().html()] == []


def test_json_on_one_line_is_code_in_html(transcript):
    code = '{"a": "**b**", "c": [{"d": 1}, {"d": 2}, {"d": 3}]}'
    transcript.show_entries([answer(code)])
    transcript.select_all()
    transcript.copy()

    assert clipboard().html().replace("&quot;", '"') == f'<pre><code class="language-json">{code}\n</code></pre>\n'


def test_very_many_open_brackets_are_copied_as_they_are_seen(transcript):
    """To look for the end of each would take half a second."""
    text = "Well " + "[" * 5_000
    transcript.show_entries([answer(text)])
    transcript.select_all()
    transcript.copy()

    assert clipboard().html() == f"<p>{text}</p>\n"
    assert clipboard().text() == markdown() == text


def test_a_message_of_very_many_paragraphs_is_joined_once(transcript):
    """Sixteen times as long, it takes about as many times as long to copy, not 256 times."""

    def seconds(paragraphs):
        transcript.show_entries([answer("some words here\n\n" * paragraphs)])
        cut_whole(transcript, 0)
        transcript.select_all()
        times = []
        for _ in range(3):
            started = time.process_time()
            copied_at_once(transcript.flow, transcript.selection)
            times.append(time.process_time() - started)
        return min(times)

    assert seconds(64_000) < 48 * seconds(4_000)


def test_emoji_do_not_shift_what_is_copied(transcript, point):
    transcript.show_entries([answer("🎉🎉🎉 one **two 🎉** three four")])
    drag(transcript, point("two"), point("four"))
    transcript.copy()

    assert clipboard().text() == "two 🎉 three "
    assert markdown() == "**two 🎉** three"


def test_reasoning_is_not_part_of_what_select_all_copies(transcript):
    transcript.show_entries([answer("The answer.", reasoning="Secret thoughts.")])
    transcript.flow.view(0).toggle_reasoning()
    transcript.select_all()

    assert transcript.selected().text == "The answer."


def test_a_word_cut_in_pieces_is_copied_in_one(transcript):
    text = "x" * 9_000
    transcript.show_entries([answer(text + "\n\nend")])
    view = transcript.flow.view(0)
    last = len(view) - 2
    transcript.select(Selection(Spot(0, view.first_piece, 1), Spot(0, last, 1)))

    assert transcript.selected().text == text[1:] + "\n\ne"

    transcript.show_entries([answer(f"- a\n\n  {text}")])
    transcript.select_all()
    assert transcript.selected().text == f"- a\n\n  {text}"


def test_a_selection_drawn_past_the_edge_scrolls(transcript, qtbot):
    transcript.show_entries(talk(20))
    bar = transcript.verticalScrollBar()
    value = bar.value()
    viewport = transcript.viewport()
    QTest.mousePress(viewport, LEFT, pos=QPoint(300, 200))
    QTest.mouseMove(viewport, QPoint(300, 100))
    QTest.mouseMove(viewport, QPoint(300, -60))
    qtbot.waitUntil(lambda: bar.value() < value - 200)
    QTest.mouseRelease(viewport, LEFT, pos=QPoint(300, -60))
    stopped = bar.value()
    qtbot.wait(120)

    assert bar.value() == stopped
    assert len(transcript.selected().text) > 200


def test_clearing_leaves_nothing_selected(transcript):
    transcript.show_entries(talk(2))
    transcript.select_all()
    transcript.clear_selection()

    assert transcript.selected().text == ""


def test_messages_between_the_first_and_the_last_are_copied_without_being_cut(transcript):
    growing = Growing()
    entries = [*talk(40), Entry("a", "Model", from_user=False, blocks=growing, streaming=True), question("Next?")]
    transcript.show_entries(entries)
    transcript.select_all()
    growing.feed("Half an ")
    growing.feed("answer\n")
    transcript.copy()

    assert [entry.blocks.uncut for entry in entries[1:20]] == [len(entry.blocks.text) for entry in entries[1:20]]
    assert markdown() == "\n\n".join(
        [*(entry.blocks.text.strip() for entry in entries[:40]), "Half an answer", "Next?"]
    )
    assert clipboard().text().startswith("Question 0?\n\nAnswer 0.0 some more words")
    assert clipboard().text().endswith("- item two\n\nx = 19\n\nHalf an answer\n\nNext?")


def test_a_long_text_is_copied_to_its_end_however_little_of_it_was_cut(transcript):
    whole = "Words and *words*.\n\n" * 3_000
    transcript.show_entries([answer(whole)])
    transcript.select_all()
    transcript.copy()

    assert markdown() == whole.strip()


def test_what_the_mouse_has_selected_is_pasted_by_the_middle_button_where_that_is_usual(transcript, point, monkeypatch):
    """The offscreen platform has no primary selection."""
    kept = []
    monkeypatch.setattr(copying, "put_on_clipboard", lambda copied, **more: kept.append((copied.text, more)))
    transcript.show_entries([answer("One two three four.", 0), question("Five six?", 1)])
    drag(transcript, point("two", 0), point("four", 0))
    monkeypatch.setattr(pointer, "has_primary", lambda: True)
    drag(transcript, point("two", 0), point("four", 0))
    QTest.mouseDClick(transcript.viewport(), LEFT, pos=point("six") + QPoint(3, 0))
    QTest.mouseRelease(transcript.viewport(), LEFT, pos=point("six") + QPoint(3, 0))
    QTest.mouseClick(transcript.viewport(), LEFT, pos=point("six") + QPoint(3, 0))
    transcript.clear_selection()
    QTest.mouseRelease(transcript.viewport(), LEFT, pos=point("three", 0))

    assert ["two three ", "six", "Five six?"] == [text for text, _ in kept]
    assert all(more == {"mode": PRIMARY} for _, more in kept)


@pytest.mark.parametrize("name", ["nested", "quoted", "on a quoted line"])
def test_lists_with_code_are_copied_as_tight_as_they_are(transcript, name):
    nested = "1. a\n   1. b\n      ```sh\n      ls\n      ```\n   2. c\n   3. d\n- ```py\n  x\n  ```\n- e"
    quoted = "> 1. a\n>    ```\n>    x\n>    ```\n> 2. b\n\nc"
    text = {"nested": nested, "quoted": quoted, "on a quoted line": quoted.replace("a\n>    ```", "```", 1)}[name]
    transcript.show_entries([answer(text)])
    transcript.select_all()

    assert transcript.selected().markdown == text


@pytest.mark.parametrize(
    ("source", "word"),
    [
        ("1. a\n   1. deep\n2. b", "deep"),
        ("- only", "only"),
        ("> - in\n>   it\n> - b", "in\nit"),
        ("- [x] done\n- b", "done"),
    ],
)
def test_the_words_of_one_item_are_copied_without_its_marker(transcript, source, word):
    transcript.show_entries([answer(source)])
    row = transcript.flow.view(0).first_piece
    text = transcript.flow.view(0).measure_piece(row).document.toPlainText()
    start = text.index(word)
    transcript.select(Selection(Spot(0, row, start), Spot(0, row, start + len(word))))
    copied = transcript.selected()

    assert word == copied.text
    assert word == copied.markdown.replace("> ", "")


def test_what_stands_in_an_item_is_copied_at_its_depth_unless_it_is_alone(transcript):
    table = "  | a | b |\n  |---|---|\n  | 1 | 2 |"
    transcript.show_entries(
        [answer(f"- first\n\n  ```py\n  x = 1\n\n    y = 2\n  ```\n\n{table}\n- ```sh\n  ls\n  ```\n")]
    )
    transcript.select_all()

    assert transcript.selected().text == "- first\n\n  x = 1\n\n    y = 2\n\n  a\tb\n  1\t2\n\n- \n  ls"
    code = transcript.flow.view(0).first_piece + 1
    transcript.select(Selection(Spot(0, code, 0), Spot(0, code, END)))
    assert transcript.selected().text == "x = 1\n\n  y = 2"


def test_between_two_lines_a_place_is_in_the_nearer_one(transcript):
    transcript.show_entries([answer("Words of one paragraph that is broken into lines. " * 20)])
    flow, [piece] = transcript.flow, transcript.flow.view(0).pieces
    top = flow.top(0) + flow.view(0).column.top(flow.view(0).row_of(piece)) + round(piece.origin(flow.style).y())
    spots = [spot_at(flow, 200, top + y).at for y in range(3 * flow.style.line)]

    assert sorted(spots) == spots
    assert len({line_of(piece.document, at).start for at in spots}) in {3, 4}
    assert all(abs(rect_of(piece.document, at, at).x() - 200) < SPACE for at in spots)
