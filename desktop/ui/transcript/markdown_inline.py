"""The words of a paragraph as Markdown again: marks around them, and nothing in them that would be one."""

from __future__ import annotations

import re
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.formulas import formula_at
from desktop.domain.utf16 import part_of
from desktop.ui.transcript.directions import ISOLATE, RELEASE
from desktop.ui.transcript.formula_object import source_of
from desktop.ui.transcript.inline import HARD, LINE, PICTURE_SIGN
from desktop.ui.transcript.picture_object import PLACE
from desktop.ui.transcript.style import KEY, NOTED, RAISED, TITLED, UPRIGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QTextBlock, QTextCharFormat

HARD_LINE = "\u2029"  # a line's end that stays one, until it is known where it stands; no paragraph has this character
BOLD, ITALIC, STRUCK = "**", "*", "~~"
INSIDE = "\ufdd1"  # before a line of a formula, which is no beginning of anything; no text has this character
DOLLAR = "\ufdd0"  # a dollar of the text, until it is known whether it has to be escaped; nor this one
_SPECIAL = re.compile(r"[\\`*\[$~]|(?<!\w)_|_(?!\w)|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_IN_TITLE = re.compile(r'["\\&|]')
_EDGES = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
_UNWRITTEN = str.maketrans(dict.fromkeys([ISOLATE, RELEASE]))


class _Run(NamedTuple):
    """A piece of a paragraph; `marks` are around it: BOLD, ITALIC, STRUCK, or the target of a link."""

    text: str
    marks: frozenset[str]


def words_of(block: QTextBlock, start: int, end: int, *, heading: bool) -> str:
    """What stands between two positions of a paragraph."""
    return _with_dollars(_wrapped(_runs(block, start, end, heading=heading)))


def code_span(text: str) -> str:
    """Code inside a paragraph."""
    ticks = "`"
    while re.search(f"(?<!`){ticks}(?!`)", text):
        ticks += "`"
    blank = " " if text.startswith("`") or text.endswith("`") or (text.strip() and text[0] == text[-1] == " ") else ""
    return f"{ticks}{blank}{text}{blank}{ticks}"


def _runs(block: QTextBlock, start: int, end: int, *, heading: bool) -> list[_Run]:
    """The parts of a paragraph between two positions, those that are alike as one."""
    found = []
    walk = block.begin()
    while not walk.atEnd():
        fragment = walk.fragment()
        walk += 1
        begin = max(0, start - fragment.position())
        text = part_of(fragment.text(), begin, max(0, end - fragment.position()))
        if text:
            found.append(_run(text.translate(_UNWRITTEN), fragment.charFormat(), heading=heading))
    grouped = groupby(found, key=lambda run: run.marks)
    return [_Run("".join(run.text for run in runs), marks) for marks, runs in grouped]


def _run(text: str, look: QTextCharFormat, *, heading: bool) -> _Run:
    """A run, its text as Markdown already."""
    if place := look.property(PLACE):
        return _Run(str(place), frozenset())
    target = _target(look)
    around = {
        BOLD: look.font().bold() and not heading,
        ITALIC: look.fontItalic() or look.hasProperty(UPRIGHT),
        STRUCK: look.fontStrikeOut(),
        target: bool(target),
    }
    marks = frozenset(mark for mark, is_there in around.items() if is_there)
    if target and text.startswith(PICTURE_SIGN):
        name = text.removeprefix(PICTURE_SIGN).rpartition(" · ")[0]
        return _Run(f"![{_SPECIAL.sub(_escaped, name)}]({target})", marks - {target})
    return _Run(_marked_up(text, look), marks)


def _target(look: QTextCharFormat) -> str:
    """Where a link leads, and its title, as they stand behind its words; "" where none is."""
    target, title = look.anchorHref(), " ".join(str(look.property(TITLED) or "").split())
    shown = f"<{target}>" if re.search(r"[\s()<>]", target) else target
    return f'{shown} "{_IN_TITLE.sub(_escaped, title)}"' if title else shown


def _marked_up(text: str, look: QTextCharFormat) -> str:
    """The text of a run, without the marks that may go on in the next one."""
    if source := source_of(look):
        return source.replace("\n", "\n" + INSIDE) * len(text)
    if look.hasProperty(NOTED):
        return text.replace("[", "[^")
    if look.fontFixedPitch():
        return LINE.join(map(code_span, text.split(LINE)))
    tag = _tag(look)
    if tag == HARD:
        return text.replace(LINE, HARD_LINE)
    if tag:
        inside = _SPECIAL.sub(_escaped, text) if tag in {"u", "mark"} else escape(text)
        return f"<{tag}>{inside}</{tag}>"
    written_out = _SPECIAL.sub(_escaped, text)
    return written_out.replace("]", "\\]") if look.isAnchor() else written_out


def _tag(look: QTextCharFormat) -> str:
    """The tag around a run, of those that are more than text."""
    return str(look.property(KEY) or next((tag for tag, way in RAISED.items() if look.verticalAlignment() == way), ""))


def _escaped(found: re.Match[str]) -> str:
    return DOLLAR if found[0] == "$" else "\\" + found[0]


def _with_dollars(text: str) -> str:
    """Markdown with the dollars of its text, escaped where one would begin a formula."""
    plain = text.replace(DOLLAR, "$")
    dollars = [place.start() for place in re.finditer(DOLLAR, text)]
    safe = not any(plain.startswith("$$", at) or formula_at(plain, at) for at in dollars)
    return plain if safe else text.replace(DOLLAR, "\\$")


def _wrapped(runs: Iterable[_Run]) -> str:
    """Runs with their marks around them, those that reach furthest outside; blanks at their edges stay outside."""
    runs = list(runs)
    text, at = "", 0
    while at < len(runs):
        if not runs[at].marks:
            text += runs[at].text
            at += 1
            continue
        reach = {mark: _reach(runs, at, mark) for mark in runs[at].marks}
        mark = max(sorted(reach), key=lambda known: (reach[known], len(known)))
        inside = _wrapped(run._replace(marks=run.marks - {mark}) for run in runs[at : reach[mark]])
        edges = _EDGES.fullmatch(inside)
        before, core, after = edges.groups() if edges else ("", inside, "")
        marked = _around(core, mark) if core else ""
        if text.endswith("!") and (before + marked).startswith("["):
            text = text[:-1] + "\\!"
        text += before + marked + after
        at = reach[mark]
    return text


def _reach(runs: Sequence[_Run], at: int, mark: str) -> int:
    while at < len(runs) and mark in runs[at].marks:
        at += 1
    return at


def _around(text: str, mark: str) -> str:
    if mark in {BOLD, ITALIC, STRUCK}:
        return mark + text + mark
    return text if mark == text else f"[{text}]({mark})"
