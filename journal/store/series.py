"""What charts draw, asked of the store: days of a short period, months of a long one."""

from collections import Counter
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.core.periods import Period, months
from journal.core.summary import MONTH_LEAST, Facts, Rating, Span, spasm_days
from journal.core.vocabulary import DAY_KINDS, EXERCISED
from journal.store import models as m
from journal.store.queries import touches

AVERAGE = DAY_KINDS[0]


def facts(session: Session, owner: str, period: Period) -> Facts:
    """What the diary holds of a period, by day; four statements."""
    found = Facts(
        sessions=_sessions(session, owner, period),
        without_exercise=_without_exercise(session, owner, period),
        episodes=episode_days(session, owner, period),
    )
    pain = m.PainLevelRow
    for day, kind, level, recalled in session.execute(
        select(pain.day, pain.kind, func.max(pain.level), func.max(pain.recalled))
        .where(pain.owner_id == owner, pain.day.between(period.first, period.last))
        .group_by(pain.day, pain.kind)
    ):
        if kind == AVERAGE:
            found.averages[day] = Rating(level, recalled)
        else:
            found.highest[day] = max(level, found.highest.get(day, level))
    return found


def _sessions(session: Session, owner: str, period: Period) -> dict[date, int]:
    done = m.CompletedExerciseRow
    question = (
        select(done.day, func.count())
        .where(done.owner_id == owner, *_exercised(period))
        .group_by(done.day)
    )
    return {day: count for day, count in session.execute(question)}  # noqa: C416 (rows, to mypy)


def _exercised(period: Period) -> tuple[ColumnElement[bool], ...]:
    done = m.CompletedExerciseRow
    return done.day.between(period.first, period.last), done.outcome.in_(EXERCISED)


def _without_exercise(
    session: Session, owner: str, period: Period, *more: ColumnElement[bool]
) -> set[date]:
    note = m.DayNoteRow
    question = select(note.day).where(
        note.owner_id == owner,
        note.day.between(period.first, period.last),
        note.no_exercise.is_(True),
        *more,
    )
    return set(session.scalars(question))


def episode_days(session: Session, owner: str, period: Period) -> list[tuple[date, date]]:
    """The first and last day of each episode that touches a period."""
    row = m.EpisodeRow
    question = select(row.day, row.last_day).where(row.owner_id == owner, touches(period))
    return [(first, last or period.last) for first, last in session.execute(question)]


def month_spans(session: Session, owner: str, period: Period) -> list[Span]:
    """The months of a long period, added up by the database; four statements."""
    levels = _level_months(session, owner, period)
    exercise = _exercise_months(session, owner, period)
    touched = Counter(map(_name, spasm_days(episode_days(session, owner, period), period)))
    done = m.CompletedExerciseRow
    both = exists().where(
        done.owner_id == owner, done.day == m.DayNoteRow.day, done.outcome.in_(EXERCISED)
    )
    without = Counter(map(_name, _without_exercise(session, owner, period, ~both)))
    nothing = (0, 0)
    return [
        Span(
            period=month,
            least=MONTH_LEAST,
            logged=levels.get(_name(month.first), nothing)[0],
            total=float(levels.get(_name(month.first), nothing)[1]),
            exercise_days=exercise.get(_name(month.first), nothing)[0],
            known_days=exercise.get(_name(month.first), nothing)[0] + without[_name(month.first)],
            sessions=int(exercise.get(_name(month.first), nothing)[1]),
            spasm_days=touched[_name(month.first)],
        )
        for month in months(period)
    ]


def _name(day: date) -> str:
    return f"{day:%Y-%m}"


def _month(day: InstrumentedAttribute[date] | ColumnElement[date]) -> ColumnElement[str]:
    """``YYYY-MM`` of a day: its text begins so in both databases."""
    return func.substr(cast(day, String), 1, 7).label("month")


def _by_month(rows: Any) -> dict[str, tuple[int, int]]:  # rows of month, count and sum
    return {month: (count, total) for month, count, total in rows}


def _level_months(session: Session, owner: str, period: Period) -> dict[str, tuple[int, int]]:
    pain = m.PainLevelRow
    question = (
        select(_month(pain.day), func.count(), func.sum(pain.level))
        .where(
            pain.owner_id == owner,
            pain.kind == AVERAGE,
            pain.day.between(period.first, period.last),
            or_(pain.recalled.is_(None), pain.recalled != "excluded"),
        )
        .group_by("month")
    )
    return _by_month(session.execute(question))


def _exercise_months(session: Session, owner: str, period: Period) -> dict[str, tuple[int, int]]:
    done = m.CompletedExerciseRow
    a_day = (
        select(done.day.label("day"), func.count().label("sessions"))
        .where(done.owner_id == owner, *_exercised(period))
        .group_by(done.day)
        .subquery()
    )
    question = select(_month(a_day.c.day), func.count(), func.sum(a_day.c.sessions))
    return _by_month(session.execute(question.group_by("month")))
