"""While an answer arrives, all that looks different now is painted again: the screen is as if all of it were."""

from __future__ import annotations

from time import monotonic

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop.domain.blocks import Growing
from desktop.ui.transcript.entry import Entry

STEP = 5  # characters
ROOM = 60  # seconds for what is late, which takes no time

TEXTS = {
    "a table that gets wider": "Compare:\n\n| Name | Size |\n|---|---|\n| a | 1 |\n"
    "| bbbbbbbbb | 22222 |\n| c | a longer note than before |\n\nEnd.",
    "a table that gets narrower": "| A | B |\n|---|---|\n"
    "| `one` and **two** | [here](https://example.com/a/long/address) |\n"
    "| x | [there](https://example.com/an/even/longer/address?and=more) y |\n",
    "formulas in a table": "Some:\n\n| a | b |\n|---|---|\n| $x_0$ | **0** |\n"
    "| $\\frac{a}{b}$ | $x_1 + y$ |\n| z | 2 |\n",
    "a table from right to left": "| الاسم | القيمة |\n|---|---|\n| واحد | 1 |\n| اثنان وثلاثة وأربعة | 22222222 |\n",
    "tables in a list and a quote": "- item\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n  | wider than that | 3 |\n\n"
    "> | c | d |\n> |---|---|\n> | 1 | much wider |\n",
    "headings": "Words.\n\nÜberschrift\n===========\n\nZweite Ähre\n-----------\n\n### Ärger\n\nÄ\n\n#### Ö\n",
    "lists": "1. one\n2. two\n   - in it\n   - Ähnlich\n\n     loose\n3. three\n\n- [ ] a task\n- [x] done\n\n"
    "- loose\n\n- looser\n",
    "quotes": "> One.\n> Two.\n>\n> > Deeper.\n> > - item\n>\n> Three.\n\nOut.\n\n> [!NOTE]\n> Mind.\n",
    "nested code": "- item:\n  ```python\n  def f(x):\n      return x\n  ```\n  after\n\n"
    "> - deep\n>   ```\n>   one\n>   two\n>   ```\n1. step\n\n       indented\n       more\n",
    "code that turns out to be a string": '```python\ndef f():\n    """Say this\n    and that\n    """\n    x\n```\n',
    "code that turns out to be a remark": "```c\nint a;\n/* this\nis all\na remark */\nint b;\n```\n",
    "hard breaks": "One  \ntwo  \nthree\n\n- a<br>b\n- c\n\n| a<br>b | c |\n|---|---|\n| 1 | 2<br>3 |\n"
    "| wide enough | 4 |\n",
}


def settle(transcript):
    """Have all shown that comes in later turns of the loop."""
    end = monotonic() + ROOM
    QApplication.processEvents()
    while transcript.later.isActive() or any(piece.awaited for piece in transcript.flow.layouts):
        assert monotonic() < end
        QApplication.processEvents()
    QApplication.processEvents()


def differing(one, other):
    """The lines of pixels in which two images differ."""
    one, other = (image.convertToFormat(QImage.Format.Format_RGB32) for image in (one, other))
    if one == other:
        return []
    width = one.width()
    return [y for y in range(one.height()) if one.copy(0, y, width, 1) != other.copy(0, y, width, 1)]


@pytest.mark.parametrize("above", ["", "Some words.\n\n- before\n\n"], ids=["alone", "below"])
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_what_is_on_the_screen_is_what_would_be_painted_now(transcript, text, above):
    growing = Growing()
    transcript.show_entries([Entry("a", "Model", from_user=False, blocks=growing, streaming=True)])
    settle(transcript)
    whole = above + text
    for at in range(0, len(whole), STEP):
        growing.feed(whole[at : at + STEP])
        transcript.grow("a", growing)
        transcript.pace.show_late()
        settle(transcript)
        seen = transcript.screen().grabWindow(transcript.winId()).toImage()
        assert differing(seen, transcript.grab().toImage()) == [], whole[: at + STEP]
