from __future__ import annotations

import asyncio
import os
import resource
import shutil
import sqlite3
import stat
import threading
from contextlib import closing, suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop.domain.errors import DiskFull, StoreBroken, StoreBusy, StoreDamaged, StoreNewer, StoreReadOnly
from desktop.store import database as room
from desktop.store import schema
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from tests.unit.store.stores import answer, contents, conversation, opened, question

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.errors import StoreFailure


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parley" / "parley.sqlite3"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


async def fill(path: Path, count: int = 40) -> None:
    """A store with about `count` times 4 KiB of text, closed in order."""
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.begin(conversation(), *(question(str(number) * 4000) for number in range(count)))


async def crash(path: Path, folder: Path) -> Path:
    """A store as a crash leaves it: copied, with its log, while it is open."""
    async with opened(path) as database:
        await Conversations(database).create(conversation("late"))
        shutil.copytree(path.parent, folder)
    return folder / path.name


async def messages_in(database: Database) -> int:
    found = await Conversations(database).load("c")
    assert found
    return len(found.messages)


def permissions(folder: Path) -> dict[str, int]:
    return {file.name: stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()}


async def test_a_new_store_is_private_under_any_umask(tmp_path: Path, open_umask: None) -> None:
    folder = tmp_path / "share" / "parley"
    async with opened(folder / "parley.sqlite3") as database:
        await Conversations(database).create(conversation())

        assert {"parley.sqlite3", "parley.sqlite3-wal", "parley.sqlite3-shm", "parley.sqlite3.marker"} == set(
            permissions(folder)
        )
        assert {0o600} == set(permissions(folder).values())
    assert {"share": 0o700} == permissions(tmp_path)
    assert {"parley": 0o700} == permissions(tmp_path / "share")


async def test_files_that_others_could_read_are_taken_from_them(path: Path, tmp_path: Path) -> None:
    crashed = await crash(path, tmp_path / "crashed")
    for file in crashed.parent.iterdir():
        file.chmod(0o644)

    async with opened(crashed):
        found = permissions(crashed.parent)

    assert [0o600] * 3 == [found[crashed.name + suffix] for suffix in ("", "-wal", "-shm")]


@pytest.mark.parametrize(("before", "after"), [(0o777, 0o700), (0o1777, 0o1777), (0o755, 0o755)])
async def test_a_folder_where_everybody_may_swap_files_is_closed_and_others_are_left_alone(
    tmp_path: Path, before: int, after: int
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    folder.chmod(before)
    async with opened(folder / "parley.sqlite3"):
        assert {"data": after} == permissions(tmp_path)


async def test_opening_and_closing_leaves_the_store_and_its_marker_and_no_thread(path: Path) -> None:
    before = threading.active_count()
    await fill(path)
    async with opened(path) as database:
        assert not database.read_only
        assert threading.active_count() == before + 1

    assert {"parley.sqlite3", "parley.sqlite3.marker"} == set(contents(path.parent))
    assert before == threading.active_count()


async def test_what_fails_inside_a_change_undoes_all_of_it(path: Path) -> None:
    def change(connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM conversations")
        raise ZeroDivisionError

    async with opened(path) as database:
        await Conversations(database).create(conversation())
        with pytest.raises(ZeroDivisionError):
            await database.write(change)

        assert ["c"] == [summary.id for summary in await Conversations(database).summaries()]


async def test_a_durable_change_waits_for_the_disk_and_another_one_does_not(path: Path) -> None:
    async def synchronous(*, durable: bool) -> int:
        await database.write(lambda _: None, durable=durable)
        return await database.read(lambda connection: connection.execute("PRAGMA synchronous").fetchone()[0])

    full, normal = 2, 1
    async with opened(path) as database:
        assert [full, normal, normal, full] == [await synchronous(durable=d) for d in (True, False, False, True)]


async def test_deleted_words_are_overwritten_and_temporary_ones_stay_in_memory(path: Path) -> None:
    async with opened(path) as database:
        names = ("secure_delete", "temp_store", "foreign_keys", "journal_mode")
        values = await database.read(lambda c: [c.execute(f"PRAGMA {name}").fetchone()[0] for name in names])

    assert [1, 2, 1, "wal"] == values


async def test_what_was_handed_over_is_carried_out_although_nobody_waits(path: Path) -> None:
    """Stop may cancel the task that stores the question: the question is stored."""
    async with opened(path) as database:
        held = threading.Event()
        blocking = asyncio.ensure_future(database.read(lambda _: held.wait(5)))
        creating = asyncio.ensure_future(Conversations(database).create(conversation()))
        await asyncio.sleep(0)
        creating.cancel()
        with pytest.raises(asyncio.CancelledError):
            await creating
        held.set()
        await blocking

        assert ["c"] == [summary.id for summary in await Conversations(database).summaries()]


async def test_closing_finishes_what_is_queued(path: Path) -> None:
    database = await Database.open(path)
    waiting = [asyncio.ensure_future(Conversations(database).create(conversation(str(number)))) for number in range(50)]
    await asyncio.sleep(0)
    await database.close()
    await asyncio.gather(*waiting)

    async with opened(path) as again:
        assert {str(number) for number in range(50)} == {s.id for s in await Conversations(again).summaries()}


async def test_opening_that_is_cancelled_leaves_no_thread(path: Path) -> None:
    before = threading.active_count()
    opening = asyncio.ensure_future(Database.open(path))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening

    assert before == threading.active_count()


async def refused(path: Path, kind: type[StoreFailure]) -> StoreFailure:
    """The failure with which a file is refused; nothing but an index of its log may appear or change."""
    before = contents(path.parent)
    threads = threading.active_count()
    with pytest.raises(kind) as caught:
        await Database.open(path)
    after = contents(path.parent)
    after.pop(f"{path.name}-shm", None)
    before.pop(f"{path.name}-shm", None)

    assert before == after
    assert threads == threading.active_count()
    return caught.value


async def test_an_empty_file_is_a_new_store(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    async with opened(path) as database:
        assert [] == await Conversations(database).summaries()


async def test_an_empty_file_where_a_store_was_is_refused(path: Path) -> None:
    await fill(path)
    path.write_bytes(b"")

    assert "the file is empty" == (await refused(path, StoreDamaged)).detail


@settings(max_examples=60)
@given(st.binary(min_size=1, max_size=9000))
@example(b"SQLite format 3\0")
@example(b"\0" * 8192)
@example(b"SQLite format 3\0" + b"\xff" * 8176)
def test_garbage_is_refused_and_left_as_it_is(tmp_path_factory: pytest.TempPathFactory, garbage: bytes) -> None:
    path = tmp_path_factory.mktemp("garbage") / "parley.sqlite3"
    path.write_bytes(garbage)
    with suppress(StoreNewer):  # garbage may well have a high number where the version stands
        asyncio.run(refused(path, StoreDamaged))

    assert garbage == path.read_bytes()


async def test_a_store_truncated_anywhere_is_refused(path: Path) -> None:
    await fill(path)
    whole = path.read_bytes()
    sizes = [*range(4096, len(whole), 4096), 1, 99, 100, 511, 5000, len(whole) - 1]
    for size in sizes:
        path.write_bytes(whole[:size])
        await refused(path, StoreDamaged)

    path.write_bytes(whole)
    async with opened(path) as database:
        assert len(sizes) > 20
        assert 40 == await messages_in(database)


async def test_a_pipe_is_refused_before_anything_is_read(path: Path) -> None:
    path.parent.mkdir()
    os.mkfifo(path)
    writing = os.open(path, os.O_RDWR | os.O_NONBLOCK)
    os.write(writing, b"garbage" * 100)
    with pytest.raises(StoreDamaged, match="not a file"):
        await Database.open(path)
    os.close(writing)


async def test_damage_that_sqlite_cannot_put_into_words_is_damage(path: Path) -> None:
    async with opened(path):
        pass
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE bookmarks", b"CRE\xffTE TABLE bookmarks"))

    await refused(path, StoreDamaged)


@pytest.mark.parametrize("damage", [b"\xff" * 8192, b"\x0d\x00\x00\x00\x01\x00\x10" + b"\x00" * 50])
async def test_damaged_pages_are_found_after_a_crash(path: Path, tmp_path: Path, damage: bytes) -> None:
    await fill(path)
    crashed = await crash(path, tmp_path / "crashed")
    damaged = bytearray(crashed.read_bytes())
    at = len(damaged) // room.PAGE // 2 * room.PAGE
    damaged[at : at + len(damage)] = damage
    crashed.write_bytes(damaged)

    await refused(crashed, StoreDamaged)


async def test_a_crash_alone_is_no_damage(path: Path, tmp_path: Path) -> None:
    crashed = await crash(path, tmp_path / "crashed")
    async with opened(crashed) as database:
        assert ["late"] == [summary.id for summary in await Conversations(database).summaries()]


async def test_a_store_of_a_newer_version_is_refused(path: Path) -> None:
    await fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        connection.execute("PRAGMA journal_mode = DELETE")

    assert "version 999" in (await refused(path, StoreNewer)).detail


async def test_a_newer_version_that_stands_only_in_the_log_is_refused(path: Path, tmp_path: Path) -> None:
    await fill(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
        shutil.copytree(path.parent, tmp_path / "crashed")

    assert "version 999" in (await refused(tmp_path / "crashed" / path.name, StoreNewer)).detail


async def test_a_link_in_the_place_of_the_store_is_refused(path: Path, tmp_path: Path) -> None:
    await fill(tmp_path / "elsewhere" / "other.sqlite3")
    path.parent.mkdir()
    path.symlink_to(tmp_path / "elsewhere" / "other.sqlite3")

    await refused(path, StoreBroken)


async def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreBroken, match="file"):
        await Database.open(tmp_path / "file" / "parley.sqlite3")


async def test_changes_fail_once_the_file_is_deleted_and_what_is_open_can_still_be_read(path: Path) -> None:
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.create(conversation())
        path.unlink()
        with pytest.raises(StoreBroken, match="deleted or replaced"):
            await conversations.create(conversation("lost"))

        assert ["c"] == [summary.id for summary in await conversations.summaries()]


async def test_changes_fail_once_the_file_is_replaced(path: Path, tmp_path: Path) -> None:
    await fill(tmp_path / "other" / "other.sqlite3")
    async with opened(path) as database:
        (tmp_path / "other" / "other.sqlite3").replace(path)
        with pytest.raises(StoreBroken, match="deleted or replaced"):
            await Conversations(database).create(conversation("lost"))


async def test_a_store_that_another_program_writes_is_busy_and_can_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "BUSY_WAIT", 0.05)
    async with opened(path) as database:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusy):
                await Conversations(database).create(conversation())
            assert [] == await Conversations(database).summaries()
            other.execute("ROLLBACK")
        await Conversations(database).create(conversation())


async def test_a_store_that_another_program_holds_for_itself_is_busy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "BUSY_WAIT", 0.05)
    await fill(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy):
            await Database.open(path)


async def test_where_the_index_of_the_log_finds_no_room_it_is_kept_in_memory(path: Path) -> None:
    async with opened(path) as database:
        await Conversations(database).create(conversation())
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, limits[1]))
    try:
        database = await Database.open(path)
        found = await Conversations(database).summaries()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    await Conversations(database).create(conversation("new"))
    await database.close()

    assert ["c"] == [summary.id for summary in found]
    async with opened(path) as database:
        assert 2 == len(await Conversations(database).summaries())


async def test_text_that_is_not_utf8_hides_nothing_and_is_not_quoted(path: Path, expected_logs: list[str]) -> None:
    expected_logs.append("not UTF-8")
    asked, streaming = question("Why?"), answer("", "So")
    async with opened(path) as database:
        conversations = Conversations(database)
        await conversations.begin(conversation(title="secret"), asked, streaming)
        await conversations.begin(conversation("other", title="Fine"), question())
        await database.write(
            lambda c: c.execute("UPDATE conversations SET title = CAST(x'61ff62' AS TEXT) WHERE id='c'")
        )
        await database.write(lambda c: c.execute("UPDATE messages SET text = text || CAST(x'00ff' AS TEXT)"))
    async with opened(path) as database:
        cut_off = await Conversations(database).interrupted()
        titles = {summary.title for summary in await Conversations(database).summaries()}
        found = await Conversations(database).load("c")

    assert [streaming.id] == cut_off
    assert {"a\ufffdb", "Fine"} == titles
    assert found is not None
    assert ["Why?\ufffd\ufffd", "So\ufffd\ufffd"] == [found.messages[message.id].text for message in (asked, streaming)]


async def test_a_refused_row_is_a_failure_and_a_wrong_call_is_our_mistake(path: Path) -> None:
    async with opened(path) as database:
        with pytest.raises(StoreBroken, match="UNIQUE"):
            await database.write(lambda c: [c.execute("INSERT INTO drafts VALUES ('d', 0, '', NULL)") for _ in "12"])
        with pytest.raises(sqlite3.ProgrammingError):
            await database.read(lambda c: c.execute("SELECT ?"))


STEP = ("ALTER TABLE conversations ADD COLUMN added TEXT NOT NULL DEFAULT 'new'",)


async def test_an_older_store_is_copied_and_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(path)
    before = contents(path.parent)[path.name]
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, STEP))
    async with opened(path) as database:
        added = await database.read(lambda c: c.execute("SELECT added FROM conversations").fetchall())

    (copy,) = (file for file in path.parent.iterdir() if ".copy-" in file.name)
    assert [("new",)] == added
    assert 0o600 == stat.S_IMODE(copy.stat().st_mode)
    assert copy.name.endswith(f"-v{len(schema.MIGRATIONS) - 1}")
    monkeypatch.undo()
    async with opened(copy.rename(path.parent / "copied.sqlite3")) as database:
        assert 40 == await messages_in(database)
    assert len(before) == (path.parent / "copied.sqlite3").stat().st_size


async def test_the_newest_three_copies_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(path)
    for number in range(5):
        step = (f"CREATE TABLE step{number} (x)",)
        monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, step))
        async with opened(path):
            pass

    copies = sorted(file.name for file in path.parent.iterdir() if ".copy-" in file.name)
    newest = len(schema.MIGRATIONS)
    assert [f"v{newest - 3}", f"v{newest - 2}", f"v{newest - 1}"] == [name.rsplit("-", 1)[1] for name in copies]
    assert not any(file.name.endswith(".partial") for file in path.parent.iterdir())


async def test_a_step_that_fails_leaves_the_store_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    await fill(path)
    before = contents(path.parent)[path.name]
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, STEP, ("CREATE TABLE conversations (x)",)))
    with pytest.raises(StoreBroken, match="already exists"):
        await Database.open(path)
    monkeypatch.undo()
    async with opened(path) as database:
        assert ["c"] == [summary.id for summary in await Conversations(database).summaries()]
    assert len(before) == path.stat().st_size


def test_a_fresh_store_beside_another_never_takes_a_name(tmp_path: Path) -> None:
    first = tmp_path / "parley.sqlite3"
    assert tmp_path / "parley-2.sqlite3" == Database.beside(first)
    (tmp_path / "parley-2.sqlite3-wal").touch()
    (tmp_path / "parley-3.sqlite3.marker").touch()
    assert tmp_path / "parley-4.sqlite3" == Database.beside(first)
    assert tmp_path / "parley-4.sqlite3" == Database.beside(tmp_path / "parley-2.sqlite3")
    assert tmp_path / "none" / "parley-2.sqlite3" == Database.beside(tmp_path / "none" / "parley.sqlite3")


def test_every_failure_of_the_table_is_one_that_the_system_can_report() -> None:
    names = {name: value for name, value in vars(sqlite3).items() if name.startswith("SQLITE_")}

    assert set(room.FAILURES) <= set(names.values())
    assert StoreReadOnly is room.FAILURES[sqlite3.SQLITE_READONLY]


async def test_a_store_that_can_nowhere_be_made_is_empty_and_takes_nothing_until_it_can(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    folder.symlink_to("/sys/firmware")  # where nobody, not even root, can make a file
    path = folder / "parley.sqlite3"
    with pytest.raises(StoreReadOnly):
        await Database.open(path)
    database = await Database.open(path, or_none=True)
    conversations = Conversations(database)
    assert isinstance(database.missing, StoreReadOnly)
    assert [] == await conversations.summaries()
    for _ in range(2):
        with pytest.raises(StoreReadOnly):
            await conversations.create(conversation())
        assert [] == await conversations.summaries()
    folder.unlink()
    await conversations.create(conversation())
    assert database.missing is None
    await database.close()

    async with opened(path) as database:
        assert ["c"] == [summary.id for summary in await Conversations(database).summaries()]


@pytest.mark.parametrize("marked", [True, False])
async def test_no_empty_store_stands_in_for_one_that_cannot_be_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch, *, marked: bool
) -> None:
    await fill(path)
    if not marked:
        path.with_name(path.name + ".marker").unlink()
    full = ("PRAGMA max_page_count = 1", "CREATE TABLE more (x)")
    monkeypatch.setattr(schema, "MIGRATIONS", (*schema.MIGRATIONS, full))
    with pytest.raises(DiskFull):
        await Database.open(path, or_none=True)
