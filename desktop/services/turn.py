"""One answer on its way: asked for, waited for, folded together, timed, and ended in exactly one state."""

from __future__ import annotations

import asyncio
import itertools
import logging
import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.blocks import Growing
from desktop.domain.embedded import MOST_PLACED, EmbeddedPictures, placed, places_in
from desktop.domain.errors import ConnectionFailure, EmptyAnswer, Failure, Moderated
from desktop.domain.families import plain_id, undated
from desktop.domain.foreign import in_words, one_line
from desktop.domain.message import SHORTEST, Message, Receipt, State
from desktop.domain.observable import Observable
from desktop.domain.parts import CitationPart, LostPart, Part, ReasoningPart, TextPart
from desktop.domain.reasoning import Details
from desktop.services.album import ENOUGH, HURRY, Album
from desktop.services.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from contextlib import AbstractAsyncContextManager

    from desktop.api.body import Tell
    from desktop.api.client import Answer
    from desktop.domain.delta import Annotation, Delta
    from desktop.domain.embedded import EmbeddedPicture
    from desktop.domain.message import Usage
    from desktop.domain.parts import ImagePart, ParsedPart
    from desktop.services.album import KeepPicture
    from desktop.services.progress import Patience

    Ask = Callable[[Tell], AbstractAsyncContextManager[Answer]]

FILTERED = "content_filter"
LONGEST_REASON = 200  # characters of a provider's own word for it
OF_ANSWERS = ("RECITATION", "IMAGE_RECITATION", "IMAGE_SAFETY", "IMAGE_PROHIBITED_CONTENT")  # Google's words
CUTTING = ("length", FILTERED)  # finish reasons of answers that are not whole
AT_ONCE = 8_000  # characters that are cut into blocks without a break …
EACH = 40  # … and for how many of them a line, a picture and a delta count
LINES_AT_ONCE = AT_ONCE // EACH
MOST_CITATIONS = 1_000  # of one answer: no model means more, and each takes room on the screen
MOST_THOUGHTS = 2_000_000  # characters of reasoning: no model thinks longer, and all of it is handed on each frame
MOST_PARSED = 100  # PDFs of one request

log = logging.getLogger(__name__)


def _end_of_slice(text: str, begin: int) -> int:
    """Where what is cut at once ends that begins there: lines take time however short they are."""
    end = min(begin + AT_ONCE, len(text))
    if text.count("\n", begin, end) > LINES_AT_ONCE:
        end = begin
        for _ in range(LINES_AT_ONCE):
            end = text.index("\n", end) + 1
    return end


def _called(model_id: str) -> str:
    """What pictures are called that a model, or a snapshot of it, has made."""
    return undated(plain_id(model_id), listed=False).rpartition("/")[2]


class Keep(NamedTuple):
    """What becomes of the pictures of an answer, and of what was made of PDFs; None for what is not kept."""

    picture: KeepPicture
    parsed: Callable[[Annotation], Awaitable[ParsedPart | None]]


class Turn:
    """Streams one answer into `text`, `reasoning` and the rest.

    Args:
        host: Of the endpoint that is asked.

    Attributes:
        grown: Something arrived, or there is another phase: what is shown may have changed.
        message: The answer as it was when asked for, with its receipt, its pictures and what was made of PDFs since;
            `ended` gives its final form.
        progress: How far the waiting is.
        growing: The text so far, as sealed blocks and a tail.
        album: The pictures so far.
    """

    def __init__(self, message: Message, ask: Ask, keep: Keep, patience: Patience, host: str = "") -> None:
        self.grown: Observable[[]] = Observable()
        self.message = message
        self.progress = Progress(patience, self.grown.emit)
        self.growing = Growing()
        self.growing.feed(message.text)
        self.reasoning = ""
        self.album = Album(keep.picture, self._pictured, _called(message.model), message.images)
        self._ask = ask
        self._keep = keep
        self._patience = patience
        self._host = host
        self._embedded = EmbeddedPictures()
        self._places = places_in(message.text)  # of pictures in the text
        self._piece, self._fed = "", 0  # known last of what arrived, and how much of it is in `growing`
        self._worked = 0  # characters since the last break, and what counts as some
        self._thoughts: list[str] = []
        self._thinkable = MOST_THOUGHTS  # characters that are still taken
        self._details = Details()
        self._citations = list(message.citations)
        self._unkept: list[Annotation] = []
        self._receipt = message.receipt or Receipt()
        self._usage: Usage | None = None
        self._unsaved: list[str] = []
        self._unsaved_thoughts: list[str] = []
        self._turned = False  # what was text when it was saved is reasoning
        self._thinking_since: float | None = None
        self._thought: float | None = None  # seconds, without those of the reasoning that is coming

    async def run(self) -> Message:
        """Ask, and try again where that is allowed; the answer in its final form. Never raises a `Failure`."""
        for attempt in itertools.count():  # pragma: no branch - left by what happens inside
            try:
                await self._stream()
                break
            except Failure as failure:
                self.progress.sent()
                self.progress.receiving(0)
                await self._keep_parsed(failure.parsed)
                wait = self._wait_before_retry(failure, attempt)
                if wait is None:
                    return self.ended(self._state_after(failure), failure.bare())
                await self.progress.count_down(failure, wait)
        await self.album.settle(ENOUGH)
        if self._is_unwanted:
            why = one_line(in_words(self._receipt.native_finish_reason or FILTERED), LONGEST_REASON)
            return self.ended(State.FAILED, Moderated(why, provider=self._receipt.provider))
        reason = self._receipt.finish_reason
        if not self.progress.begun and reason != FILTERED:
            return self.ended(State.FAILED, EmptyAnswer())
        return self.ended(State.CUT_OFF if reason in CUTTING else State.COMPLETE)

    @property
    def _is_unwanted(self) -> bool:
        """Whether a filter refused the question: nothing came, and nothing says that the answer was the reason."""
        receipt = self._receipt
        if receipt.finish_reason != FILTERED or receipt.native_finish_reason in OF_ANSWERS:
            return False
        came = self.growing.text.strip() or self.thoughts() or self.album.images or self.album.missing
        return not (came or self._details)

    async def _stream(self) -> None:
        self.progress.start()
        async with self._ask(self.progress.sending) as answer:
            self.progress.sent()
            self._learn(replace(self._receipt, generation=answer.generation))
            async for deltas in answer:
                for delta in deltas:
                    await self._fold(delta)
                    if self._is_long(EACH):
                        await asyncio.sleep(0)
                embedded = 0 if self.growing.in_code else self._embedded.arriving
                self.progress.receiving(answer.arriving or embedded)
                if deltas:
                    self.grown.emit()

    async def _fold(self, delta: Delta) -> None:
        if delta.turned:
            self._turn_to_reasoning()
        if delta.text or delta.reasoning or delta.images:
            self._content_arrived()
        if delta.reasoning:  # in one piece with some of the answer, it comes before that
            self._think(thinking=True)
            self._unsaved_thoughts.append(self._take_thought(delta.reasoning))
        if delta.text or delta.images:
            self._think(thinking=False)
        if delta.text:
            await self._feed(delta.text)
        await self._put_together(delta.details)
        room = MOST_CITATIONS - len(self._citations)
        self._citations += [self._shifted(citation) for citation in delta.citations[:room]]
        for url in delta.images:
            if not self.album.full:
                self.album.add(url)
        await self._keep_parsed(delta.parsed)
        if delta.usage:
            self._usage = delta.usage
        if delta.finish_reason or delta.provider or delta.model:
            self._note(delta)

    def _take_thought(self, reasoning: str) -> str:
        """Add reasoning, as much as is taken, and return that."""
        taken = reasoning[: self._thinkable]
        self._thinkable -= len(taken)
        self._thoughts.append(taken)
        return taken

    def _turn_to_reasoning(self) -> None:
        """Take what this turn has told as text so far for reasoning."""
        if self.message.text:  # that was gone on with: where the reasoning began nobody can tell
            return
        text = self.growing.text + "".join(it if isinstance(it, str) else it.source for it in self._embedded.close())
        self._take_thought(text)
        self.growing, self._embedded = Growing(), EmbeddedPictures()
        self._unsaved_thoughts += self._unsaved
        self._unsaved.clear()
        self._turned = True
        if self._receipt.first_token is not None and self._thinking_since is None:
            self._thinking_since = time.monotonic() - (self.progress.seconds - self._receipt.first_token)

    async def _put_together(self, details: Sequence[dict[str, object]]) -> None:
        for item in details:
            self._details.add(item)
            if self._is_long(EACH):
                await asyncio.sleep(0)

    async def _keep_parsed(self, annotations: Sequence[Annotation]) -> None:
        """Keep what was made of PDFs, each once: every provider that was tried may tell of it."""
        self._unkept += annotations
        await self._settle_parsed()

    async def settle(self) -> None:
        """Keep what Stop came in the way of: of long work only what is quick."""
        await self._settle_parsed()
        await self.album.settle(HURRY)

    async def _settle_parsed(self) -> None:
        while self._unkept:
            annotation, known = self._unkept[0], self.message.parsed
            wanted = len(known) < MOST_PARSED and all(part.file != annotation.file for part in known)
            if wanted and (part := await self._keep.parsed(annotation)):
                self.message = replace(self.message, parts=(*self.message.parts, replace(part, host=self._host)))
            del self._unkept[0]

    def _shifted(self, citation: CitationPart) -> CitationPart:
        """A citation of an answer that was gone on with: the endpoint counts in what is new."""
        before = len(self.message.text) if citation.end else 0
        return replace(citation, start=citation.start + before, end=citation.end + before)

    async def _feed(self, text: str) -> None:
        """Cut what arrived into blocks; much of it, in however many pieces, leaves time for everything else."""
        for piece in self._embedded.feed(text):
            self._piece, self._fed = piece if isinstance(piece, str) else self._text_of(piece), 0
            if self._is_long(EACH):
                await asyncio.sleep(0)
            while self._fed < len(self._piece):
                begin, self._fed = self._fed, _end_of_slice(self._piece, self._fed)
                part = self._piece[begin : self._fed]
                self.growing.feed(part)
                self._unsaved.append(part)
                if self._is_long(len(part) + EACH * part.count("\n")):
                    await asyncio.sleep(0)

    def _is_long(self, work: int) -> bool:
        """Whether it is time for a break, after some more work."""
        self._worked += work
        if self._worked < AT_ONCE:
            return False
        self._worked = 0
        return True

    def _text_of(self, picture: EmbeddedPicture) -> str:
        """What is left in the text of a picture that stands there: its place, or all of what is none, or code."""
        if self.growing.in_code or self.album.full or not picture.begins_as_one:
            return picture.source
        self._places += 1
        place = self.album.add(picture.url, self._places if self._places <= MOST_PLACED else 0)
        return placed(picture.name, place) if place else picture.name

    def _without(self, cut: EmbeddedPicture) -> str:
        """What is left in the text of a picture that did not come whole: no model should be sent megabytes of it."""
        if self.growing.in_code or not cut.begins_as_one:
            return cut.source
        self.album.lost += 1
        return cut.name

    def _pictured(self, image: ImagePart) -> None:
        self.message = replace(self.message, parts=(*self.message.parts, image))  # there after a crash too
        self.grown.emit()

    def _think(self, *, thinking: bool) -> None:
        """Measure how long the reasoning comes; it may come again after some of the answer."""
        if thinking and self._thinking_since is None:
            self._thinking_since = time.monotonic()
        elif not thinking and self._thinking_since is not None:
            self._thought, self._thinking_since = self.thought(), None
            self._learn(replace(self._receipt, thought=self._thought))

    def thought(self) -> float | None:
        """Seconds in which the reasoning came so far; None when none came."""
        if self._thinking_since is None:
            return self._thought
        return (self._thought or 0) + time.monotonic() - self._thinking_since

    def _taken(self, state: State) -> float:
        """Seconds until the end; what came whole was there with its first token, however long it is then looked at."""
        first, taken = self._receipt.first_token, self.progress.seconds
        if first is None or state is not State.COMPLETE or self.thought() is not None:
            return taken
        return first if self.progress.content_seconds - first < SHORTEST else taken

    def _content_arrived(self) -> None:
        if not self.progress.begun:
            self._learn(replace(self._receipt, first_token=self.progress.seconds))
        self.progress.content_arrived()

    def _note(self, delta: Delta) -> None:
        known = self._receipt
        if (delta.model, delta.provider, delta.finish_reason) != (
            known.model,
            known.provider,
            known.finish_reason,
        ):
            self._learn(
                replace(
                    known,
                    model=delta.model or known.model,
                    provider=delta.provider or known.provider,
                    finish_reason=delta.finish_reason or known.finish_reason,
                    native_finish_reason=delta.native_finish_reason or known.native_finish_reason,
                )
            )

    def _learn(self, receipt: Receipt) -> None:
        """More is known of where the answer comes from, also after a crash."""
        self._receipt = receipt
        if receipt.model:
            self.album.name = _called(receipt.model)
        self.message = replace(self.message, receipt=receipt)

    def thoughts(self) -> str:
        """The reasoning so far; joined on demand, not per piece."""
        if self._thoughts:
            self.reasoning += "".join(self._thoughts)
            self._thoughts.clear()
        return self.reasoning

    def unsaved(self) -> tuple[str, str, bool]:
        """Text and reasoning that arrived since the last call, for the journal.

        The third is whether all text of earlier calls has turned out to be reasoning since.
        """
        text, thoughts, turned = "".join(self._unsaved), "".join(self._unsaved_thoughts), self._turned
        self._unsaved.clear()
        self._unsaved_thoughts.clear()
        self._turned = False
        return text, thoughts, turned

    def ended(self, state: State, failure: Failure | None = None) -> Message:
        """The answer as it is now, in its final state."""
        rest = self._piece[self._fed :]
        rest += "".join(piece if isinstance(piece, str) else self._without(piece) for piece in self._embedded.close())
        # half a picture of megabytes is cut where it is shown, when there is time
        if _end_of_slice(rest, 0) == len(rest):
            self.growing.feed(rest)
            rest = ""
        text = self.growing.text + rest
        self.growing.close()
        details = self._merged()
        thoughts = self.thoughts()
        parts: list[Part] = [
            *([ReasoningPart(thoughts, details)] if thoughts or details else []),
            *([TextPart(text)] if text else []),
            *self.album.images,
            *([LostPart(self.album.missing)] if self.album.missing else []),
            *self._citations,
            *self.message.parsed,
        ]
        receipt = replace(self._receipt, usage=self._usage, seconds=self._taken(state), thought=self.thought())
        return replace(self.message, parts=tuple(parts), state=state, receipt=receipt, failure=failure)

    def _merged(self) -> str:
        """What a model wants back of its reasoning. Opaque and foreign: whatever is wrong in it costs nothing else."""
        try:
            return self._details.merged()
        except Exception:
            log.exception("the details of a reasoning were left out")
            return ""

    def _state_after(self, failure: Failure) -> State:
        return State.CUT_OFF if self.progress.begun and isinstance(failure, ConnectionFailure) else State.FAILED

    def _wait_before_retry(self, failure: Failure, attempt: int) -> float | None:
        """Seconds to wait before the next try, None when there must not be one."""
        if self.progress.begun or not failure.retryable or attempt >= self._patience.retries:
            return None
        if failure.retry_after is None:
            return self._patience.first_retry * 2.0**attempt
        return failure.retry_after if failure.retry_after <= self._patience.longest_retry else None
