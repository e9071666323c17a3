"""Tables with a row for each set of an exercise, as tables with a row for all sets together."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.numbers import Numbers
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.trackers.column_words import (
    COUNTS,
    DATE_WORDS,
    DONE_WORDS,
    LENGTH_WORDS,
    NAME_WORDS,
    NO,
    NOT_GIVEN,
    NOTE_WORDS,
    START_WORDS,
    TIME_WORDS,
    YES,
    words,
)

NOTES: Final = "Notes"
"""The column that is added for what differed from set to set, where there is none of notes."""
AMOUNT_WORDS: Final = COUNTS["reps"] | COUNTS["hold_seconds"] | LENGTH_WORDS
"""With one of these, a column says how much of each set was done."""

Sets = list[Row]


def with_sets_together(table: Table) -> Table:
    """A table of sets that are numbered from 1, with one row for each exercise of a time.

    The number of sets that were done stands where their numbers stood. What is the same in all
    of these is kept; what differs, and which were not done, stands in a column of notes, in
    order. Any other table stays as it is.
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
    other_uses = (exercise, number, notes, *of_time)
    done_key = next((key for key in keys if key not in other_uses and _says_done(key)), "")
    undone = _words_for_undone(table.column(done_key)) if done_key else frozenset()
    rows = [_together(sets, number, notes, (done_key, undone), table) for sets in groups]
    columns = table.columns if notes in keys else [*table.columns, NOTES]
    return replace(table, columns=columns, rows=rows)


def _says_done(key: str) -> bool:
    """Whether a column is named as one of what was done, and not of how much or of remarks."""
    return bool(words(key) & DONE_WORDS) and not words(key) & (AMOUNT_WORDS | NOTE_WORDS)


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


def _words_for_undone(cells: Iterable[str]) -> frozenset[str]:
    """What says in a column of what was done that a set was not; an x beside a tick, too."""
    marks = {cell.casefold() for cell in cells}
    return NO | NOT_GIVEN | {""} | ({"x"} if marks & (YES - {"x"}) else set())


def _together(
    sets: Sets, number: str, notes: str, outcome: tuple[str, frozenset[str]], table: Table
) -> Row:
    """The sets of one exercise as one row, on the line of the first; all, where none was done.

    ``outcome``: the column of what was done, if there is one, and what in it says no.
    """
    done_key, undone = outcome
    done_sets = [row for row in sets if not done_key or row[done_key].casefold() not in undone]
    done_sets = done_sets or sets
    cells = {number: str(len(done_sets))}
    remarks: list[str] = []
    for key, name in table.names.items():
        listed = sets if key in (notes, done_key) else done_sets
        different = list(dict.fromkeys(row[key] for row in listed))
        if key == notes:
            remarks += filter(None, different)
        elif len(different) > 1 and key != number:
            remarks.append(f"{name}: {_listed(row[key] for row in listed)}")
        elif key != number:
            cells[key] = "".join(different)
    if done_key:
        cells[done_key] = done_sets[0][done_key]
    return Row(sets[0].line, cells | {notes: "; ".join(remarks)})


def _listed(cells: Iterable[str]) -> str:
    return ", ".join(cell or "–" for cell in cells)
