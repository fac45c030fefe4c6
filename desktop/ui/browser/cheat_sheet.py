"""What can be asked for in the search line, one example a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QTreeWidget, QTreeWidgetItem

from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

WIDTH, HEIGHT = 620, 650
EXAMPLES_WIDTH = 200


class CheatSheet(QDialog):
    """The language of the search line by examples.

    Signals:
        taken: The person wants an example in the line; carries it.
    """

    taken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search-help")
        self.setWindowTitle(self.tr("Search syntax"))
        self._list = QTreeWidget(self)
        self._list.setObjectName("search-help-list")
        self._list.setAccessibleName(self.tr("Examples"))
        self._list.setHeaderLabels([self.tr("In the line"), self.tr("Finds models")])
        self._list.setRootIsDecorated(False)
        self._list.addTopLevelItems([QTreeWidgetItem(list(row)) for row in self._rows()])
        self._list.setColumnWidth(0, EXAMPLES_WIDTH)
        self._list.ensurePolished()  # before, rows have no paddings yet, and what reads the screen has them measured
        self._list.setCurrentIndex(self._list.model().index(0, 0))
        self._list.itemActivated.connect(self._take)
        note = self.tr(
            "All of it must hold; a minus in front asks for the opposite. What the list does not state of a model meets"
            " neither a condition nor its opposite. Return or a double click puts an example into the line."
        )
        column = column_in(self)
        column.addWidget(self._list, 1)
        column.addWidget(plain_label(note, self, muted=True))
        column.addLayout(row_of(push_button(self, "search-help-close", self.tr("Close"), self.reject)))
        self.ensurePolished()
        self.resize(max(WIDTH, self._whole_width()), HEIGHT)

    def _whole_width(self) -> int:
        """In which no row is cut."""
        bar = self._list.verticalScrollBar().sizeHint().width()
        return EXAMPLES_WIDTH + self._list.sizeHintForColumn(1) + bar + 6 * SPACE  # 2 at each edge, 1 in the frame

    def _rows(self) -> list[tuple[str, str]]:
        return [
            ("claude sonnet", self.tr("with these words in name, id, author or description")),
            ('"deep research"', self.tr("with exactly this")),
            ("-preview", self.tr("without this word")),
            ("vision", self.tr("that see pictures, the same as in:image")),
            ("in:audio", self.tr("that take audio; also file, video, text")),
            ("out:image", self.tr("that draw pictures")),
            ("price<1", self.tr("under 1 USD per million input tokens")),
            ("outprice<=15", self.tr("at most 15 USD per million output tokens")),
            ("free", self.tr("that cost nothing")),
            ("ctx>=200k", self.tr("with a context of at least 200,000 tokens; or 1M")),
            ("by:anthropic", self.tr("of this author, as in the id; its beginning will do")),
            ("at:openrouter.ai", self.tr("of this connection, among all that were used; its beginning will do")),
            ("param:tools", self.tr("that know this parameter")),
            ("zdr", self.tr("with a provider that keeps no data")),
            ("released:30d", self.tr("listed in the last 30 days; or 2w, 6m, 1y")),
            ("changed:7d", self.tr("whose entry changed in the last 7 days")),
            ("-expiring", self.tr("that will not be removed within 90 days")),
            ("retired", self.tr("that are no longer listed")),
            ("-excluded", self.tr("that the settings of your account do not exclude")),
            ("favorite", self.tr("that are favorites")),
            ("used:30d", self.tr("that you asked in the last 30 days")),
            ("tag:work", self.tr("with a tag of yours")),
            ("note:invoices", self.tr("with these letters in your note; words alone find notes and tags too")),
            ("sort:price", self.tr("cheapest first; sort:-price for the dearest")),
            ("sort:fit", self.tr("what suits this chat first")),
        ]

    def _take(self, item: QTreeWidgetItem) -> None:
        self.accept()
        self.taken.emit(item.text(0))
