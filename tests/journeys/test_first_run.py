"""The first start: no key, no network, no questions. The proxy leads nowhere, so that nothing leaves this machine."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListView, QTextEdit

from tests.journeys.driver import running


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")


def said(parley, name):
    return parley.find(name, QLabel).text()


async def test_the_list_with_its_date_a_composer_and_three_ways_on_are_there(tmp_path):
    async with running(tmp_path) as parley:
        await parley.until(lambda: "Offline" in said(parley, "catalog-age"), "the refresh has failed")
        assert parley.find("composer").hasFocus()
        assert parley.find("model-list", QListView).model().rowCount() > 300
        assert "22 Aug 2026" in said(parley, "catalog-age")
        parley.ask("hello")
        assert ["Asking this model needs an API key."] == [text for text in parley.notices() if "needs" in text]
        assert "hello" == parley.window.chat.composer.text()
        parley.press("Paste a key")
        parley.find("key-field")
        parley.key("key-dialog", Qt.Key.Key_Escape)
        parley.press("Use another endpoint")
        parley.key("endpoint-dialog", Qt.Key.Key_Escape)


async def test_the_demonstration_answers_from_its_button_on_and_is_back_after_a_restart(tmp_path):
    async with running(tmp_path) as parley:
        parley.press("Try the demonstration")
        parley.ask("What is Parley?")
        await parley.answered()
        texts = parley.texts()
        assert len(texts) == 2
        assert "Demonstration: not a language model" == said(parley, "status")
        assert not parley.notices()
        page = parley.find("model-details", QTextEdit)
        parley.type("model-search", "demonstration guide", Qt.Key.Key_Down)
        await parley.until(lambda: "Answers questions about Parley" in page.toPlainText(), "its page is shown")
        assert "free" in page.toPlainText()
        assert "may charge" not in page.toPlainText()
    async with running(tmp_path) as parley:
        await parley.until(lambda: parley.texts() == texts, "the chat is back")
        parley.ask("And what does it cost?")
        await parley.answered()
        assert len(parley.texts()) == 4


async def test_the_key_dialog_leaves_the_demonstration_only_with_a_key(tmp_path):
    async with running(tmp_path) as parley:
        parley.press("Try the demonstration")
        parley.act("key")
        parley.key("key-dialog", Qt.Key.Key_Escape)
        assert "Demonstration: not a language model" == said(parley, "status")
        parley.ask("What is Parley?")
        await parley.answered()
        assert len(parley.texts()) == 2


async def test_a_key_that_is_there_leads_out_of_the_demonstration(tmp_path):
    async with running(tmp_path, key="sk-test-environment") as parley:
        await parley.until(lambda: "OPENROUTER_API_KEY" in said(parley, "status"), "the key is taken")
        parley.act("demo")
        assert "Demonstration: not a language model" == said(parley, "status")
        parley.act("key")
        await parley.until(lambda: said(parley, "status").startswith("openrouter.ai"), "the endpoint is back")
        assert "OPENROUTER_API_KEY" in said(parley, "key-status")
        parley.key("key-dialog", Qt.Key.Key_Escape)


async def test_models_are_found_and_looked_at_without_a_network(tmp_path):
    async with running(tmp_path) as parley:
        parley.type("model-search", "claude sonnet", Qt.Key.Key_Return)
        assert "Sonnet" in parley.window.chat.model_button.text()
        assert "Prices" in parley.find("model-details").toPlainText()
        parley.key("model-search", Qt.Key.Key_Escape)
        assert said(parley, "model-count").startswith("360 of 421")
        parley.key("model-search", Qt.Key.Key_Escape)
        assert parley.find("composer").hasFocus()


async def test_who_is_in_the_search_line_when_the_chat_is_back_stays_there(tmp_path):
    async with running(tmp_path, "--demo") as parley:
        parley.ask("hello")
        await parley.answered()
    async with running(tmp_path, "--demo", wait=False) as parley:
        parley.find("model-search").setFocus()
        await parley.ready()
        await parley.until(parley.texts, "the chat is back")

        assert parley.window.focusWidget().objectName() == "model-search"
