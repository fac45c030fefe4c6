"""Formulas on their way to a process that lays them out, and back."""

from __future__ import annotations

import json
import threading
from typing import TYPE_CHECKING

from desktop.domain.drawing import Drawing
from desktop.system.worker import Worker, command_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LINE = 1_000  # formulas that wait; the ones asked for first are given up, they are out of sight by then
PATIENCE = 3.0  # seconds for one formula
IDLE = 20.0  # seconds after which the process is let go
LONGEST = 8_000_000  # bytes of an answer: more than a drawing may have
_COMMAND = command_for("desktop.system.formula_worker")


class Press:
    """One process, started for the first formula and replaced when it fails; the formula asked for last comes first.

    A formula that its process did not survive is tried once more in a fresh one, as the fault may be that of those
    before it; after that it counts as one that cannot be read, as does one that takes too long.

    Args:
        tell: Called on another thread, and never after `close`, whenever something is done.
        patience: Seconds for one formula.
        idle: Seconds without any after which the process ends.
        command: What is started, speaking as `desktop.system.formula_worker` does.

    Attributes:
        busy: Whether more is to come, or to be taken.
    """

    def __init__(
        self,
        tell: Callable[[], object],
        patience: float = PATIENCE,
        idle: float = IDLE,
        command: Sequence[str] = _COMMAND,
    ) -> None:
        self._tell = tell
        self._patience = patience
        self._idle = idle
        self._command = command
        self._wanted: dict[str, None] = {}
        self._at_work = ""
        self._done: dict[str, Drawing | None] = {}
        self._change = threading.Condition()
        self._running = False
        self._closed = False
        self._worker: Worker | None = None

    def ask(self, source: str) -> None:
        """Have a formula laid out, unless that is being done. Returns at once."""
        with self._change:
            if self._closed or source == self._at_work or source in self._done:
                return
            self._wanted.pop(source, None)
            self._wanted[source] = None
            if len(self._wanted) > LINE:
                del self._wanted[next(iter(self._wanted))]
            self._change.notify()
            if not self._running:
                self._running = True
                threading.Thread(target=self._work, name="formulas", daemon=True).start()

    @property
    def busy(self) -> bool:
        return bool(self._wanted or self._at_work or self._done)

    def take(self) -> dict[str, Drawing | None]:
        """Sources that have been laid out since the last call with their drawings, None for what cannot be read."""
        with self._change:
            done, self._done = self._done, {}
        return done

    def close(self) -> None:
        """Kill the process, and lay out nothing any more. Returns at once."""
        with self._change:
            self._closed = True
            self._wanted.clear()
            self._done.clear()
            self._change.notify()
            if self._worker is not None:
                self._worker.kill()

    def _work(self) -> None:
        while source := self._next():
            drawing = self._laid_out(source)
            with self._change:
                self._at_work = ""
                if not self._closed:
                    self._done[source] = drawing
                    self._tell()

    def _next(self) -> str:
        """The next formula; "" when there has been none for a while."""
        with self._change:
            self._change.wait_for(lambda: self._wanted or self._closed, self._idle)
            if self._wanted:
                self._at_work = self._wanted.popitem()[0]
                return self._at_work
            worker, self._worker = self._worker, None
            self._running = False
        _drop(worker)
        return ""

    def _laid_out(self, source: str) -> Drawing | None:
        with self._change:
            if self._closed:
                return None
            fresh = self._worker is None
            worker = self._worker = self._worker or Worker(self._command)
        deadline = threading.Timer(self._patience, worker.kill)
        deadline.daemon = True
        deadline.start()
        try:
            return _exchange(worker, source)
        except Exception:  # noqa: BLE001 - a process that does not keep to the rules may answer anything
            again = not (fresh or worker.killed)
            worker.kill()
        finally:
            deadline.cancel()
            deadline.join()  # from here on it kills no worker that has another formula
            if worker.killed:
                with self._change:
                    self._worker = None
                _drop(worker)
        return self._laid_out(source) if again else None


def _exchange(worker: Worker, source: str) -> Drawing | None:
    """Have a formula laid out. Raises whatever comes of an answer that is none."""
    requests, answers = worker.pipes()
    requests.write(json.dumps(source).encode() + b"\n")
    requests.flush()
    found = json.loads(answers.readline(LONGEST))
    return None if found is None else Drawing(*found)


def _drop(worker: Worker | None) -> None:
    if worker is not None:
        worker.kill()
        worker.bury()
