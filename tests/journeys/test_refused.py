"""A provider that refuses a picture: the chat goes on, and what can be done is offered where it happened."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop.domain.attachment import Offer
from desktop.domain.parts import ImagePart, Withheld
from tests.journeys.driver import connected
from tests.server.scripts import DONE, MODEL, delta, error, lists, model_row, spoken, stream
from tests.unit.domain.test_recording import wav
from tests.unit.system.pictures import corners, encoded

ENTER = Qt.Key.Key_Return
TOO_LARGE = error(413, "The request is too large.")
FLAGGED = error(403, "Your input was flagged.", {"reasons": ["violence"], "flagged_input": "…"})
UNWANTED = error(400, "Your input was flagged.", {"reasons": ["violence"], "flagged_input": "…"})
FILTERED = error(400, "Provider returned error", {"raw": '{"error":{"message":"no","code":"content_filter"}}'})
NOTHING_LEFT = stream([delta("", "content_filter"), DONE])
WHO_KNOWS = error(400, "Something is not as it should be.")
WRONG = error(400, "Could not process image.", {"error_type": "invalid_image"})


def sent(server):
    """How many pictures went with each question."""
    asked = [request.json()["messages"] for request in server.questions]
    return [str(messages).count("'type': 'image_url'") for messages in asked]


def labels(parley):
    """The buttons below the last answer."""
    screen = parley.program._chat
    return dict(screen._entries.of(parley.chat.conversation.branch()[-1]).fixes)


async def refused(parley, folder):
    (folder / "sea.png").write_bytes(encoded(corners((3000, 1500)), "PNG"))
    parley.window.chat.composer.offered.emit([Offer("sea.png", path=str(folder / "sea.png"))])
    await parley.prepared()
    parley.ask("What is this?")
    await parley.answered()


@pytest.mark.parametrize("refusal", [TOO_LARGE, FLAGGED, WRONG, UNWANTED, FILTERED, NOTHING_LEFT])
async def test_the_next_question_goes_without_what_was_refused(server, tmp_path, refusal):
    server.on("POST", "/chat/completions", refusal, stream(spoken("So it goes.")))
    async with connected(server, tmp_path) as parley:
        await refused(parley, tmp_path)
        parley.ask("And now?")
        await parley.answered()
        assert "So it goes." == parley.texts()[-1]
    assert [1, 0] == sent(server)
    async with connected(server, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        [image] = parley.chat.conversation.branch()[0].images
        assert Withheld.REFUSED is image.withheld


async def test_a_refused_picture_is_sent_smaller_left_out_and_sent_again(server, tmp_path):
    server.on("POST", "/chat/completions", TOO_LARGE, stream(spoken("So it goes.")))
    async with connected(server, tmp_path) as parley:
        await refused(parley, tmp_path)
        answer = parley.chat.conversation.leaf
        assert ["retry", "shrink", "replace"] == list(labels(parley))

        parley.transcript.action_requested.emit(answer, "shrink")
        [chip] = await parley.prepared()
        assert (1024, 512, Withheld.NO) == (chip.image.width, chip.image.height, chip.image.withheld)
        parley.key("composer", ENTER)
        await parley.answered()
        assert ["What is this?", "So it goes."] == parley.texts()

        question = parley.chat.conversation.branch()[0].id
        for action, count in (("withhold", 0), ("send-again", 1)):
            parley.transcript.action_requested.emit(question, action)
            parley.ask("And now?")
            await parley.answered()
            assert count == sent(server)[-1]


async def test_a_refused_picture_makes_room_for_another_one_and_can_be_brought_back(server, tmp_path):
    server.on("POST", "/chat/completions", TOO_LARGE)
    async with connected(server, tmp_path) as parley:
        await refused(parley, tmp_path)
        parley.transcript.action_requested.emit(parley.chat.conversation.leaf, "replace")
        assert "What is this?" == parley.workspace.drafting.text
        assert () == parley.workspace.intake.attachments
        parley.find("attach-dialog", QFileDialog).reject()

        parley.window.chat.composer.attachment_asked.emit("undo", "")
        assert ["sea.png"] == [chip.name for chip in parley.workspace.intake.attachments]


async def test_asking_again_leaves_the_pictures_out(server, tmp_path):
    server.on("POST", "/chat/completions", TOO_LARGE, stream(spoken("So it goes.")))
    async with connected(server, tmp_path) as parley:
        await refused(parley, tmp_path)
        parley.transcript.action_requested.emit(parley.chat.conversation.leaf, "retry")
        await parley.answered()
        assert "So it goes." == parley.texts()[-1]
    assert [1, 0] == sent(server)


async def test_whatever_is_refused_is_asked_without_pictures_the_new_ones_first(server, tmp_path):
    answered = [stream(spoken("So it goes."))] * 2
    server.on("POST", "/chat/completions", answered[0], WHO_KNOWS, WHO_KNOWS, *answered)
    async with connected(server, tmp_path) as parley:
        for _ in range(2):
            parley.workspace.intake.restore((ImagePart("a.png", url="https://example.org/a.png"),))
            parley.ask("What is this?")
            await parley.answered()
        for words in ("Ask without the picture", "Ask without earlier pictures and files"):
            assert words == labels(parley)["without"]
            parley.transcript.action_requested.emit(parley.chat.conversation.leaf, "without")
            await parley.answered()
        assert "So it goes." == parley.texts()[-1]
        assert [Withheld.BY_HAND] * 2 == [
            it.withheld for message in parley.chat.conversation.branch() for it in message.images
        ]
    assert [1, 2, 1, 0] == sent(server)


async def test_words_that_are_not_wanted_leave_earlier_pictures_as_they_are(server, tmp_path):
    server.on("POST", "/chat/completions", stream(spoken("A cat.")), FLAGGED, stream(spoken("So it goes.")))
    async with connected(server, tmp_path) as parley:
        parley.workspace.intake.restore((ImagePart("a.png", url="https://example.org/a.png"),))
        for words in ("What is this?", "Something bad", "And now?"):
            parley.ask(words)
            await parley.answered()
        assert "So it goes." == parley.texts()[-1]
        assert Withheld.NO is parley.chat.conversation.branch()[0].images[0].withheld
    assert [1, 1, 1] == sent(server)
    assert "Something bad" not in str(server.questions[-1].json())


@pytest.mark.parametrize(("rule", "count"), [(0, 2), (1, 1), (-1, 2)])
async def test_only_the_newest_pictures_go_along_when_that_is_wanted_and_it_is_remembered(
    server, tmp_path, rule, count
):
    async with connected(server, tmp_path) as parley:
        parley.act(f"pictures-{rule}")
    async with connected(server, tmp_path) as parley:
        assert parley.window.actions_by_id[f"pictures-{rule}"].isChecked()
        for name in ("a", "b"):
            part = ImagePart(name, url=f"https://example.org/{name}.png")
            parley.workspace.intake.restore((part,))
            parley.ask("What is this?")
            await parley.answered()
    assert [1, count] == sent(server)


async def test_of_several_pictures_the_one_that_is_named_is_made_small_or_left_out(server, tmp_path):
    named = error(400, "messages.0.content.2.image.source.base64: image is bad", {"error_type": "invalid_image"})
    server.on("POST", "/chat/completions", named, stream(spoken("So it goes.")))
    for name, size in (("sea.png", (3000, 1500)), ("sky.png", (3000, 1400))):
        (tmp_path / name).write_bytes(encoded(corners(size), "PNG"))
    async with connected(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / "sea.png"), str(tmp_path / "sky.png")])
        await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()
        question, answer = parley.chat.conversation.branch()
        assert "Ask without the picture" == labels(parley)["retry"]
        said = parley.program._chat._entries.of(question).note
        assert "No longer sent because a provider refused a request with it: sky.png" == said

        parley.transcript.action_requested.emit(answer.id, "shrink")
        sea, sky = await parley.prepared()
        assert (sea.image.blob, sky.image.width) == (question.images[0].blob, 1024)
        parley.program._chat.escape()

        parley.transcript.action_requested.emit(answer.id, "retry")
        await parley.answered()
    assert [2, 1] == sent(server)


@pytest.mark.parametrize("status", [400, 415])
async def test_a_kind_that_was_refused_is_not_sent_again_in_that_chat(server, tmp_path, status):
    wrong = error(status, "Unsupported image media type: image/png")
    server.on("POST", "/chat/completions", wrong, *[stream(spoken("So it goes."))] * 2)
    (tmp_path / "sky.jpg").write_bytes(encoded(corners((300, 140)), "JPEG"))
    async with connected(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / "sky.jpg")])
        await parley.prepared()
        await refused(parley, tmp_path)
        answer = parley.chat.conversation.leaf
        assert "Send as another kind…" == labels(parley)["shrink"]
        assert [False, True] == [bool(image.withheld) for image in parley.chat.conversation.branch()[0].images]

        parley.transcript.action_requested.emit(answer, "shrink")
        chips = await parley.prepared()
        assert ["image/jpeg", "image/jpeg"] == [chip.image.media_type for chip in chips]
        assert 2048 == chips[1].image.width
        parley.key("composer", ENTER)
        await parley.answered()
        await refused(parley, tmp_path)  # no more
    assert [2, 2, 3] == sent(server)
    assert "image/png" not in str(server.questions[-1].json())


async def test_only_the_picture_of_a_kind_that_is_not_taken_is_made_another(server, tmp_path):
    seeing = model_row(MODEL, "OpenAI: GPT-5.4 Nano", ("text", "image"))
    seeing["architecture"]["tokenizer"] = "GPT"
    lists(server, [seeing])
    wrong = error(400, "Unsupported image type: image/webp. Only image/png and image/jpeg are supported")
    server.on("POST", "/chat/completions", wrong, stream(spoken("So it goes.")))
    (tmp_path / "sky.jpg").write_bytes(encoded(corners((300, 140)), "JPEG"))
    (tmp_path / "sea.webp").write_bytes(encoded(corners((300, 150)), "WEBP"))
    async with connected(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / "sky.jpg"), str(tmp_path / "sea.webp")])
        chips = await parley.prepared()
        assert ["image/jpeg", "image/webp"] == [chip.image.media_type for chip in chips]
        parley.ask("What is this?")
        await parley.answered()
        question, answer = parley.chat.conversation.branch()
        assert [False, True] == [bool(image.withheld) for image in question.images]
        assert ("Ask without the picture", "Send as another kind…") == (
            labels(parley)["retry"],
            labels(parley)["shrink"],
        )

        parley.transcript.action_requested.emit(answer.id, "shrink")
        sky, sea = await parley.prepared()
        assert sky.image == question.images[0]
        assert sea.image.media_type in {"image/png", "image/jpeg"}
        parley.key("composer", ENTER)
        await parley.answered()
        assert "So it goes." == parley.texts()[-1]
    assert [2, 2] == sent(server)
    assert "image/webp" not in str(server.questions[-1].json())


async def test_of_too_many_pictures_the_newest_is_asked_about(server, tmp_path):
    many = error(400, "Too many images in request: 3, maximum 1")
    server.on("POST", "/chat/completions", many, stream(spoken("So it goes.")))
    names = ["sea.png", "sky.png", "sun.png"]
    for at, name in enumerate(names):
        (tmp_path / name).write_bytes(encoded(corners((300, 140 + at)), "PNG"))
    async with connected(server, tmp_path) as parley:
        parley.program._chat.attach_files([str(tmp_path / name) for name in names])
        await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()
        question, answer = parley.chat.conversation.branch()
        assert [True, True, False] == [bool(image.withheld) for image in question.images]
        assert {"retry": "Ask with the last picture alone", "edit": "Edit the question"} == labels(parley)
        parley.transcript.action_requested.emit(answer.id, "retry")
        await parley.answered()
    assert [3, 1] == sent(server)


async def test_a_model_that_cannot_hear_is_asked_without_and_another_one_hears(server, tmp_path):
    lists(server, [model_row(MODEL, "A model", ()), model_row("b/hears", "Hears", ("text", "audio"))])
    deaf = error(404, "No endpoints found that support audio input")
    server.on("POST", "/chat/completions", deaf, stream(spoken("So.")), stream(spoken("A bell.")))
    (tmp_path / "bell.wav").write_bytes(wav())
    async with connected(server, tmp_path) as parley:
        parley.window.chat.composer.offered.emit([Offer("bell.wav", path=str(tmp_path / "bell.wav"))])
        await parley.until(lambda: not parley.workspace.intake.pending, "it is looked into")
        parley.ask("What is this?")
        await parley.answered()
        answer = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        assert "This model cannot hear recordings." == answer.reason
        assert "Choose another model" == labels(parley)["model"]
        assert not parley.chat.conversation.branch()[0].files[0].withheld
        parley.ask("And?")
        await parley.answered()
        note = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1]).note
        assert "1 recording not sent: this model takes none." == note
        parley.workspace.choose_model("b/hears")
        parley.ask("And now?")
        await parley.answered()
    heard = [str(request.json()["messages"]).count("'type': 'input_audio'") for request in server.questions]
    assert [1, 0, 1] == heard


async def test_what_was_too_small_is_sent_as_large_as_it_came(server, tmp_path):
    refusal = error(400, "Image must be at least 2000 pixels", {"error_type": "image_too_small"})
    server.on("POST", "/chat/completions", refusal, stream(spoken("So it goes.")))
    async with connected(server, tmp_path) as parley:
        await refused(parley, tmp_path)
        assert ["retry", "enlarge", "replace"] == list(labels(parley))
        parley.transcript.action_requested.emit(parley.chat.conversation.leaf, "enlarge")
        [chip] = await parley.prepared()
        assert (3000, 1500, Withheld.NO) == (chip.image.width, chip.image.height, chip.image.withheld)
        parley.key("composer", ENTER)
        await parley.answered()
        assert ["What is this?", "So it goes."] == parley.texts()
