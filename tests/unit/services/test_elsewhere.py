"""What other connections list, from the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from desktop.api import model_list
from desktop.api.model_rows import rows_of
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.errors import UnreadableAnswer
from desktop.domain.model import Model
from desktop.services.elsewhere import Elsewhere
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from tests.unit.store.stores import opened

OWN, LOCAL, OTHER = "https://example.org/v1", "http://127.0.0.1:11434/v1", "https://other.example/v1"
NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)


def elsewhere(database, hidden=(), inside=(), bundled=None):
    return Elsewhere(Catalogs(database, rows_of, compare), Changes(database), OWN, hidden, inside, bundled or {})


async def test_the_newest_lists_of_others_are_found_each_with_its_connection(tmp_path):
    drawing = {"id": "draws", "architecture": {"output_modalities": ["embeddings"]}}
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        for hours, (base_url, rows) in enumerate(
            [(OWN, ["mine"]), (LOCAL, ["old"]), (LOCAL, ["one", "mine"]), (OTHER, ["two"])]
        ):
            body = {"data": [{"id": name} for name in rows] + [drawing]}
            await catalogs.save(base_url, json.dumps(body).encode(), NOON + hours * timedelta(hours=1))
        models = (await elsewhere(database).read()).models

    assert [(model.connection, model.id, model.place) for model in models] == [
        (LOCAL, "one", "127.0.0.1:11434"),
        (LOCAL, "mine", "127.0.0.1:11434"),
        (LOCAL, "draws", "127.0.0.1:11434"),
        (LOCAL, "old", "127.0.0.1:11434"),
        (OTHER, "two", "other.example"),
        (OTHER, "draws", "other.example"),
    ]
    assert {"old": (NOON + timedelta(hours=1)).date()} == {m.id: m.retired for m in models if m.retired}


async def test_connections_of_one_host_and_port_are_called_by_their_paths_too(tmp_path):
    proxied = "https://Other.example/b/v1"
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs, others = Catalogs(database, rows_of, compare), elsewhere(database)
        for base_url in (LOCAL, OTHER, proxied):
            await catalogs.save(base_url, json.dumps({"data": [{"id": "one"}]}).encode(), NOON)
        models = (await others.read()).models

    assert {model.connection: model.place for model in models} == {
        LOCAL: "127.0.0.1:11434",
        OTHER: "other.example/v1",
        proxied: "other.example/b/v1",
    }
    assert [others.place(base_url) for base_url in (OWN, OTHER)] == ["example.org", "other.example/v1"]


async def test_who_is_named_by_any_list_or_was_is_known_also_where_it_is_not_offered(tmp_path):
    inside = Model("demo/inside", "Inside")
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        for hours, (base_url, rows) in enumerate(
            [(OWN, ["gone", "mine"]), (OWN, ["mine"]), (LOCAL, ["past", "one"]), (LOCAL, ["one"]), (OTHER, ["two"])]
        ):
            body = {"data": [{"id": name, "name": f"The {name}"} for name in rows]}
            await catalogs.save(base_url, json.dumps(body).encode(), NOON + hours * timedelta(hours=1))
        models, every = await elsewhere(database, {OTHER}, [inside]).read()

    assert ["one", "past"] == [model.id for model in models]
    assert {model.id: model.name for model in every.models} == {
        "gone": "The gone",
        "past": "The past",
        "demo/inside": "Inside",
        "one": "The one",
        "two": "The two",
    }


async def test_a_list_that_is_left_out_is_offered_again_when_it_is_brought_back_and_its_names_stay(tmp_path):
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs, others = Catalogs(database, rows_of, compare), elsewhere(database)
        for base_url, name in ((LOCAL, "one"), (OTHER, "two")):
            await catalogs.save(base_url, json.dumps({"data": [{"id": name}]}).encode(), NOON)
        await others.read()
        assert {LOCAL: NOON, OTHER: NOON} == others.fetched
        await others.leave_out(LOCAL)
        stored = await others.read()
        assert [OTHER] == [model.connection for model in stored.models]
        assert ["one", "two"] == [model.id for model in stored.every.models]
        await others.bring_back(LOCAL)
        assert [LOCAL, OTHER] == [model.connection for model in (await others.read()).models]


async def test_where_no_other_was_used_nothing_is_found(tmp_path):
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        await catalogs.save(OWN, b'{"data":[{"id":"mine"}]}', NOON)
        assert (await elsewhere(database).read()).models == ()


async def test_a_list_that_cannot_be_read_hides_no_other(tmp_path, monkeypatch):
    decode = model_list.decode

    def strict(body):
        if b"odd" in body:
            raise UnreadableAnswer
        return decode(body)

    monkeypatch.setattr(model_list, "decode", strict)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        await catalogs.save(LOCAL, b'{"data":[{"id":"odd"}]}', NOON)
        await catalogs.save(OTHER, b'{"data":[{"id":"two"}]}', NOON)

        assert ["two"] == [model.id for model in (await elsewhere(database).read()).models]


async def test_a_list_that_is_damaged_in_the_store_hides_no_other(tmp_path):
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        await catalogs.save(LOCAL, b'{"data":[{"id":"one"}]}', NOON)
        await catalogs.save(OTHER, b'{"data":[{"id":"two"}]}', NOON)
        harm = "UPDATE catalogs SET rows = x'00ff00' WHERE connection = ?"
        await database.write(lambda connection: connection.execute(harm, (LOCAL,)))

        assert ["two"] == [model.id for model in (await elsewhere(database).read()).models]


@pytest.mark.parametrize(("stored", "offered"), [(NOON - timedelta(days=400), "ours"), (NOON, "theirs")])
async def test_of_a_stored_list_and_the_one_that_comes_with_the_program_the_newer_is_offered(tmp_path, stored, offered):
    came = NOON - timedelta(days=1)
    ours = Catalog((Model("ours", "Ours"),), Origin.BUNDLED, came)
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs, others = Catalogs(database, rows_of, compare), elsewhere(database, bundled={OTHER: lambda: ours})
        assert [] == [*(await others.read()).models], "one that was never used"
        await catalogs.add(OTHER, json.dumps({"data": [{"id": "theirs"}]}).encode(), stored)
        models = (await others.read()).models

    assert [(offered, OTHER)] == [(model.id, model.connection) for model in models]
    assert {OTHER: max(stored, came)} == others.fetched


async def test_what_the_list_that_comes_with_the_program_has_again_is_not_gone(tmp_path):
    ours = Catalog((Model("back", "Back"),), Origin.BUNDLED, NOON + timedelta(days=1))
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs, others = Catalogs(database, rows_of, compare), elsewhere(database, bundled={OTHER: lambda: ours})
        for hours, rows in enumerate((["back", "past", "two"], ["two"])):
            body = json.dumps({"data": [{"id": name} for name in rows]}).encode()
            await catalogs.save(OTHER, body, NOON + hours * timedelta(hours=1))
        models = (await others.read()).models

    assert [("back", None), ("past", NOON.date())] == [(model.id, model.retired) for model in models]
