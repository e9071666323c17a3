"""Tables with a row for each thing that was measured, as tables with a column for each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.numbers import Numbers
from journal.exchange.files.table import Row, Table, column_key, numbered_twins
from journal.exchange.files.use_words import word_set
from journal.exchange.trackers.column_words import (
    DATE_WORDS,
    LEVEL_WORDS,
    NOTE_WORDS,
    START_WORDS,
    TIME_WORDS,
    words,
)

THING_WORDS: Final = word_set(
    "measure measurement metric variable item name type tracker feature question parameter "
    "category messwert merkmal größe mesure variable medida voce"
)
VALUE_WORDS: Final = word_set(
    "value amount answer result reading number wert antwort valeur réponse valor respuesta "
    "valore waarde värde wartość"
)
THINGS_MOST: Final = 40
"""So many different things may be measured in one table."""


def with_a_column_each(table: Table) -> Table:
    """A table of a moment, a thing and its value, with one row for all of a moment.

    Only where pain is one of the things and each value has one; any other table stays as it is.
    A thing that stands twice for one moment begins another row, and so does a row in which any
    other cell but its note is another.
    """
    keys = list(table.names)
    thing = next((key for key in keys if words(key) <= THING_WORDS and words(key)), "")
    value = next((key for key in keys if words(key) & VALUE_WORDS and key != thing), "")
    is_timed = any(words(key) & (DATE_WORDS | TIME_WORDS | START_WORDS) for key in keys)
    if not thing or not value or not is_timed or not _are_measured(table, thing, value):
        return table
    names = {column_key(name): name for name in reversed(table.column(thing))}
    other_keys = [key for key in keys if key not in (thing, value)]
    columns = numbered_twins([*(table.names[key] for key in other_keys), *names.values()])
    of_thing = dict(zip(names, map(column_key, columns[len(other_keys) :]), strict=True))
    rows = list(_rows(table, other_keys, (thing, value), of_thing))
    return replace(table, columns=columns, rows=rows)


def _are_measured(table: Table, thing: str, value: str) -> bool:
    """Whether a column names a few things, pain among them, and another says how much."""
    names = {column_key(name) for name in table.column(thing)}
    numbers = Numbers()
    amounts = table.column(value)
    numeric = sum(numbers.read(cell) is not None for cell in amounts)
    return (
        1 < len(names) <= THINGS_MOST
        and any(words(name) & LEVEL_WORDS for name in names)
        and all(row[thing] for row in table.rows if row[value])
        and 2 * numeric >= len(amounts) > 0
    )


def _rows(
    table: Table, other_keys: Sequence[str], pair: tuple[str, str], of_thing: dict[str, str]
) -> Iterator[Row]:
    """One row a moment, on the line of its first value; notes of all its rows, in order."""
    thing, value = pair
    notes = [key for key in other_keys if words(key) & NOTE_WORDS]
    latest: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        shared = tuple(row[key] for key in other_keys if key not in notes)
        column = of_thing.get(column_key(row[thing]), "")
        if shared not in latest or latest[shared][column]:
            if shared in latest:
                yield latest.pop(shared)
            latest[shared] = Row(row.line, {key: row[key] for key in other_keys})
        cells = latest[shared].cells
        if column:
            cells[column] = row[value]
        for key in notes:
            if row[key] not in cells[key]:
                cells[key] = "\n".join(filter(None, (cells[key], row[key])))
    yield from latest.values()
