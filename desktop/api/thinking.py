"""Reasoning that stands in the text itself, between tags at its very start.

Models that run at home think there unless the server takes it apart: Ollama, vLLM without a reasoning parser, llama.cpp
with `--reasoning-format none`. Further on in a text, and in code, such tags are text. So is reasoning of which a
template has kept the opening tag: what has been read as the answer is not taken away for a closing tag far behind it.
"""

from __future__ import annotations

OPEN, CLOSE = "<think>", "</think>"
MOST_BLANKS = 1_000  # before the tag


class TaggedReasoning:
    """Tells text and reasoning apart as they come, with the same result however they are cut.

    Attributes:
        over: All that follows is text.
    """

    def __init__(self) -> None:
        self.over = False
        self._look = self._begin
        self._held = ""  # what may be half a tag

    def feed(self, text: str, beside: str = "", *, elsewhere: bool = False) -> tuple[str, str]:
        """The text and the reasoning that are known by now, of a text and the reasoning beside it.

        An endpoint that sends reasoning `elsewhere` before any has begun in the text sends none in it.
        """
        text, self._held = self._held + text, ""
        if elsewhere and self._look == self._begin:
            self.over = True
            return text, beside
        text, thought = self._look(text)
        return text, beside + thought

    def close(self, text: str, beside: str) -> tuple[str, str]:
        """The last of both, and what was held back in case that more comes."""
        said, thought = self.feed(text, beside)
        self.over = True
        return (said, thought + self._held) if self._look == self._inside else (said + self._held, thought)

    def _begin(self, text: str) -> tuple[str, str]:
        said = text.lstrip()
        if len(text) - len(said) <= MOST_BLANKS:
            if said.startswith(OPEN):
                self._look = self._enter
                return self._enter(said[len(OPEN) :])
            if said.startswith(CLOSE):  # the template has opened it, and the model had nothing to think
                self._look = self._leave
                return self._leave(said[len(CLOSE) :])
            if OPEN.startswith(said) or CLOSE.startswith(said):
                self._held = text
                return "", ""
        self.over = True
        return text, ""

    def _enter(self, text: str) -> tuple[str, str]:
        """Drop blanks before the reasoning."""
        if not (text := text.lstrip()):
            return "", ""
        self._look = self._inside
        return self._inside(text)

    def _inside(self, text: str) -> tuple[str, str]:
        thought, end, rest = text.partition(CLOSE)
        if end:
            self._look = self._leave
            return self._leave(rest)[0], thought
        half = next((n for n in range(len(CLOSE) - 1, 0, -1) if text.endswith(CLOSE[:n])), 0)
        self._held = text[len(text) - half :]
        return "", text[: len(text) - half]

    def _leave(self, text: str) -> tuple[str, str]:
        """Drop blanks before the answer."""
        text = text.lstrip()
        self.over = bool(text)
        return text, ""
