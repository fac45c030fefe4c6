"""What stands elsewhere in a text: `[text][label]` here, `[label]: target` there; and the texts of footnotes."""

from __future__ import annotations

import re

_LABEL = r"\[(?!\^)((?:[^\[\]\\]|\\.){1,999})\]"
_TARGET = r"[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)"
_TITLE = r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?"
_DEFINITION = re.compile(rf" {{0,3}}{_LABEL}:{_TARGET}{_TITLE}[ \t\r]*\n?$")
_USE = re.compile(rf"\\.|{_LABEL}(?!:)", re.DOTALL)  # an escaped bracket opens nothing, nor is its end looked for
_NOTE_USE = re.compile(r"\[\^([^\]\s]{1,100})\]")  # bounded: each of many open brackets is looked at
MOST = 8_000  # characters of definitions before a piece: they are parsed with it, for each word that arrives


class References:
    """The definitions of a text, each on a line of its own; more may come while the text grows."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}
        self._notes: set[str] = set()
        self._complete = False

    @property
    def version(self) -> int:
        """Goes up with what is known."""
        return len(self._lines) + self._complete

    def close(self) -> None:
        """Nothing more comes."""
        self._complete = True

    def take_note(self, marker: str) -> None:
        """The text of a footnote begins, with this: `[^label]:`."""
        self._notes.add(marker[2:-2])

    def lost_in(self, source: str) -> frozenset[str]:
        """The footnotes that a piece of the text names, and that have no text anywhere; none while more may come."""
        if not self._complete or "[^" not in source:
            return frozenset()
        return frozenset(_NOTE_USE.findall(source)) - self._notes

    def read(self, line: str) -> bool:
        """Take a line, if it is a definition; the first one of a label holds."""
        found = _DEFINITION.match(line)
        if found:
            self._lines.setdefault(_key(found[1]), line.strip() + "\n")
        return found is not None

    def used_in(self, source: str) -> str:
        """The definitions that a piece of the text uses, as Markdown to be put before it; no more than `MOST`."""
        if not self._lines or "[" not in source:
            return ""
        keys = dict.fromkeys(_key(label) for label in _USE.findall(source))
        lines = ""
        for key in keys:
            if len(lines) + len(line := self._lines.get(key, "")) <= MOST:
                lines += line
        return lines and lines + "\n"


def _key(label: str) -> str:
    return " ".join(label.split()).casefold()
