"""Everything about how pieces of a message look, as plain values that can be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QFont, QTextCursor

from desktop.domain.reading import USUAL, Reading
from desktop.system.press import Press
from desktop.ui.theme.theme import LIGHT
from desktop.ui.transcript.inline import LINE
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.style import Style
from desktop.ui.transcript.typesetter import Typesetter

if TYPE_CHECKING:
    from PySide6.QtGui import QTextBlock, QTextDocument

    from desktop.ui.theme.theme import Theme
    from desktop.ui.transcript.entry_view import EntryView


class Unset(Typesetter):
    """Leaves formulas as they are written: another process would lay them out later than the test ends."""

    def ask(self, source: str) -> None:
        del source


def plain_style(font: QFont, theme: Theme = LIGHT, zoom: int = USUAL) -> Style:
    return Style(theme, QFont(font), Unset(Press), Reading(zoom=zoom))


def looks_of(view: EntryView) -> list[object]:
    """Text, formats, marks and heights of all pieces."""
    view.measure_between(0, 10**9)
    found: list[object] = []
    for index in range(len(view)):
        piece = view.row(index)
        if isinstance(piece, Piece):
            assert piece.document is not None
            marks = [mark for mark in piece._marks if mark.kind != "link"]
            found.append((piece.block, paragraphs_of(piece.document), marks, piece.links, piece.joined, piece.height))
    return found


def paragraphs_of(document: QTextDocument) -> list[object]:
    found = []
    block = document.firstBlock()
    while block.isValid():
        look = block.blockFormat()
        margins = (look.indent(), look.leftMargin(), look.rightMargin(), look.topMargin(), look.bottomMargin())
        colors = [
            (span.start, span.length, span.format.foreground().color().name()) for span in block.layout().formats()
        ]
        found.append((runs_of(block), margins, int(look.alignment().value), look.lineHeight(), colors))
        block = block.next()
    return found


def runs_of(block: QTextBlock) -> list[tuple[Any, ...]]:
    """The text of a paragraph, each part with its look: "b" bold, "i", "s" struck, "c" code, "n" a footnote's mark."""
    found: list[tuple[Any, ...]] = []
    parts = block.begin()
    while not parts.atEnd():
        look = parts.fragment().charFormat()
        flags = {
            "b": look.fontWeight() > 500,
            "i": look.fontItalic(),
            "s": look.fontStrikeOut(),
            "c": look.fontFixedPitch(),
            "n": look.verticalAlignment() == look.VerticalAlignment.AlignSuperScript,
        }
        look_name = "".join(name for name, on in flags.items() if on)
        seen = look_name, look.anchorHref(), look.fontPointSize()
        text = parts.fragment().text()
        goes_on = found and found[-1][1:] == seen and LINE in {text[0], found[-1][0][-1]}
        before = found.pop()[0] if goes_on else ""
        found.append((before + text, *seen))
        parts += 1
    return found


def shapes_of(view: EntryView) -> list[tuple[str, str, str]]:
    """Of each paragraph that has text: what it is, and how it stands; and the text."""
    view.measure_between(0, 10**9)
    found = []
    for piece in view.pieces:
        document = piece.document
        assert document is not None
        items = piece.items
        code = [(mark.start, mark.end) for mark in piece._marks if mark.kind == "code"]
        block = document.firstBlock()
        while block.isValid():
            at, look = block.position(), block.blockFormat()
            kind = "code" if piece.is_code or any(start <= at <= end for start, end in code) else "text"
            if QTextCursor(block).currentTable():
                kind = "cell"
            if at in items:
                kind += items[at].value
            if block.text() or at in items:
                place = f"{look.indent()} {look.leftMargin()} {block.charFormat().fontPointSize()}"
                found.append((kind, place, block.text()))
            block = block.next()
    return found
