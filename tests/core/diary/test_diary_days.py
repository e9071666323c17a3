"""The days of the diary: by the clock, and quiet ones folded."""

from datetime import UTC, date, datetime, timedelta

from journal.core.diary.diary_days import DiaryDay, in_order, runs
from journal.core.model import records as r

FIRST = date(2026, 5, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


def at(hour: int) -> datetime:
    return datetime(2026, 5, 1, hour, tzinfo=UTC)


def average(number: int, note: str | None = None) -> r.PainLevel:
    return r.PainLevel(
        id="p",
        day=on(number),
        zone="UTC",
        recorded_at=at(20),
        kind="day_average",
        level=2,
        note=note,
    )


def relief(hour: int) -> r.Relief:
    return r.Relief(id="r", day=FIRST, zone="UTC", applied_at=at(hour), method="cold")


def exercise(hour: int) -> r.CompletedExercise:
    return r.CompletedExercise(
        id="e", day=FIRST, zone="UTC", completed_at=at(hour), exercise="Bridge"
    )


def test_a_day_goes_by_the_clock_whatever_was_logged_and_what_is_of_no_time_comes_last() -> None:
    note = r.DayNote(day=FIRST, note="long")
    entries: list[r.Record] = [note, average(0), relief(9), relief(7), exercise(8), exercise(10)]
    (day,) = in_order([DiaryDay(FIRST, FIRST, entries)])
    groups = [(slug, len(records)) for slug, records in day.groups]
    assert groups == [
        ("relief", 1),
        ("exercises", 1),
        ("relief", 1),
        ("exercises", 1),
        ("days", 1),
    ]
    assert day.average == average(0)


def test_an_average_that_says_more_than_its_level_is_listed() -> None:
    (day,) = in_order([DiaryDay(FIRST, FIRST, [average(0, "stiff")])])
    assert [slug for slug, _ in day.groups] == ["pain"]
    assert not day.quiet


def test_days_come_newest_first_with_empty_and_quiet_ones_folded() -> None:
    days = [DiaryDay(on(number), on(number)) for number in range(10)]
    for number in (0, 1, 2, 4, 5):
        days[number].entries.append(average(number))
    days[3].entries.append(exercise(9))
    rows = [(run.since.day, run.day.day, len(run.folded)) for run in runs(in_order(days))]
    assert rows == [(7, 10, 0), (6, 6, 0), (5, 5, 0), (4, 4, 0), (1, 3, 3)]
