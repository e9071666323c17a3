"""Moments: what the clocks of a zone showed, on the nights they were changed too."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model.moments import (
    ClockGap,
    end_of_day,
    happened_twice,
    local_day,
    local_time,
    moment_at,
    zone_exists,
    zone_names,
)
from tests.core import strategies

ODD_ZONES = (
    "Africa/Cairo",
    "Africa/Casablanca",
    "Africa/Monrovia",
    "America/Havana",
    "America/Santiago",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Pyongyang",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/Vienna",
    "Pacific/Apia",
)
SECOND = timedelta(seconds=1)
MONTH = timedelta(days=30)

any_local_time = st.datetimes(datetime(1950, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(microsecond=0)
)


def changes(zone: str) -> list[datetime]:
    """The moments of 1970 to 2030 at which the clocks of ``zone`` were changed."""
    start = datetime(1970, 1, 1, tzinfo=UTC)
    steps = [start + number * MONTH for number in range(60 * 12)]
    return [
        _change_between(before, after, zone)
        for before, after in pairwise(steps)
        if local_time(before, zone).utcoffset() != local_time(after, zone).utcoffset()
    ]


def _change_between(before: datetime, after: datetime, zone: str) -> datetime:
    offset = local_time(before, zone).utcoffset()
    while after - before > SECOND:
        middle = (before + (after - before) / 2).replace(microsecond=0)
        if local_time(middle, zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after


CHANGES = [(zone, moment) for zone in ODD_ZONES for moment in changes(zone)]


@st.composite
def local_times(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone, and a local time that is often near a change of its clocks."""
    if draw(st.booleans()):
        return draw(strategies.zones), draw(any_local_time)
    zone, change = draw(st.sampled_from(CHANGES))
    near = local_time(change, zone).replace(tzinfo=None, fold=0)
    return zone, near + timedelta(minutes=draw(st.integers(-26 * 4, 26 * 4)) * 15)


def shown(naive: datetime, zone: str) -> list[datetime]:
    """Every moment at which the clocks of ``zone`` showed ``naive``, by trying all offsets."""
    around = [naive.replace(tzinfo=UTC) + timedelta(hours=hours) for hours in range(-60, 61)]
    offsets = {local_time(moment, zone).utcoffset() or timedelta() for moment in around}
    moments = {naive.replace(tzinfo=UTC) - offset for offset in offsets}
    return sorted(
        moment for moment in moments if local_time(moment, zone).replace(tzinfo=None) == naive
    )


@given(local_times())
def test_a_moment_is_one_at_which_the_clocks_showed_that_time(place: tuple[str, datetime]) -> None:
    zone, naive = place
    moments = shown(naive, zone)
    if not moments:
        with pytest.raises(ClockGap):
            moment_at(naive, zone)
        return
    assert moment_at(naive, zone) == moments[0]
    assert moment_at(naive, zone, later=True) == moments[-1]
    assert moment_at(naive, zone).tzinfo is UTC


@given(local_times())
def test_what_happened_twice_is_what_two_moments_showed(place: tuple[str, datetime]) -> None:
    zone, naive = place
    assert happened_twice(naive, zone) == (len(shown(naive, zone)) == 2)


@given(strategies.moments() | st.sampled_from(CHANGES).map(lambda change: change[1]), st.data())
def test_the_local_time_of_a_moment_leads_back_to_it(
    moment: datetime, data: st.DataObject
) -> None:
    zone = data.draw(strategies.zones)
    local = local_time(moment, zone)
    assert moment_at(local.replace(tzinfo=None), zone, later=bool(local.fold)) == moment
    assert local_day(moment, zone) == local.date()


@given(st.sampled_from(CHANGES), st.integers(-2, 2))
def test_a_day_ends_with_its_last_second(place: tuple[str, datetime], days_on: int) -> None:
    zone, change = place
    day = local_day(change, zone) + timedelta(days=days_on)
    end = end_of_day(day, zone)
    assert end.tzinfo is UTC
    assert local_day(end, zone) > day
    assert local_day(end - SECOND, zone) <= day


@pytest.mark.parametrize(
    ("zone", "day", "end"),
    [
        ("Europe/Vienna", date(2026, 5, 31), "2026-05-31T22:00:00+00:00"),
        ("Europe/Vienna", date(2026, 3, 28), "2026-03-28T23:00:00+00:00"),
        ("Europe/Vienna", date(2026, 3, 29), "2026-03-29T22:00:00+00:00"),
        ("Pacific/Kiritimati", date(2026, 5, 31), "2026-05-31T10:00:00+00:00"),
        # The clocks went from midnight straight to one.
        ("America/Santiago", date(2026, 9, 5), "2026-09-06T04:00:00+00:00"),
        ("Asia/Beirut", date(2026, 3, 28), "2026-03-28T22:00:00+00:00"),
        ("Africa/Cairo", date(2026, 4, 23), "2026-04-23T22:00:00+00:00"),
        # The clocks went from midnight back to eleven: the day had 25 hours.
        ("America/Santiago", date(2026, 4, 4), "2026-04-05T04:00:00+00:00"),
        # The 30th was skipped.
        ("Pacific/Apia", date(2011, 12, 29), "2011-12-30T10:00:00+00:00"),
    ],
)
def test_a_day_ends_where_the_next_begins(zone: str, day: date, end: str) -> None:
    assert end_of_day(day, zone).isoformat() == end


@pytest.mark.parametrize(
    ("zone", "day", "hours"),
    [
        ("Europe/Vienna", date(2026, 3, 29), 23),
        ("Europe/Vienna", date(2026, 10, 25), 25),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("America/Santiago", date(2026, 9, 6), 23),
        ("Europe/Vienna", date(2026, 5, 31), 24),
    ],
)
def test_a_day_is_as_long_as_its_clocks_made_it(zone: str, day: date, hours: float) -> None:
    length = end_of_day(day, zone) - end_of_day(day - timedelta(days=1), zone)
    assert length == timedelta(hours=hours)


def test_one_moment_falls_on_different_days_in_different_zones() -> None:
    moment = datetime(2026, 5, 31, 10, 30, tzinfo=UTC)
    assert local_day(moment, "Pacific/Kiritimati") == date(2026, 6, 1)
    assert local_day(moment, "Europe/Vienna") == date(2026, 5, 31)
    assert local_day(moment, "Etc/GMT+12") == date(2026, 5, 30)


def test_only_places_can_be_chosen() -> None:
    assert {"Europe/Vienna", "America/Argentina/Ushuaia", "UTC"} <= zone_names()
    assert not {"localtime", "posixrules", "Factory", ""} & zone_names()
    assert not zone_exists("europe/vienna")


@given(strategies.zones)
def test_every_zone_one_can_choose_has_rules(zone: str) -> None:
    assert zone_exists(zone)
    assert local_time(strategies.NOW, zone) == strategies.NOW
