from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.system.paths import paths, resource

ROOT = Path(__file__).parents[3]


def test_the_folders_of_the_platform_are_used_and_made(tmp_path, monkeypatch):
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name))
    places = paths()

    assert places.database == tmp_path / "DATA/parley/parley.sqlite3"
    assert places.settings == tmp_path / "CONFIG/parley/settings.json"
    assert places.cache == tmp_path / "CACHE/parley"
    assert places.log == tmp_path / "STATE/parley/parley.log"
    assert not places.temporary
    assert all(folder.is_dir() for folder in (places.data, places.config, places.cache, places.state))


def test_another_file_of_the_conversations_is_taken_while_it_is_there(tmp_path):
    places = paths(tmp_path)
    (places.data / "parley-2.sqlite3").touch()
    (tmp_path / "parley-3.sqlite3").touch()

    assert places.store("parley-2.sqlite3") == places.data / "parley-2.sqlite3"
    for name in ("", "parley.sqlite3", "parley-4.sqlite3", "../parley-3.sqlite3", "/etc/passwd", "..", "a\0b"):
        assert places.store(name) == places.database


def test_without_variables_they_are_below_home(tmp_path, monkeypatch):
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    places = paths()

    assert (places.data, places.config) == (tmp_path / ".local/share/parley", tmp_path / ".config/parley")
    assert (places.cache, places.state) == (tmp_path / ".cache/parley", tmp_path / ".local/state/parley")


def test_a_given_folder_holds_everything(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    places = paths(Path("mine"))
    folders = (places.data, places.config, places.cache, places.state)

    assert len(set(folders)) == 4
    assert all(tmp_path / "mine" in folder.parents and folder.is_dir() for folder in folders)


def test_folders_are_for_their_owner_alone_even_when_they_were_not(tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data").chmod(0o777)
    before = os.umask(0)
    try:
        places = paths(tmp_path)
    finally:
        os.umask(before)

    for folder in (places.data, places.config, places.cache, places.state):
        assert folder.stat().st_mode & 0o777 == 0o700
    assert tmp_path.stat().st_mode & 0o777 != 0


@pytest.mark.parametrize("home", ["/dev/null", "/proc/nowhere"])
def test_a_home_that_cannot_be_used_is_replaced_and_said(home, monkeypatch):
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME")
    monkeypatch.setenv("HOME", home)
    places = paths()

    assert places.temporary
    assert places.data.is_dir()
    assert places.data.parent == places.state.parent
    assert places.data.parent.stat().st_mode & 0o777 == 0o700


def test_a_variable_that_is_no_absolute_path_does_not_count(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere")

    assert paths().data == Path(os.environ["HOME"]) / ".local/share/parley"
    assert list(tmp_path.iterdir()) == []


def test_a_cache_that_cannot_be_made_does_not_move_the_data(tmp_path):
    (tmp_path / "cache").write_text("in the way")
    places = paths(tmp_path)

    assert not places.temporary
    assert places.data == tmp_path / "data"
    assert places.cache.is_dir()


def test_without_any_home_the_program_starts():
    code = "from desktop.system.paths import paths; print(paths().data)"
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)

    assert Path(ran.stdout.strip()).is_absolute()


def test_resources_are_found_in_a_checkout():
    assert resource() == ROOT / "resources"
    assert resource("catalog", "x.json") == ROOT / "resources/catalog/x.json"
    assert resource().is_dir()
