"""Any text in paragraphs that Qt lays out at once: it lays out whole ones, and handles each by itself.

Lines that are too long are cut into several paragraphs, and of very many lines several stand in one; `plain_text` puts
together what was written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextFormat

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

LONGEST = 3_000  # characters of a paragraph: each key in it takes two milliseconds, in mixed scripts ten
MOST = 5_000  # paragraphs: beyond, lines share one
LINE, PARAGRAPH = "\u2028", "\u2029"  # the ends of a line in a paragraph and of a paragraph, for Qt
_ENDS = ("\r\n", "\r", LINE, PARAGRAPH)
_CUT = QTextFormat.Property.UserProperty.value  # a paragraph goes on with the line of the one before


def pour(cursor: QTextCursor, text: str) -> None:
    """Put text in the place of what is selected; one step to undo."""
    cursor.beginEditBlock()
    take_out(cursor)
    room = MOST - cursor.document().blockCount()
    for number, (cut, piece) in enumerate(in_paragraphs(text, room)):
        if number or (cursor.block().length() + len(piece) > LONGEST and not cursor.atBlockStart()):
            begin_paragraph(cursor, cut=cut)
        cursor.insertText(piece)
    if cursor.block().length() > LONGEST and not cursor.atBlockEnd():
        begin_paragraph(cursor, cut=True)
    cursor.endEditBlock()


def begin_paragraph(cursor: QTextCursor, *, cut: bool = False) -> None:
    """End the paragraph that the cursor is in, and the line too unless it is only `cut`."""
    cursor.beginEditBlock()
    take_out(cursor)
    ended, begun = cursor.blockFormat(), format_of(cut=cut)
    before = cursor.atBlockStart()
    cursor.insertBlock(begun)
    if before:  # Qt takes the one that ends for the new one
        cursor.setBlockFormat(begun)
        QTextCursor(cursor.block().previous()).setBlockFormat(ended)
    cursor.endEditBlock()


def take_out(cursor: QTextCursor) -> None:
    """Remove what is selected. Where that begins with a paragraph, Qt takes the last one for the one that stays."""
    kept = cursor.document().findBlock(cursor.selectionStart()).blockFormat()
    cursor.beginEditBlock()
    cursor.removeSelectedText()
    cursor.setBlockFormat(kept)
    cursor.endEditBlock()


def format_of(*, cut: bool) -> QTextBlockFormat:
    """What a paragraph is known by that goes on with the line of the one before."""
    made = QTextBlockFormat()
    if cut:
        made.setProperty(_CUT, True)
    return made


def as_lines(text: str) -> str:
    """A text whose lines end in line feeds."""
    for end in _ENDS:
        text = text.replace(end, "\n")
    return text


def in_paragraphs(text: str, room: int) -> Iterator[tuple[bool, str]]:
    """The pieces of a text, and whether each goes on with the line before it, which the first one does.

    Where there are more than `room` lines, none but the first of a piece is a paragraph of its own.
    """
    text = as_lines(text)
    between = "\n" if text.count("\n") < room else LINE
    start, cut = 0, True
    while True:
        find = text.find if cut else text.rfind  # what is cut, or goes on, is one line: others would be cut likewise
        end = find("\n", start, start + LONGEST)
        if end >= 0:
            yield cut, text[start:end].replace("\n", between)
            start, cut = end + 1, False
        elif len(text) - start > LONGEST:
            end = 1 + text.rfind(" ", start, start + LONGEST) or start + LONGEST
            yield cut, text[start:end]
            start, cut = end, True
        else:
            yield cut, text[start:]
            return


def cut_at(document: QTextDocument) -> list[int]:
    """Which paragraphs go on with the line of the one before, by their numbers."""
    return [block.blockNumber() for block in _blocks(document) if block.blockFormat().hasProperty(_CUT)]


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def selected_text(cursor: QTextCursor, cut: Sequence[int]) -> str:
    """What was written, of what is selected; `cut` is what `cut_at` says of the document."""
    first = cursor.document().findBlock(cursor.selectionStart()).blockNumber()
    return plain_text(cursor.selection().toRawText(), cut, first)


def plain_text(raw: str, cut: Sequence[int], first: int = 0) -> str:
    """What was written, of Qt's raw text from the paragraph `first` on."""
    paragraphs = raw.split(PARAGRAPH)
    for number in cut:
        if first < number < first + len(paragraphs):
            paragraphs[number - first] = PARAGRAPH + paragraphs[number - first]
    return "\n".join(paragraphs).replace("\n" + PARAGRAPH, "").replace(LINE, "\n")
