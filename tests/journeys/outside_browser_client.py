"""A person with a screen reader looks for a model: in the list beside the chat, then in the window of all models.

Runs under the system's Python, where the bindings of AT-SPI are. Prints what it found, as JSON.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from outside_tree import LONG, until, walk, window


def names_in(part, most=12):
    return [part.getChildAtIndex(index).name for index in range(min(part.childCount, most))]


program = subprocess.Popen(sys.argv[1:])
parts = until(lambda: (seen := walk(window(), {})) and seen.get("model-count") and seen["model-count"].name and seen)
parts["model-search"].queryEditableText().setTextContents("sonnet by:anthropic price>1")
until(lambda: not parts["model-count"].name.startswith("363"))
found = {
    "count": parts["model-count"].name,
    "rows": names_in(parts["model-list"]),
    "page": until(lambda: parts["model-details"].queryText().getText(0, -1)),
}
parts["models-open"].queryAction().doAction(0)
own = until(lambda: (seen := walk(window(), {})) and "models-table" in seen and seen)
own["models-search"].queryEditableText().setTextContents("sonnet by:anthropic price>1")
until(lambda: not own["models-count"].name.startswith("424"))
table = own["models-table"].queryTable()
found["columns"] = [table.getColumnHeader(index).name for index in range(min(4, table.nColumns))]
found["cells"] = [table.getAccessibleAt(0, index).name for index in range(min(4, table.nColumns))]
found["table rows"] = table.nRows
program.send_signal(signal.SIGTERM)
found["exit"] = program.wait(LONG)
sys.stdout.write(json.dumps(found) + "\n")
