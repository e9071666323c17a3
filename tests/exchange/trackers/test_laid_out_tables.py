"""Tables that are laid out otherwise: days without a year, in parts, across, or by weekday."""

import io

import pytest

from journal.core.model import records as r
from journal.exchange.files.table import Row, Table
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.recognise import format_of
from journal.exchange.trackers.reshaped import reshaped
from tests.exchange.sample_files import NOW, VIENNA, answered, of
from tests.exchange.trackers.test_kept_tables import brought, guessed, levels


def found_days(table: str, **changes: str) -> list[tuple[str, int]]:
    """Day and level of each pain level."""
    return [(day, level) for day, _, level in levels(brought(table.encode(), **changes))]


@pytest.mark.parametrize(
    ("table", "first", "reason"),
    [
        ("Date,Pain\n30 Dec,3\n2 Jan,5\n", "2025-12-30", "year_by_latest"),
        ("Date,Pain\n2 Jan,5\n30 Dec,3\n", "2026-01-02", "year_by_latest"),
        ("Datum;Schmerz\n03.02.;4\n13.02.;5\n", "2026-02-03", "year_by_latest"),
        ("Datum;Schmerz\nMo 30.12.;4\nDi 31.12.;5\n", "2024-12-30", "year_by_weekdays"),
        ("Date,Day of week,Pain\nFeb 3,Mon,4\nFeb 4,Tue,5\n", "2025-02-03", "year_by_weekdays"),
        ("Pain 2024,\nDate,Pain\n3/2,4\n3/14,5\n", "2024-03-02", "year_by_mentioned"),
        ("Date;Douleur\n3 févr.;4\n4 févr.;5\n", "2026-02-03", "year_by_latest"),
        ("Fecha,Dolor\n3 de febrero,4\n4 de febrero,5\n", "2026-02-03", "year_by_latest"),
        ("Date,Pain\n3 Nov,4\n4 Nov,5\n", "2025-11-03", "year_by_latest"),
        ("Date,Pain\n3 Feb 14:30,4\n4 Feb 9:00,5\n", "2026-02-03", "year_by_latest"),
    ],
)
def test_the_year_is_asked_where_days_have_none(table: str, first: str, reason: str) -> None:
    form = format_of(io.BytesIO(table.encode()))
    questions = form.questions(table.encode(), zone=VIENNA, seen_on=NOW.date())
    year = next(question for question in questions if question.id == "year")
    assert (year.guess, year.reason and year.reason.code) == (first[:4], reason)
    assert found_days(table)[0][0] == first


def test_the_year_goes_on_with_the_rows() -> None:
    rows = "".join(f"{day} {month},4\n" for month in ("Oct", "Dec", "Feb", "Dec", "Jan")
                   for day in (3, 17))  # fmt: skip
    days = [day for day, _ in found_days(f"Date,Pain\n{rows}", year="2023")]
    assert days[::2] == ["2023-10-03", "2023-12-03", "2024-02-03", "2024-12-03", "2025-01-03"]


def test_an_answered_year_counts() -> None:
    assert found_days("Date,Pain\n30 Dec,3\n2 Jan,5\n", year="2019") == [
        ("2019-12-30", 3), ("2020-01-02", 5)
    ]  # fmt: skip


def test_without_any_hint_no_year_is_guessed() -> None:
    table = b"Date,Pain\n30 Dec,3\n2 Jan,5\n"
    (year,) = [question for question in format_of(io.BytesIO(table)).questions(table, zone=VIENNA)
               if question.id == "year"]  # fmt: skip
    assert year.guess == ""
    assert year.fault("") is not None


@pytest.mark.parametrize(
    "table",
    [
        "Date,Pain\n2026-02-03,3-4\n2026-02-13,5-6\n",
        "Date,Pain\n2026-02-03,3/5\n2026-02-13,4/5\n",
        "Date,Pain,Next visit\n2026-02-03,3,3 Mar\n2026-02-13,4,\n",
    ],
)
def test_what_only_looks_like_a_day_without_a_year_is_none(table: str) -> None:
    assert "year" not in guessed(format_of(io.BytesIO(table.encode())), table.encode())


@pytest.mark.parametrize(
    "table",
    [
        "Year,Month,Day,Pain\n2026,2,3,4\n2026,2,13,6\n",
        "Jahr;Monat;Tag;Schmerz\n2026;Februar;3;4\n;;13;6\n",
        "Jour;Mois;Année;Douleur\n3;02;2026;4\n13;02;2026;6\n",
        "Date,Pain\nFebruary 2026,\n3,4\n13,6\n",
        "Februar 2026;\nTag;Schmerz\n3.;4\n13.;6\n",
        "Pain diary,,\n,3.2.2026,13.2.2026,27.2.2026\nPain,4,6,\n",
        "Date,2026-02-03,2026-02-13,2026-02-14\nPain,4,6,\n",
        "Week of,Mon,Tue,Wed,Thu,Fri,Sat,Sun\n2026-02-02,,4,,,,,\n2026-02-09,,,,,6,,\n",
        "Woche ab;Mo;Di;Mi;Do;Fr;Sa;So\n02.02.2026;;4;;;;;\n09.02.2026;;;;;6;;\n",
        "Date,Pain\n2026-02-03,4\nDate,Pain\n2026-02-13,6\n",
        "Date,Pain\n2026-02-03,4\n,\n,\n2026-02-13,6\n",
    ],
)
def test_days_are_found_however_a_table_is_laid_out(table: str) -> None:
    assert found_days(table) == [("2026-02-03", 4), ("2026-02-13", 6)]


@pytest.mark.parametrize(
    "table",
    [
        "My back may improve,\nDay,Pain\n1,4\n2,6\n",
        "Day,Pain\n1,4\n2,6\n",
    ],
)
def test_days_that_are_only_counted_are_no_days_of_a_month(table: str) -> None:
    file = brought(table.encode())
    assert file.records == []
    assert file.problems


def test_rows_without_a_day_are_of_the_day_above_where_they_have_a_time() -> None:
    table = "Date,Time,Pain\n2026-02-02,morning,3\n,evening,5\n2026-02-13,morning,4\n"
    records = of(r.PainLevel, brought(table.encode()))
    assert [(record.day.day, record.level) for record in records] == [(2, 3), (2, 5), (13, 4)]
    refused = brought(table.encode(), gaps="")
    assert [problem.line for problem in refused.problems] == [3]


@pytest.mark.parametrize(
    ("cells", "readings"),
    [
        (["four", "ten", "zero"], [4, 10, 0]),
        (["vier", "zehn", "null"], [4, 10, 0]),
        (["quatre", "Dix", "zéro"], [4, 10, None]),
        (["6/7", "5", "3/4"], [7, 5, 4]),
        (["≥5", "~6", "6+"], [5, 6, 6]),
    ],
)
def test_levels_in_words_and_ranges_are_guessed_and_asked(
    cells: list[str], readings: list[int | None]
) -> None:
    rows = "".join(f"2026-01-{13 + at};{cell}\n" for at, cell in enumerate(cells))
    levels_found = [level for _, level in found_days("Date;Pain\n" + rows)]
    assert levels_found == [level for level in readings if level is not None]


def test_a_worst_level_beyond_the_scale_is_told_with_its_row() -> None:
    rows = "".join(f"2026-02-{day},3,{worst}\n" for day, worst in zip(
        range(13, 19), (6, 12, 5, 6, 30, 7), strict=True))  # fmt: skip
    table = f"Date,Average,Worst\n{rows}".encode()
    file = brought(table)
    assert [(problem.line, problem.column, problem.cell) for problem in file.problems] == [
        (3, "Worst", "12"), (6, "Worst", "30")
    ]  # fmt: skip
    form = format_of(io.BytesIO(table))
    remainder = answered(form, table, guessed(form, table) | {BAD_ROWS: LEFT_OUT})
    assert [level.level for level in of(r.PainLevel, remainder) if level.kind == "day_worst"] == [
        6,
        5,
        6,
        7,
    ]
    assert [problem.line for problem in remainder.left_rows] == [3, 6]


def test_a_row_for_each_thing_measured_becomes_a_column_each() -> None:
    file = brought(
        b"Date,Measure,Value,Note\n2026-01-13,Pain,3,stiff\n2026-01-13,Walking (min),30,\n"
        b"2026-01-13,Pain,5,\n2026-01-27,Pain,4,\n2026-01-27,Walking (min),20,in rain\n"
    )
    assert sorted(record.level for record in of(r.PainLevel, file)) == [3, 4, 5]
    walks = of(r.CompletedExercise, file)
    assert [(walk.day.day, walk.exercise, walk.minutes) for walk in walks] == [
        (13, "Walking", 30),
        (27, "Walking", 20),
    ]


def test_a_table_of_several_things_without_pain_stays_as_it_is() -> None:
    names = {"date", "item", "amount"}
    rows = [
        Row(2, {"date": "2026-01-13", "item": "Tea", "amount": "3"}),
        Row(3, {"date": "2026-01-14", "item": "Coffee", "amount": "2"}),
    ]
    assert set(reshaped(Table(["Date", "Item", "Amount"], rows)).names) == names


def test_what_differs_besides_the_value_begins_another_row_and_a_unit_is_of_its_column() -> None:
    rows = [
        Row(2, {"date": "2026-01-13", "type": "Pain", "value": "6", "unit": "", "who": ""}),
        Row(3, {"date": "2026-01-13", "type": "Walking", "value": "1", "unit": "h", "who": "me"}),
        Row(4, {"date": "2026-01-13", "type": "pain", "value": "4", "unit": "", "who": ""}),
    ]
    table = reshaped(Table(["Date", "Type", "Value", "Unit", "Who"], rows))
    cells = [(row.line, row["pain"], row["walking (h)"], row["who"]) for row in table.rows]
    assert cells == [(2, "6", "", ""), (3, "", "1", "me"), (4, "4", "", "")]


def test_a_value_without_a_thing_is_none_of_the_things() -> None:
    rows = [
        Row(2, {"date": "2026-01-13", "type": "Pain", "value": "6"}),
        Row(3, {"date": "2026-01-14", "type": "Sleep", "value": "7"}),
        Row(4, {"date": "2026-01-15", "type": "", "value": "5"}),
    ]
    table = reshaped(Table(["Date", "Type", "Value"], rows))
    assert [(row["pain"], row["sleep"], row["value"]) for row in table.rows] == [
        ("6", "", ""), ("", "7", ""), ("", "", "5")
    ]  # fmt: skip


def test_zones_are_not_looked_for_in_long_notes() -> None:
    # Each of these cells would take many seconds.
    note = f"08:00 {' ' * 8_000}slept badly"
    rows = [Row(line, {"date": "2026-01-13", "note": note}) for line in range(2, 50)]
    assert list(reshaped(Table(["Date", "Note"], rows)).names) == ["date", "note"]


@pytest.mark.parametrize(
    "table",
    [
        "Date,DIGITS,Pain\n2026-01-13,3,4\n2026-01-14,3,5\n",
        "Day,Month,Year,Pain\n1,DIGITS,2024,4\n2,1,2024,5\n3,1,2024,4\n",
        "Day,Month,Year,Pain\n1,1,DIGITS,4\n2,1,2024,5\n3,1,2024,4\n",
        "Date,Method,Pain before,Pain DIGITS min after\n2026-01-13,Heat,4,3\n2026-01-14,Ice,5,4\n",
    ],
)
def test_a_number_of_thousands_of_digits_is_no_part_of_a_day(table: str) -> None:
    content = table.replace("DIGITS", "1" * 5_000).encode()
    form = format_of(io.BytesIO(content))
    assert guessed(form, content)
