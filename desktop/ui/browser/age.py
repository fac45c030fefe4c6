"""How old the shown list is, in words."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QTime

from desktop.domain.catalog import Origin
from desktop.ui.figures import day_alone, day_here, day_text, locale

if TYPE_CHECKING:
    from datetime import date, datetime

    from desktop.domain.catalog import Catalog

JUST_NOW = timedelta(minutes=1)
ONE_HOUR = timedelta(hours=1)
ONE_DAY = timedelta(days=1)
ONE_WEEK = timedelta(days=6)  # from the seventh day on, the name of a weekday could mean today's

translate = QCoreApplication.translate


def moment_text(moment: datetime, now: datetime) -> str:
    """`Tue 14:05` of the last days, `22 Aug 2026` of earlier ones and of whole days, in local time."""
    if day_alone(moment) or now - moment > ONE_WEEK:
        return day_text(day_here(moment))
    local = moment.astimezone()
    stamp = QDateTime(QDate(local.year, local.month, local.day), QTime(local.hour, local.minute))
    return locale().toString(stamp, "ddd HH:mm")


def age_text(catalog: Catalog, now: datetime, *, refreshing: bool, failed: bool, offline: bool) -> str:
    """What `catalog-age` says; `failed` and `offline` are about the last try to refresh."""
    if catalog.as_of is None:
        if refreshing:
            return translate("age", "Loading the list…")
        if offline:
            return translate("age", "Offline · not loaded yet")
        return translate("age", "Could not be loaded") if failed else translate("age", "Not loaded yet")
    parts = [_list_text(catalog, catalog.as_of, now, plain=refreshing or failed)]
    if refreshing:
        parts.insert(0, translate("age", "Refreshing"))
    elif failed:
        parts.insert(0, translate("age", "Offline") if offline else translate("age", "Not refreshed"))
    if catalog.rejected:
        parts.append(translate("age", "{n} unreadable").format(n=catalog.rejected))
    return " · ".join(parts)


def past_text(day: date) -> str:
    """Instead of it where the list is that of an earlier day."""
    return translate("age", "List of {day}").format(day=day_text(day))


def _list_text(catalog: Catalog, as_of: datetime, now: datetime, *, plain: bool) -> str:
    if catalog.origin is Origin.BUNDLED:
        # The day alone is stated, so it must not move with the time zone
        words = translate("age", "bundled list of {day}") if plain else translate("age", "Bundled list of {day}")
        return words.format(day=day_text(as_of.date()))
    if plain:
        return translate("age", "list of {moment}").format(moment=moment_text(as_of, now))
    return _since(as_of, now)


def _since(as_of: datetime, now: datetime) -> str:
    age = now - as_of
    if age < JUST_NOW:
        return translate("age", "Updated just now")
    if age < 2 * JUST_NOW:
        return translate("age", "Updated a minute ago")
    if age < ONE_HOUR:
        return translate("age", "Updated {n} minutes ago").format(n=age // JUST_NOW)
    if age < 2 * ONE_HOUR:
        return translate("age", "Updated an hour ago")
    if age < ONE_DAY:
        return translate("age", "Updated {n} hours ago").format(n=age // ONE_HOUR)
    return translate("age", "Updated {moment}").format(moment=moment_text(as_of, now))
