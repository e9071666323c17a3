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

    Only where pain is one of the things; any other table stays as it is. A thing that stands
    twice for one moment begins another row.
    """
    keys = list(table.names)
    thing = next((key for key in keys if words(key) <= THING_WORDS and words(key)), "")
    value = next((key for key in keys if words(key) & VALUE_WORDS and key != thing), "")
    timed = [key for key in keys if words(key) & (DATE_WORDS | TIME_WORDS | START_WORDS)]
    if not thing or not value or not timed or not _are_measured(table, thing, value):
        return table
    names = list(dict.fromkeys(table.column(thing)))
    other_keys = [key for key in keys if key not in (thing, value)]
    columns = numbered_twins([*(table.names[key] for key in other_keys), *names])
    of_thing = dict(zip(names, map(column_key, columns[len(other_keys) :]), strict=True))
    rows = list(_rows(table, timed, (thing, value), of_thing))
    return replace(table, columns=columns, rows=rows)


def _are_measured(table: Table, thing: str, value: str) -> bool:
    """Whether a column names a few things, pain among them, and another says how much."""
    names = set(table.column(thing))
    numbers = Numbers()
    amounts = table.column(value)
    numeric = sum(numbers.read(cell) is not None for cell in amounts)
    return (
        1 < len(names) <= THINGS_MOST
        and any(words(column_key(name)) & LEVEL_WORDS for name in names)
        and 2 * numeric >= len(amounts) > 0
    )


def _rows(
    table: Table, timed: Sequence[str], pair: tuple[str, str], of_thing: dict[str, str]
) -> Iterator[Row]:
    """One row a moment, on the line of its first value; notes of all its rows, in order."""
    thing, value = pair
    latest: dict[tuple[str, ...], Row] = {}
    for row in table.rows:
        moment = tuple(row[key] for key in timed)
        column = of_thing.get(row[thing], "")
        if moment not in latest or (column and latest[moment][column]):
            if moment in latest:
                yield latest.pop(moment)
            cells = {key: cell for key, cell in row.cells.items() if key not in pair}
            latest[moment] = Row(row.line, cells)
        cells = latest[moment].cells
        if column:
            cells[column] = row[value]
        for key in table.names:
            if words(key) & NOTE_WORDS and row[key] and row[key] not in cells.get(key, ""):
                cells[key] = "\n".join(filter(None, (cells.get(key, ""), row[key])))
    yield from latest.values()
