"""What charts draw, against the same counted naively from the records."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.core.diary.summary import (
    MONTH_LEAST,
    WEEK_LEAST,
    Facts,
    PeriodTotals,
    Rating,
    days,
    spans,
)
from journal.core.insight.schedule import LOOKBACK_DAYS, days_of, insight, insight_from_day_1
from journal.core.model import records as r
from journal.core.model.periods import Period, months, weeks
from journal.core.statistics.windows import window_comparison
from journal.exchange.out.verdict_text import as_dict
from journal.store.accounts import reminders
from journal.store.db.sessions import session
from journal.store.diary import rest_day_rules, series
from journal.store.diary.exposures import exposures
from journal.store.diary.spans import spans as added_up
from tests.store.making import bring_in, episode, exercise, pain, statements

FIRST, LAST = date(2025, 1, 15), date(2026, 5, 20)
DIARY = Period(FIRST, LAST)
ONE = timedelta(days=1)
PERIODS = (
    DIARY,
    Period(date(2025, 3, 30), date(2025, 4, 2)),
    Period(date(2025, 12, 31), date(2026, 1, 1)),
    Period(date(2024, 1, 1), date(2027, 1, 1)),
    Period(date(2026, 2, 10), date(2026, 2, 10)),
    Period(date(2010, 1, 1), date(2012, 12, 31)),
)


def a_diary(seed: int) -> list[r.Record]:
    """Some made-up records of each kind that is drawn, with gaps."""
    dice = Random(seed)  # noqa: S311 (a test, not a secret)
    records: list[r.Record] = []
    for day in DIARY:
        for kind in ("day_average", "day_worst", "now", "now"):
            if dice.random() < 0.4:
                mark = dice.choice((None, None, "yes", "excluded"))
                records.append(pain(day, dice.randrange(11), kind=kind, recalled=mark))
        records += [
            exercise(day, outcome=dice.choice(("done", "partly", "stopped", "skipped")))
            for _ in range(dice.choice((0, 0, 1, 3)))
        ]
        if dice.random() < 0.3:
            records.append(
                r.DayNote(day=day, no_exercise=dice.choice((True, False, None)), sleep=1)
            )
        if dice.random() < 0.03:
            began = datetime(day.year, day.month, day.day, 20, tzinfo=UTC)
            ended = began + timedelta(hours=dice.randrange(1, 200))
            records.append(episode(began, ended, peak_level=dice.choice((None, 3, 8))))
    records.append(episode(datetime(2026, 5, 1, 20, tzinfo=UTC)))
    return records


def naively(records: list[r.Record], period: Period) -> Facts:
    """The facts of a period, counted one record at a time."""
    facts = Facts()
    for record in records:
        if isinstance(record, r.Episode):
            last = record.last_day or period.last
            if record.day <= period.last and last >= period.first:
                facts.episodes.append((record.day, last))
            if record.day in period and record.peak_level is not None:
                worst = facts.peaks.get(record.day, record.peak_level)
                facts.peaks[record.day] = max(worst, record.peak_level)
        elif record.day in period:  # type: ignore[attr-defined]  # all of these have one
            count(record, facts)
    return facts


def count(record: r.Record, facts: Facts) -> None:
    if isinstance(record, r.PainLevel) and record.kind == "day_average":
        facts.averages[record.day] = Rating(record.level, record.recalled)
    elif isinstance(record, r.PainLevel):
        facts.highest[record.day] = max(record.level, facts.highest.get(record.day, record.level))
    elif isinstance(record, r.CompletedExercise) and record.outcome in (
        "done",
        "partly",
        "stopped",
    ):
        facts.sessions[record.day] = facts.sessions.get(record.day, 0) + 1
    elif isinstance(record, r.DayNote) and record.no_exercise:
        facts.without_exercise[record.day] = record.day


@pytest.mark.parametrize("seed", [1, 2])
def test_the_facts_are_those_of_the_records(
    engine: Engine, owner: str, stranger: str, seed: int
) -> None:
    records = a_diary(seed)
    bring_in(engine, owner, records)
    bring_in(engine, stranger, a_diary(seed + 10))
    with session(engine, writes=False) as db:
        for period in PERIODS:
            facts, expected = series.facts(db, owner, period), naively(records, period)
            assert sorted(facts.episodes) == sorted(expected.episodes)
            facts.episodes = expected.episodes
            assert facts == expected


def months_of(reading: Session, owner: str, period: Period) -> list[PeriodTotals]:
    return added_up(reading, owner, period, months(period), MONTH_LEAST)


def weeks_of(reading: Session, owner: str, period: Period) -> list[PeriodTotals]:
    return added_up(reading, owner, period, weeks(period, 6), WEEK_LEAST)


@pytest.mark.parametrize("seed", [3, 4])
def test_the_weeks_and_months_are_those_of_the_records(
    engine: Engine, owner: str, stranger: str, seed: int
) -> None:
    records = a_diary(seed)
    bring_in(engine, owner, records)
    bring_in(engine, stranger, a_diary(seed + 10))
    with session(engine, writes=False) as db:
        for period in PERIODS:
            sums = days(naively(records, period), period)
            expected = spans(sums, months(period), MONTH_LEAST)
            assert months_of(db, owner, period) == expected
            assert weeks_of(db, owner, period) == spans(sums, weeks(period, 6), WEEK_LEAST)


def test_a_month_counts_each_thing_once(engine: Engine, owner: str) -> None:
    day = date(2026, 2, 3)
    began = datetime(2026, 2, 27, 12, tzinfo=UTC)
    records = [
        pain(day, 4),
        pain(day, 9, kind="day_worst"),
        pain(day + ONE, 6, recalled="excluded"),
        pain(day + 2 * ONE, 5, recalled="yes"),
        exercise(day),
        exercise(day),
        exercise(day + ONE, outcome="skipped"),
        r.DayNote(day=day, no_exercise=True),
        r.DayNote(day=day + ONE, no_exercise=True),
        episode(began, began + timedelta(days=3)),
        episode(began + timedelta(hours=1), began + timedelta(hours=30)),
    ]
    bring_in(engine, owner, records)
    period = Period(date(2026, 2, 1), date(2026, 2, 28))
    with session(engine, writes=False) as db:
        assert months_of(db, owner, period) == [
            PeriodTotals(
                period=period,
                least=MONTH_LEAST,
                rated_days=2,
                total=9.0,
                exercise_days=1,
                known_days=2,
                sessions=2,
                spasm_days=2,
            )
        ]


def test_a_running_episode_lasts_to_the_end_of_the_period(engine: Engine, owner: str) -> None:
    bring_in(engine, owner, [episode(datetime(2026, 5, 18, 12, tzinfo=UTC))])
    with session(engine, writes=False) as db:
        for last in (date(2026, 5, 18), LAST):
            period = Period(date(2026, 5, 1), last)
            assert series.episode_days(db, owner, period) == [(date(2026, 5, 18), last)]


def test_a_month_of_naive_sums_agrees_with_a_counter(engine: Engine, owner: str) -> None:
    records = a_diary(5)
    bring_in(engine, owner, records)
    levels = [level for level in records if isinstance(level, r.PainLevel)]
    counts = Counter(
        level.day.replace(day=1)
        for level in levels
        if level.kind == "day_average" and level.recalled != "excluded"
    )
    with session(engine, writes=False) as db:
        spans = months_of(db, owner, DIARY)
    assert {span.period.first: span.rated_days for span in spans} == dict(counts)


def diary_days(reading: Session, owner: str, period: Period) -> object:
    return series.diary_days(reading, owner, period.last)


@pytest.mark.parametrize("seed", [7, 8])
def test_the_days_of_insight_say_what_all_days_say(
    engine: Engine, owner: str, stranger: str, seed: int
) -> None:
    records = a_diary(seed)
    bring_in(engine, owner, records)
    bring_in(engine, stranger, a_diary(seed + 10))
    everything = days(naively(records, DIARY), DIARY)
    with session(engine, writes=False) as db:
        for ago in (0, 1, 27, 83, 84, 200, 480):
            today = LAST - ago * ONE
            diary = series.diary_days(db, owner, today)
            whole = days_of(everything[: (today - FIRST).days + 1], FIRST)
            assert (len(diary.pain), diary.first) == (
                len(whole.from_day_1().pain),
                whole.from_day_1().first,
            )
            assert as_dict(insight_from_day_1(diary)) == as_dict(insight(whole))
            four_weeks = window_comparison(series.latest_levels(db, owner, today))
            assert four_weeks == insight(whole).windows
            assert set(diary.pain[:-LOOKBACK_DAYS]) <= {None}


def test_an_excluded_level_is_no_first_day_and_neither_is_one_to_come(
    engine: Engine, owner: str
) -> None:
    with session(engine, writes=False) as db:
        assert series.day_1(db, owner, LAST) is None
        assert series.diary_days(db, owner, LAST).pain == ()
        assert series.latest_levels(db, owner, LAST) == ()
    bring_in(
        engine,
        owner,
        [
            pain(FIRST, recalled="excluded"),
            pain(FIRST + ONE, kind="now"),
            pain(FIRST + 2 * ONE, recalled="yes"),
            pain(FIRST + 3 * ONE),
        ],
    )
    with session(engine, writes=False) as db:
        assert series.day_1(db, owner, LAST) == FIRST + 2 * ONE
        assert series.day_1(db, owner, FIRST + ONE) is None


@pytest.mark.parametrize(
    ("question", "count"),
    [(series.facts, 5), (months_of, 3), (diary_days, 4), (exposures, 5)],
    ids=["facts", "months", "days of insight", "exposures"],
)
def test_the_number_of_statements_does_not_grow(
    engine: Engine,
    owner: str,
    question: Callable[..., object],
    count: int,
) -> None:
    for records in ([pain(FIRST)], a_diary(6)):
        bring_in(engine, owner, records)
        with session(engine, writes=False) as db, statements(engine) as ran:
            question(db, owner, DIARY)
        assert len(ran) == count


def test_an_exposure_is_known_to_be_missing_only_where_that_was_confirmed(
    engine: Engine, owner: str, stranger: str
) -> None:
    bring_in(engine, stranger, [exercise(FIRST, exercise="Curl-up")])
    bring_in(
        engine,
        owner,
        [
            exercise(FIRST),
            exercise(FIRST),
            exercise(FIRST + ONE, exercise="Walking"),
            exercise(FIRST + 2 * ONE, outcome="skipped"),
            r.DayNote(day=FIRST + ONE, no_exercise=True, sleep=0),
            r.DayNote(day=FIRST + 3 * ONE, no_exercise=True, stress=False),
        ],
    )
    with session(engine, writes=False) as db:
        _, exposure_days = exposures(db, owner, Period(FIRST, FIRST + 3 * ONE))
    assert exposure_days == {
        ("exercise", "Bridge"): [1.0, None, None, 0.0],
        ("exercise", "Walking"): [None, 1.0, None, 0.0],
        ("day", "sleep"): [None, 0.0, None, None],
        ("day", "sitting_over_6h"): [None] * 4,
        ("day", "stress"): [None, None, None, 0.0],
    }


def ruled(engine: Engine, owner: str) -> None:
    """Ten days of levels but for the sixth; exercise on the third, and a rule from the second."""
    levels = [pain(FIRST + at * ONE) for at in range(10) if at != 5]
    exercises = [
        exercise(FIRST + 2 * ONE),
        exercise(FIRST + 3 * ONE, outcome="skipped"),
        r.DayNote(day=FIRST + 6 * ONE, no_exercise=False),
        r.DayNote(day=FIRST + 7 * ONE, no_exercise=True, confirmed_on=FIRST + 9 * ONE),
    ]
    bring_in(engine, owner, [*levels, *exercises])
    with session(engine, writes=True) as db:
        rest_day_rules.set_rule(db, owner, FIRST + ONE, FIRST + 2 * ONE)
        db.commit()


def test_a_rule_makes_logged_days_without_exercise_rest_days(
    engine: Engine, owner: str, stranger: str
) -> None:
    ruled(engine, owner)
    bring_in(engine, stranger, [pain(FIRST + at * ONE) for at in range(10)])
    whole = Period(FIRST, FIRST + 9 * ONE)
    with session(engine, writes=False) as db:
        facts = series.essentials(db, owner, whole)
        assert {
            (day - FIRST).days: (confirmed_on - FIRST).days
            for day, confirmed_on in facts.without_exercise.items()
        } == {1: 2, 2: 3, 3: 4, 4: 6, 7: 9, 8: 9}
        flags = [day.sessions > 0 or day.without_exercise for day in days(facts, whole)]
        assert flags == [False, True, True, True, True, False, False, True, True, False]
        assert series.essentials(db, stranger, whole).without_exercise == {}
        for parts in (months(whole), weeks(whole, 6)):
            expected = spans(days(series.facts(db, owner, whole), whole), parts, WEEK_LEAST)
            assert added_up(db, owner, whole, parts, WEEK_LEAST) == expected


def test_a_rule_taken_back_is_kept_up_to_yesterday_or_forgotten(
    engine: Engine, owner: str
) -> None:
    ruled(engine, owner)
    with session(engine, writes=True) as db:
        assert rest_day_rules.goes_on(db, owner)
        rest_day_rules.end_rules(db, owner, FIRST + 4 * ONE)
        assert not rest_day_rules.goes_on(db, owner)
        rest_days = series.essentials(db, owner, Period(FIRST, FIRST + 9 * ONE)).without_exercise
        assert [(day - FIRST).days for day in sorted(rest_days)] == [1, 2, 3, 7]
        rest_day_rules.set_rule(db, owner, FIRST, FIRST + 9 * ONE)
        rest_day_rules.end_rules(db, owner, FIRST + 9 * ONE)
        assert len(rest_day_rules.rules(db, owner)) == 1


NOTES: dict[str, tuple[dict[str, Any], bool]] = {
    "nothing": ({}, False),
    "rest": ({"no_exercise": True}, True),
    "exercised": ({"no_exercise": False}, True),
    "sleep": ({"sleep": 0}, True),
    "sitting": ({"sitting_over_6h": False}, True),
    "note": ({"note": "calm"}, True),
    "rest_reason": ({"rest_reason": "illness"}, True),
    "factors": ({"factors": ("Piano=yes",)}, True),
}


@pytest.mark.parametrize("name", NOTES)
def test_a_day_of_which_nothing_is_said_is_neither_logged_nor_watched(
    engine: Engine, owner: str, stranger: str, name: str
) -> None:
    fields, is_logged = NOTES[name]
    bring_in(engine, owner, [r.DayNote(day=LAST, **fields)])
    bring_in(engine, stranger, [r.DayNote(day=LAST, sleep=4)])
    days = {LAST} if is_logged else set()
    with session(engine, writes=False) as db:
        assert series.logged_days(db, owner, DIARY, Facts()) == days
        assert series.watched_days(db, owner, LAST) == days
        assert reminders.anything_logged(db, owner, LAST) is is_logged
