"""Text that others wrote, made fit to be shown: nothing in it hides, or turns around what stands beside it."""

from __future__ import annotations

import re

from desktop.domain import unseen

# Control characters, and those that change the direction of reading.
CONTROLS = re.compile(f"[{unseen.CONTROLS}{unseen.SIDES}{unseen.ENDS}{unseen.TURNS}{unseen.OBJECT}\ufeff]")
MARK = "\ufffd"
LONGEST_NAME = 60  # characters of a name in a sentence or a menu


def one_line(text: str, longest: int) -> str:
    """The text in one line, cut to `longest` characters, with a mark in place of each control character."""
    line = " ".join(text[:longest].split())
    plain = line.isprintable() and unseen.OBJECT not in line  # which Python takes for printable
    return line if plain else CONTROLS.sub(MARK, line)


def shortened(text: str, longest: int) -> str:
    """The text in at most so many characters, which says so where it is cut: between words, if that takes no half."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    whole = cut.rsplit(" ", 1)[0]
    return (whole if len(whole) > len(cut) // 2 else cut) + "…"


def in_words(code: str) -> str:
    """A class that a machine names, such as `PROHIBITED_CONTENT`, as people write it."""
    return (code.lower() if code.isupper() else code).replace("_", " ")


def many_lines(text: str, longest: int) -> str:
    """The same for a text of several lines, which says so where it is cut."""
    lines = "\n".join(CONTROLS.sub(MARK, line.replace("\t", " ")) for line in text[:longest].splitlines())
    return lines if len(text) <= longest else lines + "…"
