"""What the window works on: one connection, one conversation on view, and the pictures in its composer."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from desktop.domain.conversation import Conversation, Draft
from desktop.domain.errors import KeyMissing, ModelNotFound
from desktop.domain.fit import with_composer
from desktop.domain.media import engine_of
from desktop.domain.observable import Observable
from desktop.domain.parts import Engine, MediaPart, Modality
from desktop.domain.projection import lacking
from desktop.domain.refusals import kinds_refused
from desktop.domain.vision import Sight
from desktop.services.chat import Chat, Target
from desktop.services.connection import OPENROUTER
from desktop.services.drafting import Drafting
from desktop.services.files import engine_among
from desktop.services.pulse import Pulse
from desktop.services.weighing import Weighing, estimated, rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.errors import Failure
    from desktop.domain.fit import Need
    from desktop.domain.model import Model
    from desktop.domain.parts import ImagePart, TextFilePart
    from desktop.domain.vision import Estimate
    from desktop.services.connection import Connection
    from desktop.services.intake import Intake
    from desktop.services.library import Library
    from desktop.services.preferences import Preferences

NO_SIGHTS: Mapping[str, Sight] = MappingProxyType({})
BLURRED = Sight()

SAVE_AGAIN = 1.0  # seconds between tries to store what was refused, while other things are taken
DEMO_AUTHOR = "demo/"  # of the models that the demonstration answers for; the others can be looked at


class Workspace:
    """Opens, switches and asks.

    Attributes:
        connected: Another endpoint is used.
        opened: Another conversation is on view.
        model_changed: The model that will be asked is another one.

    Args:
        sights: How models read pictures, by tokenizer.
    """

    def __init__(
        self,
        library: Library,
        intake: Intake,
        make_chat: Callable[[Conversation], Chat],
        connection: Connection,
        preferences: Preferences,
        model: str = "",
        sights: Mapping[str, Sight] = NO_SIGHTS,
    ) -> None:
        self.connected: Observable[[]] = Observable()
        self.opened: Observable[[]] = Observable()
        self.model_changed: Observable[[]] = Observable()
        self.library = library
        self.intake = intake
        self.connection = connection
        self._preferred = model
        self.weighing = Weighing(sights)
        self._preferences = preferences
        self._sights = sights
        self._make_chat = make_chat
        self._refused: frozenset[str] = frozenset()  # kinds of pictures, by the chat's model
        self._chats: dict[str, Chat] = {}
        self._again = Pulse(self.save, SAVE_AGAIN)
        self.chat = self._new_chat()
        self.drafting = Drafting(library, intake, self.chat)
        self._connect()

    def _connect(self) -> None:
        intake = self.intake
        self.look_again()
        self.model_changed.connect(self.look_again)
        intake.outdated.connect(self.library.forget)
        self.library.stored.connect(self._try_again)
        self._preferences.changed.connect(self._follow_preferences)
        self._follow_preferences()

    def _follow_preferences(self) -> None:
        self.intake.keeps_originals = self._preferences.keeps_originals

    @property
    def model_id(self) -> str:
        return self.chat.conversation.model

    @property
    def model(self) -> Model | None:
        """What the catalog states about the chat's model; None when it does not list it."""
        return self.connection.catalog.catalog.model_of(self.model_id)

    @property
    def lacks(self) -> frozenset[Modality]:
        """What the chat's model is known not to take, but for PDFs of which it gets the text."""
        return lacking(self.model.input_modalities if self.model else (), parses=self._parses)

    @property
    def _parses(self) -> bool:
        """Whether PDFs are read for models that do not; the demonstration is asked like OpenRouter, to be tried."""
        return self.connection.demo or self.connection.base_url == OPENROUTER

    def engines(self, part: MediaPart) -> tuple[Engine, ...]:
        """Who can be asked to read it; nobody where it is no PDF, or the endpoint does not know how."""
        if part.modality is not Modality.FILE or not self._parses:
            return ()
        native = () if self.model and self.model.takes(Modality.FILE) is False else (Engine.NATIVE,)
        return (*native, Engine.TEXT, Engine.OCR)

    def settled(self, part: MediaPart) -> MediaPart:
        """It as it is sent now: a PDF with who reads it."""
        if not self.engines(part):
            return part
        native = self.model.takes(Modality.FILE) if self.model else None
        return replace(part, engine=engine_of(part.engine or engine_among(self.intake.attachments), native=native))

    @property
    def sight(self) -> Sight:
        """How the chat's model reads pictures, as far as its tokenizer and its refusals tell."""
        return self._sight_of(self.model).without(self._refused)

    def _sight_of(self, model: Model | None) -> Sight:
        return self._sights.get(model.tokenizer if model else "", BLURRED)

    def look_again(self) -> None:
        """Plan pictures for the chat's model, but not in kinds that it is known by now to refuse."""
        self._refused = kinds_refused(self.model_id, self.chat.conversation.messages)
        self.intake.see(self.sight)

    def _chat_changed(self, chat: Chat) -> None:
        if chat is self.chat:
            self.look_again()

    def estimate(self, part: ImagePart | TextFilePart) -> Estimate | None:
        """What a picture or a text costs with the chat's model; None where that is not told, or it is not sent."""
        return estimated(part, self.sight, self.model)

    async def open(self, conversation_id: str) -> bool:
        """Put a conversation on view, with its draft, or with the edit that was last worked on.

        False when it does not exist, or was deleted meanwhile; the view is then as before.
        """
        found = await self.library.open(conversation_id)
        edits = await self.library.edits(conversation_id)
        chat = self._chats.get(conversation_id)
        if conversation_id in self.library.deleted:
            return False
        if chat is None:
            if found is None:
                return False
            chat = self._open_chat(found[0])
        self._show(chat, found[1] if found else Draft(), edits)
        return True

    def new(self) -> None:
        """An empty conversation on view; an empty one that is there already stays."""
        if self.chat.conversation.children or not self.drafting.is_empty:
            self._show(self._new_chat(), Draft(), {})

    def delete(self, conversation_id: str) -> None:
        """Take a conversation off the list, and from view; an answer on its way in it ends."""
        self.stop(conversation_id)
        self.library.delete(conversation_id)
        if self.chat.conversation.id == conversation_id:
            self._show(self._new_chat(), Draft(), {})

    def _new_chat(self) -> Chat:
        return self._open_chat(self.library.fresh(self.default_model()))

    def _open_chat(self, conversation: Conversation) -> Chat:
        chat = self._chats[conversation.id] = self._make_chat(conversation)
        chat.stored.connect(lambda: self._store_took(chat))
        chat.changed.connect(lambda: self._chat_changed(chat))
        return chat

    def _store_took(self, chat: Chat) -> None:
        """What was sent needs no draft any more, and what the store refused may find room too."""
        if chat.stored_whole:
            self.library.release(chat.conversation.id)
        self._try_again()

    def _try_again(self) -> None:
        if self.library.refused or any(chat.unsaved or chat.due for chat in self._chats.values()):
            self._again.touch()

    def _show(self, chat: Chat, draft: Draft, edits: dict[str, Draft]) -> None:
        self.chat = chat
        self._forget_idle()
        self.drafting.show(chat, draft, edits)
        self.opened.emit()
        self.model_changed.emit()

    def _forget_idle(self) -> None:
        """Keep in memory only the conversations that are on view, answering, not stored yet, or offered back."""
        self._chats = {i: c for i, c in self._chats.items() if c is self.chat or not c.settled}

    def default_model(self) -> str:
        """The last choice where this endpoint has it, else what it begins with, else its first model for chat."""
        catalog = self.connection.catalog.catalog
        wishes = [wish for wish in (self._preferred, self.connection.first_model) if wish]
        if self._beyond_demo(self._preferred):
            wishes.reverse()  # what was chosen elsewhere cannot be asked here
        for wish in wishes:
            if catalog.model_of(wish):
                return wish
        if not catalog.models and wishes:
            return wishes[0]
        return next((model.id for model in catalog.models if model.chat_ready and model.speaks), self._preferred)

    def catalog_changed(self) -> None:
        """An empty chat without a known model takes the default of the list that came."""
        conversation = self.chat.conversation
        known = self.connection.catalog.catalog.model_of(conversation.model) is not None
        if not conversation.children and (not known or self._beyond_demo(conversation.model)):
            model = self.default_model()
            if model != conversation.model:
                self.chat.set_model(model)
        self.model_changed.emit()

    def key_changed(self) -> None:
        """Other models can be asked with another key, or none."""
        self.model_changed.emit()

    def _beyond_demo(self, model_id: str) -> bool:
        """Whether the demonstration shows a model that it cannot ask."""
        return self.connection.demo and not model_id.startswith(DEMO_AUTHOR)

    def choose_model(self, model_id: str) -> None:
        """Ask this model from now on, here and in new conversations."""
        self._preferred = model_id
        self.chat.set_model(model_id)
        self.model_changed.emit()

    @property
    def preferred_model(self) -> str:
        return self._preferred

    def obstacle(self, model_id: str = "") -> Failure | None:
        """Why the chat's model, or another one, cannot be asked now; None when it can."""
        connection = self.connection
        model_id = model_id or self.model_id
        lacks_key = connection.wants_key and connection.account.known and not connection.account.key
        if self._beyond_demo(model_id) or lacks_key:
            return KeyMissing(host=connection.client.host)
        return None if model_id else ModelNotFound(host=connection.client.host)

    def not_taken(self) -> list[Modality]:
        """Kinds of what is attached that the chat's model is known not to take."""
        return sorted({part.modality for part in self.intake.ready_media()} & self.lacks)

    def send(self) -> bool:
        """Send the composer's content; False when there is nothing to send or an answer is on its way."""
        ready = self.intake.draft().attached
        attached = tuple(self.settled(part) if isinstance(part, MediaPart) else part for part in ready)
        text = self.drafting.text.strip()
        if not (text or attached) or self.chat.answering:
            return False
        self.connection.bookmarks.note_use(self.model_id)
        self.drafting.hold()
        if edited := self.drafting.editing:
            self.chat.edit(edited, text, attached, self.target())
        else:
            self.chat.send(text, attached, self.target())
        self.drafting.clear()
        return True

    def need(self, answer: int = 0) -> Need:
        """What the chat asks of its model, with what stands in the composer and an answer of so many tokens."""
        need = self.weighing.need(self.chat.conversation, self.connection.tasks)
        need = with_composer(need, self.drafting.text, self.intake.draft().attached, answer, self._sights)
        return replace(need, parsing=frozenset({OPENROUTER, *([""] if self._parses else [])}))

    def target(self, model_id: str = "") -> Target:
        """Who is asked: the chat's model, or another one this once."""
        model_id = model_id or self.model_id
        model = self.connection.catalog.catalog.model_of(model_id)
        inputs = model.input_modalities if model else ()
        outputs = model.output_modalities if model else ()
        modalities = tuple(outputs) if "image" in outputs else ()
        session = self.chat.conversation.id if self.connection.base_url == OPENROUTER else ""
        sight = self._sight_of(model).without(kinds_refused(model_id, self.chat.conversation.messages))
        rules = rules_for(self._preferences, sight, model)
        return Target(self.connection.client, model_id, inputs, modalities, session, rules, self._parses)

    def use(self, connection: Connection) -> Connection:
        """Ask another endpoint from now on; the one used before is handed back, to be closed."""
        before, self.connection = self.connection, connection
        self.connected.emit()
        self.catalog_changed()
        return before

    def save(self) -> None:
        """Try at once to store whatever the store has refused."""
        for chat in self._chats.values():
            if not chat.settled:
                chat.save_now()
        self.library.save()

    def stop(self, conversation_id: str) -> None:
        """End the answer on its way in a conversation, also where it is not on view."""
        if chat := self._chats.get(conversation_id):
            chat.stop()

    async def close(self) -> None:
        """Stop every answer and store what arrived."""
        self._again.close()
        for chat in tuple(self._chats.values()):
            await chat.close()
