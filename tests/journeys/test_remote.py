"""A picture that is attached by its address: sent as that, and shown when the person wants to see it."""

from __future__ import annotations

import base64

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPlainTextEdit

from desktop.domain.attachment import Offer
from desktop.services import asked
from desktop.ui.transcript.targets import places_in
from tests.journeys.driver import connected
from tests.server.scripts import DONE, delta, error, spoken, stream
from tests.server.server import ScriptedServer, Stall
from tests.unit.system.pictures import corners, decoded, encoded, exif

PNG = encoded(corners((300, 200)), "PNG")
KEY = "sk-or-v1-" + 64 * "a"


def reply(data):
    return [b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(data) + data]


async def attach(parley, host):
    """The chip of a picture at an address, with the keyboard."""
    parley.window.chat.composer.offered.emit([Offer("", url=f"{host.base_url}/cat.png")])
    chip = parley.find("attachment")
    chip.setFocus()
    return chip


def activate(parley, entry):
    """Click what stands in a message for the picture at an address."""
    places = places_in(parley.transcript.flow, entry)
    [place] = [place for place in places if place.target.action.startswith("picture-at:")]
    parley.transcript.deeds.activate(place)


async def test_a_picture_at_an_address_is_fetched_on_request_alone_and_sent_as_its_address(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        async with connected(server, tmp_path, key=KEY) as parley:
            chip = await attach(parley, host)
            QTest.keyClick(chip, Qt.Key.Key_Return)
            offered = parley.find("attachment").findChild(QMenu, "attachment-menu")
            assert offered.actions()[0].text() == f"&Show the picture from 127.0.0.1:{host.port}"
            offered.close()
            assert host.connections == 0
            QTest.keyClick(chip, Qt.Key.Key_Space)
            assert parley.notices() == [f"Fetching the picture from 127.0.0.1:{host.port}…"]
            await parley.until(lambda: parley.shown("picture-viewer"), "the viewer opens once it is there")
            assert chip.attachment.thumbnail
            assert parley.notices() == []
            viewer = parley.find("picture-viewer")
            await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
            assert viewer.windowTitle() == "cat.png · 300×200 px"
            viewer.close()
            parley.ask("What is this?")
            await parley.answered()
            [sent] = server.questions
            assert sent.json()["messages"][-1]["content"][1]["image_url"]["url"] == f"{host.base_url}/cat.png"
        [request] = host.requests
        assert set(request.headers) == {"host", "accept", "accept-encoding", "user-agent"}


async def test_a_picture_that_the_endpoint_cannot_reach_is_fetched_here_and_sent_itself(server, tmp_path, monkeypatch):
    monkeypatch.setattr(asked, "leads_near", lambda address: address.endswith("/cat.png"))  # and no endpoint is near
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        async with connected(server, tmp_path, key=KEY) as parley:
            chip = await attach(parley, host)
            assert "on your own network: the provider cannot fetch it" in chip.accessibleName()
            QTest.keyClick(chip, Qt.Key.Key_Return)
            QTest.keyClick(parley.find("attachment").findChild(QMenu, "attachment-menu"), Qt.Key.Key_F)
            await parley.until(
                lambda: any(it.blob for it in parley.workspace.intake.ready_media()),
                "it takes the place of its address",
            )
            await parley.until(lambda: not parley.notices(), "and nothing is said of its address any more")
            assert ["cat.png"] == [chip.name for chip in parley.workspace.intake.attachments]
            parley.ask("What is this?")
            await parley.answered()
            [sent] = server.questions
            url = sent.json()["messages"][-1]["content"][1]["image_url"]["url"]
            assert (300, 200) == decoded(base64.b64decode(url.removeprefix("data:image/png;base64,"))).size
        assert 1 == len(host.requests)


async def test_what_the_provider_could_not_fetch_is_fetched_here_and_sent_itself(server, tmp_path):
    server.on("POST", "/chat/completions", error(400, "Unable to download image from url"), stream(spoken("A cat.")))
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        async with connected(server, tmp_path, key=KEY) as parley:
            await attach(parley, host)
            parley.ask("What is this?")
            await parley.answered()
            answer = parley.chat.conversation.messages[parley.chat.conversation.leaf]
            assert ["retry", "fetch", "replace"] == [fix for fix, _ in parley.program._chat._entries.of(answer).fixes]
            assert host.connections == 0
            parley.transcript.action_requested.emit(answer.id, "fetch")
            await parley.until(
                lambda: any(it.blob for it in parley.workspace.intake.ready_media()),
                "it takes the place of its address",
            )
            parley.click("send")
            await parley.answered()
            assert parley.texts() == ["What is this?", "A cat."]
            url = server.questions[-1].json()["messages"][-1]["content"][1]["image_url"]["url"]
            assert url.startswith("data:image/png;base64,")
        assert 1 == len(host.requests)


async def test_of_a_photo_that_is_fetched_here_the_chip_says_what_was_taken_out(server, tmp_path, monkeypatch):
    monkeypatch.setattr(asked, "leads_near", lambda address: address.endswith("/cat.png"))  # and no endpoint is near
    photo = encoded(corners((300, 200)), "JPEG", exif=exif(6, place=True))
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(photo))
        async with connected(server, tmp_path, key=KEY) as parley:
            chip = await attach(parley, host)
            QTest.keyClick(chip, Qt.Key.Key_Return)
            QTest.keyClick(parley.find("attachment").findChild(QMenu, "attachment-menu"), Qt.Key.Key_F)
            intake = parley.workspace.intake
            await parley.until(lambda: any(it.blob for it in intake.ready_media()), "it takes the place of its address")

            said = parley.find("attachment").accessibleName()
            assert said.endswith("location removed, metadata removed, turned upright")


async def test_the_picture_of_a_message_is_shown_once_its_address_was_seen_and_forgotten_with_the_chat(
    server, tmp_path
):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", [b"HTTP/1.1 404 No\r\n\r\n"], reply(PNG))
        async with connected(server, tmp_path, key=KEY) as parley:
            await attach(parley, host)
            parley.ask("What is this?")
            await parley.answered()
            flow, deeds = parley.transcript.flow, parley.transcript.deeds
            [place] = [it for it in places_in(flow, 0) if it.target.action.startswith("picture-at:")]
            deeds.activate(place)
            assert parley.find("link-address", QPlainTextEdit).toPlainText() == f"{host.base_url}/cat.png"
            assert host.connections == 0
            parley.click("link-show")
            await parley.until(
                lambda: parley.notices() == [f"127.0.0.1:{host.port} gave an unexpected answer (404)."], "it failed"
            )
            parley.press("Try again")
            await parley.until(lambda: parley.shown("picture-viewer"), "it came")
            viewer = parley.find("picture-viewer")
            await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
            assert (viewer.windowTitle(), parley.notices()) == ("cat.png · 300×200 px", [])
            viewer.use_requested.emit(viewer.image)
            assert [chip.image.url for chip in parley.workspace.intake.attachments] == [f"{host.base_url}/cat.png"]
            parley.workspace.intake.clear()
            viewer.close()
            deeds.activate(place)
            assert parley.shown("picture-viewer")
            parley.find("picture-viewer").close()
            shown = parley.chat.conversation.id
            parley.workspace.new()
            await parley.workspace.open(shown)
            await parley.until(lambda: len(flow.entries) == 2, "it is on view again")
            deeds.activate(place)
            assert parley.shown("link-dialog")
        assert len(host.requests) == 2


async def test_the_picture_of_an_answer_is_kept_once_it_was_shown(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        image = {"type": "image_url", "image_url": {"url": f"{host.base_url}/cat.png"}}
        server.on("POST", "/chat/completions", stream([delta("Here.", images=[image]), delta("", "stop"), DONE]))
        async with connected(server, tmp_path, key=KEY) as parley:
            parley.ask("Draw a cat")
            await parley.answered()
            activate(parley, 1)
            assert parley.find("link-show").text() == "Show and keep"
            assert host.connections == 0
            parley.click("link-show")
            await parley.until(lambda: parley.shown("picture-viewer"), "it came")
            viewer = parley.find("picture-viewer")
            await parley.until(lambda: viewer.canvas.sharp, "it is sharp")
            viewer.close()
            [kept] = parley.chat.conversation.branch()[1].images
            assert (kept.url, kept.width, kept.size) == ("", 300, len(PNG))
            shown = parley.chat.conversation.id
            parley.workspace.new()
            await parley.workspace.open(shown)
            [kept] = parley.chat.conversation.branch()[1].images
            parley.window.findChild(object, "viewer-screen").use(kept)
            [chip] = await parley.prepared()
            assert (chip.image.width, chip.image.url) == (300, "")
        assert len(host.requests) == 1


async def test_an_address_that_a_question_shares_with_its_answer_is_shown_at_once(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        image = {"type": "image_url", "image_url": {"url": f"{host.base_url}/cat.png"}}
        server.on("POST", "/chat/completions", stream([delta("Here.", images=[image]), delta("", "stop"), DONE]))
        async with connected(server, tmp_path, key=KEY) as parley:
            await attach(parley, host)
            parley.ask("What is this?")
            await parley.answered()
            activate(parley, 0)
            parley.click("link-show")
            for _ in range(2):
                await parley.until(lambda: parley.shown("picture-viewer"), "it came")
                viewer = parley.find("picture-viewer")
                await parley.until(lambda shown=viewer: shown.canvas.sharp, "it is sharp")
                viewer.close()
                activate(parley, 0)
        assert len(host.requests) == 1


async def test_an_address_that_a_question_shares_with_an_earlier_answer_is_shown_at_once(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        image = {"type": "image_url", "image_url": {"url": f"{host.base_url}/cat.png"}}
        drawn, said = [delta("Here.", images=[image])], [delta("A cat.")]
        server.on("POST", "/chat/completions", *(stream([*it, delta("", "stop"), DONE]) for it in (drawn, said)))
        async with connected(server, tmp_path, key=KEY) as parley:
            parley.ask("Draw a cat")
            await parley.answered()
            activate(parley, 1)
            parley.click("link-show")
            await parley.until(lambda: parley.shown("picture-viewer"), "it came")
            parley.find("picture-viewer").close()
            await attach(parley, host)
            parley.ask("What is this?")
            await parley.answered()
            activate(parley, 2)
            assert parley.shown("picture-viewer")
        assert len(host.requests) == 1


async def test_the_picture_of_an_answer_that_still_arrives_is_shown_without_a_promise(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", reply(PNG))
        image = {"type": "image_url", "image_url": {"url": f"{host.base_url}/cat.png"}}
        server.on("POST", "/chat/completions", stream([delta("Here.", images=[image]), Stall()]))
        async with connected(server, tmp_path) as parley:
            parley.ask("Draw a cat")
            flow, deeds = parley.transcript.flow, parley.transcript.deeds
            places = lambda: [it for it in places_in(flow, 1) if it.target.action.startswith("picture-at:")]  # noqa: E731
            await parley.until(lambda: len(flow.entries) == 2 and places(), "it has come")
            deeds.activate(places()[0])
            assert parley.find("link-show").text() == "Show here"
            parley.click("link-show")
            await parley.until(lambda: parley.shown("picture-viewer"), "it is there")
            parley.find("picture-viewer").close()
            parley.chat.stop()
            await parley.answered()
            [image] = parley.chat.conversation.branch()[1].images
            assert image.url == f"{host.base_url}/cat.png"


async def test_what_cannot_be_shown_says_why_and_is_tried_again(server, tmp_path):
    with ScriptedServer() as host, ScriptedServer() as other:
        host.on(
            "GET",
            "/cat.png",
            reply(b"<html>"),
            [f"HTTP/1.1 302 No\r\nLocation: {other.base_url}/cat.png\r\n\r\n".encode()],
        )
        other.on("GET", "/cat.png", reply(PNG))
        async with connected(server, tmp_path) as parley:
            chip = await attach(parley, host)
            told = QAccessible.queryAccessibleInterface(chip).actionInterface()
            told.doAction(f"Show the picture from 127.0.0.1:{host.port}")
            await parley.until(
                lambda: parley.notices() == [f"127.0.0.1:{host.port} sent something other than a picture."], "it failed"
            )
            parley.press("Open in the browser…")
            assert parley.find("link-dialog").isVisible()
            parley.find("link-dialog").close()
            parley.press("Try again")
            said = f"127.0.0.1:{host.port} says that the picture lies elsewhere: 127.0.0.1:{other.port}."
            await parley.until(lambda: parley.notices() == [said], "it leads elsewhere")
            assert other.connections == 0
            parley.press(f"Show from 127.0.0.1:{other.port}")
            await parley.until(lambda: parley.shown("picture-viewer"), "it is seen, as it was wanted at first")
            await parley.until(lambda: parley.find("picture-viewer").canvas.sharp, "it is sharp")
            assert chip.attachment.thumbnail
            assert parley.notices() == []


async def test_what_is_on_its_way_ends_by_hand_and_with_its_chip(server, tmp_path):
    with ScriptedServer() as host:
        host.on("GET", "/cat.png", [b"HTTP/1.1 200 OK\r\n\r\n", Stall()])
        async with connected(server, tmp_path) as parley:
            chip = await attach(parley, host)
            for count in (1, 2):
                QTest.keyClick(chip, Qt.Key.Key_Space)
                await parley.until(lambda count=count: len(host.requests) == count, "it is asked for")
                if count == 1:
                    parley.press("Cancel")
                else:
                    QTest.keyClick(chip, Qt.Key.Key_Delete)
                await parley.until(host.requests[-1].gone.is_set, "nothing more comes")
            assert parley.notices() == ["Removed: cat.png"]
