"""Tables with the days of a month across and the months below, or the other way round."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from journal.exchange.files.day_parts import months_and_rest
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.files.yearless import day_number, written_day, years_in

DAYS_LEAST: Final = 20
"""So many days of a month across make a grid."""
MONTHS_LEAST: Final = 2
COLUMN: Final = "Date"
VALUE: Final = "Value"
MOSTLY: Final = 0.8


def by_month(table: Table) -> Table | None:
    """Such a grid as a row a day; None for any other table."""
    table = _with_first_row_as_header(table)
    keys = list(table.names)
    if len(keys) <= MONTHS_LEAST or not table.rows:
        return None
    days = {key: day for key in keys if (day := day_number(key))}
    months = {key: month for key in keys[1:] if (month := _month(key))}
    first = keys[0]
    if len(days) >= DAYS_LEAST and first not in days:
        cells = list(_days_across(table, first, days))
    elif len(months) >= MONTHS_LEAST and len(months) == len(keys) - 1:
        cells = list(_months_across(table, first, months))
    else:
        return None
    if not cells:
        return None
    value = next((title for title in table.above if not _month(title)), VALUE)
    columns = [COLUMN, value]
    names = [column_key(name) for name in columns]
    rows = [Row(line, dict(zip(names, pair, strict=True))) for line, *pair in cells]
    return replace(table, columns=columns, rows=rows)


def _with_first_row_as_header(table: Table) -> Table:
    """A table whose header is days of a month, and so was taken for its first row."""
    names = [f"column {number}" for number in range(1, len(table.columns) + 1)]
    if table.columns != names or not table.rows:
        return table
    first, below = table.rows[0], table.rows[1:]
    columns = [first[name] or name for name in names]
    keys = [column_key(name) for name in columns]
    if sum(1 for key in keys if day_number(key)) < DAYS_LEAST or len(set(keys)) < len(keys):
        return table
    rows = [
        Row(row.line, {key: row[name] for key, name in zip(keys, names, strict=True)})
        for row in below
    ]
    return replace(table, columns=columns, rows=rows)


def _days_across(
    table: Table, first: str, days: Mapping[str, int]
) -> Iterator[tuple[int, str, str]]:
    """The filled cells of a grid whose rows are months: line, day and cell of each."""
    headings = [row[first] for row in table.rows if row[first]]
    if sum(1 for text in headings if _month(text)) < MOSTLY * len(headings) or not headings:
        return
    years = _years([row[first] for row in table.rows], _year_of([*table.above, first]))
    for row, year in zip(table.rows, years, strict=True):
        for key, day in days.items():
            if row[key] and (month := _month(row[first])):
                yield row.line, written_day(day, month, year), row[key]


def _months_across(
    table: Table, first: str, months: Mapping[str, int]
) -> Iterator[tuple[int, str, str]]:
    """The filled cells of a grid whose columns are months, month by month."""
    days = [day_number(row[first]) for row in table.rows if row[first]]
    if sum(1 for day in days if day) < MOSTLY * len(days) or not days:
        return
    years = _years(list(months), _year_of([*table.above, first]))
    for (key, month), year in zip(months.items(), years, strict=True):
        for row in table.rows:
            if row[key] and (day := day_number(row[first])):
                yield row.line, written_day(day, month, year), row[key]


def _years(headings: Sequence[str], year: int) -> list[int]:
    """The year of each month: as it says, or that of the one before, or else the one after it."""
    years, month_before = [], 0
    for heading in headings:
        month = _month(heading)
        own = _year_of([heading])
        year = own or (year + 1 if year and month < month_before else year)
        month_before = month
        years.append(year)
    return years


def _year_of(texts: Sequence[str]) -> int:
    return next(iter(years_in(texts)), 0)


def _month(text: str) -> int:
    """The month that a text is, with a year or without; 0 where it says more, or less."""
    months, rest = months_and_rest(text)
    return months[0] if len(months) == 1 and all(part.isdecimal() for part in rest) else 0
