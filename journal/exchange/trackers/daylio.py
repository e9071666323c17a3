"""Daylio's CSV export: the layouts with and without ``scales`` and ``note_title``."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import ClassVar, Final

from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    LEVELS,
    OF_DAYS,
    PAIN_NOW,
    Answers,
    Question,
    guessed_use,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.times import clock, iso_day
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import SLEEP, Intake, joined

SEPARATOR: Final = "|"
POINTS: Final = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})\b.*")
ACTIVITY_CHOICES: Final = (LEAVE_OUT, AS_EXERCISE, *AS_RELIEF)
SOURCES: Final = {
    "recorded_at": "time",
    "completed_at": "time",
    "applied_at": "time",
    "day": "full_date",
    "exercise": "activities",
}


class Daylio(TableFormat):
    """One row is one entry: a mood by the person's own name for it, activities and a note."""

    word: ClassVar[str] = "daylio"
    title: ClassVar[str] = "Daylio"
    needed: ClassVar[frozenset[str]] = frozenset({"full_date", "time", "mood", "activities"})
    known: ClassVar[frozenset[str]] = frozenset(
        {"date", "weekday", "scales", "note_title", "note"}
    )

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; what moods, scales and activities are."""
        once = not _twice([row["full_date"] for row in table.rows])
        return [
            zone_question(zone),
            Question(
                "notes",
                "Shall each entry (mood, activities, note) stand as words in the note of its day?",
                (("yes", "yes"), ("", "no")),
                "yes",
            ),
            *_mood_questions(table, once),
            *_scale_questions(table, once),
            *(
                Question(
                    f"activity:{name}",
                    f"What is the activity “{name}”?",
                    ACTIVITY_CHOICES,
                    guessed_use(name, ACTIVITY_CHOICES),
                )
                for name in _names(table, "activities")
            ),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the entries."""
        for row in table.rows:
            if intake.file.full:
                return
            day, at = iso_day(row["full_date"]), clock(row["time"])
            if day is None:
                intake.refuse(row, "full_date", "Expected a day such as 2026-05-31.")
            elif at is None:
                intake.refuse(row, "time", "Expected a time such as 18:50 or 6:50 pm.")
            else:
                self._take(row, intake, day, f"{day}T{at}")

    def _take(self, row: Row, intake: Intake, day: date, at: str) -> None:
        if row["mood"] and (use := intake.answers["mood"]):
            texts = {
                "level": intake.answers.get(f"mood:{row['mood']}", ""),
                "note": f"Daylio mood: {row['mood']}",
            }
            if texts["level"]:
                intake.put(row, use, "mood", at, texts, {**SOURCES, "level": "mood"}, [at])
            else:
                intake.leave("mood", row["mood"])
        elif row["mood"] and not intake.answers["notes"]:
            intake.leave("mood", row["mood"])
        for name, found in _scales(row):
            self._take_scale(row, intake, day, at, name, found)
        for name in _listed(row["activities"]):
            self._take_activity(row, intake, at, name)
        self._take_words(row, intake, day, at)

    def _take_scale(
        self, row: Row, intake: Intake, day: date, at: str, name: str, found: str
    ) -> None:
        use, level = intake.answers.get(f"scale:{name}", ""), _out_of_ten(found)
        if use == SLEEP and level is not None:
            intake.mark(row, day, "sleep", str(level))
        elif use and level is not None:
            texts = {"level": str(level), "note": f"Daylio: {name} {found}"}
            intake.put(row, use, name, at, texts, {**SOURCES, "level": "scales"}, [at])
        else:
            intake.leave("scale", name)

    def _take_activity(self, row: Row, intake: Intake, at: str, name: str) -> None:
        if use := intake.answers[f"activity:{name}"]:
            intake.put(row, use, name, at, {"note": f"Daylio: {name}"}, SOURCES, [at])
        else:
            intake.leave("activity", name)

    def _take_words(self, row: Row, intake: Intake, day: date, at: str) -> None:
        scales = joined(*(f"{name} {found}" for name, found in _scales(row)))
        activities = ", ".join(_listed(row["activities"]))
        words = joined(row["mood"], activities, scales, row["note_title"], row["note"])
        if intake.answers["notes"]:
            intake.say(row, day, at, f"Daylio {at[11:16]}: {words}")
        elif row["note_title"] or row["note"]:
            intake.leave("column", "note")


def _mood_questions(table: Table, once: bool) -> Iterator[Question]:
    moods = dict.fromkeys(row["mood"] for row in table.rows if row["mood"])
    if not moods:
        return
    choices = (("", "no"), PAIN_NOW, *(OF_DAYS if once else ()))
    yield Question("mood", "Did you use the moods to say how much pain you had?", choices)
    for name in moods:
        text = f"Which pain level, 0 (none) to 10, is the mood “{name}”?"
        yield Question(f"mood:{name}", text, (LEAVE_OUT, *LEVELS), depends="mood")


def _scale_questions(table: Table, once: bool) -> Iterator[Question]:
    found = dict.fromkeys(
        name for row in table.rows for name, value in _scales(row) if POINTS.fullmatch(value)
    )
    of_day = ((SLEEP, "how I slept, 0 to 10"), *OF_DAYS) if once else ()
    choices = (LEAVE_OUT, PAIN_NOW, *of_day)
    for name in found:
        guess = SLEEP if once and "sleep" in name.lower() else guessed_use(name, choices)
        yield Question(f"scale:{name}", f"What does the scale “{name}” say?", choices, guess)


def _twice(days: list[str]) -> bool:
    return any(count > 1 for count in Counter(days).values())


def _listed(text: str) -> list[str]:
    return [name for part in text.split(SEPARATOR) if (name := " ".join(part.split()))]


def _names(table: Table, column: str) -> list[str]:
    return list(dict.fromkeys(name for row in table.rows for name in _listed(row[column])))


def _scales(row: Row) -> list[tuple[str, str]]:
    parts = (part.partition(":") for part in _listed(row["scales"]))
    return [(name.strip(), value.strip()) for name, _, value in parts]


def _out_of_ten(value: str) -> int | None:
    """``8/10 points`` as a level; other ranges are stretched to ten, halves rounded up."""
    shape = POINTS.fullmatch(value)
    if shape is None or not int(shape[2]):
        return None
    return (int(shape[1]) * 20 // int(shape[2]) + 1) // 2
