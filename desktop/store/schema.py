"""The tables, and the way from every older version of them to this one. Forward only."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from desktop.store.files import NO_LINK, PRIVATE_FILE, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

COPIES_KEPT = 3

# One entry a version; number n leads from version n - 1 to n. Never change an entry that was released.
# Times are UTC in microseconds; money is decimal text inside `receipt`.
MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE conversations (
            id TEXT PRIMARY KEY,
            created INTEGER NOT NULL,
            changed INTEGER NOT NULL,
            deleted INTEGER,
            title TEXT NOT NULL,
            model TEXT NOT NULL,
            leaf TEXT NOT NULL
        ) STRICT""",
        # `sequence` orders messages, never a clock. `parts` is what `text` does not hold: see `rows`.
        """CREATE TABLE messages (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            parent TEXT NOT NULL,
            role TEXT NOT NULL,
            state TEXT NOT NULL,
            created INTEGER NOT NULL,
            model TEXT NOT NULL,
            text TEXT,
            parts TEXT,
            receipt TEXT,
            failure TEXT
        ) STRICT""",
        "CREATE INDEX messages_in_order ON messages (conversation, sequence)",
        "CREATE INDEX messages_unfinished ON messages (sequence) WHERE state = 'streaming'",
        # What arrived of an answer on its way; gone once the answer is stored whole.
        """CREATE TABLE pieces (
            sequence INTEGER PRIMARY KEY,
            message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            text TEXT NOT NULL,
            reasoning TEXT NOT NULL
        ) STRICT""",
        "CREATE INDEX pieces_in_order ON pieces (message, sequence)",
        # Which messages show which stored pictures: what is in nobody's sight can go.
        """CREATE TABLE pictures (
            message TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
            blob TEXT NOT NULL,
            PRIMARY KEY (message, blob)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX pictures_by_blob ON pictures (blob)",
        # A draft may be older than the row of its conversation.
        """CREATE TABLE drafts (
            conversation TEXT PRIMARY KEY,
            changed INTEGER NOT NULL,
            text TEXT NOT NULL,
            images TEXT
        ) STRICT""",
        # `kept` is when the bytes were last handed over. The preview comes first: it is read without the rest.
        """CREATE TABLE blobs (
            digest TEXT PRIMARY KEY,
            kept INTEGER NOT NULL,
            preview BLOB NOT NULL,
            data BLOB NOT NULL
        ) STRICT""",
        """CREATE TABLE catalogs (
            connection TEXT NOT NULL,
            fetched INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (connection, fetched)
        ) STRICT""",
    ),
    ("ALTER TABLE messages ADD COLUMN deleted INTEGER",),
    (
        # A list was first fetched at `fetched` and last at `seen`. `kept` is NULL when `rows` has all of them: see
        # `catalogs`. What is not `compared` has neither its difference from the list before nor its changes yet.
        """CREATE TABLE lists (
            id INTEGER PRIMARY KEY,
            connection TEXT NOT NULL,
            fetched INTEGER NOT NULL,
            seen INTEGER NOT NULL,
            kept TEXT,
            rows BLOB NOT NULL,
            compared INTEGER NOT NULL,
            UNIQUE (connection, fetched)
        ) STRICT""",
        """INSERT INTO lists (connection, fetched, seen, rows, compared)
            SELECT connection, fetched, fetched, body, 0 FROM catalogs ORDER BY connection, fetched""",
        "DROP TABLE catalogs",
        "ALTER TABLE lists RENAME TO catalogs",
        "CREATE INDEX catalogs_whole ON catalogs (connection, fetched) WHERE kept IS NULL",
        "CREATE INDEX catalogs_not_compared ON catalogs (connection, fetched) WHERE NOT compared",
        # Which list of a connection is the newest, and that list whole where it is a difference above.
        """CREATE TABLE newest_catalogs (
            connection TEXT PRIMARY KEY,
            catalog INTEGER NOT NULL REFERENCES catalogs (id),
            body BLOB NOT NULL
        ) STRICT, WITHOUT ROWID""",
        # `before` and `after` are JSON; `row` is what the list before said of a model that is gone.
        """CREATE TABLE changes (
            catalog INTEGER NOT NULL REFERENCES catalogs (id) ON DELETE CASCADE,
            number INTEGER NOT NULL,
            model TEXT NOT NULL,
            name TEXT NOT NULL,
            kind TEXT NOT NULL,
            field TEXT NOT NULL,
            before TEXT,
            after TEXT,
            row BLOB,
            PRIMARY KEY (catalog, number)
        ) STRICT, WITHOUT ROWID""",
        "CREATE INDEX changes_by_model ON changes (model)",
        # What an endpoint told about a model that was looked at, as it came, packed.
        """CREATE TABLE details (
            connection TEXT NOT NULL,
            model TEXT NOT NULL,
            fetched INTEGER NOT NULL,
            body BLOB NOT NULL,
            PRIMARY KEY (connection, model)
        ) STRICT, WITHOUT ROWID""",
        # `tags` is a JSON array.
        """CREATE TABLE bookmarks (
            connection TEXT NOT NULL,
            model TEXT NOT NULL,
            favorite INTEGER NOT NULL,
            note TEXT NOT NULL,
            tags TEXT NOT NULL,
            used INTEGER,
            PRIMARY KEY (connection, model)
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        # Whether the person leaves out what a connection lists, until a list comes that has no such mark.
        "ALTER TABLE catalogs ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0",
        # What was to be deleted by now, under names that are no connection's.
        "DELETE FROM newest_catalogs WHERE connection LIKE 'forgotten %'",
        "DELETE FROM catalogs WHERE connection LIKE 'forgotten %'",
    ),
    # Until when the answer with which a list was seen last said that it is good.
    ("ALTER TABLE catalogs ADD COLUMN good_until INTEGER NOT NULL DEFAULT 0",),
    (
        # Which of several versions was on view last, by what they follow, where a branch was left.
        """CREATE TABLE turned (
            conversation TEXT NOT NULL REFERENCES conversations (id) ON DELETE CASCADE,
            parent TEXT NOT NULL,
            version TEXT NOT NULL,
            PRIMARY KEY (conversation, parent)
        ) STRICT, WITHOUT ROWID""",
    ),
)


def version_of(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring the tables to this version in one transaction, after a copy of a file that has any."""
    if (version := version_of(connection)) == len(MIGRATIONS):
        return
    if version:
        _copy(connection, path, version)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for statements in MIGRATIONS[version_of(connection) :]:
            for statement in statements:
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _copy(connection: sqlite3.Connection, path: Path, version: int) -> None:
    """Copy the store beside itself by SQLite's own means, which include the log; keep the newest copies."""
    prefix = f"{path.name}.copy-"
    partial = path.with_name(f"{path.name}.partial")
    os.close(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | NO_LINK, PRIVATE_FILE))
    with closing(sqlite3.connect(partial)) as target:
        connection.backup(target)
    partial.replace(path.with_name(f"{prefix}{datetime.now(UTC):%Y%m%dT%H%M%S%f}-v{version}"))
    sync_folder(path.parent)
    copies = sorted(file for file in path.parent.iterdir() if file.name.startswith(prefix))
    for old in copies[:-COPIES_KEPT]:
        old.unlink()
