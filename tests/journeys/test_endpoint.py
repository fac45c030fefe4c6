"""Another endpoint, on this machine: plain lists, no cost, no provider, errors of every time, and a kill."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel

from desktop.domain.attachment import Preparation
from desktop.domain.errors import NotAPicture, PictureDamaged
from desktop.domain.message import State
from desktop.domain.model import Model
from desktop.store.settings import Settings
from desktop.system.paths import paths
from desktop.ui.figures import day_text, moment_text
from desktop.ui.screens.looking import LookingScreen
from tests.journeys.driver import connected, running
from tests.server.scripts import delta, error, event, lists, reply, stream, works
from tests.server.server import ScriptedServer
from tests.waiting import wait_until

ASKING = """
import sys
from PySide6.QtCore import QTimer
import desktop.main as main
from desktop.cli import parse

paint = main.paint

def paint_and_ask(app, window):
    def ask():
        if window.chat.model_button.text() not in {"", "Choose a model"}:
            timer.stop()
            window.chat.composer.type_text("Are you there?")
            window.chat.composer.send_requested.emit()

    paint(app, window)
    timer = window.asking = QTimer(window)
    timer.timeout.connect(ask)
    timer.start(100)

main.paint = paint_and_ask
main.run(parse(["--base-url", sys.argv[1], "--data-dir", sys.argv[2]]))
"""


@pytest.mark.parametrize("started", [(), ("--model", "local/one")])
async def test_the_model_that_was_chosen_is_known_after_a_kill(server, tmp_path, started):
    lists(server, [{"id": "local/one"}, {"id": "local/two"}])
    async with connected(server, tmp_path, *started) as parley:
        parley.workspace.choose_model("local/two")
        stored = Settings(paths(tmp_path).settings)
        await parley.until(lambda: stored.load().model == "local/two", "the choice is stored")


async def test_a_plain_endpoint_without_a_key_answers(server, tmp_path):
    lists(server, [{"id": "local/one"}, {"id": "local/two"}])
    server.on("POST", "/chat/completions", lambda _: stream([delta("Hello"), delta("", "stop"), event({})]))
    async with connected(server, tmp_path) as parley:
        assert "local/one" == parley.workspace.model_id
        parley.ask("hi")
        await parley.answered()
        assert ["hi", "Hello"] == parley.texts()
    [asked] = server.questions
    assert "authorization" not in {name.lower() for name in asked.headers}


async def test_a_model_of_the_command_line_is_asked_although_the_list_does_not_have_it(server, tmp_path):
    lists(server, [{"id": "local/one"}])
    works(server, "Hello")
    async with connected(server, tmp_path, "--model", "un/listed") as parley:
        parley.ask("hi")
        await parley.answered()
    [asked] = server.questions
    assert "un/listed" == asked.json()["model"]


async def test_pictures_go_out_after_the_text_in_the_type_of_their_bytes(server, tmp_path):
    picture = tmp_path / "lying.jpg"
    Image.new("RGB", (40, 30), "red").save(picture, "PNG")

    works(server, "A red field.")
    async with connected(server, tmp_path / "data", str(picture)) as parley:
        await parley.prepared()
        parley.ask("what is it?")
        await parley.answered()
    parts = server.questions[0].json()["messages"][0]["content"]
    assert ["text", "image_url"] == [part["type"] for part in parts]
    assert parts[1]["image_url"]["url"].startswith("data:image/png;base64,iVBOR")
    async with connected(server, tmp_path / "data") as parley:
        await parley.until(parley.texts, "the chat is back")
        assert [(40, 30)] == [(i.width, i.height) for i in parley.chat.conversation.branch()[0].images]


async def test_what_is_no_picture_says_so_on_its_chip_and_disturbs_nothing(tmp_path):
    good, text, cut = tmp_path / "good.png", tmp_path / "text.png", tmp_path / "cut.png"
    Image.effect_noise((200, 200), 90).save(good)
    text.write_bytes(b"hello\0")
    cut.write_bytes(good.read_bytes()[:2000])

    async with running(tmp_path / "data", "--demo", str(text), str(cut), str(good)) as parley:
        chips = await parley.prepared()
        assert [NotAPicture, PictureDamaged, type(None)] == [type(chip.failure) for chip in chips]
        assert Preparation.READY is chips[2].preparation


async def test_a_model_that_cannot_see_is_noticed_before_sending(server, tmp_path):
    picture = tmp_path / "red.png"
    Image.new("RGB", (40, 30), "red").save(picture)

    async with connected(server, tmp_path / "data", "--model", "deaf/mute", str(picture)) as parley:
        await parley.prepared()
        parley.ask("what?")
        assert parley.shown("notice")
        assert not server.questions
        parley.press("Send without")
        await parley.answered()
        assert "what?" == parley.texts()[0]
    said = server.questions[0].json()["messages"][0]["content"]
    assert "data:" not in str(said)


async def test_the_models_are_found_chosen_and_there_without_the_network(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        parley.type("model-search", "words", Qt.Key.Key_Return)
        await parley.until(lambda: parley.workspace.model_id == "deaf/mute", "the first row is taken")
        assert "Words Only" == parley.find("model-button").text()
    server.close()
    async with running(tmp_path, "--base-url", server.base_url) as parley:
        catalog = parley.workspace.connection.catalog
        await parley.until(lambda: catalog.failure, "the server is gone")
        assert 2 == len(catalog.catalog.models)
        assert parley.find("catalog-age").text()


async def test_a_missing_key_is_a_sentence_with_a_way_out_and_nothing_is_lost(server, tmp_path):
    server.on("POST", "/chat/completions", error(401, "No auth credentials found"))
    async with connected(server, tmp_path) as parley:
        parley.ask("hi")
        await parley.answered()
        answer = parley.chat.conversation.branch()[-1]
        assert (State.FAILED, "KeyMissing") == (answer.state, answer.failure.kind)
        assert "hi" == parley.texts()[0]


async def test_a_key_is_checked_and_told_about(server, tmp_path):
    async with connected(server, tmp_path, key="sk-test-environment") as parley:
        await parley.until(lambda: parley.workspace.connection.account.key, "the environment's key is taken")
        parley.ask("hi")
        await parley.answered()
        parley.act("key")
        await parley.until(lambda: parley.shown("key-dialog"), "the dialog is open")
        parley.find("key-field").setText(' "Bearer sk-pasted-1234"\u200b ')
        parley.find("key-memory").click()
        await parley.until(lambda: "works" in parley.find("key-status").text(), "the key is checked")
        parley.find("key-dialog").close()
    [asked] = server.questions
    checked = [r for r in server.requests if r.path.endswith("/key")][-1]
    assert "Bearer sk-test-environment" == asked.headers["authorization"]
    assert "Bearer sk-pasted-1234" == checked.headers["authorization"]
    for file in tmp_path.rglob("*"):
        if file.is_file():
            assert b"sk-pasted-1234" not in file.read_bytes()
            assert b"sk-test-environment" not in file.read_bytes()


async def test_a_key_given_in_the_demonstration_is_for_the_endpoint_behind_it(server, tmp_path):
    async with connected(server, tmp_path) as parley:
        parley.act("demo")
        parley.act("key")
        parley.find("key-field").setText("sk-pasted-1234")
        parley.find("key-memory").click()
        await parley.until(lambda: not parley.workspace.connection.demo, "the demonstration is left")
        assert server.base_url == parley.workspace.connection.base_url
        assert "works" in parley.find("key-status").text()
        parley.find("key-dialog").close()
        await parley.until(lambda: parley.workspace.model is not None, "a model of the endpoint is chosen")
        parley.ask("hi")
        await parley.answered()
    [asked] = server.questions
    assert "Bearer sk-pasted-1234" == asked.headers["authorization"]


def ask_and_be_killed(server, data):
    """A program asks, and is killed when two hundred words have been sent."""
    with subprocess.Popen([sys.executable, "-c", ASKING, server.base_url, str(data)]) as process:
        wait_until(lambda: server.questions and server.questions[0].sent > 200 * len(delta(" word")))
        process.kill()


async def test_a_killed_program_keeps_the_question_and_what_had_arrived(server, tmp_path):
    works(server, "word " * 2000, rate=100)
    ask_and_be_killed(server, tmp_path)

    async with connected(server, tmp_path) as parley:
        await parley.until(lambda: len(parley.texts()) == 2, "the chat is back")
        question, answer = parley.chat.conversation.branch()
        assert "Are you there?" == question.text
        assert State.CUT_OFF is answer.state
        assert answer.text.count("word") > 100
        shown = parley.transcript.flow.entry(-1)
        assert ("cut off", "Parley ended before the answer did.") == (shown.state, shown.reason)
        assert ("continue", "retry") == tuple(action for action, _ in shown.fixes)


@pytest.fixture
def far(server):
    """An endpoint with a model that `local` has too."""
    lists(server, [{"id": "both/same"}, {"id": "far/two"}])
    server.on("POST", "/chat/completions", lambda _: stream([delta("Hello"), delta("", "stop"), event({})]))
    return server


@pytest.fixture
def local():
    with ScriptedServer() as local:
        lists(local, [{"id": "local/one"}, {"id": "both/same"}])
        yield local


@asynccontextmanager
async def moved(other, server, data):
    """The program at a server, when it was at another one before."""
    async with connected(other, data):
        pass
    async with connected(server, data) as parley:
        yield parley


def host(server):
    return f"127.0.0.1:{server.port}"


def found(parley):
    """The first two things that are heard of each row of the pane."""
    rows = parley.find("model-list").model()
    spoken = [rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(rows.rowCount())]
    return [tuple(words.split(", ")[:2]) for words in spoken]


async def test_models_of_another_connection_are_found_without_asking_it(local, far, tmp_path):
    at = f"at {host(far)}"
    async with moved(far, local, tmp_path) as parley:
        asked = len(far.requests)
        parley.find("model-search").setText("same")
        await parley.until(lambda: found(parley)[1:] == [("both/same", at)], "it is found behind the own one")
        parley.find("model-search").setText(f"at:{host(far)}")
        assert found(parley) == [("both/same", at), ("far/two", at)]
        assert far.base_url in parley.find("model-details").toPlainText()
        assert not parley.find("model-favorite").isEnabled()
        assert parley.find("model-use").accessibleName() == f"Use at {host(far)}"
        parley.act("models")
        table = parley.find("models-table")
        assert table.isColumnHidden(1)
        parley.type("models-search", f"-at:{host(local)}")
        cells = [[table.model().index(row, column).data() for column in range(2)] for row in range(2)]
        assert cells == [["both/same", host(far)], ["far/two", host(far)]]
        assert not table.isColumnHidden(1)
        assert parley.find("models-count").text() == "2 of 4"
        parley.find("models-search").setText("")
        assert table.isColumnHidden(1)
        assert parley.find("models-count").text() == "2 of 2"
        parley.find("models-window").close()
        assert len(far.requests) == asked


async def test_connections_that_share_a_host_are_told_apart_wherever_they_are_named(local, tmp_path):
    local.on("GET", "/b/v1/models", reply(body={"data": [{"id": "b/one"}]}))
    other = f"{local.origin}/b/v1"
    async with connected(local, tmp_path) as parley:
        assert parley.find("status").text() == host(local)
    async with running(tmp_path, "--base-url", other) as parley:
        await parley.until(lambda: parley.find("status").text() == f"{host(local)}/b/v1", "it is known who shares it")
        parley.find("model-search").setText("local/one")
        await parley.until(lambda: parley.shown("model-list"), "the other list is there")
        assert found(parley) == [("local/one", f"at {host(local)}{local.base_url.removeprefix(local.origin)}")]
        parley.act("key")
        said = [label.text() for label in parley.find("key-dialog").findChildren(QLabel)]
        assert any(f"{host(local)}/b/v1" in text for text in said), said


async def test_a_model_for_batches_is_not_asked_at_another_connection_either(local, far, tmp_path):
    async with moved(far, local, tmp_path) as parley:
        parley.window.browser.refused.emit(Model("far/two:batch", "Two (batch)", connection=far.base_url))
        assert parley.workspace.connection.base_url == local.base_url
        assert parley.notices() == ["Two (batch) answers batch requests only, so it cannot be chosen for a chat."]


async def test_what_another_connection_lists_no_longer_or_for_batches_is_found_and_not_asked(local, far, tmp_path):
    lists(far, [{"id": "far/past", "name": "Past"}, {"id": "far/two", "name": "Two"}])
    async with connected(far, tmp_path) as parley:
        lists(far, [{"id": "far/two", "name": "Two"}, {"id": "far/two:batch", "name": "Two (batch)"}])
        parley.act("refresh")
        await parley.until(lambda: "far/past" not in parley.workspace.connection.catalog.catalog.by_id, "one is gone")
    async with connected(local, tmp_path) as parley:
        parley.find("model-search").setText(f"at:{host(far)}")
        await parley.until(lambda: parley.shown("model-list"), "the other list is there")
        assert [name for name, _ in found(parley)] == ["Two"]
        parley.find("model-search").setText(f"at:{host(far)} retired")
        assert [name for name, _ in found(parley)] == ["Past"]
        parley.act("models")
        table = parley.find("models-table")
        parley.type("models-search", f"at:{host(far)}")
        rows = table.model()
        assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["Two", "Two (batch)"]
        parley.find("models-search").setText("past")
        assert [rows.index(row, 0).data() for row in range(rows.rowCount())] == ["Past"]
        table.taken.emit("far/past")
        assert parley.workspace.connection.base_url == local.base_url
        parley.find("models-window").close()


async def test_a_model_of_another_connection_is_asked_there_and_the_way_back_is_offered(local, far, tmp_path):
    async with moved(far, local, tmp_path) as parley:
        workspace = parley.workspace
        parley.find("model-search").setText(f"at:{host(far)}")
        await parley.until(lambda: parley.shown("model-list"), "the other list is there")
        parley.click("model-use")
        assert (workspace.connection.base_url, workspace.model_id) == (far.base_url, "both/same")
        await parley.until(lambda: workspace.model is not None, "its list is there")
        parley.ask("hi")
        await parley.answered()
        assert ["hi", "Hello"] == parley.texts()
        assert not local.questions
        assert parley.notices() == [f"Now asking both/same at {host(far)}."]
        parley.press(f"Back to {host(local)}")
        assert workspace.connection.base_url == local.base_url
        await parley.until(lambda: workspace.connection.catalog.catalog.models, "its list is there")
        parley.find("model-search").setText("")
        parley.type("model-search", "same", Qt.Key.Key_Return)
        assert workspace.connection.base_url == local.base_url  # the own one comes first
        parley.find("model-search").setText("two")
        await parley.until(lambda: parley.shown("model-list"), "the other list is there")
        parley.type("model-search", "", Qt.Key.Key_Return)
        assert (workspace.connection.base_url, workspace.model_id) == (far.base_url, "far/two")
        assert 1 == len(parley.notices())
        parley.act("new")
        assert [] == parley.notices()


async def test_a_chat_whose_model_only_another_connection_lists_says_so_and_leads_there(local, far, tmp_path):
    async with connected(far, tmp_path) as parley:
        parley.workspace.choose_model("far/two")
        parley.ask("hi")
        await parley.answered()
        asked = parley.chat.conversation.id
    async with connected(local, tmp_path) as parley:
        await parley.until(parley.notices, "it is told")
        assert parley.notices() == [f"This connection does not list far/two. It is listed at {host(far)}."]
        assert "far/two" in page(parley)
        assert far.base_url in page(parley)
        parley.find("notice-dismiss").click()
        before = parley.workspace.connection.catalog.catalog
        parley.act("refresh")
        catalog = parley.workspace.connection.catalog
        await parley.until(lambda: catalog.catalog is not before and not catalog.refreshing, "the list came again")
        looking = parley.window.findChild(LookingScreen)
        await parley.until(lambda: looking.knows_gone, "it is known what is gone")
        assert parley.notices() == [], "it is told once"
        parley.act("new")
        assert parley.notices() == []
        parley.workspace.go_to(asked)
        await parley.until(parley.notices, "it is told again")
        parley.press(f"Use at {host(far)}")
        assert (parley.workspace.connection.base_url, parley.workspace.model_id) == (far.base_url, "far/two")
        await parley.until(lambda: parley.workspace.model is not None, "its list is there")
        assert parley.notices() == [f"Now asking far/two at {host(far)}."]


async def test_what_is_gone_here_and_listed_elsewhere_is_offered_there(local, far, tmp_path):
    async with connected(far, tmp_path) as parley:
        parley.workspace.choose_model("both/same")
        parley.ask("hi")
        await parley.answered()
    async with connected(local, tmp_path) as parley:
        lists(local, [{"id": "other"}, {"id": "another"}])
        parley.act("refresh")
        await parley.until(parley.notices, "it is told that it is gone")
        today = day_text(datetime.now(UTC).date())
        assert parley.notices() == [f"both/same was last listed on {today}, and may no longer answer."]
    async with connected(local, tmp_path) as parley:
        label = f"Use at {host(far)}"
        await parley.until(lambda: has_button(parley, label), "it is told at the next start too, with who has it")
        parley.press(label)
        assert (parley.workspace.connection.base_url, parley.workspace.model_id) == (far.base_url, "both/same")


async def test_what_a_run_was_told_to_ask_is_asked_without_a_word(local, tmp_path):
    async with connected(local, tmp_path, "--model", "own/fine-tuned") as parley:
        await parley.until(lambda: page_words(parley) == "own/fine-tuned is not listed here.", "the page tells it")
        assert parley.notices() == []
        parley.workspace.choose_model("own/other")
        await parley.until(parley.notices, "of another one it is told, once it is known what is gone and elsewhere")
        assert parley.notices() == ["This connection does not list own/other, and may not answer."]


def has_button(parley, label):
    return any(button.text() == label for button in parley.window.findChildren(QAbstractButton, "notice-action"))


def page(parley):
    return parley.find("model-details").toPlainText()


def page_words(parley):
    return parley.find("model-details").placeholderText()


def speakers(parley):
    flow = parley.transcript.flow
    return [flow.entry(at).speaker for at in range(len(parley.texts()))]


async def test_an_answer_keeps_the_name_of_its_model_at_another_connection(local, far, tmp_path):
    lists(far, [{"id": "far/two", "name": "Far: Two", "canonical_slug": "openai/gpt-5.4-nano"}])
    async with connected(far, tmp_path) as parley:
        parley.ask("hi")
        await parley.answered()
        assert ["You", "Far: Two"] == speakers(parley)
        parley.act("endpoint")
        parley.find("endpoint-field").setText(local.base_url)
        parley.click("endpoint-use")
        assert ["You", "Far: Two"] == speakers(parley)
        assert "Far: Two" == parley.find("model-button").text()
        await parley.listed()
    async with connected(local, tmp_path) as parley:
        await parley.until(parley.texts, "the chat is back")
        await parley.until(lambda: speakers(parley) == ["You", "Far: Two"], "the other list is read")
        assert not [fact for fact in parley.transcript.flow.entry(1).footer if "gpt-5.4" in str(fact)]


async def test_an_answer_keeps_the_name_of_its_model_when_that_is_gone(far, tmp_path):
    one = {"id": "far/one", "name": "Far: One", "canonical_slug": "openai/gpt-5.4-nano"}
    lists(far, [one, {"id": "far/two", "name": "Far: Two"}])
    async with connected(far, tmp_path) as parley:
        parley.ask("hi")
        await parley.answered()
        lists(far, [{"id": "far/two", "name": "Far: Two"}])
        parley.act("refresh")
        await parley.until(lambda: len(parley.workspace.connection.catalog.catalog.models) == 1, "one is gone")
        await parley.listed()
        assert ["You", "Far: One"] == speakers(parley)
    async with connected(far, tmp_path) as parley:
        await parley.until(parley.texts, "the chat is back")
        await parley.until(lambda: speakers(parley) == ["You", "Far: One"], "what is gone is read")


async def test_the_list_of_another_connection_tells_its_age_and_can_be_left_out(local, far, tmp_path):
    async with moved(far, local, tmp_path) as parley:
        parley.find("model-search").setText(f"at:{host(far)}")
        await parley.until(lambda: parley.shown("model-list"), "the other list is there")
        fetched = parley.workspace.connection.elsewhere.fetched[far.base_url]
        assert f"List of\t{moment_text(fetched)}" in parley.find("model-details").toPlainText()
        parley.find("model-leave-out").click()
        await parley.until(parley.notices, "it is left out")
        assert parley.notices() == [f"The list of {host(far)} is left out until it is loaded again."]
        await parley.until(lambda: not parley.shown("model-list"), "it is not found")
        parley.press("Undo")
        await parley.until(lambda: parley.shown("model-list"), "it is found again")
        assert not parley.notices()
        parley.find("model-leave-out").click()
        await parley.until(lambda: not parley.shown("model-list"), "it is not found")
        parley.find("model-search").setText("")
        assert not parley.shown("model-leave-out")
    async with connected(local, tmp_path) as parley:
        parley.find("model-search").setText("two")
        await parley.until(lambda: not parley.shown("model-list"), "it is found no more")
        with closing(sqlite3.connect(next(tmp_path.rglob("parley.sqlite3")))) as store:
            kept = {name for (name,) in store.execute("SELECT connection FROM catalogs")}
        assert {local.base_url, far.base_url} == kept
