"""Garbage is looked for between events of Qt's thread, and on no other."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QTimer

from desktop.ui.garbage import YOUNG, collect, collect_between_events


class Circle:
    """Garbage as soon as nobody else holds it; says on which thread it was freed."""

    def __init__(self, freed):
        self.itself = self
        self.freed = freed

    def __del__(self):
        self.freed.append(threading.get_ident())


def litter(freed):
    Circle(freed)
    return [[] for _ in range(2 * YOUNG)]


@pytest.fixture
def listening(qapp):
    collect_between_events()
    yield
    QAbstractEventDispatcher.instance().aboutToBlock.disconnect(collect)


def test_what_another_thread_leaves_is_freed_on_the_thread_of_the_window(listening, qtbot):
    freed = []
    kept = []
    thread = threading.Thread(target=lambda: kept.extend(litter(freed)))
    thread.start()
    thread.join()

    assert freed == []
    QTimer.singleShot(1, lambda: None)
    qtbot.waitUntil(lambda: freed == [threading.get_ident()])


def test_it_is_not_looked_for_when_little_was_made():
    gc.collect()
    freed: list[int] = []
    Circle(freed)
    collect()

    assert freed == []
    kept = [[] for _ in range(2 * YOUNG)]
    collect()
    assert kept
    assert freed == [threading.get_ident()]
