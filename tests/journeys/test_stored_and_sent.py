"""What is stored with a turn is what went out, and what did not go is said: kinds of parts by models and by states."""

from __future__ import annotations

import base64
from collections import Counter
from contextlib import AsyncExitStack

import pytest

from desktop.domain.message import Role, State
from desktop.domain.parts import LeftOut, Missing, Modality, TextFilePart, Withheld
from desktop.domain.text_file import named
from desktop.store.blobs import Blobs
from tests.journeys.driver import connected
from tests.server.scripts import DONE, MODEL, delta, error, lists, model_row, spoken, stream
from tests.unit.domain.test_recording import FILM, mp4
from tests.unit.store.stores import no_room
from tests.unit.system.pictures import corners, encoded

EYES, DEAF = "only/eyes", "deaf/mute"
FILES = {
    "sea.png": encoded(corners((3000, 150)), "PNG"),
    "told.pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 200 + b"\n%%EOF\n",
    "voice.wav": b"RIFF\x24\0\0\0WAVEdata" + (40_000).to_bytes(4, "little") + bytes(range(250)) * 160,
    "film.mp4": mp4(b"mp42", FILM) + bytes(20_000),
    "notes.txt": b"some words\n" * 3_000,
    "sky.png": encoded(corners((400, 200)), "PNG"),
}
ANSWER = stream(spoken("So it goes."))
TOO_LARGE = error(413, "The request is too large.")


def arrived(message):
    """Texts of a message as it was received, and the bytes of all else, in its order."""
    parts = message["content"]
    if isinstance(parts, str):
        return [parts], []
    texts = [part["text"] for part in parts if part["type"] == "text"]
    others = [part[part["type"]] for part in parts if part["type"] != "text"]
    data = [it.get("data") or (it.get("file_data") or it["url"]).partition(";base64,")[2] for it in others]
    return texts, [base64.b64decode(it, validate=True) for it in data]


class Chat:
    """A chat that is asked, and looked at after each question."""

    def __init__(self, parley, server):
        self.parley, self.server = parley, server
        self.blobs = Blobs(parley.program._database)

    async def ask(self, words="And now?", model=""):
        if model:
            self.parley.workspace.choose_model(model)
        self.parley.ask(words)
        await self.checked()

    async def checked(self):
        """Every question of the branch on view went as it is stored; the answer says how much of it did not go."""
        await self.parley.answered()
        branch, missing = self.parley.chat.conversation.branch(), Counter()
        asked = [message for message in branch if message.role is Role.USER]
        went = [message for message in self.server.questions[-1].json()["messages"] if message["role"] == "user"]
        for message, question in zip(went, asked, strict=True):
            texts, data = arrived(message)
            stored = {part: await self.blobs.get(part.blob) for part in question.attached if self.has(part)}
            goes = [part for part in question.media if stored.get(part) in data]
            assert [stored[part] for part in goes] == data
            assert not [part for part in goes if part.withheld and branch[-1].state is State.COMPLETE]
            missing.update(part.modality for part in question.media if part not in goes)
            assert texts[0] == question.text
            for part in question.files:
                if isinstance(part, TextFilePart):
                    assert named(part.name, stored[part].decode()) in texts
        said = branch[-1].receipt.left_out if branch[-1].receipt else ()
        told = Counter[Modality]()
        for (what, _), count in said:
            told[what] += count
        assert missing == told

    @staticmethod
    def has(part):
        return getattr(part, "withheld", Withheld.NO) is not Withheld.LOST

    @property
    def first(self):
        return self.parley.chat.conversation.branch()[0]

    @property
    def last(self):
        return self.parley.chat.conversation.branch()[-1]


@pytest.mark.parametrize("full", [False, True], ids=["disk with room", "full disk"])
async def test_what_went_is_what_is_stored_and_the_chat_goes_on(server, tmp_path, full):
    inputs = {MODEL: ("text", "image", "file", "audio", "video"), EYES: ("text", "image"), DEAF: ("text",)}
    lists(server, [model_row(name, inputs=takes) for name, takes in inputs.items()])
    for name, data in FILES.items():
        (tmp_path / name).write_bytes(data)
    async with connected(server, tmp_path / "data") as parley, AsyncExitStack() as stack:
        if full:
            await stack.enter_async_context(no_room(parley.program._database))
        chat = Chat(parley, server)
        parley.workspace.choose_model(MODEL)
        parley.program._chat.attach_files([str(tmp_path / name) for name in FILES])
        await parley.prepared()
        await chat.ask("What are these?")
        assert set(Modality) == {part.modality for part in chat.first.media}
        for model in (EYES, DEAF, MODEL):
            await chat.ask(model=model)

        first = chat.first  # asked again by another model, as another version, and gone on with
        parley.chat.regenerate(parley.chat.conversation.branch()[1].id, parley.workspace.target(EYES))
        await chat.checked()
        await chat.ask()

        parley.transcript.action_requested.emit(first.id, "edit")
        parley.workspace.intake.remove(parley.workspace.intake.attachments[1].id)
        parley.window.chat.composer.set_text("")
        await chat.ask("And without the second?")
        assert len(chat.first.attached) == len(FILES) - 1
        await chat.ask()
        parley.chat.show_version(first.id)
        await chat.ask("Back again?")

        server.on("POST", "/chat/completions", TOO_LARGE, *[ANSWER] * 9)
        await chat.ask("Too large?")
        assert chat.last.state is State.FAILED
        await chat.ask()
        for action in ("send-again", "withhold"):
            parley.transcript.action_requested.emit(chat.first.id, action)
            await chat.ask()
        assert chat.last.state is State.COMPLETE
        assert full is bool(parley.chat.saving.unsaved)


async def test_what_is_made_smaller_after_a_refusal_is_what_goes(server, tmp_path):
    lists(server, [model_row(MODEL, inputs=("text", "image"))])
    server.on("POST", "/chat/completions", TOO_LARGE, *[ANSWER] * 2)
    (tmp_path / "sea.png").write_bytes(FILES["sea.png"])
    async with connected(server, tmp_path / "data") as parley:
        chat = Chat(parley, server)
        parley.program._chat.attach_files([str(tmp_path / "sea.png")])
        await parley.prepared()
        await chat.ask("What is this?")
        before = chat.first.images[0].blob
        parley.transcript.action_requested.emit(chat.last.id, "shrink")
        await parley.prepared()
        await chat.ask("")
        assert chat.first.images[0].blob != before
        await chat.ask()
        assert chat.last.state is State.COMPLETE


@pytest.mark.parametrize("name", ["sea.png", "told.pdf", "notes.txt"])
@pytest.mark.parametrize("becomes", ["gone", "another"])
async def test_what_is_lost_is_not_in_the_way_of_the_next_question(server, tmp_path, name, becomes):
    lists(server, [model_row(MODEL, inputs=("text", "image", "file"))])
    (tmp_path / name).write_bytes(FILES[name])
    change = {"gone": "DELETE FROM blobs WHERE digest = ?", "another": "UPDATE blobs SET data = x'00' WHERE digest = ?"}
    async with connected(server, tmp_path / "data") as parley:
        parley.program._chat.attach_files([str(tmp_path / name)])
        await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()
        [part] = parley.chat.conversation.branch()[0].attached
        await parley.program._database.write(lambda it: it.execute(change[becomes], (part.blob,)))
        parley.ask("And now?")
        if name != "notes.txt":
            await parley.answered()
            answer = parley.chat.conversation.branch()[-1]
            assert "BytesLost" == answer.failure.kind
            parley.transcript.action_requested.emit(answer.id, "retry")
        await parley.answered()
        answer = parley.chat.conversation.branch()[-1]
        assert State.COMPLETE is answer.state
        texts, others = arrived(server.questions[-1].json()["messages"][0])
        assert others == []
        if name == "notes.txt":
            assert texts[1:] == ["[the text of notes.txt is lost]"]
        else:
            assert texts[1:] == [f"[1 {'picture' if name == 'sea.png' else 'PDF'} left out: it is lost]"]
            assert {Missing(part.modality, LeftOut.LOST): 1} == dict(answer.receipt.left_out)


async def test_a_model_is_told_what_it_has_drawn_beside_its_words(server, tmp_path):
    drawn = f"data:image/png;base64,{base64.b64encode(FILES['sky.png']).decode()}"
    image = {"type": "image_url", "image_url": {"url": drawn}}
    server.on(
        "POST", "/chat/completions", stream([delta("Here it is.", images=[image]), delta("", "stop"), DONE]), ANSWER
    )
    async with connected(server, tmp_path) as parley:
        for words in ("Draw the sky.", "Why is it blue?"):
            parley.ask(words)
            await parley.answered()
        assert len(parley.chat.conversation.branch()[1].images) == 1
    [_, answer, _] = server.questions[-1].json()["messages"]
    told = "Here it is.\n\n[1 picture made here, sent back only when attached to a question]"
    assert answer == {"role": "assistant", "content": told}
