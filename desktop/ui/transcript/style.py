"""Fonts, formats and measures of the transcript, made from the widget's font and the theme."""

from __future__ import annotations

from functools import lru_cache
from math import ceil
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontInfo,
    QFontMetrics,
    QFontMetricsF,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextOption,
)

from desktop.domain.reading import USUAL, Reading
from desktop.ui.theme.fonts import code_font, prose_font, resized
from desktop.ui.theme.theme import SPACE, Theme
from desktop.ui.transcript.cites import PROPERTY
from desktop.ui.transcript.formula_object import GROUND, FormulaObject
from desktop.ui.transcript.picture_object import PictureObject
from desktop.ui.transcript.unseen_object import UnseenObject

if TYPE_CHECKING:
    from desktop.ui.transcript.typesetter import Typesetter

KEY = PROPERTY + 1  # of the format of what stands in a tag, but for raised words: its name …
NOTED = PROPERTY + 2  # … and of what leads to a footnote and back …
UPRIGHT = PROPERTY + 3  # … and of what would be slanted …
TITLED = PROPERTY + 4  # … and of a link: its title
READING_SCALE = 1.06  # answers are read, buttons are glanced at
LEADING = 1.6  # height of a line, as a multiple of the font's size: fonts differ much in what they ask for
CODE_LEADING = 1.5
SMALL_SCALE = 0.92
CITE_SCALE = 0.8  # of the body's size
CODE_SCALE = 0.92  # of the body's size: monospaced fonts look larger
HEADINGS = {1: 1.5, 2: 1.3, 3: 1.14, 4: 1.0, 5: 1.0, 6: 0.92}
GAP = round(SPACE * 1.25)  # below a paragraph
TIGHT = SPACE // 2  # below an item of a tight list
BESIDE = SPACE - SPACE // 4  # a list item
INDENT = SPACE * 3  # of a list item, at least
QUOTE = SPACE * 2  # of a quote
PADDING = round(SPACE * 1.5)  # around code, and in a bubble
CODE_END = SPACE  # below the last line of code: under its letters is room already
SIDE = SPACE * 3  # the least room beside the column of text

USUAL_READING = Reading()

RAISED = {
    "sup": QTextCharFormat.VerticalAlignment.AlignSuperScript,
    "sub": QTextCharFormat.VerticalAlignment.AlignSubScript,
}
WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Ink(NamedTuple):
    """How a run of text looks; the key of its format."""

    bold: bool = False
    italic: bool = False
    upright: bool = False  # although it is italic
    struck: bool = False
    code: bool = False
    muted: bool = False
    link: str = ""
    title: str = ""  # of the link, only copied; or the name of the picture
    scale: float = 1.0
    formula: str = ""  # what is to be drawn instead of text, or with `code` could not be
    cite: int = 0  # the number of the source whose mark it is
    tag: str = ""  # "kbd", "mark", "sub", "sup" or "u"; "br" of what ends a line
    color: str = ""  # its name in the theme
    picture: int = 0  # the place of one that stands there
    note: str = ""  # where the mark of a footnote, or what stands before its text, leads


class Style:
    """Everything about looks that documents are built with. Made anew when font, palette or reading changes.

    Attributes:
        gap, tight: `GAP` and `TIGHT` at this zoom.
        under: Pixels below what has an edge, such as code or a table: text is no nearer below than above it.
        beside: Pixels between an item and its marker.
        indent: Pixels that an item stands in: there is room for a number of two digits.
        above: Pixels over the line that says who speaks.
        below: Pixels around the buttons under a message.
        leading: Pixels below the letters of a line.
        column: The widest a line gets, in pixels; 0 is no limit.
    """

    def __init__(self, theme: Theme, font: QFont, typesetter: Typesetter, reading: Reading = USUAL_READING) -> None:
        self.theme = theme
        self.typesetter = typesetter
        self.reading = reading
        self.body = prose_font(font, reading, READING_SCALE)
        self.label = resized(font, reading)
        self.label.setWeight(QFont.Weight.DemiBold)
        self.small = resized(font, reading, SMALL_SCALE)
        self.mono = code_font(self.body, reading, CODE_SCALE)
        self.gap, self.tight, self.beside = map(self.scaled, (GAP, TIGHT, BESIDE))
        self.above = SPACE // 2 if reading.compact else SPACE * 2
        self.below = SPACE // 4 if reading.compact else SPACE
        self.column = reading.column
        self.palette = QPalette()
        self.palette.setColor(QPalette.ColorRole.Text, QColor(theme.text))
        self.selection = QTextCharFormat()
        self.selection.setBackground(QColor(theme.selection))
        self.selection.setProperty(GROUND, True)
        self.found, self.current = _highlight(theme.found, theme.text), _highlight(theme.current, theme.on_current)
        metrics, high = QFontMetrics(self.body), _line_height(self.body)
        self.line_percent = _percent(self.body, LEADING)
        self.code_percent = _percent(self.mono, CODE_LEADING)
        self.line = round(high * self.line_percent / 100)
        self.leading, self.under = self.line - high, self.gap + self.line - metrics.ascent()
        self.indent = max(self.scaled(INDENT), ceil(QFontMetricsF(self.body).horizontalAdvance("00.")) + self.beside)
        self.char = max(1.0, metrics.horizontalAdvance("the quick brown fox jumps over a lazy dog, ") / 43)
        self.code_line = round(_line_height(self.mono) * self.code_percent / 100)
        self.code_char = QFontMetricsF(self.mono).horizontalAdvance("x")
        self.label_height, self.small_height = (QFontMetrics(font).height() for font in (self.label, self.small))
        self.small_advance = lru_cache(maxsize=200)(QFontMetrics(self.small).horizontalAdvance)
        self.ink = lru_cache(maxsize=200)(self._ink)
        self.metrics = lru_cache(maxsize=200)(self._metrics)
        self.paragraph = lru_cache(maxsize=200)(self._paragraph)
        self.formulas, self.pictures = FormulaObject(self, self.typesetter), PictureObject(self)
        self.unseen = UnseenObject(self)

    def around(self, nesting: str) -> int:
        """How far from the left edge begins what stands in items and quotes; see `Block.around`."""
        return sum(QUOTE if sign == ">" else self.indent for sign in nesting)

    def scaled(self, size: int) -> int:
        """A size in pixels at this zoom."""
        return max(1, size * self.reading.zoom // USUAL)

    def _ink(self, ink: Ink) -> QTextCharFormat:
        found = QTextCharFormat()
        if ink.code:
            found.setFontFamilies([self.mono.family()])
            found.setFontFixedPitch(True)
            found.setBackground(QColor(self.theme.code))
        scale = ink.scale * (CODE_SCALE if ink.code else 1.0)
        if scale != 1.0:
            found.setFontPointSize(self.body.pointSizeF() * scale)
        if ink.bold:
            found.setFontWeight(QFont.Weight.Bold)
        if ink.italic:
            found.setFontItalic(not ink.upright)
        if ink.upright:
            found.setProperty(UPRIGHT, True)
        if ink.struck:
            found.setFontStrikeOut(True)
        if ink.muted:
            found.setForeground(QColor(self.theme.muted))
        self._tag(found, ink)
        if ink.cite:
            found.setProperty(PROPERTY, ink.cite)
            found.setFontPointSize(self.body.pointSizeF() * CITE_SCALE)
            found.setForeground(QColor(self.theme.link))
        if ink.link:
            self._link(found, ink)
        return found

    def _link(self, found: QTextCharFormat, ink: Ink) -> None:
        found.setAnchor(True)
        found.setAnchorHref(ink.link)
        found.setProperty(TITLED, ink.title)
        found.setForeground(QColor(self.theme.link))
        found.setFontUnderline(True)

    def _tag(self, found: QTextCharFormat, ink: Ink) -> None:
        if ink.formula:
            found.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
            found.setUnderlineColor(QColor(self.theme.muted))
            found.setToolTip(QCoreApplication.translate("transcript", "This formula cannot be drawn"))
        if ink.tag in RAISED:
            found.setVerticalAlignment(RAISED[ink.tag])
        elif ink.tag:
            found.setProperty(KEY, ink.tag)
        if ink.tag == "kbd":
            found.setBackground(QColor(self.theme.border))
        elif ink.tag == "mark":
            found.setBackground(QColor(self.theme.marked))
        elif ink.tag == "u":
            found.setFontUnderline(True)
        if ink.color:
            found.setForeground(QColor(getattr(self.theme, ink.color)))
        if ink.note:
            found.setProperty(NOTED, ink.note)
            found.setForeground(QColor(self.theme.link))

    def _metrics(self, ink: Ink) -> QFontMetricsF:
        font = QFont(self.mono if ink.code else self.body)
        scale = CITE_SCALE if ink.cite else ink.scale * (CODE_SCALE if ink.code else 1.0)
        font.setPointSizeF(self.body.pointSizeF() * scale)
        font.setBold(ink.bold)
        font.setItalic(ink.italic and not ink.upright)
        return QFontMetricsF(font)

    def _paragraph(self, depth: int = 0, quotes: int = 0, below: int | None = None, above: int = 0) -> QTextBlockFormat:
        found = QTextBlockFormat()
        found.setLineHeight(self.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        found.setBottomMargin(self.gap if below is None else below)
        found.setTopMargin(above)
        if depth:
            found.setIndent(depth)
        if quotes:
            found.setLeftMargin(quotes * QUOTE)
        return found

    @property
    def code_paragraph(self) -> QTextBlockFormat:
        """A line of code: left to right whatever it holds."""
        found = QTextBlockFormat()
        found.setLineHeight(self.code_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        found.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        return found

    @property
    def sliver(self) -> QTextBlockFormat:
        """The empty paragraphs that Qt wants around a table, made as low as can be."""
        found = QTextBlockFormat()
        found.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return found


def _highlight(ground: str, text: str) -> QTextCharFormat:
    found = QTextCharFormat()
    found.setBackground(QColor(ground))
    found.setForeground(QColor(text))
    return found


def _line_height(font: QFont) -> int:
    """The height of a line in a document, which Qt multiplies: `QFontMetrics` rounds it in another way."""
    metrics = QFontMetricsF(font)
    return ceil(metrics.height() + metrics.leading())


def _percent(font: QFont, leading: float) -> int:
    """The line height that gives a font's lines a leading, in percent of its own."""
    return max(100, round(100 * leading * QFontInfo(font).pixelSize() / QFontMetrics(font).height()))


def unleaded(block: QTextBlockFormat) -> QTextBlockFormat:
    """The format of a paragraph that is one drawing: Qt would add to its height as it does to that of words."""
    found = QTextBlockFormat(block)
    found.setLineHeight(100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return found
