"""Notes that hold some words."""

from typing import TypeAlias

from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import KINDS
from journal.core.model.names import name_key
from journal.store.diary import rest_marks
from journal.store.diary.queries import OWNER
from journal.store.diary.rows import column_of, records, selected

Noted: TypeAlias = r.Timed | r.DayNote


def notes_with(session: Session, owner: str, words: str) -> list[Noted]:
    """The owner's entries whose note holds all of ``words``, newest first; a statement a kind.

    Capitals make no difference, in any language: databases know those of English only.
    """
    terms = name_key(words).split()
    matches: list[Noted] = []
    for kind in (kind.record for kind in KINDS.values() if kind.listed):
        note = column_of(kind, "note")
        for record in records(
            session, kind, selected(kind, OWNER).where(note.is_not(None)), {"owner": owner}
        ):
            text = name_key(getattr(record, "note", None) or "")
            if isinstance(record, r.Timed | r.DayNote) and all(each in text for each in terms):
                matches.append(record)
    matches = rest_marks.held(session, owner, matches)
    return sorted(matches, key=lambda match: match.day, reverse=True)
