"""Drives the built program through its widgets, in a real event loop, with a real store and a real server."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import qasync
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.cli import parse
from desktop.program import Program
from desktop.store.settings import Settings
from desktop.system.paths import paths
from desktop.ui.main_window import MainWindow, Stand
from tests.waiting import LONG, until

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Coroutine
    from pathlib import Path

    from desktop.domain.attachment import Attachment
    from desktop.services.chat import Chat
    from desktop.services.workspace import Workspace
    from desktop.ui.transcript.transcript import Transcript
    from tests.server.server import ScriptedServer


class Parley:
    """A running program and hands to use it with."""

    def __init__(self, window: MainWindow, program: Program) -> None:
        self.window = window
        self.program = program

    def find(self, name: str, kind: type[QWidget] = QWidget) -> QWidget:
        """The first visible widget of that object name."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        found += [w for w in QApplication.topLevelWidgets() if w.objectName() == name and w.isVisible()]
        for top in QApplication.topLevelWidgets():
            if top is not self.window and top.isVisible():
                found += [w for w in top.findChildren(kind, name) if w.isVisible()]
        assert found, f"no visible widget is called {name}"
        return found[0]

    def shown(self, name: str) -> bool:
        try:
            self.find(name)
        except AssertionError:
            return False
        return True

    def click(self, name: str) -> None:
        QTest.mouseClick(self.find(name), Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str, end: Qt.Key | None = None) -> None:
        widget = self.find(name)
        widget.setFocus()
        QTest.keyClicks(widget, text)
        if end is not None:
            QTest.keyClick(widget, end)

    def key(self, name: str, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.find(name), key, modifier)

    def act(self, name: str) -> None:
        """Trigger an action of the menus."""
        self.window.actions_by_id[name].trigger()

    def ask(self, text: str) -> None:
        self.type("composer", text, Qt.Key.Key_Return)

    @property
    def workspace(self) -> Workspace:
        workspace = self.program._workspace
        assert workspace is not None
        return workspace

    @property
    def chat(self) -> Chat:
        return self.workspace.chat

    def texts(self) -> list[str]:
        """What was said on the branch on view."""
        return [message.text for message in self.chat.conversation.branch()]

    @property
    def transcript(self) -> Transcript:
        return self.window.chat.transcript

    def notices(self) -> list[str]:
        """What the notices on view say."""
        return [w.accessibleName() for w in self.window.findChildren(QWidget, "notice") if w.isVisible()]

    def press(self, words: str) -> None:
        """Click the visible button with these words."""
        buttons = [b for b in self.window.findChildren(QAbstractButton) if b.isVisible() and b.text() == words]
        assert buttons, f"no visible button says {words}"
        QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)

    async def until(self, look: Callable[[], object], what: str = "") -> None:
        """Wait until something is so."""
        await until(look, what)

    async def ready(self) -> None:
        await self.until(lambda: self.program._chat is not None, "the program is built")
        await self.until(self.window.browser.isVisible, "the window is shown")

    async def listed(self) -> None:
        """Wait until the list of models is there and stored, and the chat has a model."""
        service = self.workspace.connection.catalog
        await self.until(lambda: service.catalog.models and self.workspace.model_id, "the list came")
        await self.until(lambda: not service.refreshing, "it is stored")

    async def leave(self, life: asyncio.Task[int]) -> None:
        """Close the window, also where something is lost with it."""
        self.window.close_requested.emit()
        await self.until(lambda: life.done() or not self.window.isEnabled() or self.shown("leave-dialog"), "it asks")
        if self.shown("leave-dialog"):
            self.click("leave-anyway")

    async def prepared(self) -> tuple[Attachment, ...]:
        """What is attached, once all of it is ready or refused."""
        intake = self.workspace.intake
        await self.until(lambda: intake.attachments and not intake.pending, "what is attached is prepared")
        return intake.attachments

    async def answered(self) -> None:
        """Wait until the answer on its way has ended and is stored."""
        turn = f"{self.chat._tasks.name}/turn"
        await self.until(lambda: turn not in {task.get_name() for task in asyncio.all_tasks()}, "the answer ends")


@asynccontextmanager
async def running(
    data: Path, *arguments: str, key: str = "", typed: str = "", wait: bool = True
) -> AsyncIterator[Parley]:
    """The program with everything below `data`, ended in order afterwards; `wait` until it is built.

    `typed` is typed as soon as the window is there, before anything behind it.
    """
    options = parse(["--data-dir", str(data), *arguments])
    places = paths(data)
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    window = MainWindow()
    settings = Settings(places.settings)
    saved = settings.load()
    window.restore(Stand(saved.window_geometry, saved.splitters))
    window.chat.set_reading(saved.reading)
    window.show()
    QTest.keyClicks(window.focusWidget(), typed)
    program = Program(app, window, options, places, settings, key)
    life = asyncio.get_running_loop().create_task(program.live())
    parley = Parley(window, program)
    try:
        if wait:
            await parley.ready()
        yield parley
    finally:
        await parley.leave(life)
        assert await asyncio.wait_for(life, LONG) == 0
        window.deleteLater()
        await asyncio.sleep(0.01)


@asynccontextmanager
async def connected(server: ScriptedServer, data: Path, *arguments: str, key: str = "") -> AsyncIterator[Parley]:
    """The program with a server as its endpoint, once its list of models is there."""
    async with running(data, "--base-url", server.base_url, *arguments, key=key) as parley:
        await parley.listed()
        yield parley


def journey(work: Coroutine[object, object, None]) -> None:
    """Run a journey to its end in a loop of Qt's."""
    app = QApplication.instance()
    app.setQuitOnLastWindowClosed(False)
    with qasync.QEventLoop(app) as loop:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(work)
    asyncio.set_event_loop(None)
