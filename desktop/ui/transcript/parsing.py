"""The parser of Markdown, and what it is spared: some texts take it far longer than they are long."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 40  # levels of nesting: a list and its items are one each
MOST_BRACKETS = 400  # in one piece: each open one is looked for its end in all the rest …
MOST_PICTURES = 100  # … and what stands in a picture's is read once more for each picture around it
MOST_RETURNS = 100  # in one piece: a text whose lines end with nothing else is not cut at them


@cache
def parser() -> MarkdownIt:
    from desktop.ui.transcript.dialect import Dialect  # noqa: PLC0415 - 84 ms; nothing needs it before an answer

    return Dialect(DEEPEST)


def warm() -> None:
    """Import what the parser needs, and compile the patterns of addresses, which takes longer than some frames.

    For another thread, which uses no parser that others use: the patterns stay compiled for all.
    """
    from desktop.ui.transcript.dialect import Dialect  # noqa: PLC0415 - see `parser`

    Dialect(DEEPEST).parse("https://example.org me@example.org www.example.org")


def is_too_much(source: str) -> bool:
    """Whether reading a piece as Markdown would take far longer than a piece may take."""
    returns = source.count("\r") - source.count("\r\n")
    return source.count("[") > MOST_BRACKETS or source.count("![") > MOST_PICTURES or returns > MOST_RETURNS


def is_too_deep(tokens: Iterable[Token]) -> bool:
    """Whether some of what was read may be left out, because it is nested too deep."""
    return any(token.level >= DEEPEST - 1 for token in tokens)
