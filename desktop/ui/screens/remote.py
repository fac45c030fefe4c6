"""What is said of pictures at addresses while they are fetched, and when that fails."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import Failure, Redirected
from desktop.domain.message import Message
from desktop.services.pictures import addressed
from desktop.ui import words
from desktop.ui.dialogs.link import ask_to_open
from desktop.ui.images.file_facts import host_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.parts import ImagePart
    from desktop.services.remote import Remote
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane


class RemoteScreen(QObject):
    """A notice for each address, above the composer.

    Args:
        look: Shows a picture that was fetched.
        look_at_kept: Shows a stored picture of a message, by its hash.
    """

    def __init__(
        self,
        pane: ChatPane,
        workspace: Workspace,
        remote: Remote,
        look: Callable[[ImagePart], None],
        look_at_kept: Callable[[str, str], None],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._notices = pane.notices
        self._remote = remote
        self._look = look
        self._look_at_kept = look_at_kept
        self._workspace = workspace
        workspace.opened.connect(remote.let_go)
        remote.changed.connect(self._tell)
        pane.transcript.picture_asked.connect(self._asked)

    def _asked(self, action: str, message_id: str, address: str) -> None:
        """Show a message's picture, or first where it lies: a model may have made up the address to tell something."""
        if action != "address":
            return
        if self._having(address):
            self._show(message_id, address)
        elif address in self._remote.pictures:
            self._fetch(message_id, address)
        else:
            keeps = bool(self._workspace.chat.conversation.awaiting(address))
            show = partial(self._fetch, message_id, address)
            ask_to_open(address, "", self._pane.window(), show, keeps=keeps)

    def _fetch(self, message_id: str, address: str) -> None:
        self._remote.hold(address)
        self._remote.want(address, partial(self._show, message_id, address))

    def _show(self, message_id: str, address: str) -> None:
        if digest := self._remote.kept.get(address):
            having = self._having(address)
            self._look_at_kept(message_id if message_id in having or not having else having[0], digest)
        elif (image := addressed(address)) and (made := self._remote.pictures.get(address)):
            self._look(replace(image, media_type=made.media_type, width=made.width, height=made.height))

    def _having(self, address: str) -> list[str]:
        """The messages on view that have the picture of an address now: a question may have that of an answer.

        It was kept while they were on view, so nothing is read for this.
        """
        chat, digest = self._workspace.chat.conversation, self._remote.kept.get(address)
        read = (it for it in map(chat.messages.stored, chat.branch_ids()) if isinstance(it, Message))
        return [it.id for it in read if any(image.blob == digest for image in it.images)] if digest else []

    def _tell(self, address: str) -> None:
        key = f"remote {address}"
        if failure := self._remote.failures.get(address):
            self._tell_failure(key, address, failure)
        elif self._remote.is_fetching(address):
            said = self.tr("Fetching the picture from {host}…").format(host=host_of(address))
            self._notices.show_notice(key, said, [(self.tr("Cancel"), partial(self._remote.stop, address))])
        else:
            self._notices.remove_notice(key)

    def _tell_failure(self, key: str, address: str, failure: Failure) -> None:
        """Say why there is no picture; where another host has it, that is asked when the person wants it."""
        again = words.fix_label("retry"), partial(self._remote.fetch, address)
        if isinstance(failure, Redirected):
            host = host_of(failure.detail)
            again = self.tr("Show from {host}").format(host=host), partial(self._remote.fetch, address, failure.detail)
            failure = Redirected(host, host=failure.host)
        said = words.sentence_for(failure, advice=False, fetched=True)
        browser = words.fix_label("browser"), partial(ask_to_open, address, "", self._pane.window())
        self._notices.show_notice(key, said, [again, browser], "error")
