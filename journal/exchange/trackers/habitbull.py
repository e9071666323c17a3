"""HabitBull's CSV export: one row a habit and day, with how often it was done."""

from typing import ClassVar, Final

from journal.exchange.files.dates import Dates
from journal.exchange.files.likely_use import likely_use
from journal.exchange.files.numbers import Numbers
from journal.exchange.files.questions import (
    AS_EXERCISE,
    AS_RELIEF,
    LEAVE_OUT,
    Answers,
    Question,
    answered_dates,
    date_questions,
    zone_question,
)
from journal.exchange.files.table import Row, Table
from journal.exchange.files.texts import text
from journal.exchange.trackers.amounts import amount, amount_question
from journal.exchange.trackers.base import TableFormat
from journal.exchange.trackers.intake import Intake, joined

CHOICES: Final = (LEAVE_OUT, AS_EXERCISE, *AS_RELIEF)
SOURCES: Final = {
    "completed_at": "calendardate",
    "applied_at": "calendardate",
    "day": "calendardate",
}


class HabitBull(TableFormat):
    """0 is not done, 1 done, more an amount, and a number below zero skipped."""

    word: ClassVar[str] = "habitbull"
    title: ClassVar[str] = "HabitBull"
    needed: ClassVar[frozenset[str]] = frozenset({"habitname", "calendardate", "value"})
    known: ClassVar[frozenset[str]] = frozenset(
        {"habitdescription", "habitcategory", "commenttext"}
    )

    def asked(self, table: Table, zone: str, answers: Answers) -> list[Question]:
        """The zone; how days are written; what each habit is, and what its numbers count."""
        highest: dict[str, float] = {}
        for row in table.rows:
            number = Numbers().read(row["value"]) or 0
            highest[row["habitname"]] = max(number, highest.get(row["habitname"], 0))
        questions = [zone_question(zone), *date_questions(_dates(table, zone))]
        for name, most in highest.items():
            what = text("what_is_habit", name=name)
            key, guess = f"habit:{name}", likely_use(name, CHOICES)
            guess = guess or AS_EXERCISE[0] if _of_the_back(table, name) else guess
            questions.append(Question(key, what, CHOICES, guess, group="habits"))
            if most > 1:
                questions.append(amount_question(name, "", key))
        return questions

    def take(self, table: Table, intake: Intake) -> None:
        """Bring in the days on which something was done."""
        dates = answered_dates(_dates(table, intake.zone), intake.answers)
        for row in table.rows:
            if intake.file.full:
                return
            name, number = row["habitname"], Numbers().read(row["value"])
            if not (use := intake.answers[f"habit:{name}"]):
                intake.leave("habit", name)
            elif row["value"] and number is None:
                intake.refuse(row, "value", "expected_number")
            elif not number or number < 0:
                intake.leave("not_done", name)
            else:
                _take(row, intake, use, number, dates)


def _of_the_back(table: Table, name: str) -> bool:
    """Whether a habit stands in a category that is about exercises or the back."""
    words = ("back", "exercise", "physio", "fitness", "sport", "workout", "rehab")
    categories = (row["habitcategory"] for row in table.rows if row["habitname"] == name)
    return any(word in next(categories, "").casefold() for word in words)


def _dates(table: Table, zone: str) -> Dates:
    return Dates((row["calendardate"] for row in table.rows), zone=zone)


def _take(row: Row, intake: Intake, use: str, number: float, dates: Dates) -> None:
    when = dates.read(row["calendardate"])
    if when is None:
        intake.refuse(row, "calendardate", "expected_day")
        return
    name = row["habitname"]
    count = f"{number:g}" if number > 1 else ""
    note = joined(f"HabitBull: {name}", count, row["commenttext"])
    field = intake.answers.get(f"amount:{name}", "")
    dose = amount(field, number) if use.startswith("exercise") and number > 1 else {}
    intake.put(row, use, name, intake.about(when.day), {"note": note, **dose}, SOURCES,
               [row["calendardate"]])  # fmt: skip
