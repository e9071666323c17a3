"""The records of a diary that some of a file may mean, and what the file makes of them."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.vocabulary import NOTE_LENGTH
from journal.exchange.files.read_file import ReadFile
from journal.store.diary.rows import column_of, key_name, record_of, selected
from journal.store.imports.preview import Stored
from journal.store.imports.row_values import EXTRAS


def stored(
    session: Session,
    owner: str,
    kind: type[r.Record],
    *which: Any,  # SQLAlchemy's conditions
) -> Iterator[Stored]:
    """The owner's records of a kind that meet some conditions, with what their rows hold."""
    extras = EXTRAS.get(kind, ())
    more = [column_of(kind, name) for name in ("version", *extras)]
    question = selected(kind, owner, *more).where(*which)
    first = len(columns(kind))
    for values in session.connection().execute(question):
        more_values = dict(zip(extras, values[first + 1 :], strict=True))
        yield Stored(record_of(kind, values), values[first], more_values)


def meant(record: r.Record, before: r.Record, file: ReadFile, line: int) -> r.Record:
    """What a record of a file makes of the one that is there; a note too long is refused."""
    key = key_name(type(record))
    record = record.with_(**{key: getattr(before, key)})
    if file.ours:
        return record.with_(**{name: getattr(before, name) for name in file.silent})
    record = _added(record, before)
    if len(getattr(record, "note", None) or "") > NOTE_LENGTH:
        file.refuse(line, "note", "", "note_too_long_together", most=NOTE_LENGTH)
    return record


def _added(record: r.Record, before: r.Record) -> r.Record:
    """``before`` with what another tracker's file says: it empties no field, erases no note."""
    names = [column.name for column in columns(type(record))]
    values = {name: getattr(before, name) for name in names if getattr(record, name) in (None, ())}
    old, new = getattr(before, "note", None), getattr(record, "note", None)
    if isinstance(record, r.DayNote) and old and new:
        missing = [line for line in new.splitlines() if line not in old.splitlines()]
        values["note"] = "\n".join([old, *missing])
    return record.with_(**values)
