"""What a chip tells, in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.attachment import Attachment, Choice, Preparation
from desktop.domain.edits import edited_size
from desktop.domain.media import pages_of, read_along
from desktop.domain.parts import MediaPart, Modality
from desktop.domain.picture import BY_HAND, Change
from desktop.domain.vision import Detail, Estimate
from desktop.ui.figures import human_size, number
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.images.file_facts import (
    also_words,
    cost_words,
    file_lines,
    host_of,
    media_facts,
    reading_words,
    token_price,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.parts import ImagePart
    from desktop.domain.picture import Frames

STRIP = 3  # times as long as wide: of a screen that was scrolled, or of a receipt …
LEGIBLE = 0.6  # … and letters of 14 pixels become 8, which is the least that is read
FIRST = (
    *(Change.DAMAGED, Change.LOCATION_REMOVED, Change.LOCATION_KEPT),
    *(Change.METADATA_KEPT, Change.METADATA_KEPT_IN_PART),
)
# … then what the person did to it, then what is missing from what is sent, or worse than it was; then the rest.
WEIGHTY = (
    *(*FIRST, *BY_HAND),
    *(Change.STILL, Change.STILL_HEAVY, Change.PRESSED, Change.LIGHTENED, Change.LOSSY),
    *(Change.LETTERS_MISSING, Change.OUTSIDE_MISSING, Change.METADATA_REMOVED),
    *(Change.METADATA_REMOVED_IN_PART, Change.METADATA_LEFT),
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
    if attachment.lacked or attachment.unreached:
        lines.insert(1, [_lack_words(attachment)])
    return tuple(BETWEEN.join(line) for line in lines if line)


def brief_of(attachment: Attachment, sentence: str, estimate: Estimate | None) -> tuple[list[str], list[str]]:
    """What a small chip has to tell, the weightiest first; and what it tells where there is room."""
    image = attachment.image
    if image and image.width and attachment.preparation is Preparation.READY:
        return _brief_of_picture(attachment, image, sentence, estimate)
    lines = lines_of(attachment, sentence, estimate)
    if attachment.lacked or attachment.unreached:
        lines = (lines[1], lines[0], *lines[2:])
    return BETWEEN.join(lines).split(BETWEEN), []


def _brief_of_picture(
    attachment: Attachment, image: ImagePart, sentence: str, estimate: Estimate | None
) -> tuple[list[str], list[str]]:
    """What is wrong and what is told of the place, then what is sent; how large it was is too much here.

    That the place was removed has a sign where it has no room, see `says_place_removed`.
    """
    told = [change for change in FIRST if change in attachment.changes and change is not Change.LOCATION_REMOVED]
    first = [_lack_words(attachment)] if attachment.lacked else []
    damaged = {Change.DAMAGED: translate("chip", "damaged")}
    first += [damaged.get(change) or _change_words(change, attachment.frames) for change in told]
    sizes = [_pixels(image.width, image.height)]
    sizes += [human_size(image.size)] if image.size else []
    wrong = _wrong_words(attachment, sentence, estimate)
    rest = replace(attachment, changes=tuple(change for change in attachment.changes if change not in told))
    return [*first, *sizes, *_picture_costs(image, estimate), *wrong], done_words(rest)


def says_place_removed(attachment: Attachment, rows: Sequence[str]) -> bool | None:
    """Whether what is shown says in words that the place was removed; None where there was none, or it stays."""
    if attachment.preparation is not Preparation.READY or Change.LOCATION_REMOVED not in attachment.changes:
        return None
    return _change_words(Change.LOCATION_REMOVED, attachment.frames) in BETWEEN.join(rows).split(BETWEEN)


def place_kept_words(attachment: Attachment) -> str:
    """How it is said that where it was taken goes along; "" where that does not."""
    kept = Change.LOCATION_KEPT in attachment.changes
    return _change_words(Change.LOCATION_KEPT, attachment.frames) if kept else ""


def usual_facts() -> tuple[str, str]:
    """What is told of most pictures in full, and in a small chip: the longest of its rows, for chips to be so wide."""
    size, most = human_size(8_800_000), _pixels(8888, 8888)
    costs = cost_words(Estimate(8_800, Decimal("0.088")))
    return BETWEEN.join([size, f"{most} → {most}"]), max(BETWEEN.join(costs), f"{most}{BETWEEN}{size}", key=len)


def _lack_words(attachment: Attachment) -> str:
    """Why something is not sent, or does not arrive; in the place of what it would cost."""
    if attachment.unreached:
        return translate("chip", "on your own network: the provider cannot fetch it")
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
    costs = cost_words(estimate) if estimate else []
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


def _lines_of_file(attachment: Attachment, estimate: Estimate | None) -> list[list[str]]:
    file, media = attachment.file, attachment.media
    if media is not None:
        done = done_words(attachment)
        kept = len(done) if attachment.keeps else 0  # what goes along is never cut off for what it costs
        return [[media_facts(media)], done[:kept], _media_costs(attachment, media), done[kept:]]
    if file is not None:
        told = [translate("chip", "read as {encoding}").format(encoding=file.encoding)] if file.encoding else []
        return [[file_lines(file), human_size(file.size)], cost_words(estimate) if estimate else [], told]
    return [[translate("chip", "ready")]]


def _media_costs(attachment: Attachment, media: MediaPart) -> list[str]:
    """Who reads a PDF; of what plays, the price alone: nobody states how many tokens it becomes."""
    if media.engine:
        along = read_along(media.engine, attachment.unread)
        together = replace(media, pages=pages_of([media, *along]))
        return [*reading_words(together, attachment.token_price), *also_words(along)]
    if attachment.lacked or media.modality is Modality.FILE:
        return []
    return [translate("chip", "tokens not known"), token_price(attachment.token_price)]


def choice_words(choice: Choice) -> str:
    """What a picture would be: pixels, bytes as far as they are known, and costs."""
    size = [human_size(choice.size)] if choice.size else []
    costs = cost_words(choice.estimate) if choice.estimate else []
    return BETWEEN.join([_pixels(choice.width, choice.height), *size, *costs])


def _detail_words(detail: Detail) -> str:
    """What was chosen of how closely the model looks; "" where nothing was."""
    return {
        Detail.AUTO: "",
        Detail.LOW: translate("chip", "low detail"),
        Detail.HIGH: translate("chip", "high detail"),
    }[detail]


def _pixels(width: int, height: int) -> str:
    return f"{width}×{height}"


def _change_words(change: Change, frames: Frames) -> str:
    return {
        Change.DAMAGED: translate("chip", "damaged: a part may be missing"),
        Change.LOCATION_REMOVED: translate("chip", "location removed"),
        Change.METADATA_REMOVED: translate("chip", "metadata removed"),
        Change.METADATA_REMOVED_IN_PART: translate("chip", "metadata removed in part"),
        Change.METADATA_LEFT: translate("chip", "metadata sent as it came"),
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
        Change.LIGHTENED: translate("chip", "made lighter after it was refused"),
        Change.LOSSY: translate("chip", "lossy"),
        Change.LEFT_LARGE: translate("chip", "not made smaller: that would blur it and take more bytes"),
        Change.STILL_HEAVY: translate("chip", "cannot be made lighter"),
        Change.OUTSIDE_MISSING: translate("chip", "without what lies in other files or at addresses"),
        Change.LETTERS_MISSING: translate("chip", "some letters could not be drawn"),
    }[change]
