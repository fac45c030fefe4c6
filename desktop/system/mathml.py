"""The library's MathML → what it draws rightly: what it would draw wrongly is mended, or refused."""

from __future__ import annotations

import re
from unicodedata import normalize
from xml.etree.ElementTree import Element

from latex2mathml.symbols_parser import convert_symbol
from ziamath.styles import MathVariant, styledstr

from desktop.domain.drawing import INK
from desktop.system.tex import BAR, RULE, is_line

THIN, NONE = "0.125em", "0em"  # an em is 4/3 of one to the library
TOKENS = frozenset({"mi", "mn", "mo", "mtext"})
_ENTITY = re.compile(r"&#x([0-9A-Fa-f]{1,6});")
_ESCAPED = re.compile(r"\\([$%#_& ])")  # in words, where the library leaves the backslash
_COLOR = re.compile(r"#?[A-Za-z0-9]+")
_NAME = re.compile(r"[A-Za-z\u2006\u2009]{2,}")
_VARIANTS = {
    "bold": MathVariant(bold=True),
    "bold-italic": MathVariant(bold=True, italic=True),
    "double-struck": MathVariant("double"),
    "fraktur": MathVariant("fraktur"),
    "monospace": MathVariant("mono"),
    "sans-serif": MathVariant("sans"),
    "sans-serif-italic": MathVariant("sans", italic=True),
    "script": MathVariant("script"),
}
_BACK = {f"negative{name}mathspace": f"-{ems}em" for name, ems in (("thin", 0.1), ("medium", 0.15), ("thick", 0.2))}
_UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}
_SCRIPTS = frozenset({*_UNDER, *_UNDER.values()})
_OPENING = frozenset("([{|\u27e8\u2016")
_LONG = str.maketrans("→←↔⇒⇐⇔↦", "⟶⟵⟷⟹⟸⟺⟼")
_FENCES = {"{": "{", "}": "}", "|": "\u2016"}
_SLASH = "\u29f8"


def mend(tree: Element, *, display: bool) -> None:
    """Have a formula drawn rightly. Raises an exception when it cannot be."""
    for element in tree.iter():
        element.text = _ENTITY.sub(lambda match: chr(int(match[1], 16)), element.text or "")
        if not _COLOR.fullmatch(element.get("mathcolor", INK)):
            raise ValueError
        if "mathbackground" in element.attrib:  # of a rule
            element.set("mathbackground", INK)
    for element in list(tree.iter()):
        if element.tag in _UNDER:
            _put_limits(element, display=display)
        elif element.tag in _MENDED:
            _MENDED[element.tag](element)
    for element in list(tree.iter()):
        if element.tag in TOKENS:
            _mend_token(element)
        _mend_row(element)
    if not any("linebreak" in child.attrib for child in tree[0]):
        tree[:] = list(tree[0])  # each row is laid out twice, and one around all is enough


def _put_limits(script: Element, *, display: bool) -> None:
    """What is said to be an operator has its limits above and below."""
    if script[0].tag == "mo" and len(script[0]):
        script.tag = _UNDER[script.tag] if display else script.tag
        script[0].tag = "mrow"


def _put_over(over: Element) -> None:
    """Arrows are as long as what is above them, accents over one letter as wide as they are."""
    accent, base = over[-1], over[0]
    if accent.tag == "mo" and accent.text == "^":
        accent.text = "\u02c6" if over.get("accent") else "\u0302"
    elif accent.tag == "mo" and accent.text == "~" and not accent.get("stretchy"):
        accent.text = "\u0303"
    elif accent.tag == "mpadded" and base.tag == "mstyle":
        base[0].text = (base[0].text or "").translate(_LONG)


def _mend_token(token: Element) -> None:
    text, variant = token.text or "", _VARIANTS.get(token.get("mathvariant", ""))
    if len(token):
        token.tag = "mrow"
    elif token.tag == "mtext":
        token.text = _ESCAPED.sub(r"\1", text).replace("\\,", "\u2009").replace("~", "\xa0")
    elif text in {"\u2191", "\u2193"} or (token.tag == "mi" and text in {"\u27e8", "\u27e9"}):
        token.attrib.setdefault("stretchy", "false")
    elif text in {"\u2207", "\u2202"}:
        token.attrib |= {"lspace": NONE, "rspace": NONE}
    elif token.tag == "mo" and text.startswith("\\"):  # after \\big and its like
        symbol = convert_symbol(text)
        token.text = _FENCES.get(text[1:]) or (chr(int(symbol, 16)) if symbol else text)
    if variant is not None:
        token.text = styledstr(token.text or "", variant)
        token.set("mathvariant", "normal")


def _mend_row(row: Element) -> None:
    before: Element | None = None
    for child in list(row):
        text = child.text or ""
        if before is not None and _is_slash(before):
            _strike(child)
            row.remove(before)
        elif before is not None and (before.text, text, child.tag) == (":", "=", "mo"):
            child.text = "\u2254"
            row.remove(before)
        elif before is not None and "linethickness" in before.attrib and "maxsize" in child.attrib:
            child.attrib = {"stretchy": "true", "form": "postfix"}
        elif before is not None and "linethickness" in child.attrib and "maxsize" in before.attrib:
            before.attrib = {"stretchy": "true", "form": "prefix"}
        before = child
    if row.tag in {"math", "mrow", "mtd", "mstyle"}:
        _space_names(row)


def _space_names(row: Element) -> None:
    """Put a little room around names of functions, but none before a bracket."""
    children = list(row)
    for child, after in reversed(list(zip(children, [*children[1:], None], strict=False))):
        base = child[0] if child.tag in _SCRIPTS else child
        room = after is not None and (after.text or "") not in _OPENING
        if base.tag not in {"mi", "mo"} or not _NAME.fullmatch(base.text or ""):
            continue
        if base is child:
            child.tag = "mo"
            child.attrib |= {"lspace": NONE if child is children[0] else THIN, "rspace": THIN if room else NONE}
        elif room:
            row.insert(children.index(child) + 1, Element("mspace", {"width": THIN}))


def _is_slash(element: Element) -> bool:
    return element.tag == "mpadded" and len(element) == 1 and element[0].text == _SLASH


def _strike(sign: Element) -> None:
    """Say that something is not so, with one sign."""
    struck = normalize("NFC", f"{sign.text}\u0338")
    if len(sign) or len(struck) != 1:
        raise ValueError
    sign.text = struck


def _rule(table: Element) -> None:
    """Take the signs of lines out of a table, and say between which rows and columns they are."""
    signs = [(index, sign) for index, row in enumerate(table) for sign in _taken(row[0])]
    if len(table) > 1 and len(table[-1]) == 1 and not len(table[-1][0]):
        table.remove(table[-1])
    if table.get("displaystyle") == "true":
        table.attrib |= {"rowspacing": "0.5em", "columnspacing": "0em 1.5em"}
    elif signs:
        table.attrib |= {"rowspacing": "0.4em", "columnspacing": "0.8em"}
    table.set("rules", " ".join({str(index) for index, sign in signs if sign == RULE}))
    table.set("bars", " ".join({str(ord(sign) - BAR) for _, sign in signs if sign != RULE}))


def _taken(cell: Element) -> list[str]:
    taken = []
    while len(cell) and is_line(sign := cell[0].text or ""):
        taken.append(sign)
        cell.remove(cell[0])
    return taken


def _go_back(space: Element) -> None:
    """A negative space is one of the font's, not 4/3 of it."""
    width = space.get("width", "")
    space.set("width", _BACK.get(width, width))


_MENDED = {"mspace": _go_back, "mtable": _rule, "mover": _put_over, "munderover": _put_over}
