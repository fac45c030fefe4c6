"""What lies between two pieces of one list, quote or paragraph: a line's end, or the space between two paragraphs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.domain.block import BlockKind
from desktop.domain.html_tables import is_table
from desktop.domain.items import MARK, NOTE
from desktop.domain.quotes import QUOTE

if TYPE_CHECKING:
    from desktop.domain.block import Block

ANY = 1_000  # quotes: more than there are
_BLANK = re.compile(r"[> \t\r]*\n")
_ITEM = re.compile(rf"[> \t]*(?:{MARK}[ \t\r\n]|{NOTE})")


def stands_apart(before: Block, after: Block) -> bool:
    """Whether a paragraph ends between two pieces: at a blank line, quoted or not, or because an item follows."""
    if BlockKind.CODE in {before.kind, after.kind} or not before.source.endswith("\n"):
        return False
    if is_table(after.context):
        return False
    return bool(_BLANK.match(last_line(before)) or _BLANK.match(after.source) or _ITEM.match(after.source))


def goes_on(before: Block, after: Block) -> bool:
    """Whether a list, a quote, a table or a paragraph goes on from one piece to the next."""
    if after.continued or after.context or after.around.startswith("-"):
        return True
    in_list = before.around.startswith("-") and (after.source[0] in " \t" or _ITEM.match(after.source))
    return bool(in_list) or stays_quoted(before, after)


def stays_quoted(before: Block, after: Block) -> bool:
    """Whether a quote goes on from one piece to the next."""
    if not (after.continued or ">" in before.around or ">" in after.around):
        return False
    goes_on = after.beside_marker or QUOTE.match(after.source)
    return bool(QUOTE.match(last_line(before)) and goes_on)


def shared_quotes(before: Block, after: Block) -> int:
    """How many quotes, one in the other, may go on: all that the blank lines between two pieces name, else `ANY`."""
    if is_table(after.context):  # rows may stand apart, and none in a quote
        return ANY
    blanks = [last_line(before)] if _BLANK.fullmatch(last_line(before)) else []
    at = 0
    while line := _BLANK.match(after.source, at):
        blanks.append(line[0])
        at = line.end()
    return min((line.count(">") for line in blanks), default=ANY)


def last_line(block: Block) -> str:
    return block.source[block.source.rfind("\n", 0, -1) + 1 :]
