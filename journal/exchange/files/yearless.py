"""Days that are written without their year: which year is likely, and the days with it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.day_parts import full_year, has_year, month_key
from journal.exchange.files.month_names import NUMBERS
from journal.exchange.files.numbers import counted
from journal.exchange.files.weekdays import weekdays_of

_WEEKDAY: Final = r"(?:(?P<weekday>[^\W\d_]{2,})[.,]*\s+)?"
_REST: Final = r"(?P<rest>(?:[\s,]+\D?\d.*|\s*\([^)]*\))?)"
IN_NUMBERS: Final = re.compile(
    rf"{_WEEKDAY}(?P<one>\d{{1,2}})\s?(?P<mark>[./-])\s?(?P<two>\d{{1,2}})(?P<dot>\.?){_REST}",
    re.I,
)
DAY_LEADS: Final = re.compile(
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|ª)?[\s-]*(?:(?:de|del|of)\s+)?"
    rf"(?P<month>[^\W\d_]{{3,}})\.?{_REST}",
    re.I,
)
MONTH_LEADS: Final = re.compile(
    rf"{_WEEKDAY}(?P<month>[^\W\d_]{{3,}})\.?[\s-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?{_REST}", re.I
)
OF_A_YEAR: Final = re.compile(r"([^\W\d_]{3,})\.?[\s-]*'?(\d{2})")
MONTH_STEPS: Final = frozenset([1, 2, 3])
"""So many months lie between the rows of a table that has one for each, or for each third."""
HALF_A_YEAR: Final = 183
LEAP_YEAR: Final = 2024
BACK_MOST: Final = 30
"""A diary is at most so many years old, as far as is guessed."""
MOSTLY: Final = 0.8
DAY_MOST: Final = 31
YEAR: Final = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(frozen=True, slots=True)
class _Parts:
    """A day taken apart: how it goes on behind its month and day, and the weekday before it."""

    template: str
    """Day and month, with ``%s`` where the year belongs."""
    weekdays: frozenset[int]
    by_itself: bool
    """Whether it can be nothing else: it has the name of a month, or a point at its end."""


def _parts(text: str) -> _Parts | None:
    plain = " ".join(text.split())
    if has_year(plain):
        return None
    if shape := IN_NUMBERS.fullmatch(plain):
        mark = shape["mark"]
        template = f"{shape['one']}{mark}{shape['two']}{mark}%s{shape['rest']}"
        return _Parts(template, _weekday(shape), bool(shape["dot"]) and mark == ".")
    for pattern in (DAY_LEADS, MONTH_LEADS):
        shape = pattern.fullmatch(plain)
        if shape and month_key(shape["month"]) in NUMBERS:
            template = f"{shape['day']} {shape['month']} %s{shape['rest']}"
            return _Parts(template, _weekday(shape), by_itself=True)
    return None


def is_yearless(text: str) -> bool:
    """Whether a text is a day without its year, and can be nothing else."""
    parts = _parts(text)
    return parts is not None and parts.by_itself


def _weekday(shape: re.Match[str]) -> frozenset[int]:
    return weekdays_of(shape["weekday"] or "")


class Yearless:
    """The days of one column in the order of its rows, some or all of them without a year.

    ``weekdays`` are those of a column beside it, where there is one; ``mentioned`` are years that
    the file names elsewhere; no day lies behind ``until``, if that is known.
    """

    def __init__(
        self,
        cells: Sequence[str],
        weekdays: Sequence[frozenset[int]] = (),
        mentioned: Sequence[int] = (),
        until: date | None = None,
    ) -> None:
        self.cells = cells
        self.mentioned = list(dict.fromkeys(mentioned))
        self.until = until
        self._parts = [_parts(cell) if cell.strip() else None for cell in cells]
        beside = weekdays or [frozenset[int]()] * len(cells)
        self._weekdays = [
            own.weekdays if own and own.weekdays else other
            for own, other in zip(self._parts, beside, strict=True)
        ]

    def applies(self, *, by_name: bool) -> bool:
        """Whether most of the cells are such days; ``by_name``: the column is called a day."""
        filled = sum(1 for cell in self.cells if cell.strip())
        if self._are_months():
            return False
        days = [day for day in self._parts if day is not None and (by_name or day.by_itself)]
        return bool(filled) and len(days) >= MOSTLY * filled and bool(self._days(""))

    def _are_months(self) -> bool:
        """Whether the numbers rather are years: ``Mar-25``, ``Apr-25``, month after month."""
        shapes = [OF_A_YEAR.fullmatch(cell.strip()) for cell in self.cells if cell.strip()]
        months = [
            NUMBERS.get(month_key(shape[1]), 0) + 12 * full_year(shape[2])
            for shape in shapes
            if shape
        ]
        steps = {after - before for before, after in pairwise(months)}
        one_way = steps <= MONTH_STEPS or {-step for step in steps} <= MONTH_STEPS
        is_sure = len(months) > 2 or any(re.search("[-']", cell) for cell in self.cells)  # noqa: PLR2004 (two days may be a month apart)
        return len(months) == len(shapes) and bool(steps) and one_way and is_sure

    @property
    def example(self) -> str:
        """The first of them, as it is written."""
        return next(cell for cell, day in zip(self.cells, self._parts, strict=True) if day)

    def _days(self, order: str) -> list[tuple[int, date]]:
        """Each day as one of a leap year, with the number of its row."""
        dates = self._dates
        days = ((at, dates.read(day.template % LEAP_YEAR, order)) for at, day in self._found())
        return [(at, when.day) for at, when in days if when]

    def _found(self) -> Iterator[tuple[int, _Parts]]:
        return ((at, day) for at, day in enumerate(self._parts) if day is not None)

    @cached_property
    def _dates(self) -> Dates:
        return Dates(day.template % LEAP_YEAR for _, day in self._found())

    def _turns(self, order: str) -> dict[int, int]:
        """How many years after the first row each row is; negative ones are before it."""
        days = self._days(order)
        steps = [_step(day, next_day) for (_, day), (_, next_day) in pairwise(days)]
        down = sum(step < 0 for step in steps) > sum(step > 0 for step in steps)
        turns = {at: 0 for at, _ in days[:1]}
        turned = 0
        for (_, day), (at, next_day) in pairwise(days):
            gap = (next_day - day).days
            if not down and gap < -HALF_A_YEAR:
                turned += 1
            elif down and gap > HALF_A_YEAR:
                turned -= 1
            turns[at] = turned
        return turns

    def completed(self, first: int, order: str = "") -> list[str]:
        """The cells with a year, that of the first one being ``first``; others as they are."""
        turns, last = self._turns(order), 0
        cells = list(self.cells)
        for at, day in self._found():
            last = turns.get(at, last)
            cells[at] = day.template % (first + last)
        return cells

    def years(self) -> list[int]:
        """The years in which the first day may be, the latest first."""
        latest = self.until.year if self.until else max(self.mentioned, default=2040)
        return list(range(latest, latest - BACK_MOST - 1, -1))

    def guess(self) -> tuple[int, str]:
        """The likeliest year of the first day, 0 where none is, and what says so.

        That is ``weekdays``, ``mentioned`` (the file names the year) or ``latest``: the latest
        one in which no day lies in the future.
        """
        turns = self._turns("")
        days = self._days("")
        fine = [year for year in self.years() if self._is_past(days, turns, year)]
        if any(self._weekdays) and (
            agreeing := [year for year in fine if self._weekdays_agree(days, turns, year)]
        ):
            return agreeing[0], "weekdays"
        if mentioned := [year for year in self.mentioned if year in fine]:
            return mentioned[0], "mentioned"
        return (fine[0] if self.until and fine else 0), "latest"

    def _is_past(self, days: list[tuple[int, date]], turns: dict[int, int], year: int) -> bool:
        moved = [_in_year(day, year + turns[at]) for at, day in days]
        return all(moved) and (
            self.until is None or all(day <= self.until for day in moved if day)
        )

    def _weekdays_agree(
        self, days: list[tuple[int, date]], turns: dict[int, int], year: int
    ) -> bool:
        pairs = [
            (_in_year(day, year + turns[at]), self._weekdays[at])
            for at, day in days
            if self._weekdays[at]
        ]
        agreeing = sum(1 for day, names in pairs if day and day.weekday() in names)
        return bool(pairs) and agreeing >= MOSTLY * len(pairs)


def _step(day: date, next_day: date) -> int:
    """Which way two days next to each other go, round the end of a year as well."""
    gap = (next_day - day).days
    if abs(gap) > HALF_A_YEAR:
        gap = -gap
    return (gap > 0) - (gap < 0)


def _in_year(day: date, year: int) -> date | None:
    try:
        return day.replace(year=year)
    except ValueError:
        return None


def years_in(texts: Sequence[str]) -> list[int]:
    """The years that some texts name."""
    return [int(year) for text in texts for year in YEAR.findall(text)]


def day_number(text: str) -> int:
    """The day of a month that a text is, such as ``13`` or ``13.``; 0 where it is none."""
    number = counted(text.strip().rstrip("."))
    return number if number <= DAY_MOST else 0


def written_day(day: int, month: int, year: int) -> str:
    """A day put together of its parts; without its year where that is 0."""
    return f"{year:04}-{month:02}-{day:02}" if year else f"{day:02}.{month:02}."
