"""A year of hourly refreshes: room on disk, any day, and what changed since, beside a whole list for each."""

from __future__ import annotations

import asyncio
import json
import random
import tempfile
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.api import model_list
from desktop.api.model_rows import rows_of
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from desktop.store.database import Database
from tests.benchmarks.catalog import BUNDLED, RECORDED
from tests.benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

HOURS = 8_760
START = datetime(2026, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
HERE = "https://openrouter.ai/api/v1"
SIZE = 20.0  # MB for the year
ANY_DAY = 50.0  # milliseconds
SINCE = 30.0  # milliseconds
NEWEST = 5.0  # milliseconds
MONTH = timedelta(days=30)
DAYS = 40  # looked at
RUNS = 5
MEGABYTE = 1_000_000


def measure() -> list[Row]:
    """Every hour the price or a limit of two models is another one, and every day a model comes and another goes."""
    return asyncio.run(_measure())


async def _measure() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        database = await Database.open(Path(folder) / "parley.sqlite3")
        catalogs, changes = Catalogs(database, rows_of, compare), Changes(database)
        for hour, body in enumerate(_year()):
            await catalogs.save(HERE, body, START + hour * HOUR)
        last = body
        await database.truncate_log()
        size = database.path.stat().st_size / MEGABYTE
        whole = len(zlib.compress(last)) * HOURS / MEGABYTE
        chance = random.Random(2)  # noqa: S311 - days to look at
        moments = [START + chance.randrange(HOURS) * HOUR for _ in range(DAYS)]

        async def look(moment: datetime) -> None:
            body, _ = await catalogs.as_of(HERE, moment) or (b"", moment)
            model_list.decode(body)

        day = max([await _quickest(lambda moment=moment: look(moment)) for moment in moments])
        since = await _quickest(lambda: changes.since(HERE, START + HOURS * HOUR - MONTH))
        newest = await _quickest(lambda: catalogs.newest(HERE))
        await database.close()
    packed = zlib.compress(last)

    async def unpack() -> bytes:
        return zlib.decompress(packed)

    async def decode() -> object:
        return model_list.decode(zlib.decompress(packed))

    async def parse() -> object:
        return json.loads(last)

    return [
        _row(f"{HOURS:,} hourly lists stored", size, "each one whole, packed", whole, SIZE, "MB"),
        _row("the list of any hour decoded, slowest of 40", day, "a whole one", await _quickest(decode), ANY_DAY),
        _row("changes of the last month", since, "json.loads of one list", await _quickest(parse), SINCE),
        _row("the newest list from disk", newest, "zlib.decompress", await _quickest(unpack), NEWEST),
    ]


def _row(name: str, value: float, yardstick: str, base: float, limit: float, unit: str = "ms") -> Row:
    return Row(name, value, unit, yardstick, base, value / base, f"≤ {limit:g} {unit}", value <= limit)


def _year() -> Iterator[bytes]:
    path = RECORDED if RECORDED.exists() else BUNDLED
    rows: list[dict[str, Any]] = json.loads(path.read_bytes())["data"]
    texts = [json.dumps(row, separators=(",", ":")) for row in rows]
    chance = random.Random(1)  # noqa: S311 - made-up lists
    for hour in range(HOURS):
        for place in chance.sample(range(len(rows)), 2):
            row = rows[place]
            row["pricing"]["prompt"] = f"{chance.randrange(1, 900) / 10**8:.8f}"
            if place % 2:
                row["context_length"] = chance.randrange(8, 2_000) * 1024
            texts[place] = json.dumps(row, separators=(",", ":"))
        if hour % 24 == 0:
            gone = rows.pop(chance.randrange(len(rows)))
            texts.pop(next(n for n, text in enumerate(texts) if f'"id":"{gone["id"]}"' in text))
            new = gone | {"id": f"maker/new-{hour}", "name": f"Maker: New {hour}"}
            rows.insert(0, new)
            texts.insert(0, json.dumps(new, separators=(",", ":")))
        yield ('{"data":[' + ",".join(texts) + "]}").encode()


async def _quickest(work: Callable[[], Awaitable[object]]) -> float:
    """Milliseconds of the best of some runs."""
    taken = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        await work()
        taken.append(time.perf_counter() - begun)
    return min(taken) * 1000
