"""What the kinds of attachments are called: counted, and where a model does not take them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

if TYPE_CHECKING:
    from collections.abc import Sequence

# One, and several.
COUNTED = {
    "image": (QT_TRANSLATE_NOOP("kinds", "1 picture"), QT_TRANSLATE_NOOP("kinds", "{n} pictures")),
    "file": (QT_TRANSLATE_NOOP("kinds", "1 PDF"), QT_TRANSLATE_NOOP("kinds", "{n} PDFs")),
    "audio": (QT_TRANSLATE_NOOP("kinds", "1 recording"), QT_TRANSLATE_NOOP("kinds", "{n} recordings")),
    "video": (QT_TRANSLATE_NOOP("kinds", "1 video"), QT_TRANSLATE_NOOP("kinds", "{n} videos")),
}

LACKS = {  # and what the kinds are called within a sentence
    "image": (QT_TRANSLATE_NOOP("kinds", "{model} cannot see pictures."), QT_TRANSLATE_NOOP("kinds", "pictures")),
    "file": (QT_TRANSLATE_NOOP("kinds", "{model} takes no PDFs."), QT_TRANSLATE_NOOP("kinds", "PDFs")),
    "audio": (QT_TRANSLATE_NOOP("kinds", "{model} cannot hear recordings."), QT_TRANSLATE_NOOP("kinds", "recordings")),
    "video": (QT_TRANSLATE_NOOP("kinds", "{model} cannot watch videos."), QT_TRANSLATE_NOOP("kinds", "videos")),
}
NEITHER = QT_TRANSLATE_NOOP("kinds", "{model} takes neither {kind} nor {other}.")
NONE_OF = QT_TRANSLATE_NOOP("kinds", "{model} takes none of these: {kinds}.")
PAIR = 2


def lack(model: str, modalities: Sequence[str]) -> str:
    """What a model cannot do with what is attached, which is of these kinds."""
    sentences, names = zip(*(LACKS[modality] for modality in modalities), strict=True)
    if len(names) == 1:
        return _translate(sentences[0]).format(model=model)
    kinds = [_translate(name) for name in names]
    said = _translate(NEITHER if len(names) == PAIR else NONE_OF)
    return said.format(model=model, kind=kinds[0], other=kinds[-1], kinds=", ".join(kinds))


def counted(modality: str, count: int) -> str:
    """So many parts of a kind."""
    one, several = COUNTED[modality]
    return _translate(one if count == 1 else several).format(n=count)


def _translate(text: object) -> str:
    return QCoreApplication.translate("kinds", str(text))  # Qt's stub calls a marked text an object
