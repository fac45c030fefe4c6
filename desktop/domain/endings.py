"""What the names of files promise of them, where nobody may look inside: during a drag, and in folders."""

from __future__ import annotations

from pathlib import PurePosixPath

from desktop.domain.parts import Modality

RAW_FILES = ("dng", "cr2", "cr3", "nef", "arw", "orf", "rw2", "raf", "pef")  # of cameras
PICTURE_FILES = (
    *(".png", ".jpg", ".jpeg", ".webp", ".gif", ".apng", ".heic", ".heif", ".avif", ".bmp", ".tif", ".tiff"),
    *(".ico", ".psd", ".psb", ".svg", ".svgz"),
    *(f".{ending}" for ending in RAW_FILES),
)
SOUND_FILES = (".wav", ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".aac")
VIDEO_FILES = (".mp4", ".m4v", ".mov", ".webm", ".mpeg", ".mpg")
TEXT_FILES = tuple(
    f".{ending}"
    for line in (
        "txt md rst tex csv tsv json jsonl yaml yml toml ini cfg conf xml html htm css log diff patch py",
        "pyi js mjs ts tsx jsx vue c h cc cpp hpp cs java kt swift go rs rb php pl lua r jl scala sh bash zsh",
        "ps1 bat sql hs ml ex exs clj dart zig nix tf proto graphql srt vtt bib org",
    )
    for ending in line.split()
)

_MODALITIES = (
    (PICTURE_FILES, Modality.IMAGE),
    ((".pdf",), Modality.FILE),
    (SOUND_FILES, Modality.AUDIO),
    (VIDEO_FILES, Modality.VIDEO),
)


def modality_named(path: str) -> Modality | None:
    """What a model must take to be sent a file of this name; None for a text, and where the name says nothing."""
    return next((modality for endings, modality in _MODALITIES if path.lower().endswith(endings)), None)


def is_picture(path: str) -> bool:
    return modality_named(path) is Modality.IMAGE


def may_fit(path: str) -> bool:
    """Whether a file can be attached by its name. One without an ending may be, or may be a folder of such."""
    known = PurePosixPath(path).suffix.lower() in TEXT_FILES or modality_named(path) is not None
    return known or may_be_folder(path)


def may_be_folder(path: str) -> bool:
    """Whether a name has no ending, or but a number in the place of one."""
    ending = PurePosixPath(path).suffix
    return not ending or ending[1:].isdecimal()
