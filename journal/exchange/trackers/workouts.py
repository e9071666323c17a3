"""Exports of workouts, one row a set: each exercise of a workout becomes one record."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.numbers import Numbers
from journal.exchange.files.questions import (
    AS_EXERCISE,
    EXERCISE,
    LEAVE_OUT,
    Answers,
    Question,
    answered_dates,
    date_questions,
    place_question,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import text
from journal.exchange.trackers.amounts import amount
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

HOLD_LONGEST: Final = 300
"""Seconds: sets that are longer are guessed to be no hold but time spent."""

TIMED: Final = (
    ("", text("only_done")),
    ("hold_seconds", text("seconds_held_in_each_set")),
    ("minutes", text("minutes_spent")),
)
REST: Final = frozenset({"rest", "rest timer"})
SET_WORDS: Final = {"w": "warm-up", "d": "drop set", "f": "to failure"}


@dataclass(frozen=True, slots=True)
class Set:
    """One set, its numbers as the file has them; zero or nothing where none was noted."""

    row: Row
    kind: str
    weight: str
    reps: float
    seconds: float
    distance: str
    effort: str
    note: str

    @property
    def empty(self) -> bool:
        """Whether nothing was noted of it."""
        return not (self.reps or self.seconds or self.weight or self.distance)

    @property
    def words(self) -> str:
        """What was done, in the file's own numbers."""
        parts = [
            self.kind,
            self.weight,
            f"{self.reps:g} reps" if self.reps else "",
            f"{self.seconds:g} s" if self.seconds else "",
            self.distance,
            f"RPE {self.effort}" if self.effort else "",
            self.note,
        ]
        return " ".join(part for part in parts if part)


class Workouts(TableFormat):
    """What they share. ``start`` and ``exercise`` name the columns that make a group of sets."""

    start: ClassVar[str]
    ended: ClassVar[str] = ""
    exercise: ClassVar[str]
    workout: ClassVar[str] = ""
    numbers: ClassVar[frozenset[str]]

    @abstractmethod
    def one_set(self, row: Row) -> Set | None:
        """The set of a row; None with an unreadable number."""

    def amount(self, row: Row, name: str) -> float | None:
        """The number in a column of ``numbers``; None where it cannot be read."""
        return number(row[name])

    def remarks(self, row: Row) -> str:
        """What was written about the exercise or the workout."""
        return ""

    def dates(self, table: Table, zone: str) -> Dates:
        """How its days are written."""
        cells = (row[name] for row in table.rows for name in (self.start, self.ended))
        return Dates(cells, zone=zone)

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; how days are written; which exercises to bring, and what seconds mean."""
        names = dict.fromkeys(row[self.exercise] for row in table.rows)
        choices = (LEAVE_OUT, AS_EXERCISE)
        dates = self.dates(table, zone)
        readings = [when for cell in dates.texts[:100] if (when := dates.read(cell))]
        has_offsets = bool(readings) and all(when.offset is not None for when in readings)
        return [
            place_question(zone) if has_offsets else zone_question(zone),
            *date_questions(dates),
            *(
                Question(f"exercise:{name}", text("bring_over", name=name), choices, EXERCISE,
                         group="exercises")
                for name in names
                if name and name.casefold() not in REST
            ),
            *self._timed(table),
        ]  # fmt: skip

    def _timed(self, table: Table) -> Iterator[Question]:
        longest: dict[str, float] = {}
        for row in table.rows:
            exercise_set = self.one_set(row)
            if exercise_set and exercise_set.seconds and not exercise_set.reps:
                length = HOLD_LONGEST + 1 if exercise_set.distance else exercise_set.seconds
                name = row[self.exercise]
                longest[name] = max(length, longest.get(name, 0))
        for name, length in longest.items():
            if name.casefold() not in REST:
                guess = "hold_seconds" if length <= HOLD_LONGEST else "minutes"
                what = text("what_are_seconds", name=name)
                depends = f"exercise:{name}"
                yield Question(f"seconds:{name}", what, TIMED, guess, depends, group="seconds")

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the exercises of each workout."""
        dates = answered_dates(self.dates(table, intake.zone), intake.answers)
        groups: dict[tuple[str, str], list[Set]] = {}
        for row in table.rows:
            name = row[self.exercise]
            exercise_set = self.one_set(row)
            if exercise_set is None:
                column = next(
                    name for name in sorted(self.numbers) if self.amount(row, name) is None
                )
                intake.refuse(row, column, "expected_number")
            elif not name or name.casefold() in REST or exercise_set.empty:
                intake.leave("row", name or "without_exercise", line=row.line)
            elif not intake.answers[f"exercise:{name}"]:
                intake.leave("exercise", name)
            else:
                groups.setdefault((row[self.start], name), []).append(exercise_set)
        for (_, name), sets in groups.items():
            if not intake.file.full:
                self._take(intake, name, sets, dates)

    def _take(self, intake: Intake, name: str, sets: list[Set], dates: Dates) -> None:
        row = sets[0].row
        column = self.ended if row[self.ended] else self.start
        when = dates.read(row[column])
        if when is None:
            intake.refuse(row, column, "expected_moment")
            return
        at = intake.about(when.day) if when.clock is None else when.text()
        words = "; ".join(exercise_set.words for exercise_set in sets)
        texts = {
            "sets": str(len(sets)),
            "note": joined(self.title, row[self.workout], words, self.remarks(row)),
            **_dose(sets, intake.answers.get(f"seconds:{name}", "")),
        }
        sources = {"completed_at": column, "day": column, "exercise": self.exercise}
        use = intake.answers[f"exercise:{name}"]
        intake.put(row, use, name, at, texts, sources, [row[self.start]])


def _dose(sets: list[Set], timed: str) -> dict[str, str]:
    """Repetitions, hold, minutes and effort, as far as they are the same whole number in all."""
    reps = {exercise_set.reps for exercise_set in sets}
    lengths = {exercise_set.seconds for exercise_set in sets}
    efforts = [float(exercise_set.effort) for exercise_set in sets if number(exercise_set.effort)]
    dose = amount("reps", reps.pop()) if len(reps) == 1 else {}
    if timed == "hold_seconds" and len(lengths) == 1:
        dose |= amount("hold_seconds", lengths.pop())
    elif timed == "minutes":
        dose |= amount(
            "minutes", max(1, round(sum(exercise_set.seconds for exercise_set in sets) / 60))
        )
    return dose | (amount("effort", max(efforts)) if efforts else {})


MOST: Final = 1e9
"""Far above anything that is lifted or counted."""


def number(text: str) -> float | None:
    """A number, with a dot or a comma; empty is 0; None where it is something else."""
    value = Numbers().read(text) if text else 0.0
    return value if value is not None and 0 <= value < MOST else None


def with_unit(row: Row, units: dict[str, str]) -> str:
    """The first of some columns that holds more than zero, with its unit."""
    for column, unit in units.items():
        if number(row[column]) != 0:
            return f"{row[column]} {unit}".strip()
    return ""
