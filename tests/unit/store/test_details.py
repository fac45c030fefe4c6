from __future__ import annotations

import threading
from datetime import UTC, datetime

from desktop.store import details
from desktop.store.details import StoredDetails
from tests.unit.store.stores import opened

THEN = datetime(2026, 8, 22, tzinfo=UTC)


async def test_what_was_told_is_packed_where_the_database_works(tmp_path, monkeypatch):
    real, threads = details.zlib.compress, []
    monkeypatch.setattr(
        details.zlib, "compress", lambda body: (threads.append(threading.current_thread()), real(body))[1]
    )
    async with opened(tmp_path / "parley.sqlite3") as database:
        stored = StoredDetails(database)
        await stored.put("here", "a/b", b"told", THEN)

        assert await stored.get("here", "a/b") == (b"told", THEN)
    assert threads
    assert threading.main_thread() not in threads
