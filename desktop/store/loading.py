"""A conversation as its rows tell it, with what a crash or a full disk left of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.conversation import Conversation, assemble
from desktop.domain.message import Message, State
from desktop.domain.parts import ReasoningPart, TextPart
from desktop.store.rows import MESSAGE_COLUMNS, moment, stored_messages

if TYPE_CHECKING:
    import sqlite3

STREAMING = State.STREAMING.value  # text compares with text in a tenth of the time
MESSAGES = f"SELECT {MESSAGE_COLUMNS} FROM messages WHERE "  # noqa: S608 - a constant
IN_ORDER = f"{MESSAGES} conversation = ? AND deleted IS NULL AND id != '' ORDER BY sequence"  # "" precedes the first


def load(connection: sqlite3.Connection, conversation_id: str, begun: set[str]) -> Conversation | None:
    """It with all its messages; None when there is none or it is deleted.

    Answers that are not among those `begun` by this run are over: cut off.
    """
    query = "SELECT created, title, model, leaf FROM conversations WHERE id = ? AND deleted IS NULL"
    row = connection.execute(query, (conversation_id,)).fetchone()
    if row is None:
        return None
    created, title, model, leaf = row
    rows = connection.execute(IN_ORDER, (conversation_id,))
    messages = [
        row if row.state != STREAMING else with_pieces(connection, row.read(), over=row.id not in begun)
        for row in stored_messages(rows)
    ]
    turned = dict(connection.execute("SELECT parent, version FROM turned WHERE conversation = ?", (conversation_id,)))
    shell = Conversation(conversation_id, moment(created), title, model, leaf, turned=turned)
    conversation = assemble(shell, messages)
    if messages and leaf not in conversation.messages:
        conversation = replace(conversation, leaf=messages[-1].id)
    return _rooted(conversation)


def _rooted(conversation: Conversation) -> Conversation:
    """The same, and what follows no first message becomes one.

    A full disk refused a message and took the next one; or a file is damaged in which messages follow each other.
    """
    known, first, reached = conversation.messages, set[str](), {""}
    _reach(conversation, "", reached)
    if reached.issuperset(known):
        return conversation
    for name in sorted(known, key=lambda name: known.parent(name) in known):
        if name not in reached:
            first.add(name)
            _reach(conversation, name, reached)
    return assemble(conversation, [replace(known[n], parent="") if n in first else known.stored(n) for n in known])


def _reach(conversation: Conversation, message_id: str, reached: set[str]) -> None:
    """Add what follows a message, in every version."""
    waiting = [message_id]
    for name in waiting:  # grows while it is gone through
        reached.add(name)
        waiting += [child for child in conversation.children.get(name, ()) if child not in reached]


def with_pieces(connection: sqlite3.Connection, answer: Message, *, over: bool) -> Message:
    """An answer on its way, with what arrived of it; cut off when it is over."""
    query = "SELECT text, reasoning FROM pieces WHERE message = ? ORDER BY sequence"
    pieces = connection.execute(query, (answer.id,)).fetchall()
    text = answer.text + "".join(text for text, _ in pieces)
    reasoning = answer.reasoning + "".join(reasoning for _, reasoning in pieces)
    thoughts = [ReasoningPart(reasoning)] if reasoning else []
    kept = [part for part in answer.parts if not isinstance(part, TextPart | ReasoningPart)]
    parts = (*thoughts, *([TextPart(text)] if text else []), *kept)
    return replace(answer, parts=parts, state=State.CUT_OFF if over else State.STREAMING)
