"""The weeks or months of a long period, added up by the database."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Executable,
    FromClause,
    Integer,
    SQLColumnExpression,
    String,
    bindparam,
    cast,
    func,
    select,
    union,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from journal.core.diary.summary import PeriodTotals, spasm_days
from journal.core.model.periods import WEEK, Period
from journal.store.db import models as m
from journal.store.diary.queries import OWNER, in_days, of
from journal.store.diary.series import (
    AVERAGE,
    confirmed_rest,
    counting,
    episode_days,
    exercised,
    rest_by_rule,
)

START: Final = bindparam("start", type_=Date())
"""The first day of the first week."""

Sums = dict[str | int, tuple[int, int]]  # by the name of a week or month: a count and a total
NOTHING: Final = (0, 0)


def spans(
    session: Session, owner: str, period: Period, parts: Sequence[Period], least: int
) -> list[PeriodTotals]:
    """What the weeks or months ``parts`` of a period amount to; four statements.

    A part has a mean when at least ``least`` of its days were logged.
    """
    monthly = len(parts[0]) > WEEK
    reading, parameters = session.connection(), of(owner, period) | {"start": parts[0].first}
    levels = _sums(reading.execute(_levels(monthly), parameters).all())
    exercise = _sums(reading.execute(_exercise(monthly), parameters).all())
    without = _sums(reading.execute(_without_exercise(monthly), parameters).all())
    touched = Counter(
        _name(day, parts[0].first, monthly)
        for day in spasm_days(episode_days(session, owner, period), period)
    )
    spans = []
    for part in parts:
        name = _name(part.first, parts[0].first, monthly)
        logged, total = levels.get(name, NOTHING)
        exercise_days, sessions = exercise.get(name, NOTHING)
        spans.append(
            PeriodTotals(
                period=part,
                least=least,
                logged=logged,
                total=float(total),
                exercise_days=exercise_days,
                known_days=exercise_days + without.get(name, NOTHING)[0],
                sessions=int(sessions),
                spasm_days=touched[name],
            )
        )
    return spans


def _sums(rows: Iterable[Any]) -> Sums:  # rows of a name, a count and a total
    return {name: (count, total) for name, count, total in rows}


def _name(day: date, start: date, monthly: bool) -> str | int:
    """What a day's week or month is called: as ``_part`` has it in the database."""
    return day.isoformat()[:7] if monthly else (day - start).days // WEEK


def _part(day: SQLColumnExpression[date], monthly: bool) -> ColumnElement[Any]:
    # The text of a day begins with its month in both databases.
    name = func.substr(cast(day, String), 1, 7) if monthly else days_since(day, START) // WEEK
    return name.label("part")


class days_since(FunctionElement[int]):  # noqa: N801 (named as functions of SQL are)
    """How many days one day is after another."""

    type = Integer()
    inherit_cache = True


@compiles(days_since, "sqlite")
def _days_by_julian_number(element: days_since, compiler: SQLCompiler, **options: Any) -> str:
    day, start = (compiler.process(part, **options) for part in element.clauses)
    return f"CAST(julianday({day}) - julianday({start}) AS INTEGER)"


@compiles(days_since)
def _days_by_difference(element: days_since, compiler: SQLCompiler, **options: Any) -> str:
    day, start = (compiler.process(part, **options) for part in element.clauses)
    return f"({day} - {start})"


@cache
def _levels(monthly: bool) -> Executable:
    pain = m.PainLevelRow
    question = select(_part(pain.day, monthly), func.count(), func.sum(pain.level)).where(
        pain.owner_id == OWNER,
        pain.kind == AVERAGE,
        in_days(pain.day),
        counting(),
    )
    return question.group_by("part")


def _exercise_days() -> FromClause:
    completed = m.CompletedExerciseRow
    question = select(completed.day.label("day"), func.count().label("sessions"))
    return (
        question.where(completed.owner_id == OWNER, *exercised())
        .group_by(completed.day)
        .subquery()
    )


@cache
def _exercise(monthly: bool) -> Executable:
    days = _exercise_days()
    part = _part(days.c.day, monthly)
    return select(part, func.count(), func.sum(days.c.sessions)).group_by("part")


@cache
def _without_exercise(monthly: bool) -> Executable:
    """Days confirmed to be without exercise, but for those that had some all the same."""
    pain, completed = m.PainLevelRow, m.CompletedExerciseRow
    by_rule = select(pain.day).join_from(pain, m.RestDayRuleRow, rest_by_rule())
    days = union(select(m.DayNoteRow.day).where(*confirmed_rest()), by_rule).subquery()
    had_some = select(completed.id).where(
        completed.owner_id == OWNER, completed.day == days.c.day, *exercised()
    )
    question = select(_part(days.c.day, monthly), func.count(), func.count())
    return question.where(~had_some.exists()).group_by("part")
