"""Bearable's CSV export: both generations, with and without ``date formatted``."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import ClassVar, Final

from journal.exchange.files.clocks import clock
from journal.exchange.files.dates import Dates
from journal.exchange.files.likely_use import likely_use, regions_in
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    LEVELS,
    OF_DAYS,
    PAIN_NOW,
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

PARTS: Final = {"pre": time(3), "am": time(9), "mid": time(15), "pm": time(21)}
"""The middle of each part of a day: before 6, until 12, until 18, until 24 o'clock."""

SYMPTOM: Final = "symptom"
SLEEP_QUALITY: Final = "sleep quality"
SEVERITIES: Final = {
    "mild": "2",
    "moderate": "5",
    "severe": "8",
    "unbearable": "10",
    "extreme": "10",
}
"""What a label is guessed to be: the middle of the level's own words (mild is 1 to 3 …)."""

RATED: Final = frozenset({SYMPTOM, SLEEP_QUALITY, "mood", "energy", "sleep", "period"})
"""The categories of readings that are no things done or taken."""

THING_CHOICES: Final = (LEAVE_OUT, AS_EXERCISE, *AS_RELIEF)
SOURCES: Final = {
    "recorded_at": "date",
    "completed_at": "date",
    "applied_at": "date",
    "day": "date",
    "level": "rating/amount",
    "exercise": "detail",
}


class Bearable(TableFormat):
    """One row is one reading: a rating, a symptom's severity, a dose, a thing done."""

    word: ClassVar[str] = "bearable"
    title: ClassVar[str] = "Bearable"
    needed: ClassVar[frozenset[str]] = frozenset(
        {"date", "time of day", "category", "rating/amount", "detail"}
    )
    known: ClassVar[frozenset[str]] = frozenset({"date formatted", "weekday", "notes"})

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; foreign month names; what symptoms, severities, sleep and things are."""
        return [
            zone_question(zone),
            *date_questions(_dates(table, zone)),
            Question(
                "notes",
                text("what_in_note_of_day"),
                (
                    ("", text("nothing")),
                    ("written", text("notes_i_wrote")),
                    ("all", text("every_reading")),
                ),
                "written",
            ),
            *_symptom_questions(table),
            *_sleep_questions(table),
            *_thing_questions(table),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the readings."""
        dates = answered_dates(_dates(table, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            when = dates.read(_date_cell(row))
            if when is None:
                intake.refuse(row, "date", "expected_day")
            else:
                self._take(row, intake, when.day)

    def _take(self, row: Row, intake: Intake, day: date) -> None:
        at = _moment(row, intake, day)
        category = row["category"].lower()
        if category == SYMPTOM:
            self._take_symptom(row, intake, at)
        elif category == SLEEP_QUALITY and intake.answers.get(SLEEP):
            intake.mark(row, day, SLEEP, intake.answers[f"sleep:{row['rating/amount']}"])
        elif category in RATED:
            intake.leave("category", row["category"])
        else:
            for name in _things(row):
                self._take_thing(row, intake, at, name)
        answer = intake.answers["notes"]
        if answer == "all" or (answer and row["notes"]):
            rating = row["rating/amount"] if category != SYMPTOM else ""
            reading = joined(row["category"], row["detail"], rating, row["notes"])
            order = f"{at} {row.line:06}"
            intake.say(row, day, order, f"{_when(row)}: {reading}")
        elif row["notes"]:
            intake.leave("column", "notes")

    def _take_symptom(self, row: Row, intake: Intake, at: str) -> None:
        name, _ = _symptom(row)
        if not (use := intake.answers[f"symptom:{name}"]):
            intake.leave(SYMPTOM, name)
            return
        texts = {
            "level": intake.answers[f"severity:{row['rating/amount']}"],
            "note": f"{_when(row)}: {row['detail']}, {row['rating/amount']}",
            "regions": regions_in(name),
        }
        intake.put(row, use, name, at, texts, SOURCES, _key(row))

    def _take_thing(self, row: Row, intake: Intake, at: str, name: str) -> None:
        if not (use := intake.answers[_thing_id(row, name)]):
            intake.leave(row["category"].lower(), name)
            return
        amount = joined(name, row["rating/amount"])
        texts = {"note": f"{_when(row)}: {amount}"}
        intake.put(row, use, name, at, texts, SOURCES, _key(row))


def _when(row: Row) -> str:
    return f"Bearable {row['time of day']}".strip()


def _key(row: Row) -> tuple[str, ...]:
    return row["date"], row["time of day"], row["category"]


def _date_cell(row: Row) -> str:
    return row["date formatted"] or row["date"]


def _dates(table: Table, zone: str) -> Dates:
    return Dates((_date_cell(row) for row in table.rows), zone=zone)


def _moment(row: Row, intake: Intake, day: date) -> str:
    """A clock as it stands; a part of the day at its middle; anything else at midday."""
    time_of_day = row["time of day"]
    if time_of_day[:1].isdecimal() and (at := clock(time_of_day)) is not None:
        return (datetime.combine(day, time()) + at).isoformat()
    if part := PARTS.get(row["time of day"].lower()):
        return intake.about(day, part)
    return intake.about(day)


def _symptom(row: Row) -> tuple[str, str]:
    """A symptom's name and the label of its severity, which stands in the last brackets."""
    detail = row["detail"]
    name, _, label = detail.removesuffix(")").rpartition("(")
    return (name.strip(), label) if name.strip() and detail.endswith(")") else (detail, "")


def _symptom_questions(table: Table) -> Iterator[Question]:
    rows = [row for row in table.rows if row["category"].lower() == SYMPTOM]
    days: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for row in rows:
        name, label = _symptom(row)
        days.setdefault(name, []).append(row["date"])
        labels.setdefault(row["rating/amount"], label)
    for name, its_days in days.items():
        once = len(set(its_days)) == len(its_days)
        choices = (LEAVE_OUT, PAIN_NOW, *(OF_DAYS if once else ()))
        what = text("what_is_symptom", name=name)
        guess = likely_use(name, choices)
        yield Question(f"symptom:{name}", what, choices, guess, group="symptoms")
    for rating, label in sorted(labels.items()):
        what = text("which_level_is_severity", word=joined(rating, label))
        guess = SEVERITIES.get(label.lower(), _severity(rating))
        yield Question(f"severity:{rating}", what, LEVELS, guess)


def _severity(rating: str) -> str:
    """A level to start from where the label says nothing: the severities in their order."""
    return {"1": "2", "2": "5", "3": "8", "4": "10"}.get(rating, "0")


def _sleep_questions(table: Table) -> Iterator[Question]:
    rows = [row for row in table.rows if row["category"].lower() == SLEEP_QUALITY]
    ratings = sorted({row["rating/amount"] for row in rows})
    dates = [row["date"] for row in rows]
    if not rows or len(set(dates)) < len(dates):
        return
    choices = (LEAVE_OUT, (SLEEP, text("how_i_slept")))
    yield Question(SLEEP, text("what_is_category", name="Sleep quality"), choices, SLEEP)
    labels = {row["rating/amount"]: row["detail"] for row in rows}
    for rating in ratings:
        what = text("how_well_slept", word=joined(rating, labels[rating]))
        yield Question(f"sleep:{rating}", what, LEVELS, _of_five(rating), depends=SLEEP)


def _of_five(rating: str) -> str:
    """A rating of 1 to 5 stretched to 0 to 10, halves rounded up; 0 where it is none."""
    return str(((int(rating) - 1) * 5 + 1) // 2) if rating in {"1", "2", "3", "4", "5"} else "0"


def _things(row: Row) -> list[str]:
    return [name for part in row["detail"].split("|") if (name := " ".join(part.split()))]


def _thing_id(row: Row, name: str) -> str:
    return f"{row['category'].lower()}:{name}"


def _thing_questions(table: Table) -> Iterator[Question]:
    things: dict[str, tuple[str, str]] = {}
    for row in table.rows:
        if row["category"].lower() not in RATED:
            for name in _things(row):
                things.setdefault(_thing_id(row, name), (row["category"], name))
    for key, (category, name) in things.items():
        what = text("what_is_of", name=name, category=category)
        guess = likely_use(name, THING_CHOICES)
        yield Question(key, what, THING_CHOICES, guess, group="things")
