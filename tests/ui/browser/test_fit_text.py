from __future__ import annotations

import pytest

from desktop.domain.fit import Lack, Misfit
from desktop.ui.browser.fit_text import misfits_text


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
        ((Misfit(Lack.RETIRED, 40),), "listed last 40 days ago"),
        ((Misfit(Lack.RETIRED, 1),), "listed last yesterday"),
        ((Misfit(Lack.RETIRED),), "no longer listed"),
        ((Misfit(Lack.BATCH),), "answers batch requests only"),
        ((Misfit(Lack.MODALITY, name="image"),), "does not answer with pictures"),
        ((Misfit(Lack.OUTPUT, 500),), "answers too short by 500 tokens"),
        ((Misfit(Lack.TOOLS), Misfit(Lack.EXPIRES, 2)), "cannot use tools, expires in 2 days"),
    ],
)
def test_every_reason_has_its_words(qapp, misfits, words):
    assert misfits_text(misfits) == words
