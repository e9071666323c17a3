"""Changes: what a submission leaves, found again under its key, and undone once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.row_writing import new_id, revise

UNDO_LASTS: Final = timedelta(days=1)
"""So long a deleted or changed record is kept as it was, and can be put back."""

UNDONE: Final = "undone"
"""The action of a change that was undone."""


class CannotUndo(Exception):
    """What a change did cannot be taken back; the code says why, as ``words.messages`` has it."""


@dataclass(frozen=True, slots=True)
class Submission:
    """What one form sent: the key it was given, a digest of its content, and when it came."""

    client_key: str
    digest: str
    at: datetime
    waited_since: datetime | None = None
    """When it was typed, if it waited on a device until it came."""
    login: str = ""
    """The id of the login it came by, which stands for a device; empty: by none."""
    is_unattended: bool = False
    """Whether nobody is there to be asked what to do about it; an app sent it."""
    microsecond: int = 0
    """When in that second it came: so what came one after the other stays in this order."""

    @property
    def added_at(self) -> datetime:
        """When it came, to the microsecond."""
        return self.at.replace(microsecond=self.microsecond)

    @property
    def typed_at(self) -> datetime:
        """When it was typed: as it came, or before it waited."""
        return self.waited_since or self.at

    @property
    def can_ask(self) -> bool:
        """Whether somebody is there who can be asked: it neither waited nor came from an app."""
        return self.waited_since is None and not self.is_unattended


class About(NamedTuple):
    """What a change is about: the kind and the key of a record, and the first day it is of."""

    kind: str
    key: str
    since: date = date.min
    """The first of all where it is not known."""
    is_daily: bool = False
    """Whether it is about nothing but records of daily kinds."""


MADE_BY: Final = select(m.Change).where(
    m.Change.owner_id == queries.OWNER, m.Change.client_key == bindparam("key")
)

IS_MADE: Final = MADE_BY.with_only_columns(m.Change.id)


def made_by(session: Session, owner: str, client_key: str) -> m.Change | None:
    """The change that a submission under this key made before, if it did."""
    about = {"owner": owner, "key": client_key}
    if session.connection().execute(IS_MADE, about).first() is None:  # as nearly always
        return None
    return session.scalars(MADE_BY, about).one()


def change_of(session: Session, owner: str, change_id: str) -> m.Change | None:
    """The owner's change of that id, or None."""
    query = select(m.Change).where(m.Change.owner_id == owner, m.Change.id == change_id)
    return session.scalars(query).one_or_none()


def new_change(
    session: Session,
    owner: str,
    submission: Submission,
    action: str,
    about: About,
    before: str | None = None,
    change_id: str | None = None,
) -> m.Change:
    """The change that a submission made, added to the session.

    ``before``: what undoing it takes. ``change_id``: its id where it has one already.
    """
    change = m.Change(
        owner_id=owner,
        id=change_id or new_id(),
        client_key=submission.client_key,
        digest=submission.digest,
        made_at=submission.at,
        kind=about.kind,
        record_key=about.key,
        action=action,
        before=before,
    )
    session.add(change)
    revise(session, owner, min(about.since, submission.at.date()), is_daily=about.is_daily)
    return change


def what_undoing_takes(change: m.Change, now: datetime) -> str:
    """What a change has kept of what was before it. Raises CannotUndo where it is too late."""
    if not change.before or change.made_at < now - UNDO_LASTS:
        raise CannotUndo("undo_too_late")
    return change.before


def mark_undone(session: Session, change: m.Change) -> None:
    """Note that everything is again as it was before a change."""
    change.before, change.action = None, UNDONE
    revise(session, change.owner_id)
    session.flush()
