"""The key of one connection: where it comes from, whether it works, and where it is kept."""

from __future__ import annotations

import asyncio
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.errors import (
    AnswerFailure,
    BadAddress,
    Failure,
    KeyMissing,
    KeyNotAscii,
    KeyRefused,
    KeyringFailure,
    KeyringMissing,
    KeyringSilent,
    ManagementKey,
)
from desktop.domain.keys import cleaned
from desktop.domain.observable import Observable
from desktop.system import logs

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from desktop.domain.account import KeyInfo
    from desktop.services.tasks import TaskScope
    from desktop.system.secrets import Secrets

PASSWORD_WINDOW = 600.0  # seconds for the person to type the keyring's password after it seemed silent
NO_SUCH_PATH = (404, 405, 501)  # statuses of endpoints that have no `GET /key`


class Holding(StrEnum):
    """Where the key in use is kept."""

    NONE = "none"
    STORED = "stored"
    ENVIRONMENT = "environment"
    SESSION = "session"


class Account:
    """Loads, saves and forgets the key of a base URL, and tells the client which one to use.

    Attributes:
        changed: Another attribute changed.
        replaced: The person is about to use another key, or none: what was told of the account is no longer true.
        key: The key in use, "" when there is none.
        known: Whether there may be one that was not read yet is settled.
        holding: Where it is kept.
        failure: Why there is no key although there could be one: what the keyring said, or what is wrong with the
            key of the environment.
        info: What the endpoint said about the key when it was saved.
        unchecked: Why the last `save` could not find out whether the key works; None when it could, and when the
            endpoint has nothing to say about keys.

    Args:
        secrets: None where no key is ever kept.
        use_key: Told every key that is used from then on.
        check: Asks the endpoint about the key in use.
    """

    def __init__(
        self,
        base_url: str,
        secrets: Secrets | None,
        environment_key: str,
        use_key: Callable[[str], None],
        check: Callable[[], Awaitable[KeyInfo]],
        tasks: TaskScope,
    ) -> None:
        self.changed: Observable[[]] = Observable()
        self.replaced: Observable[[]] = Observable()
        self.key = ""
        self.known = False
        self.holding = Holding.NONE
        self.failure: Failure | None = None
        self.info: KeyInfo | None = None
        self.unchecked: Failure | None = None
        self._base_url = base_url
        self._secrets = secrets
        self._environment_key = environment_key
        self._use_key = use_key
        self._check = check
        self._tasks = tasks
        self._waiting: asyncio.Task[object] | None = None
        self._settling = asyncio.Lock()

    async def settle(self, *, needed: bool = False) -> None:
        """Return once the key is known, or the keyring has been silent for too long to wait for it.

        Raises:
            KeyringSilent: Nobody knows whether there is one, and one is needed.
        """
        async with self._settling:
            if not self.known:
                await self.load()
        if needed and isinstance(self.failure, KeyringSilent):
            raise self.failure

    async def load(self) -> None:
        """Take the key of the environment, else the stored one. Never raises; see `failure`.

        A keyring that does not answer is probably asking for its password: its key is taken when it comes.
        """
        try:
            key = cleaned(self._environment_key)
        except KeyMissing:
            await self._load_stored()
        except KeyNotAscii as failure:
            self._found("", failure)
        else:
            try:
                self._hold(key, Holding.ENVIRONMENT)
            except BadAddress as failure:
                self._found("", failure)
        self.known = True

    async def save(self, pasted: str, *, memory_only: bool = False) -> KeyInfo | None:
        """Check a key, and keep it unless the endpoint refuses it: in the keyring, or for this run alone.

        While the environment gives a key, a stored one is not used; one for this run is.

        Returns:
            What the endpoint says about the key; None when it cannot tell, see `unchecked`.

        Raises:
            KeyMissing, KeyNotAscii: What was pasted is no key.
            KeyRefused, ManagementKey: The endpoint refuses it, or would for chatting. The key used and stored before
                stays.
            KeyringFailure: It cannot be stored. The key used before stays in use.
        """
        key = cleaned(pasted)
        self._stop_waiting()
        self._use(key)
        try:
            info, unchecked = await self._checked()
            if not memory_only and self._secrets is not None:
                await self._secrets.put(self._base_url, key)
        finally:
            self._use(self.key)
        self.info, self.unchecked = info, unchecked
        if key != self.key and (memory_only or self.holding is not Holding.ENVIRONMENT):
            self.replaced.emit()
        if memory_only or self._secrets is None:
            self._hold(key, Holding.SESSION)
        elif self.holding is Holding.ENVIRONMENT:
            self.changed.emit()
        else:
            self._hold(key, Holding.STORED)
        return info

    async def forget(self) -> None:
        """Stop using the key and delete it; the key of the environment goes on being used.

        Raises:
            KeyringFailure: The stored key may still be there.
        """
        self._stop_waiting()
        if self.holding is not Holding.ENVIRONMENT:
            self.info = None
            self.replaced.emit()
            self._hold("", Holding.NONE)
        if self._secrets is not None:
            try:
                await self._secrets.delete(self._base_url)
            except KeyringMissing:
                return  # where nothing can be stored, nothing is left

    async def _checked(self) -> tuple[KeyInfo | None, Failure | None]:
        """What the endpoint says about the key in use, and why it did not say more. See `save` for what it raises."""
        try:
            info = await self._check()
        except KeyRefused:
            raise
        except AnswerFailure:
            return None, None
        except Failure as failure:
            return None, None if failure.status in NO_SUCH_PATH else failure
        if info.is_management_key:
            raise ManagementKey
        return info, None

    async def _load_stored(self) -> None:
        self._stop_waiting()
        if self._secrets is None:
            return
        try:
            self._found(await self._secrets.get(self._base_url))
        except KeyringSilent as failure:
            self._found("", failure)
            self._waiting = self._tasks.start(self._wait_for_password(self._secrets), "keyring")
        except KeyringFailure as failure:
            self._found("", failure)

    async def _wait_for_password(self, secrets: Secrets) -> None:
        try:
            self._found(await secrets.get(self._base_url, PASSWORD_WINDOW))
        except KeyringFailure as failure:
            self._found("", failure)

    def _found(self, key: str, failure: Failure | None = None) -> None:
        """What loading brought; a key that the person gave meanwhile counts more."""
        if self.holding is Holding.NONE:
            self._hold(key, Holding.STORED if key else Holding.NONE, failure)

    def _hold(self, key: str, holding: Holding, failure: Failure | None = None) -> None:
        self._use(key)
        self.key, self.holding, self.failure, self.known = key, holding, failure, True
        self.changed.emit()

    def _use(self, key: str) -> None:
        logs.hide(key)
        self._use_key(key)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
