"""A person with a screen reader: starts the program named by its arguments, asks it something, and ends it.

Runs under the system's Python, where the bindings of AT-SPI are. Prints what it found, as JSON.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

import pyatspi
from gi.repository import GLib
from outside_tree import LONG, shown, until, walk, window

heard = []
pyatspi.Registry.registerEventListener(lambda event: heard.append(event.any_data), "object:announcement")


def announced():
    """What has been said so far."""
    while GLib.MainContext.default().iteration(False):  # noqa: FBT003 - GLib takes it by position alone
        pass
    return list(heard)


program = subprocess.Popen(sys.argv[1:])
parts = until(lambda: (seen := walk(window(), {})) and "transcript" in seen and seen)
until(lambda: parts["model-button"].name == "Demonstration: guide")
parts["composer"].queryEditableText().setTextContents("What is Parley?")
until(lambda: parts["send"].getState().contains(pyatspi.STATE_ENABLED))
parts["send"].queryAction().doAction(0)
until(lambda: shown(parts["stop"]) and not shown(parts["send"]))
until(lambda: shown(parts["send"]) and not shown(parts["stop"]))
messages = [parts["transcript"].getChildAtIndex(index) for index in range(2)]
found = {
    "names": {name: [part.getRoleName(), part.name, shown(part)] for name, part in walk(window(), {}).items() if name},
    "heard": until(announced),
    "row": parts["model-list"].getChildAtIndex(0).name,
    "messages": [[message.name, message.queryText().getText(0, -1)] for message in messages],
}
parts["new-chat"].queryAction().doAction(0)
until(lambda: parts["transcript"].childCount == 0)
row = until(lambda: parts["conversation-list"].getChildAtIndex(0))
actions = row.queryAction()
found["chat"] = [row.getRoleName(), row.name, [actions.getName(index) for index in range(actions.nActions)]]
actions.doAction(0)
found["opened"] = until(lambda: parts["transcript"].childCount)
row = parts["model-list"].getChildAtIndex(2)
found["taken"] = row.name.partition(",")[0]
row.queryAction().doAction(0)
until(lambda: parts["model-button"].name == found["taken"])
choice = parts["model-list"].querySelection()
choice.selectChild(1)
found["selected"] = [choice.nSelectedChildren, choice.isChildSelected(1)]
program.send_signal(signal.SIGTERM)
found["exit"] = program.wait(LONG)
sys.stdout.write(json.dumps(found) + "\n")
