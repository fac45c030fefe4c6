"""Where it is said before sending that what the composer holds is more than the model takes in. It can be sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.domain.vision import Estimate
from desktop.ui.images.file_facts import cost_words

if TYPE_CHECKING:
    from desktop.services.names import Names
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane

PAUSE = 200  # milliseconds in which nothing is typed: counting a long text takes a few


class RoomScreen(QObject):
    """Says so above the editor, with what helps. Tokens are estimates, as on the chips."""

    def __init__(self, pane: ChatPane, workspace: Workspace, preferences: Preferences, names: Names) -> None:
        super().__init__(pane)
        self._composer = pane.composer
        self._workspace = workspace
        self._preferences = preferences
        self._names = names
        self._typed = QTimer(self, singleShot=True, interval=PAUSE)
        self._typed.timeout.connect(self._tell)
        self._composer.text_changed.connect(self._typed.start)
        for told in (workspace.opened, workspace.model_changed, workspace.answering_changed, workspace.intake.changed):
            told.connect(self._tell)
        for told in (workspace.weighing.changed, preferences.changed, names.changed):
            told.connect(self._tell)
        self._tell()

    def _tell(self) -> None:
        self._composer.warn(self._said())

    def _said(self) -> str:
        """That it is too much; "" where it is not, as far as is known, or there is nothing to send."""
        workspace, asked = self._workspace, self._workspace.asked()
        if asked.model is None or not workspace.drafting.can_be_sent:
            return ""
        need = workspace.need(alone=True)
        alone = together = asked.tokens(need)
        if not self._preferences.newest_pictures:  # else some of the chat stays out
            together = asked.tokens(workspace.need())
        excess = asked.model.excess(together)
        if not excess:
            return ""
        told = self._advice(excess, alone, alone - need.tokens)
        [tokens] = cost_words(Estimate(excess))
        return told.format(tokens=tokens, model=one_line(self._names.of(workspace.model_id), LONGEST_NAME))

    def _advice(self, excess: int, alone: int, pictures: int) -> str:
        """What helps: what takes most, unless the chat leaves no room for anything."""
        told = self.tr("{tokens} too many for {model}. Less text helps, or another model.")
        if excess > alone:
            told = self.tr(
                "{tokens} too many for {model}. This chat is too long for it: a new one helps, or another model."
            )
        elif 2 * pictures >= alone:
            told = self.tr("{tokens} too many for {model}. Smaller or fewer pictures help, or another model.")
        return told
