"""The versions of a conversation as a tree that stays flat where people just go on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.conversation import Conversation


@dataclass(slots=True)
class Version:
    """A message and those that follow it, up to the next place with several versions.

    Attributes:
        message: Id of the first message.
        count: Messages from there to the next place with several versions, itself included.
        on_view: They are on the branch on view.
        others: The other versions of the first message, oldest first, with what follows them, nested one level deeper.
    """

    message: str
    count: int = 0
    on_view: bool = False
    others: list[Version] = field(default_factory=list)


def versions_of(conversation: Conversation) -> list[Version]:
    """What is on view, from the first message to the last; where it is not on view, what is newest.

    Ten thousand questions in a row are one entry, and a thousand regenerated answers are a thousand entries of one
    level: only a version of a version is nested.
    """
    on_view = frozenset(conversation.branch_ids())
    tree: list[Version] = []
    waiting = [(tree, conversation.children.get("", ()))]
    while waiting:
        level, versions = waiting.pop()
        while versions:
            first = next((version for version in versions if version in on_view), versions[-1])
            entry = Version(first, on_view=first in on_view)
            level.append(entry)
            waiting += [(entry.others, (other,)) for other in reversed(versions) if other != first]
            versions = (first,)
            while len(versions) == 1:
                entry.count += 1
                versions = conversation.children.get(versions[0], ())
    return tree
