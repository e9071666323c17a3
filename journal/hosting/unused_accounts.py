"""Accounts that nobody uses any more: told and then deleted, where the settings say so."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine

from journal import clock, messaging
from journal.access import security_log
from journal.config import Settings
from journal.core.model.moments import local_day
from journal.store import notices
from journal.store.accounts import erasure
from journal.store.accounts.erasure import NOTICE, Unused
from journal.store.db.database_files import settle
from journal.store.db.sessions import has_turn, session
from journal.words.dates import day_text
from journal.words.messages import message

log = logging.getLogger(__name__)


def look_after_unused(engine: Engine, settings: Settings) -> None:
    """Tell and delete what is due, once a day.

    Only what was due at the last look already, a day ago: a clock that is far ahead for a while
    takes nothing away.
    """
    if settings.erase_unused is None:
        return
    at = notices.settled(settings.data_dir, clock.now(), notices.UNUSED_LOOKED_AT)
    if at is not None:
        tell_and_erase(engine, settings, settings.erase_unused, at)


def tell_and_erase(engine: Engine, settings: Settings, after: timedelta, at: datetime) -> None:
    """Tell and delete what is due at a moment, unless another node does."""
    with session(engine, writes=True) as erasing:
        if not has_turn(erasing.connection(), "unused accounts"):
            return
        erasure.note_use(erasing)
        owners = erasure.erase(erasing, at, after)
        unused = erasure.tell(erasing, at, after)
        erasing.commit()
    for owner in owners:
        _record(settings, "account_erased", at, owner)
    if owners:
        settle(engine)  # what was deleted leaves the disk at once
    for account in unused:
        _record(settings, "erasure_told", at, account.owner)
        _tell(settings, account, at)


def _record(settings: Settings, event: str, at: datetime, owner: str) -> None:
    security_log.write(settings.data_dir, security_log.line(event, at, account=owner))


def _tell(settings: Settings, account: Unused, at: datetime) -> None:
    """Send a word where the reminders of an account go; one that has no address gets none."""
    if not account.address:
        return
    day = day_text(local_day(at + NOTICE, account.zone))
    notice = messaging.Notice(message("unused", day=day), clock.now(), message("unused_ending"))
    try:
        messaging.send(settings, account.address, notice)
    except messaging.NotSent as reason:
        log.warning("A word on an unused account was not sent. %s", reason)
