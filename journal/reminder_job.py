"""Sending the reminders that are due: by command, or by each worker every minute.

However many run at once, each reminder is claimed by one of them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine

from journal import messaging
from journal.config import Settings
from journal.core.account.reminders import due_on
from journal.messaging import Notice, NotSent
from journal.store.accounts import reminders
from journal.store.accounts.reminders import Waiting
from journal.store.db.sessions import session
from journal.words.messages import message

EVERY_SECONDS: Final = 60
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Sendings:
    """How many reminders were sent, were not needed as something was logged, and failed."""

    sent: int = 0
    not_needed: int = 0
    failed: int = 0


def send_due(engine: Engine, settings: Settings, clock: Callable[[], datetime]) -> Sendings:
    """Send every reminder that is due by ``clock``, which is asked again before each."""
    tally = Sendings()
    with session(engine, writes=False) as reading:
        waiting = reminders.waiting(reading)
    for account in waiting:
        now = clock()
        day = due_on(account.reminder, now=now, zone=account.zone, settled_on=account.settled_on)
        if day is not None:
            _remind(engine, settings, account, day, Notice(message("reminder"), now), tally)
    return tally


def _remind(
    engine: Engine,
    settings: Settings,
    account: Waiting,
    day: date,
    notice: Notice,
    tally: Sendings,
) -> None:
    with session(engine, writes=True) as claiming:
        if not reminders.claim(claiming, account.owner, day):
            return
        logged = reminders.anything_logged(claiming, account.owner, day)
        claiming.commit()
    if logged:
        tally.not_needed += 1
        return
    try:
        messaging.send(settings, account.reminder.address or "", notice)
    except NotSent as reason:
        tally.failed += 1
        log.warning("A reminder was not sent. %s", reason)
        if reason.certain:
            with session(engine, writes=True) as noting:
                reminders.let_try_again(noting, account.owner, day)
                noting.commit()
    else:
        tally.sent += 1
