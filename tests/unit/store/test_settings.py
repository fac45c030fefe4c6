from __future__ import annotations

import json
import os
import stat
from dataclasses import fields
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.domain.errors import StoreBroken
from desktop.domain.reading import Reading
from desktop.store.settings import LARGEST, Settings, SettingsFile

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = SettingsFile(
    last_conversation="c",
    model="maker/model",
    base_url="http://127.0.0.1:8080/v1",
    window_geometry="AAAA",
    splitters={"split": [1, 2]},
    store="parley-2.sqlite3",
    attribution=True,
    reading=Reading(zoom=150, prose="Serif", compact=True),
    views={"Cheap": "price<1 vision"},
    models={"columns": "name=200 prompt=70"},
    places={"c": "m 2 5 120 0.250"},
    newest_pictures=3,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "parley" / "settings.json"


@pytest.fixture
def open_umask() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def test_settings_come_back_as_they_were(path: Path) -> None:
    Settings(path).save(ALL)

    assert ALL == Settings(path).load()


def test_without_a_file_everything_is_as_nobody_set_it(path: Path) -> None:
    assert SettingsFile() == Settings(path).load()
    assert not path.parent.exists()


def test_the_file_is_private_under_any_umask_and_nothing_else_is_left(path: Path, open_umask: None) -> None:
    Settings(path).save(ALL)
    Settings(path).save(SettingsFile())

    assert ["settings.json"] == [file.name for file in path.parent.iterdir()]
    assert 0o600 == stat.S_IMODE(path.stat().st_mode)
    assert 0o700 == stat.S_IMODE(path.parent.stat().st_mode)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"a":' * 100_000, b" " * LARGEST + b"{}", b'"\\ud800"']
)
def test_a_file_that_is_no_object_is_kept_beside(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)

    assert SettingsFile() == Settings(path).load()
    assert content == path.with_name("settings.json.bad").read_bytes()
    assert not path.exists()


@pytest.mark.parametrize("size", [10**30, -1, 2**31])
def test_a_size_that_no_window_has_falls_back_alone(path: Path, size: int) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"model": "m", "splitters": {"split": [size, 1]}}))

    assert SettingsFile(model="m") == Settings(path).load()


@pytest.mark.parametrize(
    ("stored", "views"),
    [([], {}), ({"a": "free", "b": 5}, {"a": "free"}), ({"a\ud800": "b\0"}, {"a\ufffd": "b\ufffd"})],
)
def test_a_saved_search_that_is_none_is_left_out(path: Path, stored: object, views: dict[str, str]) -> None:
    path.parent.mkdir()
    path.write_text(json.dumps({"views": stored}))

    assert SettingsFile(views=views) == Settings(path).load()


def test_a_value_of_a_wrong_type_falls_back_alone(path: Path) -> None:
    wrong = {"model": 5, "splitters": {"split": ["x"]}, "attribution": "yes", "reading": {"zoom": "big"}, "unknown": 1}
    path.parent.mkdir()
    path.write_text(json.dumps({"last_conversation": "c", **wrong}))

    assert SettingsFile(last_conversation="c") == Settings(path).load()
    assert path.exists()


@settings(max_examples=25)
@given(st.dictionaries(st.sampled_from([place.name for place in fields(SettingsFile)]), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)))  # fmt: skip
def test_loading_never_fails_and_what_was_loaded_can_be_saved(values: dict[str, Any]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "settings.json"
        path.write_text(json.dumps(values))
        loaded = Settings(path).load()
        Settings(path).save(loaded)

        assert loaded == Settings(path).load()


def test_a_file_that_cannot_be_read_is_left_where_it_is(path: Path) -> None:
    path.mkdir(parents=True)

    assert SettingsFile() == Settings(path).load()
    assert path.is_dir()


def test_text_that_no_file_can_hold_is_mended(path: Path) -> None:
    Settings(path).save(SettingsFile(model="a\udcffb\0"))

    assert "a\ufffdb\ufffd" == Settings(path).load().model


def test_a_place_that_cannot_be_written_is_named_and_leaves_nothing(path: Path) -> None:
    path.mkdir(parents=True)
    (path / "in the way").touch()
    with pytest.raises(StoreBroken, match=r"settings\.json"):
        Settings(path).save(ALL)

    assert ["settings.json"] == [file.name for file in path.parent.iterdir()]
