"""A selection that may reach over many messages, and the text it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextBlockFormat, QTextCursor

from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.piece import Piece

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from PySide6.QtGui import QTextDocument

    from desktop.ui.transcript.document import Mark
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow

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
    return "\n\n".join(text for text in _texts(flow, selection) if text)


def markdown_of(flow: Flow, selection: Selection) -> str:
    """The source, when whole blocks and nothing else are selected; else ""."""
    sources = []
    for entry in range(selection.first.entry, selection.last.entry + 1):
        for piece, span in _pieces(flow, selection, entry):
            if span[0] > 0 or span[1] < _length(piece):
                return ""
            sources.append(piece.block.source)
    return "".join(sources).strip("\r\n")


def _texts(flow: Flow, selection: Selection) -> Iterator[str]:
    for entry in range(selection.first.entry, selection.last.entry + 1):
        if selection.first.entry < entry < selection.last.entry:
            yield "".join(block.source for block in flow.entries[entry].blocks).strip("\r\n")
            continue
        spans = list(_pieces(flow, selection, entry))
        pieces = flow.view(entry).pieces
        if len(spans) == len(pieces) > 1 and spans[0][1][0] == 0 and spans[-1][1][1] >= _length(pieces[-1]):
            yield "".join(piece.block.source for piece in pieces).strip("\r\n")
        else:
            yield _joined(flow, entry, spans)


def _pieces(flow: Flow, selection: Selection, entry: int) -> Iterator[tuple[Piece, tuple[int, int]]]:
    view = flow.view(entry)
    for index in range(len(view)):
        row = view.row(index)
        span = selection.within(entry, index) if isinstance(row, Piece) else None
        if span is not None and isinstance(row, Piece):
            yield row, span


def _length(piece: Piece) -> int:
    return piece.document.characterCount() - 1 if piece.document else END


def _joined(flow: Flow, entry: int, spans: list[tuple[Piece, tuple[int, int]]]) -> str:
    view = flow.view(entry)
    text = ""
    for piece, (start, end) in spans:
        document = piece.document or piece.laid_out(flow.style, view.body_width)
        seen = seen_text(document, piece.items, start, end)
        if text and seen:
            text += ("\n" if piece.is_code or seen_as_rows(piece) else " ") if piece.block.continued else "\n\n"
        text += seen
    return text


def seen_as_rows(piece: Piece) -> bool:
    """Whether a piece goes on with a new line: an item, a row; not in the middle of a paragraph."""
    return bool(piece.block.context) or piece.block.source[:2] in {"- ", "* ", "+ "} or piece.block.source[:1].isdigit()


def seen_text(document: QTextDocument, items: Mapping[int, Mark], start: int = 0, end: int = END) -> str:
    """The text between two positions as it is seen: with the markers of lists, cells parted by tabs."""
    found: list[str] = []
    row = -1
    block = document.findBlock(start)
    while block.isValid() and block.position() < max(end, start + 1):
        begin = max(0, start - block.position())
        text = block.text()[begin : max(0, end - block.position())]
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
    return "\n".join(found).replace(LINE, "\n")


def _marker(item: Mark) -> str:
    """An item's marker as Markdown, indented by its depth."""
    sign = item.value if item.value[0].isdigit() else f"- {item.value}" if item.value[0] == "[" else "-"
    return "  " * (item.left - 1) + sign + " "


def code_at(view: EntryView, row: int) -> str:
    """The code of a fence that starts in a row, all its pieces."""
    first = row - view.first_piece
    found = [view.pieces[first].block.code]
    for piece in view.pieces[first + 1 :]:
        if not piece.block.continued:
            break
        found.append(piece.block.code)
    return "\n".join(found)
