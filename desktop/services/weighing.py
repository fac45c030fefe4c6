"""What a chat needs of its model, weighed beside the loop where it is long, and what a model makes of pictures."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from functools import partial
from itertools import islice
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.attachment import Choice, Preparation
from desktop.domain.edits import edited_size
from desktop.domain.fit import Need, Weight, together, weigh
from desktop.domain.message import Message
from desktop.domain.observable import Observable
from desktop.domain.parts import ImagePart, LeftOut, Modality, TextFilePart
from desktop.domain.picture import Change
from desktop.domain.picture_rules import PictureRules
from desktop.domain.text_file import LETTERS
from desktop.domain.vision import Detail, Estimate, Quality, fitted, plan_for
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from desktop.domain.attachment import Attachment
    from desktop.domain.conversation import Conversation, Unread
    from desktop.domain.model import Model
    from desktop.domain.vision import Sight
    from desktop.services.preferences import Preferences
    from desktop.services.tasks import TaskScope

    Weights = Mapping[str, tuple[Message | Unread, Weight]]  # by the messages' ids, with what was weighed

NOTHING: Mapping[Quality, Made] = MappingProxyType({})
CALM = 0.3  # seconds in which a long chat that was opened is painted first
SHORT = 200  # unread messages that are read and weighed within a frame


class Weighing:
    """Knows one chat at a time.

    Args:
        sights: How models read pictures, see `family_of`.
        tasks: Where a long chat is weighed: whatever endpoint is used meanwhile, it weighs the same.

    Attributes:
        changed: What a long chat needs is known now.
    """

    def __init__(self, sights: Mapping[str, Sight], tasks: TaskScope) -> None:
        self._sights = sights
        self._tasks = tasks
        self.changed: Observable[[]] = Observable()
        self._wanted: Conversation | None = None
        self._known: Conversation | None = None  # what was weighed last
        self._need = Need()
        self._weights: Weights = {}
        self._busy = False

    def need(self, chat: Conversation) -> Need:
        """What a chat needs, without what stands in its composer; of a long one, as far as that is known."""
        if self._wanted is None or self._wanted.id != chat.id:
            self._weights, self._need = {}, Need()
        self._wanted = chat
        if not _are_alike(chat, self._known):
            if self._is_quick(chat):
                self._take(chat, *_weighed(chat, self._weights, self._sights))
            elif not self._busy:
                self._tasks.start(self._weigh(), "needs")
        return self._need

    def _is_quick(self, chat: Conversation) -> bool:
        unweighed = (chat.messages.stored(it) for it in chat.branch_ids() if it not in self._weights)
        unread = (it for it in unweighed if not isinstance(it, Message))
        return next(islice(unread, SHORT, None), None) is None

    async def _weigh(self) -> None:
        """Weigh until what is on view is weighed."""
        self._busy = True
        try:
            await asyncio.sleep(CALM)
            while (chat := self._wanted) is not None and not _are_alike(chat, self._known):
                found = await on_thread(partial(_weighed, chat, self._weights, self._sights), "needs")
                if self._wanted is not None and self._wanted.id == chat.id:
                    self._take(chat, *found)
        finally:
            self._busy = False
        self.changed.emit()

    def _take(self, chat: Conversation, weights: Weights, need: Need) -> None:
        self._known, self._weights, self._need = chat, weights, need


def _are_alike(chat: Conversation, known: Conversation | None) -> bool:
    """Whether both have the same branch of the same messages."""
    return known is not None and chat.messages is known.messages and chat.leaf == known.leaf


def _weighed(chat: Conversation, known: Weights, sights: Mapping[str, Sight]) -> tuple[Weights, Need]:
    """Weights of a chat's branch, and what they are together; what is unread is read, but not kept."""
    weights: dict[str, tuple[Message | Unread, Weight]] = {}
    for message_id in chat.branch_ids():
        stored = chat.messages.stored(message_id)
        before = known.get(message_id)
        if before is not None and before[0] is stored:
            weights[message_id] = before
        else:
            weights[message_id] = stored, weigh(stored if isinstance(stored, Message) else stored.read(), sights)
    return weights, together([weight for _, weight in weights.values()])


def estimated(part: ImagePart | TextFilePart, sight: Sight, model: Model | None) -> Estimate | None:
    """What a picture or a text costs with a model that sees so; None where nothing can be told, or it is not sent."""
    price = model.price("prompt") if model else None
    if isinstance(part, TextFilePart):
        letters = ceil(part.characters / LETTERS)
        return Estimate(letters, _cost(letters, price))
    if model is not None and model.takes(Modality.IMAGE) is False:
        return None
    tokens = sight.tokens(part.width, part.height, part.detail)
    if tokens is None and not sight.detailed:
        return None
    read = 0 if tokens is None else sight.read_edge(part.width, part.height, part.detail)
    return Estimate(tokens, _cost(tokens, price), sight.detailed, read)


def _cost(tokens: int | None, price: Decimal | None) -> Decimal | None:
    return None if tokens is None or price is None else tokens * price


class Made(NamedTuple):
    """Pixels and bytes of a picture; 0 bytes where they are not known."""

    width: int
    height: int
    size: int = 0


def choices_of(
    chip: Attachment,
    sight: Sight,
    estimate: Callable[[ImagePart], Estimate | None],
    known: Mapping[Quality, Made] = NOTHING,
) -> tuple[Choice, ...]:
    """What can be chosen to be sent of a picture to a model that sees so, and what it costs.

    Of other qualities no more can be computed than pixels, where they are not `known`.
    """
    if chip.image is None or chip.quality is None:
        return ()
    choices, seen = [], edited_size(chip.edits, chip.given or (chip.image.width, chip.image.height))
    for quality in Quality:
        image = chip.image
        if quality is not chip.quality or chip.preparation is not Preparation.READY:
            made = known.get(quality) or Made(*fitted(*seen, plan_for(quality, sight).edge))
            image = replace(image, **made._asdict())
        choices.append(Choice(quality, image.width, image.height, image.size, estimate(image)))
    return tuple(choices)


def details_of(
    image: ImagePart, estimate: Callable[[ImagePart], Estimate | None]
) -> tuple[tuple[Detail, Estimate], ...]:
    """What a picture costs with each detail that can be asked for, where that is known."""
    costs = ((detail, estimate(replace(image, detail=detail))) for detail in Detail)
    return tuple((detail, cost) for detail, cost in costs if cost is not None and cost.tokens is not None)


def rules_for(preferences: Preferences, sight: Sight, model: Model | None) -> PictureRules:
    """Which pictures a model that sees so gets, as the person prefers it."""
    return PictureRules(
        preferences.newest_pictures,
        preferences.pictures_first,
        model.length if model else 0,
        lambda image: sight.tokens(image.width, image.height, image.detail),
        partial(_unfit, sight),
    )


def _unfit(sight: Sight, image: ImagePart) -> LeftOut | None:
    """Why a picture that was made for another model is refused by one that sees so; None where it is not."""
    if 0 < sight.most < image.size:
        return LeftOut.TOO_LARGE
    if sight.animated is False and image.frames.film and Change.STILL not in image.changes:
        return LeftOut.FORMAT
    return LeftOut.FORMAT if sight.takes(image.media_type) is False else None
