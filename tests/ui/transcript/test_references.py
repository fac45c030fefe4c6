"""Links whose targets are defined elsewhere in the message."""

from __future__ import annotations

import pytest

from desktop.domain.blocks import Growing
from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.entry import Entry

from .conftest import answer

TEXT = "See [the page][1] here.\n\n" + "More words. " * 40 + "\n\n[1]: https://e.com 'title'\n"


def links(transcript):
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    return [mark.value for piece in view.pieces for mark in piece.links]


def test_a_link_finds_its_target_in_a_later_block(transcript):
    transcript.show_entries([answer(TEXT)])

    assert links(transcript) == ["https://e.com"]
    assert transcript.flow.view(0).pieces[-1].height == 0


def test_a_link_finds_its_target_when_it_arrives(transcript):
    growing = Growing()
    growing.feed(TEXT[:-30])
    transcript.show_entries([Entry("a", "M", from_user=False, blocks=growing, streaming=True)])
    before = links(transcript)
    growing.feed(TEXT[-30:] + "\nmore")
    transcript.grow("a", growing)
    transcript.pace.show_late()

    assert (before, links(transcript)) == ([], ["https://e.com"])


def test_a_link_finds_its_new_target_when_the_text_is_another_one(transcript):
    transcript.show_entries([answer(TEXT)])
    transcript.show_entries([answer(TEXT.replace("e.com", "e.org"))])

    assert links(transcript) == ["https://e.org"]


@pytest.mark.parametrize("size", [30_000])
def test_a_link_finds_its_target_in_a_text_that_is_cut_in_slices(transcript, qtbot, size):
    transcript.show_entries([answer("[a][1]\n\n" + "Words and words.\n\n" * (size // 10) + "[1]: https://e.com")])
    qtbot.waitUntil(lambda: not transcript.flow.view(0).uncut)

    assert links(transcript) == ["https://e.com"]


def test_what_people_write_is_no_markdown(transcript):
    transcript.show_entries([Entry("q", "You", from_user=True, blocks=Blocks("[a]\n\n[a]: https://e.com"))])

    assert links(transcript) == []


def test_many_links_with_definitions_are_links_all_the_same(transcript):
    used = " ".join(f"[word {n}][{n}]" for n in range(60))
    transcript.show_entries([answer(used + "\n\n" + "".join(f"[{n}]: https://e.com/{n}\n" for n in range(60)))])

    assert links(transcript) == [f"https://e.com/{n}" for n in range(60)]
