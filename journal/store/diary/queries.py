"""The questions asked of the store. Each names its owner; each says what it returns."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, Final, TypeVar

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    case,
    func,
    literal,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.core.diary.programme import STARTING_EXERCISES
from journal.core.model import records as r
from journal.core.model.kinds import RECORDS, kind_of
from journal.core.model.moments import next_minute, whole_minute
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary.rows import (
    ROWS,
    column_of,
    key_name,
    key_value,
    records,
    says_something,
    selected,
)

R = TypeVar("R", bound=r.Record)


def row(session: Session, kind: type[r.Record], owner: str, key: str) -> m.Versioned | None:
    """The owner's row of that kind and key; None for a stranger's, a deleted or any other."""
    parameters = {"owner": owner, "key": key_value(kind, key)}
    return session.scalars(OF_KEY[kind], parameters).one_or_none()


OWNER: Final[BindParameter[str]] = bindparam("owner")
FIRST: Final[BindParameter[date]] = bindparam("first", type_=Date())
LAST: Final[BindParameter[date]] = bindparam("last", type_=Date())
"""What a question leaves open, so that it is built once and asked of many."""


def _of_key(kind: type[r.Record]) -> Select[m.Versioned]:
    table, key = ROWS[kind], column_of(kind, key_name(kind))
    return select(table).where(table.owner_id == OWNER, key == bindparam("key"))


OF_KEY: Final = {kind: _of_key(kind) for kind in ROWS}
"""The question for one row of each kind."""


def of(owner: str, period: Period) -> dict[str, Any]:
    """What fills a question in: whose, and the first and last day."""
    return {"owner": owner, "first": period.first, "last": period.last}


def in_days(day: InstrumentedAttribute[date]) -> ColumnElement[bool]:
    """Whether a day is one of those asked for."""
    return day.between(FIRST, LAST)


def touches() -> ColumnElement[bool]:
    """Whether an episode touches a period; one that still lasts goes on to today."""
    row = m.EpisodeRow
    return and_(row.day <= LAST, or_(row.last_day.is_(None), row.last_day >= FIRST))


def _of_days(kind: type[r.Record]) -> ColumnElement[bool]:
    """Whether a record is of a period: an episode is of every day it touches."""
    line = m.PrescriptionRow
    if kind is r.Prescription:
        return and_(line.starts_on <= LAST, or_(line.ends_on.is_(None), line.ends_on >= FIRST))
    return touches() if kind is r.Episode else in_days(column_of(kind, "day"))


def in_order(kind: type[r.Record]) -> list[str]:
    """The fields by which all records of a kind are put in order; no two have the same in all."""
    if kind is r.Prescription:
        return ["starts_on", "id"]
    return ["day", kind.MOMENT, "id"] if kind.MOMENT else ["day"]


def as_added(kind: type[r.Record]) -> list[InstrumentedAttribute[Any]]:
    """The columns by which records are put in order as people see it, in a page and in a file.

    People give minutes: what is of one moment stays in the order in which it was added.
    """
    if not kind.MOMENT:
        return [column_of(kind, name) for name in in_order(kind)]
    moments = [column_of(kind, name) for name in ("day", kind.MOMENT)]
    return [*moments, ROWS[kind].created_at, column_of(kind, "id")]


def _in_period(kind: type[r.Record]) -> Select[Any]:
    """A question for the records of a period."""
    question = selected(kind, OWNER).where(_of_days(kind), says_something(kind))
    return question.order_by(*as_added(kind))


IN_PERIOD: Final = {kind: _in_period(kind) for kind in ROWS if kind is not r.Prescription}
"""The question for the records of a period, of each kind that has days."""


def of_period(session: Session, kind: type[R], owner: str, period: Period) -> list[R]:
    """The owner's records of a period, in order."""
    return records(session, kind, IN_PERIOD[kind], of(owner, period))


def done_on(session: Session, owner: str, exercise: str, day: date) -> list[r.CompletedExercise]:
    """What was logged of an exercise on a day, in order."""
    question = IN_PERIOD[r.CompletedExercise].where(m.Exercise.name == exercise)
    return records(session, r.CompletedExercise, question, of(owner, Period(day, day)))


def running_episode(session: Session, owner: str) -> r.Episode | None:
    """The spasm episode that still lasts; the latest, should there be several."""
    running = records(session, r.Episode, _running(), {"owner": owner})
    return running[0] if running else None


def overlapping_episodes(session: Session, owner: str, episode: r.Episode) -> list[r.Episode]:
    """The other spasms that last, or lasted, at the same time as one, the latest first.

    One without an end that is not on any more has an end that nobody noted: it overlaps none.
    People give minutes, so two that share a part of one minute follow each other.
    """
    row = m.EpisodeRow
    question = selected(r.Episode, owner).where(
        row.id != episode.id,
        or_(row.last_day.is_(None), row.ended_at >= next_minute(episode.started_at)),
    )
    if episode.ended_at is not None:
        last_minute = whole_minute(episode.ended_at)
        question = question.where(row.started_at < last_minute)
    return records(session, r.Episode, question.order_by(row.started_at.desc()), {})


@cache
def _running() -> Select[Any]:
    question = selected(r.Episode, OWNER).where(m.EpisodeRow.last_day.is_(None))
    return question.order_by(m.EpisodeRow.started_at.desc()).limit(1)


def levels_of(session: Session, owner: str, episode_id: str) -> list[r.PainLevel]:
    """The levels noted during an episode, in order."""
    question = selected(r.PainLevel, owner).where(m.PainLevelRow.episode_id == episode_id)
    return records(session, r.PainLevel, question.order_by(*as_added(r.PainLevel)), {})


def levels_now(session: Session, owner: str, period: Period) -> list[r.PainLevel]:
    """The levels of moments of a period."""
    pain = m.PainLevelRow
    question = selected(r.PainLevel, OWNER).where(in_days(pain.day), pain.kind == "now")
    return records(session, r.PainLevel, question, of(owner, period))


def _latest(kind: type[r.Record]) -> Select[Any]:
    """A question for so many records of a kind, the newest first."""
    order = (column_of(kind, kind.MOMENT).desc(), column_of(kind, "id"))
    return selected(kind, OWNER).order_by(*order).limit(bindparam("count"))


LATEST: Final = {kind: _latest(kind) for kind in ROWS if kind.MOMENT}
"""The question for the latest records, of each kind that has moments."""


def latest(session: Session, kind: type[R], owner: str, count: int = 1) -> list[R]:
    """The owner's latest records of a kind with a moment, at most so many, the newest first."""
    return records(session, kind, LATEST[kind], {"owner": owner, "count": count})


def exercises(session: Session, owner: str, *, retired: bool = False) -> list[m.Exercise]:
    """The owner's own list of exercises by name; the retired ones only where asked for."""
    question = select(m.Exercise).where(m.Exercise.owner_id == owner)
    if not retired:
        question = question.where(m.Exercise.retired_at.is_(None))
    return list(session.scalars(question.order_by(m.Exercise.name_key)))


def programme(session: Session, owner: str) -> list[r.Prescription]:
    """Everything that was ever prescribed: the earliest first, the journal's own in its order."""
    return records(session, r.Prescription, _programme(), {"owner": owner})


@cache
def _programme() -> Select[Any]:
    places = {exercise.token: place for place, exercise in enumerate(STARTING_EXERCISES)}
    place = case(places, value=m.Exercise.built_in, else_=len(places))
    return selected(r.Prescription, OWNER).order_by(
        m.PrescriptionRow.starts_on, place, m.Exercise.name_key
    )


OF_THEIR_DAY: Final = tuple(kind for kind in IN_PERIOD if kind_of(kind).of_its_day)
"""The kinds that say something of the day they are on."""

LISTED: Final = tuple(kind for kind in IN_PERIOD if kind_of(kind).listed)
"""The kinds that the diary lists day by day."""


Kinds = tuple[type[r.Record], ...]
Reach = Mapping[type[r.Record], Period]
"""From the first to the last day of each kind; of those alone that the diary holds any of."""


def reach(session: Session, owner: str, kinds: Kinds = tuple(IN_PERIOD)) -> Reach:
    """From when to when the diary holds each kind; one statement, however long it is."""
    ends = iter(session.connection().execute(_ends(kinds), {"owner": owner}).one())
    return {
        kind: Period(first, last)
        for kind, first, last in zip(kinds, ends, ends, strict=True)
        if first is not None and last is not None
    }


def recorded(session: Session, owner: str) -> Period | None:
    """From the first local day the diary holds anything of to the last; None: it is empty."""
    return whole_reach(reach(session, owner))


def whole_reach(reach: Reach) -> Period | None:
    """The same of all kinds together.

    It begins with what says nothing of its day only where all of it is shown as finely so: an
    injection of long ago makes no months of days. The last may be to come, as events may be.
    """
    own = _whole(period for kind, period in reach.items() if kind in OF_THEIR_DAY)
    whole = _whole(reach.values())
    if own is None or whole is None:
        return whole
    as_fine = Period(whole.first, own.last).step == own.step
    return whole if as_fine else Period(own.first, whole.last)


def _whole(periods: Iterable[Period]) -> Period | None:
    """From the earliest to the latest day of some periods."""
    ends = [day for period in periods for day in (period.first, period.last)]
    return Period(min(ends), max(ends)) if ends else None


@cache
def _ends(kinds: Kinds) -> Select[Any]:
    days = {kind: column_of(kind, "day") for kind in kinds}
    ends: list[ColumnElement[Any]] = [
        select(end(day))
        .where(day.class_.owner_id == OWNER, says_something(kind))
        .scalar_subquery()
        for kind, day in days.items()
        for end in (func.min, func.max)
    ]
    return select(*ends)


def page(
    session: Session, kind: type[R], owner: str, period: Period, after: Sequence[Any], most: int
) -> list[R]:
    """At most so many of the owner's records of a period, in order.

    ``after``: the values of ``in_order`` of the last record of the page before; empty: the
    first page. A line of the programme is of every day it is in force on.
    """
    columns = [column_of(kind, name) for name in in_order(kind)]
    of_page = (_of_days(kind), says_something(kind))
    question = selected(kind, OWNER).where(*of_page).order_by(*columns).limit(most)
    if after:
        last = [literal(value, column.type) for column, value in zip(columns, after, strict=True)]
        question = question.where(tuple_(*columns) > tuple_(*last))
    return records(session, kind, question, of(owner, period))


def counts(session: Session, owner: str) -> dict[str, int]:
    """How many records there are of each kind, by the slug of the kind."""
    totals = [
        select(func.count()).where(table.owner_id == owner, says_something(kind)).scalar_subquery()
        for kind, table in ROWS.items()
    ]
    return dict(zip(RECORDS, session.execute(select(*totals)).one(), strict=True))
