"""Runs of text in a Qt document, with what stands among them: pictures, formulas, marks of sources and links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.transcript.cites import spread
from desktop.ui.transcript.filled import Mark
from desktop.ui.transcript.inline import LINE, named
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QTextCursor

    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.cites import Cite
    from desktop.ui.transcript.inline import Run
    from desktop.ui.transcript.style import Ink, Style


class RunWriter:
    """Inserts runs at a cursor and keeps note of what can be pressed there.

    Attributes:
        body: The cursor that writes all but the cells of tables.
        pictures: Those that are shown, by their places.
        marks: What was inserted, in order …
        late: … and what is told behind that: formulas that are still to be laid out, the texts of footnotes.
    """

    def __init__(
        self, body: QTextCursor, style: Style, cites: Sequence[Cite], pictures: Mapping[int, ImagePart]
    ) -> None:
        self.body = body
        self.pictures = pictures
        self.marks: list[Mark] = []
        self.late: list[Mark] = []
        self.style = style
        self._cites = cites

    def insert(self, runs: Sequence[Run], cursor: QTextCursor) -> None:
        """Insert the runs of a paragraph, or of a cell."""
        for text, ink in spread(runs, self._cites):
            start = cursor.position()
            if ink.cite:
                cursor.insertText(text, self.style.ink(ink))
                self.marks.append(Mark("cite", start + 1, cursor.position(), value=str(ink.cite)))
                continue
            if ink.picture:
                self._put_picture((text, ink), cursor)
            elif ink.formula:
                self.put_formula(ink, cursor)
            elif ink.code:  # its hidden characters are spelled out
                cursor.insertText(text, self.style.ink(ink))
            else:
                self.style.unseen.put(cursor, text, self.style.ink(ink))
            if ink.note:
                self.marks.append(Mark("ref", start, cursor.position(), value=ink.note))
            if not ink.link:
                continue
            if self.marks and self.marks[-1].end == start and self.marks[-1].value == ink.link:
                start = self.marks.pop().start
            self.marks.append(Mark("link", start, cursor.position(), value=ink.link))

    def _put_picture(self, run: Run, cursor: QTextCursor) -> None:
        """Insert a picture, or its name as long as it is not there."""
        start, (_, ink) = cursor.position(), run
        name, look = named(run)
        if image := self.pictures.get(ink.picture):
            self.style.pictures.put(cursor, image, ink, name, in_cell=cursor is not self.body)
            self.marks.append(Mark("picture", start, cursor.position(), value=str(ink.picture)))
        else:
            self.style.unseen.put(cursor, name, self.style.ink(look))

    def put_formula(self, ink: Ink, cursor: QTextCursor, behind: str | None = None, *, finished: bool = True) -> None:
        """Insert a formula; one that cannot be read as code."""
        if self.style.formulas.is_unreadable(ink.formula):
            code = self.style.ink(ink._replace(code=True))
            cursor.insertText(plain(ink.formula).replace("\n", LINE), code)
            cursor.insertText(behind or "", self.style.ink(ink._replace(formula="")))
            return
        start = cursor.position()
        if self.style.formulas.put(cursor, ink, behind, finished=finished, in_cell=cursor is not self.body):
            self.late.append(Mark("formula", start, cursor.position(), value=ink.formula))
