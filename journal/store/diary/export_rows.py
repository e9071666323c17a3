"""The rows of a kind as they go out, and which of its columns nothing would stand in."""

from collections.abc import Generator
from contextlib import closing
from typing import Any, Final

from sqlalchemy import Text, select, type_coerce
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import kind_of
from journal.store.db.types import TextTuple
from journal.store.diary.queries import as_added
from journal.store.diary.rows import ROWS, column_of, says_something, selected

EXPORT_BATCH: Final = 250


def export_rows(
    session: Session, kind: type[r.Record], owner: str
) -> Generator[tuple[Any, ...], None, None]:
    """The values of all records of a kind, oldest first, a batch at a time."""
    question = selected(kind, owner).where(says_something(kind)).order_by(*as_added(kind))
    reading = session.connection()
    rows = reading.execute(question, execution_options={"yield_per": EXPORT_BATCH})
    with closing(rows) as result:
        for batch in result.partitions():
            yield from batch


def unused_columns(session: Session, kind: type[r.Record], owner: str) -> int:
    """How many of the columns at the end of a file, seldom there, no record of the owner uses."""
    names, table = kind_of(kind).seldom, ROWS[kind]
    for unused, name in enumerate(reversed(names)):
        column = column_of(kind, name)
        is_list = isinstance(column.type, TextTuple)
        used = type_coerce(column, Text) != "" if is_list else column.is_not(None)
        question = select(table.owner_id).where(table.owner_id == owner, used)
        if session.execute(question.limit(1)).first() is not None:
            return unused
    return len(names)
