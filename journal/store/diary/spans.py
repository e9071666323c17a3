"""The weeks or months of a long period, added up by the database."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    Date,
    Executable,
    Exists,
    Integer,
    ScalarSelect,
    Subquery,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.core.diary.summary import PeriodTotals, spasm_days
from journal.core.model.periods import WEEK, Period
from journal.core.model.vocabulary import SKIPPED
from journal.store.db import models as m
from journal.store.diary.queries import OWNER, of
from journal.store.diary.series import (
    AVERAGE,
    confirmed_rest,
    counting,
    episode_days,
    rest_by_rule,
)

LISTED: Final = {
    "sqlite": "SELECT key AS number, json_extract(value, '$[0]') AS first, "
    "json_extract(value, '$[1]') AS last FROM json_each(:parts)",
    "postgresql": "SELECT number, CAST(value ->> 0 AS date) AS first, "
    "CAST(value ->> 1 AS date) AS last "
    "FROM json_array_elements(CAST(:parts AS json)) WITH ORDINALITY AS listed (value, number)",
}
"""The weeks or months that are asked for, as rows."""
MONTHS: Final = 12
"""Of a year."""
PAIR: Final = 1_000_000
"""Two numbers of one reading are answered as one: this many times the first, and the second."""


def spans(
    session: Session, owner: str, period: Period, parts: Sequence[Period], least: int
) -> list[PeriodTotals]:
    """What weeks or months amount to, which are ``parts`` of a period; three statements.

    A part has a mean when at least ``least`` of its days have an average.
    """
    period = Period(max(period.first, parts[0].first), min(period.last, parts[-1].last))
    sums = _sums(session, owner, period, parts)
    rest_days = _by_part(_rest_days(session, owner, period), parts)
    touched = _by_part(spasm_days(episode_days(session, owner, period), period), parts)
    spans = []
    for number, (part, (levels, exercise)) in enumerate(zip(parts, sums, strict=True)):
        rated_days, total = divmod(levels, PAIR)
        exercise_days, sessions = divmod(exercise, PAIR)
        spans.append(
            PeriodTotals(
                period=part,
                least=least,
                rated_days=rated_days,
                total=float(total),
                exercise_days=exercise_days,
                known_days=exercise_days + rest_days[number],
                sessions=sessions,
                spasm_days=touched[number],
            )
        )
    return spans


def _by_part(days: Iterable[date], parts: Sequence[Period]) -> Counter[int]:
    """How many of some days each week or month has, by its place among ``parts``."""
    first = parts[0].first
    if len(parts[0]) > WEEK:
        begin = first.year * MONTHS + first.month
        return Counter(day.year * MONTHS + day.month - begin for day in days)
    return Counter((day - first).days // WEEK for day in days)


def _sums(
    session: Session, owner: str, period: Period, parts: Sequence[Period]
) -> Sequence[Any]:  # rows of two numbers
    """The levels and the exercise of each part, as pairs."""
    edges = [
        [str(max(part.first, period.first)), str(min(part.last, period.last))] for part in parts
    ]
    reading = session.connection()
    question = _added_up(reading.dialect.name)
    return reading.execute(question, {"owner": owner, "parts": json.dumps(edges)}).all()


@cache
def _added_up(dialect: str) -> Executable:
    """Each part's days go by an index, so that nothing has to be sorted."""
    listed = text(LISTED[dialect])
    parts = listed.columns(number=Integer(), first=Date(), last=Date()).subquery("parts")
    sums = select(_levels(parts), _exercise(parts)).select_from(parts)
    return sums.order_by(parts.c.number)


def _levels(parts: Subquery) -> ScalarSelect[int]:
    """How many days of a part have a level that counts, and the sum of those."""
    pain = m.PainLevelRow
    pair = func.count() * PAIR + func.coalesce(func.sum(pain.level), 0)
    return (
        select(pair)
        .where(
            pain.owner_id == OWNER,
            pain.kind == AVERAGE,
            pain.day.between(parts.c.first, parts.c.last),
            counting(),
        )
        .correlate(parts)
        .scalar_subquery()
    )


def _exercise(parts: Subquery) -> ScalarSelect[int]:
    """How many days of a part had exercise, and how many exercises those were."""
    completed = m.CompletedExerciseRow
    pair = func.count(completed.day.distinct()) * PAIR + func.count()
    return (
        select(pair)
        .where(
            completed.owner_id == OWNER,
            completed.day.between(parts.c.first, parts.c.last),
            completed.outcome != SKIPPED,
        )
        .correlate(parts)
        .scalar_subquery()
    )


def _rest_days(session: Session, owner: str, period: Period) -> set[date]:
    rows = session.connection().execute(_without_exercise(), of(owner, period)).all()
    return {row[0] for row in rows}


@cache
def _without_exercise() -> Executable:
    """Days confirmed to be without exercise, but for those that had some all the same."""
    pain, note = m.PainLevelRow, m.DayNoteRow
    by_rule = select(pain.day).join_from(pain, m.RestDayRuleRow, rest_by_rule())
    return union_all(
        select(note.day).where(*confirmed_rest(), ~_had_exercise(note.day)),
        by_rule.where(~_had_exercise(pain.day)),
    )


def _had_exercise(day: InstrumentedAttribute[date]) -> Exists:
    completed = m.CompletedExerciseRow
    had_some = select(completed.day).where(
        completed.owner_id == OWNER, completed.day == day, completed.outcome != SKIPPED
    )
    return had_some.exists()
