"""Models in groups: by author, and by family, which their ids state; and the ways to ask one and the same model."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.model import Model


class Variant(StrEnum):
    """Endings of an id after a colon with a meaning of their own (reference/openrouter-api.md §2.8)."""

    FREE = "free"
    EXTENDED = "extended"
    THINKING = "thinking"
    BATCH = "batch"
    NITRO = "nitro"  # this one and the next two are in no list: one adds them
    FLOOR = "floor"
    EXACTO = "exacto"


VARIANTS = {variant.value: variant for variant in Variant}
ROUTED = (Variant.NITRO, Variant.FLOOR, Variant.EXACTO)  # ways to choose a provider, for every model that has some
DIFFERENT = 4_096  # beginnings of ids that are remembered
NUMBER = "0123456789."  # that of a version
_DATE = re.compile(r"[-@]20\d\d-?\d\d-?\d\d$")
_STAMP = re.compile(r"-(?:\d\d-\d\d|\d{4}|00\d)$")  # a day, a month or a number, as models of their own have too
ROUTER = "Router"  # the tokenizer of rows that stand for other models (§2.3)


@dataclass(frozen=True, slots=True)
class Group:
    """Models that belong together, in the order of the list."""

    key: str
    models: tuple[Model, ...]


def variant_of(model_id: str) -> Variant | None:
    """The variant that an id names; other endings, such as `:8b`, are part of the model's own name."""
    return VARIANTS.get(model_id.rpartition(":")[2]) if ":" in model_id else None


def plain_id(model_id: str) -> str:
    """An id without its variant."""
    variant = variant_of(model_id)
    return model_id.removesuffix(f":{variant}") if variant else model_id


def undated(model_id: str, *, listed: bool) -> str:
    """The id of which this is a snapshot; of one that is `listed` for itself, only a whole date tells that."""
    found = _DATE.search(model_id) or (None if listed else _STAMP.search(model_id))
    return model_id[: found.start()] if found else model_id


def without_ending(written: str) -> str:
    """What somebody writes, without an ending that is in no list, or the beginning of one: `nano:nit` is `nano`."""
    plain, colon, ending = written.rpartition(":")
    return plain if plain and colon and any(name.startswith(ending) for name in ROUTED) else written


def ways_of(model: Model, models: Iterable[Model], *, routed: bool) -> tuple[str, ...]:
    """Ids under which the same model can be asked in a chat: its plain one first, then variants, then aliases.

    Only what the list has, and with `routed` the endings that are in no list. Empty when there is but one way.
    """
    models = tuple(models)
    slug = model.alias_target.slug if model.alias_target else ""
    plain = (
        next((plain_id(m.id) for m in models if slug in {m.id, m.canonical_slug}), "") if slug else plain_id(model.id)
    )
    named = [m for m in models if m.id.startswith(plain) and plain_id(m.id) == plain] if plain else []
    slugs = {plain, *(m.canonical_slug for m in named)} - {""}
    aliases = [m.id for m in models if m.alias_target and m.alias_target.slug in slugs]
    found = [m.id for m in sorted(named, key=lambda m: m.id != plain) if m.chat_ready]
    if routed and any(m.id == plain and m.chat_ready and m.tokenizer != ROUTER for m in named):
        found += [f"{plain}:{variant}" for variant in ROUTED]
    ways = tuple(dict.fromkeys((*found, *aliases)))  # a list may have the ending, or an alias of itself
    return ways if len(ways) > 1 else ()


def by_author(models: Sequence[Model]) -> tuple[Group, ...]:
    """A group an author, the largest first; models whose id names none stand under ""."""
    return _grouped(models, lambda model: model.author)


def by_family(models: Sequence[Model]) -> tuple[Group, ...]:
    """A group for each first word behind the author, such as `openai/gpt`; the largest first."""

    def family(model: Model) -> str:
        author, _, name = model.id.rpartition("/")
        return _family(author, name.partition("-")[0])

    return _grouped(models, family)


@lru_cache(DIFFERENT)
def _family(author: str, begun: str) -> str:
    """`qwen/qwen3.5` is of `qwen/qwen`, and `openai/o3` of itself: a letter alone is no word."""
    author, word = author.lower().removeprefix("~"), begun.lower().partition(":")[0]
    letters = word.rstrip(NUMBER)
    name = letters if len(letters) > 1 else word
    return f"{author}/{name}" if author else name


def _grouped(models: Iterable[Model], key_of: Callable[[Model], str]) -> tuple[Group, ...]:
    found: dict[str, list[Model]] = defaultdict(list)
    for model in models:
        found[key_of(model)].append(model)
    order = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Group(key, tuple(members)) for key, members in order)
