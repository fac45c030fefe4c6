"""Loading a long conversation from disk, beside fetching nothing but its texts."""

from __future__ import annotations

import asyncio
import gc
import statistics
import tempfile
import time
import uuid
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.conversation import Conversation
from desktop.domain.message import Message, Receipt, Role, State, Usage
from desktop.domain.parts import TextPart
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

RUNS = 7
TEXT = "Nine words of ordinary prose make up this sentence. " * 20  # 1 kB
LIMIT = 5  # times the yardstick: a conversation has ten columns, a tree, and a receipt for every answer
TEXTS = "SELECT text FROM messages WHERE conversation = ? ORDER BY sequence"


def measure() -> list[Row]:
    """Wall time of loading, from a file that the system has in memory."""
    return [asyncio.run(_measure(count)) for count in (1_000, 10_000)]


async def _measure(count: int) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "parley.sqlite3")
        conversations = Conversations(database)
        await conversations.begin(Conversation("c", datetime.now(UTC)), *conversation_of(count))

        async def texts() -> object:
            return await database.read(lambda connection: connection.execute(TEXTS, ("c",)).fetchall())

        load, yardstick = [], []
        for _ in range(RUNS):
            load.append(await _milliseconds(lambda: conversations.load("c")))
            yardstick.append(await _milliseconds(texts))
        await database.close()
    value, base = statistics.median(load), statistics.median(yardstick)
    ratio = value / base
    return Row(
        f"{count:,} messages loaded", value, "ms", "SELECT text", base, ratio, f"≤ {LIMIT} ×", met=ratio <= LIMIT
    )


async def _milliseconds(work: Callable[[], Awaitable[object]]) -> float:
    gc.collect()
    begun = time.perf_counter()
    result = await work()
    taken = time.perf_counter() - begun
    del result
    return taken * 1000


def conversation_of(count: int, text: str = TEXT) -> list[Message]:
    """Questions and answers in turn, as a chat makes them."""
    messages: list[Message] = []
    usage = Usage(1200, 340, None, 800, Decimal("0.00123"))
    for number in range(count):
        parent = messages[-1].id if messages else ""
        asked = number % 2 == 0
        role, model = (Role.USER, "") if asked else (Role.ASSISTANT, "maker/model")
        receipt = None if asked else Receipt(f"gen-{number}", model, "Provider", "stop", "stop", usage, 0.5, 4.5)
        message = Message(
            uuid.uuid4().hex, parent, role, (TextPart(text),), datetime.now(UTC), State.COMPLETE, model, receipt
        )
        messages.append(message)
    return messages
