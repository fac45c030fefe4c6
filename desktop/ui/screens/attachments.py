"""Where the pictures of the composer meet their chips: shown, put in order, taken away and brought back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.domain.attachment import MOST, Preparation
from desktop.domain.edits import UNTOUCHED
from desktop.domain.errors import TooManyPictures
from desktop.domain.parts import Modality
from desktop.domain.picture import Change
from desktop.domain.vision import Detail, Quality
from desktop.services.weighing import choices_of, details_of
from desktop.ui.figures import number
from desktop.ui.images.chip_menu import ENGINES, REMOVE_ALL, REMOVE_REFUSED
from desktop.ui.links import visible
from desktop.ui.notices import UNDO_SECONDS
from desktop.ui.words import sentence_for

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.attachment import Attachment
    from desktop.domain.parts import Engine, MediaPart, TextFilePart
    from desktop.services.asked import Asked
    from desktop.services.remote import Remote
    from desktop.services.sizes import Sizes
    from desktop.services.workspace import Workspace
    from desktop.ui.chat_pane import ChatPane

TOLD_SECONDS = 6.0
PRICES = {Modality.FILE: "prompt", Modality.AUDIO: "audio"}  # of what a list states a price by the token


class AttachmentsScreen(QObject):
    """Keeps the chips equal to the intake.

    Args:
        look: Shows the pictures of these chips, the one at the index first.
        look_at_file: Shows a text file.
        edit: Lets the picture of a chip be edited.
    """

    def __init__(
        self,
        pane: ChatPane,
        workspace: Workspace,
        remote: Remote,
        sizes: Sizes,
        look: Callable[[list[Attachment], int], None],
        look_at_file: Callable[[TextFilePart], None],
        edit: Callable[[Attachment], None],
    ) -> None:
        super().__init__(pane)
        self._pane = pane
        self._workspace = workspace
        self._remote = remote
        self._sizes = sizes
        self._look = look
        self._look_at_file = look_at_file
        intake = workspace.intake
        composer = pane.composer
        self._verbs = self._make_verbs(edit)
        for told in (intake.changed, workspace.opened, workspace.model_changed, sizes.changed):
            told.connect(self.show)
        intake.repeated.connect(self._tell_repeated)
        composer.attachment_removed.connect(self.remove)
        composer.attachment_moved.connect(intake.move)
        composer.attachment_asked.connect(self._asked)
        composer.quality_chosen.connect(intake.choose)
        remote.changed.connect(lambda _address: self.show())
        self.show()

    def _make_verbs(self, edit: Callable[[Attachment], None]) -> dict[str, Callable[[Attachment], object]]:
        """What is asked of a chip."""
        intake = self._workspace.intake
        return {
            "preview": self._preview,
            "edit": edit,
            "metadata": self._keep,
            "fetch": self._fetch,
            **{f"detail {detail}": partial(self._look_closely, detail) for detail in Detail},
            "next": lambda chip: intake.step(chip.id, 1),
            "previous": lambda chip: intake.step(chip.id, -1),
            "sizes": self._sizes.find,
            "no sizes": lambda _chip: self._sizes.stop(),
            "all": self._send_whole,
            **{wish: partial(self._choose_engine, engine) for engine, wish in ENGINES.items()},
        }

    def show(self) -> None:
        """The chips as they are, with what they cost."""
        workspace, asked = self._workspace, self._workspace.asked()
        chips = workspace.intake.attachments
        weighed = ((chip.id, chip.image or chip.file) for chip in chips)
        known = {chip_id: asked.estimate(part) for chip_id, part in weighed if part}
        estimates = {chip_id: estimate for chip_id, estimate in known.items() if estimate}
        self._pane.composer.set_attachments(self._all_settled(chips, asked), estimates)
        self._pane.composer.set_removals(len(workspace.intake.removed))
        if not workspace.intake.removed:
            self._pane.notices.remove_notice("removed")

    def _all_settled(self, chips: Sequence[Attachment], asked: Asked) -> list[Attachment]:
        """The chips as they are sent. The first PDF speaks of those that are read anew along with all of them."""
        unread = self._workspace.unread_pdfs()
        settled = [self._settled(chip, asked, unread) for chip in chips]
        first = next((at for at, chip in enumerate(settled) if chip.engines), len(chips))
        return [replace(chip, unread=unread) if at == first else chip for at, chip in enumerate(settled)]

    def _settled(self, chip: Attachment, asked: Asked, unread: Sequence[MediaPart]) -> Attachment:
        """A chip with what becomes of it with the model that is asked: if it is sent, how large, read by whom."""
        sent = chip.image or chip.media
        lacked = sent is not None and sent.modality in asked.lacks
        chip = replace(chip, lacked=lacked, unreached=sent is not None and not lacked and asked.cannot_reach(sent))
        if chip.media:
            media = asked.settled(chip.media, self._workspace.intake.attachments, unread)
            price = asked.model.price(PRICES.get(media.modality, "")) if asked.model else None
            return replace(chip, media=media, engines=asked.engines(chip.media), token_price=price)
        if sent and sent.url in self._remote.pictures:
            chip = replace(chip, thumbnail=self._remote.pictures[sent.url].thumbnail)
        whole = chip.frames.film and Change.STILL not in chip.changes
        chip = replace(chip, unsure=whole and asked.sight.animated is None)
        details = details_of(chip.image, asked.estimate) if chip.image and asked.sight.detailed else ()
        choices = choices_of(chip, asked.sight, asked.estimate, self._sizes.of(chip))
        return replace(chip, choices=choices, details=details)

    def _tell_repeated(self, attachment_id: str) -> None:
        """A picture is attached once, and shown where it is."""
        for chip in self._workspace.intake.attachments:
            if chip.id == attachment_id:
                said = self.tr("Already attached: {name}").format(name=visible(chip.name))
                self._pane.notices.show_notice("repeated", said, [], "info", TOLD_SECONDS)

    def remove(self, *attachment_ids: str) -> None:
        """Take chips away, and offer them back for a while if they can be."""
        intake, before = self._workspace.intake, self._workspace.intake.removed
        intake.remove(*attachment_ids)
        if intake.removed != before:
            name, *others = intake.removed[-1]
            said = self.tr("Removed: {name}").format(name=visible(name))
            if others:
                said = self.tr("Removed: {n} attachments").format(n=number(len(others) + 1))
            undo = (self.tr("Undo"), self.bring_back)
            self._pane.notices.show_notice("removed", said, [undo], "info", UNDO_SECONDS)

    def bring_back(self, *, writing: bool = False) -> None:
        """Show again what was removed last, and give it the keyboard unless that is being used to write."""
        intake, notices = self._workspace.intake, self._pane.notices
        notices.remove_notice("removed")
        if back := intake.bring_back():
            self._pane.composer.add_undone(partial(self.remove, *back))
            if not writing:
                self._pane.composer.focus_attachment(back[0])
        elif intake.removed:
            beyond = TooManyPictures(count=len(intake.removed[-1]), most=MOST)
            notices.show_notice("removed", sentence_for(beyond), [], "info", UNDO_SECONDS)

    def _choose_engine(self, engine: Engine, _chip: Attachment) -> None:
        self._workspace.intake.choose_engine(engine)

    def _send_whole(self, chip: Attachment) -> None:
        """Send all of a film as it came; to a model that is not known to take such, that is the original."""
        if chip.frames.by_hand:
            self._workspace.intake.choose(chip.id, Quality.ORIGINAL)
        self._workspace.intake.edit(chip.id, UNTOUCHED)

    def _preview(self, chip: Attachment) -> None:
        """Look at what will be sent; what lies at an address is fetched first."""
        if chip.file:
            self._look_at_file(chip.file)
            return
        if chip.image and chip.image.url:
            self._remote.want(chip.image.url, partial(self._preview_remote, chip.image.url))
            return
        stored = [other for other in self._workspace.intake.attachments if other.image and other.image.blob]
        self._look(stored, stored.index(chip))

    def _preview_remote(self, address: str) -> None:
        """Look at what has come, where it is still attached."""
        for chip in self._workspace.intake.attachments:
            if chip.image and chip.image.url == address and (made := self._remote.pictures.get(address)):
                seen = replace(chip.image, media_type=made.media_type, width=made.width, height=made.height)
                self._look([replace(chip, image=seen)], 0)
                return

    def _fetch(self, chip: Attachment) -> None:
        """Fetch what lies at an address, to be sent in its place."""
        if chip.image:
            self._remote.want(chip.image.url, partial(self._put_in, chip.id, chip.image.url))

    def _put_in(self, attachment_id: str, address: str) -> None:
        if address in self._remote.pictures:
            self._workspace.intake.put_in(attachment_id, self._remote.came(address))

    def _keep(self, chip: Attachment) -> None:
        """Keep what a camera wrote, or take it out again."""
        self._workspace.intake.keep_metadata(chip.id, keeps=not chip.keeps)

    def _look_closely(self, detail: Detail, chip: Attachment) -> None:
        self._workspace.intake.look_closely(chip.id, detail)

    def _asked(self, action: str, attachment_id: str) -> None:
        chips = self._workspace.intake.attachments
        if action == "undo":
            self.bring_back(writing=not attachment_id)
        elif action == REMOVE_ALL:
            self.remove(*(chip.id for chip in chips))
        elif action == REMOVE_REFUSED:
            self.remove(*(chip.id for chip in chips if chip.preparation is Preparation.FAILED))
        for chip in chips:
            if chip.id == attachment_id and action in self._verbs:
                self._verbs[action](chip)
