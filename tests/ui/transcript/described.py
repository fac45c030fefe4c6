"""A document in words, to be compared: one line a paragraph, with what is at its side, behind it and inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor

from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.inline import LINE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextBlock, QTextDocument

    from desktop.ui.transcript.document import Mark

PLAIN = 1.01  # times the size of prose: larger is a heading


def described(document: QTextDocument, marks: Sequence[Mark]) -> str:
    """Marks of lists and quotes in front, cells between bars, emphasis in small letters: *b…*, *i…*, *s…*, *c…*."""
    items = {mark.start: f"{'  ' * (mark.left - 1)}{mark.value} " for mark in marks if mark.kind == "item"}
    behind = [mark for mark in marks if mark.kind in {"quote", "code", "rule"}]
    return "\n".join(line for block in _blocks(document) if (line := _line(block, items, behind)) is not None)


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def _line(block: QTextBlock, items: dict[int, str], behind: Sequence[Mark]) -> str | None:
    at = block.position()
    kinds = [mark.kind for mark in behind if mark.start <= at <= mark.end]
    front = "".join({"quote": "> ", "code": "| ", "rule": "---"}[kind] for kind in kinds)
    table = QTextCursor(block).currentTable()
    if table is not None:
        cell = table.cellAt(at)
        front += f"[{cell.row()},{cell.column()}] "
    said = front + items.get(at, "") + "".join(_runs(block))
    return said if said.strip() else None


def _runs(block: QTextBlock) -> Iterator[str]:
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        text = shown(
            block, fragment.position() - block.position(), fragment.position() - block.position() + fragment.length()
        )
        yield _dressed(text.replace(LINE, "⏎"), fragment.charFormat(), block)
        fragments += 1


def _dressed(text: str, form: QTextCharFormat, block: QTextBlock) -> str:
    size = form.font().pointSizeF() / block.document().defaultFont().pointSizeF()
    heading = size > PLAIN
    marks = "".join(
        (
            "b" if form.fontWeight() > QFont.Weight.Normal and not heading else "",
            "i" if form.fontItalic() else "",
            "s" if form.fontStrikeOut() else "",
            "c" if form.fontFixedPitch() or "Mono" in form.font().family() else "",
            "^" if form.verticalAlignment() == QTextCharFormat.VerticalAlignment.AlignSuperScript else "",
        )
    )
    if heading:
        marks += f"h{size:.1f}"
    if form.anchorHref():
        return f"{{{marks}{text} → {form.anchorHref()}}}"
    return f"{{{marks}|{text}}}" if marks else text
