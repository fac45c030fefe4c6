"""What stands below an answer that has come."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from tests.journeys.driver import connected
from tests.server import scripts
from tests.server.server import Pause


def told(parley):
    """What a screen reader hears below the last message."""
    transcript = QAccessible.queryAccessibleInterface(parley.transcript)
    return transcript.child(transcript.childCount() - 1).text(QAccessible.Text.Description)


def speaker(parley):
    """Whom the head of the last message names."""
    flow = parley.transcript.flow
    return flow.entry(len(flow.entries) - 1).speaker


async def test_the_head_names_the_model_that_answers_from_its_first_words_on(server, tmp_path):
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        server.on("POST", "/chat/completions", scripts.stream([scripts.delta("Hm"), Pause(60)]))
        parley.ask("hi")
        await parley.until(lambda: speaker(parley) == "OpenAI: GPT-5.4 Nano", "the model is known")
        assert parley.workspace.chat.answering
        parley.key("composer", Qt.Key.Key_Escape)
        await parley.answered()


def receipt(parley):
    """The line below the last message, as a button."""
    transcript = QAccessible.queryAccessibleInterface(parley.transcript)
    message = transcript.child(transcript.childCount() - 1)
    (found,) = (target for target in message.targets() if target.place.target.action == "receipt")
    return found


def table(widget):
    items = map(widget.topLevelItem, range(widget.topLevelItemCount()))
    return {item.text(0): item.text(1) for item in items}


async def test_the_receipt_names_another_model_the_provider_the_tokens_and_the_cost(server, tmp_path):
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("hi")
        await parley.answered()
        line = "OpenAI: GPT-5.4 Nano instead of Words Only · OpenAI · < $0.001 · 23 → 20 tokens"
        await parley.until(lambda: told(parley).startswith(line), "the receipt is shown")
        assert speaker(parley) == "OpenAI: GPT-5.4 Nano"
        parley.workspace.choose_model("openai/gpt-5.4-nano")
        parley.ask("and now?")
        await parley.answered()
        await parley.until(
            lambda: told(parley).startswith("OpenAI: GPT-5.4 Nano · OpenAI · < $0.001 · 23 → 20 tokens"),
            "no other model",
        )
        receipt(parley).press()
        await parley.until(lambda: parley.shown("receipt-dialog"), "the whole receipt")
        rows = table(parley.find("receipt-table"))
        assert scripts.GENERATION == rows["Generation"]
        assert "43" == rows["Total tokens"]
        parley.find("receipt-dialog").close()


async def test_a_name_that_comes_with_a_later_list_appears_above_and_below_the_answer(server, tmp_path):
    async with connected(server, tmp_path, "--model", "deaf/mute") as parley:
        parley.ask("hi")
        await parley.answered()
        catalog = parley.workspace.connection.catalog
        named = [replace(model, name=f"{model.name}!") for model in catalog.catalog.models]
        catalog._replace(replace(catalog.catalog, models=tuple(named)))

        assert speaker(parley) == "OpenAI: GPT-5.4 Nano!"
        assert "instead of Words Only!" in told(parley)
