"""Hevy's and Strong's CSV exports: one row a set, brought in as one record an exercise."""

from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Final

from journal.core.model.fields import MOMENT_SHAPE
from journal.exchange.files.questions import (
    AS_EXERCISE,
    EXERCISE,
    LEAVE_OUT,
    Answers,
    Question,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.times import iso_day, month_questions, named_day
from journal.exchange.trackers.amounts import amount
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

HOLD_LONGEST: Final = 300
"""Seconds: sets that are longer are guessed to be no hold but time spent."""

TIMED: Final = (
    ("", "only that it was done"),
    ("hold_seconds", "seconds held in each set"),
    ("minutes", "minutes spent"),
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
    """What both share. ``start`` and ``exercise`` name the columns that make a group of sets."""

    start: ClassVar[str]
    ended: ClassVar[str]
    exercise: ClassVar[str]
    workout: ClassVar[str]

    @abstractmethod
    def one_set(self, row: Row) -> Set | None:
        """The set of a row; None with an unreadable number."""

    @abstractmethod
    def remarks(self, row: Row) -> str:
        """What was written about the exercise or the workout."""

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; foreign month names; which exercises to bring, and what seconds mean."""
        names = dict.fromkeys(row[self.exercise] for row in table.rows)
        choices = (LEAVE_OUT, AS_EXERCISE)
        questions = [
            zone_question(zone),
            *month_questions(row[name] for row in table.rows for name in (self.start, self.ended)),
        ]
        for name in names:
            if name and name.casefold() not in REST:
                text = f"Shall “{name}” be brought over?"
                questions.append(Question(f"exercise:{name}", text, choices, EXERCISE))
        return questions + list(self._timed(table))

    def _timed(self, table: Table) -> Iterator[Question]:
        longest: dict[str, float] = {}
        for row in table.rows:
            done = self.one_set(row)
            if done and done.seconds and not done.reps:
                length = HOLD_LONGEST + 1 if done.distance else done.seconds
                name = row[self.exercise]
                longest[name] = max(length, longest.get(name, 0))
        for name, length in longest.items():
            if name.casefold() not in REST:
                guess = "hold_seconds" if length <= HOLD_LONGEST else "minutes"
                text = f"What are the seconds of “{name}”?"
                yield Question(f"seconds:{name}", text, TIMED, guess, f"exercise:{name}")

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the exercises of each workout."""
        groups: dict[tuple[str, str], list[Set]] = {}
        for row in table.rows:
            name = row[self.exercise]
            done = self.one_set(row)
            if done is None:
                column = next(name for name in sorted(self.numbers) if _number(row[name]) is None)
                intake.refuse(row, column, "Expected a number.")
            elif not name or name.casefold() in REST or done.empty:
                intake.leave("row", name or "without an exercise")
            elif not intake.answers[f"exercise:{name}"]:
                intake.leave("exercise", name)
            else:
                groups.setdefault((row[self.start], name), []).append(done)
        for (_, name), sets in groups.items():
            if not intake.file.full:
                self._take(intake, name, sets)

    numbers: ClassVar[frozenset[str]]

    def _take(self, intake: Intake, name: str, sets: list[Set]) -> None:
        row = sets[0].row
        column = self.ended if row[self.ended] else self.start
        at = _moment(row[column], intake)
        if at is None:
            intake.refuse(row, column, "Expected a day and time such as 7 Aug 2026, 17:00.")
            return
        done = "; ".join(one.words for one in sets)
        texts = {
            "sets": str(len(sets)),
            "note": joined(self.title, row[self.workout], done, self.remarks(row)),
            **_dose(sets, intake.answers.get(f"seconds:{name}", "")),
        }
        sources = {"completed_at": column, "day": column, "exercise": self.exercise}
        use = intake.answers[f"exercise:{name}"]
        intake.put(row, use, name, at, texts, sources, [row[self.start]])


def _dose(sets: list[Set], timed: str) -> dict[str, str]:
    """Repetitions, hold, minutes and effort, as far as they are the same whole number in all."""
    reps = {one.reps for one in sets}
    lengths = {one.seconds for one in sets}
    efforts = [float(one.effort) for one in sets if _number(one.effort)]
    dose = amount("reps", reps.pop()) if len(reps) == 1 else {}
    if timed == "hold_seconds" and len(lengths) == 1:
        dose |= amount("hold_seconds", lengths.pop())
    elif timed == "minutes":
        dose |= amount("minutes", max(1, round(sum(one.seconds for one in sets) / 60)))
    return dose | (amount("effort", max(efforts)) if efforts else {})


def _number(text: str) -> float | None:
    """A number, with a dot or a comma; empty is 0; None where it is something else."""
    try:
        number = float(text.replace(",", ".") or 0)
    except ValueError:
        return None
    return number if 0 <= number < 1e9 else None  # noqa: PLR2004 (far above anything lifted)


def _moment(text: str, intake: Intake) -> str | None:
    if MOMENT_SHAPE.fullmatch(text):
        return text
    if day := iso_day(text):
        return intake.about(day)
    named = named_day(text, intake.answers)
    if named is None:
        return None
    day, at = named
    return f"{day}T{at}" if at else intake.about(day)


class Hevy(Workouts):
    """Its units stand in the names of its columns; its months in the account's language."""

    word: ClassVar[str] = "hevy"
    title: ClassVar[str] = "Hevy"
    start: ClassVar[str] = "start_time"
    ended: ClassVar[str] = "end_time"
    exercise: ClassVar[str] = "exercise_title"
    workout: ClassVar[str] = "title"
    numbers: ClassVar[frozenset[str]] = frozenset({"reps", "duration_seconds"})
    needed: ClassVar[frozenset[str]] = frozenset({"title", "start_time", "exercise_title"})
    known: ClassVar[frozenset[str]] = numbers | frozenset(
        {
            "end_time",
            "description",
            "superset_id",
            "exercise_notes",
            "set_index",
            "set_order",
            "set_type",
            "weight_kg",
            "weight_lbs",
            "distance_km",
            "distance_miles",
            "rpe",
        }
    )

    def one_set(self, row: Row) -> Set | None:
        reps, seconds = _number(row["reps"]), _number(row["duration_seconds"])
        if reps is None or seconds is None:
            return None
        kind = row["set_type"] if row["set_type"] != "normal" else ""
        weight = _with_unit(row, {"weight_kg": "kg", "weight_lbs": "lbs"})
        distance = _with_unit(row, {"distance_km": "km", "distance_miles": "miles"})
        return Set(row, kind, weight, reps, seconds, distance, row["rpe"], "")

    def remarks(self, row: Row) -> str:
        return joined(row["exercise_notes"], row["description"])


class Strong(Workouts):
    """Its date is the workout's start; zero means that nothing was noted."""

    word: ClassVar[str] = "strong"
    title: ClassVar[str] = "Strong"
    start: ClassVar[str] = "date"
    ended: ClassVar[str] = ""
    exercise: ClassVar[str] = "exercise name"
    workout: ClassVar[str] = "workout name"
    numbers: ClassVar[frozenset[str]] = frozenset({"reps", "seconds"})
    needed: ClassVar[frozenset[str]] = frozenset(
        {"date", "workout name", "exercise name", "set order"}
    )
    known: ClassVar[frozenset[str]] = numbers | frozenset(
        {
            "duration",
            "workout duration",
            "weight",
            "weight unit",
            "weight (kg)",
            "weight (lbs)",
            "distance",
            "distance unit",
            "distance (km)",
            "distance (miles)",
            "notes",
            "workout notes",
            "rpe",
        }
    )

    def one_set(self, row: Row) -> Set | None:
        reps, seconds = _number(row["reps"]), _number(row["seconds"])
        if reps is None or seconds is None:
            return None
        kind = SET_WORDS.get(row["set order"].lower(), "")
        units = {"weight": row["weight unit"], "weight (kg)": "kg", "weight (lbs)": "lbs"}
        ways = {
            "distance": row["distance unit"],
            "distance (km)": "km",
            "distance (miles)": "miles",
        }
        effort = row["rpe"] if _number(row["rpe"]) else ""
        return Set(
            row,
            kind,
            _with_unit(row, units),
            reps,
            seconds,
            _with_unit(row, ways),
            effort,
            row["notes"],
        )

    def remarks(self, row: Row) -> str:
        return row["workout notes"]


def _with_unit(row: Row, units: dict[str, str]) -> str:
    """The first of some columns that holds more than zero, with its unit."""
    for column, unit in units.items():
        if _number(row[column]) != 0:
            return f"{row[column]} {unit}".strip()
    return ""
