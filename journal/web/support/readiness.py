"""Whether the database can be used yet: until then pages say so, and it is tried again.

A database of PostgreSQL may come up after the journal, or be upgraded by a newer node first. No
process ends for that: what needs no database is answered, everything else later.
"""

import logging
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from time import monotonic
from typing import TYPE_CHECKING, Final, cast

from flask import Flask, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from journal.config import WrongSetting
from journal.store.db.inspection import WrongDatabase
from journal.store.db.upgrade import NewerDatabase, RowsLost
from journal.web.support.request import NEEDED_ALWAYS, limit_waiting

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

READINESS: Final = "journal_readiness"
HEALTH: Final = "health.show"
METRICS: Final = "metrics.show"
WITHOUT_DATABASE: Final = NEEDED_ALWAYS | {
    "static",
    "offline.manifest",
    "offline.script_words",
    "offline.worker",
    HEALTH,
    METRICS,
}
TRIED_AGAIN_AFTER: Final = 1.0
"""Seconds between two tries."""

NOT_YET: Final = (WrongSetting, WrongDatabase, NewerDatabase, RowsLost, SQLAlchemyError, OSError)
log = logging.getLogger(__name__)


class NotReady(Exception):
    """The database cannot be used yet; the message says why."""


class Readiness:
    """Has the database made ready, now or when somebody asks."""

    def __init__(self, make_ready: Callable[[], object]) -> None:
        self.is_ready = False
        self.reason = ""
        self._make_ready = make_ready
        self._tried_at = -TRIED_AGAIN_AFTER
        self._lock = threading.Lock()

    def make_sure(self) -> None:
        """Try once more, unless another thread does or has just done. Raises NotReady."""
        if not self.is_ready and self._lock.acquire(blocking=False):
            try:
                self._try()
            finally:
                self._lock.release()
        if not self.is_ready:
            raise NotReady(self.reason)

    def _try(self) -> None:
        if self.is_ready or monotonic() - self._tried_at < TRIED_AGAIN_AFTER:
            return
        try:
            self._make_ready()
        except NOT_YET as wrong:
            reason = str(wrong).partition("\n")[0]
            if reason != self.reason:
                log.error("The database cannot be used yet: %s", reason)
            self.reason = reason
        else:
            self.is_ready = True
        self._tried_at = monotonic()


def install(app: Flask, readiness: Readiness) -> None:
    """Let an application answer nothing that needs its database before that is ready."""
    app.extensions[READINESS] = readiness
    app.wsgi_app = MadeSure(app.wsgi_app, readiness)  # type: ignore[method-assign]  # as Flask documents it
    app.before_request(limit_waiting)
    app.before_request(_refuse)


def readiness() -> Readiness:
    """That of the application."""
    return cast("Readiness", current_app.extensions[READINESS])


class MadeSure:
    """Has the database tried before a request begins: who asks is known by a key it may bring."""

    def __init__(self, app: "WSGIApplication", readiness: Readiness) -> None:
        self.app = app
        self.readiness = readiness

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        with suppress(NotReady):
            self.readiness.make_sure()
        return self.app(environ, start_response)


def _refuse() -> None:
    """Answer only what needs no database, until it is ready."""
    if readiness().is_ready:
        return
    if request.endpoint not in WITHOUT_DATABASE:
        raise NotReady(readiness().reason)
    g.without_database = True
