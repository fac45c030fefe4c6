"""What is said of an answer that arrives, to those who listen: by sentences, or only that it begins and ends."""

from __future__ import annotations

import re
from math import inf
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.blocks import Growing
from desktop.domain.speech import sentence_ends, words_in
from desktop.ui.figures import number
from desktop.ui.transcript.selection import plain_of

if TYPE_CHECKING:
    from desktop.ui.transcript.entry import Entry
    from desktop.ui.transcript.entry_view import EntryView
    from desktop.ui.transcript.flow import Flow
    from desktop.ui.transcript.piece import Piece

_DISPLAY = re.compile(r"(\$\$)(.*?)(\$\$|\Z)|(\\\[)(.*?)(\\\]|\Z)", re.DOTALL)  # a formula, or as much as there is

translate = QCoreApplication.translate


class Speaker:
    """Remembers how much of the answer was said; each call looks at what is new alone, as far as there is time.

    Attributes:
        behind: There was no time for all of it.
        last: What was said last, but for an answer whose sentences were said being complete.
    """

    def __init__(self) -> None:
        self.behind = False
        self.last = ""
        self._entry = ""
        self._growing: Growing | None = None  # another one when what was said turns out to be reasoning
        self._piece = 0  # the one that is being said …
        self._said = 0  # … and how many of its characters were
        self._words = 0  # in those that were counted
        self._failed = ""  # why the last try failed, while the next one is waited for

    def more(self, flow: Flow, index: int, *, finished: bool, until: float = inf) -> list[str]:
        """What is to be said now, one announcement each; goes on until then (CPU time of the thread, in seconds).

        `finished`: nothing more will come.
        """
        entry = flow.entry(index)
        begun = entry.id != self._entry
        growing, before = entry.blocks if isinstance(entry.blocks, Growing) else None, self._growing
        self._growing = growing
        if begun or (before is not None and growing is not None and growing is not before):
            self._entry, self._piece, self._said, self._words = entry.id, 0, 0, 0
        way = flow.style.reading.spoken
        found: list[str] = []
        self.behind = False
        if way == "full":
            found = self._sentences(flow, index, finished=finished, until=until)
        elif way == "short" and begun and not finished:
            found.append(translate("transcript", "{name} answers").format(name=entry.speaker))
        elif way == "short" and finished:
            self._count(flow.view(index), until)
        found += self._delay(entry) if way != "off" else []
        if finished and not self.behind and way != "off":
            found.append(_ending(entry, self._words if way == "short" else None))
        told = found[:-1] if finished and way == "full" and not (self.behind or entry.state) else found
        self.last = told[-1] if told else self.last
        return found

    def again(self, flow: Flow) -> str:
        """What was said last of a message that is on view, else the last words there."""
        return self.last if self.last and flow.index_of(self._entry) >= 0 else last_words(flow)

    def _delay(self, entry: Entry) -> list[str]:
        """Once for each try that failed: why, and when the next one comes; not how the seconds go by."""
        before = self._failed
        self._failed, _, coming = entry.waiting.partition("\n") if "\n" in entry.waiting else ("", "", "")
        return [f"{self._failed} {coming}"] if self._failed not in ("", before) else []

    def _sentences(self, flow: Flow, index: int, *, finished: bool, until: float) -> list[str]:
        view = flow.view(index)
        pieces, last = view.pieces, finished and view.is_whole
        found: list[str] = []
        while self._piece < len(pieces) and not self.behind:
            piece = pieces[self._piece]
            after = _end_of_fence(pieces, self._piece) if piece.is_code else self._piece + 1
            over = last or after < len(pieces)
            if piece.is_code:
                found += [code_in_words(pieces[self._piece : after])] if over else []
            else:
                blank = " " if piece.block.source[-1:].isspace() else ""  # layout drops it, and it ends a sentence
                found += self._ended(plain_of(flow, piece) + blank, over=over)
            if not over:
                break
            self._piece, self._said = after, 0
            self.behind = self._piece < len(pieces) and thread_time() > until
        self.behind = self.behind or (finished and not view.is_whole)
        return [sentence for sentence in found if sentence]

    def _count(self, view: EntryView, until: float) -> None:
        """Count the words of some more pieces."""
        while self._piece < len(view.pieces) and not self.behind:
            self._words += words_in(view.pieces[self._piece].block.source)
            self._piece += 1
            self.behind = thread_time() > until
        self.behind = self._piece < len(view.pieces) or not view.is_whole

    def _ended(self, text: str, *, over: bool) -> list[str]:
        """The sentences of a block that were not said yet; the rest, too, once nothing more comes."""
        self._said = min(self._said, len(text))  # a mark that was shown as text may have become one
        rest = _DISPLAY.sub(_without_marks, text)[self._said :]
        ends = [end for end in sentence_ends(rest) if not _is_in_row(rest, end)]
        if over and (not ends or ends[-1] < len(rest)):
            ends.append(len(rest))
        self._said += ends[-1] if ends else 0
        return [rest[start:end].strip() for start, end in zip([0, *ends], ends, strict=False)]


def _without_marks(formula: re.Match[str]) -> str:
    """A formula on lines of its own as one sentence, in as many characters: the blanks are not heard."""
    opening, body, closing = (part for part in formula.groups() if part is not None)
    return " " * len(opening) + body.replace("\n", " ") + " " * len(closing)


def _is_in_row(text: str, at: int) -> bool:
    """Whether a place is in the middle of a row of a table, which is said as a whole."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    return text[at - 1] != "\n" and "\t" in text[start : end if end >= 0 else len(text)]


def last_words(flow: Flow) -> str:
    """The last paragraph of the last answer, as far as it has come; of one without a text why it has none."""
    for index in reversed(range(len(flow.entries))):
        entry = flow.entry(index)
        pieces = [] if entry.from_user else flow.view(index).pieces
        if not pieces:
            if entry.state:
                return _ending(entry, None)
            continue
        if pieces[-1].is_code:
            start = next(at for at in reversed(range(len(pieces))) if not pieces[at].block.continued)
            return code_in_words(pieces[start:])
        lines = plain_of(flow, pieces[-1]).strip().splitlines()
        return lines[-1] if lines else ""
    return ""


def code_in_words(pieces: list[Piece]) -> str:
    """A block of code as it is told: its language and how long it is."""
    count = sum(piece.block.code.count("\n") + (not piece.block.inside) for piece in pieces)
    lines = translate("transcript", "1 line") if count == 1 else translate("transcript", "{n} lines")
    words = (translate("transcript", "code"), pieces[0].block.title, lines.format(n=number(count)))
    return ", ".join(word for word in words if word)


def _end_of_fence(pieces: list[Piece], start: int) -> int:
    """Index of the first piece after a fence."""
    after = start + 1
    while after < len(pieces) and pieces[after].block.continued:
        after += 1
    return after


def _ending(entry: Entry, words: int | None) -> str:
    """How an answer ended; when it came to its end, with how many words where these were not said."""
    if entry.state:
        return ". ".join(word for word in (entry.state, entry.reason) if word)
    if words is None:
        return translate("transcript", "Answer complete")
    if words == 1:
        return translate("transcript", "Answer complete, 1 word")
    return translate("transcript", "Answer complete, {n} words").format(n=number(words))
