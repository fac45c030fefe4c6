"""Run as a program: does with the keyring of its session what its arguments say, and prints what came of it.

A step is `load`, `forget`, `save KEY`, `get`, `put KEY`, `delete` or `await` (until a key is there).
The loop is the one of the real program. For each step a line of JSON tells the result, the failure, where the key is
kept, and how often a clock on the loop ticked meanwhile.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

import qasync
from PySide6.QtCore import QCoreApplication

from desktop.domain.account import KeyInfo
from desktop.domain.errors import Failure
from desktop.services.account import Account
from desktop.services.tasks import TaskScope
from desktop.system.secrets import Secrets

URL = "https://example.org/api/v1"
TICK = 0.005  # seconds


class Steps:
    def __init__(self):
        self.ticks = 0
        self.tasks = TaskScope("steps", print)
        self.secrets = Secrets()
        self.account = Account(URL, self.secrets, "", lambda key: None, self.check, self.tasks)  # noqa: ARG005 - no client

    async def check(self):
        return KeyInfo()

    async def tick(self):
        while True:
            await asyncio.sleep(TICK)
            self.ticks += 1

    async def until_a_key_is_there(self):
        while not self.account.key:  # noqa: ASYNC110 - simplest in a program of its own
            await asyncio.sleep(TICK)

    def step(self, name, words):
        return {
            "load": self.account.load,
            "forget": self.account.forget,
            "save": lambda: self.account.save(next(words)),
            "get": lambda: self.secrets.get(URL),
            "put": lambda: self.secrets.put(URL, next(words)),
            "delete": lambda: self.secrets.delete(URL),
            "await": self.until_a_key_is_there,
        }[name]()

    def tell(self, name, result, failure, ticks_before):
        facts = {
            "step": name,
            "result": result if isinstance(result, str) else None,
            "failure": failure.kind if failure else None,
            "holding": self.account.holding,
            "key": self.account.key,
            "ticks": self.ticks - ticks_before,
        }
        sys.stdout.write(json.dumps(facts) + "\n")
        sys.stdout.flush()

    async def run(self):
        self.tasks.start(self.tick(), "tick")
        words = iter(sys.argv[1:])
        for name in words:
            work = self.step(name, words)
            before, result, failure = self.ticks, None, None
            try:
                result = await work
            except Failure as error:
                failure = error
            self.tell(name, result, failure or self.account.failure, before)
        await self.tasks.close()


def main():
    app = QCoreApplication([])
    loop = qasync.QEventLoop(app)
    asyncio.set_event_loop(loop)
    with loop:
        loop.run_until_complete(Steps().run())


main()
