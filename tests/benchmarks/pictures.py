"""Photographs dropped and sent, beside Pillow alone: time, memory, and how long the window is held."""

from __future__ import annotations

import asyncio
import contextlib
import io
import multiprocessing
import os
import random
import tempfile
import threading
import time
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pillow_heif
from PIL import Image, ImageFilter, ImageOps
from PySide6.QtWidgets import QApplication, QWidget

from desktop.api.client import Client
from desktop.domain.attachment import Offer
from desktop.domain.message import Role
from desktop.domain.parts import ImagePart, TextPart
from desktop.domain.request import ChatRequest, OutgoingMessage
from desktop.services.intake import Intake
from desktop.services.tasks import TaskScope
from desktop.store.blobs import Blobs
from desktop.store.database import Database
from desktop.system.images import AT_ONCE, Images
from desktop.ui.composer.strip import AttachmentStrip
from tests.benchmarks.table import Row
from tests.server import scripts
from tests.server.process import served

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

PHOTO, LARGE = (4032, 3024), (8064, 6048)
EDGE, QUALITY = 2048, 90  # what the program makes of a photograph
ON_ITS_SIDE = 6
RUNS = 5
MANY = 50
FRAME, CHIP, STOP = 8.0, 30.0, 100.0  # milliseconds
MOST, IDLE = 400.0, 90.0  # MB: of the program with its workers, and of the program that does nothing (see `start`)
SENT, SIZE = 10, 4_000_000


def measure() -> list[Row]:
    application = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "photo.jpg").write_bytes(_photo())
        (place / "large.heic").write_bytes(_large())
        rows = asyncio.run(_dropped(place, application))
        rows += asyncio.run(_many(place))
        rows += asyncio.run(_sent(place))
    return rows


def _photo() -> bytes:
    """Noise like that of a sensor on soft shapes: as many bytes as a telephone makes of 12 megapixels."""
    exif = Image.Exif()
    exif[0x0112] = ON_ITS_SIDE
    return _encoded(_scene(PHOTO, 12), "JPEG", quality=90, exif=exif)


def _large() -> bytes:
    pillow_heif.register_heif_opener()
    return _encoded(_scene(LARGE, 0), "HEIF", quality=60)


def _scene(size: tuple[int, int], grain: int) -> Image.Image:
    chance = random.Random(1)  # noqa: S311 - the same picture in every run
    small = Image.frombytes("RGB", (63, 47), chance.randbytes(3 * 63 * 47)).filter(ImageFilter.GaussianBlur(1))
    scene = small.resize(size, Image.Resampling.BICUBIC)
    return Image.blend(scene, Image.effect_noise(size, 60).convert("RGB"), grain / 100) if grain else scene


def _encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def _pillow(path: Path) -> float:
    """Seconds in which Pillow alone has done the same."""
    begun = time.perf_counter()
    image = ImageOps.exif_transpose(Image.open(path))
    image.thumbnail((EDGE, EDGE))
    _encoded(image, "JPEG", quality=QUALITY)
    return time.perf_counter() - begun


class Room:
    """An intake with a real store and real workers, whose chips are shown."""

    def __init__(self, database: Database, images: Images) -> None:
        self.blobs = Blobs(database)
        self.tasks = TaskScope("benchmark", _raise)
        self.intake = Intake(images, self.blobs, self.tasks)
        self._changed = asyncio.Event()
        self.intake.changed.connect(self._changed.set)

    async def ready(self, *paths: Path) -> float:
        """Seconds until these files are."""
        begun = time.perf_counter()
        self.intake.offer([Offer(path.name, path=str(path)) for path in paths])
        while self.intake.pending:
            self._changed.clear()
            await self._changed.wait()
        taken = time.perf_counter() - begun
        if any(chip.failure for chip in self.intake.attachments):
            raise RuntimeError("a picture was refused")
        self.intake.clear()
        return taken


@asynccontextmanager
async def _room(place: Path) -> AsyncIterator[Room]:
    database, images = await Database.open(place / "parley.sqlite3"), Images()
    room = Room(database, images)
    yield room
    await room.tasks.close()
    await images.close()
    await database.close()


def _raise(error: BaseException) -> None:
    raise error


async def _dropped(place: Path, application: QApplication) -> list[Row]:
    async with _room(place) as room:
        window = QWidget()
        strip = AttachmentStrip(window, window)
        strip.resize(900, 80)
        window.show()
        room.intake.changed.connect(lambda: strip.set_attachments(room.intake.attachments, {}))
        await room.ready(place / "photo.jpg")  # the first waits for the worker, and for what draws chips
        chip = await _chip(room, place, application)
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(await room.ready(place / "photo.jpg"))
            theirs.append(_pillow(place / "photo.jpg"))
        held = await _held(room, place, application)
        window.close()
    ready, alone = 1_000 * min(ours), 1_000 * min(theirs)
    name = "photo of 12 megapixels"
    return [
        Row(f"{name}: chip", chip, "ms", "limit", CHIP, chip / CHIP, f"≤ {CHIP:.0f} ms", chip <= CHIP),
        Row(f"{name}: ready", ready, "ms", "Pillow alone", alone, ready / alone, "≤ 1.2 ×", ready <= 1.2 * alone),
        Row(
            "HEIC of 48: loop held", held, "ms", "half a frame", FRAME, held / FRAME, f"≤ {FRAME:.0f} ms", held <= FRAME
        ),
    ]


async def _chip(room: Room, place: Path, application: QApplication) -> float:
    """Milliseconds from a drop to the painted chip."""
    begun = time.perf_counter()
    room.intake.offer([Offer("photo.jpg", path=str(place / "photo.jpg"))])
    application.processEvents()
    taken = time.perf_counter() - begun
    room.intake.clear()
    return 1_000 * taken


async def _held(room: Room, place: Path, application: QApplication) -> float:
    """The most CPU, in milliseconds, that the window's thread takes between two turns of its loop."""
    working = asyncio.ensure_future(room.ready(place / "large.heic"))
    worst, last = 0.0, time.thread_time()
    while not working.done():
        await asyncio.sleep(0)
        application.processEvents()
        now = time.thread_time()
        worst, last = max(worst, now - last), now
    await working
    return 1_000 * worst


async def _many(place: Path) -> list[Row]:
    """Fifty photographs at once."""
    photo = (place / "photo.jpg").read_bytes()
    paths = [place / f"{number}.jpg" for number in range(MANY)]
    for path in paths:
        path.write_bytes(photo)
    async with _room(place) as room:
        before = _megabytes(os.getpid()) - IDLE
        with _Peak() as peak:
            taken = await room.ready(*paths)
    alone, memory = _pillows(paths), peak.value - before
    share = f"Pillow, {AT_ONCE} processes"
    return [
        Row("50 photos: ready", taken, "s", share, alone, taken / alone, "≤ 1.2 ×", taken <= 1.2 * alone),
        Row("50 photos: memory", memory, "MB", "limit", MOST, memory / MOST, "≤ 400 MB", memory <= MOST),
    ]


def _pillows(paths: list[Path]) -> float:
    """Seconds in which Pillow has done the same in as many processes, which have been started before."""
    with multiprocessing.get_context("spawn").Pool(AT_ONCE) as pool:
        pool.map(_pillow, paths[: 2 * AT_ONCE])
        begun = time.perf_counter()
        pool.map(_pillow, paths, chunksize=1)
        return time.perf_counter() - begun


class _Peak:
    """The most memory that this process and its workers share out among themselves meanwhile: PSS, in MB."""

    def __enter__(self) -> Self:
        self.value = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self.value = max(self.value, sum(map(_megabytes, _family())))


def _family() -> Iterator[int]:
    """This process and those that it has started."""
    yield os.getpid()
    for task in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # threads end meanwhile
            yield from map(int, (task / "children").read_text().split())


def _megabytes(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1_000


async def _sent(place: Path) -> list[Row]:
    """Ten pictures of 4 MB in one question."""
    async with _room(place) as room:
        digests = [await room.blobs.put(os.urandom(SIZE)) for _ in range(SENT)]
        images = [ImagePart(f"{at}.jpg", "image/jpeg", digest, size=SIZE) for at, digest in enumerate(digests)]
        question = ChatRequest(scripts.MODEL, (OutgoingMessage(Role.USER, (TextPart("?"), *images)),))
        with served({("POST", "/chat/completions"): [b"".join(_answer())]}) as url:
            client = Client(url, read_blob=room.blobs.get)
            await _ask(client, ChatRequest(scripts.MODEL, (OutgoingMessage(Role.USER, (TextPart("?"),)),)))
            before = _status("VmRSS")
            Path("/proc/self/clear_refs").write_text("5")  # the peak begins here
            await _ask(client, question)
            grown = _status("VmHWM") - before
            await client.close()
        stop = await _stop(room, question)
    most = 2 * SIZE / 1e6
    return [
        Row("10 × 4 MB sent: memory", grown, "MB", "2 pictures", most, grown / most, "≤ 1 ×", grown <= most),
        Row("10 × 4 MB: stop", stop, "ms", "limit", STOP, stop / STOP, f"≤ {STOP:.0f} ms", stop <= STOP),
    ]


def _answer() -> Iterator[bytes]:
    for step in scripts.stream([scripts.delta("Ten."), scripts.delta("", "stop", usage=scripts.USAGE), scripts.DONE]):
        if isinstance(step, bytes):
            yield step


async def _ask(client: Client, question: ChatRequest) -> None:
    async with client.chat(question) as answer:
        async for _ in answer:
            pass


def _status(name: str) -> float:
    """Megabytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1_000


async def _stop(room: Room, question: ChatRequest) -> float:
    """Milliseconds from stopping an upload to a server that hardly listens, to its hearing of that."""
    begun, gone = asyncio.Event(), asyncio.Event()

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100_000)
        begun.set()
        while await reader.read(10_000):
            pass
        gone.set()
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    client = Client(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", read_blob=room.blobs.get)
    asking = asyncio.ensure_future(_ask(client, question))
    await begun.wait()
    stopped = time.perf_counter()
    asking.cancel()
    await gone.wait()
    taken = time.perf_counter() - stopped
    await client.close()
    server.close()
    return 1_000 * taken
