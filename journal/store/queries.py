"""The questions asked of the store. Each names its owner; each says what it returns."""

from collections.abc import Generator
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from journal.core import records as r
from journal.core.periods import Period
from journal.core.programme import STARTING
from journal.store import models as m
from journal.store.rows import ROWS, column_of, key_name, key_value, records, selected

R = TypeVar("R", bound=r.Record)


def row(session: Session, kind: type[r.Record], owner: str, key: str) -> m.Versioned | None:
    """The owner's row of that kind and key; None for a stranger's, a deleted or any other."""
    table = ROWS[kind]
    value = key_value(kind, key)
    return session.scalars(
        select(table).where(table.owner_id == owner, column_of(kind, key_name(kind)) == value)
    ).one_or_none()


def in_period(kind: type[r.Record], owner: str, period: Period) -> Select[Any]:
    """A question for the records of a period: an episode is of every day it touches."""
    day = column_of(kind, "day")
    question = selected(kind, owner)
    if kind is r.Episode:
        question = question.where(touches(period))
    else:
        question = question.where(day.between(period.first, period.last))
    return question.order_by(day, column_of(kind, kind.MOMENT or "day"))


def touches(period: Period) -> ColumnElement[bool]:
    """Whether an episode touches a period; one that still lasts goes on to today."""
    row = m.EpisodeRow
    return and_(row.day <= period.last, or_(row.last_day.is_(None), row.last_day >= period.first))


def of_period(session: Session, kind: type[R], owner: str, period: Period) -> list[R]:
    """The owner's records of a period, in order."""
    return records(session, kind, in_period(kind, owner, period))


def running_episode(session: Session, owner: str) -> r.Episode | None:
    """The spasm episode that still lasts; the latest, should there be several."""
    question = selected(r.Episode, owner).where(m.EpisodeRow.last_day.is_(None))
    found = records(session, r.Episode, question.order_by(m.EpisodeRow.started_at.desc()).limit(1))
    return found[0] if found else None


def latest_episodes(session: Session, owner: str, count: int) -> list[r.Episode]:
    """The owner's latest spasm episodes, newest first."""
    question = selected(r.Episode, owner).order_by(m.EpisodeRow.started_at.desc()).limit(count)
    return records(session, r.Episode, question)


def exercises(session: Session, owner: str, *, retired: bool = False) -> list[m.Exercise]:
    """The owner's own list of exercises by name; the retired ones only where asked for."""
    question = select(m.Exercise).where(m.Exercise.owner_id == owner)
    if not retired:
        question = question.where(m.Exercise.retired_at.is_(None))
    return list(session.scalars(question.order_by(m.Exercise.name_key)))


def programme(session: Session, owner: str) -> list[r.Prescription]:
    """Everything that was ever prescribed: the earliest first, the journal's own in its order."""
    places = {exercise.token: place for place, exercise in enumerate(STARTING)}
    place = case(places, value=m.Exercise.built_in, else_=len(places))
    question = selected(r.Prescription, owner).order_by(
        m.PrescriptionRow.starts_on, place, m.Exercise.name_key
    )
    return records(session, r.Prescription, question)


def recorded(session: Session, owner: str) -> Period | None:
    """From the first local day the diary holds anything of to the last; None: it is empty."""
    tables = (
        m.PainLevelRow,
        m.EpisodeRow,
        m.CompletedExerciseRow,
        m.ReliefRow,
        m.DayNoteRow,
        m.CheckInRow,
    )
    ends = [
        select(end(table.day)).where(table.owner_id == owner).scalar_subquery()
        for end in (func.min, func.max)
        for table in tables
    ]
    days = [day for day in session.execute(select(*ends)).one() if day is not None]
    return Period(min(days), max(days)) if days else None


EXPORT_BATCH = 1000


def export_rows(
    session: Session, kind: type[r.Record], owner: str
) -> Generator[tuple[Any, ...], None, None]:
    """The values of all records of a kind, oldest first, a batch at a time."""
    order = (
        ["starts_on", "id"] if kind is r.Prescription else [kind.MOMENT or "day", key_name(kind)]
    )
    question = selected(kind, owner).order_by(*(column_of(kind, name) for name in order))
    with session.execute(question.execution_options(yield_per=EXPORT_BATCH)) as result:
        for batch in result.partitions():
            yield from (tuple(values) for values in batch)


def counts(session: Session, owner: str) -> dict[str, int]:
    """How many records there are of each kind, by the word of the kind."""
    totals = [
        select(func.count()).where(table.owner_id == owner).scalar_subquery()
        for table in ROWS.values()
    ]
    return dict(zip(r.KINDS, session.execute(select(*totals)).one(), strict=True))
