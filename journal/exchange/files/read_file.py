"""What reading a file gives: its records and their lines, or what is wrong with which of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from typing import Final

from journal.core.diary.pauses import Pause
from journal.core.model.records import Record
from journal.exchange.files.texts import Text, Value, text

LINES_NAMED: Final = 10
"""So many lines are named of those that were left out for one reason."""

PROBLEMS_MOST: Final = 100
"""A file is read on until so many problems are found; nobody mends more in one go."""


@dataclass(frozen=True, slots=True)
class LineProblem:
    """Why a line was refused: its physical number (the header is line 1), column and reason.

    ``of_row``: the rest of the file can be read without this row.
    """

    line: int
    column: str
    cell: str
    text: Text
    of_row: bool = True
    sheet: str = ""
    """The sheet it is in, where several are read together."""
    sheet_line: int = 0
    """The line in that sheet."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that is not brought over: what sort it is, its name, and how often."""

    sort: str
    name: str
    count: int
    lines: tuple[int, ...] = ()
    """The first lines it was on, where it is of rows."""


@dataclass(slots=True)
class ReadFile:
    """What a file says: records with their physical lines, or problems; and what it leaves out.

    ``kind`` is that of its records where the file can hold only one. ``ours`` is a file of the
    journal, which says all of a record; another tracker's only adds to what stands there.
    """

    kind: type[Record] | None = None
    records: list[Record] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    problems: list[LineProblem] = field(default_factory=list)
    not_brought: list[LeftOut] = field(default_factory=list)
    ours: bool = True
    silent: frozenset[str] = frozenset()
    """The fields that no column of the file is for: what stands there of them stays."""
    leaves_rows: bool = False
    """Whether rows that cannot be read are left out, as the person chose."""
    left_rows: list[LineProblem] = field(default_factory=list)
    """What was left out so: of one row there may be several things."""
    partly_left: frozenset[int] = frozenset()
    """The lines of those rows of which something else comes in."""
    timeless: set[int] = field(default_factory=set)
    """The lines of rows that give no time: what has one comes in at about noon."""
    untimed: set[str] = field(default_factory=set)
    """The ids of those entries: others of the same rows may have a time."""
    pauses: list[Pause] = field(default_factory=list)
    """Those of the diary, of a file that holds them."""
    past_midnight: set[int] = field(default_factory=set)
    """The lines of rows whose time is after 24:00: they come in on the next day."""
    written: Mapping[str, str] = field(default_factory=dict)
    """The columns as the file writes their names, by the names they are read under."""
    seen_on: date | None = None
    """The day on which it came in, if that is known: it holds no later one."""

    code_pages: list[str] = field(default_factory=list)
    """Those a text may be in that is no Unicode; it is read by the first."""
    sheets: tuple[tuple[int, str], ...] = ()
    """The sheets that are read together, each with the number of lines before it."""

    def place(self, line: int) -> tuple[str, int]:
        """The sheet a line is in, where there are several, and its number there."""
        before = [sheet for sheet in self.sheets if sheet[0] < line]
        start, name = before[-1] if before else (0, "")
        return name, line - start

    def places(self, lines: Iterable[int]) -> list[str]:
        """Lines as they are found: their numbers, after their sheet where there are several."""
        places = (self.place(line) for line in lines)
        return [f"{sheet}: {line}" if sheet else str(line) for sheet, line in places]

    @property
    def names_all_left(self) -> bool:
        """Whether every line and cell that is left out is named in ``not_brought``."""
        return not any(
            each.sort == "cells" or 0 < len(each.lines) < each.count for each in self.not_brought
        )

    @property
    def unknown_columns(self) -> list[str]:
        """The names of the columns that are not brought over."""
        return [column.name for column in self.not_brought if column.sort == "column"]

    @property
    def full(self) -> bool:
        """Whether so many problems were found that reading on helps nobody."""
        return len(self.problems) >= PROBLEMS_MOST

    @property
    def only_rows(self) -> bool:
        """Whether there are problems, and the rest can be read without the rows that have them."""
        return bool(self.problems) and all(problem.of_row for problem in self.problems)

    @property
    def bad_rows(self) -> int:
        """How many rows have problems, of those that were read."""
        return len({problem.line for problem in self.problems if problem.of_row})

    @property
    def assumed(self) -> list[LeftOut]:
        """What the file does not plainly say: times that rows lack, and those after 24:00."""
        assumptions = {"without_time": self.timeless, "on_next_day": self.past_midnight}
        return [
            LeftOut("row", name, len(lines), tuple(sorted(lines)[:LINES_NAMED]))
            for name, lines in assumptions.items()
            if lines
        ]

    @property
    def left_count(self) -> int:
        """In how many rows something was left out."""
        return len({problem.line for problem in self.left_rows})

    @property
    def unreadable(self) -> bool:
        """Whether it cannot be read at all, whatever is left out."""
        return any(not problem.of_row for problem in self.problems)

    def add_row_problems(self, problems: Iterable[LineProblem]) -> None:
        """Note rows that were found to be wrong before; where such are left out, note that."""
        into = self.left_rows if self.leaves_rows else self.problems
        into += [problem for problem in problems if problem.of_row]
        into.sort(key=lambda problem: problem.line)

    def refuse(self, line: int, column: str, cell: str, code: str, **values: Value) -> None:
        """Note a problem of the file as a whole."""
        self.refuse_as(line, column, cell, text(code, **values))

    def refuse_as(self, line: int, column: str, cell: str, what: Text) -> None:
        """The same with a text that is at hand."""
        self.problems.append(LineProblem(line, column, cell[:80], what, of_row=False))

    def refuse_row(self, line: int, column: str, cell: str, what: Text) -> None:
        """Note a problem of one row, once; where such rows are left out, note that."""
        name = self.written.get(column, column)
        sheet, number = self.place(line)
        problem = LineProblem(line, name, cell[:80], what)
        if sheet:
            problem = replace(problem, sheet=sheet, sheet_line=number)
        into = self.left_rows if self.leaves_rows else self.problems
        if problem not in takewhile(lambda other: other.line == line, reversed(into)):
            into.append(problem)

    def take(self, line: int, record: Record) -> None:
        """Add a record that stands on ``line``."""
        self.records.append(record)
        self.lines.append(line)
