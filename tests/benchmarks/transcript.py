"""The transcript: an answer that streams, and long conversations that are opened.

An answer of 40,000 tokens is fed as it would arrive at 200 tokens a second, a frame of 33 ms at a time. The frames
around the 2,000th and the 40,000th token are measured; those between are only fed, for they would take minutes.
"""

from __future__ import annotations

import gc
import statistics
import time
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QTextBrowser

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator

FRAME = 0.033  # seconds
TOKENS = 200 * FRAME  # that arrive in a frame
TOKEN = 4  # characters
MEASURED = 300  # frames
RUNS = 5
SIZE = (900, 700)
WORDS = "the answer of a model is made of words and some of them are longer than others which makes lines differ"
HALF = {1_000: 30, 10_000: 60}  # milliseconds: half of what opening may take; the store has the other half


def markdown(characters: int) -> str:
    """Prose, lists, code and a table in the mixture of a long technical answer."""
    words = WORDS.split()
    sections = []
    length = number = 0
    while length < characters:
        number += 1
        turned = " ".join(words[number % len(words) :] + words[: number % len(words)])
        prose = f"{turned}. **{turned[:20].strip()}** {turned}, `{words[number % 20]}` {turned}.\n\n"
        items = "".join(f"- **{words[(number + n) % 20]}**: {turned[: 40 + n * 9].strip()}\n" for n in range(5)) + "\n"
        code = "".join(
            f"def function_{n}(value: int) -> int:\n    return value + {n}  # {words[n]}\n" for n in range(10)
        )
        table = "| name | value |\n|---|---|\n" + "".join(f"| {words[n]} | {n} |\n" for n in range(5)) + "\n"
        section = f"## Section {number}\n\n{prose * 4}{items}{prose * 2}"
        section += f"```python\n{code}```\n\n" if number % 2 else table
        sections.append(section)
        length += len(section)
    return "".join(sections)[:characters]


def measure() -> list[Row]:
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    _Streamed(markdown(8_000)).frames(500)  # imports, fonts and caches
    runs = [[_Streamed(text).frames(MEASURED) for text in _answers()] for _ in range(3)]
    early, late = map(min, zip(*runs, strict=True))
    yardstick = _whole_again(markdown(40_000 * TOKEN))
    ratio = late / early
    dearer = yardstick / late
    return [
        Row("40,000 tokens in, beside 2,000", late, "ms", "2,000 in", early, ratio, "≤ 1.15 ×", ratio <= 1.15),
        Row(
            "a frame there, beside all again",
            late,
            "ms",
            "setMarkdown",
            yardstick,
            dearer,
            "≥ 30 × dearer",
            dearer >= 30,
        ),
        *(_opened(count) for count in HALF),
    ]


def _answers() -> Iterator[str]:
    """What the answer is when measuring starts; the frames measured are the same text."""
    section = markdown(20_000)
    for tokens in (2_000, 40_000):
        yield (section * (tokens * TOKEN // len(section)))[: tokens * TOKEN]


class _Streamed:
    """A window in which an answer streams that has begun with `text`."""

    def __init__(self, text: str) -> None:
        self._growing = Growing()
        self._growing.feed(text)
        self._transcript = Transcript(Typesetter(Press))
        self._transcript.resize(*SIZE)
        entry = Entry("a", "Model", from_user=False, blocks=self._growing, streaming=True)
        self._transcript.show_entries([Entry("q", "You", from_user=True, blocks=Blocks("Question?")), entry])
        self._transcript.show()
        QApplication.processEvents()

    def frames(self, count: int) -> float:
        """Milliseconds of CPU that a frame takes on average: cut, laid out and painted, none of them left out."""
        more = markdown(int(count * TOKENS * TOKEN) + 100)
        gc.collect()
        spent = at = 0.0
        for frame in range(count):
            until = int((frame + 1) * TOKENS)
            begun = time.process_time()
            for token in range(int(at), until):
                self._growing.feed(more[token * TOKEN : (token + 1) * TOKEN])
            self._transcript.grow("a", self._growing)
            self._transcript.pace.show_late()
            QApplication.processEvents()
            spent += time.process_time() - begun
            at = until
        self._transcript.close()
        return 1_000 * spent / count


def _whole_again(text: str) -> float:
    """What a frame takes in a browser widget that is given the whole answer each time."""
    browser = QTextBrowser()
    browser.resize(*SIZE)
    browser.show()
    taken = []
    for _ in range(RUNS):
        begun = time.process_time()
        browser.setMarkdown(text)
        QApplication.processEvents()
        taken.append(1_000 * (time.process_time() - begun))
    browser.close()
    return statistics.median(taken)


def _opened(count: int) -> Row:
    """Showing a conversation and painting it, beside `setMarkdown` for a tenth of the smaller one."""
    texts = [markdown(1_000)] * count
    taken = []
    for _ in range(RUNS):
        transcript = Transcript(Typesetter(Press))
        transcript.resize(*SIZE)
        transcript.show()
        QApplication.processEvents()
        gc.collect()
        begun = time.process_time()
        entries = [Entry(str(n), "Model", from_user=n % 2 == 0, blocks=Blocks(text)) for n, text in enumerate(texts)]
        transcript.show_entries(entries)
        QApplication.processEvents()
        taken.append(1_000 * (time.process_time() - begun))
        transcript.close()
    value = statistics.median(taken)
    yardstick = _whole_again("\n\n".join(texts[:100]))
    most = HALF[count]
    return Row(
        f"{count:,} messages shown and painted",
        value,
        "ms",
        "setMarkdown of 100",
        yardstick,
        value / yardstick,
        f"≤ {most} ms",
        value <= most,
    )
