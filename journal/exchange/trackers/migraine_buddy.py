"""Migraine Buddy's CSV export: a few lines of what still goes on, then a table of attacks."""

import re
from datetime import datetime, timedelta, timezone
from typing import ClassVar, Final

from journal.exchange.files.questions import Answers, Question, place_question
from journal.exchange.files.table import ReadFile, Row, Table, column_key, rows, table_under
from journal.exchange.files.times import day_and_clock, day_order, order_questions
from journal.exchange.trackers.attacks import ENDS_QUESTION, MEDICATION_QUESTION, add_attack
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

HEADER: Final = ["#", "started", "lasted"]
BEFORE: Final = frozenset({"date", "time period", "description", "notes"})
OFFSET: Final = "start utc offset (min)"
OFFSET_MOST: Final = 14 * 60
LASTED: Final = re.compile(r"(?:(\d{1,3})d)?(?:(\d{1,3})h)?(?:(\d{1,5})m)?", re.I)
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

    def recognises(self, names: set[str]) -> bool:
        """Whether the first line is that of the attacks, or of what stands before them."""
        return self.needed <= names or names == BEFORE

    def tabled(self, text: str, file: ReadFile) -> Table:
        """The table of attacks, below whatever stands before it."""
        read = rows(text, file)
        for line, cells in read:
            if [column_key(cell) for cell in cells[: len(HEADER)]] == HEADER:
                return table_under(line, cells, read, file)
        if not file.problems:
            file.refuse(1, "", "", "No table of attacks follows, which begins with #, Started.")
        return Table([], [])

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; the order of day and month; what medication and missing ends mean."""
        open_ones = any(not _minutes(row) for row in table.rows)
        return [
            place_question(zone),
            *order_questions(row["started"] for row in table.rows),
            MEDICATION_QUESTION,
            *([ENDS_QUESTION] if open_ones else []),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the attacks."""
        order = day_order((row["started"] for row in table.rows), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            _take(row, order, intake)


def _take(row: Row, order: str, intake: Intake) -> None:
    started = _started(row, order, intake)
    if started is None:
        return
    minutes = _minutes(row)
    if minutes is None:
        intake.refuse(row, "lasted", "Expected a duration such as 01h 30m.")
        return
    ended = started + timedelta(minutes=minutes)
    taken = ", ".join(said for column in MEDICATIONS if (said := _words(row, column)))
    words = [
        f"{column.capitalize()}: {said}" for column in IN_WORDS if (said := _words(row, column))
    ]
    texts = {
        "started_at": started.isoformat(timespec="seconds"),
        "ended_at": ended.isoformat(timespec="seconds") if minutes else "",
        "day": started.date().isoformat(),
        "peak_level": row["pain level"],
        "triggers": row["potential triggers"].replace("|", "/").replace(",", "|"),
        "note": joined("Migraine Buddy", *words, row["notes"]),
    }
    add_attack(row, texts, taken, SOURCES, intake)


def _started(row: Row, order: str, intake: Intake) -> datetime | None:
    """The moment an attack started: local clock and minutes east of UTC; problems are noted."""
    day, at = day_and_clock(row["started"], order, intake.answers) or (None, None)
    if day is None or at is None:
        intake.refuse(row, "started", "Expected a day and a time such as 11/16/26 13:12.")
        return None
    east = row[OFFSET] or "0"
    if not re.fullmatch(r"-?\d{1,3}", east) or abs(int(east)) > OFFSET_MOST:
        intake.refuse(row, OFFSET, "Expected minutes east of UTC, such as 60.")
        return None
    return datetime.combine(day, at, timezone(timedelta(minutes=int(east))))


def _minutes(row: Row) -> int | None:
    """How long an attack lasted; 0 where that is not given, None where it is unreadable."""
    shape = LASTED.fullmatch("".join(row["lasted"].split()))
    if shape is None:
        return None
    days, hours, minutes = (int(part or 0) for part in shape.groups())
    return (days * 24 + hours) * 60 + minutes


def _words(row: Row, column: str) -> str:
    parts = (part.strip() for part in row[column].split(","))
    return ", ".join(part for part in parts if part and part.casefold() != NONE_TAKEN)
