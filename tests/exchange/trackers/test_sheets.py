"""A workbook with a sheet for each month: all sheets that look alike come in together."""

import io
from typing import Any

from journal.core.model import records as r
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.recognise import format_of
from journal.words.imports import sentence
from tests.exchange.sample_files import VIENNA, answered, heard, of
from tests.exchange.trackers.test_app_files import spreadsheet
from tests.exchange.trackers.test_kept_tables import guessed

MONTHS: dict[str, list[list[Any]]] = {
    "Jan 2026": [["Day", "Pain"], [30, 3], [31, 4]],
    "Feb 2026": [["Day", "Pain"], [1, 5], [2, 60], [3, 6]],
    "Read me": [["Scale", "Meaning"], [0, "none"], [10, "worst"]],
}


def test_sheets_that_look_alike_come_in_together() -> None:
    content = spreadsheet(MONTHS)
    form = format_of(io.BytesIO(content))
    (question,) = [
        question for question in form.questions(content, zone=VIENNA) if question.id == "sheet"
    ]
    assert [value for value, _ in question.choices] == ["*", "Jan 2026", "Feb 2026", "Read me"]
    assert question.guess == "*"
    file = heard(form, content)
    assert [(problem.sheet, problem.sheet_line, problem.cell) for problem in file.problems] == [
        ("Feb 2026", 3, "60")
    ]
    remainder = answered(form, content, guessed(form, content) | {BAD_ROWS: LEFT_OUT})
    assert [(str(level.day), level.level) for level in of(r.PainLevel, remainder)] == [
        ("2026-01-30", 3), ("2026-01-31", 4), ("2026-02-01", 5), ("2026-02-03", 6)
    ]  # fmt: skip
    assert [(problem.sheet, problem.sheet_line) for problem in remainder.left_rows] == [
        ("Feb 2026", 3)
    ]


def test_one_of_several_alike_sheets_can_be_chosen() -> None:
    content = spreadsheet(MONTHS)
    file = heard(format_of(io.BytesIO(content)), content, sheet="Jan 2026")
    assert [str(record.day) for record in of(r.PainLevel, file)] == ["2026-01-30", "2026-01-31"]


def test_a_day_that_two_sheets_give_is_told_with_its_sheet() -> None:
    content = spreadsheet({
        "one": [["Date", "Pain"], ["2026-01-30", 3]],
        "two": [["Date", "Pain"], ["2026-01-30", 4]],
    })  # fmt: skip
    form = format_of(io.BytesIO(content))
    (problem,) = heard(form, content, constant__kind="day_average").problems
    assert (problem.sheet, problem.sheet_line) == ("two", 2)
    assert sentence(problem.text) == "The same as on line 2 of the sheet “one”."
