"""Reads icons as the window does, and previews on a thread, for as many times as told; then says that it is alive."""

from __future__ import annotations

import sys
import threading

from PySide6.QtGui import QGuiApplication, QImage, QPixmap

from desktop.ui.images.decode import decoded, png_of


def main(times: int) -> None:
    app = QGuiApplication([])
    sys.setswitchinterval(1e-5)  # seconds: the lock changes hands at every chance
    drawn = QImage(4, 4, QImage.Format.Format_RGB32)
    drawn.fill(0)
    picture = bytes(png_of(drawn).data())

    def read() -> None:
        for _ in range(times):
            assert decoded(picture).size() == drawn.size()
            assert png_of(drawn).size() == len(picture)

    readers = [threading.Thread(target=read, daemon=True) for _ in range(2)]
    for reader in readers:
        reader.start()
    while any(reader.is_alive() for reader in readers):
        QPixmap().loadFromData(picture, "PNG")
    print("alive")  # noqa: T201 - read by the test
    app.shutdown()


if __name__ == "__main__":
    main(int(sys.argv[1]))
