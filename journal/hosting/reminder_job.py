"""Sending the reminders that are due: by command, or by each worker every minute.

However many run at once, each reminder is claimed by one of them.
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from random import shuffle
from typing import Final

from sqlalchemy import Engine

from journal import messaging
from journal.config import Settings
from journal.messaging import Notice, NotSent
from journal.store.accounts import reminders
from journal.store.accounts.reminders import Waiting
from journal.store.db.sessions import session
from journal.words.messages import message

EVERY_SECONDS: Final = 60
log = logging.getLogger(__name__)


SENDERS: Final = 8
"""How many are sent at a time: a server that takes them may be slow."""


@dataclass(frozen=True, slots=True)
class Sendings:
    """How many reminders were sent, were not needed as something was logged, and failed."""

    sent: int = 0
    not_needed: int = 0
    failed: int = 0

    def __add__(self, other: "Sendings") -> "Sendings":
        return Sendings(
            self.sent + other.sent,
            self.not_needed + other.not_needed,
            self.failed + other.failed,
        )


NOTHING: Final = Sendings()


def send_due(engine: Engine, settings: Settings, clock: Callable[[], datetime]) -> Sendings:
    """Send every reminder that is due by ``clock``, which is asked again before each."""
    with session(engine, writes=False) as reading:
        due = reminders.due(reading, clock())
    shuffle(due)  # so that several processes seldom try the same one
    with ThreadPoolExecutor(SENDERS, "reminders") as senders:
        return sum(senders.map(partial(_remind, engine, settings, clock), due), NOTHING)


def _remind(
    engine: Engine, settings: Settings, clock: Callable[[], datetime], account: Waiting
) -> Sendings:
    now = clock()
    day = account.due_on(now)
    if day is None:
        return NOTHING
    with session(engine, writes=True) as claiming:
        if not reminders.claim(claiming, account.owner, day):
            return NOTHING
        logged = reminders.anything_logged(claiming, account.owner, day)
        claiming.commit()
    if logged:
        return Sendings(not_needed=1)
    try:
        messaging.send(settings, account.reminder.address or "", Notice(message("reminder"), now))
    except NotSent as reason:
        log.warning("A reminder was not sent. %s", reason)
        if reason.certain:
            with session(engine, writes=True) as noting:
                reminders.let_try_again(noting, account.owner, day)
                noting.commit()
        return Sendings(failed=1)
    return Sendings(sent=1)
