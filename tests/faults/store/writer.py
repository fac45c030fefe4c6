"""A process that chats until it is killed, and tells on its output what the store has acknowledged.

Arguments: the file of the store, and "chat", "delete" (and how many changes) or "migrate".
"""

from __future__ import annotations

import asyncio
import json
import sys
from dataclasses import replace
from itertools import count
from math import inf
from pathlib import Path

from desktop.domain.conversation import Draft
from desktop.domain.message import State
from desktop.domain.parts import TextPart
from desktop.store import schema
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from tests.unit.store.stores import answer, conversation, question

PIECES = 30
STEP = (
    "CREATE TABLE step (x)",
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 4e5) INSERT INTO step SELECT * FROM n",
)


def tell(*fact: object) -> None:
    print(json.dumps(fact), flush=True)  # noqa: T201 - what the test reads


async def chat(path: Path) -> None:
    conversations = Conversations(await Database.open(path))
    for number in count():
        name = f"c{number}"
        await conversations.save_draft(name, Draft(f"question {number}"))
        tell("draft", name)
        await conversations.create(conversation(name))
        asked = question(f"question {number}")
        streaming = answer(asked.id)
        await conversations.begin(conversation(name), asked, streaming)
        tell("added", name, asked.id, streaming.id)
        for piece in range(PIECES):
            await conversations.append(streaming.id, f"{piece} ", "")
            tell("piece", streaming.id, piece)
        text = "".join(f"{piece} " for piece in range(PIECES))
        await conversations.finish(replace(streaming, parts=(TextPart(text),), state=State.COMPLETE))
        tell("finished", streaming.id)


async def delete(path: Path, changes: float = inf) -> None:
    """Take an answer and what follows it out of sight, and bring it back, again and again or so many times."""
    conversations = Conversations(await Database.open(path))
    asked = question("question")
    told = answer(asked.id, "answer", State.COMPLETE)
    more = question("more", told.id)
    await conversations.begin(conversation(), asked, told, more)
    tell("shown")
    done = 1
    while done < changes:
        if done % 2:
            await conversations.hide("c", [told.id, more.id], asked.id)
        else:
            await conversations.unhide("c", [told.id, more.id], more.id)
        done += 1
        tell("hidden" if done % 2 == 0 else "shown")
    await asyncio.Event().wait()  # ends by being killed


async def migrate(path: Path) -> None:
    schema.MIGRATIONS = (*schema.MIGRATIONS, STEP)
    tell("begun")
    await Database.open(path)
    tell("done")
    await asyncio.Event().wait()  # ends by being killed


if __name__ == "__main__":
    asyncio.run(
        {"chat": chat, "delete": delete, "migrate": migrate}[sys.argv[2]](Path(sys.argv[1]), *map(int, sys.argv[3:]))
    )
