"""What Markdown becomes: text as it is seen, with its marks; never markup, never a picture."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QTextCursor

from desktop.domain.block import Block, BlockKind
from desktop.domain.cuts import LONGEST_LINE
from desktop.domain.whole_text import Blocks
from desktop.ui.theme.theme import LIGHT
from desktop.ui.transcript.letters import rect_of
from desktop.ui.transcript.markdown_writer import written
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import seen_text

from .conftest import answer
from .looks import plain_style

WIDTH = 600


@pytest.fixture
def style(qapp):
    return plain_style(qapp.font())


@pytest.fixture
def laid_out(style):
    """A block of Markdown, laid out."""

    def make(source, context=""):
        piece = Piece(Block(BlockKind.PROSE, source, context=context), markdown=True)
        piece.measure(style, WIDTH)
        return piece

    return make


@pytest.fixture
def seen(laid_out):
    def read(source, context=""):
        piece = laid_out(source, context)
        return seen_text(piece.document, piece.items)

    return read


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("# Title", "Title"),
        ("**bold** *it* ~~old~~ `a*b` __b__", "bold it old a*b b"),
        ("one\ntwo  \nthree\\\nfour", "one\ntwo\nthree\nfour"),
        ("- a\n- b\n  1. c\n  2. d\n", "- a\n- b\n  1. c\n  2. d"),
        ("7) a\n8) b", "7) a\n8) b"),
        ("- [x] done\n- [ ] to do\n- [link](https://e.com)", "- [x] done\n- [ ] to do\n- link"),
        ("- a\n\n  more\n- ", "- a\n\n  more\n- "),
        ("> quoted\n>\n> more", "quoted\nmore"),
        ("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 |", "a\tb\n1\t2\n3\t"),
        ("> ```py\n> x = 1\n> y\n> ```", "x = 1\ny"),
        ("    indented\n      code", "indented\n  code"),
        ("a &amp; b &lt; \\*c\\*", "a & b < *c*"),
        ("a\n\n---\n\nb", "a\n\nb"),
        ("", ""),
    ],
)
def test_markdown_is_seen_as_text(seen, source, text):
    assert seen(source) == text


@pytest.mark.parametrize("inside", ["word", "> quote", "```\n  code\n  ```", "| a |\n  |---|\n  | b |", "# Title", ""])
@pytest.mark.parametrize(("marker", "depth"), [("-", 1), ("  -", 2)])
def test_the_marker_of_an_item_stands_left_of_whatever_it_begins_with(laid_out, style, inside, marker, depth):
    lines = inside.replace("\n", "\n" + "  " * (depth - 1))
    piece = laid_out(f"- item\n\n{marker} {lines}\n")
    item = [decoration for decoration in piece.decorations if decoration.kind == "item"][-1]

    assert item.rect.left() == depth * style.indent
    words = {"word", "quote", "code", "a", "Title"}
    block = piece.document.begin()
    while block.isValid():
        if block.text() in words:
            place = piece.document.documentLayout().blockBoundingRect(block)
            assert place.top() <= item.rect.center().y() <= place.bottom()
        block = block.next()


def test_there_is_room_for_numbers_of_two_digits(style):
    """So that they do not hang out to the left of what stands around them."""
    assert style.indent >= QFontMetricsF(style.body).horizontalAdvance("10.") + style.beside


LIST_LINES = [
    *("1. " + "word " * 30, "1. word", "1) word", "- word " + "word " * 30, "   more", "   1. inner " + "word " * 30),
    *("   1. inner", "   - inner", "", "   ```\n   code\n   ```", "text", "      1. innermost", "[^n]: note"),
]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(LIST_LINES), max_size=30))
@example(["1. one", "   ```", "   code", "   ```", "1. two", "", "   ```", "   ```", "", "1. three"])
@example(["7) one", "   - inner", "   ```", "   ```", "   - inner", *["1) " + "word " * 70] * 5])
@example(["1. one", "   ```", "   ```", "", "text", "", "1. one again", "2. two"])
def test_the_items_of_a_list_are_numbered_as_if_it_were_in_one_piece(style, lines):
    text = "\n".join(lines) + "\n"

    def markers(blocks):
        pieces = [Piece(block, markdown=True) for block in blocks if block.kind is BlockKind.PROSE]
        for piece in pieces:
            piece.measure(style, WIDTH)
        return [mark.value for piece in pieces for mark in piece.marks if mark.kind == "item"]

    assert markers(Blocks(text)) == markers([Block(BlockKind.PROSE, text)])


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script>",
        '<img src="file:///etc/passwd">',
        'a <b class="x">b</b> c',
        "<div><span>x</span></div>",
        "<!-- comment",
        '<a href="javascript:x">y</a>',
        "<style>p{color:red}</style>",
    ],
)
def test_html_is_text(seen, source):
    assert seen(source) == source


def test_what_cannot_be_built_is_shown_as_it_was_written(style, monkeypatch, expected_logs):
    expected_logs.append("as it was written")
    monkeypatch.setattr("desktop.ui.transcript.document.read", lambda *_: 1 / 0)
    piece = Piece(Blocks("*a* **b**")[0], markdown=True)
    piece.measure(style, 600)

    assert piece.document.toPlainText() == "*a* **b**"
    assert piece.height >= style.line


@pytest.mark.parametrize(
    ("source", "text", "target"),
    [
        ("![cat](https://evil.example/x.png?d=1)", "▣ cat · evil.example", "https://evil.example/x.png?d=1"),
        ("![](http://a.b/c)", "▣ image · a.b", "http://a.b/c"),
        ("![r][1]\n\n[1]: https://evil.example/ref", "▣ r · evil.example", "https://evil.example/ref"),
        ("[![c](https://a.b/i)](https://c.d/)", "▣ c · a.b", "https://a.b/i"),
    ],
)
def test_a_picture_is_a_link_that_names_its_host(laid_out, source, text, target):
    """Nothing of it is ever loaded."""
    piece = laid_out(source)

    assert seen_text(piece.document, piece.items).strip() == text
    assert [mark.value for mark in piece.links] == [target]


def test_a_picture_without_a_host_is_only_named(laid_out):
    piece = laid_out("![x](data:image/png;base64,AAAA) ![y](pic.png)")

    assert seen_text(piece.document, piece.items) == "▣ x ▣ y"
    assert piece.links == []


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("[a](https://e.com/x)", ["https://e.com/x"]),
        ("<https://e.com/x>", ["https://e.com/x"]),
        ("see https://e.com/a_(b)/c, or (http://e.org).", ["https://e.com/a_(b)/c", "http://e.org"]),
        ("[mail](mailto:a@b.c)", ["mailto:a@b.c"]),
        ("[**bold** text](https://e.com)", ["https://e.com"]),
        ("`https://e.com`", []),
        ("[a](javascript:alert(1)) [b](file:///etc/passwd) [c](vscode://x) [d](docs/x.md)", []),
        ("[a](https://user@e.com/)", []),
    ],
)
def test_links_lead_only_where_they_may(laid_out, source, targets):
    assert [mark.value for mark in laid_out(source).links] == targets


def test_a_link_that_leads_nowhere_shows_its_target(seen):
    assert seen("[docs](docs/x.md)") == "docs (docs/x.md)"


def test_text_that_turns_around_is_made_visible_in_a_link(seen):
    assert seen("[gpj\u202egnp](https://e.com)") == "gpj<U+202E>gnp"


def test_of_the_context_nothing_is_seen(seen):
    assert seen("   then\n2. two\n", "1. x\n\n") == "  then\n2. two"
    assert seen("| 3 | 4 |\n", "| a | b |\n|---|---|\n") == "3\t4"
    assert seen("  - b\n  - c\n", "- x\n") == "  - b\n  - c"
    assert seen("words go on", "- x\n\n  ") == "  words go on"
    assert seen("> more\n> ```", "> ```py\n") == "more"
    assert seen("", "| a |\n|---|\n") == ""


def test_numbers_go_on_after_code_in_the_list(style):
    blocks = Blocks("1. one\n   ```\n   x\n   ```\n   more\n2. two\n")
    last = Piece(blocks[-1], markdown=True)
    last.measure(style, WIDTH)

    assert seen_text(last.document, last.items) == "  more\n2. two"


def test_direction_follows_the_text_and_code_runs_left_to_right(laid_out, style):
    piece = laid_out("هذا نص عربي\n\nEnglish\n")
    first = piece.document.firstBlock()
    code = Piece(Blocks("```\n\u0647\u0630\u0627\n```")[0], markdown=True)
    code.measure(style, WIDTH)

    assert first.textDirection() == Qt.LayoutDirection.RightToLeft
    assert first.next().textDirection() == Qt.LayoutDirection.LeftToRight
    assert code.document.firstBlock().textDirection() == Qt.LayoutDirection.LeftToRight


def test_what_is_typed_has_no_marks(style):
    piece = Piece(Block(BlockKind.PROSE, "*not* `this`\n# nor this\n"), markdown=False)
    piece.measure(style, WIDTH)

    assert seen_text(piece.document, {}) == "*not* `this`\n# nor this"


def test_what_ends_paragraphs_in_qt_does_not_end_them_here(seen):
    assert seen("a\u2029b\ufdd0c\ufffcd") == "a b\ufffdc\ufffdd"


def test_a_million_characters_without_a_blank_fit_the_width(style):
    """Cut into pieces, none of them wider than the column."""
    blocks = Blocks("x" * 1_000_000)
    piece = Piece(blocks[0], markdown=True)
    piece.measure(style, WIDTH)

    assert piece.document.idealWidth() <= WIDTH
    assert max(len(block.source) for block in blocks) <= LONGEST_LINE


def test_a_row_that_makes_its_table_wider_has_all_of_it_painted_again(style):
    piece = Piece(Block(BlockKind.PROSE, ""), markdown=True)
    source, tops = "Some words\n\n", []
    for more in (
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "| 3 | 4 |\n",
        "| 5 | wide enough to move the others |\n",
        "\nEnd.",
    ):
        source += more
        piece.set_block(Block(BlockKind.PROSE, source), writing=True)
        piece.measure(style, WIDTH)
        tops.append(piece.dirty)
    table = piece.document.rootFrame().childFrames()[0]

    assert 0 < tops[1] == tops[2] <= piece.document.documentLayout().frameBoundingRect(table).top()


def test_lists_are_read_as_deep_as_their_pieces_are(style):
    """What is cut off below many parents is text when these are more than are followed, as it is when uncut."""
    for depth in range(14, 24):
        text = "".join("  " * level + "- x\n" for level in range(depth))
        more = "  " * (depth - 1) + "- " + "**word** " * 1_500
        shown = []
        for block in Blocks(text + more):
            piece = Piece(block, markdown=True)
            piece.measure(style, WIDTH)
            shown.append("**" in piece.document.toPlainText())
        assert len(shown) > 2
        assert set(shown) == {depth > 18}


def test_deep_nesting_is_shown_without_harm(seen):
    assert "x" in seen("> " * 200 + "x")
    assert "x" in seen("".join("  " * depth + "- x\n" for depth in range(100)))
    assert seen("*" * 2_000 + "x")


def test_what_hides_is_seen_in_code_and_links(seen, style):
    """Elsewhere it belongs to scripts and emoji."""
    assert seen("`a\u202eb` [a\u200bb](https://e.com) a\u200db `👨\u200d👩` \u0645\u200c\u062e") == (
        "a<U+202E>b a<U+200B>b a\u200db 👨\u200d👩 \u0645\u200c\u062e"
    )
    code = Piece(Blocks("```py\nadmin\u200d = '👨\u200d👩\U000e0041\u2067'\nx = 1\n```")[0], markdown=True)
    code.measure(style, WIDTH)
    assert code.document.toPlainText() == "admin\ufffc = '👨\u200d👩\ufffc\ufffc'\nx = 1"


def test_hidden_characters_of_code_are_drawn_as_their_numbers_and_copied_as_they_are(laid_out, seen, style):
    assert seen("> ```\n> a\u202eb\u200b\n> ```") == "a\u202eb\u200b"
    piece = laid_out("> ```\n> a\u202eb\u200b\u200b\n> ```")
    assert written(piece.document, piece.marks, style, 2, 5).endswith("\u200b\u200b\n> ```")
    code = Piece(Blocks("```py\nadmin\u200d\U000e0041 = 1\n```")[0], markdown=True)
    plain = Piece(Blocks("```py\nadmin = 1\n```")[0], markdown=True)
    for each in (code, plain):
        each.measure(style, WIDTH)

    assert seen_text(code.document, {}) == "admin\u200d\U000e0041 = 1"
    assert code.document.idealWidth() > plain.document.idealWidth() + 40
    assert code.height == plain.height


def test_of_countless_hidden_characters_only_the_places_are_marked(style):
    code = Piece(Blocks("```py\n" + "a\u200b" * 41 + "\n```")[0], markdown=True)
    code.measure(style, WIDTH)

    assert code.document.toPlainText() == "a\ufffc" * 40 + "a\ufffd"


@pytest.mark.parametrize("markdown", [True, False])
@pytest.mark.parametrize("turning", ["\u202e", "\u202b", "\u2067"])
def test_what_turns_the_direction_of_reading_turns_nothing_in_prose(style, markdown, turning):
    piece = Piece(Block(BlockKind.PROSE, f"one {turning}two three"), markdown=markdown)
    piece.measure(style, WIDTH)
    places = [rect_of(piece.document, at, at).x() for at in range(len("one +two three"))]

    assert places == sorted(places)
    assert seen_text(piece.document, {}) == f"one {turning}two three"


def test_code_in_a_paragraph_from_right_to_left_is_held_together(laid_out):
    """Else the brackets of `f()` would stand on its left. They are not part of what is copied."""
    piece = laid_out("שלום `f()` עולם\n\nText `f()` שלום\n\n| שלום `g()` |\n|--|\n| `h()` שלום |\n")

    assert piece.document.firstBlock().text() == "שלום \u2066f()\u2069 עולם"
    assert piece.document.firstBlock().next().text() == "Text f() שלום"
    assert seen_text(piece.document, piece.items) == "שלום f() עולם\nText f() שלום\nשלום g()\nh() שלום"  # noqa: RUF001


def test_a_quote_from_right_to_left_has_its_bar_on_the_right(laid_out):
    quotes = [
        next(found for found in laid_out(text).decorations if found.kind == "quote") for text in ("> שלום", "> Hello")
    ]

    assert [quote.mirrored for quote in quotes] == [True, False]
    assert quotes[0].rect.right() == WIDTH
    assert quotes[1].rect.left() == 0
    assert laid_out("> שלום").document.firstBlock().blockFormat().rightMargin() > 0


def test_code_in_a_sentence_keeps_its_ground_after_a_fence_in_an_item(laid_out):
    laid_out("- a\n\n      fence of an item")
    piece = laid_out("Some `code` here.")
    cursor = QTextCursor(piece.document)
    cursor.setPosition(len("Some co"))

    assert cursor.charFormat().background().style() != Qt.BrushStyle.NoBrush


def test_a_table_that_nobody_can_read_stays_text(laid_out):
    wide = ("| a " * 61 + "|\n") + ("|---" * 61 + "|\n")

    assert "|---|---" in laid_out(wide).document.toPlainText()
    assert "|---" not in laid_out("| a " * 60 + "|\n" + "|---" * 60 + "|\n").document.toPlainText()


@pytest.mark.parametrize(
    ("source", "text", "color"),
    [
        ("> [!NOTE]\n> a *b*\n", "Note\na b", "accent"),
        ("> [!TIP]\n> - a\n", "Tip\n- a", "success"),
        ("> [!WARNING]\n>\n> a\n> b\n", "Warning\na\nb", "warning"),
        ("> [!CAUTION]", "Caution", "danger"),
        ("- > [!IMPORTANT]  \n  > a\n", "- Important\n\n  a", "accent"),
        ("> [!NOTE] a\n> b", "[!NOTE] a\nb", ""),
        ("> [!note]\n> b", "[!note]\nb", ""),
        ("[!NOTE]\nb", "[!NOTE]\nb", None),
    ],
)
def test_alerts_have_a_title_and_a_color(laid_out, seen, style, source, text, color):
    piece = laid_out(source)
    back = written(piece.document, piece.marks, style, 0, 2**31 - 1)

    assert seen(source) == text
    assert seen(back) == text
    assert [mark.value for mark in piece.marks if mark.kind == "quote"] == ([] if color is None else [color])
    if color:
        cursor = QTextCursor(piece.document)
        cursor.movePosition(QTextCursor.MoveOperation.Right)
        assert cursor.charFormat().foreground().color().name() == getattr(LIGHT, color)


@pytest.mark.parametrize(
    "source", ["![" * 101 + "a" + "](x)" * 101, "- a\r" * 101, "[" * 401], ids=["pictures", "returns", "brackets"]
)
def test_what_would_take_too_long_to_read_is_shown_as_text(transcript, source):
    transcript.show_entries([answer("w " + source)])
    view = transcript.flow.view(0)
    piece = view.measure_piece(view.first_piece)

    assert not piece.marks
    assert len(piece.document.toPlainText()) >= len(source) // 2


def test_some_pictures_and_returns_are_read_as_markdown(transcript):
    transcript.show_entries([answer("![a](x) " * 20 + "\r**b**\r" * 10)])
    piece = transcript.flow.view(0).measure_piece(transcript.flow.view(0).first_piece)

    assert piece.document.toPlainText().startswith("▣ a ▣ a")
    assert "**" not in piece.document.toPlainText()
