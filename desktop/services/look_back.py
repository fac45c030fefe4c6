"""Which list is looked at: that of today, or the one that stood at the end of an earlier day."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.errors import Failure
from desktop.domain.observable import Observable

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from desktop.domain.catalog import Catalog
    from desktop.domain.model import Model
    from desktop.services.workspace import Workspace


class LookBack:
    """One day for all that shows models; nothing that is asked or chosen depends on it.

    Attributes:
        changed: Another list is looked at, or the one that was wanted could not be read.
        day: The UTC day; None for today.
        changes: When each model changed the last time by the end of that day, UTC.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.changed: Observable[[]] = Observable()
        self.day: date | None = None
        self.changes: Mapping[str, datetime] = {}
        self._past: Catalog | None = None
        self._wanted: date | None = None
        self._workspace = workspace
        workspace.connected.connect(self._end)

    @property
    def catalog(self) -> Catalog:
        """The list that is looked at."""
        return self._past or self._workspace.connection.catalog.catalog

    def gone(self, model_id: str) -> Model | None:
        """A model of the list that is looked at which today's does not have, whatever is known of its history."""
        past = self._past.by_id.get(model_id) if self._past else None
        if past is None or self._workspace.connection.catalog.catalog.model_of(model_id):
            return None
        return replace(past, retired=self.day)

    def go_to(self, day: date | None) -> None:
        """Look at the list of a day, once it is read, or at today's."""
        self._wanted = day
        if day is None:
            self._end()
        else:
            self._workspace.connection.tasks.start(self._read(day), "as of")

    async def _read(self, day: date) -> None:
        connection = self._workspace.connection
        past = None
        changes: Mapping[str, datetime] = {}
        with suppress(Failure):  # then what is looked at stays, or nothing is found by its changes
            past = await connection.history.as_of(day)
            changes = await connection.history.last_changes(day)
        if day != self._wanted or connection is not self._workspace.connection:
            return
        if past:
            self.day, self._past, self.changes = day, past, changes
        self.changed.emit()

    def _end(self) -> None:
        self.day = self._past = self._wanted = None
        self.changed.emit()
