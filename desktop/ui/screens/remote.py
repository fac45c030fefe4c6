"""What is said of pictures at addresses while they are fetched, and when that fails."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import Failure, Redirected
from desktop.ui import words
from desktop.ui.dialogs.link import ask_to_open
from desktop.ui.images.chip_facts import host_of

if TYPE_CHECKING:
    from desktop.services.remote import Remote
    from desktop.ui.chat_pane import ChatPane


class RemoteScreen(QObject):
    """A notice for each address, above the composer."""

    def __init__(self, pane: ChatPane, remote: Remote) -> None:
        super().__init__(pane)
        self._pane = pane
        self._notices = pane.notices
        self._remote = remote
        remote.changed.connect(self._tell)

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
