"""What is asked of an endpoint, before it becomes JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.parts import Engine

if TYPE_CHECKING:
    from desktop.domain.message import Role
    from desktop.domain.parts import Part


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """Parts in the order in which they go out: text before all else, reasoning and the like only where it goes back."""

    role: Role
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class ChatRequest:
    """A question to a model. What is not set here is not sent: the provider's default applies.

    Attributes:
        session: Groups the requests of a conversation, so that prompt caches are found again (§3.1).
        modalities: Sent only for models that answer with more than text.
        engine: Who reads the PDFs, where the endpoint can be told.
    """

    model: str
    messages: tuple[OutgoingMessage, ...]
    stream: bool = True
    session: str = ""
    modalities: tuple[str, ...] = ()
    engine: Engine = Engine.UNSET
