"""What a row says of a model: prices, lengths and modalities in words. Unknown is never shown as nothing or free."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.cost import by_hours
from desktop.domain.model import NOT_PLANNED
from desktop.domain.pricing import VARIES, per_million
from desktop.ui.figures import day_text, dollars, number

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from desktop.domain.model import Model
    from desktop.domain.pricing import Price, Pricing

DIGITS = 3  # significant digits of an amount, and at least as many decimals
ALL_DIGITS = 28  # more than a price has
THOUSAND = 1_000
MILLION = 1_000_000
AT_MOST = "≤ {price}"

translate = QCoreApplication.translate


def money(amount: Decimal, digits: int = DIGITS) -> str:
    """USD to the tenth of a cent, smaller amounts to three digits: what is not zero never looks like zero."""
    return dollars(amount, max(digits, digits - 1 - amount.adjusted()) if amount else 0)


def price_text(price: Price | None, digits: int = DIGITS) -> str:
    """USD per million tokens, or why there is no such number."""
    if price is None:
        return translate("facts", "not stated")
    return translate("facts", "varies") if price is VARIES else money(per_million(price), digits)


def price_at_most_text(pricing: Pricing, name: str, day: date, mark: str = AT_MOST) -> str:
    """The same for a price by its name on the wire: the highest, and marked so, of those by the clock or week (UTC)."""
    amounts = by_hours(pricing, name, day)
    return mark.format(price=price_text(max(amounts))) if amounts else price_text(pricing.prices.get(name))


def price_line(model: Model, day: date) -> str:
    """Both token prices of a model in a few words."""
    return _prices(model, day, translate("facts", "{prompt} in · {completion} out per M"))


def _prices(model: Model, day: date, words: str, mark: str = AT_MOST) -> str:
    prompt, completion = model.pricing.prompt, model.pricing.completion
    if model.free:
        return translate("facts", "free")
    if prompt is None and completion is None:
        return translate("facts", "price not stated")
    if prompt is VARIES and completion is VARIES:
        return translate("facts", "price varies")
    prices = {name: price_at_most_text(model.pricing, name, day, mark) for name in ("prompt", "completion")}
    return words.format(**prices)


def tokens_text(count: int) -> str:
    """A number of tokens to three digits: 131K, 1.05M."""
    if count < THOUSAND:
        return str(count)
    scaled, unit = (count / THOUSAND, "K") if count < MILLION - THOUSAND // 2 else (count / MILLION, "M")
    decimals = 0 if scaled >= 100 else 1 if scaled >= 10 else 2  # noqa: PLR2004 - three digits in all
    while decimals and f"{scaled:.{decimals}f}".endswith("0"):
        decimals -= 1
    return number(scaled, decimals) + unit


def mark_text(model: Model) -> str:
    """Why a model cannot be asked; "" when nothing speaks against it."""
    if model.retired:
        return translate("facts", "no longer listed · last {day}").format(day=day_text(model.retired))
    return translate("facts", "excluded by the settings of your account") if model.excluded else ""


def removal_text(day: date) -> str:
    """The day on which a model is removed, if that is planned."""
    return translate("facts", "not planned") if day == NOT_PLANNED else day_text(day)


def row_text(model: Model, day: date) -> str:
    """The second line of a row on a day: where it is, prices and context, or why it cannot be asked."""
    words = translate("facts", "{price} · {context} context")
    return _placed(mark_text(model) or _with_context(price_line(model, day), model, words), model)


def short_row_text(model: Model, day: date, misfit: str = "") -> str:
    """The same for a narrow row, with why it does not suit: without units."""
    if mark := mark_text(model):
        return _placed(mark, model)
    prices = _prices(model, day, translate("facts", "{prompt} · {completion}"))
    return _placed(_with_context(prices, model, translate("facts", "{price} · {context}")), model, misfit)


def _placed(words: str, model: Model, misfit: str = "") -> str:
    """What tells it from the same model elsewhere comes first."""
    for before in filter(None, (misfit, model.place)):
        words = translate("facts", "{place} · {facts}").format(place=before, facts=words)
    return words


def _with_context(price: str, model: Model, words: str) -> str:
    if model.context_length is None:
        return price
    return words.format(price=price, context=tokens_text(model.context_length))


def _modalities() -> dict[str, str]:
    """In reading order."""
    return {
        "text": translate("facts", "text"),
        "image": translate("facts", "pictures"),
        "file": translate("facts", "files"),
        "audio": translate("facts", "audio"),
        "video": translate("facts", "video"),
    }


def modality_name(modality: str) -> str:
    """A modality in words; one that is not known here keeps the list's own word."""
    return _modalities().get(modality, modality)


def modalities_text(modalities: tuple[str, ...]) -> str:
    """All in words, in one order whatever that of the list: what is the same reads the same."""
    words = _modalities()
    known = [words[name] for name in words if name in modalities]
    return ", ".join(known + sorted(set(modalities) - words.keys()))


def spoken_row(model: Model, day: date, *, current: bool) -> str:
    """A row in one sentence that begins with the model's name, for those who hear it."""
    parts = [model.name]
    if current:
        parts.append(translate("facts", "the model of this chat"))
    if mark := mark_text(model):
        parts.append(mark)
    if model.place:
        parts.append(translate("facts", "at {place}").format(place=model.place))
    words = translate("facts", "{prompt} per million tokens in, {completion} out")
    parts.append(_prices(model, day, words, mark=translate("facts", "at most {price}")))
    if model.context_length is None:
        parts.append(translate("facts", "context length not stated"))
    else:
        parts.append(translate("facts", "context of {n} tokens").format(n=number(model.context_length)))
    if model.input_modalities:
        takes, gives = modalities_text(model.input_modalities), modalities_text(model.output_modalities)
        parts.append(translate("facts", "takes {takes}, answers with {gives}").format(takes=takes, gives=gives))
    else:
        parts.append(translate("facts", "modalities not stated"))
    return ", ".join(parts)
