"""Runs of text inside a paragraph: emphasis, code, links. Pictures become links that name their host."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.embedded import number_of
from desktop.domain.quotes import ALERT
from desktop.domain.unseen import spell_out
from desktop.ui.links import safe_url, true_host, visible
from desktop.ui.transcript import formula_rules
from desktop.ui.transcript.directions import ISOLATE, RELEASE, apart, can_be_apart, has_words, told_apart
from desktop.ui.transcript.formula_rules import OBJECT
from desktop.ui.transcript.style import Ink
from desktop.ui.transcript.units import plain

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from markdown_it.token import Token

LINE = "\u2028"  # breaks a line inside a paragraph
HARD = "br"  # the tag of one that stays a line's end wherever the Markdown is shown
LOST = "lost"  # to the parser: the labels of footnotes that have no text
NOTE, BACK = "note:", "noted:"  # actions: to the text of a footnote, and back to where it is named
PICTURE_SIGN = "▣ "  # before the name of a picture that is not loaded

# What an alert is called, and its color in the theme.
ALERTS = {
    "NOTE": (QT_TRANSLATE_NOOP("transcript", "Note"), "accent"),
    "TIP": (QT_TRANSLATE_NOOP("transcript", "Tip"), "success"),
    "IMPORTANT": (QT_TRANSLATE_NOOP("transcript", "Important"), "accent"),
    "WARNING": (QT_TRANSLATE_NOOP("transcript", "Warning"), "warning"),
    "CAUTION": (QT_TRANSLATE_NOOP("transcript", "Caution"), "danger"),
}

Run = tuple[str, Ink]

translate = QCoreApplication.translate


def runs_of(children: Sequence[Token], scale: float = 1.0, *, bold: bool = False, muted: bool = False) -> list[Run]:
    """The runs of an inline token's children."""
    found: list[Run] = []
    ink = Ink(bold=bold, muted=muted, scale=scale)
    stack: list[Ink] = []
    hidden: list[str] = []  # targets that are told behind the text, since they lead nowhere
    for token in children:
        if token.nesting == 1:
            stack.append(ink)
            ink = _opened(token, ink)
            if token.type == "link_open" and not ink.link:
                hidden.append("" if token.info == "auto" else str(token.attrGet("href")))
        elif token.nesting == -1:
            told = ink.link
            ink = stack.pop()
            if token.type == "link_close" and not told and (target := hidden.pop()):
                found.append((f" ({visible(target)})", ink._replace(muted=True)))
        else:
            found += [run for leaf in _leaf_runs(token, ink) for run in _upright(leaf)]
    return found


def _leaf_runs(token: Token, ink: Ink) -> list[Run]:
    match token.type:
        case "softbreak" | "hardbreak":
            return [(LINE, ink if token.type == "softbreak" else ink._replace(tag=HARD))]
        case "code_inline":
            code = plain(spell_out(token.content))
            return [(apart(code) if can_be_apart(code) else code, ink._replace(code=True))]
        case "image":
            return _picture_runs(token, ink)
        case formula_rules.INLINE:
            return [(OBJECT, ink._replace(formula=token.content))]
        case "footnote_ref":
            label = plain(str(token.meta["label"]))
            return [(f"[{label}]", ink._replace(tag="sup", note=NOTE + label))]
    if token.type == "tagged":
        ink = ink._replace(tag=token.tag)
    return [(plain(spell_out(token.content) if ink.link else token.content), ink)]


def _upright(run: Run) -> list[Run]:
    """A run whose words from right to left are not slanted: slanted fonts have no letters for them."""
    text, ink = run
    if not ink.italic or not has_words(text):
        return [run]
    if ink.code:
        return [(text, ink._replace(upright=True))]
    return [(part, ink._replace(upright=mirrored)) for part, mirrored in told_apart(text)]


def is_mirrored(runs: Sequence[Run]) -> bool:
    """Whether a paragraph is read from right to left: its first letter tells."""
    directions = (bidirectional(character) for text, _ in runs for character in text)
    return next((found for found in directions if found in {"L", "R", "AL"}), "L") != "L"


def isolated(runs: list[Run]) -> list[Run]:
    """Runs of a paragraph; in one that is read from right to left, code still runs from left to right."""
    if not is_mirrored(runs):
        return runs
    return [(ISOLATE + text + RELEASE, ink) if ink.code else (text, ink) for text, ink in runs]


def label_runs(label: str) -> list[Run]:
    """What stands before the text of a footnote."""
    return [(f"[{plain(label)}]", Ink(muted=True, note=BACK + plain(label))), (" ", Ink(muted=True))]


def alert_in(content: str) -> str:
    """What a quote warns of, when its first paragraph begins with a line that says so, as on GitHub; else ""."""
    found = ALERT.match(content)
    return found[1] if found else ""


def title_of(alert: str) -> Run:
    """What stands in the place of that line."""
    name, color = ALERTS[alert]
    return translate("transcript", str(name)), Ink(bold=True, color=color)


def _opened(token: Token, ink: Ink) -> Ink:
    match token.type:
        case "strong_open":
            return ink._replace(bold=True)
        case "em_open":
            return ink._replace(italic=True)
        case "s_open":
            return ink._replace(struck=True)
        case "u_open" | "mark_open":
            return ink._replace(tag=token.tag)
        case "link_open":
            return ink._replace(link=_link(token), title=str(token.attrGet("title") or ""))
    return ink


def _link(token: Token) -> str:
    """The target of a link that may be opened; the others are shown, but lead nowhere."""
    target = str(token.attrGet("href") or "")
    return target if safe_url(target) else ""


def _picture_runs(token: Token, ink: Ink) -> list[Run]:
    """A picture at an address is never loaded: a link with its full host stands in its place."""
    target = str(token.attrGet("src") or "")
    if place := number_of(target):
        title = plain(_alternative(token.children or []))
        return [(OBJECT, ink._replace(picture=place, title=title, link="")), *([(title, ink)] if ink.link else [])]
    name = visible(plain(_alternative(token.children or []))) or "image"
    host = true_host(target)
    if not host:
        return [(f"{PICTURE_SIGN}{name}", ink._replace(muted=True))]
    return [(f"{PICTURE_SIGN}{name} · {host}", ink._replace(link=target))]


def named(run: Run) -> Run:
    """What stands in the place of a picture that is not there."""
    _, ink = run
    return f"{PICTURE_SIGN}{visible(ink.title) or 'image'}", ink._replace(picture=0, title="", muted=True)


def with_pictures_apart(runs: Sequence[Run], places: Container[int]) -> Iterator[Sequence[Run]]:
    """The runs of a paragraph, those of pictures that are there by themselves; no line is left empty beside them."""
    groups = [list(group) for _, group in groupby(runs, key=lambda run: run[1].picture in places)]
    for number, part in enumerate(groups or [[]]):
        if part and part[0][1].picture in places:
            yield from ([run] for run in part)
            continue
        while number and part and not part[0][0].strip():
            del part[0]
        while number < len(groups) - 1 and part and not part[-1][0].strip():
            part.pop()
        if number and part:
            part[0] = part[0][0].lstrip(), part[0][1]
        if part or not groups:
            yield part


def _alternative(children: Sequence[Token]) -> str:
    """The words of a picture's description, without its marks."""
    return "".join(
        " " if child.type.endswith("break") else _alternative(child.children) if child.children else child.content
        for child in children
    )
