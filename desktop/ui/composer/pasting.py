"""What is pasted or dropped in the editor: pictures and files are offered, words inserted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication

from desktop.ui.images import mime
from desktop.ui.images.once import Once
from desktop.ui.images.paths import paths_in

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData

    from desktop.ui.composer.editor import MessageEdit


def can_be_pasted(source: QMimeData) -> bool:
    """Whether there is anything in it to insert or to attach; of the clipboard that is left open.

    A menu asks before it comes up, and would wait for a program that hangs.
    """
    if source is QGuiApplication.clipboard().mimeData():
        return True
    asked = Once(source)
    return asked.hasText() or asked.hasHtml() or mime.brought_by(asked).count > 0


def paste(source: QMimeData, editor: MessageEdit) -> None:
    """Insert the words of it, or have the editor say what is to be attached, or why nothing comes."""
    asked, clipboard = Once(source), QGuiApplication.clipboard()
    if offers := mime.offers_of(asked, clipboard.mimeData):
        editor.offered.emit(offers)
        if left_out := mime.left_out(asked):
            editor.not_offered.emit(left_out)
    elif mime.is_too_large(asked):
        editor.not_offered.emit(0)
    else:
        _paste_words(asked, editor)
        if any(beside := mime.pictures_beside(asked)):
            editor.pictures_pasted.emit(beside)
        elif source is clipboard.mimeData() and (drawing := mime.drawing_of(asked, clipboard.mimeData)):
            editor.drawing_pasted.emit(drawing)


def _paste_words(asked: Once, editor: MessageEdit) -> None:
    text = mime.text_of(asked)
    if file := mime.file_of(text):
        editor.offered.emit([file])
    else:
        editor.insert(text)
    if offers := paths_in(text):
        editor.paths_pasted.emit(offers, text)
    _tell_what_is_missing(asked, text, editor)


def paste_as_text(editor: MessageEdit) -> None:
    """Insert what is on the clipboard, as the words that it is."""
    asked = Once(QGuiApplication.clipboard().mimeData())
    text = mime.text_of(asked)
    editor.insert(text)
    _tell_what_is_missing(asked, text, editor)


def _tell_what_is_missing(asked: Once, text: str, editor: MessageEdit) -> None:
    if not text and asked.has_vast_page():
        editor.page_unread.emit()
    elif asked.silent or (not text and (asked.hasText() or asked.hasHtml())):
        editor.missed.emit()
