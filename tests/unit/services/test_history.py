from __future__ import annotations

import json
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta

from desktop.api.model_rows import rows_of
from desktop.domain.history import ChangeKind
from desktop.services.history import History, Retired, compare
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from tests.unit.store.stores import opened

HERE = "https://example.org/v1"
START = datetime(2026, 8, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def row(name, **facts):
    return {"id": name, "name": name.upper(), "canonical_slug": f"{name}-1", **facts}


def alias(slug):
    return row("~latest", alias_target={"name": "It", "slug": slug})


@asynccontextmanager
async def history(path, *lists):
    """Lists of rows, a day each."""
    async with opened(path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        for days, rows in enumerate(lists):
            await catalogs.save(HERE, json.dumps({"data": rows}).encode(), START + days * DAY)
        yield History(catalogs, Changes(database), HERE), database


async def test_the_list_of_a_day_is_the_one_that_stood_at_its_end(tmp_path):
    async with history(tmp_path, [row("a")], [row("a"), row("b"), {"name": "no id"}]) as (past, _):
        assert await past.as_of(date(2026, 7, 31)) is None
        first = await past.as_of(date(2026, 8, 1))
        last = await past.as_of(date(2026, 8, 9))
        days = await past.days()
        assert await past.begun() == START

    assert [model.id for model in first.models] == ["a"]
    assert first.as_of == START
    assert ([model.id for model in last.models], last.rejected) == (["a", "b"], 1)
    assert days == (date(2026, 8, 1), date(2026, 8, 2))


async def test_changes_are_told_since_a_moment_of_a_model_and_the_last_of_each(tmp_path):
    cheap = {"pricing": {"prompt": "0.001"}}
    dear = {"pricing": {"prompt": "0.002"}}
    async with history(tmp_path, [row("a", **cheap)], [row("a", **dear)], [row("a", **dear), row("b")]) as (past, _):
        since = await past.since(START + DAY)
        of = await past.of("a")
        last, earlier = await past.last_changes(), await past.last_changes((START + DAY).date())

    assert [(change.model, change.kind) for change in since] == [("b", ChangeKind.NEW)]
    assert [(change.kind, change.before, change.after) for change in of] == [(ChangeKind.PRICE_UP, "0.001", "0.002")]
    assert last == {"a": START + DAY, "b": START + 2 * DAY}
    assert earlier == {"a": START + DAY}


async def test_what_is_gone_is_known_with_its_day_and_with_what_an_alias_went_on_to(tmp_path):
    lists = (
        [row("old"), row("lost"), alias("old-1")],
        [row("new"), alias("new-1")],
        [row("new"), row("x"), alias("new-1")],
    )
    async with history(tmp_path, *lists) as (past, _):
        gone = await past.retired()

    assert {name: (known.model.name, known.model.retired, known.successor) for name, known in gone.items()} == {
        "old": ("OLD", START.date(), "new-1"),
        "lost": ("LOST", START.date(), ""),
    }
    assert all(isinstance(known, Retired) for known in gone.values())


async def test_lists_that_an_older_version_left_are_compared(tmp_path):
    async with history(tmp_path, [row("a")], [row("b")]) as (past, database):
        await database.write(lambda connection: connection.execute("DELETE FROM changes"))
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET compared = 0"))
        assert await past.since(START) == ()
        await past.catch_up()

        assert {change.kind for change in await past.since(START)} == {ChangeKind.NEW, ChangeKind.RETIRED}
