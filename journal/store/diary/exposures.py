"""What came before pain, day by day: each exercise, and what was noted of the days."""

from collections import defaultdict
from datetime import date
from functools import cache

from sqlalchemy import Executable, select
from sqlalchemy.orm import Session

from journal.core.diary.factors import factor_series
from journal.core.diary.summary import DaySummary, days
from journal.core.insight.exploration import Exposure
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.core.statistics.estimators import Series
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.queries import OWNER, of
from journal.store.diary.series import essentials, exercised


def exposures(
    session: Session, owner: str, period: Period
) -> tuple[list[DaySummary], dict[Exposure, Series]]:
    """The days of a period, and everything that may be looked at beside their pain.

    Five statements. A day is without an exercise only where it is confirmed to be without any.
    """
    sums = days(essentials(session, owner, period), period)
    exposed: dict[Exposure, Series] = {}
    for name, days_with in _done(session, owner, period).items():
        exposed["exercise", name] = [
            1.0 if day.day in days_with else 0.0 if _rested(day, period.last) else None
            for day in sums
        ]
    notes = queries.of_period(session, r.DayNote, owner, period)
    for name, series in factor_series(sums, notes).items():
        exposed["day", name] = series
    return sums, exposed


def _rested(day: DaySummary, on: date) -> bool:
    """Whether a day was known, on another, to be without any exercise."""
    known_on = day.rest_known_on
    return known_on is not None and known_on <= on and day.without_exercise


def _done(session: Session, owner: str, period: Period) -> dict[str, set[date]]:
    """The days of each exercise that was done, partly done or stopped, by its name in order."""
    days: defaultdict[str, set[date]] = defaultdict(set)
    for name, day in session.connection().execute(_exercise_days(), of(owner, period)).all():
        days[name].add(day)
    return dict(days)


@cache
def _exercise_days() -> Executable:
    completed, exercise = m.CompletedExerciseRow, m.Exercise
    same_exercise = (exercise.owner_id == completed.owner_id) & (
        exercise.id == completed.exercise_id
    )
    question = select(exercise.name, completed.day).join(exercise, same_exercise)
    question = question.where(completed.owner_id == OWNER, *exercised())
    return question.group_by(exercise.name, completed.day).order_by(exercise.name)
