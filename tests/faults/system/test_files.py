"""What a person may point at that is no file to be read."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

from desktop.domain.errors import FileTooLarge, FileUnreadable
from desktop.system.files import read_picture

LIMIT = 1000
NOBODY = 65534


def test_a_file_is_read_whole(tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(b"x" * LIMIT)

    assert read_picture(str(path), LIMIT) == b"x" * LIMIT


@pytest.mark.parametrize(
    "name", ["two\nlines.png", "invoice\u202egnp.exe", "\udcff\udcfe.png", "-rf", "ü.png", "a" * 255]
)
def test_any_name_will_do(tmp_path, name):
    (tmp_path / name).write_bytes(b"x")

    assert read_picture(str(tmp_path / name), LIMIT) == b"x"


def test_a_link_to_a_file_is_followed(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"x")
    (tmp_path / "link").symlink_to(tmp_path / "cat.png")

    assert read_picture(str(tmp_path / "link"), LIMIT) == b"x"


def test_an_empty_file_is_read_as_nothing(tmp_path):
    (tmp_path / "cat.png").touch()

    assert read_picture(str(tmp_path / "cat.png"), LIMIT) == b""


@pytest.mark.parametrize("path", ["", "/nonexistent/cat.png", "/dev/null", "/dev/zero", "/", "a\0b", "/" + "a" * 5000])
def test_what_is_no_regular_file_is_refused(path):
    with pytest.raises(FileUnreadable):
        read_picture(path, LIMIT)


def test_a_folder_a_pipe_a_socket_and_a_link_to_nothing_are_refused_without_waiting(tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "dangling").symlink_to(tmp_path / "nothing")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        for name in ("folder", "pipe", "dangling", "loop", "socket"):
            with pytest.raises(FileUnreadable):
                read_picture(str(tmp_path / name), LIMIT)


def test_a_forbidden_file_is_refused_with_the_systems_own_words(tmp_path):
    path = tmp_path / "cat.png"
    path.write_bytes(b"x")
    path.chmod(0)
    before = os.geteuid()
    os.seteuid(before or NOBODY)  # root may read everything
    try:
        with pytest.raises(FileUnreadable) as caught:
            read_picture(str(path), LIMIT)
    finally:
        os.seteuid(before)

    assert caught.value.detail == "Permission denied"


def test_a_file_that_is_gone_says_so(tmp_path):
    with pytest.raises(FileUnreadable) as caught:
        read_picture(str(tmp_path / "gone.png"), LIMIT)

    assert caught.value.detail


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "huge.png"
    with path.open("wb") as file:
        file.truncate(1 << 40)
    with pytest.raises(FileTooLarge) as caught:
        read_picture(str(path), LIMIT)

    assert caught.value.detail.endswith("MB")


def test_a_file_that_is_larger_than_it_says_is_refused():
    """Files of the kernel say that they are empty."""
    assert Path("/proc/self/smaps").stat().st_size == 0
    with pytest.raises(FileTooLarge):
        read_picture("/proc/self/smaps", LIMIT)


def test_no_descriptor_is_left_open(tmp_path):
    (tmp_path / "cat.png").write_bytes(b"x")
    os.mkfifo(tmp_path / "pipe")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in (tmp_path / "cat.png", tmp_path / "pipe", tmp_path, tmp_path / "gone"):
        try:
            read_picture(str(path), 0)
        except (FileUnreadable, FileTooLarge):
            continue

    assert len(list(Path("/proc/self/fd").iterdir())) == before
