"""How answers are read: colors, size, fonts, width, room, and what a screen reader says by itself."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDialog, QFormLayout

from desktop.domain.reading import ZOOMS, Reading
from desktop.ui.dialogs.frame import column_in, push_button, row_of
from desktop.ui.theme.fonts import families, plain_family
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QWidget

WIDTH = 420
LETTERS = 24  # what a list is wide enough for, whatever the names of fonts are


class ReadingDialog(QDialog):
    """Every choice takes effect at once.

    Signals:
        changed: A `Reading`.
    """

    changed = Signal(object)

    def __init__(self, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading-dialog")
        self.setWindowTitle(self.tr("Reading"))
        self._reading = reading
        self._form = QFormLayout()
        self._scheme = self._choice("scheme", self.tr("Co&lors"), self._schemes())
        self._zoom = self._choice("zoom", self.tr("&Size"), ((self.tr("{n} %").format(n=n), n) for n in ZOOMS))
        self._prose = self._choice("prose", self.tr("&Font of text"), self._families(reading.prose, fixed=False))
        self._code = self._choice("code", self.tr("Font of &code"), self._families(reading.code, fixed=True))
        self._width = self._choice("width", self.tr("&Width of lines"), self._widths())
        room = ((self.tr("Normal"), False), (self.tr("Less"), True))
        self._compact = self._choice("compact", self.tr("R&oom around messages"), room)
        self._spoken = self._choice("spoken", self.tr("Screen &reader says"), self._ways_to_speak())
        self._arrange()
        self._show(reading)

    def _choice(self, name: str, label: str, choices: Iterable[tuple[str, object]]) -> QComboBox:
        """A list of words, each standing for a value of the `Reading`."""
        box = QComboBox(self)
        box.setObjectName(f"reading-{name}")
        box.setAccessibleName(label.replace("&", ""))
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(LETTERS)
        for words, value in choices:
            box.addItem(words, value)
        box.currentIndexChanged.connect(lambda _: self._choose(replace(self._reading, **{name: box.currentData()})))
        self._form.addRow(label, box)
        return box

    def _schemes(self) -> list[tuple[str, object]]:
        return [(self.tr("As the system"), "system"), (self.tr("Light"), "light"), (self.tr("Dark"), "dark")]

    def _families(self, chosen: str, *, fixed: bool) -> list[tuple[str, object]]:
        installed, chosen = families(fixed=fixed), plain_family(chosen)
        usual: list[tuple[str, object]] = [(self.tr("As on the desktop"), "")]
        if chosen and chosen not in installed:
            usual.append((self.tr("{name} (not installed)").format(name=chosen), chosen))
        return [*usual, *((name, name) for name in installed)]

    def _widths(self) -> list[tuple[str, object]]:
        return [
            (self.tr("Narrow"), "narrow"),
            (self.tr("Normal"), "normal"),
            (self.tr("Wide"), "wide"),
            (self.tr("As wide as the window"), "full"),
        ]

    def _ways_to_speak(self) -> list[tuple[str, object]]:
        return [
            (self.tr("Nothing by itself"), "off"),
            (self.tr("Start and end of an answer"), "short"),
            (self.tr("Each sentence of an answer"), "full"),
        ]

    def _arrange(self) -> None:
        usual = push_button(self, "reading-defaults", self.tr("&Defaults"), lambda: self._choose(Reading()))
        close = push_button(self, "reading-close", self.tr("Close"), self.accept)
        self._form.setHorizontalSpacing(SPACE * 2)
        self._form.setVerticalSpacing(SPACE)
        column = column_in(self, SPACE * 2)
        column.addLayout(self._form)
        column.addStretch(1)
        column.addLayout(row_of(close, apart=[usual]))
        self.setMinimumWidth(WIDTH)

    def _show(self, reading: Reading) -> None:
        """Put every control where the reading is, which asks for nothing."""
        self._reading = reading
        for box, value in (
            (self._scheme, reading.scheme),
            (self._zoom, reading.zoom),
            (self._prose, plain_family(reading.prose)),
            (self._code, plain_family(reading.code)),
            (self._width, reading.width),
            (self._compact, reading.compact),
            (self._spoken, reading.spoken),
        ):
            box.setCurrentIndex(box.findData(value))

    def _choose(self, reading: Reading) -> None:
        if reading != self._reading:
            self._show(reading)
            self.changed.emit(reading)
