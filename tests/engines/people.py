"""Somebody who keeps a diary, in the window of an engine."""

import csv
import io
from collections import Counter
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from journal.core.model import records as r
from journal.core.model.moments import local_day
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import actions, changes, row_writing
from journal.store.diary.rows import ROWS
from tests.browser.conftest import PASSWORD, Server
from tests.browser.wire import Wire
from tests.engines.drivers import Window

NAMES = count(1)
NOON = 12
TODAY_IS_THERE = "!!document.querySelector('#today-pain') && document.readyState === 'complete'"
CONTROLLED = (
    "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
)


def zone_at_noon(now: datetime) -> str:
    """A zone in which it is about noon, so that no test crosses midnight."""
    west = now.hour - NOON
    return f"Etc/GMT{west:+d}" if west else "Etc/GMT"


class Person:
    """Somebody signed in, in the window of an engine."""

    def __init__(self, window: Window, wire: Wire, server: Server) -> None:
        self.window = window
        self.wire = wire
        self.server = server
        self.name = f"engine {next(NAMES)}"
        self.zone = zone_at_noon(server.now)
        self.database = open_database(f"sqlite:///{server.folder / 'journal.sqlite3'}")
        self.owner = ""

    def joined(self) -> "Person":
        """The same, with a new account."""
        self.server.add_user(self.name, self.zone)
        with session(self.database, writes=False) as reading:
            account = accounts.account_named(reading, self.name)
            assert account is not None
            self.owner = account.id
        return self

    def signed_in(self) -> "Person":
        """The same, on Today."""
        self.window.wire = self.wire
        self.window.base = f"http://localhost:{self.wire.port}"
        self.window.open("/account/sign-in")
        self.window.type("#username", self.name)
        self.window.type("#password", PASSWORD)
        self.window.tap("main button.main")
        self.window.wait_for(TODAY_IS_THERE)
        return self

    def knows_offline(self) -> "Person":
        """The same, on Today, which from now on opens without a network too."""
        self.window.wait_for("navigator.serviceWorker.ready.then(() => true)")
        self.window.reload()  # the page on which a worker is installed may be opened without it
        self.window.wait_for(CONTROLLED)
        self.window.wait_for(TODAY_IS_THERE)
        return self

    def left(self) -> None:
        """Sign out, so that the next one may sign in."""
        self.wire.mend()
        self.window.open("/more")
        self.window.evaluate("document.querySelector('[data-sign-out]').submit() || true")
        self.window.wait_for("location.pathname === '/account/sign-in'")
        self.database.dispose()

    def records(self, slug: str) -> list[dict[str, str]]:
        """Every entry of a kind."""
        text = self.window.evaluate(f"fetch('/export/{slug}.csv').then(answer => answer.text())")
        return list(csv.DictReader(io.StringIO(str(text).lstrip("\ufeff"), newline="")))

    def had(self, *earlier: r.Record) -> None:
        """Records that were there before."""
        with session(self.database, writes=True) as writing:
            for record in earlier:
                submission = changes.Submission(row_writing.new_id(), "", self.server.now)
                actions.add(writing, self.owner, record, submission)
            writing.commit()

    def without(self, kind: type[r.Record], **values: object) -> None:
        """No entry of a kind that has these values, whatever was there before."""
        table = ROWS[kind]
        with session(self.database, writes=True) as writing:
            query = select(table).where(table.owner_id == self.owner).filter_by(**values)
            for row in writing.scalars(query).all():
                submission = changes.Submission(row_writing.new_id(), "", self.server.now)
                actions.remove(writing, kind, row, submission)
            writing.commit()

    def saved(self) -> int:
        """How often anything of the diary was changed, undone and dismissed things included."""
        with session(self.database, writes=False) as reading:
            revision = select(m.Account.revision).where(m.Account.id == self.owner)
            return reading.scalar(revision) or 0

    def changes(self) -> list[str]:
        """What was done to the diary, oldest first."""
        with session(self.database, writes=False) as reading:
            query = select(m.Change).where(m.Change.owner_id == self.owner)
            ordered = reading.scalars(query.order_by(m.Change.made_at))
            return [f"{change.kind} {change.action}" for change in ordered]

    def kinds(self) -> Counter[str]:
        """How many changes there are of each kind."""
        return Counter(change.split()[0] for change in self.changes())

    def earlier(self, **ago: float) -> dict[str, Any]:  # fields of several types
        """What a record has that was made so long ago: its id, day and zone."""
        day = local_day(self.server.now - timedelta(**ago), self.zone)
        return {"id": row_writing.new_id(), "day": day, "zone": self.zone}
