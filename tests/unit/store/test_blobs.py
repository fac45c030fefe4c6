from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import StoreBroken
from desktop.store.blobs import Blobs
from tests.unit.store.stores import opened

if TYPE_CHECKING:
    from pathlib import Path


async def test_bytes_come_back_by_their_hash(tmp_path: Path) -> None:
    data = bytes(range(256)) * 5000
    async with opened(tmp_path / "parley.sqlite3") as database:
        digest = await Blobs(database).put(data, b"small")
    async with opened(tmp_path / "parley.sqlite3") as database:
        found = await Blobs(database).get(digest), await Blobs(database).preview(digest)

    assert hashlib.sha256(data).hexdigest() == digest
    assert (data, b"small") == found


async def test_the_same_bytes_are_stored_once_and_a_preview_is_kept(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        blobs = Blobs(database)
        previews = []
        for preview in (b"", b"first", b"", b"second"):
            digest = await blobs.put(b"picture", preview)
            previews.append(await blobs.preview(digest))
        count = await database.read(lambda connection: connection.execute("SELECT count(*) FROM blobs").fetchone())

    assert [b"", b"first", b"first", b"first"] == previews
    assert (1,) == count


async def test_missing_bytes_are_named_and_a_missing_preview_is_empty(tmp_path: Path) -> None:
    async with opened(tmp_path / "parley.sqlite3") as database:
        with pytest.raises(StoreBroken, match="0" * 64):
            await Blobs(database).get("0" * 64)

        assert b"" == await Blobs(database).preview("0" * 64)
