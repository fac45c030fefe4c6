"""Parley with a picture that was sent and an answer on its way, to drag the picture out of.

Arguments: a folder for everything. Says where the picture is on the screen, then every tenth of a second how much of
the answer has arrived and is shown, and what is attached to the next question.
"""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.journeys.driver import connected, journey
from tests.server.scripts import works
from tests.server.server import ScriptedServer
from tests.ui.images.telling import DragTeller, say
from tests.unit.system.pictures import corners, encoded


def place_of_picture(transcript):
    """Its middle, on the screen."""
    view = transcript.flow.view(0)
    row = next(row for row in range(len(view)) if hasattr(view.row(row), "images"))
    target = view.row(row).targets(transcript.flow.style, view.width(row))[0]
    corner = QPoint(transcript.left + view.left(row), view.column.top(row) - transcript.scrolled)
    return transcript.viewport().mapToGlobal(target.rect.center() + corner)


async def work(folder):
    (folder / "cat.png").write_bytes(encoded(corners((200, 100)), "PNG"))
    with ScriptedServer() as server:
        works(server, "word " * 2000, rate=40)
        async with connected(server, folder / "data", str(folder / "cat.png")) as parley:
            parley.window.setGeometry(0, 0, 500, 560)
            await parley.prepared()
            parley.ask("what?")
            await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text)
            transcript = parley.transcript
            transcript.verticalScrollBar().setValue(0)
            blob = parley.chat.conversation.branch()[0].images[0].blob
            await parley.until(lambda: transcript.picture(blob) is not None)
            await parley.until(parley.window.isActiveWindow)
            at = place_of_picture(transcript)
            say(place=[at.x(), at.y()])
            while parley.chat.turn:
                shown = sum(len(piece.block.source) for piece in transcript.flow.view(1).pieces)
                attached = [(chip.name, chip.image and chip.image.blob) for chip in parley.workspace.intake.attachments]
                say(now={"arrived": len(parley.chat.turn.growing.text), "shown": shown, "attached": attached})
                await asyncio.sleep(0.1)


app = QApplication(sys.argv[:1])
DragTeller(app)
journey(work(Path(sys.argv[1])))
