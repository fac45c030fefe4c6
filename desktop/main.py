"""The composition root, first half: what has to be there before the first paint, and nothing else.

The window is painted before asyncio, the network, the keyring or the database are even imported; the second
half, `desktop.program`, builds and joins those.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from desktop.store.settings import Settings
from desktop.system import instance, logs, process
from desktop.system.paths import paths
from desktop.ui.application import free, keep_on_screen, make_application, paint
from desktop.ui.garbage import collect_between_events
from desktop.ui.main_window import MainWindow, Stand

if TYPE_CHECKING:
    from desktop.cli import Options
    from desktop.system.paths import Paths


def run(options: Options) -> int:
    """Show the window, then run the program until it is closed; the exit code."""
    environment_key = process.harden()
    places = paths(options.data_dir)
    logs.start(places.log, options.log_level, secrets=(environment_key,))
    lock = instance.enter(places.data, options.images)
    if isinstance(lock, bool):
        return second_start(options, places, heard=lock)
    settings = Settings(places.settings)
    saved = settings.load()
    app = make_application(saved.reading.scheme)
    window = MainWindow()
    window.restore(Stand(saved.window_geometry, saved.splitters))
    window.chat.set_reading(saved.reading)
    keep_on_screen(window)
    window.show()
    paint(app, window)
    from desktop.program import Program  # noqa: PLC0415 - after the first paint

    collect_between_events()
    try:
        return Program(app, window, options, places, settings, environment_key).run()
    finally:
        lock.release()
        free(window)


def second_start(options: Options, places: Paths, *, heard: bool) -> int:
    """Say what the running program did not do; the exit code."""
    if not heard:
        print(f"parley: already running with the data in {places.data}", file=sys.stderr)  # noqa: T201 - a terminal
    elif options.model or options.demo or options.base_url:
        print("parley: already running, and keeps its endpoint and its model", file=sys.stderr)  # noqa: T201 - a terminal
    return 0 if heard else 1
