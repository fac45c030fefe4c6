"""History and model → what is sent, and what is left out. A conversation never gets stuck on a picture."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, ReasoningPart, TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.message import Message
    from desktop.domain.parts import Part


@dataclass(frozen=True, slots=True)
class Projection:
    """A request, and the number of pictures left out of it by the id of their message."""

    request: ChatRequest
    left_out: Mapping[str, int] = field(default_factory=dict)


def pictures_in(branch: Sequence[Message]) -> int:
    return sum(len(message.images) for message in branch if message.role is Role.USER)


def project(
    branch: Sequence[Message],
    model: str,
    *,
    sees_pictures: bool,
    session: str = "",
    modalities: tuple[str, ...] = (),
) -> Projection:
    """What goes to `model` of the messages of a branch, oldest first.

    Text goes before pictures (reference/openrouter-api.md §7.1). A model that cannot see gets a short note in
    their place. Answers without text (failed, or stopped early) are left out; reasoning goes back only to the
    model that made it (§3.6).
    """
    outgoing = []
    left_out = {}
    for message in branch:
        parts = _answer_parts(message, model) if message.role is Role.ASSISTANT else _question_parts(message)
        pictures = [part for part in parts if isinstance(part, ImagePart)]
        if pictures and not sees_pictures:
            left_out[message.id] = len(pictures)
            kept = [part for part in parts if not isinstance(part, ImagePart)]
            parts = [*kept, TextPart(_note(len(pictures)))]
        if parts:
            outgoing.append(OutgoingMessage(message.role, tuple(parts)))
    request = ChatRequest(model, tuple(outgoing), session=session, modalities=modalities)
    return Projection(request, left_out)


def _question_parts(message: Message) -> list[Part]:
    text: list[Part] = [part for part in message.parts if isinstance(part, TextPart) and part.text]
    return text + list(message.images)


def _answer_parts(message: Message, model: str) -> list[Part]:
    if not message.text:
        return []
    same_model = message.model == model
    return [
        part
        for part in message.parts
        if isinstance(part, TextPart) or (isinstance(part, ReasoningPart) and part.details and same_model)
    ]


def _note(count: int) -> str:
    """For the model's eyes, hence English in every language of the interface."""
    return f"[{count} picture{'s' if count > 1 else ''} left out: this model cannot see pictures]"
