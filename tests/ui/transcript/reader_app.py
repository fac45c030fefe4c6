"""A window with a transcript that does what it is told on its standard input, for a screen reader to look at."""

from __future__ import annotations

import sys
from dataclasses import replace

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.blocks import Growing
from desktop.domain.parts import ImagePart
from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.find_bar import FindBar
from desktop.ui.transcript.entry import Entry, Fact, SourceLine
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter


def say(*words):
    sys.stdout.write(" ".join(words) + "\n")
    sys.stdout.flush()


app = QApplication(["reader"])
transcript = Transcript(Typesetter(Press))
transcript.resize(700, 500)
transcript.action_requested.connect(say)
transcript.link_activated.connect(lambda address, _said: say(address))
growing = Growing()
text = "# Hi\n\nSome **bold** [text](https://e.com/x) 🎉."
entries = [
    Entry("q", "You", from_user=True, blocks=Blocks("Hello")),
    Entry("a", "Model", from_user=False, blocks=Blocks(text), state="cut off", reason="Lost.", when="14:02"),
    Entry("s", "Model", from_user=False, blocks=growing, streaming=True),
]

rich = """# Title

A [link](https://e.com/x), money $5 and $x^2$.[^1]

| a | b |
|---|---|
| 1 | 2 |

- [x] done

> quoted

```json
{"k": [1]}
```

[^1]: Note.
"""


def thoughtful():
    """A message with everything in it."""
    image = ImagePart("cat.png", "image/png", "a" * 64, width=8, height=8)
    return Entry(
        "r",
        "Model",
        from_user=False,
        blocks=Blocks(rich),
        reasoning="Let *me* see.",
        thought="6 s",
        images=(image,),
        pictures_below=True,
        sources=(SourceLine(1, "https://s.org/", "Source", "s.org"),),
        footer=(Fact("$0.002", 1), Fact("5 → 7 tokens", 2)),
    )


def use_keyboard(way):
    """Come in from behind, or select a line and a letter, of which the last is given back."""
    if way == "select":
        for key in (Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Left):
            QTest.keyClick(transcript, key, Qt.KeyboardModifier.ShiftModifier)
        return
    bar.close_search()
    transcript.show_entries(entries[:2])
    transcript.activateWindow()
    while not transcript.isActiveWindow():
        app.processEvents()
    transcript.clearFocus()
    transcript.setFocus(Qt.FocusReason.BacktabFocusReason)


def obey():
    match sys.stdin.readline().strip():
        case "grow":
            growing.feed("More words.\n\nAnd")
            transcript.grow("s", growing)
        case "tell":
            growing.feed(" it is 3.14. Then\n\n```python\nx = 1\ny = 2\n```\n\nThe")
            transcript.grow("s", growing)
            transcript.pace.show_late()
        case "finish":
            growing.feed(" end")
            growing.close()
            transcript.grow("s", growing)
            transcript.show_branch([*entries[:2], entries[2]._replace(streaming=False)])
        case "repeat":
            transcript.herald.repeat()
        case "find":
            bar.open()
            bar.findChild(QLineEdit).setText("words")
        case "short" | "off" as way:
            transcript.set_reading(replace(transcript.flow.style.reading, spoken=way))
            arriving, entry = Growing(), entries[2]._replace(id=way)
            transcript.show_entries([entry._replace(blocks=arriving)])
            arriving.feed("Three more words.")
            transcript.grow(way, arriving)
            transcript.pace.show_late()
            transcript.show_branch([entry._replace(blocks=Blocks("Three more words."), streaming=False)])
        case "enter" | "select" as way:
            use_keyboard(way)
        case "rich":
            transcript.show_entries([thoughtful()])
            transcript.flow.view(0).measure_between(0, 10**9)
        case "replace":
            transcript.show_entries(entries[:1])
        case _:
            app.quit()
    say("done")


bar = FindBar(transcript, transcript)
orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
orders.activated.connect(obey)
transcript.show_entries(entries)
transcript.show()
say("ready")
app.exec()
