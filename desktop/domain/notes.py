"""What a person wrote about models, as it is searched: notes, and tags."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.find import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.model import Model
    from desktop.domain.query import Query
    from desktop.domain.terms import Word

BEFORE, LONGEST = 16, 120  # characters before what was found, and in all


class Notes:
    """What was written about the models of a list. Of most there is nothing, so that a search asks few."""

    def __init__(self, models: Sequence[Model], notes: Mapping[str, str], tags: Mapping[str, frozenset[str]]) -> None:
        ids = {*notes, *tags}
        rows = {row: model for row, model in enumerate(models) if model.id in ids} if ids else {}
        written = {row: (_line(notes.get(it.id, "")), _tags(tags.get(it.id, ()))) for row, it in rows.items()}
        self._ids = {row: model.id for row, model in rows.items()}
        self._written = {row: " ".join(filter(None, parts)) for row, parts in written.items()}
        self._notes = {row: folded(note) for row, (note, _) in written.items()}
        self._own = {row: f"{self._notes[row]} {folded(tags)}" for row, (_, tags) in written.items()}
        self._listed = {row: folded(f"{model.name}\n{model.id}\n{model.description}") for row, model in rows.items()}

    def rows(self, words: Iterable[Word]) -> Sequence[int]:
        """Rows with all wanted words, at least one of them in what was written."""
        wanted = [folded(word.letters) for word in words if not word.negated]
        return [
            row
            for row, own in self._own.items()
            if any(word in own for word in wanted) and all(word in own or word in self._listed[row] for word in wanted)
        ]

    def unwanted(self, words: Iterable[Word]) -> Sequence[int]:
        """Rows of which something was written that must not occur."""
        negated = [folded(word.letters) for word in words if word.negated]
        return [row for row, own in self._own.items() if any(word in own for word in negated)]

    def noting(self, value: str) -> Sequence[int]:
        """Rows in whose note, without tags, something occurs: those of `note:`."""
        wanted = folded(value)
        return [row for row, note in self._notes.items() if wanted in note]

    def excerpts(self, query: Query, noted: Iterable[int]) -> Mapping[str, str]:
        """What was written, by id, from a little before what is searched for: of these rows, and what `note:` finds."""
        values = [str(term.value) for term in query.conditions if term.key == "note" and not term.negated]
        rows = {*noted, *chain(*map(self.noting, values))}
        wanted = [*map(folded, (*values, *(word.letters for word in query.words if not word.negated)))]
        return {self._ids[row]: self._excerpt(row, wanted) for row in rows}

    def _excerpt(self, row: int, words: Iterable[str]) -> str:
        """Folding moves few letters, and the place need not be exact."""
        text, own = self._written[row], self._own[row]
        first = min((at for word in words if (at := own.find(word)) >= 0), default=0)
        start = text.rfind(" ", 0, max(0, first - BEFORE)) + 1
        return "…" * bool(start) + text[start : start + LONGEST]


def _line(note: str) -> str:
    return " ".join(note.split())


def _tags(tags: Iterable[str]) -> str:
    return " ".join(f"#{tag}" for tag in sorted(tags))
