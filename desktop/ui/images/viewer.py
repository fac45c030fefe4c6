"""The pictures of a conversation in a window of their own."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.figures import human_size, number
from desktop.ui.images.canvas import STEP, PictureCanvas
from desktop.ui.images.viewer_bar import Button, ViewerBar, figure
from desktop.ui.links import visible
from desktop.ui.menus import open_by_key
from desktop.ui.notices import NoticeBar
from desktop.ui.theme.theme import SPACE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QKeyEvent

    from desktop.domain.parts import ImagePart

SHARE = 0.8  # of the screen, which the window takes at most
UNKNOWN = QSize(640, 480)  # of a picture whose size nobody has told
BEST = QSize(640, 440)  # the window is not smaller at first
TITLE_BAR = 40  # device-independent pixels, which are not known before the window is shown
TOLD = 4.0  # seconds that good news stays
NOT_ATTACHED: Mapping[str, Attached] = MappingProxyType({})


class Attached(NamedTuple):
    """What is known of a picture beside what is sent of it.

    Attributes:
        given: Pixels that it came with; None where it cannot be read again, or was not yet.
        done: What was done to it, in words.
        size: Bytes that it came with; 0 when not known.
    """

    given: tuple[int, int] | None
    done: str = ""
    size: int = 0


class Viewer(QDialog):
    """Shows one of several pictures; knows nothing of where they come from.

    Attributes:
        before: The picture is shown as it came, and not as it is sent.

    Signals:
        shown: A picture came on view; answered by `canvas.set_preview`.
        wanted: A picture, and a `Look` at it; answered by `canvas.set_seen`.
        original_wanted: A picture whose original is to be shown; answered by `show_original`.
        use_requested: A picture that is to go with the next question.
        save_requested, copy_requested: A picture that is to be saved or copied; with the pixels that it came with when
            that is to be done with what came, and not with what is sent.
        drag_requested: A picture that is dragged out, as it is sent.
    """

    shown = Signal(object)
    wanted = Signal(object, object)
    original_wanted = Signal(object)
    use_requested = Signal(object)
    save_requested = Signal(object, object)
    copy_requested = Signal(object, object)
    drag_requested = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("picture-viewer")
        self.before = False
        self._images: tuple[ImagePart, ...] = ()
        self._attached: Mapping[str, Attached] = {}
        self._originals: dict[ImagePart, Attached] = {}  # of those sent, as far as they were looked at
        self._at = 0
        self._window = parent.window()
        self._back_to = self._window.focusWidget()
        self.canvas = PictureCanvas(self)
        self.notices = NoticeBar(self)
        self._count = figure("picture-count", self.tr("{n} of {count}").format(n="00", count="00"), self)
        self._scale = figure("picture-scale", "0,000 %", self)
        self._bar = ViewerBar(self._table(), (self._count, self._scale), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.canvas, 1)
        column.addWidget(self._bar)
        self._connect()
        open_by_key(self)
        self.canvas.setFocus()

    def _connect(self) -> None:
        canvas = self.canvas
        canvas.wanted.connect(lambda look: self.wanted.emit(self.image, look))
        canvas.zoomed.connect(self._tell_scale)
        canvas.turned.connect(self.turn)
        canvas.dragged.connect(self._drag)
        canvas.menu_wanted.connect(self._bar.open_menu)
        self.finished.connect(self._give_focus_back)

    # Pictures

    @property
    def image(self) -> ImagePart:
        """The one on view."""
        return self._images[self._at]

    def show_pictures(
        self, images: Sequence[ImagePart], at: int, attached: Mapping[str, Attached] = NOT_ATTACHED
    ) -> None:
        """Show one of these; the others are next to it. What is known of those not sent yet is named by their blobs."""
        self._images = tuple(images)
        self._attached = attached
        self._at = at
        self.before = False
        if not self.isVisible():
            self._size_for(self._size_of(self.image))
        self._show()

    def put_beside(self, images: Sequence[ImagePart], before: int) -> None:
        """More are next to those that are there, of which the first is now the one at `before`."""
        self._images = tuple(images)
        self._at += before
        self._tell_count()

    def exchange(self, raw: ImagePart, made: ImagePart) -> None:
        """Show what was made of a picture in its place."""
        on_view = self.image == raw
        self._images = tuple(made if image == raw else image for image in self._images)
        if on_view:
            self._show()

    def turn(self, step: int) -> None:
        """To the next picture; past the last there is none."""
        at = min(max(self._at + step, 0), len(self._images) - 1)
        if at != self._at:
            self._at = at
            self.before = False
            self._show()

    @property
    def _about(self) -> Attached:
        return self._attached.get(self.image.blob) or self._originals.get(self.image, Attached(None))

    @property
    def _given(self) -> tuple[int, int] | None:
        """The pixels that the picture came with, when that is what is on view."""
        return self._about.given if self.before else None

    @property
    def _has_original(self) -> bool:
        """Whether what came can be shown, or asked for."""
        return self._about.given is not None or (self.image.has_original and self.image.blob not in self._attached)

    def flip(self) -> None:
        """From what is sent to what came, and back."""
        if self._has_original and self._about.given is None:
            self.original_wanted.emit(self.image)
            self._tell_count()
        else:
            self.before = not self.before and self._has_original
            self._show()

    def show_original(self, image: ImagePart, given: tuple[int, int], size: int) -> None:
        """What a picture came as, in pixels and bytes; it is shown where that picture is on view."""
        self._originals[image] = Attached(given, size=size)
        if image == self.image and not self.before:
            self.flip()

    def _show(self) -> None:
        self.notices.remove_notice("picture")
        self.canvas.show_picture(QSize(*self._given) if self._given else self._size_of(self.image))
        self._tell_count()
        self.shown.emit(self.image)

    @staticmethod
    def _size_of(image: ImagePart) -> QSize:
        return QSize(image.width, image.height) if image.width and image.height else UNKNOWN

    def _size_for(self, size: QSize) -> None:
        """As large as the picture and no larger than most of the screen, in the middle of the window behind."""
        screen = self.screen().availableGeometry()
        most = screen.size() * SHARE
        wanted = size / self.devicePixelRatioF() + QSize(0, self._bar_height())
        place = QRect(QPoint(), wanted.expandedTo(BEST).boundedTo(most))
        self.resize(place.size())
        place.moveCenter(self._window.frameGeometry().center())
        place.moveLeft(max(screen.left(), min(place.left(), screen.right() - place.width())))
        place.moveTop(max(screen.top(), min(place.top(), screen.bottom() - place.height() - TITLE_BAR)))
        self.move(place.topLeft())

    # Words

    def facts(self, *, short: bool = False) -> str:
        """Name, size in pixels, size in bytes, and unless in `short` what was done, as far as they are known."""
        image, about = self.image, self._about
        width, height = self._given or (image.width, image.height)
        pixels = ""
        if width and height:
            pixels = self.tr("{width}×{height} px").format(width=width, height=height)
        if self.before:
            more = (about.size and human_size(about.size), self.tr("as it came"))
        else:
            more = (image.size and human_size(image.size), "" if short else about.done)
        return " · ".join(word for word in (visible(image.name), pixels, *more) if word)

    def _tell_count(self) -> None:
        said = self.tr("{n} of {count}").format(n=number(self._at + 1), count=number(len(self._images)))
        self.setWindowTitle(self.facts(short=True))
        self.canvas.setAccessibleName(f"{self.facts()} · {said}")
        flip = self._bar.buttons["picture-before"]
        flip.setVisible(self._has_original)
        with QSignalBlocker(flip):
            flip.setChecked(self.before)
        self._bar.buttons["picture-use"].setVisible(self.image.blob not in self._attached)
        self._bar.buttons["picture-use"].setEnabled(not self.before)
        several = len(self._images) > 1
        self._count.setText(said)
        self._count.setVisible(several)
        for name, there in (("picture-previous", self._at > 0), ("picture-next", self._at < len(self._images) - 1)):
            self._bar.buttons[name].setVisible(several)
            self._bar.buttons[name].setEnabled(there)

    def _tell_scale(self) -> None:
        said = self.tr("{n} %").format(n=number(max(1, round(100 * self.canvas.view.scale))))
        self._scale.setText(said)
        self.canvas.setAccessibleDescription(self.tr("Shown at {scale}").format(scale=said))

    def tell(self, text: str, actions: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """Say what went wrong with the picture on view, with the ways out; or, without any, what went well."""
        if actions:
            self.notices.show_notice("picture", text, actions, "error")
        else:
            self.notices.show_notice("picture", text, (), "info", TOLD)

    # The bar

    def _table(self) -> list[list[Button]]:
        canvas, key = self.canvas, QKeySequence.StandardKey
        return [
            [
                Button("picture-previous", "chevron-left", self.tr("Previous picture"), lambda: self.turn(-1)),
                Button("picture-next", "chevron-right", self.tr("Next picture"), lambda: self.turn(1)),
            ],
            [
                Button("picture-smaller", "minus", self.tr("Zoom out"), lambda: canvas.zoom_by(1 / STEP)),
                Button("picture-larger", "plus", self.tr("Zoom in"), lambda: canvas.zoom_by(STEP)),
                Button("picture-fit", "fit", self.tr("Fit to the window"), canvas.fit),
                Button("picture-actual", "actual-size", self.tr("Actual size"), lambda: canvas.zoom_to(1.0)),
            ],
            [
                Button("picture-before", "", self.tr("As it came"), self.flip, QKeySequence(Qt.Key.Key_B)),
                Button("picture-use", "attach", self.tr("Use in the next question"), self._use),
                Button("picture-copy", "copy", self.tr("Copy picture"), self._copy, QKeySequence(key.Copy)),
                Button("picture-save", "save", self.tr("Save picture as…"), self._save, QKeySequence(key.Save)),
            ],
        ]

    def _bar_height(self) -> int:
        return self._bar.buttons["picture-fit"].sizeHint().height() + SPACE

    def _use(self) -> None:
        image = self.image
        self.close()  # what comes next is to be written
        self.use_requested.emit(image)

    def _copy(self) -> None:
        self.copy_requested.emit(self.image, self._given)

    def _save(self) -> None:
        self.save_requested.emit(self.image, self._given)

    def _drag(self) -> None:
        """Give away what is sent: where a picture was taken leaves only when that is asked for by name."""
        if not self.before:
            self.drag_requested.emit(self.image)

    # The window

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the picture hears when it has the keyboard, it hears too while a button has it."""
        if event.modifiers() or not self.canvas.press(Qt.Key(event.key())):
            super().keyPressEvent(event)

    def _give_focus_back(self) -> None:
        """To where the keyboard was, in the window behind."""
        self._window.activateWindow()
        if self._back_to is not None and isValid(self._back_to):
            self._back_to.setFocus(Qt.FocusReason.ActiveWindowFocusReason)
