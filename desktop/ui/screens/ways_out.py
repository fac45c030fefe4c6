"""Why an answer did not end well, and the buttons below it: no chat gets stuck on a picture or a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.errors import (
    BytesLost,
    EmptyAnswer,
    Moderated,
    PictureRefused,
    PictureTooSmall,
    RequestTooLarge,
)
from desktop.domain.limits import most_pictures
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import ImagePart, LeftOut, Modality
from desktop.domain.refusals import REFUSALS, kinds_named, may_be_for_media
from desktop.ui import words
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from desktop.domain.conversation import Messages
    from desktop.domain.errors import Failure
    from desktop.domain.parts import Media

translate = QCoreApplication.translate

Ways = list[tuple[str, str]]

LAST = {"continue": 1, "retry": 2}  # where these stand among the buttons, whatever else helps
AT_THE_QUESTION = ("remove", "save")  # what helps is to change the pictures of the question


def are_pictures(parts: Iterable[Media]) -> bool:
    return all(isinstance(part, ImagePart) for part in parts)


def why_and_ways(message: Message, messages: Messages) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The sentence under an answer that did not end well, and its buttons."""
    asked = messages.get(message.parent)
    fixes: Ways = []
    reason, failure = "", EmptyAnswer() if says_nothing(message) else message.failure
    if failure is not None:
        reason = words.why_ended(message, failure)
        fix, label = words.way_out(failure)
        if asked and (some := _with_fewer(failure, asked)):
            return reason, some
        if type(failure) in REFUSALS and asked and (withheld := [part for part in asked.media if part.withheld]):
            return reason, (*_ways_past(failure, withheld), *_without_earlier(failure, asked, messages))
        fixes.append(("edit", words.fix_label("edit")) if fix in AT_THE_QUESTION else (fix, label))
        fixes += _without(message, failure, asked, messages) if asked else []
    elif message.state is State.CUT_OFF:
        reason = _why_cut_off(message.receipt.finish_reason if message.receipt else "")
    if message.state.is_unfinished:
        fixes += [(fix, words.fix_label(fix)) for fix in (["continue"] if message.text else []) + ["retry"]]
    return reason, tuple(sorted(dict.fromkeys(fixes), key=lambda fix: LAST.get(fix[0], 0)))


def _with_fewer(failure: Failure, asked: Message) -> tuple[tuple[str, str], ...]:
    """Asking with those pictures that may go, where there were too many: each of them is as it should be."""
    left = sum(not image.withheld for image in asked.images)
    if not isinstance(failure, PictureRefused) or most_pictures(failure.detail) is None or not left:
        return ()
    if left == len(asked.images):
        said = translate("entries", "Ask without earlier pictures")
    elif left == 1:
        said = translate("entries", "Ask with the last picture alone")
    else:
        said = translate("entries", "Ask with the last {n} pictures").format(n=number(left))
    return (("retry", said), ("edit", words.fix_label("edit")))


def _without(answer: Message, failure: Failure, asked: Message, messages: Messages) -> Ways:
    """Asking without what was attached, where a request was refused that may be refused for it."""
    if not may_be_for_media(failure):
        return []
    counts = answer.receipt.left_out if answer.receipt else ()
    not_taken = {what for (what, why), _ in counts if why is LeftOut.NOT_TAKEN}  # none of these was sent
    if sent := [part for part in asked.media if not part.withheld and part.modality not in not_taken]:
        return [("without", _asking_without(sent))]
    earlier = _earlier(asked, messages, not_taken)
    return [("without", translate("entries", "Ask without earlier pictures and files"))] if earlier else []


def _without_earlier(failure: Failure, asked: Message, messages: Messages) -> Ways:
    """The second step, where what came with the question is left out already, and earlier ones may be the reason."""
    if not isinstance(failure, Moderated | RequestTooLarge) or not _earlier(asked, messages):
        return []
    return [("without-all", translate("entries", "Ask without all pictures and files"))]


def _earlier(asked: Message, messages: Messages, not_taken: Container[Modality] = ()) -> bool:
    """Whether anything goes along that is known to be attached to questions before; nothing is read for this."""
    found = (messages.stored(it) for it in messages.branch(asked.parent))
    read = (it for it in found if isinstance(it, Message) and it.role is Role.USER)
    return any(not part.withheld and part.modality not in not_taken for it in read for part in it.media)


def _why_cut_off(finish_reason: str) -> str:
    if finish_reason == "length":
        return translate("entries", "The answer reached the output limit.")
    if finish_reason == "content_filter":
        return translate("entries", "The provider's content filter ended the answer.")
    return translate("entries", "Parley ended before the answer did.")


def says_nothing(message: Message) -> bool:
    """Whether an answer ended as it should, with nothing but reasoning and blanks."""
    answered = message.state is State.COMPLETE and message.role is Role.ASSISTANT
    return answered and not (message.images or message.lost or message.text.strip()) and bool(message.parts)


def _ways_past(refusal: Failure, withheld: Sequence[Media]) -> Ways:
    """What can be done once pictures or files of a question were refused, and are withheld."""
    resized: Ways = []
    if isinstance(refusal, PictureTooSmall):
        if any(isinstance(part, ImagePart) and part.has_more_pixels for part in withheld):
            resized = [("enlarge", translate("entries", "Send larger…"))]
    elif not isinstance(refusal, Moderated | BytesLost) and any(_is_stored(part) for part in withheld):
        resized = [("shrink", _made_anew(refusal, withheld))]
    far = [part for part in withheld if isinstance(part, ImagePart) and part.url]
    if far and type(refusal) is PictureRefused:
        fetching = translate("entries", "Fetch it here…"), translate("entries", "Fetch them here…")
        resized.append(("fetch", fetching[len(far) > 1]))
    replacing = translate("entries", "Replace it…"), translate("entries", "Replace them…")
    return [("retry", _asking_without(withheld)), *resized, ("replace", replacing[len(withheld) > 1])]


def _is_stored(part: Media) -> bool:
    """Whether it is a picture that can be made anew; of one at an address, nothing but that is known."""
    return isinstance(part, ImagePart) and bool(part.blob)


def _made_anew(refusal: Failure, withheld: Sequence[Media]) -> str:
    smaller = translate("entries", "Send smaller…"), translate("entries", "Send the pictures smaller…")
    of_a_kind = any(isinstance(part, ImagePart) and part.media_type in kinds_named(refusal) for part in withheld)
    return translate("entries", "Send as another kind…") if of_a_kind else smaller[not are_pictures(withheld)]


def _asking_without(parts: Sequence[Media]) -> str:
    if are_pictures(parts):
        without = translate("entries", "Ask without the picture"), translate("entries", "Ask without the pictures")
    else:
        without = translate("entries", "Ask without it"), translate("entries", "Ask without them")
    return without[len(parts) > 1]
