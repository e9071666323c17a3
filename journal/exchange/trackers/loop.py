"""Loop Habit Tracker's zip of CSV files: what was done on which day."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import IO, ClassVar, Final

from journal.core.model.faults import Unreadable
from journal.core.model.time_fields import calendar_date
from journal.exchange.files import zips
from journal.exchange.files.layout import laid
from journal.exchange.files.likely_use import likely_use
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    YES_OR_NO,
    Answers,
    Question,
    zone_question,
)
from journal.exchange.files.read_file import LineProblem, ReadFile
from journal.exchange.files.table import Row, Table, table_under
from journal.exchange.files.texts import text
from journal.exchange.trackers.amounts import amount, amount_question
from journal.exchange.trackers.base import Format
from journal.exchange.trackers.intake import Intake, joined
from journal.words.imports import days_marked

HABITS: Final = "Habits.csv"
OF_ONE: Final = re.compile(r"(?P<position>\d{3,6})(?: [^/]*)?/Checkmarks\.csv")
POSITION: Final = re.compile(r"\d{1,6}")
CHOICES: Final = (LEAVE_OUT, AS_EXERCISE, *AS_RELIEF)

DONE: Final = frozenset({"YES_MANUAL", "2"})
NOT_DONE: Final = {
    "YES_AUTO": "filled in by the schedule",
    "1": "filled in by the schedule",
    "NO": "NO",
    "0": "NO",
    "SKIP": "SKIP",
    "3": "SKIP",
    "UNKNOWN": "",
    "-1": "",
    "": "",
}
"""The values that say no day on which the habit was done, and how they are counted."""

THOUSANDTHS: Final = "thousandths"
SOURCES: Final = {"completed_at": "date", "applied_at": "date", "day": "date"}


@dataclass(slots=True)
class Habit:
    """A habit: its name, whether and in what it counts, and its days."""

    name: str
    numeric: bool
    unit: str
    rows: list[Row] = field(default_factory=list)


class Loop(Format):
    """A file for each habit with a value a day; a NO says only that this habit was not done."""

    word: ClassVar[str] = "loop"
    title: ClassVar[str] = "Loop Habit Tracker"

    def recognises(self, members: set[str]) -> bool:
        """Whether a zip with these members is one of Loop's."""
        return HABITS in members and any(OF_ONE.fullmatch(name) for name in members)

    def held(self, stream: IO[bytes], file: ReadFile) -> list[Habit]:
        """The habits and their days."""
        try:
            with zips.opened(stream) as archive:
                return _read_habits(archive, file)
        except zips.ZipRefused as why:
            file.refuse_as(1, "", "", why.text)
            return []

    def asked(self, habits: list[Habit], zone: str, answers: Answers) -> list[Question]:
        """The zone; what each habit is; what its numbers count."""
        return list(_asked(habits, zone))

    def take(self, habits: list[Habit], intake: Intake) -> None:
        """The habits that were said to be exercises or relief, one record a day done."""
        for habit in habits:
            if use := intake.answers[f"habit:{habit.name}"]:
                _take_habit(habit, use, intake)
            else:
                days = sum(1 for row in habit.rows if _said(row))
                intake.leave("habit", habit.name, days)


def _take_habit(habit: Habit, use: str, intake: Intake) -> None:
    problem_count = len(intake.file.problems)
    for row in habit.rows:
        if not intake.file.full:
            _take(row, habit, use, intake)
    intake.file.problems[problem_count:] = _named(intake.file.problems[problem_count:], habit.name)


def _said(row: Row) -> bool:
    return bool(NOT_DONE.get(row["value"], "done"))


def _take(row: Row, habit: Habit, use: str, intake: Intake) -> None:
    value = row["value"]
    is_done = not habit.numeric and value in DONE
    number = None if is_done or value in NOT_DONE else _number(value)
    day = _day(row["date"])
    if day is None:
        intake.refuse(row, "date", "expected_day")
    elif value in NOT_DONE and not (habit.numeric and value in {"1", "3"}):
        if why := NOT_DONE[value]:
            intake.leave(days_marked(habit.name), why)
    elif not is_done and number is None:
        intake.refuse(row, "value", "expected_habit_value")
    elif number and not habit.numeric:
        intake.leave(days_marked(habit.name), value)
    elif is_done or number:
        if number and intake.answers.get(THOUSANDTHS):
            number /= 1000
        count = "" if number is None else f"{number:g} {habit.unit}".strip()
        note = joined(f"Loop: {habit.name}", count, row["notes"])
        texts = {"note": note, **_counted(intake, habit, use, number)}
        intake.put(row, use, habit.name, intake.about(day), texts, SOURCES, [row["date"]])


def _counted(intake: Intake, habit: Habit, use: str, number: float | None) -> dict[str, str]:
    if number is None:
        return {}
    field = intake.answers.get(f"amount:{habit.name}", "")
    return amount(field, number) if use.startswith("exercise") else {}


def _number(value: str) -> float | None:
    return float(value) if re.fullmatch(r"\d{1,12}(\.\d+)?", value) else None


def _asked(habits: list[Habit], zone: str) -> Iterator[Question]:
    yield zone_question(zone)
    numbers = [
        number
        for habit in habits
        if habit.numeric
        for row in habit.rows
        if row["value"] not in NOT_DONE and (number := _number(row["value"]))
    ]
    if numbers:
        largest = max(numbers)
        example, meaning = f"{largest:g}", f"{largest / 1000:g}"
        what = text("loop_thousandths", example=example, meant=meaning)
        guess = "yes" if all(number >= 100 for number in numbers) else ""  # noqa: PLR2004
        yield Question(THOUSANDTHS, what, YES_OR_NO, guess)
    for habit in habits:
        key = f"habit:{habit.name}"
        guess = likely_use(habit.name, CHOICES)
        what = text("what_is_habit", name=habit.name)
        yield Question(key, what, CHOICES, guess, group="habits")
        if habit.numeric:
            yield amount_question(habit.name, habit.unit, key)


def _read_habits(archive: zipfile.ZipFile, file: ReadFile) -> list[Habit]:
    members = zips.below_common_folder(archive.namelist())
    if HABITS not in members:
        file.refuse(1, "", "", "zip_member_missing", name=HABITS)
        return []
    listed = _member(archive, members[HABITS], file)
    if listed is None:
        return []
    habits: dict[int, Habit] = {}
    for number, row in enumerate(listed.rows, start=1):
        position = int(row["position"]) if POSITION.fullmatch(row["position"]) else number
        name = " ".join(row["name"].split()) or f"Habit {position}"
        numeric = row["type"].upper().startswith("NUM")
        habits[position] = Habit(name, numeric, row["unit"])
    for short, name in members.items():
        shape = OF_ONE.fullmatch(short)
        habit = habits.get(int(shape["position"])) if shape else None
        if habit and (table := _member(archive, name, file)):
            habit.rows = table.rows
    return list(habits.values())


def _day(cell: str) -> date | None:
    try:
        return calendar_date(cell)
    except Unreadable:
        return None


def _member(archive: zipfile.ZipFile, name: str, file: ReadFile) -> Table | None:
    """A member as a table; those of the oldest exports have no header."""
    own = ReadFile(ours=False)
    content = zips.whole(archive, name, own)
    if content is None:
        file.problems += _named(own.problems, name)
        return None
    if not content.strip():
        return None
    laid_table = laid(io.BytesIO(content), own, _is_header)
    bare = (
        own.problems == [] and bool(laid_table.header) and _day(laid_table.header[0]) is not None
    )
    if not laid_table.layout.headed or bare:
        layout = replace(laid_table.layout, headed=False)
        rows = replace(laid_table, layout=layout).rows(own)
        table = table_under(0, ["Date", "Value"], rows, own, strict=True)
    else:
        table = laid_table.table(own, strict=True)
    file.problems += _named(own.problems, name)
    return None if own.problems else table


def _is_header(names: set[str]) -> bool:
    return {"position", "name"} <= names or {"date", "value"} <= names


def _named(problems: list[LineProblem], name: str) -> list[LineProblem]:
    """The problems of one file of a zip, with its name before the column."""
    return [
        replace(problem, column=f"{name}: {problem.column}".rstrip(": ")) for problem in problems
    ]
