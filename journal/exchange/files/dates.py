"""Days and moments as people and programs write them, decided over all that a file says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from itertools import pairwise
from typing import Final

from journal.core.model.periods import ONE_DAY
from journal.exchange.files.day_parts import day_parts, full_year
from journal.exchange.files.month_names import NUMBERS

DAY_FIRST: Final = "day first"
MONTH_FIRST: Final = "month first"
YEAR_FIRST: Final = "year first"
ORDERS: Final = (DAY_FIRST, MONTH_FIRST, YEAR_FIRST)
PLACES: Final = {DAY_FIRST: (2, 1, 0), MONTH_FIRST: (2, 0, 1), YEAR_FIRST: (0, 1, 2)}
"""At which places of three numbers year, month and day stand."""
SECONDS: Final = re.compile(r"(\d{10})(?:\.\d+)?|(\d{13})")
SERIAL: Final = re.compile(r"([2-7]\d{4})(?:[.,](\d+))?")
SERIAL_START: Final = date(1899, 12, 30)
"""Spreadsheets count days from here, as they believe in a 29 February 1900."""
ISO: Final = re.compile(
    r"((?:19[1-9]|20)\d{2}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?)?"
)
"""A day with its time as most programs and our reader of spreadsheets write it: plain at once."""
LONG_AGO: Final = timedelta(days=3653)
"""Ten years: hardly a diary that comes in begins before."""
HALF_A_YEAR: Final = 183
AMERICAN: Final = re.compile(
    r"(America/(New_York|Chicago|Denver|Los_Angeles|Phoenix|Detroit|Anchorage|Boise|Indiana/.*|Kentucky/.*)|US/.*|Pacific/Honolulu)"
)


@dataclass(frozen=True, slots=True)
class When:
    """What a text says: a day, how long after its midnight, and how far from UTC, if it does."""

    day: date
    clock: timedelta | None = None
    offset: timedelta | None = None

    def local(self, clock: timedelta) -> datetime:
        """The local time so long after the day's midnight."""
        return datetime.combine(self.day, time()) + clock

    def text(self, clock: timedelta | None = None) -> str:
        """The moment as our own files write it, at its own time of day or at ``clock``."""
        length = self.clock if self.clock is not None else clock or timedelta()
        return self.local(length).isoformat() + (
            _offset_text(self.offset) if self.offset is not None else ""
        )


def _offset_text(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _ordered(numbers: tuple[str, str, str], order: str, first: int = 0) -> date | None:
    """The day that numbers are in an order, or the ``first`` one of its month; None for none."""
    year, month, day = (numbers[at] for at in PLACES[order])
    if max(len(month), len(day)) > 2 or (order != YEAR_FIRST and len(numbers[0]) > 2):  # noqa: PLR2004
        return None
    return _date(full_year(year), int(month), first or int(day))


@dataclass(frozen=True)
class _Reading:
    """The numeric days of a file in one order, as far as they are days; ``until``: of today."""

    order: str
    days: list[date]
    until: date | None
    impossible: int = 0
    """How many are no days only as their month has not so many: 31 September."""

    @cached_property
    def by_days(self) -> tuple[float, int]:
        """The less, the likelier: whether they go one way, and how close together they lie."""
        return -_in_order(self.days), _span(self.days)

    @cached_property
    def strange(self) -> float:
        """Which part of the days is still to come, or long ago."""
        if self.until is None or not self.days:
            return 0.0
        first, last = self.until - LONG_AGO, self.until + ONE_DAY
        return sum(1 for day in self.days if not first <= day <= last) / len(self.days)

    @property
    def is_to_come(self) -> bool:
        """Whether all of the days are still to come."""
        return self.until is not None and min(self.days, default=self.until) - self.until > ONE_DAY

    def is_unlikely(self, *, dotted: bool) -> bool:
        """Whether most days are strange, and hardly anybody writes so, or one day of each year.

        Or all of them are still to come.
        """
        if self.is_to_come:
            return True
        apart = self.by_days[1] > HALF_A_YEAR * (len(self.days) - 1) and len(self.days) > 1
        return self.strange > 1 / 2 and (apart or (dotted and self.order == YEAR_FIRST))

    def may_be_meant(self, whole: list["_Reading"], *, dotted: bool) -> bool:
        """Whether a few of the days are no days so, and the orders of all are no likelier."""
        most = len(whole[0].days)
        missed = most - len(self.days)
        if self.strange < min(other.strange for other in whole):
            return 2 * missed <= most or missed <= self.impossible
        likely = self.by_days < min(other.by_days for other in whole)
        likely |= dotted and self.order == DAY_FIRST
        return most > 2 and missed <= max(1, most // 10) and likely  # noqa: PLR2004


class Dates:
    """How the days of some columns are written; ``order`` is the likeliest of ``orders``.

    ``until`` is the day on which the file came in, if that is known.
    """

    def __init__(
        self,
        texts: Iterable[str],
        *,
        zone: str = "",
        months: dict[str, int] | None = None,
        until: date | None = None,
    ):
        self.texts = [text for text in texts if text.strip()]
        self.months = months or {}
        texts = (text for text in dict.fromkeys(self.texts) if not ISO.fullmatch(text))
        readings = ((text, day_parts(text)) for text in texts)
        days = {text: day for text, day in readings if day}
        numeric = {text: day for text, day in days.items() if day.numbers[0]}
        self._numeric = [day for text in self.texts if (day := numeric.get(text))]
        self._serial = bool(self.texts) and all(SERIAL.fullmatch(text) for text in self.texts)
        self._timed = self._serial and not all(map(str.isdecimal, self.texts))
        names = (day.month for day in days.values() if day.month and not day.month.isdecimal())
        self.unknown_months = list(
            dict.fromkeys(name for name in names if _month(name, {}) is None)
        )
        self.orders, self.order_reason = self._orders(zone, until)
        self.order = self.orders[0] if self.orders else DAY_FIRST

    def _orders(self, zone: str, until: date | None) -> tuple[list[str], str]:
        """The orders in which the numeric days can be read, the likeliest first, and why.

        Those in which most are days, and those in which all but a few are that may be meant. The
        reason is ``recent`` (others make days that are long ago or to come), ``sequence`` (the
        days go one way), ``span`` (they lie close together), ``to_come`` (none is a day so, and
        others make days that are all to come), ``american`` or ``usual``.
        """
        readings = [self._reading(order, until) for order in ORDERS]
        most = max(len(reading.days) for reading in readings)
        if not most:
            return [], ""
        dotted = any(day.separator == "." for day in self._numeric)
        whole = [reading for reading in readings if len(reading.days) == most]
        near = [
            reading
            for reading in readings
            if reading not in whole and reading.may_be_meant(whole, dotted=dotted)
        ]
        hint = MONTH_FIRST if not dotted and self._is_american(zone) else DAY_FIRST

        def fitness(reading: _Reading) -> tuple[bool, float, int, int, bool]:
            unlikely = reading.is_unlikely(dotted=dotted)
            return unlikely, *reading.by_days, -len(reading.days), reading.order != hint

        best = sorted([*whole, *near], key=fitness)
        ranks = [fitness(reading) for reading in best]
        reasons = [
            name
            for at, name in enumerate(("recent", "sequence", "span"))
            if len(ranks) > 1 and ranks[0][at] != ranks[1][at]
        ]
        if best[-1].is_to_come and not best[0].days:
            reasons = ["to_come"]
        usual = "american" if best[0].order == MONTH_FIRST else "usual"
        return [reading.order for reading in best], (*reasons, usual)[0]

    def _reading(self, order: str, until: date | None) -> _Reading:
        numbers = [day.numbers for day in self._numeric]
        day_of = {each: _ordered(each, order) for each in set(numbers)}
        days = [day for each in numbers if (day := day_of[each])]
        impossible = sum(1 for each in numbers if not day_of[each] and _ordered(each, order, 1))
        return _Reading(order, days, until, impossible)

    def _is_american(self, zone: str) -> bool:
        return bool(AMERICAN.fullmatch(zone)) or any(
            re.search(r"[ap]\.?m\.?$", text, re.I) for text in self.texts
        )

    @property
    def example(self) -> str:
        """A day as the file writes it, whose order is open."""
        return next(
            (text for text in self.texts if (day := day_parts(text)) and day.numbers[0]), ""
        )

    def read(self, text: str, order: str = "") -> When | None:
        """What a text says, in the given or the likeliest order; None where it is no day."""
        plain = text.strip()
        if shape := ISO.fullmatch(plain):
            return _of_iso(shape)
        if self._serial and (serial := SERIAL.fullmatch(plain)):
            return _of_serial(serial, timed=self._timed)
        if seconds := SECONDS.fullmatch(plain):
            return _of_epoch(int(seconds[1]) if seconds[1] else int(seconds[2]) // 1000)
        parts = day_parts(plain)
        if parts is None:
            return None
        if parts.numbers[0]:
            day = _ordered(parts.numbers, order or self.order)
        else:
            month = (
                int(parts.month) if parts.month.isdecimal() else _month(parts.month, self.months)
            )
            day = _date(parts.year, month, parts.day) if month else None
        return _whole(day, parts.clock, parts.offset) if day else None


def _whole(day: date, clock: timedelta | None, offset: timedelta | None) -> When:
    """With 24:00 as the next day's midnight."""
    if clock == timedelta(days=1):
        return When(day + timedelta(days=1), timedelta(), offset)
    return When(day, clock, offset)


def _month(name: str, answered: dict[str, int]) -> int | None:
    return answered.get(name) or NUMBERS.get(name)


def _of_iso(shape: re.Match[str]) -> When | None:
    try:
        day = date.fromisoformat(shape[1])
    except ValueError:
        return None
    if shape[2] is None:
        return When(day)
    return When(day, timedelta(0, int(shape[4] or 0), 0, 0, int(shape[3]), int(shape[2])))


def _of_serial(shape: re.Match[str], *, timed: bool) -> When:
    """The day of a spreadsheet's number; ``timed``: a whole one is a midnight, as others say."""
    day = SERIAL_START + timedelta(days=int(shape[1]))
    if not shape[2]:
        return When(day, timedelta() if timed else None)
    return When(day, timedelta(seconds=round(float(f"0.{shape[2]}") * 86_400)))


def _of_epoch(seconds: int) -> When:
    at = datetime(1970, 1, 1) + timedelta(seconds=seconds)  # noqa: DTZ001 (its offset stands beside)
    return When(at.date(), at - datetime.combine(at.date(), time()), timedelta())


def _in_order(days: list[date]) -> float:
    """How much of a list goes up, or how much of it goes down: whichever is more."""
    steps = [(after > before) - (after < before) for before, after in pairwise(days)]
    moved = [step for step in steps if step]
    return max(moved.count(1), moved.count(-1)) / len(moved) if moved else 1.0


def _span(days: list[date]) -> int:
    return (max(days) - min(days)).days if days else 0
