"""The real help, a real measuring of pictures, and a client that talks to the demonstration alone."""

from __future__ import annotations

import base64
import io
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from PIL import Image

from desktop.demo.transport import DemoTransport
from desktop.domain.picture import PictureFacts
from desktop.system import image_facts

HELP = Path(__file__).parents[3] / "resources" / "help"


Examine = Callable[[bytes], Awaitable[PictureFacts]]


@pytest.fixture(scope="session")
def examine() -> Examine:
    """Measures in this process; the program does it in a worker."""

    async def measured(data: bytes) -> PictureFacts:
        return image_facts.facts(data)

    return measured


@pytest.fixture(scope="session")
def help_pages() -> dict[str, str]:
    return {page.stem: page.read_text("utf-8") for page in sorted(HELP.glob("*.md"))}


@pytest.fixture
def transport(help_pages: dict[str, str], examine: Examine) -> DemoTransport:
    return DemoTransport(help_pages, examine, pace=0)


@pytest.fixture(scope="session")
def picture() -> bytes:
    """A PNG of 60 by 40 pixels: red on the left, white on the right third."""
    image = Image.new("RGB", (60, 40), "#cc0000")
    image.paste("#ffffff", (40, 0, 60, 40))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture(scope="session")
def picture_address(picture: bytes) -> str:
    return "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
