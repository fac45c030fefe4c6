"""History and model → what is sent, and what is left out. A conversation never gets stuck on a picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.errors import CannotSeePictures, Moderated, PictureRefused, RequestTooLarge
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, ReasoningPart, TextFilePart, TextPart, Withheld
from desktop.domain.request import ChatRequest, OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.message import Message
    from desktop.domain.parts import Part

REFUSALS = (PictureRefused, RequestTooLarge, Moderated)  # for which pictures may be the reason
RULES = (0, 10, 3, 1)  # of how many pictures only the newest are sent; 0: of any number all


class LeftOut(StrEnum):
    """Why a picture is not sent. The words are for the model, hence English in every language of the interface."""

    UNSEEN = "this model cannot see pictures"
    REFUSED = "a provider refused them"
    BY_HAND = "not sent any more"
    OLD = "only newer ones are sent"


_WITHHELD = {Withheld.REFUSED: LeftOut.REFUSED, Withheld.BY_HAND: LeftOut.BY_HAND}


@dataclass(frozen=True, slots=True)
class Projection:
    """A request, and what is to be said of it.

    Attributes:
        left_out: Number of pictures that are not in it.
        pictured: Ids of the messages whose pictures are in it, oldest first.
    """

    request: ChatRequest
    left_out: Mapping[LeftOut, int] = field(default_factory=dict)
    pictured: tuple[str, ...] = ()


def pictures_in(branch: Sequence[Message]) -> int:
    return sum(len(message.images) for message in branch if message.role is Role.USER)


def project(
    branch: Sequence[Message],
    model: str,
    *,
    sees_pictures: bool,
    newest: int = 0,
    session: str = "",
    modalities: tuple[str, ...] = (),
) -> Projection:
    """What goes to `model` of the messages of a branch, oldest first.

    Text goes before files, and these before pictures (reference/openrouter-api.md §7.1). In the place of pictures that
    are left out stands a short note. Answers without text (failed, or stopped early) are left out, and so is a question
    that moderation refused, once another one follows; reasoning goes back only to the model that made it (§3.6). Of
    pictures only the `newest` go, those of the last question always; 0 is no limit.
    """
    old = _old(branch, newest)
    outgoing, pictured = [], []
    left_out: Counter[LeftOut] = Counter()
    for index, message in enumerate(branch):
        if message.role is Role.ASSISTANT:
            parts = _answer_parts(message, model)
        else:
            why = [
                _why(image, sees=sees_pictures, old=place < old[index]) for place, image in enumerate(message.images)
            ]
            missing = Counter(reason for reason in why if reason)
            left_out += missing
            images = [image for image, reason in zip(message.images, why, strict=True) if reason is None]
            parts = [*_texts(message), *(TextPart(_note(count, reason)) for reason, count in missing.items()), *images]
            if _is_refused(branch, index):
                continue
            pictured += [message.id] if images else []
        if parts:
            outgoing.append(OutgoingMessage(message.role, tuple(parts)))
    request = ChatRequest(model, tuple(outgoing), session=session, modalities=modalities)
    return Projection(request, left_out, tuple(pictured))


def refused_by(answer: Message, pictured: Sequence[str]) -> Sequence[str]:
    """Messages whose pictures are the likely reason why a question was refused, of those whose pictures it sent.

    Those of the question itself are new; without any, each of the earlier ones may be what another model refuses.
    """
    if not isinstance(answer.failure, REFUSALS):
        return ()
    return [answer.parent] if answer.parent in pictured else pictured


def is_blind(model: str, messages: Sequence[Message]) -> bool:
    """Whether an endpoint has said, in one of these answers, that a model cannot see."""
    return any(message.model == model and isinstance(message.failure, CannotSeePictures) for message in messages)


def _why(image: ImagePart, *, sees: bool, old: bool) -> LeftOut | None:
    """Why a picture is left out, None when it is sent."""
    if not sees:
        return LeftOut.UNSEEN
    return _WITHHELD.get(image.withheld) or (LeftOut.OLD if old else None)


def _old(branch: Sequence[Message], newest: int) -> list[int]:
    """How many pictures of each message, its first ones, are older than the newest ones."""
    room = newest
    found = [0] * len(branch)
    last = True
    for index in range(len(branch) - 1, -1, -1):
        message = branch[index]
        if not newest or message.role is Role.ASSISTANT:
            continue
        count = len(message.images)
        found[index] = 0 if last else max(0, count - room)
        room = max(0, room - count)
        last = False
    return found


def _is_refused(branch: Sequence[Message], index: int) -> bool:
    """Whether moderation refused a question, and it is not the one that is asked."""
    following = branch[index + 1 : index + 3]
    return len(following) > 1 and isinstance(following[0].failure, Moderated) and not following[0].text


def _texts(message: Message) -> list[Part]:
    written: list[Part] = [part for part in message.parts if isinstance(part, TextPart) and part.text]
    return written + [part for part in message.parts if isinstance(part, TextFilePart)]


def _answer_parts(message: Message, model: str) -> list[Part]:
    if not message.text:
        return []
    same_model = message.model == model
    return [
        part
        for part in message.parts
        if isinstance(part, TextPart) or (isinstance(part, ReasoningPart) and part.details and same_model)
    ]


def _note(count: int, reason: LeftOut) -> str:
    return f"[{count} picture{'s' if count > 1 else ''} left out: {reason}]"
