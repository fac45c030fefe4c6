"""What models are called that answered, whichever connection they were asked at."""

from __future__ import annotations

from desktop.domain.catalog import Catalog
from desktop.domain.families import plain_id, variant_of
from desktop.domain.observable import Observable


class Names:
    """Names by the list at hand, else by those that were at hand before in this run, else by all that are stored.

    Attributes:
        changed: Some may be others now.
    """

    def __init__(self) -> None:
        self.changed: Observable[[]] = Observable()
        self._used = [Catalog()]  # the one at hand, and earlier ones that have what those before them lack
        self._stored = Catalog()

    def use(self, catalog: Catalog) -> None:
        """This list is at hand from now on."""
        if catalog is not self._used[0]:
            ids = catalog.by_id.keys()
            self._used = [catalog, *(before for before in self._used if not before.by_id.keys() <= ids)]
            self.changed.emit()

    def learn(self, stored: Catalog) -> None:
        """These models are stored, whoever lists or listed them."""
        self._stored = stored
        self.changed.emit()

    def of(self, model_id: str) -> str:
        """The name of a model; without one of its own that of the model it is a variant of, else its id."""
        if model := self._list_with(model_id).model_of(model_id):
            return model.name
        plain = self._list_with(plain_id(model_id)).model_of(plain_id(model_id))
        return f"{plain.name} ({variant_of(model_id)})" if plain else model_id

    def other(self, asked: str, answered: str) -> str:
        """The name of the model that answered; empty when it is the one asked, or nobody said which one it is."""
        said = self._list_with(asked).other_name(asked, answered)
        found = (known.named(said) for known in (*self._used, self._stored))
        return next((model.name for model in found if model), self.of(said)) if said and said == answered else said

    def _list_with(self, model_id: str) -> Catalog:
        """The first list that has it, else the one at hand."""
        lists = (*self._used, self._stored)
        return next((known for known in lists if known.row_id(model_id) in known.by_id), lists[0])
