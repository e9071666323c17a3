"""A replica: a copy of the database on another server, kept up to date by PostgreSQL itself.

It only reads, and is always a little behind. A diary is read from it where it has that diary as
it is by now; where it fails, it is left aside for a while.
"""

import logging
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Final, Literal

from sqlalchemy import Engine, event, text
from sqlalchemy.exc import DBAPIError, TimeoutError  # noqa: A004 (SQLAlchemy's own)
from sqlalchemy.orm import Session

from journal.config import Settings
from journal.store.db.failures import reason
from journal.store.db.options import silence_limit
from journal.store.db.sessions import session
from journal.store.db.upgrade import revisions

ASIDE_SECONDS: Final = 10.0
SILENCE_SECONDS: Final = 1.0
"""For how long it may give no sign of itself when it is asked what it has."""

FAILED: Final = (DBAPIError, TimeoutError)
"""What is raised where a replica cannot answer, such as one that has older tables.

TimeoutError: all connections to it are in use just then.
"""

HAS: Final = text(
    "SELECT pg_is_in_recovery()"
    " AND EXISTS (SELECT 1 FROM alembic_version WHERE version_num = :schema),"
    " EXISTS (SELECT 1 FROM accounts WHERE id = :account AND revision = :revision)"
)
"""Whether it is a replica with these tables, and whether it has a diary as it is."""

UNFIT: Final = "it was promoted, or has the tables of another version"
WRITTEN: Final = text("SELECT pg_current_wal_lsn()")
BEHIND: Final = text(
    "SELECT pg_wal_lsn_diff(CAST(:position AS pg_lsn), pg_last_wal_replay_lsn())"
    " WHERE pg_is_in_recovery()"
)
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ReplicaState:
    """How a replica does; ``promoted``: it is a database of its own by now.

    ``busy``: all connections to it are in use, so that it could not be asked.
    """

    word: Literal["ok", "busy", "away", "promoted"]
    bytes_behind: int = 0
    """How much of what the database had written when it was asked the replica has not."""


class Replica:
    """A replica, and whether it is left aside."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.aside_until = monotonic()
        self.schema = revisions()[-1]

    def has(self, account: str, revision: int) -> bool:
        """Whether the diary of an account can be read from it, as it is at a revision."""
        if monotonic() < self.aside_until:
            return False
        what = {"account": account, "revision": revision, "schema": self.schema}
        try:
            with silence_limit(SILENCE_SECONDS), session(self.engine, writes=False) as asking:
                fits, is_there = asking.execute(HAS, what).one()
        except FAILED as error:
            self.failed(error)
            return False
        if not fits:
            self._leave_aside(UNFIT)
        return bool(fits and is_there)

    def failed(self, error: BaseException) -> None:
        """Ask it nothing for a while, unless only its connections were all in use."""
        if not isinstance(error, TimeoutError):
            self._leave_aside(reason(error))

    def _leave_aside(self, why: str) -> None:
        log.warning("The replica is left aside for a while: %s", why)
        self.aside_until = monotonic() + ASIDE_SECONDS

    def state(self, reading: Session) -> ReplicaState:
        """How it does beside the database of ``reading``."""
        return self._state(reading.scalar(WRITTEN))

    def caught_up(self, reading: Session, seconds: float) -> ReplicaState:
        """The same, once it has what was written until now; after so many seconds as it is."""
        position, until = reading.scalar(WRITTEN), monotonic() + seconds
        while (state := self._state(position)).bytes_behind and monotonic() < until:
            sleep(0.1)
        return state

    def _state(self, position: object) -> ReplicaState:
        try:
            with silence_limit(SILENCE_SECONDS), session(self.engine, writes=False) as asking:
                behind = asking.scalar(BEHIND, {"position": position})
        except TimeoutError:
            return ReplicaState("busy")
        except DBAPIError:
            return ReplicaState("away")
        if behind is None:
            return ReplicaState("promoted")
        return ReplicaState("ok", max(int(behind), 0))


def replica_of(settings: Settings, own: Engine) -> Replica | None:
    """The replica that the settings name, for as long as the database's own engine; or None."""
    if not settings.database_replica_url:
        return None
    from journal.store.db import postgresql  # noqa: PLC0415 (its driver is of no use on SQLite)

    engine = postgresql.opened_as_set(
        settings.database_replica_url,
        settings,
        walled=bool(settings.database_pages_url),
        wait_seconds=0,  # there is the database itself
    )
    event.listen(own, "engine_disposed", lambda _engine: engine.dispose())
    return Replica(engine)
