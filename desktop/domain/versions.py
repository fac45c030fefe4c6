"""The versions of a conversation as a tree in which people who just go on stay in one place."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.conversation import Conversation


@dataclass(slots=True)
class Version:
    """A message and those that follow it, up to the next place with several versions.

    Attributes:
        message: Id of the first message.
        count: Messages from there to the next place with several versions, itself included.
        on_view: They are on the branch on view.
        below: The versions that follow the last of them, oldest first.
    """

    message: str
    count: int = 0
    on_view: bool = False
    below: list[Version] = field(default_factory=list)


def versions_of(conversation: Conversation) -> list[Version]:
    """All versions of a message on one level, oldest first, and what follows each below it.

    Ten thousand questions in a row are one entry, and a thousand answers to one question are entries of one level.
    """
    on_view = frozenset(conversation.branch_ids())
    tree: list[Version] = []
    waiting: list[tuple[list[Version], Sequence[str]]] = [(tree, conversation.children.get("", ()))]
    while waiting:
        level, versions = waiting.pop()
        for version in versions:
            entry = Version(version, on_view=version in on_view)
            level.append(entry)
            waiting.append((entry.below, _walked(conversation, entry)))
    return tree


def _walked(conversation: Conversation, entry: Version) -> Sequence[str]:
    """Count the messages of an entry; the versions at its end."""
    versions: Sequence[str] = (entry.message,)
    while len(versions) == 1:
        entry.count += 1
        versions = conversation.children.get(versions[0], ())
    return versions


def differ_from(texts: Sequence[str]) -> list[int]:
    """From where on each text is another one than all others; its length when another one says all of it."""
    starts = [0] * len(texts)
    for one, other in pairwise(sorted(range(len(texts)), key=texts.__getitem__)):
        pairs = zip(texts[one], texts[other], strict=False)
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        starts[one], starts[other] = max(starts[one], shared), max(starts[other], shared)
    return starts
