"""When a reminder is due: a table of moments, clocks that change, and what never happens."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.account.reminders import FIRST_REMINDER, LATE, Reminder, due_on, is_young
from journal.core.model import vocabulary as v
from journal.core.model.moments import local_day, local_time
from journal.core.model.reading import parse_file
from journal.core.model.strings import as_texts, from_texts

DAY = date(2026, 5, 20)
"""A Wednesday."""

DAILY = replace(FIRST_REMINDER, active=True, weekdays=v.WEEKDAYS, address="ada@example.org")
VIENNA = "Europe/Vienna"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def due(
    reminder: Reminder, moment: str, zone: str = VIENNA, settled_on: date | None = None
) -> date | None:
    return due_on(reminder, now=at(moment), zone=zone, settled_on=settled_on)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-05-20T16:59:59", None),
        ("2026-05-20T17:00:00", DAY),
        ("2026-05-20T18:59:59", DAY),
        ("2026-05-20T19:00:00", None),  # nine in the evening: quiet hours
        ("2026-05-21T05:00:00", None),
        ("2026-05-21T17:00:00", DAY + timedelta(days=1)),
    ],
)
def test_it_is_due_from_its_time_until_the_quiet_hours(moment: str, day: date | None) -> None:
    assert due(DAILY, moment) == day


@pytest.mark.parametrize(
    ("moment", "expected"),
    [("2026-05-20T09:59:59", DAY), ("2026-05-20T10:00:00", None)],
)
def test_after_three_hours_it_is_left_out(moment: str, expected: date | None) -> None:
    assert due(replace(DAILY, at=time(9)), moment) == expected


def test_off_is_off_and_other_weekdays_are_too() -> None:
    moment = "2026-05-20T17:30:00"
    assert due(replace(DAILY, weekdays=("wednesday",)), moment) == DAY
    assert due(replace(DAILY, weekdays=("tuesday", "thursday")), moment) is None
    assert due(replace(DAILY, active=False), moment) is None


@pytest.mark.parametrize(
    ("settled_on", "expected"),
    [
        (None, DAY),
        (DAY - timedelta(days=1), DAY),
        (DAY, None),
        (DAY + timedelta(days=1), None),  # sent before a journey over the date line
    ],
)
def test_a_day_that_needs_none_any_more_gets_none(
    settled_on: date | None, expected: date | None
) -> None:
    assert due(DAILY, "2026-05-20T17:30:00", settled_on=settled_on) == expected


@pytest.mark.parametrize(
    ("zone", "moment"),
    [
        ("Pacific/Auckland", "2026-05-20T07:00:00"),
        ("Pacific/Honolulu", "2026-05-21T05:00:00"),
        ("Asia/Kathmandu", "2026-05-20T13:15:00"),
        ("Pacific/Kiritimati", "2026-05-20T05:00:00"),
    ],
)
def test_seven_in_the_evening_is_seven_where_one_lives(zone: str, moment: str) -> None:
    assert due(DAILY, moment, zone) == DAY
    before = (at(moment) - timedelta(seconds=1)).replace(tzinfo=None).isoformat()
    assert due(DAILY, before, zone) is None


def without_quiet(clock: time) -> Reminder:
    return replace(DAILY, at=clock, quiet_from=None, quiet_until=None)


def test_a_time_the_clocks_skip_comes_as_much_later() -> None:
    spring = date(2026, 3, 29)
    assert due(without_quiet(time(2, 30)), "2026-03-29T01:29:59") is None
    assert due(without_quiet(time(2, 30)), "2026-03-29T01:30:00") == spring


def test_a_time_the_clocks_show_twice_comes_the_first_time_and_once() -> None:
    autumn = date(2026, 10, 25)
    assert due(without_quiet(time(2, 30)), "2026-10-25T00:29:59") is None
    assert due(without_quiet(time(2, 30)), "2026-10-25T00:30:00") == autumn
    assert due(without_quiet(time(2, 30)), "2026-10-25T01:30:00", settled_on=autumn) is None


def test_it_is_late_by_hours_that_passed_not_by_what_the_clocks_show() -> None:
    assert due(without_quiet(time(1)), "2026-03-29T02:59:59") == date(2026, 3, 29)
    assert due(without_quiet(time(1)), "2026-03-29T03:00:00") is None


def test_it_never_goes_out_after_midnight_for_the_day_before() -> None:
    assert due(without_quiet(time(23, 30)), "2026-05-20T21:59:59") == DAY
    assert due(without_quiet(time(23, 30)), "2026-05-20T22:00:00") is None


CLOCKS = st.times().map(lambda clock: clock.replace(second=0, microsecond=0))
REMINDERS = st.builds(
    lambda active, weekdays, clock, quiet, address: Reminder(
        active=active,
        weekdays=tuple(day for day in v.WEEKDAYS if day in weekdays),
        at=clock,
        quiet_from=quiet[0] if quiet else None,
        quiet_until=quiet[1] if quiet else None,
        address=address,
    ),
    st.booleans(),
    st.sets(st.sampled_from(v.WEEKDAYS), min_size=1),
    CLOCKS,
    st.none() | st.tuples(CLOCKS, CLOCKS),
    st.none() | st.just("ada@example.org"),
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (bounds are naive)
ZONES = st.sampled_from(
    [VIENNA, "America/St_Johns", "Pacific/Apia", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]
)


@given(REMINDERS, MOMENTS, ZONES, st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 2)))
def test_one_that_is_due_breaks_no_promise(
    reminder: Reminder, now: datetime, zone: str, settled_on: date | None
) -> None:
    day = due_on(reminder, now=now, zone=zone, settled_on=settled_on)
    if day is None:
        return
    assert reminder.active
    assert day == local_day(now, zone)
    assert v.WEEKDAYS[day.weekday()] in reminder.weekdays
    assert not reminder.is_quiet(local_time(now, zone).time())
    assert settled_on is None or settled_on < day
    assert due_on(reminder, now=now, zone=zone, settled_on=day) is None


@given(CLOCKS, st.dates(date(2020, 1, 1), date(2029, 12, 30)), ZONES)
def test_every_day_has_a_minute_in_which_it_is_due(clock: time, day: date, zone: str) -> None:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    minutes = (noon + timedelta(minutes=count) for count in range(-36 * 60, 36 * 60, 10))
    reminder = without_quiet(clock.replace(hour=min(clock.hour, 20)))
    assert any(
        due_on(reminder, now=moment, zone=zone, settled_on=None) == day for moment in minutes
    )
    assert timedelta(minutes=10) < LATE


@pytest.mark.parametrize(
    ("quiet_from", "quiet_until", "clock", "quiet"),
    [
        (time(21), time(8), time(20, 59), False),
        (time(21), time(8), time(21), True),
        (time(21), time(8), time(0), True),
        (time(21), time(8), time(8), False),
        (time(13), time(15), time(14), True),
        (time(13), time(15), time(15), False),
        (time(13), time(13), time(13), False),
        (None, None, time(3), False),
    ],
)
def test_quiet_hours_may_lie_around_midnight(
    quiet_from: time | None, quiet_until: time | None, clock: time, quiet: bool
) -> None:
    reminder = replace(DAILY, quiet_from=quiet_from, quiet_until=quiet_until)
    assert reminder.is_quiet(clock) is quiet


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"address": None}, "address"),
        ({"at": time(22)}, "at"),
        ({"at": time(21)}, "at"),
        ({"quiet_from": None}, "quiet_from"),
        ({"quiet_until": None}, "quiet_until"),
        ({"address": "ada@example.org\r\nBcc: eve@example.org"}, "address"),
        ({"address": "x" * 255}, "address"),
    ],
)
def test_what_cannot_work_is_blamed_on_its_field(changes: dict[str, object], field: str) -> None:
    reminder = DAILY.with_(**changes)
    assert [problem.field for problem in reminder.problems(at("2026-05-20T12:00:00"))] == [field]


def test_what_the_form_begins_with_is_off_and_on_three_days_a_week() -> None:
    assert FIRST_REMINDER.problems(at("2026-05-20T12:00:00")) == []
    assert not FIRST_REMINDER.active
    assert len(FIRST_REMINDER.weekdays) == 3
    assert FIRST_REMINDER.at == time(19)


@given(REMINDERS)
def test_it_goes_out_as_texts_and_comes_back(reminder: Reminder) -> None:
    texts = as_texts(reminder)
    assert from_texts(Reminder, texts) == reminder
    if not reminder.problems(at("2026-05-20T12:00:00")):
        assert (
            parse_file(Reminder, texts, now=at("2026-05-20T12:00:00"), zone="UTC").record
            == reminder
        )


@pytest.mark.parametrize(
    "text", ["24:00", "7:00", "19:60", "19", "19:00:00", "noon", "\uff11\uff19:00"]
)
def test_an_odd_time_of_day_is_refused(text: str) -> None:
    texts = as_texts(DAILY) | {"at": text}
    reading = parse_file(Reminder, texts, now=at("2026-05-20T12:00:00"), zone="UTC")
    assert [problem.field for problem in reading.problems] == ["at"]


def test_a_diary_is_young_for_four_weeks() -> None:
    assert is_young(None, DAY)
    assert is_young(DAY - timedelta(days=27), DAY)
    assert not is_young(DAY - timedelta(days=28), DAY)
