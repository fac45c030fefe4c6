"""demo/guide: answers questions about Parley out of the built-in help."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.demo.markdown import code
from desktop.demo.search import Index, Passage, Section, sections, words

if TYPE_CHECKING:
    from collections.abc import Mapping

SOURCE = "*From Parley's built-in help, found by a text search and not by a language model.*"
FORMATTING = "formatting"  # the page that is shown whole, for these words
FORMATTING_WORDS = frozenset(("formatting", "markdown"))
ENOUGH = 0.5  # share of a question's weight that a section must hold to be an answer
AS_GOOD = 0.8  # of the best score: quoted too
RELATED = 0.3  # of the best score: named
MOST_RELATED = 3


class Guide:
    """Finds the sections that fit a question and quotes them.

    Args:
        pages: Markdown of the help pages, by the name of their file.
    """

    def __init__(self, pages: Mapping[str, str]) -> None:
        self._formatting = pages.get(FORMATTING, "")
        self._index = Index(sections({name: page for name, page in pages.items() if name != FORMATTING}))

    def answer(self, question: str) -> str:
        """Markdown; always says where it comes from."""
        if not words(question):
            return self._greeting()
        if self._formatting and FORMATTING_WORDS & set(re.findall(r"\w+", question.lower())):
            return f"{SOURCE}\n\n{self._formatting.strip()}"
        found = self._index.find(question)
        if found and found[0].share >= ENOUGH:
            return _quoted(found)
        return self._nothing(question)

    def _greeting(self) -> str:
        return (
            "Hello! I am the demonstration guide: a text search in Parley's built-in help, not a language model. "
            f"Ask me about the program, for example:\n\n{self._topics()}"
        )

    def _nothing(self, question: str) -> str:
        return (
            f"The built-in help has nothing about {code(question, 60)}. I am a text search in it, not a language "
            "model, so I can only quote what is there:\n\n"
            f"{self._topics()}\n\n"
            "For every other question, choose **API key…** in the menu **Chat** and ask a real model."
        )

    def _topics(self) -> str:
        """Each page, with the question that it begins with."""
        first: dict[str, Section] = {}
        for section in self._index.sections:
            first.setdefault(section.page, section)
        return "\n".join(f"- **{page}**: {section.title}" for page, section in first.items())


def _quoted(found: list[Passage]) -> str:
    best, *others = found
    shown = [best.section]
    shown += [other.section for other in others[:1] if other.score >= AS_GOOD * best.score]
    related = [
        other.section.title
        for other in others
        if other.section not in shown and other.score >= RELATED * best.score and other.share >= ENOUGH / 2
    ][:MOST_RELATED]
    quotes = [f"### {section.title}\n\n{section.body}" for section in shown]
    see_also = ["**See also:** " + " · ".join(related)] if related else []
    return "\n\n".join([SOURCE, *quotes, *see_also])
