"""Characters that a person cannot see and a model reads all the same (reference/reliability.md, T15)."""

from __future__ import annotations

import re

# The flags of England, Scotland, Wales and other regions are black flags with tag letters: these are seen.
# Joiners and one variation selector belong to emoji and to many scripts; runs of them say something else.
UNSEEN = (
    "(?P<flag>\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)"
    "|[\U000e0000-\U000e007f]+"
    "|(?<=[\ufe00-\ufe0f\U000e0100-\U000e01ef])[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
    "|(?<=[\u200c\u200d])[\u200c\u200d]+"
    "|[\u115f\u1160\u180e\u200b\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]+"
)


def unseen_spans(text: str) -> list[tuple[int, int]]:
    """Where the unseen characters are: start and end of each run, in characters."""
    return [found.span() for found in re.finditer(UNSEEN, text) if not found["flag"]]
