"""Disks that are full or cannot be written. Root needs a mount for it: permissions do not bind root."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from tests.server.scripts import MODEL, lists, model_row, works
from tests.server.server import ScriptedServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def server() -> Iterator[ScriptedServer]:
    """An endpoint that answers, with a model that takes pictures and PDFs."""
    with ScriptedServer() as server:
        works(server)
        lists(server, [model_row(MODEL, inputs=("text", "image", "file"))])
        yield server


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _mount(*arguments: str) -> None:
    done = _run("mount", *arguments)
    if done.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {done.stderr.strip()}")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 3 MB."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    folder = tmp_path / "small"
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", str(folder))
    yield folder
    assert not _run("umount", "--lazy", str(folder)).returncode


class Protection:
    """Makes folders read-only, and takes that back."""

    def __init__(self) -> None:
        self.folders: list[Path] = []

    def __call__(self, folder: Path) -> None:
        if os.geteuid() == 0:
            _mount("--bind", str(folder), str(folder))
            _mount("-o", "remount,bind,ro", str(folder))
        else:
            folder.chmod(0o500)
        self.folders.append(folder)

    def lift(self, folder: Path) -> None:
        self.folders.remove(folder)
        if os.geteuid() == 0:
            assert not _run("mount", "-o", "remount,bind,rw", str(folder)).returncode
            assert not _run("umount", "--lazy", str(folder)).returncode
        else:
            folder.chmod(0o700)


@pytest.fixture
def protect() -> Iterator[Protection]:
    protection = Protection()
    yield protection
    for folder in tuple(protection.folders):
        protection.lift(folder)
