"""Bearable's CSV export: both generations, with and without ``date formatted``."""

from collections.abc import Iterator
from datetime import date, time
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
from journal.exchange.files.times import clock, iso_day, month_questions, named_day
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
        dates = (row["date"] for row in table.rows if iso_day(row["date formatted"]) is None)
        return [
            zone_question(zone),
            *month_questions(dates),
            Question(
                "notes",
                "What shall stand as words in the note of its day?",
                (("", "nothing"), ("written", "the notes I wrote"), ("all", "every reading")),
                "written",
            ),
            *_symptom_questions(table),
            *_sleep_questions(table),
            *_thing_questions(table),
        ]

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the readings."""
        for row in table.rows:
            if intake.file.full:
                return
            day = _day(row, intake)
            if day is None:
                intake.refuse(row, "date", "Expected a day such as 8th Dec 2021.")
            else:
                self._take(row, intake, day)

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
        wanted = intake.answers["notes"]
        if wanted == "all" or (wanted and row["notes"]):
            said = row["rating/amount"] if category != SYMPTOM else ""
            reading = joined(row["category"], row["detail"], said, row["notes"])
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


def _day(row: Row, intake: Intake) -> date | None:
    if day := iso_day(row["date formatted"]) or iso_day(row["date"]):
        return day
    named = named_day(row["date"], intake.answers)
    return named[0] if named else None


def _moment(row: Row, intake: Intake, day: date) -> str:
    """A clock as it stands; a part of the day at its middle; anything else at midday."""
    if at := clock(row["time of day"]):
        return f"{day}T{at}"
    if part := PARTS.get(row["time of day"].lower()):
        return intake.about(day, part)
    return intake.about(day)


def _symptom(row: Row) -> tuple[str, str]:
    """A symptom's name and the label of its severity, which stands in the last brackets."""
    detail = row["detail"]
    name, _, label = detail.removesuffix(")").rpartition("(")
    return (name.strip(), label) if name.strip() and detail.endswith(")") else (detail, "")


def _symptom_questions(table: Table) -> Iterator[Question]:
    found = [row for row in table.rows if row["category"].lower() == SYMPTOM]
    days: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for row in found:
        name, label = _symptom(row)
        days.setdefault(name, []).append(row["date"])
        labels.setdefault(row["rating/amount"], label)
    for name, its_days in days.items():
        once = len(set(its_days)) == len(its_days)
        choices = (LEAVE_OUT, PAIN_NOW, *(OF_DAYS if once else ()))
        text = f"What is the symptom “{name}”?"
        yield Question(f"symptom:{name}", text, choices, guessed_use(name, choices))
    for rating, label in sorted(labels.items()):
        text = f"Which pain level, 0 (none) to 10, is the severity {joined(rating, label)}?"
        guess = SEVERITIES.get(label.lower(), _severity(rating))
        yield Question(f"severity:{rating}", text, LEVELS, guess)


def _severity(rating: str) -> str:
    """A level to start from where the label says nothing: the severities in their order."""
    return {"1": "2", "2": "5", "3": "8", "4": "10"}.get(rating, "0")


def _sleep_questions(table: Table) -> Iterator[Question]:
    found = [row for row in table.rows if row["category"].lower() == SLEEP_QUALITY]
    ratings = sorted({row["rating/amount"] for row in found})
    dates = [row["date"] for row in found]
    if not found or len(set(dates)) < len(dates):
        return
    choices = (LEAVE_OUT, (SLEEP, "how I slept, 0 to 10"))
    yield Question(SLEEP, "What is the category “Sleep quality”?", choices, SLEEP)
    labels = {row["rating/amount"]: row["detail"] for row in found}
    for rating in ratings:
        words = joined(rating, labels[rating])
        text = f"How well, 0 (not at all) to 10, did you sleep at {words}?"
        yield Question(f"sleep:{rating}", text, LEVELS, _of_five(rating), depends=SLEEP)


def _of_five(rating: str) -> str:
    """A rating of 1 to 5 stretched to 0 to 10, halves rounded up; 0 where it is none."""
    return str(((int(rating) - 1) * 5 + 1) // 2) if rating in {"1", "2", "3", "4", "5"} else "0"


def _things(row: Row) -> list[str]:
    return [name for part in row["detail"].split("|") if (name := " ".join(part.split()))]


def _thing_id(row: Row, name: str) -> str:
    return f"{row['category'].lower()}:{name}"


def _thing_questions(table: Table) -> Iterator[Question]:
    named: dict[str, tuple[str, str]] = {}
    for row in table.rows:
        if row["category"].lower() not in RATED:
            for name in _things(row):
                named.setdefault(_thing_id(row, name), (row["category"], name))
    for key, (category, name) in named.items():
        text = f"What is “{name}” of {category}?"
        yield Question(key, text, THING_CHOICES, guessed_use(name, THING_CHOICES))
