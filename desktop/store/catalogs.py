"""The history of model lists, by the base URL that they came from.

Each list is kept as its difference from the one before, and whole from time to time, so that reading any of them
takes few steps. Rows are never looked into here: they come back byte for byte, those nobody could use as well.
A list that was fetched stands under its moment, one that was imported under its day, which is midnight UTC.
"""

from __future__ import annotations

import zlib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.errors import Failure
from desktop.store import changes, differences
from desktop.store.files import storable
from desktop.store.rows import is_sound, micros, moment

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Sequence

    from desktop.domain.history import Change
    from desktop.store.database import Database

    Compare = Callable[[Sequence[bytes], Sequence[bytes], datetime], Iterable[tuple[Change, bytes]]]

DAY = timedelta(days=1)
MICROS_A_DAY = DAY // timedelta(microseconds=1)
STRETCH = 128  # lists from one that is whole to the next
QUICKLY = 1  # a level of zlib

COLUMNS = "id, fetched, seen, kept, rows"
BEFORE = "SELECT {} FROM catalogs WHERE connection = ? AND fetched < ? ORDER BY fetched DESC LIMIT 1"
AFTER = "SELECT {} FROM catalogs WHERE connection = ? AND fetched > ? ORDER BY fetched LIMIT 1"
NEWEST = "SELECT {} FROM catalogs WHERE connection = ? ORDER BY fetched DESC LIMIT 1"
CHAIN = """
    SELECT kept, rows FROM catalogs WHERE connection = :connection AND fetched <= :fetched AND fetched >= (
        SELECT max(fetched) FROM catalogs WHERE connection = :connection AND fetched <= :fetched AND kept IS NULL
    ) ORDER BY fetched
"""
LENGTH = CHAIN.replace("kept, rows", "count(*)", 1)


class Listed(NamedTuple):
    """A list in its place; times are microseconds since 1970."""

    id: int
    fetched: int
    seen: int
    kept: str | None
    rows: bytes


class Catalogs:
    """All methods raise `StoreFailure`.

    Args:
        cut: Gives the rows of a list's body. What it raises comes out of `save` and `add`.
        compare: Gives the changes between the rows of two lists, each with the row of a model that is gone.
    """

    def __init__(self, database: Database, cut: Callable[[bytes], list[bytes]], compare: Compare) -> None:
        self._database = database
        self._cut = cut
        self._compare = compare

    # Reading

    async def newest(self, connection: str) -> tuple[bytes, datetime] | None:
        """The newest list of a connection (its base URL), and when it was fetched the last time."""
        connection = storable(connection)

        def question(database: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            listed = _newest(database, connection)
            return (self._body(database, connection, listed), moment(listed.seen)) if listed else None

        return await self._database.read(question)

    async def as_of(self, connection: str, at: datetime) -> tuple[bytes, datetime] | None:
        """The list as it was at a moment, and when it was fetched the last time until then."""
        connection, until = storable(connection), micros(at)

        def question(database: sqlite3.Connection) -> tuple[bytes, datetime] | None:
            found = _one(database, BEFORE, connection, until + 1)
            return (self._body(database, connection, found), moment(min(found.seen, until))) if found else None

        return await self._database.read(question)

    async def good_until(self, connection: str) -> datetime:
        """Until when the newest list is good, by the answer with which it came; long ago where none said so."""
        connection = storable(connection)

        def question(database: sqlite3.Connection) -> datetime:
            listed = _newest(database, connection)
            query = "SELECT good_until FROM catalogs WHERE id = ?"
            return moment(database.execute(query, (listed.id,)).fetchone()[0] if listed else 0)

        return await self._database.read(question)

    async def begun(self, connection: str) -> datetime | None:
        """When the oldest list of a connection came."""
        query, values = "SELECT min(fetched) FROM catalogs WHERE connection = ?", (storable(connection),)
        (first,) = await self._database.read(lambda database: database.execute(query, values).fetchone())
        return None if first is None else moment(first)

    async def days(self, connection: str) -> tuple[date, ...]:
        """The UTC days on which a list came that is kept, oldest first."""
        query = f"SELECT DISTINCT fetched / {MICROS_A_DAY} FROM catalogs WHERE connection = ? ORDER BY 1"  # noqa: S608
        values = (storable(connection),)
        found = await self._database.read(lambda database: database.execute(query, values).fetchall())
        return tuple(moment(day * MICROS_A_DAY).date() for (day,) in found)

    async def connections(self) -> tuple[str, ...]:
        """All connections (their base URLs) of which there is a list."""
        return await self._names("SELECT DISTINCT connection FROM catalogs ORDER BY 1")

    async def left_out(self) -> tuple[str, ...]:
        """Those of them that were left out, and of which no list came since."""
        return await self._names("SELECT connection FROM catalogs GROUP BY connection HAVING min(left_out)")

    async def _names(self, query: str) -> tuple[str, ...]:
        found = await self._database.read(lambda database: database.execute(query).fetchall())
        return tuple(name for (name,) in found)

    # Writing

    async def save(self, connection: str, body: bytes, fetched: datetime, good_for: timedelta = timedelta()) -> None:
        """Keep a list that was fetched; one that is the same as the one before is only seen again.

        `good_for` is how long the answer said that it is good.
        """
        connection, at, good_until = storable(connection), micros(fetched), micros(fetched + good_for)

        def change(database: sqlite3.Connection) -> None:
            rows = self._cut(body)
            before = _one(database, BEFORE, connection, at)
            if before is not None and self._readable(database, connection, before) == rows:
                again = "UPDATE catalogs SET seen = ?, left_out = 0, good_until = ? WHERE id = ?"
                database.execute(again, (max(before.seen, at), good_until, before.id))
            else:
                self._put(database, connection, at, rows)
                self._copy_newest(database, connection, at, rows)
                query = "UPDATE catalogs SET good_until = ? WHERE connection = ? AND fetched = ?"
                database.execute(query, (good_until, connection, at))

        await self._database.write(change, durable=False)

    async def add(self, connection: str, body: bytes, day: datetime) -> bool:
        """Keep a list of an earlier day (midnight UTC), in the place of one that was added for it; whether one was."""
        connection, at = storable(connection), micros(day)

        def change(database: sqlite3.Connection) -> bool:
            query = "SELECT count(*) FROM catalogs WHERE connection = ? AND fetched = ?"
            (replaced,) = database.execute(query, (connection, at)).fetchone()
            rows = self._cut(body)
            self._put(database, connection, at, rows)
            self._copy_newest(database, connection, at, rows)
            return bool(replaced)

        return await self._database.write(change)

    async def leave_out(self, connection: str) -> None:
        """Mark all lists of a connection as left out; every one of them stays readable."""
        await self._mark(connection, left_out=True)

    async def bring_back(self, connection: str) -> None:
        """Take that mark away."""
        await self._mark(connection, left_out=False)

    async def _mark(self, connection: str, *, left_out: bool) -> None:
        query, values = "UPDATE catalogs SET left_out = ? WHERE connection = ?", (left_out, storable(connection))
        await self._database.write(lambda database: database.execute(query, values))

    async def compare_next(self, connection: str) -> bool:
        """Compare the oldest list that an older version left whole with the one before; whether there was one."""
        connection = storable(connection)
        query = f"SELECT {COLUMNS} FROM catalogs WHERE connection = ? AND NOT compared ORDER BY fetched LIMIT 1"  # noqa: S608

        def change(database: sqlite3.Connection) -> bool:
            row = database.execute(query, (connection,)).fetchone()
            if row is None:
                return False
            listed = Listed(*row)
            rows = self._readable(database, connection, listed)
            if rows is None:
                database.execute("UPDATE catalogs SET compared = 1 WHERE id = ?", (listed.id,))
            else:
                self._settle(database, connection, listed, rows)
                self._copy_newest(database, connection, listed.fetched, rows)
            return True

        return await self._database.write(change, durable=False)

    def _put(
        self, database: sqlite3.Connection, connection: str, at: int, rows: list[bytes], seen: int | None = None
    ) -> None:
        """Set the list of a moment, which was seen until another one, and what the next one differs in from it."""
        self._part(database, connection, at)
        following = _one(database, AFTER, connection, at)
        following_rows = self._readable(database, connection, following)
        query = f"""INSERT INTO catalogs (connection, fetched, seen, rows, compared) VALUES (?, ?, ?, x'', 0)
            ON CONFLICT DO UPDATE SET seen = excluded.seen, left_out = 0 RETURNING {COLUMNS}"""  # noqa: S608 - constants
        (row,) = database.execute(query, (connection, at, seen or at)).fetchall()
        self._settle(database, connection, Listed(*row), rows)
        if following and following_rows is not None:
            self._settle(database, connection, following, following_rows, pack=following.kept is not None)

    def _part(self, database: sqlite3.Connection, connection: str, at: int) -> None:
        """Where a list was seen before and after a moment, have it end before, and begin again a day later at most."""
        before = _one(database, BEFORE, connection, at)
        if before is not None and before.seen > at:
            database.execute("UPDATE catalogs SET seen = fetched WHERE id = ?", (before.id,))
            again = self._readable(database, connection, before)
            if again is not None:
                self._put(database, connection, min(before.seen, at + MICROS_A_DAY), again, before.seen)

    def _settle(
        self, database: sqlite3.Connection, connection: str, listed: Listed, rows: list[bytes], *, pack: bool = True
    ) -> None:
        """Write a list's rows and its changes, as they follow from the list before. Without `pack` it stays whole."""
        before = _one(database, BEFORE, connection, listed.fetched)
        old = self._readable(database, connection, before)
        difference = None
        if before and old is not None and pack and _length(database, connection, before.fetched) < STRETCH:
            difference = differences.between(old, rows)
        kept, packed = difference or (None, zlib.compress(differences.body_of(rows)))
        query = "UPDATE catalogs SET kept = ?, rows = ?, compared = 1 WHERE id = ?"
        database.execute(query, (kept, packed, listed.id))
        database.execute("DELETE FROM newest_catalogs WHERE catalog = ?", (listed.id,))
        changes.forget(database, listed.id)
        if old is not None:
            changes.note(database, listed.id, self._compare(old, rows, moment(listed.fetched)))

    def _copy_newest(self, database: sqlite3.Connection, connection: str, at: int, rows: list[bytes]) -> None:
        """Have the newest list whole; the rows are those of one that was just written."""
        listed = _newest(database, connection)
        if listed is None or listed.kept is None:
            database.execute("DELETE FROM newest_catalogs WHERE connection = ?", (connection,))
        elif _copy_of(database, listed) is None:
            if listed.fetched != at:
                rows = self._rows(database, connection, listed)
            body = zlib.compress(differences.body_of(rows), QUICKLY)
            query = "INSERT OR REPLACE INTO newest_catalogs VALUES (?, ?, ?)"
            database.execute(query, (connection, listed.id, body))

    # Both

    def _body(self, database: sqlite3.Connection, connection: str, listed: Listed) -> bytes:
        packed = listed.rows if listed.kept is None else _copy_of(database, listed)
        if packed is None:
            return differences.body_of(self._rebuilt(database, connection, listed))
        return differences.unpacked(packed)

    def _readable(self, database: sqlite3.Connection, connection: str, listed: Listed | None) -> list[bytes] | None:
        """The rows of a list; None without one, and for a damaged one, which must not keep others from being stored."""
        try:
            return self._rows(database, connection, listed) if listed else None
        except Failure:
            return None

    def _rows(self, database: sqlite3.Connection, connection: str, listed: Listed) -> list[bytes]:
        """The rows of a list, on the shortest way."""
        packed = listed.rows if listed.kept is None else _copy_of(database, listed)
        return self._cut(differences.unpacked(packed)) if packed else self._rebuilt(database, connection, listed)

    def _rebuilt(self, database: sqlite3.Connection, connection: str, listed: Listed) -> list[bytes]:
        """From the last whole list on, difference by difference."""
        (_, first), *others = database.execute(CHAIN, {"connection": connection, "fetched": listed.fetched})
        rows = self._cut(differences.unpacked(first))
        for kept, packed in others:
            rows = differences.applied(rows, kept, packed)
        return rows


def _one(database: sqlite3.Connection, query: str, *values: object) -> Listed | None:
    row = database.execute(query.format(COLUMNS), values).fetchone()
    if row is None:
        return None
    listed = Listed(*row)
    return listed if is_sound(listed.seen) else listed._replace(seen=listed.fetched)  # one that is damaged


def _newest(database: sqlite3.Connection, connection: str) -> Listed | None:
    """One from a clock that was ahead hides none that came later."""
    soon = micros(datetime.now(UTC) + DAY)
    return _one(database, BEFORE, connection, soon) or _one(database, NEWEST, connection)


def _copy_of(database: sqlite3.Connection, listed: Listed) -> bytes | None:
    row = database.execute("SELECT body FROM newest_catalogs WHERE catalog = ?", (listed.id,)).fetchone()
    return row[0] if row else None


def _length(database: sqlite3.Connection, connection: str, fetched: int) -> int:
    """How many steps a list is made of."""
    (count,) = database.execute(LENGTH, {"connection": connection, "fetched": fetched}).fetchone()
    return int(count)
