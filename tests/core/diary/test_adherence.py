"""Done of prescribed, in counts, with nothing missed on days at rest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.adherence import Done, Unplanned, adherence, summed, unplanned, whole_weeks
from journal.core.diary.programme import prescribed
from journal.core.diary.tally import Tally
from journal.core.model.periods import Period
from journal.core.model.records import CompletedExercise, Prescription

MONDAY = date(2026, 5, 18)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))
ID = "11111111-0000-4000-8000-00000000000"


def line(name: str = "Bridge", number: int = 1, **fields: Any) -> Prescription:
    values = {"starts_on": date(2026, 1, 1), **fields}
    return Prescription(id=f"{ID}{number}", exercise=name, **values)


def of_week(
    *lines: Prescription,
    outcomes: dict[tuple[str, date], list[tuple[str, str | None]]] | None = None,
    rest_days: int = 0,
) -> dict[str, tuple[int, int]]:
    rests = {MONDAY + timedelta(days=day) for day in range(rest_days)}
    (week,) = adherence(lines, outcomes or {}, rests, [WEEK])
    assert week.rest_days == rest_days
    return {
        name: (exercise.done, exercise.prescribed) for name, exercise in week.exercises.items()
    }


@pytest.mark.parametrize(
    ("fields", "prescribed"),
    [
        ({}, 7),
        ({"days_per_week": 3}, 3),
        ({"times_per_day": 2, "days_per_week": 5}, 10),
        ({"starts_on": MONDAY + timedelta(days=5)}, 2),
        ({"ends_on": MONDAY + timedelta(days=1)}, 2),
        ({"starts_on": MONDAY + timedelta(days=5), "days_per_week": 3}, 2),
    ],
)
def test_a_week_asks_for_what_is_in_force(fields: dict[str, Any], prescribed: int) -> None:
    assert of_week(line(**fields)) == {"Bridge": (0, prescribed)}


def test_days_at_rest_ask_for_nothing_and_what_was_done_on_them_counts() -> None:
    outcomes: Any = {("Bridge", MONDAY): [("done", None)]}
    assert of_week(line(), outcomes=outcomes, rest_days=5) == {"Bridge": (1, 2)}
    assert of_week(line(days_per_week=3), rest_days=4) == {"Bridge": (0, 3)}
    assert of_week(line(), rest_days=7) == {"Bridge": (0, 0)}


def test_what_was_partly_done_counts_apart() -> None:
    days = [MONDAY + timedelta(days=number) for number in range(5)]
    outcomes: Any = {("Bridge", day): [("done", None)] for day in days[:4]}
    outcomes["Bridge", days[4]] = [("partly", None)]
    (week,) = adherence([line(days_per_week=5)], outcomes, set(), [WEEK])
    assert week.exercises["Bridge"] == Done(4, 5, 0, 1)


def test_what_no_line_asked_for_stands_apart_and_counts_against_no_plan() -> None:
    sunday, friday = MONDAY - timedelta(days=1), MONDAY + timedelta(days=4)
    sides = line(side="both", starts_on=MONDAY, ends_on=MONDAY + timedelta(days=2))
    logs: Any = {
        ("Bridge", sunday): [("done", "left"), ("done", "right")],
        ("Bridge", MONDAY): [("done", None)],
        ("Bridge", friday): [("stopped", None)],
        ("Swimming", friday): [("done", None), ("done", None)],
    }
    both_weeks = Period(MONDAY - timedelta(days=7), WEEK.last)
    assert unplanned([sides], logs, both_weeks) == Unplanned(
        {"Bridge": Tally(1)}, {"Swimming": Tally(2), "Bridge": Tally(0, 1)}
    )
    assert unplanned([sides], logs, WEEK).before == {}
    (week,) = adherence([sides], logs, set(), [WEEK])
    assert week.exercises["Bridge"] == Done(1, 3)


def test_one_side_of_two_is_a_part_and_both_sides_are_one() -> None:
    sides = line(side="both")
    left_side: Any = {("Bridge", MONDAY): [("partly", "left")]}
    (week,) = adherence([sides], left_side, set(), [WEEK])
    assert week.exercises["Bridge"] == Done(0, 7, 0, 1)
    both_sides: Any = {("Bridge", MONDAY): [("done", "left"), ("done", "right")]}
    (week,) = adherence([sides], both_sides, set(), [WEEK])
    assert week.exercises["Bridge"] == Done(1, 7)


def test_two_lines_of_one_exercise_are_one_row() -> None:
    first = line(ends_on=MONDAY + timedelta(days=2))
    second = line(number=2, starts_on=MONDAY + timedelta(days=3), times_per_day=2)
    assert of_week(first, second) == {"Bridge": (0, 3 + 8)}


def test_an_exercise_that_is_not_prescribed_in_these_weeks_is_not_shown() -> None:
    over = line(ends_on=MONDAY - timedelta(days=1))
    assert of_week(over, outcomes={("Bridge", MONDAY): [("done", None)]}) == {}


def test_every_week_has_every_exercise() -> None:
    later = Period(WEEK.first + timedelta(days=7), WEEK.last + timedelta(days=7))
    weeks = adherence([line("Walking", starts_on=later.first)], {}, set(), [WEEK, later])
    assert [week.exercises["Walking"].prescribed for week in weeks] == [0, 7]


@pytest.mark.parametrize("last", [MONDAY + timedelta(days=n) for n in range(7)])
@pytest.mark.parametrize("days", [28, 30, 31, 34])
def test_three_a_week_are_twelve_in_four_weeks_whatever_the_weekday(last: date, days: int) -> None:
    blocks = whole_weeks(Period.ending(last, days))
    weeks = adherence([line(days_per_week=3)], {}, set(), blocks)
    assert (blocks[-1].last, {len(block) for block in blocks}) == (last, {7})
    assert summed(weeks) == {"Bridge": Done(0, 12)}


def test_a_line_that_replaced_another_within_a_week_shares_its_quota() -> None:
    first = line(ends_on=MONDAY + timedelta(days=2), days_per_week=3)
    second = line(number=2, starts_on=MONDAY + timedelta(days=3), days_per_week=3)
    assert of_week(first, second) == {"Bridge": (0, 3)}


def test_more_than_a_week_asks_for_stands_apart_and_earns_no_other_week() -> None:
    later = Period(WEEK.first + timedelta(days=7), WEEK.last + timedelta(days=7))
    outcomes: Any = {
        ("Bridge", MONDAY + timedelta(days=day)): [("done", None)] for day in range(5)
    }
    totals = summed(adherence([line(days_per_week=3)], outcomes, set(), [WEEK, later]))
    assert totals == {"Bridge": Done(3, 6, 2)}


def test_what_was_imported_from_before_the_programme_does_not_count() -> None:
    outcomes: Any = {
        ("Bridge", MONDAY + timedelta(days=day)): 4 * [("done", None)] for day in range(4)
    }
    begins = line(starts_on=MONDAY + timedelta(days=6))
    assert of_week(begins, outcomes=outcomes) == {"Bridge": (0, 1)}


@given(st.integers(0, 50), st.integers(0, 50))
def test_more_than_prescribed_is_no_more_than_all(count: int, prescribed: int) -> None:
    share = Done(count, prescribed).share
    assert share is None if not prescribed else share == min(count, prescribed) / prescribed


outcomes_of_day = st.lists(
    st.tuples(
        st.sampled_from(["done", "partly", "stopped", "skipped"]),
        st.sampled_from([None, "left", "right", "both"]),
    ),
    max_size=4,
)


@given(
    st.lists(outcomes_of_day, min_size=7, max_size=7),
    st.sampled_from([1, 2]),
    st.sampled_from([1, 3, 7]),
    st.sampled_from([None, "both"]),
)
def test_a_week_counts_what_the_tiles_of_its_days_count(
    days: list[list[tuple[str, str | None]]], times: int, days_a_week: int, side: str | None
) -> None:
    bridge = line(times_per_day=times, days_per_week=days_a_week, side=side)
    outcomes, total, partly, filled = {}, 0, 0, 0
    for day, logged in zip(WEEK, days, strict=True):
        outcomes["Bridge", day] = [each for each in logged if each[0] != "skipped"]
        begun = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
        exercises = [
            CompletedExercise(
                id=str(UUID(int=minute)),
                day=day,
                zone="UTC",
                completed_at=begun + timedelta(minutes=minute),
                exercise="Bridge",
                outcome=outcome,
                side=of_side,
            )
            for minute, (outcome, of_side) in enumerate(logged)
        ]
        (tile,) = prescribed([bridge], day, exercises)
        total, partly = total + tile.tally.done, partly + tile.tally.partly
        filled += min(tile.tally.done, times)
    (week,) = adherence([bridge], outcomes, set(), [WEEK])
    counts = week.exercises["Bridge"]
    assert (counts.done + counts.extra, counts.partly) == (total, partly)
    assert counts.done == min(filled, counts.prescribed)
    assert counts.prescribed == times * days_a_week


@given(st.lists(outcomes_of_day, min_size=7, max_size=7), st.integers(1, 6), st.integers(1, 3))
def test_a_daily_plan_is_counted_alike_however_its_days_are_cut(
    days: list[list[tuple[str, str | None]]], first: int, times: int
) -> None:
    logs = {("Bridge", day): logged for day, logged in zip(WEEK, days, strict=True)}
    cut = MONDAY + timedelta(days=first)
    parts = [Period(MONDAY, cut - timedelta(days=1)), Period(cut, WEEK.last)]
    lines = [line(times_per_day=times)]
    assert summed(adherence(lines, logs, set(), parts)) == summed(
        adherence(lines, logs, set(), [WEEK])
    )


def test_a_days_plan_is_filled_once_also_where_a_week_asks_for_some_days() -> None:
    twice: Any = {("Bridge", MONDAY): [("done", None)] * 2}
    for days_a_week in (1, 3, 7):
        (week,) = adherence([line(days_per_week=days_a_week)], twice, set(), [WEEK])
        assert week.exercises["Bridge"] == Done(1, days_a_week, 1)


def test_a_day_that_asks_for_nothing_makes_up_for_one_of_its_week() -> None:
    thrice: Any = {("Bridge", MONDAY): [("done", None)] * 3}
    (week,) = adherence([line()], thrice, {MONDAY}, [WEEK])
    assert week.exercises["Bridge"] == Done(1, 6, 2)
