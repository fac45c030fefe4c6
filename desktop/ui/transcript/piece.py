"""One block in its place: estimated until it comes near the viewport, then laid out in a document of its own."""

from __future__ import annotations

from collections import OrderedDict
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QTextCursor

from desktop.domain.blocks import BlockKind
from desktop.ui.transcript.code import colorize, fill_with_code, ground_marks, window
from desktop.ui.transcript.document import fill_with_markdown
from desktop.ui.transcript.mend import mended, mended_code
from desktop.ui.transcript.plain_document import fill_with_text, new_document
from desktop.ui.transcript.style import PADDING, SIDE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextDocument

    from desktop.domain.blocks import Block
    from desktop.ui.transcript.cites import Cite
    from desktop.ui.transcript.code import Spans
    from desktop.ui.transcript.document import Mark
    from desktop.ui.transcript.entry import SourceLine
    from desktop.ui.transcript.style import Style

KEPT = 240  # documents: several screens of any text, some megabytes


class Decoration(NamedTuple):
    """A `Mark` with its place, relative to the document; of an item, the place of its first line's text."""

    kind: str
    rect: QRectF
    value: str = ""
    mirrored: bool = False  # the text runs from right to left


class Layouts:
    """The documents in memory. The ones not painted for longest are dropped; their heights stay."""

    def __init__(self) -> None:
        self._pieces: OrderedDict[Piece, None] = OrderedDict()

    def touch(self, piece: Piece) -> None:
        self._pieces[piece] = None
        self._pieces.move_to_end(piece)
        while len(self._pieces) > KEPT:
            self._pieces.popitem(last=False)[0].drop()

    def __len__(self) -> int:
        return len(self._pieces)

    def __iter__(self) -> Iterator[Piece]:
        return iter(self._pieces)


def fill_with_prose(
    document: QTextDocument,
    block: Block,
    style: Style,
    cites: Sequence[Cite] = (),
    *,
    markdown: bool,
    writing: bool,
    muted: bool = False,
) -> list[Mark]:
    """Build what a block that is no code shows; `writing`: it is the end of an answer that is still arriving."""
    if not markdown:
        fill_with_text(document, block.source.rstrip("\r\n"), style)
        return []
    source = mended(block.source, block.context) if writing else block.source
    return fill_with_markdown(document, source, block.opening, style, cites, muted=muted)


def shown_code(block: Block, *, writing: bool) -> str:
    """The lines of a block of code that are shown."""
    return mended_code(block.code) if writing else block.code


class Piece:
    """A block of text with its layout.

    Attributes:
        height: In pixels, what separates it from the next block included.
        measured: The width for which `height` is right; 0 while it is an estimate.
        document: None until needed, and again when it was not painted for long.
        cites: Where sources are named in it.
        sources: Those of the whole answer, in the order of their numbers.
    """

    __slots__ = (  # there may be a hundred thousand
        "_marks", "_opening", "_paragraphs", "_shown", "_spans", "_stale", "above", "block", "cites", "decorations",
        "dirty", "document", "height", "joined", "markdown", "measured", "muted", "plain", "sources", "spaced",
        "writing",
    )  # fmt: skip

    def __init__(self, block: Block, *, markdown: bool, muted: bool = False) -> None:
        self.block = block
        self.markdown = markdown
        self.muted = muted
        self.cites: Sequence[Cite] = ()
        self.sources: Sequence[SourceLine] = ()
        self.writing = False  # it is the end of an answer that is still arriving
        self.joined = False  # the next block goes on where this one stops …
        self.spaced = False  # … below the space that is under a paragraph or an item
        self.above = 0  # pixels over the first line
        self.height = 0
        self.measured = 0
        self.document: QTextDocument | None = None
        self.decorations: Sequence[Decoration] = ()
        self.dirty = 0.0  # where the last change of the layout began, in pixels from the document's top
        self._paragraphs: Sequence[str] = ()  # of the document, while it is being written
        self.plain: str | None = None  # the text as it is seen, once somebody asked
        self._marks: Sequence[Mark] = ()
        self._stale = True
        self._opening = ""  # what the text was read behind
        self._shown = ""  # code in the document
        self._spans: Sequence[Spans] = ()  # its colors

    @property
    def is_code(self) -> bool:
        return self.block.kind is BlockKind.CODE

    @property
    def is_outdated(self) -> bool:
        """Whether the text uses definitions that were not known when it was laid out."""
        laid_out = self.markdown and not self.is_code and self.document is not None and not self._stale
        return laid_out and self._opening != self.block.opening

    def set_block(self, block: Block, *, writing: bool) -> None:
        """A newer state of the same block."""
        if block is self.block and writing == self.writing:
            return
        if block.kind != self.block.kind:
            self.drop()  # documents of code have another font
        changed = block != self.block or block.opening != self.block.opening or writing != self.writing
        self.block = block
        self.writing = writing
        if changed:
            self.renew()

    def set_cites(self, cites: Sequence[Cite], sources: Sequence[SourceLine]) -> None:
        self.sources = sources
        if cites != self.cites:
            self.cites = cites
            self.refresh()

    def renew(self) -> None:
        """What the text means has changed: links are known now that were not."""
        self.measured = 0
        self.plain = None
        self._stale = True

    def set_joined(self, joined: bool, *, spaced: bool = False) -> None:  # noqa: FBT001 - a plain property
        if (joined, spaced) != (self.joined, self.spaced):
            self.joined, self.spaced = joined, spaced
            self.measured = 0

    def drop(self) -> None:
        """Forget the layout, not the height."""
        self.document = None
        self.decorations = ()
        self._stale = True
        self._shown = ""
        self._spans = ()
        self._paragraphs = ()

    # Places inside the piece

    def inset(self, style: Style) -> int:
        """How far the ground of code is from the left edge."""
        return self.block.depth * style.indent if self.is_code else 0

    def head(self, style: Style) -> int:
        """Height of the line above code that names its language."""
        if not self.is_code:
            return 0
        return 0 if self.block.continued else style.small_height + PADDING

    def origin(self, style: Style) -> QPointF:
        """Where the document is."""
        return QPointF(self.inset(style) + PADDING, self.head(style)) if self.is_code else QPointF(0, self.above)

    def _text_width(self, style: Style, width: int) -> int:
        return max(SIDE, width - self.inset(style) - 2 * PADDING) if self.is_code else width

    # Heights

    def estimate(self, style: Style, width: int) -> int:
        """A height from the text's length alone; remembered until the piece is measured."""
        source = self.block.source
        if self.is_code:
            below = 0 if self.joined else PADDING + style.gap
            self.height = source.count("\n") * style.code_line + self.head(style) + below
        else:
            lines = source.strip("\n").count("\n") + 1
            wrapped = int(len(source) * style.char / max(1, width))
            self.height = max(lines, wrapped + 1) * style.line + (0 if self.joined else style.gap)
        self.measured = 0
        return self.height

    def measure(self, style: Style, width: int) -> int:
        """The height at a width, by laying the text out."""
        if self.measured != width or self.document is None:
            document = self.laid_out(style, width)
            text = ceil(document.size().height())
            if self.is_code:
                self.height = self.head(style) + text + (0 if self.joined else PADDING + style.gap)
            else:
                # Qt leaves out the margins above the first and below the last paragraph.
                self.above = round(document.firstBlock().blockFormat().topMargin())
                self.height = self.above + text + self._below(document, style)
                if self._is_unseen(document):
                    self.height = 0
            self.measured = width
        return self.height

    def _is_unseen(self, document: QTextDocument) -> bool:
        """Whether there are only definitions, or blank lines."""
        return self.markdown and not self.writing and not self._marks and document.isEmpty()

    def _below(self, document: QTextDocument, style: Style) -> int:
        last = document.lastBlock().blockFormat()
        margin = round(last.bottomMargin())
        if self.joined:
            return margin if self.spaced else 0
        return max(style.gap, margin) if last.indent() else margin

    def laid_out(self, style: Style, width: int) -> QTextDocument:
        """The document, made or brought up to date, at a width."""
        if self.document is None:
            self.document = new_document(style, code=self.is_code)
        room = self._text_width(style, width)
        if self.document.textWidth() != room:  # Qt lays everything out again even for the same width
            self.document.setTextWidth(room)
        if self._stale:
            self._marks = self._fill(self.document, style)
            self._find_dirty(self.document)
            self._stale = False
        self._decorate(self.document)
        return self.document

    @property
    def items(self) -> dict[int, Mark]:
        """The list items of the document, by the position of their text."""
        return {mark.start: mark for mark in self._marks if mark.kind == "item"}

    @property
    def awaited(self) -> list[str]:
        """The formulas of the document that are still to be laid out."""
        return [mark.value for mark in self._marks if mark.kind == "formula" and not self._stale]

    def refresh(self) -> None:
        """Have the same text laid out again: what it waited for is there."""
        self._stale = True
        self.measured = 0

    @property
    def marks(self) -> Sequence[Mark]:
        """All marks of the document."""
        return self._marks

    @property
    def links(self) -> list[Mark]:
        """The links and the marks of sources of the document, in order."""
        return [mark for mark in self._marks if mark.kind in {"link", "cite"}]

    def _fill(self, document: QTextDocument, style: Style) -> list[Mark]:
        self.dirty = 0.0
        if self.is_code:
            self._fill_code(document, style)
            return ground_marks(document, self._shown, self.block.language)
        self._opening = self.block.opening
        return fill_with_prose(
            document, self.block, style, self.cites, markdown=self.markdown, writing=self.writing, muted=self.muted
        )

    def _fill_code(self, document: QTextDocument, style: Style) -> None:
        code = shown_code(self.block, writing=self.writing)
        before = self._shown
        added = bool(before) and code.startswith(before)
        fill_with_code(document, code, before if added else "", style)
        if not added:
            self._spans = ()
        if not added or not self.writing or code.count("\n") != before.count("\n"):
            start = window(code, before) if added and self.writing else 0
            self._spans = colorize(document, code, self.block.language, style, self._spans, start)
        self._shown = code

    def _find_dirty(self, document: QTextDocument) -> None:
        """See where the text differs from what was laid out before: above that nothing is painted again."""
        if not self.writing:
            self._paragraphs = ()
            return
        before, self._paragraphs = self._paragraphs, document.toPlainText().split("\n")
        same = 0
        for old, new in zip(before[:-1], self._paragraphs[:-1], strict=False):
            if old != new:
                break
            same += 1
        layout, block = document.documentLayout(), document.findBlockByNumber(same)
        table = QTextCursor(block).currentTable()  # a longer cell makes all rows of its table wider
        self.dirty = (layout.frameBoundingRect(table) if table else layout.blockBoundingRect(block)).top()

    def _decorate(self, document: QTextDocument) -> None:
        layout = document.documentLayout()
        plain_ascent = QFontMetricsF(document.defaultFont()).ascent()
        decorations: list[Decoration] = []
        for mark in self._marks:
            block = document.findBlock(mark.start)
            first = layout.blockBoundingRect(block)
            mirrored = block.textDirection() == Qt.LayoutDirection.RightToLeft
            if mark.kind == "item":
                start = block.layout().lineAt(0)
                line = start.naturalTextRect().translated(first.left(), first.top())
                line.setTop(line.top() + max(0, start.ascent() - plain_ascent))  # formulas are higher than words
                decorations.append(Decoration("item", line, mark.value, mirrored))
            elif mark.kind not in {"link", "formula", "cite", "note"}:
                last = layout.blockBoundingRect(document.findBlock(mark.end))
                rect = QRectF(mark.left, first.top(), document.textWidth() - mark.left, last.bottom() - first.top())
                if mirrored:
                    rect.moveRight(document.textWidth() - mark.left)
                if mark.kind == "quote" and self.joined:
                    rect.setBottom(document.size().height())  # one bar with the piece below
                decorations.append(Decoration(mark.kind, rect, mirrored=mirrored))
        self.decorations = decorations
