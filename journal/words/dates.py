"""Days and lengths in words. A page writes dozens of them, so each takes about a microsecond."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from babel import Locale

from journal.words.language import ENGLISH, chosen, ngettext
from journal.words.language import gettext as _

HOUR: Final = 60
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Names:
    """What a language calls months, from January on, and weekdays, from Monday on."""

    months: Sequence[str]
    short_months: Sequence[str]
    weekdays: Sequence[str]
    short_weekdays: Sequence[str]


ENGLISH_NAMES: Final = Names(
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    short_months=(
        *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
        *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    short_weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
)
"""The CLDR's, known without Babel, whose tables are 4 MB in each worker."""


def names() -> Names:
    """The names in the language of the reader, from the CLDR."""
    return ENGLISH_NAMES if chosen() is ENGLISH else names_of(chosen().code)


@cache
def names_of(code: str) -> Names:
    """The names in the language of a code, from the CLDR."""
    locale = Locale.parse(code, sep="-")
    months, days = locale.months["format"], locale.days["format"]
    return Names(
        *(_in_order(months[width], range(1, 13)) for width in ("wide", "abbreviated")),
        *(_in_order(days[width], range(7)) for width in ("wide", "abbreviated")),
    )


def _in_order(names: Mapping[int, str], numbers: range) -> Sequence[str]:
    return tuple(names[number] for number in numbers)


def day_text(day: date) -> str:
    """``22 Nov 2026``."""
    month = names().short_months[day.month - 1]
    return _("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)


def month_text(day: date) -> str:
    """``Nov 2026``."""
    return _("%(month)s %(year)s", month=names().short_months[day.month - 1], year=day.year)


def day_of_month(day: date) -> str:
    """``22 Nov``."""
    return _("%(day)s %(month)s", day=day.day, month=names().short_months[day.month - 1])


def weekday_text(day: date) -> str:
    """``Sunday 22 November``."""
    weekday, month = names().weekdays[day.weekday()], names().months[day.month - 1]
    return _("%(weekday)s %(day)s %(month)s", weekday=weekday, day=day.day, month=month)


def weekday_short(day: date) -> str:
    """``Sun``."""
    return names().short_weekdays[day.weekday()]


def short_day(day: date) -> str:
    """``Sun 22 Nov``."""
    weekday, month = names().short_weekdays[day.weekday()], names().short_months[day.month - 1]
    return _("%(weekday)s %(day)s %(month)s", weekday=weekday, day=day.day, month=month)


def short_month(day: date) -> str:
    """``Nov``."""
    return names().short_months[day.month - 1]


def length_text(length: float) -> str:
    """``less than a minute``, ``45 min``, ``3 h 10 min``, ``2 days 4 h``, from minutes.

    Half a minute is written as a whole one.
    """
    minutes = int(length + 0.5)
    if minutes < 1:
        return _("less than a minute")
    if minutes < HOUR:
        return _("%(minutes)s min", minutes=minutes)
    if minutes < DAY:
        hours, remainder = divmod(minutes, HOUR)
        if remainder:
            return _("%(hours)s h %(minutes)s min", hours=hours, minutes=remainder)
        return _("%(hours)s h", hours=hours)
    return _days_text(minutes // DAY, minutes % DAY // HOUR)


def _days_text(days: int, hours: int) -> str:
    if hours:
        return ngettext(
            "%(count)s day %(hours)s h", "%(count)s days %(hours)s h", days, hours=hours
        )
    return ngettext("%(count)s day", "%(count)s days", days)


def listed(texts: list[str]) -> str:
    """``a, b and c``."""
    if len(texts) < 2:  # noqa: PLR2004 (nothing to join)
        return "".join(texts)
    return _("%(texts)s and %(last)s", texts=", ".join(texts[:-1]), last=texts[-1])


def clock_12(hour: int, minute: int) -> str:
    """``2:05 pm``."""
    text = f"{hour % 12 or 12}:{minute:02}"
    return _("%(time)s am", time=text) if hour < 12 else _("%(time)s pm", time=text)  # noqa: PLR2004
