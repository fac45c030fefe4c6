"""Which columns the table of models shows, in which order, how wide, and how much room that leaves the names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from desktop.ui.models.cells import PADDING
from desktop.ui.models.columns import BY_THEMSELVES, NOTE, PLACE, WHY

if TYPE_CHECKING:
    from PySide6.QtWidgets import QHeaderView

    from desktop.ui.models.table_model import ModelTableModel

COMPARED = {"prompt", "completion", "context", "cost"}
# to which these shrink so that those are in sight, the first one first, as long as nobody set them
LEAST = {PLACE: 116, NOTE: 116, WHY: 148, "name": 174}
NARROWEST, WIDEST = 24, 2_000  # device-independent pixels of a column
WIDEST_NAME = 330  # device-independent pixels to which names push aside what is not compared


STATED = re.compile(r"(?P<key>\w+)=(?P<width>[0-9]{1,5})(?:/(?P<usual>[1-9][0-9]{0,4}))?")


class TableHead:
    """Arranges the columns of a table by its header.

    Attributes:
        wished: Widths that the person wants, by section, of the columns whose room the names can use.
    """

    def __init__(self, header: QHeaderView, rows: ModelTableModel) -> None:
        self._header, self._rows = header, rows
        keys = [column.key for column in rows.columns]
        self._least = {at: max(LEAST[key], self._whole(at)) for at, key in enumerate(keys) if key in LEAST}
        self._compared = [keys.index(key) for key in COMPARED]
        self._kinds = keys.index("inputs")
        self._by_themselves = {key: keys.index(key) for key in BY_THEMSELVES}
        self.wished: dict[int, int] = {}

    def first(self) -> int:
        """The section that stands first of those that are shown."""
        return next(iter(self._shown()), 0)

    def _shown(self) -> list[int]:
        """The sections that are shown, in their order."""
        order = map(self._header.logicalIndex, range(self._header.count()))
        return [section for section in order if not self._header.isSectionHidden(section)]

    def text(self) -> str:
        """The columns that are shown, in order, with their widths, of how many at first: `name=300/230 prompt=78/78`.

        In another language, and in letters of another size, all are in proportion.
        """
        shown = [section for section in self._shown() if section not in self._by_themselves.values()]
        return " ".join(f"{self._rows.columns[at].key}={self._width(at)}/{self.usual(at)}" for at in shown)

    def _width(self, section: int) -> int:
        return self.wished.get(section) or self._header.sectionSize(section)

    def restore(self, text: str) -> None:
        """Show the columns that `text` told; those of the first time when it tells none."""
        first = {column.key: self.usual(at) for at, column in enumerate(self._rows.columns) if column.shown}
        known = {column.key: at for at, column in enumerate(self._rows.columns)}
        stated = (match for match in map(STATED.fullmatch, text.split()) if match and match["key"] in known)
        widths = {match["key"]: _scaled(match, self.usual(known[match["key"]])) for match in stated} or first
        widths = {"name": first["name"]} | widths if "name" not in widths else widths
        header = self._header
        for place, key in enumerate([*widths, *(key for key in known if key not in widths)]):
            section = known[key]
            header.moveSection(header.visualIndex(section), place)
            header.setSectionHidden(section, key not in widths)
            width = widths.get(key, self.usual(section))
            header.resizeSection(section, max(NARROWEST, min(width, WIDEST)))
        self.wished = {section: self.usual(section) for section in self._least}  # nobody has set any but the names'
        self.wished[0] = header.sectionSize(0)

    def show_behind(self, key: str, *, shown: bool) -> None:
        """Show one of those that are there by themselves behind the names, or hide it."""
        header, section = self._header, self._by_themselves[key]
        if header.isSectionHidden(section) == shown:
            name, place = header.visualIndex(0), header.visualIndex(section)
            header.moveSection(place, name + (place > name))
            with QSignalBlocker(header):  # which would tell of a width that nobody wants
                header.setSectionHidden(section, not shown)

    def keep(self, section: int, _before: int, width: int) -> None:
        if section in self.wished:
            self.wished[section] = width

    def usual(self, section: int) -> int:
        """What a column and its title need, which may be long; Qt's own hint adds room for an arrow."""
        column = self._rows.columns[section]
        return max(column.width, self._needed([column.title]), self._whole(section))

    def _whole(self, section: int) -> int:
        """What a column needs so that nothing is cut that has a widest form."""
        return self._needed([*self._rows.columns[section].widest])

    def _needed(self, texts: list[str]) -> int:
        metrics = self._header.fontMetrics()
        return max(map(metrics.horizontalAdvance, texts), default=0) + 2 * PADDING + 1

    def fit(self, room: int) -> None:
        """Bring as much of what one compares into sight as can be; names take what it leaves, as far as they need it.

        What models take stays whole where it is.

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
            left = room - header.sectionPosition(self._kinds) - header.sectionSize(self._kinds)
            given = min(-beyond, left) if self._kinds in shown and left >= 0 else -beyond
            wanted = min(needed[0], WIDEST_NAME, header.sectionSize(0) + given)
            header.resizeSection(0, max(header.sectionSize(0), wanted))


def _scaled(stated: re.Match[str], usual: int) -> int:
    """A width as the person wants it, where it is so much at first; without what that was, it cuts nothing."""
    width = int(stated["width"])
    return round(width * usual / int(stated["usual"])) if stated["usual"] else max(width, usual)
