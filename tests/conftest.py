"""What holds for every test: a clean environment, a quiet log, and nothing that outlives the test."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import threading
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SCRUBBED = ("OPENROUTER_API_KEY", "SSLKEYLOGFILE", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No real key, proxy or home folder is in reach of a test."""
    for name in SCRUBBED:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))


@pytest.fixture
def expected_logs() -> list[str]:
    """Parts of warnings that this test means to cause: append to it."""
    return []


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture, expected_logs: list[str]) -> Iterator[None]:
    """A warning or an error in the log that nobody expected fails the test."""
    yield
    loud = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING]
    surprises = [r.getMessage() for r in loud if not any(part in r.getMessage() for part in expected_logs)]
    assert not surprises, f"unexpected in the log: {surprises}"


@pytest.fixture(autouse=True)
def no_survivors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, tasks, windows and running timers end with their test."""
    before = set(threading.enumerate())
    yield
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in before and not t.daemon]
    left += [f"task {t!r}" for t in _tasks()]
    if "qapp" in request.fixturenames or "qtbot" in request.fixturenames:
        left += _windows()
    assert not left, f"outlived the test: {left}"


def _tasks() -> list[asyncio.Task[object]]:
    return [o for o in gc.get_objects() if isinstance(o, asyncio.Task) and not o.done()] if _uses_tasks() else []


def _uses_tasks() -> bool:
    """Looking through all objects is slow: only where weak sets of asyncio know of tasks."""
    return any(not task.done() for task in tuple(asyncio.tasks._all_tasks))


def _windows() -> list[str]:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if app is None:
        return []
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [f"window {w.objectName() or w}" for w in QApplication.topLevelWidgets() if w.isVisible()]


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Tests that are coroutines run in a loop of their own."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    names = pyfuncitem._fixtureinfo.argnames
    asyncio.run(pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names}))
    return True
