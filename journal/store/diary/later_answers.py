"""An answer that waited on a device does not take the place of a later one from another device."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.both_edits import content, values_of
from journal.core.model.field_names import DECIDED
from journal.core.model.inputs import columns
from journal.core.model.kinds import SLUGS
from journal.store.db import models as m
from journal.store.diary import former_names
from journal.store.diary.before import MERGED_ONLY, Before, Sending, read, sending_of
from journal.store.diary.changes import UNDONE, Submission
from journal.store.diary.row_writing import R, stored
from journal.store.diary.rows import key_of

Content = Mapping[str, Any]
"""What a record says, by field, and of each question of a person's own by that."""

NOT_SAID: Final = (*DECIDED, "day", "zone")
"""Fields that no answer is about."""


class GivenLater(Exception):
    """What would be replaced was said later, on another device; ``record`` is what is kept.

    ``names``: what was changed in both places: fields, and questions of a person's own; none where
    it would be deleted.
    """

    def __init__(self, record: r.Record, names: Iterable[str] = ()) -> None:
        super().__init__(key_of(record))
        self.record = record
        self.names = sorted(names)


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a record since some moment."""

    sending: Sending
    before: Before | None
    """The record as it was; None where that is not kept any more."""


def refuse_older(session: Session, row: m.Versioned, record: R, submission: Submission) -> None:
    """Raise GivenLater where what this would change was changed later, on another device.

    Later by the moments of typing. What one device sends is in its order already, whatever the
    network did to the moments.
    """
    typed_at = submission.waited_since
    if typed_at is None:
        return
    now = stored(session, type(record), row)
    changed = _changed(_content(now), _content(record))
    if not changed:
        return
    edits = list(_edits(session, row.owner_id, now, typed_at))
    states = [*(_before(session, row.owner_id, edit) for edit in edits), _content(now)]
    later = [
        _changed(was, since)
        for edit, (was, since) in zip(edits, pairwise(states), strict=True)
        if _is_later(edit, typed_at, submission)
    ]
    clashes = [changed if names is None else names & changed for names in later]
    if any(clashes):
        raise GivenLater(now, set[str]().union(*clashes))


def refuse_older_removal(
    session: Session, kind: type[r.Record], row: m.Versioned, submission: Submission
) -> None:
    """Raise GivenLater where what this would delete was changed later, on another device."""
    typed_at = submission.waited_since
    if typed_at is None:
        return
    now = stored(session, kind, row)
    edits = _edits(session, row.owner_id, now, typed_at)
    if any(_is_later(edit, typed_at, submission) for edit in edits):
        raise GivenLater(now)


def _is_later(edit: Edit, typed_at: datetime, submission: Submission) -> bool:
    return edit.sending.typed_at > typed_at and edit.sending.login != submission.login


def _before(session: Session, owner: str, edit: Edit) -> Content | None:
    """What a record said before an edit, in the names of today; None where that is not known."""
    if edit.before is None:
        return None
    was = edit.before.record
    return {} if was is None else _content(former_names.as_called_now(session, owner, was))


def _edits(session: Session, owner: str, record: r.Record, since: datetime) -> Iterator[Edit]:
    """The changes of a record that came after a moment and were not undone, in their order."""
    kind, key = type(record), key_of(record)
    change = m.Change
    question = select(change.made_at, change.kind, change.record_key, change.before).where(
        change.owner_id == owner, change.made_at > since, change.action != UNDONE
    )
    edits = []
    for made_at, slug, record_key, text in session.execute(question.order_by(change.made_at)):
        if not text or text.startswith(MERGED_ONLY):
            if (slug, record_key) == (SLUGS[kind], key):
                yield Edit(Sending(made_at, ""), None)
            continue
        sending = sending_of(text) or Sending(made_at, "")
        edits += [Edit(sending, was) for was in read(text) if (was.kind, was.key) == (kind, key)]
    yield from sorted(edits, key=lambda edit: edit.before.version if edit.before else 0)


def _content(record: r.Record) -> Content:
    """What a record says, but for its moment and what is empty."""
    kind = type(record)
    names = {column.name for column in columns(kind)} - {*NOT_SAID, kind.MOMENT}
    return content(kind, values_of(record), names)


def _changed(was: Content | None, since: Content | None) -> set[str] | None:
    """What is said otherwise since; None where that cannot be known."""
    if was is None or since is None:
        return None
    return {name for name in was.keys() | since.keys() if was.get(name) != since.get(name)}
