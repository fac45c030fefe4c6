"""A formula's source → a drawing. One takes some milliseconds, a long one more: not for the window's process."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, cast
from unicodedata import normalize

from desktop.domain.drawing import INK, Drawing
from desktop.domain.formulas import LONGEST, body_of, is_display
from desktop.system.tex import readable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType
    from xml.etree import ElementTree as ET

    from ziamath.drawable import Drawable, Glyph
    from ziamath.zmath import Math

EM = 20  # units of a drawing to the size of its font
DEAREST = 4_000  # rows and signs laid out: what is nested is laid out twice for each row around it
LARGEST = 1_000_000  # characters of a drawing: a page full of signs
WIDEST, TALLEST = 600, 150  # ems of a drawing
MARGIN = 1.0

_TWICE = frozenset({"math", "mrow", "mtd", "mpadded", "mphantom", "mfenced"})
_TWICE_WITH_MANY = frozenset({"msqrt", "menclose"})
_SIMPLE = ("mfrac", "mi", "mmultiscripts", "mn", "mo", "mover", "mroot", "mspace", "mstyle", "msub", "msubsup", "msup")
_KNOWN = _TWICE | _TWICE_WITH_MANY | {*_SIMPLE, "mtable", "mtext", "mtr", "munder", "munderover", "none"}
_UNKNOWN_COMMAND = re.compile(r"\\[A-Za-z]")
# What stands in LaTeX and is not to be drawn: commands, columns, colors, lengths.
_SETTINGS = re.compile(
    r"\\(?:begin|end)\s*\{[a-z]+\*?\}(?:\s*[\[{][lcr]+[\]}])?|\\(?:text)?color\s*\{[^{}]*\}"
    r"|-?[\d.]+\s*(?:pt|em|ex|mu|cm|mm|in|bp|pc)(?![a-z])|\\[A-Za-z]+"
)
_LETTER = re.compile("[A-Za-z0-9]")
_UNDRAWN = frozenset("\u2015\u00af-\u2061\u2062\u2063\u2064\u200b")  # drawn as lines, and signs between others
_LARGE = {"largeop": "true", "movablelimits": "true", "lspace": "0em", "rspace": "thinmathspace"}
_BINARY = {"lspace": "mediummathspace", "rspace": "mediummathspace"}
_RELATION = {"lspace": "thickmathspace", "rspace": "thickmathspace"}
_LIMITED = {"movablelimits": "true", "lspace": "0em", "rspace": "thinmathspace"}


def typeset(source: str) -> Drawing | None:
    """Lay a formula out; None when it cannot be read or would take too long. Never raises."""
    try:
        return _typeset(source)
    except Exception:  # noqa: BLE001 - the library raises anything: what it cannot read stays as it was written
        return None


def _typeset(source: str) -> Drawing | None:
    laid = _laid_out(source)
    svg = laid.svg()
    box = laid.node.bbox
    drawing = Drawing(svg, *((side + MARGIN) / EM for side in (box.xmax - box.xmin + MARGIN, box.ymax, -box.ymin)))
    seen = 0 < drawing.width < WIDEST and 0 < drawing.ascent + drawing.descent < TALLEST
    return drawing if seen and len(svg) < LARGEST and "url(" not in svg else None


def _laid_out(source: str) -> Math:
    """A formula, laid out by the library. Raises an exception when that cannot be, or not as a whole."""
    if len(source) > LONGEST:
        raise ValueError
    library, read = _library()
    text = readable(body_of(source), display=is_display(source))
    tree = read(text, display=is_display(source))
    if not _is_known(tree) or _cost(tree) > DEAREST:
        raise ValueError
    tree.set("mathcolor", INK)
    laid: Math = library.Math(tree, size=EM, margin=MARGIN)
    if not _is_complete(text, tree, laid.node):
        raise ValueError
    return laid


@cache
def _library() -> tuple[ModuleType, Callable[..., ET.Element]]:
    import ziamath  # noqa: PLC0415 - 130 ms, and nothing needs it before the first formula
    from latex2mathml.converter import Converter  # noqa: PLC0415 - as above
    from ziamath.config import config  # noqa: PLC0415 - as above
    from ziamath.operators import names, operators  # noqa: PLC0415 - as above

    from desktop.system import ruled_table  # noqa: F401, PLC0415 - as above; it draws the tables from now on
    from desktop.system.mathml import mend  # noqa: PLC0415 - as above

    # Qt's SVG knows no symbols that are used again: each sign is drawn where it stands.
    config.svg2 = False
    config.precision = 2
    operators.update({(sign, "prefix"): _LARGE for sign in "\u2a00\u2a01\u2a02\u2a04\u2a06"})
    operators.update({(name, "prefix"): _LIMITED for name in ("sup", "inf")})
    operators.update({(sign, "infix"): _BINARY for sign in "×÷∗∘∙∪∩∨∧⊘⊙∖⧵"})  # noqa: RUF001 - signs of mathematics
    operators.update({(sign, "infix"): _RELATION for sign in "⊂⋈⟵⟶⟸⟹⟺"})
    names.update(name for name, _ in operators)

    def read(text: str, *, display: bool) -> ET.Element:
        tree = Converter(xmlns="", display="block" if display else "inline").convert_to_element(text)
        mend(tree, display=display)
        return tree

    return ziamath, read


def _is_known(tree: ET.Element) -> bool:
    """Whether the library knows every command, and draws all that is in an element."""
    for element in tree.iter():
        if element.tag not in _KNOWN or _UNKNOWN_COMMAND.search("".join((element.text or "").split())):
            return False
    return True


def _is_complete(text: str, tree: ET.Element, laid: Drawable) -> bool:
    """Whether every letter and sign of a formula is in what has been laid out, and the font has one for it."""
    letters = len(_LETTER.findall(_SETTINGS.sub("", text)))
    wanted = Counter(sign for element in tree.iter() for sign in element.text or "" if not sign.isspace())
    for glyph in _glyphs(laid):
        if glyph.glyph.index == 0 and glyph.char not in _UNDRAWN:
            return False
        wanted[glyph.char] -= 1
        letters -= bool(_LETTER.match(normalize("NFKC", glyph.char)))
    return letters <= 0 and all(count <= 0 for sign, count in wanted.items() if sign not in _UNDRAWN)


def _glyphs(node: Drawable) -> Iterator[Glyph]:
    if hasattr(node, "glyph"):
        yield cast("Glyph", node)
    for inner in node.nodes:
        yield from _glyphs(inner)


def _cost(element: ET.Element) -> int:
    """How many rows and signs are laid out; to find its height, a row lays out all that is in it once more."""
    inside = sum(map(_cost, element))
    tag = element.tag
    twice = tag in _TWICE or (tag in _TWICE_WITH_MANY and len(element) > 1)
    signs = 2 * len(element.text or "") if tag == "mtext" else tag != "mtr"
    return inside * (1 + twice) + signs
