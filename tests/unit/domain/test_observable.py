from __future__ import annotations

from desktop.domain.observable import Observable


def test_listeners_are_called_in_order_until_they_leave():
    heard = []
    happened: Observable[[int]] = Observable()
    leave = happened.connect(lambda n: heard.append(("first", n)))
    happened.connect(lambda n: heard.append(("second", n)))
    happened.emit(1)
    leave()
    leave()
    happened.emit(2)

    assert [("first", 1), ("second", 1), ("second", 2)] == heard


def test_a_listener_may_leave_while_it_is_called():
    heard = []
    happened: Observable[[]] = Observable()

    def once():
        heard.append("once")
        leave()

    leave = happened.connect(once)
    happened.connect(lambda: heard.append("after"))
    happened.emit()
    happened.emit()

    assert ["once", "after", "after"] == heard
