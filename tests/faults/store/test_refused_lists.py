"""A store that refuses one statement after the other while model lists are kept."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.errors import DiskFull
from desktop.store import catalogs as catalogs_module
from tests.unit.store.stores import HERE, NOON, catalogs_of, history, listing, opened, told

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from desktop.store.catalogs import Catalogs

HOUR = timedelta(hours=1)
MIDNIGHT = NOON.replace(hour=0, microsecond=0)
A, B, C = listing(a=1, b=2, c=3, d=4), listing(a=1, b=2, c=5, d=4), listing(a=1, c=5, d=4, e=6)
MOST = 60  # statements that one of these works is made of


class Refusing(sqlite3.Connection):
    """Lets some statements through that write, and refuses the next one."""

    left = -1  # negative: all of them

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:
        self._count(statement)
        return super().execute(statement, *values)

    def executemany(self, statement: str, *values: Any) -> sqlite3.Cursor:
        self._count(statement)
        return super().executemany(statement, *values)

    def _count(self, statement: str) -> None:
        if statement.split(maxsplit=1)[0] not in {"INSERT", "UPDATE", "DELETE", "COMMIT"}:
            return
        Refusing.left -= 1
        if Refusing.left == -1:
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error


async def fetch(catalogs: Catalogs) -> object:
    return await catalogs.save(HERE, C, NOON + 4 * HOUR)


async def add_between(catalogs: Catalogs) -> object:
    """Falls into the time in which a list was seen again and again, so that this one is parted."""
    return await catalogs.add(HERE, C, MIDNIGHT)


async def add_again(catalogs: Catalogs) -> object:
    return await catalogs.add(HERE, C, MIDNIGHT - 48 * HOUR)


async def compare_next(catalogs: Catalogs) -> object:
    return await catalogs.compare_next(HERE)


@pytest.mark.parametrize("work", [fetch, add_between, add_again, compare_next])
async def test_whatever_statement_is_refused_the_history_stays_and_the_next_try_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, work: Callable[[Catalogs], Awaitable[object]]
) -> None:
    monkeypatch.setattr(catalogs_module, "STRETCH", 2)
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=Refusing))
    async with opened(tmp_path / "first.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.add(HERE, B, MIDNIGHT - 48 * HOUR)
        await catalogs.save(HERE, A, NOON - 24 * HOUR)
        await catalogs.save(HERE, A, NOON + HOUR)
        await catalogs.save(HERE, B, NOON + 2 * HOUR)
        await catalogs.save(HERE, listing(a=1, b=3, c=5, d=4), NOON + 3 * HOUR)
        uncompared = "UPDATE catalogs SET compared = 0, kept = NULL WHERE fetched > 0 AND kept IS NULL"
        await database.write(lambda connection: connection.execute(uncompared))
        before = await history(database), await told(database), await catalogs.newest(HERE)
    shutil.copy(tmp_path / "first.sqlite3", tmp_path / "good.sqlite3")
    async with opened(tmp_path / "good.sqlite3") as database:
        await work(catalogs_of(database))
        after = await history(database), await told(database), await catalogs_of(database).newest(HERE)

    for allowed in range(MOST):
        shutil.copy(tmp_path / "first.sqlite3", path := tmp_path / f"{allowed}.sqlite3")
        async with opened(path) as database:
            catalogs = catalogs_of(database)
            Refusing.left = allowed
            try:
                await work(catalogs)
            except DiskFull:
                refused = True
            else:
                refused = False
            Refusing.left = -1
            if not refused:
                break
            assert before == (await history(database), await told(database), await catalogs.newest(HERE))
            await work(catalogs)
            assert after == (await history(database), await told(database), await catalogs.newest(HERE))

    assert 3 < allowed < MOST
