"""What a person chooses about pictures, down to the bytes that arrive, and the numbers on chips beside them."""

from __future__ import annotations

import base64
from contextlib import asynccontextmanager

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.domain.attachment import Offer
from desktop.ui.images.chip import AttachmentChip
from desktop.ui.images.chip_menu import ChipMenu
from tests.journeys.driver import connected
from tests.server.scripts import lists, model_row
from tests.unit.system.pictures import PLACE, corners, decoded, encoded, exif, film

TILING = "openai/gpt-4o"
SEEING = model_row(TILING, "OpenAI: GPT-4o", ("text", "image"))
BLIND = model_row("blind/reader", "Blind Reader", ("text",))
BLIND["architecture"]["tokenizer"] = "GPT"
SEEING["architecture"]["tokenizer"] = "GPT"
SEEING["context_length"] = 4000
SEEING["pricing"]["prompt"] = "0.000002"


@asynccontextmanager
async def chatting(server, folder):
    """A new chat with a photo from a phone and a drawing, and a model that sees."""
    lists(server, [SEEING, BLIND])
    (folder / "photo.jpg").write_bytes(encoded(corners((3000, 2000)), "JPEG", exif=exif(6, place=True), quality=95))
    (folder / "drawing.png").write_bytes(encoded(corners((300, 200)), "PNG"))
    paths = [str(folder / name) for name in ("photo.jpg", "drawing.png")]
    async with connected(server, folder / "data", *paths) as parley:
        await parley.prepared()
        yield parley


def chip_of(parley, name):
    found = [chip for chip in parley.window.findChildren(AttachmentChip) if chip.isVisible()]
    return next(chip for chip in found if chip.attachment.name == name)


async def choose(parley, name, key):
    """Choose something in the menu of a chip."""
    chip = chip_of(parley, name)
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return)
    QTest.keyClick(QApplication.activePopupWidget(), key)
    await parley.until(lambda: not parley.workspace.intake.pending, "it is done")


def bodies(server):
    """The bodies of the questions that came, as bytes and as what they say."""
    asked = server.questions
    return [request.body for request in asked], [request.json() for request in asked]


def pictures_in(message):
    """The pictures of a message: what goes beside each, and its bytes."""
    parts = [part["image_url"] for part in message["content"] if part["type"] == "image_url"]
    return [(part.get("detail"), base64.b64decode(part["url"].partition(",")[2])) for part in parts]


async def test_the_numbers_on_chips_are_those_of_the_request(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        shown = {name: chip_of(parley, name).accessibleName() for name in ("photo.jpg", "drawing.png")}
        parley.ask("What is this?")
        await parley.answered()
        _, [asked] = bodies(server)
        (_, photo), (_, drawing) = pictures_in(asked["messages"][-1])
        assert decoded(photo).size == (1365, 2048)
        assert decoded(drawing).size == (300, 200)
        assert shown == {  # a photo of 768 × 1152 in 2 × 3 tiles of 170 tokens and 85; for $2 a million
            "photo.jpg": (
                f"photo.jpg, {len(photo) / 1000:.0f} kB, 2000×3000 → 1365×2048, ~1.1k tokens, ~$0.002, "
                "location removed, metadata removed, turned upright"
            ),
            "drawing.png": f"drawing.png, {_size(drawing)}, 300×200, ~255 tokens, < $0.001",
        }


def _size(data):
    return f"{len(data)} bytes" if len(data) < 1000 else f"{len(data) / 1000:.0f} kB"


async def test_chosen_detail_goes_along_costs_what_the_chip_says_and_is_sent_again_byte_by_byte(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        await choose(parley, "photo.jpg", Qt.Key.Key_L)
        await choose(parley, "drawing.png", Qt.Key.Key_H)
        assert "~85 tokens" in chip_of(parley, "photo.jpg").accessibleName()
        assert "low detail" in chip_of(parley, "photo.jpg").accessibleName()
        parley.ask("What is this?")
        await parley.answered()
        parley.act("regenerate")
        await parley.answered()
        [first, again], [asked, _] = bodies(server)
        assert [detail for detail, _ in pictures_in(asked["messages"][-1])] == ["low", "high"]
        assert first == again


async def test_the_menu_says_what_each_size_costs_before_one_is_chosen(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        chip = chip_of(parley, "photo.jpg")
        before = [item.text() for item in ChipMenu(chip).actions() if "×" in item.text()]
        size = f"{chip.attachment.image.size / 1000:.0f} kB"
        assert before == [
            "&Original · 2000×3000 · ~1.1k tokens · ~$0.002",
            f"Sharp &text · 1365×2048 · {size} · ~1.1k tokens · ~$0.002",
            "&Balanced · 1045×1568 · ~1.1k tokens · ~$0.002",
            "&Small · 683×1024 · ~765 tokens · ~$0.002",
        ]
        chip.open_menu()
        menu = next(menu for menu in chip.findChildren(ChipMenu) if menu.isVisible())
        await parley.until(
            lambda: (
                menu.actions()
                and all("kB" in item.text() or "MB" in item.text() for item in menu.actions() if "×" in item.text())
            ),
            "all are weighed",
        )
        small = next(item.text() for item in menu.actions() if item.text().startswith("&Small"))
        menu.close()
        await choose(parley, "photo.jpg", Qt.Key.Key_S)
        told = chip.accessibleName()
        assert all(fact in told for fact in small.split(" · ")[1:])


async def test_with_a_model_that_cannot_see_a_chip_says_that_and_no_cost(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        parley.workspace.choose_model(BLIND["id"])
        chip = chip_of(parley, "drawing.png")
        told = "not sent: this model cannot see it"
        await parley.until(lambda: told in chip.lines(), "it says so")
        assert not any("token" in line or "$" in line for line in chip.lines())
        offered = [item.text() for item in ChipMenu(chip).actions() if "×" in item.text()]
        assert offered[0] == "&Original · 300×200"
        parley.workspace.choose_model(TILING)
        assert told not in chip.lines()
        assert "~255 tokens" in chip.accessibleName()


async def test_metadata_goes_along_only_where_that_is_wanted_and_the_chip_says_so(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        chip = chip_of(parley, "photo.jpg")
        assert "location removed" in chip.accessibleName()
        await choose(parley, "photo.jpg", Qt.Key.Key_M)
        assert "~$0.002, location kept" in chip.accessibleName()
        assert "metadata kept" in chip.accessibleName()
        assert "location removed" not in chip.accessibleName()
        told = chip.accessibleName()
        parley.ask("Where is this?")
        await parley.answered()
        parley.act("regenerate")
        await parley.answered()
        [first, again], [asked, _] = bodies(server)
        (_, photo), _ = pictures_in(asked["messages"][-1])
        assert decoded(photo).getexif().get_ifd(PLACE) == {1: "N", 2: (52.0, 30.0, 0.0)}
        assert decoded(photo).size == (1365, 2048)
        assert f"{len(photo) / 1000:.0f} kB" in told
        assert first == again


async def test_a_question_is_edited_with_the_pictures_as_they_came(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        parley.ask("What is this?")
        await parley.answered()
        (tmp_path / "photo.jpg").unlink()
        parley.act("edit")
        await choose(parley, "photo.jpg", Qt.Key.Key_O)
        parley.ask(" And that?")
        await parley.answered()
        _, asked = bodies(server)
        photos = [pictures_in(body["messages"][-1])[0][1] for body in asked]
        assert [decoded(photo).size for photo in photos] == [(1365, 2048), (2000, 3000)]
        assert not [photo for photo in photos if b"Exif" in photo]


async def test_originals_are_not_kept_where_that_is_not_wanted(server, tmp_path):
    async with connected(server, tmp_path / "data") as parley:
        parley.act("originals")
    async with chatting(server, tmp_path) as parley:
        assert not parley.window.actions_by_id["originals"].isChecked()
        parley.ask("What is this?")
        await parley.answered()
        images = parley.chat.conversation.branch()[0].images
        assert [image.original for image in images] == ["", ""]
        parley.act("edit")
        assert [chip.quality for chip in parley.workspace.intake.attachments] == [None, None]


async def test_pictures_go_before_all_texts_where_that_is_wanted_and_it_is_remembered(server, tmp_path):
    async with connected(server, tmp_path / "data") as parley:
        parley.act("pictures-first")
    async with chatting(server, tmp_path) as parley:
        assert parley.window.actions_by_id["pictures-first"].isChecked()
        parley.ask("What is this?")
        await parley.answered()
        parley.ask("Sure?")
        await parley.answered()
        _, [first, second] = bodies(server)
        system, question = first["messages"]
        assert (system["role"], question["role"]) == ("system", "user")
        assert [part["type"] for part in system["content"]] == ["text", "image_url", "image_url"]
        assert [decoded(data).size for _, data in pictures_in(system)] == [(1365, 2048), (300, 200)]
        texts = [part["text"] for part in question["content"]]
        assert texts == ["What is this?", "[pictures 1 to 2 of those above]"]
        assert second["messages"][:2] == first["messages"]
        assert [message["role"] for message in second["messages"][2:]] == ["assistant", "user"]
        parley.act("pictures-first")
        parley.ask("And now?")
        await parley.answered()
        third = bodies(server)[1][2]
        assert third["messages"][0]["role"] == "user"
        assert len(pictures_in(third["messages"][0])) == 2


async def test_earlier_pictures_go_as_far_as_the_context_has_room(server, tmp_path):
    async with chatting(server, tmp_path) as parley:
        parley.act("pictures--1")
        parley.ask("What is this?")
        await parley.answered()
        parley.ask("Sure?")
        await parley.answered()
        parley.window.chat.composer.set_text("word " * 3000)
        parley.key("composer", Qt.Key.Key_Return)
        await parley.answered()
        _, asked = bodies(server)
        assert [len(pictures_in(body["messages"][0])) for body in asked] == [2, 2, 0]
        assert asked[2]["messages"][0]["content"][1]["text"] == "[2 pictures left out: there is no room for them]"


async def test_of_thirty_pictures_the_oldest_are_left_out_once_the_context_is_full_and_that_is_said(server, tmp_path):
    lists(server, [{**SEEING, "context_length": 12_000}])
    async with connected(server, tmp_path / "data") as parley:
        parley.act("pictures--1")
        for turn in range(6):
            names = [f"{turn} {n}.png" for n in range(5)]
            for n, name in enumerate(names):
                (tmp_path / name).write_bytes(encoded(corners((600 + 10 * turn + n, 500)), "PNG"))
            parley.window.chat.composer.offered.emit([Offer(name, path=str(tmp_path / name)) for name in names])
            await parley.prepared()
            parley.ask("What is this?")
            await parley.answered()
        entry = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        questions = bodies(server)[1][-1]["messages"][::2]
        sent = [decoded(data).width for question in questions for _, data in pictures_in(question)]
        assert sent == [600 + 10 * turn + n for turn in range(6) for n in range(5)][-21:]
        assert len(sent) * 425 < 12_000 * 0.75 < (len(sent) + 1) * 425  # of 2 × 1 tiles, 170 tokens each, and 85
        assert entry.note == "9 pictures not sent: no room in the model's context."
        notes = [part["text"] for question in questions[:2] for part in question["content"] if part["type"] == "text"]
        left_out = [f"[{count} pictures left out: there is no room for them]" for count in (5, 4)]
        assert notes[1::2] == left_out


async def test_all_of_a_film_is_sent_by_hand_unchanged_where_its_maker_does_not_rule_that_out(server, tmp_path):
    unknown, strict = model_row("some/seer", "Some Seer", ("text", "image")), SEEING
    lists(server, [unknown, strict])
    walk = film("GIF", 4)
    (tmp_path / "walk.gif").write_bytes(walk)
    async with connected(server, tmp_path / "data", str(tmp_path / "walk.gif")) as parley:
        parley.workspace.choose_model("some/seer")
        await parley.prepared()
        assert "only the first of 4 frames" in chip_of(parley, "walk.gif").accessibleName()
        await choose(parley, "walk.gif", Qt.Key.Key_F)
        said = chip_of(parley, "walk.gif").accessibleName()
        assert "4 frames, this model's maker does not say whether it takes animations" in said
        parley.ask("Who walks there?")
        await parley.answered()
        parley.workspace.choose_model(TILING)
        parley.ask("And where to?")
        await parley.answered()
        entry = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        assert "1 picture not sent: in a format that this model does not take." == entry.note
    first, second = bodies(server)[1]
    assert [walk] == [data for _, data in pictures_in(first["messages"][0])]
    assert first["messages"][0]["content"][-1]["image_url"]["url"].startswith("data:image/gif;")
    assert [] == [part for part in second["messages"][0]["content"] if part["type"] == "image_url"]
