"""The fields that hold a day, a time or a time zone, read and written as the others are."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import ClassVar

from journal.core.model import moments, vocabulary
from journal.core.model.faults import Fault, Unreadable, fault


def calendar_date(text: str) -> date:
    """The date written as ``YYYY-MM-DD``; raises Unreadable."""
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("calendar_date") from None


def year_fault(value: date) -> Fault | None:
    """What is wrong with the year of a day or a local time; None: nothing."""
    if value.year < vocabulary.EARLIEST_YEAR:
        return fault("too_early", year=str(vocabulary.EARLIEST_YEAR))
    if value.year > vocabulary.LATEST_YEAR:
        return fault("too_late", year=str(vocabulary.LATEST_YEAR))
    return None


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day, ``YYYY-MM-DD``."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "day_needed"

    def read(self, text: str) -> date:
        return calendar_date(text)

    def write(self, value: date) -> str:
        return value.isoformat()

    def fault(self, value: date) -> Fault | None:
        return year_fault(value)


@dataclass(frozen=True, slots=True)
class TimeOfDay:
    """A time on the clock, ``HH:MM``."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "time_of_day_needed"

    def read(self, text: str) -> time:
        if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
            raise Unreadable("time_of_day")
        return time.fromisoformat(text)

    def write(self, value: time) -> str:
        return value.isoformat(timespec="minutes")

    def fault(self, value: time) -> Fault | None:
        wrong = value.second or value.microsecond or value.tzinfo
        return fault("time_of_day") if wrong else None


MOMENT_SHAPE = re.compile(
    r"(?P<local>[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)([.][0-9]{1,6})?"
    r"(?P<offset>Z|[+-][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment: aware UTC, whole seconds; read and written by the record, which has the zone."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "moment_needed"
    later_suffix: ClassVar[str] = "_later"
    """The form field that chooses the later of two equal local times is named so."""

    def read(self, text: str) -> datetime:
        return self.read_in("UTC", text)

    def read_in(self, zone: str, text: str, *, later: bool = False) -> datetime:
        """The moment written as local time of ``zone``, or with its own offset."""
        shape = MOMENT_SHAPE.fullmatch(text)
        try:
            if shape is None:
                raise ValueError(text)
            local = datetime.fromisoformat(shape["local"])
            if wrong := year_fault(local):
                raise Unreadable(wrong.code, **wrong.values)
            if shape["offset"]:
                offset = "+00:00" if shape["offset"] == "Z" else shape["offset"]
                return datetime.fromisoformat(local.isoformat() + offset).astimezone(UTC)
            return moments.moment_at(local, zone, later=later)
        except moments.ClockGap:
            raise Unreadable("clock_gap", zone=zone, time=f"{local:%H:%M}") from None
        except Unreadable:
            raise
        except ValueError:
            raise Unreadable("moment") from None

    def write(self, value: datetime) -> str:
        return value.isoformat(timespec="seconds")

    def fault(self, value: datetime) -> Fault | None:
        if value.tzinfo is not UTC or value.microsecond:
            return fault("moment_in_utc")
        return None


@dataclass(frozen=True, slots=True)
class Zone:
    """The IANA name of a time zone."""

    guarded: ClassVar[bool] = False
    needed: ClassVar[str] = "zone_needed"

    def read(self, text: str) -> str:
        if not moments.zone_exists(text):
            raise Unreadable("unknown_zone")
        return text

    def write(self, value: str) -> str:
        return value

    def fault(self, value: str) -> Fault | None:
        return None if moments.zone_exists(value) else fault("unknown_zone")


def day_or_none(text: str) -> date | None:
    """The day a text says; None where it is none, or of a year out of reach."""
    try:
        day = Day().read(text)
    except Unreadable:
        return None
    return None if Day().fault(day) else day
