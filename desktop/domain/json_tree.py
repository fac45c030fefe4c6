"""JSON as a tree whose branches are folded: only what is unfolded has a line, and costs anything."""

from __future__ import annotations

import json
from typing import NamedTuple

LONGEST = 2_000_000  # characters that are read at all …
MOST = 100_000  # … and values, more or less: more take longer than some frames
EXACT = 200_000  # characters up to which names that stand twice in one object are both kept
FIRST = 40  # lines that are unfolded to begin with, if there are as many
GROUP = 100  # members of an object or an array that get lines of their own; of more, each so many get one together
SHOWN = 400  # characters of a string

Value = object  # None, bool, int, str, Number, list, dict, Members or Slice


class Number(str):
    """A number as it was written."""

    __slots__ = ()


class Members(tuple[tuple[str, Value], ...]):
    """An object as pairs."""

    __slots__ = ()

    def __str__(self) -> str:
        return "{…}" if self else "{}"


class Slice(NamedTuple):
    """Some members of something that has very many."""

    members: list[tuple[str, Value]]


class Line(NamedTuple):
    """One line of the tree.

    Attributes:
        depth: 0 for the whole.
        name: Of a member of an object, or the index of one of an array; "" for the whole.
    """

    depth: int
    name: str
    value: Value
    opened: bool = False


class Tree:
    """What is unfolded, line by line.

    Attributes:
        cursor: The line that has the keyboard.
    """

    def __init__(self, value: Value) -> None:
        self.lines = [Line(0, "", value)]
        self.cursor = 0
        self._unfold_some()

    def _unfold_some(self) -> None:
        """Unfold what is near the root, as far as that gives a screen of lines."""
        self.toggle(0)
        depth = 1
        while at := [n for n, line in enumerate(self.lines) if line.depth == depth and has_members(line.value)]:
            if len(self.lines) + sum(_lines_in(self.lines[n].value) for n in at) > FIRST:
                break
            for number in reversed(at):
                self.toggle(number)
            depth += 1

    def toggle(self, number: int) -> bool:
        """Fold or unfold a line; False when there is nothing in it."""
        line = self.lines[number]
        if not has_members(line.value):
            return False
        end = self.end_of(number)
        below = [] if line.opened else [Line(line.depth + 1, *member) for member in _grouped(members_of(line.value))]
        self.lines[number:end] = [line._replace(opened=not line.opened), *below]
        if number < self.cursor:
            self.cursor = number if self.cursor < end else self.cursor + number + 1 + len(below) - end
        return True

    def end_of(self, number: int) -> int:
        """The first line below one that does not belong to it."""
        depth = self.lines[number].depth
        end = number + 1
        while end < len(self.lines) and self.lines[end].depth > depth:
            end += 1
        return end

    def parent_of(self, number: int) -> int:
        """The line that one is in; the first one is in itself."""
        depth = self.lines[number].depth
        while number and self.lines[number].depth >= depth:
            number -= 1
        return number


def read_tree(text: str) -> Tree | None:
    """The tree of an object or an array; None when the text is neither, or too long."""
    if len(text) > LONGEST or text.count(",") > MOST or not text.lstrip().startswith(("{", "[")):
        return None
    pairs = Members if len(text) <= EXACT else None
    try:
        return Tree(json.loads(text, parse_float=Number, parse_constant=_refuse, object_pairs_hook=pairs))
    except (ValueError, RecursionError):
        return None


def _refuse(name: str) -> Value:
    raise ValueError(name)


def has_members(value: Value) -> bool:
    return count_of(value) > 0


def count_of(value: Value) -> int:
    """How many members there are, found out without looking at them."""
    if isinstance(value, Slice):
        return len(value.members)
    return len(value) if isinstance(value, (Members, dict, list)) else 0


def is_array(value: Value) -> bool:
    return isinstance(value, list)


def members_of(value: Value) -> list[tuple[str, Value]]:
    """Names and values, or indexes and values; nothing of what has no members."""
    match value:
        case Slice():
            return value.members
        case Members():
            return list(value)
        case dict():
            return list(value.items())
        case list():
            return [(str(index), item) for index, item in enumerate(value)]
    return []


def written(value: Value) -> str:
    """A value that has no members as JSON; the end of a very long string is left out."""
    if isinstance(value, (Number, Members)):
        return str(value)
    if isinstance(value, str) and len(value) > SHOWN:
        return json.dumps(value[:SHOWN], ensure_ascii=False)[:-1] + "…"
    return json.dumps(value, ensure_ascii=False)


def _lines_in(value: Value) -> int:
    """How many lines unfolding it adds."""
    count = count_of(value)
    while count > GROUP:
        count = -(-count // GROUP)
    return count


def _grouped(members: list[tuple[str, Value]]) -> list[tuple[str, Value]]:
    """Members, or groups of them when there are many; groups of groups of very many."""
    while len(members) > GROUP:
        groups = [members[at : at + GROUP] for at in range(0, len(members), GROUP)]
        members = [(_span(group), Slice(group)) for group in groups]
    return members


def _span(members: list[tuple[str, Value]]) -> str:
    first, last = members[0][0], members[-1][0]
    return f"{first.partition(' … ')[0]} … {last.rpartition(' … ')[2]}"
