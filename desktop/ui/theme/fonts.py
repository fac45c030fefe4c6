"""The fonts of what is read and written: the desktop's, made larger and of another family as the person wants."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtGui import QFont, QFontDatabase

from desktop.domain.reading import USUAL

if TYPE_CHECKING:
    from desktop.domain.reading import Reading

SMALLEST = 4.0  # points
_FOUNDRY = re.compile(r" \[[^\[\]]*\]$")


def plain_family(name: str) -> str:
    """A family without who made it, as Qt names those of which there are several: `C059 [urw]`."""
    return _FOUNDRY.sub("", name)


def families(*, fixed: bool = False) -> list[str]:
    """The names of the families that are installed, each once; those for code where they are `fixed`."""
    names = (name for name in QFontDatabase.families() if not fixed or _is_for_code(name))
    return list(dict.fromkeys(map(plain_family, names)))


def _is_for_code(family: str) -> bool:
    """Whether it is as wide everywhere, and has letters: emoji are as wide as each other, too."""
    if not QFontDatabase.isFixedPitch(family):  # the cheaper question first
        return False
    return QFontDatabase.WritingSystem.Latin in QFontDatabase.writingSystems(family)


def prose_font(font: QFont, reading: Reading, scale: float = 1.0) -> QFont:
    """The font for prose, `scale` times as large as `font` at the usual zoom."""
    return _of(reading.prose, resized(font, reading, scale))


def code_font(prose: QFont, reading: Reading, scale: float) -> QFont:
    """The font for code beside text in `prose`, `scale` times as large."""
    found = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    found.setPointSizeF(prose.pointSizeF() * scale)
    return _of(reading.code, found)


def resized(font: QFont, reading: Reading, scale: float = 1.0) -> QFont:
    """The same font at the size that is wanted; what is shown, such as a name, keeps its family."""
    found = QFont(font)
    found.setPointSizeF(max(SMALLEST, font.pointSizeF() * scale * reading.zoom / USUAL))
    return found


def _of(family: str, font: QFont) -> QFont:
    """A font of a family, when it is installed: Qt would take any other one in its place."""
    if family and QFontDatabase.hasFamily(family):
        font.setFamily(family)
    return font
