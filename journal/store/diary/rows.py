"""Between records and rows: which table holds a kind, and its columns in the record's order."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from journal.core.diary.zone_rules import offset_of
from journal.core.model import records as r
from journal.core.model.faults import Unreadable
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.exchange.own.compiled import RecordMaker
from journal.store.db import models as m

R = TypeVar("R", bound=r.Record)

_TABLES: Final = {mapper.class_.__name__: mapper.class_ for mapper in m.Base.registry.mappers}
ROWS: Final[dict[type[r.Record], type[m.Versioned]]] = {
    kind: _TABLES[f"{kind.__name__}Row"] for kind in RECORDS.values()
}
"""The table of each kind, which is named after its class."""

NAMES: Final = {kind: tuple(column.name for column in columns(kind)) for kind in ROWS}
_MAKERS: Final[dict[type[r.Record], RecordMaker[Any]]] = {
    kind: RecordMaker(kind, NAMES[kind]) for kind in ROWS
}
NAMED: Final = tuple(kind for kind in ROWS if "exercise" in NAMES[kind])
"""The kinds that name an exercise; their rows hold its id, so that it can be renamed."""

EXERCISE_ID: Final = "exercise_id"
OFFSET: Final = "offset_seconds"
"""The column of the offset from UTC that the zone of a moment had when it was written."""


def exercise_name(record: r.Record) -> str | None:
    """The name of the exercise that a record is about; None: it is about none."""
    name: str | None = getattr(record, "exercise", None)
    return name


def key_name(kind: type[r.Record]) -> str:
    """The field that tells a record from its owner's others: ``id``, or ``day`` of a day."""
    return columns(kind)[0].name


def key_itself(record: r.Record) -> object:
    """A record's key as the value it is: the text of an id, or the day of a day."""
    value: object = getattr(record, key_name(type(record)))
    return value


def key_of(record: r.Record) -> str:
    """What stands for a record in URLs and changes."""
    return str(key_itself(record))


def key_value(kind: type[r.Record], key: str) -> Any:  # a text or a day, as the kind's key is
    """The value behind a key as it stands in a URL; None where it cannot be one."""
    try:
        return columns(kind)[0].field.read(key)
    except Unreadable:
        return None


def column_of(kind: type[r.Record], name: str) -> InstrumentedAttribute[Any]:
    """The table column that holds a field of a kind, whatever its type."""
    if name == "exercise" and kind in NAMED:
        return m.Exercise.name
    column: InstrumentedAttribute[Any] = getattr(ROWS[kind], name)
    return column


def says_something(kind: type[r.Record]) -> ColumnElement[bool]:
    """Whether a row says anything of its day; only a note can be left of which nothing is said."""
    if kind is not r.DayNote:
        return true()
    fields = [column_of(kind, name) for name in NAMES[kind] if name != key_name(kind)]
    own_answers = m.DayNoteRow.factors
    answers = (field.is_not(None) for field in fields if field is not own_answers)
    return or_(own_answers != (), *answers)


def selected(
    kind: type[r.Record],
    owner: str | ColumnElement[str],
    *more: ColumnElement[Any] | InstrumentedAttribute[Any],
) -> Select[Any]:
    """A question for the owner's records of a kind, their fields in the order of the file.

    ``more`` columns follow them.
    """
    row = ROWS[kind]
    row_columns = [column_of(kind, column.name) for column in columns(kind)]
    question = select(*row_columns, *more).where(row.owner_id == owner)
    if kind in NAMED:
        exercise_id = column_of(kind, EXERCISE_ID)
        question = question.join(m.Exercise, m.Exercise.id == exercise_id).where(
            m.Exercise.owner_id == owner
        )
    return question


def record_of(kind: type[R], values: Sequence[Any]) -> R:
    """The record whose fields, in the order of the file, are ``values``."""
    maker: RecordMaker[R] = _MAKERS[kind]
    return maker.record(values[: len(maker.places)])


def records(
    session: Session, kind: type[R], question: Select[Any], parameters: Mapping[str, Any]
) -> list[R]:
    """The records that a question made by ``selected`` finds with its ``parameters``."""
    maker: RecordMaker[R] = _MAKERS[kind]
    return list(map(maker.record, session.connection().execute(question, parameters)))


def stored_values(record: r.Record) -> Iterator[tuple[str, Any]]:
    """The columns of a record's row by name, but for the exercise, which is named by id."""
    for column in columns(type(record)):
        if column.name != "exercise":
            yield column.name, getattr(record, column.name)
    if isinstance(record, r.Episode):
        yield "last_day", record.last_day
    if isinstance(record, r.Timed):
        yield OFFSET, offset_of(record)


def of_one_moment(record: r.Record, other: r.Record | m.Versioned) -> bool:
    """Whether a record has the moment and zone of another, or of a row of its kind.

    What was known of it then still holds.
    """
    if not isinstance(record, r.Timed):
        return False
    return all(getattr(record, name) == getattr(other, name) for name in (record.MOMENT, "zone"))
