"""The programs that write workouts as one row a set: Hevy, Strong, FitNotes and Fitbod."""

from typing import ClassVar

from journal.exchange.files.durations import seconds_of
from journal.exchange.files.table import Row
from journal.exchange.trackers.intake import joined
from journal.exchange.trackers.workouts import SET_WORDS, Set, Workouts, number, with_unit


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
        reps, seconds = number(row["reps"]), number(row["duration_seconds"])
        if reps is None or seconds is None:
            return None
        kind = row["set_type"] if row["set_type"] != "normal" else ""
        weight = with_unit(row, {"weight_kg": "kg", "weight_lbs": "lbs"})
        distance = with_unit(row, {"distance_km": "km", "distance_miles": "miles"})
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
        reps, seconds = number(row["reps"]), number(row["seconds"])
        if reps is None or seconds is None:
            return None
        kind = SET_WORDS.get(row["set order"].lower(), "")
        units = {"weight": row["weight unit"], "weight (kg)": "kg", "weight (lbs)": "lbs"}
        ways = {
            "distance": row["distance unit"],
            "distance (km)": "km",
            "distance (miles)": "miles",
        }
        effort = row["rpe"] if number(row["rpe"]) else ""
        return Set(
            row,
            kind,
            with_unit(row, units),
            reps,
            seconds,
            with_unit(row, ways),
            effort,
            row["notes"],
        )

    def remarks(self, row: Row) -> str:
        return row["workout notes"]


class FitNotes(Workouts):
    """One row a set of a day; its Time is how long a set lasted, not when it was."""

    word: ClassVar[str] = "fitnotes"
    title: ClassVar[str] = "FitNotes"
    start: ClassVar[str] = "date"
    exercise: ClassVar[str] = "exercise"
    numbers: ClassVar[frozenset[str]] = frozenset({"reps", "weight"})
    needed: ClassVar[frozenset[str]] = frozenset({"date", "exercise", "category", "reps", "time"})
    known: ClassVar[frozenset[str]] = frozenset(
        {
            *("weight", "weight unit", "weight (kgs)", "weight (lbs)", "weight (kg)"),
            *("distance", "distance unit", "comment"),
        }
    )

    def one_set(self, row: Row) -> Set | None:
        """The set of a row."""
        reps = number(row["reps"])
        seconds = seconds_of(row["time"]) if row["time"] else 0.0
        if reps is None or seconds is None or seconds < 0:
            return None
        units = {"weight": row["weight unit"], "weight (kgs)": "kg", "weight (kg)": "kg"}
        weight = with_unit(row, units | {"weight (lbs)": "lbs"})
        distance = with_unit(row, {"distance": row["distance unit"]})
        return Set(row, "", weight, reps, seconds, distance, "", row["comment"])

    def remarks(self, row: Row) -> str:
        """Its category."""
        return row["category"]


class Fitbod(Workouts):
    """One row a set, at the moment its workout began, in UTC."""

    word: ClassVar[str] = "fitbod"
    title: ClassVar[str] = "Fitbod"
    start: ClassVar[str] = "date"
    exercise: ClassVar[str] = "exercise"
    numbers: ClassVar[frozenset[str]] = frozenset({"reps", "duration(s)"})
    needed: ClassVar[frozenset[str]] = frozenset(
        {"date", "exercise", "reps", "duration(s)", "iswarmup"}
    )
    known: ClassVar[frozenset[str]] = frozenset(
        {
            *("weight(kg)", "weight(lbs)", "distance(m)", "incline", "resistance"),
            *("note", "multiplier"),
        }
    )

    def one_set(self, row: Row) -> Set | None:
        """The set of a row."""
        reps, seconds = number(row["reps"]), number(row["duration(s)"])
        if reps is None or seconds is None:
            return None
        warm = row["iswarmup"].casefold() == "true"
        weight = with_unit(row, {"weight(kg)": "kg", "weight(lbs)": "lbs"})
        distance = with_unit(row, {"distance(m)": "m"})
        kind = SET_WORDS["w"] if warm else ""
        return Set(row, kind, weight, reps, seconds, distance, "", row["note"])
