"""All that GitHub's Markdown has, copied from any block to any other: every word once, as Markdown too."""

from __future__ import annotations

import re

import pytest

from desktop.domain.whole_text import Blocks
from desktop.ui.transcript.formula_object import shown
from desktop.ui.transcript.scratch import END
from desktop.ui.transcript.selection import Selection, Spot

from .conftest import answer
from .nesting import WORD

TEXT = """\
# w0w *w1w* `w2w`

w3w **w4w ~~w5w~~** <https://w6w.example> [w7w](https://e.org "title")[^1]
w8w{hard}
w9w\\
w10w

- w11w
  - [x] w12w
  - [ ] w13w

    w14w
- w15w

3. w16w
4. w17w
   > w18w
   > - w19w

   ```py
   w20w
     w21w
   ```

> [!NOTE]
> w22w
>
> | w23w | w24w |
> |:--|--:|
> | w25w \\| w26w | **w27w** |

| w28w | w29w |
|------|------|
| w30w | w31w<br>w32w |

```
w33w

w34w
```

    w35w

---

w36w $w37w^2$ w38w

$$
w39w
$$

<table><tr><th>w40w</th></tr><tr><td>w41w</td></tr></table>

<details>
<summary>w42w</summary>

w43w <kbd>w44w</kbd> ![w45w](https://e.org/p.png)

</details>

## w46w

[^1]: w47w
""".replace("{hard}", "  ")
COUNT = 48
HEADS = {"w23w", "w24w", "w28w", "w29w", "w40w"}  # of tables, which Markdown has whole


@pytest.fixture
def ends(transcript):
    """Where each paragraph begins and ends that holds words, with the words of it."""
    transcript.show_entries([answer(TEXT)])
    view = transcript.flow.view(0)
    view.measure_between(0, 10**9)
    found = []
    for row in range(view.first_piece, view.first_piece + len(view.pieces)):
        block = view.measure_piece(row).document.begin()
        while block.isValid():
            text = shown(block)
            if words := WORD.findall(text):
                found.append(
                    (Spot(0, row, block.position()), Spot(0, row, block.position() + block.length() - 1), words)
                )
            block = block.next()
    return found


def copied(transcript, first, last):
    transcript.select(Selection(first, last))
    return transcript.selected()


def test_all_of_it_is_copied_as_the_same_blocks(transcript, ends):
    part = copied(transcript, Spot(0, 0, 0), Spot(0, len(transcript.flow.view(0)), END))

    assert [*Blocks(part.markdown + "\n")] == [*Blocks(TEXT)]
    assert WORD.findall(part.text) == [f"w{number}w" for number in range(COUNT)]
    assert set(WORD.findall(re.sub("<[^>]*>", "", part.html))) >= {
        f"w{number}w" for number in range(COUNT) if number != 6
    }


def test_from_any_paragraph_to_any_other_every_word_is_copied_once(transcript, ends):
    assert [word for _, _, words in ends for word in words] == [f"w{number}w" for number in range(COUNT)]
    for first in range(len(ends)):
        for last in range(first, len(ends)):
            part = copied(transcript, ends[first][0], ends[last][1])
            words = [word for _, _, words in ends[first : last + 1] for word in words]
            assert WORD.findall(part.text) == words, (words[0], words[-1], part.text)
            written = WORD.findall(part.markdown)
            assert [word for word in written if word in words or word not in HEADS] == words, part.markdown
