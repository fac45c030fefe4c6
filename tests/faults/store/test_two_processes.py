from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.api.model_rows import rows_of
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.conversations import Conversations
from tests.unit.store.stores import NOON, conversation, opened

ROOT = Path(__file__).parents[3]
OTHER = """
import asyncio, datetime, pathlib, sys
from desktop.api.model_rows import rows_of
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.conversations import Conversations
from desktop.store.database import Database

async def main():
    database = await Database.open(pathlib.Path(sys.argv[1]))
    moment = datetime.datetime.fromtimestamp(float(sys.argv[2]), datetime.UTC)
    for number in range(20):
        await Catalogs(database, rows_of, compare).save(f"http://127.0.0.1:{number}/v1", b"[]", moment)
    print(len(await Conversations(database).summaries()))
    await database.close()

asyncio.run(main())
"""


async def test_two_processes_write_into_one_store_and_see_each_other(tmp_path: Path) -> None:
    path = tmp_path / "parley.sqlite3"
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        command = [sys.executable, "-c", OTHER, str(path), str(NOON.timestamp())]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as other:  # noqa: ASYNC220 - starts at once
            for number in range(50):
                await conversations.create(conversation(str(number)))
            seen, _ = other.communicate(timeout=60)
        catalogs = Catalogs(database, rows_of, compare)
        found = [await catalogs.newest(f"http://127.0.0.1:{number}/v1") for number in range(20)]

        assert other.returncode == 0
        assert 1 <= int(seen) <= 51
        assert [(b'{"data":[]}', NOON)] * 20 == found
        assert len(await conversations.summaries()) == 51
