"""Formulas among words: one character each in Qt's documents, drawn on the line; its source until it is laid out."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QByteArray, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPyTextObject, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtSvg import QSvgRenderer

from desktop.domain.drawing import INK
from desktop.domain.formulas import CLOSED_BY, mark_of
from desktop.domain.unseen import cover
from desktop.domain.utf16 import part_of
from desktop.ui.theme.contrast import legible
from desktop.ui.transcript.directions import ISOLATE, RELEASE
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.strip import AROUND, CELL

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextBlock, QTextDocument

    from desktop.domain.drawing import Drawing
    from desktop.ui.transcript.style import Ink, Style
    from desktop.ui.transcript.typesetter import Typesetter

KIND = QTextFormat.ObjectTypes.UserObject.value + 1
SOURCE = QTextFormat.Property.UserProperty.value + 1  # of the format of a character: what is drawn in its place
_SCALE = SOURCE + 1  # of the font's size
_ALONE = SOURCE + 2  # it stands on a line of its own …
_BEHIND = SOURCE + 3  # … with a full stop behind it, which is drawn too
_HANGING = SOURCE + 4  # pixels of it below the baseline, when they are more than letters have
_DRAWN = SOURCE + 5  # it was known when its place was found: until then its source stays there
GROUND = SOURCE + 6  # of the format of a selection: Qt paints that with all that is in it, and then what is in it again
_IN_CELL = SOURCE + 7  # of a table
_SIZE = SOURCE + 10  # of its place, where there is room
NARROW = 4  # of what is so many times narrower than the text there is room for all of it
X_HEIGHT = 0.473  # of the formulas' font, in ems: letters in a formula are as high as those around it …
SCALES = 1.0, 1.3  # … within reason
CLEAR = 2  # pixels between what hangs below a line and the next one
PERCENT = 100
KEPT = 400  # formulas read by Qt, and sources measured: Qt asks for the size of each several times a frame
FAR = 100_000
_PAINT = re.compile(r'(fill|stroke)="(?!none")([^"]*)"')
WRAPPED = (Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere).value


class _Box(NamedTuple):
    """How much room a formula has on its line, how much of it below, and where its drawing is; all in pixels.

    `ascent` and `descent` are above and below the baseline.
    """

    width: float
    height: float
    below: float
    ascent: float
    descent: float


class FormulaObject(QPyTextObject):
    """Draws the formulas of all documents of one style.

    Attributes:
        unseen: Nobody will look at these documents: nothing is laid out for them.
    """

    def __init__(self, style: Style, typesetter: Typesetter) -> None:
        super().__init__()
        self.unseen = False
        self._style = style
        self._typesetter = typesetter
        metrics = QFontMetricsF(style.body)
        self._above, self._below = metrics.ascent(), metrics.descent()
        self._em = min(
            SCALES[1] * _pixels(style.body), max(SCALES[0] * _pixels(style.body), metrics.xHeight() / X_HEIGHT)
        )
        self._renderer = lru_cache(KEPT)(_renderer)
        self._source_size = lru_cache(KEPT)(partial(_source_size, style.body, style.mono))

    def put(
        self, cursor: QTextCursor, ink: Ink, behind: str | None = None, *, finished: bool = True, in_cell: bool = False
    ) -> bool:
        """Insert a formula at a cursor; on a line of its own with a full stop behind it, or with "".

        Returns whether it is still to be laid out, which one is not that has not come to its end.
        """
        found = QTextCharFormat(self._style.ink(ink._replace(formula="")))
        found.setObjectType(KIND)
        found.setProperty(SOURCE, ink.formula + (behind or ""))
        found.setProperty(_SCALE, ink.scale)
        found.setProperty(_ALONE, behind is not None)
        found.setProperty(_BEHIND, behind or "")
        if in_cell:
            found.setProperty(_IN_CELL, True)
        self._hang(found, ink, cursor.blockFormat().lineHeight())
        if drawing := self._typesetter.look(ink.formula):
            found.setProperty(_DRAWN, True)
            box = self._box(drawing, found, FAR)
            found.setProperty(_SIZE, QSizeF(box.width, box.height))
        cursor.insertText(OBJECT, found)
        if not finished:
            return False
        if not self.unseen:
            self._typesetter.ask(ink.formula)
        return not self._typesetter.knows([ink.formula])

    def width(self, ink: Ink) -> float:
        """How wide a formula among words is, given the room; 0 as long as that is not known."""
        drawing = self._typesetter.look(ink.formula)
        return drawing.width * self._em * ink.scale if drawing is not None else 0

    def is_unreadable(self, source: str) -> bool:
        return self._typesetter.knows([source]) and self._typesetter.look(source) is None

    def is_drawn(self, source: str) -> bool:
        return self._typesetter.look(source) is not None

    def _hang(self, form: QTextCharFormat, ink: Ink, percent: float) -> None:
        """Let a formula among words hang below the baseline, as far as it is deeper than letters and leading are.

        Qt lets objects hang as low as the letters of their font, and only those do that are aligned with a baseline.
        """
        drawing = self._typesetter.look(ink.formula)
        if drawing is None or form.property(_ALONE):
            return
        em, leading = self._em * ink.scale, percent / PERCENT - 1
        above = max(self._above, drawing.ascent * em)
        below = (drawing.descent * em + CLEAR - above * leading) / (1 + leading)
        if below > self._below:
            form.setFontPointSize(self._style.body.pointSizeF() * below / self._below)
            form.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignBaseline)
            form.setProperty(_HANGING, QFontMetricsF(form.font()).descent())

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        size: QSizeF | None = form.property(_SIZE)  # Qt asks four times for each time that it paints
        if size is not None and (form.property(_ALONE) or NARROW * size.width() <= document.textWidth()):
            return size
        drawing = self._drawing(form)
        block = document.findBlock(position)
        room = self._room(block, form)
        if drawing is None:
            source, scale = str(form.property(SOURCE)), float(form.property(_SCALE))
            alone, in_cell = bool(form.property(_ALONE)), form.hasProperty(_IN_CELL)
            wide, high = self._source_size(
                source.removesuffix(_behind(form)), scale, FAR if in_cell else room, alone=alone
            )
            return QSizeF(min(wide, _room_in_cell(block, room)) if in_cell else wide, high)
        box = self._box(drawing, form, room)
        return QSizeF(box.width, box.height)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        block, place = document.findBlock(position), QRectF(rect)
        if not form.hasProperty(GROUND):
            painter.save()
            self._draw(painter, place, block, form)
            painter.restore()
            painter.save()
            base = place.bottom() - float(form.property(_HANGING) or 0)
            if _clip_to_hanging(painter, block, position, base):
                self._draw(painter, place, block, form)
            painter.restore()
        painter.setOpacity(0)  # of what Qt paints over it: half of the ground of a selection, once more

    def _draw(self, painter: QPainter, rect: QRectF, block: QTextBlock, form: QTextFormat) -> None:
        drawing = self._drawing(form)
        ground = form.toCharFormat().foreground()
        color = ground.color() if ground.style() != Qt.BrushStyle.NoBrush else QColor(self._style.theme.text)
        if drawing is None:
            self._draw_source(painter, rect, form, color)
            return
        box = self._box(drawing, form, self._room(block, form))
        base = rect.bottom() - box.below
        place = QRectF(rect.left(), base - box.ascent, box.width, box.ascent + box.descent)
        if behind := _behind(form):
            place.setRight(rect.right() - self._advance(form))
            painter.setFont(_scaled(self._style.body, float(form.property(_SCALE))))
            painter.setPen(color)
            painter.drawText(QPointF(place.right(), base), behind)
        self._renderer(drawing.svg, color.name(), self._style.theme.surface).render(painter, place)

    def _drawing(self, form: QTextFormat) -> Drawing | None:
        if not form.hasProperty(_DRAWN):
            return None
        return self._typesetter.look(str(form.property(SOURCE)).removesuffix(_behind(form)))

    def _advance(self, form: QTextFormat) -> float:
        """How wide the full stop behind a formula is."""
        return QFontMetricsF(_scaled(self._style.body, float(form.property(_SCALE)))).horizontalAdvance(_behind(form))

    def _room(self, block: QTextBlock, form: QTextFormat) -> float:
        """How wide a line is; columns of tables are as wide as what is drawn in them."""
        document, look = block.document(), block.blockFormat()
        if document.textWidth() <= 0:
            return FAR
        around = 2 * AROUND if form.hasProperty(_IN_CELL) else 0
        return document.textWidth() - look.indent() * document.indentWidth() - look.leftMargin() - around

    def _box(self, drawing: Drawing, form: QTextFormat, room: float) -> _Box:
        """Among words, a wide formula is drawn as small as it has to be."""
        em = self._em * float(form.property(_SCALE))
        if form.property(_ALONE):
            ascent, descent = drawing.ascent * em, drawing.descent * em
            above, below = max(self._above, ascent), max(self._below, descent)
            return _Box(drawing.width * em + self._advance(form), above + below, below, ascent, descent)
        em = min(em, max(1.0, room) / drawing.width)
        ascent, descent = drawing.ascent * em, drawing.descent * em
        below = float(form.property(_HANGING) or 0)
        return _Box(drawing.width * em, max(self._above, ascent) + below, below, ascent, descent)

    def _draw_source(self, painter: QPainter, rect: QRectF, form: QTextFormat, color: QColor) -> None:
        source, alone = str(form.property(SOURCE)).removesuffix(_behind(form)), bool(form.property(_ALONE))
        painter.setFont(_scaled(self._style.mono if alone else self._style.body, float(form.property(_SCALE))))
        painter.setPen(color)
        metrics = QFontMetricsF(painter.font())
        if not alone and rect.height() <= metrics.ascent():
            seen = metrics.elidedText(source, Qt.TextElideMode.ElideRight, rect.width() + 1)  # in a narrow column
            painter.drawText(QPointF(rect.left(), rect.bottom()), seen)
        else:
            painter.drawText(rect, WRAPPED, _unmarked(source) if alone else source)


def _clip_to_hanging(painter: QPainter, block: QTextBlock, position: int, base: float) -> bool:
    """Have nothing painted but what hangs below a paragraph, if Qt cuts that off.

    It does where something is selected: what is not in it is painted last, within the paragraph's lines.
    """
    layout, room = block.layout(), painter.clipBoundingRect()
    line, lines = layout.lineForTextPosition(position - block.position()), layout.boundingRect()
    bottom = base + lines.bottom() - line.y() - line.ascent()
    cuts = painter.hasClipping() and abs(room.bottom() - bottom) < 1 and abs(room.width() - lines.width()) < 1
    painter.setClipRect(QRectF(room.left(), bottom, room.width(), FAR))
    return cuts


def _scaled(body: QFont, scale: float) -> QFont:
    font = QFont(body)
    font.setPointSizeF(font.pointSizeF() * scale)
    return font


def _unmarked(source: str) -> str:
    """A formula on a line of its own without its marks, the last of which may still be missing."""
    mark = mark_of(source)
    closing, rest = CLOSED_BY[mark], source[len(mark) :]
    come = next(size for size in range(len(closing), -1, -1) if rest.endswith(closing[:size]))
    return cover(rest[: len(rest) - come].strip())


def _source_size(
    body: QFont, mono: QFont, source: str, scale: float, room: float, *, alone: bool
) -> tuple[float, float]:
    """Width and height of the source of a formula, as long as that is all there is of it."""
    metrics = QFontMetricsF(_scaled(mono if alone else body, scale))
    if not alone and metrics.horizontalAdvance(source) <= room:
        return metrics.horizontalAdvance(source), metrics.ascent()
    box = metrics.boundingRect(QRectF(0, 0, room, FAR), WRAPPED, _unmarked(source) if alone else source)
    return box.width(), max(box.height(), QFontMetricsF(_scaled(body, scale)).height() if alone else 0)


def _room_in_cell(block: QTextBlock, room: float) -> float:
    """How wide a line in a table is, if it is known how wide its column is."""
    table = QTextCursor(block).currentTable()
    widths = table.format().columnWidthConstraints()
    column = table.cellAt(block.position()).column()
    return widths[column].rawValue() - 2 * CELL if column < len(widths) else room


def _behind(form: QTextFormat) -> str:
    return str(form.property(_BEHIND) or "")  # Qt for Python gives a list for what is empty


def source_of(look: QTextCharFormat) -> str:
    """What is drawn with a format as something else: a formula's source, a hidden character; "" when nothing is."""
    return str(look.property(SOURCE) or "")


def formula_of(look: QTextCharFormat) -> str:
    """The source of the formula that is drawn with a format; "" when none is."""
    return source_of(look).removesuffix(_behind(look)) if look.objectType() == KIND else ""


def shown(block: QTextBlock, start: int = 0, end: int | None = None) -> str:
    """A paragraph's text with what is drawn in it as something else, between two of Qt's positions."""
    text = block.text()
    part = part_of(text, start, end)
    if OBJECT not in part:
        return part
    words = part.split(OBJECT)
    known = _sources(block)[part_of(text, 0, start).count(OBJECT) :]
    return words[0] + "".join(source + word for source, word in zip(known, words[1:], strict=False))


def _sources(block: QTextBlock) -> list[str]:
    """What is drawn in a paragraph as something else, in order."""
    sources: list[str] = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        walk += 1
        sources += [source_of(fragment.charFormat())] * fragment.text().count(OBJECT)
    return sources


def sought(document: QTextDocument) -> tuple[str, list[int]]:
    """A document's text as words are found in it, with what is drawn as something else in one line each.

    Also which of the document's characters each character of it belongs to; nothing when that is the same one.
    """
    text = document.toRawText()
    if OBJECT not in text and ISOLATE not in text:
        return text, []
    sources: list[str] = []
    block = document.begin()
    while block.isValid():
        if OBJECT in block.text():
            sources += _sources(block)
        block = block.next()
    rest = iter(sources)
    unwritten = {ISOLATE: "", RELEASE: ""}
    parts = [
        next(rest, OBJECT).replace("\n", " ") if letter == OBJECT else unwritten.get(letter, letter) for letter in text
    ]
    return "".join(parts), [at for at, part in enumerate(parts) for _ in part]


def _pixels(font: QFont) -> float:
    return QFontMetricsF(font).fontDpi() * font.pointSizeF() / 72


def _renderer(svg: str, color: str, ground: str) -> QSvgRenderer:
    """Draws a formula in the color of the text, and what has one of its own in one that can be read on the ground."""

    def painted(match: re.Match[str]) -> str:
        own = QColor(match[2])
        plain = match[2] == INK or not own.isValid() or own == Qt.GlobalColor.black
        return f'{match[1]}="{color if plain else legible(own.name(), ground)}"'

    return QSvgRenderer(QByteArray(_PAINT.sub(painted, svg).encode()))
