"""Where keys and endpoints meet their dialogs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.errors import BadAddress, Failure, KeyringFailure, KeyringSilent
from desktop.services.account import Holding
from desktop.services.connection import OPENROUTER
from desktop.ui import words
from desktop.ui.dialogs.endpoint import EndpointDialog
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.dialogs.key import KeyDialog
from desktop.ui.dialogs.key_facts import key_text
from desktop.ui.menus import open_by_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.account import KeyInfo
    from desktop.services.connection import Connection
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.ui.main_window import MainWindow


KEY_PAGE = "https://openrouter.ai/settings/keys"


class AccountScreen(QObject):
    """Opens the key dialog, the endpoint dialog and the demonstration, and tells how the key stands.

    Args:
        connect: Builds the connection of an address. Raises `BadAddress`.
        demonstrate: Builds the connection of the demonstration provider.
    """

    def __init__(
        self,
        window: MainWindow,
        workspace: Workspace,
        tasks: TaskScope,
        connect: Callable[[str], Connection],
        demonstrate: Callable[[], Connection],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._workspace = workspace
        self._tasks = tasks
        self._connect_to = connect
        self._demonstrate = demonstrate
        self._key_dialog: KeyDialog | None = None
        self._keyed = workspace.connection  # what the key dialog is about
        self._behind = OPENROUTER  # the endpoint that was left for the demonstration
        welcome = window.chat.welcome
        welcome.key_requested.connect(self.open_key)
        welcome.endpoint_requested.connect(self.open_endpoint)
        welcome.demo_requested.connect(self.try_demo)
        workspace.follow(self._bind)

    def _bind(self, connection: Connection) -> list[Callable[[], None]]:
        self._show()
        return [connection.account.changed.connect(self._show)]

    def _show(self) -> None:
        """Say who is asked with what, and in a notice what is missing."""
        connection = self._workspace.connection
        account = connection.account
        self._workspace.key_changed()
        self.tell()
        notices = self._window.chat.notices
        # a keyring that does not answer may hide a key for an endpoint that can do without
        silent = isinstance(account.failure, KeyringSilent)
        wanted = connection.wants_key or silent or not isinstance(account.failure, KeyringFailure)
        if account.failure is not None and not account.key and wanted:
            fix = (words.fix_label("key"), self.open_key)
            notices.show_notice("keyring", words.sentence_for(account.failure), [fix], "warning")
        else:
            notices.remove_notice("keyring")

    def tell(self) -> None:
        """Say in the status line who is asked with what; the name may be longer once other connections are known."""
        connection = self._workspace.connection
        name = self.tr("Demonstration: not a language model") if connection.demo else _name(connection)
        self._window.show_status(" · ".join(part for part in (name, self._holding()) if part))

    def _holding(self) -> str:
        return {
            Holding.NONE: "",
            Holding.STORED: self.tr("key from the keyring"),
            Holding.ENVIRONMENT: self.tr("key from OPENROUTER_API_KEY"),
            Holding.SESSION: self.tr("key for this run only"),
        }[self._workspace.connection.account.holding]

    def open_key(self) -> None:
        """Open the dialog. The demonstration has no key: it is left for the endpoint behind it once that has one."""
        if self._key_dialog is None:
            used = self._workspace.connection
            keyed = self._keyed = self._connect_to(self._behind) if used.demo else used
            page = KEY_PAGE if keyed.base_url == OPENROUTER else ""
            dialog = self._key_dialog = KeyDialog(_name(keyed), page, self._window)
            dialog.save_requested.connect(lambda key: self._save(key, memory_only=False))
            dialog.memory_requested.connect(lambda key: self._save(key, memory_only=True))
            dialog.forget_requested.connect(self._forget)
            dialog.finished.connect(self._key_closed)
            self._show_holding(dialog)
            open_by_key(dialog)
            if keyed is not used:
                self._tasks.start(self._look_for_key(dialog, keyed), "look for key")
        self._key_dialog.open()

    async def _look_for_key(self, dialog: KeyDialog, keyed: Connection) -> None:
        """A key that is there already leads out of the demonstration at once."""
        await keyed.account.load()
        if dialog is self._key_dialog and keyed.account.key and keyed is not self._workspace.connection:
            self._show_holding(dialog)
            self._switch(keyed)

    def _show_holding(self, dialog: KeyDialog) -> None:
        """Say in the dialog which key is used now; only one that is kept can be deleted."""
        holding = self._keyed.account.holding
        said = {
            Holding.NONE: "",
            Holding.STORED: self.tr("A key is kept in the keyring."),
            Holding.ENVIRONMENT: self.tr("The key of OPENROUTER_API_KEY is used in this run, before any that is kept."),
            Holding.SESSION: self.tr("A key is used for this run only."),
        }
        dialog.show_holding(said[holding], kept=holding is not Holding.NONE)

    def _key_closed(self) -> None:
        if self._key_dialog is not None:
            self._key_dialog.deleteLater()
            self._key_dialog = None
            if self._keyed is not self._workspace.connection:
                self._tasks.start(self._keyed.close(), "close connection")

    def _save(self, pasted: str, *, memory_only: bool) -> None:
        self._tasks.start(self._save_and_tell(pasted, memory_only=memory_only), "save key")

    async def _save_and_tell(self, pasted: str, *, memory_only: bool) -> None:
        dialog, keyed = self._key_dialog, self._keyed
        if dialog is None:
            return
        dialog.set_busy(True)
        dialog.set_status(self.tr("Checking…"), None)
        try:
            info = await keyed.account.save(pasted, memory_only=memory_only)
        except Failure as failure:
            sentence, good = words.sentence_for(failure), False
        else:
            sentence, good = self._found(info, keyed.account.unchecked), True
        if dialog is self._key_dialog:
            self._show_holding(dialog)
            dialog.set_busy(False)
            dialog.set_status(sentence, good)
            if good and keyed is not self._workspace.connection:
                self._switch(keyed)

    def _found(self, info: KeyInfo | None, unchecked: Failure | None) -> str:
        """What checking a key found."""
        if info is None and unchecked is not None:
            return self.tr("The key is kept, but could not be checked. {why}").format(why=words.sentence_for(unchecked))
        if info is None:
            return self.tr("The key is kept. This endpoint cannot check keys.")
        return key_text(info)

    def _forget(self) -> None:
        self._tasks.start(self._forget_and_tell(), "forget key")

    async def _forget_and_tell(self) -> None:
        try:
            await self._keyed.account.forget()
            sentence, good = self.tr("The key is deleted."), True
            if self._key_dialog is not None:
                self._show_holding(self._key_dialog)
        except KeyringFailure as failure:
            sentence, good = words.sentence_for(failure), False
        if self._key_dialog is not None:
            self._key_dialog.set_status(sentence, good)

    def open_endpoint(self) -> None:
        dialog = EndpointDialog(self._window)
        dialog.accepted_url.connect(lambda url: self._use(dialog, url))
        open_dialog(dialog)

    def _use(self, dialog: EndpointDialog, url: str) -> None:
        try:
            connection = self._connect_to(url)
        except BadAddress as failure:
            wrong = self.tr("This is no address such as {example}.").format(example=OPENROUTER)
            dialog.set_status(words.sentence_for(failure) if failure.host else wrong, False)
            return
        dialog.accept()
        self._switch(connection)

    def go_to(self, base_url: str) -> None:
        """Use the connection of a base URL that was used before, or the demonstration."""
        self._switch(self._connect_to(base_url))

    def try_demo(self) -> None:
        if not self._workspace.connection.demo:
            self._behind = self._workspace.connection.base_url
        self._switch(self._demonstrate())
        self._window.chat.composer.focus_editor()

    def _switch(self, connection: Connection) -> None:
        before = self._workspace.use(connection)
        connection.tasks.start(connection.load(), "load")
        self._tasks.start(before.close(), "close connection")


def _name(connection: Connection) -> str:
    return connection.elsewhere.place(connection.base_url)
