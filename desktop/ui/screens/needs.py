"""Where it is followed what the chat on view needs of its model."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.workspace import Workspace


def follow_need(workspace: Workspace, tell: Callable[[], None]) -> None:
    """Have it told, now and whenever it may be another; what is typed changes it too, at each key, and is left out."""
    leave: Callable[[], None] = lambda: None  # noqa: E731 - replaced by each chat

    def opened() -> None:
        nonlocal leave
        leave()
        leave = workspace.chat.changed.connect(tell)
        tell()

    workspace.opened.connect(opened)
    workspace.intake.changed.connect(tell)
    workspace.weighing.changed.connect(tell)
    workspace.drafting.turned.connect(tell)
    opened()
