"""Records as the journal writes them."""

from journal.core import records as r
from journal.core.formats import tidy


def values(record: r.Record) -> tuple[object, ...]:
    """What a record holds, in the order of its file."""
    return tuple(getattr(record, column.name) for column in r.columns(type(record)))


def written(*records: r.Record) -> bytes:
    """The file of some records of one kind."""
    return "".join(tidy.lines(type(records[0]), [values(record) for record in records])).encode()
