"""How often something may be tried in an hour: counted by the database, for every process."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from journal.store.accounts.one_time_secrets import hashed
from journal.store.db import models as m

LAST: Final = 60  # minutes


def minute_of(now: datetime) -> int:
    """The minute of a moment, as attempts are kept by it."""
    return int(now.timestamp()) // 60


def too_many(session: Session, limits: Mapping[str, int], now: datetime) -> bool:
    """Count one more of each of ``limits``, in turn; whether one was tried more than it allows.

    What stands behind that one is not counted: whoever is over their own limit locks nobody
    else out. Called before it is known whether it fails, so that parallel guesses all count.
    """
    return any(counted(session, what, now) > most for what, most in limits.items())


def refund(session: Session, limits: Iterable[str], now: datetime) -> None:
    """Take one of each back: what was tried did not fail."""
    for what in limits:
        counted(session, what, now, by=-1)


def forget(session: Session, what: str) -> None:
    """Begin to count ``what`` anew."""
    session.execute(delete(m.Attempt).where(m.Attempt.bucket == hashed(what)))


def _inserting(session: Session) -> Callable[[type[m.Attempt]], Any]:  # either dialect's own class
    """The INSERT of its database, which both know under one name."""
    if session.get_bind().dialect.name != "postgresql":
        return sqlite.insert
    from sqlalchemy.dialects import postgresql  # noqa: PLC0415 (2 MB, of no use on SQLite)

    return postgresql.insert


def counted(session: Session, what: str, now: datetime, by: int = 1) -> int:
    """Count one more (or fewer) of ``what``; how many that makes in the hour up to now.

    Added up by the database, so that parallel attempts in several processes are all counted.
    """
    row, bucket, minute = m.Attempt, hashed(what), minute_of(now)
    insert = _inserting(session)(row).values(bucket=bucket, minute=minute, count=by)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=[row.bucket, row.minute], set_={"count": row.count + by}
        )
    )
    return total(session, what, now)


def total(session: Session, what: str, now: datetime) -> int:
    """How many of ``what`` were counted in the hour up to now."""
    row = m.Attempt
    question = select(func.sum(row.count)).where(
        row.bucket == hashed(what), row.minute > minute_of(now) - LAST
    )
    return int(session.execute(question).scalar_one() or 0)
