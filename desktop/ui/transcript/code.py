"""Lines of code as a Qt document, and their colors."""

from __future__ import annotations

import logging
import re
from functools import cache, lru_cache
from threading import Lock
from time import thread_time
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextLayout

from desktop.domain.unseen import cover, may_end_a_flag
from desktop.domain.utf16 import width_of
from desktop.ui.theme.contrast import legible
from desktop.ui.transcript.diff import LANGUAGES, kinds_of, look_of_line, runs_of_lines
from desktop.ui.transcript.directions import can_be_apart, has_words, may_go_on, moved, told_apart
from desktop.ui.transcript.filled import Mark
from desktop.ui.transcript.unseen_object import clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pygments.lexer import Lexer
    from pygments.token import _TokenType
    from PySide6.QtGui import QTextDocument

    from desktop.ui.theme.theme import Theme
    from desktop.ui.transcript.style import Style

LONGEST = 1_000  # characters of a line that is colored: some lexers need time by the square of it
MOST = 200  # runs of a line that are colored, which is more than a window shows: all of a line is painted at once
MIXED = 300  # characters, as above, when some words run from right to left: laying out many colors takes long there
LONGEST_TIME = 0.05  # seconds of the thread for the colors of one piece: what is left then has none
BRITTLE = {  # theirs double the time for each backslash in a string without an end, or take long for a long line
    "ansys", "cddl", "chapel", "factor", "fancy", "fish", "html+evoque", "jlcon", "matlabsession", "ncl", "pan", "pug",
    "rego", "registry", "rell", "scala", "smithy", "tads3", "tcsh", "treetop", "urbiscript", "xml+evoque",
    "zeek",
}  # fmt: skip
BACKSLASHES = 8  # that they are given
SLOW = {"easytrieve", "lilypond", "maple", "rita", "systemd", "tnt"}  # a pattern of theirs may take minutes for a line
WINDOW = 30  # lines that are looked at again while code is being written

# Languages that models write, and for whose lexer patterns are compiled for longer than for others.
OFTEN = "python", "javascript", "typescript", "css", "sql", "csharp", "kotlin"

_making = Lock()  # the patterns of two lexers that are made at once may get into each other
_GAP = re.compile(r"[ \t]{300}")  # some look for what stands behind, from each blank on
_EXTENSION = re.compile(r"\*\.[A-Za-z0-9+]{1,12}")

log = logging.getLogger(__name__)

Spans = list[tuple[int, int, QTextCharFormat]]  # start, length, look


def fill_with_code(document: QTextDocument, code: str, before: str, style: Style) -> bool:
    """Show `code`; when it only goes on after `before`, which is shown, the rest is added.

    Returns whether what was shown stayed, and its colors with it.
    """
    cursor = QTextCursor(document)
    stays = not may_end_a_flag(before) and not may_go_on(before) and can_be_apart(before) == can_be_apart(code)
    added = bool(before) and code.startswith(before) and stays
    if added:
        cursor.movePosition(QTextCursor.MoveOperation.End)
        style.unseen.put(cursor, code, start=len(before), code=True)
    else:
        clear(document)
        cursor = QTextCursor(document)
        cursor.setBlockFormat(style.code_paragraph)
        style.unseen.put(cursor, code, code=True)
    return added


class ColoredCode:
    """Code as it stands in a document, and its colors.

    Attributes:
        shown: What is in the document.
        stays: How many of its lines had the colors they have before it was filled last.
    """

    def __init__(self) -> None:
        self.shown = ""
        self.stays = 0
        self._spans: Sequence[Spans] = ()

    def fill(self, document: QTextDocument, code: str, language: str, style: Style, *, writing: bool) -> None:
        """Show other code, or more of the same."""
        before = self.shown
        added = fill_with_code(document, code, before, style)
        if not added:
            self._spans = ()
        if not added or not writing or code.count("\n") != before.count("\n"):
            start = window(code, before) if added and writing else 0
            known = code.rpartition("\n")[0] if writing else code  # half a line may look like anything
            colored = self._spans
            self._spans = colorize(document, cover(known), language, style, colored, start)
            both = enumerate(zip(colored[start:], self._spans[start:], strict=False), start)
            self.stays = next((number for number, (old, new) in both if old != new), len(colored))
        else:
            self.stays = len(self._spans)
        self.shown = code

    @property
    def longest(self) -> int:
        """Characters of its longest line."""
        return max(map(len, self.shown.split("\n")))


def colorize(
    document: QTextDocument, code: str, language: str, style: Style, before: Sequence[Spans], start: int = 0
) -> list[Spans]:
    """Color the lines from line `start` on; `before` is what was set last time: lines that stay are not touched."""
    texts, is_apart = code.split("\n")[start:], can_be_apart(code)
    lines = [*before[:start], *_spans("\n".join(texts), language, style.theme)]
    block = document.findBlockByNumber(start)
    for number, spans in enumerate(lines[start:], start):
        if not block.isValid():
            break
        if (number >= len(before) or before[number] != spans) and (spans or number < len(before)):
            block.layout().setFormats(_ranges(spans, texts[number - start] if is_apart else ""))
            document.markContentsDirty(block.position(), block.length())
        block = block.next()
    return lines


def window(code: str, before: str) -> int:
    """From which line on code that is being written is colored again, when `before` has been colored.

    The last line that starts at the left edge: most lexers are in their first state there. What this gets wrong is
    put right when the block is complete.
    """
    lines = code.split("\n")
    last = before.count("\n") - 1
    for number in range(last, max(0, last - WINDOW), -1):
        if number < last and lines[number][:1].strip():
            return number
    return max(0, last - WINDOW)


def _ranges(spans: Spans, line: str) -> list[QTextLayout.FormatRange]:
    places = [(start, length) for start, length, _ in spans]
    found = []
    for (start, length), (_, _, look) in zip(places if line.isascii() else moved(places, line), spans, strict=True):
        one = QTextLayout.FormatRange()
        one.start, one.length, one.format = start, length, look
        found.append(one)
    return found


def _spans(code: str, language: str, theme: Theme) -> list[Spans]:
    """The colored runs of each line; that there are not too many, `blocks` sees to."""
    if language.lower() in LANGUAGES:
        return _diff_spans(code.split("\n"), theme)
    lexer = _lexer(language.lower())
    texts = code.split("\n")
    if lexer is None or _takes_long(lexer.aliases[0], code, texts):
        return [[] for _ in texts]
    try:
        return _lexed(code, lexer, theme)
    except Exception:
        log.exception("code has no colors")
        return [[] for _ in texts]


def _takes_long(lexer: str, code: str, lines: Sequence[str]) -> bool:
    """Whether one pattern of a lexer may take longer for some code than a frame: it can't be told to stop."""
    longest = MIXED if lexer in BRITTLE else LONGEST
    too_long = any(len(line) > MIXED and (len(line) > longest or has_words(line)) for line in lines)
    brittle = lexer in BRITTLE and code.count("\\") > BACKSLASHES
    return too_long or brittle or lexer in SLOW or _GAP.search(code) is not None


def _lexed(code: str, lexer: Lexer, theme: Theme) -> list[Spans]:
    lines: list[Spans] = [[]]
    column = 0
    mixed = has_words(code)
    until = thread_time() + LONGEST_TIME
    for _, kind, text in lexer.get_tokens_unprocessed(code):
        if thread_time() > until:
            break
        for number, piece in enumerate(text.split("\n")):
            if number:
                lines.append([])
                column = 0
            for part, mirrored in told_apart(piece) if mixed else ((piece, False),):
                width = width_of(part)
                look = look_of(theme, kind, upright=mirrored)
                if width and look is not None and len(lines[-1]) < MOST:
                    _add(lines[-1], column, width, look)
                column += width
    return lines + [[]] * (1 + code.count("\n") - len(lines))


def _diff_spans(lines: Sequence[str], theme: Theme) -> list[Spans]:
    looks = [look_of_line(theme, kind) for kind in kinds_of(lines)]
    return [[(0, width_of(line), look)] if look else [] for line, look in zip(lines, looks, strict=True)]


def ground_marks(document: QTextDocument, code: str, language: str) -> list[Mark]:
    """What lies behind lines of code, by their positions in the document."""
    if language.lower() not in LANGUAGES:
        return []
    at = document.findBlockByNumber
    return [
        Mark(kind, at(first).position(), at(last).position())
        for kind, first, last in runs_of_lines(kinds_of(code.split("\n")))
    ]


def _add(spans: Spans, column: int, width: int, look: QTextCharFormat) -> None:
    """Add a run, or make the last one longer."""
    if spans and spans[-1][2] is look and sum(spans[-1][:2]) == column:
        column, longer, _ = spans.pop()
        width += longer
    spans.append((column, width, look))


@lru_cache(maxsize=100)
def _lexer(language: str) -> Lexer | None:
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - not before there is code to be colored
    from pygments.util import ClassNotFound  # noqa: PLC0415 - as above

    try:
        with _making:
            return get_lexer_by_name(language) if language else None
    except ClassNotFound:
        return None


def warm_lexers() -> None:
    """Make the lexers of some languages, which takes up to 30 ms each; for another thread: one after the other."""
    for language in OFTEN:
        _lexer(language)


def file_name(language: str) -> str:
    """A name for a file with code in a language; nothing of what a model wrote is in it."""
    lexer = _lexer(language.lower())
    names = [pattern for pattern in lexer.filenames if _EXTENSION.fullmatch(pattern)] if lexer else []
    return f"code{names[0][1:]}" if names else "code.txt"


@cache
def look_of(theme: Theme, kind: _TokenType, *, upright: bool = False) -> QTextCharFormat | None:
    """How a token looks, in the scheme's colors as far as they can be read on code's ground; None: as plain text.

    Words from right to left are `upright`: slanted fonts have no letters for them.
    The cache keeps one object a look, so spans compare fast.
    """
    from pygments.styles import get_style_by_name  # noqa: PLC0415 - as above

    scheme = get_style_by_name(theme.pygments)
    while kind.parent is not None and not scheme.styles_token(kind):  # YAML's has kinds that no scheme knows
        kind = kind.parent
    style = scheme.style_for_token(kind)
    if not (style["color"] or style["bold"] or style["italic"]):
        return None
    found = QTextCharFormat()
    if style["color"]:
        found.setForeground(QColor(legible(f"#{style['color']}", theme.code)))
    if style["bold"]:
        found.setFontWeight(QFont.Weight.Bold)
    if style["italic"]:
        found.setFontItalic(not upright)
    return found
