"""Days and moments as people and programs write them, decided over all that a file says."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Final

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


def _ordered(numbers: tuple[str, str, str], order: str) -> date | None:
    year, month, day = (numbers[at] for at in PLACES[order])
    if max(len(month), len(day)) > 2 or (order != YEAR_FIRST and len(numbers[0]) > 2):  # noqa: PLR2004
        return None
    return _date(full_year(year), int(month), int(day))


class Dates:
    """How the days of some columns are written; ``order`` is the likeliest of ``orders``."""

    def __init__(
        self, texts: Iterable[str], *, zone: str = "", months: dict[str, int] | None = None
    ):
        self.texts = [text for text in texts if text.strip()]
        self.months = months or {}
        days = [day for text in self.texts if (day := day_parts(text))]
        self._numeric = [day for day in days if day.numbers[0]]
        self._serial = bool(self.texts) and all(SERIAL.fullmatch(text) for text in self.texts)
        names = (day.month for day in days if day.month and not day.month.isdecimal())
        self.unknown_months = list(
            dict.fromkeys(name for name in names if _month(name, {}) is None)
        )
        self.orders, self.order_reason = self._orders(zone)
        self.order = self.orders[0] if self.orders else DAY_FIRST

    def _orders(self, zone: str) -> tuple[list[str], str]:
        """The orders in which most of the numeric days can be read, the likeliest first, and why.

        The reason is ``sequence`` (the days go one way), ``span`` (they lie close together),
        ``american`` or ``usual``.
        """
        if not self._numeric:
            return [], ""
        readings = {
            order: [_ordered(day.numbers, order) for day in self._numeric] for order in ORDERS
        }
        count = {order: sum(day is not None for day in days) for order, days in readings.items()}
        most = max(count.values())
        whole = [order for order in ORDERS if count[order] == most > 0]
        american = bool(AMERICAN.fullmatch(zone)) or any(
            re.search(r"[ap]\.?m\.?$", text, re.I) for text in self.texts
        )
        dotted = any(day.separator == "." for day in self._numeric)
        hint = MONTH_FIRST if american and not dotted else DAY_FIRST

        def fitness(order: str) -> tuple[float, int, bool]:
            days = [day for day in readings[order] if day]
            return -_in_order(days), _span(days), order != hint

        best = sorted(whole, key=fitness)
        ranks = [fitness(order) for order in best]
        by_days = [
            name
            for at, name in enumerate(("sequence", "span"))
            if len(ranks) > 1 and ranks[0][at] != ranks[1][at]
        ]
        return best, (*by_days, "american" if best[0] == MONTH_FIRST else "usual")[0]

    @property
    def example(self) -> str:
        """A day as the file writes it, whose order is open."""
        return next(
            (text for text in self.texts if (day := day_parts(text)) and day.numbers[0]), ""
        )

    def read(self, text: str, order: str = "") -> When | None:
        """What a text says, in the given or the likeliest order; None where it is no day."""
        plain = text.strip()
        if self._serial and (serial := SERIAL.fullmatch(plain)):
            return _of_serial(serial)
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


def _of_serial(shape: re.Match[str]) -> When:
    day = SERIAL_START + timedelta(days=int(shape[1]))
    if not shape[2]:
        return When(day)
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
