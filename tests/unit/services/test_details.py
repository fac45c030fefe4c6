from __future__ import annotations

import asyncio
import json
import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from desktop.api.client import Client
from desktop.domain.errors import BadAddress, ProviderFailed
from desktop.domain.model import Model
from desktop.services import daily
from desktop.services import details as module
from desktop.services.details import DetailService
from desktop.services.tasks import TaskScope
from desktop.store import details as store_module
from desktop.store.details import StoredDetails
from tests.server.scripts import error, reply
from tests.server.server import ScriptedServer
from tests.unit.store.stores import opened
from tests.waiting import quiet

PATH = "/api/v1/models/a/b/endpoints"
MODEL = Model("a/b", "B", links={"details": PATH})
OTHER = Model("c/d", "D", links={"details": "/api/v1/models/c/d/endpoints"})


ZERO_RETENTION = b'{"data":[{"model_id":"a/b","tag":"p/eu"},{"model_id":"a/b"}]}'


PROVIDERS = b'{"data":[{"slug":"p","name":"P","headquarters":"US"}]}'
OLDER = b'{"data":[{"slug":"p","headquarters":"FR"}]}'


def body(text):
    return json.dumps({"data": {"description": text, "endpoints": [{"provider_name": "P"}]}}).encode()


class Room:
    def __init__(self, server, client, stored, tasks):
        self.server, self.client, self.stored, self.tasks = server, client, stored, tasks
        self.heard = []

    def service(self):
        made = DetailService(self.client, self.stored, self.tasks, self.server.base_url)
        made.changed.connect(self.heard.append)
        return made

    async def looked(self, service, model=MODEL):
        """Look, wait for all that comes of it, and say what is told."""
        service.look(model)
        await quiet(self.tasks)
        told = service.told(model.id)
        return told and told.details.description


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(module, "MOMENT", 0.05)


@asynccontextmanager
async def room(path, *answers):
    reported = []
    tasks = TaskScope("test", reported.append)
    with ScriptedServer() as server:
        server.on("GET", PATH, *answers or [reply(body=body("All of it."))])
        server.on("GET", OTHER.links["details"], reply(body=body("Other.")))
        client = Client(server.base_url, read_blob=None)
        async with opened(path / "parley.sqlite3") as database:
            try:
                yield Room(server, client, StoredDetails(database), tasks)
            finally:
                await tasks.close()
                await client.close()
    assert reported == []


def later(minutes):
    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime.now(UTC).astimezone(tz) + timedelta(minutes=minutes)

    return Clock


async def test_a_model_that_is_looked_at_is_asked_about_once_in_ten_minutes(tmp_path, monkeypatch):
    async with room(tmp_path) as here:
        service = here.service()
        assert await here.looked(service) == "All of it."
        assert await here.looked(service) == "All of it."
        assert service.told("a/b").details.providers[0].name == "P"
        assert (len(here.server.requests), here.heard) == (1, ["a/b"])

        monkeypatch.setattr(module, "datetime", later(11))
        await here.looked(service)
        assert len(here.server.requests) == 2

        monkeypatch.setattr(module, "datetime", later(-60))  # the clock was set back
        await here.looked(service)
        assert len(here.server.requests) == 3


async def test_that_news_is_on_its_way_is_said_until_it_came_or_failed(tmp_path, monkeypatch):
    async with room(tmp_path, reply(body=body("new")), error(500, "down")) as here:
        await here.stored.put(here.server.base_url, "a/b", body("old"), datetime.now(UTC) - timedelta(hours=1))
        service, seen = here.service(), []
        service.changed.connect(lambda name: seen.append((service.told(name).details.description, service.awaited)))
        service.look(MODEL)
        assert service.awaited == "a/b"
        await quiet(here.tasks)
        assert seen == [("old", "a/b"), ("new", "")]

        service.look(MODEL)
        assert service.awaited == ""
        monkeypatch.setattr(module, "datetime", later(11))
        service.look(MODEL)
        assert service.awaited == "a/b"
        service.look(Model("x", "X"))
        assert service.awaited == ""
        await here.looked(service)
        assert seen[2:] == [("new", "")]


async def test_who_walks_through_a_list_asks_only_about_where_he_stays(tmp_path):
    async with room(tmp_path) as here:
        service = here.service()
        for model in (MODEL, OTHER, MODEL):
            service.look(model)
        await here.looked(service, OTHER)

        assert [request.path for request in here.server.requests] == [OTHER.links["details"]]
        assert service.told("a/b") is None


async def test_what_is_stored_is_told_before_anybody_has_begun_to_read(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "MOMENT", 3600)
    async with room(tmp_path) as here:
        await here.stored.put(here.server.base_url, "a/b", body("old"), datetime.now(UTC) - timedelta(hours=1))
        service, came = here.service(), asyncio.Event()
        service.changed.connect(lambda _: came.set())
        service.look(MODEL)
        await came.wait()
        assert service.told("a/b").details.description == "old"
        service.look(Model("x", "X"))  # nobody waits for the network any more


async def test_what_was_told_in_an_earlier_run_is_there_at_once_and_asked_again_when_it_is_old(tmp_path, monkeypatch):
    async with room(tmp_path, reply(body=body("new"))) as here:
        await here.stored.put(here.server.base_url, "a/b", body("fresh"), datetime.now(UTC))
        assert await here.looked(here.service()) == "fresh"
        assert not here.server.requests

        monkeypatch.setattr(module, "datetime", later(11))
        service, seen = here.service(), []
        service.changed.connect(lambda name: seen.append(service.told(name).details.description))
        await here.looked(service)
        assert seen == ["fresh", "new"]
        assert (await here.stored.get(here.server.base_url, "a/b"))[0] == body("new")


@pytest.mark.parametrize("links", [{}, {"details": 7}])
async def test_nothing_is_asked_where_the_list_names_no_place(tmp_path, links):
    async with room(tmp_path) as here:
        assert await here.looked(here.service(), Model("a/b", "B", links=links)) is None
        assert not here.server.requests


async def test_why_nothing_came_is_told_and_forgotten_with_the_next_look(tmp_path):
    async with room(tmp_path, error(500, "down")) as here:
        service = here.service()
        assert await here.looked(service) is None
        assert isinstance(service.failure, ProviderFailed)
        assert service.failure.host
        assert here.heard == ["a/b"]
        await here.looked(service, Model("a/b", "B", links={"details": "//evil.example/"}))
        assert isinstance(service.failure, BadAddress)
        assert service.failure.host
        await here.looked(service, OTHER)
        assert service.failure is None


async def test_an_endpoint_that_tells_of_no_model_it_lists_is_asked_again_by_hand_alone(tmp_path):
    async with room(tmp_path, error(404, "not found"), reply(body=body("All of it."))) as here:
        service = here.service()
        assert await here.looked(service) is None
        assert (service.silent, service.awaited) == (True, "")
        assert await here.looked(service, OTHER) is None
        assert (service.silent, service.awaited, len(here.server.requests)) == (True, "", 1)
        assert here.heard == ["a/b", "c/d"]
        service.try_again()
        assert await here.looked(service) == "All of it."
        assert not service.silent


@pytest.mark.parametrize(("status", "documented"), [(404, True), (500, False), (401, False)])
async def test_an_endpoint_that_may_tell_more_is_asked_on(tmp_path, status, documented):
    async with room(tmp_path, error(status, "no")) as here:
        here.client._public_list = documented
        service = here.service()
        assert await here.looked(service) is None
        assert not service.silent
        assert await here.looked(service, OTHER) == "Other."


async def test_an_endpoint_that_told_of_a_model_is_not_silent_when_it_lacks_another(tmp_path):
    async with room(tmp_path, error(404, "no")) as here:
        service = here.service()
        assert await here.looked(service, OTHER) == "Other."
        assert await here.looked(service) is None
        assert not service.silent


@pytest.mark.parametrize("damage", ["UPDATE details SET body = x'00'", "UPDATE details SET body = x'789c030000000001'"])
async def test_what_is_stored_and_cannot_be_read_is_asked_for(tmp_path, damage):
    async with room(tmp_path) as here:
        await here.stored.put(here.server.base_url, "a/b", body("old"), datetime.now(UTC))
        await here.stored._database.write(lambda c: c.execute(damage))

        assert await here.looked(here.service()) == "All of it."


async def test_a_store_that_takes_nothing_costs_nobody_the_details(tmp_path):
    async with room(tmp_path) as here:
        await here.stored._database.read(lambda c: c.execute("PRAGMA query_only = 1"))
        service = here.service()

        assert await here.looked(service) == "All of it."
        assert service.failure is None


async def test_only_so_many_are_kept(tmp_path, monkeypatch):
    monkeypatch.setattr(store_module, "MOST", 2)
    async with opened(tmp_path / "parley.sqlite3") as database:
        stored = StoredDetails(database)
        for minute, name in enumerate("abc"):
            await stored.put("here", name, b"x", datetime(2026, 1, 1, 0, minute, tzinfo=UTC))
        await stored.put("there", "a", b"x", datetime(2020, 1, 1, tzinfo=UTC))

        assert [name for name in "abc" if await stored.get("here", name)] == ["b", "c"]
        assert await stored.get("there", "a")


@pytest.mark.parametrize("status", [400, 404, 410])
async def test_an_endpoint_that_does_not_tell_who_keeps_nothing_is_asked_again_by_hand_alone(tmp_path, status):
    async with room(tmp_path) as here:
        here.server.on("GET", "/endpoints/zdr", error(status, "no such place"), reply(body=ZERO_RETENTION))
        service = here.service()
        service.ask_zero_retention()
        await quiet(here.tasks)
        service.ask_zero_retention()
        await quiet(here.tasks)

        assert (service.zero_retention, len(here.server.requests), here.heard) == (None, 1, [])
        service.try_again()
        service.ask_zero_retention()
        await quiet(here.tasks)
        assert (service.zero_retention, len(here.server.requests), here.heard) == ({"a/b"}, 2, [""])


@pytest.mark.parametrize("status", [401, 403, 429, 500])
async def test_who_keeps_nothing_is_asked_once_and_again_after_a_failure_that_may_pass(tmp_path, status, monkeypatch):
    async with room(tmp_path) as here:
        here.server.on("GET", "/endpoints/zdr", error(status, "down"), reply(body=ZERO_RETENTION))
        service = here.service()
        service.ask_zero_retention()
        service.ask_zero_retention()
        await quiet(here.tasks)
        assert (service.zero_retention, len(here.server.requests), here.heard) == (None, 1, [])
        assert service.failure is None  # of the model that is looked at
        service.ask_zero_retention()  # with the next key
        await quiet(here.tasks)
        assert len(here.server.requests) == 1
        monkeypatch.setattr(daily, "monotonic", lambda: time.monotonic() + daily.PAUSE)
        service.ask_zero_retention()
        await quiet(here.tasks)
        service.ask_zero_retention()

        assert service.keeping_nothing == {("a/b", "p/eu"), ("a/b", "")}
        assert (service.zero_retention, len(here.server.requests), here.heard) == ({"a/b"}, 2, [""])


async def kept(here, service, *, by_hand=False):
    """Ask who keeps nothing, wait, and say for which models, after how many requests."""
    (service.try_again if by_hand else service.ask_zero_retention)()
    await quiet(here.tasks)
    return service.zero_retention, len(here.server.requests)


async def keeping_nothing(here, age):
    await here.stored.put(here.server.base_url, module.ZERO_RETENTION, ZERO_RETENTION, datetime.now(UTC) - age)


async def test_who_keeps_nothing_is_asked_once_a_day_and_by_hand(tmp_path, monkeypatch):
    newer = [b'{"data":[{"model_id":"%d"}]}' % number for number in range(3)]
    async with room(tmp_path) as here:
        here.server.on("GET", "/endpoints/zdr", *(reply(body=body) for body in (ZERO_RETENTION, *newer)))
        assert await kept(here, here.service()) == ({"a/b"}, 1)
        service = here.service()  # the next run has it from the store
        assert await kept(here, service, by_hand=True) == (None, 1)  # nobody wanted to know
        assert await kept(here, here.service()) == await kept(here, service) == ({"a/b"}, 1)
        assert here.heard == ["", "", ""]

        assert await kept(here, service, by_hand=True) == ({"0"}, 2)
        assert await kept(here, service) == ({"0"}, 2)
        monkeypatch.setattr(daily, "monotonic", lambda: time.monotonic() + 24 * 60 * 60)
        assert await kept(here, service) == ({"1"}, 3)
        monkeypatch.setattr(daily, "datetime", later(24 * 60 + 1))
        assert await kept(here, here.service()) == ({"2"}, 4)


@pytest.mark.parametrize("status", [404, 500])
async def test_who_kept_nothing_is_told_without_a_network(tmp_path, status):
    async with room(tmp_path) as here:
        here.server.on("GET", "/endpoints/zdr", error(status, "down"))
        await keeping_nothing(here, timedelta(days=30))
        service = here.service()
        assert await kept(here, service) == await kept(here, service) == ({"a/b"}, 1)
        assert service.keeping_nothing == {("a/b", "p/eu"), ("a/b", "")}


async def test_what_was_told_of_who_keeps_nothing_and_cannot_be_read_is_asked_for(tmp_path):
    async with room(tmp_path) as here:
        here.server.on("GET", "/endpoints/zdr", reply(body=b"<html>"), reply(body=ZERO_RETENTION))
        await here.stored.put(here.server.base_url, module.ZERO_RETENTION, b"<html>", datetime.now(UTC))
        assert await kept(here, here.service()) == (None, 1)
        await here.stored._database.read(lambda c: c.execute("PRAGMA query_only = 1"))
        assert await kept(here, here.service()) == ({"a/b"}, 2)


@asynccontextmanager
async def official(path, *answers):
    """Where anybody may read lists."""
    async with room(path) as here:
        here.client._public_list = True
        here.server.on("GET", "/providers", *answers or [reply(body=PROVIDERS)])
        yield here


async def seats(here, service):
    """Ask who the providers are, wait, and say in which countries."""
    service.ask_companies()
    await quiet(here.tasks)
    return [company.headquarters for company in service.companies]


async def test_who_providers_are_is_asked_once_in_a_run_and_once_a_day(tmp_path, monkeypatch):
    async with official(tmp_path) as here:
        service = here.service()
        assert await seats(here, service) == await seats(here, service) == ["US"]
        assert (len(here.server.requests), here.heard) == (1, [""])
        assert await seats(here, here.service()) == ["US"]  # the next run has it from the store
        assert len(here.server.requests) == 1

        monkeypatch.setattr(daily, "datetime", later(24 * 60 + 1))
        assert await seats(here, here.service()) == ["US"]
        assert len(here.server.requests) == 2


async def test_who_providers_were_is_told_without_a_network_and_it_is_tried_again_some_time_later(
    tmp_path, monkeypatch
):
    async with official(tmp_path, error(500, "down"), reply(body=PROVIDERS)) as here:
        await here.stored.put(here.server.base_url, "", OLDER, datetime.now(UTC) - timedelta(days=30))
        service = here.service()
        assert await seats(here, service) == await seats(here, service) == ["FR"]
        assert len(here.server.requests) == 1
        assert service.failure is None  # of the model that is looked at

        monkeypatch.setattr(daily, "monotonic", lambda: time.monotonic() + daily.PAUSE)
        assert await seats(here, service) == ["US"]


async def test_what_is_new_of_providers_takes_the_place_of_what_is_old(tmp_path):
    async with official(tmp_path) as here:
        await here.stored.put(here.server.base_url, "", OLDER, datetime.now(UTC) - timedelta(days=2))
        assert await seats(here, here.service()) == ["US"]
        assert (await here.stored.get(here.server.base_url, ""))[0] == PROVIDERS


@pytest.mark.parametrize("damage", [b"<html>", b"{}", b""])
async def test_what_was_told_of_providers_and_cannot_be_read_is_asked_for(tmp_path, damage):
    async with official(tmp_path) as here:
        await here.stored.put(here.server.base_url, "", damage, datetime.now(UTC))
        assert await seats(here, here.service()) == ["US"]


async def test_an_answer_about_providers_that_is_none_is_not_kept(tmp_path):
    async with official(tmp_path, reply(body=b"<html>")) as here:
        assert await seats(here, here.service()) == []
        assert await here.stored.get(here.server.base_url, "") is None


async def test_where_lists_need_a_key_nobody_is_asked_about_providers(tmp_path):
    async with room(tmp_path) as here:
        assert await seats(here, here.service()) == []
        assert not here.server.requests


async def test_a_defect_in_reading_a_list_does_not_silence_it(tmp_path, monkeypatch):
    async with official(tmp_path) as here:
        defects = []
        here.tasks = TaskScope("defective", defects.append)
        with monkeypatch.context() as broken:
            broken.setattr(module.endpoint_list, "companies_of", lambda _: 1 // 0)
            service = here.service()
            assert await seats(here, service) == []
        assert [ZeroDivisionError] == [type(defect) for defect in defects]
        monkeypatch.setattr(daily, "monotonic", lambda: time.monotonic() + daily.PAUSE)
        assert await seats(here, service) == ["US"]
