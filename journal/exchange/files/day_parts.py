"""Texts taken apart that are days: numbers, the name of a month, a time of day, an offset."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from journal.exchange.files.clocks import ZERO_DAY, clock
from journal.exchange.files.month_names import NUMBERS

_WEEKDAY: Final = r"(?:[^\W\d_]{2,}\.?,?\s+)?"
_MONTH: Final = r"(?P<month>[^\W\d_]{3,})\.?,?"
_YEAR: Final = r"(?P<year>\d{4}|'?\d{2})"
_OF: Final = r"(?:(?:de|del|of)\s+)?"
YEAR_LEADS: Final = re.compile(
    r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[-/.月월]\s?(?P<day>\d{1,2})(?:\s?[日일]|\.)?"
)
DAY_OF_WEEK: Final = re.compile(r"(?P<year>\d{4})-?W(?P<week>\d{2})-?(?P<day>[1-7])(?!\d)", re.I)
"""The seventh day of a week as ISO 8601 counts them: ``2026-W48-7``."""
COMPACT: Final = re.compile(r"(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
NUMBERS_ONLY: Final = re.compile(
    _WEEKDAY + r"(\d{1,4})\s?([./-])\s?(\d{1,2})\s?[./-]\s?(\d{4}|\d{2})(?!\d)\.?"
)
ROMAN: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})[\s./-]+(?P<month>x?i{{1,2}}|iii|i?x|i?v|vi{{1,3}})[\s./-]+{_YEAR}(?!\d)\.?",
    re.I,
)
"""A month as Central Europe numbers them: ``13 XII 2026``."""
ROMAN_MONTHS: Final = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"]
NAMED: Final = (
    re.compile(
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s-]+{_OF}{_MONTH}[\s-]+{_OF}{_YEAR}\.?",
        re.I,
    ),
    re.compile(
        rf"{_WEEKDAY}{_MONTH}[\s-]+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?[\s-]+{_YEAR}(?!:)", re.I
    ),
    re.compile(rf"(?P<year>\d{{4}})[\s-]+{_MONTH}[\s-]+(?P<day>\d{{1,2}})", re.I),
)
REST: Final = re.compile(
    r"(?:[T,\s]+|(?=[^\w\s]?[^\W\d_]))(?:-\s+)?(?P<clock>.*?)\s*"
    r"(?P<zone>Z|UTC|GMT)?\s*(?P<offset>[+-]\d{1,2}(?::?\d{2})?(?::\d{2})?)?\s*(?:\([^)]*\))?",
    re.I,
)
TWENTIETH: Final = 70
"""Two digits from here on are a year of the twentieth century."""
OFFSET_MOST: Final = timedelta(hours=15)


@dataclass(frozen=True, slots=True)
class DayParts:
    """A text taken apart: numbers whose order may be open, a month's name, and the rest."""

    numbers: tuple[str, str, str] = ("", "", "")
    separator: str = ""
    year: int = 0
    month: str = ""
    day: int = 0
    clock: timedelta | None = None
    offset: timedelta | None = None


@lru_cache(maxsize=65536)
def day_parts(text: str) -> DayParts | None:
    """A text taken apart; None where it is no day in any of the ways that are known.

    A time of day behind the day on which spreadsheets begin to count is a time of day alone.
    """
    plain = " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if ZERO_DAY.match(plain):
        return None
    for parts, tail in _starts(plain):
        ending = _rest(tail)
        if ending is not None:
            return DayParts(
                parts.numbers, parts.separator, parts.year, parts.month, parts.day, *ending
            )
    return None


def has_year(text: str) -> bool:
    """Whether a text is a day with its year, in whatever order."""
    return day_parts(text) is not None


def _starts(text: str) -> Iterator[tuple[DayParts, str]]:
    """Each way in which a text begins with a day, and what follows it."""
    for pattern in (YEAR_LEADS, COMPACT):
        if shape := pattern.match(text):
            parts = DayParts(year=int(shape["year"]), month=shape["month"], day=int(shape["day"]))
            yield parts, text[shape.end() :]
    yield from _rare_starts(text)
    if shape := NUMBERS_ONLY.match(text):
        first, separator, second, third = shape.groups()
        if len(first) <= 2:  # noqa: PLR2004 (digits)
            yield DayParts((first, second, third), separator), text[shape.end() :]
    for pattern in NAMED:
        if shape := pattern.match(text):
            year = full_year(shape["year"].lstrip("'"))
            month = month_key(shape["month"])
            yield DayParts(year=year, month=month, day=int(shape["day"])), text[shape.end() :]


def _rare_starts(text: str) -> Iterator[tuple[DayParts, str]]:
    """The same of days of numbered weeks, and of months in Roman numbers."""
    if (shape := DAY_OF_WEEK.match(text)) and (day := _day_of_week(shape)):
        yield DayParts(year=day.year, month=str(day.month), day=day.day), text[shape.end() :]
    if shape := ROMAN.match(text):
        month = str(ROMAN_MONTHS.index(shape["month"].casefold()) + 1)
        year = full_year(shape["year"].lstrip("'"))
        yield DayParts(year=year, month=month, day=int(shape["day"])), text[shape.end() :]


def _day_of_week(shape: re.Match[str]) -> date | None:
    try:
        return date.fromisocalendar(int(shape["year"]), int(shape["week"]), int(shape["day"]))
    except ValueError:
        return None


def _rest(text: str) -> tuple[timedelta | None, timedelta | None] | None:
    """The time of day and the offset that follow a day; None where something else does."""
    if not text.strip(" ,"):
        return None, None
    shape = REST.fullmatch(text)
    if shape is None:
        return None
    at = clock(shape["clock"]) if shape["clock"] else None
    offset = _offset(shape["offset"], utc=bool(shape["zone"]))
    if (shape["clock"] and at is None) or (shape["offset"] and offset is None):
        return None
    return at, offset


def _offset(text: str | None, *, utc: bool) -> timedelta | None:
    if not text:
        return timedelta() if utc else None
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits), 0) if len(digits) <= 2 else (int(digits[:-2]), int(digits[-2:]))  # noqa: PLR2004
    if len(digits) > 4:  # noqa: PLR2004 (seconds too)
        hours, minutes = int(digits[:2]), int(digits[2:4])
    length = timedelta(hours=hours, minutes=minutes)
    return None if length > OFFSET_MOST or minutes > 59 else -length if text[0] == "-" else length  # noqa: PLR2004


def offset_of(text: str) -> timedelta | None:
    """The distance from UTC that a cell of its own gives: ``+02:00``, ``UTC+1``, ``Z``."""
    shape = re.fullmatch(r"\s*(Z|UTC|GMT)?\s*([+-]\d{1,2}(?::?\d{2})?)?\s*", text, re.I)
    if shape is None or not text.strip():
        return None
    return _offset(shape[2], utc=bool(shape[1]))


def full_year(digits: str) -> int:
    """A year of four digits, or of two, which are of this century or the last."""
    year = int(digits)
    if len(digits) > 2:  # noqa: PLR2004
        return year
    return year + (1900 if year >= TWENTIETH else 2000)


def month_key(name: str) -> str:
    """The name of a month as it is looked up."""
    return unicodedata.normalize("NFKC", name).casefold().rstrip(".")


def months_and_rest(text: str) -> tuple[list[int], list[str]]:
    """The months that a text names, and what else it says, each in its order."""
    parts = [part for part in re.split(r"[\s./-]+", text) if part]
    months = [NUMBERS[key] for part in parts if (key := month_key(part)) in NUMBERS]
    return months, [part for part in parts if month_key(part) not in NUMBERS]


PERIOD: Final = (
    re.compile(r"(?P<year>\d{4})\s?[-/.年년]\s?(?P<month>\d{1,2})\s?[월月]?"),
    re.compile(r"(?P<month>\d{1,2})\s?[-/.]\s?(?P<year>\d{4})"),
    re.compile(rf"{_MONTH}[\s-]+{_OF}{_YEAR}", re.I),
    re.compile(rf"{_YEAR}[\s-]+{_MONTH}", re.I),
    re.compile(r"(?:\d{4}[\s-]?)?(?:W|KW|week|woche|semaine|semana|settimana|uke|vecka)[\s.-]?"
               r"(?P<week>\d{1,2})(?:[\s/,-]+\d{4})?", re.I),
    re.compile(r"(?P<year>(?:19|20)\d{2})"),
)  # fmt: skip
MONTH_MOST: Final = 12
WEEK_MOST: Final = 53


def names_period(text: str) -> bool:
    """Whether a text names a month, a week or a year, and no day: ``March 2025``, ``2026-W48``."""
    plain = " ".join(text.split()).replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    shapes = (shape for pattern in PERIOD if (shape := pattern.fullmatch(plain)))
    return any(_is_period(shape.groupdict()) for shape in shapes)


def _is_period(parts: dict[str, str]) -> bool:
    month, week = parts.get("month", "1"), parts.get("week", "1")
    fits = int(month) <= MONTH_MOST if month.isdecimal() else month_key(month) in NUMBERS
    return fits and int(week) <= WEEK_MOST
