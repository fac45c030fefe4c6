"""What changed in models since the person last looked at it, for those who use them."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import StoreFailure
from desktop.domain.history import ChangeKind, net_changes
from desktop.ui.browser.change_words import change_text

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from desktop.domain.catalog import Catalog
    from desktop.domain.history import Change
    from desktop.services.connection import Connection
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace

MOST = 4  # changes that are told …
FIRST = (ChangeKind.RETIRED, ChangeKind.EXPIRATION)  # … these before all others: a chat may soon be without its model


class News(QObject):
    """Reads the history again when a list came, and when the person has looked at what changed.

    Signals:
        changed: `of` gives other lines.
    """

    changed = Signal()

    def __init__(self, workspace: Workspace, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._preferences = preferences
        self._known: Catalog | None = None
        self._seen: datetime | None = None
        self._changes: dict[str, list[Change]] = {}
        preferences.changed.connect(self._look)
        workspace.follow(self._bind)

    def of(self, model_id: str) -> tuple[str, ...]:
        """Lines of plain foreign text about what is different in a model in the end; none when nothing is."""
        changes = self._changes.get(self._workspace.connection.catalog.catalog.row_id(model_id), [])
        if not changes:
            return ()
        told = sorted(changes, key=lambda change: change.kind not in FIRST)
        lines = [change_text(change) for change in told[:MOST]]
        if len(changes) > MOST:
            lines.append(self.tr("and {n} more").format(n=len(changes) - MOST))
        return (self.tr("{model} has changed:").format(model=changes[0].name), *lines)

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        self._known = None
        self._changes = {}  # of another endpoint
        self.changed.emit()
        self._look()
        return [connection.catalog.changed.connect(self._look)]

    def _look(self) -> None:
        """Read once a list is there and stored, and again only when it or the last look is another one."""
        service = self._workspace.connection.catalog
        seen = self._preferences.seen_at(self._workspace.connection.base_url)
        if not service.refreshing and (service.catalog is not self._known or seen != self._seen):
            self._known, self._seen = service.catalog, seen
            self._workspace.connection.tasks.start(self._learn(), "news")

    async def _learn(self) -> None:
        with suppress(StoreFailure):  # then nothing is told
            connection = self._workspace.connection
            found: dict[str, list[Change]] = {}
            for change in reversed(await connection.history.since(self._preferences.last_look(connection.base_url))):
                found.setdefault(change.model, []).append(change)
            found = {model: list(net) for model, changes in found.items() if (net := net_changes(changes))}
            if found != self._changes and connection is self._workspace.connection:
                self._changes = found
                self.changed.emit()
