"""Reasoning that stands in the text itself, between tags at its very start.

Models that run at home think there unless the server takes it apart: Ollama, vLLM without a reasoning parser, llama.cpp
with `--reasoning-format none`. Further on in a text, and in code, such tags are text; but where a template has written
the opening tag, a closing one alone on its line says that all before it was reasoning.
"""

from __future__ import annotations

TAGS = {"<think>": "</think>", "<thinking>": "</thinking>"}
CLOSES = tuple(TAGS.values())
FENCES = ("```", "~~~")
MOST_BLANKS = 1_000  # before the tag
LINE = 20  # characters of a line that tell a fence


class TaggedReasoning:
    """Tells text and reasoning apart as they come, with the same result however they are cut.

    Attributes:
        over: All that follows is text.
    """

    def __init__(self) -> None:
        self.over = False
        self._turned = False  # since somebody asked last
        self._look = self._begin
        self._held = ""  # what may be half a tag
        self._close = ""  # the tag that ends the reasoning
        self._line = ""  # how the line begins that is being written …
        self._fenced = False  # … and whether it stands in code

    def feed(self, text: str, beside: str = "", *, elsewhere: bool = False) -> tuple[str, str]:
        """The text and the reasoning that are known by now, of a text and the reasoning beside it.

        An endpoint that sends reasoning `elsewhere` before any has begun in the text sends none in it.
        """
        text, self._held = self._held + text, ""
        if elsewhere and self._look in {self._begin, self._watch}:
            self.over = True
            return text, beside
        text, thought = self._look(text)
        return text, beside + thought

    def close(self, text: str, beside: str) -> tuple[str, str]:
        """The last of both, and what was held back in case that more comes."""
        said, thought = self.feed(text, beside)
        self.over = True
        return (said, thought + self._held) if self._look == self._inside else (said + self._held, thought)

    def has_turned(self) -> bool:
        """Whether what was told as text before has turned out to be reasoning since the last call."""
        turned, self._turned = self._turned, False
        return turned

    def _begin(self, text: str) -> tuple[str, str]:
        said = text.lstrip()
        if len(text) - len(said) <= MOST_BLANKS:
            for opening, closing in TAGS.items():
                if said.startswith(opening):
                    self._look, self._close = self._enter, closing
                    return self._enter(said[len(opening) :])
                if said.startswith(closing):  # the template has opened it, and the model had nothing to think
                    self._look = self._leave
                    return self._leave(said[len(closing) :])
            if any(tag.startswith(said) for tag in (*TAGS, *CLOSES)):
                self._held = text
                return "", ""
        self._look = self._watch
        return self._watch(text)

    def _watch(self, text: str) -> tuple[str, str]:
        """See whether a closing tag begins a line: there was an opening one, which nobody has sent."""
        *whole, rest = text.split("\n")
        said = ""
        for line in whole:
            if tag := self._tag_in(line):
                break
            self._line += line[:LINE]
            self._fenced ^= self._line.lstrip(" ").startswith(FENCES)
            self._line = ""
            said += line + "\n"
        else:
            tag = self._tag_in(rest)
            if not tag:
                may_be = not (self._line or self._fenced) and rest and any(it.startswith(rest) for it in CLOSES)
                self._held = rest if may_be else ""
                self._line += rest[:LINE] if not may_be and len(self._line) < LINE else ""
                return said + ("" if may_be else rest), ""
        self._turned, self._look = True, self._leave
        return self._leave(text[len(said) + len(tag) :])[0], said

    def _tag_in(self, line: str) -> str:
        """The closing tag that a line begins with."""
        alone = not (self._line or self._fenced)
        return next((tag for tag in CLOSES if alone and line.startswith(tag)), "")

    def _enter(self, text: str) -> tuple[str, str]:
        """Drop blanks before the reasoning."""
        if not (text := text.lstrip()):
            return "", ""
        self._look = self._inside
        return self._inside(text)

    def _inside(self, text: str) -> tuple[str, str]:
        thought, end, rest = text.partition(self._close)
        if end:
            self._look = self._leave
            return self._leave(rest)[0], thought
        half = next((n for n in range(len(self._close) - 1, 0, -1) if text.endswith(self._close[:n])), 0)
        self._held = text[len(text) - half :]
        return "", text[: len(text) - half]

    def _leave(self, text: str) -> tuple[str, str]:
        """Drop blanks before the answer."""
        text = text.lstrip()
        self.over = bool(text)
        return text, ""
