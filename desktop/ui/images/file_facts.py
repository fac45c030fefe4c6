"""What is said of attached files, and of what it costs to have them read, in chips and in messages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.media import FORMATS, OCR_PAGES, OCR_PRICE, PDF, ocr_price
from desktop.domain.parts import Engine, MediaPart, Modality, TextFilePart
from desktop.ui.figures import duration, human_size, money, number
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.links import true_address, visible

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from decimal import Decimal

    from desktop.domain.parts import Attached
    from desktop.domain.vision import Estimate

THOUSAND = 1_000
TOKENS = 1_000_000  # that prices are told for
# What files are called, beside recordings; names, in all languages.
KINDS = {PDF: "PDF", "video/mp4": "MP4", "video/quicktime": "MOV", "video/webm": "WebM", "video/mpeg": "MPEG"}

translate: Callable[[str, str], str] = QCoreApplication.translate


def media_facts(part: MediaPart) -> str:
    """What a PDF, recording or video is; its size, or the host where it lies; its length where that is known."""
    kind = KINDS.get(part.media_type) or FORMATS.get(part.media_type, "").upper()
    if part.url:
        kind = translate("chip", "video") if part.modality is Modality.VIDEO else KINDS[PDF]
    facts = [kind, host_of(part.url) if part.url else human_size(part.size)]
    if part.pages:
        said = translate("chip", "1 page") if part.pages == 1 else translate("chip", "{n} pages")
        facts.insert(1, said.format(n=number(part.pages)))
    return BETWEEN.join([*facts, duration(part.seconds)] if part.seconds else facts)


def about(cost: Decimal) -> str:
    """An estimated amount."""
    said = money(cost)
    return said if said.startswith("<") else f"~{said}"


def reading_words(part: MediaPart, price: Decimal | None) -> list[str]:
    """Who reads a PDF, and for how much; by the token where it is the model: what a page takes is not known."""
    said = engine_words(part)
    return [said, token_price(price)] if part.engine is Engine.NATIVE else [said]


def also_words(along: Sequence[MediaPart]) -> list[str]:
    """That PDFs of earlier questions are read anew, along with this one."""
    if not along:
        return []
    if len(along) == 1:
        return [translate("chip", "reads {name} in the same way, too").format(name=visible(along[0].name))]
    return [translate("chip", "reads {n} earlier PDFs in the same way, too").format(n=number(len(along)))]


def engine_words(part: MediaPart) -> str:
    """Who reads a PDF, and for how much where that is by the page; "" where that is not chosen."""
    if part.engine is Engine.OCR and part.pages:
        return translate("chip", "scans too, {price}").format(price=about(ocr_price(part.pages)))
    return {
        Engine.UNSET: "",
        Engine.NATIVE: translate("chip", "read by the model itself"),
        Engine.TEXT: translate("chip", "its text alone, free"),
        Engine.OCR: translate("chip", "scans too, {price} for {n} pages"),
    }[part.engine].format(price=money(OCR_PRICE), n=number(OCR_PAGES))


def host_of(address: str) -> str:
    """The host of an address, with its port, as it is asked: in ASCII."""
    return re.split("[/?#]", true_address(address).partition("//")[2])[0]


def file_lines(file: TextFilePart) -> str:
    """How many lines a text file has."""
    if file.lines == 1:
        return translate("chip", "1 line")
    return translate("chip", "{n} lines").format(n=number(file.lines))


def sign_of(part: Attached | None) -> str:
    """The name of the drawing that stands for a picture or a file."""
    if isinstance(part, MediaPart):
        return {Modality.AUDIO: "audio", Modality.VIDEO: "video"}.get(part.modality, "file")
    return "file" if isinstance(part, TextFilePart) else "picture"


def token_price(price: Decimal | None) -> str:
    """What a model reads for."""
    if price is None:
        return translate("chip", "price not known")
    if not price:
        return translate("chip", "free")
    return translate("chip", "{price} for {n} tokens").format(price=money(price * TOKENS), n=number(TOKENS))


def cost_words(estimate: Estimate) -> list[str]:
    """About how many tokens, and USD, as far as they are known."""
    tokens = estimate.tokens
    if tokens is None:
        return []
    if tokens == 1:
        said = translate("chip", "~1 token")
    elif tokens < THOUSAND:
        said = translate("chip", "~{n} tokens").format(n=number(tokens))
    else:
        said = translate("chip", "~{n}k tokens").format(n=number(tokens / THOUSAND, 1))
    return [said] if estimate.cost is None else [said, about(estimate.cost)]
