"""Conversations, their messages and their drafts. Every method is one question or one change."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.conversation import Conversation, Draft, Summary, assemble, title_of, title_of_draft
from desktop.domain.errors import StoreBroken, StoreDamaged
from desktop.domain.message import Message, State
from desktop.domain.parts import Attached, ImagePart, ParsedPart
from desktop.store.files import storable
from desktop.store.loading import MESSAGES, load, with_pieces
from desktop.store.rows import (
    MESSAGE_COLUMNS,
    StoredMessage,
    attached_to,
    draft_of,
    is_sound,
    micros,
    moment,
    values_of,
)

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from desktop.domain.parts import Part
    from desktop.store.database import Database

TITLE_SOURCE = 2000  # characters of a first question that its title is made of

# The first question is what an untitled conversation is called by, or else its draft.
SUMMARIES = f"""
    SELECT c.id, c.title, c.changed, c.model,
        iif(m.id IS NULL, substr(d.text, 1, {TITLE_SOURCE}), NULL), iif(m.id IS NULL, d.images, NULL),
        m.id, '', m.role, m.state, m.created, '', substr(m.text, 1, {TITLE_SOURCE}), m.parts, NULL, NULL
    FROM conversations AS c LEFT JOIN messages AS m ON m.sequence = (
        SELECT min(sequence) FROM messages WHERE conversation = c.id AND role = 'user' AND deleted IS NULL
    ) LEFT JOIN drafts AS d ON d.conversation = c.id
    WHERE c.deleted IS NULL ORDER BY c.changed DESC, c.rowid DESC
"""  # noqa: S608 - a constant
INSERT_MESSAGE = f"INSERT INTO messages (conversation, {MESSAGE_COLUMNS}) VALUES ({', '.join('?' * 11)})"  # noqa: S608
UPDATE_MESSAGE = """
    UPDATE messages SET state = ?, created = ?, model = ?, text = ?, parts = ?, receipt = ?, failure = ? WHERE id = ?
"""
EDITS = """
    SELECT d.conversation, d.text, d.images FROM drafts AS d JOIN messages AS m ON m.id = d.conversation
    WHERE m.conversation = ? AND m.deleted IS NULL ORDER BY d.changed
"""
EDITS_OF_DELETED = """
    DELETE FROM drafts WHERE conversation IN (
        SELECT m.id FROM messages AS m JOIN conversations AS c ON c.id = m.conversation
        WHERE m.deleted < ? OR c.deleted < ?
    )
"""
COLUMNS = MESSAGE_COLUMNS.split(", ")
LATEST = 200  # answers that say what is usual; those of the demonstration do not
COUNTED = f"""
    SELECT prompt, completion FROM (
        SELECT
            json_extract(receipt, '$.usage.prompt_tokens') AS prompt,
            json_extract(receipt, '$.usage.completion_tokens') AS completion
        FROM messages WHERE role = 'assistant' AND state = 'complete' AND json_valid(receipt)
            AND model NOT LIKE 'demo/%'
        ORDER BY sequence DESC LIMIT {LATEST}
    )
    WHERE typeof(prompt) = 'integer' AND typeof(completion) = 'integer'
"""  # noqa: S608 - a constant
IN_DRAFTS = "SELECT images FROM drafts WHERE images IS NOT NULL"


class Conversations:
    """The history. Deleted conversations stay, unseen, until `purge`. All methods raise `StoreFailure`."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._begun: set[str] = set()  # answers of this run
        self._listed: dict[tuple[Any, ...], Summary] = {}  # by their rows; for the database's thread alone

    async def summaries(self) -> list[Summary]:
        """Every conversation that is not deleted, newest change first."""
        return await self._database.read(self._summaries)

    def _summaries(self, connection: sqlite3.Connection) -> list[Summary]:
        """Making a title takes four times as long as reading a row: what stayed as it was is not made again."""
        known = self._listed
        self._listed = {row: known.get(row) or _summary(*row) for row in connection.execute(SUMMARIES)}
        return list(self._listed.values())

    async def load(self, conversation_id: str) -> Conversation | None:
        """A conversation with all its messages; None when there is none or it is deleted.

        An answer still on its way has what arrived of it so far; one of an earlier run is cut off.
        """
        return await self._database.read(lambda connection: load(connection, conversation_id, self._begun))

    async def create(self, conversation: Conversation) -> None:
        """Make the row of a conversation, without its messages. One that is there stays as it is."""
        await self._database.write(lambda connection: _create(connection, conversation))

    async def begin(self, conversation: Conversation, *messages: Message, sent: str = "") -> None:
        """`add`, and delete the draft of the owner `sent`. A deleted conversation is listed again."""
        self._note_begun(messages)

        def change(connection: sqlite3.Connection) -> None:
            _add(connection, conversation, messages)
            connection.execute("UPDATE conversations SET deleted = NULL WHERE id = ?", (conversation.id,))
            connection.execute("DELETE FROM drafts WHERE conversation = ?", (sent,))

        await self._database.write(change, naming=_blobs_in(*messages))

    async def add(self, conversation: Conversation, *messages: Message) -> None:
        """`create`, and store messages at the end; the last one becomes the end of the branch on view.

        One change: a task that is cancelled in between would lose a question. A message that is there already takes
        the new state, so a try that failed halfway can be repeated.
        """
        self._note_begun(messages)
        naming = _blobs_in(*messages)
        await self._database.write(lambda connection: _add(connection, conversation, messages), naming=naming)

    async def rename(self, conversation_id: str, title: str) -> None:
        await self._execute("UPDATE conversations SET title = ? WHERE id = ?", (storable(title), conversation_id))

    async def set_model(self, conversation_id: str, model: str) -> None:
        await self._execute("UPDATE conversations SET model = ? WHERE id = ?", (storable(model), conversation_id))

    async def set_leaf(self, conversation: Conversation) -> None:
        """Remember which branch is on view, and which versions were where others were left."""

        def change(connection: sqlite3.Connection) -> None:
            connection.execute("UPDATE conversations SET leaf = ? WHERE id = ?", (conversation.leaf, conversation.id))
            _remember_turned(connection, conversation)

        await self._database.write(change)

    async def hide(self, conversation_id: str, message_ids: Sequence[str], leaf: str) -> None:
        """Take messages out of sight, until `unhide` or `purge`; `leaf` is the end of the branch on view then."""
        await self._mark(conversation_id, message_ids, leaf, _now())

    async def unhide(self, conversation_id: str, message_ids: Sequence[str], leaf: str) -> None:
        await self._mark(conversation_id, message_ids, leaf, None)

    async def _mark(self, conversation_id: str, message_ids: Sequence[str], leaf: str, deleted: int | None) -> None:
        def change(connection: sqlite3.Connection) -> None:
            values = [(deleted, message_id) for message_id in message_ids]
            connection.executemany("UPDATE messages SET deleted = ? WHERE id = ?", values)
            connection.execute("UPDATE conversations SET leaf = ? WHERE id = ?", (leaf, conversation_id))

        await self._database.write(change)

    async def delete(self, conversation_id: str) -> None:
        """Take a conversation out of sight, until `restore` or `purge`."""
        await self._execute("UPDATE conversations SET deleted = ? WHERE id = ?", (_now(), conversation_id))

    async def restore(self, conversation_id: str) -> None:
        await self._execute("UPDATE conversations SET deleted = NULL WHERE id = ?", (conversation_id,))

    async def purge(self, before: datetime) -> None:
        """Really delete what was deleted before a time, and pictures that nothing has shown since then.

        No byte of it stays in the file or its log. Copies made before a migration keep it until newer ones come.
        Does nothing in a store that is read-only.
        """
        if self._database.read_only:
            return
        if await self._database.write(lambda connection: _purge(connection, micros(before))):
            await self._database.truncate_log()

    async def forget(self, digests: Sequence[str]) -> None:
        """Really delete stored bytes now, as `purge` does, but those that a message or a draft shows."""

        def change(connection: sqlite3.Connection) -> bool:
            query = "SELECT digest FROM blobs WHERE digest = ? AND digest NOT IN (SELECT blob FROM pictures)"
            return _delete_blobs(connection, [row for one in digests for row in connection.execute(query, (one,))])

        if await self._database.write(change):
            await self._database.truncate_log()

    async def append(self, message_id: str, text: str, reasoning: str, thought: float | None = None) -> None:
        """Store what arrived of an answer on its way. Pieces that come after its end are in it already.

        `thought`: seconds in which its reasoning came so far.
        """
        piece = (storable(text), storable(reasoning), message_id)

        def change(connection: sqlite3.Connection) -> None:
            added = connection.execute(
                "INSERT INTO pieces (message, text, reasoning) "
                "SELECT id, ?, ? FROM messages WHERE id = ? AND state = 'streaming'",
                piece,
            )
            if not added.rowcount and not _is_there(connection, message_id):
                raise StoreBroken("the answer is not in the store")
            if reasoning:
                connection.execute(
                    "UPDATE messages SET receipt = json_set(coalesce(receipt, '{}'), '$.thought', ?) "
                    "WHERE id = ? AND state = 'streaming'",
                    (thought, message_id),
                )

        await self._database.write(change, durable=False)

    async def turn_to_reasoning(self, message_id: str) -> None:
        """What has been stored as text of an answer on its way was reasoning."""

        def change(connection: sqlite3.Connection) -> None:
            query = "UPDATE pieces SET reasoning = reasoning || text, text = '' WHERE message = ?"
            connection.execute(query, (message_id,))

        await self._database.write(change, durable=False)

    async def note(self, message: Message) -> None:
        """Store what an answer on its way has beside its text, which goes on in pieces. Nothing once it has ended."""
        values = dict(zip(COLUMNS, values_of(message), strict=True))

        def change(connection: sqlite3.Connection) -> None:
            query = "UPDATE messages SET parts = :parts, receipt = :receipt WHERE id = :id AND state = 'streaming'"
            if connection.execute(query, values).rowcount:
                _show_pictures(connection, message)

        await self._database.write(change, naming=_blobs_in(message))

    async def finish(self, *messages: Message) -> None:
        """Store the final state of an answer in the place of its pieces, or new states of questions; all or none."""

        def change(connection: sqlite3.Connection) -> None:
            if not all(_update(connection, message) for message in messages):
                raise StoreBroken("the message is not in the store")

        await self._database.write(change, naming=_blobs_in(*messages))

    async def interrupted(self) -> list[str]:
        """End the answers that an earlier run left on their way: cut off, with all that arrived. Their ids.

        Only for the start, before any answer is asked for. Does nothing in a store that is read-only.
        """
        if self._database.read_only:
            return []
        return await self._database.write(_cut_off)

    async def draft(self, conversation_id: str) -> Draft:
        """What was typed and not sent; empty when there is nothing."""
        query = "SELECT text, images FROM drafts WHERE conversation = ?"
        row = await self._database.read(lambda connection: connection.execute(query, (conversation_id,)).fetchone())
        return draft_of(*row) if row else Draft()

    async def edits(self, conversation_id: str) -> dict[str, Draft]:
        """What earlier questions were being changed to, by their ids; the one that was changed last comes last."""

        def question(connection: sqlite3.Connection) -> dict[str, Draft]:
            rows = connection.execute(EDITS, (conversation_id,)).fetchall()
            return {message_id: draft_of(text, images) for message_id, text, images in rows}

        return await self._database.read(question)

    async def counted(self) -> list[tuple[int, int]]:
        """Tokens that were sent and that came back, of the latest answers of which both were counted."""
        return await self._database.read(lambda connection: connection.execute(COUNTED).fetchall())

    async def save_draft(self, owner: str, draft: Draft) -> None:
        """Keep a draft; an empty one is forgotten.

        Its owner is a conversation, also one that has no row yet, or the message that is being edited.
        """
        if draft:
            values = (owner, _now(), storable(draft.text), attached_to(draft))
            statement, naming = "INSERT OR REPLACE INTO drafts VALUES (?, ?, ?, ?)", _blobs_of(draft.attached)
            await self._execute(statement, values, durable=False, naming=naming)
        else:
            await self._execute("DELETE FROM drafts WHERE conversation = ?", (owner,), durable=False)

    def _note_begun(self, messages: Sequence[Message]) -> None:
        self._begun.update(message.id for message in messages if message.state is State.STREAMING)

    async def _execute(
        self, statement: str, values: tuple[Any, ...], *, durable: bool = True, naming: Sequence[str] = ()
    ) -> None:
        def change(connection: sqlite3.Connection) -> None:
            connection.execute(statement, values)

        await self._database.write(change, durable=durable, naming=naming)


def _create(connection: sqlite3.Connection, conversation: Conversation) -> None:
    created = micros(conversation.created)
    connection.execute(
        "INSERT INTO conversations VALUES (?, ?, ?, NULL, ?, ?, '') ON CONFLICT DO NOTHING",
        (conversation.id, created, created, storable(conversation.title), storable(conversation.model)),
    )


def _add(connection: sqlite3.Connection, conversation: Conversation, messages: Sequence[Message]) -> None:
    _create(connection, conversation)
    for message in messages:
        if not _update(connection, message):
            connection.execute(INSERT_MESSAGE, (conversation.id, *values_of(message)))
            _show_pictures(connection, message)
    connection.execute(
        "UPDATE conversations SET leaf = ?, changed = ? WHERE id = ?", (messages[-1].id, _now(), conversation.id)
    )
    _remember_turned(connection, conversation)


def _remember_turned(connection: sqlite3.Connection, conversation: Conversation) -> None:
    rows = [(conversation.id, parent, version) for parent, version in conversation.turned.items()]
    if rows:
        known = "WHERE EXISTS (SELECT 1 FROM conversations WHERE id = ?1)"
        connection.executemany(f"INSERT OR REPLACE INTO turned SELECT ?1, ?2, ?3 {known}", rows)


def _now() -> int:
    return micros(datetime.now(UTC))


def _summary(
    id_: str, title: str, changed: int, model: str, draft: str | None, images: str | None, *question: Any
) -> Summary:
    drafted = not (title or question[0])
    if drafted:
        title = title_of_draft(draft_of(draft or "", images))
    elif not title:
        shell = Conversation(id_, moment(changed), title)
        title = title_of(assemble(shell, [StoredMessage._make(question)]))
    return Summary(id_, title, moment(changed), model, damaged=not is_sound(changed), drafted=drafted)


def _cut_off(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"{MESSAGES} state = 'streaming' ORDER BY sequence").fetchall()
    ended = []
    for row in map(StoredMessage._make, rows):
        with suppress(StoreDamaged):  # one that cannot be read stays as it is, and must not keep the others
            _update(connection, with_pieces(connection, row.message(), over=True))
            ended.append(row.id)
    return ended


def _update(connection: sqlite3.Connection, message: Message) -> bool:
    """Store a new state of a message in the place of its pieces; False when there is no such message."""
    id_, _parent, _role, *values = values_of(message)
    if not connection.execute(UPDATE_MESSAGE, (*values, id_)).rowcount:
        return False
    connection.execute("DELETE FROM pieces WHERE message = ?", (id_,))
    connection.execute("DELETE FROM pictures WHERE message = ?", (id_,))
    _show_pictures(connection, message)
    return True


def _is_there(connection: sqlite3.Connection, message_id: str) -> bool:
    return connection.execute("SELECT 1 FROM messages WHERE id = ?", (message_id,)).fetchone() is not None


def _show_pictures(connection: sqlite3.Connection, message: Message) -> None:
    shown = [(message.id, storable(blob)) for blob in _blobs_in(message)]
    connection.executemany("INSERT OR IGNORE INTO pictures VALUES (?, ?)", shown)


def _blobs_in(*messages: Message) -> list[str]:
    return _blobs_of(part for message in messages for part in message.parts)


def _blobs_of(parts: Iterable[Part]) -> list[str]:
    """What is stored of parts: what is sent, and pictures as they came."""
    stored = (part for part in parts if isinstance(part, Attached | ParsedPart))
    blobs = ((part.blob, part.original if isinstance(part, ImagePart) else "") for part in stored)
    return [blob for pair in blobs for blob in pair if blob]


def _purge(connection: sqlite3.Connection, before: int) -> bool:
    """Whether anything was there to delete."""
    connection.execute(EDITS_OF_DELETED, (before, before))
    gone = connection.execute("DELETE FROM conversations WHERE deleted < ? RETURNING id", (before,)).fetchall()
    connection.executemany("DELETE FROM drafts WHERE conversation = ?", gone)
    hidden = connection.execute("DELETE FROM messages WHERE deleted < ?", (before,)).rowcount
    query = "SELECT digest FROM blobs WHERE kept < ? AND digest NOT IN (SELECT blob FROM pictures)"
    unseen = _delete_blobs(connection, connection.execute(query, (before,)).fetchall())
    return bool(gone or hidden or unseen)


def _delete_blobs(connection: sqlite3.Connection, rows: Sequence[tuple[str]]) -> bool:
    """Delete bytes by their hashes, but those in drafts; whether any were."""
    drafted = " ".join(column for (column,) in connection.execute(IN_DRAFTS))  # they are in it, damaged or not
    unseen = [row for row in rows if row[0] not in drafted]
    connection.executemany("DELETE FROM blobs WHERE digest = ?", unseen)
    return bool(unseen)
