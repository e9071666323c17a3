"""Reading what takes its time from a replica, where the host has one."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar, cast

from flask import current_app, g, request
from sqlalchemy import Engine

from journal.store.db.models import Account
from journal.store.db.replica import FAILED, Replica, ReplicaState
from journal.store.db.sessions import session
from journal.web.support.request import db, engine

T = TypeVar("T")

REPLICA: Final = "journal_replica"


def from_replica(whose: Account, make: Callable[[], T]) -> T:
    """What ``make`` answers of a diary, read from a replica that has it as it is by now.

    Else, and where a replica fails meanwhile, from the database itself. ``make`` reads only what
    counts as a change of the diary when it is written: whether somebody may look is asked before.
    """
    replica = _replica()
    if replica is None or request.method == "POST" or _is_read() or not _has(replica, whose):
        return make()
    try:
        with _reading(replica):
            return make()
    except FAILED as error:
        replica.failed(error)
        g.replica_has = {}
        return make()


def reading_engine() -> Engine:
    """The engine of the database that is read from just now."""
    return cast("Engine", g.replica_engine) if _is_read() else engine()


def replica_state() -> ReplicaState | None:
    """How the replica does; None: there is none."""
    replica = _replica()
    return None if replica is None else replica.state(db())


def _replica() -> Replica | None:
    return cast("Replica | None", current_app.extensions[REPLICA])


def _is_read() -> bool:
    return "replica_engine" in g


def _has(replica: Replica, whose: Account) -> bool:
    """Whether it has a diary as this request knows it; asked once."""
    answers: dict[tuple[str, int], bool] = g.setdefault("replica_has", {})
    what = (whose.id, whose.revision)
    if what not in answers:
        db().commit()  # nobody holds two connections
        answers[what] = replica.has(*what)
    return answers[what]


@contextmanager
def _reading(replica: Replica) -> Iterator[None]:
    own = db()
    own.commit()
    with session(replica.engine, writes=False) as reading:
        g.db, g.replica_engine = reading, replica.engine
        try:
            yield
        finally:
            g.db = own
            del g.replica_engine
