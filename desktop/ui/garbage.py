"""Garbage is looked for on the window's thread alone, when it has nothing else to do.

Python looks for it on whatever thread happens to make things. Some of it is Qt's, held in a circle with what holds it;
freed on another thread than Qt's, that ends the program.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QAbstractEventDispatcher

YOUNG = 10_000  # new things, after which it is worth looking: about a millisecond's work
OLDER = 10  # looks at what is young, after which what was left then is looked at too


def collect_between_events() -> None:
    """From now on, look for garbage each time before the loop of this thread waits, and never otherwise.

    Nor among what is there already: what has been imported stays.
    """
    gc.freeze()
    gc.disable()
    QAbstractEventDispatcher.instance().aboutToBlock.connect(collect)


def keep() -> None:
    """Look for no garbage among what there is: with a hundred thousand new things that would take a tenth of a second.

    What is garbage later, and holds itself, is never freed; so this is for very long texts alone.
    """
    gc.freeze()


def collect() -> None:
    """Look for garbage if there may be much of it."""
    young, older, oldest = gc.get_count()
    if young > YOUNG:
        gc.collect(2 if oldest > OLDER else 1 if older > OLDER else 0)
