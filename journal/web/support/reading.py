"""A session that reads for a while, and keeps nobody waiting."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from journal.store.db.sessions import session
from journal.web.support.request import db, engine


@contextmanager
def looking() -> Iterator[Session]:
    """A session to look with: it takes its time, and nobody else should wait for it.

    What the request's own session has read is asked anew by whoever writes afterwards.
    """
    db().commit()
    with session(engine(), writes=False) as reading:
        yield reading
