"""Our own CSV: one file per kind of record, one line per record, nothing lost either way.

UTF-8 with a byte-order mark, CRLF, a header of field names, ISO 8601 moments with offset beside
their IANA zone. Text cells that a spreadsheet would take for a formula get one ``'`` in front,
and so do those that start with ``'``, which makes the guard reversible.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final

from journal.core.diary.pauses import Pause
from journal.core.model.field_names import FORMER_NAMES
from journal.core.model.fields import OwnWords, Several, Words, YesNo
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS, kind_of
from journal.core.model.record_json import in_local_time
from journal.core.model.records import DayNote, PainLevel, Record
from journal.exchange.files.encoding import BYTE_ORDER_MARK
from journal.exchange.files.table import column_key

OF_A_DAY: Final = "recorded_at"
"""The moment of the kinds that may speak of a whole day and so may go without it in a file."""

GUARD: Final = "'"
DANGEROUS: Final = tuple("=+-@\uff1d\uff0b\uff0d\uff20\t\r\n" + GUARD)
"""Cells that begin so are formulas to a spreadsheet (or would be mistaken for guarded ones)."""


def guarded(text: str) -> str:
    """``text`` as a cell no spreadsheet takes for a formula; ``unguarded`` is its inverse."""
    return GUARD + text if text.startswith(DANGEROUS) else text


def unguarded(cell: str) -> str:
    """The text of a cell that ``guarded`` made; one guard is taken off."""
    return cell[1:] if cell.startswith(GUARD) else cell


def header(kind: type[Record], *, unused: int = 0) -> list[str]:
    """The names of the columns of a kind's file, but for the last ones that are ``unused``."""
    names = [column.name for column in columns(kind)]
    return names[: len(names) - unused]


LINES_A_PIECE: Final = 500
OTHER_DAYS: Final = frozenset({"date", "timestamp", "when", "datum", "fecha", "data", "dato"})
Row = Sequence[Any]  # the values of one record, each of its own column's type


def lines(kind: type[Record], rows: Iterable[Row], *, unused: int = 0) -> Iterator[str]:
    """The file of a kind, in pieces of some hundred lines: byte-order mark, header, rows.

    ``rows`` hold the values of each record in the order of ``columns(kind)``; so many columns
    at the end as are ``unused`` are left out of the file.
    """
    return local_lines(kind, in_local_time(kind, rows), unused=unused)


def local_lines(kind: type[Record], rows: Iterable[Row], *, unused: int = 0) -> Iterator[str]:
    """The same of rows in local time."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write(BYTE_ORDER_MARK)
    names = header(kind, unused=unused)
    writer.writerow(names)
    rows = iter(rows)
    while batch := list(islice(rows, LINES_A_PIECE)):
        writer.writerows(_cells(kind, batch, len(names)))
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def pauses(pauses: Iterable[Pause]) -> str:
    """The file of the pauses of a diary."""
    buffer = io.StringIO()
    buffer.write(BYTE_ORDER_MARK)
    writer = csv.writer(buffer)
    writer.writerow(["starts_on", "ends_on"])
    writer.writerows([pause.starts_on, pause.ends_on] for pause in pauses)
    return buffer.getvalue()


def without_notes(kind: type[Record], rows: Iterable[Row]) -> Iterator[Row]:
    """The same rows, each with its private fields empty."""
    names = [column.name for column in columns(kind)]
    places = [names.index(name) for name in kind_of(kind).private]
    return (_emptied(row, places) for row in rows)


def _emptied(row: Row, places: Iterable[int]) -> Row:
    cells = list(row)
    for place in places:
        cells[place] = None
    return tuple(cells)


def plain_cells(kind: type[Record], rows: Iterable[Row]) -> Iterator[list[Any]]:
    """The cells of rows without the guard against formulas, for files that need none."""
    return _cells(kind, in_local_time(kind, rows), len(columns(kind)), guards=False)


def _cells(
    kind: type[Record], rows: Iterable[Row], width: int, *, guards: bool = True
) -> Iterator[list[Any]]:
    """The first cells of rows in local time, of their own types where csv writes those as we do.

    That is: None as an empty cell, numbers, days, and text that is a token.
    """
    numbered = list(enumerate(columns(kind)[:width]))
    writers = [
        (at, column.field.write, column.field.guarded and guards)
        for at, column in numbered
        if isinstance(column.field, Words | OwnWords | Several | YesNo)
    ]
    for row in rows:
        cells = list(row[:width])
        for at, write, guard in writers:
            if cells[at] is not None:
                text = write(cells[at])
                cells[at] = guarded(text) if guard else text
        yield cells


def field_names(cells: Iterable[str]) -> list[str]:
    """The fields that the columns of a header are for, by the names of today."""
    keys = (column_key(cell) for cell in cells)
    return [FORMER_NAMES.get(key, key) for key in keys]


def fitting(names: set[str]) -> list[type[Record]]:
    """The kinds whose file a header with these columns can be that of."""
    kinds = [
        kind for kind in RECORDS.values() if signature(kind) <= names and _says_when(kind, names)
    ]
    return [kind for kind in kinds if kind is not DayNote or _tells_of_days(names)]


def _says_when(kind: type[Record], names: set[str]) -> bool:
    """Whether a table calls its days as we do, or has none: ``Date`` is the word of others."""
    return kind.MOMENT != OF_A_DAY or bool(names & {OF_A_DAY, "day"}) or not names & OTHER_DAYS


def _tells_of_days(names: set[str]) -> bool:
    """Whether a table is one of notes on days: many a table has a day, and tells else of it."""
    return bool(names & {*header(DayNote)} - signature(DayNote)) or names == signature(DayNote)


def signature(kind: type[Record]) -> set[str]:
    """The columns a file of this kind cannot do without."""
    given_otherwise = {"id", "day", "zone"} if kind.MOMENT else {"id"}
    if kind.MOMENT == OF_A_DAY:
        given_otherwise.add(OF_A_DAY)
    return {column.name for column in columns(kind) if column.required} - given_otherwise


def identities(record: Record) -> Iterator[tuple[str, object]]:
    """What may stand only once in a diary: the field that says it, and a key."""
    if isinstance(record, PainLevel) and record.of_the_day:
        yield "day", (record.kind, record.day)
    name = columns(type(record))[0].name
    yield name, getattr(record, name)
