"""Keys in the operating system's keyring, and nowhere else.

A keyring may ask for its password and block its caller until somebody types, or hang for ever: every call runs on a
daemon thread of its own. It may also pretend: what was written is read back. `keyring` itself is imported there too,
since that alone takes 0.1 s.
"""

from __future__ import annotations

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING, TypeVar

from desktop.domain.errors import (
    KeyringDenied,
    KeyringFailure,
    KeyringForgetful,
    KeyringLocked,
    KeyringMissing,
    KeyringSilent,
)
from desktop.system.threads import on_thread

if TYPE_CHECKING:
    from collections.abc import Callable

    from keyring.backend import KeyringBackend

T = TypeVar("T")

SERVICE = "parley"
PATIENCE = 3.0  # seconds for an answer before the person is told
TYPING = 120.0  # seconds for writing: the keyring may be asking for its password
SAFE = 1  # priority from which `keyring` recommends a backend; below are those that write plain files


class Secrets:
    """Reads, writes and deletes the key of a base URL. All methods raise `KeyringFailure`s."""

    def __init__(self) -> None:
        self._reading: dict[str, asyncio.Future[str]] = {}

    async def get(self, base_url: str, patience: float = PATIENCE) -> str:
        """The stored key, "" when there is none.

        Asking again after `KeyringSilent` waits for the first answer: a second password window helps nobody.
        """
        reading = self._reading.get(base_url)
        if reading is None:
            reading = self._reading[base_url] = on_thread(lambda: _read(base_url), "keyring")
            reading.add_done_callback(lambda _: self._reading.pop(base_url))
        return await _within(patience, asyncio.shield(reading))

    async def put(self, base_url: str, key: str, patience: float = TYPING) -> str:
        """Store a key and read it back; the name of the keyring. Cancelling stops the waiting, not the keyring."""
        return await _within(patience, on_thread(lambda: _write(base_url, key), "keyring"))

    async def delete(self, base_url: str, patience: float = TYPING) -> None:
        """Delete a stored key, if there is one."""
        await _within(patience, on_thread(lambda: _delete(base_url), "keyring"))


async def _within(patience: float, answer: asyncio.Future[T]) -> T:
    try:
        return await asyncio.wait_for(answer, patience)
    except TimeoutError:
        raise KeyringSilent from None


def _read(base_url: str) -> str:
    return _translated(lambda backend: _stored(backend, base_url) or "")


def _stored(backend: KeyringBackend, base_url: str) -> str | None:
    """The stored key. A keyring that was never used is left alone: reading would ask the person to make one."""
    members = getattr(backend, "backends", (backend,))  # of a chain of them
    found = (member.get_password(SERVICE, base_url) for member in members if not _never_used(member))
    return next((key for key in found if key is not None), None)


def _never_used(backend: KeyringBackend) -> bool:
    """Whether this is a Secret Service in which nobody has kept anything yet."""
    from keyring.backends import SecretService  # noqa: PLC0415 - see the module

    if not isinstance(backend, SecretService.Keyring):
        return False
    import secretstorage  # noqa: PLC0415 - comes with keyring where there is a Secret Service

    with closing(secretstorage.dbus_init()) as bus:
        try:
            secretstorage.Collection(bus)
        except secretstorage.ItemNotFoundException:
            return True
    return False


def _write(base_url: str, key: str) -> str:
    def write(backend: KeyringBackend) -> str:
        backend.set_password(SERVICE, base_url, key)
        if backend.get_password(SERVICE, base_url) != key:
            raise KeyringForgetful
        return str(backend.name)

    return _translated(write)


def _delete(base_url: str) -> None:
    def delete(backend: KeyringBackend) -> None:
        if _stored(backend, base_url) is not None:
            backend.delete_password(SERVICE, base_url)

    _translated(delete)


def _translated(call: Callable[[KeyringBackend], T]) -> T:
    """Call a backend; whatever it raises becomes a `KeyringFailure`. Foreign exceptions may come, not only its own."""
    try:
        import keyring  # noqa: PLC0415 - see the module
        from keyring import errors  # noqa: PLC0415 - see the module

        backend = keyring.get_keyring()
    except Exception as error:  # noqa: BLE001 - backends run code of the whole system when they are looked for
        raise KeyringMissing(_named(error)) from None
    if 0 < backend.priority < SAFE:
        raise KeyringMissing(str(backend.name))
    try:
        return call(backend)
    except KeyringFailure:
        raise
    except errors.NoKeyringError:
        raise KeyringMissing from None
    except (errors.KeyringLocked, errors.InitError):
        raise KeyringLocked from None
    except Exception as error:  # noqa: BLE001 - backends raise their libraries' own exceptions
        raise KeyringDenied(_named(error)) from None


def _named(error: Exception) -> str:
    """What a foreign exception is called. Its words stay away: they might hold the key."""
    return type(error).__name__
