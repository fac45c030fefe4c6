"""The window. Whatever of it is imported first, it mends Qt for Python in two respects.

What Qt calls may raise from then on: see `desktop.ui.overrides`. And a hook is gone that slows every later import down:
it reads the source of each module that is imported, and keeps it, to look for a syntax that is not used here
(`from __feature__ import …`, PYSIDE-2029). That costs a start some 50 ms, and 12 MB for as long as the program runs.
"""

from __future__ import annotations

import builtins

import PySide6.QtCore  # noqa: F401 - puts the hook in place

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)

from desktop.ui.overrides import let_overrides_raise  # noqa: E402 - its source is not to be read either

let_overrides_raise()
