"""The composition root, second half: builds, joins, runs and closes everything behind the painted window."""

from __future__ import annotations

import asyncio
import signal
import sys
from contextlib import suppress
from datetime import timedelta
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog

from desktop import ending
from desktop.connecting import DEMO_ADDRESS, DEMO_MODEL, Connections
from desktop.domain.endings import may_fit
from desktop.domain.errors import BadAddress, StoreFailure
from desktop.remembering import Remembering
from desktop.services.album import KeepPicture
from desktop.services.chat import Chat
from desktop.services.connection import OPENROUTER, Connection
from desktop.services.files import keep_parsed
from desktop.services.gallery import Gallery
from desktop.services.intake import Intake
from desktop.services.library import Library
from desktop.services.look_back import LookBack
from desktop.services.names import Names
from desktop.services.pictures import Previews, keep_as_it_came, keep_picture
from desktop.services.preferences import Preferences
from desktop.services.remote import Remote
from desktop.services.sizes import Sizes
from desktop.services.tasks import TaskScope
from desktop.services.turn import Keep
from desktop.services.workspace import Workspace
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from desktop.system import logs, process
from desktop.system.copies import Copies
from desktop.system.doorbell import Doorbell
from desktop.system.images import Images
from desktop.system.instance import named
from desktop.system.press import Press
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.kind_words import LACKS
from desktop.ui.screens.account import AccountScreen
from desktop.ui.screens.attachments import AttachmentsScreen
from desktop.ui.screens.catalog import CatalogScreen
from desktop.ui.screens.chat import ChatScreen
from desktop.ui.screens.elsewhere import ElsewhereScreen
from desktop.ui.screens.files import FilesScreen
from desktop.ui.screens.gone import GoneScreen
from desktop.ui.screens.leaving import LeavingScreen
from desktop.ui.screens.looking import LookingScreen
from desktop.ui.screens.models import ModelsScreen
from desktop.ui.screens.news import News
from desktop.ui.screens.picking import PickingScreen
from desktop.ui.screens.pictures import Pictures
from desktop.ui.screens.reading import ReadingScreen
from desktop.ui.screens.remote import RemoteScreen
from desktop.ui.screens.retouch import RetouchScreen
from desktop.ui.screens.room import RoomScreen
from desktop.ui.screens.sidebar import SidebarScreen
from desktop.ui.screens.store import StoreScreen
from desktop.ui.screens.unsaved import UnsavedScreen
from desktop.ui.screens.viewer import ViewerScreen
from desktop.ui.screens.window import WindowScreen
from desktop.ui.transcript.code import warm_lexers
from desktop.ui.transcript.parsing import warm
from desktop.ui.transcript.typesetter import Typesetter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.cli import Options
    from desktop.domain.conversation import Conversation
    from desktop.store.database import Database
    from desktop.store.settings import Settings
    from desktop.system.paths import Paths
    from desktop.ui.main_window import MainWindow

KEPT_AFTER_DELETION = timedelta(days=30)


class Program:
    """Everything that lives between the first paint and the end of the process."""

    def __init__(
        self,
        app: QApplication,
        window: MainWindow,
        options: Options,
        places: Paths,
        settings: Settings,
        environment_key: str,
    ) -> None:
        self._app = app
        self._window = window
        self._options = options
        self._places = places
        self._saved = saved = settings.load()
        self._tasks = TaskScope("parley", logs.report)
        self._remembering = Remembering(settings, saved, options, window, self._tasks)
        self._images = Images()
        self._copies = Copies(places.copies)
        self._typesetter = Typesetter(Press)
        self._connections = Connections(saved, environment_key, options.base_url, self._images, self._tasks)
        self._doorbell = Doorbell(places.data, self._called)
        self._wanted = named(options.images)
        self._chat: ChatScreen | None = None
        self._models: ModelsScreen | None = None
        self._leaving: LeavingScreen | None = None
        self._leave = asyncio.Event()
        self._database: Database | None = None
        self._workspace: Workspace | None = None
        self._preferences = Preferences(saved)
        self._furnish()

    def _furnish(self) -> None:
        """Fill the window with what needs no database."""
        window = self._window
        window.furnish(self._typesetter)
        attribution = window.actions_by_id["attribution"]
        attribution.setChecked(self._saved.attribution)
        attribution.toggled.connect(self._attribute)
        self._preferences.changed.connect(lambda: self._remembering.note_preferences(self._preferences))
        ReadingScreen(self._app, window, self._preferences)

    def run(self) -> int:
        """Run until the window is closed or the process is told to end; the exit code."""
        loop = qasync.QEventLoop(self._app)
        asyncio.set_event_loop(loop)
        loop.set_exception_handler(logs.report_from_loop)
        with loop:
            code = int(loop.run_until_complete(self.live()))
            ending.leave_within(ending.LAST_RESORT, code)  # closing the loop waits for threads that look up names
            return code

    async def live(self) -> int:
        """Start, stay until somebody wants to leave, and end in order; the exit code."""
        loop = asyncio.get_running_loop()
        # qasync 0.28 sets no hooks, and a stream that is left in the middle would complain (reliability §5.6)
        sys.set_asyncgen_hooks(loop._asyncgen_firstiter_hook, loop._asyncgen_finalizer_hook)  # type: ignore[attr-defined]  # noqa: SLF001
        for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            loop.add_signal_handler(name, self._leave.set)
        self._window.close_requested.connect(self._wish_to_leave)
        self._window.actions_by_id["quit"].triggered.connect(self._wish_to_leave)
        self._tasks.start(self._start(), "start")
        await self._leave.wait()
        await self._end()
        return 0

    def _wish_to_leave(self) -> None:
        """Leave unless something would be lost; until there is a chat, nothing is."""
        if self._leaving is None:
            self._leave.set()
        else:
            self._leaving.wish()

    def _called(self, files: list[str]) -> None:
        """Somebody started the program again: come forward, with the files in a new chat."""
        self._window.come_forward()
        self._wanted += files
        self._open_wanted()

    def _open_wanted(self) -> None:
        """Attach what a command line named, once there is a chat, and nothing else is asked."""
        if self._workspace is None or self._chat is None or not self._wanted:
            return
        if isinstance(dialog := QApplication.activeModalWidget(), QDialog):  # it is about the chat on view
            dialog.finished.connect(lambda _result: QTimer.singleShot(0, self._open_wanted))
        else:
            files, self._wanted = self._wanted, []
            self._workspace.new()
            self._chat.attach_files(files)

    async def _start(self) -> None:
        places = self._places
        screen = StoreScreen(self._window.chat, self._tasks, places.database, self._remembering.note_store)
        if places.temporary:
            screen.tell_temporary()
        try:
            await self._doorbell.open()
            await on_thread(self._copies.clear, "copies")  # a run that crashed may have left some
            self._database = await screen.open(places.store(self._saved.store))
            with suppress(StoreFailure):  # a full disk must not keep anybody from reading
                await Conversations(self._database).interrupted()
            workspace = await self._build(self._database)
            self._leaving = LeavingScreen(self._window, workspace, self._tasks, self._leave.set)
            screen.settle()
            with suppress(StoreFailure):
                await workspace.library.purge(KEPT_AFTER_DELETION)
            await on_thread(warm, "parser")  # before the first answer
            await on_thread(warm_lexers, "lexers")
        except Exception as error:
            self._remembering.begin_anew()
            screen.give_up(error, self._window.actions_by_id["quit"].trigger)
            raise

    async def _build(self, database: Database) -> Workspace:
        """Build what the window works on, join the two, and open what was open."""
        window, blobs = self._window, Blobs(database)
        workspace = self._workspace = self._make_workspace(database, blobs)
        connect = partial(self._connections.make, database)
        account = AccountScreen(window, workspace, self._tasks, connect, lambda: connect(DEMO_ADDRESS))
        names = Names()
        catalog, models = self._show_models(workspace, account, names)
        self._remembering.follow(workspace)
        unread = await self._open_last(workspace)  # before the composer gets a draft: somebody may be typing already
        fixes = _ways_out(workspace, account, catalog)
        previews = Previews(self._images, blobs, workspace)
        self._chat = chat = self._show_chat(workspace, previews, fixes, names)
        news = News(workspace, self._preferences, window)
        sidebar = SidebarScreen(window.sidebar, workspace, window.chat.notices, news)
        unsaved = UnsavedScreen(window.chat.notices, workspace, database, self._tasks)
        remote = Remote(workspace.intake, self._images, self._tasks, previews.keep)
        gallery = Gallery(workspace, blobs, self._images, self._copies, remote)
        viewer = ViewerScreen(window.chat, gallery, previews.make, self._tasks, chat.offer)
        retouch = RetouchScreen(window.chat, workspace, self._images, self._tasks)
        files = FilesScreen(window.chat, workspace, blobs, self._tasks)
        RemoteScreen(window.chat, workspace, remote, viewer.open_fetched, viewer.open)
        sizes = Sizes(workspace.intake.preparing, self._images, self._tasks)
        AttachmentsScreen(window.chat, workspace, remote, sizes, viewer.open_attached, files.open, retouch.open)
        WindowScreen(window, workspace, chat, sidebar, catalog, models, account, viewer).join_rules(self._preferences)
        # after the window has asked the desktop for its colors, and before a key is in memory
        process.forbid_dumping()
        if unread is not None:
            unsaved.tell(unread)
        self._open_wanted()
        return workspace

    def _show_chat(
        self, workspace: Workspace, previews: Previews, fixes: dict[str, Callable[[], None]], names: Names
    ) -> ChatScreen:
        """Join the conversation that is open to its pane, where it was left."""
        window, tasks, places = self._window, self._tasks, self._saved.places
        pictures = Pictures(previews.stored, previews.make_unasked, tasks, window)
        chat = ChatScreen(window.chat, workspace, tasks, pictures, fixes, names, places)
        self._remembering.follow_reader(chat)
        PickingScreen(window, workspace, self._images, tasks, chat)
        RoomScreen(window.chat, workspace, self._preferences, names)
        return chat

    def _show_models(
        self, workspace: Workspace, account: AccountScreen, names: Names
    ) -> tuple[CatalogScreen, ModelsScreen]:
        """Join the pane of models and their window to the lists, also of earlier days and of other connections."""
        window, preferences, look_back = self._window, self._preferences, LookBack(workspace)
        composer, notices = window.chat.composer, window.chat.notices
        looking = LookingScreen(window.browser, workspace, look_back, notices, composer.focus_editor)
        window.browser.touched.connect(looking.touch)
        window.browser.left.connect(composer.focus_editor)
        catalog = CatalogScreen(window.browser, workspace, preferences, look_back, composer, notices)
        elsewhere = ElsewhereScreen(window, workspace, names, account.go_to)
        elsewhere.learned.connect(account.tell)
        GoneScreen(looking, elsewhere, workspace, notices, catalog.focus_search)
        self._models = ModelsScreen(window, workspace, preferences, look_back, elsewhere)
        return catalog, self._models

    def _make_workspace(self, database: Database, blobs: Blobs) -> Workspace:
        conversations, options = Conversations(database), self._options
        library = Library(conversations, self._tasks.child("library"))
        intake = Intake(self._images, blobs, self._tasks.child("intake"), fits=may_fit)

        def make_chat(conversation: Conversation) -> Chat:
            keep = Keep(KeepPicture(keep_picture(self._images, blobs), keep_as_it_came(blobs)), keep_parsed(blobs))
            chat = Chat(conversation, conversations, keep, self._tasks.child(f"chat {conversation.id[:8]}"))
            chat.saving.stored.connect(library.touch)
            chat.saving.stored.connect(self._remembering.note_view)
            return chat

        preferred = options.model or (DEMO_MODEL if options.demo else self._saved.model)
        connection = self._first_connection(database)
        told_at, preferences, tasks = connection.base_url if options.model else "", self._preferences, self._tasks
        seeing = self._connections.sights
        return Workspace(library, intake, make_chat, connection, preferences, tasks, preferred, seeing, told_at)

    def _first_connection(self, database: Database) -> Connection:
        """To the endpoint that this run was told to use, else the last one; to OpenRouter when that cannot be."""
        options = self._options
        wanted = DEMO_ADDRESS if options.demo else options.base_url or self._saved.base_url or OPENROUTER
        try:
            return self._connections.make(database, wanted)
        except BadAddress as failure:
            self._window.chat.notices.show_notice("endpoint", words.sentence_for(failure), [], "error")
            return self._connections.make(database, OPENROUTER)

    async def _open_last(self, workspace: Workspace) -> StoreFailure | None:
        """Open what was open, unless pictures or a model on the command line ask for a new chat; what went wrong."""
        saved, options = self._saved, self._options
        workspace.connection.tasks.start(workspace.connection.load(), "load")
        try:
            await workspace.library.load()
            if not (self._wanted or options.model) and saved.last_conversation:
                await workspace.open(saved.last_conversation)
        except StoreFailure as failure:
            return failure
        return None

    async def _end(self) -> None:
        """Store drafts and answers, close what is open, and remember how the window stood."""
        dead_man = ending.leave_within(ending.LONGEST_END, ending.STUCK)
        self._doorbell.close()
        self._window.setEnabled(False)
        if self._models is not None:
            self._models.close()
        await self._remembering.store()
        if self._workspace is not None:
            await ending.store_last(self._workspace)
        await self._tasks.close()
        await self._connections.close()
        await self._images.close()
        self._typesetter.close()
        await on_thread(self._copies.clear, "copies")
        if self._database is not None:
            with suppress(StoreFailure):
                await self._database.close()
        self._window.close_now()
        dead_man.cancel()

    def _attribute(self, wanted: bool) -> None:  # noqa: FBT001 - a slot
        """Say which program asks, or no longer, from the next request on and in later runs."""
        self._connections.attribute(wanted)
        self._remembering.soon()


def _groups(kinds: Sequence[str]) -> list[tuple[str, ...]]:
    """All that can be put together of some kinds, each in their order."""
    return [group for size in range(1, 1 + len(kinds)) for group in combinations(kinds, size)]


def _ways_out(workspace: Workspace, account: AccountScreen, catalog: CatalogScreen) -> dict[str, Callable[[], None]]:
    """What the buttons beside failures do, by the names of `ui.words`."""
    return {
        "key": account.open_key,
        "memory": account.open_key,
        "endpoint": account.open_endpoint,
        "model": catalog.focus_search,
        "seeing": catalog.show_seeing,
        **{" ".join(kinds): partial(catalog.show_taking, kinds) for kinds in _groups(sorted(LACKS))},
        "refresh": catalog.refresh,
        "new": workspace.new,
    }
