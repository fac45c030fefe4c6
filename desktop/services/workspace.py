"""What the window works on: one connection, one conversation on view, and the pictures in its composer."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.conversation import Conversation, Draft
from desktop.domain.fit import Need, families_of, with_composer
from desktop.domain.observable import Observable
from desktop.domain.parsed import is_pdf, place_of, read_anew
from desktop.domain.parts import MediaPart, Modality
from desktop.domain.refusals import kinds_refused
from desktop.services.asked import Asked
from desktop.services.connection import OPENROUTER
from desktop.services.drafting import Drafting
from desktop.services.pulse import Pulse
from desktop.services.weighing import Weighing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.errors import StoreFailure
    from desktop.domain.model import Model
    from desktop.domain.vision import Sight
    from desktop.services.chat import Chat, Target
    from desktop.services.connection import Connection
    from desktop.services.intake import Intake
    from desktop.services.library import Library
    from desktop.services.preferences import Preferences
    from desktop.services.tasks import TaskScope

NO_SIGHTS: Mapping[str, Sight] = MappingProxyType({})
SAVE_SOON = 1.0  # seconds between tries to store what was refused, while other things are taken


class Unstored(NamedTuple):
    """How much the store does not have.

    Attributes:
        chats: In which something is not stored.
        attached: Pictures and files with what is not.
        models: Of which a favorite, a note or tags are not.
    """

    chats: int = 0
    attached: int = 0
    models: int = 0


class Workspace:
    """Opens, switches and asks.

    Attributes:
        connected: Another endpoint is used.
        opened: Another conversation is on view.
        model_changed: The model that will be asked is another one.
        answering_changed: Other chats are answering now.
        refused: The store did not take, or give, something of a chat or of the list.
        answering: Ids of conversations that are being answered, on view or not.

    Args:
        told_at: The base URL where this run was told to ask `model`: it is asked there also if the list lacks it.
        sights: How models read pictures, see `family_of`.
    """

    answering: frozenset[str] = frozenset()
    _unread: tuple[Conversation | None, tuple[str, str], tuple[MediaPart, ...]] = (None, ("", ""), ())

    def __init__(
        self,
        library: Library,
        intake: Intake,
        make_chat: Callable[[Conversation], Chat],
        connection: Connection,
        preferences: Preferences,
        tasks: TaskScope,
        model: str = "",
        sights: Mapping[str, Sight] = NO_SIGHTS,
        told_at: str = "",
    ) -> None:
        self.connected: Observable[[]] = Observable()
        self.opened: Observable[[]] = Observable()
        self.model_changed: Observable[[]] = Observable()
        self.answering_changed: Observable[[]] = Observable()
        self.refused: Observable[[StoreFailure]] = Observable()
        self.library, self.intake = library, intake
        self.connection = connection
        self._preferred, self._told_at = model, told_at
        self._preferences, self._sights = preferences, sights
        self.weighing = Weighing(sights, tasks)
        self._make_chat = make_chat
        self._chats: dict[str, Chat] = {}
        self._again = Pulse(self.save, SAVE_SOON)
        self._wish: object = None  # the last one for a conversation on view
        self.chat = self._new_chat()
        self.drafting = Drafting(library, intake, self.chat)
        self._connect()

    def _connect(self) -> None:
        intake = self.intake
        self.look_again()
        self.model_changed.connect(self.look_again)
        intake.preparing.outdated.connect(self.library.forget)
        self.library.stored.connect(self._try_again)
        self.library.failed.connect(self.refused.emit)
        self._preferences.changed.connect(self._follow_preferences)
        self._follow_preferences()

    def _follow_preferences(self) -> None:
        self.intake.preparing.keeps_originals = self._preferences.keeps_originals

    @property
    def model_id(self) -> str:
        return self.chat.conversation.model

    @property
    def model(self) -> Model | None:
        """What the catalog states about the chat's model; None when it does not list it."""
        return self.asked().model

    def asked(self, model_id: str = "") -> Asked:
        """Who is asked: the chat's model, or another one this once."""
        refused = self._refused_by(model_id) if model_id else self._refused
        return Asked(self.connection, model_id or self.model_id, self._sights, refused)

    def look_again(self) -> None:
        """Plan pictures for the chat's model, but not in kinds that it is known by now to refuse."""
        self._refused = self._refused_by(self.model_id)  # kinds of pictures
        self.intake.see(self.asked().sight)

    def _refused_by(self, model_id: str) -> frozenset[str]:
        return kinds_refused(model_id, self.chat.conversation.messages)

    def _chat_changed(self, chat: Chat) -> None:
        if chat is self.chat:
            self.look_again()
        before = self.answering
        self.answering = frozenset(id_ for id_, chat in self._chats.items() if chat.answering)
        if self.answering != before:
            self.answering_changed.emit()

    def go_to(self, conversation_id: str) -> None:
        """Open a conversation behind; what the store refuses of it, the library tells."""
        wish = self._wish = object()
        self.library.attempt(lambda: self._open(conversation_id, wish), "open")

    async def open(self, conversation_id: str) -> bool:
        """Put a conversation on view, with its draft, or with the edit that was last worked on.

        False when it does not exist, or was deleted or something else was wished for meanwhile; the view stays.
        """
        wish = self._wish = object()
        return await self._open(conversation_id, wish)

    async def _open(self, conversation_id: str, wish: object) -> bool:
        if conversation_id == self.chat.conversation.id:
            return True
        found = await self.library.open(conversation_id)
        edits = await self.library.edits(conversation_id)
        chat = self._chats.get(conversation_id)
        if conversation_id in self.library.deleted or self._wish is not wish:
            return False
        if chat is None:
            if found is None:
                return False
            chat = self._open_chat(found[0])
        self._show(chat, found[1] if found else Draft(), edits)
        return True

    def new(self) -> None:
        """An empty conversation on view; an empty one that is there already stays."""
        self._wish = object()
        if self.chat.conversation.children or not self.drafting.is_empty:
            self._show(self._new_chat(), Draft(), {})

    def delete(self, conversation_id: str) -> None:
        """Take a conversation off the list, and from view; an answer on its way in it ends."""
        self.stop(conversation_id)
        self.library.delete(conversation_id)
        if self.chat.conversation.id == conversation_id:
            self._show(self._new_chat(), Draft(), {})

    def _new_chat(self) -> Chat:
        chat = self._open_chat(self.library.fresh(self.default_model()))
        self._stands_for = (chat.conversation.id, self._preferred)  # what it wants, which the list may not have yet
        return chat

    def _open_chat(self, conversation: Conversation) -> Chat:
        chat = self._chats[conversation.id] = self._make_chat(conversation)
        chat.saving.stored.connect(lambda: self._store_took(chat))
        chat.changed.connect(lambda: self._chat_changed(chat))
        chat.saving.failed.connect(self.refused.emit)
        return chat

    def _store_took(self, chat: Chat) -> None:
        """What was sent needs no draft any more, and what the store refused may find room too."""
        if chat.saving.stored_whole:
            self.library.release(chat.conversation.id)
        self._try_again()

    def _try_again(self) -> None:
        if self.unsaved:
            self._again.touch()

    @property
    def unsaved(self) -> bool:
        """Whether there is something that the store has not taken."""
        chats = any(chat.saving.unsaved or chat.saving.due for chat in self._chats.values())
        return chats or self.library.refused or bool(self.connection.bookmarks.unstored)

    def unstored(self) -> Unstored:
        """What would be lost with the program, as far as somebody would miss it."""
        drafts = [(name, len(draft.row)) for name, draft in self.library.unstored]
        for name, chat in self._chats.items():
            refused = chat.saving.refused
            if refused or (chat.saving.due and chat.conversation.children):  # else it is an empty one's model
                drafts.append((name, sum(len(message.attached) for message in refused)))
        models = [names for names in self.connection.bookmarks.unstored.values() if names != {"used"}]
        return Unstored(len({name for name, _ in drafts}), sum(count for _, count in drafts), len(models))

    async def save_all(self) -> None:
        """Try to store all there is; what is refused is told."""
        for chat in tuple(self._chats.values()):
            await chat.saving.save_all()
        await self.library.try_to_save()  # without what was sent, which is stored by now
        await self.connection.bookmarks.try_to_save()

    def _show(self, chat: Chat, draft: Draft, edits: dict[str, Draft]) -> None:
        self.chat = chat
        self._forget_idle()
        self.drafting.show(chat, draft, edits)
        self.opened.emit()
        self.model_changed.emit()

    def _forget_idle(self) -> None:
        """Keep in memory only the conversations that are on view, answering, not stored yet, or offered back."""
        for name, chat in list(self._chats.items()):
            if chat is not self.chat and chat.settled:
                del self._chats[name]

    def default_model(self) -> str:
        """The last choice where this endpoint has it, else what was asked last of what it has.

        Else what it begins with, else its first model for chat. What this run was told to ask is never replaced by
        another one.
        """
        catalog = self.connection.catalog.catalog
        asked = dict.fromkeys(summary.model for summary in self.library.summaries if not summary.drafted)
        last = next(filter(self._can_ask, asked), "")
        wishes = [wish for wish in (self._preferred, last, self.connection.first_model) if wish]
        if self.connection.only_shows(self._preferred):
            wishes.reverse()  # what was chosen elsewhere cannot be asked here
        elif self._told_at == self.connection.base_url:
            return self._preferred
        for wish in wishes:
            if catalog.model_of(wish):
                return wish
        if not catalog.models and wishes:
            return wishes[0]
        return next((model.id for model in catalog.models if model.chat_ready and model.speaks), self._preferred)

    def catalog_changed(self) -> None:
        """An empty chat without a known model takes the default of the list that came, until one has the model."""
        conversation = self.chat.conversation
        if not conversation.children:
            chat_id, wish = self._stands_for
            wish = wish if chat_id == conversation.id else conversation.model
            model = next(filter(self._can_ask, (wish, conversation.model)), None) or self.default_model()
            if model != conversation.model:
                self._stands_for = (conversation.id, wish)
                self.chat.set_model(model)
        self.model_changed.emit()

    def _can_ask(self, model_id: str) -> bool:
        listed = self.connection.catalog.catalog.model_of(model_id) is not None
        return listed and not self.connection.only_shows(model_id)

    def key_changed(self) -> None:
        """Other models can be asked with another key, or none."""
        self.model_changed.emit()

    def choose_model(self, model_id: str) -> None:
        """Ask this model from now on, here and in new conversations."""
        self._preferred, self._told_at, self._stands_for = model_id, "", ("", "")
        self.chat.set_model(model_id)
        self.model_changed.emit()

    @property
    def was_told(self) -> bool:
        """Whether this run was told to ask the chat's model here, whatever the list has."""
        return self._told_at == self.connection.base_url and self.model_id == self._preferred

    @property
    def preferred_model(self) -> str:
        return self._preferred

    def not_taken(self) -> list[Modality]:
        """Kinds of what is attached that the chat's model is known not to take."""
        return sorted({part.modality for part in self.intake.ready_media()} & self.asked().lacks)

    def send(self) -> bool:
        """Send the composer's content; False when there is nothing to send or an answer is on its way."""
        if not self.drafting.can_be_sent or self.chat.answering:
            return False
        chips, ready, asked = self.intake.attachments, self.intake.draft().attached, self.asked()
        unread = self.unread_pdfs()
        attached = tuple(asked.settled(part, chips, unread) if isinstance(part, MediaPart) else part for part in ready)
        text = self.drafting.text.strip()
        self.connection.bookmarks.note_use(self.model_id)
        self.drafting.hold()
        if edited := self.drafting.editing:
            self.chat.edit(edited, text, attached, self.target())
        else:
            self.chat.send(text, attached, self.target())
        self.drafting.clear()
        return True

    def unread_pdfs(self) -> tuple[MediaPart, ...]:
        """PDFs of the chat that are read anew along with those in the composer; none where there are none in it."""
        attached = [chip.media for chip in self.intake.attachments if chip.media and is_pdf(chip.media)]
        if not (attached and self.asked().parses):
            return ()
        chat, edited, here = self.chat.conversation, self.drafting.editing, {place_of(pdf) for pdf in attached}
        of = (chat.messages.parent(edited) if edited else chat.leaf, self.connection.client.host)
        if self._unread[0] is not chat or self._unread[1] != of:  # which takes milliseconds in a long chat
            self._unread = chat, of, read_anew(chat, *of)
        return tuple(pdf for pdf in self._unread[2] if place_of(pdf) not in here)

    @property
    def families(self) -> frozenset[str]:
        """Of models that see, see `families_of`."""
        return families_of(self._sights)

    def need(self, *, alone: bool = False) -> Need:
        """What the chat, or its composer `alone`, asks of its model; not what an edited question takes the place of."""
        chat, edited = self.chat.conversation, self.drafting.editing
        before = replace(chat, leaf=chat.messages.parent(edited)) if chat.has(edited) else chat
        need = Need() if alone else self.weighing.need(before)
        need = with_composer(need, self.drafting.text, self.intake.draft().attached, self._sights)
        return replace(need, parsing=frozenset({OPENROUTER, *([""] if self.asked().parses else [])}))

    def target(self, model_id: str = "") -> Target:
        """Who is asked, with all that the chat on view has to know of that."""
        return self.asked(model_id).target(self.chat.conversation.id, self._preferences)

    def follow(self, bind: Callable[[Connection], list[Callable[[], None]]]) -> None:
        """Bind something to the connection that is used, now and whenever it is another one.

        What `bind` gives is called to end that.
        """
        bound = bind(self.connection)

        def bind_again() -> None:
            for disconnect in bound:
                disconnect()
            bound[:] = bind(self.connection)

        self.connected.connect(bind_again)

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
                chat.saving.try_now()
        if self.connection.bookmarks.unstored:
            self.connection.bookmarks.save()
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
