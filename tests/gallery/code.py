"""Code and tables of the transcript: wide, long, diffs and JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.domain.whole_text import Blocks
from desktop.system.press import Press
from desktop.ui.transcript.code_view import toggle_tree
from desktop.ui.transcript.entry import Entry
from desktop.ui.transcript.transcript import Transcript
from desktop.ui.transcript.typesetter import Typesetter

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

DIFF = """\
Two lines change:

```diff
diff --git a/desktop/main.py b/desktop/main.py
index 83db48f..bf2a1c9 100644
--- a/desktop/main.py
+++ b/desktop/main.py
@@ -12,7 +12,8 @@ def main() -> int:
     window = MainWindow()
     window.show()
-    return app.exec()
+    loop = QEventLoop(app)
+    return loop.run_until_complete(window.closed())

 if __name__ == "__main__":
```
"""
WIDE = """\
```python
def summarize(conversation: Conversation, model: Model, *, limit: int = 2_000, language: str = "en") -> Summary:
    \"\"\"What was said, in at most `limit` tokens.\"\"\"
    return Summary([message.text for message in conversation.branch() if message.role is not Role.SYSTEM][:limit])
```

Without a language, as prose often comes:

```
Dear Ms. Example, thank you for your letter of 12 March. We are glad to tell you that your application was successful.
```
"""

TABLE = """\
| Model | Provider | Context | Prompt | Completion | Vision | Tools | Structured outputs | Released | Knowledge until |
|:---|:---|---:|---:|---:|:-:|:-:|:-:|:---|:---|
""" + "".join(
    f"| Model {number} | Provider of number {number} | {number * 8},000 | $0.{number:02} | $1.{number:02} | yes | no "
    f"| yes | 2025-0{number % 9 + 1}-01 | [2024-0{number % 9 + 1}](https://example.com/{number}) |\n"
    for number in range(60)
)
MIXED = """\
| Name | What it does |
|---|---|
| read | Reads the whole file into memory, which is simple and quick as long as the file is small enough for that |
| iterate | Goes through the file line by line, needs little memory, and works with pipes too |

| A | Few |
|---|---|
| 1 | words |
"""

JSON = """\
{
  "name": "Ada Lovelace", "born": 1815, "died": 1852.0, "alive": false, "spouse": {"name": "William"},
  "works": [
    {"title": "Notes on the Analytical Engine", "year": 1843, "pages": [666, 731], "online": true, "price": null}
  ],
  "empty": {}, "letters": [1, 2, 3], "quote": "That brain of mine is something more than merely mortal, time will show."
}"""


def answer(text: str) -> list[Entry]:
    return [Entry("a", "Claude Sonnet 4.5", from_user=False, blocks=Blocks(text), when="14:02")]


def views() -> dict[str, QWidget]:
    found = {"diff": shown(DIFF, 460), "wide": shown(WIDE, 400), "table": shown(TABLE, 500), "mixed": shown(MIXED, 400)}
    found["table-read"] = shown(TABLE, 400, 900)
    found["code-read"] = shown("```python\n" + WIDE.split("\n")[1] * 3 + "\n    x = 1\n" * 200 + "```\n", 400, 700)
    found["json"] = shown(f"```json\n{JSON}\n```\n", 420)
    found["tree"] = shown(f"Here it is:\n\n```json\n{JSON}\n```\n", 420)
    found["tree"].rearrange(0, lambda view: toggle_tree(view, 2))
    found["answer"] = shown(
        json.dumps({"cities": [{"name": "Köln", "people": 1_084_831}] * 9, "source": "made up"}), 420
    )
    return dict(found)


def shown(text: str, height: int, scrolled: int = 0) -> Transcript:
    transcript = Transcript(Typesetter(Press))
    transcript.flow.style.typesetter.setParent(transcript)
    transcript.setMinimumHeight(height)
    transcript.resize(900, height)
    transcript.show_entries(answer(text))
    transcript.flow.scroll_to(scrolled)
    return transcript
