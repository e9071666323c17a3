"""What a ladder proposes, and what it never does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.diary.asked import plan_days
from journal.core.diary.ladder import (
    LadderPlace,
    current_ladders,
    ladder_place,
    morning_to_rate,
)
from journal.core.diary.mornings import Basis, LadderDiary
from journal.core.model import records as r
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.ladder import Ladder, LadderStep

ZONE = "Europe/Vienna"
MONDAY = date(2026, 5, 4)
DAY = timedelta(days=1)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in May in Vienna, two hours ahead of UTC."""
    return datetime.combine(day, time(hour, minute), UTC) - timedelta(hours=2)


def ladder(**fields: Any) -> Ladder:
    defaults: dict[str, Any] = {
        "id": "ladder",
        "day": MONDAY - 30 * DAY,
        "written_at": at(MONDAY - 30 * DAY, 9),
        "zone": ZONE,
        "exercise": "Bridge",
        "dose_part": "reps",
        "step_by": 2,
        "up_to": 20,
    }
    return Ladder(**(defaults | fields))


def line(**fields: Any) -> r.Prescription:
    defaults: dict[str, Any] = {"id": "line", "exercise": "Bridge", "reps": 10}
    return r.Prescription(starts_on=MONDAY - 20 * DAY, **(defaults | fields))


def session(day: date, hour: int = 18, **fields: Any) -> r.CompletedExercise:
    defaults: dict[str, Any] = {"exercise": "Bridge", "reps": 10, "zone": ZONE}
    return r.CompletedExercise(
        id=f"done {day} {hour}", day=day, completed_at=at(day, hour), **(defaults | fields)
    )


def level(day: date, value: int, hour: int = 8, **fields: Any) -> r.PainLevel:
    defaults: dict[str, Any] = {"kind": "now", "zone": ZONE}
    return r.PainLevel(
        id=f"level {day} {hour} {fields.get('kind')}",
        day=day,
        recorded_at=at(day, hour),
        level=value,
        **(defaults | fields),
    )


def diary_of(*days: tuple[int, int]) -> LadderDiary:
    """A session on each of some days in a row, with the level before it and the next morning's."""
    exercises, levels = [], []
    for place, (before, after) in enumerate(days):
        day = MONDAY + 2 * place * DAY
        exercises.append(session(day))
        levels += [level(day, before, 17), level(day + DAY, after)]
    return LadderDiary(exercises, levels)


def seen(
    diary: LadderDiary, on: date, hour: int = 13, rule: Ladder | None = None, **fields: Any
) -> LadderPlace:
    """Where the ladder stands at an hour of a day."""
    return ladder_place(rule or ladder(), [line(**fields)], diary, at(on, hour), ZONE)


THURSDAY = MONDAY + 3 * DAY
TWICE_FINE = diary_of((3, 4), (3, 3))


def test_twice_fine_proposes_a_step_up_and_says_what_it_rests_on() -> None:
    place = seen(TWICE_FINE, THURSDAY)
    assert (place.state, place.amount, place.amount_after) == ("offered", 10, 12)
    assert place.dose_after
    assert place.dose_after.reps == 12
    assert [(b.day, b.before, b.after) for b in place.fine] == [
        (MONDAY, 3, 4),
        (MONDAY + 2 * DAY, 3, 3),
    ]
    assert place.fine[0].ids == (
        f"done {MONDAY} 18",
        f"level {MONDAY} 17 None",
        f"level {MONDAY + DAY} 8 None",
    )


def test_two_points_more_the_next_morning_is_to_stay() -> None:
    place = seen(diary_of((3, 3), (3, 5)), THURSDAY)
    assert place.state == "stay"
    assert place.last
    assert place.last.basis
    assert place.last.basis.after == 5


def test_once_fine_is_not_enough() -> None:
    place = seen(diary_of((3, 3)), MONDAY + DAY)
    assert (place.state, len(place.fine)) == ("waiting", 1)


@pytest.mark.parametrize("missing", range(4))
def test_without_any_one_of_the_levels_nothing_is_proposed(missing: int) -> None:
    levels = [each for place, each in enumerate(TWICE_FINE.levels) if place != missing]
    assert seen(replace(TWICE_FINE, levels=levels), THURSDAY).state == "waiting"


def test_a_morning_ends_at_noon_and_with_the_first_exercise() -> None:
    late = level(THURSDAY, 3, 12)
    diary = replace(TWICE_FINE, levels=[*TWICE_FINE.levels[:3], late])
    assert seen(diary, THURSDAY).state == "waiting"
    walk = session(THURSDAY, 7, exercise="Walking")
    diary = replace(TWICE_FINE, exercises=[*TWICE_FINE.exercises, walk])
    assert seen(diary, THURSDAY).state == "waiting"


def test_the_pain_before_an_exercise_counts_as_a_level_of_its_moment() -> None:
    exercises = [
        session(MONDAY, pain_before=3),
        session(MONDAY + DAY, 8, exercise="Walking", pain_before=4),
    ]
    place = seen(LadderDiary(exercises), MONDAY + DAY, rule=ladder(fine_times=1))
    assert [(b.before, b.after) for b in place.fine] == [(3, 4)]


def test_without_a_level_of_the_day_the_average_of_the_day_before_counts() -> None:
    rule = ladder(fine_times=1)
    levels = [level(MONDAY - DAY, 6, kind="day_average"), level(MONDAY + DAY, 6)]
    place = seen(LadderDiary([session(MONDAY)], levels), MONDAY + DAY, rule=rule)
    assert [(b.before, b.after) for b in place.fine] == [(6, 6)]
    own = [*levels, level(MONDAY, 3, kind="day_average")]
    place = seen(LadderDiary([session(MONDAY)], own), MONDAY + DAY, rule=rule)
    assert [(b.before, b.after) for b in place.fine] == [(6, 6)]


def test_a_level_outside_the_statistics_counts_for_nothing() -> None:
    levels = [each.with_(recalled="excluded") for each in TWICE_FINE.levels]
    assert seen(replace(TWICE_FINE, levels=levels), THURSDAY).fine == ()


def test_sessions_whose_morning_has_not_come_change_nothing() -> None:
    today = session(THURSDAY, 8)
    diary = replace(TWICE_FINE, exercises=[*TWICE_FINE.exercises, today])
    assert seen(diary, THURSDAY).state == "offered"
    assert seen(diary, THURSDAY + DAY, hour=9).state == "offered"
    assert seen(diary, THURSDAY + DAY, hour=12).state == "waiting"


@pytest.mark.parametrize(
    "fields", [{"outcome": "partly"}, {"outcome": "stopped"}, {"reps": 9}, {"reps": None}]
)
def test_less_than_was_asked_is_not_fine(fields: dict[str, Any]) -> None:
    exercises = [TWICE_FINE.exercises[0], TWICE_FINE.exercises[1].with_(**fields)]
    place = seen(replace(TWICE_FINE, exercises=exercises), THURSDAY)
    assert (place.state, place.last and place.last.verdict) == ("waiting", "not_as_asked")


def test_one_side_of_two_is_not_fine() -> None:
    exercises = [each.with_(side="left") for each in TWICE_FINE.exercises]
    place = seen(replace(TWICE_FINE, exercises=exercises), THURSDAY, side="both")
    assert place.fine == ()


def test_what_was_skipped_is_no_session() -> None:
    skipped = session(THURSDAY - DAY + DAY, 7, outcome="skipped")
    diary = replace(TWICE_FINE, exercises=[*TWICE_FINE.exercises, skipped])
    assert seen(diary, THURSDAY).state == "offered"


@pytest.mark.parametrize("day", [MONDAY, MONDAY + DAY, MONDAY + 2 * DAY, THURSDAY])
def test_a_session_beside_a_day_of_a_flare_plan_is_not_fine(day: date) -> None:
    plan = FlarePlan(
        id="plan", day=day, written_at=at(day, 8), zone=ZONE, state="begun", first_days=1
    )
    place = seen(replace(TWICE_FINE, plan_days=plan_days([plan])), THURSDAY)
    assert place.state == "waiting"


def test_a_session_beside_a_spasm_is_not_fine() -> None:
    spasm = r.Episode(id="spasm", day=THURSDAY, started_at=at(THURSDAY, 3), zone=ZONE)
    place = seen(replace(TWICE_FINE, episodes=[spasm]), THURSDAY)
    assert (place.state, place.last and place.last.verdict) == ("waiting", "spasm")


def step(day: date, answer: str, hour: int = 9) -> LadderStep:
    return LadderStep(
        id=answer,
        day=day,
        decided_at=at(day, hour),
        zone=ZONE,
        exercise="Bridge",
        answer=answer,
        dose_part="reps",
        amount_before=10,
        amount_after=12,
    )


def test_what_was_put_off_is_proposed_again_the_next_day() -> None:
    diary = replace(TWICE_FINE, steps=[step(THURSDAY, "later")])
    assert seen(diary, THURSDAY).state == "later"
    assert seen(diary, THURSDAY + DAY).state == "offered"


def test_what_was_declined_needs_fine_mornings_of_its_own() -> None:
    diary = replace(TWICE_FINE, steps=[step(THURSDAY, "declined")])
    assert seen(diary, THURSDAY + DAY).fine == ()


def test_a_step_never_leads_over_the_top() -> None:
    assert seen(TWICE_FINE, THURSDAY, rule=ladder(up_to=11)).amount_after == 11
    assert seen(TWICE_FINE, THURSDAY, rule=ladder(up_to=10)).state == "top"
    sets = ladder(dose_part="sets", up_to=3600)
    assert seen(TWICE_FINE, THURSDAY, rule=sets, sets=100).state == "top"


def test_without_such_a_dose_nothing_is_proposed() -> None:
    assert seen(TWICE_FINE, THURSDAY, rule=ladder(dose_part="minutes")).state == "no_dose"
    place = ladder_place(ladder(), [], TWICE_FINE, at(THURSDAY, 13), ZONE)
    assert place.state == "no_dose"


def test_the_ladder_written_last_counts_and_one_proposed_does_not() -> None:
    second = ladder(id="second", written_at=at(MONDAY, 9))
    proposed = ladder(id="proposed", written_at=at(MONDAY, 10), state="proposed")
    assert current_ladders([second, ladder(), proposed]) == [second]


def test_the_morning_after_a_session_is_asked_for_until_noon() -> None:
    diary = LadderDiary([session(MONDAY)])

    def asked(hour: int, of: LadderDiary = diary) -> bool:
        return morning_to_rate(ladder(), line(), of, at(MONDAY + DAY, hour), ZONE)

    assert asked(8)
    assert not asked(12)
    assert not asked(9, replace(diary, levels=[level(MONDAY + DAY, 3)]))
    assert not asked(8, LadderDiary([session(MONDAY - DAY)]))


def test_a_basis_is_read_as_it_was_written() -> None:
    basis = Basis(MONDAY, 3, 10, ("11111111-0000-4000-8000-000000000001",))
    assert Basis.read(str(basis)) == basis
    for text in ("", "by hand", "2026-02-30 3 3", "2026-05-04 3"):
        assert Basis.read(text) is None


sessions = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(0, 10)),
        st.one_of(st.none(), st.integers(0, 10)),
        st.sampled_from(["done", "partly", "skipped"]),
        st.booleans(),
    ),
    max_size=8,
)


@given(sessions=sessions, fine_times=st.integers(1, 4), worse_by=st.integers(1, 5))
def test_a_step_is_proposed_if_and_only_if_the_last_sessions_were_all_fine(
    sessions: list[tuple[int | None, int | None, str, bool]], fine_times: int, worse_by: int
) -> None:
    exercises, levels, plans = [], [], []
    fine: list[bool] = []
    for number, (before, after, outcome, on_plan) in enumerate(sessions):
        day = MONDAY + 3 * number * DAY
        exercises.append(session(day, outcome=outcome))
        levels += [] if before is None else [level(day, before, 17)]
        levels += [] if after is None else [level(day + DAY, after)]
        if on_plan:
            at_eight = at(day, 8)
            plans.append(
                FlarePlan(
                    id=f"{day}",
                    day=day,
                    written_at=at_eight,
                    zone=ZONE,
                    state="begun",
                    first_days=1,
                )
            )
        if outcome != "skipped":
            is_rated = before is not None and after is not None
            rise = after - before if before is not None and after is not None else 0
            fine.append(outcome == "done" and not on_plan and is_rated and rise < worse_by)
    diary = LadderDiary(exercises, levels, (), plan_days(plans))
    rule = ladder(fine_times=fine_times, worse_by=worse_by)
    lines = [line()]
    place = ladder_place(rule, lines, diary, at(MONDAY + 30 * DAY, 13), ZONE)
    assert (place.state == "offered") == (len(fine) >= fine_times and all(fine[-fine_times:]))
    assert lines == [line()]
    assert place.amount_after == 12
    if place.state == "offered":
        stated = {each.id for each in (*exercises, *levels)}
        assert len(place.fine) == fine_times
        assert all(set(basis.ids) <= stated for basis in place.fine)
        for basis in place.fine:
            for key in basis.ids:
                fewer = LadderDiary(
                    [each for each in exercises if each.id != key],
                    [each for each in levels if each.id != key],
                    (),
                    plan_days(plans),
                )
                without = ladder_place(rule, lines, fewer, at(MONDAY + 30 * DAY, 13), ZONE)
                assert all(key not in other.ids for other in without.fine)


def test_a_step_raises_both_sides_by_as_much_and_each_is_held_to_its_own_dose() -> None:
    exercises = [
        each.with_(side=side, id=f"{each.id} {side}", reps=reps)
        for each in TWICE_FINE.exercises
        for side, reps in (("left", 8), ("right", 12))
    ]
    diary = replace(TWICE_FINE, exercises=exercises)
    place = seen(diary, THURSDAY, side="both", reps=8, reps_right=12)
    assert place.dose_after
    assert (place.state, place.dose_after.reps, place.dose_after.reps_right) == ("offered", 10, 14)
    less = [each.with_(reps=8) for each in exercises]
    place = seen(replace(diary, exercises=less), THURSDAY, side="both", reps=8, reps_right=12)
    assert place.fine == ()
