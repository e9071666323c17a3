"""Tables that are laid out in other ways than a row a day, as tables that have a row a day."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import Final

from journal.exchange.files.clocks import is_clock
from journal.exchange.files.dates import Dates
from journal.exchange.files.day_parts import MONTH_MOST, month_key, months_and_rest
from journal.exchange.files.month_names import NUMBERS
from journal.exchange.files.numbers import counted
from journal.exchange.files.table import Row, Table, column_key, numbered_twins
from journal.exchange.files.weekdays import weekdays_of
from journal.exchange.files.yearless import Yearless, day_number, written_day, years_in
from journal.exchange.trackers.column_words import DATE_WORDS, MONTH_WORDS, YEAR_WORDS, words
from journal.exchange.trackers.digit_days import with_days_parted
from journal.exchange.trackers.level_columns import are_levels_of_parts
from journal.exchange.trackers.long_tables import with_a_column_each
from journal.exchange.trackers.month_grids import by_month
from journal.exchange.trackers.set_rows import with_sets_together
from journal.exchange.trackers.zones_apart import with_zones_apart

DAYS_LEAST: Final = 3
"""So many days side by side make a table that goes across."""
ROWS_ACROSS: Final = 200
"""A table that goes across has no more rows than this."""
WEEKDAYS_LEAST: Final = 5
LOOKED_AT: Final = 200
"""So many cells of a column show whether it holds days."""
MOSTLY: Final = 0.6
CLOCK_COLUMN: Final = "Time"
TWIN: Final = re.compile(r"\s\(\d\)$")
"""What stands behind the name of a column that another one has too."""


def reshaped(table: Table) -> Table:
    """The same with a row a day, where days stand in columns or their parts in several."""
    table = with_days_parted(table)
    for way in (by_month, _across, _by_weekday, _by_clock):
        if (other := way(table)) is not None:
            return other
    plain = _with_whole_days(_side_by_side(_under_each_header(table)))
    return with_sets_together(with_a_column_each(with_zones_apart(plain)))


def _under_each_header(table: Table) -> Table:
    """A table below which its header stands again, or another one that begins alike.

    Rows below another header have its columns; the header itself is no row.
    """
    keys = list(table.names)
    first = table.columns[0].strip() if table.columns else ""
    beginnings = {_beginning(row) for row in table.rows} if first else set()
    again = {cell for cell in beginnings if _is_header(cell, first)}
    if not again:
        return table
    names = dict(table.names)
    current = {key: key for key in keys}
    rows = []
    for row in table.rows:
        if _beginning(row) in again:
            current = {key: column_key(row[key]) for key in keys if row[key]}
            names |= {column_key(row[key]): row[key] for key in keys if row[key]} | names
            continue
        cells = {name: row.cells.get(key, "") for key, name in current.items()}
        extra = any(row[key] for key in keys if key not in current)
        rows.append(row if extra else Row(row.line, cells))
    return replace(table, columns=list(names.values()), rows=rows)


def _beginning(row: Row) -> str:
    """The first cell of a row."""
    return next(iter(row.cells.values()), "")


def _is_header(cell: str, name: str) -> bool:
    """Whether the first cell of a row is the name of the first column."""
    return cell[:1] == name[:1] and column_key(cell) == column_key(name)


def _side_by_side(table: Table) -> Table:
    """Tables that stand beside each other, each with days of its own, one below the other."""
    keys = list(table.names)
    first = next((key for key in keys if words(key) & DATE_WORDS), "")
    twins = [key for key in keys if first and TWIN.sub("", key) == first]
    if len(twins) < 2 or not all(_starts(table.column(key, LOOKED_AT)) for key in twins):  # noqa: PLR2004 (it and another)
        return table
    cuts = [keys.index(key) for key in twins]
    parts = [keys[start:end] for start, end in pairwise([*cuts, len(keys)])]
    parts[0] = [*keys[: cuts[0]], *parts[0]]
    rows = [
        Row(row.line, {first if key in twins else key: row.cells[key] for key in part})
        for part in parts
        for row in table.rows
        if any(row[key] for key in part)
    ]
    return replace(table, columns=[table.names[key] for key in keys if key not in twins[1:]],
                   rows=rows)  # fmt: skip


# Days across


def _across(table: Table) -> Table | None:
    """A table whose days stand in its header, or in its first row, turned; None for others."""
    header = [name.strip() for name in table.columns]
    keys = [column_key(name) or f"column {at}" for at, name in enumerate(header, start=1)]
    few = [[row[key] for key in keys] for row in table.rows[:ROWS_ACROSS]]
    of_days = _are_days([cells[0] for cells in few[1:]])
    if of_days or len(table.rows) > ROWS_ACROSS:
        return None
    if _are_days(header[1:]):
        return _turned(table, [header, *few], header[0] or "Date")
    if len(few) > 1 and _are_days(few[0][1:]):
        return _turned(table, few, few[0][0] or "Date")
    return None


def _are_days(cells: Sequence[str]) -> bool:
    texts = [cell for cell in cells if cell]
    if len(texts) < DAYS_LEAST:
        return False
    dates = Dates(texts)
    readings = [dates.read(cell) for cell in texts if not cell.isdecimal()]
    days = [when.day for when in readings if when]
    whole = len(days) >= MOSTLY * len(cells) and len(set(days)) >= DAYS_LEAST
    return whole or Yearless(texts).applies(by_name=False)


def _turned(table: Table, lines: Sequence[Sequence[str]], corner: str) -> Table:
    """Columns as rows; the line of each is the number of its column in the file."""
    filled_lines = [line for line in lines[1:] if any(line)]
    names = numbered_twins(
        [corner, *(line[0] or f"row {at}" for at, line in enumerate(filled_lines, 2))]
    )
    keys = [column_key(name) for name in names]
    rows = []
    for at in range(1, len(lines[0])):
        cells = [lines[0][at], *(line[at] for line in filled_lines)]
        if any(cells):
            rows.append(Row(at + 1, dict(zip(keys, cells, strict=True))))
    return replace(table, columns=names, rows=rows)


# A column a weekday


def _by_weekday(table: Table) -> Table | None:
    """A table with a column for each weekday and a row a week, as one row a day; or None."""
    of_week = {key: days for key in table.names if len(days := weekdays_of(key)) >= 1}
    if len(of_week) < WEEKDAYS_LEAST:
        return None
    weekday = _in_a_row(list(of_week.values()))
    starts = [key for key in table.names if key not in of_week and _starts(table.column(key))]
    other_keys = [key for key in table.names if key not in of_week and key not in starts]
    if not weekday or len(starts) != 1:
        return None
    dates = Dates(table.column(starts[0]))
    value = next((title for title in table.above if title.strip()), "Value")
    columns = [table.names[starts[0]], value, *(table.names[key] for key in other_keys)]
    rows = []
    for row in table.rows:
        when = dates.read(row[starts[0]])
        for key, number in zip(of_week, weekday, strict=True):
            day = when and when.day + timedelta(days=(number - when.day.weekday()) % 7)
            cells = [day.isoformat() if day else row[starts[0]], row[key]]
            if row[key]:
                cells += [row[other] for other in other_keys]
                names = (column_key(name) for name in columns)
                rows.append(Row(row.line, dict(zip(names, cells, strict=True))))
    return replace(table, columns=columns, rows=rows)


def _by_clock(table: Table) -> Table | None:
    """A table with a column for each time of day, as one row for each of them; or None."""
    clocks = {key: name for key, name in table.names.items() if is_clock(key)}
    other_keys = [key for key in table.names if key not in clocks]
    if len(clocks) < 2 or column_key(CLOCK_COLUMN) in other_keys:  # noqa: PLR2004 (it and another)
        return None
    days = [key for key in other_keys if _starts(table.column(key))]
    if not days or are_levels_of_parts(table, clocks, said_once={*other_keys} - {*days}):
        return None
    value = next((title for title in table.above if title.strip()), "Value")
    columns = [*(table.names[key] for key in other_keys), CLOCK_COLUMN, value]
    rows = []
    for row in table.rows:
        common = {key: row[key] for key in other_keys}
        filled = [
            {column_key(CLOCK_COLUMN): name, column_key(value): row[key]}
            for key, name in clocks.items()
            if row[key]
        ]
        rows += [Row(row.line, common | cells) for cells in filled or [{}]]
    return replace(table, columns=columns, rows=rows)


def _starts(cells: Sequence[str]) -> bool:
    dates = Dates(cells)
    return bool(cells) and all(
        dates.read(cell) is not None and not cell.isdecimal() for cell in cells
    )


def _in_a_row(days: Sequence[frozenset[int]]) -> list[int]:
    """Which weekdays names stand for that follow each other; empty where they do not."""
    for first in days[0]:
        weekdays = [(first + at) % 7 for at in range(len(days))]
        if all(number in names for number, names in zip(weekdays, days, strict=True)):
            return weekdays
    return []


# Days in several columns, or below the heading of their month


def _with_whole_days(table: Table) -> Table:
    """With day, month and year in one column, where a table has them apart."""
    keys = list(table.names)
    dated = {key: table.column(key, LOOKED_AT) for key in keys if words(key) & DATE_WORDS}
    days = [key for key, cells in dated.items() if _are_numbers(cells)]
    if not days or any(_starts(cells) for key, cells in dated.items() if key not in days):
        return table
    day = days[0]
    month = next((key for key in keys if key != day and words(key) & MONTH_WORDS), "")
    year = next((key for key in keys if key != day and words(key) & YEAR_WORDS), "")
    parts = list(_parts_of_days(table, day, month, year))
    if not any(text for _, text in parts):
        return table
    names = [table.names[key] for key in (year, month, day) if key]
    name = " ".join(names)
    part_keys = {year, month, day} - {""}
    columns = [name, *(column for key, column in table.names.items() if key not in part_keys)]
    rows = [
        Row(row.line, {column_key(name): text or row[day]}
            | {key: cell for key, cell in row.cells.items() if key not in part_keys})
        for row, text in parts
    ]  # fmt: skip
    return replace(table, columns=columns, rows=rows)


def _are_numbers(cells: Sequence[str]) -> bool:
    fine = sum(1 for cell in cells if day_number(cell))
    return fine > 0 and fine >= MOSTLY * len(cells)


def _parts_of_days(table: Table, day: str, month: str, year: str) -> Iterator[tuple[Row, str]]:
    """Each row with its day; what only the first row of a month says holds for those below."""
    said_month, said_year = _month_of(table.above), next(iter(years_in(table.above)), 0)
    for row in table.rows:
        cells = [cell for cell in row.cells.values() if cell.strip()]
        if len(cells) == 1 and (heading := _month_of(cells)):
            said_month, said_year = heading, next(iter(years_in(cells)), said_year)
            continue
        if month and row[month]:
            said_month = _month_number(row[month])
        if year and row[year]:
            said_year = _year_number(row[year])
        number = day_number(row[day])
        yield row, written_day(number, said_month, said_year) if number and said_month else ""


def _month_of(texts: Iterable[str]) -> int:
    """The month that texts are, or name with a year; 0 where that is none, or several."""
    months = {month for text in texts if (month := _month_in(text))}
    return months.pop() if len(months) == 1 else 0


def _month_in(text: str) -> int:
    months, rest = months_and_rest(text)
    return months[0] if len(months) == 1 and (not rest or years_in([text])) else 0


def _month_number(cell: str) -> int:
    if cell.isdecimal():
        return number if (number := counted(cell)) <= MONTH_MOST else 0
    return NUMBERS.get(month_key(cell.strip()), 0)


def _year_number(cell: str) -> int:
    number = counted(cell)
    return number + 2000 if 0 < number < 100 else number  # noqa: PLR2004 (two digits)
