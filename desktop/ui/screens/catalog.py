"""Where the catalog meets the browser."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer
from PySide6.QtNetwork import QNetworkInformation

from desktop.domain.catalog import Origin
from desktop.domain.cost import use_of
from desktop.domain.errors import ConnectionFailure, StoreFailure
from desktop.ui import words
from desktop.ui.figures import number
from desktop.ui.screens.needs import NeedScreen
from desktop.ui.screens.views import join_views

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from desktop.domain.cost import Use
    from desktop.services.connection import Connection
    from desktop.services.look_back import LookBack
    from desktop.services.preferences import Preferences
    from desktop.services.workspace import Workspace
    from desktop.ui.browser.age_bar import AgeBar
    from desktop.ui.browser.browser import ModelBrowser
    from desktop.ui.composer.panel import ComposerPanel
    from desktop.ui.notices import NoticeBar

AGE_INTERVAL = 30_000  # milliseconds between looks at the clock for "5 minutes ago"

translate = QCoreApplication.translate


class CatalogScreen(QObject):
    """Keeps the browser equal to the connection's catalog."""

    def __init__(
        self,
        browser: ModelBrowser,
        workspace: Workspace,
        preferences: Preferences,
        look_back: LookBack,
        composer: ComposerPanel,
        notices: NoticeBar,
    ) -> None:
        super().__init__(browser)
        self._notices = notices
        self._browser = browser
        self._workspace = workspace
        self._preferences = preferences
        self._look_back = look_back
        self._known: object = None
        self._shown: object = None
        self._usual: Use | None = None  # what the person's own messages take
        self._join()
        self._follow()
        self._age = QTimer(self)
        self._age.setInterval(AGE_INTERVAL)
        self._age.timeout.connect(self._pass_time)
        self._age.start()
        self._workspace.follow(self._bind)
        NeedScreen(browser, workspace, composer.text_changed, self._show_need)

    def _join(self) -> None:
        browser, preferences = self._browser, self._preferences
        browser.refresh_requested.connect(self.refresh)
        browser.today_requested.connect(lambda: self._look_back.go_to(None))
        join_views(browser.views, preferences, self._notices)
        browser.entered.connect(self._read_usual)
        preferences.changed.connect(self._show_use)
        self._show_use()

    def _follow(self) -> None:
        self._workspace.model_changed.connect(self._show_current)
        self._look_back.changed.connect(self._changed)

    def refresh(self) -> None:
        self._workspace.connection.refresh()

    def show_seeing(self) -> None:
        """Offer the models that see pictures."""
        self._browser.show_seeing()

    def show_taking(self, modalities: Iterable[str]) -> None:
        """Offer the models that have all of these among their inputs."""
        self._browser.look_for(" ".join(f"in:{modality}" for modality in modalities))

    def focus_search(self) -> None:
        self._browser.focus_search()

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        self._changed()
        return [connection.catalog.changed.connect(self._changed)]

    def _changed(self) -> None:
        catalog = self._look_back.catalog
        if catalog is not self._shown:
            self._shown = catalog
            self._browser.show_catalog(catalog, self._look_back.day)
        listed = self._workspace.connection.catalog.catalog
        if listed is not self._known:
            self._known = listed
            self._workspace.catalog_changed()
        show_age(self._browser.age, self._workspace, self._look_back.day)
        self._browser.show_failure(_why_not(self._workspace))
        self._show_current()
        ask_about_short_list(self._notices, self._workspace)

    def _show_use(self) -> None:
        """Costs are those of the use that was chosen in the window of all models, or else of a usual message."""
        self._browser.show_use((not self._chosen_use and self._usual) or use_of(self._chosen_use))

    @property
    def _chosen_use(self) -> str:
        return self._preferences.models.get("use", "")

    def _read_usual(self) -> None:
        """Who enters the search may sort by cost."""
        self._workspace.connection.tasks.start(self._take_usual(), "usual message")

    async def _take_usual(self) -> None:
        with suppress(StoreFailure):  # then a usual one is meant
            self._usual = await self._workspace.library.usual_message()
            self._show_use()

    def _show_need(self) -> None:
        self._browser.show_need(self._workspace.need())

    def _pass_time(self) -> None:
        """Say how old the list is, and fetch it when it is time: while somebody is here, and where it costs nothing."""
        show_age(self._browser.age, self._workspace, self._look_back.day)
        window = self._browser.window()
        if window.isActiveWindow() and not window.isMinimized() and _is_free_to_ask():
            self._workspace.connection.refresh(when_due=True)

    def _show_current(self) -> None:
        workspace = self._workspace
        row_id = workspace.connection.catalog.catalog.row_id(workspace.model_id)
        begun = bool(workspace.chat.conversation.children)
        self._browser.show_current(row_id, own=begun or bool(workspace.preferred_model))


def show_age(bar: AgeBar, workspace: Workspace, day: date | None) -> None:
    """Say how old the list of the workspace's connection is, or of which earlier day the one is that is shown."""
    service = workspace.connection.catalog
    failure = _why_not(workspace)
    offline = isinstance(service.failure, ConnectionFailure)
    bar.show_age(service.catalog, refreshing=service.refreshing, failure=failure, offline=offline, day=day)


def _why_not(workspace: Workspace) -> str:
    """Why the list could not be loaded the last time; empty when it could, whether or not it could be stored."""
    service = workspace.connection.catalog
    came = isinstance(service.failure, StoreFailure) and service.catalog.origin is Origin.FRESH
    return words.sentence_for(service.failure, asked=False) if service.failure and not came else ""


def ask_about_short_list(notices: NoticeBar, workspace: Workspace) -> None:
    """Ask whether a list counts that is so much shorter than the one before; take the question back when it is gone."""
    service = workspace.connection.catalog
    if service.aside is None:
        notices.remove_notice("short-list")
        return
    text = translate("CatalogScreen", "The new list has only {n} models, the current one {all}. It may be incomplete.")
    text = text.format(n=number(len(service.aside.models)), all=number(len(service.catalog.models)))
    ways = [
        (translate("CatalogScreen", "Use it"), service.use_aside),
        (translate("CatalogScreen", "Keep current list"), service.refuse_aside),
    ]
    notices.show_notice("short-list", text, ways, "warning", closable=False)


def _is_free_to_ask() -> bool:
    """Whether there is a network that is not paid by the byte, as far as the system tells."""
    if not QNetworkInformation.loadDefaultBackend():
        return True
    network = QNetworkInformation.instance()
    return network.reachability() != QNetworkInformation.Reachability.Disconnected and not network.isMetered()
