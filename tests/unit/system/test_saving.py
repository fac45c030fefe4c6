"""Files written where a person wants them, and copies for other programs."""

from __future__ import annotations

import os
import stat

import pytest

from desktop.domain.errors import FileUnwritable
from desktop.system.copies import Copies
from desktop.system.files import save_file


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_nothing_else_is_left(tmp_path):
    save_file(str(tmp_path / "cat.png"), b"new")

    assert b"new" == (tmp_path / "cat.png").read_bytes()
    assert ["cat.png"] == names(tmp_path)


def test_a_new_file_is_as_the_umask_wants_it_and_an_old_one_keeps_its_permissions(tmp_path):
    before = os.umask(0o027)
    try:
        save_file(str(tmp_path / "new"), b"x")
    finally:
        os.umask(before)
    (tmp_path / "old").write_bytes(b"old")
    (tmp_path / "old").chmod(0o604)
    save_file(str(tmp_path / "old"), b"newer")

    assert [0o640, 0o604] == [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("new", "old")]
    assert b"newer" == (tmp_path / "old").read_bytes()


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "cat.png").write_bytes(b"old")
    (tmp_path / "cat.png").symlink_to(tmp_path / "real" / "cat.png")
    save_file(str(tmp_path / "cat.png"), b"new")

    assert (tmp_path / "cat.png").is_symlink()
    assert b"new" == (tmp_path / "real" / "cat.png").read_bytes()


@pytest.mark.parametrize("name", ["missing/cat.png", "folder", "cat\0.png", "a" * 300])
def test_what_cannot_be_written_says_so_and_leaves_nothing(tmp_path, name):
    (tmp_path / "folder").mkdir()
    with pytest.raises(FileUnwritable):
        save_file(str(tmp_path / name), b"x")

    assert ["folder"] == names(tmp_path)


def test_a_disk_that_fills_up_leaves_what_was_there(tmp_path, monkeypatch):
    (tmp_path / "cat.png").write_bytes(b"old")

    def full(_descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(FileUnwritable, match="No space left"):
        save_file(str(tmp_path / "cat.png"), b"new")

    assert b"old" == (tmp_path / "cat.png").read_bytes()
    assert ["cat.png"] == names(tmp_path)


def test_a_copy_is_a_file_of_that_name_for_this_person_alone(tmp_path):
    copies = Copies(tmp_path / "pictures")
    cat, other = copies.make("cat.png", b"cat"), copies.make("cat.png", b"other")

    assert (b"cat", b"other", "cat.png") == (cat.read_bytes(), other.read_bytes(), cat.name)
    assert 0o700 == stat.S_IMODE((tmp_path / "pictures").stat().st_mode)
    written = cat.stat().st_mtime_ns
    assert cat == copies.make("cat.png", b"cat")
    assert written == cat.stat().st_mtime_ns


def test_copies_go_and_come_again(tmp_path):
    copies = Copies(tmp_path / "cache" / "pictures")
    copies.clear()
    copies.make("cat.png", b"cat")
    copies.clear()
    assert not (tmp_path / "cache" / "pictures").exists()
    (tmp_path / "cache").rmdir()  # as programs that tidy up do

    assert b"cat" == copies.make("cat.png", b"cat").read_bytes()


def test_a_copy_that_was_cut_short_is_made_again(tmp_path):
    copies = Copies(tmp_path / "pictures")
    copies.make("cat.png", b"cat").write_bytes(b"c")

    assert b"cat" == copies.make("cat.png", b"cat").read_bytes()


def test_a_copy_that_cannot_be_made_says_so(tmp_path):
    (tmp_path / "pictures").write_bytes(b"a file in the way")

    with pytest.raises(FileUnwritable):
        Copies(tmp_path / "pictures").make("cat.png", b"cat")
