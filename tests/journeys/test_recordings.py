"""Recordings and videos: sent to models that take them, and told of by a note to those that do not."""

from __future__ import annotations

import base64

import pytest
from PySide6.QtCore import Qt

from desktop.domain.attachment import Offer
from tests.journeys.driver import connected
from tests.server.scripts import MODEL, lists, model_row
from tests.unit.domain.test_recording import FILM, MVHD, SOUND, box, mp3, mp4, wav
from tests.unit.domain.test_recording_metadata import ILST, KEYS, PLACE, XYZ, film
from tests.unit.system.pictures import corners, encoded

DEAF = "deaf/mute"
VOICE = wav(3)
SONG = mp3(frames=1000)


@pytest.fixture
def server(server):
    """An endpoint with a model that takes all, and one that takes text alone."""
    rows = [model_row(MODEL, "A model", ("text", "image", "audio", "video")), model_row(DEAF, "Words Only")]
    rows[0]["pricing"]["audio"] = "0.000001"
    lists(server, rows)
    return server


async def attach(parley, folder, name, data):
    (folder / name).write_bytes(data)
    parley.window.chat.composer.offered.emit([Offer(name, path=str(folder / name))])
    await parley.until(lambda: not parley.workspace.intake.pending, "it is looked into")


def contents(server):
    """What the questions of each request consist of."""
    asked = [request.json()["messages"] for request in server.questions]
    return [[message["content"] for message in messages if message["role"] == "user"] for messages in asked]


def letters(data):
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"),
    [
        ("voice.bin", VOICE, "wav", "voice.bin, WAV, 96 kB, 3 s"),
        ("song.mp3", SONG, "mp3", "song.mp3, MP3, 834 bytes, 26 s"),
        ("memo.m4a", mp4(b"mp42", MVHD, SOUND), "m4a", "memo.m4a, M4A, 148 bytes, 4 s"),
    ],
)
async def test_a_recording_is_sent_in_its_format_again_byte_by_byte_and_kept(tmp_path, server, name, data, kind, said):
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path, name, data)
        costs = "tokens not known, $1 for 1,000,000 tokens"
        assert f"{said}, {costs}" == parley.find("attachment").accessibleName()
        parley.ask("What is said?")
        await parley.answered()
    async with connected(server, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        parley.act("regenerate")
        await parley.answered()
    sound = {"type": "input_audio", "input_audio": {"data": letters(data), "format": kind}}
    assert [[[{"type": "text", "text": "What is said?"}, sound]]] * 2 == contents(server)
    first, second = [request.body for request in server.questions]
    assert first == second


async def test_a_model_that_takes_no_recordings_gets_a_note_and_the_transcript_says_so(tmp_path, server):
    async with connected(server, tmp_path, "--model", DEAF) as parley:
        await attach(parley, tmp_path, "voice.wav", VOICE)
        parley.ask("What is said?")
        assert "Words Only cannot hear recordings." in parley.notices()
        parley.press("Choose another model")
        assert "in:audio" == parley.find("model-search").text()
        parley.press("Send without")
        await parley.answered()
        entry = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        assert "1 recording not sent: this model takes none." == entry.note
        [shown] = parley.program._chat._entries.of(parley.chat.conversation.branch()[0]).files
        assert ("audio", "WAV · 96 kB · 3 s") == (shown.sign, shown.facts)
        parley.workspace.choose_model(MODEL)
        parley.ask("And now?")
        await parley.answered()
    note = {"type": "text", "text": "[1 recording left out: this model does not take it]"}
    without, again = contents(server)
    assert note == without[0][1]
    assert ["text", "input_audio"] == [part["type"] for part in again[0]]


def video(url):
    return {"type": "video_url", "video_url": {"url": url}}


MOVIE = mp4(b"mp42", MVHD, SOUND, FILM)


@pytest.mark.parametrize("kept", [False, True])
async def test_what_arrives_of_a_phones_film_says_where_it_was_taken_only_where_that_is_kept(tmp_path, server, kept):
    walk = film(box(b"meta", KEYS, ILST), box(b"udta", XYZ), brand=b"qt  ")
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path, "walk.mov", walk)
        assert parley.find("attachment").accessibleName().endswith("location removed, metadata removed")
        if kept:
            parley.find("attachment").asked.emit("metadata")
            await parley.until(lambda: not parley.workspace.intake.pending, "it is made again")
            assert "location kept, metadata kept, tokens" in parley.find("attachment").accessibleName()
        parley.ask("Where is that?")
        await parley.answered()
    came = base64.b64decode(contents(server)[0][0][1]["video_url"]["url"].partition(",")[2])
    assert (len(walk), kept, kept) == (len(came), PLACE in came, b"ISO6709" in came)
    assert kept == (came == walk)
    assert walk[: walk.index(b"meta")] == came[: walk.index(b"meta")]


async def test_a_video_is_sent_as_its_bytes_and_as_its_address(qapp, tmp_path, server):
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path, "a.bin", MOVIE)
        assert "a.bin, MP4, 196 bytes, tokens not known, price not known" == parley.find("attachment").accessibleName()
        paste(qapp, parley, "https://example.org/films/b.webm")
        paste(qapp, parley, "https://youtu.be/abc")
        names = [chip.name for chip in parley.workspace.intake.attachments]
        assert ["a.bin", "b.webm", "youtu.be/abc"] == names
        parley.ask("What happens?")
        await parley.answered()
    stored = video(f"data:video/mp4;base64,{letters(MOVIE)}")
    addresses = [video("https://example.org/films/b.webm"), video("https://youtu.be/abc")]
    assert [[{"type": "text", "text": "What happens?"}, stored, *addresses]] == contents(server)[0]
    assert {"127.0.0.1"} == {request.headers["host"].partition(":")[0] for request in server.requests}


async def test_of_several_kinds_that_are_not_taken_models_are_offered_that_take_all(server, tmp_path):
    async with connected(server, tmp_path, "--model", DEAF) as parley:
        await attach(parley, tmp_path, "voice.wav", VOICE)
        await attach(parley, tmp_path, "walk.mp4", MOVIE)
        parley.ask("What is said?")
        assert "Words Only takes neither recordings nor videos." in parley.notices()
        parley.press("Choose another model")
        assert "in:audio in:video" == parley.find("model-search").text()
        assert "1 of 2" == parley.find("model-count").text()
        await attach(parley, tmp_path, "cat.png", encoded(corners(), "PNG"))
        parley.click("send")
        assert "Words Only takes none of these: recordings, pictures, videos." in parley.notices()
        parley.press("Send without")
        await parley.answered()


@pytest.mark.parametrize("model", [DEAF, "un/known"])
async def test_a_page_of_youtube_is_text_for_models_that_are_not_known_to_watch(qapp, tmp_path, server, model):
    async with connected(server, tmp_path, "--model", DEAF) as parley:
        parley.workspace.choose_model(model)
        paste(qapp, parley, "https://www.youtube.com/watch?v=abc")

        assert not parley.workspace.intake.attachments
        assert "https://www.youtube.com/watch?v=abc" == parley.window.chat.composer.text()


def paste(qapp, parley, text):
    qapp.clipboard().setText(text)
    parley.key("composer", Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


async def test_what_is_said_of_a_model_goes_or_changes_with_the_model(tmp_path, server):
    lists(server, [model_row(MODEL, "Hears", ("text", "audio")), model_row(DEAF, "Words Only")])
    async with connected(server, tmp_path, "--model", DEAF) as parley:
        await attach(parley, tmp_path, "voice.wav", VOICE)
        await attach(parley, tmp_path, "a.png", encoded(corners((30, 20)), "PNG"))
        await attach(parley, tmp_path, "bad.png", b"\x89PNG\r\n\x1a\nxx")
        parley.ask("What is said?")
        assert [
            "Words Only takes neither recordings nor pictures.\nNot attached, whatever model is asked: bad.png."
        ] == parley.notices()
        parley.workspace.choose_model(MODEL)
        assert ["Hears cannot see pictures.\nNot attached, whatever model is asked: bad.png."] == parley.notices()
        parley.workspace.intake.remove(parley.workspace.intake.attachments[1].id)
        assert ["Not attached: bad.png."] == parley.notices()
        parley.workspace.choose_model(DEAF)
        assert [
            "Words Only cannot hear recordings.\nNot attached, whatever model is asked: bad.png."
        ] == parley.notices()
        parley.workspace.intake.remove(parley.workspace.intake.attachments[1].id)
        parley.workspace.choose_model(MODEL)
        assert [] == parley.notices()
        parley.workspace.choose_model(DEAF)
        assert [] == parley.notices()
