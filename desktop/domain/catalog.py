"""The catalog: one model list with its age, searchable as a person types."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
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
    _by_slug: Mapping[str, Model] = field(init=False, repr=False, compare=False)
    _titles: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _texts: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        chat = tuple(model for model in self.models if model.chat_ready)
        object.__setattr__(self, "by_id", {model.id: model for model in self.models})
        object.__setattr__(self, "_by_slug", {model.canonical_slug: model for model in reversed(self.models)})
        object.__setattr__(self, "chat", chat)
        titles = tuple(_titles(model) for model in chat)
        texts = (title + model.description.casefold() for title, model in zip(titles, chat, strict=True))
        object.__setattr__(self, "_titles", titles)
        object.__setattr__(self, "_texts", tuple(texts))

    def other_name(self, asked: str, answered: str) -> str:
        """The name of the model that answered; empty when it is the one asked, under its id or its permanent slug."""
        model = self.by_id.get(asked)
        if answered in {"", asked} or (model is not None and model.canonical_slug == answered):
            return ""
        found = self.by_id.get(answered) or self._by_slug.get(answered)
        return found.name if found else answered

    def search(self, text: str) -> tuple[Model, ...]:
        """Chat models in whose name, id (with its author) or description every word of `text` occurs.

        Exact names and ids come first, then those that begin with the text, then the others that have all
        words in name and id; within these the order of the list stays.
        """
        words = text.casefold().split()
        if not words:
            return self.chat
        start = "\n" + " ".join(words)
        hits = _having(words, self._texts, range(len(self.chat)))
        named = _having(words, self._titles, hits)
        first = _having([start], self._titles, named)
        exact = _having([start + "\n"], self._titles, first)
        return tuple(self.chat[row] for row in dict.fromkeys((*exact, *first, *named, *hits)))


def _titles(model: Model) -> str:
    """Name and id, with and without the author, each between line breaks: so `in` finds whole ones and beginnings."""
    titles = (model.name, model.id, model.name.partition(": ")[2], model.id.partition("/")[2])
    return "\n{}\n".format("\n".join(titles)).casefold()


def _having(words: Sequence[str], texts: Sequence[str], rows: Iterable[int]) -> Iterable[int]:
    """Those rows in whose text every word occurs. Word by word over all rows: half the time of row by row."""
    for word in words:
        rows = [row for row in rows if word in texts[row]]
    return rows
