"""What somebody reaches for when it hurts."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    bindparam,
    case,
    false,
    func,
    not_,
    select,
)
from sqlalchemy.orm import Session

from journal.core.diary.relief_offers import (
    LastUse,
    Offer,
    as_listed,
    hours_by_name,
    hours_set,
    offers,
)
from journal.core.diary.used_again import (
    PerhapsSooner,
    Sooner,
    last_before,
    perhaps_sooner,
    sooner,
)
from journal.core.model import records as r
from journal.core.model.own_method import OwnMethod
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.queries import OWNER
from journal.store.diary.rows import records, selected

BEFORE: Final[BindParameter[date]] = bindparam("before", type_=Date())


def offered(
    session: Session,
    owner: str,
    listed: Iterable[OwnMethod],
    before: date,
) -> list[Offer]:
    """The offers of what is ``listed``, and of the journal's own, in their one order.

    ``before``: the day of the page they are on, or on which the spasm began.
    """
    rows = session.connection().execute(_last_uses(), {"owner": owner, "before": before}).all()
    return offers(listed, (LastUse(*row) for row in rows))


def use_counts(session: Session, owner: str) -> dict[str, int]:
    """How often each method was ever used, as the methods are listed: counts rank nothing."""
    relief = m.ReliefRow
    question = select(relief.method, func.count()).where(relief.owner_id == owner)
    rows = session.execute(question.group_by(relief.method))
    return as_listed({row.method: row[1] for row in rows})


@cache
def _last_uses() -> Select[Any]:
    relief = m.ReliefRow
    is_untimed = func.coalesce(relief.time_not_asked, false())
    last: list[ColumnElement[Any]] = [
        func.max(case((condition, relief.applied_at)))
        for condition in (not_(is_untimed), relief.day < BEFORE, is_untimed)
    ]
    question = select(relief.method, relief.name, *last).where(relief.owner_id == OWNER)
    return question.group_by(relief.method, relief.name)


def in_use(session: Session, owner: str) -> Sequence[OwnMethod]:
    """What the owner's list offers, as it was added."""
    return records(session, OwnMethod, _in_use(), {"owner": owner})


@cache
def _in_use() -> Select[Any]:
    row = m.OwnMethodRow
    question = selected(OwnMethod, OWNER).where(row.retired_on.is_(None))
    return question.order_by(row.added_at, row.id)


def all_listed(session: Session, owner: str) -> Sequence[OwnMethod]:
    """The owner's whole list, as it was added."""
    row = m.OwnMethodRow
    question = selected(OwnMethod, OWNER).order_by(row.added_at, row.id)
    return records(session, OwnMethod, question, {"owner": owner})


class UsedAgain(NamedTuple):
    """What there is to tell of a relief that was used before."""

    last: r.Relief | None
    """Its last use before on the same day, or in the same spasm."""
    sooner: Sooner | None
    """Where the person's own rule said later."""
    perhaps_sooner: PerhapsSooner | None
    """Where it may have said later, as nobody gave the time of another use."""


def used_again(session: Session, owner: str, relief: r.Relief) -> UsedAgain:
    """What there is to tell of a relief beside its other uses; what is listed has a name."""
    hours = hours_set(relief, hours_by_name(in_use(session, owner))) if relief.name else None
    around = timedelta(days=(hours or 0) // 24 + 2)  # days as they are in any zone
    period = Period(relief.day - around, relief.day + around)
    question = queries.IN_PERIOD[r.Relief].where(m.ReliefRow.method == relief.method)
    reliefs = records(session, r.Relief, question, queries.of(owner, period))
    return UsedAgain(
        last_before(relief, reliefs),
        sooner(relief, reliefs, hours),
        perhaps_sooner(relief, reliefs, hours),
    )
