"""Numbers, money and days as the language of the window writes them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from datetime import date, datetime

MEGABYTE = 1_000_000  # bytes
MINUTE = 60  # seconds
CENTS = 2  # decimals
TENTHS = 3  # decimals of a dollar: tenths of a cent
EXACT = 12  # decimals
TENTH_OF_A_CENT = Decimal("0.001")

translate = QCoreApplication.translate


def locale() -> QLocale:
    """That of the words on the screen. The system's may be another one, into which nothing is translated."""
    return QLocale(translate("figures", "en_US"))


def number(value: float | Decimal, decimals: int = 0) -> str:
    """`12,345.6` in the signs of the language; rounded exactly, which a float would not be."""
    here = locale()
    return f"{value:,.{decimals}f}".translate({ord(","): here.groupSeparator(), ord("."): here.decimalPoint()})


def dollars(usd: Decimal, decimals: int) -> str:
    """An amount without zeros at its end; if there are cents, all of them."""
    text = f"{abs(usd):.{decimals}f}"
    wanted = len(text.rstrip("0").partition(".")[2])
    amount = number(abs(usd), max(CENTS, wanted) if wanted else 0)
    sign = "−" if usd < 0 else ""
    return sign + translate("figures", "${amount}").format(amount=amount)


def money(usd: Decimal) -> str:
    """USD to the tenth of a cent; a smaller amount is never shown as nothing."""
    if 0 < abs(usd) < TENTH_OF_A_CENT:
        return f"< {dollars(TENTH_OF_A_CENT, TENTHS)}"
    return dollars(usd, TENTHS)


def exact_money(usd: Decimal) -> str:
    """USD with all digits that say something: further behind, there is what floats have made of a sum."""
    return dollars(usd, EXACT) if round(usd, EXACT) or not usd else money(usd)


def duration(seconds: float, exact: int = 1) -> str:
    """`0.4 s`, `12 s` or `2 min 5 s`; with tenths of what is less than `exact` seconds."""
    if round(seconds) < exact:
        return translate("figures", "{n} s").format(n=number(seconds, 1))
    minutes, rest = divmod(round(seconds), MINUTE)
    if not minutes:
        return translate("figures", "{n} s").format(n=rest)
    return translate("figures", "{m} min {n} s").format(m=number(minutes), n=rest)


def human_size(size: int) -> str:
    """Bytes as people say it: `1.2 MB`."""
    if size == 1:
        return translate("figures", "1 byte")
    return locale().formattedDataSize(size, 1 if size >= MEGABYTE else 0, QLocale.DataSizeFormat.DataSizeSIFormat)


def day_text(day: date) -> str:
    """`22 Aug 2026`."""
    return locale().toString(QDate(day.year, day.month, day.day), translate("figures", "d MMM yyyy"))


def weekday_text(day: date) -> str:
    """`Sat`."""
    return locale().dayName(day.isoweekday(), QLocale.FormatType.ShortFormat)


def clock_text(moment: datetime, *, seconds: bool = False) -> str:
    """The time of day here: `14:05`, or `14:05:09`."""
    return f"{moment.astimezone():{'%H:%M:%S' if seconds else '%H:%M'}}"


def day_alone(moment: datetime) -> bool:
    """Whether it stands for a day that was stated without a time: that must not move with the time zone."""
    return moment.time() == time()


def day_here(moment: datetime) -> date:
    """The day that it is here at a moment in UTC, or that it stands for."""
    return (moment if day_alone(moment) else moment.astimezone()).date()


def zoned_text(moment: datetime) -> str:
    """`22 Aug 2026, 14:05 CEST`, or the day for which it stands."""
    if day_alone(moment):
        return day_text(moment.date())
    return f"{moment_text(moment)} {moment.astimezone():%Z}"


def moment_text(moment: datetime, *, seconds: bool = False) -> str:
    """Day and time here: `22 Aug 2026, 14:05`."""
    return f"{day_text(moment.astimezone().date())}, {clock_text(moment, seconds=seconds)}"
