"""Days and lengths in words. A page writes dozens of them, so each takes about a microsecond."""

from datetime import date
from typing import Final

from journal.words.language import gettext as _
from journal.words.language import marked, ngettext

MONTHS: Final = (
    *(marked("January"), marked("February"), marked("March"), marked("April"), marked("May")),
    *(marked("June"), marked("July"), marked("August"), marked("September"), marked("October")),
    *(marked("November"), marked("December")),
)
SHORT_MONTHS: Final = (
    *(marked("Jan"), marked("Feb"), marked("Mar"), marked("Apr"), marked("May"), marked("Jun")),
    *(marked("Jul"), marked("Aug"), marked("Sep"), marked("Oct"), marked("Nov"), marked("Dec")),
)
WEEKDAYS: Final = (
    *(marked("Monday"), marked("Tuesday"), marked("Wednesday"), marked("Thursday")),
    *(marked("Friday"), marked("Saturday"), marked("Sunday")),
)
SHORT_WEEKDAYS: Final = (
    *(marked("Mon"), marked("Tue"), marked("Wed"), marked("Thu"), marked("Fri"), marked("Sat")),
    marked("Sun"),
)
HOUR: Final = 60
DAY: Final = 24 * HOUR


def day_text(day: date) -> str:
    """``22 Nov 2026``."""
    month = _(SHORT_MONTHS[day.month - 1])
    return _("%(day)s %(month)s %(year)s", day=day.day, month=month, year=day.year)


def month_text(day: date) -> str:
    """``Nov 2026``."""
    return _("%(month)s %(year)s", month=_(SHORT_MONTHS[day.month - 1]), year=day.year)


def day_of_month(day: date) -> str:
    """``22 Nov``."""
    return _("%(day)s %(month)s", day=day.day, month=_(SHORT_MONTHS[day.month - 1]))


def weekday_text(day: date) -> str:
    """``Sunday 22 November``."""
    weekday, month = _(WEEKDAYS[day.weekday()]), _(MONTHS[day.month - 1])
    return _("%(weekday)s %(day)s %(month)s", weekday=weekday, day=day.day, month=month)


def weekday_short(day: date) -> str:
    """``Sun``."""
    return _(SHORT_WEEKDAYS[day.weekday()])


def short_day(day: date) -> str:
    """``Sun 22 Nov``."""
    weekday, month = _(SHORT_WEEKDAYS[day.weekday()]), _(SHORT_MONTHS[day.month - 1])
    return _("%(weekday)s %(day)s %(month)s", weekday=weekday, day=day.day, month=month)


def length_text(minutes: int) -> str:
    """``45 min``, ``3 h 10 min``, ``2 days 4 h``."""
    if minutes < HOUR:
        return _("%(minutes)s min", minutes=minutes)
    if minutes < DAY:
        hours, rest = divmod(minutes, HOUR)
        if rest:
            return _("%(hours)s h %(minutes)s min", hours=hours, minutes=rest)
        return _("%(hours)s h", hours=hours)
    days, hours = minutes // DAY, minutes % DAY // HOUR
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
