from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtGui import QFontMetrics

from desktop.domain.fit import Lack, Misfit
from desktop.ui.browser.fit_text import brief_misfits, misfits_text, none_suits_text
from desktop.ui.language import install
from desktop.ui.models.cells import PADDING
from desktop.ui.models.columns import WHY
from desktop.ui.models.head import LEAST

DAY = date(2025, 4, 23)


@pytest.mark.parametrize(
    ("misfits", "words"),
    [
        ((), ""),
        ((Misfit(Lack.CONTEXT, 12_000),), "context too small by about 12K tokens"),
        ((Misfit(Lack.PICTURES, 3),), "cannot see pictures"),
        ((Misfit(Lack.INPUT, name="video"),), "does not take video"),
        ((Misfit(Lack.PARAMETER, name="temperature"),), "ignores temperature"),
        ((Misfit(Lack.PARAMETER, name="<b>\u202ex"),), "ignores <b>\ufffdx"),
        ((Misfit(Lack.EXPIRES, 9),), "expires in 9 days"),
        ((Misfit(Lack.EXPIRES, 1),), "expires tomorrow"),
        ((Misfit(Lack.EXPIRES, 0),), "expires today"),
        ((Misfit(Lack.EXPIRED, 1),), "expired yesterday"),
        ((Misfit(Lack.EXPIRED, 30),), "expired 30 days ago"),
        ((Misfit(Lack.RETIRED, day=DAY),), "listed last on 23 Apr 2025"),
        ((Misfit(Lack.BATCH),), "answers batch requests only"),
        ((Misfit(Lack.MODALITY, name="image"),), "does not answer with pictures"),
        ((Misfit(Lack.TOOLS), Misfit(Lack.EXPIRES, 2)), "cannot use tools, expires in 2 days"),
    ],
)
def test_every_reason_has_its_words(qapp, misfits, words):
    assert misfits_text(misfits) == words


@pytest.mark.parametrize(
    ("misfits", "words"),
    [
        ((Misfit(Lack.CONTEXT, 12_000),), "12K too small"),
        ((Misfit(Lack.PICTURES, 3), Misfit(Lack.CONTEXT, 12_000), Misfit(Lack.TOOLS)), "no pictures +2"),
        ((Misfit(Lack.TOOLS), Misfit(Lack.EXPIRES, 2)), "no tools +1"),
        ((Misfit(Lack.RETIRED, day=DAY), Misfit(Lack.PICTURES, 1)), "last seen 23 Apr 2025"),
        ((Misfit(Lack.EXPIRED, amount=58), Misfit(Lack.BATCH)), "expired 58 days ago"),
        ((), ""),
        ((Misfit(Lack.PARAMETER, name="<b>\u202ex"),), "no <b>\ufffdx"),
        ((Misfit(Lack.INPUT, name="video"),), "no video"),
    ],
)
def test_a_narrow_cell_has_the_weightiest_reason_as_a_whole_and_counts_the_others(qapp, misfits, words):
    assert brief_misfits(misfits) == words


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_reason_fits_into_the_narrowest_column_of_reasons(language, qapp):
    amounts = {Lack.CONTEXT: (12_345, 123_456)}
    names = {Lack.MODALITY: "image", Lack.INPUT: "video", Lack.PARAMETER: "temperature"}
    translators = install(qapp, [language])
    try:
        briefs = [
            brief_misfits([Misfit(kind, amount, names.get(kind, ""), DAY), *[Misfit(Lack.EXPIRES)] * 2])
            for kind in Lack
            for amount in amounts.get(kind, (0, 1, 2, 99))
        ]
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
    room = LEAST[WHY] - 2 * PADDING
    width = QFontMetrics(qapp.font()).horizontalAdvance

    assert [(brief, width(brief)) for brief in briefs if width(brief) > room] == []


def test_why_no_model_suits_is_said_by_what_most_lack_and_the_nearest_of_them(qapp):
    far, near = (Misfit(Lack.CONTEXT, amount) for amount in (90_000, 12_000))

    said = none_suits_text([(Misfit(Lack.PICTURES, 1), near), (far,), (near, Misfit(Lack.TOOLS))])
    assert said == "None of the 3 models suits this chat. Most often: context too small by about 12K tokens."
    assert none_suits_text([(Misfit(Lack.INPUT, name="file"),), *[(Misfit(Lack.INPUT, name="audio"),)] * 2]).endswith(
        "Most often: does not take audio."
    )
    gone = [(Misfit(Lack.RETIRED, day=date(2026, 1, day)),) for day in (1, 2)]
    assert none_suits_text(gone).endswith("Most often: no longer listed.")
    assert none_suits_text([(near,)]).startswith("The one model that was found does not suit this chat: context too")
