"""Tables with a row for each set of an exercise, as tables with a row for all sets together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.numbers import Numbers
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.trackers.column_words import (
    COUNTS,
    DATE_WORDS,
    NAME_WORDS,
    NOTE_WORDS,
    START_WORDS,
    TIME_WORDS,
    words,
)

NOTES: Final = "Notes"
"""The column that is added for what differed from set to set, where there is none of notes."""

Sets = list[Row]


def with_sets_together(table: Table) -> Table:
    """A table of sets that are numbered from 1, with one row for each exercise of a time.

    The number of sets stands where their numbers stood. What is the same in all sets is kept;
    numbers that differ stand in a column of notes, in order. Any other table stays as it is.
    """
    keys = list(table.names)
    exercise = next((key for key in keys if words(key) & NAME_WORDS), "")
    number = next((key for key in keys if words(key) & COUNTS["sets"]), "")
    if not exercise or not number:
        return table
    of_time = [key for key in keys if words(key) & (DATE_WORDS | TIME_WORDS | START_WORDS)]
    groups = _groups(table.rows, (*of_time, exercise), number)
    if not of_time or not _are_numbered(groups, number):
        return table
    notes = next((key for key in keys if words(key) & NOTE_WORDS), column_key(NOTES))
    rows = [_one(sets, number, notes, table) for sets in groups]
    columns = table.columns if notes in keys else [*table.columns, NOTES]
    return replace(table, columns=columns, rows=rows)


def _groups(rows: Iterable[Row], together: Sequence[str], number: str) -> list[Sets]:
    """The sets of each exercise of a time; each set 1 begins anew, others may lie between."""
    groups: list[Sets] = []
    latest: dict[tuple[str, ...], Sets] = {}
    for row in rows:
        name = tuple(row[key] for key in together)
        if name in latest and Numbers().read(row[number]) != 1:
            latest[name].append(row)
        else:
            latest[name] = [row]
            groups.append(latest[name])
    return groups


def _are_numbered(groups: list[Sets], number: str) -> bool:
    """Whether each group counts 1, 2, 3 … and one of them comes further than 1."""
    numbers = Numbers()
    in_order = all(
        [numbers.read(row[number]) for row in sets] == list(range(1, len(sets) + 1))
        for sets in groups
    )
    return in_order and any(len(sets) > 1 for sets in groups)


def _one(sets: Sets, number: str, notes: str, table: Table) -> Row:
    """The sets of one exercise as one row, on the line of the first."""
    cells = {number: str(len(sets))}
    remarks: list[str] = []
    for key, name in table.names.items():
        different = list(dict.fromkeys(row[key] for row in sets))
        if key == notes:
            remarks += filter(None, different)
        elif len(different) > 1 and key != number:
            remarks.append(f"{name}: {_listed(row[key] for row in sets)}")
        elif key != number:
            cells[key] = "".join(different)
    return Row(sets[0].line, cells | {notes: "; ".join(remarks)})


def _listed(cells: Iterable[str]) -> str:
    return ", ".join(cell or "–" for cell in cells)
