"""What checking a key found, in calm sentences: only what the endpoint said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from desktop.domain.foreign import one_line
from desktop.ui.figures import day_text, money, number

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from desktop.domain.account import KeyInfo

LONGEST_LABEL = 60  # characters

translate = QCoreApplication.translate


def key_text(info: KeyInfo) -> str:
    """Everything worth knowing about a key that works."""
    return " ".join(_sentences(info))


def _sentences(info: KeyInfo) -> Iterator[str]:
    if label := one_line(info.label, LONGEST_LABEL):
        yield translate("key", "The key “{label}” works.").format(label=label)
    else:
        yield translate("key", "The key works.")
    if limit := _limit(info):
        yield limit
    if info.usage is not None and info.usage != _spent(info):
        yield translate("key", "{spent} spent so far.").format(spent=money(info.usage))
    if info.byok_usage:
        words = translate("key", "{spent} more went through your own keys at providers.")
        yield words.format(spent=money(info.byok_usage))
    if info.is_free_tier:
        yield translate("key", "No credits were bought for this account yet.")
    if info.free_requests is not None and info.free_requests_remaining is not None:
        words = translate("key", "{left} of {all} requests to free models left today.")
        yield words.format(left=number(info.free_requests_remaining), all=number(info.free_requests))
    if info.expires_at is not None:
        day = day_text(info.expires_at.astimezone().date())
        yield translate("key", "It expires on {day}.").format(day=day)


def _limit(info: KeyInfo) -> str:
    """What may still be spent. A key that says what was spent and names no limit has none."""
    left = info.limit_remaining
    if info.limit is None:
        if left is not None:
            return translate("key", "{left} left.").format(left=money(left))
        return translate("key", "It has no limit.") if info.usage is not None else ""
    if left is None:
        words = translate("key", "Its limit is {limit}.")
    elif left <= 0:
        words = translate("key", "Its limit of {limit} is used up.")
    else:
        words = translate("key", "{left} of {limit} left.")
    return words.format(left=money(left or info.limit), limit=_per_period(info.limit, info.limit_reset))


def _per_period(limit: Decimal, reset: str) -> str:
    words = {
        "daily": translate("key", "{limit} a day"),
        "weekly": translate("key", "{limit} a week"),
        "monthly": translate("key", "{limit} a month"),
    }
    return words.get(reset, "{limit}").format(limit=money(limit))


def _spent(info: KeyInfo) -> Decimal | None:
    """What the limit already says to be spent; None where it begins again after some time."""
    if info.limit is None or info.limit_remaining is None or info.limit_reset:
        return None
    return info.limit - info.limit_remaining
