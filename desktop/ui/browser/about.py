"""What is known of a model beside its row in the list, and the sections of its page that tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication

from desktop.domain.bookmark import NOTHING, Bookmark
from desktop.ui.browser.change_words import change_text
from desktop.ui.browser.facts import price_text, tokens_text
from desktop.ui.figures import day_text, moment_text, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from desktop.domain.history import Change
    from desktop.domain.provider import Provider

translate = QCoreApplication.translate


class About(NamedTuple):
    """Plain values; empty where nothing is known.

    Attributes:
        description: The full one; the list's is cut.
        providers, fetched: Who offers the model, and when that was told, UTC.
        failure: Why nothing newer could be told; a sentence of plain text.
        changes: Oldest first.
        retired: The day on which it was listed last, when it no longer is.
        successor: The permanent slug of what came in its place.
    """

    bookmark: Bookmark = NOTHING
    description: str = ""
    providers: tuple[Provider, ...] = ()
    fetched: datetime | None = None
    failure: str = ""
    changes: tuple[Change, ...] = ()
    retired: date | None = None
    successor: str = ""


def own_lines(about: About) -> Iterator[tuple[str, str]]:
    """What the person keeps about the model."""
    kept = about.bookmark
    if kept.note:
        yield translate("page", "Note"), kept.note
    if kept.tags:
        yield translate("page", "Tags"), ", ".join(sorted(kept.tags))
    if kept.used:
        yield translate("page", "Last asked"), day_text(kept.used.date())


def retired_lines(about: About) -> Iterator[tuple[str, str]]:
    """That the model is gone."""
    if about.retired:
        yield translate("page", "Last listed"), day_text(about.retired)
    if about.successor:
        yield translate("page", "Followed by"), about.successor


def provider_lines(about: About) -> Iterator[tuple[str, str]]:
    """A provider a line, then how old that is."""
    for provider in about.providers:
        yield provider.name, " · ".join(_facts(provider))
    if about.fetched:
        yield translate("page", "As of"), moment_text(about.fetched)
    if about.failure:
        yield translate("page", "Not newer"), about.failure


def history_lines(about: About) -> Iterator[tuple[str, str]]:
    """A change a line, the newest first."""
    for change in reversed(about.changes):
        yield day_text(change.at.date()), change_text(change)


def _facts(provider: Provider) -> Iterator[str]:
    prices = translate("page", "{prompt} in · {completion} out")
    pricing = provider.pricing
    if pricing.prompt is not None or pricing.completion is not None:
        yield prices.format(prompt=price_text(pricing.prompt), completion=price_text(pricing.completion))
    if provider.discount:
        yield translate("page", "{n} % off").format(n=number(provider.discount * 100))
    if provider.context_length:
        yield translate("page", "{n} context").format(n=tokens_text(provider.context_length))
    if provider.max_completion_tokens:
        yield translate("page", "answers up to {n}").format(n=tokens_text(provider.max_completion_tokens))
    if provider.quantization and provider.quantization != "unknown":
        yield provider.quantization
    if provider.throughput is not None:
        yield translate("page", "{n} tokens/s").format(n=number(provider.throughput))
    if provider.latency is not None:
        yield translate("page", "latency {n}").format(n=number(provider.latency, 2))
    if provider.uptime is not None:
        yield translate("page", "up {n} %").format(n=number(provider.uptime, 1))
    if provider.working is False:
        yield translate("page", "degraded")
