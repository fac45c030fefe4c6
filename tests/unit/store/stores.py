"""Stores on real files, and what is put into them."""

from __future__ import annotations

import json
import uuid
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from desktop.api.model_rows import rows_of
from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import TextPart
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from desktop.store.database import Database

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desktop.domain.parts import Part

NOON = datetime(2026, 8, 22, 12, 0, 0, 123456, tzinfo=UTC)
HERE = "http://127.0.0.1:11434/v1"
LONG = "word " * 100


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path)
    try:
        yield database
    finally:
        await database.close()


def conversation(name: str = "c", minutes: int = 0, title: str = "", model: str = "") -> Conversation:
    return Conversation(name, NOON + timedelta(minutes=minutes), title, model)


def question(text: str = "Why?", parent: str = "", *others: Part) -> Message:
    return Message(uuid.uuid4().hex, parent, Role.USER, (TextPart(text), *others), NOON)


def answer(parent: str, text: str = "", state: State = State.STREAMING) -> Message:
    parts = (TextPart(text),) if text else ()
    return Message(uuid.uuid4().hex, parent, Role.ASSISTANT, parts, NOON, state, "maker/model")


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def listing(**contexts: int) -> bytes:
    """A list of models with these contexts."""
    rows = [{"id": name, "context_length": context, "description": LONG + name} for name, context in contexts.items()]
    return json.dumps({"data": rows}, separators=(",", ":")).encode()


def catalogs_of(database: Database) -> Catalogs:
    return Catalogs(database, rows_of, compare)


async def history(database: Database) -> list[tuple[bytes, datetime]]:
    """Every list that is kept, put together, and the moment under which it stands."""
    query = "SELECT fetched FROM catalogs WHERE connection = ? ORDER BY fetched"
    rows = await database.read(lambda connection: connection.execute(query, (HERE,)).fetchall())
    moments = [datetime.fromtimestamp(at // 10**6, UTC) + timedelta(microseconds=at % 10**6) for (at,) in rows]
    found = [await catalogs_of(database).as_of(HERE, at) for at in moments]
    return [(one[0] if one else b"", at) for one, at in zip(found, moments, strict=True)]


async def told(database: Database) -> list[tuple[datetime, str, str, Any, Any]]:
    found = await Changes(database).since(HERE, datetime(1970, 1, 1, tzinfo=UTC))
    return sorted((c.at, c.model, c.kind.value, c.before, c.after) for c in found)


@asynccontextmanager
async def no_room(database: Database, but: int = 0) -> AsyncIterator[None]:
    """Only so many more pages are to be had meanwhile, as on a disk that is full, or nearly."""

    def limit(connection: sqlite3.Connection) -> None:
        [taken] = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {taken + but}").fetchone()

    await database.read(limit)
    yield
    await database.read(lambda connection: connection.execute("PRAGMA max_page_count = 4294967294").fetchone())
