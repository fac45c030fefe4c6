from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.system import instance
from tests.waiting import wait_until

ROOT = Path(__file__).parents[3]
HOLD = """
import sys; sys.path.insert(0, {root!r})
from pathlib import Path
from desktop.system import instance
from tests.waiting import wait_until
print(instance.take(Path({folder!r})) is not None, flush=True)
sys.stdin.read()
"""


def holder(folder):
    code = HOLD.format(root=str(ROOT), folder=str(folder))
    return subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_one_program_holds_a_folder_at_a_time(tmp_path):
    first = instance.take(tmp_path)

    assert first is not None
    assert instance.take(tmp_path) is None
    first.release()
    first.release()
    second = instance.take(tmp_path)
    assert second is not None
    second.release()


def test_two_folders_do_not_disturb_each_other(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    locks = [instance.take(tmp_path / "a"), instance.take(tmp_path / "b")]

    assert all(locks)
    for lock in locks:
        lock.release()


def test_another_process_is_seen_and_its_violent_end_too(tmp_path):
    with holder(tmp_path) as other:
        assert other.stdout.readline() == "True\n"
        assert instance.take(tmp_path) is None
        other.kill()
        other.wait()
        assert (tmp_path / instance.NAME).exists()
        lock = instance.take(tmp_path)

    assert lock is not None
    lock.release()


def test_a_program_started_by_the_holder_does_not_inherit_the_lock(tmp_path):
    lock = instance.take(tmp_path)
    with subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, close_fds=False) as child:
        lock.release()
        again = wait_until(lambda: instance.take(tmp_path))  # closed a moment after the new program has begun
        child.stdin.close()

    again.release()


def test_where_no_lock_can_be_made_the_program_runs_without(tmp_path):
    lock = instance.take(tmp_path / "missing")
    assert lock is not None
    lock.release()


def test_a_link_in_the_lock_s_place_is_not_followed(tmp_path):
    (tmp_path / instance.NAME).symlink_to(tmp_path / "elsewhere")
    lock = instance.take(tmp_path)

    assert lock is not None
    assert not (tmp_path / "elsewhere").exists()
    lock.release()


def test_the_lock_file_is_for_its_owner_alone(tmp_path):
    lock = instance.take(tmp_path)

    assert (tmp_path / instance.NAME).stat().st_mode & 0o777 == 0o600
    lock.release()
