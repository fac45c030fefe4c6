"""The rows of a message around its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.theme.theme import SPACE
from desktop.ui.transcript.files_row import FilesRow
from desktop.ui.transcript.foot_row import FootRow
from desktop.ui.transcript.pictures_row import PicturesRow
from desktop.ui.transcript.rows import FoldRow, HeadRow, SpaceRow
from desktop.ui.transcript.sources_row import SourcesRow
from desktop.ui.transcript.style import PADDING

if TYPE_CHECKING:
    from desktop.ui.transcript.entry import Entry

    OtherRow = HeadRow | FoldRow | FilesRow | PicturesRow | SourcesRow | FootRow | SpaceRow


def rows_before(entry: Entry, words: int, *, unfolded: bool, thinking: bool) -> list[OtherRow]:
    """Who speaks, the line that folds a reasoning of so many words, and the pictures."""
    rows: list[OtherRow] = [HeadRow(entry)]
    if entry.from_user:
        rows.append(SpaceRow(PADDING - SPACE // 2))
    if entry.reasoning:
        rows.append(FoldRow(words, opened=unfolded, thinking=thinking, time=entry.thought))
    if not entry.pictures_below:
        rows += _pictures(entry)
    return rows


def _pictures(entry: Entry) -> list[PicturesRow]:
    """Those that have no place in the text."""
    beside = tuple(image for image in entry.images if not image.place)
    return [PicturesRow(beside)] if beside else []


def rows_behind(entry: Entry) -> list[OtherRow]:
    """Pictures and files that stand behind the text, sources, and what can be done with the message."""
    rows: list[OtherRow] = [FilesRow(entry.files)] if entry.files else []
    if entry.pictures_below:
        rows += _pictures(entry)
    if entry.from_user:
        rows.append(SpaceRow(SPACE // 4))
    if entry.sources:
        rows.append(SourcesRow(entry.sources))
    return [*rows, FootRow(entry)]
