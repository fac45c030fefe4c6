"""The place of pictures above the editor: a hint while it is empty, then one chip a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop.ui.theme.labels import plain_label
from desktop.ui.theme.sign import Sign
from desktop.ui.theme.style import ICON, chip, icon, tint
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QContextMenuEvent, QResizeEvent

    from desktop.domain.attachment import Attachment
    from desktop.domain.vision import Estimate
    from desktop.ui.composer.chips import ChipGrid
    from desktop.ui.composer.warned import Warned
    from desktop.ui.theme.theme import Theme

BESIDE = 2  # rows of words that may stand beside the button


class AttachmentStrip(QWidget):
    """Hint, remark or totals, a button that leads to what is not attached, and chips.

    Args:
        behind: What the Tab key leaves for the first that can be pressed here.

    Attributes:
        can_be_sent: There is more than what was refused.
        refused: The button that leads to what is not attached; the chips come behind it.

    Signals:
        removed: An attachment's id; the chip stays until the attachment is gone from `set_attachments`.
        quality_chosen: An attachment's id, and the `Quality` that is wanted of it.
        moved: An attachment's id, and the place that is wanted for it.
        asked: What is wanted, and the id of the attachment that it is wanted of: see `AttachmentChip.asked`.
        left: The chips gave the focus away, because the last of them is gone.
    """

    removed = Signal(str)
    quality_chosen = Signal(str, object)  # what it is need not be imported before the first paint
    moved = Signal(str, int)
    asked = Signal(str, str)
    left = Signal()

    def __init__(self, parent: QWidget, behind: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("drop-area")
        self.setAccessibleName(self.tr("Attachments"))
        self._remark = self._totals = self._untold = ""
        self.can_be_sent = False
        self._told: tuple[Sequence[Attachment], Mapping[str, Estimate]] = ((), {})
        self._chips: ChipGrid | None = None
        self._warning: Warned | None = None
        self._drawing = Sign(self)
        self._hint = plain_label("", self, muted=True)
        words = QHBoxLayout()
        words.setSpacing(SPACE)
        words.addWidget(self._drawing)
        words.addWidget(self._hint, 1)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._line.setSpacing(SPACE // 2)
        self._line.addLayout(words, 1)
        self.refused = self._make_refused()
        self.setTabOrder(behind, self.refused)
        self._line.addWidget(self.refused, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(SPACE // 2, 0, 0, 0)
        self._column.setSpacing(SPACE // 2)
        self._column.addLayout(self._line)
        tint(self, self._tint)
        self._speak()

    def _make_refused(self) -> QToolButton:
        button = chip("attachments-refused", "", self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard with the chip that has it
        button.clicked.connect(self._focus_refused)
        button.setToolTip(self.tr("Shows the next of them; Delete removes them all"))
        removal = QShortcut(QKeySequence.StandardKey.Delete, button, context=Qt.ShortcutContext.WidgetShortcut)
        removal.activated.connect(self._remove_refused)
        button.hide()
        return button

    def count(self) -> int:
        return self._chips.count() if self._chips else 0

    def set_attachments(self, attachments: Sequence[Attachment], estimates: Mapping[str, Estimate]) -> None:
        """Show these, in this order; chips that stay keep their focus. Estimates of costs by the ids of attachments."""
        if self._chips is None and attachments:
            self._chips = self._make_chips()
        if self._chips is not None:
            self._chips.set_attachments(attachments, estimates)
        if not {attachment.id for attachment in attachments} <= {attachment.id for attachment in self._told[0]}:
            self._remark = ""
        self._told = attachments, estimates
        self._tell()

    def _tell(self) -> None:
        """Say what the chips are together, and what is out of view."""
        attachments, estimates = self._told
        self._totals = refused = ""
        self.can_be_sent = False
        if attachments:
            from desktop.domain.attachment import Preparation  # noqa: PLC0415 - see below
            from desktop.ui.images.chip_totals import FEW, refused_words, totals_of  # noqa: PLC0415 - see below

            self.can_be_sent = any(chip.preparation is not Preparation.FAILED for chip in attachments)
            seen = len(attachments) <= FEW and not (self._chips and self._chips.scrolls)
            if not seen:
                self._totals, refused = totals_of(attachments, estimates), refused_words(attachments)
        self.refused.setText(refused)
        self.refused.setVisible(bool(refused))
        self._speak()

    def _make_chips(self) -> ChipGrid:
        """With the first picture: the grid and all that draws a chip take 10 ms, which no start has to wait for."""
        from desktop.ui.composer.chips import ChipGrid  # noqa: PLC0415 - see above

        chips = ChipGrid(self, self.refused)
        chips.removed.connect(self.removed)
        chips.left.connect(self.left)
        chips.quality_chosen.connect(self.quality_chosen)
        chips.moved.connect(self.moved)
        chips.asked.connect(self.asked)
        chips.crowded.connect(self._tell)
        chips.untold.connect(self._tell_untold)
        self._column.addWidget(chips)
        return chips

    def focus(self, attachment_id: str) -> None:
        """Give a chip the keyboard."""
        if self._chips:
            self._chips.focus(attachment_id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with all chips; each has a menu of its own."""
        from desktop.domain.attachment import Preparation  # noqa: PLC0415 - see above
        from desktop.ui.images.chip_menu import add_removals  # noqa: PLC0415 - see above
        from desktop.ui.menus import pop_up  # noqa: PLC0415 - see above

        menu, attachments = QMenu(self), self._told[0]
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setObjectName("attachments-menu")
        refused = sum(chip.preparation is Preparation.FAILED for chip in attachments)
        add_removals(menu, len(attachments), refused, lambda wish: self.asked.emit(wish, ""))
        if menu.actions():
            pop_up(menu, event.globalPos())
        else:
            menu.deleteLater()

    def _remove_refused(self) -> None:
        from desktop.ui.images.chip_menu import REMOVE_REFUSED  # noqa: PLC0415 - see above

        self.asked.emit(REMOVE_REFUSED, "")

    def _focus_refused(self) -> None:
        if self._chips:
            self._chips.focus_refused()

    def remark(self, text: str) -> None:
        """Say something in the place of the hint, or above the totals, until the next picture comes."""
        self._remark = text
        self._speak()

    def warn(self, text: str) -> None:
        """Say above the chips what speaks against sending; "" for nothing."""
        if self._warning is None and text:
            from desktop.ui.composer.warned import Warned  # noqa: PLC0415 - mostly nothing does

            self._warning = Warned(self)
            self._column.insertWidget(1, self._warning)
        if self._warning is not None:
            self._warning.say(text)

    def _tell_untold(self, text: str) -> None:
        self._untold = text
        self._speak()

    def _speak(self) -> None:
        invites = not self.count() and not self._totals
        invitation = self.tr("Drop or paste pictures or files here") if invites else ""
        if said := "\n".join(filter(None, (self._remark, self._totals, self._untold))):
            from desktop.ui.images.chip_rows import held_together  # noqa: PLC0415 - not before the first paint

            said = held_together(said)
        self._hint.setText(said or invitation)
        self._hint.setVisible(bool(said or invitation))
        self._drawing.setVisible(bool(self._remark) or invites)
        self._turn()

    def _turn(self) -> None:
        """Where the words would become a narrow column, the button stands below them."""
        words = self._hint.fontMetrics().horizontalAdvance(self._totals)
        room = self.width() - self.refused.sizeHint().width() - SPACE
        below = not self.refused.isHidden() and words > BESIDE * room
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def _tint(self, theme: Theme) -> None:
        self._drawing.set_pixmap(icon("picture", theme, theme.muted).pixmap(QSize(ICON, ICON), self.devicePixelRatio()))
