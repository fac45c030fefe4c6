"""The whole program, built and driven through its widgets: long conversations, eight answers at once, a huge paste.

What is said of frames is wall time of the loop that serves both Qt and the network; on a machine that others use too,
the yardsticks beside it are slower as well.
"""

from __future__ import annotations

import asyncio
import gc
import statistics
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QTextBrowser, QWidget

from desktop.domain.conversation import Conversation
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.system.paths import paths
from desktop.ui.garbage import collect_between_events
from tests.benchmarks.history import conversation_of
from tests.benchmarks.table import Row
from tests.benchmarks.transcript import markdown
from tests.journeys.driver import Parley, journey, running
from tests.server import scripts
from tests.server.process import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtCore import QEvent

COUNTS = (100, 1_000, 10_000)  # messages of 1 kB
OPENED = 60.0  # milliseconds
FRAME = 16.0  # milliseconds
GAP = 33.0  # milliseconds
STREAMS = 8
RATE = 100  # tokens a second, of each
WATCHED = 12.0  # seconds
PASTED = 200.0  # milliseconds
MEGABYTE = 1_000_000  # characters
PASTES = {
    "of Markdown": markdown(MEGABYTE),
    "in one paragraph": "word " * (MEGABYTE // 5),
    "of empty lines": "\n" * MEGABYTE,
}


def measure() -> list[Row]:
    QApplication.instance() or QApplication([])
    collect_between_events()  # as the program does
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_fill(Path(folder)))
        journey(_long(Path(folder), rows))
    with tempfile.TemporaryDirectory() as folder:
        journey(_many(Path(folder), rows))
    return rows


class _Painted(QObject):
    """Tells when a widget was painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.at = 0.0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        del watched
        if event.type() == event.Type.Paint:
            QTimer.singleShot(0, self._note)
        return False

    def _note(self) -> None:
        self.at = time.perf_counter()


@contextmanager
def _beating() -> Iterator[list[float]]:
    """Milliseconds between the turns of the loop while it is open."""
    gaps: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        gaps.append(1_000 * (now - last))
        last = now

    timer = QTimer()
    timer.timeout.connect(beat)
    timer.start(1)
    yield gaps
    timer.stop()


def _quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(len(values) * share))]


async def _fill(folder: Path) -> None:
    database = await Database.open(paths(folder).database)
    conversations = Conversations(database)
    for count in COUNTS:
        messages = conversation_of(count, markdown(1_000))
        await conversations.begin(Conversation(f"c{count}", datetime.now(UTC), f"{count}"), *messages)
    await database.close()


async def _long(folder: Path, rows: list[Row]) -> None:
    async with running(folder, "--demo") as parley:
        parley.window.resize(1_180, 780)
        rows.append(await _weighed(parley))
        yardstick = await _between_tasks(lambda: _yardstick(parley))
        rows += [await _opened(parley, count, yardstick) for count in COUNTS]
        rows += await _moved(parley, yardstick)
        for name, text in PASTES.items():
            rows += await _pasted(parley, name, text)


async def _between_tasks(work: Callable[[], float]) -> float:
    """What handles events by itself; inside a task, others that wake up meanwhile would be lost."""
    done: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    QTimer.singleShot(0, lambda: done.set_result(work()))
    return await done


def _yardstick(parley: Parley) -> float:
    """Milliseconds that a browser widget takes for a hundred of the messages."""
    browser = QTextBrowser()
    browser.resize(parley.transcript.size())
    browser.show()
    text = "\n\n".join([markdown(1_000)] * 100)
    taken = []
    for _ in range(5):
        begun = time.perf_counter()
        browser.setMarkdown(text)
        QApplication.processEvents()
        taken.append(1_000 * (time.perf_counter() - begun))
    browser.close()
    return statistics.median(taken)


async def _weighed(parley: Parley) -> Row:
    """Memory that the longest conversation takes, beside its text; a short one has been shown before."""
    workspace = parley.workspace
    await workspace.open(f"c{COUNTS[0]}")
    await asyncio.sleep(1)
    before = _private()
    await workspace.open(f"c{COUNTS[-1]}")
    await asyncio.sleep(1)
    grown, text = (_private() - before) / 1_000_000, COUNTS[-1] * 1_000 / 1_000_000
    return Row(
        f"memory for {COUNTS[-1]:,} messages", grown, "MB", "their text", text, grown / text, "≤ 2 ×", grown <= 2 * text
    )


def _private() -> int:
    """Bytes of memory that are this process's alone."""
    gc.collect()
    lines = Path("/proc/self/smaps_rollup").read_text().splitlines()
    return sum(1024 * int(line.split()[1]) for line in lines if line.startswith(("Private_Dirty", "Private_Clean")))


async def _opened(parley: Parley, count: int, yardstick: float) -> Row:
    """From asking for a conversation to its first complete paint, the other one forgotten each time."""
    workspace = parley.workspace
    painted = _Painted(parley.transcript.viewport())
    taken = []
    for _ in range(7):
        workspace.new()
        await asyncio.sleep(0.1)
        gc.collect()
        begun = time.perf_counter()
        await workspace.open(f"c{count}")
        shown = time.perf_counter()
        await parley.until(lambda shown=shown: painted.at > shown and not parley.transcript.flow.unfinished, "painted")
        taken.append(1_000 * (painted.at - begun))
        assert len(parley.chat.conversation.branch()) == count
    value = statistics.median(taken)
    name = f"{count:,} messages opened, to the first complete paint"
    ratio = value / yardstick
    return Row(name, value, "ms", "setMarkdown of 100", yardstick, ratio, f"≤ {OPENED:.0f} ms", met=value <= OPENED)


async def _moved(parley: Parley, yardstick: float) -> list[Row]:
    """Dragging the scroll bar through the longest conversation, and resizing the window over it."""
    bar = parley.transcript.verticalScrollBar()
    width, height = parley.window.width(), parley.window.height()

    def drag(step: int) -> None:
        bar.setSliderPosition(bar.maximum() * (step * 37 % 400) // 400)  # there and back again, far and near

    def resize(step: int) -> None:
        parley.window.resize(width - 3 * (step % 100), height - step % 50)

    return [
        await _frames("a frame, dragging through 10,000 messages", drag, yardstick),
        await _frames("a frame, resizing over 10,000 messages", resize, yardstick),
    ]


async def _frames(name: str, move: Callable[[int], None], yardstick: float) -> Row:
    taken = [await _between_tasks(lambda step=step: _moved_to(move, step)) for step in range(400)]
    value = _quantile(taken, 0.99)
    return Row(
        f"{name}, p99",
        value,
        "ms",
        "setMarkdown of 100",
        yardstick,
        value / yardstick,
        f"≤ {FRAME:.0f} ms",
        value <= FRAME,
    )


def _moved_to(move: Callable[[int], None], step: int) -> float:
    """Milliseconds until it is painted."""
    begun = time.perf_counter()
    move(step)
    QApplication.processEvents()
    return 1_000 * (time.perf_counter() - begun)


async def _pasted(parley: Parley, name: str, text: str) -> list[Row]:
    """A megabyte into the composer, a key after it, and its chat opened again, beside a plain editor of Qt's."""
    composer = parley.find("composer")
    assert isinstance(composer, QPlainTextEdit)
    parley.workspace.new()
    plain = QPlainTextEdit()
    plain.resize(composer.size())
    plain.show()
    value = await _between_tasks(lambda: _paste(composer, text))
    assert parley.window.chat.composer.text() == text
    yardstick = await _between_tasks(lambda: _paste(plain, text))
    keys = [await _between_tasks(lambda: _type(composer)) for _ in range(60)]
    plain_keys = [await _between_tasks(lambda: _type(plain)) for _ in range(10)]
    typed, plainly = _quantile(keys, 0.99), _quantile(plain_keys, 0.99)
    opened, shown = await _reopened(parley), await _between_tasks(lambda: _show(plain, text))
    plain.close()
    composer.clear()
    await asyncio.sleep(0.5)
    return [
        _beside(f"1 MB {name} pasted into the composer", value, yardstick, PASTED),
        _beside("a key after it, p99", typed, plainly, FRAME),
        _beside("its chat opened again", opened, shown, OPENED),
    ]


def _beside(name: str, value: float, yardstick: float, most: float) -> Row:
    return Row(name, value, "ms", "QPlainTextEdit", yardstick, value / yardstick, f"≤ {most:.0f} ms", value <= most)


async def _reopened(parley: Parley) -> float:
    """Milliseconds until a chat that was left is on view again, with its draft."""
    workspace, left = parley.workspace, parley.chat.conversation.id
    taken = []
    for _ in range(5):
        await workspace.library.save_drafts()
        workspace.new()
        await asyncio.sleep(0.1)
        gc.collect()
        begun = time.perf_counter()
        await workspace.open(left)
        await _between_tasks(lambda: float(QApplication.processEvents() or 0))
        taken.append(1_000 * (time.perf_counter() - begun))
    return statistics.median(taken)


def _show(editor: QPlainTextEdit, text: str) -> float:
    """Milliseconds that a text takes to be shown in place of none."""
    editor.clear()
    begun = time.perf_counter()
    editor.setPlainText(text)
    QApplication.processEvents()
    return 1_000 * (time.perf_counter() - begun)


def _paste(editor: QPlainTextEdit, text: str) -> float:
    mime = QMimeData()
    mime.setText(text)
    editor.setFocus()
    begun = time.perf_counter()
    editor.insertFromMimeData(mime)
    QApplication.processEvents()
    return 1_000 * (time.perf_counter() - begun)


def _type(editor: QWidget) -> float:
    """Milliseconds from a key to its painted glyph."""
    begun = time.perf_counter()
    QTest.keyClicks(editor, "x")
    QApplication.processEvents()
    return 1_000 * (time.perf_counter() - begun)


async def _many(folder: Path, rows: list[Row]) -> None:
    """Eight answers at once, one of them on view, while somebody types."""
    words = markdown(6 * RATE * int(WATCHED + 20))
    answers = {
        ("GET", "/models"): scripts.reply(body={"data": [scripts.model_row(scripts.MODEL)]}),
        ("POST", "/chat/completions"): scripts.stream(scripts.spoken(words, RATE)),
    }
    with served(answers) as base_url:
        async with running(folder, "--base-url", base_url, "--model", scripts.MODEL) as parley:
            for _ in range(STREAMS):
                parley.act("new")
                await asyncio.sleep(0.2)
                parley.ask("Go on and on.")
                await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text, "an answer begins")
            keys: list[float] = []
            composer = parley.find("composer")
            assert isinstance(composer, QPlainTextEdit)
            painted = _Painted(composer.viewport())
            gc.collect()
            with _beating() as gaps:
                until = time.perf_counter() + WATCHED
                while time.perf_counter() < until:
                    begun = time.perf_counter()
                    QTest.keyClicks(composer, "x")
                    while painted.at < begun:  # noqa: ASYNC110 - an event would be set by the loop that is measured
                        await asyncio.sleep(0.0005)
                    keys.append(1_000 * (painted.at - begun))
                    await asyncio.sleep(0.05)
            answering = [chat for chat in parley.workspace._chats.values() if chat.answering]
            assert len(answering) == STREAMS
            for chat in answering:
                chat.stop()
            composer.clear()
            await asyncio.sleep(1)
    rows.append(
        _late("a gap of the loop, 8 answers streaming, p99.9", _quantile(gaps, 0.999), statistics.median(gaps), GAP)
    )
    rows.append(_late("a key to its glyph meanwhile, p99", _quantile(keys, 0.99), statistics.median(keys), FRAME))


def _late(name: str, value: float, median: float, most: float) -> Row:
    return Row(name, value, "ms", "its median", median, value / median, f"≤ {most:.0f} ms", value <= most)
