"""Where it is said of a chat's model that its list has it no longer, or never had it, before it is asked in vain."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.families import plain_id
from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.ui import words
from desktop.ui.figures import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.model import Model
    from desktop.services.workspace import Workspace
    from desktop.ui.notices import NoticeBar
    from desktop.ui.screens.elsewhere import ElsewhereScreen
    from desktop.ui.screens.looking import LookingScreen


PRESET = "@preset/"  # what a person has put together at OpenRouter, under a name that no list has
ONLINE = ":online"  # with a search of the web, likewise (§2.8)
MOST_PLACES = 2  # that are offered


class GoneScreen(QObject):
    """Says it once for a chat and its model. It can be asked all the same: a list may be wrong."""

    def __init__(
        self,
        looking: LookingScreen,
        elsewhere: ElsewhereScreen,
        workspace: Workspace,
        notices: NoticeBar,
        choose_another: Callable[[], None],
    ) -> None:
        super().__init__(looking)
        self._looking = looking
        self._elsewhere = elsewhere
        self._workspace = workspace
        self._notices = notices
        self._choose_another = choose_another
        self._said: tuple[str, ...] = ()  # of which chat and model, what, and who has it
        for learned in (looking.learned, elsewhere.learned):
            learned.connect(self._look)
        workspace.opened.connect(self._look)
        workspace.model_changed.connect(self._look)
        self._look()

    def _look(self) -> None:
        gone = self._gone()
        other = self._looking.follower(gone) if gone else None
        others = (self._elsewhere.listing(self._workspace.model_id) or [])[:MOST_PLACES]
        said = self._what_happened(gone, other) if gone else self._what_is_missing(others)
        here = self._workspace.chat.conversation.id, self._workspace.model_id
        if said is None and self._said[:2] == here:
            return
        if not said:
            self._said = ()
            self._notices.remove_notice("gone")
        elif (now := (*here, said, *(model.connection for model in others))) != self._said:
            self._said = now
            ways = [self._looking.way_to(other)] if other else []
            ways += [self._elsewhere.way_to(model) for model in others]
            ways.append((words.fix_label("model"), self._choose_another))
            self._notices.show_notice("gone", said, ways, "warning")

    def _gone(self) -> Model | None:
        """The chat's model, if it was listed and is no longer, or was to be removed by now."""
        connection, model_id = self._workspace.connection, self._workspace.model_id
        if connection.only_shows(model_id) or not connection.catalog.catalog.models:
            return None
        model = self._workspace.model or self._looking.retired(model_id)
        if model is None or model.retired:
            return model
        end = model.expiration_date
        return model if end and end < datetime.now(UTC).date() else None

    def _what_happened(self, gone: Model, other: Model | None) -> str:
        told = self.tr("{model} was last listed on {day}, and may no longer answer.")
        if not gone.retired:
            told = self.tr("{model} was to be removed on {day}, and may no longer answer.")
        elif other and gone.free and not other.free:
            told = self.tr("{model} was last listed on {day}. It is followed by {other}, which is not free.")
        elif other:
            told = self.tr("{model} was last listed on {day}. It is followed by {other}.")
        day = gone.retired or gone.expiration_date
        follows = one_line(other.name, LONGEST_NAME) if other else ""
        return told.format(model=one_line(gone.name, LONGEST_NAME), day=day_text(day) if day else "", other=follows)

    def _what_is_missing(self, others: Sequence[Model]) -> str | None:
        """That no list had the chat's model here, and which do; empty where it had, or is not meant to.

        None where that is not known, or not yet of a list that came just now: what was said still stands.
        """
        workspace = self._workspace
        catalog = workspace.connection.catalog.catalog
        named = plain_id(workspace.model_id.removesuffix(ONLINE))
        if not catalog.models or not named or catalog.model_of(named):
            return ""
        if not self._looking.knows_gone or self._elsewhere.listing("") is None:
            return None
        if not others and (workspace.was_told or PRESET in workspace.model_id):
            return ""
        told = self.tr("This connection does not list {model}, and may not answer.")
        if others:
            told = self.tr("This connection does not list {model}. It is listed at {places}.")
        name = one_line(others[0].name if others else workspace.model_id, LONGEST_NAME)
        return told.format(model=name, places=", ".join(model.place for model in others))
