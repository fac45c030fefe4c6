"""PDFs: dropped, sent with who reads them, kept, sent again byte by byte, refused, and saved."""

from __future__ import annotations

import base64
import json
import re
import sqlite3
from contextlib import closing
from shutil import copyfile

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFileDialog, QMenu

from desktop.domain.attachment import Offer
from desktop.domain.parsed import READ
from desktop.domain.parts import Engine, Withheld
from desktop.services import asked as asked_module
from desktop.services.progress import Sending
from desktop.system.paths import paths
from desktop.ui.transcript.files_row import FILE
from tests.journeys.driver import connected
from tests.server.scripts import MODEL, delta, error, lists, model_row, spoken, stream
from tests.server.server import Stall

DOCUMENT = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 800 + b"\n%%EOF\n"
ADDRESS = "https://example.org/report.pdf"
PARSED = {"type": "file", "file": {"hash": "h1", "name": "report.pdf", "content": [{"type": "text", "text": "Grüße"}]}}
ENTER = Qt.Key.Key_Return


@pytest.fixture
def official(server, monkeypatch):
    """A server that is taken for OpenRouter."""
    monkeypatch.setattr(asked_module, "OPENROUTER", server.base_url)
    return server


def listed(server, *inputs):
    lists(server, [model_row(MODEL, "A model", inputs)])


async def attach(parley, folder, name="report.pdf", data=DOCUMENT):
    (folder / name).write_bytes(data)
    parley.window.chat.composer.offered.emit([Offer(name, path=str(folder / name))])
    await parley.until(lambda: not parley.workspace.intake.pending, "it is looked into")


def sent_files(request):
    """The files of all questions of a request: names and contents."""
    parts = [part for m in request.json()["messages"] if isinstance(m["content"], list) for part in m["content"]]
    return [part["file"] for part in parts if part["type"] == "file"]


def contents(file):
    head, _, data = file["file_data"].partition(",")
    assert "data:application/pdf;base64" == head
    return base64.b64decode(data, validate=True)


NATIVE = "read by the model itself, $0.20 for 1,000,000 tokens"


@pytest.mark.parametrize(
    ("inputs", "choice", "engine", "said"),
    [
        (("text",), None, "cloudflare-ai", "its text alone, free"),
        (("text", "file"), None, "cloudflare-ai", "its text alone, free"),
        (("text", "file"), Qt.Key.Key_M, "native", NATIVE),
    ],
)
async def test_a_pdf_is_read_for_nothing_or_as_chosen_and_sent_again_byte_by_byte(
    tmp_path, official, inputs, choice, engine, said
):
    listed(official, *inputs)

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        if choice:
            parley.key("attachment", ENTER)
            parley.key("attachment-menu", choice)
        chip = parley.find("attachment")
        assert f"report.pdf, PDF, 205 kB, {said}" == chip.accessibleName()
        parley.ask("What is in it?")
        await parley.answered()
        (tmp_path / "report.pdf").unlink()
    async with connected(official, tmp_path) as parley:
        await parley.until(lambda: parley.texts() and parley.workspace.model, "it is there again")
        parley.act("regenerate")
        await parley.answered()
    first, second = official.questions
    [file] = sent_files(first)
    assert ("report.pdf", DOCUMENT) == (file["filename"], contents(file))
    kinds = [part["type"] for part in first.json()["messages"][0]["content"]]
    assert ["text", "file"] == kinds
    assert [{"id": "file-parser", "pdf": {"engine": engine}}] == first.json()["plugins"]
    assert first.body == second.body


async def test_scans_are_chosen_at_the_chip_by_keyboard_and_remembered_with_the_question(tmp_path, official):
    listed(official, "text", "file")

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.key("attachment", ENTER)
        menu = parley.find("attachment").findChild(QMenu, "attachment-menu")
        assert "&Scans too, $2 for 1,000 pages" in [action.text() for action in menu.actions()]
        parley.key("attachment-menu", Qt.Key.Key_S)
        assert parley.find("attachment").accessibleName().endswith("scans too, $2 for 1,000 pages")
    async with connected(official, tmp_path) as parley:
        await parley.until(lambda: parley.shown("attachment"), "the draft is back")
        parley.ask("What is in it?")
        await parley.answered()
        [file] = parley.chat.conversation.branch()[0].files
        assert Engine.OCR is file.engine
        parley.act("regenerate")
        await parley.answered()
    first, second = official.questions
    assert "mistral-ocr" == first.json()["plugins"][0]["pdf"]["engine"]
    assert first.body == second.body


async def test_other_endpoints_get_the_file_for_models_that_take_it_and_no_plugin(server, tmp_path):
    listed(server, "text", "file")
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path)
        assert "report.pdf, PDF, 205 kB" == parley.find("attachment").accessibleName()
        parley.ask("What is in it?")
        await parley.answered()
    [request] = server.questions
    assert [DOCUMENT] == list(map(contents, sent_files(request)))
    assert "plugins" not in request.json()


async def test_a_model_of_another_endpoint_that_takes_text_gets_no_file(server, tmp_path):
    listed(server, "text")
    async with connected(server, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        assert "A model takes no PDFs." in parley.notices()
        parley.press("Send without")
        await parley.answered()
        entry = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        assert "1 PDF not sent: this model takes none." == entry.note
    [request] = server.questions
    assert [] == sent_files(request)


async def test_a_pdf_at_an_address_is_sent_as_that_and_never_fetched(tmp_path, official):
    async with connected(official, tmp_path) as parley:
        parley.window.chat.composer.offered.emit([Offer("report.pdf", url=ADDRESS)])
        parley.ask("What is in it?")
        await parley.answered()
    [request] = official.questions
    assert [{"filename": "report.pdf", "file_data": ADDRESS}] == sent_files(request)
    assert "cloudflare-ai" == request.json()["plugins"][0]["pdf"]["engine"]


async def test_what_was_made_of_a_pdf_goes_back_with_its_answer_after_a_restart_and_is_never_shown(
    qapp, tmp_path, official
):
    official.on("POST", "/chat/completions", stream([delta("", annotations=[PARSED]), *spoken("Greetings.")]))

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        await parley.answered()
        assert ["What is in it?", "Greetings."] == parley.texts()
        parley.act("copy")
        assert "Greetings." == qapp.clipboard().text()
    async with connected(official, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        parley.ask("And?")
        await parley.answered()
    answer = official.questions[1].json()["messages"][1]
    assert {"role": "assistant", "content": "Greetings.", "annotations": [PARSED]} == answer
    assert json.dumps(PARSED, ensure_ascii=False, separators=(",", ":")).encode() in official.questions[1].body


async def test_what_was_made_of_a_pdf_goes_back_after_the_program_died_in_mid_answer(tmp_path, official):
    listed(official, "text", "file")
    begun = stream([delta("", annotations=[PARSED]), delta("Greet"), Stall()])
    official.on("POST", "/chat/completions", begun, stream(spoken("So.")))
    after = tmp_path / "after"

    def stored():
        """What a crash would leave now."""
        here, there = paths(tmp_path).database, paths(after).database
        there.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(here)) as source, closing(sqlite3.connect(there)) as target:
            source.backup(target)
            return target.execute("SELECT count(*) FROM messages WHERE parts LIKE '%parsed%'").fetchone()[0]

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        await parley.until(stored, "it is stored while the answer comes")
    paths(after).settings.parent.mkdir(parents=True, exist_ok=True)
    copyfile(paths(tmp_path).settings, paths(after).settings)  # which conversation was on view
    async with connected(official, after) as parley:
        await parley.until(lambda: parley.texts() and parley.workspace.model, "it is there again")
        parley.ask("And?")
        await parley.answered()
    assert [PARSED] == official.questions[1].json()["messages"][1]["annotations"]


@pytest.mark.parametrize("again", ["regenerate", "edit"])
async def test_a_scan_is_not_paid_again_when_the_first_question_is_asked_again(tmp_path, official, again):
    listed(official, "text", "file")
    official.on("POST", "/chat/completions", stream([delta("", annotations=[PARSED]), *spoken("So.")]))

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.key("attachment", ENTER)
        parley.key("attachment-menu", Qt.Key.Key_S)
        parley.ask("What is in it?")
        await parley.answered()
    async with connected(official, tmp_path) as parley:
        await parley.until(lambda: parley.texts() and parley.workspace.model, "it is there again")
        if again == "regenerate":
            parley.act("regenerate")
        else:
            question, target = parley.chat.conversation.branch()[0], parley.workspace.target()
            parley.chat.edit(question.id, "And now?", question.files, target)
        await parley.answered()
    first, second = (request.json() for request in official.questions)
    pdf, read, question = second["messages"]
    assert [first["messages"][0]["content"][1]] == pdf["content"]
    assert {"role": "assistant", "content": READ, "annotations": [PARSED]} == read
    assert {"role": "user", "content": {"regenerate": "What is in it?", "edit": "And now?"}[again]} == question
    assert first["plugins"] == second["plugins"]


def numbered(count, name):
    """A PDF of so many pages."""
    tree = b"1 0 obj\n<< /Type /Pages /Count %d /Kids [] >>\nendobj\n" % count
    return b"%PDF-1.7\n" + tree + name.encode() * 500 + b"\n%%EOF\n"


def notes(parley):
    """What is said under the last answer."""
    return parley.program._chat._entries.of(parley.chat.conversation.branch()[-1]).note.split("\n")


SCANS, FREE = "scans too, ~$0.004", "its text alone, free"
SCANS_OF_BOTH = "scans too, ~$0.01, reads a.pdf in the same way, too"
ANNOTATED = [{**PARSED, "file": {**PARSED["file"], "hash": hash_}} for hash_ in ("h1", "h2")]
READ_BY_THE_PAGE = "1 PDF read with scans, for a price by the page, not as chosen before."
READ_AS_TEXT = "1 PDF read as text alone, without scans, not as chosen before."
KEYS = {"native": Qt.Key.Key_M, "cloudflare-ai": Qt.Key.Key_T, "mistral-ocr": Qt.Key.Key_S}


@pytest.mark.parametrize(
    ("first", "annotated", "second", "said", "engine", "noted", "followed"),
    [
        ("native", 0, "", NATIVE, "native", "", ""),  # else the model would see no scan any more
        ("native", 0, "mistral-ocr", SCANS_OF_BOTH, "mistral-ocr", READ_BY_THE_PAGE, ""),
        ("native", 0, "cloudflare-ai", f"{FREE}, reads a.pdf in the same way, too", "cloudflare-ai", READ_AS_TEXT, ""),
        ("", 0, "mistral-ocr", SCANS_OF_BOTH, "mistral-ocr", READ_BY_THE_PAGE, ""),
        ("", 1, "mistral-ocr", SCANS, "mistral-ocr", "", ""),
        ("", 0, "", FREE, "cloudflare-ai", "", ""),
        ("mistral-ocr", 1, "", FREE, "cloudflare-ai", "", ""),  # what is paid for is known: nothing else is paid
        ("mistral-ocr", 0, "", SCANS_OF_BOTH, "mistral-ocr", "", ""),
    ],
)
async def test_one_engine_reads_the_pdfs_of_a_chat_and_what_that_means_for_earlier_ones_is_said(
    tmp_path, official, first, annotated, second, said, engine, noted, followed
):
    listed(official, "text", "file")
    brought = [stream([delta("", annotations=ANNOTATED[:count]), *spoken("So.")]) for count in (annotated, 2, 0)]
    official.on("POST", "/chat/completions", *brought)

    async with connected(official, tmp_path) as parley:
        for name, pages, choice in (("a.pdf", 3, first), ("b.pdf", 2, second)):
            await attach(parley, tmp_path, name, numbered(pages, name))
            if choice:
                parley.key("attachment", ENTER)
                parley.key("attachment-menu", KEYS[choice])
            heard = parley.find("attachment").accessibleName()
            parley.ask("What is in it?")
            await parley.answered()
        assert f"b.pdf, PDF, 2 pages, 3 kB, {said}" == heard
        assert noted == "\n".join(notes(parley))
        parley.ask("And?")
        await parley.answered()
        assert followed == "\n".join(notes(parley))
    engines = [request.json()["plugins"][0]["pdf"]["engine"] for request in official.questions]
    assert [first or "cloudflare-ai", engine, engine] == engines
    assert [["a.pdf"], ["a.pdf", "b.pdf"]] == [[it["filename"] for it in sent_files(r)] for r in official.questions[:2]]


async def test_a_model_that_reads_no_pdfs_itself_reads_their_text_and_that_is_said(tmp_path, official):
    lists(official, [model_row(MODEL, "A model", ("text", "file")), model_row("a/blind", "Blind", ("text",))])

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.key("attachment", ENTER)
        parley.key("attachment-menu", Qt.Key.Key_M)
        parley.ask("What is in it?")
        await parley.answered()
        assert [""] == notes(parley)
        parley.workspace.choose_model("a/blind")
        parley.ask("And?")
        await parley.answered()
        assert [READ_AS_TEXT] == notes(parley)
    async with connected(official, tmp_path) as parley:
        await parley.until(parley.texts, "it is there again")
        assert [READ_AS_TEXT] == notes(parley)
    engines = [request.json()["plugins"][0]["pdf"]["engine"] for request in official.questions]
    assert ["native", "cloudflare-ai"] == engines


async def test_what_was_made_of_a_pdf_before_every_provider_failed_goes_back_too(tmp_path, official):
    failed = error(400, "No provider was left.", {"file_annotations": [PARSED]})
    official.on("POST", "/chat/completions", failed, stream(spoken("Greetings.")))

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        await parley.answered()
        parley.ask("Please?")
        await parley.answered()
    said = official.questions[1].json()["messages"]
    assert {"role": "assistant", "content": "[no answer came]", "annotations": [PARSED]} == said[1]


async def test_a_refused_pdf_is_not_in_the_way_of_the_next_question_and_can_be_sent_again(tmp_path, official):
    refusal = error(400, "Failed to parse report.pdf")
    official.on("POST", "/chat/completions", refusal, stream(spoken("So it goes.")))

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        await parley.answered()
        answer = parley.program._chat._entries.of(parley.chat.conversation.branch()[-1])
        assert "A file was not accepted: Failed to parse report.pdf" == answer.reason
        assert [("retry", "Ask without it"), ("replace", "Replace it…")] == list(answer.fixes)
        parley.ask("And now?")
        await parley.answered()
        question = parley.chat.conversation.branch()[0]
        assert Withheld.REFUSED is question.files[0].withheld
        parley.transcript.action_requested.emit(question.id, "send-again")
        parley.ask("And now?")
        await parley.answered()
    assert [1, 0, 1] == [len(sent_files(request)) for request in official.questions]
    note = {"type": "text", "text": "[1 PDF left out: a provider refused it]"}
    assert note == official.questions[1].json()["messages"][0]["content"][1]


async def test_a_pdf_of_a_question_is_saved_as_it_came(tmp_path, official):
    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path)
        parley.ask("What is in it?")
        await parley.answered()
        question = parley.chat.conversation.branch()[0]
        parley.transcript.action_requested.emit(question.id, FILE + question.files[0].blob)
        await parley.until(lambda: parley.shown("save-dialog"), "it asks where to")
        dialog = parley.find("save-dialog")
        assert isinstance(dialog, QFileDialog)
        dialog.close()
        dialog.fileSelected.emit(str(tmp_path / "copy.pdf"))
        await parley.until((tmp_path / "copy.pdf").exists, "it is written")
        assert DOCUMENT == (tmp_path / "copy.pdf").read_bytes()


async def test_how_much_of_a_big_question_is_sent_is_told_until_the_answer_is_waited_for(tmp_path, official):
    listed(official, "text", "file")
    read_on = official.hold_bodies(after=100_000)

    async with connected(official, tmp_path) as parley:
        await attach(parley, tmp_path, data=DOCUMENT * 80)
        parley.ask("What is in it?")
        transcript, turn = parley.transcript, parley.chat.turn
        await parley.until(lambda: transcript.flow.entry(1).waiting.startswith("Sending"), "it is sent slowly")
        said = transcript.flow.entry(1).waiting
        heard = QAccessible.queryAccessibleInterface(transcript).child(1).text(QAccessible.Text.Description)
        assert said in heard
        phase, bar = turn.progress.phase, parley.find("upload")
        assert isinstance(phase, Sending)
        assert abs(bar.value() - 100 * phase.taken / phase.whole) < 5
        read_on.set()
        await parley.answered()
        assert not bar.isVisible()
        sent, whole, share = map(float, re.fullmatch(r"Sending (\S+) MB of (\S+) MB · (\S+) %", said).groups())
        assert round(len(official.questions[0].body) / 1e6, 1) == whole
        assert 0 < sent < whole
        assert abs(share - 100 * sent / whole) < 5
        assert not transcript.flow.entry(1).waiting
