"""Migraine Buddy's CSV export: a few lines of what still goes on, then a table of attacks."""

import re
from datetime import datetime, timedelta, timezone
from typing import ClassVar, Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.durations import seconds_of
from journal.exchange.files.questions import (
    Answers,
    Question,
    answered_dates,
    date_questions,
    place_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.attacks import MEDICATION_QUESTION, add_attack, ends_question
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

HEADER: Final = ["#", "started", "lasted"]
OFFSET: Final = "start utc offset (min)"
OFFSET_MOST: Final = 14 * 60
LONGEST: Final = 366 * 86_400
"""Seconds: what lasts longer is no attack."""
MEDICATIONS: Final = (
    "helpful medication",
    "somewhat helpful medication",
    "unhelpful medication",
    "unsure medication",
)
NONE_TAKEN: Final = "no medication"
IN_WORDS: Final = (
    "attack types",
    "attack location",
    "affected activities",
    "symptoms",
    "most bothersome symptom",
    "premonitory symptoms",
    "pain positions",
    *MEDICATIONS,
    "helpful non drug relief methods",
    "somewhat helpful non drug relief methods",
    "unhelpful non drug relief methods",
    "unsure non drug relief methods",
)
"""The columns whose words go into the note, each under its name."""

SOURCES: Final = {
    "started_at": "started",
    "ended_at": "lasted",
    "applied_at": "started",
    "day": "started",
    "peak_level": "pain level",
    "triggers": "potential triggers",
    "note": "notes",
}


class MigraineBuddy(TableFormat):
    """One row is one attack: when it started by the local clock, how long it lasted."""

    word: ClassVar[str] = "migraine-buddy"
    title: ClassVar[str] = "Migraine Buddy"
    needed: ClassVar[frozenset[str]] = frozenset(HEADER)
    known: ClassVar[frozenset[str]] = frozenset(IN_WORDS) | {
        OFFSET,
        "end utc offset (min)",
        "pain level",
        "potential triggers",
        "notes",
    }

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; the order of day and month; what medication and missing ends mean."""
        open_ones = any(not _minutes(row) for row in table.rows)
        return [
            place_question(zone),
            *date_questions(_dates(table, zone)),
            MEDICATION_QUESTION,
            *([ends_question()] if open_ones else []),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the attacks."""
        dates = answered_dates(_dates(table, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            _take(row, dates, intake)


def _dates(table: Table, zone: str) -> Dates:
    return Dates((row["started"] for row in table.rows), zone=zone)


def _take(row: Row, dates: Dates, intake: Intake) -> None:
    started = _started(row, dates, intake)
    if started is None:
        return
    minutes = _minutes(row)
    if minutes is None:
        intake.refuse(row, "lasted", "expected_length")
        return
    ended = started + timedelta(minutes=minutes)
    medication = ", ".join(cell for column in MEDICATIONS if (cell := _words(row, column)))
    words = [
        f"{column.capitalize()}: {cell}" for column in IN_WORDS if (cell := _words(row, column))
    ]
    texts = {
        "started_at": started.isoformat(timespec="seconds"),
        "ended_at": ended.isoformat(timespec="seconds") if minutes else "",
        "day": started.date().isoformat(),
        "peak_level": row["pain level"],
        "triggers": row["potential triggers"].replace("|", "/").replace(",", "|"),
        "note": joined("Migraine Buddy", *words, row["notes"]),
    }
    add_attack(row, texts, medication, SOURCES, intake)


def _started(row: Row, dates: Dates, intake: Intake) -> datetime | None:
    """The moment an attack started: local clock and minutes east of UTC; problems are noted."""
    when = dates.read(row["started"])
    if when is None or when.clock is None:
        intake.refuse(row, "started", "expected_day_and_time")
        return None
    east = row[OFFSET] or "0"
    if not re.fullmatch(r"-?\d{1,3}", east) or abs(int(east)) > OFFSET_MOST:
        intake.refuse(row, OFFSET, "expected_minutes_east")
        return None
    local = when.local(when.clock)
    return local.replace(tzinfo=timezone(timedelta(minutes=int(east))))


def _minutes(row: Row) -> int | None:
    """How long an attack lasted; 0 where that is not given, None where it is unreadable."""
    if not row["lasted"]:
        return 0
    length = seconds_of(row["lasted"])
    return None if length is None or not 0 <= length <= LONGEST else round(length / 60)


def _words(row: Row, column: str) -> str:
    parts = (part.strip() for part in row[column].split(","))
    return ", ".join(part for part in parts if part and part.casefold() != NONE_TAKEN)
