"""All versions of a conversation, to go from one to another."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QStyledItemDelegate, QTreeView

from desktop.domain.message import Role
from desktop.domain.versions import differ_from
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.figures import clock_text, moment_text
from desktop.ui.links import visible
from desktop.ui.words import unfinished

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

    from desktop.domain.conversation import Conversation
    from desktop.domain.message import Message
    from desktop.domain.versions import Version

WIDTH, HEIGHT = 620, 460
PADDING = 12  # of a row above and below its lines; Qt forgets that of style sheets where there are several
INDENT, INDENTED = 16, 240  # pixels by which a level may be indented, and all levels together
COLUMNS = 80  # average characters for which there is room in any font
WORDS = 200  # characters of a message that are shown, as far as there is room …
SKIPPED = 30  # … more than so many are left out when versions have them in common …
ALIKE = 24  # … but so many of them of what versions that begin alike have in common …
COMPARED = 1_000  # … as far as that is looked for
MARKS = "#>*_`|- \n"  # of Markdown, which say nothing here
_INLINE = re.compile(  # … nor do these between its words: ends of emphasis, of code and of links, beginnings of lines
    r"\*\*|~~|`+|(?<!\w)\*(?=\S)|(?<=\S)\*(?!\w)|(?<!\w)_(?=[^\W_])|(?<=[^\W_])_(?!\w)"
    r"|^[#>|\-*+ ]+|!?\[(?=[^\]\n]*\]\()|\]\([^)\n]*\)",
    re.MULTILINE,
)
Index = QModelIndex | QPersistentModelIndex


class VersionsDialog(QDialog):
    """A tree of versions; Return or a double click shows the one that is selected.

    Args:
        tree: The versions, as `domain.versions` puts them.
        speaker: Who says a message.
        current: Id of a message; the version that it belongs to is selected.

    Signals:
        chosen: Id of the first message of a version; the dialog closes by itself.
    """

    chosen = Signal(str)

    def __init__(
        self,
        tree: Sequence[Version],
        conversation: Conversation,
        speaker: Callable[[Message], str],
        current: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("versions-dialog")
        self.setWindowTitle(self.tr("Versions"))
        self._model = VersionTreeModel(tree, conversation, speaker, self)
        self._tree = self._make_tree()
        self._tree.setCurrentIndex(self._model.index_of(current))
        self._tree.scrollTo(self._tree.currentIndex())
        cancel = push_button(self, "versions-cancel", self.tr("Cancel"), self.reject)
        show = push_button(self, "versions-show", self.tr("Show"), self._take_current, primary=True)
        column = column_in(self)
        column.addWidget(self._tree, 1)
        column.addLayout(row_of(cancel, show))
        self.resize(max(WIDTH, self.fontMetrics().averageCharWidth() * COLUMNS), HEIGHT)
        self._tree.setFocus()

    def _make_tree(self) -> QTreeView:
        tree = QTreeView(self)
        tree.setObjectName("versions-tree")
        tree.setAccessibleName(self.tr("Versions of the conversation"))
        tree.setModel(self._model)
        tree.setItemDelegate(_TwoLines(tree))
        tree.setHeaderHidden(True)
        tree.setUniformRowHeights(True)
        tree.setExpandsOnDoubleClick(False)
        tree.setIndentation(min(INDENT, INDENTED // self._model.depth))
        tree.expandAll()
        tree.activated.connect(self._take)
        return tree

    def _take_current(self) -> None:
        self._take(self._tree.currentIndex())

    def _take(self, index: QModelIndex) -> None:
        if index.isValid() and self.isVisible():  # a double click and Return may both tell
            self.accept()
            self.chosen.emit(self._model.version(index).message)


class _TwoLines(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = super().sizeHint(option, index).width()
        return QSize(width, 2 * option.fontMetrics.lineSpacing() + PADDING)


class VersionTreeModel(QAbstractItemModel):
    """The versions for Qt; what a row says is made when it is painted.

    Attributes:
        depth: How many levels there are.
    """

    def __init__(
        self,
        tree: Sequence[Version],
        conversation: Conversation,
        speaker: Callable[[Message], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._tree = tree
        self._conversation = conversation
        self._speaker = speaker
        self._places: dict[int, tuple[Version | None, int]] = {}  # by id of a version: the one above it, and its row
        self._known: dict[int, Version] = {}
        self._apart: dict[str, dict[str, int]] = {}  # by what they follow, then by id: see `differ_from`
        self.depth = 1
        self._place(tree)

    def _place(self, versions: Sequence[Version]) -> None:
        waiting: list[tuple[Version | None, Sequence[Version], int]] = [(None, versions, 1)]
        while waiting:
            over, level, depth = waiting.pop()
            for row, version in enumerate(level):
                self._places[id(version)] = (over, row)
                self._known[id(version)] = version
                self.depth = max(self.depth, depth)
                waiting.append((version, version.below, depth + 1))

    def version(self, index: Index) -> Version:
        return self._known[index.internalId()]

    def _below(self, parent: Index) -> Sequence[Version]:
        return self.version(parent).below if parent.isValid() else self._tree

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        versions = self._below(parent)
        if column or not 0 <= row < len(versions):
            return QModelIndex()
        return self.createIndex(row, column, id(versions[row]))

    def index_of(self, message_id: str) -> QModelIndex:
        """The version that a message is part of, or begins."""
        conversation, at = self._conversation, message_id
        begins = {version.message: version for version in self._known.values()}
        while at and at not in begins:
            at = conversation.messages.parent(at)
        if not at:
            return QModelIndex()
        return self.createIndex(self._places[id(begins[at])][1], 0, id(begins[at]))

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        above, _ = self._places[index.internalId()] if index.isValid() else (None, 0)
        if above is None:
            return QModelIndex()
        return self.createIndex(self._places[id(above)][1], 0, id(above))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return len(self._below(parent))

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        del parent
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        version = self.version(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return "\n".join(self._lines(version))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return " · ".join(self._lines(version))
        if role == Qt.ItemDataRole.FontRole and version.on_view:
            font = QFont()
            font.setBold(True)
            return font
        return None

    def _lines(self, version: Version) -> tuple[str, str]:
        """What a version says, and what is known of it."""
        message = self._conversation.messages[version.message]
        versions = self._conversation.siblings(message.id)
        number = f"{versions.index(message.id) + 1}/{len(versions)}" if len(versions) > 1 else ""  # as below it
        facts = [visible(self._speaker(message)), _when(message.created)]
        if version.on_view:
            facts.append(self.tr("on view"))
        if version.count > 1:
            facts.append(self.tr("{n} messages").format(n=version.count))
        facts.append(unfinished(message.state))
        text = " · ".join(filter(None, (number, self._text(message, versions))))
        return text, " · ".join(filter(None, facts))

    def _text(self, message: Message, versions: Sequence[str]) -> str:
        """How a message begins; then, when another version begins alike, from where on it says something else."""
        text = _plain(message)
        if len(versions) == 1:
            return _begun(text)
        if message.parent not in self._apart:
            texts = [_plain(self._conversation.messages[version]) for version in versions]
            self._apart[message.parent] = dict(zip(versions, differ_from(texts), strict=True))
        start = self._apart[message.parent][message.id]
        start = text.rfind(" ", 0, start) + 1 if start < len(text) else 0
        if start <= SKIPPED:
            return _begun(text)
        return _begun(f"{text[:ALIKE].rstrip()} … {text[start:]}")


def _plain(message: Message) -> str:
    """The words of a message, as far as versions are compared, without the marks around them."""
    text = message.text[:COMPARED].lstrip(MARKS)
    return " ".join((text if message.role is Role.USER else _INLINE.sub("", text)).split())


def _begun(text: str) -> str:
    """As much of a text as a row may have room for; what there is none for, Qt leaves out."""
    return visible(text if len(text) <= WORDS else f"{text[:WORDS].rstrip()}…")


def _when(moment: datetime) -> str:
    """The time of day, after the day when it is another one."""
    today = moment.astimezone().date() == datetime.now().astimezone().date()
    return clock_text(moment) if today else moment_text(moment)
