"""The text of blocks as it is seen, read from a document that is never shown: nothing is laid out for it.

Blocks are built there by the same code as those on view: 1.6 times the cost of parsing them, a third of laying them
out, and never another text than what is painted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from desktop.domain.block import BlockKind
from desktop.domain.html_tables import WIDEST
from desktop.domain.unseen import BLANKS, JOINERS, SIDES, SOFT, TAGS, TURNS, shown_apart
from desktop.ui.transcript.cites import spoken
from desktop.ui.transcript.directions import ISOLATE, RELEASE
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.prose import fill_with_prose, shown_code
from desktop.ui.transcript.style import Style
from desktop.ui.transcript.table import DEPTH
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QTextBlock, QTextTable

    from desktop.domain.block import Block
    from desktop.ui.transcript.filled import Mark

AS_TYPED = str.maketrans({LINE: "\n", ISOLATE: None, RELEASE: None})  # of what only Qt's documents hold
CELL, TABLE_END = "\ufdd0", "\ufdd1"  # in Qt's documents, what stands before a cell, and behind the last one
ROOM = "  "  # before a line of an item that does not begin it, for each list
ENDS = " \t\r\n"  # of texts; control characters there are seen
MOVE = QTextCursor.MoveOperation
END = 2**31 - 1  # past the last character of any document

# What most paragraphs, headings and lists are, so plain that their seen text can be told without parsing them: lines of
# text in which nothing but whole words in code, emphasis or a link is a mark.
_SIGNS = r"\x00-\x1f\x7f-\xa0\u2028\u2029\ufdd0\ufdd1\ufffc"
_TEXT = rf"(?:[^\\`*_~\[\]<>&!|$^=+#%{_SIGNS}]|[!%](?=[ \n]|$)|&(?!#?\w+;))"
_WORDS = rf"[^\W_](?:{_TEXT}*[^\W_])?"
_LINK = rf"\[{_WORDS}\]\(https?://[a-z\d.-]+(?:/[\w/.?=&;,:@+-]*(?:#[\w.-]*)?)?\)"
_STRONG = rf"(?:\*\*{_WORDS}|(?<!\S)\*\*{_WORDS}[.:?!](?=\*\*(?: |\n|$)))\*\*(?!\*)"
_MARKUP = rf"{_STRONG}|\*{_WORDS}\*(?!\*)|{_LINK}"
_RUN = rf"(?:{_TEXT}|`[^`\s{_SIGNS}](?:[^`{_SIGNS}]*[^`\s{_SIGNS}])?`(?!`)|{_MARKUP})"
_LINE = rf"(?=[^\W\d_]|[`*\[]){_RUN}+"
_SIMPLE = re.compile(rf"#{{1,6}} {_LINE}|(?:{_LINE}(?:\n{_LINE})*|- {_LINE})(?:\n- {_LINE})*")
_ROW = rf"\|(?:(?:{_TEXT}|`[^`\s|{_SIGNS}]+`(?!`)|{_MARKUP})*\|)+"
_TABLE = re.compile(rf"{_ROW}\n\|(?: ?:?-+:? ?\|)+(?:\n{_ROW})*")
_MARKED = re.compile(r"`([^`]*)`|\*\*([^*`]*)\*\*|\*([^*`]*)\*|\[([^][]*)\]\([^()]*\)")
_ADDRESS = re.compile(r"(?:://|www\.)[^\s()]*")  # takes in the marks behind it
_MARKS = re.compile(r"[`*\[]")
_HIDDEN = re.compile(f"[{TURNS}{SIDES}{SOFT}{JOINERS}{BLANKS}{TAGS}]")  # told in code and in links, if not everywhere
_OPENING = re.compile(r"\A(?:#{1,6}|-) +")


def typed_text(source: str) -> str | None:
    """What is seen of text as it was typed; None where a sign is drawn in place of a character, or Qt drops a first."""
    if source.startswith("\ufeff") or any(hidden for _, hidden in shown_apart(source, code=False)):
        return None
    return plain(source.rstrip("\r\n").replace("\r\n", "\n")).replace("\n", LINE)


def simple_text(source: str, item: str = "\u2029") -> str | None:
    """What is seen of Markdown in which hardly anything is marked, items of a list parted by `item`; else None."""
    source = source.rstrip(ENDS)  # not by the pattern: what fails behind many blanks would be tried from each of them
    if not _is_plain(source, _SIMPLE):
        return None
    items = [text.split("\n") for text in _OPENING.sub("", source).split("\n- ")]
    return _unmarked(item.join([LINE.join([line.rstrip(" ") for line in lines]).rstrip() for lines in items]))


def simple_table(source: str) -> str | None:
    """Likewise of a table, as Qt's documents hold it, if all of its rows have as many cells; else None."""
    source = source.rstrip(ENDS)
    if not _is_plain(source, _TABLE):
        return None
    rows = [line[1:-1].split("|") for line in source.split("\n")]
    if len(rows[0]) > WIDEST or any(len(row) != len(rows[0]) for row in rows):
        return None
    del rows[1]
    return CELL + CELL.join([_unmarked(cell.strip()) for row in rows for cell in row]) + TABLE_END


def _is_plain(source: str, pattern: re.Pattern[str]) -> bool:
    glued = any(
        map(_MARKS.search, _ADDRESS.findall(source))
    )  # by one pattern, each of a thousand would be gone through
    return not glued and bool(pattern.fullmatch(source)) and not _HIDDEN.search(source)


def _unmarked(text: str) -> str:
    return _MARKED.sub(lambda found: found[found.lastindex or 0], text)


class Scratch:
    """A document without a layout, in which one block after the other is built.

    Attributes:
        style: With what it is built.
    """

    def __init__(self, style: Style) -> None:
        self.style = Style(style.theme, style.body, style.typesetter)
        self.style.formulas.unseen = True
        self.document = QTextDocument()
        self.document.setUndoRedoEnabled(False)

    def build(self, block: Block, *, markdown: bool, writing: bool = False) -> Sequence[Mark]:
        """Put what a block that is no code says into the document, with the marks of its lists and links."""
        return fill_with_prose(self.document, block, self.style, markdown=markdown, writing=writing).marks

    def text(self, block: Block, *, markdown: bool, writing: bool = False) -> str:
        """A block as it is seen, with the markers of lists, cells parted by tabs."""
        if block.kind is BlockKind.CODE:
            return plain(shown_code(block, writing=writing)).translate(AS_TYPED)
        if markdown and not (block.context or writing) and (text := simple_text(block.source, "\n- ")) is not None:
            return ("- " if block.source.startswith("- ") else "") + text.translate(AS_TYPED)
        return seen_text(
            self.document, items_of(self.build(block, markdown=markdown, writing=writing)), inside=block.inside
        )


def items_of(marks: Sequence[Mark]) -> dict[int, Mark]:
    """List items, by the position of their text."""
    return {mark.start: mark for mark in marks if mark.kind == "item"}


def seen_text(
    document: QTextDocument, items: Mapping[int, Mark], start: int = 0, end: int = END, *, inside: bool = False
) -> str:
    """The text between two positions as it is seen: with the markers of lists, cells parted by tabs.

    The document begins at the start of a line, unless it goes on `inside` of one.
    """
    found: list[str] = []
    row = -1
    block = document.findBlock(start)
    while block.isValid() and block.position() < max(end, start + 1):
        begin = max(0, start - block.position())
        text = spoken(block, begin, max(0, end - block.position()))
        if block.blockFormat().lineHeightType() == QTextBlockFormat.LineHeightTypes.FixedHeight.value:
            row = -1  # the slivers around a table
        else:
            table = QTextCursor(block).currentTable()
            at = table.cellAt(block.position()).row() if table else -1
            same = table is not None and at == row
            row = at
            if same:
                found[-1] += "\t" + text
            else:
                text = (text.rstrip(" ") if block.next().text() == OBJECT else text).replace(
                    LINE, LINE + ROOM * _depth(block, None)
                )
                if begin == 0 and not (inside and block.blockNumber() == 0):
                    item = items.get(block.position())
                    found += [""] if found and not item and _is_apart(block) else []
                    text = (_marker(item) if item else ROOM * _depth(block, table)) + text
                found.append(text)
        block = block.next()
    return "\n".join(found).translate(AS_TYPED)


def seen_before(document: QTextDocument, items: Mapping[int, Mark], at: int, *, inside: bool = False) -> str:
    """The text before a position as it is seen, with the marker of the position's own line."""
    cursor = QTextCursor(document)
    cursor.setPosition(min(at, document.characterCount() - 1))
    block, start = cursor.block(), cursor.positionInBlock()
    end = start if cursor.atBlockEnd() or not cursor.movePosition(MOVE.NextCharacter) else cursor.positionInBlock()
    letter = spoken(block, start, end).replace(LINE, LINE + ROOM * _depth(block, None)).translate(AS_TYPED)
    until = block.position() + max(end, start + 1)
    return seen_text(document, items, 0, until, inside=inside).removesuffix(letter)


def _depth(block: QTextBlock, table: QTextTable | None) -> int:
    """In how many lists a paragraph stands, or the table that it is in."""
    return int(table.format().property(DEPTH)) if table else block.blockFormat().indent()


def _is_apart(block: QTextBlock) -> bool:
    """Whether a paragraph of an item stands behind a blank line; formulas are not told from the lines around them."""
    before = block.previous()
    between_lines = OBJECT in {block.text(), before.text()} or not before.blockFormat().bottomMargin()  # of code
    return block.blockFormat().indent() > 0 and not between_lines


def _marker(item: Mark) -> str:
    """An item's marker as Markdown, indented by its depth."""
    sign = item.value if item.value[0].isdigit() else f"- {item.value}" if item.value[0] == "[" else "-"
    return ROOM * (item.left - 1) + sign + " "
