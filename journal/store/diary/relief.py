"""What somebody reaches for when it hurts."""

from datetime import date
from functools import cache
from typing import Any, Final

from sqlalchemy import BindParameter, Date, Select, bindparam, func, select
from sqlalchemy.orm import Session

from journal.core.model.vocabulary import RELIEF_METHODS
from journal.store.db import models as m
from journal.store.diary.queries import OWNER

OFFERED_FIRST: Final = (
    "nsaid_cream",
    "nsaid_plaster",
    "massage",
    "cold",
    "warmth",
    "gentle_movement",
    "position",
    "rest",
)
"""What is offered to somebody who has tried nothing yet: the article's four, then the others."""

BEFORE: Final[BindParameter[date]] = bindparam("before", type_=Date())


def favourites(session: Session, owner: str, before: date, count: int) -> list[str]:
    """So many methods, those the owner used last before those that are offered first.

    Only what was used before the day ``before`` counts, so that nothing moves while one taps.
    """
    used = session.connection().scalars(_used(), {"owner": owner, "before": before}).all()
    ordered = dict.fromkeys([*(method for method in used if method != "own"), *OFFERED_FIRST])
    return list(ordered)[:count]


def use_counts(session: Session, owner: str) -> dict[str, int]:
    """How often each method was ever used, as the methods are listed: counts rank nothing."""
    relief = m.ReliefRow
    question = select(relief.method, func.count()).where(relief.owner_id == owner)
    counts = {row.method: row[1] for row in session.execute(question.group_by(relief.method))}
    return {method: counts[method] for method in RELIEF_METHODS if method in counts}


@cache
def _used() -> Select[Any]:
    relief = m.ReliefRow
    question = select(relief.method).where(relief.owner_id == OWNER, relief.day < BEFORE)
    return question.group_by(relief.method).order_by(func.max(relief.applied_at).desc())
