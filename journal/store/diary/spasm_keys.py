"""Which spasm a key stands for: what waited on a phone may name one that is part of another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model.kinds import SLUGS
from journal.core.model.records import Episode
from journal.store.db.models import Change
from journal.store.diary import queries
from journal.store.diary.before import gone


def episode_id(session: Session, owner: str, key: str) -> str | None:
    """The id of the owner's spasm that a key stands for; None where there is none any more.

    That is the spasm itself, or the one it became part of: as it was sent under that key, or when
    both were made one later; that is known for as long as a change is kept.
    """
    earlier_keys: set[str] = set()
    while key not in earlier_keys:
        if queries.row(session, Episode, owner, key) is not None:
            return key
        earlier_keys.add(key)
        key = _sent_as(session, owner, key) or _merged_into(session, owner, key) or key
    return None


def _sent_as(session: Session, owner: str, key: str) -> str | None:
    """The id under which a spasm that was sent under that key was stored, if that is another."""
    return session.scalar(
        select(Change.record_key).where(
            Change.owner_id == owner,
            Change.client_key == key,
            Change.kind == SLUGS[Episode],
            Change.action != "undone",
            Change.record_key != key,
        )
    )


def _merged_into(session: Session, owner: str, key: str) -> str | None:
    """The id of the spasm that took over all of one, which went."""
    changes = session.execute(
        select(Change.record_key, Change.before)
        .where(
            Change.owner_id == owner,
            Change.kind == SLUGS[Episode],
            Change.record_key != key,
            Change.before.is_not(None),
        )
        .order_by(Change.made_at.desc())
    )
    for record_key, before in changes:
        if before and key in gone(before):
            return str(record_key)
    return None
