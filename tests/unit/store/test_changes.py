from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.api.model_rows import rows_of
from desktop.domain.history import Change, ChangeKind
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from tests.unit.store.stores import NOON, opened

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.database import Database

HOUR = timedelta(hours=1)
HERE = "http://127.0.0.1:11434/v1"
ELSEWHERE = "https://example.org/v1"


def row(name: str, **facts: object) -> dict[str, object]:
    return {"id": name, "name": name.upper(), **facts}


async def fill(database: Database, *lists: list[dict[str, object]], connection: str = HERE) -> Changes:
    catalogs = Catalogs(database, rows_of, compare)
    for hours, rows in enumerate(lists):
        await catalogs.save(connection, json.dumps({"data": rows}).encode(), NOON + hours * HOUR)
    return Changes(database)


async def test_changes_come_newest_list_first_and_in_the_order_of_the_list(tmp_path: Path) -> None:
    a, b = row("a"), row("b")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [a], [row("z"), b, a], [row("z", context_length=5), a])
        await fill(database, [], [a], connection=ELSEWHERE)

        assert [("z", "context"), ("b", "retired"), ("z", "new"), ("b", "new")] == [
            (change.model, change.kind.value) for change in await changes.since(HERE, NOON)
        ]
        assert [("z", "context"), ("b", "retired")] == [
            (change.model, change.kind.value) for change in await changes.since(HERE, NOON + HOUR)
        ]
        assert () == await changes.since(HERE, NOON + 2 * HOUR)


async def test_a_change_comes_back_with_all_it_says(tmp_path: Path) -> None:
    alias = {"name": "N", "slug": "m/\0\ud800"}
    night = [{"prompt": "0.5", "utc_start": 1000, "utc_end": 100}]
    async with opened(tmp_path / "parley.sqlite3") as database:
        after = row("a", alias_target=alias, pricing={"prompt": "1", "overrides": night}, supported_parameters=["x"])
        changes = await fill(database, [row("a", supported_parameters=["y"])], [after])
        at = NOON + HOUR
        override = {"prices": {"prompt": "0.5"}, "utc_start": 1000, "utc_end": 100}

        assert (
            Change("a", "A", ChangeKind.PRICE, at, "prompt", None, "1"),
            Change("a", "A", ChangeKind.PARAMETER, at, "supported_parameters", ["y"], ["x"]),
            Change("a", "A", ChangeKind.ALIAS, at, "alias_target", None, "m/\0\ufffd"),
            Change("a", "A", ChangeKind.PRICE, at, "overrides", None, [override]),
        ) == await changes.of(HERE, "a")


async def test_half_a_character_that_an_older_version_stored_costs_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [row("a", context_length=1)], [row("a", context_length=2)])
        old = '"x\\ud800"'
        await database.write(lambda connection: connection.execute("UPDATE changes SET before = ?", (old,)))

        assert ["x\ud800"] == [change.before for change in await changes.of(HERE, "a")]


async def test_what_a_model_went_through_comes_oldest_first(tmp_path: Path) -> None:
    a, b = row("a"), row("b")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [b], [a, b], [b], [a, b], [b])
        await fill(database, [a], [], [a], connection=ELSEWHERE)

        assert ["new", "retired", "back", "retired"] == [c.kind.value for c in await changes.of(HERE, "a")]
        assert ["retired", "back"] == [c.kind.value for c in await changes.of(ELSEWHERE, "a")]
        assert () == await changes.of(HERE, "b")


async def test_moves_of_aliases_come_oldest_first(tmp_path: Path) -> None:
    lists = [[row("~a", context_length=n + 1, alias_target={"name": "N", "slug": f"s{n}"})] for n in range(3)]
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, *lists)

        assert [("s0", "s1"), ("s1", "s2")] == [(move.before, move.after) for move in await changes.moves(HERE)]


async def test_the_last_change_of_each_model_is_known(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(
            database, [row("a"), row("b")], [row("a", context_length=2)], [row("a", context_length=1), row("c")]
        )

        expected = {"a": NOON + 2 * HOUR, "b": NOON + HOUR, "c": NOON + 2 * HOUR}
        assert expected == await changes.last(HERE, NOON + 2 * HOUR)
        assert {"a": NOON + HOUR, "b": NOON + HOUR} == await changes.last(
            HERE, NOON + 2 * HOUR - timedelta(microseconds=1)
        )
        assert {} == await changes.last(ELSEWHERE, NOON + 2 * HOUR)


async def test_retired_models_are_kept_with_their_last_row_and_the_time_they_were_seen_last(tmp_path: Path) -> None:
    a, b, free = row("a", odd=1), row("b"), row("c:free")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [a, b, free], [a, b], [a, b], [b], [a, b], [b], [b])
        await fill(database, [b], [], connection=ELSEWHERE)

        found = {json.loads(row)["id"]: (json.loads(row), seen) for row, seen in await changes.retired(HERE)}
        assert {"a": (a, NOON + 4 * HOUR), "c:free": (free, NOON)} == found


@pytest.mark.parametrize("damage", [b"\0", None])
async def test_a_damaged_row_hides_no_other_retired_model(
    tmp_path: Path, damage: bytes | None, expected_logs: list[str]
) -> None:
    expected_logs.append("what was last said of a model that is gone is damaged")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [row("a"), row("b"), row("c")], [row("c")])
        spoil = "UPDATE changes SET row = ? WHERE model = 'a'"
        await database.write(lambda connection: connection.execute(spoil, (damage,)))

        assert ["b"] == [json.loads(found)["id"] for found, _ in await changes.retired(HERE)]


@pytest.mark.parametrize("damage", ["kind = 'x'", "before = '{'", f"after = '{'[' * 100_000}'"])
async def test_a_damaged_change_hides_no_other(tmp_path: Path, damage: str, expected_logs: list[str]) -> None:
    expected_logs.append("what changed in a model cannot be read")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [row("a"), row("b"), row("c")], [row("c")])
        spoil = f"UPDATE changes SET {damage} WHERE model = 'a'"  # noqa: S608 - a constant
        await database.write(lambda connection: connection.execute(spoil))

        assert ["b"] == [change.model for change in await changes.since(HERE, NOON - HOUR)]


async def test_a_model_that_was_seen_unchanged_until_it_went_was_seen_last_then(tmp_path: Path) -> None:
    a, b = row("a"), row("b")
    async with opened(tmp_path / "parley.sqlite3") as database:
        changes = await fill(database, [a, b], [a, b], [a, b], [b])

        assert [NOON + 2 * HOUR] == [seen for _, seen in await changes.retired(HERE)]
