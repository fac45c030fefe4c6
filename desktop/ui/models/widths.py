"""How wide the columns beside the names are, and how much room that leaves the names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.models.cells import PADDING
from desktop.ui.models.columns import PLACE, WHY

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView

    from desktop.ui.models.table_model import ModelTableModel

LEAST = {PLACE: 116, WHY: 148, "name": 174}  # to which these shrink, the first one first, as long as nobody set them,
COMPARED = {"prompt", "completion", "context", "cost"}  # so that these are in sight
WIDEST_NAME = 330  # device-independent pixels to which names push aside what is not compared


class Widths:
    """The widths of the columns whose room the names can use.

    Attributes:
        wished: Those that the person wants, by section.
    """

    def __init__(self, header: QHeaderView, rows: ModelTableModel) -> None:
        self._header, self._rows = header, rows
        keys = [column.key for column in rows.columns]
        self._least = {keys.index(key): least for key, least in LEAST.items()}
        self._compared = [keys.index(key) for key in COMPARED]
        self.wished: dict[int, int] = {}

    def start(self) -> None:
        """Nobody has set any of them but that of the names."""
        self.wished = {section: self.usual(section) for section in self._least}
        self.wished[0] = self._header.sectionSize(0)

    def keep(self, section: int, _before: int, width: int) -> None:
        if section in self.wished:
            self.wished[section] = width

    def usual(self, section: int) -> int:
        """What a column needs at first, and its title, which may be long; Qt's own hint adds room for an arrow."""
        return max(self._rows.columns[section].width, self._needed([self._rows.columns[section].title]))

    def _needed(self, texts: list[str]) -> int:
        metrics = self._header.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts), default=0) + 2 * PADDING + 1

    def fit(self, room: int) -> None:
        """Bring as much of what one compares into sight as can be; names take what it leaves, as far as they need it.

        What nobody has set is narrower: no wider than its words, then as narrow as it may be.
        """
        header = self._header
        shown = {at for at in range(header.count()) if not header.isSectionHidden(at)}
        unset = [at for at in self.wished if at in shown and self.wished[at] == self.usual(at)]
        needed = {at: self._needed([self._rows.columns[at].title, *self._rows.longest(at)]) for at in unset}
        for section, width in self.wished.items():
            header.resizeSection(section, min(width, needed.get(section, width)) if section else width)
        spare = {at: max(0, header.sectionSize(at) - self._least[at]) for at in unset}
        ends = [header.sectionPosition(at) + header.sectionSize(at) for at in self._compared if at in shown]
        beyond = max((end - room for end in ends if end - room <= sum(spare.values())), default=0)
        for section in unset:
            given = max(0, min(beyond, spare[section]))
            header.resizeSection(section, header.sectionSize(section) - given)
            beyond -= given
        if 0 in unset and beyond < 0:
            wanted = min(needed[0], WIDEST_NAME, header.sectionSize(0) - beyond)
            header.resizeSection(0, max(header.sectionSize(0), wanted))
