"""One block in its place: estimated until it comes near the viewport, then laid out in a document of its own."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from desktop.domain.block import BlockKind
from desktop.domain.embedded import places_in
from desktop.ui.transcript.bands import NO_BANDS, bands_of
from desktop.ui.transcript.code import ColoredCode, ground_marks
from desktop.ui.transcript.decoration import decorations_of
from desktop.ui.transcript.dirty import paragraphs_of, top_of_change
from desktop.ui.transcript.plain_document import new_document, set_wrapping
from desktop.ui.transcript.prose import fill_with_prose, shown_code, shown_source
from desktop.ui.transcript.strip import BETWEEN, NOTHING_WIDE, Fit, Strip, fit_tables, is_table
from desktop.ui.transcript.style import CODE_END, PADDING, SIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QTextDocument

    from desktop.domain.block import Block
    from desktop.domain.json_tree import Tree
    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.cites import Cite
    from desktop.ui.transcript.decoration import Decoration
    from desktop.ui.transcript.entry import SourceLine
    from desktop.ui.transcript.filled import Mark
    from desktop.ui.transcript.style import Style

PROSE = {"", "text", "txt", "plain", "plaintext", "markdown", "md"}  # languages whose lines are broken
ENDLESS = 2_000  # characters of a line of code
NOTHING_READ: tuple[str, frozenset[str]] = ("", frozenset())  # once: it takes more room than a short paragraph


class Piece:
    """A block of text with its layout.

    Attributes:
        height: In pixels, what separates it from the next block included.
        measured: The width for which `height` is right; 0 while it is an estimate.
        document: None until needed, and again when it was not painted for long.
        cites: Where sources are named in it.
        sources: Those of the whole answer, in the order of their numbers.
        pictures: Those of the whole message.
        bands: The tables of the document, and the formulas on lines of their own.
    """

    __slots__ = (  # there may be a hundred thousand
        "_awaited", "_before", "_code", "_marks", "_paragraphs", "_read_with", "_stale", "_version", "_wide",
        "above", "bands", "block", "cites", "decorations", "dirty", "document", "height", "joined", "lends", "lent",
        "markdown", "marker", "measured", "muted", "own_strip", "pictures", "plain", "quoted", "sources", "spaced",
        "wrapped", "writing",
    )  # fmt: skip

    def __init__(self, block: Block, *, markdown: bool, muted: bool = False, wrapped: bool = False) -> None:
        self.block = block
        self._before: Piece | None = None  # the head, unless that is itself: what holds itself is freed late
        self.bands = NO_BANDS
        self.own_strip: Strip | None = None  # of a head, once somebody asked
        self._version = 0  # of the strip, for which `measured` holds
        self.markdown = markdown
        self.muted = muted
        self.cites: Sequence[Cite] = ()
        self.sources: Sequence[SourceLine] = ()
        self.pictures: Sequence[ImagePart] = ()
        self.wrapped = wrapped  # what the person chose last for code
        self.writing = False  # it is the end of an answer that is still arriving
        self.joined = False  # the next block goes on where this one stops …
        self.spaced = False  # … below the space that is under a paragraph or an item
        self.quoted = False  # a quote goes on in the next block
        self.marker: Piece | None = None  # ends in the marker of the item that this begins: it stands beside the head
        self.lends = False  # it is such a piece itself
        self.lent: Sequence[Decoration] = ()  # that marker, painted with what begins beside it
        self.height = self.above = self.measured = 0  # `above` the first line: pixels of the height
        self.document: QTextDocument | None = None
        self.decorations: Sequence[Decoration] = ()
        self.dirty = 0.0  # where the last change of the layout began, in pixels from the document's top
        self._paragraphs: Sequence[str] = ()  # of the document, while it is being written
        self.plain: str | None = None  # the text as it is seen, once somebody asked
        self._marks: Sequence[Mark] = ()
        self._awaited: list[str] = []
        self._stale = True
        self._read_with, self._wide = NOTHING_READ, NOTHING_WIDE  # the first: what was known of the rest of the text
        self._code: ColoredCode | None = None  # in the document

    @property
    def is_code(self) -> bool:
        return self.block.kind is BlockKind.CODE

    @property
    def is_outdated(self) -> bool:
        """Whether the text uses definitions that were not known when it was laid out."""
        laid_out = self.markdown and not self.is_code and self.document is not None and not self._stale
        return laid_out and self._read_with != (self.block.opening, self.block.lost)

    def set_block(self, block: Block, *, writing: bool) -> None:
        """A newer state of the same block."""
        if block is self.block and writing == self.writing:
            return
        if block.kind != self.block.kind:
            self.drop()  # documents of code have another font
        changed = block != self.block or block.opening != self.block.opening or writing != self.writing
        same = changed and writing and self.writing and self._looks_the_same(block)
        self.block = block
        self.writing = writing
        if changed and not same:
            self.renew()

    def _looks_the_same(self, block: Block) -> bool:
        """Whether what has come of a block that is being written is not shown yet, such as half a row of a table."""
        if self.is_code or self._stale or not self.markdown or self._read_with != (block.opening, block.lost):
            return False
        return shown_source(block) == shown_source(self.block)

    def set_cites(self, cites: Sequence[Cite], sources: Sequence[SourceLine]) -> None:
        self.sources = sources
        if cites != self.cites:
            self.cites = cites
            self.refresh()

    def set_pictures(self, images: Sequence[ImagePart]) -> None:
        """Know the pictures of the message: some may have their place here."""
        if images != self.pictures:
            self.pictures = images
            if places_in(self.block.source):
                self.refresh()

    def picture(self, place: str) -> ImagePart:
        """The one of a mark."""
        return next(image for image in self.pictures if image.place == int(place))

    def renew(self) -> None:
        """What the text means has changed: links are known now that were not."""
        self.measured = 0
        self.plain = None
        self._stale = True

    def set_joined(self, *, joined: bool, spaced: bool = False, quoted: bool = False, lends: bool = False) -> None:
        if (joined, spaced, quoted, lends) != (self.joined, self.spaced, self.quoted, self.lends):
            self.joined, self.spaced, self.quoted, self.lends = joined, spaced, quoted, lends
            self.measured = 0

    def follow(self, before: Piece | None) -> None:
        """Know the piece before, whose fence or table may go on here."""
        goes_on = before is not None and self.block.continued and (self.is_code or is_table(self.block.context))
        self._before = before.head if before is not None and goes_on else None
        self.marker = before if self.block.beside_marker else None

    @property
    def head(self) -> Piece:
        """The piece in which the fence or the table begins that this one goes on with; else itself."""
        return self._before or self

    @property
    def strip(self) -> Strip:
        """What all pieces of the fence or the table share."""
        if self.head.own_strip is None:
            self.head.own_strip = Strip()
        return self.head.own_strip

    @property
    def tree(self) -> Tree | None:
        """What is shown in the place of code that is JSON, all of it in the head."""
        return self.head.own_strip.tree if self.head.own_strip else None

    @property
    def version(self) -> int:
        """Goes up when all pieces of the fence or the table have to be laid out again."""
        return self.head.own_strip.version if self.head.own_strip else 0

    @property
    def is_wrapped(self) -> bool:
        """Whether lines of code are broken where the room ends."""
        if self.strip.wrapped is not None:
            return self.strip.wrapped
        return self.is_text or self.head.wrapped or self.head.is_endless

    @property
    def is_endless(self) -> bool:
        """Whether there is a line that nobody wants to follow sideways; it may go on in the next piece."""
        source = self.block.source
        goes_on = self.joined and not source.endswith("\n")
        return goes_on or (len(source) > ENDLESS and max(map(len, source.split("\n"))) > ENDLESS)

    @property
    def is_text(self) -> bool:
        """Whether it stands as code but is none: a letter, say."""
        return self.block.language.lower() in PROSE

    def is_measured(self, width: int) -> bool:
        """Whether the height is right at a width."""
        return self.measured == width and self._version == self.version

    def drop(self) -> None:
        """Forget the layout, not the height."""
        self.document = None
        self.decorations = ()
        self.bands = NO_BANDS
        self._wide = NOTHING_WIDE
        self._stale = True
        self._code = None
        self._paragraphs = ()

    # Places inside the piece

    def inset(self, style: Style) -> int:
        """How far the ground of code is from the left edge."""
        return style.around(self.block.around)

    def top(self, style: Style) -> int:
        """Height of the line above code, with its language, if it has one, and its buttons."""
        return style.small_height + PADDING if self.is_code and not self.block.continued else 0

    def origin(self, style: Style) -> QPointF:
        """Where the document is."""
        if self.is_code:
            return QPointF(self.inset(style) + PADDING - self.strip.shift, self.top(style))
        return QPointF(0, self.above)

    def inside(self, style: Style, point: QPointF) -> QPointF:
        """A point of the piece, in the document."""
        return self.bands.inside(point - self.origin(style), self.strip.shift)

    def outside(self, style: Style, rect: QRect) -> QRect:
        """A rectangle of the document, in the piece."""
        return self.bands.outside(rect, self.strip.shift).translated(self.origin(style).toPoint())

    def is_moved(self, y: float) -> bool:
        """Whether a height of the document is one of a table or a formula that is wider than the room."""
        return any(band.top <= y < band.bottom for band in self.bands.wide)

    def hidden(self, style: Style, width: int) -> int:
        """How far it can be moved sideways: pixels of its widest line that are out of sight."""
        strip = self.head.own_strip
        if strip is None or strip.tree is not None or (self.is_code and self.is_wrapped):
            return 0
        return max(0, strip.wide - self.room(style, width))

    def room(self, style: Style, width: int) -> int:
        return max(SIDE, width - self.inset(style) - 2 * PADDING) if self.is_code else width

    # Heights

    def estimate(self, style: Style, width: int) -> int:
        """A height from the text's length alone; remembered until the piece is measured."""
        if self.tree is not None:
            return self._measure_tree(self.tree, style, width)
        source = self.block.source
        if self.is_code:
            below = 0 if self.joined else CODE_END + style.under
            self.height = source.count("\n") * style.code_line + self.top(style) + below
        else:
            lines = source.strip("\n").count("\n") + 1
            wrapped = int(len(source) * style.char / max(1, width))
            self.height = max(lines, wrapped + 1) * style.line + (0 if self.joined else style.gap)
        self.measured = 0
        return self.height

    def measure(self, style: Style, width: int) -> int:
        """The height at a width, by laying the text out."""
        if self.tree is not None:
            return self._measure_tree(self.tree, style, width)
        if not self.is_measured(width) or (self.document is None and self.height):  # of nothing, no layout is kept
            document = self.laid_out(style, width)
            text = ceil(document.size().height())
            if self.is_code:
                self.height = self.top(style) + text + (0 if self.joined else CODE_END + style.under)
            else:
                # Qt leaves out the margins above the first and below the last paragraph.
                self.above = 0 if self.block.inside else round(document.firstBlock().blockFormat().topMargin())
                unseen = self._is_unseen(document)
                self.height = 0 if unseen else self.above + text + self._below(document, style)
                if self.lent:
                    self.height = max(0, self.height - ceil(self.lent[0].rect.height()))
                self._close_seams(document)
            self.measured = width
            self._version = self.version
            if strip := self.head.own_strip:
                strip.keep(self.hidden(style, width))
        return self.height

    def _close_seams(self, document: QTextDocument) -> None:
        """Leave no room above and below rows of a table that go on from the piece before, or in the next one."""
        tables = self._wide.tables
        if self.head is not self and tables:  # both have the line between them
            above, self.above = self.above, -round(self.bands.every[0].top) - BETWEEN
            self.height += self.above - above
        rows_follow = self.joined and not self.spaced
        if rows_follow and tables and tables[-1][0].lastPosition() + 1 == document.lastBlock().position():
            self.height = self.above + round(self.bands.every[-1].bottom)

    def _is_unseen(self, document: QTextDocument) -> bool:
        """Whether there are only definitions, or blank lines."""
        return self.markdown and not self.writing and not self._marks and document.isEmpty()

    def _below(self, document: QTextDocument, style: Style) -> int:
        last = document.lastBlock().blockFormat()
        margin = round(last.bottomMargin())
        if self.joined:
            return margin if self.spaced else 0
        return max(style.gap, margin) if last.indent() else margin

    def _measure_tree(self, tree: Tree, style: Style, width: int) -> int:
        lines = len(tree.lines) * style.code_line
        self.height = self.top(style) + lines + CODE_END + style.under if self.head is self else 0
        self.measured = width
        self._version = self.version
        return self.height

    def laid_out(self, style: Style, width: int) -> QTextDocument:
        """The document, made or brought up to date, at a width."""
        if self.document is None:
            self.document = new_document(style, code=self.is_code)
        if self.is_code:
            set_wrapping(self.document, wrapped=self.is_wrapped)
        room = self.room(style, width)
        if self.document.textWidth() != room:  # Qt lays everything out again even for the same width
            self.document.setTextWidth(room)
        if filled := self._stale:
            self._marks = self._fill(self.document, style, room)
            self._awaited = [mark.value for mark in self._marks if mark.kind == "formula"]
            self._stale = False
        self._spread(self.document, style, room)
        self.dirty = self._find_dirty(self.document) if filled and self.writing else 0.0
        end = self.document.size().height() + (self._below(self.document, style) if self.quoted else 0)
        found = decorations_of(self.document, self._marks, end if self.joined or self.quoted else 0)
        self.lent = [part for part in found if part.kind == "item"][-1:] if self.lends else ()
        self.decorations = [part for part in found if part not in self.lent]
        return self.document

    def _spread(self, document: QTextDocument, style: Style, room: int) -> None:
        """Let what is wider than the room be so."""
        if self.is_code:
            longest = self._code.longest * style.code_char if self._code and self.is_wrapped else 0
            self.strip.widen(max(document.idealWidth(), longest))
        elif any(self._wide):
            fit_tables(self._wide.tables, self._fit(style, room))
            self.bands = bands_of(document, self._wide, room)
            self.strip.widen(max(band.wide for band in self.bands.every))
            self.strip.mirrored = any(band.moved for band in self.bands.every)

    @property
    def items(self) -> dict[int, Mark]:
        """The list items of the document, by the position of their text."""
        return {mark.start: mark for mark in self._marks if mark.kind == "item"}

    @property
    def awaited(self) -> list[str]:
        """The formulas of the document that are still to be laid out."""
        return [] if self._stale else self._awaited

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
        """The links, the marks of sources and footnotes and the pictures of the document, in order."""
        return [mark for mark in self._marks if mark.kind in {"link", "cite", "ref", "picture"}]

    def _fill(self, document: QTextDocument, style: Style, room: int) -> Sequence[Mark]:
        self._wide = NOTHING_WIDE
        self.bands = NO_BANDS
        if not self.writing:
            self._paragraphs = ()
        if self.is_code:
            code, language = shown_code(self.block, writing=self.writing), self.block.language
            self._code = self._code or ColoredCode()
            self._code.fill(document, code, language, style, writing=self.writing)
            return ground_marks(document, code, language)
        self._read_with = self.block.opening, self.block.lost
        fit, how = self._fit(style, room), {"markdown": self.markdown, "writing": self.writing, "muted": self.muted}
        filled = fill_with_prose(document, self.block, style, self.cites, fit=fit, pictures=self.pictures, **how)
        self._wide = filled.wide
        return filled.marks

    def _fit(self, style: Style, room: int) -> Fit:
        """What its tables have to fit."""
        first, last = self.head is not self, self.joined
        return Fit(room, style.char, self.strip, first=first, last=last)

    def _find_dirty(self, document: QTextDocument) -> float:
        """Where the text differs from what was laid out before: above that nothing is painted again."""
        before, self._paragraphs = self._paragraphs, paragraphs_of(document)
        return top_of_change(document, before[: self._code.stays + 1] if self._code else before, self._paragraphs)
