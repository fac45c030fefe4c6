"""What is asked of an endpoint, before it becomes JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.parts import Engine, ImagePart, MediaPart, TextFilePart, TextPart

if TYPE_CHECKING:
    from desktop.domain.message import Role
    from desktop.domain.parts import Attached, Part


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    """Parts of a message, reasoning and the like only where it goes back."""

    role: Role
    parts: tuple[Part, ...]

    @property
    def content(self) -> tuple[TextPart | Attached, ...]:
        """What is said and shown, as it goes out: text before all else (reference/openrouter-api.md §7.1)."""
        texts = [part for part in self.parts if isinstance(part, TextPart | TextFilePart)]
        return (*texts, *(part for part in self.parts if isinstance(part, ImagePart | MediaPart)))


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
