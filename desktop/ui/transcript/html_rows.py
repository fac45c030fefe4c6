"""What stands in a table in HTML: cells with Markdown, of which all that a table of Markdown can say is kept.

A cell that takes several rows or columns is followed by empty ones. Of a table in a cell the words are kept, row by
row, as of code and lists; and words between the cells make cells of their own, so that none is lost.
"""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple

from desktop.domain.html_tables import TAG, WIDEST, Grid, Nesting
from desktop.domain.items import MARK

MOST_CELLS = 400  # of a short table: spans make many of few characters, and each takes Qt its time …
LEAST = 4  # … and characters of a longer one, for each of its cells
_ALIGN = re.compile(r"(?:\balign\s*=\s*[\"']?|text-align\s*:\s*)(left|right|center)\b", re.IGNORECASE)
_CODE = re.compile(
    r"^[ \t]*(`{3,}|~{3,})[^`\n]*\n(?P<fenced>.*?)(?:\n[ \t]*\1[ \t]*$|\Z)"
    r"|<pre(?:\s[^<>]*)?>(?:\s{0,9}<code(?:\s[^<>]*)?>)?(?P<pre>.*?)(?:</pre>|\Z)",
    re.IGNORECASE | re.DOTALL | re.MULTILINE,
)
_LOOKS = re.compile(r"</?(?:span|font|center|tt|big|section)(?:\s[^<>]*)?>", re.IGNORECASE)
_DIVISION = re.compile(r"</?div(?:\s[^<>]*)?>", re.IGNORECASE)
_LINE = re.compile(rf"\n\n+|\n(?={MARK}[ \t])")
_CODED = "`", "<code"  # among these, tags are words
# Stand for what parts lines, and cells that share one, until all of a cell is known.
_BREAK, _APART = "\x1e", "\x1f"
_GAP = re.compile(f"([{_BREAK}{_APART}])")
_GAPS = str.maketrans({_BREAK: "<br>", _APART: "&emsp;"})


class Cell(NamedTuple):
    """What stands in a cell, as Markdown; `align` is "" where the table does not say."""

    text: str
    head: bool
    align: str = ""


class Row(NamedTuple):
    """A row, and the line of the table that it begins on, counted from 0."""

    line: int
    cells: list[Cell]


class Rows(NamedTuple):
    """What stands in a table: its rows, its title as Markdown, if it has one, and what stands behind its end."""

    rows: list[Row]
    title: str
    behind: str


def rows_in(html: str) -> Rows | None:
    """What stands in a table; None when it has no cells."""
    found = _read(html, spanning=True)
    if sum(len(row.cells) for row in found.rows) > max(MOST_CELLS, len(html) // LEAST):
        found = _read(html, spanning=False)
    if any(len(row.cells) > WIDEST for row in found.rows):
        found = found._replace(rows=[row._replace(cells=[_as_one(row.cells)]) for row in found.rows if row.cells])
    return found if any(row.cells for row in found.rows) else None


def _as_one(cells: list[Cell]) -> Cell:
    return Cell(_APART.translate(_GAPS).join(cell.text for cell in cells if cell.text), head=False)


def _read(html: str, *, spanning: bool) -> Rows:
    reader = _Reader(spanning=spanning)
    at = line = 0
    for tag in TAG.finditer(html):
        line += html.count("\n", at, tag.start())
        reader.take(html[at : tag.start()], tag, line)
        line += tag[0].count("\n")
        at = tag.end()
    reader.end(html[at:], line)
    return Rows(reader.rows, reader.title, reader.behind)


class _Reader:
    """Reads tag after tag; what is not `spanning` has each cell take one place."""

    def __init__(self, *, spanning: bool) -> None:
        self.rows: list[Row] = []
        self.title = self.behind = ""
        self._spanning = spanning
        self._nesting = Nesting()
        self._titled = False  # its title is open …
        self._cell: Cell | None = None  # … or a cell …
        self._row = False  # … and a row, …
        self._align = ""  # … for whose cells it says that
        self._held: list[str] = []  # of the open cell or title
        self._grid = Grid()
        self._columns = 1

    def take(self, before: str, tag: re.Match[str], line: int) -> None:
        """Take the next tag or comment, and what stands before it."""
        self._take_words(before, line)
        own, begins, inside = self._nesting.take(tag), not tag[1], self._cell is not None
        if not tag[2]:
            self._held += [tag[0]] if inside else []
        elif not own:
            self._take_nested(tag[2].lower())
        elif own not in {"col", "colgroup"}:
            self._end_cell()
            if own == "caption":
                self._begin_title(begins=begins)
            elif own in {"td", "th"}:
                self._begin_cell(own, tag[3], line, begins=begins)
            else:
                self._begin_row(tag[3], line, begins=begins and own == "tr")

    def end(self, rest: str, line: int) -> None:
        """Take what stands behind the last tag."""
        self._take_words(rest, line)
        self._end_cell()

    def _take_words(self, words: str, line: int) -> None:
        if self._nesting.closed:
            self.behind += words
        elif self._cell is not None or self._titled:
            self._held.append(words)
        elif words.strip():
            self._begin_cell("td", "", line, begins=True)
            self._held.append(words)
            self._end_cell()

    def _take_nested(self, name: str) -> None:
        """Take a tag of a table in a cell, or one behind the end: of both only the words are shown."""
        if self._cell is not None:
            self._held += [_BREAK] if name in {"table", "tr", "caption"} else [_APART]

    def _begin_title(self, *, begins: bool) -> None:
        self._titled = begins and not (self.rows or self.title)

    def _begin_row(self, attributes: str, line: int, *, begins: bool) -> None:
        self._row = begins
        if begins:
            self.rows.append(Row(line, []))
            self._grid.begin_row()
            self._align = _aligned(attributes)

    def _begin_cell(self, name: str, attributes: str, line: int, *, begins: bool) -> None:
        if not begins:
            return
        if not self._row:  # browsers begin it as well
            self._begin_row("", line, begins=True)
        self.rows[-1].cells.extend([Cell("", head=name == "th")] * self._grid.skip())
        self._cell = Cell("", name == "th", _aligned(attributes) or self._align)
        self._columns = self._grid.put(attributes if self._spanning else "")

    def _end_cell(self) -> None:
        words, self._held = "".join(self._held), []
        if self._titled:
            self.title, self._titled = cell_text(words), False
        elif self._cell is not None:
            empty = [self._cell] * (self._columns - 1)
            self.rows[-1].cells.extend([self._cell._replace(text=cell_text(words)), *empty])
            self._cell = None


def _aligned(attributes: str) -> str:
    found = _ALIGN.search(attributes)
    return found[1].lower() if found else ""


def cell_text(html: str) -> str:
    """What is held by a cell, as Markdown of one line."""
    if "\n" not in html and "<" not in html:
        return _in_line(html)
    text = _CODE.sub(_code_lines, html) if "\n" in html or "<pre" in html.lower() else html
    lower = text.lower()
    if not any(sign in lower for sign in _CODED):
        text = _DIVISION.sub(_BREAK, _LOOKS.sub("", text))
    return _in_line(_LINE.sub(_BREAK, "\n".join([line.strip(" \t") for line in text.strip().split("\n")])))


def _in_line(text: str) -> str:
    """A text without blanks and gaps where none is seen."""
    found, gap = "", ""
    for part in _GAP.split(text):
        if part in {_BREAK, _APART}:
            gap = max(part, gap, key=(_APART, _BREAK).index) if gap else part
        elif words := " ".join(part.split()):
            found, gap = (found + gap + words if found else words), ""
    return found.translate(_GAPS)


def _code_lines(found: re.Match[str]) -> str:
    """Code of several lines as such of a line each."""
    code = escape(found["fenced"]) if found["fenced"] is not None else found["pre"].removesuffix("</code>")
    lines = [line.replace(" ", "&#32;") for line in code.split("\n") if line.strip()]
    return "".join([_BREAK, *(f"<code>{line}</code>{_BREAK}" for line in lines)])
