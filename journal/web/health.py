"""The sign of life: whether people can be served, and what a host should look after."""

from dataclasses import asdict
from typing import Any, Final

from flask import Blueprint, current_app
from flask.typing import ResponseReturnValue

from journal.store.db.upgrade import VERSION
from journal.web.support.readiness import NotReady, readiness
from journal.web.support.replica_reading import replica_state
from journal.web.support.request import UNREACHABLE, db
from journal.web.support.surroundings import free_bytes, latest_backup

bp = Blueprint("health", __name__)
JOBS: Final = "journal_jobs"
"""Where a served application has how its jobs went, by their names."""


@bp.get("/healthz")
def show() -> ResponseReturnValue:
    """Say whether the server reaches its database; 503 where people cannot be served."""
    try:
        readiness().make_sure()
        schema = db().scalar(VERSION)
        replica = _replica()
    except (*UNREACHABLE, NotReady):
        return {"status": "unavailable", "database": "unreachable", **_surroundings()}, 503
    answer = {"status": "ok", "database": "ok", "schema": schema, **_surroundings()}
    return answer | replica


def _replica() -> dict[str, Any]:  # as JSON has it
    """How the replica does, where there is one; pages are shown without it too."""
    state = replica_state()
    return {} if state is None else {"replica": asdict(state)}


def _surroundings() -> dict[str, Any]:  # as JSON has it
    """What a host looks after: room on the disk, the latest backup, work by the clock."""
    backup = latest_backup()
    return {
        "disk_free_megabytes": free_bytes() // 1_000_000,
        "last_backup": backup and {"at": backup.at, "proven": not backup.problem},
        "jobs": {name: job.word for name, job in current_app.extensions.get(JOBS, {}).items()},
    }
