"""The entry in the menus of Linux desktops: what it starts, for which files, and that the wheel brings it along."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from PySide6.QtSvg import QSvgRenderer

from desktop.cli import parse
from desktop.domain import picture
from desktop.domain.endings import PICTURE_FILES
from desktop.domain.media import FORMATS, PDF

ROOT = Path(__file__).parents[2]
ENTRY = ROOT / "packaging" / "desktop" / "parley.desktop"
ICON = ENTRY.with_suffix(".svg")
PICTURES = {kind for _, kind in picture._MAGIC} | {
    picture.SVG,
    "image/webp",
    "image/bmp",
    "image/vnd.microsoft.icon",
    "image/avif",
    "image/heic",
}
PICTURES -= {picture.RAW}  # cameras have types of their own
BY_ENDING = {  # as the desktops' list of types names files
    **dict.fromkeys((".png", ".apng"), "image/png"),
    **dict.fromkeys((".jpg", ".jpeg"), "image/jpeg"),
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".heic": "image/heic",
    ".heif": "image/heif",
    ".avif": "image/avif",
    ".bmp": "image/bmp",
    **dict.fromkeys((".tif", ".tiff"), "image/tiff"),
    ".ico": "image/vnd.microsoft.icon",
    **dict.fromkeys((".psd", ".psb"), "image/vnd.adobe.photoshop"),
    ".svg": "image/svg+xml",
    ".svgz": "image/svg+xml-compressed",
    ".dng": "image/x-adobe-dng",
    ".cr2": "image/x-canon-cr2",
    ".cr3": "image/x-canon-cr3",
    ".nef": "image/x-nikon-nef",
    ".arw": "image/x-sony-arw",
    ".orf": "image/x-olympus-orf",
    ".rw2": "image/x-panasonic-rw2",
    ".raf": "image/x-fuji-raf",
    ".pef": "image/x-pentax-pef",
}
VALIDATE = shutil.which("desktop-file-validate")
VIDEOS = {"video/mp4", "video/mpeg", "video/quicktime", "video/webm"}


@pytest.fixture
def entry():
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), strict=True)
    parser.optionxform = str
    parser.read_string(ENTRY.read_text("utf-8"))
    return parser["Desktop Entry"]


def test_it_is_offered_for_every_kind_of_file_that_is_taken(entry):
    kinds = entry["MimeType"].removesuffix(";").split(";")

    assert sorted(set(kinds)) == sorted(kinds)
    assert set(BY_ENDING) == set(PICTURE_FILES)
    assert not {"image/apng", *BY_ENDING.values()} - set(kinds)
    assert not (PICTURES | VIDEOS | {*FORMATS, PDF, "text/plain"}) - set(kinds)


def test_it_starts_the_command_with_all_files_at_once(entry):
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    command, files = entry["Exec"].split()

    assert command in scripts
    assert files == "%F"
    assert parse(["/a b.png", "/-c.png"]).images == (Path("/a b.png"), Path("/-c.png"))


def test_windows_belong_to_it_by_its_name(entry):
    source = (ROOT / "desktop" / "ui" / "application.py").read_text("utf-8")

    assert re.findall(r'setDesktopFileName\("(.*)"\)', source) == [ENTRY.stem] == [entry["StartupWMClass"]]


def test_its_icon_can_be_drawn(entry, qapp):
    drawing = QSvgRenderer(str(ICON))

    assert entry["Icon"] == ICON.stem
    assert drawing.isValid()
    assert drawing.defaultSize().width() == drawing.defaultSize().height()


def test_the_wheel_brings_it_to_where_desktops_look(tmp_path):
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    places = {"share/applications": ENTRY, "share/icons/hicolor/scalable/apps": ICON}

    with zipfile.ZipFile(wheel) as files:
        data = wheel.name.partition("-py3")[0] + ".data/data"
        for place, file in places.items():
            assert files.read(f"{data}/{place}/{file.name}") == file.read_bytes()


@pytest.mark.skipif(VALIDATE is None, reason="desktop-file-validate is not installed")
def test_it_is_what_the_specification_asks_for():
    done = subprocess.run([VALIDATE, str(ENTRY)], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
