"""Records as the journal writes them."""

from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.exchange.own import tidy_csv


def values(record: r.Record) -> tuple[object, ...]:
    """What a record holds, in the order of its file."""
    return tuple(getattr(record, column.name) for column in columns(type(record)))


def written(*records: r.Record) -> bytes:
    """The file of some records of one kind."""
    return "".join(
        tidy_csv.lines(type(records[0]), [values(record) for record in records])
    ).encode()
