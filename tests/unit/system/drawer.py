"""A keyring in memory, for tests of what stands on one."""

from __future__ import annotations

import threading

from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked


class Drawer(KeyringBackend):
    """Keeps passwords as long as it lives.

    Attributes:
        open: Until it is set, every call blocks, as while a password window is open.
        locked: Every call is refused.
        calls: How many calls have begun.
    """

    priority = 5
    viable = False  # never found by `keyring` itself, only given to it

    def __init__(self):
        super().__init__()
        self.passwords: dict[tuple[str, str], str] = {}
        self.open = threading.Event()
        self.open.set()
        self.locked = False
        self.calls = 0

    def get_password(self, service, username):
        self._answer()
        return self.passwords.get((service, username))

    def set_password(self, service, username, password):
        self._answer()
        self.passwords[service, username] = password

    def delete_password(self, service, username):
        self._answer()
        del self.passwords[service, username]

    def _answer(self):
        self.calls += 1
        self.open.wait(10)
        if self.locked:
            raise KeyringLocked("no")
