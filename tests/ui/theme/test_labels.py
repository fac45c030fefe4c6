from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.theme.labels import ElidedLabel


def test_what_has_no_room_ends_in_an_ellipsis_and_stays_whole_for_all_who_ask(shown):
    """It is drawn like the text that ends so: what is seen is the same, and the text is not cut."""
    told = "with 1,234 elsewhere, 567 no longer listed"
    parent = shown(QWidget(), 400, 60)
    label, cut = ElidedLabel(parent), ElidedLabel(parent)
    label.setText(told)
    cut.setText(f"{told[:12]}…")
    room = label.fontMetrics().horizontalAdvance(cut.text())

    def seen(widget, width):
        widget.resize(width, 20)
        return widget.grab().toImage()

    assert seen(label, room) == seen(cut, room)
    assert seen(label, 390) != seen(cut, 390)
    assert label.text() == told
