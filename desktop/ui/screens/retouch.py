"""Where a picture of the composer meets the window in which it is edited."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QTransform
from shiboken6 import isValid

from desktop.domain.attachment import Preparation
from desktop.domain.errors import Failure
from desktop.domain.parts import ImagePart
from desktop.domain.vision import Detail
from desktop.services.retouch import Retouch
from desktop.system.threads import on_thread
from desktop.ui import words
from desktop.ui.dialogs.frame import open_dialog
from desktop.ui.images.chip_facts import lines_of
from desktop.ui.images.decode import image_of
from desktop.ui.images.retouch import RetouchDialog, Wish
from desktop.ui.links import visible
from desktop.ui.notices import UNDO_SECONDS
from desktop.ui.screens.held_draft import HeldDraft

if TYPE_CHECKING:
    from collections.abc import Coroutine

    from desktop.domain.attachment import Attachment
    from desktop.domain.edits import Edits
    from desktop.domain.picture import Prepared
    from desktop.services.tasks import TaskScope
    from desktop.services.workspace import Workspace
    from desktop.system.images import Images
    from desktop.ui.chat_pane import ChatPane


class RetouchScreen(QObject):
    """Opens the window, shows in it what was asked for, and has done what was wanted.

    What was left undone there is offered back for half a minute.
    """

    def __init__(self, pane: ChatPane, workspace: Workspace, images: Images, tasks: TaskScope) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._images = images
        self._tasks = tasks
        self._left = ""  # the id of the chip whose edits are offered back
        for told in (workspace.intake.changed, workspace.opened):
            told.connect(self._follow_chips)

    def open(self, chip: Attachment, left: Edits | None = None) -> None:
        """Edit the picture of a chip, from where it was left."""
        for key in ("retouch", "pending"):  # nothing of it is to be sent meanwhile
            self._pane.notices.remove_notice(key)
        held = HeldDraft(self._workspace, self._pane.notices)
        retouch = Retouch(self._workspace.intake, self._images, chip)
        dialog = RetouchDialog(visible(chip.name), self._pane)
        dialog.wanted.connect(lambda wish: self._start(dialog, self._look(dialog, retouch, wish)))
        dialog.page_wanted.connect(lambda frame: self._start(dialog, self._turn(dialog, retouch, frame)))
        dialog.edited.connect(lambda edits: self._start(dialog, self._make(dialog, retouch, chip, edits)))
        dialog.applied.connect(lambda edits: self._apply(retouch, chip, held, edits))
        dialog.left.connect(lambda edits: self._offer_back(chip, edits))
        dialog.finished.connect(lambda _result: self._pane.composer.focus_attachment(chip.id))
        dialog.finished.connect(lambda _result: held.let_go())
        open_dialog(dialog)
        self._start(dialog, self._read(dialog, retouch, left))

    def _apply(self, retouch: Retouch, chip: Attachment, held: HeldDraft, edits: Edits) -> None:
        """Have it done where the picture is attached, which need not be on view any more."""
        name = visible(chip.name)
        if retouch.apply(edits):
            held.tell(self.tr("In another chat {name} is as you edited it.").format(name=name))
        else:
            held.tell_gone(self.tr("Nothing was done to {name}: it is no longer attached.").format(name=name))

    def _offer_back(self, chip: Attachment, edits: Edits) -> None:
        self._left = chip.id
        said = self.tr("The picture stays as it was: {name}").format(name=visible(chip.name))
        undo = (self.tr("Undo"), lambda: self._open_again(edits))
        self._pane.notices.show_notice("retouch", said, [undo], "info", UNDO_SECONDS)
        self._follow_chips()  # another chat may be on view by now

    def _open_again(self, edits: Edits) -> None:
        for chip in self._workspace.intake.attachments:
            if chip.id == self._left:
                self.open(chip, edits)

    def _follow_chips(self) -> None:
        """There is nothing to go on with where the chip is gone."""
        if self._left and all(chip.id != self._left for chip in self._workspace.intake.attachments):
            self._left = ""
            self._pane.notices.remove_notice("retouch")

    async def _read(self, dialog: RetouchDialog, retouch: Retouch, left: Edits | None) -> None:
        await retouch.open()
        if isValid(dialog):
            dialog.show_picture(retouch.size, retouch.edits, retouch.frames)
            if left:
                dialog.take_up(left)

    async def _turn(self, dialog: RetouchDialog, retouch: Retouch, frame: int | None) -> None:
        if await retouch.turn_to(frame) and isValid(dialog):
            dialog.show_page(retouch.size, frame)

    async def _look(self, dialog: RetouchDialog, retouch: Retouch, wish: Wish) -> None:
        pixels = await retouch.look(*wish.look, None if wish.after else wish.turns)
        turn = QTransform().rotate(0 if wish.after else 90 * wish.turns)
        seen = await on_thread(lambda: image_of(pixels).transformed(turn), "picture")
        if isValid(dialog):
            dialog.set_seen(wish, seen)

    async def _make(self, dialog: RetouchDialog, retouch: Retouch, chip: Attachment, edits: Edits) -> None:
        made = await retouch.make(edits)
        if made is not None and isValid(dialog):
            dialog.show_made((made.width, made.height), self._facts(chip, made))

    def _facts(self, chip: Attachment, made: Prepared) -> str:
        """What the chip would say."""
        detail = chip.image.detail if chip.image else Detail.AUTO
        image = ImagePart(chip.name, made.media_type, detail=detail)
        image = replace(image, width=made.width, height=made.height, size=len(made.data))
        given = (made.given_width, made.given_height)
        then = replace(chip, preparation=Preparation.READY, image=image, given=given)
        then = replace(then, changes=made.changes, frames=made.frames)
        return " · ".join(lines_of(then, "", self._workspace.asked().estimate(image)))

    def _start(self, dialog: RetouchDialog, work: Coroutine[object, object, None]) -> None:
        self._tasks.start(self._guarded(dialog, work), "retouch")

    async def _guarded(self, dialog: RetouchDialog, work: Coroutine[object, object, None]) -> None:
        try:
            await work
        except Failure as failure:
            if isValid(dialog):
                dialog.show_failure(words.sentence_for(failure, advice=False))
