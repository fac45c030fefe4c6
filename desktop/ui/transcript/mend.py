"""How the unfinished end of an answer is shown, so that nothing changes its shape when the next word comes."""

from __future__ import annotations

import re

from desktop.domain.fences import Fence, nested_fence
from desktop.domain.formulas import CLOSED_BY, open_display, waits_in_line
from desktop.domain.html_tables import END as TABLE_END
from desktop.domain.html_tables import lowered
from desktop.domain.items import MARK, NOTE
from desktop.domain.spans import open_marks
from desktop.ui.transcript.formula_rules import UNFINISHED
from desktop.ui.transcript.html_table import while_written
from desktop.ui.transcript.tag_lists import missing_ends
from desktop.ui.transcript.tag_marks import with_ends

_AROUND = rf"(?:[ \t]*(?:>|{MARK}[ \t]|{NOTE}))*[ \t]*"
# A last line of marks alone: a list, a heading, a rule, an underline, emphasis? The next characters will tell.
_UNDECIDED = re.compile(
    rf"[ \t]*(?:>[ \t]?)*(?:(?:{MARK}|\d{{1,9}})[ \t]*)?(?:\[[ xX]?\]?[ \t]*|[*_~`#=|:\- ]*)$"
    rf"|{_AROUND}(?:```|~~~)[^`]*$"
    r"| {0,3}\[(?:[^\]\n]{0,80}\]?|[^\]^\n][^\]\n]*\]:[^\n]*)$"  # the target of a link, or a footnote
    r"|[ \t]*\{[{\[\" \t]{0,3}$"  # JSON?
)
_TAG = r"!-{0,2}|br ?/?|/?[a-z]{0,8}[1-6]?|a (?:h|hr|hre|href(?:=[^<>\s]{0,300})?)?"  # the beginning of one
_TAG += r"|(?:details|summary|p|h[1-6]) [^<>\n]{0,200}"
_DANGLING = re.compile(rf"(?<!\S)(?:[*_~`]+|\$)\Z|(?<!\\)\\\n?\Z|<(?:{_TAG})\Z", re.IGNORECASE)
# What may become a link: until that is known it is not shown, unless it is long.
_LINK = re.compile(
    r"(?<!\\)(?:(?:(?<![^\W_])!?\[(?!\^)[^\[\]\n]{0,80}|\[\^[\w-]{0,80})(?:\](?:\[[^\[\]\n]{0,80}\]?)?)?\Z"
    r"|!?\[\Z|!\[[^\[\]\n]{0,80}\]\([^\s()]{0,300}\Z)"
)
_ADDRESS = re.compile(r"<(?=(?:https?:[^\s<>]*|h|htt?|https?)\Z)")
_OWN_LINE = re.compile(rf"[ \t]*(?:[>|#]|{MARK})[ \t]")
_ROW = re.compile(rf"[ \t>]*(?:{MARK}[ \t]+)?\|")
_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_QUOTED = re.compile(r"([ \t]*(?:>[ \t]?)*)(.*)", re.DOTALL)
_OPENED = re.compile(r"(?<=`{3}|~{3})[^`~]*$")  # what a fence says
_MARKERS = re.compile(r"[^>\s]")
INDENTED = "    ", "\t"  # as code
COMMENT, COMMENT_END = "<!--", "-->"
FENCE = "~" * 20  # no formula holds such a line
_BEGUN_DELIMITER = re.compile(r"[>|:\- \t]*$")


def mended(source: str, context: str = "") -> str:
    """Markdown whose undecided end is held back and whose open emphasis and code are closed."""
    source = _without_undecided(source)
    fence, line = _open_fence(context + source)
    if fence:
        return _with_formula_begun(source, line - len(context)) if fence.is_math else source
    if (context or not source.startswith(INDENTED)) and (table := while_written(source, context)) is not None:
        return table
    formula = open_display(source)
    if formula >= 0:
        return _with_unfinished(source, formula)
    start = _last_paragraph(source)
    shown = source[:start] + with_ends(_closed(_held_back(source[start:])))
    return shown + missing_ends(shown)


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
    partial = rows > 1 and not lines[-1].endswith("\n") and _BEGUN_DELIMITER.match(lines[-1])
    if rows == 1 or (rows == 2 and partial):  # noqa: PLR2004 - a table's head, and its second line half written
        return "".join(lines[:-rows])
    return source


def _open_fence(source: str) -> tuple[Fence | None, int]:
    """The fence that has been begun in a quote, in an item or around a formula, and where its line starts."""
    fence, begun = None, 0
    if "```" not in source and "~~~" not in source:
        return fence, begun
    at = 0
    for line in source.split("\n"):
        if fence is None:
            fence, begun = nested_fence(line, len(line)), at
        elif fence.closed_by(line.lstrip("> \t")):
            fence = None
        at += len(line) + 1
    return fence, begun


def _with_formula_begun(source: str, line: int) -> str:
    """Markdown in which a fence around a formula, that begins in such a line, has no end yet."""
    end = source.find("\n", max(0, line))
    if line < 0 or end < 0:
        return source
    opening = source[line:end]
    begun = _OPENED.sub("", opening)
    around = _MARKERS.sub(" ", begun.rstrip("`~"))
    return f"{source[:line]}{begun}{UNFINISHED}\n{around}$$\n{source[end + 1 :]}"


def _held_back(text: str) -> str:
    """Without what at the end of a paragraph may become a link, or close what is open when it is complete."""
    text = _without_comment(_ADDRESS.sub("", _DANGLING.sub("", text)))
    link = _LINK.search(text)
    if link and not any(mark.mark[0] == "`" for mark in open_marks(text[: link.start()])):
        return text[: link.start()]
    mark = text[-1:]
    body = text.rstrip(mark) if mark and mark in "*_~`" else text
    opened = sum(len(found.mark) for found in open_marks(body) if found.mark[0] == mark) if body != text else 0
    return body if len(text) - len(body) < opened else text


def _without_comment(text: str) -> str:
    """Without a comment that has not ended yet, unless it stands in code."""
    start = text.rfind(COMMENT)
    if start < 0 or COMMENT_END in text[start:] or any(mark.mark[0] == "`" for mark in open_marks(text[:start])):
        return text
    return text[:start]


def _last_paragraph(source: str) -> int:
    """Where the paragraph starts that is being written."""
    start = max(source.rfind("\n\n") + 1, lowered(source).rfind(TABLE_END) + 1)
    line = source.rfind("\n", 0, len(source.rstrip("\n"))) + 1
    return line if _OWN_LINE.match(source, line) and not waits_in_line(source[start:line]) else start


def _with_unfinished(source: str, formula: int) -> str:
    """Markdown whose end, the beginning of a formula on lines of its own, is code of that kind."""
    line = source.rfind("\n", 0, formula) + 1
    around = _MARKERS.sub(" ", source[line:formula])
    return f"{source[:formula]}{FENCE}{UNFINISHED}\n{around}{source[formula:]}"


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
