"""What becomes of a picture when the process that decodes it dies, hangs, lies or is left alone."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from desktop.domain.errors import DecoderFailed, NotAPicture
from desktop.system.images import AT_ONCE, Images
from tests.unit.system.pictures import encoded, noise
from tests.waiting import LONG, until, wait_until

ROOT = Path(__file__).parents[3]
SMALL = encoded(noise((40, 30)), "PNG")
LARGE = encoded(noise((2500, 2000)), "PNG", compress_level=1)  # long enough to be caught in the middle


@asynccontextmanager
async def workshop(**options):
    images = Images(**options)
    try:
        yield images
    finally:
        await images.close()


def process_of(images):
    return images._workers[0]._process


def python(code):
    return sys.executable, "-c", textwrap.dedent(code)


async def busy(images):
    """A picture that is just being decoded, and the worker's process."""
    asking = asyncio.ensure_future(images.prepare(LARGE))
    await until(lambda: images._workers and process_of(images) is not None)
    await asyncio.sleep(0.05)
    return asking, process_of(images)


async def test_a_worker_killed_at_work_fails_its_picture_and_the_next_one_is_prepared():
    async with workshop() as images:
        asking, process = await busy(images)
        process.kill()
        with pytest.raises(DecoderFailed):
            await asking

        assert (await images.prepare(SMALL)).width == 40
        assert process_of(images).pid != process.pid
        assert process.returncode == -signal.SIGKILL


async def test_a_worker_that_died_while_idle_costs_no_picture():
    async with workshop() as images:
        await images.prepare(SMALL)
        process = process_of(images)
        os.kill(process.pid, signal.SIGKILL)
        await until(lambda: process.poll() is not None)

        assert (await images.prepare(SMALL)).width == 40


async def test_a_worker_that_hangs_is_killed_and_the_next_picture_is_prepared():
    async with workshop(patience=0.5) as images:
        asking, process = await busy(images)
        os.kill(process.pid, signal.SIGSTOP)
        with pytest.raises(DecoderFailed):
            await asking

        assert process.returncode == -signal.SIGKILL
        images._patience = LONG  # a busy machine takes its time to start another
        assert (await images.prepare(SMALL)).width == 40


@pytest.mark.parametrize(
    "command",
    [
        ("/nonexistent/python",),
        ("/bin/true",),
        ("/bin/cat",),
        python("import sys; sys.stdout.buffer.write(b'\\xff' * 100)"),
        python("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\4oops'); sys.stdout.flush(); sys.stdin.read()"),
        python("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\5[]   '); sys.stdout.flush(); sys.stdin.read()"),
        python("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2{}\\0\\0'); sys.stdout.flush(); sys.exit()"),
    ],
)
async def test_a_worker_that_does_not_keep_to_the_rules_fails_the_picture(command):
    async with workshop(command=command, patience=5) as images:
        with pytest.raises(DecoderFailed):
            await images.prepare(SMALL)


async def test_pictures_offered_together_are_shared_among_a_few_workers():
    async with workshop() as images:
        made = await asyncio.gather(*(images.prepare(encoded(noise((w, 20)), "PNG")) for w in range(10, 30)))

        assert [picture.width for picture in made] == list(range(10, 30))
        assert len(images._workers) == AT_ONCE


async def test_pictures_one_after_the_other_need_one_worker():
    async with workshop() as images:
        for _ in range(5):
            await images.prepare(SMALL)

        assert len(images._workers) == 1


async def test_what_is_looked_at_stays_decoded_while_others_are_prepared(monkeypatch):
    monkeypatch.setattr("desktop.system.images.AT_ONCE", 2)
    async with workshop() as images:
        look = partial(images.view, LARGE, (0, 0, 2500, 2000), (250, 200))
        await asyncio.gather(look(), images.prepare(SMALL))
        looker = images._looker
        await images.prepare(SMALL)
        await look()

        assert looker is images._looker
        assert len(images._workers) == 2


async def test_one_given_up_of_many_disturbs_none_of_the_others():
    async with workshop() as images:
        asking = [asyncio.ensure_future(images.prepare(LARGE)) for _ in range(6)]
        await until(lambda: len(images._workers) == AT_ONCE)
        asking[0].cancel()
        asking[4].cancel()
        done = await asyncio.gather(*asking, return_exceptions=True)

        assert [isinstance(one, asyncio.CancelledError) for one in done] == [True, False, False, False, True, False]


async def test_a_picture_given_up_at_work_does_not_disturb_the_next():
    async with workshop() as images:
        asking, process = await busy(images)
        asking.cancel()

        assert (await images.prepare(SMALL)).width == 40
        await until(lambda: process.poll() is not None)


async def test_a_picture_given_up_before_its_turn_leaves_the_one_at_work_alone():
    async with workshop() as images:
        asking, _ = await busy(images)
        waiting = asyncio.ensure_future(images.prepare(SMALL))
        await asyncio.sleep(0)
        waiting.cancel()

        assert (await asking).width == 2500


async def test_closing_ends_the_worker_and_fails_the_picture_it_works_on():
    images = Images()
    asking, process = await busy(images)
    await images.close()

    assert process.returncode is not None
    with pytest.raises(DecoderFailed):
        await asking
    await images.close()


async def test_no_worker_is_started_for_what_is_no_picture():
    async with workshop() as images:
        with pytest.raises(NotAPicture):
            await images.prepare(b"hello")

        assert images._workers == []


async def test_the_worker_knows_no_key_and_has_no_network_in_memory(monkeypatch):
    monkeypatch.setenv("OPENROUTER_API_KEY", "sk-sentinel")
    monkeypatch.setenv("HTTPS_PROXY", "http://sentinel")
    async with workshop() as images:
        await images.prepare(SMALL)
        process = Path(f"/proc/{process_of(images).pid}")

        assert b"sentinel" not in (process / "environ").read_bytes()
        assert "_ssl" not in (process / "maps").read_text()
        assert "_socket" not in (process / "maps").read_text()


async def test_the_worker_holds_no_file_and_may_open_none():
    async with workshop() as images:
        await images.prepare(SMALL)
        process = Path(f"/proc/{process_of(images).pid}")
        limits = (process / "limits").read_text()

        assert {str(fd.readlink()).partition(":")[0] for fd in (process / "fd").iterdir()} <= {"pipe", "/dev/null"}
        assert next(line for line in limits.splitlines() if "open files" in line).split()[3:5] == ["0", "0"]
        assert next(line for line in limits.splitlines() if "address space" in line).split()[3] == str(2 << 30)


def test_a_worker_ends_with_the_program_that_started_it():
    code = f"""
        import asyncio, sys
        sys.path.insert(0, {str(ROOT)!r})
        from desktop.system.images import Images
        from tests.unit.system.pictures import encoded, noise

        async def main():
            images = Images()
            await images.prepare(encoded(noise((40, 30)), "PNG"))
            print(images._workers[0]._process.pid, flush=True)
            await asyncio.sleep(60)

        asyncio.run(main())
    """
    with subprocess.Popen(python(code), stdout=subprocess.PIPE) as program:
        worker = int(program.stdout.readline())
        program.kill()
    wait_until(lambda: _ended(worker), "the worker ends")


def _ended(pid):
    try:
        return " Z" in Path(f"/proc/{pid}/stat").read_text()[:40]
    except (FileNotFoundError, ProcessLookupError):
        return True
