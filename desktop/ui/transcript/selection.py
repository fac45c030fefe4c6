"""A selection that may reach over many messages, and the text it stands for."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from desktop.domain.block import BlockKind
from desktop.domain.items import MARK
from desktop.ui.transcript.cites import spoken
from desktop.ui.transcript.inline import ISOLATE, LINE, RELEASE
from desktop.ui.transcript.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from PySide6.QtGui import QTextDocument

    from desktop.domain.block import Block
    from desktop.ui.transcript.document import Mark
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow

_STARTS_LINE = re.compile(rf"[ \t]*(?:[>|]|{MARK})")  # an item, a quote, a row: goes on with a new line
AS_TYPED = str.maketrans({LINE: "\n", ISOLATE: None, RELEASE: None})  # of what only Qt's documents hold
END = 2**31 - 1  # past the last character of any row


class Spot(NamedTuple):
    """A place between two characters: message, row, position in the row's document. Spots are ordered."""

    entry: int
    row: int
    at: int


class Selection(NamedTuple):
    """From where it was begun to where it has been drawn."""

    anchor: Spot
    head: Spot

    def __bool__(self) -> bool:
        return self.anchor != self.head

    @property
    def first(self) -> Spot:
        return min(self.anchor, self.head)

    @property
    def last(self) -> Spot:
        return max(self.anchor, self.head)

    def within(self, entry: int, row: int) -> tuple[int, int] | None:
        """The selected positions of a row, None when there are none."""
        first, last = self.first, self.last
        if not (first[:2] <= (entry, row) <= last[:2]) or not self:
            return None
        start = first.at if first[:2] == (entry, row) else 0
        end = last.at if last[:2] == (entry, row) else END
        return (start, end) if start < end else None


def text_of(flow: Flow, selection: Selection) -> str:
    """What is copied: of whole messages the text as it was written, of parts what is seen, with list markers."""
    return joined(texts_of(flow, selection))


def joined(texts: Iterable[str]) -> str:
    """The texts of some messages, those that have any, as one."""
    return "\n\n".join(text for text in texts if text)


def texts_of(flow: Flow, selection: Selection) -> Iterator[str]:
    """What is copied of each message."""
    for entry in range(selection.first.entry, selection.last.entry + 1):
        if selection.first.entry < entry < selection.last.entry:
            yield flow.said(entry).written.strip("\r\n")
            continue
        spans = list(pieces_of(flow, selection, entry))
        pieces = flow.view(entry).pieces
        if len(spans) == len(pieces) > 1 and spans[0][1][0] == 0 and spans[-1][1][1] >= length_of(pieces[-1]):
            yield "".join(piece.block.source for piece in pieces).strip("\r\n")
        else:
            yield _joined(flow, spans)


def pieces_of(flow: Flow, selection: Selection, entry: int) -> Iterator[tuple[Piece, tuple[int, int]]]:
    """The blocks of a message that are selected, each with the positions between which it is."""
    view = flow.view(entry)
    thoughts = selection.last[:2] < (entry, view.first_piece)  # copied only when nothing else is
    for index in range(0 if thoughts else view.first_piece, len(view)):
        row = view.row(index)
        span = selection.within(entry, index) if isinstance(row, Piece) else None
        if span is not None and isinstance(row, Piece):
            yield row, span


def length_of(piece: Piece) -> int:
    """The last position in a block; END while it is not laid out."""
    return piece.document.characterCount() - 1 if piece.document else END


def _joined(flow: Flow, spans: list[tuple[Piece, tuple[int, int]]], *, begun: bool = False) -> str:
    """The parts of some blocks; what goes on where a block stopped is joined without a gap.

    They are joined to a text before them, too, when that was `begun`.
    """
    text = ""
    for piece, (start, end) in spans:
        seen = plain_of(flow, piece) if (start, end) == (0, END) else part_of_piece(flow, piece, start, end)
        if (text or begun) and seen:
            text += _gap(piece.block)
        text += seen
    return text


def _gap(block: Block) -> str:
    if not block.continued:
        return "\n\n"
    in_line = block.kind is BlockKind.PROSE and (not block.context or block.context.endswith(" "))
    return "" if in_line and not _STARTS_LINE.match(block.source) else "\n"


def part_of_piece(flow: Flow, piece: Piece, start: int, end: int) -> str:
    """A part of a block as it is seen."""
    return seen_text(piece.laid_out(flow.style, piece.measured or flow.width), piece.items, start, end)


def plain_of(flow: Flow, piece: Piece) -> str:
    """All of a block as it is seen; remembered, because those who listen ask often."""
    if piece.plain is None:
        kept = piece.document is not None
        piece.plain = part_of_piece(flow, piece, 0, END)
        if not kept:
            piece.drop()
    return piece.plain


def seen_of(flow: Flow, pieces: Sequence[Piece], *, begun: bool = False) -> str:
    """All of some blocks as they are seen; when there is text before them already, with the gap to that."""
    return _joined(flow, [(piece, (0, END)) for piece in pieces], begun=begun)


def seen_text(document: QTextDocument, items: Mapping[int, Mark], start: int = 0, end: int = END) -> str:
    """The text between two positions as it is seen: with the markers of lists, cells parted by tabs."""
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
                item = items.get(block.position()) if begin == 0 else None
                found.append((_marker(item) if item else "") + text)
        block = block.next()
    return "\n".join(found).translate(AS_TYPED)


def text_between(document: QTextDocument, start: int, end: int) -> str:
    """The text between two positions as Qt keeps it, with its own marks for the ends of lines and cells."""
    cursor = QTextCursor(document)
    cursor.setPosition(start)
    cursor.setPosition(min(end, document.characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def _marker(item: Mark) -> str:
    """An item's marker as Markdown, indented by its depth."""
    sign = item.value if item.value[0].isdigit() else f"- {item.value}" if item.value[0] == "[" else "-"
    return "  " * (item.left - 1) + sign + " "


def code_at(view: EntryView, row: int) -> tuple[str, str]:
    """The language of a fence that starts in a row, and the code of all its pieces."""
    first = view.row(row)
    assert isinstance(first, Piece)  # noqa: S101 - nothing else has code
    rows = map(view.row, range(row, len(view)))
    pieces = takewhile(lambda piece: isinstance(piece, Piece) and piece.head is first, rows)
    return first.block.language, "\n".join(piece.block.code for piece in pieces if isinstance(piece, Piece))
