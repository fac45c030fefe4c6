"""A screen reader of a few lines: starts the program named by its arguments, and prints what it finds, as JSON.

Runs under the system's Python, where the bindings of AT-SPI are.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time

import pyatspi
from gi.repository import GLib


def find(name, under=None, tries=100):
    """The first accessible of a name."""
    for _ in range(tries):
        waiting = [under or pyatspi.Registry.getDesktop(0)]
        while waiting:
            here = waiting.pop()
            for index in range(here.childCount):
                child = here.getChildAtIndex(index)
                if child is None:
                    continue
                if child.name == name:
                    return child
                waiting.append(child)
        time.sleep(0.1)
    raise LookupError(name)


def told(child):
    text = child.queryText()
    return [child.getRoleName(), child.name, child.description, text.getText(0, -1)]


def read(part):
    text = part.queryText().getText(0, -1) if "Text" in part.get_interfaces() else None
    return [part.getRoleName(), part.name, text]


def states(part):
    """Which of the states of what can be opened and folded a part has."""
    known = part.getState()
    names = ("expandable", "expanded", "collapsed")
    return [name for name in names if known.contains(getattr(pyatspi, f"STATE_{name.upper()}"))]


program = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def order(word):
    program.stdin.write(word + "\n")
    program.stdin.flush()
    while program.stdout.readline().strip() != "done":
        pass


said = []


def hear(seconds=0.5):
    """What has been announced since the last call."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        GLib.MainContext.default().iteration(False)  # noqa: FBT003 - GLib takes it by position alone
        time.sleep(0.005)
    heard, said[:] = said[:], []
    return heard


program.stdout.readline()
listed = find("Conversation")
pyatspi.Registry.registerEventListener(lambda event: said.append(event.any_data), "object:announcement")
children = [listed.getChildAtIndex(index) for index in range(listed.childCount)]
found = {
    "role": listed.getRoleName(),
    "id": listed.get_accessible_id(),
    "messages": [told(child) for child in children],
}
parts = [children[1].getChildAtIndex(index) for index in range(children[1].childCount)]
found["parts"] = [[part.getRoleName(), part.name, part.queryAction().getName(0)] for part in parts]
found["pressed"] = []
for part in parts:
    if part.name == "More":
        continue  # it opens a menu, which says nothing
    part.queryAction().doAction(0)
    found["pressed"].append(program.stdout.readline().strip())
order("grow")
found["grown"] = told(children[2])
found["heard"] = [hear()]
for word in ("tell", "finish", "repeat", "find"):
    order(word)
    found["heard"].append(hear(1.5 if word == "find" else 0.5))
found["spoken"] = {}
for way in ("short", "off"):
    order(way)
    found["spoken"][way] = hear()
moves = []
pyatspi.Registry.registerEventListener(
    lambda event: moves.append([str(event.type), event.detail1, event.source.getRoleName()]),
    "object:text-caret-moved",
    "object:text-selection-changed",
    "object:state-changed:focused",
)
order("enter")
hear()
message = listed.getChildAtIndex(1)
found["entered"] = [*(move for move in moves if move[1])][-1]
found["holders"] = [part.getRoleName() for part in (listed, message) if part.getState().contains(pyatspi.STATE_FOCUSED)]
moves.clear()
order("select")
text = message.queryText()
found["selected"] = [hear(), moves, text.caretOffset, text.getNSelections()]
boxes = [text.getCharacterExtents(offset, pyatspi.DESKTOP_COORDS) for offset in (0, 1, 4)]
places = [(x, y) for x, y, _, _ in boxes]
found["boxes"] = [
    all(width < 30 and height < 60 for _, _, width, height in boxes),
    places[0][0] < places[1][0],
    places[1][1] < places[2][1],
    text.getOffsetAtPoint(places[2][0] + 1, places[2][1] + 5, pyatspi.DESKTOP_COORDS),
]
order("rich")
rich = listed.getChildAtIndex(0)
events = []
pyatspi.Registry.registerEventListener(
    lambda event: events.append([str(event.type), event.detail1, event.any_data and event.any_data.name]),
    "object:children-changed",
    "object:state-changed",  # without it Qt does not tell what is gone
)
found["rich"] = [read(part) for part in (rich, *rich)]
button = rich.getChildAtIndex(0)
found["folds"] = [[states(button), rich.childCount]]
for _ in range(2):
    button.queryAction().doAction(0)
    hear()
    changes = [event for event in events if "children" in event[0]]
    found["folds"].append([states(button), rich.childCount, *changes])
    found.setdefault("thought", read(rich.getChildAtIndex(2)))
    events.clear()
order("replace")
found["left"] = listed.childCount
found["held"] = [bool(part.getState().contains(pyatspi.STATE_DEFUNCT)) for part in (children[1], parts[0])]
program.communicate("end\n", timeout=10)
found["status"] = program.returncode
sys.stdout.write(json.dumps(found) + "\n")
