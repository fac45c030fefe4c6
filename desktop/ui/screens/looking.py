"""Where what is known of a model beside the list meets its page: bookmarks, providers, history."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.bookmark import NOTHING
from desktop.domain.catalog import Origin
from desktop.domain.errors import StoreFailure
from desktop.domain.families import plain_id, ways_of
from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.domain.provider import with_companies
from desktop.domain.query import Known
from desktop.domain.search import Finder
from desktop.services.connection import OPENROUTER, Connection
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.browser.about import About
from desktop.ui.browser.page import NOTHING_MORE
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.link import ask_to_open
from desktop.ui.dialogs.note import NoteDialog
from desktop.ui.figures import day_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.catalog import Catalog
    from desktop.domain.history import Change
    from desktop.domain.model import Model
    from desktop.services.history import Retired
    from desktop.services.look_back import LookBack
    from desktop.services.workspace import Workspace
    from desktop.ui.browser.browser import ModelBrowser
    from desktop.ui.models.window import ModelsWindow
    from desktop.ui.notices import NoticeBar

SHOWN = 12  # seconds


class LookingScreen(QObject):
    """Tells the browser, or the window of all models, what is known, and does what the person wants of models.

    Signals:
        learned: It is known anew what is no longer listed.

    Args:
        after_choice: Gives the keyboard back to the chat.
    """

    learned = Signal()

    def __init__(
        self,
        browser: ModelBrowser | ModelsWindow,
        workspace: Workspace,
        look_back: LookBack,
        notices: NoticeBar,
        after_choice: Callable[[], None],
    ) -> None:
        super().__init__(browser)
        self._browser = browser
        self._notices = notices
        self._workspace = workspace
        self._look_back = look_back
        self._after_choice = after_choice
        self._changes: dict[str, tuple[Change, ...]] = {}
        self._changed: dict[str, datetime] = {}
        self._retired: Mapping[str, Retired] = {}
        self._begun: datetime | None = None
        self._learned: Catalog | None = None
        self._known: Catalog | None = None  # of it what is no longer listed is known
        self._looked, self._touched = "", False  # id of the model that is looked at, and whether by a person's act
        self._join(browser)
        look_back.changed.connect(self._tell)
        workspace.model_changed.connect(self._model_changed)
        workspace.follow(self._bind)

    def _join(self, browser: ModelBrowser | ModelsWindow) -> None:
        browser.tell_by(self.about)
        browser.looked.connect(self.look)
        browser.refused.connect(self._warn)
        browser.chosen.connect(self._choose)
        browser.details.favorite_set.connect(self.set_favorite)
        browser.details.note_requested.connect(self.ask_for_note)
        browser.details.link_activated.connect(lambda address, said: ask_to_open(address, said, browser.window()))
        browser.zero_retention_asked.connect(self._ask_zero_retention)

    def about(self, model: Model) -> About:
        """What is known of a model beside its row. What is kept and told of models is so by connection."""
        connection = self._workspace.connection
        if model.connection:
            return _dated(connection.elsewhere.fetched.get(model.connection))
        details, catalog = connection.details, connection.catalog.catalog
        told, routed = details.told(model.id), connection.base_url == OPENROUTER
        about = About(
            connection.bookmarks.by_id.get(model.id, NOTHING),
            listed=catalog.as_of.date() if catalog.as_of else None,
            ways=() if model.retired else ways_of(model, catalog.models, routed=routed),
            routed=routed,
            bundled=catalog.origin is Origin.BUNDLED and self._look_back.day is None,
            inside=connection.demo and not connection.only_shows(model.id),
            current=self._workspace.model_id,
            asking=details.awaited == model.id,
            failure=self._why_untold(),
            changes=self._changes.get(model.id, ()),
            begun=self._begun,
            gone=self._look_back.gone(model.id) is not None,
            successor=self._successor_of(model),
            stands_for_none=self._stands_for_none(model),
        )
        if told is None:
            return about
        return about._replace(
            description=told.details.description,
            providers=with_companies(told.details.providers, details.companies),
            fetched=told.fetched,
            keeping_nothing=self._keeping_nothing(model),
        )

    def _why_untold(self) -> str:
        """Why nothing newer is known of who offers the model that is looked at; "" when something is."""
        connection = self._workspace.connection
        if connection.details.silent:
            return self.tr("{host} tells nothing of providers.").format(host=connection.client.host)
        failure = connection.details.failure
        return words.sentence_for(failure, asked=False) if failure else ""

    def _stands_for_none(self, model: Model) -> bool:
        """Whether the list that is looked at lacks what an alias of it stands for."""
        alias = None if model.retired else model.alias_target
        return alias is not None and self._look_back.catalog.named(alias.slug) is None

    def _keeping_nothing(self, model: Model) -> frozenset[str] | None:
        """Tags of those who keep nothing of what a model is asked; None while that is not known."""
        details, names = self._workspace.connection.details, {model.id, model.canonical_slug}
        known = details.zero_retention is not None
        return frozenset(tag for name, tag in details.keeping_nothing if name in names) if known else None

    @property
    def knows_gone(self) -> bool:
        """Whether it is known what is no longer in the list."""
        return self._known is self._workspace.connection.catalog.catalog

    def retired(self, model_id: str) -> Model | None:
        """What was last said of a model that was listed and is no longer."""
        gone = self._retired.get(self._workspace.connection.catalog.catalog.row_id(model_id))
        return gone.model if gone else None

    def follower(self, model: Model) -> Model | None:
        """What came in the place of a model that is no longer listed, if the list has it."""
        return self._workspace.connection.catalog.catalog.by_id.get(self._successor_of(model))

    def way_to(self, model: Model) -> tuple[str, Callable[[], None]]:
        """A button of a notice that chooses a model, and what it does."""
        label = self.tr("Use {model}").format(model=one_line(model.name, LONGEST_NAME)).replace("&", "&&")
        return label, lambda: self._browser.choose(model.id)

    def _successor_of(self, model: Model) -> str:
        """The id of what came in its place, or its permanent slug where no list has it; empty when none is known.

        What is gone is learned later than a list comes: what is listed again has no successor.
        """
        catalog, gone = self._workspace.connection.catalog.catalog, self._retired.get(model.id)
        if gone is None or model.id in catalog.by_id:
            return ""
        found = catalog.named(gone.successor or model.canonical_slug or model.id)
        return found.id if found and found.chat_ready else gone.successor  # batches under the same slug follow nothing

    def _choose(self, model_id: str) -> None:
        """Ask this model from now on, and go back to the chat."""
        if gone := self._look_back.gone(model_id):
            self._warn(gone)
            return
        self._workspace.choose_model(model_id)
        self._after_choice()

    def _warn(self, model: Model) -> None:
        """Say why a model cannot be chosen that is no longer listed, or answers batches only; and offer another."""
        name, by_id = one_line(model.name, LONGEST_NAME), self._workspace.connection.catalog.catalog.by_id
        if model.retired:
            told = self.tr("{model} is no longer listed, so it cannot be chosen. The list had it last on {day}.")
            text = told.format(model=name, day=day_text(model.retired))
            other = None if model.connection else self.follower(model)
        elif model.is_batch:
            told = self.tr("{model} answers batch requests only, so it cannot be chosen for a chat.")
            text, other = told.format(model=name), None if model.connection else by_id.get(plain_id(model.id))
        else:
            return
        ways = [self.way_to(other)] if other else []
        self._notices.show_notice("refused", text, ways, "warning", 0 if ways else SHOWN)

    def _model_changed(self) -> None:
        self._notices.remove_notice("refused")
        self._browser.renew_page(self._looked)

    def touch(self) -> None:
        """From now on a person looks at what is looked at: ask about its providers too."""
        self._touched = True
        self._ask_about_providers(self._looked)

    def look(self, model: Model) -> None:
        """A model is looked at: have more told about it."""
        connection = self._workspace.connection
        self._looked = model.id
        connection.details.look(model)
        self._ask_about_providers(model.id)
        if not model.connection and model.id in self._changed and model.id not in self._changes:
            connection.tasks.start(self._read_changes(model.id), "history")

    async def _read_changes(self, model_id: str) -> None:
        connection = self._workspace.connection
        with suppress(StoreFailure):  # then the page has no history
            changes = await connection.history.of(model_id)
            if connection is self._workspace.connection:
                self._changes[model_id] = changes
                self._browser.renew_page(model_id)

    def set_favorite(self, model_id: str, favorite: bool) -> None:  # noqa: FBT001 - a slot
        self._workspace.connection.bookmarks.set_favorite(model_id, favorite=favorite)
        self._browser.renew_page(model_id)

    def ask_for_note(self, model_id: str) -> None:
        """Let the person write about a model."""
        bookmarks = self._workspace.connection.bookmarks
        model = self._workspace.connection.catalog.catalog.by_id.get(model_id)
        name = model.name if model else model_id
        dialog = NoteDialog(name, bookmarks.by_id.get(model_id, NOTHING), self._browser.window())
        dialog.kept.connect(lambda note, tags: bookmarks.describe(model_id, note, tags))
        dialog.kept.connect(lambda *_: self._browser.renew_page(model_id))
        open_dialog(dialog)

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        self._learned = None
        self._forget()
        self._catalog_changed()
        return [
            connection.details.changed.connect(self._told),
            connection.bookmarks.changed.connect(self._tell),
            connection.catalog.changed.connect(self._catalog_changed),
        ]

    def _forget(self) -> None:
        """What changed and what is gone are those of another endpoint."""
        self._changes, self._changed, self._retired = {}, {}, {}
        self._browser.show_retired(Finder(()))
        self.learned.emit()

    def _catalog_changed(self) -> None:
        """Learn what changed, once a list is there and stored."""
        service = self._workspace.connection.catalog
        if service.catalog is not self._learned and not service.refreshing:
            self._learned = service.catalog
            self._workspace.connection.tasks.start(self._learn(), "changes")

    async def _learn(self) -> None:
        connection, known = self._workspace.connection, self._learned
        with suppress(StoreFailure):  # then nothing is found by it
            changed = await connection.history.last_changes()
            retired, begun = await connection.history.retired(), await connection.history.begun()
            finder = await on_thread(lambda: Finder([gone.model for gone in retired.values()]), "search")
            await on_thread(partial(finder.prepare, self._workspace.families), "search")
            if connection is not self._workspace.connection:
                return  # another one may be used before this is cancelled
            self._changed, self._retired, self._changes, self._begun = changed, retired, {}, begun
            self._known = known
            self._tell()
            self._browser.show_retired(finder)
            self.learned.emit()
            if self._looked in self._changed:
                await self._read_changes(self._looked)

    def _ask_zero_retention(self) -> None:
        self._workspace.connection.details.ask_zero_retention()

    def _told(self, model_id: str) -> None:
        details = self._workspace.connection.details
        if model_id:
            self._browser.renew_page(model_id)
            self._ask_about_providers(model_id)
        else:
            if details.zero_retention is not None:
                self._tell()
            self._browser.renew_page(self._looked)

    def _ask_about_providers(self, model_id: str) -> None:
        """Who they are and who keeps nothing is told of all at once: asked when a person has the first on view."""
        details = self._workspace.connection.details
        if self._touched and (told := details.told(model_id)) and told.details.providers:
            details.ask_companies()
            details.ask_zero_retention()

    def _tell(self) -> None:
        """Tell the search what it may be asked about."""
        kept, stated = self._workspace.connection.bookmarks.by_id, self._workspace.connection.details.zero_retention
        models = self._workspace.connection.catalog.catalog.models
        keeping_nothing = stated and frozenset(m.id for m in models if m.id in stated or m.canonical_slug in stated)
        favorites = frozenset(model_id for model_id, bookmark in kept.items() if bookmark.favorite)
        tags = {model_id: bookmark.tags for model_id, bookmark in kept.items() if bookmark.tags}
        notes = {model_id: bookmark.note for model_id, bookmark in kept.items() if bookmark.note}
        today, used = datetime.now(UTC).date(), self._used()
        changed = self._look_back.changes if self._look_back.day else self._changed
        self._browser.show_known(Known(today, favorites, changed, keeping_nothing, tags, notes, used=used))

    def _used(self) -> dict[str, datetime]:
        """When each row of the list was asked last, also with an ending that no list has."""
        row_id, used = self._workspace.connection.catalog.catalog.row_id, dict[str, datetime]()
        for model_id, bookmark in self._workspace.connection.bookmarks.by_id.items():
            if bookmark.used:
                row = row_id(model_id)
                used[row] = max(bookmark.used, used.get(row, bookmark.used))
        return used


def _dated(fetched: datetime | None) -> About:
    """What is known of a model of another connection: when its list came."""
    return About(listed=fetched.date(), elsewhere=fetched) if fetched else NOTHING_MORE
