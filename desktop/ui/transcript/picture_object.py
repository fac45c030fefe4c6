"""Pictures that stand in a text: one character each in Qt's documents, in a paragraph of its own or in a cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSizeF
from PySide6.QtGui import QColor, QPyTextObject, QTextCharFormat, QTextCursor, QTextFormat

from desktop.domain.embedded import placed
from desktop.ui.transcript.formula_object import FAR, GROUND, SOURCE
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.pictures_row import PICTURE_HEIGHT, SEVERAL, caption_of, paint_picture, paint_place, room_of
from desktop.ui.transcript.strip import AROUND

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QTextBlock, QTextDocument

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.picture_memory import PictureMemory
    from desktop.ui.transcript.style import Ink, Style

KIND = QTextFormat.ObjectTypes.UserObject.value + 3
PLACE = QTextFormat.Property.UserProperty.value + 20  # of a picture's format: its Markdown …
_BLOB, _CAPTION, _WIDTH, _HEIGHT, _HIGHEST = range(PLACE + 1, PLACE + 6)  # … and what is known of it
HIGHEST_IN_CELL = SEVERAL[-1]
SELECTED = 0.5  # opacity of what lies over a picture that is selected


class PictureObject(QPyTextObject):
    """Draws the pictures in all documents of one style.

    Attributes:
        memory: Where they come from; None where nobody looks.
    """

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.memory: PictureMemory | None = None
        self._style = style
        self._selected: set[int] = set()  # positions of those whose ground was painted, which come next

    def put(self, cursor: QTextCursor, image: ImagePart, ink: Ink, seen: str, *, in_cell: bool) -> None:
        """Insert a picture at a cursor, `seen` as words; the ink has its name in the text."""
        found = QTextCharFormat(self._style.ink(ink._replace(picture=0, title="")))
        found.setObjectType(KIND)
        found.setProperty(SOURCE, seen)
        found.setProperty(PLACE, placed(ink.title, ink.picture))
        found.setProperty(_BLOB, image.blob if image.shows else "")
        found.setProperty(_CAPTION, "\n".join(caption_of(image)))
        found.setProperty(_WIDTH, image.width)
        found.setProperty(_HEIGHT, image.height)
        found.setProperty(_HIGHEST, HIGHEST_IN_CELL if in_cell else PICTURE_HEIGHT)
        cursor.insertText(OBJECT, found)

    def width_in_cell(self, image: ImagePart) -> float:
        """How wide a picture in a table is, given the room."""
        return room_of((image.width, image.height), FAR, HIGHEST_IN_CELL)[0]

    def intrinsicSize(self, document: QTextDocument, position: int, form: QTextFormat) -> QSizeF:
        block = document.findBlock(position).blockFormat()
        room = document.textWidth() - block.indent() * document.indentWidth() - block.leftMargin()
        known, highest = (int(form.property(_WIDTH)), int(form.property(_HEIGHT))), int(form.property(_HIGHEST))
        around = 2 * AROUND if highest == HIGHEST_IN_CELL else 0
        return QSizeF(*room_of(known, max(1, int(room - around)), highest))

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, document: QTextDocument, position: int, form: QTextFormat
    ) -> None:
        del document
        place, blob = QRectF(rect).toRect(), str(form.property(_BLOB) or "")
        if form.hasProperty(GROUND):
            self._selected.add(position)
            painter.setOpacity(0)
            return
        room = place.size() * painter.device().devicePixelRatioF()
        picture = self.memory.at(blob, room) if self.memory is not None and blob else None
        if picture is not None:
            paint_picture(painter, place, picture)
        else:
            paint_place(painter, self._style, place, str(form.property(_CAPTION)).split("\n"))
        if position in self._selected:
            self._selected.remove(position)
            ground = QColor(self._style.theme.selection)
            ground.setAlphaF(SELECTED)
            painter.fillRect(place, ground)
        painter.setOpacity(0)  # as formulas do


def begins_with_picture(block: QTextBlock) -> bool:
    start = block.begin()
    return not start.atEnd() and start.fragment().charFormat().objectType() == KIND
