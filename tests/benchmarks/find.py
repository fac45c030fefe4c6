"""Finding words in 10,000 messages: CPU time from a key to the first marks and to the whole count, and of each turn."""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript.entry import Branch, Entry, Said
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter
from tests.benchmarks.table import Row
from tests.benchmarks.transcript import SIZE, markdown

if TYPE_CHECKING:
    from collections.abc import Callable

COUNT = 10_000
RUNS = 5
FRAME = 16.0  # milliseconds
RARE, COMMON = "quagga", "model is made"
RARE_EVERY = 1_000  # messages


def measure() -> list[Row]:
    QApplication.instance() or QApplication([])
    section = markdown(40_000)
    link = "See [the manual](https://example.com/a?b=1&c=2) for R&D at https://example.com/d."
    texts = [f"{section[n * 37 % 39_000 :][:1_000]}\n\n{link}" for n in range(COUNT)]
    for number in range(0, COUNT, RARE_EVERY):
        texts[number] = f"A **{RARE[:3]}**{RARE[3:]} is a kind of zebra.\n\n{texts[number]}"
    whole = "\n\n".join(texts)
    counted = _milliseconds(lambda: whole.lower().count(COMMON))
    first, rare, common, again, turn = map(statistics.median, zip(*(_found(texts) for _ in range(RUNS)), strict=True))
    browsed = _browsed(texts[: COUNT // 10]) * 10
    return [
        Row("first marks", first, "ms", "lower().count", counted, first / counted, "≤ 16 ms", first <= FRAME),
        Row("all of a rare word", rare, "ms", "lower().count", counted, rare / counted, "≤ 60 ×", rare <= 60 * counted),
        Row(
            "all of common words",
            common,
            "ms",
            "QTextDocument",
            browsed,
            common / browsed,
            "≤ 4 ×",
            common <= 4 * browsed,
        ),
        Row("one letter more", again, "ms", "lower().count", counted, again / counted, "≤ 10 ×", again <= 10 * counted),
        Row("a turn of the loop, p99", turn, "ms", "QTextDocument", browsed, turn / browsed, "≤ 16 ms", turn <= FRAME),
    ]


def _found(texts: list[str]) -> tuple[float, float, float, float, float]:
    """First marks, whole counts, and a turn of the loop at p99."""
    transcript = Transcript(Typesetter(Press))
    transcript.resize(*SIZE)
    transcript.show_entries(_branch(texts))
    transcript.show()
    for _ in range(10):
        QApplication.processEvents()
    gc.collect()
    turns: list[float] = []
    rare = _completed(transcript, RARE, turns)
    assert transcript.search.figures.total == COUNT // RARE_EVERY
    transcript.search.look_for("")
    QApplication.processEvents()
    gc.collect()
    begun = time.process_time()
    transcript.search.look_for(COMMON[:-1])
    QApplication.processEvents()
    first = 1_000 * (time.process_time() - begun)
    common = first + _completed(transcript, COMMON[:-1], turns)
    again = _completed(transcript, COMMON, turns)
    transcript.close()
    return first, rare, common, again, sorted(turns)[len(turns) * 99 // 100]


def _branch(texts: list[str]) -> Branch:
    """Messages of which, as in the program, only those on view are made; every other one is an answer."""

    def make(index: int) -> Entry:
        return Entry(str(index), "Model", from_user=index % 2 == 1, blocks=Blocks(texts[index]))

    def said(index: int) -> Said:
        return Said(index % 2 == 1, texts[index], "")

    return Branch([str(index) for index in range(len(texts))], [len(text) for text in texts], make, said)


def _completed(transcript: Transcript, words: str, turns: list[float]) -> float:
    """Milliseconds until all is counted; `turns` gets those of CPU that each turn of the loop took."""
    begun = time.process_time()
    transcript.search.look_for(words)
    while transcript.search.figures.searching:
        turn = time.thread_time()
        QApplication.processEvents()
        turns.append(1_000 * (time.thread_time() - turn))
    return 1_000 * (time.process_time() - begun)


def _browsed(texts: list[str]) -> float:
    """What Qt takes to make a document of the texts and to find the words in it."""

    def browse() -> None:
        document = QTextDocument()
        document.setMarkdown("\n\n".join(texts))
        cursor = QTextCursor(document)
        while not (cursor := document.find(COMMON, cursor)).isNull():
            pass

    return _milliseconds(browse)


def _milliseconds(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        work()
        taken.append(1_000 * (time.process_time() - begun))
    return statistics.median(taken)
