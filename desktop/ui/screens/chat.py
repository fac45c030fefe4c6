"""Where the conversation meets its pane: showing, growing, and what is attached to the next question."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.conversation import title_of
from desktop.domain.media import is_youtube
from desktop.domain.message import Role
from desktop.domain.parts import Modality
from desktop.services.progress import Asking, Sending
from desktop.ui.clipboard import USUAL, watch_clipboard
from desktop.ui.images.mime import can_be_sent, offer_of
from desktop.ui.screens.editing import EditingScreen
from desktop.ui.screens.entries import Entries, thought, waiting
from desktop.ui.screens.invisible import INVISIBLE, InvisibleScreen
from desktop.ui.screens.messages import MessagesScreen
from desktop.ui.screens.obstacles import Obstacles
from desktop.ui.screens.sending import SendingScreen
from desktop.ui.transcript.places import Places

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QClipboard

    from desktop.domain.attachment import Offer
    from desktop.domain.blocks import Growing
    from desktop.domain.message import Message
    from desktop.services.names import Names
    from desktop.services.progress import Phase
    from desktop.services.tasks import TaskScope
    from desktop.services.turn import Turn
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane
    from desktop.ui.images.mime import Beside
    from desktop.ui.screens.pictures import Pictures


HANDFUL = 5  # pictures between pasted words that are attached unasked: whole pages have more
# Keys of notices about the conversation on view that do not say of which they speak.
OF_ONE_CHAT = (
    *("send", "pending", "waiting", "busy", INVISIBLE),
    *("beside", "drawing", "picture", "stored", "save-code"),
)
READING = 2_000  # milliseconds at a place, after which it is one to come back to


class ChatScreen(QObject):
    """Keeps the pane equal to the workspace, and turns what the person does into verbs.

    Signals:
        place_changed: Something else is read in the conversation on view than was kept in `places`.

    Args:
        places: Where conversations were left in earlier runs.
    """

    place_changed = Signal()

    def __init__(
        self,
        pane: ChatPane,
        workspace: Workspace,
        tasks: TaskScope,
        pictures: Pictures,
        fixes: dict[str, Callable[[], None]],
        names: Names,
        places: dict[str, str],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._tasks = tasks
        self._pictures = pictures
        self._asked, self._told = False, _told(None)  # of the answer on its way, as far as that is on view: see `_told`
        self._places = Places(places)
        self._resting = QTimer(self, singleShot=True)
        self._names = names
        self._bound: list[Callable[[], None]] = []
        self._entries = Entries(workspace.chat, self._model_name, names.other)
        obstacles = Obstacles(pane, workspace, fixes)
        self.editing = EditingScreen(pane, workspace, obstacles)
        self.sending = SendingScreen(pane, workspace, obstacles, self.editing, self._model_name)
        self.messages = MessagesScreen(pane, workspace, obstacles, self.editing, self._speaker)
        typed = pane.composer.text()  # since the window was painted
        self._connect()
        self._show_conversation()
        if typed:
            pane.composer.type_text(typed)

    def _connect(self) -> None:
        workspace, pane = self._workspace, self._pane
        workspace.opened.connect(self.show_conversation)
        workspace.model_changed.connect(self._model_changed)
        workspace.library.changed.connect(self._show_title)
        workspace.connected.connect(self._show_model)
        self._names.use(workspace.connection.catalog.catalog)
        self._names.changed.connect(self._name_anew)
        composer = pane.composer
        composer.stop_requested.connect(self.stop)
        composer.offered.connect(self.offer)
        composer.paths_pasted.connect(self._paths_pasted)
        composer.pictures_pasted.connect(self._pictures_pasted)
        composer.drawing_pasted.connect(self._drawing_pasted)
        composer.edit_last_requested.connect(self.edit_last)
        composer.invisible_pasted.connect(self._tell_invisible)
        InvisibleScreen(pane)
        self._drawing: Callable[[], tuple[list[Offer], bool]] | None = None  # what is on the clipboard beside words
        watch_clipboard(self._clipboard_changed)
        pane.escaped.connect(self.escape)
        self._resting.timeout.connect(self._note_place)
        pane.transcript.verticalScrollBar().valueChanged.connect(lambda: self._resting.start(READING))
        pane.transcript.picture_wanted.connect(self._pictures.want)
        self._pictures.ready.connect(pane.transcript.set_picture)

    # The conversation on view

    def show_conversation(self) -> None:
        """Put the workspace's conversation on view, with its draft, to be written in."""
        self._keep_place()
        self._show_conversation()
        self._pane.composer.focus_editor()

    def _show_conversation(self) -> None:
        for disconnect in self._bound:
            disconnect()
        chat = self._workspace.chat
        self._bound = [
            chat.changed.connect(self._chat_changed),
            chat.grown.connect(self._chat_grew),
        ]
        self._entries = Entries(chat, self._model_name, self._names.other)
        for key in OF_ONE_CHAT:
            self._pane.notices.remove_notice(key)
        self._pane.composer.say_no_more()
        self._asked = False
        self._told = _told(chat.turn)
        self.editing.show()
        self._pane.transcript.show_entries(self._entries.of_branch(), self._places[chat.conversation.id])
        self._show_state()

    def keep_places(self) -> dict[str, str]:
        """Keep what is read in the conversation on view; where all conversations were left."""
        self._keep_place()
        return self._places.stored

    def _keep_place(self) -> None:
        self._places.keep(self._entries.conversation, self._pane.transcript.flow.mark)

    def _note_place(self) -> None:
        if self._places[self._entries.conversation] != self._pane.transcript.flow.mark:
            self.place_changed.emit()

    def _chat_changed(self) -> None:
        turn = self._workspace.chat.turn
        self._told = _told(turn)
        self.editing.chat_changed()
        self._pane.transcript.show_branch(self._entries.of_branch())
        self._show_state()

    def _chat_grew(self) -> None:
        turn = self._workspace.chat.turn
        if turn is None:
            return
        if self._told != _told(turn):
            self._told = _told(turn)
            self._pane.transcript.show_branch(self._entries.of_branch())
        phase, reasoning = turn.progress.phase, turn.thoughts()
        time = thought(turn.thought(), reasoning)
        self._pane.composer.set_upload(phase.taken / phase.whole if isinstance(phase, Sending) else None)
        self._pane.transcript.grow(turn.message.id, turn.growing, reasoning, waiting(phase), time)
        asking = isinstance(phase, Asking)
        if asking is not self._asked:
            self._asked = asking
            if asking:
                self._ask_whether_to_wait(phase)
            else:
                self._pane.notices.remove_notice("waiting")

    def _show_state(self) -> None:
        chat = self._workspace.chat
        self._pane.composer.set_streaming(chat.answering)
        self._show_title()
        self._show_model()
        if not chat.answering:
            self._pane.composer.set_upload(None)
            for key in ("waiting", "busy"):
                self._pane.notices.remove_notice(key)

    def _show_title(self) -> None:
        """The title of the list, which knows of a new name first; a draft stands in the composer anyway."""
        conversation = self._workspace.chat.conversation
        listed = (it for it in self._workspace.library.summaries if it.id == conversation.id)
        known = (summary.title for summary in listed if not summary.drafted)
        self._pane.show_title(next(known, "") or title_of(conversation))

    def _model_changed(self) -> None:
        """Another one may be asked what this one could not."""
        self._names.use(self._workspace.connection.catalog.catalog)
        self._show_model()
        self.sending.clear_way()

    def _show_model(self) -> None:
        model = self._workspace.model
        self._pane.show_model(self._names.of(self._workspace.model_id), known=model is not None)
        connection = self._workspace.connection
        empty = not self._workspace.chat.conversation.children
        self._pane.show_welcome(welcome=empty and connection.wants_key and not connection.account.key)

    def _name_anew(self) -> None:
        self._pane.transcript.show_branch(self._entries.of_branch())
        self._show_model()

    def _speaker(self, message: Message) -> str:
        return self._entries.speaker(message)

    def _model_name(self, model_id: str) -> str:
        return self._names.of(model_id) or self.tr("Answer")

    # What the person does

    def stop(self) -> None:
        self._workspace.chat.stop()

    def offer(self, offers: list[Offer]) -> None:
        """Attach what was dropped, pasted or picked."""
        pages = [offer.url for offer in offers if self.is_text(offer.url)]
        self._workspace.intake.offer([offer for offer in offers if offer.url not in pages])
        self._pane.composer.focus_editor()
        if pages:
            self._pane.composer.write(" ".join(pages))

    def is_text(self, address: str) -> bool:
        """Whether an address is no more than text: a page of YouTube is, for models that are not known to watch it."""
        watches = self._workspace.model is not None and self._workspace.model.takes(Modality.VIDEO)
        return not watches and is_youtube(address)

    def attach_files(self, names: list[str]) -> None:
        """Attach files by their paths, also what is in folders, and addresses as if they were pasted."""
        words = [name for name in names if not (name.startswith("/") or can_be_sent(name))]
        self.offer([offer_of(name) for name in names if name not in words])
        if words:
            self._pane.composer.write(" ".join(words))

    def look_into(self, paths: Sequence[str], refuse: Callable[[], None]) -> None:
        """Refuse files that are dragged, once they are known to be what cannot be attached."""
        self._tasks.start(self._look_into(paths, refuse), "dragged")

    async def _look_into(self, paths: Sequence[str], refuse: Callable[[], None]) -> None:
        if await self._workspace.intake.are_unfit(paths):
            refuse()

    def _paths_pasted(self, offers: list[Offer], text: str) -> None:
        self._tasks.start(self._attach_named(offers, text), "paths")

    async def _attach_named(self, offers: list[Offer], text: str) -> None:
        """Put files in the place of a text that names them, or a folder of pictures, if all of it is there."""
        chat = self._workspace.chat
        there = await self._workspace.intake.are_files([offer.path for offer in offers])
        if there and chat is self._workspace.chat and self._pane.composer.take_out(text):
            self._attach_in_a_step(offers, self._pane.composer.undo_text)

    def _pictures_pasted(self, beside: Beside) -> None:
        """Attach what surely is a picture to be looked at, of a few between words; the others only if wanted."""
        certain, others = beside
        if len(certain) > HANDFUL:
            certain, others = [], certain + others
        if certain:
            self.offer(certain)
        if others:
            self._offer_beside(others)

    def _offer_beside(self, others: list[Offer]) -> None:
        said = self.tr("Pictures between the pasted words that were not attached: {n}").format(n=len(others))
        attach = partial(self._attach_beside, others, partial(self._offer_beside, others))
        self._pane.notices.remove_notice("drawing")
        self._notice("beside", said, [(self.tr("Attach them"), attach)], "info")

    def _drawing_pasted(self, drawing: Callable[[], tuple[list[Offer], bool]]) -> None:
        """Who copies cells wants their words, and perhaps how they look."""
        self._pane.notices.remove_notice("beside")
        self._drawing = drawing
        self._offer_drawing(drawing)

    def _offer_drawing(self, drawing: Callable[[], tuple[list[Offer], bool]]) -> None:
        """Offer a picture as long as it is on the clipboard."""
        if self._drawing is drawing:
            said = self.tr("The words were pasted. A picture of them is on the clipboard too.")
            self._notice("drawing", said, [(self.tr("Attach it"), partial(self._attach_drawing, drawing))], "info")

    def _attach_drawing(self, drawing: Callable[[], tuple[list[Offer], bool]]) -> None:
        offers, too_large = drawing()
        if offers:
            self._attach_beside(offers, partial(self._offer_drawing, drawing))
        else:
            self._pane.notices.remove_notice("drawing")
            self._pane.composer.say_missed(too_large)

    def _clipboard_changed(self, mode: QClipboard.Mode) -> None:
        """What was offered of it, or missed, is there no more."""
        if mode is USUAL:
            self._drawing = None
            self._pane.notices.remove_notice("drawing")
            self._pane.composer.miss_no_more()

    def _attach_beside(self, offers: list[Offer], offer_again: Callable[[], None]) -> None:
        for key in ("beside", "drawing"):
            self._pane.notices.remove_notice(key)
        self._attach_in_a_step(offers, offer_again)

    def _attach_in_a_step(self, offers: list[Offer], then: Callable[[], None]) -> None:
        """Attach something so that undo takes it back, and does more `then`."""
        intake = self._workspace.intake
        before = {chip.id for chip in intake.attachments}
        self.offer(offers)
        made = [chip.id for chip in intake.attachments if chip.id not in before]

        def take_back() -> None:
            intake.remove(*made, for_good=True)
            then()

        self._pane.composer.add_step(take_back)

    def escape(self) -> None:
        """Peel one layer: the find bar, what waits to be sent, editing, the answer on its way, the selection."""
        reading = False
        if self._pane.close_find():
            reading = self._is_reading()  # what was found is selected there
        elif self.sending.waits:
            self.sending.wait_no_more()
        elif self._workspace.drafting.editing:
            self.editing.leave()
        elif self._workspace.chat.answering:
            reading = self._is_reading()
            self.stop()
        else:
            self._pane.transcript.keys.deselect()
        if not reading:
            self._pane.composer.focus_editor()

    def _is_reading(self) -> bool:
        """Whether the transcript has the keyboard."""
        return self._pane.transcript is self._pane.window().focusWidget()

    def _tell_invisible(self, count: int) -> None:
        """Characters without width can carry instructions that the person does not see (reliability, T15)."""
        remove = (self.tr("Remove them"), self._remove_invisible)
        self._notice(INVISIBLE, self.tr("The pasted text has invisible characters: {n}.").format(n=count), [remove])

    def _remove_invisible(self) -> None:
        self._pane.composer.remove_invisible()
        self._pane.notices.remove_notice(INVISIBLE)

    def edit_last(self) -> None:
        self.messages.act_on_last(Role.USER, "edit")

    def regenerate_last(self) -> None:
        self.messages.act_on_last(Role.ASSISTANT, "regenerate")

    def copy_last(self) -> None:
        self.messages.act_on_last(Role.ASSISTANT, "copy")

    # Sentences

    def _ask_whether_to_wait(self, phase: Phase) -> None:
        wait = (self.tr("Go on waiting"), self._go_on_waiting)
        stop = (self.tr("Stop"), self.stop)
        self._notice("waiting", waiting(phase), [wait, stop])

    def _go_on_waiting(self) -> None:
        if turn := self._workspace.chat.turn:
            turn.progress.keep_waiting()
        self._pane.notices.remove_notice("waiting")

    def _notice(
        self, key: str, text: str, actions: list[tuple[str, Callable[[], None]]], severity: str = "warning"
    ) -> None:
        self._pane.notices.show_notice(key, text, actions, severity)


def _told(turn: Turn | None) -> tuple[int, str, Growing | None]:
    """What of an answer on its way is told beside its words: how many pictures, and the model it comes from.

    Also that its words are others: those before have turned out to be reasoning.
    """
    if turn is None:
        return 0, "", None
    return len(turn.album.images), turn.message.receipt.model if turn.message.receipt else "", turn.growing
