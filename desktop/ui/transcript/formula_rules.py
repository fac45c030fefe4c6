"""Formulas for the Markdown parser: what stands between their marks is no Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.fences import MATH, info_in
from desktop.domain.formulas import CLOSED_BY, LONGEST, display_mark, formula_at, is_display

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

INLINE = "formula"  # the type of a token whose content is a formula's source
OBJECT = "\ufffc"  # a formula among the characters of a document
BLOCK = "formula_block"  # as above, on a line of its own; `info` is the punctuation after it
UNFINISHED = "\ufdd0"  # names code that is the beginning of such a formula; no text has this character
_BEHIND = re.compile(r"[ \t]*([.,;:]?)[ \t]*$")
_INTERRUPTS: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
_STOPS = frozenset(".,;:")
_BREAKS = frozenset({"softbreak", "hardbreak"})


def read_formulas(parser: MarkdownIt) -> None:
    """Have a parser find formulas."""
    parser.inline.ruler.before("escape", INLINE, _inline)
    parser.block.ruler.before("fence", BLOCK, _block, _INTERRUPTS)
    parser.core.ruler.after("inline", BLOCK, _part)


def _inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser's way of asking
    formula = formula_at(state.src, state.pos)
    if not formula:
        return False
    if not silent:
        state.push(INLINE, "", 0).content = formula
    state.pos += len(formula)
    return True


def _block(state: StateBlock, line: int, end: int, silent: bool) -> bool:  # noqa: FBT001 - as above
    """A formula on lines of its own, which may be blank."""
    start = state.bMarks[line] + state.tShift[line]
    mark = display_mark(state.src, start)
    if not mark or state.is_code_block(line):
        return False
    last = _last_line(state, line, end, mark)
    source = state.getLines(line, last + 1, state.blkIndent, False).strip() if last >= 0 else ""
    formula = formula_at(source, 0)
    behind = _BEHIND.match(source, len(formula)) if formula else None
    if behind is None:
        return False
    if not silent:
        token = state.push(BLOCK, "", 0)
        token.content, token.info, token.map = formula, behind[1], [line, last + 1]
        state.line = last + 1
    return True


def _last_line(state: StateBlock, line: int, end: int, mark: str) -> int:
    """The line that holds the closing mark, -1 when the container or all patience ends before it."""
    closing = CLOSED_BY[mark]
    start = state.bMarks[line] + state.tShift[line]
    at = start + len(mark)
    if state.src.find(closing, at, start + 2 * LONGEST) < 0:  # many may open, each before all other lines
        return -1
    for number in range(line, end):
        blank = state.isEmpty(number)
        outside = number > line and not blank and state.sCount[number] < state.blkIndent
        if outside or state.bMarks[number] > start + LONGEST:
            break
        if state.src.find(closing, max(at, state.bMarks[number]), state.eMarks[number]) >= 0:
            return number
    return -1


def _part(state: StateCore) -> None:
    """Take formulas on lines of their own out of the paragraphs that they stand in."""
    found: list[Token] = []
    for index, token in enumerate(state.tokens):
        if token.type == "fence" and (formula := _fenced(token)):
            found.append(token.copy(type=BLOCK, content=formula, info=""))
            continue
        inside = index > 0 and state.tokens[index - 1].type == "paragraph_open"
        if inside and any(_displayed(child) for child in token.children or ()):
            opening = found.pop()
            found += _parts(token, opening, state.tokens[index + 1])
        elif not (found and token.type == "paragraph_close" and found[-1].type in {"paragraph_close", BLOCK}):
            found.append(token)
    state.tokens = found


def _fenced(token: Token) -> str:
    """The formula between complete fences, with the marks by which all others know it; "" when it is code."""
    content, (first, end), formula = token.content, token.map or (0, 0), f"$$\n{token.content.strip()}\n$$"
    complete = content.endswith("\n") and end - first == content.count("\n") + len(("opening", "closing"))
    is_formula = complete and info_in(token.info).language.lower() == MATH and formula_at(formula, 0) == formula
    return formula if is_formula else ""


def _displayed(child: Token) -> bool:
    return child.type == INLINE and child.level == 0 and is_display(child.content)


def _parts(token: Token, opening: Token, closing: Token) -> list[Token]:
    found: list[Token] = []
    children: list[Token] = []
    for child in [*(token.children or ()), None]:
        if child is not None and not _displayed(child):
            children.append(child)
            continue
        children = _punctuated(found, _trimmed(children))
        if children and children[0].type == "text":
            children[0] = children[0].copy(content=children[0].content.lstrip())
        if children:
            found += [opening, _with(token, children), closing]
        children = []
        if child is not None:
            formula = child.copy(type=BLOCK, map=token.map)
            found.append(formula)
    return found


def _trimmed(children: list[Token]) -> list[Token]:
    """Without breaks at its ends: a formula has a line of its own anyway."""
    while children and (children[0].type in _BREAKS or not _visible(children[0])):
        children = children[1:]
    while children and (children[-1].type in _BREAKS or not _visible(children[-1])):
        children = children[:-1]
    return children


def _visible(child: Token) -> bool:
    return child.type != "text" or bool(child.content.strip())


def _punctuated(found: list[Token], children: list[Token]) -> list[Token]:
    """Put a full stop after a formula on the formula's line."""
    if children and children[0].type == "text" and found and found[-1].type == BLOCK:
        text = children[0].content.lstrip()
        found[-1].info = text[:1] if text[:1] in _STOPS else ""
        if found[-1].info:
            rest = text[1:].lstrip()
            return [children[0].copy(content=rest), *children[1:]] if rest or children[1:] else []
    return children


def _with(token: Token, children: list[Token]) -> Token:
    return token.copy(children=children)
