"""Parley with a picture that was sent and an answer on its way, to drag the picture out of.

Arguments: a folder for everything. Prints where the picture is on the screen, then every tenth of a second how much of
the answer has arrived and is shown, and what is attached to the next question, as JSON.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication

from tests.journeys.driver import journey, running
from tests.server.scripts import works
from tests.server.server import ScriptedServer
from tests.unit.system.pictures import corners, encoded


def say(**what):
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


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
        async with running(folder / "data", "--base-url", server.base_url, str(folder / "cat.png")) as parley:
            parley.window.setGeometry(0, 0, 500, 560)
            workspace = parley.program._workspace
            await parley.until(lambda: workspace.model_id)
            await parley.until(workspace.intake.ready_images)
            parley.ask("what?")
            await parley.until(lambda: parley.chat.turn and parley.chat.turn.growing.text)
            transcript = parley.transcript
            transcript.verticalScrollBar().setValue(0)
            blob = parley.chat.conversation.branch()[0].images[0].blob
            await parley.until(lambda: transcript.picture(blob) is not None)
            await asyncio.sleep(0.5)
            at = place_of_picture(transcript)
            say(x=at.x(), y=at.y())
            while parley.chat.turn:
                shown = sum(len(piece.block.source) for piece in transcript.flow.view(1).pieces)
                attached = [(chip.name, chip.image and chip.image.blob) for chip in workspace.intake.attachments]
                say(arrived=len(parley.chat.turn.growing.text), shown=shown, attached=attached)
                await asyncio.sleep(0.1)


app = QApplication(sys.argv[:1])
journey(work(Path(sys.argv[1])))
