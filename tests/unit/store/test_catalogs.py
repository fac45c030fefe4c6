from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import StoreDamaged
from desktop.store.catalogs import Catalogs
from tests.unit.store.stores import NOON, opened

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(0), timedelta(days=-5000)])
async def test_the_last_list_wins_even_over_one_from_a_clock_that_was_ahead(tmp_path: Path, later: timedelta) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        await Catalogs(database).save(HERE, b"old", NOON)
        await Catalogs(database).save(HERE, b"new", NOON + later)
        count = await database.read(lambda connection: connection.execute("SELECT count(*) FROM catalogs").fetchone())

        assert (b"new", NOON + later) == await Catalogs(database).newest(HERE)
        assert (1,) == count


async def test_a_list_that_cannot_be_unpacked_is_damage(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        await Catalogs(database).save(HERE, b"list", NOON)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET body = x'00'"))
        with pytest.raises(StoreDamaged):
            await Catalogs(database).newest(HERE)
