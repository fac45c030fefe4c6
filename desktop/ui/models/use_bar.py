"""The use that costs are told for: one of some usual ones, or any numbers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSpinBox, QWidget

from desktop.domain.cost import MOST, MOST_PIECES, Use, use_of
from desktop.ui.figures import locale, number
from desktop.ui.theme.labels import name_choice
from desktop.ui.theme.theme import SPACE

# Text of a page is about 600 tokens; with every question all that was said before goes along.
DOCUMENT = Use(14_500, 500, requests=10)
MESSAGE = Use()
PICTURE = Use(200, 300, pictures=1)
LONG_CHAT = Use(30_000, 800)
STEP = 100  # tokens

translate = QCoreApplication.translate


class UseBar(QWidget):
    """A line of numbers.

    Signals:
        changed: Another use is meant.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("models-use")
        self.setLocale(locale())  # else the fields write numbers as the system does
        self._usual = QComboBox(self)
        self._usual.setObjectName("use-usual")
        name_choice(self._usual, self.tr("Typical use"))
        for words, use in (
            (self.tr("A question and an answer"), MESSAGE),
            (self.tr("A picture and a question"), PICTURE),
            (self.tr("Late in a long chat"), LONG_CHAT),
            (self.tr("A 20-page PDF and ten answers"), DOCUMENT),
            (self.tr("Other numbers"), None),
        ):
            self._usual.addItem(words, use)
        self._usual.activated.connect(self._take_usual)
        self._own: Use | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE // 2)
        row.addWidget(self._usual)
        self._prompt = self._number(row, "use-prompt", self.tr("Tokens sent"), self.tr("sent"), MOST)
        self._completion = self._number(row, "use-completion", self.tr("Tokens that come back"), self.tr("back"), MOST)
        self._pictures = self._number(row, "use-pictures", self.tr("Pictures"), self.tr("pictures"), MOST_PIECES)
        self._requests = self._number(row, "use-requests", self.tr("How often"), self.tr("times"), MOST_PIECES)
        self._requests.setMinimum(1)
        row.addStretch(1)
        self._fill(MESSAGE)
        self._follows = True  # what the person's own messages take, as long as nothing else is chosen

    def _number(self, row: QHBoxLayout, name: str, spoken: str, unit: str, most: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName(name)
        box.setAccessibleName(spoken)
        box.setToolTip(spoken)
        box.setRange(0, most)
        box.setSingleStep(STEP if most == MOST else 1)
        box.setGroupSeparatorShown(True)
        box.setKeyboardTracking(False)  # not for every digit
        box.setProperty("kind", "number")
        box.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        box.setAlignment(Qt.AlignmentFlag.AlignRight)
        box.valueChanged.connect(self._changed)
        label = QLabel(unit, self)
        label.setBuddy(box)
        row.addSpacing(SPACE // 2)
        row.addWidget(box)
        row.addWidget(label)
        return box

    def use(self) -> Use:
        return Use(
            self._prompt.value(),
            self._completion.value(),
            pictures=self._pictures.value(),
            requests=self._requests.value(),
        )

    def show_own(self, use: Use | None) -> None:
        """Offer what the person's own messages usually take; it is meant where nothing else was chosen."""
        if use is None or use == self._own:
            return
        if self._own is None:
            self._usual.insertItem(0, self.tr("Your usual message"))
        self._own = use
        self._usual.setItemData(0, use)
        if self._follows and use != self.use():
            self._fill(use)
            self.changed.emit()
        self._name()

    def text(self) -> str:
        """For the settings: `1000 300 0 1`; nothing where the person's own messages are meant."""
        return "" if self._follows else self.use().text

    def restore(self, text: str) -> None:
        """Mean what `text` told, without telling of it; a usual use when it tells none."""
        self._follows = not text
        self._fill((not text and self._own) or use_of(text))

    def _fill(self, use: Use) -> None:
        for box, value in (
            (self._prompt, use.prompt),
            (self._completion, use.completion),
            (self._pictures, use.pictures),
            (self._requests, use.requests),
        ):
            before = box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(before)
        self._name()

    def _name(self) -> None:
        """Show which of the usual ones these numbers are."""
        at = next((at for at in range(self._usual.count()) if self._usual.itemData(at) == self.use()), -1)
        self._usual.setCurrentIndex(at if at >= 0 else self._usual.count() - 1)

    def _take_usual(self, at: int) -> None:
        use = self._usual.itemData(at)
        if isinstance(use, Use):
            self._follows = use == self._own
            self._fill(use)
            self.changed.emit()
        else:
            self._prompt.setFocus(Qt.FocusReason.OtherFocusReason)
            self._prompt.selectAll()

    def _changed(self) -> None:
        self._follows = False
        self._name()
        self.changed.emit()


def use_text(use: Use) -> str:
    """What a cost is told for, as the unit of one."""
    parts = [translate("use", "USD for {sent} tokens sent and {back} back")]
    if use.pictures:
        parts.append(translate("use", "{n} pictures") if use.pictures > 1 else translate("use", "1 picture"))
    if use.requests > 1:
        parts.append(translate("use", "{times} times"))
    counts = {"sent": use.prompt, "back": use.completion, "n": use.pictures, "times": use.requests}
    return ", ".join(parts).format(**{name: number(count) for name, count in counts.items()})
