from __future__ import annotations

import json
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop.api import model_list
from desktop.api.client import Client
from desktop.api.model_rows import rows_of
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.errors import EmptyList, NotAnApi, StoreDamaged, StoreReadOnly, Unreachable, UnreadableAnswer
from desktop.domain.model import Model
from desktop.services import catalog as catalog_module
from desktop.services.catalog import CatalogService, bundled_catalog
from desktop.services.history import History, compare
from desktop.services.tasks import TaskScope
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from desktop.store.details import StoredDetails
from tests.server.scripts import error, reply
from tests.server.server import ScriptedServer, Stall
from tests.unit.store.stores import opened
from tests.waiting import quiet, until

BUNDLED = Path(__file__).parents[3] / "resources" / "catalog" / "models.json"
DAY = datetime(2026, 8, 22, tzinfo=UTC)
SHIPPED = Catalog((Model("shipped", "Shipped"),), Origin.BUNDLED, DAY)


def listing(*ids: str) -> bytes:
    return json.dumps({"data": [{"id": model_id} for model_id in ids]}, separators=(",", ":")).encode()


class Room:
    """A service with a real server, a real client and a real store."""

    def __init__(self, server, client, catalogs, tasks, database):
        self.server, self.client, self.catalogs, self.tasks, self.database = server, client, catalogs, tasks, database
        self.connection = server.base_url
        self.stored = StoredDetails(database)

    def service(self, bundled=None, shipped=None):
        told = bundled, self.catalogs, self.client, self.tasks, self.connection, self.stored
        return CatalogService(*told, shipped=shipped)

    async def refreshed(self, service):
        """Refresh, wait for the end of it, and say in how many changes it came."""
        changes = []
        disconnect = service.changed.connect(lambda: changes.append((service.refreshing, ids(service))))
        service.refresh()
        await quiet(self.tasks)
        disconnect()
        return changes


@asynccontextmanager
async def room(tmp_path, *answers):
    reported = []
    tasks = TaskScope("test", reported.append)
    with ScriptedServer() as server:
        server.on("GET", "/models", *answers or [reply(body=listing("a", "b"))])
        client = Client(server.base_url, read_blob=None)
        async with opened(tmp_path / "parley.sqlite3") as database:
            try:
                yield Room(server, client, Catalogs(database, rows_of, compare), tasks, database)
            finally:
                await tasks.close()
                await client.close()
    assert reported == []


def ids(service):
    return [model.id for model in service.catalog.models]


def test_the_bundled_file_becomes_a_catalog_of_its_day():
    catalog = bundled_catalog(BUNDLED.read_bytes())

    assert (Origin.BUNDLED, DAY, 421) == (catalog.origin, catalog.as_of, len(catalog.models))


async def test_without_a_bundled_list_there_is_an_empty_one_that_was_never_loaded(tmp_path):
    async with room(tmp_path) as here:
        service = here.service()
        await service.load()

        assert Origin.NONE is service.catalog.origin
        assert service.catalog.as_of is None
        assert service.failure is None


async def test_the_stored_list_takes_the_place_of_an_older_bundled_one(tmp_path):
    async with room(tmp_path) as here:
        later = DAY + timedelta(days=1)
        await here.catalogs.save(here.connection, b'{"data":[{"id":"kept"},7]}', later)
        service = here.service(SHIPPED)
        seen = []
        service.changed.connect(lambda: seen.append(ids(service)))
        await service.load()

        assert [["kept"]] == seen
        assert (Origin.STORED, later, 1) == (service.catalog.origin, service.catalog.as_of, service.catalog.rejected)


async def test_an_older_stored_list_does_not_replace_a_newer_bundled_one(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, listing("old"), DAY - timedelta(days=1))
        service = here.service(SHIPPED)
        await service.load()

        assert SHIPPED is service.catalog


async def test_the_bundled_list_joins_an_older_history_under_its_own_day_and_stays_the_bundled_one(tmp_path):
    shipped = listing("a", "shipped")
    models, _ = model_list.decode(shipped)
    bundled = Catalog(tuple(models), Origin.BUNDLED, DAY)
    async with room(tmp_path) as here:
        await here.catalogs.add(here.connection, listing("a", "old"), DAY - timedelta(days=9))
        for _ in "twice":
            service = here.service(bundled, lambda: shipped)
            await service.load()

            assert (bundled, None) == (service.catalog, service.failure)
            assert (shipped, DAY) == await here.catalogs.newest(here.connection)
        history = History(here.catalogs, Changes(here.database), here.connection)

        assert {"old"} == set(await history.retired())
        assert [(DAY, "shipped"), (DAY, "old")] == [(c.at, c.model) for c in await history.since(DAY - timedelta(1))]


async def test_without_any_history_the_bundled_list_does_not_begin_one(tmp_path):
    async with room(tmp_path) as here:
        await here.service(SHIPPED, lambda: listing("shipped")).load()

        assert await here.catalogs.newest(here.connection) is None


async def test_a_bundled_list_that_cannot_be_kept_is_no_failure(tmp_path, monkeypatch):
    async def refuse(*_):
        raise StoreReadOnly

    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, listing("old"), DAY - timedelta(days=1))
        monkeypatch.setattr(here.catalogs, "add", refuse)
        service = here.service(SHIPPED, lambda: listing("shipped"))
        await service.load()

        assert (SHIPPED, None) == (service.catalog, service.failure)


async def test_a_list_added_for_the_day_of_the_bundled_one_takes_its_place(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.add(here.connection, listing("added"), DAY)
        service = here.service(SHIPPED)
        await service.load()

        assert ["added"] == ids(service)


async def test_the_list_of_another_connection_is_not_taken(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.save("https://example.org/v1", listing("foreign"), DAY)
        service = here.service()
        await service.load()

        assert [] == ids(service)


async def test_a_damaged_stored_list_leaves_the_bundled_one_and_says_why(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, b'{"data":["no row"]}', DAY + timedelta(days=1))
        service = here.service(SHIPPED)
        await service.load()

        assert SHIPPED is service.catalog
        assert isinstance(service.failure, UnreadableAnswer)


async def test_a_store_that_cannot_be_read_leaves_the_bundled_list_and_says_why(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, listing("a"), DAY)
        await here.database.write(lambda connection: connection.execute("UPDATE catalogs SET rows = x'00'"))
        service = here.service(SHIPPED)
        await service.load()

        assert SHIPPED is service.catalog
        assert isinstance(service.failure, StoreDamaged)


async def test_a_refresh_shows_the_new_list_and_stores_it(tmp_path):
    async with room(tmp_path) as here:
        service = here.service(SHIPPED)
        before = datetime.now(UTC)
        changes = await here.refreshed(service)
        again = here.service()
        await again.load()

        assert [(True, ["shipped"]), (True, ["a", "b"]), (False, ["a", "b"])] == changes
        assert Origin.FRESH is service.catalog.origin
        assert before <= service.catalog.as_of <= datetime.now(UTC)
        assert ["a", "b"] == ids(again)
        assert service.catalog.as_of == again.catalog.as_of


async def test_two_refreshes_at_once_are_one_request(tmp_path):
    async with room(tmp_path) as here:
        service = here.service()
        service.refresh()
        await here.refreshed(service)
        await here.refreshed(service)

        assert 2 == len(here.server.requests)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"<html>log in</html>", NotAnApi),
        (b"", UnreadableAnswer),
        (b'{"data":[{"name":"no id"}]}', UnreadableAnswer),
        (b'{"data":[]}', EmptyList),
    ],
)
async def test_a_bad_answer_never_replaces_a_good_list_on_screen_or_in_the_store(tmp_path, body, kind):
    async with room(tmp_path, reply(body=body)) as here:
        await here.catalogs.save(here.connection, listing("good"), DAY)
        service = here.service()
        await service.load()
        await here.refreshed(service)

        assert ["good"] == ids(service)
        assert isinstance(service.failure, kind)
        assert service.failure.host
        assert not service.refreshing
        assert (listing("good"), DAY) == await here.catalogs.newest(here.connection)


async def test_good_rows_of_a_half_bad_answer_are_taken_and_the_others_counted(tmp_path):
    async with room(tmp_path, reply(body=b'{"data":[{"id":"good"},{"id":null},null]}')) as here:
        service = here.service()
        await here.refreshed(service)

        assert (["good"], 2) == (ids(service), service.catalog.rejected)
        assert service.failure is None


async def test_an_endpoint_without_any_model_is_loaded_and_empty(tmp_path):
    async with room(tmp_path, reply(body=b'{"data":[]}')) as here:
        service = here.service()
        await here.refreshed(service)

        assert ([], Origin.FRESH) == (ids(service), service.catalog.origin)
        assert service.failure is None


async def test_offline_the_old_list_stays_and_the_next_success_forgets_the_failure(tmp_path):
    async with room(tmp_path) as here:
        good = here.client
        here.client = Client("http://127.0.0.1:9/v1", read_blob=None)
        service = here.service(SHIPPED)
        await here.refreshed(service)
        await here.client.close()

        assert SHIPPED is service.catalog
        assert isinstance(service.failure, Unreachable)

        service._client = good
        await here.refreshed(service)

        assert ["a", "b"] == ids(service)
        assert service.failure is None


async def test_a_list_that_cannot_be_stored_is_shown_all_the_same(tmp_path):
    async with room(tmp_path) as here:
        service = here.service()
        await here.database.write(lambda connection: connection.execute("PRAGMA query_only = 1"))
        await here.refreshed(service)

        assert ["a", "b"] == ids(service)
        assert isinstance(service.failure, StoreReadOnly)


async def test_a_list_that_came_while_the_stored_one_was_read_stays(tmp_path):
    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, listing("old"), DAY)
        service = here.service()
        await here.refreshed(service)
        await here.catalogs.save(here.connection, listing("old"), DAY)
        await service.load()

        assert ["a", "b"] == ids(service)


async def test_closing_the_scope_ends_a_refresh_that_hangs(tmp_path):
    async with room(tmp_path, [Stall()]) as here:
        service = here.service(SHIPPED)
        service.refresh()
        await until(lambda: here.server.requests)
        await here.tasks.close()

        assert not service.refreshing
        assert service.failure is None
        assert SHIPPED is service.catalog


async def test_a_long_list_is_decoded_beside_the_loop(tmp_path, monkeypatch):
    threads = []
    decode = catalog_module.model_list.decode
    monkeypatch.setattr(
        catalog_module.model_list, "decode", lambda body: threads.append(threading.current_thread()) or decode(body)
    )
    long = [f"maker/model-{n:06}" for n in range(2_000)]
    async with room(tmp_path, reply(body=listing("short")), reply(body=listing(*long))) as here:
        service = here.service()
        await here.refreshed(service)
        await here.refreshed(service)

        assert 2_000 == len(service.catalog.models)
    assert threads[0] is threading.main_thread()
    assert threads[1] is not threading.main_thread()


async def test_a_list_is_fetched_again_when_it_is_due(tmp_path, monkeypatch):
    async with room(tmp_path) as here:
        service = here.service()
        for _ in range(3):
            service.refresh_when_due()
            await quiet(here.tasks)
        assert len(here.server.requests) == 1

        now = datetime.now(UTC)
        for minutes, asked in ((29, 1), (31, 2)):
            monkeypatch.setattr(catalog_module, "datetime", _clock(now + timedelta(minutes=minutes)))
            service.refresh_when_due()
            await quiet(here.tasks)
            assert len(here.server.requests) == asked


async def test_a_list_that_says_it_is_good_for_longer_is_left_alone_for_so_long(tmp_path, monkeypatch):
    async with room(tmp_path, reply(body=listing("a"), headers={"Cache-Control": "max-age=7200"})) as here:
        service = here.service()
        await here.refreshed(service)
        now = datetime.now(UTC)
        for minutes, asked in ((119, 1), (121, 2)):
            monkeypatch.setattr(catalog_module, "datetime", _clock(now + timedelta(minutes=minutes)))
            service.refresh_when_due()
            await quiet(here.tasks)
            assert len(here.server.requests) == asked


@pytest.mark.parametrize(("minutes", "asked"), [(119, 1), (121, 2), (-5, 2)])
async def test_a_stored_list_that_is_still_good_is_not_fetched_at_the_next_start(tmp_path, monkeypatch, minutes, asked):
    answer = reply(body=listing("a"), headers={"Cache-Control": "max-age=7200"})
    async with room(tmp_path, answer, reply(body=listing("a"))) as here:
        first = here.service()
        await here.refreshed(first)
        now = datetime.now(UTC) + timedelta(minutes=minutes)
        monkeypatch.setattr(catalog_module, "datetime", _clock(now))
        service = here.service()
        await service.load()
        assert (Origin.FRESH if asked == 1 else Origin.STORED) is service.catalog.origin
        service.refresh_when_due()
        await quiet(here.tasks)
        assert asked == len(here.server.requests)
        await here.refreshed(service)
        assert asked + 1 == len(here.server.requests)
        again = here.service()
        await again.load()
        again.refresh_when_due()
        await quiet(here.tasks)
        assert asked + 2 == len(here.server.requests)  # the last answer did not say how long it is good


async def test_a_list_is_not_good_for_longer_than_a_day_whatever_is_stored(tmp_path, monkeypatch):
    async with room(tmp_path) as here:
        await here.catalogs.save(here.connection, listing("a"), DAY, timedelta(days=9))
        for hours, origin in ((23, Origin.FRESH), (25, Origin.STORED)):
            monkeypatch.setattr(catalog_module, "datetime", _clock(DAY + timedelta(hours=hours)))
            service = here.service()
            await service.load()
            assert origin is service.catalog.origin


async def test_a_clock_that_was_set_back_does_not_keep_a_list_from_being_fetched(tmp_path, monkeypatch):
    async with room(tmp_path) as here:
        service = here.service()
        await here.refreshed(service)
        monkeypatch.setattr(catalog_module, "datetime", _clock(datetime.now(UTC) - timedelta(days=2)))
        for asked in (2, 2):
            service.refresh_when_due()
            await quiet(here.tasks)
            assert len(here.server.requests) == asked


def _clock(moment):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return moment.astimezone(tz)

    return Clock


MANY, FEW = listing(*"abcdefgh"), listing(*"abc")


async def test_a_list_with_less_than_half_of_the_models_waits_for_an_answer(tmp_path):
    async with room(tmp_path, reply(body=FEW)) as here:
        await here.catalogs.save(here.connection, MANY, DAY)
        service = here.service()
        await service.load()
        await here.refreshed(service)
        assert ids(service) == list("abcdefgh")
        assert [model.id for model in service.aside.models] == list("abc")
        assert (await here.catalogs.newest(here.connection))[0] == MANY
        service.refresh_when_due()
        assert not service.refreshing  # while there is a question

        service.use_aside()
        await quiet(here.tasks)
        assert (ids(service), service.aside) == (list("abc"), None)
        assert (await here.catalogs.newest(here.connection))[0] == FEW


async def test_a_whole_list_that_comes_later_answers_the_question_about_a_short_one(tmp_path):
    async with room(tmp_path, reply(body=FEW), reply(body=MANY), reply(body=FEW), reply(500)) as here:
        await here.catalogs.save(here.connection, MANY, DAY)
        service = here.service()
        await service.load()
        await here.refreshed(service)
        await here.refreshed(service)
        assert (ids(service), service.aside) == (list("abcdefgh"), None)

        await here.refreshed(service)
        await here.refreshed(service)
        assert [model.id for model in service.aside.models] == list("abc")  # a bad answer answers nothing


async def test_a_short_list_that_was_refused_is_not_asked_about_again(tmp_path):
    async with room(tmp_path, reply(body=FEW)) as here:
        await here.catalogs.save(here.connection, MANY, DAY)
        service = here.service()
        await service.load()
        await here.refreshed(service)
        service.refuse_aside()
        await here.refreshed(service)
        assert (ids(service), service.aside) == (list("abcdefgh"), None)
        service.use_aside()  # there is nothing
        service.refuse_aside()

        here.server.on("GET", "/models", reply(body=listing("a", "b")))
        await here.refreshed(service)
        assert len(service.aside.models) == 2


async def test_the_bundled_list_may_be_longer_than_the_first_that_comes(tmp_path):
    async with room(tmp_path, reply(body=FEW)) as here:
        service = here.service(Catalog(tuple(Model(name, name) for name in "abcdefgh"), Origin.BUNDLED, DAY))
        await here.refreshed(service)

        assert ids(service) == list("abc")


ALLOWED = reply(body=listing("a"))


@asynccontextmanager
async def with_account(tmp_path, monkeypatch, *answers):
    """The server stands for OpenRouter, and there is a key."""
    async with room(tmp_path) as here:
        here.server.on("GET", "/models/user", *answers or [ALLOWED])
        monkeypatch.setattr(here.client, "_public_list", True)
        here.client.use_key("sk-test")
        service = here.service()
        yield here, service, lambda: quiet(here.tasks)


def excluded(service):
    return [model.id for model in service.catalog.models if model.excluded]


async def test_what_the_account_excludes_is_marked_once_the_list_came(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, service, end):
        service.refresh()
        await end()
        assert excluded(service) == ["b"]
        assert service.failure is None

        seen = []
        disconnect = service.changed.connect(lambda: seen.append(excluded(service)))
        service.refresh()
        await end()
        disconnect()
        assert all(marks == ["b"] for marks in seen)
        keys = {request.path: request.headers.get("authorization") for request in here.server.requests}
        assert keys["/models/user"] == "Bearer sk-test"
        assert keys["/models?output_modalities=text,image"] is None

        here.client.use_key("")
        service.ask_account()
        await end()
        assert excluded(service) == []


async def test_the_account_is_asked_about_once_at_the_start_whenever_its_key_comes(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, service, end):
        service.ask_account()
        await end()
        service.refresh()
        service.ask_account()
        await end()

        assert [request.path for request in here.server.requests].count("/models/user") == 1
        assert excluded(service) == ["b"]


@pytest.mark.parametrize("answer", [reply(401), reply(404), reply(body={"data": []}), reply(body=b"<html>")])
async def test_nothing_is_marked_where_the_account_says_nothing(tmp_path, monkeypatch, answer):
    async with with_account(tmp_path, monkeypatch, answer) as (_, service, end):
        service.refresh()
        await end()

        assert excluded(service) == []
        assert service.failure is None


async def next_run(here, age=timedelta(0)):
    """The service of a run that finds a stored list, once it has loaded that and asked what it asks."""
    await here.catalogs.save(here.connection, listing("a", "b"), datetime.now(UTC) - age, timedelta(hours=1))
    service = here.service()
    await service.load()
    return service


def marks(service):
    return [model.excluded for model in service.catalog.models]


@pytest.mark.parametrize("age", [timedelta(0), timedelta(days=3)])
@pytest.mark.parametrize("answer", [error(500, "down"), error(429, "later"), reply(body=b"<html>")])
async def test_what_the_account_excluded_is_known_in_the_next_run_without_a_network(tmp_path, monkeypatch, age, answer):
    async with with_account(tmp_path, monkeypatch, ALLOWED, answer) as (here, service, end):
        assert marks(await next_run(here, age)) == [None, None]
        service.refresh()
        await end()

        later = await next_run(here, age)
        assert marks(later) == [False, True]
        await end()
        assert marks(later) == [False, True]


async def test_a_key_that_is_not_read_yet_is_waited_for(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, service, end):
        service.refresh()
        await end()
        here.client.use_key("")

        async def read():
            here.client.use_key("sk-test")

        here.client.ready = read
        later = await next_run(here)
        await end()
        assert marks(later) == [False, True]
        assert [request.path for request in here.server.requests].count("/models/user") == 2


async def test_what_one_account_excluded_is_forgotten_with_its_key(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch, ALLOWED, error(500, "down")) as (here, service, end):
        service.refresh()
        await end()
        service.forget_account()
        await end()
        assert marks(service) == [None, None]

        later = await next_run(here)
        await end()
        assert marks(later) == [None, None]


@pytest.mark.parametrize("read", [True, False])
async def test_what_one_account_excluded_does_not_count_for_the_key_of_another_run(tmp_path, monkeypatch, read):
    async with with_account(tmp_path, monkeypatch, ALLOWED, error(500, "down")) as (here, service, end):
        service.refresh()
        await end()
        here.client.use_key("sk-other" if read else "")
        later = await next_run(here, timedelta(days=3))
        assert marks(later) == [None, None] if read else [False, True]

        here.client.use_key("sk-other")
        later.ask_account()
        await end()
        assert marks(later) == [None, None]
        assert marks(await next_run(here)) == [None, None]


async def test_what_is_kept_of_an_account_is_read_and_written_beside_the_loop(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, service, end):
        threads = []
        for name in ("_ids_in", "_kept"):
            real = getattr(catalog_module, name)
            monkeypatch.setattr(
                catalog_module,
                name,
                lambda *told, real=real: (threads.append(threading.current_thread()), real(*told))[1],
            )
        service.refresh()
        await end()
        await next_run(here)
        await end()
        assert len(threads) > 2
        assert threading.main_thread() not in threads


@pytest.mark.parametrize("status", [401, 404])
async def test_what_the_account_of_a_refused_key_excluded_is_not_known_in_the_next_run(tmp_path, monkeypatch, status):
    async with with_account(tmp_path, monkeypatch, ALLOWED, error(status, "no")) as (here, service, end):
        service.refresh()
        await end()
        service.ask_account()
        await end()
        assert marks(await next_run(here, timedelta(days=3))) == [None, None]


async def test_what_is_stored_of_an_account_and_cannot_be_read_or_kept_is_asked_for(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, _, end):
        await here.stored.put(here.connection, catalog_module.ACCOUNT, b"<html>", DAY)
        service = await next_run(here)
        await here.database.read(lambda c: c.execute("PRAGMA query_only = 1"))
        await end()
        assert marks(service) == [False, True]


async def test_a_list_of_an_earlier_run_is_not_asked_about_and_one_that_came_meanwhile_stays(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (_, service, end):
        service.catalog = replace(SHIPPED, origin=Origin.STORED)
        service.ask_account()
        await end()
        assert excluded(service) == []

        service.catalog = replace(SHIPPED, origin=Origin.FRESH)
        service.ask_account()
        other = Catalog((Model("c", "C"),), Origin.FRESH, DAY)
        real, calls = catalog_module.on_thread, []

        def late(call, name):
            calls.append(name)
            if len(calls) == 2:  # while it is being marked
                service.catalog = other
            return real(call, name)

        monkeypatch.setattr(catalog_module, "on_thread", late)
        await end()
        assert service.catalog is other


async def test_what_the_account_excludes_is_marked_in_a_stored_list_that_is_still_good(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (here, service, end):
        await here.catalogs.save(here.connection, listing("a", "b"), datetime.now(UTC), timedelta(hours=1))
        await service.load()
        await end()

        assert excluded(service) == ["b"]


async def test_another_endpoint_is_not_asked_about_accounts(tmp_path):
    async with room(tmp_path) as here:
        here.client.use_key("sk-test")
        service = here.service()
        await here.refreshed(service)
        await quiet(here.tasks)

        assert [request.path for request in here.server.requests] == ["/models"]
        assert excluded(service) == []


@pytest.mark.parametrize("answer", [reply(401), reply(404)])
async def test_what_was_marked_for_one_key_is_not_for_another_that_is_refused(tmp_path, monkeypatch, answer):
    async with with_account(tmp_path, monkeypatch, ALLOWED, answer) as (here, service, end):
        service.refresh()
        await end()
        assert excluded(service) == ["b"]

        here.client.use_key("sk-other")
        service.ask_account()
        await end()
        assert excluded(service) == []


async def test_of_two_keys_the_last_counts(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch, [Stall()], ALLOWED) as (here, service, end):
        service.catalog = replace(SHIPPED, origin=Origin.FRESH)
        service.ask_account()
        await until(lambda: here.server.requests)
        service.ask_account()
        await end()
        assert excluded(service) == ["shipped"]


async def test_a_list_that_was_put_aside_is_marked_when_it_is_used(tmp_path, monkeypatch):
    async with with_account(tmp_path, monkeypatch) as (_, service, end):
        service.catalog = Catalog(tuple(Model(letter, letter) for letter in "abcdefgh"), Origin.FRESH, DAY)
        service.refresh()
        await end()
        service.use_aside()
        await end()
        assert excluded(service) == ["b"]


async def test_what_the_account_may_use_is_not_believed_beside_a_list_that_is_not(tmp_path, monkeypatch):
    answers = reply(body=listing(*"abcd")), ALLOWED
    async with with_account(tmp_path, monkeypatch, *answers) as (here, service, end):
        here.server.on("GET", "/models", *(reply(body=body) for body in (MANY, FEW, FEW)))
        service.refresh()
        await end()
        assert excluded(service) == list("efgh")
        service.refresh()
        await end()
        assert service.aside
        service.ask_account()
        await end()
        assert excluded(service) == list("efgh")
        service.refuse_aside()
        service.refresh()
        await end()
        assert excluded(service) == list("efgh")


async def test_a_long_list_is_ready_to_be_searched_before_somebody_types(tmp_path, monkeypatch):
    monkeypatch.setattr(catalog_module, "MANY", 1)
    async with room(tmp_path) as here:
        service = here.service()
        await here.refreshed(service)

        assert {"_texts", "_vocabulary"} <= set(vars(service.catalog.finder))
