"""Loop Habit Tracker's zip of CSV files: what was done on which day."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Final

from journal.exchange.files import zips
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    NONE_YET,
    Answers,
    Question,
    guessed_use,
    settled,
    zone_question,
)
from journal.exchange.files.table import LineProblem, ReadFile, Row, Table, decoded, table
from journal.exchange.files.times import iso_day
from journal.exchange.trackers.amounts import amount, amount_question
from journal.exchange.trackers.intake import Intake, joined

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
class _Habit:
    name: str
    numeric: bool
    unit: str
    rows: list[Row] = field(default_factory=list)


class Loop:
    """A file for each habit with a value a day; a NO says only that this habit was not done."""

    word: ClassVar[str] = "loop"
    title: ClassVar[str] = "Loop Habit Tracker"

    def recognises(self, members: set[str]) -> bool:
        """Whether a zip with these members is one of Loop's."""
        return HABITS in members and any(OF_ONE.fullmatch(name) for name in members)

    def questions(
        self, content: bytes, *, zone: str, answers: Answers = NONE_YET
    ) -> list[Question]:
        """The zone; what each habit is; what its numbers count."""
        file = ReadFile(ours=False)
        habits = _habits(content, file)
        return [] if file.problems else list(_asked(habits, zone))

    def read(
        self,
        content: bytes,
        answers: Answers,
        *,
        now: datetime,
        zone: str,
        new_id: Callable[[], str],
    ) -> ReadFile:
        """The habits that were said to be exercises or relief, one record a day done."""
        file = ReadFile(ours=False)
        habits = _habits(content, file)
        if file.problems or not settled(list(_asked(habits, zone)), answers, file):
            return file
        intake = Intake(self.word, answers, now=now, zone=zone)
        for habit in habits:
            if use := answers[f"habit:{habit.name}"]:
                _take_habit(habit, use, intake)
            else:
                intake.leave("habit", habit.name, sum(1 for row in habit.rows if _said(row)))
        return intake.finished()


def _take_habit(habit: _Habit, use: str, intake: Intake) -> None:
    known = len(intake.file.problems)
    for row in habit.rows:
        if not intake.file.full:
            _take(row, habit, use, intake)
    intake.file.problems[known:] = _named(intake.file.problems[known:], habit.name)


def _said(row: Row) -> bool:
    return bool(NOT_DONE.get(row["value"], "done"))


def _take(row: Row, habit: _Habit, use: str, intake: Intake) -> None:
    value = row["value"]
    done = not habit.numeric and value in DONE
    number = None if done or value in NOT_DONE else _number(value)
    day = iso_day(row["date"])
    if day is None:
        intake.refuse(row, "date", "Expected a day such as 2026-05-31.")
    elif value in NOT_DONE and not (habit.numeric and value in {"1", "3"}):
        if why := NOT_DONE[value]:
            intake.leave(f"{habit.name}, days marked", why)
    elif not done and number is None:
        intake.refuse(row, "value", "Expected YES_MANUAL, NO, SKIP, UNKNOWN or a number.")
    elif number and not habit.numeric:
        intake.leave(f"{habit.name}, days marked", value)
    elif done or number:
        if number and intake.answers.get(THOUSANDTHS):
            number /= 1000
        counted = "" if number is None else f"{number:g} {habit.unit}".strip()
        said = joined(f"Loop: {habit.name}", counted, row["notes"])
        texts = {"note": said, **_counted(intake, habit, use, number)}
        intake.put(row, use, habit.name, intake.about(day), texts, SOURCES, [row["date"]])


def _counted(intake: Intake, habit: _Habit, use: str, number: float | None) -> dict[str, str]:
    if number is None:
        return {}
    field = intake.answers.get(f"amount:{habit.name}", "")
    return amount(field, number) if use.startswith("exercise") else {}


def _number(value: str) -> float | None:
    return float(value) if re.fullmatch(r"\d{1,12}(\.\d+)?", value) else None


def _asked(habits: list[_Habit], zone: str) -> Iterator[Question]:
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
        text = (
            f"Loop writes amounts in thousandths: is {largest:g} in this file {largest / 1000:g}?"
        )
        guess = "yes" if all(number >= 100 for number in numbers) else ""  # noqa: PLR2004
        yield Question(THOUSANDTHS, text, (("yes", "yes"), ("", "no")), guess)
    for habit in habits:
        key = f"habit:{habit.name}"
        yield Question(
            key, f"What is the habit “{habit.name}”?", CHOICES, guessed_use(habit.name, CHOICES)
        )
        if habit.numeric:
            yield amount_question(habit.name, habit.unit, key)


def _habits(content: bytes, file: ReadFile) -> list[_Habit]:
    """The habits and their days; what cannot be read is noted."""
    try:
        with zips.opened(io.BytesIO(content)) as archive:
            return _read_habits(archive, file)
    except zips.Refused as why:
        file.refuse(1, "", "", str(why))
        return []


def _read_habits(archive: zipfile.ZipFile, file: ReadFile) -> list[_Habit]:
    listed = _member(archive, HABITS, file)
    if listed is None:
        return []
    habits: dict[int, _Habit] = {}
    for number, row in enumerate(listed.rows, start=1):
        position = int(row["position"]) if POSITION.fullmatch(row["position"]) else number
        name = " ".join(row["name"].split()) or f"Habit {position}"
        numeric = row["type"].upper().startswith("NUM")
        habits[position] = _Habit(name, numeric, row["unit"])
    for name in archive.namelist():
        shape = OF_ONE.fullmatch(name)
        habit = habits.get(int(shape["position"])) if shape else None
        if habit and (found := _member(archive, name, file)):
            habit.rows = found.rows
    return list(habits.values())


def _member(archive: zipfile.ZipFile, name: str, file: ReadFile) -> Table | None:
    """A member as a table; those of the oldest exports have no header."""
    own = ReadFile(ours=False)
    content = zips.whole(archive, name, own)
    text = decoded(content, own) if content is not None else None
    bare = text is not None and iso_day(text[:10]) is not None
    found = table(text, own, header=["Date", "Value"] if bare else None) if text else None
    file.problems += _named(own.problems, name)
    return None if own.problems else found


def _named(problems: list[LineProblem], name: str) -> list[LineProblem]:
    """The problems of one file of a zip, with its name before the column."""
    return [replace(it, column=f"{name}: {it.column}".rstrip(": ")) for it in problems]
