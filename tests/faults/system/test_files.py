"""What a person may point at that is no file to be read."""

from __future__ import annotations

import errno
import os
import socket
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desktop.domain.errors import FileForbidden, FileGone, FileTooLarge, FileUnreadable, NotAFile
from desktop.system import files
from desktop.system.files import DEEPEST, files_below, read_file

LIMIT = 1000
NOBODY = 65534


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(b"x" * LIMIT)

    assert read_file(str(path), LIMIT) == b"x" * LIMIT


@pytest.mark.parametrize(
    "name", ["two\nlines.png", "invoice\u202egnp.exe", "\udcff\udcfe.png", "-rf", "ü.png", "a" * 255]
)
def test_any_name_will_do(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")

    assert read_file(str(tmp_path / name), LIMIT) == b"x"


def test_a_link_to_a_file_is_followed(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "cat.png")

    assert read_file(str(tmp_path / "link"), LIMIT) == b"x"


def test_an_empty_file_is_read_as_nothing(tmp_path):
    (tmp_path / "cat.png").touch()

    assert read_file(str(tmp_path / "cat.png"), LIMIT) == b""


@pytest.mark.parametrize("path", ["", "/nonexistent/cat.png", "/dev/null", "/dev/zero", "/", "a\0b", "/" + "a" * 5000])
def test_what_is_no_regular_file_is_refused(path):
    with pytest.raises(FileUnreadable):
        read_file(path, LIMIT)


def test_a_folder_a_pipe_a_socket_and_a_link_to_nothing_are_refused_without_waiting(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name, kind in (("folder", NotAFile), ("pipe", NotAFile), ("dangling", FileGone), ("socket", NotAFile)):
            with pytest.raises(kind):
                read_file(str(tmp_path / name), LIMIT)


def test_a_forbidden_file_is_refused_as_that(tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(b"x")
    path.chmod(0)
    before = os.geteuid()
    os.seteuid(before or NOBODY)  # root may read everything
    try:
        with pytest.raises(FileForbidden):
            read_file(str(path), LIMIT)
    finally:
        os.seteuid(before)


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(FileGone):
        read_file(str(tmp_path / "gone.png"), LIMIT)


def test_for_all_else_the_system_has_the_word(tmp_path):
    with pytest.raises(FileUnreadable) as caught:
        read_file(str(tmp_path / ("long" * 100)), LIMIT)

    assert caught.value.detail == os.strerror(errno.ENAMETOOLONG)


def test_links_that_lead_in_a_circle_lead_to_no_file_which_is_said_in_every_language(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(FileGone):
        read_file(str(tmp_path / "loop"), LIMIT)


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileTooLarge) as caught:
        read_file(str(path), LIMIT)

    assert (caught.value.count, caught.value.most) == (1 << 40, LIMIT)


def test_a_file_that_is_larger_than_it_says_is_refused():
    """Files of the kernel say that they are empty."""
    assert Path("/proc/self/smaps").stat().st_size == 0
    with pytest.raises(FileTooLarge):
        read_file("/proc/self/smaps", LIMIT)


def test_no_descriptor_is_left_open(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in (tmp_path / "cat.png", tmp_path / "pipe", tmp_path, tmp_path / "gone"):
        try:
            read_file(str(path), 0)
        except (FileUnreadable, FileTooLarge):
            continue

    assert len(list(Path("/proc/self/fd").iterdir())) == before


def made(folder, *names):
    """Files of these names below a folder; their paths."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"x")
    return tuple(str(folder / name) for name in names)


def test_files_of_a_folder_come_as_one_counts_them(tmp_path):
    paths = made(tmp_path, "1/b.png", "2/a.png", "10/a.png", "IMG_2.png", "img_10.png", "IMG_11.png", "z")

    assert files_below(str(tmp_path)) == (paths, 0, False)


def test_files_that_do_not_fit_are_counted(tmp_path):
    made(tmp_path, "a.exe", "b/c.exe")
    paths = made(tmp_path, "a.png", "b/c.png")

    assert files_below(str(tmp_path), lambda path: path.endswith(".png")) == (paths, 2, False)


def test_hidden_files_links_and_what_is_no_file_are_left_out_of_a_folder(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_bytes(b"x")
    folder = tmp_path / "folder"
    paths = made(folder, "a.png")
    made(folder, ".hidden.png", ".git/b.png")
    (folder / "link.txt").symlink_to(secret)
    (folder / "up").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe")

    assert files_below(str(folder)) == (paths, 0, False)
    assert files_below(str(tmp_path / "nothing")) is None
    assert files_below(str(secret)) is None


def test_a_deep_folder_is_looked_into_so_far_and_no_further(tmp_path):
    deep = "/".join("abcdefgh"[: DEEPEST - 1])
    paths = made(tmp_path, f"{deep}/in.png")
    assert files_below(str(tmp_path)) == (paths, 0, False)

    made(tmp_path, f"{deep}/below/out.png")
    assert files_below(str(tmp_path)) == (paths, 0, True)


def test_no_more_of_a_folder_is_looked_at_than_is_worth_it(tmp_path, monkeypatch):
    paths = made(tmp_path, *(f"{n}.png" for n in range(5)))
    monkeypatch.setattr(files, "MOST_ENTRIES", 5)
    assert files_below(str(tmp_path)) == (paths, 0, False)

    monkeypatch.setattr(files, "MOST_ENTRIES", 4)
    found, _, cut = files_below(str(tmp_path))
    assert (len(found), cut) == (4, True)
    assert set(found) < set(paths)


def test_a_forbidden_folder_is_refused_and_one_inside_another_is_passed_over():
    with TemporaryDirectory() as place:  # pytest's own folders let nobody but root in
        outer = Path(place)
        outer.chmod(0o755)
        paths = made(outer, "a.png")
        made(outer, "closed/b.png")
        (outer / "closed").chmod(0)
        before = os.geteuid()
        os.seteuid(before or NOBODY)  # root may read everything
        try:
            with pytest.raises(FileForbidden):
                files_below(str(outer / "closed"))
            assert files_below(place) == (paths, 0, False)
        finally:
            os.seteuid(before)
