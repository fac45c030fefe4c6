"""Mouse and keyboard on the transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.ui.transcript.rows import Target
    from desktop.ui.transcript.transcript import Transcript


class Pointer:
    def __init__(self, transcript: Transcript) -> None:
        self._transcript = transcript

    def hovered_in(self, index: int) -> Target | None:
        return None

    def focused_in(self, index: int) -> Target | None:
        return None

    def is_active(self, index: int) -> bool:
        return True
