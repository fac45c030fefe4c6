from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from threading import Event

import pytest

from desktop.domain.bookmark import Bookmark
from desktop.domain.errors import StoreReadOnly
from desktop.services import bookmarks as bookmarks_module
from desktop.services.bookmarks import BookmarkService
from desktop.services.tasks import TaskScope
from desktop.store.bookmarks import Bookmarks
from tests.unit.store.stores import opened
from tests.waiting import quiet, until

HERE, ELSEWHERE = "https://example.org/v1", "http://127.0.0.1:11434/v1"


@asynccontextmanager
async def services(path):
    reported = []
    tasks = TaskScope("test", reported.append)
    async with opened(path / "parley.sqlite3") as database:

        def make(connection=HERE):
            return BookmarkService(Bookmarks(database), tasks, connection)

        try:
            yield make, lambda: quiet(tasks), database
        finally:
            await tasks.close()
    assert reported == []


async def test_what_is_kept_is_there_at_once_and_after_a_restart_and_only_at_its_endpoint(tmp_path):
    async with services(tmp_path) as (make, stored, _):
        service, heard = make(), []
        service.changed.connect(lambda: heard.append(dict(service.by_id)))
        service.set_favorite("a/b", favorite=True)
        service.describe("a/b", "  Good at maths. ", frozenset({"maths"}))
        service.set_favorite("a/b", favorite=True)
        before = datetime.now(UTC)
        service.note_use("c/d")
        assert len(heard) == 3
        assert service.by_id["a/b"] == Bookmark(favorite=True, note="Good at maths.", tags=frozenset({"maths"}))
        await stored()

        again, other = make(), make(ELSEWHERE)
        await again.load()
        await other.load()
        assert again.by_id == service.by_id
        assert before <= again.by_id["c/d"].used <= datetime.now(UTC)
        assert other.by_id == {}


async def test_what_was_kept_while_the_rest_was_read_wins(tmp_path):
    async with services(tmp_path) as (make, stored, _):
        first = make()
        first.describe("a/b", "old", frozenset())
        first.describe("c/d", "other", frozenset())
        await stored()
        second = make()
        second.describe("a/b", "new", frozenset())
        await second.load()

        assert {name: kept.note for name, kept in second.by_id.items()} == {"a/b": "new", "c/d": "other"}


async def test_what_is_said_before_the_rest_was_read_leaves_it(tmp_path):
    async with services(tmp_path) as (make, stored, _):
        make().describe("a/b", "mine", frozenset({"maths"}))
        await stored()
        early = make()
        early.note_use("a/b")
        for favorite in (True, False):
            early.set_favorite("a/b", favorite=favorite)
        await stored()
        await early.load()
        again = make()
        await again.load()

        assert again.by_id == early.by_id
        assert (early.by_id["a/b"].note, early.by_id["a/b"].tags) == ("mine", {"maths"})
        assert early.by_id["a/b"].used is not None


async def test_of_a_damaged_time_the_rest_is_kept(tmp_path):
    async with services(tmp_path) as (make, stored, database):
        make().describe("a/b", "mine", frozenset({"maths"}))
        await stored()
        await database.write(lambda c: c.execute(HARM, ('["maths"]', 2**63 - 1)))
        service = make()
        await service.load()

        assert (service.by_id["a/b"].note, service.by_id["a/b"].tags) == ("mine", {"maths"})


HARM = "UPDATE bookmarks SET tags = ?, used = ? WHERE model = 'a/b'"
UNREADABLE = "what is kept about a model cannot be read"


async def test_what_cannot_be_read_is_not_replaced_by_what_is_said_now(tmp_path, expected_logs):
    expected_logs.append(UNREADABLE)
    async with services(tmp_path) as (make, stored, database):
        make().describe("a/b", "mine", frozenset())
        await stored()
        await database.write(lambda c: c.execute("INSERT INTO bookmarks VALUES (?, 'c/d', 1, '', 'x', NULL)", (HERE,)))
        service = make()
        await service.load()
        assert {model: kept.note for model, kept in service.by_id.items()} == {"a/b": "mine"}
        service.note_use("a/b")
        service.note_use("c/d")
        await stored()

        kept = await database.read(lambda c: c.execute("SELECT model, note, tags FROM bookmarks").fetchall())
        assert sorted(kept) == [("a/b", "mine", "[]"), ("c/d", "", "x")]


async def test_nothing_takes_no_room(tmp_path):
    async with services(tmp_path) as (make, stored, database):
        service = make()
        for favorite in (True, False):
            service.set_favorite("a/b", favorite=favorite)
        await stored()

        assert await database.read(lambda c: c.execute("SELECT count(*) FROM bookmarks").fetchall()) == [(0,)]


@pytest.mark.parametrize("by_hand", [True, False])
async def test_what_cannot_be_stored_is_told_and_shown_and_stored_later_as_it_is_then(tmp_path, monkeypatch, by_hand):
    monkeypatch.setattr(bookmarks_module, "SAVE_AGAIN", 1000 if by_hand else 0.05)
    async with services(tmp_path) as (make, _, database):
        service, heard, told = make(), [], []
        service.failed.connect(heard.append)
        service.stored.connect(lambda: told.append("stored"))
        await database.read(lambda c: c.execute("PRAGMA query_only = 1"))
        service.set_favorite("a/b", favorite=True)
        service.describe("c/d", "mine", frozenset())
        await until(lambda: heard)
        service.set_favorite("a/b", favorite=False)
        service.note_use("a/b")
        before = dict(service.by_id), {model: set(names) for model, names in service.unstored.items()}, list(told)
        await database.read(lambda c: c.execute("PRAGMA query_only = 0"))
        if by_hand:
            service.save()
        await until(lambda: told)
        again = make()
        await again.load()

        assert before[0]["c/d"].note == "mine"
        assert before[1:] == ({"a/b": {"favorite", "used"}, "c/d": {"note", "tags"}}, [])
        assert {type(failure) for failure in heard} == {StoreReadOnly}
        assert again.by_id == service.by_id
        assert service.unstored == {}


async def test_what_is_said_while_something_else_of_it_is_stored_is_stored_after_that(tmp_path):
    async with services(tmp_path) as (make, stored, database):
        service, gate = make(), Event()
        busy = asyncio.ensure_future(database.read(lambda _: gate.wait()))
        service.set_favorite("a/b", favorite=True)
        await asyncio.sleep(0.05)  # it waits for the store
        service.set_favorite("a/b", favorite=False)
        service.describe("a/b", "mine", frozenset())
        on_its_way = set(service.unstored["a/b"])
        gate.set()
        await busy
        await stored()
        again = make()
        await again.load()

        assert on_its_way == {"favorite", "note", "tags"}
        assert again.by_id == service.by_id
        assert (again.by_id["a/b"].favorite, again.by_id["a/b"].note) == (False, "mine")
        assert service.unstored == {}


async def test_what_could_not_be_stored_is_tried_once_more_at_the_end(tmp_path):
    async with services(tmp_path) as (make, stored, database):
        service = make()
        await database.read(lambda c: c.execute("PRAGMA query_only = 1"))
        service.set_favorite("a/b", favorite=True)
        await stored()
        await service.close()
        await database.read(lambda c: c.execute("PRAGMA query_only = 0"))
        await service.close()
        again = make()
        await again.load()

        assert again.by_id["a/b"].favorite


async def test_what_is_refused_after_its_tasks_have_ended_is_tried_once_more_at_the_end(tmp_path):
    async with services(tmp_path) as (make, _, database):
        go_on, ending = Event(), TaskScope("ending", lambda _: None)
        waiting = ending.start(database.read(lambda c: go_on.wait() and c.execute("PRAGMA query_only = 1")), "read")
        await asyncio.sleep(0)
        service = BookmarkService(Bookmarks(database), ending, HERE)
        service.set_favorite("a/b", favorite=True)
        await asyncio.sleep(0)
        await ending.close()
        go_on.set()
        await database.read(lambda c: c.execute("PRAGMA query_only = 0"))
        await service.close()
        again = make()
        await again.load()

        assert waiting.cancelled()
        assert again.by_id["a/b"].favorite


@pytest.mark.parametrize("damage", [("x", None), ("[1]", None)])
async def test_a_damaged_row_hides_no_other(tmp_path, expected_logs, damage):
    expected_logs.append(UNREADABLE)
    async with services(tmp_path) as (make, stored, database):
        service = make()
        service.set_favorite("a/b", favorite=True)
        service.set_favorite("c/d", favorite=True)
        await stored()
        await database.write(lambda c: c.execute(HARM, damage))
        again = make()
        await again.load()

        assert list(again.by_id) == ["c/d"]
