"""What changed about a model, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication

from desktop.domain.history import Change, ChangeKind
from desktop.domain.pricing import VARIES, Override, price_of
from desktop.ui.browser.facts import ALL_DIGITS, modalities_text, removal_text, tokens_text
from desktop.ui.browser.prices import amount_text, condition_text, price_label, price_order
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.pricing import Price

translate = QCoreApplication.translate
ARROW = "{before} → {after}"
HUNDRED = 100


def change_text(change: Change) -> str:
    """One line, such as `Input dearer: $2 → $3 (+50 %)`. Foreign plain text."""
    plain = {
        ChangeKind.NEW: translate("changes", "New"),
        ChangeKind.BACK: translate("changes", "Back in the list"),
        ChangeKind.RETIRED: translate("changes", "No longer listed"),
        ChangeKind.FREE_ENDED: translate("changes", "No longer listed for free"),
    }
    if change.kind in plain:
        return plain[change.kind]
    if (
        change.kind is ChangeKind.PRICE
        and change.field != "overrides"
        and (change.before is None or change.after is None)
    ):
        return _stated(change)
    return f"{_title(change)}: {_difference(change)}"


def _stated(change: Change) -> str:
    """A price that was not stated before, or is no longer."""
    words = translate("changes", "{price} now stated: {amount}")
    if change.after is None:
        words = translate("changes", "{price} no longer stated; it was {amount}")
    amount = amount_text(change.field, _price(change.before if change.after is None else change.after))
    return words.format(price=price_label(change.field), amount=amount)


def _title(change: Change) -> str:
    if change.kind in {ChangeKind.PRICE_UP, ChangeKind.PRICE_DOWN, ChangeKind.PRICE}:
        words = {
            ChangeKind.PRICE_UP: translate("changes", "{price} dearer"),
            ChangeKind.PRICE_DOWN: translate("changes", "{price} cheaper"),
            ChangeKind.PRICE: translate("changes", "{price} changed"),
        }[change.kind]
        label = translate("changes", "Conditions") if change.field == "overrides" else price_label(change.field)
        return words.format(price=label)
    return {
        ChangeKind.CONTEXT: translate("changes", "Context"),
        ChangeKind.OUTPUT_CAP: translate("changes", "Longest answer"),
        ChangeKind.PARAMETER: translate("changes", "Parameters"),
        ChangeKind.EXPIRATION: translate("changes", "Removal"),
        ChangeKind.ALIAS: translate("changes", "Stands for"),
        ChangeKind.MODALITY: translate("changes", "Takes")
        if change.field == "input_modalities"
        else translate("changes", "Answers with"),
    }[change.kind]


def _difference(change: Change) -> str:
    if change.field == "overrides":
        return _conditions(change) or translate("changes", "other prices at some sizes or times")
    if change.kind in {ChangeKind.MODALITY, ChangeKind.PARAMETER}:
        name = modalities_text if change.kind is ChangeKind.MODALITY else ", ".join
        came, gone = translate("changes", "now {names}"), translate("changes", "no more {names}")
        sides = ((came, change.after), (gone, change.before))
        return "; ".join(words.format(names=name(tuple(map(str, names)))) for words, names in sides if names)
    if change.kind in {ChangeKind.PRICE_UP, ChangeKind.PRICE_DOWN, ChangeKind.PRICE}:
        before, after = _price(change.before), _price(change.after)
        was, becomes = (amount_text(change.field, price) for price in (before, after))
        if was == becomes:  # what a change is must be seen
            was, becomes = (amount_text(change.field, price, ALL_DIGITS) for price in (before, after))
        return ARROW.format(before=was, after=becomes) + _share(before, after)
    if change.kind in {ChangeKind.CONTEXT, ChangeKind.OUTPUT_CAP}:
        was, becomes = _tokens(change.before), _tokens(change.after)
        if was == becomes:
            was, becomes = _tokens(change.before, number), _tokens(change.after, number)
        return ARROW.format(before=was, after=becomes)
    shown = _day if change.kind is ChangeKind.EXPIRATION else _plain
    return ARROW.format(before=shown(change.before), after=shown(change.after))


def _conditions(change: Change) -> str:
    """Condition by condition what prices were while it holds, and what they become."""
    before, after = _by_condition(change.before), _by_condition(change.after)
    told = []
    for words in {**before, **after}:
        was, becomes = before.get(words, {}), after.get(words, {})
        names = sorted((name for name in {**was, **becomes} if was.get(name) != becomes.get(name)), key=price_order)
        steps = ", ".join(f"{price_label(name)} {_step(name, was.get(name), becomes.get(name))}" for name in names)
        told += [f"{words}: {steps}"] if steps else []
    return "; ".join(told)


def _step(name: str, *sides: Any) -> str:
    """From one price to another; where no condition states one, the usual price holds."""
    usual, prices = translate("changes", "as usual"), [None if side is None else _price(side) for side in sides]
    was, becomes = (
        usual if side is None else amount_text(name, price) for side, price in zip(sides, prices, strict=True)
    )
    return ARROW.format(before=was, after=becomes) + _share(*prices)


def _by_condition(stated: Any) -> dict[str, dict[str, Any]]:
    """Stored overrides as prices by name, by their conditions in words; what is damaged is none."""
    found: dict[str, dict[str, Any]] = {}
    for entry in stated if isinstance(stated, list) else ():
        prices = entry.get("prices") if isinstance(entry, dict) else None
        if isinstance(prices, dict):
            limits = (entry.get(name) for name in ("min_prompt_tokens", "utc_start", "utc_end"))
            least, start, end = (limit if isinstance(limit, int) else None for limit in limits)
            days = entry.get("utc_days")
            days = tuple(map(str, days)) if isinstance(days, list) else ()
            found.setdefault(condition_text(Override({}, least, start, end, days)), {}).update(prices)
    return found


def _price(stated: Any) -> Price | None:
    return VARIES if stated == VARIES.value else price_of(stated)


def _share(before: Any, after: Any) -> str:
    """How much dearer or cheaper; nothing where that would be rounded to not at all, or to free."""
    if not (isinstance(before, Decimal) and isinstance(after, Decimal) and before):
        return ""
    percent = (after - before) / before * HUNDRED
    if not round(percent) or (after and round(percent) == -HUNDRED):
        return ""
    sign = "+" if percent > 0 else "−"
    return f" ({sign}{number(abs(percent), 0)} %)"


def _tokens(count: Any, told: Callable[[int], str] = tokens_text) -> str:
    return told(count) if isinstance(count, int) else translate("changes", "not stated")


def _day(value: Any) -> str:
    """A stored day; what is damaged as it stands there."""
    try:
        return removal_text(date.fromisoformat(value))
    except (TypeError, ValueError):
        return _plain(value)


def _plain(value: Any) -> str:
    return translate("changes", "not stated") if value is None else str(value)
