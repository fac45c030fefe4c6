"""Messages as the transcript shows them: plain values, already in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.blocks import Blocks
from desktop.domain.message import Role, State
from desktop.ui import words
from desktop.ui.figures import money, number
from desktop.ui.transcript.entry import Branch, Entry

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.errors import Failure
    from desktop.domain.message import Message, Receipt, Usage
    from desktop.services.chat import Chat
    from desktop.services.turn import Turn

translate = QCoreApplication.translate

UNFINISHED = frozenset((State.CUT_OFF, State.STOPPED, State.FAILED))
LAST = {"continue": 1, "retry": 2}  # where these stand among the buttons, whatever else helps
AT_THE_QUESTION = ("remove", "save")  # what helps is to change the pictures of the question
AT_ONCE = 0.05  # seconds to the first token, below which they are not worth a word
FAST = 10  # tokens a second, from which on tenths say nothing


class Entries:
    """Makes the entries of one conversation; unchanged messages keep theirs.

    Args:
        name_model: The name of the model of an id.
        name_other: The name of the model that answered (second) for the one asked (first); "" when it is the same.
    """

    def __init__(self, chat: Chat, name_model: Callable[[str], str], name_other: Callable[[str, str], str]) -> None:
        self._chat = chat
        self._name_model = name_model
        self._name_other = name_other
        self._made: dict[str, tuple[tuple[object, ...], Entry]] = {}

    def of_branch(self) -> Branch:
        """The branch on view, oldest first."""
        messages, ids = self._chat.conversation.messages, self._chat.conversation.branch_ids()
        return Branch(ids, [messages.size(id_) for id_ in ids], lambda index: self.of(messages[ids[index]]))

    def of(self, message: Message) -> Entry:
        chat = self._chat
        turn = chat.turn if chat.turn is not None and chat.turn.message.id == message.id else None
        siblings = chat.conversation.siblings(message.id)
        followed = bool(chat.conversation.children.get(message.id))
        marks = (message, len(siblings), message.id in chat.unsaved, followed)
        known = self._made.get(message.id)
        if turn is None and known is not None and known[0] == marks:
            return known[1]
        entry = self._make(message, siblings, turn)
        self._made[message.id] = (marks, entry)
        return entry

    def _make(self, message: Message, siblings: tuple[str, ...], turn: Turn | None) -> Entry:
        from_user = message.role is Role.USER
        state = _state(message, unsaved=message.id in self._chat.unsaved)
        reason, fixes = _reason(message)
        if from_user and not self._chat.conversation.children.get(message.id):
            fixes = (("answer", translate("entries", "Ask again")),)  # its answer was deleted, or never begun
        return Entry(
            id=message.id,
            speaker=translate("entries", "You") if from_user else self._name_model(message.model),
            from_user=from_user,
            blocks=turn.growing if turn else Blocks(message.text),
            reasoning=turn.thoughts() if turn else message.reasoning,
            images=message.images,
            state=state,
            reason=reason,
            fixes=fixes,
            note=self._note(message),
            footer=self._footer(message),
            version=siblings.index(message.id) + 1,
            versions=len(siblings),
            when=message.created.astimezone().strftime("%H:%M"),
            streaming=turn is not None,
            waiting=waiting(turn) if turn else "",
        )

    def _footer(self, message: Message) -> str:
        if message.receipt is None:
            return ""
        other = self._name_other(message.model, message.receipt.model)
        return receipt_line(message.receipt, other, thought_aloud=bool(message.reasoning))

    def _note(self, message: Message) -> str:
        count = self._chat.left_out.get(message.id, 0)
        if not count:
            return ""
        return translate("entries", "Pictures not sent, because this model cannot see: {n}").format(n=count)


def waiting(turn: Turn) -> str:
    """What is said while nothing comes, "" while there is nothing to say."""
    if turn.failure is not None and (turn.retry_in or not turn.waited):
        return _after_failure(turn.failure, turn.retry_in)
    if turn.asking:
        said = translate("entries", "Nothing for {n} minutes. The provider only says that it is alive.")
        return said.format(n=turn.waited // 60)
    if turn.waited:
        return translate("entries", "Still waiting: the provider is queueing · {n} s").format(n=turn.waited)
    return "" if turn.begun else translate("entries", "Waiting for the first words…")


def _after_failure(failure: Failure, seconds: int) -> str:
    """Why the last try failed, and below it when the next one comes."""
    coming = translate("entries", "Trying again in {n} s · Esc stops").format(n=seconds)
    if not seconds:
        coming = translate("entries", "Trying again…")
    return f"{words.sentence_for(failure, advice=False)}\n{coming}"


def _state(message: Message, *, unsaved: bool) -> str:
    named = {
        State.STOPPED: translate("entries", "stopped"),
        State.CUT_OFF: translate("entries", "cut off"),
        State.FAILED: translate("entries", "failed"),
    }
    states = [named.get(message.state, ""), translate("entries", "not saved") if unsaved else ""]
    return " · ".join(state for state in states if state)


def _reason(message: Message) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The sentence under an answer that did not end well, and its buttons."""
    fixes: list[tuple[str, str]] = []
    reason = ""
    if message.failure is not None:
        reason = words.sentence_for(message.failure)
        fix, label = words.way_out(message.failure)
        fixes.append(("edit", words.fix_label("edit")) if fix in AT_THE_QUESTION else (fix, label))
    elif message.state is State.CUT_OFF and message.receipt and message.receipt.finish_reason == "length":
        reason = translate("entries", "The answer reached the output limit.")
    elif message.state is State.CUT_OFF:
        reason = translate("entries", "Parley ended before the answer did.")
    if message.state in UNFINISHED:
        fixes += [(fix, words.fix_label(fix)) for fix in (["continue"] if message.text else []) + ["retry"]]
    return reason, tuple(sorted(dict.fromkeys(fixes), key=lambda fix: LAST.get(fix[0], 0)))


def receipt_line(receipt: Receipt, other_model: str = "", *, thought_aloud: bool = False) -> str:
    """One quiet line, of what is known alone: no cost is another thing than a cost of nothing.

    `other_model` answered instead of the one asked; `thought_aloud` says that the reasoning arrived too.
    """
    usage = receipt.usage
    cost = usage.cost if usage else None
    pieces = [
        other_model,
        receipt.provider,
        money(cost) if cost is not None else "",
        _tokens(usage) if usage else "",
        _time(receipt, receipt.pace(thought_aloud=thought_aloud)),
    ]
    return " · ".join(piece for piece in pieces if piece)


def _tokens(usage: Usage) -> str:
    if usage.prompt_tokens is None or usage.completion_tokens is None:
        return ""
    read, written = number(usage.prompt_tokens), number(usage.completion_tokens)
    if usage.cached_tokens:
        read = translate("entries", "{read} ({n} cached)").format(read=read, n=number(usage.cached_tokens))
    if usage.reasoning_tokens:
        said = translate("entries", "{written} ({n} reasoning)")
        written = said.format(written=written, n=number(usage.reasoning_tokens))
    return translate("entries", "{read} → {written} tokens").format(read=read, written=written)


def _time(receipt: Receipt, pace: float | None) -> str:
    """How long the first token took and how fast the others came, or how long all of it took."""
    if pace is not None and (receipt.first_token or 0) < AT_ONCE:
        return translate("entries", "{pace} tokens/s").format(pace=number(pace, 0 if pace >= FAST else 1))
    if receipt.first_token is not None and pace is not None:
        words = translate("entries", "began after {n} s · {pace} tokens/s")
        return words.format(n=number(receipt.first_token, 1), pace=number(pace, 0 if pace >= FAST else 1))
    return translate("entries", "{n} s").format(n=number(receipt.seconds, 1)) if receipt.seconds else ""
