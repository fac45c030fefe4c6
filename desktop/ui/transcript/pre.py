"""HTML on lines of its own for the Markdown parser: `<pre>`, in which stands code as between fences, and `<hr>`."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock

_OPEN = re.compile(r"<pre(?: [^<>\n]{0,200})?>(?:<code(?: [^<>\n]{0,200})?>)?\n?", re.IGNORECASE)
_CLOSE = re.compile(r"\n?(?:</code>)?\n?</pre>[ \t]*$", re.IGNORECASE)
_END = "</pre>"
_RULE = re.compile(r"<hr ?/?>[ \t]*", re.IGNORECASE)
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}


def read_pre(parser: MarkdownIt) -> None:
    """Have a parser read them; code that is not closed, or has a blank line in it, stays text."""
    parser.block.ruler.before("fence", "pre", _block, _INTERRUPTS)
    parser.block.ruler.before("hr", "html_rule", _rule, _INTERRUPTS)


def _rule(state: StateBlock, line: int, _: int, silent: bool) -> bool:  # noqa: FBT001 - the parser's way of asking
    start = state.bMarks[line] + state.tShift[line]
    if state.is_code_block(line) or not _RULE.fullmatch(state.src, start, state.eMarks[line]):
        return False
    if not silent:
        token = state.push("hr", "hr", 0)
        token.map, token.markup = [line, line + 1], "---"
        state.line = line + 1
    return True


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    start = state.bMarks[line] + state.tShift[line]
    if state.src[start : start + 4].lower() != "<pre" or state.is_code_block(line):
        return False
    last = line
    while _END not in state.src[state.bMarks[last] : state.eMarks[last]].lower():
        last += 1
        if last >= end or state.isEmpty(last) or state.sCount[last] < state.blkIndent:
            return False
    source = state.getLines(line, last + 1, state.blkIndent, False).lstrip(" ").rstrip("\n")
    opening, closing = _OPEN.match(source), _CLOSE.search(source)
    if opening is None or closing is None or closing.start() < opening.end():
        return False
    if not silent:
        token = state.push("code_block", "code", 0)
        token.content, token.map = unescape(source[opening.end() : closing.start()]), [line, last + 1]
        state.line = last + 1
    return True
