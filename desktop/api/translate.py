"""Events of an answer → deltas. An error event goes to `faults` first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.api import wire
from desktop.api.thinking import TaggedReasoning
from desktop.api.wire import ODD, decode
from desktop.domain.delta import Delta
from desktop.domain.errors import Failure, UnreadableAnswer
from desktop.domain.foreign import in_words
from desktop.domain.message import Usage
from desktop.domain.parts import CitationPart

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.api.faults import Faults

DONE = b"[DONE]"
LONGEST_NAME = 1_000  # characters of a model, a provider or a reason that are kept; they are shown in one line …
LONGEST_ADDRESS = 8_000  # … and of a source's address: more is no address that anything opens
DAMAGED_IN_A_ROW = 3  # events, after which the rest is not worth waiting for

NOTHING_SAID = wire.Said()
NO_CHOICE = wire.Choice()


class Translation:
    """The events of one answer, in their order.

    Attributes:
        complete: `[DONE]` or a finish reason was seen: when the connection ends, so does the answer.
        over: Nothing that follows counts.
        begun: At least one event could be read.
        failure: What the endpoint reported instead of an answer, or after a part of one.
    """

    def __init__(self, faults: Faults) -> None:
        self.complete = False
        self.over = False
        self.begun = False
        self.failure: Failure | None = None
        self._faults = faults
        self._named: tuple[str | None, str | None] = (None, None)  # model and provider as sent, and as kept:
        self._names = ("", "")  # most events repeat them
        self._damaged = 0
        self._half_text = ""  # first half of a surrogate pair; the second may be in the next event
        self._half_reasoning = ""
        self._tagged = TaggedReasoning()

    def deltas(self, events: Iterable[bytes]) -> list[Delta]:
        """What the events of a stream say. Damaged ones are skipped."""
        found = []
        for data in events:
            if self.over:
                break
            try:
                chunk = decode(data)
            except ODD:
                odd = self._odd(data)
                if odd is None:
                    continue
                chunk = odd
            self._damaged = 0
            found.append(self._delta(chunk, data))
            self.begun = True
        return found

    def whole(self, document: bytes) -> list[Delta]:
        """What a reply says that is one JSON document; it is complete when it can be read."""
        try:
            chunk = wire.read(document)
        except ODD:
            self._fail(UnreadableAnswer(host=self._faults.host))
            return []
        self.complete = True
        if not chunk.choices and not chunk.error:
            self._fail(self._faults.hiccup())
            return []
        return [self._delta(chunk, document), *self.rest()]

    def rest(self) -> list[Delta]:
        """What was held back in case that more comes."""
        text, reasoning = wire.mended(self._half_text), wire.mended(self._half_reasoning)
        self._half_text = self._half_reasoning = ""
        if not self._tagged.over:
            text, reasoning = self._tagged.close(text, reasoning)
        turned = self._tagged.has_turned()
        return [Delta(text, reasoning, turned=turned)] if text or reasoning or turned else []

    def _odd(self, data: bytes) -> wire.Chunk | None:
        """What is not as it should be: the end, a blank, another shape, or damage."""
        data = data.strip()
        if data == DONE:
            self.complete = self.over = True
        if not data or self.over:
            return None
        try:
            return wire.decode_leniently(data)
        except ODD:
            self._damaged += 1
            if self._damaged == DAMAGED_IN_A_ROW:
                self._fail(UnreadableAnswer(host=self._faults.host))
            return None

    def _fail(self, failure: Failure) -> None:
        self.failure = failure
        self.over = True

    def _delta(self, chunk: wire.Chunk, data: bytes) -> Delta:
        self._learn_names(chunk)
        choice = chunk.choices[0] if chunk.choices else NO_CHOICE
        said = choice.delta or choice.message or NOTHING_SAID
        if chunk.error or choice.error or choice.finish_reason:
            self._end(chunk, choice)
        text = said.content or said.refusal or ""
        if self._half_text or not text.isascii():
            text, self._half_text = _joined(self._half_text + text)
        details = self._without_key(said.reasoning_details) if said.reasoning_details else ()
        annotations = self._without_key(said.annotations) if said.annotations else ()
        reasoning = said.reasoning or said.reasoning_content or (_shown(details) if details else "")
        if self._half_reasoning or not reasoning.isascii():
            reasoning, self._half_reasoning = _joined(self._half_reasoning + reasoning)
        if not self._tagged.over:
            text, reasoning = self._tagged.feed(text, reasoning, elsewhere=bool(reasoning or details))
        facts = (
            text,
            reasoning,
            tuple(details),
            _images(said.images) if said.images else (),
            _citations(annotations) if annotations else (),
            wire.parsed(annotations) if annotations else (),
            self._kept(choice.finish_reason) if choice.finish_reason else "",
            self._kept(choice.native_finish_reason) if choice.native_finish_reason else "",
            *self._names,
            _usage(chunk.usage, self._sent(data)) if chunk.usage else None,
            self._tagged.has_turned(),
        )
        return tuple.__new__(Delta, facts)  # as `Delta(…)` does it, at a third of the cost, for each token

    def _learn_names(self, chunk: wire.Chunk) -> None:
        if self._named != (named := (chunk.model, chunk.provider)):
            self._named, self._names = named, (self._kept(chunk.model), self._kept(chunk.provider))

    def _kept(self, name: str | None) -> str:
        return self._faults.without_key(name or "")[:LONGEST_NAME]

    def _without_key(self, items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """Items that are kept beside the text; none where one is nested too deeply to be looked through."""
        try:
            return [wire.with_texts(self._faults.without_key, item) for item in items]
        except RecursionError:
            return []

    def _sent(self, data: bytes) -> str:
        """The usage in an event, as it came."""
        sent = self._faults.without_key_in(wire.usage_as_sent(data).encode())
        return self._faults.without_key(sent.decode())

    def _end(self, chunk: wire.Chunk, choice: wire.Choice) -> None:
        """Note a finish reason, which may come twice, or an error, which may come after it."""
        self.complete = True
        error = chunk.error or choice.error
        if error or choice.finish_reason == "error":
            native = choice.native_finish_reason
            named = {"code": native, "message": in_words(native)} if native and native != "error" else None
            self._fail(self._faults.of_error(error or named, provider=chunk.provider or ""))


def _joined(text: str) -> tuple[str, str]:
    """Text that can be shown now, and the first half of a surrogate pair at its end."""
    half = text[-1] if text and "\ud800" <= text[-1] <= "\udbff" else ""
    return wire.mended(text[:-1] if half else text), half


def _shown(details: list[dict[str, Any]]) -> str:
    """The reasoning in `reasoning_details`, for endpoints that send it nowhere else; never `data` (encrypted)."""
    return "".join(wire.text(item.get("text")) or wire.text(item.get("summary")) for item in details)


def _images(items: list[dict[str, Any]]) -> tuple[str, ...]:
    """The pictures inside the answer, or their addresses, at which nobody looks by himself."""
    images = (item.get("image_url") for item in items)
    found = (wire.text(image.get("url") if isinstance(image, dict) else image) for image in images)
    return tuple(url for url in found if url)


def _citations(items: list[dict[str, Any]]) -> tuple[CitationPart, ...]:
    found = []
    for item in items:
        citation = item.get("url_citation")
        if isinstance(citation, dict) and 0 < len(url := wire.text(citation.get("url"))) <= LONGEST_ADDRESS:
            start, end = wire.count(citation.get("start_index")), wire.count(citation.get("end_index"))
            place = (0, 0) if start is None or end is None else (start, end)
            found.append(CitationPart(url, wire.text(citation.get("title"))[:LONGEST_NAME], *place))
    return tuple(found)


def _usage(usage: wire.Usage, sent: str) -> Usage:
    costs = usage.cost_details
    prompt, completion = usage.prompt_tokens_details, usage.completion_tokens_details
    return Usage(
        usage.prompt_tokens,
        usage.completion_tokens,
        completion.reasoning_tokens if completion else None,
        prompt.cached_tokens if prompt else None,
        wire.amount(usage.cost),
        usage.is_byok,
        wire.amount(costs.upstream_inference_cost) if costs else None,
        sent,
    )
