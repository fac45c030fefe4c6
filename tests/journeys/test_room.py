"""What is said before sending of a question that is more than its model takes in."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.journeys.driver import connected
from tests.server.scripts import DONE, delta, lists, model_row, stream
from tests.unit.system.pictures import corners, encoded

MINI = model_row("openai/gpt-4o-mini", "OpenAI: GPT-4o-mini", ("text", "image"))
MINI["architecture"]["tokenizer"] = "GPT"
LARGE = model_row("maker/large", "Large", ("text", "image"))
BLIND = model_row("blind/reader", "Blind Reader", ("text",))
for row, context in ((MINI, 128_000), (LARGE, 1_000_000), (BLIND, 8_000)):
    row["context_length"] = row["top_provider"]["context_length"] = context


def told(parley):
    """What stands beside a sign of warning above the editor."""
    labels = parley.find("drop-area").findChildren(QLabel)
    return next((label.text() for label in labels if label.isVisible() and " too many " in label.text()), "")


@pytest.fixture
def photos(tmp_path):
    """Eight, each of two by three tiles: 2,833 + 6 × 5,667 tokens."""
    names = [tmp_path / f"photo {n}.jpg" for n in range(8)]
    for n, name in enumerate(names):
        name.write_bytes(encoded(corners((1500, 1000 + n)), "JPEG"))
    return [str(name) for name in names]


async def test_too_many_pictures_are_told_of_before_they_are_sent_and_go_all_the_same(server, tmp_path, photos):
    lists(server, [MINI, LARGE, BLIND])
    async with connected(server, tmp_path / "data", "--model", "openai/gpt-4o-mini", *photos) as parley:
        await parley.prepared()

        advice = "Smaller or fewer pictures help, or another model."
        assert told(parley) == f"~166.7k tokens too many for OpenAI: GPT-4o-mini. {advice}"

        kept = [chip.id for chip in parley.workspace.intake.attachments][:3]
        parley.workspace.intake.remove(*(c.id for c in parley.workspace.intake.attachments if c.id not in kept))
        assert not told(parley)
        parley.workspace.intake.bring_back()
        assert told(parley)
        parley.workspace.choose_model("maker/large")
        assert not told(parley)
        parley.workspace.choose_model("blind/reader")
        assert not told(parley)
        parley.workspace.choose_model("openai/gpt-4o-mini")
        await parley.prepared()
        parley.ask("What is this?")
        await parley.answered()
        assert len(server.questions[0].json()["messages"][-1]["content"]) == 9
        assert not told(parley)


async def test_a_text_that_is_too_long_is_told_of_and_what_a_chat_holds(server, tmp_path):
    lists(server, [BLIND])
    server.on("POST", "/chat/completions", stream([delta("Well."), delta("", "stop"), DONE]))
    async with connected(server, tmp_path / "data", "--model", "blind/reader") as parley:
        parley.window.chat.composer.write("word " * 8_000)
        await parley.until(lambda: told(parley), "it is told")
        assert told(parley) == "~2.0k tokens too many for Blind Reader. Less text helps, or another model."
        parley.click("send")
        await parley.answered()
        assert not told(parley)
        parley.window.chat.composer.write("And then?")
        await parley.until(lambda: told(parley), "it is told")
        advice = "This chat is too long for it: a new one helps, or another model."
        assert told(parley) == f"~2.0k tokens too many for Blind Reader. {advice}"
        parley.program._chat.editing.edit(parley.chat.conversation.branch_ids()[0])
        await parley.until(lambda: "Less text helps" in told(parley), "it is told of the question alone")
        parley.window.chat.composer.set_text("Hello!")
        await parley.until(lambda: not told(parley), "what it takes the place of counts no more")
