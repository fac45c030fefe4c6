"""What can be done with an attached picture or file, as a menu."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop.domain.attachment import Preparation
from desktop.domain.edits import Edits, stepped
from desktop.domain.media import OCR_PAGES, OCR_PRICE, ocr_price, pages_of
from desktop.domain.parts import Engine
from desktop.domain.picture import Change
from desktop.domain.vision import Detail, Quality
from desktop.ui.figures import money, number
from desktop.ui.images.chip_facts import choice_words
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.images.file_facts import about, cost_words, host_of, token_price
from desktop.ui.links import visible
from desktop.ui.menus import keep_in_view, light_first

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from decimal import Decimal

    from PySide6.QtGui import QAction

    from desktop.domain.attachment import Choice
    from desktop.ui.images.chip import AttachmentChip

ENGINES = {engine: f"engine:{engine}" for engine in Engine}  # what is asked for to have a PDF read by it
TURNS = {Qt.Key.Key_PageUp: "previous", Qt.Key.Key_PageDown: "next"}

REMOVE_ALL, REMOVE_REFUSED = "remove all", "remove refused"  # what is asked for of all chips

FACT_WIDTH = 420  # pixels

translate: Callable[[str, str], str] = QCoreApplication.translate


class ChipMenu(QMenu):
    """Says to a chip what is wanted of it, and frees itself when it closes."""

    def __init__(self, chip: AttachmentChip) -> None:
        super().__init__(chip)
        self._chip, self._attachment, self._detailed = chip, chip.attachment, False
        self.setObjectName("attachment-menu")
        self._levels: dict[Quality, QAction] = {}
        self.aboutToShow.connect(self._find_sizes)
        self.aboutToHide.connect(self._find_no_sizes)
        self.aboutToHide.connect(self.deleteLater)
        self._fill()

    def follow(self) -> None:
        """Offer what can be done by now, where the chip is another one than when this was opened."""
        before, now = self._attachment, self._chip.attachment
        if (replace(before, choices=()), self._detailed) == (replace(now, choices=()), self._is_detailed()):
            self._attachment = now
            self._show_choices()
            return
        current = self.activeAction()
        words = current.text().split(BETWEEN)[0] if current else ""
        self._levels.clear()
        self.clear()
        self._fill()
        if words:
            light_first(self, words)
        if self.isVisible():
            self._find_sizes()
            keep_in_view(self)

    def _fill(self) -> None:
        chip, attachment = self._chip, self._chip.attachment
        self._attachment, self._detailed = attachment, self._is_detailed()
        quality, failed = attachment.quality, attachment.preparation is Preparation.FAILED
        if chip.is_stored or (quality is not None and not failed):  # or will be: nothing moves once it is
            view = self.addAction(self.tr("&View"), QKeySequence(Qt.Key.Key_Space), chip.look)
            view.setEnabled(chip.is_stored)
        elif chip.address:
            words = self.tr("&Show the picture from {host}").format(host=host_of(chip.address).replace("&", "&&"))
            self.addAction(words, QKeySequence(Qt.Key.Key_Space), chip.look)
        elif attachment.media:
            self._add_facts()
        self._add_ways()
        if quality is not None and attachment.failure:
            self.addAction(self.tr("&Try again"), partial(chip.quality_chosen.emit, quality))
        if quality is not None and not failed:
            self._add_making()
        if chip.is_unchangeable:
            self.addAction(self.tr("No editing and no other size: its original was not kept")).setEnabled(False)
        self._add_details()
        self._add_engines()
        self.addSeparator()
        self._add_moves()
        self.addAction(self.tr("&Remove"), QKeySequence(Qt.Key.Key_Delete), chip.remove_requested.emit)
        keys = QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_Delete)
        add_removals(self, sum(chip.steps) + 1, chip.refused, chip.asked.emit, keys)

    def _find_sizes(self) -> None:
        if self._levels:
            self._chip.asked.emit("sizes")

    def _find_no_sizes(self) -> None:
        if self._levels:
            self._chip.asked.emit("no sizes")

    def _add_moves(self) -> None:
        """Offer other places among the chips, where there are any."""
        mirrored = self._chip.layoutDirection() is Qt.LayoutDirection.RightToLeft
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        said = (self.tr("Move earlier"), self.tr("Move later"))
        for words, key, step, steps in zip(
            said, reversed(keys) if mirrored else keys, (-1, 1), self._chip.steps, strict=True
        ):
            if steps:
                self.addAction(words, QKeySequence(Qt.Modifier.ALT | key), partial(self._chip.moved.emit, step, 0))

    def _add_facts(self) -> None:
        """Say what is known of what cannot be looked at."""
        for fact in (visible(self._attachment.name), *self._chip.lines()):
            shown = self.fontMetrics().elidedText(fact, Qt.TextElideMode.ElideMiddle, FACT_WIDTH)
            self.addAction(shown.replace("&", "&&")).setEnabled(False)
        self.addSeparator()

    def _add_ways(self) -> None:
        """Offer what else can be sent of a film, or in the place of an address that nobody else can fetch from."""
        attachment = self._attachment
        if attachment.image and attachment.unreached:
            words = self.tr("&Fetch it here, and send the picture itself")
            self.addAction(words, partial(self._chip.asked.emit, "fetch"))
        if attachment.strippable and attachment.quality is None:
            self._add_keeping()

    def _add_making(self) -> None:
        """Offer what is made of a picture."""
        edit = self.addAction(self.tr("&Edit…"), partial(self._chip.asked.emit, "edit"))
        edit.setEnabled(self._chip.can_be_edited)
        self._add_frames()
        self.addSeparator()
        choices = QActionGroup(self)
        for quality in Quality:
            item = self.addAction("", partial(self._chip.quality_chosen.emit, quality))
            item.setCheckable(True)
            item.setChecked(quality is self._attachment.quality)
            choices.addAction(item)
            self._levels[quality] = item
        self._show_choices()
        self.addSeparator()
        self._add_keeping()

    def _add_keeping(self) -> None:
        """Offer to keep what a camera wrote; the place is named where there is one."""
        placed = {Change.LOCATION_REMOVED, Change.LOCATION_KEPT} & {*self._attachment.changes}
        words = self.tr("Keep &metadata, with the place") if placed else self.tr("Keep &metadata")
        keeps = self.addAction(words, partial(self._chip.asked.emit, "metadata"))
        keeps.setCheckable(True)
        keeps.setChecked(self._attachment.keeps)

    def _show_choices(self) -> None:
        """Say what there would be with each quality, as far as that is known by now; and which would change nothing."""
        choices = {choice.quality: choice for choice in self._attachment.choices}
        for quality, item in self._levels.items():
            item.setText(BETWEEN.join([_quality_words(quality), *self._would_be(choices, quality)]))

    def _would_be(self, choices: Mapping[Quality, Choice], quality: Quality) -> list[str]:
        there, chosen = self._attachment.quality, choices.get(quality)
        if chosen is None:
            return []
        said = choice_words(chosen)
        same = there is not None and there is not quality and there in choices and said == choice_words(choices[there])
        return [self.tr("already this size") if same and chosen.size else said]

    def _add_frames(self) -> None:
        if not self._chip.chooses:
            return
        frames, edits = self._attachment.frames, self._attachment.edits
        self.addSeparator()
        before, after = self.tr("&Previous frame"), self.tr("&Next frame")
        if frames.pages:
            before, after = self.tr("&Previous page"), self.tr("&Next page")
        for words, key, step in ((before, Qt.Key.Key_PageUp, -1), (after, Qt.Key.Key_PageDown, 1)):
            item = self.addAction(words, QKeySequence(key), partial(self._chip.asked.emit, TURNS[key]))
            item.setEnabled(stepped(edits, frames, step) != edits)
        if (frames.film or frames.by_hand) and edits == Edits(frame=edits.frame):
            whole = self.addAction(self.tr("All &frames, as it came"), partial(self._chip.asked.emit, "all"))
            whole.setCheckable(True)
            whole.setChecked(frames.film and edits.frame is None)

    def _is_detailed(self) -> bool:
        """Whether it matters how closely the model looks."""
        return self._chip.estimate is not None and self._chip.estimate.detailed

    def _add_details(self) -> None:
        """Let it be chosen how closely the model looks, where that matters."""
        image = self._attachment.image
        if image is None or not (image.detail or self._detailed):
            return
        choices, known = QActionGroup(self), dict(self._attachment.details)
        self.addSeparator()
        for detail in Detail:
            words = BETWEEN.join([_detail_words(detail), *(cost_words(known[detail]) if detail in known else [])])
            item = self.addAction(words, partial(self._chip.asked.emit, f"detail {detail}"))
            item.setCheckable(True)
            item.setChecked(detail is image.detail)
            choices.addAction(item)

    def _add_engines(self) -> None:
        """Offer who may read a PDF."""
        choices, media = QActionGroup(self), self._attachment.media
        pages = pages_of([media, *self._attachment.unread]) if media else 0
        for engine in self._attachment.engines:
            words = _engine_words(engine, pages, self._attachment.token_price)
            item = self.addAction(words, partial(self._chip.asked.emit, ENGINES[engine]))
            item.setCheckable(True)
            item.setChecked(media is not None and engine is media.engine)
            choices.addAction(item)


def add_removals(
    menu: QMenu, count: int, refused: int, ask: Callable[[str], object], keys: QKeySequence | None = None
) -> None:
    """Offer to remove many chips at once, where there are many, and of them those that could not be attached.

    The keys are what removes all where the keyboard is.
    """
    if 1 < refused < count:
        menu.addAction(translate("chip", "Remove all that could not be attached"), partial(ask, REMOVE_REFUSED))
    if count > 1:
        menu.addAction(translate("chip", "Remove all"), keys or QKeySequence(), partial(ask, REMOVE_ALL))


def _quality_words(quality: Quality) -> str:
    return {
        Quality.ORIGINAL: translate("chip", "&Original"),
        Quality.SHARP: translate("chip", "Sharp &text"),
        Quality.BALANCED: translate("chip", "&Balanced"),
        Quality.SMALL: translate("chip", "&Small"),
    }[quality]


def _detail_words(detail: Detail) -> str:
    return {
        Detail.AUTO: translate("chip", "&Automatic detail"),
        Detail.LOW: translate("chip", "&Low detail"),
        Detail.HIGH: translate("chip", "&High detail"),
    }[detail]


def _engine_words(engine: Engine, pages: int, price: Decimal | None) -> str:
    if engine is Engine.OCR and pages:
        return translate("chip", "&Scans too, {price}").format(price=about(ocr_price(pages)))
    return {
        Engine.UNSET: "",
        Engine.NATIVE: translate("chip", "Read by the &model itself, {tokens}"),
        Engine.TEXT: translate("chip", "Its &text alone, free"),
        Engine.OCR: translate("chip", "&Scans too, {price} for {n} pages"),
    }[engine].format(price=money(OCR_PRICE), n=number(OCR_PAGES), tokens=token_price(price))
