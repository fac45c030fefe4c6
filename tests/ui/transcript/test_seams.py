"""Texts that are cut into pieces look like those that are not."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtGui import QColor

from desktop.domain import blocks
from desktop.ui.transcript.piece import Piece

from .conftest import answer

WORDS = "Some words that go on. " * 3
CUT = {
    "tight list": f"- {WORDS}\n" * 12,
    "loose list": f"- {WORDS}\n\n" * 12,
    "loose at its end": f"- {WORDS}\n" * 9 + f"\n- {WORDS}\n" * 3,
    "numbers": "".join(f"{number}. {WORDS}\n" for number in range(1, 14)),
    "numbers that say nothing": f"1. {WORDS}\n" * 13,
    "nested": f"- {WORDS}\n  - {WORDS}\n    more words\n" * 8,
    "items of paragraphs": f"- {WORDS}\n\n  {WORDS}\n" * 8,
    "headings in items": f"- {WORDS}\n\n  # Title\n\n  {WORDS}\n" * 8,
    "code in items": f"- {WORDS}\n\n      code\n" * 8,
    "quotes in items": f"- {WORDS}\n  > quoted\n" * 8,
    "footnotes": "".join(f"[^{number}]: {WORDS}\n" for number in range(12)),
    "table": "| a | b |\n|---|---|\n" + f"| {WORDS} | more |\n" * 60,
    "table in an item": "- a\n\n  | a | b |\n  |---|---|\n" + f"  | {WORDS} | more |\n" * 60,
    "items with tables": f"- {WORDS}\n\n  | a | b |\n  |---|---|\n  | c | d |\n" * 8,
    "loose items with tables": f"- {WORDS}\n\n  | a | b |\n  |---|---|\n  | c | d |\n\n" * 8,
    "long quote": f"> {WORDS}\n>\n" * 60,
    "quoted list": f"> - {WORDS}\n" * 60,
    "long item": f"- a\n\n  {WORDS}\n\n" + f"  {WORDS}\n\n" * 90,
}


@pytest.mark.parametrize("name", CUT)
def test_a_text_is_as_high_in_pieces_as_in_one(transcript, monkeypatch, name):
    text = CUT[name] + "\n\nEnd."

    def height():
        transcript.show_entries([answer(text)])
        view = transcript.flow.view(0)
        view.measure_between(0, 10**9)
        pieces = [row for row in map(view.row, range(len(view))) if isinstance(row, Piece)]
        return len(pieces), sum(piece.height for piece in pieces)

    count, cut = height()
    for limit in ("LONG_LIST", "LONG_BLOCK", "LONG_TABLE"):
        monkeypatch.setattr(blocks, limit, 10**6)
    transcript.show_entries([])
    whole_count, whole = height()

    assert count > 2 == whole_count
    assert abs(cut - whole) <= count, "each piece is rounded up to whole pixels"


def test_the_lines_of_a_long_table_go_on_from_piece_to_piece(transcript):
    transcript.resize(700, 2_000)
    rows = "| a | b |\n|---|---|\n" + "| some words that go on | more |\n" * 40
    transcript.show_entries([answer(rows + "\nEnd.")])
    assert len(transcript.flow.view(0).pieces) > 2
    picture = transcript.viewport().grab().toImage()
    border = QColor(transcript.flow.style.theme.border)
    edge = next(x for x in range(picture.width()) if picture.pixelColor(x, 300) == border)
    upright = [y for y in range(picture.height()) if picture.pixelColor(edge, y) == border]
    level = [y for y in upright if all(picture.pixelColor(x, y) == border for x in range(edge, edge + 30))]

    assert upright == list(range(upright[0], upright[-1] + 1))
    assert len(level) == 42
    assert len({below - above for above, below in pairwise(level[1:])}) == 1
