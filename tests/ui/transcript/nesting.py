"""Nested texts, and for each word of one, what it stands in: by its Markdown, by a part of it, and by its HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from hypothesis import strategies as st
from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

WORD = re.compile(r"w\d+w")
VOID = {"br", "hr", "input"}
AROUND = {"blockquote", "li", "pre", "table"}

_LEAVES = st.sampled_from(["words", "code", "table"])
_KINDS = st.sampled_from(["-", "1.", "1)", "[x]", "[ ]"])


def _inside(blocks):
    some = st.lists(blocks, min_size=1, max_size=3)
    item = st.tuples(st.booleans(), st.lists(blocks, max_size=2))  # with a blank line below its words, or none
    return st.tuples(st.just(">"), some) | st.tuples(_KINDS, st.lists(item, min_size=1, max_size=3))


BLOCKS = st.lists(st.recursive(_LEAVES, _inside, max_leaves=8), min_size=1, max_size=4)


def text_of(blocks) -> str:
    """A text with such blocks, in which no word stands twice."""
    words = (f"w{number}w" for number in count())
    return "\n".join(_lines(blocks, words)) + "\n"


def _lines(blocks, words: Iterator[str]) -> list[str]:
    lines: list[str] = []
    for number, block in enumerate(blocks):
        lines += [""] * bool(number) + _block(block, words)
    return lines


def _block(block, words: Iterator[str]) -> list[str]:
    if block == "words":
        return [f"{next(words)} {next(words)}", f"{next(words)} {next(words)}"]
    if block == "code":
        return ["```py", next(words), f"  {next(words)}", "```"]
    if block == "table":
        return [f"| {next(words)} | {next(words)} |", "|---|---|", f"| {next(words)} | {next(words)} |"]
    kind, inside = block
    if kind == ">":
        return [f"> {line}".rstrip() for line in _lines(inside, words)]
    lines = []
    for number, (loose, blocks) in enumerate(inside):
        marker = f"{int(kind[0]) + number}{kind[1]} " if kind[0].isdigit() else f"- {kind} " if kind[0] == "[" else "- "
        lines.append(f"{marker}{next(words)} {next(words)}")
        indent = " " * (len(marker) if kind[0].isdigit() else 2)
        loose_here = loose or blocks[:1] in (["words"], ["table"])
        lines += [""] * bool(loose_here) + [f"{indent}{line}".rstrip() for line in _lines(blocks, words)]
    return lines


class Place(NamedTuple):
    """A word, and what it stands in from outside to inside, each with a number of its own; the items with theirs."""

    word: str
    around: tuple[tuple[str, int], ...]


def places_of(markdown: str) -> list[Place]:
    """By Markdown, with the paragraph as the innermost."""
    ids, open_, lists, found = count(), [], [], []
    for token in MarkdownIt().enable("table").parse(markdown):
        if token.type in {"bullet_list_open", "ordered_list_open"}:
            lists.append(int(token.attrGet("start") or 1) if token.type[0] == "o" else None)
        elif token.type in {"bullet_list_close", "ordered_list_close"}:
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1]
            lists[-1] = number + 1 if number is not None else None
            open_.append((f"li {'' if number is None else number}", next(ids)))
        elif token.type in {"blockquote_open", "table_open"}:
            open_.append((token.tag, next(ids)))
        elif token.type in {"list_item_close", "blockquote_close", "table_close"}:
            open_.pop()
        elif token.type in {"inline", "fence", "code_block"}:
            kind = "pre" if token.type != "inline" else "p"
            leaf = kind, next(ids)
            if task := re.match(r"\[[x ]\]", token.content):
                open_[-1] = (f"li {task[0]}", open_[-1][1])
            if token.type == "fence":
                assert token.info == "py", markdown
            found += [Place(word, (*open_, leaf)) for word in WORD.findall(token.content)]
    return found


def selected(places: Sequence[Place], first: int, last: int) -> list[Place]:
    """From one word to another.

    Items that are open where that begins are left out, but for the innermost one when it begins there, with words, and
    more than these are selected.
    """
    start = places[first]
    gone = {id_ for kind, id_ in start.around if kind.startswith("li")}
    before = {id_ for place in places[:first] for _, id_ in place.around}
    more = places[last].around != start.around
    if more and start.around[-1][0] == "p" and (items := [id_ for kind, id_ in start.around if kind.startswith("li")]):
        gone -= {items[-1]} - before
    return [
        Place(word, tuple(part for part in around if part[1] not in gone)) for word, around in places[first : last + 1]
    ]


def normal(places: Sequence[Place], *, html: bool = False) -> list[Place]:
    """With numbers by order; as HTML has them, paragraphs in tight lists are none."""
    ids: dict[int, int] = {}
    found = []
    for word, around in places:
        kept = [part for part in around if not html or part[0] != "p"]
        found.append(Place(word, tuple((kind, ids.setdefault(id_, len(ids))) for kind, id_ in kept)))
    return found


class Html(HTMLParser):
    """The places of the words of some HTML; what is not closed in order is an error."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.places: list[Place] = []
        self._ids = count()
        self._open: list[tuple[str, int]] = []
        self._numbers: list[int | None] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag, attrs):
        if tag == "input":
            item = max(at for at, part in enumerate(self._open) if part[0].startswith("li"))
            self._open[item] = ("li [x]" if "checked" in dict(attrs) else "li [ ]", self._open[item][1])
        if tag in VOID:
            return
        if tag in {"ol", "ul"}:
            self._numbers.append(int(dict(attrs).get("start", 1)) if tag == "ol" else None)
        name = tag
        if tag == "li":
            number = self._numbers[-1]
            assert self._open[-1][0] in {"ol", "ul"}
            name = f"li {'' if number is None else number}"
            self._numbers[-1] = None if number is None else number + 1
        self._open.append((name, next(self._ids)))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        name, _ = self._open.pop()
        assert name.split()[0] == tag
        if tag in {"ol", "ul"}:
            self._numbers.pop()

    def handle_data(self, data):
        around = tuple(part for part in self._open if part[0].split()[0] in AROUND)
        self.places += [Place(word, around) for word in WORD.findall(data)]
