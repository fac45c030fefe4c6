"""The worst that a model can write and think, shown, scrolled through and streamed: how long it ever holds the window.

CPU time of the thread between two turns of the loop, so that a busy machine is not mistaken for a stall.
"""

from __future__ import annotations

import gc
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.garbage import collect
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter
from tests.benchmarks.table import Row
from tests.corpus import PATHOLOGICAL

if TYPE_CHECKING:
    from collections.abc import Callable

STALL = 50.0  # milliseconds
SIZE = (900, 700)
STOPS = 40  # places that are scrolled to
ARRIVING = 2_000  # characters a frame: a hundred times what models do
STREAMED = 200_000  # characters
YARDSTICK = 60_000  # characters: what the browser widget takes of each, for it would need minutes for some
QUESTION = Entry("q", "You", from_user=True, blocks=Blocks("Question?"))


def measure() -> list[Row]:
    """One row a text."""
    QApplication.instance() or QApplication([])
    gc.disable()
    _stall("warm **up** `x`\n\n- a\n\n```py\nx = 1\n```\n\n| a |\n|---|\n| b |\n")
    rows = []
    for name, make in PATHOLOGICAL.items():
        text = make()
        value, yardstick = _stall(text), _whole(text[:YARDSTICK])
        beside = f"setMarkdown of {min(len(text), YARDSTICK) // 1000} kB"
        rows.append(Row(name, value, "ms", beside, yardstick, value / yardstick, f"≤ {STALL:.0f} ms", value <= STALL))
    return rows


class _Watch(QObject):
    """The longest time between two turns of the loop."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(0)
        self._last = time.thread_time()
        self.worst = 0.0

    def _beat(self) -> None:
        collect()  # where the program does
        now = time.thread_time()
        self.worst = max(self.worst, now - self._last)
        self._last = now


def _stall(text: str) -> float:
    """Milliseconds."""
    gc.collect()
    watch = _Watch()
    transcript = Transcript(Typesetter(Press))
    transcript.resize(*SIZE)
    transcript.show()
    _settle(transcript)
    watch.worst = 0.0
    whole = Entry("a", "M", from_user=False, blocks=Blocks(text))
    _show(transcript, lambda: transcript.show_entries([QUESTION, whole]))
    _look_around(transcript)
    thinker = Entry("a", "M", from_user=False, blocks=Blocks("Well."), reasoning=text)
    _show(transcript, lambda: transcript.show_entries([QUESTION, thinker]))
    _show(transcript, lambda: transcript.toggle_reasoning(1))
    _look_around(transcript)
    _show(transcript, lambda: transcript.show_entries([Entry("u", "You", from_user=True, blocks=Blocks(text))]))
    growing = Growing()
    answer = Entry("a", "M", from_user=False, blocks=growing, streaming=True)
    _show(transcript, lambda: transcript.show_entries([QUESTION, answer]))
    for at in range(0, min(len(text), STREAMED), ARRIVING):
        _show(transcript, lambda at=at: _grow(transcript, growing, text[at : at + ARRIVING]))
    thinking = Growing()
    answer = Entry("t", "M", from_user=False, blocks=thinking, reasoning=text[:1], streaming=True)
    _show(transcript, lambda: transcript.show_entries([QUESTION, answer]))
    _show(transcript, lambda: transcript.toggle_reasoning(1))
    for at in range(0, min(len(text), STREAMED), ARRIVING):
        _show(transcript, lambda at=at: transcript.grow("t", thinking, text[: at + ARRIVING]))
    transcript.flow.style.typesetter.close()
    transcript.close()
    return 1_000 * watch.worst


def _look_around(transcript: Transcript) -> None:
    """Go through all of it, and make the window narrower."""
    bar = transcript.verticalScrollBar()
    transcript.resize(*SIZE)
    _settle(transcript)
    for stop in range(STOPS):
        _show(transcript, lambda stop=stop: bar.setValue(bar.maximum() * stop // STOPS))
    _show(transcript, lambda: transcript.resize(SIZE[0] - 100, SIZE[1]))


def _grow(transcript: Transcript, growing: Growing, text: str) -> None:
    growing.feed(text)
    transcript.grow("a", growing)


def _show(transcript: Transcript, change: Callable[[], None]) -> None:
    change()
    _settle(transcript)


def _settle(transcript: Transcript) -> None:
    """Wait until all is laid out; the next change comes in a turn of its own, as what people do comes."""
    QApplication.processEvents()
    while transcript.flow.unfinished:
        QApplication.processEvents()
    QApplication.processEvents()


def _whole(text: str) -> float:
    """Milliseconds in which a browser widget has shown the text."""
    browser = QTextBrowser()
    browser.resize(*SIZE)
    browser.show()
    begun = time.thread_time()
    browser.setMarkdown(text)
    QApplication.processEvents()
    taken = time.thread_time() - begun
    browser.close()
    return 1_000 * taken
