"""What is asked on a day, with and without a flare plan."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from journal.core.diary.adherence import adherence, summed
from journal.core.diary.asked import asked_on, current_plan, lowered, plan_days, plan_steps
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.periods import Period
from journal.core.model.records import Prescription

MONDAY = date(2026, 5, 4)
WEEK = Period(MONDAY, MONDAY + timedelta(days=6))


def line(exercise: str = "Bridge", **fields: Any) -> Prescription:
    """A line of the programme, from long before."""
    defaults: dict[str, Any] = {"id": exercise, "starts_on": date(2026, 1, 1), "reps": 15}
    return Prescription(exercise=exercise, **(defaults | fields))


def plan(day: date = MONDAY, **fields: Any) -> FlarePlan:
    """A plan begun at eight in the morning: half for three days, three quarters for three."""
    at = datetime(day.year, day.month, day.day, 8, tzinfo=UTC)
    defaults: dict[str, Any] = {
        "id": f"{at}",
        "written_at": at,
        "zone": "UTC",
        "state": "begun",
        "second_days": 3,
    }
    return FlarePlan(day=day, **(defaults | fields))


def reps(days: Period, *plans: FlarePlan) -> list[int | None]:
    """The repetitions of the bridge on each day; None: it is not asked."""
    of_plans = plan_days(plans)
    return [next((each.reps for each in asked_on([line()], day, of_plans)), None) for day in days]


def test_a_plan_lowers_its_days_and_brings_all_back_in_steps() -> None:
    assert reps(Period(MONDAY - timedelta(days=1), WEEK.last), plan()) == [
        *(15, 7, 7, 7),
        *(11, 11, 11, 15),
    ]


def test_a_plan_that_is_only_written_or_proposed_lowers_nothing() -> None:
    assert reps(WEEK, plan(state="ready"), plan(state="proposed")) == [15] * 7


def test_a_plan_that_ended_early_asks_all_from_that_day_on() -> None:
    assert reps(WEEK, plan(ended_on=MONDAY + timedelta(days=2))) == [7, 7, 15, 15, 15, 15, 15]
    assert reps(WEEK, plan(ended_on=MONDAY)) == [15] * 7


def test_plans_never_overlap_as_a_later_one_ends_the_one_before() -> None:
    later = plan(MONDAY + timedelta(days=2), first_percent=20, second_days=None)
    assert reps(WEEK, plan(), later) == reps(WEEK, later, plan()) == [7, 7, 3, 3, 3, 15, 15]


def test_a_plan_ended_on_its_first_day_leaves_the_one_before_as_it_was() -> None:
    third = MONDAY + timedelta(days=2)
    assert reps(WEEK, plan(), plan(third, ended_on=third)) == reps(WEEK, plan())


def test_an_exercise_is_left_out_for_so_many_days_and_comes_back_at_the_step_of_that_day() -> None:
    assert reps(WEEK, plan(leave=("BRIDGE",), leave_days=4)) == [None] * 4 + [11, 11, 15]
    assert reps(WEEK, plan(leave=("Bridge",))) == [None] * 6 + [15]


@pytest.mark.parametrize(
    ("dose", "percent", "field", "amount"),
    [
        ({"reps": 15}, 50, "reps", 7),
        ({"reps": None, "minutes": 30}, 75, "minutes", 22),
        ({"reps": 1, "hold_seconds": 45}, 50, "hold_seconds", 22),
        ({"reps": 1, "sets": 3}, 50, "sets", 1),
        ({"reps": None, "times_per_day": 3}, 50, "times_per_day", 1),
        ({"reps": 15}, 100, "reps", 15),
    ],
)
def test_a_part_of_a_dose_is_rounded_down(
    dose: dict[str, Any], percent: int, field: str, amount: int
) -> None:
    lower = lowered(line(**dose), percent)
    assert lower is not None
    assert getattr(lower, field) == amount


def test_a_dose_too_small_to_lower_is_left_out_and_never_asked_in_full() -> None:
    assert lowered(line(reps=1), 50) is None
    assert lowered(line(reps=None), 50) is None
    assert lowered(line(), 0) is None


def test_both_sides_stay_both_sides() -> None:
    lower = lowered(line(side="both"), 50)
    assert lower is not None
    assert lower.side == "both"


def test_a_lower_dose_that_was_done_is_done() -> None:
    logs = {("Bridge", day): [("done", None)] for day in WEEK}
    (week,) = adherence([line()], logs, (), [WEEK], plan_days([plan()]))
    assert (week.exercises["Bridge"].done, week.exercises["Bridge"].prescribed) == (7, 7)


@pytest.mark.parametrize(
    ("days_per_week", "left_days", "due"), [(7, 3, 4), (5, 2, 3), (3, 4, 1), (3, 7, 0), (3, 0, 3)]
)
def test_days_left_out_take_their_share_of_the_quota(
    days_per_week: int, left_days: int, due: int
) -> None:
    begun = plan(
        first_days=max(1, left_days),
        first_percent=0 if left_days else 50,
        second_days=None,
    )
    of_line = line(days_per_week=days_per_week)
    (week,) = adherence([of_line], {}, (), [WEEK], plan_days([begun]))
    assert week.exercises["Bridge"].prescribed == due


def test_fewer_times_on_days_of_a_plan_are_weeks_of_plan_before_the_others() -> None:
    undosed = line(reps=None, times_per_day=2, days_per_week=3)
    begun = plan(first_days=2, second_days=None)
    (week,) = adherence([undosed], {}, (), [WEEK], plan_days([begun]))
    assert week.exercises["Bridge"].prescribed == 1 + 1 + 2


def test_whole_weeks_before_and_after_a_plan_ask_as_they_did() -> None:
    weeks = [
        Period(MONDAY + timedelta(days=7 * n), MONDAY + timedelta(days=7 * n + 6))
        for n in (-1, 0, 1)
    ]
    begun = plan(leave=("Bridge",))
    weeks_of_plan = adherence([line()], {}, (), weeks, plan_days([begun]))
    assert [week.exercises["Bridge"].prescribed for week in weeks_of_plan] == [7, 1, 7]
    assert summed(weeks_of_plan)["Bridge"].prescribed == 15


def test_a_paused_day_within_a_plan_asks_nothing() -> None:
    (week,) = adherence([line()], {}, {MONDAY}, [WEEK], plan_days([plan()]))
    assert week.exercises["Bridge"].prescribed == 6


def test_steps_name_what_is_asked_and_what_is_left_out() -> None:
    steps = plan_steps(plan(leave=("Curl-up",), leave_days=3), [line(), line("Curl-up")], MONDAY)
    summary = [
        (step.first, step.last, [(each.exercise, each.reps) for each in step.asked], step.left)
        for step in steps
    ]
    assert summary == [
        (1, 3, [("Bridge", 7)], ("Curl-up",)),
        (4, 6, [("Bridge", 11), ("Curl-up", 11)], ()),
    ]


def test_the_plan_written_last_is_the_one_to_use() -> None:
    first = plan(state="ready")
    last = plan(MONDAY + timedelta(days=1), state="ready")
    assert current_plan([last, first, plan(MONDAY + timedelta(days=3))]) == last
    assert current_plan([plan(state="proposed")]) is None


def test_both_doses_of_an_uneven_line_are_lowered_or_neither() -> None:
    uneven = line(side="both", reps=8, reps_right=13, hold_seconds=5)
    half = lowered(uneven, 50)
    assert half
    assert (half.reps, half.reps_right, half.hold_seconds) == (4, 6, 5)
    assert (half.of_side("left").reps, half.of_side("right").reps) == (4, 6)
    too_small = lowered(line(side="both", reps=8, reps_right=1, hold_seconds=5), 50)
    assert too_small
    assert (too_small.reps, too_small.hold_seconds) == (8, 2)
