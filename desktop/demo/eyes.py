"""demo/eyes: reports what can be computed from pictures. It measures, and recognizes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.demo.markdown import amount, block, code, table
from desktop.demo.request import picture_bytes
from desktop.domain.errors import AttachmentFailure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.picture import PictureFacts

NOTHING = (
    "There is no picture in this chat yet. Drop one anywhere on the window, paste it, or choose **Attach files…** "
    "in the menu **Chat**. I am not a language model and recognize nothing; I tell what can be computed from it."
)
SOURCE = "*Computed from the picture's pixels. Nothing here is a language model, so nothing was recognized.*"
UNREADABLE = "It could not be read: its bytes are damaged, or none of the formats that Parley knows."
ADDRESS = (
    "This picture is an address. A real model's provider would fetch it; the demonstration fetches nothing, so there "
    "is nothing to compute."
)
TIMES = "\N{MULTIPLICATION SIGN}"
SQUARE = 0.02  # sides that differ by less count as equal
SOFT, SHARP = 4, 12  # gray levels, as `PictureFacts.sharpness` says
DARK, BRIGHT = 0.33, 0.67
ORIENTATIONS = {
    1: "upright",
    2: "mirrored",
    3: "upside down",
    4: "upside down, mirrored",
    5: "on its side, mirrored",
    6: "on its side (turn it right)",
    7: "on its side, mirrored",
    8: "on its side (turn it left)",
}


async def look(addresses: tuple[str, ...], examine: Callable[[bytes], Awaitable[PictureFacts]]) -> str:
    """Markdown about each picture, in their order."""
    if not addresses:
        return NOTHING
    reports = [await _report(address, examine) for address in addresses]
    if len(reports) > 1:
        reports = [f"### Picture {number}\n\n{report}" for number, report in enumerate(reports, 1)]
    return "\n\n".join([SOURCE, *reports])


async def _report(address: str, examine: Callable[[bytes], Awaitable[PictureFacts]]) -> str:
    if not address.startswith("data:"):
        return f"{code(address)}\n\n{ADDRESS}"
    data = picture_bytes(address)
    if data is None:
        return UNREADABLE
    try:
        facts = await examine(data)
    except AttachmentFailure:
        return UNREADABLE
    return f"{table(('What', 'Found'), _rows(facts, len(data)))}\n\nIn letters:\n\n{block(facts.ascii)}"


def _rows(facts: PictureFacts, size: int) -> list[tuple[str, ...]]:
    colors = ", ".join(f"`{color}` {share:.0%}" for color, share in facts.dominant)
    rows: list[tuple[str, ...]] = [
        ("Format", f"{facts.format.removeprefix('image/').upper()}, {amount(size)}"),
        ("Size", f"{facts.width:,} {TIMES} {facts.height:,} pixels, {_shape(facts)}"),
        ("Orientation", ORIENTATIONS.get(facts.orientation, "not stated")),
        ("Most frequent colors", colors or "none: all of it is transparent"),
        ("Brightness", f"{facts.brightness:.0%}, {_level(facts.brightness, DARK, BRIGHT, 'dark middling bright')}"),
        ("Sharpness", f"{facts.sharpness:.1f}, {_level(facts.sharpness, SOFT, SHARP, 'soft middling sharp')}"),
        ("Transparency", "has an alpha channel" if facts.has_alpha else "none"),
    ]
    return rows if facts.frames == 1 else [*rows, ("Frames", f"{facts.frames:,}")]


def _shape(facts: PictureFacts) -> str:
    """As seen upright: from 5 on, EXIF's orientations swap the sides."""
    swapped = facts.orientation in range(5, 9)
    width, height = (facts.height, facts.width) if swapped else (facts.width, facts.height)
    if abs(width - height) <= SQUARE * max(width, height):
        return "square"
    return "landscape" if width > height else "portrait"


def _level(value: float, low: float, high: float, words: str) -> str:
    below, between, above = words.split()
    if value < low:
        return below
    return above if value > high else between
