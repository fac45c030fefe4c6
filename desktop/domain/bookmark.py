"""What a person keeps about a model."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_NOTE = 2_000  # characters
LONGEST_TAG = 40
MOST_TAGS = 20
_BETWEEN_TAGS = re.compile(r"[,;\s\"]+")


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A favorite, a note, tags, and when the model was asked last (UTC)."""

    favorite: bool = False
    note: str = ""
    tags: frozenset[str] = frozenset()
    used: datetime | None = None


NOTHING = Bookmark()


def tags_of(text: str) -> frozenset[str]:
    """Tags as they are typed, with blanks or commas between them; in small letters, as they can be searched for."""
    words = (word.strip("#").casefold() for word in _BETWEEN_TAGS.split(text))
    return frozenset(word for word in words if word)
