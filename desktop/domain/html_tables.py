"""Tables in HTML: how they begin and go on line by line, and what opens one again for a later piece."""

from __future__ import annotations

import re
from copy import copy
from string import ascii_lowercase, ascii_uppercase

from desktop.domain.cuts import STEP
from desktop.domain.items import MARK
from desktop.domain.open_block import LONG_TABLE

START, END = "<table", "</table>"
WIDEST = 60  # columns of any table: more are no table to read, and take Qt a tenth of a second a piece
LONGEST_HEAD = 1_000  # characters of a head that is repeated
LONGEST_COMMENT = 2_000  # characters, of one that goes on over several lines
_ATTRIBUTES = r"(?:\s[^<>]{0,300})?"
_NAMES = "table|caption|colgroup|col|thead|tbody|tfoot|tr|th|td"
# A tag with its slash, name and attributes, or a comment, which may hold any.
TAG = re.compile(rf"<(/?)({_NAMES})({_ATTRIBUTES})/?>|<!--(?:[^-<]|-(?!->)|<(?!!--))*+-->", re.IGNORECASE)
ROW = re.compile(r"<tr(?=[\s>])", re.IGNORECASE)
# A line in which nothing but tags follows the first one: else it may be a sentence about tables.
_BEGINNING = rf"(?:{MARK}[ \t]+)?(<table(?:\s[^<>]{{0,300}})?(?:>\s*(?:<(?:[/!tc]|\Z)|\Z)|\Z))"
_BEGUN = re.compile(rf"[ \t]*{_BEGINNING}", re.IGNORECASE)
BEGUN_IN_TEXT = re.compile(rf"^[ \t>]*{_BEGINNING}", re.IGNORECASE | re.MULTILINE)  # quoted or not
# What is no part of the same table, nor of one around it, behind the end of one.
_BEHIND = re.compile(rf"{END}(?=[ \t]{{0,9}}<(?:table[\s>]|/?[abd-su-z]))", re.IGNORECASE)
_REACH = STEP + 40  # characters in which that lies when the last ones of a line have come
_LOWER = str.maketrans(ascii_uppercase, ascii_lowercase)
_OPENED = re.compile(rf" *{START}>")
_AFTER_BLANK = re.compile(r"<(?:/?t|/c|ca|co|!-)", re.IGNORECASE)  # three characters: more may not have come
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_CELLS = {"td", "th"}
_BESIDE_CELLS = {"thead", "tbody", "tfoot", "tr", "caption", "table", *_CELLS}  # with which one ends
_COLUMNS = re.compile(r"\bcolspan\s*=\s*[\"']?(\d{1,2})\b", re.IGNORECASE)
_ROWS = re.compile(r"\browspan\s*=\s*[\"']?(\d{1,3})\b", re.IGNORECASE)


def lowered(text: str) -> str:
    """A text in lower case, as far as tags need it: `lower` makes two characters of some, and moves all others."""
    return text.lower() if text.isascii() else text.translate(_LOWER)


class Grid:
    """Which columns of a row are those of cells that begin in rows above."""

    def __init__(self) -> None:
        self._below: dict[int, int] = {}  # of columns: how many rows below this one their cell takes up
        self._taken: set[int] = set()  # columns of this row
        self._at = 0

    def begin_row(self) -> None:
        self._taken = {*self._below}
        self._below = {column: rows - 1 for column, rows in self._below.items() if rows > 1}
        self._at = 0

    def skip(self) -> int:
        """Go past the columns that are taken; how many these are."""
        begin = self._at
        while self._at in self._taken:
            self._at += 1
        return self._at - begin

    def put(self, attributes: str) -> int:
        """Put a cell into the next column; how many it takes."""
        columns, rows = (int(found[1]) if (found := ask.search(attributes)) else 1 for ask in (_COLUMNS, _ROWS))
        columns = min(max(1, columns), WIDEST)
        if rows > 1:
            self._below.update(dict.fromkeys(range(self._at, min(self._at + columns, WIDEST)), rows - 1))
        self._at += columns
        return columns

    @property
    def stand_in(self) -> str:
        """A row that stands for all rows so far, where cells reach from these into the next one."""
        columns = range(max(self._below, default=-1) + 1)
        cells = (f"<td rowspan={self._below[at] + 1}>" if at in self._below else "<td>" for at in columns)
        return "".join(["<tr>", *cells]) if columns else ""


class Nesting:
    """Where in a table one is, tag after tag: others may stand in its cells.

    Attributes:
        closed: Its end has come.
        depth: How many are open, one in a cell of the other.
    """

    def __init__(self) -> None:
        self.closed = False
        self.depth = 0
        self._cell = self._at_end = self._ends_cells = False

    @property
    def in_cell(self) -> bool:
        """In one of its own cells, whose end will come, by all signs: blank lines are some of its text."""
        return self._cell and (self._ends_cells or self._at_end)

    def goes_on_with(self, text: str) -> bool:
        """Whether it goes on behind a blank line with this."""
        return self.in_cell or _AFTER_BLANK.match(text) is not None

    def take(self, tag: re.Match[str]) -> str:
        """Take the next tag or comment; its name, if it is one of the table's own and not of one in a cell."""
        name, begins = (tag[2] or "").lower(), not tag[1]
        own = self.depth == 1
        if name == "table" and not self.closed:
            own = self.depth == (0 if begins else 1)
            self.depth += 1 if begins else -1
            self.closed = self.depth <= 0
        self._ends_cells = self._ends_cells or (name in _CELLS and not begins)
        if own and name in _BESIDE_CELLS:
            self._cell = begins and name in _CELLS
            self._at_end = _LINE_END.match(tag.string, tag.end()) is not None
        return name if own else ""


class OpenTable:
    """A table that is being written, from its first line on.

    Attributes:
        rows: How many of its own have begun.
    """

    def __init__(self, line: str) -> None:
        self.rows = 0
        self.nesting = Nesting()
        self._grid = Grid()
        self._rest = ""  # a tag or a comment that has no end yet
        self._head = ""  # the first row, once it is one, or as far as it is there
        self._headed = True  # as far as is known
        self.read(line)

    def takes(self, text: str, blank: bool) -> bool:  # noqa: FBT001 - whether the line above is
        """Whether it goes on with a line."""
        return not blank or self.nesting.goes_on_with(text)

    def divides(self, text: str) -> bool:
        """Whether it may be cut before a line."""
        return self.rows > 0 and self.nesting.depth == 1 and ROW.match(text) is not None

    def read(self, line: str) -> None:
        """Take the next line, or a part of it before a row."""
        text, at = self._rest + line, 0
        begun = _unfinished(text)
        self._rest, text = text[begun:], text[:begun]
        for tag in TAG.finditer(text):
            self._take(tag, text[at : tag.start()])
            at = tag.end()
        self._keep(text[at:])

    def _take(self, tag: re.Match[str], before: str) -> None:
        own, begins = self.nesting.take(tag), not tag[1]
        if tag[2] and not own:
            self._headed = self._headed and self.rows != 1
        elif own == "tr" and begins:
            self.rows += 1
            self._grid.begin_row()
        elif own in _CELLS and begins:
            self._grid.skip()
            self._grid.put(tag[3])
            self._headed = self._headed and (own == "th" or self.rows > 1)
        self._keep(before + (tag[0] if own in {"tr", *_CELLS} else ""))

    def _keep(self, text: str) -> None:
        if self._headed and self.rows == 1 and len(self._head) <= LONGEST_HEAD:
            self._head += text

    @property
    def context(self) -> str:
        """The line that opens it again, with its titles."""
        head = " ".join(self._head.split())
        titles = head if self._headed and len(head) <= LONGEST_HEAD else ""
        return f"{START}>{titles}{self._grid.stand_in}\n"


def table_in(line: str) -> OpenTable | None:
    """The table that begins with a line, or with the item that does."""
    found = _BEGUN.match(line)
    return OpenTable(line[found.start(1) :]) if found else None


def place_in(line: str, table: OpenTable | None) -> int:
    """Where the line that is being written is cut, a table being open before it; 0 where it is not.

    Behind the end of a table that something else follows, and, where it is long, before its last row.
    """
    if not (table or _BEGUN.match(line)):
        return 0
    behind = {found.end() for found in _BEHIND.finditer(line, max(0, len(line) - _REACH))}
    is_long = len(line) > LONG_TABLE and len(line) % STEP == 0
    if not (behind or is_long):
        return 0
    nesting, rows = copy(table.nesting) if table else Nesting(), []
    for tag in TAG.finditer(line, 0, _unfinished(line)):
        own, begins = nesting.take(tag), not tag[1]
        if own == "table" and tag.end() in behind:
            return tag.end()
        if own == "tr" and begins:
            rows.append(tag.start())
    return rows[-1] if is_long and (len(rows) > 1 or (rows and table and table.rows)) else 0


def _unfinished(text: str) -> int:
    """Where the tag or comment begins that has no end yet; the length of a text that has none."""
    comment, tag = text.rfind("<!--"), text.rfind("<")
    if comment >= 0 and "-->" not in text[comment:] and len(text) - comment < LONGEST_COMMENT:
        return comment
    return tag if tag >= 0 and ">" not in text[tag:] else len(text)


def is_table(context: str) -> bool:
    """Whether a context, which may be very long, ends in such a table."""
    return _OPENED.match(context, context.rfind("\n", 0, -1) + 1) is not None
