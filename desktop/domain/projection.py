"""History and model → what is sent, and what is left out. A conversation never gets stuck on a picture."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import CannotSeePictures, Moderated, PictureRefused, RequestTooLarge
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, ReasoningPart, TextFilePart, TextPart, Withheld
from desktop.domain.request import ChatRequest, OutgoingMessage
from desktop.domain.text_file import LETTERS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.message import Message
    from desktop.domain.parts import Part

REFUSALS = (PictureRefused, RequestTooLarge, Moderated)  # for which pictures may be the reason
FITTING = -1  # in the place of a number: as many as the context has room for
RULES = (0, FITTING, 10, 3, 1)  # of how many pictures only the newest are sent; 0: of any number all
FOR_PICTURES = 0.75  # of a context, with all texts: the rest is for the answer, and for what is estimated wrong
AHEAD = "The pictures that the questions below are about, in their order:"


class LeftOut(StrEnum):
    """Why a picture is not sent. The words are for the model, hence English in every language of the interface."""

    UNSEEN = "this model cannot see pictures"
    REFUSED = "a provider refused them"
    BY_HAND = "not sent any more"
    OLD = "only newer ones are sent"


_WITHHELD = {Withheld.REFUSED: LeftOut.REFUSED, Withheld.BY_HAND: LeftOut.BY_HAND}


def _unknown(_: ImagePart) -> None:
    """What a picture costs where nobody knows."""


class PictureRules(NamedTuple):
    """Which pictures go, and where.

    Attributes:
        newest: One of `RULES`; those of the last question go always.
        first: Whether they go before everything else.
        context: Tokens of the model's context; 0 when not known.
        weigh: About how many tokens a picture costs; None where that is not known.
    """

    newest: int = 0
    first: bool = False
    context: int = 0
    weigh: Callable[[ImagePart], int | None] = _unknown


ALL_PICTURES = PictureRules()


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
    rules: PictureRules = ALL_PICTURES,
    session: str = "",
    modalities: tuple[str, ...] = (),
) -> Projection:
    """What goes to `model` of the messages of a branch, oldest first.

    Text goes before files, and these before pictures (reference/openrouter-api.md §7.1), unless all pictures are wanted
    in a system message before everything else, as is said there too. In the place of pictures that
    are left out stands a short note. Answers without text (failed, or stopped early) are left out, and so is a question
    that moderation refused, once another one follows; reasoning goes back only to the model that made it (§3.6).
    """
    old = _old(branch, rules)
    outgoing, pictured = [], []
    left_out: Counter[LeftOut] = Counter()
    for index, message in enumerate(branch):
        if message.role is Role.ASSISTANT:
            parts = _answer_parts(message, model)
        else:
            why = _why(message, sees=sees_pictures, old=old[index])
            missing = Counter(reason for reason in why if reason)
            left_out += missing
            images = [image for image, reason in zip(message.images, why, strict=True) if reason is None]
            parts = [*_texts(message), *(TextPart(_note(count, reason)) for reason, count in missing.items()), *images]
            if _is_refused(branch, index):
                continue
            pictured += [message.id] if images else []
        if parts:
            outgoing.append(OutgoingMessage(message.role, tuple(parts)))
    messages = _pictures_first(outgoing) if rules.first else outgoing
    request = ChatRequest(model, tuple(messages), session=session, modalities=modalities)
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


def _why(message: Message, *, sees: bool, old: int) -> list[LeftOut | None]:
    """Why each picture is left out, None for those that are sent; the first ones are too old."""
    if not sees:
        return [LeftOut.UNSEEN] * len(message.images)
    return [
        _WITHHELD.get(image.withheld) or (LeftOut.OLD if place < old else None)
        for place, image in enumerate(message.images)
    ]


def _old(branch: Sequence[Message], rules: PictureRules) -> list[int]:
    """How many pictures of each message, its first ones, are older than the newest ones that there is room for."""
    room, weigh = _room(branch, rules)
    found = [0] * len(branch)
    last = True
    for index in range(len(branch) - 1, -1, -1):
        message = branch[index]
        if message.role is Role.ASSISTANT:
            continue
        for place in range(len(message.images) - 1, -1, -1):
            room -= weigh(message.images[place])
            if room < 0 and not last:
                found[index] = place + 1
                room = -inf  # the smaller ones before it do not go either
                break
        last = False
    return found


def _room(branch: Sequence[Message], rules: PictureRules) -> tuple[float, Callable[[ImagePart], int]]:
    """How much there is room for, and how much of it a picture takes."""
    if rules.newest != FITTING:
        return rules.newest or inf, lambda _: 1
    if not rules.context:
        return inf, lambda _: 0
    letters = sum(message.size + sum(file.characters for file in message.files) for message in branch)
    return rules.context * FOR_PICTURES - letters / LETTERS, lambda image: _weight(image, rules)


def _weight(image: ImagePart, rules: PictureRules) -> int:
    """Nothing where a picture is not sent anyway, or nobody knows."""
    return 0 if image.withheld else rules.weigh(image) or 0


def _pictures_first(messages: Sequence[OutgoingMessage]) -> list[OutgoingMessage]:
    """All pictures in one message before the others; in their places stands which of them belong there."""
    ahead: list[Part] = []
    others = []
    for message in messages:
        images = [part for part in message.parts if isinstance(part, ImagePart)]
        texts = tuple(part for part in message.parts if not isinstance(part, ImagePart))
        if images:
            texts += (TextPart(_place(len(ahead) + 1, len(ahead) + len(images))),)
        ahead += images
        others.append(OutgoingMessage(message.role, texts))
    return [OutgoingMessage(Role.SYSTEM, (TextPart(AHEAD), *ahead)), *others] if ahead else others


def _place(first: int, last: int) -> str:
    return f"[picture {first} of those above]" if first == last else f"[pictures {first} to {last} of those above]"


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
