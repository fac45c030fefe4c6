"""The catalog: one model list with its age, searchable as a person types."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from desktop.domain.model import Model


class Source(Enum):
    """Where a list came from."""

    NONE = "none"  # not loaded yet
    BUNDLED = "bundled"  # shipped with the program
    STORED = "stored"  # fetched in an earlier run
    FRESH = "fresh"  # fetched in this run


@dataclass(frozen=True, slots=True)
class Catalog:
    """A model list. Made once per refresh and never changed.

    Attributes:
        models: All rows, in the order of the list.
        as_of: When it was fetched, UTC; None when nothing has been loaded.
        rejected: Rows that were too damaged to use.
        by_id: The same rows.
        chat: Those that can be offered for a chat, in the same order.
    """

    models: tuple[Model, ...] = ()
    source: Source = Source.NONE
    as_of: datetime | None = None
    rejected: int = 0
    by_id: Mapping[str, Model] = field(init=False, repr=False, compare=False)
    chat: tuple[Model, ...] = field(init=False, repr=False, compare=False)
    _index: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        chat = tuple(model for model in self.models if model.chat_ready)
        object.__setattr__(self, "by_id", {model.id: model for model in self.models})
        object.__setattr__(self, "chat", chat)
        object.__setattr__(self, "_index", tuple(_searchable(model) for model in chat))

    def search(self, text: str) -> tuple[Model, ...]:
        """Chat models in whose name, id (with its author) or description every word of `text` occurs.

        Exact names and ids come first, then those that begin with the text, then the others that have all
        words in name and id; within these the order of the list stays.
        """
        query = " ".join(text.casefold().split())
        words = query.split()
        ranked: list[list[Model]] = [[], [], [], []]
        for model, (titles, description) in zip(self.chat, self._index, strict=True):
            rank = _rank(query, words, titles, description)
            if rank is not None:
                ranked[rank].append(model)
        return tuple(model for models in ranked for model in models)


def _searchable(model: Model) -> tuple[str, str]:
    """The titles, each between line breaks so that `in` finds whole ones and beginnings; the description.

    Titles are the name and the id, with and without their authors (`OpenAI: GPT-5`, `openai/gpt-5`).
    """
    titles = (model.name, model.id, model.name.partition(": ")[2], model.id.partition("/")[2])
    return "\n{}\n".format("\n".join(titles)).casefold(), model.description.casefold()


def _rank(query: str, words: list[str], titles: str, description: str) -> int | None:
    """0 to 3, best first; None for a model that lacks a word."""
    if f"\n{query}" in titles:
        return 0 if f"\n{query}\n" in titles else 1
    if all(word in titles for word in words):
        return 2
    return 3 if all(word in titles or word in description for word in words) else None
