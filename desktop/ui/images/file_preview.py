"""What the picture under the cursor looks like, in Qt's own file dialog: that of a desktop has a preview of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QFileSystemModel,
    QGridLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.figures import human_size
from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from PySide6.QtCore import QPersistentModelIndex
    from PySide6.QtWidgets import QFileDialog, QStyleOptionViewItem

USUAL = QSize(880, 520)
SIZE = 1  # the column
ROOM = QSize(220, 220)  # device-independent pixels


class FilePreview(QWidget):
    """A column beside the files, empty before the first picture: nothing moves when that comes.

    Signals:
        wanted: Path of the file under the cursor; "" when there is none.
    """

    wanted = Signal(str)

    def __init__(self, dialog: QFileDialog, layout: QGridLayout) -> None:
        super().__init__(dialog)
        self.setObjectName("file-preview")
        self._picture = QLabel(self)
        self._picture.setFixedSize(ROOM)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._facts = plain_label("", self, muted=True)
        self._facts.setFixedWidth(ROOM.width())
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE, 0, 0, 0)
        column.addWidget(self._picture)
        column.addWidget(self._facts)
        column.addStretch(1)
        layout.addWidget(self, 1, layout.columnCount())
        dialog.resize(USUAL)  # so that the names of files have room beside it
        dialog.currentChanged.connect(self._look)
        self.show_picture(QImage(), "")
        _show_columns(dialog)

    def _look(self, path: str) -> None:
        self.show_picture(QImage(), "")
        self.wanted.emit(path)

    def room(self) -> QSize:
        """In device pixels."""
        return ROOM * self.devicePixelRatioF()

    def show_picture(self, image: QImage, facts: str) -> None:
        """Show a picture, and what is known of it; a null one empties the place."""
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self._picture.setPixmap(pixmap)
        self._facts.setText(facts)
        self.setAccessibleName(facts or self.tr("No preview"))


class _Sizes(QStyledItemDelegate):
    """Sizes of files as the whole program writes them; Qt's list counts by 1,024."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        files = index.model()
        if option.text and isinstance(files, QFileSystemModel):
            option.text = human_size(files.size(index))


def preview_in(dialog: QFileDialog) -> FilePreview | None:
    """A preview in a dialog that Qt draws; None where the desktop does."""
    layout = dialog.layout()
    return FilePreview(dialog, layout) if isinstance(layout, QGridLayout) else None


def _show_columns(dialog: QFileDialog) -> None:
    """Cut no size and no date, once a folder is read: the names get the room that these leave."""
    files, folders = dialog.findChild(QTreeView, "treeView"), dialog.findChild(QFileSystemModel)
    if not files or not folders:
        return
    files.setItemDelegateForColumn(SIZE, _Sizes(files))
    header = files.header()
    header.setStretchLastSection(False)
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)

    def fit() -> None:
        for column in range(1, header.count()):
            files.resizeColumnToContents(column)

    folders.directoryLoaded.connect(fit)
