"""Rows of an intact file that make no sense: each says so where it is, and hides no other."""

from __future__ import annotations

import sqlite3
from contextlib import asynccontextmanager, closing

import pytest
from PySide6.QtCore import Qt

from desktop.domain.errors import FileGone
from desktop.ui.sidebar.conversations import ConversationListModel
from tests.journeys.driver import running


async def asked(parley, *questions):
    """Have these questions answered, each in a chat of its own; their chats' ids."""
    ids = []
    for question in questions:
        parley.act("new")
        parley.ask(question)
        await parley.answered()
        ids.append(parley.chat.conversation.id)
    return ids


@asynccontextmanager
async def after(data, harm):
    """The program with two chats, one and two, after statements that are made of their ids."""
    async with running(data, "--demo") as parley:
        ids = await asked(parley, "one", "two")
    with closing(sqlite3.connect(data / "data" / "parley.sqlite3")) as connection, connection:
        connection.execute(harm.format(*ids))
    async with running(data, "--demo") as parley:
        await parley.until(lambda: len(rows(parley)) == 2, "both are listed")
        yield parley, *ids


def rows(parley):
    """What the list of conversations says: title and time."""
    model = parley.find("conversation-list").model()
    indexes = [model.index(at, 0) for at in range(model.rowCount())]
    return [(index.data(), index.data(ConversationListModel.WHEN)) for index in indexes]


async def open_and_ask(parley, name):
    """Put a chat on view and go on with it."""
    parley.window.sidebar.opened.emit(name)
    await parley.until(lambda: parley.chat.conversation.id == name, "it is on view")
    parley.ask("more")
    await parley.answered()
    assert "more" == parley.texts()[2]


TIMES = "UPDATE conversations SET created = {{time}}, changed = {{time}} WHERE id = '{0}'"


@pytest.mark.parametrize("time", [2**63 - 1, -(2**63)])
async def test_a_time_that_no_calendar_has_is_told_in_its_row(tmp_path, time):
    async with after(tmp_path, TIMES.replace("{{time}}", str(time))) as (parley, one, two):
        listed = dict(rows(parley))
        assert "damaged" == listed["one"]
        assert listed["two"] not in {"", "damaged"}
        await open_and_ask(parley, one)
        await open_and_ask(parley, two)


async def test_one_byte_of_a_title_hides_no_other_chat(tmp_path, expected_logs):
    expected_logs.append("not UTF-8")
    async with after(tmp_path, "UPDATE conversations SET title = CAST(x'61ff' AS TEXT) WHERE id = '{0}'") as (
        parley,
        one,
        two,
    ):
        assert {"a\ufffd", "two"} == dict(rows(parley)).keys()
        await open_and_ask(parley, one)
        await open_and_ask(parley, two)


async def test_a_damaged_draft_keeps_its_text_and_no_chat_shut(tmp_path):
    async with after(tmp_path, "INSERT OR REPLACE INTO drafts VALUES ('{0}', 1, 'typed', '[5]')") as (
        parley,
        one,
        two,
    ):
        parley.window.sidebar.opened.emit(one)
        (lost,) = await parley.prepared()
        assert FileGone is type(lost.failure)
        assert "typed" == parley.window.chat.composer.text()
        parley.click("attachment-remove")
        parley.key("composer", Qt.Key.Key_Return)
        await parley.until(lambda: ["one", "typed"] == parley.texts()[::2], "it is sent")
        await parley.answered()
        await open_and_ask(parley, two)


async def test_a_damaged_edit_keeps_no_chat_shut(tmp_path):
    edits = "INSERT INTO drafts SELECT id, 1, 'changed', '[' FROM messages WHERE conversation = '{0}' AND role = 'user'"
    async with after(tmp_path, edits) as (parley, one, _two):
        parley.window.sidebar.opened.emit(one)
        await parley.until(lambda: parley.window.chat.composer.text() == "changed", "the edit is there")
        assert "one" == parley.texts()[0]
