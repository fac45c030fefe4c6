"""Why a model does not suit an open chat, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.fit import Lack
from desktop.domain.foreign import LONGEST_NAME, one_line
from desktop.ui.browser.facts import modality_name, tokens_text
from desktop.ui.figures import day_text, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.fit import Misfit

NEVER = (Lack.RETIRED, Lack.EXCLUDED, Lack.BATCH, Lack.EXPIRED)  # nobody can ask it, whatever else it lacks

translate = QCoreApplication.translate


def misfits_text(misfits: Iterable[Misfit]) -> str:
    """All reasons in one line; lengths are estimates, and said to be."""
    return ", ".join(map(_misfit_text, misfits))


def brief_misfits(misfits: Sequence[Misfit]) -> str:
    """The weightiest for a narrow cell, and how many more there are of a model that could be asked at all."""
    if not misfits:
        return ""
    words = _brief(misfits[0])
    more = 0 if misfits[0].kind in NEVER else len(misfits) - 1
    return translate("brief", "{reason} +{n}").format(reason=words, n=more) if more else words


def none_suits_text(misfits: Sequence[Sequence[Misfit]]) -> str:
    """Why no model of some suits, by what is in the way of each: most often, and of the one that lacks least of it."""
    if len(misfits) == 1:
        words = translate("fit", "The one model that was found does not suit this chat: {reason}.")
        return words.format(reason=_misfit_text(misfits[0][0]))
    first = [reasons[0] for reasons in misfits]
    (most, _), *_ = Counter((misfit.kind, misfit.name) for misfit in first).most_common(1)
    least = min((misfit for misfit in first if (misfit.kind, misfit.name) == most), key=lambda misfit: misfit.amount)
    reason = translate("fit", "no longer listed") if least.kind is Lack.RETIRED else _misfit_text(least)
    words = translate("fit", "None of the {n} models suits this chat. Most often: {reason}.")
    return words.format(n=number(len(misfits)), reason=reason)


def _brief(misfit: Misfit) -> str:
    words = {
        Lack.RETIRED: translate("brief", "last seen {day}"),
        Lack.EXCLUDED: translate("brief", "excluded"),
        Lack.BATCH: translate("brief", "batch only"),
        Lack.EXPIRED: translate("brief", "expired {n} days ago"),
        Lack.PICTURES: translate("brief", "no pictures"),
        Lack.INPUT: translate("brief", "no {name}"),
        Lack.CONTEXT: translate("brief", "{tokens} too small"),
        Lack.MODALITY: translate("brief", "gives no {name}"),
        Lack.TOOLS: translate("brief", "no tools"),
        Lack.PARAMETER: translate("brief", "no {name}"),
        Lack.EXPIRES: translate("brief", "{n} days left"),
    }
    close = {
        (Lack.EXPIRED, 1): translate("brief", "expired yesterday"),
        (Lack.EXPIRES, 0): translate("brief", "expires today"),
        (Lack.EXPIRES, 1): translate("brief", "a day left"),
    }
    return _filled(close.get((misfit.kind, misfit.amount), words[misfit.kind]), misfit)


def _misfit_text(misfit: Misfit) -> str:
    words = {
        Lack.RETIRED: translate("fit", "listed last on {day}"),
        Lack.EXCLUDED: translate("fit", "excluded by the settings of your account"),
        Lack.BATCH: translate("fit", "answers batch requests only"),
        Lack.EXPIRED: translate("fit", "expired {n} days ago"),
        Lack.PICTURES: translate("fit", "cannot see pictures"),
        Lack.INPUT: translate("fit", "does not take {name}"),
        Lack.CONTEXT: translate("fit", "context too small by about {tokens} tokens"),
        Lack.MODALITY: translate("fit", "does not answer with {name}"),
        Lack.TOOLS: translate("fit", "cannot use tools"),
        Lack.PARAMETER: translate("fit", "ignores {name}"),
        Lack.EXPIRES: translate("fit", "expires in {n} days"),
    }
    close = {
        (Lack.EXPIRED, 1): translate("fit", "expired yesterday"),
        (Lack.EXPIRES, 0): translate("fit", "expires today"),
        (Lack.EXPIRES, 1): translate("fit", "expires tomorrow"),
    }
    return _filled(close.get((misfit.kind, misfit.amount), words[misfit.kind]), misfit)


def _filled(words: str, misfit: Misfit) -> str:
    name = modality_name(misfit.name) if misfit.kind in {Lack.MODALITY, Lack.INPUT} else misfit.name
    day = day_text(misfit.day) if misfit.day else ""
    return words.format(n=misfit.amount, tokens=tokens_text(misfit.amount), name=one_line(name, LONGEST_NAME), day=day)
