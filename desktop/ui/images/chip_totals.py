"""What is said of all chips together, where one does not see them at a glance."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.attachment import Preparation
from desktop.domain.errors import FilesLeftOut, TooManyPictures
from desktop.domain.media import pages_of, read_along
from desktop.domain.parts import Engine
from desktop.domain.picture import Change
from desktop.domain.vision import Estimate
from desktop.ui.figures import human_size, number
from desktop.ui.images.chip_rows import BETWEEN
from desktop.ui.images.file_facts import cost_words, reading_words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.attachment import Attachment
    from desktop.domain.parts import MediaPart

FEW = 3  # chips that one sees at a glance

translate: Callable[[str, str], str] = QCoreApplication.translate


def refused_words(attachments: Sequence[Attachment]) -> str:
    """How many cannot be attached; "" for none."""
    failed = [chip.failure for chip in attachments if chip.preparation is Preparation.FAILED]
    if not failed:
        return ""
    left_out = [it for it in failed if isinstance(it, FilesLeftOut | TooManyPictures)]  # each stands for so many
    count = len(failed) - len(left_out) + sum(it.count or 0 for it in left_out)
    said = translate("chip", "{n} could not be attached")
    if any(it.more for it in left_out):
        said = translate("chip", "more than {n} could not be attached")
    return said.format(n=number(count))


def totals_of(attachments: Sequence[Attachment], estimates: Mapping[str, Estimate]) -> str:
    """What they are together: how many, bytes, and tokens and cost as far as they are known.

    And what small chips have no room for: who reads the PDFs, and how many pictures say no longer where they are from.
    """
    wanted = [chip for chip in attachments if chip.preparation is not Preparation.FAILED]
    if not wanted:
        return ""
    ready = [chip.part for chip in wanted if chip.preparation is Preparation.READY and chip.part]
    said = translate("chip", "{n} attached")
    if len(ready) < len(wanted):
        said = translate("chip", "{n} of {count} ready")
    facts = [said.format(n=number(len(ready)), count=number(len(wanted)))]
    if size := sum(part.size for part in ready):
        facts.append(human_size(size))
    told = [estimates[chip.id] for chip in wanted if chip.id in estimates and chip.preparation is Preparation.READY]
    known = [estimate.tokens for estimate in told if estimate.tokens is not None]
    if known:
        costs = [estimate.cost for estimate in told if estimate.cost is not None]
        total = Estimate(sum(known), sum(costs, Decimal()) if costs else None)
        cost = BETWEEN.join(cost_words(total))
        some = translate("chip", "{cost} for {n} of them").format(cost=cost, n=number(len(known)))
        facts.append(some if len(known) < len(ready) else cost)
    if pdf := _pdfs_together(wanted):
        price = next(chip.token_price for chip in wanted if chip.media and chip.media.engine)
        reading = ", ".join(reading_words(pdf, price))
        facts.append(translate("chip", "PDF: {reading}").format(reading=reading))
    if moved := sum(Change.LOCATION_REMOVED in chip.changes for chip in wanted):
        facts.append(translate("chip", "location removed from {n}").format(n=number(moved)))
    return BETWEEN.join(facts)


def _pdfs_together(attachments: Sequence[Attachment]) -> MediaPart | None:
    """All PDFs, and earlier ones that are read anew, as if they were one: one engine reads them. None for none."""
    pdfs = [chip.media for chip in attachments if chip.media and chip.media.engine is not Engine.UNSET]
    if not pdfs:
        return None
    along = [pdf for chip in attachments for pdf in read_along(pdfs[0].engine, chip.unread)]
    return replace(pdfs[0], pages=pages_of([*pdfs, *along]))
