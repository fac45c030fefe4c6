"""The end of the program: what is stored last, and that it comes whatever is stuck."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.errors import StoreBusy, StoreFailure

if TYPE_CHECKING:
    from desktop.services.workspace import Workspace

log = logging.getLogger(__name__)

LONGEST_END = 2.7  # seconds: an orderly end takes milliseconds, a stuck one must not keep the session from ending
STUCK = 1  # the exit code of a program that did not come to its end
LAST_RESORT = 0.3  # seconds for the loop to close, after everything in it has ended
PICTURES_END = 1.2  # seconds of it for pictures that were just dropped; files among the rest are remembered by path


async def store_last(workspace: Workspace) -> None:
    """Store drafts, which include questions that the store does not have, then answers, then what that changed.

    Then what is kept about models.
    """
    await _save_drafts(workspace)
    await workspace.close()
    await workspace.intake.preparing.finish(PICTURES_END)
    await _save_drafts(workspace)
    await workspace.connection.close()


async def _save_drafts(workspace: Workspace) -> None:
    """While another program holds the store, try again for as long as the end may take."""
    with suppress(StoreFailure):
        while True:
            with suppress(StoreBusy):
                await workspace.library.save_drafts()
                return


def leave_within(seconds: float, code: int) -> threading.Timer:
    """End the process after that time, whatever is stuck, with that exit code."""

    def leave() -> None:
        if code == STUCK:
            log.error("the end took longer than %s s: what was not stored by then is lost", seconds)
        os._exit(code)

    timer = threading.Timer(seconds, leave)
    timer.daemon = True
    timer.start()
    return timer
