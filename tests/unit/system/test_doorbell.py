"""A second start calls the first: both ends for real, and what else may come through the socket."""

from __future__ import annotations

import asyncio
import os
import socket
import stat
import subprocess
import sys
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.system import doorbell, instance
from desktop.system.doorbell import Doorbell
from desktop.system.threads import on_thread
from tests.waiting import until

ROOT = Path(__file__).parents[3]
HOLD = """
import asyncio, sys; sys.path.insert(0, {root!r})
from pathlib import Path
from desktop.system import doorbell, instance
async def main():
    folder = Path({folder!r})
    lock = instance.take(folder)
    await doorbell.Doorbell(folder, lambda files: None).open()
    print("ready", flush=True)
    await asyncio.Event().wait()
asyncio.run(main())
"""


@asynccontextmanager
async def held(folder):
    """A folder that is held, and what its holder was told."""
    told = []
    lock = instance.take(folder)
    bell = Doorbell(folder, told.append)
    assert await bell.open()
    try:
        yield bell, told
    finally:
        bell.close()
        lock.release()
        await asyncio.sleep(0)


def entered(folder, *files):
    return on_thread(lambda: instance.enter(folder, [Path(file) for file in files]), "enter")


async def sent(folder, *pieces, close=True):
    """What comes back for bytes that are sent piece by piece."""
    reader, writer = await asyncio.open_unix_connection(str(folder / instance.SOCKET))
    try:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(0)
        if close:
            writer.write_eof()
        return await reader.read()
    except OSError:
        return b""
    finally:
        writer.close()
        with suppress(OSError):
            await writer.wait_closed()


async def test_a_second_start_is_heard_with_its_files_as_absolute_paths(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    async with held(tmp_path) as (_, told):
        assert await entered(tmp_path) is True
        assert await entered(tmp_path, "a.png", "/b/../c.png", os.fsdecode(b"odd\xff\n.png")) is True

    assert [[], [f"{tmp_path}/a.png", "/b/../c.png", f"{tmp_path}/odd\udcff\n.png"]] == told


async def test_the_socket_is_private_and_goes_with_its_program(tmp_path):
    async with held(tmp_path):
        found = (tmp_path / instance.SOCKET).stat()
        assert stat.S_ISSOCK(found.st_mode)
        assert 0o600 == stat.S_IMODE(found.st_mode)

    assert not (tmp_path / instance.SOCKET).exists()


async def test_a_folder_with_a_long_path_is_no_obstacle(tmp_path):
    deep = tmp_path.joinpath(*["folder" * 10] * 5)
    deep.mkdir(parents=True)
    async with held(deep) as (_, told):
        assert await entered(deep, "/a") is True

    assert [["/a"]] == told


async def test_a_program_that_was_killed_leaves_nothing_in_the_way(tmp_path):
    code = HOLD.format(root=str(ROOT), folder=str(tmp_path))
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as other:  # noqa: ASYNC220
        other.stdout.readline()
        assert await entered(tmp_path) is True
        other.kill()
    assert (tmp_path / instance.SOCKET).exists()
    lock = await entered(tmp_path)
    assert isinstance(lock, instance.Lock)
    lock.release()
    async with held(tmp_path) as (_, told):
        assert await entered(tmp_path) is True

    assert [[]] == told


async def test_a_program_that_is_just_starting_is_waited_for(tmp_path):
    lock = instance.take(tmp_path)
    calling = entered(tmp_path, "/a")
    await asyncio.sleep(0.2)
    told = []
    bell = Doorbell(tmp_path, told.append)
    await bell.open()

    assert await calling is True
    assert [["/a"]] == told
    bell.close()
    lock.release()


async def test_in_the_place_of_one_that_is_just_ending_the_second_start_is_the_first(tmp_path):
    lock = instance.take(tmp_path)
    calling = entered(tmp_path)
    await asyncio.sleep(0.2)
    lock.release()
    second = await calling

    assert isinstance(second, instance.Lock)
    second.release()


@pytest.mark.parametrize("hearing", [False, True], ids=["silent", "stuck"])
async def test_a_program_that_does_not_answer_is_given_up(tmp_path, monkeypatch, hearing):
    monkeypatch.setattr(instance, "PATIENCE", 0.3)
    lock = instance.take(tmp_path)
    with socket.socket(socket.AF_UNIX) as line:
        if hearing:
            line.bind(str(tmp_path / instance.SOCKET))
            line.listen()
        assert await entered(tmp_path) is False
    lock.release()


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("/dev/null")])
async def test_what_is_no_socket_of_ours_is_not_called(tmp_path, make):
    lock = instance.take(tmp_path)
    make(tmp_path / instance.SOCKET)

    assert await entered(tmp_path) is False
    lock.release()


async def test_where_no_socket_can_be_made_nobody_is_heard(tmp_path):
    (tmp_path / instance.SOCKET).mkdir()
    bell = Doorbell(tmp_path, print)

    assert not await bell.open()
    assert not await Doorbell(tmp_path / "missing", print).open()
    bell.close()


@pytest.mark.parametrize(
    "call",
    [
        b"",
        b"\0",
        b"parley",
        b"parley 2",
        b"parley 1\n",
        b"parley 1\0",
        b"parley 1\0relative.png",
        b"parley 1\0/a\0",
        b"parley 1\0/a\0\0/b",
        b"parley 1\0~/a",
        b"parley 1\0file:///a",
        b"parley 1\0" + b"/" * (instance.LONGEST_PATH + 1),
        b"parley 1" + b"\0/aaaaaaa" * (instance.LONGEST_CALL // 8),
        b"GET / HTTP/1.1\r\n\r\n",
        bytes(range(256)) * 4,
        b"x" * 10_000_000,
    ],
    ids=lambda call: call[:20],
)
async def test_what_is_no_call_does_nothing_and_gets_no_answer(tmp_path, call):
    async with held(tmp_path) as (_, told):
        assert b"" == await sent(tmp_path, call)
        assert b"done" == await sent(tmp_path, b"parley 1")

    assert [[]] == told


async def test_a_call_may_come_in_pieces(tmp_path):
    async with held(tmp_path) as (_, told):
        assert b"done" == await sent(tmp_path, *[b"%c" % byte for byte in b"parley 1\0/a"])

    assert [["/a"]] == told


async def test_a_caller_that_never_ends_is_dropped_and_disturbs_nobody(tmp_path, monkeypatch):
    monkeypatch.setattr(doorbell, "PATIENCE", 0.3)
    async with held(tmp_path) as (bell, told):
        slow = [asyncio.ensure_future(sent(tmp_path, b"parley 1", close=False)) for _ in range(3)]
        await until(lambda: len(bell.lines) == 3)
        assert b"done" == await sent(tmp_path, b"parley 1")
        assert [b""] * 3 == await asyncio.gather(*slow)
        assert not bell.lines

    assert [[]] == told


async def test_many_at_a_time_are_refused_and_closing_ends_those_that_wait(tmp_path, monkeypatch):
    monkeypatch.setattr(doorbell, "PATIENCE", 1000.0)
    async with held(tmp_path) as (bell, told):
        waiting = [asyncio.ensure_future(sent(tmp_path, b"parley 1", close=False)) for _ in range(doorbell.MOST)]
        await until(lambda: len(bell.lines) == doorbell.MOST)
        assert b"" == await sent(tmp_path, b"parley 1")
        bell.close()
        async with asyncio.timeout(20):
            assert [b""] * doorbell.MOST == await asyncio.gather(*waiting)

    assert [] == told


async def test_another_user_is_not_heard(tmp_path, monkeypatch):
    another = os.getuid() + 1
    monkeypatch.setattr(os, "getuid", lambda: another)
    async with held(tmp_path) as (_, told):
        assert b"" == await sent(tmp_path, b"parley 1")

    assert [] == told


@given(st.binary(max_size=100) | st.lists(st.binary(max_size=9)).map(lambda files: b"\0".join([b"parley 1", *files])))
def test_whatever_is_heard_only_absolute_paths_come_of_it(call):
    files = instance.files_of(call)

    assert files is None or all(os.fsencode(file).startswith(b"/") and "\0" not in file for file in files)


@pytest.mark.parametrize(
    ("named", "heard"),
    [
        (b"https://example.org/a.png", True),
        (b"HTTP://example.org/a.png", True),
        (b"https://example.org/" + b"a" * 7_000, True),
        (b"https://example.org/" + b"a" * 9_000, False),
        (b"/" + b"a" * 5_000, False),
        (b"https://example.org/\n.png", False),
        (b"https://example.org/\xff.png", False),
        (b"ftp://example.org/a.png", False),
    ],
)
def test_addresses_are_heard_beside_paths(named, heard):
    files = instance.files_of(b"parley 1\0/b.png\0" + named)

    assert files == (["/b.png", named.decode()] if heard else None)
