"""Stores on real files, and what is put into them."""

from __future__ import annotations

import uuid
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Role, State
from desktop.domain.parts import TextPart
from desktop.store.database import Database

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from desktop.domain.parts import Part

NOON = datetime(2026, 8, 22, 12, 0, 0, 123456, tzinfo=UTC)


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
