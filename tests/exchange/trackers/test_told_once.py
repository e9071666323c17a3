"""What is left out is told, and nothing is told to be left out that is in the diary."""

import io
from collections import Counter
from dataclasses import fields
from typing import Final

from hypothesis import assume, given
from hypothesis import strategies as st

from journal.core.model.kinds import RECORDS
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import Answers, Question
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.column_roles import HAD
from journal.exchange.trackers.mapper import Mapper
from tests.core.strategies import examples
from tests.exchange.sample_files import NOW, VIENNA, left
from tests.exchange.trackers.test_kept_tables import brought

MAPPER = Mapper()
CELLS: Final = {
    "Value": ["", "", "3", "4", "-", "mild", "9.5"],
    "Lasted": ["", "20 min", "0", "-", "x 20 min"],
    "Why": ["", "other", "stress|cold"],
    "Amount": ["", "", "12", "no", "3x10", "0"],
    "What": ["", "Bridge", "bridge, walk", "n/a"],
    "Words": ["", "", "text"],
    "Spasm?": ["", "yes", "no", "2", "maybe"],
    "Meds": ["", "none", "Ibuprofen 400", "paracetamol 1g, heat pad", "2x ibu"],
    "Sleep": ["", "7", "bad", "-"],
    "Spasm strength": ["", "5", "mild", "-"],
}
Told = tuple[str, str, int]


class Omissions(LeftList):
    """Keeps what is left out: of what sort it is, its name and its line."""

    def __init__(self) -> None:
        self.all: list[Told] = []

    def add(self, file: ReadFile, sort: str, name: str, line: int) -> None:
        self.all.append((sort, name, line))


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """A table with some of the columns, and a row for each of some days."""
    names = draw(st.lists(st.sampled_from(sorted(CELLS)), min_size=2, max_size=5, unique=True))
    days = range(13, 13 + draw(st.integers(1, 3)))
    rows = [[f"2026-09-{day}", *(draw(st.sampled_from(CELLS[name])) for name in names)]
            for day in days]  # fmt: skip
    return [["Date", *names], *rows]


def held(table: list[list[str]]) -> AnyTable:
    """What the mapper makes of a table."""
    text = "\n".join(";".join(row) for row in table)
    contents = MAPPER.held(io.BytesIO(text.encode()), ReadFile(ours=False))
    assert isinstance(contents, AnyTable)
    return contents


def all_answers(
    contents: AnyTable, answers: Answers, data: st.DataObject | None
) -> dict[str, str]:
    """Answers to all that is asked: as drawn, or the guesses."""
    full_answers = dict(answers)
    while fresh := [question for question in MAPPER.asked(contents, VIENNA, full_answers)
                    if question.id not in full_answers]:  # fmt: skip
        for question in fresh:
            choice = (
                data.draw(st.sampled_from(choices_of(question))) if data else guess_of(question)
            )
            full_answers[question.id] = "exercise:Bridge" if choice == "exercise" else choice
    return full_answers


def choices_of(question: Question) -> list[str]:
    """What may be answered, but for what says when something was."""
    values = [value for value, _ in question.choices] or [VIENNA]
    times = {"clock", "zone", "day", "ended_at", *(kind.MOMENT for kind in RECORDS.values())}
    return [value for value in values if value not in times] or values


def guess_of(question: Question) -> str:
    """What is answered where nobody looks."""
    return choices_of(question)[-1] if question.fault(question.guess) else question.guess


def read(table: list[list[str]], answers: Answers) -> tuple[ReadFile, list[Told]]:
    """What comes in of a table, and all that is left out."""
    contents, omissions = held(table), Omissions()
    full_answers = all_answers(contents, answers, None)
    file = MAPPER.read_held(contents, full_answers, now=NOW, zone=VIENNA, left_list=omissions)
    return file, omissions.all


def entries(file: ReadFile, line: int) -> list[str]:
    """What the entries of a line say, without their ids."""
    return sorted(
        repr([getattr(record, each.name) for each in fields(record) if each.name != "id"])
        for at, record in zip(file.lines, file.records, strict=True)
        if at == line
    )


@given(tables(), st.data())
@examples(80)
def test_each_cell_is_in_the_diary_or_told_to_be_left_out_and_never_both(
    table: list[list[str]], data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["episodes", "pain", "exercises", "relief"]))
    first = {"kind": kind, "column:date": RECORDS[kind].MOMENT, BAD_ROWS: LEFT_OUT}
    answers = all_answers(held(table), first, data)
    file, omissions = read(table, answers)
    assume(not file.problems)
    refused = {problem.line for problem in file.left_rows}
    unread = {each.name for each in file.not_brought if each.sort == "column"}
    roles = Counter(answers[f"column:{name.lower()}"] for name in table[0][1:])
    for line, row in enumerate(table[1:], start=2):
        for at, (name, cell) in enumerate(zip(table[0], row, strict=True)):
            key = name.lower()
            if not cell or not at or line in refused or answers[f"column:{key}"] == HAD:
                continue
            if roles[answers[f"column:{key}"]] > 1:
                continue  # where another column says the same, it is in the diary without this one
            without = [[*each] for each in table]
            without[line - 1][at] = ""
            other, _ = read(without, answers)
            is_in = entries(other, line) != entries(file, line)
            is_named = name in unread or ("cell", f"{key}: {cell}", line) in omissions
            of_row = any(place == line for sort, _, place in omissions if sort != "cell")
            if not other.problems:
                assert not (is_in and is_named), (line, name, cell, answers)
                assert is_in or is_named or of_row, (line, name, cell, answers)


def test_a_word_in_the_note_of_its_entry_is_not_told_to_be_left_out() -> None:
    table = b"Date,Exercise,Effort,Spasm?\n2026-09-13,Bridge,x 20 min,yes\n2026-09-14,Bridge,3,4\n"
    answers = {"kind": "exercises", "column__effort": "effort", "column__spasm?": "pain_after",
               "word__effort__x 20 min": "", "word__spasm?__yes": ""}  # fmt: skip
    file = brought(table, **answers)
    assert file.records[0].note == "effort: x 20 min · spasm?: yes"  # type: ignore[attr-defined]
    assert left(file) == {}


def test_a_row_of_which_nothing_comes_in_is_told_with_an_unclear_cell_of_its_day() -> None:
    table = b"Date,Pain,Stress\n2026-09-13,,odd\n2026-09-14,3,yes\n"
    file = brought(table, column__stress="days:stress", word__stress__odd="")
    assert left(file) == {"cell stress: odd": 1, "row without_entry": 1}
