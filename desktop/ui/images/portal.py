"""Asking the desktop for a picture of the screen: on Wayland no program can take one by itself."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import SLOT, QObject, QUrl, Signal, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher

if TYPE_CHECKING:
    from collections.abc import Mapping

SERVICE = "org.freedesktop.portal.Desktop"
ROOT = "/org/freedesktop/portal/desktop"
REQUEST = "org.freedesktop.portal.Request"
TAKEN, CANCELED = 0, 1  # what the portal answers
_numbers = count(1)


class ScreenshotPortal(QObject):
    """One question to `org.freedesktop.portal.Screenshot`; the desktop lets the person choose what is taken.

    Signals:
        taken: Path of the picture; "" when the person wanted none.
        failed: There is no portal, or it cannot do that.
    """

    taken = Signal(str)
    failed = Signal()

    def __init__(self, parent: QObject | None = None, bus: QDBusConnection | None = None) -> None:
        super().__init__(parent)
        self._bus = QDBusConnection.sessionBus() if bus is None else bus

    def ask(self) -> None:
        """Ask, and return at once."""
        token = f"parley{next(_numbers)}"
        sender = self._bus.baseService()[1:].replace(".", "_")
        # listened to before it is asked: the answer may come before the reply
        request = f"{ROOT}/request/{sender}/{token}"
        slot = SLOT("answered(uint,QVariantMap)")
        self._bus.connect(SERVICE, request, REQUEST, "Response", self, slot)  # type: ignore[call-overload] # takes no bytes
        call = QDBusMessage.createMethodCall(SERVICE, ROOT, "org.freedesktop.portal.Screenshot", "Screenshot")
        call.setArguments(["", {"handle_token": token, "interactive": True, "modal": True}])
        self._reply = QDBusPendingCallWatcher(self._bus.asyncCall(call), self)
        self._reply.finished.connect(self._replied)

    def _replied(self, reply: QDBusPendingCallWatcher) -> None:
        if reply.isError():
            self.failed.emit()

    @Slot("uint", "QVariantMap")
    def answered(self, response: int, results: Mapping[str, object]) -> None:
        """Hear what became of it."""
        path = QUrl(str(results.get("uri", ""))).toLocalFile()
        if response == CANCELED or (response == TAKEN and path):
            self.taken.emit(path if response == TAKEN else "")
        else:
            self.failed.emit()
