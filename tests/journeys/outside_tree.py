"""The accessibility tree of the program as a client sees it. For scripts under the system's Python."""

from __future__ import annotations

import time

import pyatspi

LONG = 40  # seconds


def walk(here, found, depth=0):
    """Every accessible below, by the last part of its id; of rows the first ones."""
    name = here.get_accessible_id().rpartition(".")[2]
    found.setdefault(name, here)
    for index in range(min(here.childCount, 30)):
        child = here.getChildAtIndex(index)
        if child is not None and depth < 25:
            walk(child, found, depth + 1)
    return found


def window():
    return next((app for app in pyatspi.Registry.getDesktop(0) if app.name and "parley" in app.name.lower()), None)


def until(answer):
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        try:
            if result := answer():
                return result
        except Exception as error:  # noqa: BLE001 - what has just gone away raises many things
            last = error
        time.sleep(0.1)
    raise TimeoutError(answer, locals().get("last"))


def shown(part):
    return part.getState().contains(pyatspi.STATE_SHOWING)
