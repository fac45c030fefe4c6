"""Words of a text that grows."""

from __future__ import annotations


class Words:
    """Counts them; while the text grows only what is new is gone through."""

    def __init__(self) -> None:
        self._counted = 0  # characters in which words were counted
        self._words = 0

    def count(self, text: str) -> int:
        if len(text) == self._counted:
            return self._words
        if len(text) < self._counted:
            self._counted = self._words = 0
        at = max(text.rfind(blank, 0, self._counted) for blank in " \n") + 1
        self._words += len(text[at:].split()) - len(text[at : self._counted].split())
        self._counted = len(text)
        return self._words
