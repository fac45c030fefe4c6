"""PDFs, recordings and videos: what bytes and addresses are, and who reads a PDF."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from desktop.domain.errors import PdfDamaged
from desktop.domain.parts import Engine, Modality
from desktop.domain.recording import sniff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.parts import MediaPart

LARGEST = 50_000_000  # bytes of a file: one that has to be held in memory, and is a third longer when it is sent
OCR_PRICE, OCR_PAGES = Decimal(2), 1_000  # USD for so many pages with `Engine.OCR` (openrouter-api.md §3.7)
PDF = "application/pdf"
# What recordings are called on the wire (§3.2), by their media types.
FORMATS = {
    "audio/wav": "wav",
    "audio/mpeg": "mp3",
    "audio/flac": "flac",
    "audio/ogg": "ogg",
    "audio/mp4": "m4a",
    "audio/aac": "aac",
}
_ENDINGS = (
    ((".png", ".jpg", ".jpeg", ".webp", ".gif"), Modality.IMAGE),  # those that models take (§7.1)
    ((".pdf",), Modality.FILE),
    ((".mp4", ".mpeg", ".mov", ".webm"), Modality.VIDEO),  # (§7.4)
)
_YOUTUBE = ("youtube.com", "www.youtube.com", "m.youtube.com")
_YOUTUBE_PATHS = ("/watch", "/shorts/", "/live/")
_MODALITIES = {"application": Modality.FILE, "audio": Modality.AUDIO, "video": Modality.VIDEO}
_PDF_HEAD, _PDF_MARK, _PDF_END = 1_024, b"%PDF-", b"%%EOF"  # PDF 1.7, Annex H.3: where readers look for them
_PDF_OBJECT, _PDF_START = b" obj", 1_000_000  # bytes in which the first object of any file begins


def media_type(data: bytes) -> str:
    """What a file is by its bytes, whatever its name says; "" for anything else.

    Raises:
        PdfDamaged: It begins as one, and nothing that a PDF has follows.
    """
    begins, ends = data.startswith(_PDF_MARK), _PDF_END in data[-_PDF_HEAD:]
    if begins and not ends and _PDF_OBJECT not in data[:_PDF_START]:
        raise PdfDamaged
    if begins or (_PDF_MARK in data[:_PDF_HEAD] and ends):  # a text may speak of the mark
        return PDF
    return sniff(data)


def ocr_price(pages: int) -> Decimal:
    """What `Engine.OCR` asks for so many pages, in USD."""
    return OCR_PRICE * pages / OCR_PAGES


def pages_of(pdfs: Sequence[MediaPart]) -> int:
    """How many pages they have together; 0 where that is not known of one of them."""
    pages = [pdf.pages for pdf in pdfs]
    return sum(pages) if all(pages) else 0


def read_along(engine: Engine, unread: Sequence[MediaPart]) -> tuple[MediaPart, ...]:
    """What is read anew besides, when PDFs are read by this engine: those that another one was chosen for.

    And those that are paid for once more.
    """
    return tuple(pdf for pdf in unread if engine is Engine.OCR or is_read_otherwise(engine, pdf))


def is_read_otherwise(engine: Engine, pdf: MediaPart) -> bool:
    """Whether this engine is not the one that was chosen for a PDF."""
    return bool(engine) and engine is not (pdf.engine or Engine.TEXT)


def modality_of(kind: str) -> Modality:
    """What a model must take to be sent a file of a media type that `media_type` knows."""
    return _MODALITIES[kind.partition("/")[0]]


def modality_at(address: str) -> Modality | None:
    """What lies at an http(s) address by the end of its path; None where that says nothing."""
    if is_youtube(address):
        return Modality.VIDEO
    path = urlsplit(address).path.lower()
    return next((modality for endings, modality in _ENDINGS if path.endswith(endings)), None)


def is_youtube(address: str) -> bool:
    """Whether it is the page of one video there, which some models watch (§7.4)."""
    parts = urlsplit(address)
    if parts.hostname == "youtu.be":
        return len(parts.path) > 1
    return parts.hostname in _YOUTUBE and parts.path.startswith(_YOUTUBE_PATHS)


def engine_of(chosen: Engine, *, native: bool | None) -> Engine:
    """Who reads a PDF: as chosen where that can be, else what is free.

    `native` is whether the model takes files; None where that is not known.
    """
    if not chosen or (chosen is Engine.NATIVE and native is False):
        return Engine.TEXT
    return chosen
