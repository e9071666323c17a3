"""What a host's monitoring reads: how much is asked, how long it takes, what the work does.

There is no such page unless the host has set its token.
"""

import hmac
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Final

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue

from journal.store.accounts import reminders
from journal.store.db.activity import connections
from journal.store.db.sessions import session
from journal.web.support.measures import (
    JOBS,
    REMINDERS,
    REQUESTS,
    SECONDS,
    accumulated,
    measures,
    series,
)
from journal.web.support.readiness import NotReady, readiness
from journal.web.support.replica_reading import replica_state
from journal.web.support.request import OWN_ENGINE, UNREACHABLE, db, now, settings
from journal.web.support.surroundings import free_bytes, latest_backup

bp = Blueprint("metrics", __name__)
FORMAT: Final = "text/plain; version=0.0.4; charset=utf-8"
"""Prometheus's own, which others read too."""

UP: Final = "journal_database_up"
TYPES: Final = {REQUESTS: "counter", SECONDS: "histogram", JOBS: "counter", REMINDERS: "counter"}
"""Of what is counted; everything else is a gauge."""


@bp.get("/metrics")
def show() -> ResponseReturnValue:
    """Show the numbers of all workers of this node to whoever brings the token."""
    header = request.authorization
    token = header.token or "" if header is not None and header.type == "bearer" else ""
    if not hmac.compare_digest(token.encode(), settings().metrics_token.encode()):
        return Response(status=401, headers={"WWW-Authenticate": "Bearer"})
    numbers = {**accumulated(measures().counted()), **_of_the_node(), **_of_the_database()}
    return Response("".join(_lines(numbers)), content_type=FORMAT)


def _of_the_node() -> dict[str, float]:
    """The room on the disk, and the latest backup of an SQLite file."""
    numbers: dict[str, float] = {"journal_disk_free_bytes": free_bytes()}
    backup = latest_backup()
    if backup is not None:
        age = now() - datetime.fromisoformat(backup.at)
        numbers["journal_backup_age_seconds"] = age.total_seconds()
        numbers["journal_backup_proven"] = not backup.problem
    return numbers


def _of_the_database() -> dict[str, float]:
    """Its connections and the reminders that are due and not sent; of one that is away, that."""
    try:
        readiness().make_sure()
        waiting = len(reminders.due(db(), now()))
        states = _connections()
        replica = _replica()
    except (*UNREACHABLE, NotReady):
        return {UP: 0}
    numbers = {series("journal_database_connections", state=name): n for name, n in states.items()}
    return {UP: 1, "journal_reminders_waiting": waiting, **numbers, **replica}


def _replica() -> dict[str, float]:
    """Whether the replica is one and answers, and how far behind it is; nothing without one."""
    state = replica_state()
    if state is None:
        return {}
    behind = {"journal_replica_bytes_behind": float(state.bytes_behind)}
    up = float(state.word in {"ok", "busy"})
    return {"journal_replica_up": up, **(behind if state.word == "ok" else {})}


def _connections() -> dict[str, int]:
    """Those of the pages, and of the role that owns the tables, where that is another."""
    states = Counter(connections(db()))
    if settings().database_pages_url:
        with session(current_app.extensions[OWN_ENGINE], writes=False) as own:
            states.update(connections(own))
    return states


def _lines(numbers: dict[str, float]) -> Iterator[str]:
    for family, members in groupby(numbers.items(), key=lambda member: _family(member[0])):
        yield f"# TYPE {family} {TYPES.get(family, 'gauge')}\n"
        for name, number in members:
            yield f"{name} {number:.17g}\n"


def _family(name: str) -> str:
    """What a series belongs to; all of a family stand together."""
    bare = name.partition("{")[0]
    return SECONDS if bare.startswith(SECONDS) else bare
