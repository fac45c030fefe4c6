"""Fonts, formats and measures of the transcript, made from the widget's font and the theme."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontInfo,
    QFontMetrics,
    QPalette,
    QTextBlockFormat,
    QTextCharFormat,
    QTextOption,
)

from desktop.ui.theme.theme import SPACE, Theme

READING_SCALE = 1.06  # answers are read, buttons are glanced at
LEADING = 1.6  # height of a line, as a multiple of the font's size: fonts differ much in what they ask for
CODE_LEADING = 1.5
CODE_SCALE = 0.92  # of the body's size: monospaced fonts look larger
HEADINGS = {1: 1.5, 2: 1.3, 3: 1.14, 4: 1.0, 5: 1.0, 6: 0.92}
GAP = round(SPACE * 1.25)  # below a paragraph
TIGHT = SPACE // 2  # below an item of a tight list
INDENT = SPACE * 3  # of a list item
QUOTE = SPACE * 2  # of a quote
PADDING = round(SPACE * 1.5)  # around code, and in a bubble
SIDE = SPACE * 3  # the least room beside the column of text

WRAP = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere


class Ink(NamedTuple):
    """How a run of text looks; the key of its format."""

    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    muted: bool = False
    link: str = ""
    scale: float = 1.0
    raised: bool = False  # the mark of a footnote


class Style:
    """Everything about looks that documents are built with. Made anew when the font or the palette changes."""

    def __init__(self, theme: Theme, font: QFont) -> None:
        self.theme = theme
        self.body = QFont(font)
        self.body.setPointSizeF(max(6.0, font.pointSizeF() * READING_SCALE))
        self.label = QFont(font)
        self.label.setWeight(QFont.Weight.DemiBold)
        self.small = QFont(font)
        self.small.setPointSizeF(max(6.0, font.pointSizeF() * 0.92))
        self.mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.mono.setPointSizeF(self.body.pointSizeF() * CODE_SCALE)
        self.palette = QPalette()
        self.palette.setColor(QPalette.ColorRole.Text, QColor(theme.text))
        self.selection = QTextCharFormat()
        self.selection.setBackground(QColor(theme.selection))
        metrics = QFontMetrics(self.body)
        self.line_percent = _percent(self.body, LEADING)
        self.code_percent = _percent(self.mono, CODE_LEADING)
        self.line = round(metrics.height() * self.line_percent / 100)
        self.char = max(1.0, metrics.horizontalAdvance("the quick brown fox jumps over a lazy dog, ") / 43)
        self.code_line = round(QFontMetrics(self.mono).height() * self.code_percent / 100)
        self.label_height = QFontMetrics(self.label).height()
        self.small_height = QFontMetrics(self.small).height()
        self.ink = lru_cache(maxsize=200)(self._ink)
        self.paragraph = lru_cache(maxsize=200)(self._paragraph)

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
            found.setFontItalic(True)
        if ink.struck:
            found.setFontStrikeOut(True)
        if ink.raised:
            found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if ink.muted or ink.raised:
            found.setForeground(QColor(self.theme.muted))
        if ink.link:
            found.setAnchor(True)
            found.setAnchorHref(ink.link)
            found.setForeground(QColor(self.theme.link))
            found.setFontUnderline(True)
        return found

    def _paragraph(self, depth: int = 0, quotes: int = 0, below: int = GAP, above: int = 0) -> QTextBlockFormat:
        found = QTextBlockFormat()
        found.setLineHeight(self.line_percent, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        found.setBottomMargin(below)
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


def _percent(font: QFont, leading: float) -> int:
    """The line height that gives a font's lines a leading, in percent of its own."""
    return max(100, round(100 * leading * QFontInfo(font).pixelSize() / QFontMetrics(font).height()))
