from __future__ import annotations

import asyncio
import threading
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from desktop.api.client import FetchedList
from desktop.api.model_rows import rows_of
from desktop.domain.attachment import Offer, Preparation
from desktop.domain.catalog import Catalog, Origin
from desktop.domain.conversation import Draft
from desktop.domain.delta import Delta
from desktop.domain.edits import Edits
from desktop.domain.errors import KeyMissing, ModelNotFound, StoreBroken
from desktop.domain.fit import misfits
from desktop.domain.message import Message, Role, State
from desktop.domain.model import Model
from desktop.domain.parts import Engine, ImagePart, LeftOut, MediaPart, Modality, TextFilePart, TextPart
from desktop.domain.picture import Change, Frames
from desktop.domain.pricing import VARIES, Pricing
from desktop.domain.vision import Detail, Estimate, Quality, Sight
from desktop.services.account import Account
from desktop.services.album import KeepPicture
from desktop.services.bookmarks import BookmarkService
from desktop.services.catalog import CatalogService
from desktop.services.chat import Chat
from desktop.services.connection import OPENROUTER, ROUTER, Connection
from desktop.services.details import DetailService
from desktop.services.elsewhere import Elsewhere
from desktop.services.files import keep_parsed
from desktop.services.history import History, compare
from desktop.services.intake import Intake
from desktop.services.library import Library
from desktop.services.pictures import keep_as_it_came, keep_picture
from desktop.services.preferences import Preferences
from desktop.services.tasks import TaskScope
from desktop.services.turn import Keep
from desktop.services.weighing import SHORT, choices_of
from desktop.services.workspace import Unstored, Workspace
from desktop.store.blobs import Blobs
from desktop.store.bookmarks import Bookmarks
from desktop.store.catalogs import Catalogs
from desktop.store.changes import Changes
from desktop.store.conversations import Conversations
from desktop.store.database import Database
from desktop.store.details import StoredDetails
from desktop.store.settings import SettingsFile
from desktop.system.images import Images
from tests.unit.services.scripted import Endpoint, words
from tests.unit.system.pictures import encoded, noise
from tests.waiting import LONG, quiet, until

BLIND = Model(id="a/blind", name="Blind", input_modalities=("text",), output_modalities=("text",))
SEEING = Model(id="b/seeing", name="Seeing", input_modalities=("text", "image"), output_modalities=("image", "text"))
AUTO = Model(id=ROUTER, name="Auto", input_modalities=("text", "image"), output_modalities=("text",))
SIGHTS = {
    "Patches": Sight(edge=64, patch=8),
    "Tiles": Sight(tile=32, tile_tokens=10, base_tokens=6, detailed=True),
    "Closer": Sight(detailed=True),
    "Strict": Sight(most_encoded=400, formats=("image/png",), animated=False),
}
FOUR = (TextPart("four"),)
HERE = "https://e.org"
CAT = ImagePart("cat.png", url="https://example.org/cat.png")
READING = Model(id="c/reading", name="Reading", input_modalities=("text", "file"), output_modalities=("text",))
PDF = MediaPart("a.pdf", Modality.FILE, url="https://example.org/a.pdf")
FILM = MediaPart("a.mp4", Modality.VIDEO, url="https://example.org/a.mp4")


class Desk(Endpoint):
    """An endpoint that also says yes to keys."""

    key_mark = ""

    def use_key(self, key):
        self.key_used = key

    async def key(self):
        raise NotImplementedError

    async def models(self):
        return FetchedList(b'{"data":[{"id":"fresh/one"}]}')

    async def account_models(self):
        return None

    async def zero_retention(self):
        raise NotImplementedError

    async def providers(self):
        raise NotImplementedError


class House:
    """A workspace on a real file."""

    def __init__(self, path, models, **facts):
        self.path, self.models, self.facts = path, models, facts

    async def __aenter__(self):
        self.errors: list[BaseException] = []
        self.tasks = TaskScope("test", self.errors.append)
        self.database = await Database.open(self.path)
        self.conversations = Conversations(self.database)
        self.images = Images()
        blobs = Blobs(self.database)
        self.library = Library(self.conversations, self.tasks.child("library"))
        self.intake = Intake(self.images, blobs, self.tasks.child("intake"))
        self.desk = Desk(words("ok"))

        def make_chat(conversation):
            keep = Keep(KeepPicture(keep_picture(self.images, blobs), keep_as_it_came(blobs)), keep_parsed(blobs))
            return Chat(conversation, self.conversations, keep, self.tasks.child("chat"))

        preferred, told_at = self.facts.pop("preferred", ""), self.facts.pop("told_at", "")
        connection = self.connection(**self.facts)
        self.preferences = Preferences(SettingsFile())
        self.workspace = Workspace(
            self.library, self.intake, make_chat, connection, self.preferences, self.tasks, preferred, SIGHTS, told_at
        )
        return self

    def connection(self, models=None, *, wants_key=False, demo=False, first_model="", key="", base_url="https://e.org"):
        tasks = self.tasks.child("connection")
        rows = tuple(self.models if models is None else models)
        listed = Catalog(rows, Origin.BUNDLED, datetime(2026, 1, 1, tzinfo=UTC)) if rows else None
        account = Account("https://e.org", None, key, self.desk.use_key, self.desk.key, tasks)
        account.known = True
        catalogs, stored = Catalogs(self.database, rows_of, compare), StoredDetails(self.database)
        catalog = CatalogService(listed, catalogs, self.desk, tasks, "https://e.org", stored)
        looked_at = (
            History(catalogs, Changes(self.database), "https://e.org"),
            BookmarkService(Bookmarks(self.database), tasks, "https://e.org"),
            DetailService(self.desk, stored, tasks, "https://e.org"),
            Elsewhere(Catalogs(self.database, rows_of, compare), Changes(self.database), base_url, (), (), {}),
        )
        return Connection(base_url, wants_key, demo, first_model, self.desk, catalog, account, tasks, *looked_at)

    async def __aexit__(self, *_):
        await self.library.save_drafts()
        await self.workspace.close()
        await self.tasks.close()
        await self.images.close()
        await self.database.close()
        assert not self.errors

    async def answered(self):
        await until(lambda: not self.workspace.chat.answering)


@asynccontextmanager
async def house(tmp_path, *models, **facts):
    """A workspace, and all that it is built of."""
    async with House(tmp_path / "parley.sqlite3", models, **facts) as made:
        yield made.workspace, made


async def first_model(tmp_path, *models, **facts):
    async with house(tmp_path, *models, **facts) as (workspace, _):
        return workspace.model_id


async def test_the_last_choice_is_asked_where_the_list_has_it(tmp_path):
    assert "b/seeing" == await first_model(tmp_path, BLIND, SEEING, AUTO, preferred="b/seeing", first_model=ROUTER)


async def test_a_way_to_choose_a_provider_stays_chosen_although_no_list_has_it(tmp_path):
    assert "b/seeing:nitro" == await first_model(
        tmp_path, BLIND, SEEING, preferred="b/seeing:nitro", first_model=ROUTER
    )
    assert ROUTER == await first_model(tmp_path, BLIND, AUTO, preferred="b/seeing:nitro", first_model=ROUTER)


async def test_without_a_choice_the_endpoint_says_where_to_begin(tmp_path):
    assert ROUTER == await first_model(tmp_path, BLIND, AUTO, preferred="gone/away", first_model=ROUTER)


async def test_what_was_asked_here_last_is_asked_where_the_last_choice_is_none(tmp_path):
    async with house(tmp_path, BLIND, SEEING, preferred="b/seeing") as (workspace, made):
        workspace.drafting.keep_text("hi")
        workspace.send()
        await made.answered()
    async with house(tmp_path, BLIND, SEEING, preferred="elsewhere/chosen") as (workspace, made):
        await made.library.load()
        assert "b/seeing" == workspace.default_model()
        workspace.drafting.keep_text("a draft, for what nobody chose")
        await made.library.save_drafts()
        assert ["a/blind", "b/seeing"] == [summary.model for summary in made.library.summaries]
        assert "b/seeing" == workspace.default_model()


async def test_else_the_first_model_for_chat_is_asked(tmp_path):
    batch = Model(id="a/blind:batch", name="Batch", output_modalities=("text",))
    drawing = Model(id="a/drawing", name="Drawing", output_modalities=("image",))

    assert "a/blind" == await first_model(tmp_path, batch, drawing, BLIND)


async def test_while_no_list_is_there_the_choice_is_believed(tmp_path):
    assert "c/mine" == await first_model(tmp_path, preferred="c/mine")
    assert "" == await first_model(tmp_path)


async def test_an_empty_chat_takes_the_default_of_the_list_that_came(tmp_path):
    async with house(tmp_path) as (workspace, _):
        told = []
        workspace.model_changed.connect(lambda: told.append(workspace.model_id))
        await workspace.connection.load()
        await until(lambda: workspace.connection.catalog.catalog.models)
        workspace.catalog_changed()
        workspace.catalog_changed()
        await workspace.connection.close()

        assert ["fresh/one", "fresh/one"] == told


async def test_the_last_choice_is_asked_once_a_list_has_it(tmp_path):
    async with house(tmp_path, AUTO, BLIND, preferred="fresh/one", first_model=ROUTER) as (workspace, made):
        before = workspace.model_id
        await workspace.connection.load()
        await until(lambda: workspace.connection.catalog.catalog.model_of("fresh/one"))
        workspace.catalog_changed()
        late = workspace.model_id
        workspace.use(made.connection([BLIND]))
        elsewhere = workspace.model_id
        workspace.choose_model("a/blind")
        workspace.use(made.connection([Model("fresh/one", "One"), BLIND]))

        assert (ROUTER, "fresh/one", "a/blind") == (before, late, elsewhere)
        assert "a/blind" == workspace.model_id


async def test_a_model_that_this_run_was_told_to_ask_is_asked_whatever_the_list_says(tmp_path):
    guide = Model(id="demo/guide", name="Guide", output_modalities=("text",))
    async with house(tmp_path, AUTO, BLIND, preferred="un/listed", told_at=HERE, first_model=ROUTER) as (
        workspace,
        made,
    ):
        workspace.catalog_changed()
        here, first = workspace.model_id, workspace.connection
        told = [workspace.was_told]
        workspace.use(made.connection([BLIND], base_url="https://other.org"))
        elsewhere = workspace.model_id
        told.append(workspace.was_told)
        workspace.use(made.connection([guide, BLIND], demo=True, first_model="demo/guide"))
        shown = workspace.model_id
        workspace.use(first)
        again = workspace.model_id
        workspace.choose_model("a/blind")
        workspace.drafting.keep_text("x")
        workspace.new()

        assert ("un/listed", "a/blind", "demo/guide", "un/listed") == (here, elsewhere, shown, again)
        assert [True, False] == told
        assert "a/blind" == workspace.model_id


async def test_a_chosen_model_is_asked_here_and_in_new_chats(tmp_path):
    async with house(tmp_path, BLIND, SEEING) as (workspace, _):
        workspace.choose_model("b/seeing")
        workspace.drafting.keep_text("x")
        workspace.new()

        assert "b/seeing" == workspace.model_id
        assert SEEING == workspace.model
        assert "b/seeing" == workspace.preferred_model


@pytest.mark.parametrize(("endpoint", "reached"), [("https://other.org", False), ("http://localhost:11434/v1", True)])
async def test_what_lies_in_ones_own_network_is_reached_from_there_alone(tmp_path, endpoint, reached):
    near, far = (ImagePart("a.png", url=f"http://{host}/a.png") for host in ("192.168.1.9", "example.org"))
    async with house(tmp_path, BLIND) as (workspace, made):
        workspace.use(made.connection([BLIND], base_url=endpoint))

        assert workspace.asked().cannot_reach(near) is not reached
        assert not workspace.asked().cannot_reach(far)
        assert not workspace.asked().cannot_reach(ImagePart("a.png", blob="a" * 64))


async def test_a_model_the_list_does_not_describe_may_see(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, _):
        workspace.choose_model("un/known")
        workspace.drafting.keep_text("hi")
        unknown = workspace.asked().lacks, workspace.target().inputs, workspace.target().modalities
        workspace.choose_model("a/blind")

        assert (frozenset(), (), ()) == unknown
        assert workspace.asked().lacks == set(Modality)


async def test_modalities_are_sent_only_for_models_that_draw(tmp_path):
    async with house(tmp_path, BLIND, SEEING) as (workspace, _):
        workspace.choose_model("a/blind")
        plain = workspace.target().modalities
        workspace.choose_model("b/seeing")

        assert () == plain
        assert ("image", "text") == workspace.target().modalities


async def test_sending_empties_the_composer_and_stores_the_question(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.intake.restore((CAT,))
        workspace.drafting.keep_text(" hi \n")
        sent = workspace.send()
        await made.answered()
        left = workspace.drafting.text, workspace.intake.attachments
        again = workspace.send()
        question = workspace.chat.conversation.branch()[0]
        _, draft = await made.library.open(workspace.chat.conversation.id)

        assert sent
        assert ("", ()) == left
        assert not again
        assert "hi" == question.text
        assert (CAT,) == question.images
        assert Draft() == draft


async def test_nothing_is_sent_while_an_answer_is_on_its_way(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        made.desk._scripts = [[Delta(text="x"), asyncio.Event()]]
        workspace.drafting.keep_text("one")
        workspace.send()
        workspace.drafting.keep_text("two")
        second = (
            workspace.send(),
            workspace.drafting.text,
            workspace.drafting.begin_edit(workspace.chat.conversation.branch()[0].id),
        )
        workspace.chat.stop()
        await made.answered()

        assert (False, "two", False) == second


async def test_what_follows_the_connection_that_is_used_leaves_the_one_before(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        told = []

        def bind(connection):
            told.append(connection)
            return [connection.catalog.changed.connect(lambda: told.append("changed"))]

        workspace.follow(bind)
        first = workspace.use(made.connection())
        first.catalog.changed.emit()
        workspace.connection.catalog.changed.emit()
        second = workspace.use(made.connection())

        assert [first, second, "changed", workspace.connection] == told


async def test_what_stands_in_the_way_is_named(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        nothing = workspace.asked().obstacle
        workspace.use(made.connection(wants_key=True))
        keyless = workspace.asked().obstacle
        workspace.use(made.connection(wants_key=True, key="sk-1"))
        await workspace.connection.account.load()

        assert nothing is None
        assert isinstance(keyless, KeyMissing)
        assert workspace.asked().obstacle is None


async def test_without_a_model_nothing_can_be_asked(tmp_path):
    async with house(tmp_path) as (workspace, _):
        assert isinstance(workspace.asked().obstacle, ModelNotFound)


async def test_pictures_a_model_cannot_see_are_counted_before_sending(tmp_path):
    async with house(tmp_path, BLIND, SEEING) as (workspace, made):
        workspace.choose_model("b/seeing")
        workspace.intake.restore((CAT,))
        seen = workspace.not_taken()
        workspace.drafting.keep_text("what?")
        workspace.send()
        await made.answered()
        workspace.choose_model("a/blind")
        nothing = workspace.not_taken()
        workspace.intake.restore((CAT, PDF, FILM, FILM))
        found = workspace.not_taken()
        workspace.choose_model("un/known")

        assert [] == seen
        assert [] == nothing
        assert [Modality.FILE, Modality.IMAGE, Modality.VIDEO] == found
        assert workspace.families == workspace.need().seen.keys()
        assert [] == workspace.not_taken()


async def test_a_model_takes_in_what_its_chat_or_its_composer_holds_without_what_it_does_not_get(tmp_path):
    seeing = replace(SEEING, tokenizer="Tiles")
    async with house(tmp_path, seeing, BLIND) as (workspace, made):
        workspace.choose_model("b/seeing")
        workspace.drafting.keep_text("x" * 40)
        workspace.send()
        await made.answered()
        workspace.intake.restore((ImagePart("a.png", "image/png", blob="a" * 64, width=64, height=32),))
        workspace.drafting.keep_text("x" * 400)
        found = {}
        for model_id in ("b/seeing", "a/blind", "un/known"):
            workspace.choose_model(model_id)
            asked = workspace.asked()
            found[model_id] = [asked.tokens(workspace.need(alone=alone)) for alone in (True, False)]

    chat = 11  # and an answer of two letters
    assert found == {
        "b/seeing": [126, 126 + chat],  # two tiles of ten, and six
        "a/blind": [100, 100 + chat],
        "un/known": [100, 100 + chat],
    }


async def test_what_an_edited_question_takes_the_place_of_is_not_needed(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        told = []
        workspace.choose_model("b/seeing")
        for text in ("x" * 40, "y" * 80):
            workspace.drafting.keep_text(text)
            workspace.send()
            await made.answered()
        workspace.drafting.keep_text("z" * 400)
        workspace.drafting.turned.connect(lambda: told.append(workspace.need().tokens))
        whole = workspace.need().tokens
        first, _, second, _ = workspace.chat.conversation.branch_ids()
        workspace.drafting.begin_edit(second)
        workspace.drafting.begin_edit(first)
        workspace.drafting.leave_edit()

        answer = 1
        assert [10 + answer + 20, 10, whole] == told
        assert 10 + answer + 20 + answer + 100 == whole
        workspace.drafting.begin_edit(second)
        workspace.chat.delete(second)
        assert 10 + answer + 20 == workspace.need().tokens


async def test_pdfs_are_taken_by_models_that_read_none_where_the_endpoint_reads_them(tmp_path):
    for facts, missing in (({"base_url": OPENROUTER}, set()), ({}, {Modality.FILE})):
        async with house(tmp_path / str(len(facts)), BLIND, **facts) as (workspace, _):
            workspace.intake.restore((PDF,))
            need, today = workspace.need(), datetime.now(UTC).date()
            routed = replace(BLIND, connection=OPENROUTER)

            assert missing == set(workspace.not_taken())
            assert missing == {reason.name for reason in misfits(BLIND, need, today)}
            assert not misfits(routed, need, today)
            assert misfits(replace(BLIND, connection="https://example.net/v1"), need, today)


async def test_a_pdf_is_read_for_nothing_where_nobody_chose_and_that_is_kept_with_the_question(tmp_path):
    others = (Engine.TEXT, Engine.OCR)
    async with house(tmp_path, BLIND, READING, base_url=OPENROUTER) as (workspace, made):
        found = []
        for model in ("a/blind", "c/reading", "un/known"):
            workspace.choose_model(model)
            workspace.intake.restore((PDF, CAT))
            workspace.send()
            await made.answered()
            question = workspace.chat.conversation.branch()[-2]
            found.append((workspace.asked().engines(PDF), question.files[0].engine, made.desk.requests[-1].engine))
            assert () == workspace.asked().engines(FILM)

        assert [
            (others, Engine.TEXT, Engine.TEXT),
            ((Engine.NATIVE, *others), Engine.TEXT, Engine.TEXT),
            ((Engine.NATIVE, *others), Engine.TEXT, Engine.TEXT),
        ] == found


async def test_what_was_chosen_for_a_pdf_is_sent(tmp_path):
    async with house(tmp_path, BLIND, READING, base_url=OPENROUTER) as (workspace, made):
        workspace.choose_model("c/reading")
        workspace.intake.restore((CAT, PDF))
        workspace.intake.choose_engine(Engine.OCR)
        workspace.send()
        await made.answered()

        assert [] == [chip.name for chip in workspace.intake.attachments]
        assert Engine.OCR == made.desk.requests[-1].engine


async def test_one_engine_reads_all_pdfs_of_a_question_those_that_came_later_too(tmp_path):
    engines = [Engine.OCR, Engine.OCR, Engine.UNSET]
    async with house(tmp_path, BLIND, READING, base_url=OPENROUTER) as (workspace, made):
        workspace.choose_model("c/reading")
        workspace.intake.restore((PDF,))
        workspace.intake.choose_engine(Engine.OCR)
        address = "https://example.org/later.pdf"
        workspace.intake.offer([Offer("later.pdf", url=address), Offer("film.mp4", url="https://example.org/film.mp4")])
        chips = workspace.intake.attachments
        said = [workspace.asked().settled(chip.media, chips).engine for chip in chips]
        workspace.send()
        await made.answered()
        kept = [file.engine for file in workspace.chat.conversation.branch()[-2].files]
        workspace.intake.restore((PDF, replace(PDF, engine=Engine.OCR), FILM))
        workspace.intake.choose_engine(Engine.TEXT)

        assert engines == said
        assert engines == kept
        assert Engine.OCR == made.desk.requests[-1].engine
        assert [Engine.TEXT, Engine.TEXT, Engine.UNSET] == [chip.media.engine for chip in workspace.intake.attachments]


SECOND = replace(PDF, url="https://example.org/second.pdf")


@pytest.mark.parametrize(
    ("first", "chosen", "model", "unread", "engine"),
    [
        (Engine.NATIVE, Engine.UNSET, "c/reading", [Engine.NATIVE], Engine.NATIVE),
        (Engine.NATIVE, Engine.OCR, "c/reading", [Engine.NATIVE], Engine.OCR),
        (Engine.NATIVE, Engine.UNSET, "a/blind", [Engine.NATIVE], Engine.TEXT),
        (Engine.TEXT, Engine.UNSET, "c/reading", [Engine.TEXT], Engine.TEXT),
        (Engine.OCR, Engine.UNSET, "c/reading", [Engine.OCR], Engine.OCR),
    ],
)
async def test_a_further_pdf_is_read_as_those_of_the_chat_of_which_nothing_is_known(
    tmp_path, first, chosen, model, unread, engine
):
    async with house(tmp_path, BLIND, READING, base_url=OPENROUTER) as (workspace, made):
        workspace.choose_model("c/reading")
        workspace.intake.restore((replace(PDF, engine=first),))
        alone = workspace.unread_pdfs()
        workspace.send()
        await made.answered()
        without = workspace.unread_pdfs()
        workspace.choose_model(model)
        workspace.intake.restore((replace(SECOND, engine=chosen),))
        found = workspace.unread_pdfs()
        workspace.send()
        await made.answered()
        receipt, sent = workspace.chat.conversation.branch()[-1].receipt, made.desk.requests[-1]

        assert () == alone == without
        assert unread == [pdf.engine for pdf in found]
        assert engine == sent.engine
        assert [first, engine] == [file.engine for it in workspace.chat.conversation.branch() for file in it.files]
        assert (first is not engine, engine) == (bool(receipt.reread), receipt.engine or engine)


async def test_the_pdf_of_a_question_that_is_edited_is_not_read_anew_besides(tmp_path):
    async with house(tmp_path, BLIND, READING, base_url=OPENROUTER) as (workspace, made):
        workspace.choose_model("c/reading")
        workspace.intake.restore((replace(PDF, engine=Engine.NATIVE),))
        workspace.send()
        await made.answered()
        workspace.drafting.begin_edit(workspace.chat.conversation.branch()[0].id)
        edited = workspace.unread_pdfs()
        workspace.drafting.begin_edit("")
        workspace.intake.restore((PDF,))

        assert () == edited == workspace.unread_pdfs()


async def test_other_endpoints_are_told_nothing_of_who_reads_a_pdf(tmp_path):
    async with house(tmp_path, BLIND, READING, base_url="https://e.org") as (workspace, made):
        workspace.choose_model("c/reading")
        workspace.intake.restore((PDF,))
        workspace.send()
        await made.answered()
        sent = made.desk.requests[-1]

        assert () == workspace.asked().engines(PDF)
        assert Engine.UNSET == sent.engine
        assert (PDF,) == sent.messages[0].parts


async def test_a_new_chat_is_made_only_when_this_one_is_used(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, _):
        empty = workspace.chat
        workspace.new()
        same = workspace.chat is empty
        workspace.drafting.keep_text("draft")
        workspace.new()

        assert same
        assert workspace.chat is not empty
        assert "" == workspace.drafting.text


async def test_a_deleted_chat_leaves_the_view_although_it_is_empty(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        workspace.drafting.keep_text("typed")
        await made.library.save_drafts()
        workspace.drafting.keep_text("")
        await made.library.save_drafts()
        gone = workspace.chat.conversation.id
        workspace.delete(gone)
        workspace.drafting.keep_text("Important")
        workspace.send()
        await made.answered()
        await made.library.load()

        assert [workspace.chat.conversation.id] == [summary.id for summary in made.library.summaries]
        assert await made.library.open(gone) is None


async def test_a_chat_that_is_deleted_while_it_opens_does_not_come_on_view(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        first = workspace.chat.conversation.id
        workspace.drafting.keep_text("first")
        await made.library.save_drafts()
        workspace.new()
        workspace.drafting.keep_text("second")
        opening = asyncio.ensure_future(workspace.open(first))
        workspace.delete(first)

        assert not await opening
        assert "second" == workspace.drafting.text
        made.library.restore(first)
        await asyncio.sleep(0)  # the store does in order what it is told
        assert await workspace.open(first)


async def test_a_long_chat_is_weighed_to_its_end_while_another_endpoint_is_used(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        told, long = [], made.library.fresh("a/blind")
        said = [Message(str(at), str(at - 1) if at else "", Role.USER, FOUR, long.created) for at in range(SHORT + 1)]
        await made.conversations.add(long, *said)
        await workspace.open(long.id)
        workspace.weighing.changed.connect(lambda: told.append(workspace.need().tokens))
        before = workspace.need().tokens
        await asyncio.sleep(0)
        left = workspace.use(made.connection())
        meanwhile = workspace.need().tokens
        await left.close()
        await until(lambda: told)

        assert (0, 0, [SHORT + 1]) == (before, meanwhile, told)


async def test_the_last_wish_for_a_chat_wins_whatever_is_read_first(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        names, shown = [], []
        for text in ("first", "second", "third"):
            workspace.new()
            workspace.drafting.keep_text(text)
            names.append(workspace.chat.conversation.id)
        await made.library.save_drafts()
        first, second, third = names
        workspace.opened.connect(lambda: shown.append(workspace.drafting.text))
        workspace.go_to(first)
        workspace.go_to(third)
        await quiet(made.library._tasks)
        assert [] == shown
        opening = asyncio.ensure_future(workspace.open(first))
        await asyncio.sleep(0)
        workspace.go_to(second)
        assert not await opening
        await until(lambda: shown)
        assert ["second"] == shown
        workspace.go_to(first)
        workspace.new()
        await quiet(made.library._tasks)

        assert ["second", ""] == shown
        workspace.go_to(first)
        await quiet(made.library._tasks)
        assert "first" == workspace.drafting.text


async def test_a_chat_that_cannot_be_read_is_told_and_does_not_come_on_view(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        before, told = workspace.chat, []
        made.library.failed.connect(told.append)
        await made.database.write(lambda store: store.execute("ALTER TABLE conversations RENAME TO gone"))
        workspace.go_to("first")
        await until(lambda: told)
        await made.database.write(lambda store: store.execute("ALTER TABLE gone RENAME TO conversations"))

        assert before is workspace.chat


async def test_a_question_that_was_never_stored_does_not_bring_its_deleted_chat_back(tmp_path):
    async with house(tmp_path, BLIND) as (workspace, made):
        workspace.drafting.keep_text("one")
        workspace.send()
        await made.answered()
        chat, told = workspace.chat, []
        chat.saving.failed.connect(told.append)
        await made.library.save_drafts()
        made.path.rename(tmp_path / "elsewhere")
        workspace.drafting.text = "two"
        workspace.send()
        await until(lambda: told)
        await made.answered()
        (tmp_path / "elsewhere").rename(made.path)
        workspace.delete(chat.conversation.id)
        chat.saving.try_now()
        await until(lambda: not chat.saving.unsaved)
        gone = await made.conversations.load(chat.conversation.id)
        await made.conversations.restore(chat.conversation.id)
        again = await made.conversations.load(chat.conversation.id)

        assert gone is None
        assert ["one", "ok", "two", "ok"] == [message.text for message in again.branch()]


async def test_a_chat_opens_again_with_its_draft(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, _):
        first = workspace.chat.conversation.id
        workspace.drafting.keep_text("unsent")
        workspace.intake.restore((CAT,))
        workspace.new()
        opened = await workspace.open(first)
        missing = await workspace.open("nothing")

        assert opened
        assert not missing
        assert "unsent" == workspace.drafting.text
        assert (CAT,) == workspace.intake.draft().attached


async def test_a_chat_that_opens_again_knows_which_versions_were_on_view(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        made.desk._scripts = [[Delta(text="one "), Delta(finish_reason="stop")]] * 3
        workspace.drafting.keep_text("hi")
        workspace.send()
        chat = workspace.chat
        await until(lambda: chat.settled)
        question, first = chat.conversation.branch_ids()
        chat.regenerate(first, workspace.target())
        await until(lambda: chat.settled)
        chat.show_version(first)
        chat.edit(question, "ho", (), workspace.target())
        await until(lambda: chat.settled)
        workspace.new()
        await workspace.open(chat.conversation.id)
        again = workspace.chat
        again.show_version(question)

        assert again is not chat
        assert first == again.conversation.leaf


async def test_a_chat_goes_on_answering_while_another_is_on_view(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        more = asyncio.Event()
        made.desk._scripts = [[Delta(text="one "), more, Delta(text="two"), Delta(finish_reason="stop")]]
        workspace.drafting.keep_text("hi")
        workspace.send()
        chat = workspace.chat
        await until(lambda: chat.turn.growing.text)
        heard = []
        workspace.answering_changed.connect(lambda: heard.append(workspace.answering))
        assert {chat.conversation.id} == workspace.answering
        workspace.new()
        more.set()
        await until(lambda: not chat.answering)
        assert [frozenset()] == heard
        await workspace.open(chat.conversation.id)

        assert workspace.chat is chat
        assert "one two" == chat.conversation.branch()[-1].text


async def test_a_chat_stays_until_the_store_has_the_end_of_its_answer(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        more, free, told = asyncio.Event(), threading.Event(), []
        made.desk._scripts = [[Delta(text="one "), more, Delta(text="two"), Delta(finish_reason="stop")]]
        workspace.drafting.keep_text("hi")
        workspace.send()
        chat = workspace.chat
        chat.saving.failed.connect(told.append)
        await until(lambda: chat.turn.growing.text)
        slow = asyncio.ensure_future(made.database.read(lambda _: free.wait(LONG)))
        more.set()
        await until(lambda: not chat.answering)
        workspace.new()
        made.path.rename(tmp_path / "elsewhere")
        free.set()
        await slow
        await until(lambda: told)
        (tmp_path / "elsewhere").rename(made.path)
        await workspace.open(chat.conversation.id)
        workspace.save()
        await until(lambda: chat.settled)
        stored = await made.conversations.load(chat.conversation.id)

        assert workspace.chat is chat
        assert "one two" == chat.conversation.branch()[-1].text == stored.branch()[-1].text
        assert State.COMPLETE is stored.branch()[-1].state


async def test_a_chat_stays_while_what_was_deleted_of_it_is_offered_back(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("hi")
        workspace.send()
        await made.answered()
        chat, answer = workspace.chat, workspace.chat.conversation.leaf
        chat.delete(answer)
        workspace.new()
        chat.restore(answer)
        workspace.drafting.keep_text("other")
        await workspace.open(chat.conversation.id)

        assert workspace.chat is chat
        assert ["hi", "ok"] == [message.text for message in chat.conversation.branch()]


async def test_another_model_may_have_an_obstacle_of_its_own(tmp_path):
    guide = Model(id="demo/guide", name="Guide", output_modalities=("text",))
    async with house(tmp_path, preferred="demo/guide") as (workspace, made):
        workspace.use(made.connection([guide, SEEING], demo=True, first_model="demo/guide"))

        assert workspace.asked().obstacle is None
        assert workspace.asked("demo/guide").obstacle is None
        assert isinstance(workspace.asked("b/seeing").obstacle, KeyMissing)


async def test_editing_borrows_the_composer_and_gives_it_back(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        question, answer = workspace.chat.conversation.branch()
        workspace.drafting.keep_text("a draft")
        begun = workspace.drafting.begin_edit(question.id), workspace.drafting.text
        workspace.drafting.keep_text("better")
        left = workspace.drafting.leave_edit(), workspace.drafting.text, workspace.drafting.editing
        again = workspace.drafting.begin_edit(question.id), workspace.drafting.text
        workspace.drafting.leave_edit()
        workspace.drafting.forget_edit(workspace.chat.conversation, question.id)
        workspace.drafting.begin_edit(question.id)
        forgotten = workspace.drafting.text
        workspace.drafting.keep_text("best")
        workspace.send()
        await made.answered()
        texts = [m.text for m in workspace.chat.conversation.branch()]

        assert (True, "first") == begun
        assert (True, "a draft", "") == left
        assert (True, "better") == again
        assert "first" == forgotten
        assert ["best", "ok"] == texts
        assert not workspace.drafting.begin_edit(answer.id)
        assert not workspace.drafting.begin_edit("nothing")


async def test_an_edit_is_kept_like_a_draft_and_comes_back_with_its_chat(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        name, question = workspace.chat.conversation.id, workspace.chat.conversation.branch_ids()[0]
        workspace.drafting.keep_text("a draft")
        workspace.drafting.begin_edit(question)
        workspace.drafting.keep_text("better")
        workspace.new()
        meanwhile = workspace.drafting.text, workspace.drafting.editing
        opened = []
        workspace.opened.connect(
            lambda: opened.append((workspace.drafting.text, workspace.drafting.editing == question))
        )
        await workspace.open(name)
        await made.library.save_drafts()
        workspace.new()
        await workspace.open(name)
        stored = await made.conversations.edits(name)
        workspace.drafting.leave_edit()
        workspace.drafting.forget_edit(workspace.chat.conversation, question)
        await made.library.save_drafts()

        assert ("", "") == meanwhile
        assert [("better", True), ("", False), ("better", True)] == opened
        assert stored == {question: Draft("better")}
        assert "a draft" == workspace.drafting.text
        assert {} == await made.library.edits(name)


async def test_an_edit_that_changes_nothing_or_was_sent_is_not_kept(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        name, question = workspace.chat.conversation.id, workspace.chat.conversation.branch_ids()[0]
        workspace.drafting.begin_edit(question)
        workspace.drafting.keep_text("better")
        changed = await made.library.edits(name)
        workspace.drafting.keep_text("first")
        same = await made.library.edits(name)
        workspace.drafting.keep_text("best")
        workspace.send()
        await made.answered()
        workspace.drafting.begin_edit(question)

        assert [Draft("better")] == list(changed.values())
        assert {} == same
        assert {} == await made.library.edits(name)
        assert "first" == workspace.drafting.text


async def test_of_two_edits_the_one_worked_on_last_comes_back(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        for text in ("first", "second"):
            workspace.drafting.keep_text(text)
            workspace.send()
            await made.answered()
        name = workspace.chat.conversation.id
        first, _, second, _ = workspace.chat.conversation.branch_ids()
        for question in (second, first):
            workspace.drafting.begin_edit(question)
            workspace.drafting.keep_text(f"edited {question}")
            await made.library.save_drafts()
        workspace.new()
        await workspace.open(name)
        shown = workspace.drafting.text == f"edited {first}"
        workspace.drafting.begin_edit(second)

        assert shown
        assert workspace.drafting.text == f"edited {second}"


async def test_leaving_an_edit_of_a_chat_that_was_never_stored_leaves_nothing(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, _):
        workspace.drafting.editing = "q"

        assert not workspace.drafting.leave_edit()
        assert not workspace.drafting.leave_edit()
        assert "" == workspace.drafting.text


async def test_a_chat_on_view_is_the_one_that_opens_again(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        first = workspace.chat.conversation.id
        workspace.drafting.keep_text("one")
        workspace.new()
        second = workspace.chat.conversation.id
        workspace.drafting.keep_text("two")
        await workspace.open(first)
        await workspace.open(second)
        made.desk._scripts = [[Delta(text="x"), asyncio.Event()]]
        workspace.send()
        answering = workspace.chat
        await workspace.open(first)
        await workspace.open(second)
        same = workspace.chat is answering, workspace.chat.answering
        workspace.stop(second)
        workspace.stop("nothing")
        await made.answered()

        assert (True, True) == same


async def test_sending_an_edit_gives_the_draft_back(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        workspace.drafting.keep_text("a draft")
        question = workspace.chat.conversation.branch()[0].id
        workspace.drafting.begin_edit(question)
        workspace.drafting.begin_edit(question)
        workspace.drafting.keep_text("better")
        workspace.send()
        await made.answered()

        assert "a draft" == workspace.drafting.text


async def test_the_demonstration_is_asked_as_itself_and_other_models_need_a_key(tmp_path):
    guide = Model(id="demo/guide", name="Guide", output_modalities=("text",))
    async with house(tmp_path, BLIND) as (workspace, made):
        workspace.choose_model("a/blind")
        workspace.use(made.connection((guide, BLIND), demo=True, first_model="demo/guide"))
        asked, free_to = workspace.model_id, workspace.asked().obstacle
        workspace.choose_model("a/blind")

        assert "demo/guide" == asked
        assert free_to is None
        assert isinstance(workspace.asked().obstacle, KeyMissing)
        assert "a/blind" == workspace.preferred_model


async def test_a_chat_that_has_begun_keeps_its_model_in_the_demonstration(tmp_path):
    guide = Model(id="demo/guide", name="Guide", output_modalities=("text",))
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.choose_model(SEEING.id)
        workspace.drafting.keep_text("x")
        workspace.send()
        await made.answered()
        workspace.use(made.connection((guide, SEEING), demo=True, first_model="demo/guide"))

        assert SEEING.id == workspace.model_id


async def test_a_picture_being_prepared_changes_the_draft_when_it_is_ready(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.intake.offer([Offer("x", url="https://example.org/x.png")])
        await until(lambda: workspace.intake.attachments[0].preparation is Preparation.READY)
        _, draft = await made.library.open(workspace.chat.conversation.id)

        assert ["https://example.org/x.png"] == [image.url for image in draft.attached]


PNG = encoded(noise((900, 900)), "PNG")


async def ready(made, count):
    """Wait until so many pictures of the draft on view are ready."""
    await until(lambda: len(made.workspace.intake.draft().attached) == count)


async def test_pictures_on_their_way_land_in_the_draft_of_their_chat(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        first = workspace.chat.conversation.id
        workspace.drafting.keep_text("about this")
        workspace.intake.offer([Offer("cat.png", data=PNG), Offer("dog.png", data=PNG[:100])])
        workspace.new()
        second = workspace.chat.conversation.id
        workspace.drafting.keep_text("elsewhere")
        there = workspace.intake.attachments
        await workspace.intake.preparing.finish(20)
        await made.library.save_drafts()
        stored = await made.conversations.draft(first)
        await workspace.open(first)
        here = workspace.drafting.text, [part.name for part in workspace.intake.draft().attached]
        await workspace.open(second)

        assert () == there
        assert "about this" == stored.text
        assert ["cat.png"] == [image.name for image in stored.attached]
        assert ("about this", ["cat.png"]) == here
        assert () == workspace.intake.attachments


async def test_a_chat_that_comes_back_before_its_picture_is_ready_goes_on_with_it(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        first = workspace.chat.conversation.id
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        workspace.drafting.keep_text("look")
        workspace.new()
        await workspace.open(first)
        [chip] = workspace.intake.attachments
        await ready(made, 1)

        assert chip.id == workspace.intake.attachments[0].id
        assert chip.preparation in {Preparation.PENDING, Preparation.READY}
        assert "look" == workspace.drafting.text
        assert {} == workspace.drafting._left


async def test_an_edit_does_not_end_what_the_draft_waits_for(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        question = workspace.chat.conversation.branch()[0].id
        workspace.drafting.keep_text("a draft")
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        workspace.drafting.begin_edit(question)
        workspace.intake.offer([Offer("for the edit.png", data=PNG)])
        await workspace.intake.preparing.finish(20)
        edited = [part.name for part in workspace.intake.draft().attached]
        workspace.drafting.leave_edit()
        await made.library.save_drafts()
        stored = await made.conversations.draft(workspace.chat.conversation.id)

        assert ["for the edit.png"] == edited
        assert "a draft" == workspace.drafting.text
        assert ["cat.png"] == [part.name for part in workspace.intake.draft().attached]
        assert "a draft" == stored.text


async def test_a_file_that_was_not_ready_at_the_end_is_attached_at_the_next_start(tmp_path):
    names = ["cat.png", "cow.png"]
    for name in names:
        (tmp_path / name).write_bytes(PNG)
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.intake.offer([Offer(name, path=str(tmp_path / name)) for name in names])
        workspace.new()
        await made.library.save_drafts()
        [summary] = made.library.summaries
    async with house(tmp_path, SEEING) as (workspace, made):
        await workspace.open(summary.id)
        await ready(made, 2)

        assert names == [part.name for part in workspace.intake.draft().attached]


async def test_what_would_be_lost_is_counted_and_saved_once_it_can_be(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("stored")
        await workspace.save_all()
        stored = workspace.chat.conversation.id
        assert Unstored() == workspace.unstored()
        workspace.new()
        made.path.rename(tmp_path / "elsewhere")
        workspace.choose_model("a/blind")
        workspace.intake.restore((CAT, PDF))
        await workspace.save_all()
        assert Unstored(chats=1, attached=2) == workspace.unstored()
        workspace.send()
        await made.answered()
        workspace.new()
        await workspace.save_all()
        assert Unstored(chats=1, attached=2) == workspace.unstored()
        workspace.drafting.keep_text("a draft")
        made.library.rename(stored, "another name")
        workspace.connection.bookmarks.set_favorite("b/seeing", favorite=True)
        await workspace.save_all()
        assert Unstored(chats=3, attached=2, models=1) == workspace.unstored()
        workspace.delete(workspace.chat.conversation.id)
        (tmp_path / "elsewhere").rename(made.path)
        await workspace.save_all()
        assert Unstored() == workspace.unstored()


async def test_saving_now_saves_every_chat_and_every_draft_and_what_is_kept_about_models(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        kept, told = workspace.connection.bookmarks, []
        workspace.refused.connect(told.append)
        workspace.drafting.keep_text("one")
        made.path.rename(tmp_path / "elsewhere")
        workspace.send()
        await made.answered()
        first = workspace.chat
        workspace.new()
        workspace.drafting.keep_text("two")
        await until(lambda: made.library.refused and kept.unstored)
        refused = len(first.saving.unsaved)
        assert workspace.unsaved
        (tmp_path / "elsewhere").rename(made.path)
        workspace.save()
        await until(lambda: not workspace.unsaved)
        stored = await made.conversations.load(first.conversation.id)
        draft = await made.conversations.draft(workspace.chat.conversation.id)

        assert 2 == refused
        assert 2 == len(stored.messages)
        assert "two" == draft.text
        assert (False, [], {}) == (made.library.refused, sorted(first.saving.unsaved), kept.unstored)
        assert {StoreBroken} == {type(failure) for failure in told}


async def test_a_draft_stays_stored_until_the_question_is(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        chat, told = workspace.chat, []
        chat.saving.failed.connect(told.append)
        workspace.drafting.keep_text("one")
        workspace.intake.restore((CAT,))
        await made.library.save_drafts()
        made.path.rename(tmp_path / "elsewhere")
        workspace.send()
        await until(lambda: told)
        workspace.drafting.keep_text("two")
        (tmp_path / "elsewhere").rename(made.path)
        await made.library.save_drafts()
        before = await made.conversations.draft(chat.conversation.id), workspace.drafting.text
        _, on_view = await made.library.open(chat.conversation.id)
        await until(lambda: chat.saving.stored_whole, "the draft was taken, so the question is tried again soon")
        await made.library.save_drafts()
        after = await made.conversations.draft(chat.conversation.id)

        assert (Draft("one\n\ntwo", (CAT,)), "two") == before
        assert Draft("two") == on_view == after


async def test_a_question_after_one_that_was_refused_leaves_no_draft_behind_once_both_are_stored(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        chat, told = workspace.chat, []
        chat.saving.failed.connect(told.append)
        made.path.rename(tmp_path / "elsewhere")
        workspace.drafting.text = "one"
        workspace.send()
        await until(lambda: len(told) == 2, "both the question and the answer were refused")
        (tmp_path / "elsewhere").rename(made.path)
        workspace.drafting.text = "two"
        workspace.send()
        await until(lambda: chat.settled)
        await made.library.save_drafts()
        stored = await made.conversations.load(chat.conversation.id)

        assert ["one", "ok", "two", "ok"] == [message.text for message in stored.branch()]
        assert Draft() == await made.conversations.draft(chat.conversation.id)


async def test_the_draft_of_an_edit_stays_stored_until_the_question_is(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        chat, told = workspace.chat, []
        chat.saving.failed.connect(told.append)
        question = chat.conversation.branch_ids()[0]
        workspace.drafting.begin_edit(question)
        workspace.drafting.keep_text("better")
        await made.library.save_drafts()
        made.path.rename(tmp_path / "elsewhere")
        workspace.send()
        await until(lambda: told)
        (tmp_path / "elsewhere").rename(made.path)
        await made.library.save_drafts()
        before = await made.conversations.edits(chat.conversation.id), await made.library.edits(chat.conversation.id)
        await until(lambda: chat.saving.stored_whole)
        await made.library.save_drafts()

        assert ({question: Draft("better")}, {}) == before
        assert {} == await made.conversations.edits(chat.conversation.id)


async def test_a_question_that_was_refused_is_tried_again_as_the_program_ends(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        told = []
        workspace.chat.saving.failed.connect(told.append)
        made.path.rename(tmp_path / "elsewhere")
        workspace.drafting.text = "one"
        workspace.send()
        await until(lambda: len(told) == 2, "both the question and the answer were refused")
        (tmp_path / "elsewhere").rename(made.path)
        await workspace.close()
        await made.library.save_drafts()
        [summary] = await made.conversations.summaries()
        stored = await made.conversations.load(summary.id)

        assert ["one", "ok"] == [message.text for message in stored.branch()]
        assert Draft() == await made.conversations.draft(summary.id)


async def test_another_endpoint_hands_back_the_one_before(tmp_path):
    async with house(tmp_path) as (workspace, made):
        before = workspace.connection
        told = []
        workspace.connected.connect(lambda: told.append(1))
        demo = made.connection((BLIND, SEEING), demo=True, first_model="b/seeing")

        assert workspace.use(demo) is before
        assert [1] == told
        assert "b/seeing" == workspace.model_id


async def test_a_key_that_is_there_is_not_looked_for_again(tmp_path):
    async with house(tmp_path, BLIND) as (_, made):
        connection = made.connection(key="sk-environment")
        await connection.account.load()
        told = []
        connection.account.changed.connect(lambda: told.append(connection.account.key))
        await connection.load()

        assert "sk-environment" == connection.account.key
        assert [] == told


async def test_the_demonstrations_list_is_never_fetched(tmp_path):
    async with house(tmp_path) as (_, made):
        demo = made.connection((BLIND,), demo=True)
        demo.refresh()

        assert not demo.catalog.refreshing


async def test_a_list_that_brings_no_better_model_changes_nothing(tmp_path):
    async with house(tmp_path) as (workspace, _):
        model = workspace.model_id
        workspace.catalog_changed()

        assert "" == model
        assert "" == workspace.model_id


async def test_the_estimate_follows_the_detail_where_it_matters(tmp_path):
    tiles = Model("t/tiles", "Tiles", tokenizer="Tiles", pricing=Pricing({"prompt": Decimal(1)}))
    async with house(tmp_path, tiles) as (_, it):
        it.workspace.choose_model("t/tiles")
        picture = ImagePart("sea.png", width=64, height=32)

        assert it.workspace.asked().estimate(picture) == Estimate(26, Decimal(26), detailed=True, read_edge=64)
        low = it.workspace.asked().estimate(replace(picture, detail=Detail.LOW))
        assert low == Estimate(6, Decimal(6), detailed=True, read_edge=32)


async def test_detail_can_be_chosen_where_nobody_knows_what_it_costs(tmp_path):
    closer = Model("t/closer", "Closer", tokenizer="Closer", pricing=Pricing({"prompt": Decimal(1)}))
    async with house(tmp_path, closer) as (_, it):
        it.workspace.choose_model("t/closer")

        assert it.workspace.asked().estimate(ImagePart("sea.png", width=64, height=32)) == Estimate(None, detailed=True)


async def test_what_can_be_chosen_of_a_picture_is_estimated_before_it_is_made(tmp_path):
    patches = Model("p/patches", "Patches", tokenizer="Patches", pricing=Pricing({"prompt": Decimal("0.5")}))
    async with house(tmp_path, patches, BLIND) as (_, it):
        it.workspace.choose_model("p/patches")
        it.intake.offer(
            [Offer("sea.png", data=encoded(noise((400, 200)), "PNG")), Offer("far.png", url="https://e.org/far.png")]
        )
        [pending, _] = it.intake.attachments
        assert choices_of(pending, it.workspace.asked().sight, it.workspace.asked().estimate) == ()
        await it.intake.preparing.finish(20)
        [chip, far] = it.intake.attachments
        choices = choices_of(chip, it.workspace.asked().sight, it.workspace.asked().estimate)
        assert [(choice.quality, choice.width, choice.height) for choice in choices] == [
            (Quality.ORIGINAL, 400, 200),
            *((quality, 64, 32) for quality in (Quality.SHARP, Quality.BALANCED, Quality.SMALL)),
        ]
        assert [choice.size for choice in choices] == [0, chip.image.size, 0, 0]
        assert (
            choices[1].estimate == it.workspace.asked().estimate(chip.image) == Estimate(32, Decimal(16), read_edge=64)
        )
        assert choices_of(far, it.workspace.asked().sight, it.workspace.asked().estimate) == ()
        it.intake.edit(chip.id, Edits(crop=(0, 0, 40, 200)))
        await it.intake.preparing.finish(20)
        it.intake.choose(chip.id, Quality.ORIGINAL)
        again = it.intake.attachments[0]  # on its way: what is there is another one
        choices = choices_of(again, it.workspace.asked().sight, it.workspace.asked().estimate)
        assert [(choice.width, choice.height, choice.size) for choice in choices] == [(40, 200, 0), *[(13, 64, 0)] * 3]
        await it.intake.preparing.finish(20)


async def test_the_rules_for_pictures_are_those_of_the_model_that_is_asked(tmp_path):
    known = Model("p/known", "Known", tokenizer="Patches", context_length=1000)
    barely = Model("b/barely", "Barely", provider_context_length=500)
    async with house(tmp_path, known, BLIND, barely) as (_, it):
        it.preferences.send_newest(-1)
        it.preferences.send_pictures_first(True)  # noqa: FBT003 - one plain state
        picture = ImagePart("sea.png", width=64, height=32)
        rules = it.workspace.target("p/known").rules
        assert (rules.newest, rules.first, rules.context, rules.weigh(picture)) == (-1, True, 1000, 32)
        rules = it.workspace.target("a/blind").rules
        assert (rules.context, rules.weigh(picture)) == (0, None)
        assert it.workspace.target("not/listed").rules.context == 0
        assert it.workspace.target("b/barely").rules.context == 500


async def test_pictures_that_were_made_for_other_models_are_known_to_be_refused(tmp_path):
    strict = Model("s/strict", "Strict", tokenizer="Strict")
    async with house(tmp_path, strict, BLIND) as (_, it):
        png = ImagePart("sea.png", "image/png", "0" * 64, size=300)
        webp, huge = replace(png, media_type="image/webp"), replace(png, size=301)
        remote = ImagePart("sea", url="https://example.org/sea")
        rules = it.workspace.target("s/strict").rules
        assert [rules.unfit(image) for image in (png, webp, huge, remote)] == [
            *(None, LeftOut.FORMAT, LeftOut.TOO_LARGE, None),
        ]
        assert not any(map(it.workspace.target("a/blind").rules.unfit, (png, webp, huge, remote)))
        film = replace(png, frames=Frames(3, film=True))
        one = replace(film, changes=(Change.STILL,))
        assert [LeftOut.FORMAT, None] == [rules.unfit(image) for image in (film, one)]


async def test_pictures_are_kept_as_they_came_while_that_is_preferred(tmp_path):
    async with house(tmp_path, BLIND) as (_, it):
        assert it.intake.preparing.keeps_originals

        it.preferences.keep_originals(False)  # noqa: FBT003 - one plain state
        assert not it.intake.preparing.keeps_originals


async def test_pictures_are_prepared_for_the_model_and_estimated_by_what_is_stated(tmp_path):
    patches = Model("p/patches", "Patches", tokenizer="Patches", pricing=Pricing({"prompt": Decimal("0.5")}))
    varying = Model("v/varying", "Varying", tokenizer="Patches", pricing=Pricing({"prompt": VARIES}))
    charging = Model("z/charging", "Charging", tokenizer="Patches", pricing=Pricing({"prompt": Decimal(0)}))
    async with house(tmp_path, patches, varying, charging, BLIND) as (_, it):
        picture = ImagePart("sea.png", width=64, height=32)
        it.workspace.choose_model("p/patches")
        assert it.workspace.asked().estimate(picture) == Estimate(32, Decimal(16), read_edge=64)
        text = TextFilePart("a.txt", "a" * 64, 9, 1, 9)
        assert it.workspace.asked().estimate(text) == Estimate(3, Decimal("1.5"))
        it.intake.offer([Offer("sea.png", data=encoded(noise(), "PNG"))])
        await it.intake.preparing.finish(20)
        assert [(chip.image.width, chip.image.height) for chip in it.intake.attachments] == [(64, 48)]

        for unpriced in ("v/varying", "z/charging"):  # zero is not free
            it.workspace.choose_model(unpriced)
            assert it.workspace.asked().estimate(picture) == Estimate(32, read_edge=64)
        for unknown in ("a/blind", "not/listed"):
            it.workspace.choose_model(unknown)
            assert it.workspace.asked().estimate(picture) is None
            assert it.workspace.asked().estimate(text) == Estimate(3)
        await it.intake.preparing.finish(20)
        assert [(chip.image.width, chip.image.height) for chip in it.intake.attachments] == [(400, 300)]


DOG = encoded(noise((1400, 700)), "PNG")


async def test_what_was_made_of_a_picture_before_something_was_blacked_out_is_gone(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        blobs, intake = Blobs(made.database), workspace.intake
        intake.offer([Offer("cat.png", data=PNG), Offer("the same.png", data=PNG), Offer("dog.png", data=DOG)])
        await until(lambda: not intake.pending)
        cat, _, dog = intake.attachments
        await made.library.save_drafts()
        intake.choose(dog.id, Quality.SMALL)
        await until(lambda: not intake.pending)
        smaller = intake.attachments[2]
        intake.edit(cat.id, Edits(hidden=((0, 0, 9, 9),)))
        intake.edit(dog.id, Edits(crop=(0, 0, 900, 9)))
        await until(lambda: not intake.pending)
        await made.library.save_drafts()
        there = []
        for digest in (cat.image.blob, dog.image.blob, smaller.image.blob, *(c.image.blob for c in intake.attachments)):
            try:
                there.append(bool(await blobs.get(digest)))
            except StoreBroken:
                there.append(False)

        assert [True, False, False, True, True, True] == there


async def test_what_was_sent_before_it_was_blacked_out_stays_with_its_message(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.choose_model(SEEING.id)
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        await until(lambda: not workspace.intake.pending)
        sent = workspace.intake.attachments[0].image.blob
        workspace.send()
        await made.answered()
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        await until(lambda: not workspace.intake.pending)
        workspace.intake.edit(workspace.intake.attachments[0].id, Edits(hidden=((0, 0, 9, 9),)))
        await until(lambda: not workspace.intake.pending)
        await made.library.save_drafts()

        assert bool(await Blobs(made.database).get(sent))


# What was asked in one draft and is answered once another one is on view


async def test_what_is_done_to_a_picture_reaches_the_draft_that_it_was_begun_in(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        first = workspace.chat.conversation.id
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        workspace.drafting.keep_text("about this")
        await ready(made, 1)
        [chip] = workspace.intake.attachments
        name = workspace.intake.hold()
        workspace.new()
        workspace.drafting.keep_text("elsewhere")
        done = workspace.intake.edit(chip.id, Edits(hidden=((0, 0, 4, 4),)))
        more = workspace.intake.offer_to(name, [Offer("dog.png", data=PNG)])
        here = workspace.intake.attachments
        await workspace.intake.preparing.finish(20)
        again = workspace.intake.edit(chip.id, Edits(turns=1))  # it has landed once
        workspace.intake.release(name)
        await workspace.intake.preparing.finish(20)
        await made.library.save_drafts()
        stored = await made.conversations.draft(first)
        await workspace.open(first)

        assert (done, more, again, ()) == (True, True, True, here)
        assert "about this" == stored.text == workspace.drafting.text
        assert ["cat.png", "dog.png"] == [image.name for image in stored.attached]
        assert chip.image.blob != stored.attached[0].blob
        assert Edits(turns=1) == workspace.intake.attachments[0].edits


async def test_what_is_picked_for_an_edit_reaches_it(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        first = workspace.chat.conversation
        question = first.branch()[0].id
        workspace.drafting.begin_edit(question)
        name = workspace.intake.hold()
        workspace.new()
        assert workspace.intake.offer_to(name, [Offer("cat.png", data=PNG)])
        await workspace.intake.preparing.finish(20)
        workspace.intake.release(name)
        await workspace.open(first.id)

        assert question == workspace.drafting.editing
        assert "first" == workspace.drafting.text
        assert ["cat.png"] == [part.name for part in workspace.intake.draft().attached]


async def test_an_edit_that_is_forgotten_does_not_come_back_with_what_is_picked_for_it(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.drafting.keep_text("first")
        workspace.send()
        await made.answered()
        question = workspace.chat.conversation.branch()[0].id
        workspace.drafting.begin_edit(question)
        name = workspace.intake.hold()
        workspace.drafting.leave_edit()
        workspace.drafting.forget_edit(workspace.chat.conversation, question)

        assert not workspace.intake.offer_to(name, [Offer("cat.png", data=PNG)])
        assert () == workspace.intake.attachments


async def test_it_is_told_when_the_picture_that_was_worked_on_has_gone(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        await ready(made, 1)
        [chip] = workspace.intake.attachments
        workspace.intake.hold()
        workspace.send()

        assert not workspace.intake.edit(chip.id, Edits(turns=1))
        await made.answered()


async def test_what_is_not_held_is_given_up_when_its_draft_is_left(tmp_path):
    async with house(tmp_path, SEEING) as (workspace, made):
        workspace.intake.offer([Offer("cat.png", data=PNG)])
        await ready(made, 1)
        [chip] = workspace.intake.attachments
        workspace.intake.release(workspace.intake.hold())
        workspace.new()

        assert not workspace.intake.edit(chip.id, Edits(turns=1))
