from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QAccessible, QColor, QPixmap

from desktop.ui.theme.sign import Sign


def test_a_drawing_is_seen_in_its_size_and_is_no_picture_to_those_who_do_not_look(shown):
    sign = Sign(None)
    pixmap = QPixmap(32, 32)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(QColor("red"))
    sign.set_pixmap(pixmap)
    shown(sign, 40, 40)
    painted = sign.grab().toImage()

    assert sign.sizeHint().toTuple() == (16, 16)
    assert [painted.pixelColor(point).name() for point in (QPoint(13, 13), QPoint(26, 26))] == ["#ff0000"] * 2
    assert painted.pixelColor(10, 10).name() != "#ff0000"
    interface = QAccessible.queryAccessibleInterface(sign)
    assert interface.role() is QAccessible.Role.Client
    assert interface.interface_cast(QAccessible.InterfaceType.ImageInterface) is None
