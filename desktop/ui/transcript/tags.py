"""HTML that models write among Markdown: what says the same as a mark is drawn like it, comments not at all.

Of attributes the target of a link alone counts, and those of its looks are passed over. There are no scripts and no
pictures: all other tags stay text, and so do those that are never closed.
"""

from __future__ import annotations

import re
from functools import cache
from html import unescape
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from desktop.ui.transcript.lists import BULLETS
from desktop.ui.transcript.mend import COMMENT, COMMENT_END
from desktop.ui.transcript.tag_lists import items_in
from desktop.ui.transcript.tag_marks import LINES, LONGEST, MARK, MARKS

if TYPE_CHECKING:
    from markdown_it.parser_inline import ParserInline
    from markdown_it.rules_inline import StateInline

TAGGED = "tagged"  # the type of a token that holds words in a tag, whose name is its `tag`
INDENT = "\u2003"  # before the marker of an item, for each list around its own

_BREAK = re.compile(r"<br ?/?>[ \t]*\n?[ \t]*", re.IGNORECASE)  # blanks behind a break are none, as in browsers
_TAGGED = re.compile(r"<(kbd|sub|sup)>([^<>\n]{1,200})</\1>", re.IGNORECASE)
_CODE = re.compile(rf"<code>(.{{1,{LONGEST}}}?)</code>", re.IGNORECASE | re.DOTALL)
_LINK = re.compile(rf"<a href=(?:\"([^\"<>\s]{{1,{LONGEST}}})\"|'([^'<>\s]{{1,{LONGEST}}})')>", re.IGNORECASE)
_LIST = re.compile(r"<(ul|ol)>", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t]*\n?[ \t]*")
_DETAILS = re.compile(r"</?details(?: open)?>", re.IGNORECASE)
_REST = re.compile(r"[ \t]*\n?")  # of a line on which nothing is seen


def read_tags(inline: ParserInline) -> None:
    """Add the rules to a parser's."""
    inline.ruler.after("autolink", "break", _line_break)
    inline.ruler.after("break", TAGGED, _tagged)
    inline.ruler.after(TAGGED, "marked", _marked)
    inline.ruler.after("marked", "code", _code)
    inline.ruler.after("code", "anchor", _anchor)
    inline.ruler.after("anchor", "listed", _listed)
    inline.ruler.after("listed", "unseen", _unseen)


def _line_break(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """<br>: cells of tables have no other way to break a line."""
    found = _BREAK.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("hardbreak", "br", 0)
    state.pos = found.end()
    return True


def _tagged(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """Keys, and what stands above or below the line: there is no Markdown for it."""
    found = _TAGGED.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push(TAGGED, found[1].lower(), 0).content = unescapeAll(found[2])
    state.pos = found.end()
    return True


@cache
def _end_of(tag: str) -> re.Pattern[str]:
    return re.compile(f"</{tag}>", re.IGNORECASE)


def _marked(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """Markdown in a tag that says the same as a mark, or only that it stands in a line of its own."""
    found = MARK.match(state.src, state.pos)
    if found is None:
        return False
    tag = found[1].lower()
    end = _end_of(tag).search(state.src, found.end() + 1, min(found.end() + LONGEST, state.posMax))
    if end is None:
        return False
    if not silent:
        mark = MARKS[tag]
        if tag in LINES:
            _begin_line(state)
        if mark:
            state.push(f"{mark}_open", mark, 1)
        _read(state, found.end(), end.start())
        if mark:
            state.push(f"{mark}_close", mark, -1)
    state.pos = end.end()
    if tag in LINES:
        _end_line(state, silent=silent)
    return True


def _read(state: StateInline, start: int, end: int) -> None:
    """Markdown between two tags."""
    behind, state.pos, state.posMax = state.posMax, start, end
    state.md.inline.tokenize(state)
    state.posMax = behind


def _begin_line(state: StateInline) -> None:
    state.pending = state.pending.rstrip(" ")
    if state.pending or (state.tokens and not state.tokens[-1].type.endswith("break")):
        state.push("hardbreak", "br", 0)


def _end_line(state: StateInline, *, silent: bool) -> None:
    """Break the line, unless nothing follows or it ends here anyway."""
    rest = _BLANKS.match(state.src, state.pos, state.posMax)
    end = rest.end() if rest else state.pos
    if end < state.posMax and not silent:
        state.push("hardbreak", "br", 0)
    state.pos = end


def _code(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """What stands in it is no Markdown."""
    found = _CODE.match(state.src, state.pos, state.posMax)
    if found is None:
        return False
    if not silent:
        token = state.push("code_inline", "code", 0)
        token.markup, token.content = "`", unescape(found[1].replace("\n", " "))
    state.pos = found.end()
    return True


def _anchor(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """A link, which is treated as one of Markdown."""
    found = _LINK.match(state.src, state.pos)
    end = found and _end_of("a").search(state.src, found.end() + 1, min(found.end() + LONGEST, state.posMax))
    if not (found and end):
        return False
    target = state.md.normalizeLink(unescape(found[1] or found[2]))
    if not state.md.validateLink(target):
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": target}
        state.linkLevel += 1
        _read(state, found.end(), end.start())
        state.linkLevel -= 1
        state.push("link_close", "a", -1)
    state.pos = end.end()
    return True


def _listed(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """A list, which cells of tables have no other way to hold: its items stand in lines of their own."""
    found = _LIST.match(state.src, state.pos)
    items = items_in(state.src, state.pos, state.posMax) if found else None
    if found is None or items is None:
        return False
    depth = state.env.get(TAGGED, 0)
    state.env[TAGGED] = depth + 1
    for number, (start, end) in enumerate([] if silent else items[:-1], 1):
        _begin_line(state)
        marker = f"{number}. " if found[1].lower() == "ol" else f"{BULLETS[min(depth, len(BULLETS) - 1)]} "
        state.pending += INDENT * depth + marker
        _read(state, start, end)
    state.env[TAGGED] = depth
    state.pos = items[-1][1]
    _end_line(state, silent=silent)
    return True


def _unseen(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - called by the parser
    """Comments, and what folds text away elsewhere: here all of it is shown."""
    start = state.pos
    end = _end_of_comment(state) if state.src.startswith(COMMENT, start) else _end_of_details(state)
    if end < 0:
        return False
    if start == 0 or state.src[start - 1] == "\n":
        rest = _REST.match(state.src, end, state.posMax)
        end = rest.end() if rest else end
        if not silent and end == state.posMax and state.tokens and state.tokens[-1].type.endswith("break"):
            state.tokens.pop()  # no line is empty at the end of a paragraph
            state.tokens_meta.pop()
    state.pos = end
    return True


def _end_of_comment(state: StateInline) -> int:
    end = state.src.find(COMMENT_END, state.pos + len(COMMENT), state.posMax)
    return end + len(COMMENT_END) if end >= 0 else -1


def _end_of_details(state: StateInline) -> int:
    found = _DETAILS.match(state.src, state.pos, state.posMax)
    return found.end() if found else -1
