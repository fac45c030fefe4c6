"""Whether a model suits an open conversation, why not and by how much. What is not stated stands against no model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache
from math import log10
from operator import attrgetter
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.cost import PICTURE_TOKENS
from desktop.domain.families import ROUTER, plain_id
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, LeftOut, MediaPart, Modality, TextFilePart
from desktop.domain.projection import lacking
from desktop.domain.reckoned import SUITS, Reckoned
from desktop.domain.text_file import LETTERS
from desktop.domain.vision import family_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from desktop.domain.message import Message
    from desktop.domain.model import Model
    from desktop.domain.parts import Attached
    from desktop.domain.vision import Sight

SOON = 30  # days: a chat goes on for weeks, not for months
TOKEN_BYTES = 4  # of UTF-8, on average over languages and tokenizers
# In descriptions of models that only say whether a text is harmless.
JUDGES = ("content safety", "safeguard model", "safety reasoning model")
_STATED = attrgetter(  # all that `misfits` looks at, beside the length for a model
    *("retired", "excluded", "is_batch", "expiration_date", "connection", "input_modalities", "output_modalities"),
    *("context_length", "provider_context_length", "supported_parameters"),
)
UNLIKE = 2.0  # how far apart prices are of which one is not known: a factor of a hundred


class Lack(Enum):
    """What a model lacks; the first ones weigh most."""

    RETIRED = "retired"  # it was listed last on a day
    EXCLUDED = "excluded"  # the account's settings exclude it
    BATCH = "batch"  # it answers batch requests only
    EXPIRED = "expired"  # so many days ago
    PICTURES = "pictures"  # it cannot see so many of the chat
    INPUT = "input"  # it does not take what else is in the chat, by name
    CONTEXT = "context"  # so many tokens too small
    MODALITY = "modality"  # it does not answer with what is wanted, by name
    TOOLS = "tools"  # it calls none
    PARAMETER = "parameter"  # it ignores one that is set, by name
    EXPIRES = "expires"  # in so many days


@dataclass(frozen=True, slots=True)
class Misfit:
    """One reason why a model does not suit; `amount`, `name` and `day` as the kind says."""

    kind: Lack
    amount: int = 0
    name: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """What a conversation asks of its model: what is in it, and nothing that stands elsewhere.

    How long the next answer will be nobody knows; what costs are told for says nothing of it.

    Attributes:
        pictures: How many are in it.
        tokens: Its length without the pictures that nobody counted; an estimate, as every model counts in its own way.
        inputs: Modalities that the model has to take, beside text and pictures.
        outputs: Modalities that must come out.
        parameters: Those that are set, by their names on the wire.
        tools: The model has to call tools.
        seen: Tokens that those pictures cost, by the family of the model, see `family_of`; "" is for all others.
        parsing: Connections that read PDFs for models that do not, as models name theirs.
    """

    pictures: int = 0
    tokens: int = 0
    outputs: frozenset[str] = frozenset()
    parameters: frozenset[str] = frozenset()
    tools: bool = False
    inputs: frozenset[str] = frozenset()
    seen: Mapping[str, int] = field(default_factory=dict)
    parsing: frozenset[str] = frozenset()

    def tokens_of(self, model: Model) -> int:
        """Its length for a model."""
        return self.tokens + self.seen.get(family_of(model, self.seen), self.seen.get("", 0))


class Weight(NamedTuple):
    """What a message adds to what its chat needs.

    Attributes:
        counted: Tokens of the chat up to its end, as the provider counted them; 0 when it did not.
        tokens: Its own without pictures; an estimate.
        seen: What these cost, as in a `Need`.
        pictures: How many were asked with.
        inputs: Modalities of the files that were asked with, beside text and pictures.
        without: Modalities that an answer was given without, as its model does not take them.
    """

    counted: int
    tokens: int
    seen: Mapping[str, int]
    pictures: int
    inputs: frozenset[str]
    without: frozenset[str] = frozenset()

    def lacking(self, modalities: frozenset[str]) -> Weight:
        """What is left without what is of these; mostly there is none, and ten thousand are looked at at once."""
        if not modalities:
            return self
        without = self._replace(inputs=self.inputs - modalities)
        return without._replace(pictures=0, seen=NOTHING.seen) if Modality.IMAGE in modalities else without


NOTHING = Weight(0, 0, MappingProxyType({}), 0, frozenset())  # one for all: ten thousand would take megabytes


def weigh(message: Message, sights: Mapping[str, Sight]) -> Weight:
    """What a message adds, with models that see so; long texts take their time."""
    attached = [part for part in message.attached if isinstance(part, TextFilePart) or not part.withheld]
    asked = _attached(attached if message.role is Role.USER else (), sights)
    left_out = message.receipt.left_out if message.receipt else ()
    without = frozenset(missing.what for missing, _ in left_out if missing.why is LeftOut.NOT_TAKEN)
    return asked._replace(counted=_counted(message), tokens=asked.tokens + _tokens(message.text), without=without)


def together(weights: Sequence[Weight]) -> Need:
    """What a branch needs, oldest message first, without what stands in the composer.

    Up to the last answer whose tokens were counted, its model's count is taken; what follows is estimated. What a
    question was answered without is not needed.
    """
    weights = [asked.lacking(answer.without) for asked, answer in zip(weights, [*weights[1:], NOTHING], strict=False)]
    tokens, seen = 0, Counter[str]()
    for weight in reversed(weights):
        if weight.counted:
            tokens += weight.counted
            break
        tokens += weight.tokens
        if weight.seen:  # mostly there is none, and ten thousand are looked at at once
            seen.update(weight.seen)
    inputs = frozenset[str]().union(*{weight.inputs for weight in weights})
    return Need(sum(weight.pictures for weight in weights), tokens, inputs=inputs, seen=seen)


def with_composer(need: Need, draft: str, attached: Sequence[Attached], sights: Mapping[str, Sight]) -> Need:
    """What a chat needs with the text and the files in the composer."""
    more = _attached(attached, sights)
    return replace(
        need,
        pictures=need.pictures + more.pictures,
        tokens=need.tokens + more.tokens + _tokens(draft),
        inputs=need.inputs | more.inputs,
        seen=Counter(more.seen) + Counter(need.seen),
    )


def _attached(parts: Sequence[Attached], sights: Mapping[str, Sight]) -> Weight:
    """What is attached adds."""
    if not parts:
        return NOTHING
    images = [part for part in parts if isinstance(part, ImagePart)]
    inputs = frozenset(part.modality for part in parts if isinstance(part, MediaPart))
    return Weight(0, sum(map(_file_tokens, parts)), _seen(images, sights), len(images), inputs)


def _seen(images: Sequence[ImagePart], sights: Mapping[str, Sight]) -> Mapping[str, int]:
    """What pictures cost with each family, as their chips say it; the usual where that cannot be told."""
    if not images:
        return NOTHING.seen
    costs = {name: sum(_cost(image, sight) for image in images) for name, sight in sights.items()}
    return {"": PICTURE_TOKENS * len(images), **costs}


def _cost(image: ImagePart, sight: Sight) -> int:
    tokens = sight.tokens(image.width, image.height, image.detail)
    return PICTURE_TOKENS if tokens is None else tokens


def _file_tokens(part: Attached) -> int:
    """Tokens of a text file; 0 for all else that is attached."""
    return -(-part.characters // LETTERS) if isinstance(part, TextFilePart) else 0


def _counted(message: Message) -> int:
    """Tokens up to the end of an answer, as the provider counted them; 0 when it did not."""
    usage = message.receipt.usage if message.role is Role.ASSISTANT and message.receipt else None
    return (usage.prompt_tokens or 0) + (usage.completion_tokens or 0) if usage and usage.prompt_tokens else 0


def _tokens(text: str) -> int:
    return -(-len(text.encode(errors="replace")) // TOKEN_BYTES)


def misfits(model: Model, need: Need, today: date) -> tuple[Misfit, ...]:
    """Why a model does not suit, the weightiest reason first; nothing when it does. `today` is a day in UTC."""
    missing = model.excess(need.tokens_of(model))
    end = None if model.retired else model.expiration_date  # what is gone goes no more
    left = (end - today).days if end else SOON + 1
    outputs = sorted(need.outputs - set(model.output_modalities)) if model.output_modalities else []
    known = set(model.supported_parameters)
    ignored = sorted(need.parameters - known) if known else []
    inputs = sorted(need.inputs & lacking(model.input_modalities, parses=model.connection in need.parsing))
    found = [
        Misfit(Lack.RETIRED, day=model.retired) if model.retired else None,
        Misfit(Lack.EXCLUDED) if model.excluded else None,
        Misfit(Lack.BATCH) if model.is_batch else None,
        Misfit(Lack.EXPIRED, -left) if left < 0 else None,
        Misfit(Lack.PICTURES, need.pictures) if need.pictures and model.sees_pictures is False else None,
        *(Misfit(Lack.INPUT, name=name) for name in inputs),
        Misfit(Lack.CONTEXT, missing) if missing else None,
        *(Misfit(Lack.MODALITY, name=name) for name in outputs),
        Misfit(Lack.TOOLS) if need.tools and known and "tools" not in known else None,
        *(Misfit(Lack.PARAMETER, name=name) for name in ignored),
        Misfit(Lack.EXPIRES, left) if 0 <= left <= SOON else None,
    ]
    return tuple(misfit for misfit in found if misfit)


def severities(need: Need, today: date) -> Reckoned:
    """By what models are sorted that suit more or less."""
    return Reckoned(lambda model: _severity(misfits(model, need, today)), judged_by(frozenset(need.seen)))


def families_of(sights: Iterable[str]) -> frozenset[str]:
    """Those that a chat with pictures costs something, with models that see so."""
    return frozenset({"", *sights})


@lru_cache(maxsize=2)  # without pictures and with them
def judged_by(families: frozenset[str]) -> Callable[[Model], object]:
    """Tells all of a model that counts for whether it suits, where pictures cost so many families something."""
    return (lambda model: (_STATED(model), family_of(model, families))) if families else _STATED


def _severity(found: Sequence[Misfit]) -> tuple[int, ...]:
    """The weightiest reason, by how much, then how many there are."""
    if not found:
        return SUITS
    first, kinds = found[0], [*Lack]
    amount = -first.amount if first.kind is Lack.EXPIRES else first.amount
    return len(kinds) - kinds.index(first.kind), amount, len(found)


def nearest(model: Model, models: Iterable[Model], need: Need, today: date) -> Model | None:
    """Of the chat models that suit, the one most like this one, of its own connection if there is one.

    None when none suits. One that only draws is none, and none that talks is near to one that only judges texts. Where
    this one is too small, none is that does not state how much it takes in.
    """
    small = model.excess(need.tokens_of(model)) > 0
    suited = [
        other
        for other in models
        if other.chat_ready and other.speaks and other.key != model.key and not misfits(other, need, today)
        if other.length or not small
    ]
    judges = _judges(model)

    def far(other: Model) -> tuple[bool, bool, float]:
        return other.connection != model.connection, _judges(other) is not judges, _unlike(model, other)

    return min(suited, key=far, default=None)


def _judges(model: Model) -> bool:
    """As its description says: lists state it in no other field, and a name promises nothing."""
    description = model.description.lower()
    return any(words in description for words in JUDGES)


def _unlike(model: Model, other: Model) -> float:
    """How far one is from a model that would stand for it; powers of ten of prices and lengths count like an author.

    What the other one takes more, and what old lists do not state, sets nothing apart. Another way to ask the same
    model is nearer than all else. A row that stands for other models is like none, unless its target is stated and
    another model is wanted for it.
    """
    if plain_id(model.id) == plain_id(other.id):
        return 0
    words = _words(model)
    return (
        (model.author != other.author)
        + len(words - _words(other)) / len(words)
        + ((model.tokenizer == ROUTER and model.alias_target is None) != (other.tokenizer == ROUTER))
        + len(set(model.input_modalities) & lacking(other.input_modalities, parses=True)) / 2
        + len(set(model.output_modalities) ^ set(other.output_modalities or model.output_modalities))
        + 2 * _lacking_share(model.supported_parameters, other.supported_parameters)
        + bool(model.thinks and not other.thinks) / 2
        + _apart(model.price("prompt"), other.price("prompt"))
        + _apart(model.price("completion"), other.price("completion"))
        + _apart(model.context_length, other.context_length) / 2
    )


def _lacking_share(wanted: Iterable[str], offered: Iterable[str]) -> float:
    """How much of what one has the other lacks, from 0 to 1."""
    wanted = set(wanted)
    return len(wanted.difference(offered)) / len(wanted) if wanted else 0


def _words(model: Model) -> set[str]:
    """Those of a model's name in its id: `claude`, `sonnet` and `4`."""
    return set(plain_id(model.id).lower().partition("/")[2].split("-")) or {""}


def _apart(one: Decimal | int | None, other: Decimal | int | None) -> float:
    """Powers of ten between two amounts."""
    if one == other:
        return 0
    known = [float(value) for value in (one, other) if value]
    return min(abs(log10(known[0]) - log10(known[1])), UNLIKE) if len(known) == 2 else UNLIKE  # noqa: PLR2004 - both
