"""What holds for every test: a clean environment, a quiet log, and nothing that outlives the test."""

from __future__ import annotations

import asyncio
import gc
import inspect
import logging
import os
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget

# No real key, proxy, keyring, certificate or look of the desktop is in reach of a test.
SCRUBBED = (
    "OPENROUTER_API_KEY",
    "OPENAI_API_KEY",
    "DBUS_SESSION_BUS_ADDRESS",
    "PYTHON_KEYRING_BACKEND",
    "SSLKEYLOGFILE",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    *(name for scheme in ("HTTP", "HTTPS", "ALL", "NO") for name in (f"{scheme}_PROXY", f"{scheme}_proxy".lower())),
    *(name for name in os.environ if name.startswith("QT_") and name != "QT_QPA_PLATFORM"),
)
for _name in SCRUBBED:
    os.environ.pop(_name, None)
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["LANGUAGE"] = "en"  # whoever runs the tests may speak another one
# What is measured is covered by the tests of its own floor; those of windows would take twice as long.
UNMEASURED = [Path(__file__).parent / name for name in ("journeys", "rules", "ui")]
# No test depends on how quick a machine is.
settings.register_profile("any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any machine")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if any(map(item.path.is_relative_to, UNMEASURED)):
            item.add_marker("no_cover")


def pytest_collection_finish() -> None:
    """Garbage is looked for between tests and on their thread, and not among the tests. See `desktop.ui.garbage`."""
    gc.collect()
    gc.freeze()
    gc.disable()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    from desktop.ui.garbage import collect

    collect()
    left = _hidden_windows() if "PySide6.QtWidgets" in sys.modules else []
    for window in left:
        window.deleteLater()  # no other test is to find it
    assert not left, f"outlived the test: {left}"


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of their own: pytest looks through all of its folder for each one that it makes."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(autouse=True)
def clean_home(monkeypatch: pytest.MonkeyPatch, homes: Path) -> Iterator[None]:
    """Every test has a home of its own, and an empty one."""
    with TemporaryDirectory(dir=homes, ignore_cleanup_errors=True) as home:
        monkeypatch.setenv("HOME", home)
        for name in ("DATA", "CONFIG", "CACHE", "STATE"):
            monkeypatch.setenv(f"XDG_{name}_HOME", str(Path(home, name.lower())))
        yield


@pytest.fixture
def expected_logs() -> list[str]:
    """Parts of warnings that this test means to cause: append to it."""
    return []


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture, expected_logs: list[str]) -> Iterator[None]:
    """A warning or an error in the log that nobody expected fails the test. (Those of Qt: see pyproject.)"""
    yield
    loud = [r for when in ("setup", "call") for r in caplog.get_records(when) if r.levelno >= logging.WARNING]
    surprises = [
        f"{r.pathname}:{r.lineno} {r.getMessage()}"
        for r in loud
        if not any(part in r.getMessage() for part in expected_logs)
    ]
    assert not surprises, f"unexpected in the log: {surprises}"


@pytest.fixture(autouse=True)
def no_survivors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Threads, tasks, windows and running timers end with their test."""
    with_qt = bool({"qapp", "qtbot"} & set(request.fixturenames))
    before = {*threading.enumerate(), *_tasks()}
    qt_before = {*_windows(), *map(id, _timers())} if with_qt else set()
    yield
    if with_qt:
        _empty_clipboard()
    left = [f"thread {t.name}" for t in threading.enumerate() if t not in before and _stays(t)]
    left += [repr(task) for task in _tasks() if task not in before]
    if with_qt:
        left += [window for window in _windows() if window not in qt_before]
        left += [f"timer of {_owner(timer)}" for timer in _timers() if id(timer) not in qt_before]
    assert not left, f"outlived the test: {left}"


def _stays(thread: threading.Thread) -> bool:
    """Whether a thread would keep the process from ending, and is not just about to end."""
    if not thread.daemon:
        thread.join(1)
    return not thread.daemon and thread.is_alive()


def _tasks() -> list[asyncio.Task[object]]:
    """Those that are not done. Python 3.12 renamed the set they are kept in."""
    known: Iterable[asyncio.Task[object]] = getattr(asyncio.tasks, "_scheduled_tasks", None) or getattr(
        asyncio.tasks, "_all_tasks", ()
    )
    return [task for task in tuple(known) if not task.done()]


def _empty_clipboard() -> None:
    """Without a screen Qt keeps what was copied until after Python's end, and crashes on freeing it then."""
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().clear()


def _windows() -> list[str]:
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    return [f"{w.objectName()} {w!r}" for w in QApplication.topLevelWidgets() if w.isVisible()]


def _hidden_windows() -> list[QWidget]:
    """Windows and dialogs that nobody took away: whoever looks for one of its own would find these."""
    from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

    tops = QApplication.topLevelWidgets() if QApplication.instance() else []
    return [top for top in tops if isinstance(top, QDialog | QMainWindow) or top.objectName().endswith("-window")]


def _timers() -> list[QTimer]:
    from PySide6.QtCore import QTimer
    from shiboken6 import isValid

    referring = gc.get_referrers(*_kinds_of(QTimer))  # an object refers to its type
    return [o for o in referring if isinstance(o, QTimer) and isValid(o) and o.isActive()]


def _kinds_of(kind: type) -> Iterator[type]:
    """A class and all that come of it."""
    yield kind
    for one in kind.__subclasses__():
        yield from _kinds_of(one)


def _owner(timer: QTimer) -> str:
    """The objects above a timer, innermost first: the way to the line that started it."""
    chain, thing = [f"{timer.interval()} ms"], timer.parent()
    while thing is not None:
        chain.append(f"{type(thing).__module__}.{type(thing).__qualname__}")
        thing = thing.parent()
    return " in ".join(chain)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Tests that are coroutines run in a loop of their own: in one of Qt's where they use Qt."""
    if not inspect.iscoroutinefunction(pyfuncitem.obj):
        return None
    work = pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in pyfuncitem._fixtureinfo.argnames})
    if "qapp" in pyfuncitem.fixturenames:
        from tests.journeys.driver import journey

        journey(work)
    else:
        asyncio.run(work)
    return True
