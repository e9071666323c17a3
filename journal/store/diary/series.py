"""What a period holds by day, asked of the store."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Date,
    Executable,
    Select,
    and_,
    cast,
    exists,
    func,
    null,
    or_,
    select,
    union,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from journal.core.diary.rest_days import known_from
from journal.core.diary.summary import Facts, Rating, spasm_days
from journal.core.diary.summary import days as sums_of
from journal.core.insight.schedule import LOOKBACK_DAYS, WINDOW, Days, days_of
from journal.core.model.periods import Period
from journal.core.model.records import Record
from journal.core.model.vocabulary import DAY_KINDS, EXCLUDED, PAIN_KINDS, SKIPPED
from journal.core.statistics.estimators import Series
from journal.store.db import models as m
from journal.store.diary.queries import LAST, LISTED, OF_THEIR_DAY, OWNER, in_days, of, touches
from journal.store.diary.rows import column_of, says_something

AVERAGE: Final = DAY_KINDS[0]


EpisodeSpan = tuple[date, date, int | None]
"""The first and last day of an episode, and its worst level."""


def facts(
    session: Session, owner: str, period: Period, spans: Iterable[EpisodeSpan] | None = None
) -> Facts:
    """What the diary holds of a period, by day; five statements.

    ``spans``: those of its episodes, where they are known already.
    """
    facts = essentials(session, owner, period)
    if spans is None:
        spans = episode_spans(session, owner, period)
    for first, last, peak in spans:
        facts.episodes.append((first, last))
        if peak is not None and first in period:
            facts.peaks[first] = max(peak, facts.peaks.get(first, peak))
    _keep(facts.highest, session.connection().execute(_highest(), of(owner, period)).all())
    return facts


def essentials(session: Session, owner: str, period: Period) -> Facts:
    """The same of what statistics use: averages and exercise; three statements."""
    reading, parameters = session.connection(), of(owner, period)
    facts = Facts()
    for day, level, recalled in reading.execute(_averages(), parameters).all():
        facts.averages[day] = Rating(level, recalled)
    logged = sorted(facts.averages)
    for day, confirmed_on, set_on in reading.execute(_without_exercise(), parameters).all():
        known_on = known_from(day, set_on, logged, period) if set_on else confirmed_on or day
        facts.without_exercise[day] = min(known_on, facts.without_exercise.get(day, known_on))
    _keep(facts.sessions, reading.execute(_sessions(), parameters).all())
    return facts


def logged_days(session: Session, owner: str, period: Period, facts: Facts) -> set[date]:
    """The days of a period on which the diary lists anything; one statement.

    ``facts``: those of the period, or of one that reaches over it. Whatever was logged on a day
    makes it a logged one; only its average gives it a pain that statistics use.
    """
    listed = set(session.connection().scalars(_entry_days(LISTED), of(owner, period)))
    return listed | spasm_days(facts.episodes, period)


def watched_days(session: Session, owner: str, today: date) -> set[date]:
    """The days up to today of which an entry says something; one statement.

    A spasm counts for the day it began; a visit, a goal or a plan says nothing of its day.
    """
    period = Period(date.min, today)
    return set(session.connection().scalars(_entry_days(OF_THEIR_DAY), of(owner, period)))


@cache
def _entry_days(kinds: Sequence[type[Record]]) -> Executable:
    return union(*(_days_of(kind) for kind in kinds))


def _days_of(kind: type[Record]) -> Select[Any]:
    day = column_of(kind, "day")
    return select(day).where(day.class_.owner_id == OWNER, in_days(day), says_something(kind))


def levels(session: Session, owner: str, period: Period) -> dict[date, float]:
    """The day averages of a period that statistics use, by day; one statement."""
    rows = session.connection().execute(_averages(), of(owner, period)).all()
    ratings = {day: Rating(level, recalled) for day, level, recalled in rows}
    return {day: rating.value for day, rating in ratings.items() if rating.value is not None}


def latest_levels(session: Session, owner: str, today: date) -> Series:
    """The levels of the latest days that a look may use, from day 1 to today; two statements."""
    first = day_1(session, owner, today)
    if first is None:
        return ()
    period = Period(max(first, Period.ending(today, WINDOW).first), today)
    by_day = levels(session, owner, period)
    return [by_day.get(day) for day in period]


def _keep(counts: dict[date, int], rows: Iterable[Any]) -> None:  # rows of a day and a number
    counts.update(tuple(row) for row in rows)


@cache
def _averages() -> Executable:
    pain = m.PainLevelRow
    return select(pain.day, pain.level, pain.recalled).where(
        pain.owner_id == OWNER, pain.kind == AVERAGE, in_days(pain.day)
    )


@cache
def _highest() -> Executable:
    pain = m.PainLevelRow
    kinds = [kind for kind in PAIN_KINDS if kind != AVERAGE]
    question = select(pain.day, func.max(pain.level)).where(
        pain.owner_id == OWNER, or_(*(pain.kind == kind for kind in kinds)), in_days(pain.day)
    )
    return question.group_by(pain.day)


@cache
def _sessions() -> Executable:
    completed = m.CompletedExerciseRow
    question = select(completed.day, func.count()).where(completed.owner_id == OWNER, *exercised())
    return question.group_by(completed.day)


def exercised() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which an exercise makes its day, of those asked for, an exercise day.

    Written as "not skipped", which one index answers in order; ``in`` would need a sort.
    """
    completed = m.CompletedExerciseRow
    return in_days(completed.day), completed.outcome != SKIPPED


@cache
def _without_exercise() -> Executable:
    """Rest days, each with the day it was confirmed on, or that of the rule that makes it one."""
    note, rule = m.DayNoteRow, m.RestDayRuleRow
    no_day = cast(null(), Date())
    confirmed = select(note.day, note.confirmed_on, no_day).where(*confirmed_rest())
    by_rule = select(m.PainLevelRow.day, no_day, rule.set_on)
    return union_all(confirmed, by_rule.join_from(m.PainLevelRow, rule, rest_by_rule()))


def confirmed_rest() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which what is said of a day makes it a rest day."""
    note = m.DayNoteRow
    return note.owner_id == OWNER, in_days(note.day), note.no_exercise.is_(True)


def rest_by_rule() -> ColumnElement[bool]:
    """Whether a rule makes the day of a level a rest day, unless there was exercise on it.

    It is over: a later day has a level. What is said of that day itself goes before. Whether there
    is any rule is asked by itself, so that no day is read where there is none.
    """
    pain, rule, note = m.PainLevelRow, m.RestDayRuleRow, m.DayNoteRow
    later = aliased(pain)
    over = exists().where(later.owner_id == OWNER, later.kind == AVERAGE, later.day > pain.day)
    day_note = exists().where(
        note.owner_id == OWNER, note.day == pain.day, note.no_exercise.is_not(None)
    )
    any_rule = aliased(rule)
    return and_(
        exists().where(any_rule.owner_id == OWNER),
        pain.owner_id == OWNER,
        rule.owner_id == OWNER,
        pain.kind == AVERAGE,
        in_days(pain.day),
        counting(),
        pain.day >= rule.starts_on,
        or_(rule.ends_on.is_(None), pain.day <= rule.ends_on),
        over,
        ~day_note,
    )


def episode_days(session: Session, owner: str, period: Period) -> list[tuple[date, date]]:
    """The first and last day of each episode that touches a period."""
    return [(first, last) for first, last, _ in episode_spans(session, owner, period)]


def episode_spans(session: Session, owner: str, period: Period) -> list[EpisodeSpan]:
    """The same, with the worst level of each."""
    rows = session.connection().execute(_episodes(), of(owner, period)).all()
    return [(first, last or period.last, peak) for first, last, peak in rows]


@cache
def _episodes() -> Executable:
    row = m.EpisodeRow
    return select(row.day, row.last_day, row.peak_level).where(row.owner_id == OWNER, touches())


def day_1(session: Session, owner: str, today: date) -> date | None:
    """The first day up to today with a level that counts; None where there is none."""
    parameters = {"owner": owner, "last": today}
    first_day: date | None = session.connection().execute(_day_1(), parameters).scalar_one()
    return first_day


def counting() -> ColumnElement[bool]:
    """Whether a level counts: it was not recalled too late for that."""
    recalled = m.PainLevelRow.recalled
    return or_(recalled.is_(None), recalled != EXCLUDED)


@cache
def _day_1() -> Executable:
    pain = m.PainLevelRow
    return select(func.min(pain.day)).where(
        pain.owner_id == OWNER, pain.kind == AVERAGE, pain.day <= LAST, counting()
    )


def diary_days(session: Session, owner: str, today: date) -> Days:
    """The days of a diary from day 1 to today; four statements, however long it is.

    What lies so far back that no look uses it any more is left out: there the days are None.
    """
    first = day_1(session, owner, today)
    if first is None:
        return Days(today, (), ())
    whole = Period(first, today)
    recent = Period(max(first, Period.ending(today, LOOKBACK_DAYS).first), today)
    days = days_of(sums_of(essentials(session, owner, recent), recent), recent.first)
    older = [None] * (len(whole) - len(recent))
    return replace(
        days,
        first=first,
        pain=[*older, *days.pain],
        exercise=[*older, *days.exercise],
        late={at + len(older): known_on for at, known_on in days.late.items()},
    )
