"""Runs of text inside a paragraph: emphasis, code, links. Pictures become links that name their host."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from desktop.ui.links import safe_url, true_host, visible
from desktop.ui.transcript.formula_rules import INLINE, OBJECT
from desktop.ui.transcript.style import Ink

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

LINE = "\u2028"  # breaks a line inside a paragraph
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"'`]*[^\s<>\"'`.,:;!?*_~]", re.IGNORECASE)
# What would end a paragraph or open a frame in Qt's documents.
_FRAMES = str.maketrans({"\u2029": " ", "\ufdd0": "\ufffd", "\ufdd1": "\ufffd", "\ufffc": "\ufffd", "\r": " "})

Run = tuple[str, Ink]


def plain(text: str) -> str:
    """Text as Qt's documents may hold it."""
    return text.translate(_FRAMES)


def runs_of(children: Sequence[Token], scale: float = 1.0, *, bold: bool = False, muted: bool = False) -> list[Run]:
    """The runs of an inline token's children."""
    found: list[Run] = []
    ink = Ink(bold=bold, muted=muted, scale=scale)
    stack: list[Ink] = []
    targets = [str(token.attrGet("href")) for token in children if token.type == "link_open" and not _link(token)]
    targets.reverse()
    for token in children:
        kind = token.type
        if kind == "text":
            found += _text_runs(token.content, ink)
        elif kind in {"softbreak", "hardbreak"}:
            found.append((LINE, ink))
        elif kind == "code_inline":
            found.append((plain(token.content), ink._replace(code=True)))
        elif kind == INLINE:
            found.append((OBJECT, ink._replace(formula=token.content)))
        elif kind == "image":
            found += _picture_runs(token, ink)
        elif token.nesting == 1:
            stack.append(ink)
            ink = _opened(token, ink)
        elif token.nesting == -1:
            told = ink.link
            ink = stack.pop()
            if kind == "link_close" and not told:
                found.append((f" ({visible(targets.pop())})", ink._replace(muted=True)))
        else:
            found.append((plain(token.content), ink))
    return found


def _opened(token: Token, ink: Ink) -> Ink:
    match token.type:
        case "strong_open":
            return ink._replace(bold=True)
        case "em_open":
            return ink._replace(italic=True)
        case "s_open":
            return ink._replace(struck=True)
        case "link_open":
            return ink._replace(link=_link(token))
    return ink


def _link(token: Token) -> str:
    """The target of a link that may be opened; the others are shown, but lead nowhere."""
    target = str(token.attrGet("href") or "")
    return target if safe_url(target) else ""


def _text_runs(text: str, ink: Ink) -> Iterator[Run]:
    """Text, with the bare addresses in it as links."""
    text = plain(text)
    if ink.link:
        yield visible(text), ink
        return
    at = 0
    for match in _ADDRESS.finditer(text):
        address = _balanced(match.group())
        if safe_url(address):
            yield text[at : match.start()], ink
            yield address, ink._replace(link=address)
            at = match.start() + len(address)
    if at < len(text):
        yield text[at:], ink


def _balanced(address: str) -> str:
    """Without a closing bracket that belongs to the sentence around it."""
    while address.endswith((")", "]")) and address.count(")") + address.count("]") > address.count("(") + address.count(
        "["
    ):
        address = address[:-1].rstrip(".,:;!?")
    return address


def _picture_runs(token: Token, ink: Ink) -> list[Run]:
    """A picture in an answer is never loaded: a link with its full host stands in its place."""
    target = str(token.attrGet("src") or "")
    name = visible(plain(token.content)) or "image"
    host = true_host(target)
    if not host:
        return [(f"▣ {name}", ink._replace(muted=True))]
    return [(f"▣ {name} · {host}", ink._replace(link=target))]
