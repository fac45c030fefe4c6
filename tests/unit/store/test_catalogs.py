from __future__ import annotations

import asyncio
import sqlite3
import tempfile
import zlib
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.api.model_rows import rows_of
from desktop.domain.errors import StoreDamaged, UnreadableAnswer
from desktop.store import catalogs as catalogs_module
from desktop.store import schema
from desktop.store.changes import Changes
from desktop.store.rows import micros
from tests.models import NEW, OLD, recorded
from tests.unit.store.stores import HERE, NOON, catalogs_of, history, listing, opened, told

if TYPE_CHECKING:
    from desktop.store.database import Database

HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
MIDNIGHT = NOON.replace(hour=0, microsecond=0)
A, B, C = listing(a=1, b=2, c=3, d=4), listing(a=1, b=2, c=5, d=4), listing(a=1, c=5, d=4, e=6)


async def kept_whole(database: Database) -> list[bool]:
    query = "SELECT kept IS NULL FROM catalogs ORDER BY fetched"
    return [bool(whole) for (whole,) in await database.read(lambda c: c.execute(query).fetchall())]


async def test_a_list_comes_back_as_it_came_and_takes_less_room(tmp_path: Path) -> None:
    body = b'{"data":[' + b",".join([b'{"id":"maker/model"}'] * 5000) + b"]}"
    async with opened(tmp_path / "parley.sqlite3") as database:
        await catalogs_of(database).save(HERE, body, NOON)
    async with opened(tmp_path / "parley.sqlite3") as database:
        found = await catalogs_of(database).newest(HERE)

    assert (body, NOON) == found
    assert (tmp_path / "parley.sqlite3").stat().st_size < 3 * len(body)


async def test_each_connection_has_its_own_lists(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        for connection, body in ((HERE, A), ("\ud800", C), (HERE, B)):
            await catalogs.save(connection, body, NOON + HOUR * (body == B))

        assert (B, NOON + HOUR) == await catalogs.newest(HERE)
        assert (C, NOON) == await catalogs.newest("\ud800")
        assert None is await catalogs.newest("https://example.org")
        assert None is await catalogs.as_of("https://example.org", NOON)
        assert [(NOON + HOUR, "c", "context", 3, 5)] == await told(database)


async def test_each_list_is_there_as_of_its_time(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        for hours, body in enumerate((A, B, C)):
            await catalogs.save(HERE, body, NOON + hours * HOUR)

        assert [(A, NOON), (B, NOON + HOUR), (C, NOON + 2 * HOUR)] == await history(database)
        assert (B, NOON + HOUR) == await catalogs.as_of(HERE, NOON + 2 * HOUR - timedelta(microseconds=1))
        assert (C, NOON + 2 * HOUR) == await catalogs.as_of(HERE, NOON + 500 * ONE_DAY)
        assert None is await catalogs.as_of(HERE, NOON - timedelta(microseconds=1))
        assert [True, False, False] == await kept_whole(database)
        assert [
            (NOON + HOUR, "c", "context", 3, 5),
            (NOON + 2 * HOUR, "b", "retired", None, None),
            (NOON + 2 * HOUR, "e", "new", None, None),
        ] == await told(database)


async def test_rows_nobody_could_use_and_unknown_fields_are_kept_too(tmp_path: Path) -> None:
    odd = b'{"data":[{"id":"a","secret":[1,2e5]},{"id":null,"x":0.10},7,null,{"id":"a"}]}'
    async with opened(tmp_path / "parley.sqlite3") as database:
        for hours, body in enumerate((A, odd, odd.replace(b"0.10", b"0.1"), B)):
            await catalogs_of(database).save(HERE, body, NOON + hours * HOUR)

        kept = [body for body, _ in await history(database)]
        assert [A, odd, odd.replace(b"0.10", b"0.1"), B] == kept


async def test_a_list_that_did_not_change_is_only_seen_again(tmp_path: Path) -> None:
    spaced = A.replace(b'{"data":[', b'{ "total": 4, "data": [ ')
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        for hours, body in enumerate((A, spaced, A)):
            await catalogs.save(HERE, body, NOON + hours * HOUR)

        assert (A, NOON + 2 * HOUR) == await catalogs.newest(HERE)
        assert (A, NOON + HOUR) == await catalogs.as_of(HERE, NOON + HOUR)
        assert [(A, NOON)] == await history(database)


async def test_from_time_to_time_a_list_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogs_module, "STRETCH", 3)
    bodies = [listing(a=1, b=2, c=3, d=n) for n in range(1, 8)]
    async with opened(tmp_path / "parley.sqlite3") as database:
        for hours, body in enumerate(bodies):
            await catalogs_of(database).save(HERE, body, NOON + hours * HOUR)
            assert (body, NOON + hours * HOUR) == await catalogs_of(database).newest(HERE)

        assert [True, False, False, True, False, False, True] == await kept_whole(database)
        assert bodies == [body for body, _ in await history(database)]


async def test_the_newest_list_is_there_without_putting_it_together(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        for hours, body in enumerate((A, B, C)):
            await catalogs_of(database).save(HERE, body, NOON + hours * HOUR)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET rows = x'00'"))

        assert (C, NOON + 2 * HOUR) == await catalogs_of(database).newest(HERE)


async def test_without_its_copy_the_newest_list_is_put_together(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        for hours, body in enumerate((A, B)):
            await catalogs_of(database).save(HERE, body, NOON + hours * HOUR)
        await database.write(lambda connection: connection.execute("DELETE FROM newest_catalogs"))

        assert (B, NOON + HOUR) == await catalogs_of(database).newest(HERE)


async def test_an_import_in_between_leaves_its_neighbors_right(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        for days, body in ((0, A), (2, B), (3, A)):
            await catalogs.save(HERE, body, NOON + days * ONE_DAY)
        added = await catalogs.add(HERE, C, MIDNIGHT + ONE_DAY)

        assert added is False
        expected = [(A, NOON), (C, MIDNIGHT + ONE_DAY), (B, NOON + 2 * ONE_DAY), (A, NOON + 3 * ONE_DAY)]
        assert expected == await history(database)
        assert (A, NOON + 3 * ONE_DAY) == await catalogs.newest(HERE)
        assert [
            (MIDNIGHT + ONE_DAY, "b", "retired", None, None),
            (MIDNIGHT + ONE_DAY, "c", "context", 3, 5),
            (MIDNIGHT + ONE_DAY, "e", "new", None, None),
            (NOON + 2 * ONE_DAY, "b", "back", None, None),
            (NOON + 2 * ONE_DAY, "e", "retired", None, None),
            (NOON + 3 * ONE_DAY, "c", "context", 5, 3),
        ] == await told(database)


async def test_an_import_before_all_others_or_just_before_the_newest_is_right_too(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        assert await catalogs.begun(HERE) is None
        await catalogs.save(HERE, A, NOON)
        await catalogs.save(HERE, B, NOON + 2 * ONE_DAY)
        await catalogs.add(HERE, C, MIDNIGHT - 400 * ONE_DAY)
        await catalogs.add(HERE, A, MIDNIGHT + ONE_DAY)

        expected = [(C, MIDNIGHT - 400 * ONE_DAY), (A, NOON), (A, MIDNIGHT + ONE_DAY), (B, NOON + 2 * ONE_DAY)]
        assert expected == await history(database)
        assert (B, NOON + 2 * ONE_DAY) == await catalogs.newest(HERE)
        assert MIDNIGHT - 400 * ONE_DAY == await catalogs.begun(HERE)
        assert (date(2025, 7, 18), date(2026, 8, 22), date(2026, 8, 23), date(2026, 8, 24)) == await catalogs.days(HERE)


async def test_a_second_import_for_a_day_takes_the_place_of_the_first(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, NOON - ONE_DAY)
        added = [await catalogs.add(HERE, body, MIDNIGHT) for body in (B, C)]

        assert [False, True] == added
        assert [(A, NOON - ONE_DAY), (C, MIDNIGHT)] == await history(database)
        assert (C, MIDNIGHT) == await catalogs.newest(HERE)
        assert {"b", "c", "e"} == {model for _, model, *_ in await told(database)}


async def test_a_list_that_was_seen_before_and_after_an_import_is_there_again_after_it(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, NOON)
        await catalogs.save(HERE, A, NOON + 4 * ONE_DAY)
        await catalogs.add(HERE, B, MIDNIGHT + 2 * ONE_DAY)

        assert [(A, NOON), (B, MIDNIGHT + 2 * ONE_DAY), (A, MIDNIGHT + 3 * ONE_DAY)] == await history(database)
        assert (A, NOON) == await catalogs.as_of(HERE, NOON + ONE_DAY)
        assert (B, MIDNIGHT + 2 * ONE_DAY) == await catalogs.as_of(HERE, NOON + 2 * ONE_DAY)
        assert (A, NOON + 4 * ONE_DAY) == await catalogs.newest(HERE)


async def test_what_is_no_list_changes_nothing(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        await catalogs_of(database).save(HERE, A, NOON)
        for keep in (catalogs_of(database).save, catalogs_of(database).add):
            with pytest.raises(UnreadableAnswer):
                await keep(HERE, b"no list", MIDNIGHT + ONE_DAY)

        assert [(A, NOON)] == await history(database)


async def test_a_list_from_a_clock_that_was_ahead_hides_no_later_one(tmp_path: Path) -> None:
    ahead = datetime(2500, 1, 1, 12, tzinfo=UTC)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, ahead)
        assert (A, ahead) == await catalogs.newest(HERE)
        await catalogs.save(HERE, B, NOON)
        await catalogs.save(HERE, C, NOON + HOUR)

        assert (C, NOON + HOUR) == await catalogs.newest(HERE)
        assert [(B, NOON), (C, NOON + HOUR), (A, ahead)] == await history(database)


async def test_a_damaged_list_is_told_and_keeps_none_from_being_stored(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, NOON)
        await catalogs.save(HERE, A, NOON + 4 * HOUR)
        await catalogs.save(HERE, B, NOON + 5 * HOUR)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET rows = x'00'"))
        await database.write(lambda connection: connection.execute("DELETE FROM newest_catalogs"))
        with pytest.raises(StoreDamaged):
            await catalogs.newest(HERE)
        await catalogs.save(HERE, C, NOON + 6 * HOUR)
        await catalogs.save(HERE, A, NOON + 3 * HOUR)

        assert (C, NOON + 6 * HOUR) == await catalogs.newest(HERE)
        assert (A, NOON + 3 * HOUR) == await catalogs.as_of(HERE, NOON + 3 * HOUR)


@pytest.mark.parametrize("time", [2**63 - 1, -(2**63)])
async def test_a_list_with_a_time_that_no_calendar_has_is_there_and_is_soon_seen_again(
    tmp_path: Path, time: int
) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, NOON)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET seen = ?", (time,)))
        assert (A, NOON) == await catalogs.newest(HERE)
        await catalogs.save(HERE, A, NOON + HOUR)
        assert (A, NOON + HOUR) == await catalogs.newest(HERE)
        await database.write(lambda connection: connection.execute("UPDATE catalogs SET fetched = ?", (time,)))
        assert 1 == len(await catalogs.days(HERE))
        assert A == (await catalogs.newest(HERE) or (b"",))[0]
        await catalogs.save(HERE, B, NOON + 2 * HOUR)

        assert (B, NOON + 2 * HOUR) == await catalogs.newest(HERE)


STEPS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from([A, B, C, b""])), max_size=8)


@given(STEPS)
@settings(max_examples=40)
def test_in_whatever_order_lists_come_their_history_is_the_same(steps: list[tuple[int, bytes]]) -> None:
    """Imports of some lists, and each day a fetched one of its own."""
    lists = [
        (MIDNIGHT + day * ONE_DAY + HOUR * (not body), body or listing(a=9 + day, b=2, c=3, d=4)) for day, body in steps
    ]

    async def stored(order: list[tuple[datetime, bytes]]) -> tuple[object, object]:
        with tempfile.TemporaryDirectory() as folder:
            async with opened(Path(folder) / "parley.sqlite3") as database:
                for at, body in order:
                    catalogs = catalogs_of(database)
                    keep = catalogs.save if at.hour else catalogs.add
                    await keep(HERE, body, at)
                return await history(database), await told(database)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(catalogs_module, "STRETCH", 2)
        unordered = asyncio.run(stored(lists))
        ordered = asyncio.run(stored(sorted(dict(lists).items())))

    assert [(body, at) for at, body in sorted(dict(lists).items())] == unordered[0]
    assert ordered == unordered


async def test_real_lists_are_whole_as_far_as_they_have_little_in_common(tmp_path: Path) -> None:
    old, new = recorded(OLD), recorded(NEW)
    later = new.replace(b'"completion":"0.000015"', b'"completion":"0.000016"')
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.add(HERE, new, MIDNIGHT)
        await catalogs.save(HERE, later, NOON)
        await catalogs.add(HERE, old, MIDNIGHT - 400 * ONE_DAY)

        assert [True, True, False] == await kept_whole(database)
        assert [rows_of(body) for body in (old, new, later)] == [rows_of(body) for body, _ in await history(database)]
        changes = await Changes(database).since(HERE, MIDNIGHT)
        dearer = [c for c in changes if c.field == "completion"]
        assert {("0.000015", "0.000016")} == {(change.before, change.after) for change in dearer}
        assert len({c.model for c in changes}) == sum(b'"completion":"0.000015"' in row for row in rows_of(new))


async def upgraded(path: Path, lists: list[tuple[bytes, datetime]], monkeypatch: pytest.MonkeyPatch) -> None:
    """A store as the second version of the tables had it."""
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:2])
        async with opened(path):
            pass
    with closing(sqlite3.connect(path)) as connection, connection:
        values = [(HERE, micros(at), zlib.compress(body)) for body, at in lists]
        connection.executemany("INSERT INTO catalogs VALUES (?, ?, ?)", values)


async def test_the_lists_of_an_older_store_stay_and_become_differences_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spaced = b"\xef\xbb\xbf" + A.replace(b'"data":[', b'"data": [')
    lists = [(spaced, NOON), (B, NOON + ONE_DAY), (b"\0", NOON + 2 * ONE_DAY), (C, NOON + 3 * ONE_DAY)]
    await upgraded(tmp_path / "parley.sqlite3", lists, monkeypatch)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        assert (C, NOON + 3 * ONE_DAY) == await catalogs.newest(HERE)
        assert (spaced, NOON) == await catalogs.as_of(HERE, NOON)
        assert [] == await told(database)
        steps = [await catalogs.compare_next(HERE) for _ in range(5)]

        assert [True, True, True, True, False] == steps
        assert (C, NOON + 3 * ONE_DAY) == await catalogs.newest(HERE)
        assert (B, NOON + ONE_DAY) == await catalogs.as_of(HERE, NOON + ONE_DAY)
        assert [True, False, True, True] == await kept_whole(database)
        assert [(NOON + ONE_DAY, "c", "context", 3, 5)] == await told(database)
        await catalogs.save(HERE, listing(a=1), NOON + 4 * ONE_DAY)
        assert {"c", "d", "e"} == {model for at, model, *_ in await told(database) if at > NOON + ONE_DAY}


async def test_how_long_a_list_is_good_is_what_its_last_answer_said(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        assert datetime(1970, 1, 1, tzinfo=UTC) == await catalogs.good_until(HERE)
        await catalogs.save(HERE, A, NOON, HOUR)
        assert NOON + HOUR == await catalogs.good_until(HERE)
        await catalogs.save(HERE, A, NOON + HOUR, 3 * HOUR)
        assert NOON + 4 * HOUR == await catalogs.good_until(HERE)
        await catalogs.save(HERE, B, NOON + 2 * HOUR)
        assert NOON + 2 * HOUR == await catalogs.good_until(HERE)
        await catalogs.add(HERE, A, MIDNIGHT + ONE_DAY)
        assert datetime(1970, 1, 1, tzinfo=UTC) == await catalogs.good_until(HERE)


async def test_what_is_left_out_keeps_its_history_and_comes_back(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs, changes = catalogs_of(database), Changes(database)
        for connection, body, hours in ((HERE, A, 0), (HERE, B, 1), (HERE, C, 2), ("https://other", A, 0)):
            await catalogs.save(connection, body, NOON + HOUR * hours)
        before = await changes.since(HERE, NOON)
        await catalogs.leave_out(HERE)

        assert (HERE,) == await catalogs.left_out()
        assert {HERE, "https://other"} == set(await catalogs.connections())
        assert (C, NOON + 2 * HOUR) == await catalogs.newest(HERE)
        assert (A, NOON) == await catalogs.as_of(HERE, NOON)
        assert before == await changes.since(HERE, NOON) != ()
        await catalogs.bring_back(HERE)
        assert () == await catalogs.left_out()


@pytest.mark.parametrize("body", [A, B], ids=["the same", "another"])
async def test_what_is_left_out_is_so_until_a_list_comes(tmp_path: Path, body: bytes) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = catalogs_of(database)
        await catalogs.save(HERE, A, NOON)
        await catalogs.leave_out(HERE)
        await catalogs.save(HERE, body, NOON + HOUR)

        assert () == await catalogs.left_out()
        assert (A, NOON) == await catalogs.as_of(HERE, NOON)


async def test_what_an_older_version_was_to_delete_is_gone_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "parley.sqlite3"
    with monkeypatch.context() as patch:
        patch.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:3])
        async with opened(path):
            pass
    with closing(sqlite3.connect(path)) as connection, connection:
        for name in (HERE, f"forgotten {HERE}"):
            columns = "INSERT INTO catalogs (connection, fetched, seen, rows, compared) VALUES (?, ?, ?, ?, 1)"
            connection.execute(columns, (name, micros(NOON), micros(NOON), zlib.compress(A)))
    async with opened(path) as database:
        assert (HERE,) == await catalogs_of(database).connections()
