"""Putting a selection on the clipboard: as it is seen, as Markdown and HTML, and its tables for spreadsheets.

All that is made in short steps, and put there once, when it is made, unless something else was copied meanwhile.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterable
from itertools import islice
from time import thread_time
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.whole_text import Blocks
from desktop.ui.clipboard import USUAL, Copied, put_on_clipboard, watch_clipboard
from desktop.ui.transcript.forms import Forms, Part, cut_in, groups_of
from desktop.ui.transcript.piece import Piece
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot, is_in_item, length_of, pieces_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QClipboard

    from desktop.domain.block import Block
    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.flow import Flow

Steps = Generator[None, None, Copied]


class Message(NamedTuple):
    """What is selected of a message.

    Attributes:
        before: The block above that.
        images: Those of the message.
    """

    from_user: bool
    parts: Iterable[Part | None]
    before: Block | None = None
    images: tuple[ImagePart, ...] = ()


AT_ONCE = 0.012  # seconds of CPU that copying may take before the rest of the window has its turn …
SLICE = 0.008  # … and then each time
MANY = 1_000  # blocks that are taken at once
CUT = 1_000  # characters of a text that are cut into blocks at once
LONGEST_HTML = 100_000  # characters of Markdown, where somebody waits for it


class Copying(QObject):
    """Puts one selection after the other on the clipboard.

    Signals:
        worked: Something takes longer than a moment; whether it is on the clipboard now.

    Args:
        place: Puts everything in its place after more of a text was cut.
    """

    worked = Signal(bool)

    def __init__(self, parent: QObject, flow: Flow, place: Callable[[], None], mode: QClipboard.Mode = USUAL) -> None:
        super().__init__(parent)
        self._mode = mode
        self._flow = flow
        self._place = place
        self._steps: Steps | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._go_on)
        watch_clipboard(self._give_up)

    def start(self, selection: Selection, *, as_markdown: bool = False) -> None:
        """Copy what is selected in all its forms, or nothing but its Markdown."""
        self._start(copied_of(self._flow, selection, as_markdown=as_markdown))

    def start_text(self, markdown: str) -> None:
        """Copy a text that need not be on view in all its forms."""
        self._start(_formed(self._flow, [Message(from_user=False, parts=_whole(markdown))]))

    def _start(self, steps: Steps) -> None:
        self._steps = steps
        self._timer.start(0)
        if self._work(AT_ONCE):
            self._timer.stop()
        else:
            self.worked.emit(False)

    def start_message(self, index: int) -> None:
        """Copy all of a message."""
        self.start(Selection(Spot(index, 0, 0), Spot(index, END, 0)))

    def _go_on(self) -> None:
        if done := self._work(SLICE):
            self._timer.stop()
        self.worked.emit(done)

    def _give_up(self, mode: QClipboard.Mode) -> None:
        """Something was put on the clipboard: what is not made yet is wanted no longer."""
        if mode is self._mode:
            self._timer.stop()
            self._steps = None

    def _work(self, seconds: float) -> bool:
        """Go on for so long; True when that was all."""
        until, height = thread_time() + seconds, self._flow.total
        try:
            while self._steps is not None and thread_time() < until:
                next(self._steps)
        except StopIteration as end:
            self._steps = None
            if end.value.text:
                put_on_clipboard(end.value, mode=self._mode)
            return True
        finally:
            if self._flow.total != height:
                self._place()
        return False


def copied_of(flow: Flow, selection: Selection, *, as_markdown: bool = False, longest_html: float = math.inf) -> Steps:
    """A selection in all its forms, or its Markdown as words; as HTML only what is not longer than that."""
    selected = yield from _parts_of(flow, selection)
    return (yield from _formed(flow, selected, as_markdown=as_markdown, longest_html=longest_html))


def _formed(
    flow: Flow, selected: Iterable[Message], *, as_markdown: bool = False, longest_html: float = math.inf
) -> Steps:
    messages: list[Forms] = []
    size = 0
    for from_user, parts, before, images in selected:
        forms = Forms(flow, images, markdown=not from_user)
        messages.append(forms)
        first, last = cut_in(parts, before) if isinstance(parts, list) else (0, math.inf)
        alone = isinstance(parts, list) and len(list(islice(groups_of(parts), 2))) == 1
        at = 0
        for group in groups_of(parts):
            if group:
                room = 0 if as_markdown else longest_html - size - forms.size
                yield from forms.add(group, room=room, cut=at < first or at >= last, alone=alone)
            at += len(group)
            yield
        forms.end()
        yield
        size += forms.size
    messages = [forms for forms in messages if forms.markdown]
    markdown = _joined(forms.markdown for forms in messages)
    if as_markdown:
        return Copied(markdown)
    html = "".join(forms.html for forms in messages) if size <= longest_html else ""
    table = "\n".join(row for forms in messages for row in forms.rows)
    return Copied(_joined(forms.seen for forms in messages), markdown, html, table)


def copied_at_once(flow: Flow, selection: Selection) -> Copied:
    """A selection in all its forms, whatever the time it takes; as HTML only what is not too long."""
    steps = copied_of(flow, selection, longest_html=LONGEST_HTML)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value  # type: ignore[no-any-return]


def _joined(texts: Iterable[str]) -> str:
    """The texts of some messages, those that have any, as one."""
    return "\n\n".join(text for text in texts if text)


def _parts_of(flow: Flow, selection: Selection) -> Generator[None, None, list[Message]]:
    """What is selected of each message; the first and the last one are cut to their ends for that."""
    ends = sorted({selection.first.entry, min(selection.last.entry, len(flow.entries) - 1)})
    ids = {entry: flow.entries.ids[entry] for entry in ends}
    between = [flow.said(entry) for entry in range(ends[0] + 1, ends[-1])]
    for entry in ends:
        while not (gone := entry >= len(flow.entries) or flow.entries.ids[entry] != ids[entry]):
            if flow.view(entry).is_whole:
                break
            flow.cut_more(entry)
            yield
        if gone:  # other messages are on view by now
            return []
    selected: list[Message] = []
    for entry in ends:
        parts: list[Part] = []
        for part in _selected(flow, selection, entry):
            parts.append(part)
            if len(parts) % MANY == 0:
                yield
        said = flow.entry(entry)
        selected.append(Message(said.from_user, parts, _above(flow, selection, entry), said.images))
    whole = (
        Message(said.from_user, _whole(said.written, typed=said.from_user), images=said.images) for said in between
    )
    return [selected[0], *whole, *selected[1:]]


def _above(flow: Flow, selection: Selection, entry: int) -> Block | None:
    """The block before what is selected of a message."""
    view, row = flow.view(entry), selection.first.row - 1
    above = view.row(row) if entry == selection.first.entry and view.first_piece <= row < len(view) else None
    return above.block if isinstance(above, Piece) else None


def _selected(flow: Flow, selection: Selection, entry: int) -> Iterator[Part]:
    for piece, (start, end) in pieces_of(flow, selection, entry):
        in_item = selection.first[:2] == selection.last[:2] and is_in_item(piece, start, end)
        whole = start <= 0 and end >= length_of(piece) and not in_item
        yield Part(piece.block) if whole else Part(piece.block, piece, start, end, in_item)


def _whole(written: str, *, typed: bool = False) -> Iterator[Part | None]:
    """All of a message that need not be on view; None each time that some of it was cut."""
    blocks, done = Blocks(written, typed=typed), 0
    while blocks.uncut:
        found = blocks.cut(CUT)
        yield from map(Part, found[done:])
        done = len(found)
        yield None
