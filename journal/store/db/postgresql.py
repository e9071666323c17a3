"""The engine on PostgreSQL: who asks on behalf of somebody who waits does not wait for silence.

Nothing is asked of a server but what a pooler such as PgBouncer passes on: no options at the
start, no time-outs of a session. So the time is kept here.
"""

import select
from dataclasses import dataclass
from time import monotonic, sleep
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from journal.config import Settings, WrongSetting
from journal.store.db import owner_wall
from journal.store.db.models import learn_postgresql
from journal.store.db.options import LOCK_TIMEOUT, SILENCE_LIMIT, WALLED
from journal.store.db.owner_guard import refuse_unowned
from journal.words.settings import setting_text

T = TypeVar("T")

CONNECT_SECONDS: Final = 2
CANCEL_SECONDS: Final = 0.5
"""How long cancelling may take, and then the answer to that."""

TRIED_AGAIN_AFTER: Final = 1.0
"""For so many seconds nobody connects after somebody has waited in vain."""

WAIT_SECONDS: Final = 20.0
"""How long one waits for one of our connections, or for a server that has none left."""

FULL: Final = (
    "too many clients",
    "connection slots",
    "too many connections",
    "no more connections",
)
"""What PostgreSQL and poolers say then."""

FULL_PAUSE: Final = 0.1

PREPARED_MOST: Final = 300
KEEPALIVES: Final = {"keepalives_idle": 30, "keepalives_interval": 5, "keepalives_count": 3}
ENCODING: Final = "UTF8"
"""How the database must keep text; where no locale is set, createdb makes one of SQL_ASCII."""

SAME_EVERYWHERE: Final = "SET TimeZone = 'UTC'; SET DateStyle = 'ISO'"
"""Both are among what a pooler remembers of each of its clients."""


class ImpatientConnection(psycopg.Connection[Any]):
    """A connection that gives a statement up where the server says nothing for too long."""

    connecting: "Connecting"
    only_reads = False
    """Whether the transaction writes nothing: then its end takes nothing back."""

    def rollback(self) -> None:
        """Take the transaction back; one that only read is ended, and keeps what is prepared."""
        if self.only_reads and self.info.transaction_status == TransactionStatus.INTRANS:
            self.commit()
        else:
            super().rollback()

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Go through the steps of a statement. Raises OperationalError."""
        seconds = SILENCE_LIMIT.get()
        return super().wait(
            gen if seconds is None else self._timed(gen, seconds), interval, timeout
        )

    def _timed(self, steps: PQGen[T], seconds: float) -> PQGen[T]:
        cancelled = False
        try:
            direction = next(steps)
            heard_at = monotonic()
            while True:
                ready = yield direction
                if ready:
                    heard_at = monotonic()
                elif monotonic() - heard_at > seconds:
                    if cancelled:
                        self._give_up()
                    self._cancel()
                    cancelled, heard_at, seconds = True, monotonic(), CANCEL_SECONDS
                direction = steps.send(ready)
        except StopIteration as end:
            answer: T = end.value
            return answer

    def _cancel(self) -> None:
        """End the statement where it is worked on; its answer says so."""
        try:
            self.cancel_safe(timeout=CANCEL_SECONDS)
        except psycopg.Error:
            self._give_up()

    def _give_up(self) -> None:
        self.connecting.silent_at = monotonic()
        self.close()
        raise psycopg.OperationalError("the server says nothing")


@dataclass(slots=True)
class Connecting:
    """How the connections of one engine are made."""

    wait_seconds: float = WAIT_SECONDS
    """How long one waits for a server that has none left."""
    silent_at: float = -TRIED_AGAIN_AFTER
    """When one last waited in vain."""

    def connect(
        self, _dialect: object, _record: object, words: tuple[Any, ...], options: dict[str, Any]
    ) -> ImpatientConnection:
        """A connection; refused at once for a moment after one has waited in vain.

        Raises WrongSetting where the database cannot hold the letters of every language.
        """
        if monotonic() - self.silent_at < TRIED_AGAIN_AFTER:
            raise psycopg.OperationalError("the server did not answer a moment ago")
        connection = self._connect(words, options)
        encoding = connection.info.parameter_status("server_encoding")
        if encoding != ENCODING:
            connection.close()
            raise WrongSetting(setting_text("database_encoding", encoding=encoding))
        connection.connecting = self
        connection.prepared_max = PREPARED_MOST
        connection.autocommit = True
        connection.execute(SAME_EVERYWHERE)
        connection.autocommit = False
        return connection

    def _connect(self, words: tuple[Any, ...], options: dict[str, Any]) -> ImpatientConnection:
        until = monotonic() + self.wait_seconds
        while True:
            try:
                return ImpatientConnection.connect(*words, **options)
            except psycopg.OperationalError as wrong:
                if not any(text in str(wrong) for text in FULL) or monotonic() > until:
                    self.silent_at = monotonic()
                    raise
            sleep(FULL_PAUSE)


def opened(
    url: str,
    *,
    connections: int,
    prepares: bool,
    walled: bool = False,
    wait_seconds: float = WAIT_SECONDS,
) -> Engine:
    """The engine of a database on PostgreSQL, with the guard of owned tables.

    ``walled``: by a role that sees some rows alone.

    ``wait_seconds``: how long one waits for a connection where none is free.
    """
    learn_postgresql()
    options: dict[str, Any] = {"connect_timeout": CONNECT_SECONDS, **KEEPALIVES}
    if not prepares:
        options["prepare_threshold"] = None
    engine = create_engine(
        url,
        hide_parameters=True,  # what people typed does not belong in a log
        pool_size=connections,
        max_overflow=0,
        pool_timeout=wait_seconds,
        pool_use_lifo=True,
        connect_args=options,
        use_native_hstore=False,
        execution_options={WALLED: walled},
    )
    event.listen(engine, "do_connect", Connecting(wait_seconds).connect)
    event.listen(engine, "checkout", _refuse_ended)
    if walled:
        owner_wall.stand_before(engine)  # first: it says how a transaction begins
    event.listen(engine, "begin", _limit_locks)
    event.listen(engine, "before_cursor_execute", refuse_unowned)
    return engine


def opened_as_set(
    url: str, settings: Settings, *, walled: bool, wait_seconds: float = WAIT_SECONDS
) -> Engine:
    """The engine of an address, with as many connections as the settings allow."""
    return opened(
        url,
        connections=settings.database_connections,
        prepares=settings.database_prepares,
        walled=walled,
        wait_seconds=wait_seconds,
    )


def _refuse_ended(connection: ImpatientConnection, _record: object, _proxy: object) -> None:
    """Have another connection made in the place of one that the server ended meanwhile.

    It then has something to say, which it has not between two statements.
    """
    if select.select([connection.fileno()], [], [], 0)[0]:
        raise DisconnectionError


def _limit_locks(connection: Connection) -> None:
    """Wait for rows that others have locked no longer than a writer says."""
    milliseconds = connection.get_execution_options().get(LOCK_TIMEOUT)
    if milliseconds is not None:
        driver: Any = connection.connection.driver_connection  # psycopg's
        driver.execute(f"SET LOCAL lock_timeout = {max(int(milliseconds), 1)}")
