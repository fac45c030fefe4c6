"""How the unfinished end of an answer is shown, so that nothing changes its shape when the next word comes."""

from __future__ import annotations

import re

from desktop.domain.formulas import CLOSED_BY, open_display
from desktop.domain.spans import open_marks

# A last line of marks alone: a list, a heading, a rule, an underline, emphasis? The next characters will tell.
_UNDECIDED = re.compile(
    r"[ \t]*(?:>[ \t]?)*(?:(?:[-+*]|\d{1,9}[.)]?)[ \t]*)?(?:\[[ xX]?\]?|[*_~`#=|:\- ]*)$|[ \t]*(?:```|~~~)[^`]*$"
    r"| {0,3}\[(?:[^\]\n]{0,80}\]?|[^\]^\n][^\]\n]*\]:[^\n]*)$"  # the target of a link, or a footnote
)
_DANGLING = re.compile(r"(?<!\S)[*_~`]+$")
_OWN_LINE = re.compile(r"[ \t]*(?:[-+*>|#]|\d{1,9}[.)])[ \t]")
_ROW = re.compile(r"[ \t]*\|")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_QUOTED = re.compile(r"([ \t]*(?:>[ \t]?)*)(.*)", re.DOTALL)
_DELIMITER = re.compile(r"[|:\- \t]*$")


def mended(source: str) -> str:
    """Markdown whose undecided end is held back and whose open emphasis and code are closed."""
    source = _without_undecided(source)
    formula = open_display(source)
    if formula >= 0:
        return source[:formula] + _as_written(source[formula:])
    start = _last_paragraph(source)
    return source[:start] + _closed(_DANGLING.sub("", source[start:]))


def mended_code(code: str) -> str:
    """Lines of code without a last one that may become the closing fence."""
    start = code.rfind("\n") + 1
    return code[:start] if code[start:].strip() and not code[start:].strip().strip("`~") else code


def _without_undecided(source: str) -> str:
    start = source.rfind("\n") + 1
    if _UNDECIDED.match(source, start):
        source = source[:start]
    lines = source.splitlines(keepends=True)
    rows = 0
    while rows < len(lines) and _ROW.match(lines[-1 - rows]):
        rows += 1
    partial = rows > 1 and not lines[-1].endswith("\n") and _DELIMITER.match(lines[-1])
    if rows == 1 or (rows == 2 and partial):  # noqa: PLR2004 - a table's head, and its second line half written
        return "".join(lines[:-rows])
    return source


def _last_paragraph(source: str) -> int:
    """Where the paragraph starts that is being written."""
    start = source.rfind("\n\n") + 1
    line = source.rfind("\n", 0, len(source.rstrip("\n"))) + 1
    return line if _OWN_LINE.match(source, line) else start


def _as_written(formula: str) -> str:
    """Markdown that shows the beginning of a formula as it stands."""
    first, *lines = formula.split("\n")
    rest = [_QUOTED.sub(lambda match: match[1] + _escaped(match[2]), line) for line in lines]
    return "\n".join([_escaped(first), *rest])


def _escaped(text: str) -> str:
    return _PUNCTUATION.sub(r"\\\g<0>", text)


def _closed(text: str) -> str:
    marks = open_marks(text)
    if marks and marks[-1].mark in CLOSED_BY:
        at = marks.pop().at
        text = text[:at] + _as_written(text[at:])
    link = next((mark for mark in marks if mark.mark == "]("), None)
    if link:
        label = text[link.at : text.index("](", link.at)].lstrip("![")
        return _closed(text[: link.at] + label)
    body = text.rstrip()
    space = text[len(body) :]
    for mark in reversed(marks):
        if mark.mark == "[":
            continue
        if mark.at + len(mark.mark) >= len(body):
            body = body[: mark.at].rstrip(" ")
        else:
            body += mark.mark
    return body + space
