"""What a row says comes in with an entry or is told; days and pairs of numbers are not guessed."""

import io
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.exchange.files.dates import Dates
from journal.exchange.files.left_list import LeftList
from journal.exchange.files.questions import ORDER
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.recognise import format_of
from journal.words.imports import sentence
from tests.core.strategies import examples
from tests.exchange.sample_files import NOW, VIENNA, answered, left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed, levels

MAPPER = Mapper()
TODAY = date(2026, 11, 30)

# The order of day, month and year


@pytest.mark.parametrize("mark", [".", "/", "-"])
@pytest.mark.parametrize("year", ["26", "2026"])
@pytest.mark.parametrize("bad", [[], ["31.09."], ["31.09.", "32.10."]])
@pytest.mark.parametrize("first", [1, 8, 17])
def test_days_close_together_are_meant_although_a_few_are_none(
    mark: str, year: str, bad: list[str], first: int
) -> None:
    texts = [f"{day:02}.10.{year}" for day in range(first, first + 7)]
    texts += [f"{day}{year}" for day in bad]
    dates = Dates([text.replace(".", mark) for text in texts], until=TODAY)
    assert dates.order == "day first"
    assert [dates.read(text.replace(".", mark)) for text in texts[7:]] == [None] * len(bad)


@pytest.mark.parametrize("texts", [
    "01.10.26 31.09.26", "14.10.26 15.10.26 31.09.26", "01/10/26 02/10/26 31/09/26",
    "10/01/2026 10/02/2026 10/03/2026 13/09/2026", "31.09.26", "30-02-26", "31-09-26 31-06-26",
])  # fmt: skip
def test_an_order_that_another_one_may_stand_for_is_asked(texts: str) -> None:
    dates = Dates(texts.split(), until=TODAY)
    assert len(dates.orders) > 1


@pytest.mark.parametrize("texts", [
    "24.12.2025 25.12.2025 26.12.2025 31.09.2026", "10.11.2025 11.11.2025 12.11.2025 13.11.2025",
    "2013-05-20 2013-05-21", "11/12/2025 11/13/2025 11/14/2025 11/15/2025",
])  # fmt: skip
def test_an_order_that_is_clear_is_not_asked(texts: str) -> None:
    assert len(Dates(texts.split(), until=TODAY).orders) <= 1


def test_the_days_of_another_order_that_lie_years_apart_are_not_guessed() -> None:
    dates = Dates(["14-10-26", "16-10-26", "15-10-26", "31-09-26"], until=TODAY)
    assert (dates.order, dates.order_reason) == ("day first", "recent")
    assert Dates(["13-05-20", "13-05-21", "13-05-28"], until=TODAY).order == "year first"


@pytest.mark.parametrize("day", ["31.09.26", "31/09/26", "30-02-26", "29.02.26"])
def test_a_lone_day_that_there_is_not_is_told_and_no_year_to_come(day: str) -> None:
    table = f"Date;Pain\n{day};4\n".encode()
    dates = Dates([day], until=TODAY)
    assert (dates.order, dates.order_reason) == ("day first", "to_come")
    (problem,) = brought(table).problems
    assert (problem.cell, problem.text.code) == (day, "expected_moment")


def test_impossible_days_beside_one_of_a_recent_year_do_not_make_it_one_of_long_ago() -> None:
    table = b"Date;Pain\n31-09-26;4\n31-06-26;4\n13-06-26;5\n"
    file = answered(MAPPER, table, guessed(MAPPER, table) | {BAD_ROWS: LEFT_OUT})
    assert [day for day, _, _ in levels(file)] == ["2026-06-13"]
    assert [problem.line for problem in file.left_rows] == [2, 3]


def test_a_day_that_there_is_not_is_told_and_the_others_keep_their_year() -> None:
    rows = "".join(f"{day:02}.09.26;4\n" for day in range(1, 8))
    table = f"Datum;Schmerz\n{rows}31.09.26;3\n".encode()
    form = format_of(io.BytesIO(table))
    answers = guessed(form, table)
    assert answers[ORDER] == "day first"
    (problem,) = answered(form, table, answers).problems
    assert (problem.line, problem.cell) == (9, "31.09.26")
    assert sentence(problem.text).startswith("This is not a day")
    file = answered(form, table, answers | {BAD_ROWS: LEFT_OUT})
    assert [day for day, _, _ in levels(file)] == [f"2026-09-{day:02}" for day in range(1, 8)]


# Notes, and what belongs to a record that a row does not make

DIARY = """Datum;Schmerz (0-10);Krampf Dauer;Auslöser;Bridge x;Notiz
14.09.26;4;;;;erster Tag
15.09.26;;20 min;sitzen;12;zwei
16.09.26;;;;8;geübt
17.09.26;5;;gehoben;;ok
18.09.26;;;;;nur Notiz
""".encode()


def diary(**changes: str) -> ReadFile:
    """What comes in of a diary of spasms, pain and exercises."""
    return brought(DIARY, kind="episodes", column__datum="started_at",
                   **{"column__schmerz_(0-10)": "level:day_average"}, **changes)  # fmt: skip


def notes(file: ReadFile) -> list[tuple[int, str, str]]:
    """The line, the kind and the first line of each note."""
    return [
        (line, type(record).__name__, note.split("\n")[0])
        for line, record in zip(file.lines, file.records, strict=True)
        if (note := getattr(record, "note", None))
    ]


def test_a_note_goes_with_the_entry_of_its_kind_or_else_the_first_of_its_row() -> None:
    assert [each for each in notes(diary(ends="")) if "Auslöser" not in each[2]] == [
        (2, "PainLevel", "erster Tag"),
        (3, "Episode", "zwei"),
        (4, "CompletedExercise", "geübt"),
        (5, "PainLevel", "ok"),
    ]


def test_a_note_and_a_cell_without_their_entry_are_told_with_their_line() -> None:
    file = diary(ends="", column__auslöser="triggers")
    cells = {(each.name, each.lines) for each in file.not_brought if each.sort == "cell"}
    assert cells == {("notiz: nur Notiz", (6,)), ("auslöser: gehoben", (5,))}


def test_an_exercise_without_its_amount_is_told_where_its_row_makes_another_entry() -> None:
    table = b"Date,Exercise,Reps,Pain,Note\n2026-09-01,Bridge,10,,fine\n2026-09-13,Curl,,5,sore\n"
    answers = {"column__pain": "level:now", "column__note": "note"}
    file = brought(table, kind="exercises", **answers)
    assert notes(file) == [(2, "CompletedExercise", "fine"), (3, "PainLevel", "sore")]
    assert left(file) == {"cell exercise: Curl": 1}


def test_of_many_cells_without_an_entry_only_the_first_are_named() -> None:
    rows = "".join(f"2026-{at // 28 + 1:02}-{at % 28 + 1:02},,word {at}\n" for at in range(100))
    file = brought(f"Date,Pain,Note\n2026-01-31,4,\n{rows}".encode())
    cells = [each for each in file.not_brought if each.sort in ("cell", "cells")]
    assert len(cells) == 21
    assert sum(each.count for each in cells) == 100


def test_every_cell_without_an_entry_is_listed_where_all_are_wanted() -> None:
    rows = "".join(f"2026-{at // 28 + 1:02}-{at % 28 + 1:02},,word {at}\n" for at in range(100))
    table = f"Date,Pain,Note\n2026-01-31,4,\n{rows}".encode()
    contents = MAPPER.held(io.BytesIO(table), ReadFile())
    answers = guessed(MAPPER, table)
    left_list = LeftList(io.StringIO())
    file = MAPPER.read_held(contents, answers, now=NOW, zone=VIENNA, left_list=left_list)
    assert not file.names_all_left
    cells = [sentence for sentence in left_list.sentences(file) if "the cell" in sentence]
    assert cells == [f"the cell “note: word {at}” (line {at + 3})" for at in range(100)]
    assert len([each for each in file.not_brought if each.sort in ("cell", "cells")]) == 21


ATTRIBUTES = {
    "lasted": "ended_at",
    "spasm:lasted": "ended_at",
    "does:done": "outcome",
    "words": "note",
}
CELLS = {
    "Datum": [],
    "Wert": ["", "", "3", "4"],
    "Dauer": ["", "20 min"],
    "Anlass": ["", "other"],
    "Menge": ["", "", "12", "no"],
    "Was": ["", "Bridge"],
    "Wort": ["", "", "text"],
}


@st.composite
def rows_of_days(draw: st.DrawFn) -> bytes:
    """A table with a row for each of some days, in which each note is another."""
    rows = []
    for at in range(draw(st.integers(1, 5))):
        cells = [draw(st.sampled_from(choices)) for choices in list(CELLS.values())[1:]]
        rows.append([f"2026-09-{at + 13}", *cells[:-1], cells[-1] and f"text {at}."])
    return "\n".join(";".join(row) for row in [list(CELLS), *rows]).encode()


def is_told(line: int, role: str, cell: str, file: ReadFile) -> bool:
    """Whether a cell is in an entry of its line, or its line is named for what is left out."""
    name = ATTRIBUTES.get(role, role.partition(":")[2] if ":" in role else role)
    name = "level" if role.startswith("level") else name
    name = "name" if role.startswith("relief:") else name
    values = [
        getattr(record, name, None)
        for at, record in zip(file.lines, file.records, strict=True)
        if at == line
    ]
    if any(problem.line == line for problem in file.left_rows):
        return True
    if role in ("note", "words"):
        is_named = any(
            line in each.lines and cell in each.name
            for each in file.not_brought
            if each.sort == "cell"
        )
        return is_named or any(cell in (value or "") for value in values)
    notes = [
        getattr(record, "note", None) or ""
        for at, record in zip(file.lines, file.records, strict=True)
        if at == line
    ]
    values += [note for note in notes if cell in note]
    return any(value not in (None, (), "") for value in values) or any(
        line in each.lines for each in file.not_brought
    )


@given(rows_of_days(), st.data())
@examples(60)
def test_every_cell_of_a_column_that_is_read_is_in_an_entry_or_told(
    table: bytes, data: st.DataObject
) -> None:
    kind = data.draw(st.sampled_from(["episodes", "pain", "exercises", "relief"]))
    answers = {"kind": kind, "column:datum": RECORDS[kind].MOMENT, BAD_ROWS: LEFT_OUT}
    while fresh := [question for question in MAPPER.questions(table, zone=VIENNA, answers=answers)
                    if question.id not in answers]:  # fmt: skip
        for question in fresh:
            values = [value for value, _ in question.choices] or [VIENNA]
            is_time = {"clock", "zone", "day", "started_at", "ended_at", RECORDS[kind].MOMENT}
            values = [value for value in values if value not in is_time] or values
            choice = data.draw(st.sampled_from(values))
            answers[question.id] = "exercise:Bridge" if choice == "exercise" else choice
    file = answered(MAPPER, table, answers)
    assume(not file.problems)
    for line, text in enumerate(table.decode().splitlines()[1:], start=2):
        for key, cell in zip(map(str.lower, CELLS), text.split(";"), strict=True):
            role = answers[f"column:{key}"]
            if cell and role and key != "datum":
                assert is_told(line, role, cell, file), (line, key, role, answers, file)


# Two numbers in a column of repetitions


@pytest.mark.parametrize(
    ("cells", "guess", "amounts"),
    [
        (["12x2", "10"], "reps", [(2, 12), (None, 10)]),
        (["2x12", "3*10"], "sets", [(2, 12), (3, 10)]),
        (["12 x 2", "2 * 12"], "smaller", [(2, 12), (2, 12)]),
    ],
)
def test_which_of_two_numbers_are_the_sets_is_asked(
    cells: list[str], guess: str, amounts: list[tuple[int | None, int]]
) -> None:
    rows = "".join(f"{day}.09.26;{cell};4\n" for day, cell in enumerate(cells, start=13))
    table = f"Datum;Bridge x;Schmerz\n{rows}".encode()
    form = format_of(io.BytesIO(table))
    answers = guessed(form, table)
    assert answers["pairs:bridge x"] == guess
    exercises = of(r.CompletedExercise, answered(form, table, answers))
    assert [(each.sets, each.reps) for each in exercises] == amounts
    assert exercises[0].note == f"bridge x: {cells[0]}"
    turned = {"reps": "sets", "sets": "reps", "smaller": "sets"}[guess]
    other = of(r.CompletedExercise, answered(form, table, answers | {"pairs:bridge x": turned}))
    assert (other[0].sets, other[0].reps) != amounts[0] or guess == "smaller"


def test_two_numbers_that_say_which_are_the_sets_are_not_asked() -> None:
    table = b"Date,Exercise,Reps\n2026-09-13,Bridge,3 sets of 10\n2026-09-14,Bridge,2x8 reps\n"
    answers = guessed(MAPPER, table)
    assert not any(key.startswith("pairs:") for key in answers)
    other_table = table.replace(b"Reps", b"Sets x Reps").replace(b"3 sets of 10", b"12x2")
    assert guessed(MAPPER, other_table)["pairs:sets x reps"] == "sets"
