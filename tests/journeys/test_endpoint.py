"""Another endpoint, on this machine: plain lists, no cost, no provider, errors of every time, and a kill."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import asynccontextmanager, contextmanager

from PIL import Image
from PySide6.QtCore import Qt

from desktop.domain.attachment import Preparation
from desktop.domain.errors import NotAPicture, PictureDamaged
from desktop.domain.message import State
from tests.journeys.driver import journey, running
from tests.server.scripts import delta, error, event, reply, stream, works
from tests.server.server import ScriptedServer


def chat(parley):
    return parley.program._workspace


def test_a_plain_endpoint_without_a_key_answers(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            server.on("GET", "/models", reply(body={"data": [{"id": "local/one"}, {"id": "local/two"}]}))
            server.on("POST", "/chat/completions", lambda _: stream([delta("Hello"), delta("", "stop"), event({})]))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: chat(parley).model_id == "local/one", "the list came")
                parley.ask("hi")
                await parley.answered()
                assert ["hi", "Hello"] == parley.texts()
            asked = next(r for r in server.requests if r.method == "POST")
            assert "authorization" not in {name.lower() for name in asked.headers}

    journey(work())


def test_pictures_go_out_after_the_text_in_the_type_of_their_bytes(qapp, tmp_path):
    picture = tmp_path / "lying.jpg"
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")

    async def work():
        with ScriptedServer() as server:
            works(server, "A red field.")
            async with running(tmp_path / "data", "--base-url", server.base_url, str(picture)) as parley:
                await parley.until(lambda: chat(parley).model_id, "the list came")
                await parley.until(chat(parley).intake.ready_images, "the picture is ready")
                parley.ask("what is it?")
                await parley.answered()
            parts = next(r for r in server.requests if r.method == "POST").json()["messages"][0]["content"]
            assert ["text", "image_url"] == [part["type"] for part in parts]
            assert parts[1]["image_url"]["url"].startswith("data:image/png;base64,iVBOR")
            async with running(tmp_path / "data", "--base-url", server.base_url) as parley:
                await parley.until(parley.texts, "the chat is back")
                assert [(40, 30)] == [(i.width, i.height) for i in parley.chat.conversation.branch()[0].images]

    journey(work())


def test_what_is_no_picture_says_so_on_its_chip_and_disturbs_nothing(qapp, tmp_path):
    good, text, cut = tmp_path / "good.png", tmp_path / "text.png", tmp_path / "cut.png"
    Image.effect_noise((200, 200), 90).save(good)
    text.write_bytes(b"hello\0")
    cut.write_bytes(good.read_bytes()[:2000])

    async def work():
        async with running(tmp_path / "data", "--demo", str(text), str(cut), str(good)) as parley:
            intake = chat(parley).intake
            await parley.until(lambda: len(intake.attachments) == 3 and not intake.pending, "all are looked at")
            kinds = [type(chip.failure) for chip in intake.attachments]
            assert [NotAPicture, PictureDamaged, type(None)] == kinds
            assert Preparation.READY is intake.attachments[2].preparation

    journey(work())


def test_a_model_that_cannot_see_is_noticed_before_sending(qapp, tmp_path):
    picture = tmp_path / "red.png"
    Image.new("RGB", (40, 30), "red").save(picture)

    async def work():
        with ScriptedServer() as server:
            works(server)
            arguments = ("--base-url", server.base_url, "--model", "deaf/mute", str(picture))
            async with running(tmp_path / "data", *arguments) as parley:
                await parley.until(lambda: chat(parley).model is not None, "the list came")
                await parley.until(chat(parley).intake.ready_images, "the picture is ready")
                parley.ask("what?")
                assert parley.shown("notice")
                assert not [r for r in server.requests if r.method == "POST"]
                parley.press("Send without")
                await parley.answered()
                assert "what?" == parley.texts()[0]
            said = next(r for r in server.requests if r.method == "POST").json()["messages"][0]["content"]
            assert "data:" not in str(said)

    journey(work())


def test_the_models_are_found_chosen_and_there_without_the_network(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            base = server.base_url
            async with running(tmp_path, "--base-url", base) as parley:
                await parley.until(lambda: chat(parley).connection.catalog.catalog.models, "the list came")
                parley.type("model-search", "words", Qt.Key.Key_Return)
                await parley.until(lambda: chat(parley).model_id == "deaf/mute", "the first row is taken")
                assert "Words Only" == parley.find("model-button").text()
                await parley.until(lambda: not chat(parley).connection.catalog.refreshing, "the list is stored")
        async with running(tmp_path, "--base-url", base) as parley:
            await parley.until(lambda: chat(parley).connection.catalog.failure, "the server is gone")
            assert 2 == len(chat(parley).connection.catalog.catalog.models)
            assert parley.find("catalog-age").text()

    journey(work())


def test_a_missing_key_is_a_sentence_with_a_way_out_and_nothing_is_lost(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            server.on("POST", "/chat/completions", error(401, "No auth credentials found"))
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: chat(parley).model_id, "the list came")
                parley.ask("hi")
                await parley.answered()
                answer = parley.chat.conversation.branch()[-1]
                assert (State.FAILED, "KeyMissing") == (answer.state, answer.failure.kind)
                assert "hi" == parley.texts()[0]

    journey(work())


def test_a_key_is_checked_and_told_about(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            async with running(tmp_path, "--base-url", server.base_url, key="sk-test-environment") as parley:
                await parley.until(lambda: chat(parley).connection.account.key, "the environment's key is taken")
                await parley.until(lambda: chat(parley).model_id, "the list came")
                parley.ask("hi")
                await parley.answered()
                parley.act("key")
                await parley.until(lambda: parley.shown("key-dialog"), "the dialog is open")
                parley.find("key-field").setText(' "Bearer sk-pasted-1234"\u200b ')
                parley.find("key-memory").click()
                await parley.until(lambda: "works" in parley.find("key-status").text(), "the key is checked")
                parley.find("key-dialog").close()
            asked = next(r for r in server.requests if r.method == "POST")
            checked = [r for r in server.requests if r.path.endswith("/key")][-1]
            assert "Bearer sk-test-environment" == asked.headers["authorization"]
            assert "Bearer sk-pasted-1234" == checked.headers["authorization"]
            for file in tmp_path.rglob("*"):
                if file.is_file():
                    assert b"sk-pasted-1234" not in file.read_bytes()
                    assert b"sk-test-environment" not in file.read_bytes()

    journey(work())


def test_a_key_given_in_the_demonstration_is_for_the_endpoint_behind_it(qapp, tmp_path):
    async def work():
        with ScriptedServer() as server:
            works(server)
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: chat(parley).model_id, "the list came")
                parley.act("demo")
                parley.act("key")
                parley.find("key-field").setText("sk-pasted-1234")
                parley.find("key-memory").click()
                await parley.until(lambda: not chat(parley).connection.demo, "the demonstration is left")
                assert server.base_url == chat(parley).connection.base_url
                assert "works" in parley.find("key-status").text()
                parley.find("key-dialog").close()
                await parley.until(lambda: chat(parley).model is not None, "a model of the endpoint is chosen")
                parley.ask("hi")
                await parley.answered()
            asked = next(r for r in server.requests if r.method == "POST")
            assert "Bearer sk-pasted-1234" == asked.headers["authorization"]

    journey(work())


def test_a_killed_program_keeps_the_question_and_what_had_arrived(qapp, tmp_path):
    with ScriptedServer() as server:
        works(server, "word " * 2000, rate=100)
        code = (
            "import sys; from PySide6.QtCore import QTimer; import desktop.main as main\n"
            "from desktop.cli import parse\n"
            "paint = main.paint\n"
            "def typing(app, window):\n"
            "    paint(app, window)\n"
            "    def ask():\n"
            "        if window.chat.model_button.text() == 'Choose a model':\n"
            "            return\n"
            "        timer.stop(); window.chat.composer.type_text('Are you there?')\n"
            "        window.chat.composer.send_requested.emit()\n"
            "    timer = window.asking = QTimer(window); timer.timeout.connect(ask); timer.start(100)\n"
            "main.paint = typing\n"
            f"main.run(parse(['--base-url', {server.base_url!r}, '--data-dir', {str(tmp_path)!r}]))\n"
        )
        with subprocess.Popen([sys.executable, "-c", code]) as process:
            server.wait_for(2)
            end = time.monotonic() + 20
            while not any(r.method == "POST" for r in server.requests) and time.monotonic() < end:
                time.sleep(0.05)
            time.sleep(2)
            os.kill(process.pid, signal.SIGKILL)

        async def work():
            async with running(tmp_path, "--base-url", server.base_url) as parley:
                await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
                question, answer = parley.chat.conversation.branch()
                assert "Are you there?" == question.text
                assert State.CUT_OFF is answer.state
                assert answer.text.count("word") > 100
                shown = parley.transcript.flow.entry(-1)
                assert ("cut off", "Parley ended before the answer did.") == (shown.state, shown.reason)
                assert ("continue", "retry") == tuple(action for action, _ in shown.fixes)

        journey(work())


def found(parley):
    """The first two things that are heard of each row of the pane."""
    rows = parley.find("model-list").model()
    spoken = [rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    return [tuple(words.split(", ")[:2]) for words in spoken]


@contextmanager
def two_endpoints():
    """Which list a model of the same id."""
    with ScriptedServer() as local, ScriptedServer() as far:
        local.on("GET", "/models", reply(body={"data": [{"id": "local/one"}, {"id": "both/same"}]}))
        far.on("GET", "/models", reply(body={"data": [{"id": "both/same"}, {"id": "far/two"}]}))
        far.on("POST", "/chat/completions", lambda _: stream([delta("Hello"), delta("", "stop"), event({})]))
        yield local, far


@asynccontextmanager
async def running_at(path, server, other):
    """The program at a server, when it was at another one before."""
    for one in (other, server):
        async with running(path, "--base-url", one.base_url) as parley:
            await parley.until(lambda: parley.find("model-count").text() == "2 of 2", "the list came")
            await parley.until(lambda: not chat(parley).connection.catalog.refreshing, "it is stored")
            if one is server:
                yield parley


def test_models_of_another_connection_are_found_without_asking_it(qapp, tmp_path):
    async def work():
        with two_endpoints() as (local, far):
            here, place = (server.base_url.split("/")[2] for server in (local, far))
            at = f"at {place}"
            async with running_at(tmp_path, local, far) as parley:
                asked = len(far.requests)
                parley.find("model-search").setText("same")
                await parley.until(lambda: found(parley)[1:] == [("both/same", at)], "it is found behind the own one")
                parley.find("model-search").setText(f"at:{place}")
                assert found(parley) == [("both/same", at), ("far/two", at)]
                assert far.base_url in parley.find("model-details").toPlainText()
                assert not parley.find("model-favorite").isEnabled()
                assert parley.find("model-use").accessibleName() == f"Use at {place}"
                parley.act("models")
                table = parley.find("models-table")
                assert table.isColumnHidden(1)
                parley.type("models-search", f"-at:{here}")
                cells = [[table.model().index(row, column).data() for column in range(2)] for row in range(2)]
                assert cells == [["both/same", place], ["far/two", place]]
                assert not table.isColumnHidden(1)
                assert parley.find("models-count").text() == "2 of 4"
                parley.find("models-search").setText("")
                assert table.isColumnHidden(1)
                assert parley.find("models-count").text() == "2 of 2"
                parley.find("models-window").close()
                assert len(far.requests) == asked

    journey(work())


def test_a_model_of_another_connection_is_asked_there_and_the_way_back_is_offered(qapp, tmp_path):
    async def work():
        with two_endpoints() as (local, far):
            here, place = (server.base_url.split("/")[2] for server in (local, far))
            async with running_at(tmp_path, local, far) as parley:
                parley.find("model-search").setText(f"at:{place}")
                await parley.until(lambda: parley.shown("model-list"), "the other list is there")
                parley.click("model-use")
                assert (chat(parley).connection.base_url, chat(parley).model_id) == (far.base_url, "both/same")
                await parley.until(lambda: chat(parley).model is not None, "its list is there")
                parley.ask("hi")
                await parley.answered()
                assert ["hi", "Hello"] == parley.texts()
                assert not [request for request in local.requests if request.method == "POST"]
                assert parley.notices() == [f"both/same is asked now, at {place}."]
                parley.press(f"Back to {here}")
                assert chat(parley).connection.base_url == local.base_url
                await parley.until(lambda: chat(parley).connection.catalog.catalog.models, "its list is there")
                parley.find("model-search").setText("")
                parley.type("model-search", "same", Qt.Key.Key_Return)
                assert chat(parley).connection.base_url == local.base_url  # the own one comes first
                parley.find("model-search").setText("two")
                await parley.until(lambda: parley.shown("model-list"), "the other list is there")
                parley.type("model-search", "", Qt.Key.Key_Return)
                assert (chat(parley).connection.base_url, chat(parley).model_id) == (far.base_url, "far/two")

    journey(work())
