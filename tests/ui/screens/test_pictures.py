"""Previews on their way to the transcript: those that have to be made first hold up nobody."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.services.tasks import TaskScope
from desktop.ui.screens.pictures import AT_ONCE, Pictures
from tests.unit.system.pictures import corners, encoded
from tests.waiting import quiet, until

ROOM = QSize(48, 32)


async def test_a_preview_that_is_made_holds_up_none_that_is_stored(qapp):
    previews, go_on, errors, ready = {"stored": encoded(corners(), "PNG")}, asyncio.Event(), [], []

    async def stored(blob):
        return previews.get(blob, b"")

    async def make(blob):
        await go_on.wait()
        if blob != "hopeless":
            previews[blob] = previews["stored"]

    tasks = TaskScope("test", errors.append)
    pictures = Pictures(stored, make, tasks)
    pictures.ready.connect(lambda blob, image: ready.append((blob, image.size(), type(image) is QImage)))
    missing = [f"missing {n}" for n in range(AT_ONCE)]
    for blob in [*missing, "hopeless", "stored"]:
        pictures.want(blob, ROOM)
    await until(lambda: ready)
    assert [("stored", ROOM, True)] == ready
    go_on.set()
    await quiet(tasks)

    assert {*missing, "stored"} == {blob for blob, _, _ in ready}
    assert not errors
