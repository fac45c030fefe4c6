"""The text of blocks that nobody sees laid out: the same as of those on view."""

from __future__ import annotations

from time import thread_time

import pytest

from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.scratch import items_of, seen_text, simple_text, typed_text
from desktop.ui.transcript.selection import part_of_piece, plain_of
from tests.corpus import PATHOLOGICAL

from .conftest import answer, question

ANSWER = """# A *title*

Words with `code`, **bold** ones, ~~none~~, [a link](https://e.com), $x^2$, H<sub>2</sub>O and a note[^1].\\
A second line.

- one
  1. two
- [x] three

> [!NOTE]
> a **quote**

| a | b |
|---|--:|
| c | `d\\|e` |

```py
x = "\u202e"
```

שלום `f()` עולם

[^1]: The note.
"""
SIZES = 2_000, 5_000  # characters: as few as are cut into pieces, since laying them out takes its time


def _long_enough(text):
    return next((text[:size] for size in SIZES if len(Blocks(text[:size])) > 1), text[: SIZES[0]])


TEXTS = {name: _long_enough(make()) for name, make in PATHOLOGICAL.items()} | {"an answer": ANSWER}


@pytest.mark.parametrize("ask", [question, answer])
@pytest.mark.parametrize("name", TEXTS)
def test_text_is_the_same_laid_out_or_not(transcript, name, ask):
    transcript.show_entries([ask(TEXTS[name])])
    flow = transcript.flow
    for piece in flow.view(0).pieces:
        piece.drop()
        piece.plain = None
        unseen = plain_of(flow, piece)
        assert piece.document is None
        assert unseen == part_of_piece(flow, piece, 0, 10**9)


def test_formulas_of_what_nobody_sees_are_not_laid_out(transcript, monkeypatch):
    asked = []
    monkeypatch.setattr(transcript.flow.style.typesetter, "ask", asked.append)
    block = answer("So $x^2$ it is.").blocks[0]

    assert transcript.flow.scratch.text(block, markdown=True) == "So $x^2$ it is."
    assert not asked


@pytest.mark.parametrize(
    "text",
    ["Words\x1f", "Words\x85 ", "Words\r\n\x1f", "One \u2003\ntwo", "One\u2003", "- One\u3000\n- two", "`a\u2028b`"],
)
def test_blanks_and_signs_that_only_unicode_knows_are_seen_as_in_a_document(transcript, text):
    [block] = answer(text).blocks
    scratch = transcript.flow.scratch
    seen = seen_text(scratch.document, items_of(scratch.build(block, markdown=True)))

    assert seen == scratch.text(block, markdown=True)


def test_a_mark_of_byte_order_is_not_found_where_qt_drops_it(transcript):
    [block] = question("\ufeffWords").blocks
    transcript.flow.scratch.build(block, markdown=False)

    assert typed_text(block.source) in {None, transcript.flow.scratch.document.toPlainText()}


def test_addresses_behind_each_other_are_read_in_one_go():
    source = "a://b" * 40_000
    until = thread_time() + 1.0

    assert simple_text(source) == source
    assert thread_time() < until
