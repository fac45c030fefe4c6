"""A chip for those who do not look at it: all that its menu offers can be done without opening that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAccessibleWidget

from desktop.ui.images.chip_menu import ChipMenu

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.ui.images.chip import AttachmentChip


class ChipAccessible(QAccessibleWidget):
    """Pressing it shows the picture. A menu that is open is no part of the tree that clients walk through."""

    def __init__(self, chip: AttachmentChip) -> None:
        super().__init__(chip, QAccessible.Role.Button)
        self._chip = chip

    def text(self, kind: QAccessible.Text) -> str:
        """The name says it all; Qt would describe it by the tooltip, which says the same with markup."""
        return "" if kind is QAccessible.Text.Description else super().text(kind)

    def _verbs(self) -> dict[str, Callable[[], object]]:
        chip, action = self._chip, QAccessibleActionInterface
        verbs: dict[str, Callable[[], object]] = {action.pressAction(): chip.look} if chip.can_be_seen else {}
        verbs |= {action.showMenuAction(): chip.open_menu, action.setFocusAction(): chip.setFocus}
        menu = ChipMenu(chip)
        menu.deleteLater()
        offered = (item for item in menu.actions() if item.text() and item.isEnabled())
        return verbs | {item.text().replace("&", ""): item.trigger for item in offered}

    def actionNames(self) -> list[str]:
        return list(self._verbs())

    def doAction(self, name: str) -> None:
        if verb := self._verbs().get(name):
            verb()
