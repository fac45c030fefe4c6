"""Every dialog, and the key dialog with each kind of answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit

from desktop.ui.dialogs.about import AboutDialog
from desktop.ui.dialogs.endpoint import EndpointDialog
from desktop.ui.dialogs.key import KeyDialog
from desktop.ui.dialogs.link import LinkDialog
from desktop.ui.dialogs.receipt import ReceiptDialog
from desktop.ui.dialogs.shortcuts import ShortcutsDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

LINK = "https://xn--80ak6aa92e.com/a/long/path/that/goes/on/and/on/until/it/does/not/fit?with=a&query=too#fragment"

RECEIPT = [("Model asked", "openrouter/auto"), ("Cost", "$0.012"), ("Tokens read", "12,345"), ("new: field", "1")]


def key(text: str, *, good: bool | None, busy: bool = False) -> KeyDialog:
    dialog = KeyDialog("example.org")
    field = dialog.findChild(QLineEdit, "key-field")
    assert field is not None
    field.setText("sk-made-up")
    dialog.set_status(text, good)
    dialog.set_busy(busy)
    return dialog


def views() -> dict[str, QDialog]:
    return {
        "key": KeyDialog("example.org"),
        "key-busy": key("Checking…", good=None, busy=True),
        "key-good": key("The key works. · sk-or-v1-abc…def · $4.200 left · $0.800 used", good=True),
        "key-bad": key(
            "This system has no keyring (GNOME Keyring, KWallet or KeePassXC). The key can be kept for this run.",
            good=False,
        ),
        "endpoint": EndpointDialog(base_url="http://127.0.0.1:11434/v1"),
        "link": LinkDialog(LINK, "xn--80ak6aa92e.com", "apple.com"),
        "link-picture": LinkDialog(LINK, "xn--80ak6aa92e.com", picture=True),
        "link-picture-kept": LinkDialog(LINK, "xn--80ak6aa92e.com", picture=True, keeps=True),
        "link-refused": LinkDialog("javascript:alert(1)", None),
        "receipt": ReceiptDialog(RECEIPT, "{}"),
        "about": AboutDialog(),
        "shortcuts": ShortcutsDialog([("Send", "Return"), ("Line break", "Shift+Return"), ("New chat", "Ctrl+N")]),
    }
