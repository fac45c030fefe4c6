"""Documents without Markdown: empty ones, and those that show text as it was typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument, QTextOption

from desktop.ui.transcript import formula_object, picture_object, unseen_object
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.style import WRAP
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from desktop.ui.transcript.style import Style

TAB = 4  # characters of code


def new_document(style: Style, *, code: bool = False) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    document.setDocumentMargin(0)
    document.setIndentWidth(style.indent)
    document.setDefaultFont(style.mono if code else style.body)
    option = QTextOption()
    option.setWrapMode(WRAP)
    if code:
        option.setTabStopDistance(TAB * style.code_char)
    document.setDefaultTextOption(option)
    document.documentLayout().registerHandler(formula_object.KIND, style.formulas)
    document.documentLayout().registerHandler(picture_object.KIND, style.pictures)
    document.documentLayout().registerHandler(unseen_object.KIND, style.unseen)
    return document


def set_wrapping(document: QTextDocument, *, wrapped: bool) -> None:
    """Break lines where the room ends, or only where they end."""
    mode = WRAP if wrapped else QTextOption.WrapMode.NoWrap
    option = document.defaultTextOption()
    if option.wrapMode() != mode:
        option.setWrapMode(mode)
        document.setDefaultTextOption(option)


def fill_with_text(document: QTextDocument, text: str, style: Style) -> None:
    """Text as it was typed: nothing in it is a mark."""
    unseen_object.clear(document)
    cursor = QTextCursor(document)
    cursor.setBlockFormat(style.paragraph())
    style.unseen.put(cursor, plain(text.replace("\r\n", "\n")).replace("\n", LINE))
