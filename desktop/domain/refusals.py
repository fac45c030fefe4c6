"""What of a question an endpoint has refused, and what models do not take."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.errors import (
    BadRequest,
    BytesLost,
    CannotHear,
    CannotReadFiles,
    CannotSeePictures,
    CannotWatch,
    FileRefused,
    Moderated,
    NoEndpoint,
    NotAllowed,
    NotAnApi,
    PictureRefused,
    PictureTooSmall,
    ProviderFailed,
    RequestTooLarge,
    UnexpectedStatus,
)
from desktop.domain.limits import is_of_pixels, is_of_size, least_pixels, most_bytes, most_pictures
from desktop.domain.message import Message, Role
from desktop.domain.parts import EVERYTHING, ImagePart, Modality

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.conversation import Messages
    from desktop.domain.errors import Failure
    from desktop.domain.parts import Media
    from desktop.domain.projection import Carried, Projection
    from desktop.domain.request import OutgoingMessage

PICTURES = frozenset([Modality.IMAGE])
# For what these may be the reason.
REFUSALS: Mapping[type[Failure], frozenset[Modality]] = {
    PictureRefused: PICTURES,
    PictureTooSmall: PICTURES,
    FileRefused: EVERYTHING - PICTURES,
    RequestTooLarge: EVERYTHING,
    Moderated: EVERYTHING,
    BytesLost: EVERYTHING,
}
NOT_TAKEN: Mapping[type[Failure | None], Modality] = {
    CannotSeePictures: Modality.IMAGE,
    CannotHear: Modality.AUDIO,
    CannotWatch: Modality.VIDEO,
    CannotReadFiles: Modality.FILE,
}
OF_SIZES = (PictureRefused, FileRefused, RequestTooLarge)
# For what something that is attached may be the reason, though nobody says so.
SUSPECT = (BadRequest, NotAllowed, NoEndpoint, RequestTooLarge, UnexpectedStatus, ProviderFailed)
AT_LEAST, AT_MOST = 400, 502  # HTTP's statuses of refusals, and of servers that break over a picture
GATEWAYS = (400, 403)  # statuses of a page from something on the way that looks at what is sent
PART_OF_LARGEST = 4  # what is smaller than this part of the largest does not make a request too large
# As in `messages.0.content.1.image.source.base64` and `messages[0].content[1].image_url`.
KINDS = ["png", "jpeg", "gif", "webp", "bmp", "tiff", "heic", "heif", "avif", "svg+xml"]
EVERY_KIND = frozenset(f"image/{kind}" for kind in KINDS)
ALSO_CALLED = {"jpg": "jpeg", "tif": "tiff", "svg": "svg+xml"}
CALLED = "|".join(map(re.escape, [*KINDS, *ALSO_CALLED]))
SENTENCE = re.compile(r"[.;!?](?=\s|$)|\n")
# What sorts kinds, and these, alone where no file or address is called so: `image/webp`, `'png'`, `JPEG`.
TELLS = re.compile(
    r"(?P<not_taken>\bunsupported\b|(?:not|n't) (?:(?:currently|yet|be|an?|one of the|among the|in the list of) )*"
    r"(?:supported|support|allowed|allow|accepted|accept|permitted|valid)\b)"
    r"|(?P<are_taken>\b(?:is|are|be) (?:supported|allowed|accepted|permitted)\b)"
    r"|(?P<taken>\b(?:supports?|supported|allow(?:s|ed)?|accept(?:s|ed)?|permitted|only|must|should be|expect(?:s|ed)?"
    r"|following|one of|use|send|convert)\b)"
    rf"|(?<![\w./-])(?<!data:)(?:image/(?P<typed>[\w.+-]*\w)|(?P<called>{CALLED})\b)",
    re.IGNORECASE,
)
PLACE = re.compile(r"\bmessages\W{1,4}(\d{1,6})\W{1,4}content\W{1,4}(\d{1,6})")
# As in "image 2 is too small", counted from 1; not in "image 512 px".
NUMBER = re.compile(
    r"\b(?:image|picture) ?(?:#|no\.? ?)?([1-9]\d?)\b(?! ?(?:px|pixels?|x|×|[kmg]?i?b)\b)", re.IGNORECASE
)


def refused_by(answer: Message, asked: Projection) -> Carried:
    """What is the likely reason why a question was refused, of what it carried, by the ids of its messages.

    What is lost is known. Else it is what the endpoint names by its place, or by its kind. Else what came with the
    question itself is new; without any, each of the earlier ones may be what another model refuses, unless the words
    of the question are not wanted. Small ones do not make a request too large, nor does one below a limit that is
    stated; and of too many pictures the newest may stay. Too small are those below what is stated, else the smallest.
    """
    if isinstance(answer.failure, BytesLost):
        lost = answer.failure.detail
        return _only(asked.carried, lambda part: part.blob == lost)
    if not (failure := answer.failure) or (isinstance(failure, Moderated) and not is_unwanted(answer)):
        return {}
    blamed, named = REFUSALS.get(type(failure), frozenset()), _named(failure.detail, asked.request.messages)
    likely = _only(asked.carried, lambda part: part.modality in blamed)
    pointed_at = _only(likely, lambda part: id(part) in named)
    if known := pointed_at if sum(map(len, pointed_at.values())) == 1 else _beyond_a_limit(failure, likely):
        return known
    likely = _only(likely, lambda part: part.media_type in kinds_named(failure)) or likely
    if answer.parent in likely:
        likely = {answer.parent: likely[answer.parent]}
    elif isinstance(failure, Moderated):
        return {}
    if isinstance(failure, PictureTooSmall):
        return _small(likely, failure)
    sized = isinstance(failure, OF_SIZES) and is_of_size(failure.detail)
    return _large(likely, failure) if sized or isinstance(failure, RequestTooLarge) else likely


def is_unwanted(answer: Message) -> bool:
    """Whether moderation refused the question itself: it let nothing of the answer pass."""
    return isinstance(answer.failure, Moderated) and not (answer.text.strip() or answer.images)


def may_be_for_media(failure: Failure) -> bool:
    """Whether a request with pictures or files may go through without them."""
    if isinstance(failure, NotAnApi):
        return failure.status in GATEWAYS
    return isinstance(failure, SUSPECT) and AT_LEAST <= (failure.status or AT_LEAST) <= AT_MOST


def left_out_for(asked: Message, branch: Sequence[Message], *, all_of_them: bool) -> list[str]:
    """Ids of the messages that a refused question is asked without what is attached to: itself, else earlier ones."""
    asking = [message for message in branch if message.role is not Role.ASSISTANT]
    sent = [message.id for message in asking if any(not part.withheld for part in message.media)]
    return [asked.id] if asked.id in sent and not all_of_them else sent


def not_taken_by(model: str, messages: Sequence[Message]) -> frozenset[Modality]:
    """What an endpoint has said, in one of these answers, that a model does not take."""
    said = (NOT_TAKEN.get(type(message.failure)) for message in messages if message.model == model)
    return frozenset(filter(None, said))


def kinds_named(failure: Failure | None) -> frozenset[str]:
    """The media types of pictures that an endpoint says it does not take.

    Where it names some of these, it is those alone; else all but those that it says it takes. None where it names
    several and says nothing of them.
    """
    if not isinstance(failure, PictureRefused):
        return frozenset()
    taken, not_taken, others = _sorted(failure.detail)
    if not_taken or not taken:
        return frozenset(not_taken - taken or (others if len(others) == 1 else ()))
    return EVERY_KIND - taken


def kinds_refused(model: str, messages: Messages) -> frozenset[str]:
    """What types of pictures a model's endpoint has said not to take, in what was read of these."""
    return frozenset().union(*(kinds_named(it.failure) for it in messages.read() if it.model == model))


def _sorted(detail: str) -> tuple[set[str], set[str], set[str]]:
    """The kinds that these words name: those that are taken, those that are not, and those nothing is said of.

    What sorts them stands before them, as in "unsupported: …", or behind, as in "… is not supported".
    """
    taken, not_taken, others = set[str](), set[str](), set[str]()
    for sentence in SENTENCE.split(detail):
        unsorted, into = set[str](), None
        for word in TELLS.finditer(sentence):
            if kind := (word["typed"] or word["called"] or "").lower():
                (unsorted if into is None else into).add(f"image/{ALSO_CALLED.get(kind, kind)}")
                continue
            into = not_taken if word["not_taken"] else taken
            if unsorted and not word["taken"]:
                into |= unsorted
                unsorted, into = set(), None
        others |= unsorted
    return taken, not_taken, others


def _large(carried: Carried, failure: Failure) -> Carried:
    """The largest; of a request all that are not small. How large one is that has only an address, nobody knows."""
    size = _pixels if is_of_pixels(failure.detail) else _bytes
    most = max((size(part) for media in carried.values() for part in media), default=0)
    parts = PART_OF_LARGEST if isinstance(failure, RequestTooLarge) else 1
    return _only(carried, lambda part: not size(part) or size(part) * parts >= most)


def _small(carried: Carried, failure: Failure) -> Carried:
    """Those with too few pixels, by what is stated, else with the fewest. Of an address nobody knows how many."""
    least = least_pixels(failure.detail)
    if below := _only(carried, lambda part: 0 < _shorter(part) < least):
        return below
    fewest = min((_shorter(part) for media in carried.values() for part in media), default=0)
    return _only(carried, lambda part: _shorter(part) == fewest)


def _shorter(part: Media) -> int:
    """Pixels of the shorter edge; 0 where that is not known."""
    return min(part.width, part.height) if isinstance(part, ImagePart) else 0


def _bytes(part: Media) -> int:
    return part.size


def _pixels(part: Media) -> int:
    """The longer edge; 0 where it has none, or it is not known."""
    return max(part.width, part.height) if isinstance(part, ImagePart) else 0


def _beyond_a_limit(failure: Failure, carried: Carried) -> Carried:
    """What is known to be too much, or too large, by a limit that is stated."""
    if not isinstance(failure, OF_SIZES) or isinstance(failure, PictureTooSmall):
        return {}
    number, size = most_pictures(failure.detail), most_bytes(failure.detail)
    beyond = {} if number is None else _beyond(carried, number)
    return beyond or _only(carried, lambda part: 0 < size < part.size)


def _beyond(carried: Carried, most: int) -> Carried:
    """The older pictures, where only so many of the newest may go; without a number those before the last question.

    Where there are none before it, all of them but the last.
    """
    pictures = [part for media in carried.values() for part in media if part.modality is Modality.IMAGE]
    last = sum(part.modality is Modality.IMAGE for part in [*carried.values()][-1]) if carried else 0
    stay = pictures[-(most or (last if last < len(pictures) else 1)) :]
    gone = {id(part) for part in pictures[: len(pictures) - len(stay)]}
    return _only(carried, lambda part: id(part) in gone)


def _only(carried: Carried, wanted: Callable[[Media], bool]) -> Carried:
    found = {message_id: tuple(filter(wanted, media)) for message_id, media in carried.items()}
    return {message_id: media for message_id, media in found.items() if media}


def _named(detail: str, messages: Sequence[OutgoingMessage]) -> set[int]:
    """The `id`s of the pictures and files that these words name by their places, or pictures by their numbers.

    Some count the messages without those of the system, which they take in a place of their own: both are looked at.
    """
    counted = (messages, [message for message in messages if message.role is not Role.SYSTEM])
    placed = {id(part) for place in PLACE.findall(detail) for them in counted for part in _at(place, them)}
    pictures = [part for message in messages for part in message.content if isinstance(part, ImagePart)]
    return placed | {id(pictures[int(number) - 1]) for number in NUMBER.findall(detail) if int(number) <= len(pictures)}


def _at(place: tuple[str, str], messages: Sequence[OutgoingMessage]) -> Sequence[object]:
    message, part = map(int, place)
    return messages[message].content[part : part + 1] if message < len(messages) else ()
