"""What other connections list, from the store."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from desktop.api import model_list
from desktop.api.model_rows import rows_of
from desktop.domain.errors import UnreadableAnswer
from desktop.services.elsewhere import Elsewhere
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from tests.unit.store.stores import opened

OWN, LOCAL, OTHER = "https://example.org/v1", "http://127.0.0.1:11434/v1", "https://other.example/v1"
NOON = datetime(2026, 8, 1, 12, tzinfo=UTC)


async def test_the_newest_lists_of_others_are_found_each_with_its_connection(tmp_path):
    drawing = {"id": "draws", "architecture": {"output_modalities": ["embeddings"]}}
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        for hours, (base_url, rows) in enumerate(
            [(OWN, ["mine"]), (LOCAL, ["old"]), (LOCAL, ["one", "mine"]), (OTHER, ["two"])]
        ):
            body = {"data": [{"id": name} for name in rows] + [drawing]}
            await catalogs.save(base_url, json.dumps(body).encode(), NOON + hours * timedelta(hours=1))
        models = await Elsewhere(catalogs, {OWN}).models()

    assert [(model.connection, model.id, model.place) for model in models] == [
        (LOCAL, "one", "127.0.0.1:11434"),
        (LOCAL, "mine", "127.0.0.1:11434"),
        (OTHER, "two", "other.example"),
    ]


async def test_where_no_other_was_used_nothing_is_found(tmp_path):
    async with opened(tmp_path / "parley.sqlite3") as database:
        catalogs = Catalogs(database, rows_of, compare)
        await catalogs.save(OWN, b'{"data":[{"id":"mine"}]}', NOON)
        assert await Elsewhere(catalogs, {OWN}).models() == ()


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

        assert ["two"] == [model.id for model in await Elsewhere(catalogs, {OWN}).models()]
