"""Pictures in the text of an answer: shown where they stand, and never in the reader's way."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QImage

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.ui.transcript.pictures_row import PicturesRow
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot
from desktop.ui.transcript.targets import places_in

from .conftest import answer, question
from .test_pointer import click, place

__all__ = ["place"]

CHART = ImagePart("m.png", "image/png", "a" * 64, width=300, height=150, place=1)
CAT = ImagePart("m 2.png", "image/png", "b" * 64, width=200, height=100, place=2)
BESIDE = ImagePart("m 3.png", "image/png", "c" * 64, width=200, height=100)
TEXT = "Before ![the chart](#picture-1) and behind.\n\n- ![cat](#picture-2)\n"
RED = QColor("#ff0000")


def pictures_in(transcript):
    return [placed for placed in places_in(transcript.flow, 0) if placed.target.action.startswith("picture:")]


def colors_of(transcript):
    """The colors in the middle of the pictures, which are red."""

    def give(blob, size):
        image = QImage(size, QImage.Format.Format_RGB32)
        image.fill(RED)
        transcript.set_picture(blob, image)

    transcript.picture_wanted.connect(give)
    transcript.viewport().grab()
    shot = transcript.viewport().grab().toImage()
    view = transcript.flow.view(0)
    corner = QPoint(transcript.left, transcript.flow.top(0) - transcript.scrolled)
    return [
        shot.pixelColor(placed.target.rect.center() + corner + QPoint(0, view.column.top(placed.row)))
        for placed in pictures_in(transcript)
    ]


def test_pictures_stand_where_they_are_written_and_others_below(transcript):
    transcript.show_entries([answer(TEXT, images=(CHART, CAT, BESIDE), pictures_below=True)])
    [chart, cat, beside] = pictures_in(transcript)

    assert ["picture:" + image.blob for image in (CHART, CAT, BESIDE)] == [
        placed.target.action for placed in (chart, cat, beside)
    ]
    assert ["the chart, m.png", "cat, m 2.png", "m 3.png"] == [placed.target.label for placed in (chart, cat, beside)]
    assert (300, 150) == (chart.target.rect.width(), chart.target.rect.height())
    assert chart.row < cat.row < beside.row
    assert [(BESIDE,)] == [row.images for row in transcript.flow.view(0) if isinstance(row, PicturesRow)]
    assert [RED, RED, RED] == colors_of(transcript)


def test_a_placed_picture_is_opened_with_a_click_anywhere_on_it(transcript, place):
    opened = []
    transcript.picture_activated.connect(lambda *what: opened.append(what))
    transcript.show_entries([answer(TEXT, images=(CHART, CAT))])
    point = place("picture:" + CHART.blob)
    click(transcript, point)
    click(transcript, point + QPoint(100, 0))

    assert [("a0", CHART.blob)] * 2 == opened


def test_a_selected_picture_looks_so(transcript):
    transcript.show_entries([answer(TEXT, images=(CHART, CAT))])
    transcript.select_all()
    selected = colors_of(transcript)
    transcript.clear_selection()

    assert RED not in selected
    assert [RED, RED] == colors_of(transcript)


@pytest.mark.parametrize("start", [0, 3])
def test_a_picture_is_copied_as_its_name_and_in_markdown_as_its_file(transcript, start):
    transcript.show_entries([answer(TEXT, images=(CHART, CAT))])
    first = transcript.flow.view(0).first_piece
    transcript.select(Selection(Spot(0, first, start), Spot(0, first + 1, END)))
    copied = transcript.selected()

    assert copied.text.count("▣ the chart") == copied.text.count("▣ cat") == 1
    assert "![the chart](m.png)" in copied.markdown
    assert "- ![cat](m%202.png)" in copied.markdown
    assert "#" not in copied.markdown
    assert transcript.selected_in("a0") == copied.markdown
    assert "picture-" not in copied.html
    assert "the chart" in copied.html


def test_pictures_of_a_message_between_two_are_copied_as_their_files(transcript):
    middle = answer("![](#picture-1)", 1, images=(CHART,))
    transcript.show_entries([question("a"), middle, question("b", 2)])
    transcript.select_all()

    assert transcript.selected().markdown == "a\n\n![](m.png)\n\nb"
    assert "<p>m.png</p>" in transcript.selected().html


def test_what_looks_like_a_place_in_code_is_copied_as_it_stands(transcript):
    transcript.show_entries([answer("```\n![a](#picture-1)\n```\n\n![b](#picture-1)", images=(CHART,))])
    transcript.select_all()

    assert transcript.selected().markdown == "```\n![a](#picture-1)\n```\n\n![b](m.png)"


def test_the_name_stands_there_until_the_picture_comes(transcript):
    transcript.show_entries([answer(TEXT, images=(CHART,))])
    assert ["picture:" + CHART.blob] == [placed.target.action for placed in pictures_in(transcript)]

    transcript.show_branch([answer(TEXT, images=(CHART, CAT))])
    assert 2 == len(pictures_in(transcript))


def test_a_picture_that_comes_late_does_not_move_the_line_that_is_read(transcript, reading):
    growing = Growing()
    growing.feed(TEXT + "\n" + "\n\n".join(f"Paragraph {number} " + "words " * 60 for number in range(40)))
    coming = answer("", streaming=True)._replace(blocks=growing)
    transcript.show_entries([coming])
    transcript.verticalScrollBar().setValue(600)
    before = reading()
    transcript.show_branch([coming._replace(images=(CHART, CAT))])

    assert before == reading()
    assert transcript.scrolled > 600


def test_a_linked_picture_leaves_its_link_beside_it(transcript):
    transcript.show_entries([answer("[![cat](#picture-2)](https://example.org/)", images=(CAT,))])
    actions = [placed.target.action for placed in places_in(transcript.flow, 0)]

    assert ["picture:" + CAT.blob, "link:https://example.org/"] == actions[:2]


def test_a_picture_in_a_cell_is_lower(transcript):
    tall = ImagePart("t.png", "image/png", "d" * 64, width=300, height=1_000, place=1)
    transcript.show_entries([answer("| a | b |\n|---|---|\n| x | ![t](#picture-1) |", images=(tall,))])

    assert pictures_in(transcript)[0].target.rect.height() < 160
