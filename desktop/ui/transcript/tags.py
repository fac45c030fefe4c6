"""HTML that models write among Markdown: what says the same as a mark is drawn like it, comments not at all.

There are no attributes, no scripts and no pictures: all other tags stay text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it.common.utils import unescapeAll

from desktop.ui.transcript.mend import COMMENT, COMMENT_END

if TYPE_CHECKING:
    from markdown_it.parser_inline import ParserInline
    from markdown_it.rules_inline import StateInline

TAGGED = "tagged"  # the type of a token that holds words in a tag, whose name is its `tag`
LONGEST = 1_000  # characters between a tag and its end
MARKS = {
    "b": "strong", "strong": "strong", "summary": "strong", "i": "em", "em": "em",
    "s": "s", "del": "s", "u": "u", "ins": "u",
}  # fmt: skip

_BREAK = re.compile(r"<br ?/?>[ \t]*\n?[ \t]*", re.IGNORECASE)  # blanks behind a break are none, as in browsers
_TAGGED = re.compile(r"<(kbd|sub|sup)>([^<>\n]{1,200})</\1>", re.IGNORECASE)
_MARK = re.compile(rf"<({'|'.join(MARKS)})>", re.IGNORECASE)
_DETAILS = re.compile(r"</?details(?: open)?>", re.IGNORECASE)
_REST = re.compile(r"[ \t]*\n?")  # of a line on which nothing is seen


def read_tags(inline: ParserInline) -> None:
    """Add the rules to a parser's."""
    inline.ruler.after("autolink", "break", _line_break)
    inline.ruler.after("break", TAGGED, _tagged)
    inline.ruler.after(TAGGED, "marked", _marked)
    inline.ruler.after("marked", "unseen", _unseen)


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
    """Markdown in a tag that says the same as a mark; a summary stands on a line of its own."""
    found = _MARK.match(state.src, state.pos)
    if found is None:
        return False
    tag, room = found[1].lower(), min(found.end() + LONGEST, state.posMax)
    end = _end_of(tag).search(state.src, found.end() + 1, room)
    if end is None:
        return False
    if not silent:
        state.push(f"{MARKS[tag]}_open", MARKS[tag], 1)
        behind, state.pos, state.posMax = state.posMax, found.end(), end.start()
        state.md.inline.tokenize(state)
        state.posMax = behind
        state.push(f"{MARKS[tag]}_close", MARKS[tag], -1)
        if tag == "summary" and state.src[end.end() : end.end() + 1] not in {"", "\n"}:
            state.push("hardbreak", "br", 0)
    state.pos = end.end()
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
        if not silent and end == state.posMax and state.tokens and state.tokens[-1].type == "softbreak":
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
