"""The catalog: one model list with its age."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING

from desktop.domain.families import ROUTED, plain_id, undated, variant_of
from desktop.domain.pricing import Pricing
from desktop.domain.search import Finder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.domain.model import Model


class Origin(Enum):
    """Where a list came from."""

    NONE = "none"  # not loaded yet
    BUNDLED = "bundled"  # shipped with the program
    STORED = "stored"  # fetched in an earlier run
    FRESH = "fresh"  # fetched in this run, or in an earlier one and still good


def far_fewer(count: int, known: int) -> bool:
    """Whether a list with models has so few of those known that something may have gone wrong."""
    return 0 < count * 2 < known


@dataclass(frozen=True, slots=True)
class Catalog:
    """A model list. Made once per refresh and never changed.

    Attributes:
        models: All rows, in the order of the list.
        as_of: When it was fetched, UTC; None when nothing has been loaded.
        rejected: Rows that were too damaged to use.
        by_id: The same rows.
        chat: Those that can be offered for a chat, in the same order.
        finder: Searches these.
    """

    models: tuple[Model, ...] = ()
    origin: Origin = Origin.NONE
    as_of: datetime | None = None
    rejected: int = 0
    by_id: Mapping[str, Model] = field(init=False, repr=False, compare=False)
    chat: tuple[Model, ...] = field(init=False, repr=False, compare=False)
    finder: Finder = field(init=False, repr=False, compare=False)
    _by_slug: Mapping[str, Model] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {model.id: model for model in self.models})
        slugs = {model.canonical_slug: model for model in reversed(self.models) if model.canonical_slug}
        object.__setattr__(self, "_by_slug", slugs)
        object.__setattr__(self, "chat", tuple(model for model in self.models if model.chat_ready))
        object.__setattr__(self, "finder", Finder(self.chat))

    def allowing(self, allowed: frozenset[str] | None) -> Catalog:
        """The same list with the models marked that are not among those allowed, by id; None when nobody knows.

        What an account may use is told of models that answer with text: others are left as they are.
        """
        marks = [None if allowed is None else model.speaks and model.id not in allowed for model in self.models]
        if marks == [model.excluded for model in self.models]:
            return self
        models = zip(self.models, marks, strict=True)
        return replace(self, models=tuple(replace(model, excluded=mark) for model, mark in models))

    def row_id(self, model_id: str) -> str:
        """The id under which a model has its row: without an ending that no list has, such as `:nitro`."""
        return plain_id(model_id) if model_id not in self.by_id and variant_of(model_id) in ROUTED else model_id

    def model_of(self, model_id: str) -> Model | None:
        """The row of an id. With an ending that no list has, such as `:nitro`, that of the plain id, at no price."""
        found = self.by_id.get(self.row_id(model_id))
        if found is None or found.id == model_id:
            return found
        return replace(found, id=model_id, name=f"{found.name} ({variant_of(model_id)})", pricing=Pricing())

    def named(self, slug: str) -> Model | None:
        """The row of an id, or of a permanent slug."""
        return self.by_id.get(slug) or self._by_slug.get(slug)

    def other_name(self, asked: str, answered: str) -> str:
        """The name of the model that answered; empty when it is the one asked.

        That may answer under its id, its permanent slug, or the name of its snapshot that is at work.
        """
        model, found = self.model_of(asked), self.named(answered)
        names = {"", asked, self.row_id(asked)} | ({model.canonical_slug} if model else set())
        if names & {answered, undated(answered, listed=found is not None)}:
            return ""
        return found.name if found else answered
