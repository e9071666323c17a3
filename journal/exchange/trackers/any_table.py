"""Any table: how its columns look, which rows sum others up, and its days written whole."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import compress
from operator import not_
from typing import Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.month_names import NUMBERS as MONTHS
from journal.exchange.files.questions import ORDER, Answers, Question
from journal.exchange.files.table import Row, Table, column_key
from journal.exchange.files.yearless import Yearless
from journal.exchange.trackers.column_profiles import Profile
from journal.exchange.trackers.column_words import MONTH_WORDS, SUMMARY, WEEK_WORDS, YEAR_WORDS
from journal.exchange.trackers.days_of_utc import with_days_of_utc
from journal.exchange.trackers.table_days import (
    SAME_DAY,
    YEAR,
    day_left_empty,
    same_day_question,
    with_days_from_above,
    with_years,
    year_question,
    yearless_columns,
)
from journal.exchange.trackers.table_texts import CODE_PAGE, code_page_question, with_code_page

PERIODS: Final = frozenset(MONTHS) | MONTH_WORDS | WEEK_WORDS | YEAR_WORDS | {"for", "of", "im"}
"""What a row that sums up others may be about."""
LETTER: Final = re.compile(r"[^\W\d_]")
SUMS_MOST: Final = 3
"""So many rows at the end of a table may sum up those above."""


def sums_of_last(table: Table, columns: dict[str, Profile]) -> frozenset[int]:
    """The lines at the end of a table that have no day, and a sum or mean of a column above."""
    days = [key for key, column in columns.items() if column.is_days]
    lines: list[int] = []
    for at, row in list(enumerate(table.rows))[: -1 - SUMS_MOST : -1] if days else []:
        if any(row[key] for key in days):
            break
        above = table.rows[:at]
        if any(_sums(column, row, above) for column in columns.values()):
            lines.append(row.line)
    return frozenset(lines)


def _sums(column: Profile, row: Row, above: Sequence[Row]) -> bool:
    """Whether a cell is the sum or the mean of those above it, as far as it is written out."""
    number = column.number(row[column.key])
    values = [value for other in above if (value := column.number(other[column.key])) is not None]
    if number is None or len(values) < 2:  # noqa: PLR2004 (one is its own sum)
        return False
    rounding = 0.5 / 10 ** len(re.split(r"[.,]", row[column.key])[-1]) if number % 1 else 0.01
    totals = (sum(values), sum(values) / len(values), float(len(values)))
    return any(abs(number - total) <= rounding + 1e-9 for total in totals)


def _beginning(row: Row) -> str:
    """The first cell of a row that is not empty."""
    for cell in row.cells.values():
        if text := cell.strip():
            return text
    return ""


def sums_up(beginning: str) -> bool:
    """Whether a row that begins with this cell sums up others, as with the word ``Average``.

    Of a month or a week too: ``January average``, ``Total week 5``.
    """
    if not LETTER.search(beginning):
        return False
    first = beginning.casefold().rstrip(":.")
    if first in SUMMARY:
        return True
    parts = set(re.findall(r"[^\W\d_]+", first))
    return bool(parts & SUMMARY) and parts - SUMMARY <= PERIODS


@dataclass(frozen=True)
class AnyTable:
    """A table and how its columns look."""

    table: Table

    @cached_property
    def yearless(self) -> dict[str, Yearless]:
        """The columns of days without their year."""
        return yearless_columns(self.table)

    @cached_property
    def left_empty(self) -> str:
        """The column of days that is empty where a row is of the day above."""
        return day_left_empty(self.table)

    @cached_property
    def _rewritten(self) -> dict[tuple[str, ...], "AnyTable"]:
        """The same written otherwise, by what that depends on: looked at once."""
        return {}

    def questions(self) -> Iterator[Question]:
        """What letters and days leave open that are not written whole."""
        if len(self.table.code_pages) > 1:
            yield code_page_question(self.table)
        if self.left_empty:
            yield same_day_question(self.table, self.left_empty)
        if self.yearless:
            yield year_question(self.yearless)

    def whole(self, answers: Answers) -> "AnyTable":
        """The same with right letters and whole days, by what was answered or is likely."""
        if answers.get(CODE_PAGE, "") in self.table.code_pages[1:]:
            return self._recoded(answers[CODE_PAGE]).whole({**answers, CODE_PAGE: ""})
        if not self.yearless and not self.left_empty:
            return self
        key = (answers.get(SAME_DAY, "yes"), answers.get(YEAR, ""), answers.get(ORDER, ""))
        return self._kept(("whole days", *key), lambda: self._with_whole_days(*key))

    def with_days_in(self, zone: str) -> "AnyTable":
        """The same with plain days where they are midnights of a zone, written in UTC."""
        return self._kept(("days in", zone), lambda: with_days_of_utc(self.table, zone))

    def _recoded(self, page: str) -> "AnyTable":
        return self._kept(("letters", page), lambda: with_code_page(self.table, page))

    def _kept(self, key: tuple[str, ...], rewrite: Callable[[], Table]) -> "AnyTable":
        if key not in self._rewritten:
            table = rewrite()
            self._rewritten[key] = self if table is self.table else AnyTable(table)
        return self._rewritten[key]

    def _with_whole_days(self, same_day: str, year: str, order: str) -> Table:
        table = self.table
        if self.yearless:
            table = with_years(table, self.yearless, year, order)
        return (
            with_days_from_above(table, self.left_empty) if same_day and self.left_empty else table
        )

    @cached_property
    def columns(self) -> dict[str, Profile]:
        """Each column that has a name, as it looks; rows that sum others up are not looked at."""
        rows = list(compress(self.table.rows, map(not_, self._say_sums)))
        own = replace(self.table, rows=rows)
        return {
            key: Profile(key, tuple(self._amounts(own, key)), name)
            for key, name in self.table.names.items()
        }

    def _amounts(self, table: Table, key: str) -> list[str]:
        """The cells of a column; of a thing without those that only say its name, if it can be."""
        cells = table.column(key)
        if key not in table.things:
            return cells
        return [cell for cell in cells if column_key(cell) != key] or cells

    @cached_property
    def _say_sums(self) -> list[bool]:
        """Of each row, whether it says that it sums up others; several may be of one line."""
        beginnings = [_beginning(row) for row in self.table.rows]
        says_sums = {beginning: sums_up(beginning) for beginning in set(beginnings)}
        return [says_sums[beginning] for beginning in beginnings]

    @cached_property
    def sums(self) -> frozenset[int]:
        """The lines of rows at the end that sum up those above, and do not say so."""
        return sums_of_last(self.table, self.columns)

    def rows(self) -> Iterator[tuple[Row, bool]]:
        """Each row, and whether it is none of its own but sums up others."""
        rows, sums = self.table.rows, self.sums
        are_sums = [row.line in sums for row in rows] if sums else self._say_sums
        for row, is_sum, says_so in zip(rows, are_sums, self._say_sums, strict=True):
            yield row, is_sum or says_so

    def dates(self, keys: Iterable[str], zone: str) -> Dates:
        """How the days of some columns are written; a copy, which answers may change."""
        name = (*keys, zone)
        if name not in self._dates:
            texts = (cell for key in name[:-1] for cell in self.columns[key].cells)
            self._dates[name] = Dates(texts, zone=zone, until=self.table.seen_on)
        dates = copy(self._dates[name])
        dates.months = {}
        return dates

    @cached_property
    def _dates(self) -> dict[tuple[str, ...], Dates]:
        return {}
