"""Days and times as other trackers write them."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Final

from journal.core.model import moments
from journal.exchange.files.questions import Answers, Question

MIDDAY: Final = time(12)
"""What is said of a whole day has no time: its midday will do."""

ENGLISH_MONTHS: Final = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
]

CLOCK: Final = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?)?", re.I)
NAMED_DAY: Final = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+(?P<month>[^\W\d_]+)\.?,?\s+(?P<year>\d{4})"
    r"(?:,?\s+(?P<clock>\S.*))?"
)

NUMERIC_DAY: Final = re.compile(
    r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4}|\d{2})"
    r"(?:[T, ]\s*(?P<clock>\S.*))?"
)
DAY_FIRST: Final = "day first"
MONTH_FIRST: Final = "month first"
ORDER: Final = "order"
ORDERS: Final = ((DAY_FIRST, "the day"), (MONTH_FIRST, "the month"))


def of_a_day(day: str, at: time, *, now: datetime, zone: str) -> str:
    """The local moment, as text, of what a file says of a ``day`` about a time; never to come."""
    today = moments.zone_exists(zone) and moments.local_time(now, zone)
    if today and day == today.date().isoformat() and today.time() < at:
        return now.isoformat(timespec="seconds")
    return f"{day}T{at:%H:%M}"


def clock(text: str) -> time | None:
    """The time of day written ``18:50``, ``18:50:00`` or ``6:50 pm``; None for anything else."""
    shape = CLOCK.fullmatch(" ".join(text.split()))
    if shape is None:
        return None
    hour, minute, second = int(shape[1]), int(shape[2]), int(shape[3] or 0)
    if shape[4]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 (the hours of such a clock)
            return None
        hour = hour % 12 + (12 if shape[4].lower() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def iso_day(text: str) -> date | None:
    """The day written ``2026-05-31``, or None."""
    try:
        return date.fromisoformat(text) if len(text) == len("2026-05-31") else None
    except ValueError:
        return None


def month_number(name: str, answers: Answers) -> int | None:
    """Which month a name is, 1-12: in English, also cut short, or as was answered."""
    key = name.casefold()
    if answered := answers.get(f"month:{key}"):
        return int(answered)
    for number, month in enumerate(ENGLISH_MONTHS, start=1):
        if month == key or (len(key) in (3, 4) and month.startswith(key)):
            return number
    return None


def named_day(text: str, answers: Answers) -> tuple[date, time | None] | None:
    """The day, and the time if any, of ``8th Dec 2021`` or ``7 Aug 2026, 17:00``; else None."""
    shape = NAMED_DAY.fullmatch(" ".join(text.split()))
    month = shape and month_number(shape["month"], answers)
    if shape is None or not month:
        return None
    at = clock(shape["clock"]) if shape["clock"] else None
    if shape["clock"] and at is None:
        return None
    try:
        return date(int(shape["year"]), month, int(shape["day"])), at
    except ValueError:
        return None


def numeric_day(text: str) -> tuple[int, int, int, str] | None:
    """The first two numbers, the year and the rest of ``31/05/2026 14:30``; None otherwise."""
    shape = NUMERIC_DAY.fullmatch(" ".join(text.split()))
    if shape is None:
        return None
    year = int(shape["year"])
    century = 2000 if len(shape["year"]) == 2 else 0  # noqa: PLR2004 (digits)
    return int(shape["first"]), int(shape["second"]), century + year, shape["clock"] or ""


def day_orders(texts: Iterable[str]) -> set[str]:
    """Which orders of day and month fit every numeric date: none of them, one or both."""
    found = [numbers for text in texts if (numbers := numeric_day(text))]
    orders = set()
    if found and all(first <= 31 and second <= 12 for first, second, _, _ in found):  # noqa: PLR2004
        orders.add(DAY_FIRST)
    if found and all(first <= 12 and second <= 31 for first, second, _, _ in found):  # noqa: PLR2004
        orders.add(MONTH_FIRST)
    return orders


def order_questions(dates: Iterable[str]) -> list[Question]:
    """Whether day or month comes first, if the dates of a file fit both."""
    known = list(dates)
    if len(day_orders(known)) < len(ORDERS):
        return []
    example = next(text for text in known if day_orders([text]))
    text = f"Which comes first in dates such as {example}?"
    return [Question(ORDER, text, ORDERS)]


def day_order(dates: Iterable[str], answers: Answers) -> str:
    """The order of day and month: the only one that fits, else as was answered."""
    orders = day_orders(dates)
    return answers[ORDER] if len(orders) > 1 else next(iter(orders), DAY_FIRST)


def day_and_clock(text: str, order: str, answers: Answers) -> tuple[date, time | None] | None:
    """The day, and the time if any, in any of the ways above; None for anything else."""
    if named := named_day(text, answers):
        return named
    numbers = numeric_day(text)
    if numbers is None:
        day, _, rest = " ".join(text.replace("T", " ", 1).split()).partition(" ")
        found = iso_day(day)
    else:
        first, second, year, rest = numbers
        month, of_month = (first, second) if order == MONTH_FIRST else (second, first)
        try:
            found = date(year, month, of_month)
        except ValueError:
            return None
    at = clock(rest) if rest else None
    return None if found is None or (rest and at is None) else (found, at)


def month_questions(texts: Iterable[str]) -> list[Question]:
    """Which month each name in dates is that is not an English one."""
    shapes = (NAMED_DAY.fullmatch(" ".join(text.split())) for text in texts)
    names = dict.fromkeys(shape["month"].casefold() for shape in shapes if shape)
    choices = tuple((str(at), name.title()) for at, name in enumerate(ENGLISH_MONTHS, start=1))
    return [
        Question(f"month:{name}", f"Which month is “{name}”?", choices)
        for name in names
        if month_number(name, {}) is None
    ]


def seconds(text: str) -> int:
    """The seconds of ``1:10:00``, each part of which may be below zero."""
    hours, minutes, rest = (int(part) for part in text.split(":"))
    return hours * 3600 + minutes * 60 + rest
