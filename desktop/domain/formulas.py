r"""What in a text is a formula: `\(…\)`, `\[…\]`, `$…$` and `$$…$$`, and what only looks like one.

So are environments of LaTeX that need no marks, such as `\begin{align}…\end{align}`.

Dollars are money, variables of shells and jQuery too, and `\[` is an escaped bracket in Markdown: what stands
around and between the marks decides. A formula is known by its source, marks included.
"""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from typing import TYPE_CHECKING

from desktop.domain.items import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 2_000  # characters of a formula
_ENVIRONMENTS = [
    f"{name}{star}" for name in ("align", "alignat", "equation", "gather", "multline") for star in ("", "*")
]
_BEGUN_BY = {rf"\begin{{{name}}}": rf"\end{{{name}}}" for name in _ENVIRONMENTS}
CLOSED_BY = {"$$": "$$", "\\[": "\\]", "\\(": "\\)", "$": "$", **_BEGUN_BY}
DISPLAYED = ("$$", "\\[", *_BEGUN_BY)  # on a line of their own
ENDS = tuple(CLOSED_BY[mark] for mark in DISPLAYED)
_INNER = 8  # dollars among the words of a formula
IN_WORDS = "…$$"
IN_LINE = {"$$": "x$$", "\\[": "x\\]"}
_DISPLAY = re.compile(r"\$\$|\\\[")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
_STEPS = {  # what is looked at while the end is searched for; everything else is passed over
    "$": re.compile(r"\\.|[$`{}]", re.DOTALL),
    "$$": re.compile(r"\\.|\$\$", re.DOTALL),
    "\\(": re.compile(r"\\.", re.DOTALL),
    "\\[": re.compile(r"\\.", re.DOTALL),
    **{begin: re.compile(re.escape(end)) for begin, end in _BEGUN_BY.items()},
}
_BEGIN = re.compile("|".join(map(re.escape, _BEGUN_BY)))
_WORDS_IN = re.compile(r"\\(?:text[a-z]*|mbox|mathrm|operatorname\*?|begin|end|label|tag)\s*\{[^{}]*\}")
_COMMAND = re.compile(r"\\(?:[A-Za-z]+|.)", re.DOTALL)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)
_STRONG = re.compile(r"[\\^_{}=<>]")
_OPERATOR = re.compile(r"[-+*/|!'()\n]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_PHRASE = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,}[,;:]?\s+[^\W\d_]{2,}[,;:.]?\s+[^\W\d_]{2,}")
_FUNCTIONS = frozenset(("sin", "cos", "tan", "sinh", "cosh", "tanh", "log", "ln", "exp", "max", "min", "mod", "gcd"))
_NO_FORMULA = re.compile(r"(?<!\\)#(?![\dA-Fa-f]{3,6}\})|[\"`]|[([{/]$|^[,;:!?%)@*&]")  # code and prices
_SUFFIX = re.compile(r"(?:[a-zß-ÿ]{2,6}|s)(?![\w$])")  # of an ordinal: "the $n$th"
_UNSPACED = "\u0e00-\u1fff\u3005-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff"  # scripts that put no blanks between words
_EASTERN = re.compile(f"[{_UNSPACED}]")
_AMOUNT = re.compile(r"\d[\d.,]*\s+[a-z]{2,}\s+\w")  # "5 or x": an amount of money
_OWN_LINE = re.compile(rf"[ \t]*(?:(?:>|{MARK})[ \t]+)*")
_OTHER_BLOCK = re.compile(r"[ \t]*(?:`{3}|~{3}|#{1,6}(?:\s|$))")
_TASKS = frozenset("xX")


def display_mark(text: str, at: int) -> str:
    """The mark of a formula on lines of its own that may start at a place; else ""."""
    mark = _opening(text, at)
    return mark if mark in DISPLAYED else ""


def is_display(source: str) -> bool:
    """Whether a formula stands on a line of its own."""
    return source.startswith(DISPLAYED)


def body_of(source: str) -> str:
    """What stands between the marks; an environment with them."""
    size = 0 if source.startswith("\\b") else len(mark_of(source))
    return source[size : len(source) - size].strip()


def mark_of(source: str) -> str:
    """The mark that a formula starts with."""
    return next(mark for mark in CLOSED_BY if source.startswith(mark))


def formula_at(text: str, at: int) -> str:
    """The source of the formula that starts at a place, "" when none does."""
    mark = _opening(text, at)
    end = _end(text, at, mark) if mark else -1
    if end < 0:
        return ""
    body = text[at + len(mark) : end - len(CLOSED_BY[mark])]
    return text[at:end] if _is_formula(mark, body, text[end : end + 8]) else ""


def unfinished_at(text: str, at: int) -> str:
    """The opening mark of a formula that starts at a place and of which the end has not come yet; else ""."""
    mark = _opening(text, at)
    if not mark:
        return ""
    end = _end(text, at, mark)
    if end >= 0:
        return mark if end == len(text) and mark == "$" and formula_at(text, at) else ""
    body = text[at + len(mark) :]
    if len(body) > LONGEST or (mark not in DISPLAYED and _BLANK_LINE.search(body)):
        return ""
    stopped = mark == "$" and ("`" in body or (body[:1].isdigit() and not _STRONG.search(body.replace("\\$", ""))))
    return "" if stopped or is_prose(body, weak=mark == "$") else mark


def display_after(mark: str, line: str) -> str:
    """The mark for which a formula on lines of its own waits after a line; `mark` is for which it waited before.

    One of `IN_LINE` when one waits that was begun behind words, and `IN_WORDS` when nothing of it stood in their line:
    what ends these begins none.
    """
    if mark == IN_WORDS or mark in IN_LINE.values():
        over = mark[1:] in line or not line.strip() or _OTHER_BLOCK.match(line) or is_prose(line)
        return "" if over else mark
    if mark:
        return "" if mark in line or _OTHER_BLOCK.match(line) or is_prose(line) else mark
    if "$$" not in line and "\\" not in line:
        return ""
    text = line[_own_line(line) :]
    for opening in DISPLAYED:
        rest = text.removeprefix(opening)
        if rest != text and _opening(text, 0) == opening and CLOSED_BY[opening] not in rest and not is_prose(rest):
            return CLOSED_BY[opening]
    return IN_WORDS if _ends_open(text.rstrip()) else _left_open(text)


def _left_open(text: str) -> str:
    """What a formula waits for that begins behind words of a line and has signs of one there."""
    for at, source in _displays(text):
        mark, body = text[at : at + 2], text[at + 2 :]
        if not source and at and body.strip() and unfinished_at(text, at) == mark:
            words = is_prose(body, weak=True) or (_WORD.search(body) and not _STRONG.search(body))
            return "" if words else IN_LINE[mark]
    return ""


def _displays(text: str) -> Iterator[tuple[int, str]]:
    """Each place where a formula on lines of its own may begin, and its source if one does."""
    end = 0
    for mark in _DISPLAY.finditer(text):
        if mark.start() >= end:
            source = formula_at(text, mark.start())
            end = mark.start() + len(source)
            yield mark.start(), source


def is_in_display(text: str, at: int) -> bool:
    """Whether a place is inside of a formula that stands on lines of its own once it is drawn."""
    return any(start < at < start + len(source) for start, source in _displays(text) if start < at)


def _ends_open(text: str) -> bool:
    """Whether a line ends in words and the two dollars that open a formula."""
    at = len(text) - len("$$")
    return at > 0 and text.count("$$") % 2 == 1 and _opening(text, at) == "$$" and not text.startswith("$$")


class OpenDisplay:
    """Whether lines that arrive belong to a formula on lines of its own.

    Attributes:
        mark: What ends the formula; "" when none is open.
        until: Characters of the block up to which its end is waited for; 0 when none is open.
    """

    def __init__(self) -> None:
        self.mark = ""
        self.until = 0

    def follow(self, line: str, size: int, *, prose: bool = True) -> None:
        """Take a line of prose or of something else, after which the block has `size` characters."""
        self.mark = display_after(self.mark, line) if prose else ""
        self.until = (self.until or size + LONGEST) if self.mark not in {"", IN_WORDS} else 0

    def takes(self, start: str, before: Sequence[str], size: int) -> bool:
        """Whether a line, told by its start, may belong to the formula; `before` holds the line before it."""
        if size >= self.until or _OTHER_BLOCK.match(start):
            return False
        return len({line.lstrip().startswith(">") for line in (*before, start)}) == 1


def waits_in_line(source: str) -> bool:
    """Whether the end has not come yet of a formula that begins behind words."""
    return reduce(display_after, source.splitlines(keepends=True), "") in IN_LINE.values()


def open_display(source: str) -> int:
    """Where a formula on lines of its own starts of which the end has not come yet; -1 when there is none."""
    mark, start, at = "", -1, 0
    for line in source.splitlines(keepends=True):
        before, mark = mark, display_after(mark, line)
        if mark and not before:
            start = at + _own_line(line)
        at += len(line)
    return start if mark in ENDS and len(source) - start <= LONGEST else -1


def _own_line(line: str) -> int:
    match = _OWN_LINE.match(line)
    return match.end() if match else 0


def is_prose(body: str, *, weak: bool = False) -> bool:
    """Whether words follow each other as in a sentence.

    Where a mark is `weak`, one word beside a blank is enough, unless there are signs of mathematics.
    """
    plain = _COMMAND.sub(" \\\\ ", _WORDS_IN.sub(" \\\\ ", body))
    if _PHRASE.search(plain):
        return True
    if not weak or _STRONG.search(body) or any(unicodedata.category(char) == "Sm" for char in body if char > "~"):
        return False
    words = [word for word in _WORD.findall(plain) if word.lower() not in _FUNCTIONS]
    return bool(_EASTERN.search(plain) or (words and re.search(r"\s", body.strip())))


def _opening(text: str, at: int) -> str:
    mark = text[at : at + 2]
    before = text[at - 1] if at else " "
    if mark in {"\\(", "\\["}:
        return mark
    if mark == "\\b" and (begin := _BEGIN.match(text, at)):
        return begin[0]
    if mark[:1] != "$" or before == "$":
        return ""
    if mark == "$$":
        return "" if text.startswith("$", at + 2) else mark
    return "" if _spelled(before) or mark[1:].isspace() else "$"


def _spelled(char: str) -> bool:
    """Whether a character belongs to a word with what stands next to it."""
    return char == "_" or (char.isalnum() and not _EASTERN.match(char))


def _end(text: str, at: int, mark: str) -> int:
    """Where the formula ends that a mark opens, its closing mark included; -1 when it does not."""
    closing, depth, inner = CLOSED_BY[mark], 0, 0
    for match in _STEPS[mark].finditer(text, at + len(mark), at + LONGEST):
        found = match.group()
        depth += (found == "{") - (found == "}")
        if found == closing and (depth <= 0 or not _has_words(text, at, match.start())):
            return match.end()
        inner += found == closing
        if found == "`" or inner > _INNER or (mark[0] == "\\" and found in {"\\(", "\\["}):
            break
    return -1


def _has_words(text: str, start: int, end: int) -> bool:
    """Whether words have begun between two places, among which formulas may stand."""
    return max(text.find("\\text", start, end), text.find("\\mbox", start, end)) >= 0


def _is_formula(mark: str, body: str, after: str) -> bool:
    if not body.strip() or not _balanced(body):
        return False
    if mark == "$":
        return _is_between_dollars(body, after)
    if mark not in DISPLAYED and _BLANK_LINE.search(body):
        return False
    if mark == "\\[" and (body in _TASKS or not _is_between_brackets(body.strip(), after)):
        return False
    return not is_prose(body, weak=True)


def _is_between_dollars(body: str, after: str) -> bool:
    follows = after[:1]
    if body[0].isspace() or body[-1].isspace() or _BLANK_LINE.search(body) or _NO_FORMULA.search(body):
        return False
    strong = bool(_STRONG.search(body))
    if follows.isdigit() or follows in {"$", "{", "_"} or _AMOUNT.match(body):
        return False
    if _spelled(follows):
        if not _SUFFIX.match(after) or not (strong or len(body) == 1):
            return False
    elif body[0].isdigit() and not strong and (_WORD.search(body) or not (body[-1].isalnum() or body[-1] in "!')]%")):
        return False
    return not is_prose(body, weak=True)


def _is_between_brackets(body: str, after: str) -> bool:
    r"""Whether `\[…\]` is no text in brackets, and no box of a task."""
    if after.startswith("(") or not re.search(r"[^\W\d_]|\d\s*\S\s*\d|\\", body):
        return False
    own_line = not after.strip(" \t.,;") or after.startswith("\n")
    return own_line or bool(_STRONG.search(body) or _OPERATOR.search(body))


def _balanced(body: str) -> bool:
    depth = 0
    for match in _BRACES.finditer(body):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth < 0:
            return False
    return depth == 0
