from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.theme.labels import ElidedLabel, tooltip


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


def test_an_address_in_a_tool_tip_is_broken_behind_what_parts_it_and_only_where_it_must_be():
    long = "https://e.com/" + "a" * 60 + "/" + "b" * 60 + "?q=" + "c" * 100

    assert "nowrap" in tooltip("https://xn--pple-43d.com/x")
    assert "<br>" not in tooltip("https://xn--pple-43d.com/x")
    lines = tooltip(long).split('nowrap">')[1].removesuffix("</div></qt>").split("<br>")
    assert long == "".join(lines)
    assert ["/", "=", "c"] == [line[-1] for line in lines[:3]]
    assert max(map(len, lines)) == 80
