"""A provider that refuses a picture: the chat goes on, and what can be done is offered where it happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from desktop.domain.attachment import Offer
from desktop.domain.parts import ImagePart, Withheld
from tests.journeys.driver import journey, running
from tests.server.scripts import error, spoken, stream, works
from tests.server.server import ScriptedServer
from tests.unit.system.pictures import corners, encoded

ENTER = Qt.Key.Key_Return
TOO_LARGE = error(413, "The request is too large.")
FLAGGED = error(403, "Your input was flagged.", {"reasons": ["violence"], "flagged_input": "…"})
WRONG = error(400, "Could not process image.", {"error_type": "invalid_image"})


def sent(server):
    """How many pictures went with each question."""
    asked = [request.json()["messages"] for request in server.requests if request.path == "/chat/completions"]
    return [str(messages).count("'type': 'image_url'") for messages in asked]


def labels(parley):
    """The buttons below the last answer."""
    screen = parley.program._chat
    return dict(screen._entries.of(parley.chat.conversation.branch()[-1]).fixes)


async def refused(parley, folder):
    await parley.until(lambda: parley.chat.conversation.model, "the list came")
    (folder / "sea.png").write_bytes(encoded(corners((3000, 1500)), "PNG"))
    parley.window.chat.composer.offered.emit([Offer("sea.png", path=str(folder / "sea.png"))])
    await parley.until(parley.program._workspace.intake.ready_images, "it is ready")
    parley.ask("What is this?")
    await parley.answered()


@pytest.mark.parametrize("refusal", [TOO_LARGE, FLAGGED, WRONG], ids=["too large", "moderation", "wrong kind"])
def test_the_next_question_goes_without_what_was_refused(qapp, tmp_path, refusal):
    async def work():
        with ScriptedServer() as server:
            works(server)
            server.on("POST", "/chat/completions", refusal, stream(spoken("So it goes.")))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await refused(parley, tmp_path)
                parley.ask("And now?")
                await parley.answered()
                assert "So it goes." == parley.texts()[-1]
            assert [1, 0] == sent(server)
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(parley.texts, "it is there again")
                [image] = parley.chat.conversation.branch()[0].images
                assert Withheld.REFUSED is image.withheld

    journey(work())


def test_a_refused_picture_is_sent_smaller_left_out_and_sent_again(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            server.on("POST", "/chat/completions", TOO_LARGE, stream(spoken("So it goes.")))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await refused(parley, tmp_path)
                answer = parley.chat.conversation.leaf
                assert ["retry", "shrink", "edit"] == list(labels(parley))

                parley.transcript.action_requested.emit(answer, "shrink")
                intake = parley.program._workspace.intake
                await parley.until(lambda: intake.ready_images() and not intake.pending, "it is small")
                [image] = intake.ready_images()
                assert (1024, 512, Withheld.NO) == (image.width, image.height, image.withheld)
                parley.key("composer", ENTER)
                await parley.answered()
                assert ["What is this?", "So it goes."] == parley.texts()

                question = parley.chat.conversation.branch()[0].id
                for action, count in (("withhold", 0), ("send-again", 1)):
                    parley.transcript.action_requested.emit(question, action)
                    parley.ask("And now?")
                    await parley.answered()
                    assert count == sent(server)[-1]

    journey(work())


def test_asking_again_leaves_the_pictures_out(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            server.on("POST", "/chat/completions", TOO_LARGE, stream(spoken("So it goes.")))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await refused(parley, tmp_path)
                parley.transcript.action_requested.emit(parley.chat.conversation.leaf, "retry")
                await parley.answered()
                assert "So it goes." == parley.texts()[-1]
            assert [1, 0] == sent(server)

    journey(work())


@pytest.mark.parametrize(("rule", "count"), [(0, 2), (1, 1), (-1, 2)])
def test_only_the_newest_pictures_go_along_when_that_is_wanted_and_it_is_remembered(qapp, tmp_path, rule, count):
    async def work():
        with ScriptedServer() as server:
            works(server)
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                parley.act(f"pictures-{rule}")
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                assert parley.window.actions_by_id[f"pictures-{rule}"].isChecked()
                await parley.until(lambda: parley.chat.conversation.model, "the list came")
                for name in ("a", "b"):
                    part = ImagePart(name, url=f"https://example.org/{name}.png")
                    parley.program._workspace.intake.restore((part,))
                    parley.ask("What is this?")
                    await parley.answered()
            assert [1, count] == sent(server)

    journey(work())
