"""Messages, and the receipt of an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal  # noqa: TC003 - stored receipts are decoded by these annotations
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.parts import (
    Attached,
    CitationPart,
    Engine,
    ImagePart,
    LostPart,
    Media,
    MediaPart,
    Missing,
    ParsedPart,
    Part,
    ReasoningPart,
    TextFilePart,
    TextPart,
    Withheld,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container
    from datetime import datetime

    from desktop.domain.errors import Failure

FEWEST_TOKENS = 10  # for which a pace is worth a word
SHORTEST = 0.3  # seconds


class Role(StrEnum):
    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


class State(StrEnum):
    """How a message stands. Every answer ends in exactly one of the last four."""

    STREAMING = "streaming"
    COMPLETE = "complete"
    STOPPED = "stopped"  # by the person
    CUT_OFF = "cut off"  # by the connection, by a crash, or by the output limit
    FAILED = "failed"  # by an error that the endpoint named

    @property
    def is_unfinished(self) -> bool:
        """Whether an answer ended before its end."""
        return self in {State.STOPPED, State.CUT_OFF, State.FAILED}


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens as counted by the provider, and USD as charged; None where the endpoint did not say.

    Attributes:
        completion_tokens: Those of the reasoning included.
        own_key: The provider was paid by the person's own key (BYOK); `cost` is then the endpoint's fee alone.
        upstream_cost: What the provider asked of the endpoint or, with `own_key`, of the person.
        sent: All that the endpoint said of it, as it said it: a JSON object; "" when that is not known.
    """

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    reasoning_tokens: int | None = None
    cached_tokens: int | None = None
    cost: Decimal | None = None
    own_key: bool | None = None
    upstream_cost: Decimal | None = None
    sent: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What is known of how an answer was made.

    Attributes:
        generation: The endpoint's id of the answer (`gen-…`).
        model: The model that answered; it may differ from the one asked.
        provider: Display name of who ran the model.
        finish_reason: `stop`, `length`, `content_filter`, `error` …; empty when none came.
        native_finish_reason: The provider's own word; shown, and nothing that is sent goes by it, but that it can
            clear a question of what a filter took away.
        first_token: Seconds from request to the first content.
        seconds: Seconds from request to the end.
        thought: Seconds in which the reasoning came, up to the first words of the answer; None when none came.
        left_out: What was not sent with the question, why, and how many of it.
        reread: How many PDFs were read by `engine`, and not as it was chosen when they were sent first.
    """

    generation: str = ""
    model: str = ""
    provider: str = ""
    finish_reason: str = ""
    native_finish_reason: str = ""
    usage: Usage | None = None
    first_token: float | None = None
    seconds: float | None = None
    thought: float | None = None
    left_out: tuple[tuple[Missing, int], ...] = ()
    reread: int = 0
    engine: Engine = Engine.UNSET

    def pace(self, *, thought_aloud: bool) -> float | None:
        """Tokens a second once they came; None when too few came to tell, or nearly all at once.

        Args:
            thought_aloud: The reasoning arrived too. Otherwise its tokens were made before the first content.
        """
        usage = self.usage
        if usage is None or usage.completion_tokens is None or self.first_token is None or self.seconds is None:
            return None
        tokens = usage.completion_tokens - (0 if thought_aloud else usage.reasoning_tokens or 0)
        seconds = self.seconds - self.first_token
        return tokens / seconds if tokens >= FEWEST_TOKENS and seconds >= SHORTEST else None


@dataclass(frozen=True, slots=True)
class Message:
    """A question or an answer, as one node of a conversation's tree.

    Attributes:
        id: Unique, 32 hex digits.
        parent: The message that this one follows; empty for the first of a conversation.
        created: UTC.
        model: The model asked (answers only).
        failure: Why the answer is cut off or failed.
    """

    id: str
    parent: str
    role: Role
    parts: tuple[Part, ...]
    created: datetime
    state: State = State.COMPLETE
    model: str = ""
    receipt: Receipt | None = None
    failure: Failure | None = None

    @property
    def text(self) -> str:
        """All that was said, without reasoning; Markdown for answers."""
        return "\n\n".join(part.text for part in self.parts if isinstance(part, TextPart))

    @property
    def size(self) -> int:
        """Characters of all that was said, about."""
        return sum(len(part.text) for part in self.parts if isinstance(part, TextPart))

    @property
    def attached(self) -> tuple[Attached, ...]:
        """Pictures and files, in their order."""
        return tuple(part for part in self.parts if isinstance(part, Attached))

    @property
    def files(self) -> tuple[TextFilePart | MediaPart, ...]:
        """All that is attached but pictures."""
        return tuple(part for part in self.parts if isinstance(part, TextFilePart | MediaPart))

    @property
    def media(self) -> tuple[Media, ...]:
        """All that is attached but texts."""
        return tuple(part for part in self.parts if isinstance(part, Media))

    @property
    def images(self) -> tuple[ImagePart, ...]:
        return tuple(part for part in self.parts if isinstance(part, ImagePart))

    def withholding(self, why: Withheld, what: Container[Media] | None = None) -> Message:
        """The same message, of which all pictures and the like, or these, are sent no more, or again with `NO`."""
        held = self.media if what is None else what
        parts = (
            replace(part, withheld=why) if isinstance(part, Media) and part in held else part for part in self.parts
        )
        return replace(self, parts=tuple(parts))

    def exchanging(self, place: str, made: Callable[[ImagePart], ImagePart]) -> Message:
        """The same message, with what is made of a picture in its place: see `ImagePart.awaits`."""
        parts = (made(part) if isinstance(part, ImagePart) and part.awaits(place) else part for part in self.parts)
        return replace(self, parts=tuple(parts))

    @property
    def citations(self) -> tuple[CitationPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, CitationPart))

    @property
    def lost(self) -> int:
        """How many pictures came that could not be read or stored."""
        return sum(part.pictures for part in self.parts if isinstance(part, LostPart))

    @property
    def parsed(self) -> tuple[ParsedPart, ...]:
        return tuple(part for part in self.parts if isinstance(part, ParsedPart))

    @property
    def reasoning(self) -> str:
        return "".join(part.text for part in self.parts if isinstance(part, ReasoningPart))
