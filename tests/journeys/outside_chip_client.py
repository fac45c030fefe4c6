"""A person with a screen reader and a picture: starts the program named by its arguments and does what can be done.

Runs under the system's Python, where the bindings of AT-SPI are. Prints what it found, as JSON.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys

from outside_tree import LONG, shown, until, walk, window


def part(name):
    return until(lambda: (found := walk(window(), {}).get(name)) and shown(found) and found)


def actions():
    told = part("attachment").queryAction()
    return [told.getName(at) for at in range(told.nActions)]


def do(wanted):
    at = next(at for at, name in enumerate(actions()) if name.startswith(wanted))
    part("attachment").queryAction().doAction(at)


program = subprocess.Popen(sys.argv[1:])
until(lambda: "Edit…" in actions())
chip = part("attachment")
found = {"chip": [chip.getRoleName(), chip.name, chip.description, actions()]}
do("Small")
until(lambda: "1024×683" in part("attachment").name)
do("Edit…")
part("retouch-cancel").queryAction().doAction(0)
until(lambda: "retouch" not in walk(window(), {}))
do("Remove")
until(lambda: "attachment" not in walk(window(), {}))
program.send_signal(signal.SIGTERM)
found["exit"] = program.wait(LONG)
sys.stdout.write(json.dumps(found) + "\n")
