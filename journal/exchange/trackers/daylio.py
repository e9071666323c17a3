"""Daylio's CSV export: the layouts with and without ``scales`` and ``note_title``."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import ClassVar, Final

from journal.exchange.files.clocks import clock
from journal.exchange.files.dates import Dates
from journal.exchange.files.likely_use import likely_use
from journal.exchange.files.numbers import half_up
from journal.exchange.files.plain_text import plain_text
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    LEVELS,
    OF_DAYS,
    PAIN_NOW,
    YES_OR_NO,
    Answers,
    Question,
    answered_dates,
    date_questions,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import text
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
    needed: ClassVar[frozenset[str]] = frozenset({"time", "mood", "activities"})
    known: ClassVar[frozenset[str]] = frozenset(
        {"full_date", "year", "date", "weekday", "scales", "note_title", "note"}
    )

    def recognises(self, names: set[str]) -> bool:
        """Whether a header has the day too, as a whole or with the year in its own column."""
        return self.needed <= names and ("full_date" in names or {"year", "date"} <= names)

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; how days are written; what moods, scales and activities are."""
        names = _names(table, "activities")
        return [
            zone_question(zone),
            *date_questions(_dates(table, zone)),
            Question("notes", text("daylio_entries_as_words"), YES_OR_NO, "yes"),
            *_mood_questions(table),
            *_scale_questions(table),
            *(
                Question(
                    f"activity:{name}",
                    text("what_is_activity", name=name),
                    ACTIVITY_CHOICES,
                    likely_use(name, ACTIVITY_CHOICES),
                    group="activities",
                )
                for name in names
            ),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the entries."""
        dates = answered_dates(_dates(table, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            when, at = dates.read(_date_cell(row)), clock(row["time"])
            if when is None:
                intake.refuse(row, "full_date" if row["full_date"] else "date", "expected_day")
            elif at is None:
                intake.refuse(row, "time", "expected_clock")
            else:
                self._take(row, intake, when.day, f"{when.local(at):%Y-%m-%dT%H:%M:%S}")

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
        for name, rating in _scales(row):
            self._take_scale(row, intake, day, at, name, rating)
        for name in _listed(row["activities"]):
            self._take_activity(row, intake, at, name)
        self._take_words(row, intake, day, at)

    def _take_scale(
        self, row: Row, intake: Intake, day: date, at: str, name: str, rating: str
    ) -> None:
        use, level = intake.answers.get(f"scale:{name}", ""), _out_of_ten(rating)
        if use == SLEEP and level is not None:
            intake.mark(row, day, "sleep", str(level))
        elif use and level is not None:
            texts = {"level": str(level), "note": f"Daylio: {name} {rating}"}
            intake.put(row, use, name, at, texts, {**SOURCES, "level": "scales"}, [at])
        else:
            intake.leave("scale", name)

    def _take_activity(self, row: Row, intake: Intake, at: str, name: str) -> None:
        if use := intake.answers[f"activity:{name}"]:
            intake.put(row, use, name, at, {"note": f"Daylio: {name}"}, SOURCES, [at])
        else:
            intake.leave("activity", name)

    def _take_words(self, row: Row, intake: Intake, day: date, at: str) -> None:
        scales = joined(*(f"{name} {rating}" for name, rating in _scales(row)))
        activities = ", ".join(_listed(row["activities"]))
        note = plain_text(row["note"])
        words = joined(row["mood"], activities, scales, plain_text(row["note_title"]), note)
        if intake.answers["notes"]:
            intake.say(row, day, at, f"Daylio {at[11:16]}: {words}")
        elif row["note_title"] or row["note"]:
            intake.leave("column", "note")


def _date_cell(row: Row) -> str:
    return row["full_date"] or f"{row['date']} {row['year']}"


def _dates(table: Table, zone: str) -> Dates:
    return Dates(map(_date_cell, table.rows), zone=zone)


def _mood_questions(table: Table) -> Iterator[Question]:
    rows = [row for row in table.rows if row["mood"]]
    moods = dict.fromkeys(row["mood"] for row in rows)
    if not moods:
        return
    once = not _twice(map(_date_cell, rows))
    choices = (("", text("no")), PAIN_NOW, *(OF_DAYS if once else ()))
    yield Question("mood", text("daylio_moods_as_pain"), choices)
    for name in moods:
        what = text("which_level_is_mood", name=name)
        answers = (LEAVE_OUT, *LEVELS)
        yield Question(f"mood:{name}", what, answers, depends="mood", group="moods")


def _scale_questions(table: Table) -> Iterator[Question]:
    days: dict[str, list[str]] = {}
    for row in table.rows:
        for name, value in _scales(row):
            if POINTS.fullmatch(value):
                days.setdefault(name, []).append(_date_cell(row))
    for name, rated_days in days.items():
        once = not _twice(rated_days)
        of_day = ((SLEEP, text("how_i_slept")), *OF_DAYS) if once else ()
        choices = (LEAVE_OUT, PAIN_NOW, *of_day)
        guess = SLEEP if once and "sleep" in name.lower() else likely_use(name, choices)
        yield Question(f"scale:{name}", text("what_is_scale", name=name), choices, guess)


def _twice(days: Iterable[str]) -> bool:
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
    return half_up(int(shape[1]) * 10 / int(shape[2]))
