"""`parley --import-catalog`: a saved model list into the catalog's history, without a window, Qt or the network."""

from __future__ import annotations

import asyncio
import shutil
import sys
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from desktop.api import model_list
from desktop.api.model_rows import rows_of
from desktop.domain.catalog import far_fewer
from desktop.domain.errors import AnswerTooLarge, EmptyList, Failure, StoreDamaged, StoreReadOnly
from desktop.services.connection import OPENROUTER
from desktop.services.history import compare
from desktop.store.catalogs import Catalogs
from desktop.store.database import Database
from desktop.store.settings import Settings
from desktop.system import process
from desktop.system.paths import paths, resource

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from desktop.cli import Options

WHY = {
    "NotAnApi": "a web page, not a model list",
    "UnreadableAnswer": "not a model list",
    "EmptyList": "a list without any model",
    "AnswerTooLarge": f"larger than {model_list.MODELS_MOST >> 20} MB",
    "DiskFull": "the disk is full",
    "StoreReadOnly": "cannot be written",
    "StoreNewer": "made by a newer Parley",
    "StoreDamaged": "the file of the conversations is damaged",
    "StoreBusy": "another program holds the conversations",
}


class _FarFewerError(Exception):
    """A list looks cut off; says what it has and what is known."""


def import_catalog(options: Options) -> int:
    """Keep a saved model list under its day; the exit code, with one line that says what was done or why not."""
    file, day = options.import_catalog, options.date
    if file is None or day is None:
        return 0
    process.harden()
    place = file
    try:
        body = _read(file)
        models, rejected = model_list.decode(body)
        if not models:
            raise EmptyList
        place = options.data_dir or file
        place = _store_in(options.data_dir)
        count = None if options.force else len(models)
        replaced = asyncio.run(_add(place, options.base_url or OPENROUTER, body, day, count))
    except (OSError, Failure, _FarFewerError) as error:
        _complain(file if isinstance(error, _FarFewerError) else place, error)
        return 1
    again = ", in the place of the one added for this day before" if replaced else ""
    print(f"{len(models)} models of {day} added to the history{again}; rows left out: {rejected}")  # noqa: T201 - a terminal
    return 0


def _store_in(data_dir: Path | None) -> Path:
    """The file of the conversations. Raises `StoreReadOnly` where it could only be temporary."""
    places = paths(data_dir)
    if places.spare:  # what is put there nobody would find
        shutil.rmtree(places.spare, ignore_errors=True)
    if places.temporary:
        raise StoreReadOnly("there is no folder for data")
    return places.store(Settings(places.settings).load().store)


def _read(file: Path) -> bytes:
    """A file or a pipe, to its end or to what no list has."""
    with file.open("rb") as opened:
        body = opened.read(model_list.MODELS_MOST + 1)
    if len(body) > model_list.MODELS_MOST:
        raise AnswerTooLarge
    return body


async def _add(place: Path, connection: str, body: bytes, day: date, count: int | None) -> bool:
    """Raises `_FarFewerError` where a count of models is given that has far fewer than the list known of that day."""
    at = datetime.combine(day, time(), UTC)
    database = await Database.open(place)
    try:
        catalogs = Catalogs(database, rows_of, compare)
        known = 0 if count is None else await _known(catalogs, connection, at)
        if count is not None and far_fewer(count, known):
            raise _FarFewerError(f"only {count} of the {known} models known of {day}; --force adds it all the same")
        return await catalogs.add(connection, body, at)
    finally:
        await database.close()


async def _known(catalogs: Catalogs, connection: str, at: datetime) -> int:
    """How many models the list has that this one would come after, or replace."""
    try:
        stored = await catalogs.as_of(connection, at)
        return len(model_list.decode(stored[0])[0]) if stored else _bundled(connection, at)
    except StoreDamaged:  # it keeps no other from being added
        return 0


def _bundled(connection: str, at: datetime) -> int:
    """How many the list has that comes with the program, where this one would take its place."""
    if connection != OPENROUTER:
        return 0
    models, day = model_list.decode_bundled(resource("catalog", "models.json").read_bytes())
    return len(models) if day < at else 0


def _complain(place: Path, error: OSError | Failure | _FarFewerError) -> None:
    if isinstance(error, OSError):
        why = error.strerror or type(error).__name__
    elif isinstance(error, _FarFewerError):
        why = str(error)
    else:
        why = WHY.get(error.kind, error.kind) + (f" ({error.detail})" if error.detail else "")
    line = f"parley: {place}: {why}"
    print("".join(letter if letter.isprintable() else "\ufffd" for letter in line), file=sys.stderr)  # noqa: T201
