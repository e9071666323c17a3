"""Days that a table does not write whole: without their year, or left empty below the first."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from journal.exchange.files.clocks import PART_OF_WORD, is_clock
from journal.exchange.files.dates import Dates
from journal.exchange.files.numbers import counted
from journal.exchange.files.questions import YES_OR_NO, Question
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import as_written, text
from journal.exchange.files.weekdays import weekdays_of
from journal.exchange.files.yearless import Yearless, years_in
from journal.exchange.trackers.column_words import (
    DATE_WORDS,
    END_WORDS,
    METHOD_WORDS,
    NAME_WORDS,
    START_WORDS,
    words,
)

YEAR: Final = "year"
SAME_DAY: Final = "gaps"
FEW: Final = 50
"""So many cells show what a column holds."""
MOSTLY: Final = 0.6


def yearless_columns(table: Table) -> dict[str, Yearless]:
    """The columns of days without their year, by their keys."""
    keys = list(table.names)
    day_keys = [key for key in keys if words(key) & (DATE_WORDS | START_WORDS | END_WORDS)]
    candidates = [
        key
        for key in dict.fromkeys([*day_keys, *keys[:1]])
        if Yearless(table.column(key, FEW)).applies(by_name=key in day_keys)
    ]
    if not candidates:
        return {}
    mentioned = years_in([*table.above, *keys, *_other_days(table, candidates)])
    weekdays = _weekdays(table)
    columns = {
        key: Yearless([row[key] for row in table.rows], weekdays, mentioned, table.seen_on)
        for key in candidates
    }
    return {
        key: column for key, column in columns.items() if column.applies(by_name=key in day_keys)
    }


def _other_days(table: Table, keys: list[str]) -> list[str]:
    """Some cells of the other columns that are days."""
    day_cells = []
    for key in table.names:
        few = table.column(key, FEW) if key not in keys else []
        dates = Dates(few)
        if few and sum(dates.read(cell) is not None for cell in few) >= MOSTLY * len(few):
            day_cells += few
    return day_cells


def _weekdays(table: Table) -> list[frozenset[int]]:
    """What the first column of weekdays says in each row; empty where there is none."""
    for key in table.names:
        few = table.column(key, FEW)
        if few and sum(bool(weekdays_of(cell)) for cell in few) >= MOSTLY * len(few):
            return [weekdays_of(row[key]) for row in table.rows]
    return []


def year_question(columns: Mapping[str, Yearless]) -> Question:
    """In which year the first day was, with what the guess rests on."""
    first = next(iter(columns.values()))
    year, reason = first.guess()
    choices = tuple((str(choice), as_written(str(choice))) for choice in first.years())
    return Question(
        YEAR,
        text("which_year", example=first.example),
        choices,
        str(year or ""),
        reason=text(f"year_by_{reason}") if year else None,
    )


def with_years(table: Table, columns: Mapping[str, Yearless], year: str, order: str) -> Table:
    """The same with the years in days that have none, counted on from that of the first row."""
    first = next(iter(columns.values()))
    begins = counted(year) or first.guess()[0] or first.years()[0]
    cells = {key: column.completed(begins, order) for key, column in columns.items()}
    rows = [
        Row(row.line, row.cells | {key: column_cells[at] for key, column_cells in cells.items()})
        for at, row in enumerate(table.rows)
    ]
    return replace(table, rows=rows)


def day_left_empty(table: Table) -> str:
    """The column of days that is empty below the first row of a day; empty without any.

    Such rows have a time of day, or name another exercise or medicine than those of their day.
    """
    keys = list(table.names)
    of_days = next((key for key in keys if words(key) & DATE_WORDS), keys[0] if keys else "")
    if not of_days or not table.column(of_days, FEW):
        return ""
    other_keys = [key for key in keys if key != of_days and not words(key) & END_WORDS]
    clocks = [key for key in other_keys if _is_clocks(table.column(key, FEW))]
    gaps = any(not row[of_days] and any(row[key] for key in clocks) for row in table.rows)
    if clocks:
        return of_days if gaps else ""
    name_key = next((key for key in other_keys if words(key) & (NAME_WORDS | METHOD_WORDS)), "")
    return of_days if name_key and _lists_things(table, of_days, name_key) else ""


def _lists_things(table: Table, of_days: str, name_key: str) -> bool:
    """Whether rows without a day go on with the things of the day above, each of them once."""
    groups: list[list[str]] = []
    for row in table.rows:
        if row[of_days]:
            groups.append([])
        if groups and row[name_key]:
            groups[-1].append(row[name_key].casefold())
    has_first = bool(table.rows) and bool(table.rows[0][of_days])
    apart = all(len(set(names)) == len(names) for names in groups)
    return has_first and apart and any(len(names) > 1 for names in groups)


def _is_clocks(few: list[str]) -> bool:
    fine = [cell.casefold() in PART_OF_WORD or is_clock(cell) for cell in few]
    return bool(few) and sum(fine) >= MOSTLY * len(few)


def same_day_question(table: Table, key: str) -> Question:
    """Whether rows that have a time and no day are of the day above them."""
    what = text("same_day_as_above", column=table.names[key])
    return Question(SAME_DAY, what, YES_OR_NO, "yes")


def with_days_from_above(table: Table, key: str) -> Table:
    """The same with the day of the row above where a row has none."""
    rows, day = [], ""
    for row in table.rows:
        day = row[key] or day
        filled = row[key] or not any(row.cells.values())
        rows.append(row if filled else Row(row.line, row.cells | {key: day}))
    return replace(table, rows=rows)
