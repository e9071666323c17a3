"""Episodes counted: by month, by length, by part of the day they began in."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.episode_summary import spells
from journal.core.model.periods import Period
from journal.core.model.records import Episode

SPRING = Period(date(2026, 3, 15), date(2026, 5, 20))


def episode(
    began: datetime, minutes: int | None, zone: str = "UTC", day: date | None = None
) -> Episode:
    return Episode(
        id="11111111-0000-4000-8000-000000000001",
        day=day or began.date(),
        zone=zone,
        started_at=began,
        ended_at=None if minutes is None else began + timedelta(minutes=minutes),
    )


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


def test_every_month_of_the_period_is_counted_the_empty_ones_too() -> None:
    summary = spells(
        [episode(at(3, 20), 10), episode(at(5, 1), 20), episode(at(5, 2), None)], SPRING
    )
    assert [(month.first.month, count) for month, count in summary.by_month] == [
        (3, 1),
        (4, 0),
        (5, 2),
    ]
    assert (summary.count, summary.ended, summary.median_minutes) == (3, 2, 15)


def test_only_episodes_that_began_in_the_period_count() -> None:
    summary = spells([episode(at(3, 14), 5000), episode(at(5, 21), 5)], SPRING)
    assert (summary.count, summary.median_minutes) == (0, None)


def test_lengths_fall_into_their_groups_at_the_limits() -> None:
    minutes = [1, 59, 60, 359, 360, 1439, 1440, 9999]
    assert spells([episode(at(4, 1), length) for length in minutes], SPRING).by_length == [
        2,
        2,
        2,
        2,
    ]


def test_a_spasm_that_ended_as_it_began_has_no_length() -> None:
    summary = spells([episode(at(4, 1), minutes) for minutes in (0, 0, 30, None)], SPRING)
    assert (summary.count, summary.ended, summary.unmeasured) == (4, 1, 2)
    assert (summary.median_minutes, sum(summary.by_length)) == (30, 1)


@given(st.lists(st.sampled_from([None, 0, 0, 3, 90, 500, 5000])))
def test_those_of_a_known_length_of_none_and_still_going_are_all_of_them(
    lengths: list[int | None],
) -> None:
    summary = spells([episode(at(4, 1), minutes) for minutes in lengths], SPRING)
    assert summary.ended + summary.unmeasured + summary.running == summary.count == len(lengths)
    assert summary.running == lengths.count(None)
    assert sum(summary.by_length) == summary.ended
    assert sum(summary.by_part) == sum(count for _, count in summary.by_month) == summary.count


def test_the_part_of_the_day_is_that_of_the_clock_there() -> None:
    summary = spells(
        [episode(at(4, 1, 23), 5), episode(at(4, 1, 23), 5, "Europe/Vienna", date(2026, 4, 2))],
        SPRING,
    )
    assert summary.by_part == [1, 0, 0, 0, 0, 1]


def test_beyond_five_years_they_are_counted_by_year() -> None:
    long = Period(date(2014, 6, 1), date(2026, 5, 20))
    summary = spells([episode(at(4, 1), 5)], long)
    assert [period.first.year for period, _ in summary.by_month] == list(range(2014, 2027))
    assert [count for _, count in summary.by_month][-2:] == [0, 1]
