from __future__ import annotations

import zlib
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import StoreDamaged
from desktop.store.catalogs import Catalogs
from desktop.store.rows import moment
from tests.unit.store.stores import NOON, opened

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.database import Database

ONE_DAY = timedelta(days=1)
MIDNIGHT = NOON.replace(hour=0, microsecond=0)
HERE = "http://127.0.0.1:11434/v1"


async def test_a_list_comes_back_as_it_came_and_takes_less_room(tmp_path: Path) -> None:
    body = b'{"data":[' + b",".join([b'{"id":"maker/model"}'] * 5000) + b"]}"
    async with opened(tmp_path / "parley.sqlite3") as database:
        await Catalogs(database).save(HERE, body, NOON)
    async with opened(tmp_path / "parley.sqlite3") as database:
        found = await Catalogs(database).newest(HERE)

    assert (body, NOON) == found
    assert (tmp_path / "parley.sqlite3").stat().st_size < 2 * len(body)


async def test_each_connection_has_its_own_list(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        await Catalogs(database).save(HERE, b"here", NOON)
        await Catalogs(database).save("\ud800", b"odd", NOON)

        assert (b"here", NOON) == await Catalogs(database).newest(HERE)
        assert (b"odd", NOON) == await Catalogs(database).newest("\ud800")
        assert None is await Catalogs(database).newest("https://example.org")


async def history(database: Database) -> list[tuple[bytes, datetime]]:
    query = "SELECT body, fetched FROM catalogs WHERE connection = ? ORDER BY fetched"
    rows = await database.read(lambda connection: connection.execute(query, (HERE,)).fetchall())
    return [(zlib.decompress(body), moment(fetched)) for body, fetched in rows]


async def test_of_one_utc_day_the_list_that_was_fetched_last_is_kept(tmp_path: Path) -> None:
    late = NOON.replace(hour=23, minute=59)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database)
        for body, fetched in ((b"1", NOON), (b"2", late), (b"3", NOON + ONE_DAY), (b"4", NOON + ONE_DAY)):
            await catalogs.save(HERE, body, fetched)
        await catalogs.save("https://example.org", b"5", NOON)

        assert [(b"2", late), (b"4", NOON + ONE_DAY)] == await history(database)
        assert (b"4", NOON + ONE_DAY) == await catalogs.newest(HERE)


async def test_a_list_that_did_not_change_only_moves(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database)
        for day, body in enumerate((b"a", b"a", b"b", b"a")):
            await catalogs.save(HERE, body, NOON + day * ONE_DAY)

        kept = [(b"a", NOON + ONE_DAY), (b"b", NOON + 2 * ONE_DAY), (b"a", NOON + 3 * ONE_DAY)]
        assert kept == await history(database)


async def test_what_was_added_for_a_day_stays_whatever_is_fetched(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database)
        added = [await catalogs.add(HERE, b"a", MIDNIGHT)]
        await catalogs.save(HERE, b"a", NOON)
        await catalogs.save(HERE, b"b", NOON + ONE_DAY)
        added += [await catalogs.add(HERE, b"old", MIDNIGHT - 400 * ONE_DAY)]

        kept = [(b"old", MIDNIGHT - 400 * ONE_DAY), (b"a", MIDNIGHT), (b"a", NOON), (b"b", NOON + ONE_DAY)]
        assert [False, False] == added
        assert kept == await history(database)
        assert (b"b", NOON + ONE_DAY) == await catalogs.newest(HERE)


async def test_a_second_list_for_a_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database)
        added = [await catalogs.add(HERE, body, MIDNIGHT) for body in (b"a", b"b")]

        assert [False, True] == added
        assert [(b"b", MIDNIGHT)] == await history(database)


async def test_a_list_from_a_clock_that_was_ahead_hides_no_later_one(tmp_path: Path) -> None:
    ahead = datetime(2500, 1, 1, 12, tzinfo=UTC)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database)
        await catalogs.save(HERE, b"ahead", ahead)
        assert (b"ahead", ahead) == await catalogs.newest(HERE)
        await catalogs.save(HERE, b"right", NOON)

        assert (b"right", NOON) == await catalogs.newest(HERE)


async def test_a_list_that_cannot_be_unpacked_is_damage(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        await Catalogs(database).save(HERE, b"list", NOON)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET body = x'00'"))
        with pytest.raises(StoreDamaged):
            await Catalogs(database).newest(HERE)
