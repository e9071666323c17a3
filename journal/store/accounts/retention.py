"""How long what is no longer needed is kept, and forgetting it."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, delete, exists, or_, select, update
from sqlalchemy.orm import Session, aliased

from journal.config import LOGINS_LAST
from journal.core.diary.overlaps import ABOUT
from journal.core.model.kinds import SLUGS
from journal.core.model.records import Episode
from journal.store.accounts import rate_limit
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import has_turn
from journal.store.diary.before import MERGED_ONLY, merged_only
from journal.store.diary.changes import UNDO_LASTS
from journal.store.diary.exercise_listing import LISTING
from journal.store.imports.import_undo import IMPORT_UNDO_LASTS

CHANGES_LAST: Final = timedelta(days=400)
"""So long a form that comes a second time is known, an entry that waited on a phone too."""

UPLOADS_LAST: Final = timedelta(hours=1)
SHARES_LAST: Final = timedelta(days=90)
"""So long a link stays in the list after the last day it could have been opened."""

ENTRY_LINKS_LAST: Final = timedelta(days=90)
"""So long it is known that a link let somebody in."""

DISMISSED_LASTS: Final = timedelta(days=400)
"""That two spasms are two is known for good."""


def forget(session: Session, now: datetime) -> None:
    """Forget what has had its time, of every account, unless another process does. Commit then."""
    if not has_turn(session.connection(), "retention"):
        return
    _keep_merged_keys(session, now)
    for forgotten in (
        delete(m.Dismissed).where(
            m.Dismissed.at < now - DISMISSED_LASTS, m.Dismissed.about.not_like(f"{ABOUT}%")
        ),
        delete(m.Attempt).where(m.Attempt.minute <= rate_limit.minute_of(now) - rate_limit.LAST),
        delete(m.Login).where(m.Login.seen_at < now - LOGINS_LAST),
        delete(m.Upload).where(m.Upload.made_at < now - UPLOADS_LAST),
        delete(m.ShareRow).where(m.ShareRow.expires_on < now.date() - SHARES_LAST),
        delete(m.EntryLink).where(m.EntryLink.created_at < now - ENTRY_LINKS_LAST),
        delete(m.ImportStep).where(m.ImportStep.made_at < now - IMPORT_UNDO_LASTS),
        delete(m.Import).where(m.Import.made_at < now - CHANGES_LAST),
        delete(m.Change).where(m.Change.made_at < now - CHANGES_LAST, ~_puts_back(now)),
        update(m.Change)
        .where(
            m.Change.made_at < now - UNDO_LASTS,
            m.Change.before.is_not(None),
            m.Change.before.not_like(f"{MERGED_ONLY}%"),
            ~_puts_back(now),
        )
        .values(before=None),
    ):
        session.execute(
            forgotten.execution_options(synchronize_session=False),
            execution_options={ALL_OWNERS: True},
        )


def _puts_back(now: datetime) -> ColumnElement[bool]:
    """Whether a change keeps what the programme asked of an exercise that is off the list.

    That is needed for as long as the exercise can be put back; and where it was put back, until
    that can no longer be undone.
    """
    change, exercise, later = m.Change, m.Exercise, aliased(m.Change)
    off = exists().where(
        exercise.owner_id == change.owner_id,
        exercise.id == change.record_key,
        exercise.retired_at.is_not(None),
    )
    back = exists().where(
        later.owner_id == change.owner_id,
        later.record_key == change.record_key,
        later.kind == LISTING,
        later.action == "created",
        later.made_at >= now - UNDO_LASTS,
    )
    taken_off = and_(
        change.kind == LISTING, change.action == "deleted", change.before.is_not(None)
    )
    return and_(taken_off, or_(off, back))


def _keep_merged_keys(session: Session, now: datetime) -> None:
    """Of spasms that were made one, keep which became part of which."""
    change = m.Change
    changes = select(change.id, change.record_key, change.before).where(
        change.made_at < now - UNDO_LASTS,
        change.kind == SLUGS[Episode],
        change.before.is_not(None),
        change.before.not_like(f"{MERGED_ONLY}%"),
    )
    everyones = {ALL_OWNERS: True}
    for key, record_key, before in session.execute(changes, execution_options=everyones).all():
        emptied = update(change).where(change.id == key)
        session.execute(
            emptied.values(before=before and merged_only(before, record_key)),
            execution_options=everyones | {"synchronize_session": False},
        )
