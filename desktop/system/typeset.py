"""A formula's source → a drawing. One takes some milliseconds, a long one more: not for the window's process."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from desktop.domain.drawing import INK, Drawing
from desktop.domain.formulas import LONGEST, body_of, is_display

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import ModuleType

    from ziafont.font import Font

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
_UNSEEN = "\u2061\u2062\u2063\u2064\u200b"  # signs of functions and products between others
_MACRO = re.compile(r"\\(?:def|let|(?:re)?newcommand|newenvironment)(?![A-Za-z])")  # may stand for a huge text
_LEFT_OUT = re.compile(r"\\(?:label\s*\{[^{}]*\}|(?:nonumber|notag)(?![A-Za-z]))")
_ENVIRONMENT = re.compile(r"\\(?:begin|end)\s*\{([^{}]*)\}")
# Of any other one, the library draws what stands in it as if that were all; of `pmatrix*` too, without its brackets.
_ENVIRONMENTS = {
    *("align", "align*", "aligned", "array", "cases", "split"),
    *("matrix", "matrix*", "smallmatrix", "pmatrix", "bmatrix", "Bmatrix", "vmatrix", "Vmatrix"),
    # Those in which one line stands as it is; more lines are not read.
    *("displaymath", "equation", "equation*", "gather", "gather*", "gathered", "math", "multline", "multline*"),
}
_ESCAPED = re.compile(r"\\([$%#_])")  # in words, where the library leaves the backslash
_NUMBERED = re.compile(r"\\(begin|end)\{(align|equation|gather)\}")
_NAMED = re.compile(r"\\(tr|Tr|sgn|rank|diag|Var|Cov|argmax|argmin)(?![A-Za-z])")


def typeset(source: str) -> Drawing | None:
    """Lay a formula out; None when it cannot be read or would take too long. Never raises."""
    try:
        return _typeset(source)
    except Exception:  # noqa: BLE001 - the library raises anything: what it cannot read stays as it was written
        return None


def _typeset(source: str) -> Drawing | None:
    if len(source) > LONGEST or _MACRO.search(source) or not _ENVIRONMENTS.issuperset(_ENVIRONMENT.findall(source)):
        return None
    body = _NAMED.sub(r"\\operatorname{\1}", _LEFT_OUT.sub("", body_of(source)))
    body = _NUMBERED.sub(r"\\\1{\2*}", body).replace(r"\tag", r"\qquad\tag")
    library, convert = _library()
    tree = ET.fromstring(convert(body, inline=not is_display(source)))  # noqa: S314 - as above
    for words in tree.iter(f"{tree.tag.removesuffix('math')}mtext"):
        words.text = _ESCAPED.sub(r"\1", words.text or "")
    if _cost(tree) > DEAREST or not _readable(tree, library.zmath.loadedfonts["default"]):
        return None
    tree.set("mathcolor", INK)
    laid = library.Math(tree, size=EM, margin=MARGIN)
    svg = laid.svg()
    box = laid.node.bbox
    drawing = Drawing(svg, *((side + MARGIN) / EM for side in (box.xmax - box.xmin + MARGIN, box.ymax, -box.ymin)))
    seen = 0 < drawing.width < WIDEST and 0 < drawing.ascent + drawing.descent < TALLEST
    return drawing if seen and len(svg) < LARGEST and "url(" not in svg else None


@cache
def _library() -> tuple[ModuleType, Callable[..., str]]:
    import ziamath  # noqa: PLC0415 - 130 ms, and nothing needs it before the first formula
    from ziamath.config import config  # noqa: PLC0415 - as above
    from ziamath.tex import tex2mml  # noqa: PLC0415 - as above

    # Qt's SVG knows no symbols that are used again: each sign is drawn where it stands.
    config.svg2 = False
    config.precision = 2
    return ziamath, tex2mml


def _readable(tree: ET.Element, font: Font) -> bool:
    """Whether the library knows every command, and its font every sign."""
    for element in tree.iter():
        text = "".join((element.text or "").split())
        if _tag(element) not in _KNOWN or _UNKNOWN_COMMAND.search(text):
            return False
        if not text.isascii() and not all(font.glyphindex(sign) for sign in text if sign not in _UNSEEN):
            return False
    return True


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]


def _cost(element: ET.Element) -> int:
    """How many rows and signs are laid out; to find its height, a row lays out all that is in it once more."""
    inside = sum(map(_cost, element))
    tag = _tag(element)
    twice = tag in _TWICE or (tag in _TWICE_WITH_MANY and len(element) > 1)
    signs = 2 * len(element.text or "") if tag == "mtext" else tag != "mtr"
    return inside * (1 + twice) + signs
