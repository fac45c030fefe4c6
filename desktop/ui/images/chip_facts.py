"""What a chip says about its picture."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.attachment import Attachment, Choice, Preparation
from desktop.domain.edits import edited_size
from desktop.domain.errors import FilesLeftOut, TooManyPictures
from desktop.domain.media import FORMATS, OCR_PAGES, OCR_PRICE, PDF, ocr_price
from desktop.domain.parts import Engine, MediaPart, Modality, TextFilePart
from desktop.domain.picture import Change
from desktop.domain.vision import Detail, Estimate
from desktop.ui.figures import duration, human_size, money, number
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.links import true_address

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.parts import Attached, ImagePart
    from desktop.domain.picture import Frames

THOUSAND = 1_000
TOKENS = 1_000_000  # that prices are told for
FEW = 3  # chips that one sees at a glance
STRIP = 3  # times as long as wide: of a screen that was scrolled, or of a receipt …
LEGIBLE = 0.6  # … and letters of 14 pixels become 8, which is the least that is read
# What files are called, beside recordings; names, in all languages.
KINDS = {PDF: "PDF", "video/mp4": "MP4", "video/quicktime": "MOV", "video/webm": "WebM", "video/mpeg": "MPEG"}
FIRST = (
    *(Change.DAMAGED, Change.LOCATION_REMOVED, Change.LOCATION_KEPT),
    *(Change.METADATA_KEPT, Change.METADATA_KEPT_IN_PART),
)
EDITED = (Change.BLACKED_OUT, Change.CROPPED, Change.TURNED)  # … then what the person did to it,
# … then what is missing from what is sent, or worse than it was; the rest follows as it stands.
WEIGHTY = (
    *(*FIRST, *EDITED),
    *(Change.STILL, Change.STILL_HEAVY, Change.PRESSED, Change.LOSSY),
    *(Change.LETTERS_MISSING, Change.OUTSIDE_MISSING, Change.METADATA_REMOVED),
)

translate: Callable[[str, str], str] = QCoreApplication.translate


def lines_of(attachment: Attachment, sentence: str, estimate: Estimate | None) -> tuple[str, ...]:
    """What stands under the name: state, bytes and pixels; what it costs; what was done to it. None is empty."""
    image = attachment.image
    if attachment.preparation is Preparation.PENDING:
        return (translate("chip", "preparing…"),)
    if attachment.preparation is Preparation.FAILED:
        return (sentence or translate("chip", "cannot be attached"),)
    if image is None:
        lines = _lines_of_file(attachment, estimate)
    elif image.url:
        lines = [[translate("chip", "address")], [host_of(image.url)]]
    else:
        lines = _lines_of_picture(attachment, image, sentence, estimate)
    if attachment.lacked:
        lines.insert(1, [_lack_words(attachment)])
    return tuple(" · ".join(line) for line in lines if line)


def brief_of(attachment: Attachment, sentence: str, estimate: Estimate | None) -> tuple[list[str], list[str]]:
    """What a small chip has to tell, the weightiest first; and what it tells where there is room."""
    image = attachment.image
    if image and image.width and attachment.preparation is Preparation.READY:
        return _brief_of_picture(attachment, image, sentence, estimate)
    lines = lines_of(attachment, sentence, estimate)
    if attachment.lacked:
        lines = (lines[1], lines[0], *lines[2:])
    return BETWEEN.join(lines).split(BETWEEN), []


def _brief_of_picture(
    attachment: Attachment, image: ImagePart, sentence: str, estimate: Estimate | None
) -> tuple[list[str], list[str]]:
    """What is wrong and what is told of the place, then what is sent; how large it was is too much here.

    That the place was removed is said of all together too, see `totals_of`.
    """
    told = [change for change in FIRST if change in attachment.changes and change is not Change.LOCATION_REMOVED]
    first = [_lack_words(attachment)] if attachment.lacked else []
    damaged = {Change.DAMAGED: translate("chip", "damaged")}
    first += [damaged.get(change) or _change_words(change, attachment.frames) for change in told]
    size = _pixels(image.width, image.height)
    sizes = [size if attachment.given in {None, (image.width, image.height)} else f"→ {size}"]
    sizes += [human_size(image.size)] if image.size else []
    wrong = _wrong_words(attachment, sentence, estimate)
    rest = replace(attachment, changes=tuple(change for change in attachment.changes if change not in told))
    return [*first, *sizes, *_picture_costs(image, estimate), *wrong], done_words(rest)


def usual_facts() -> tuple[str, str]:
    """What is told of most pictures in full, and in a small chip: the longest of its rows, for chips to be so wide."""
    size, most = human_size(8_800_000), _pixels(8888, 8888)
    costs = _costs(Estimate(8_800, Decimal("0.088")))
    return BETWEEN.join([size, f"{most} → {most}"]), max(BETWEEN.join(costs), f"→ {most}{BETWEEN}{size}", key=len)


def _lack_words(attachment: Attachment) -> str:
    """Why something is not sent; in the place of what it would cost."""
    part = attachment.image or attachment.media
    return {
        Modality.FILE: translate("chip", "not sent: this model cannot read it"),
        Modality.AUDIO: translate("chip", "not sent: this model cannot hear it"),
        Modality.VIDEO: translate("chip", "not sent: this model cannot watch it"),
    }.get(part.modality if part else Modality.IMAGE, translate("chip", "not sent: this model cannot see it"))


def _lines_of_picture(
    attachment: Attachment, image: ImagePart, sentence: str, estimate: Estimate | None
) -> list[list[str]]:
    facts = [human_size(image.size)] if image.size else []
    if image.width and image.height:
        size = _pixels(image.width, image.height)
        given = _pixels(*attachment.given) if attachment.given else size
        facts.append(size if given == size else f"{given} → {size}")
    # damage and what is told of the place come first: when there is very much to say, the rest is cut off
    done = done_words(attachment)
    at = sum(change in FIRST for change in attachment.changes)
    wrong = _wrong_words(attachment, sentence, estimate)
    return [facts, _picture_costs(image, estimate), [*done[:at], *wrong, *done[at:]]]


def _picture_costs(image: ImagePart, estimate: Estimate | None) -> list[str]:
    costs = _costs(estimate) if estimate else []
    return [*costs, _detail_words(image.detail)] if image.detail else costs


def _wrong_words(attachment: Attachment, sentence: str, estimate: Estimate | None) -> list[str]:
    """Why a picture is not as it was wanted, and that it may not be read."""
    said = [translate("chip", "Not changed. {reason}").format(reason=sentence)] if sentence else []
    return said + ([translate("chip", "small text may be lost")] if is_strip_made_small(attachment, estimate) else [])


def is_strip_made_small(attachment: Attachment, estimate: Estimate | None) -> bool:
    """Whether it is long and narrow, as pictures of whole pages are, and read too small for what is written there."""
    image = attachment.image
    cut = Change.CROPPED in attachment.changes and attachment.edits.crop is None  # and where is known no longer
    if image is None or cut:
        return False
    seen = edited_size(attachment.edits, attachment.given or (image.width, image.height))
    read = max(image.width, image.height)
    if estimate and estimate.read_edge:
        read = min(read, estimate.read_edge)
    return max(seen) > STRIP * min(seen) and read < LEGIBLE * max(seen)


def done_words(attachment: Attachment) -> list[str]:
    """What was done to a picture, the weightiest first; and which of several it is."""
    frames = attachment.frames
    changes = [*filter(attachment.changes.__contains__, WEIGHTY)]
    changes += [change for change in attachment.changes if change not in WEIGHTY]
    done = [_change_words(change, frames) for change in changes]
    if frames.film and Change.STILL not in changes:
        done.append(translate("chip", "{n} frames").format(n=number(frames.total)))
    if attachment.unsure:
        done.append(translate("chip", "this model's maker does not say whether it takes animations"))
    return done


def frame_words(frames: Frames) -> str:
    """Which of several frames or pages is shown."""
    words = translate("chip", "page {n} of {count}") if frames.pages else translate("chip", "frame {n} of {count}")
    if not frames.pages and frames.at == 0:
        words = translate("chip", "only the first of {count} frames")
    return words.format(n=number(frames.at + 1), count=number(frames.total))


def refused_words(attachments: Sequence[Attachment]) -> str:
    """How many cannot be attached; "" for none."""
    failed = [chip.failure for chip in attachments if chip.preparation is Preparation.FAILED]
    if not failed:
        return ""
    left_out = [it for it in failed if isinstance(it, FilesLeftOut | TooManyPictures)]  # each stands for so many
    count = len(failed) - len(left_out) + sum(it.count or 0 for it in left_out)
    said = translate("chip", "{n} could not be attached")
    if any(it.more for it in left_out):
        said = translate("chip", "more than {n} could not be attached")
    return said.format(n=number(count))


def totals_of(attachments: Sequence[Attachment], estimates: Mapping[str, Estimate]) -> str:
    """What they are together: how many, bytes, and tokens and cost as far as they are known.

    And what small chips have no room for: who reads the PDFs, and how many pictures say no longer where they are from.
    """
    wanted = [chip for chip in attachments if chip.preparation is not Preparation.FAILED]
    if not wanted:
        return ""
    ready = [chip.part for chip in wanted if chip.preparation is Preparation.READY and chip.part]
    said = translate("chip", "{n} attached")
    if len(ready) < len(wanted):
        said = translate("chip", "{n} of {count} ready")
    facts = [said.format(n=number(len(ready)), count=number(len(wanted)))]
    if size := sum(part.size for part in ready):
        facts.append(human_size(size))
    known = [estimates[chip.id] for chip in wanted if chip.id in estimates and chip.preparation is Preparation.READY]
    if known:
        costs = [estimate.cost for estimate in known if estimate.cost is not None]
        total = Estimate(sum(estimate.tokens for estimate in known), sum(costs, Decimal()) if costs else None)
        cost = " · ".join(_costs(total))
        some = translate("chip", "{cost} for {n} of them").format(cost=cost, n=number(len(known)))
        facts.append(some if len(known) < len(ready) else cost)
    if pdf := _pdfs_together(wanted):
        price = next(chip.token_price for chip in wanted if chip.media and chip.media.engine)
        reading = ", ".join(_reading(pdf, price))
        facts.append(translate("chip", "PDF: {reading}").format(reading=reading))
    if moved := sum(Change.LOCATION_REMOVED in chip.changes for chip in wanted):
        facts.append(translate("chip", "location removed from {n}").format(n=number(moved)))
    return " · ".join(facts)


def _pdfs_together(attachments: Sequence[Attachment]) -> MediaPart | None:
    """All PDFs as if they were one, as one engine reads them all; None where there is none."""
    pdfs = [chip.media for chip in attachments if chip.media and chip.media.engine is not Engine.UNSET]
    pages = [pdf.pages for pdf in pdfs]
    return replace(pdfs[0], pages=sum(pages) if all(pages) else 0) if pdfs else None


def _lines_of_file(attachment: Attachment, estimate: Estimate | None) -> list[list[str]]:
    file, media = attachment.file, attachment.media
    if media is not None:
        return [[media_facts(media)], _media_costs(attachment, media)]
    if file is not None:
        told = [translate("chip", "read as {encoding}").format(encoding=file.encoding)] if file.encoding else []
        return [[file_lines(file), human_size(file.size)], _costs(estimate) if estimate else [], told]
    return [[translate("chip", "ready")]]


def _media_costs(attachment: Attachment, media: MediaPart) -> list[str]:
    """Who reads a PDF; of what plays, the price alone: nobody states how many tokens it becomes."""
    if media.engine:
        return _reading(media, attachment.token_price)
    if attachment.lacked or media.modality is Modality.FILE:
        return []
    return [translate("chip", "tokens not known"), token_price(attachment.token_price)]


def token_price(price: Decimal | None) -> str:
    """What a model reads for."""
    if price is None:
        return translate("chip", "price not known")
    if not price:
        return translate("chip", "free")
    return translate("chip", "{price} for {n} tokens").format(price=money(price * TOKENS), n=number(TOKENS))


def media_facts(part: MediaPart) -> str:
    """What a PDF, recording or video is; its size, or the host where it lies; its length where that is known."""
    kind = KINDS.get(part.media_type) or FORMATS.get(part.media_type, "").upper()
    if part.url:
        kind = translate("chip", "video") if part.modality is Modality.VIDEO else KINDS[PDF]
    facts = [kind, host_of(part.url) if part.url else human_size(part.size)]
    if part.pages:
        said = translate("chip", "1 page") if part.pages == 1 else translate("chip", "{n} pages")
        facts.insert(1, said.format(n=number(part.pages)))
    return " · ".join([*facts, duration(part.seconds)] if part.seconds else facts)


def about(cost: Decimal) -> str:
    """An estimated amount."""
    said = money(cost)
    return said if said.startswith("<") else f"~{said}"


def _reading(part: MediaPart, price: Decimal | None) -> list[str]:
    """Who reads a PDF, and for how much; by the token where it is the model: what a page takes is not known."""
    said = engine_words(part)
    return [said, token_price(price)] if part.engine is Engine.NATIVE else [said]


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


def choice_words(choice: Choice) -> str:
    """What a picture would be: pixels, bytes as far as they are known, and costs."""
    size = [human_size(choice.size)] if choice.size else []
    costs = _costs(choice.estimate) if choice.estimate else []
    return " · ".join([_pixels(choice.width, choice.height), *size, *costs])


def _detail_words(detail: Detail) -> str:
    """What was chosen of how closely the model looks; "" where nothing was."""
    return {
        Detail.AUTO: "",
        Detail.LOW: translate("chip", "low detail"),
        Detail.HIGH: translate("chip", "high detail"),
    }[detail]


def _pixels(width: int, height: int) -> str:
    return f"{width}×{height}"


def _costs(estimate: Estimate) -> list[str]:
    tokens = estimate.tokens
    if tokens == 1:
        said = translate("chip", "~1 token")
    elif tokens < THOUSAND:
        said = translate("chip", "~{n} tokens").format(n=number(tokens))
    else:
        said = translate("chip", "~{n}k tokens").format(n=number(tokens / THOUSAND, 1))
    return [said] if estimate.cost is None else [said, about(estimate.cost)]


def _change_words(change: Change, frames: Frames) -> str:
    return {
        Change.DAMAGED: translate("chip", "damaged: a part may be missing"),
        Change.LOCATION_REMOVED: translate("chip", "location removed"),
        Change.METADATA_REMOVED: translate("chip", "metadata removed"),
        Change.LOCATION_KEPT: translate("chip", "location kept"),
        Change.METADATA_KEPT: translate("chip", "metadata kept"),
        Change.METADATA_KEPT_IN_PART: translate("chip", "metadata kept in part"),
        Change.TURNED_UPRIGHT: translate("chip", "turned upright"),
        Change.CONVERTED: translate("chip", "converted"),
        Change.COLORS_CONVERTED: translate("chip", "sRGB"),
        Change.TURNED: translate("chip", "turned"),
        Change.CROPPED: translate("chip", "cropped"),
        Change.BLACKED_OUT: translate("chip", "blacked out"),
        Change.EMBEDDED: translate("chip", "embedded preview"),
        Change.STILL: frame_words(frames),
        Change.PRESSED: translate("chip", "made lighter: this model takes no more"),
        Change.LOSSY: translate("chip", "lossy"),
        Change.LEFT_LARGE: translate("chip", "not made smaller: that would blur it and take more bytes"),
        Change.STILL_HEAVY: translate("chip", "cannot be made lighter"),
        Change.OUTSIDE_MISSING: translate("chip", "without what lies in other files or at addresses"),
        Change.LETTERS_MISSING: translate("chip", "some letters could not be drawn"),
    }[change]
