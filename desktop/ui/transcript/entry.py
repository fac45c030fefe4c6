"""One message as the transcript shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.blocks import Block
    from desktop.domain.parts import ImagePart


class Entry(NamedTuple):
    """Plain values, already in words. A named tuple, not a dataclass: ten thousand are made at once.

    Attributes:
        speaker: "You" or the model's name, translated.
        blocks: A `Blocks` (cut when first seen), a `Growing` while streaming, or any sequence of blocks.
        state: "stopped", "cut off", "failed", translated; empty when all is well.
        reason: The sentence under the text.
        fixes: Buttons under the text that are always shown: action and label.
        note: What was not sent, for instance.
        footer: The receipt.
        version, versions: "2 of 3".
        waiting: What is said while nothing comes.
    """

    id: str
    speaker: str
    from_user: bool
    blocks: Sequence[Block]
    reasoning: str = ""
    images: tuple[ImagePart, ...] = ()
    state: str = ""
    reason: str = ""
    fixes: tuple[tuple[str, str], ...] = ()
    note: str = ""
    footer: str = ""
    version: int = 1
    versions: int = 1
    when: str = ""
    streaming: bool = False
    waiting: str = ""
