"""Exercise of a period: done and planned, beside pain, and the levels around each exercise."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from journal.core.diary.adherence import ProgrammeWeek, Unplanned, adherence, unplanned
from journal.core.diary.around_exercise import Around, around_exercises
from journal.core.diary.asked import PlanDays, plan_days
from journal.core.diary.pain_before import DaysAfter, by_pain_before, missing_days
from journal.core.diary.summary import PeriodTotals
from journal.core.insight.comparison import Comparison
from journal.core.insight.questions import DAY_AFTER
from journal.core.insight.schedule import days_of
from journal.core.model import records as r
from journal.core.model.periods import Period, Step, weeks
from journal.store.diary import flare_plans, programme, queries
from journal.store.diary.charts import period_days

WEEKS_SHOWN: Final = 12

Line = tuple[float, float] | None
"""The pain without exercise days and what each adds, where the rules allow a line."""


@dataclass(frozen=True, slots=True)
class ByFrequency:
    """Pain against the days with exercise: the weeks or months to draw."""

    by: Step
    spans: Sequence[PeriodTotals]
    line: Line


@dataclass(frozen=True, slots=True)
class ExerciseScreen:
    """The exercise of a period; of a long one the days are those of its last year."""

    period: Period
    adherence: list[ProgrammeWeek]
    unplanned: Unplanned
    """What was done in those weeks and is counted against no plan."""
    by_frequency: ByFrequency
    after: Comparison
    by_pain: list[DaysAfter]
    around: list[Around]

    @property
    def missing_days(self) -> str | None:
        """The days there are none of, beside pain: with exercise, or at rest."""
        return missing_days(self.by_pain)


def exercise_screen(
    session: Session,
    owner: str,
    period: Period,
    first_weekday: int,
    line: Line = None,
    closed_parts: Sequence[PeriodTotals] = (),
) -> ExerciseScreen:
    """The exercise of a period; ``line``: through its weeks, where one is allowed.

    ``closed_parts``: its first weeks or months, where they are known.
    """
    lead, parts = period_days(session, owner, period, first_weekday, closed_parts)
    inside = [day for day in lead if day.day in period]
    reach = Period(inside[0].day, inside[-1].day)
    day_series = days_of(inside, reach.first)
    after = Comparison(DAY_AFTER, day_series.pain, day_series.exercise)
    exercises = queries.of_period(session, r.CompletedExercise, owner, reach)
    lines = queries.programme(session, owner)
    days = plan_days(flare_plans.plans(session, owner))
    return ExerciseScreen(
        reach,
        *done_and_planned(session, owner, lines, days, period, first_weekday),
        _by_frequency(period, parts, line),
        after,
        by_pain_before(inside),
        around_exercises(exercises, queries.levels_now(session, owner, reach)),
    )


def _by_frequency(period: Period, parts: Sequence[PeriodTotals], line: Line) -> ByFrequency:
    comparable = [part for part in parts if part.is_comparable(period)]
    return ByFrequency(period.step, comparable, line)


def done_and_planned(
    session: Session,
    owner: str,
    lines: Sequence[r.Prescription],
    plan_of_day: PlanDays,
    period: Period,
    first_weekday: int,
    most: int = WEEKS_SHOWN,
) -> tuple[list[ProgrammeWeek], Unplanned]:
    """The latest weeks of a period, at most so many, with what was done in them as planned.

    And what was done in them without being planned.
    """
    last_weeks = weeks(period, first_weekday)[-most:]
    reach = Period(last_weeks[0].first, last_weeks[-1].last)
    logs = programme.done_by_day(session, owner, reach)
    rest_days = programme.days_asking_nothing(session, owner, reach)
    done_weeks = adherence(lines, logs, rest_days, last_weeks, plan_of_day)
    return done_weeks, unplanned(lines, logs, reach)
