"""A process that takes an answer with a large picture until it is killed, and tells when it has shown what came later.

Argument: the file of the store.
"""

from __future__ import annotations

import asyncio
import base64
import sys
from datetime import UTC, datetime
from pathlib import Path

from desktop.domain.conversation import Conversation
from desktop.domain.delta import Delta
from desktop.services.album import KeepPicture
from desktop.services.chat import Chat, Target
from desktop.services.files import keep_parsed
from desktop.services.pictures import keep_as_it_came, keep_picture
from desktop.services.tasks import TaskScope
from desktop.services.turn import Keep
from desktop.store.blobs import Blobs
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.system.images import Images
from tests.unit.services.scripted import Endpoint
from tests.unit.system.pictures import encoded, noise
from tests.waiting import until

LARGE = (2000, 1500)
LATER = "And later:"


async def draw(path: Path) -> None:
    database = await Database.open(path)
    blobs, images = Blobs(database), Images()
    url = f"data:image/png;base64,{base64.b64encode(encoded(noise(LARGE), 'PNG')).decode()}"
    endpoint = Endpoint([Delta(images=(url,)), Delta(text=LATER), asyncio.Event()])
    keep = Keep(KeepPicture(keep_picture(images, blobs), keep_as_it_came(blobs)), keep_parsed(blobs))
    tasks = TaskScope("drawer", print)
    chat = Chat(Conversation("c", datetime.now(UTC)), Conversations(database), keep, tasks)
    chat.send("Draw.", (), Target(endpoint, "m/x", session="c"))
    query = "SELECT count(*) FROM pieces"
    await until(lambda: database.read(lambda connection: connection.execute(query).fetchone()[0]))
    print("stored", flush=True)  # noqa: T201 - what the test reads
    await asyncio.Event().wait()  # ends by being killed


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1])))
