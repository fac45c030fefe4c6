"""The text of one block in a Qt document."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from desktop.ui.transcript.document import fill_with_markdown
from desktop.ui.transcript.filled import Filled
from desktop.ui.transcript.mend import mended, mended_code
from desktop.ui.transcript.plain_document import fill_with_text
from desktop.ui.transcript.unseen_object import clear

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtGui import QTextDocument

    from desktop.domain.block import Block
    from desktop.domain.parts import ImagePart
    from desktop.ui.transcript.cites import Cite
    from desktop.ui.transcript.strip import Fit
    from desktop.ui.transcript.style import Style

WRITTEN = 16  # blocks that are written at once: each is mended to be compared, and then to be shown

log = logging.getLogger(__name__)


def fill_with_prose(
    document: QTextDocument,
    block: Block,
    style: Style,
    cites: Sequence[Cite] = (),
    *,
    markdown: bool,
    writing: bool,
    muted: bool = False,
    fit: Fit | None = None,
    pictures: Sequence[ImagePart] = (),
) -> Filled:
    """Build what a block that is no code shows; `writing`: it is the end of an answer that is still arriving."""
    filled = Filled()
    if not markdown:
        fill_with_text(document, block.source.rstrip("\r\n"), style)
    elif not block.source.strip():  # a million blank lines would be parsed in a second
        clear(document)
    else:
        with _guarded(document, block, style):
            source = shown_source(block) if writing else block.source
            fill = partial(fill_with_markdown, document, source, block.opening, style, cites, muted=muted)
            filled = fill(numbers=block.numbers, lost=block.lost, fit=fit, pictures=pictures)
    return filled


@contextmanager
def _guarded(document: QTextDocument, block: Block, style: Style) -> Iterator[None]:
    """What a mistake of this program keeps from being built is shown as it was written: it costs no conversation."""
    try:
        yield
    except Exception:
        log.exception("a block is shown as it was written")
        fill_with_text(document, block.source.rstrip("\r\n"), style)


@lru_cache(maxsize=WRITTEN)
def _mended(source: str, context: str) -> str:
    return mended(source, context)


def shown_source(block: Block) -> str:
    """What is shown of a block that is being written, as Markdown."""
    return _mended(block.source, block.context)


def shown_code(block: Block, *, writing: bool) -> str:
    """The lines of a block of code that are shown."""
    return mended_code(block.code) if writing else block.code
