"""How many models a search found, of how many it looked at, and which of these are not in the list itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme.labels import ElidedLabel, plain_label, tooltip
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from desktop.domain.query import Query
    from desktop.ui.browser.pool import Pool


class CountLine(QWidget):
    """Figures, which are named, and behind or below them words that are named `NAME-beyond`."""

    def __init__(self, name: str, parent: QWidget, *, stacked: bool = False) -> None:
        super().__init__(parent)
        self._count, self._beyond = plain_label("", self), ElidedLabel(self)
        self._count.setObjectName(name)
        self._beyond.setObjectName(f"{name}-beyond")
        row = QVBoxLayout(self) if stacked else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0 if stacked else SPACE)  # below, the line stays where it is empty: nothing moves
        self._count.setWordWrap(False)
        row.addWidget(self._count)
        row.addWidget(self._beyond, 1)

    def show_count(self, found: int, pool: Pool, query: Query) -> None:
        """So many were found by a query in a pool."""
        from desktop.ui.figures import number  # noqa: PLC0415 - there is no list before the first paint

        scope = pool.scope(query)
        self._count.setText(self.tr("{n} of {all}").format(n=number(found), all=number(sum(scope))))
        words = [
            words.format(n=number(count))
            for words, count in (
                (self.tr("{n} elsewhere"), scope.elsewhere),
                (self.tr("{n} retired"), scope.retired),
            )
            if count
        ]
        told = self.tr("incl. {kinds}").format(kinds=", ".join(words)) if words else ""
        why = self.tr("Among them are models of other connections, and such as are no longer listed.") if words else ""
        if pool.unasked and not words:
            told = self.tr("{n} not for chats").format(n=number(pool.unasked))
            why = self.tr("Left out here: models that answer batch requests only, or with neither text nor pictures.")
        self._beyond.setText(told)
        self._beyond.setToolTip(tooltip(told, why) if told else "")
