"""The day that all lists of models are looked at on."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

from desktop.domain.model import Model
from desktop.services.look_back import LookBack
from tests.unit.services.test_workspace import BLIND, house
from tests.waiting import quiet, until

FIRST, SECOND = date(2026, 8, 1), date(2026, 8, 2)


async def looked_back(workspace, made):
    """With two lists of two days; and what was told, as the day and the ids that are looked at."""
    catalogs = workspace.connection.history._catalogs
    noon = datetime(2026, 8, 1, 12, tzinfo=UTC)
    for days, names in enumerate((["a"], ["a", "b"])):
        body = json.dumps({"data": [{"id": name} for name in names]}).encode()
        await catalogs.save("https://e.org", body, noon + days * timedelta(days=1))
    look_back, told = LookBack(workspace), []
    look_back.changed.connect(lambda: told.append((look_back.day, [model.id for model in look_back.catalog.models])))
    return look_back, told


async def test_a_day_is_gone_to_and_left(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        look_back, told = await looked_back(workspace, made)
        assert look_back.catalog is workspace.connection.catalog.catalog
        look_back.go_to(FIRST)
        await until(lambda: told == [(FIRST, ["a"])])
        assert look_back.changes == {}
        look_back.go_to(FIRST)
        look_back.go_to(SECOND)  # before the first is read
        await until(lambda: told[1:] == [(SECOND, ["a", "b"])])
        assert [(name, at.date()) for name, at in look_back.changes.items()] == [("b", SECOND)]
        assert [model.id for model in workspace.connection.catalog.catalog.models] == [BLIND.id]
        look_back.go_to(SECOND)
        look_back.go_to(None)
        assert told[2:] == [(None, [BLIND.id])]
        await quiet(workspace.connection.tasks)
        assert told[3:] == []


async def test_what_today_does_not_list_is_gone_on_an_earlier_day(tmp_path):
    async with house(tmp_path, BLIND, Model(id="a", name="A")) as (workspace, made):
        look_back, _ = await looked_back(workspace, made)
        today = look_back.gone("b")
        look_back.go_to(SECOND)
        await until(lambda: look_back.day == SECOND)

        assert (None, None, None) == (today, look_back.gone("a"), look_back.gone("nothing"))
        assert ("b", SECOND) == ((gone := look_back.gone("b")).id, gone.retired)


async def test_of_another_endpoint_today_is_looked_at(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        look_back, told = await looked_back(workspace, made)
        look_back.go_to(FIRST)
        await until(lambda: look_back.day == FIRST)
        look_back.go_to(SECOND)
        before = workspace.use(made.connection([]))
        assert told[1:] == [(None, [])]
        await quiet(before.tasks)
        assert told[2:] == []


async def test_what_cannot_be_read_leaves_what_is_looked_at(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        look_back, told = await looked_back(workspace, made)
        look_back.go_to(SECOND)
        await until(lambda: look_back.day == SECOND)
        await made.database.write(lambda database: database.execute("UPDATE catalogs SET rows = x'00'"))
        look_back.go_to(FIRST)
        await until(lambda: len(told) == 2)
        look_back.go_to(date(2000, 1, 1))
        await until(lambda: len(told) == 3)
        assert told == [(SECOND, ["a", "b"])] * 3
