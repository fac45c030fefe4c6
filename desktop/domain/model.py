"""A model, as a model list states it. What the list does not say is None or empty here, and never guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeVar, dataclass_transform

from desktop.domain.pricing import Pricing

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

NOT_PLANNED: Final = date(2098, 12, 31)  # a removal that lists state where none is planned (§2.2)

ARTIFICIAL_ANALYSIS: Final = "artificial_analysis"  # the source of the indices, by its name on the wire (§2.2)
INDICES: Final = ("intelligence", "coding", "agentic")
MOST_INDEX: Final = 1_000_000  # the highest are about 100; far more is damage


def place_of(base_url: str) -> str:
    """Host and port of a base URL, in small letters, under which models are searched for; empty for an empty one."""
    return base_url.partition("://")[2].partition("/")[0].lower()


def paths_of(base_urls: Collection[str]) -> dict[str, str]:
    """Longer names for those that share host and port with another one, such as endpoints behind one proxy."""
    sharing = Counter(map(place_of, base_urls))
    return {url: url.partition("://")[2].lower() for url in base_urls if sharing[place_of(url)] > 1}


T = TypeVar("T")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def _frozen_when_checked(shape: type[T]) -> type[T]:
    """A dataclass that mypy keeps from being changed. To do that at run time, making 10,000 took 25 ms more."""
    return dataclass(slots=True)(shape)


@dataclass(frozen=True, slots=True)
class Reasoning:
    """How a model thinks before it answers (reference/openrouter-api.md §2.2).

    Attributes:
        efforts: Accepted efforts, highest first; None when there is no list of allowed ones.
        takes_budget: Whether the thinking can be limited to a number of tokens.
    """

    mandatory: bool | None = None
    efforts: tuple[str, ...] | None = None
    default_effort: str = ""
    default_enabled: bool | None = None
    takes_budget: bool | None = None


class AliasTarget(NamedTuple):
    """The model that a `~…-latest` name stands for at the moment."""

    name: str
    slug: str


@_frozen_when_checked
class Model:
    """One row of a model list. Lengths are tokens, dates are UTC; names and texts are foreign plain text.

    Attributes:
        id: What is sent as `model`.
        created: When it was listed.
        context_length: None when not stated, which `0` on the wire means as well.
        input_modalities, output_modalities: Empty when the list does not speak of them.
        provider_context_length, max_completion_tokens, is_moderated: Limits of the top provider; its context
            may differ from the model's own.
        expiration_date: Planned removal; NOT_PLANNED where the list says so.
        links: Where the API tells more, as paths from the host's root.
        more: Whatever else the row has, by its name on the wire (`pricing.discount` for what stands deeper).
        retired: The day on which it was listed last, when it no longer is.
        excluded: The settings of the person's account keep it from being asked (§2.6); None while that is not known.
        connection: Base URL of the endpoint that lists it, where that is another one than the one that is used.
        path: A longer name of that endpoint, where it shares host and port with another one.
    """

    id: str
    name: str
    canonical_slug: str = ""
    created: datetime | None = None
    description: str = ""
    context_length: int | None = None
    input_modalities: tuple[str, ...] = ()
    output_modalities: tuple[str, ...] = ()
    tokenizer: str = ""
    instruct_type: str = ""
    pricing: Pricing = field(default_factory=Pricing)
    provider_context_length: int | None = None
    max_completion_tokens: int | None = None
    is_moderated: bool | None = None
    per_request_limits: Mapping[str, Any] = field(default_factory=dict)
    supported_parameters: tuple[str, ...] = ()
    default_parameters: Mapping[str, Any] = field(default_factory=dict)
    supported_voices: tuple[str, ...] = ()
    knowledge_cutoff: date | None = None
    expiration_date: date | None = None
    hugging_face_id: str = ""
    reasoning: Reasoning | None = None
    benchmarks: Mapping[str, Any] = field(default_factory=dict)
    alias_target: AliasTarget | None = None
    links: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)
    retired: date | None = None
    excluded: bool | None = None
    connection: str = ""
    path: str = ""

    @property
    def place(self) -> str:
        """Where it can be asked, if that is elsewhere."""
        return self.path or place_of(self.connection)

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from all others: connections may list the same id."""
        return self.connection, self.id

    @property
    def author(self) -> str:
        """The part of the id before its slash, in small letters; empty when it has none."""
        author, slash, _ = self.id.lower().removeprefix("~").partition("/")
        return author if slash else ""

    @property
    def length(self) -> int:
        """Tokens that a question and its answer have room for; 0 where that is not stated."""
        return self.context_length or self.provider_context_length or 0

    def excess(self, tokens: int) -> int:
        """How many of so many tokens, the answer among them, it has no room for, as far as is stated."""
        return max(0, tokens - self.length) if self.length else 0

    def cut(self, answer: int) -> int:
        """How many tokens of such an answer never come, as far as is stated."""
        return max(0, answer - self.max_completion_tokens) if self.max_completion_tokens else 0

    def takes(self, modality: str) -> bool | None:
        """None when the list does not state modalities, as plain OpenAI lists do not."""
        return modality in self.input_modalities if self.input_modalities else None

    @property
    def sees_pictures(self) -> bool | None:
        return self.takes("image")

    @property
    def is_batch(self) -> bool:
        """Usable through the Batch API alone."""
        return self.id.endswith(":batch")

    @property
    def free(self) -> bool:
        """The only safe sign: rows with prices of zero may still charge by the song or by the clip (§2.4)."""
        return self.id.endswith(":free") or self.id == "openrouter/free"

    def price(self, name: str) -> Decimal | None:
        """USD per unit, by the name on the wire; None where that varies, or is stated as zero and not free (§2.4)."""
        stated = self.pricing.prices.get(name)
        return stated if isinstance(stated, Decimal) and (stated or self.free) else None

    @property
    def thinks(self) -> int | None:
        """2 for always, 1 for on demand; the block or the parameter may be missing, either will do (§2.2)."""
        if self.reasoning and self.reasoning.mandatory:
            return 2
        return 1 if self.reasoning or "reasoning" in self.supported_parameters else None

    def benchmark(self, index: str) -> float | None:
        """One of INDICES; None where the list has no number for it."""
        figures = self.benchmarks.get(ARTIFICIAL_ANALYSIS)
        stated = figures.get(f"{index}_index") if isinstance(figures, dict) else None
        if isinstance(stated, bool) or not isinstance(stated, (int, float)):
            return None
        return float(stated) if -MOST_INDEX <= stated <= MOST_INDEX else None  # NaN is neither

    @property
    def speaks(self) -> bool:
        """Whether text comes out, as far as is known; else pictures or sound alone."""
        return not self.output_modalities or "text" in self.output_modalities

    @property
    def chat_ready(self) -> bool:
        """Whether it can be offered for a chat: not for batches, and text or pictures come out as far as is known."""
        return not self.is_batch and (self.speaks or "image" in self.output_modalities)
