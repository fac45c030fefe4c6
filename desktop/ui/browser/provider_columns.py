"""What is told of the offers of a model, column by column."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.ui.browser.facts import price_text, tokens_text
from desktop.ui.countries import country_text
from desktop.ui.figures import number

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.pricing import Price
    from desktop.domain.provider import Provider

LONGEST = 60  # characters of a cell
LONGEST_TOLD = 300  # characters of a line about one
UNKNOWN = "–"
NOTABLE = 1.0  # percentage points between the last day and the last half hour
ALWAYS, JUST_NOT = 100.0, 99.9  # percent
ROUND = 10.0  # from which on decimals say nothing

translate = QCoreApplication.translate


class Column(NamedTuple):
    """One column.

    Attributes:
        value: What to sort by; None where it is not known.
        text: What is shown; "" where nothing is stated.
        right: Whether it holds figures.
        told: What is told about a cell, line by line; None where that is its text.
    """

    title: str
    meaning: str
    value: Callable[[Provider], Any]
    text: Callable[[Provider], str]
    right: bool = True
    told: Callable[[Provider], list[str]] | None = None


def terms() -> list[Column]:
    name = translate("providers", "Provider")
    prompt = translate("providers", "Input price, USD per million tokens")
    completion = translate("providers", "Output price, USD per million tokens")
    precision = translate("providers", "How exactly the model's numbers are kept")
    most = translate("providers", "Longest conversation, in tokens")
    answer = translate("providers", "Longest answer, in tokens")
    return [
        Column(name, name, lambda p: p.name.casefold(), lambda p: p.name, right=False, told=_notes),
        _price(translate("providers", "Input"), prompt, lambda p: p.pricing.prompt),
        _price(translate("providers", "Output"), completion, lambda p: p.pricing.completion),
        _tokens(translate("providers", "Context"), most, lambda p: p.context_length),
        _tokens(translate("providers", "Answer"), answer, lambda p: p.max_completion_tokens),
        Column(
            translate("providers", "Precision"), precision, lambda p: _precision(p) or None, _precision, right=False
        ),
    ]


def _notes(provider: Provider) -> list[str]:
    notes = [one_line(text, LONGEST) for text in (provider.name or UNKNOWN, provider.tag) if text]
    if provider.discount:
        notes.append(translate("providers", "{n} % off, already taken off").format(n=number(provider.discount * 100)))
    if provider.working is False:
        notes.append(translate("providers", "reported as degraded"))
    return notes


def where() -> Column:
    """Countries: of the headquarters, and of the data centers unless they are there too."""
    seat, centers = translate("providers", "Headquarters"), translate("providers", "Data centers")
    nothing = translate("providers", "not stated")

    def told(provider: Provider) -> list[str]:
        places = (seat, _seat(provider)), (centers, ", ".join(_centers(provider)))
        return [one_line(f"{title}: {place or nothing}", LONGEST_TOLD) for title, place in places]

    meaning = translate("providers", "Country of the headquarters, then those of the data centers where they differ")
    return Column(
        translate("providers", "Where"), meaning, lambda p: _places(p) or None, _places, right=False, told=told
    )


def _seat(provider: Provider) -> str:
    return country_text(provider.company.headquarters) if provider.company else ""


def _centers(provider: Provider) -> list[str]:
    return [country_text(code) for code in provider.company.datacenters] if provider.company else []


def _places(provider: Provider) -> str:
    seat, centers = _seat(provider), _centers(provider)
    elsewhere = ", ".join(centers) if centers != [seat] else ""
    return f"{seat or UNKNOWN} · {elsewhere}" if elsewhere else seat


def service() -> list[Column]:
    up = translate(
        "providers", "Answered requests of the last day; behind it those of the last half hour if they differ"
    )
    speed = translate("providers", "Tokens per second, median of the last half hour. Told only to those with a key.")
    wait = translate(
        "providers",
        "Median time to the first token in the last half hour, in no certain unit. Told only to those with a key.",
    )
    return [
        Column(translate("providers", "Up"), up, lambda p: p.uptime, _up, told=_up_told),
        _figure(translate("providers", "Tokens/s"), speed, lambda p: p.throughput, lambda value: number(value, 1)),
        _figure(translate("providers", "Latency"), wait, lambda p: p.latency, _time),
    ]


def _price(title: str, meaning: str, read: Callable[[Provider], Price | None]) -> Column:
    def value(provider: Provider) -> Decimal | None:
        return price if isinstance(price := read(provider), Decimal) else None

    def text(provider: Provider) -> str:
        return "" if (price := read(provider)) is None else price_text(price)

    return Column(title, meaning, value, text)


def _tokens(title: str, meaning: str, read: Callable[[Provider], int | None]) -> Column:
    return Column(title, meaning, read, lambda p: "" if (count := read(p)) is None else tokens_text(count))


def _figure(title: str, meaning: str, read: Callable[[Provider], float | None], say: Callable[[float], str]) -> Column:
    return Column(title, meaning, read, lambda p: "" if (figure := read(p)) is None else say(figure))


def _precision(provider: Provider) -> str:
    return "" if provider.quantization == "unknown" else provider.quantization


def _up(provider: Provider) -> str:
    day, now = provider.uptime, provider.uptime_now
    if now is None or (day is not None and abs(day - now) < NOTABLE):
        return "" if day is None else _percent(day)
    return f"{UNKNOWN if day is None else _share(day)} · {_percent(now)}"


def _up_told(provider: Provider) -> list[str]:
    nothing = translate("providers", "not stated")
    day, now = (nothing if share is None else _percent(share) for share in (provider.uptime, provider.uptime_now))
    words = (
        translate("providers", "Up in the last day: {share}"),
        translate("providers", "in the last half hour: {share}"),
    )
    return [line.format(share=share) for line, share in zip(words, (day, now), strict=True)]


def _percent(share: float) -> str:
    return f"{_share(share)} %"


def _share(percent: float) -> str:
    """Who was down for a moment was not up all the time."""
    return number(percent if percent >= ALWAYS else min(percent, JUST_NOT), 1)


def _time(figure: float) -> str:
    """Without a unit: the endpoint contradicts itself about it (reference/openrouter-api.md §2.7)."""
    return number(figure, 0 if figure >= ROUND else 2)
