"""Every part of CommonMark and of GitHub's extensions in examples of our own, each with what is seen of it.

`markdown_cases.txt` has a section after each `§`; an example ends with `%`, what is seen of it stands below `→`, in the
signs of `outline.py`. `␣` is a blank, `⇥` a tab. Expectations are checked by hand against the specifications; what
differs from them on purpose has a section of its own.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.piece import Piece

from .looks import plain_style
from .outline import outline_of

SECTIONS = (Path(__file__).parent / "markdown_cases.txt").read_text("utf-8").split("§ ")[1:]
WHITE = str.maketrans({"␣": " ", "⇥": "\t"})


def cases():
    for section in SECTIONS:
        name, _, rest = section.partition("\n")
        for number, case in enumerate(rest.removesuffix("%\n").split("\n%\n"), 1):
            source, shown = case.rstrip("\n").split("\n→", 1)
            lines = shown.removeprefix("\n").split("\n") if shown else []
            yield pytest.param(source.translate(WHITE), lines, id=f"{name} {number}")


@pytest.fixture(scope="module")
def style(qapp):
    return plain_style(qapp.font())


@pytest.mark.parametrize(("source", "shown"), [*cases()])
def test_markdown_is_seen_as_the_specifications_say(style, source, shown):
    pieces = [Piece(block, markdown=True) for block in Blocks(source)]
    for piece in pieces:
        piece.measure(style, 600)

    assert outline_of(pieces) == shown


def test_what_arrives_letter_by_letter_is_cut_as_the_whole():
    for case in cases():
        source = case.values[0]
        growing = Growing()
        for letter in source:
            growing.feed(letter)
        growing.close()

        assert list(Blocks(source)) == list(growing), case.id


def test_all_sections_are_there():
    assert len(SECTIONS) > 30
    assert sum(1 for _ in cases()) > 400
