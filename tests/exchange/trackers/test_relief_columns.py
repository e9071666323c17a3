"""Columns of medicines and of what was tried: each comes in as relief, with its name and dose."""

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.relief_cells import says_none, uses_in
from journal.words.imports import sentence
from tests.exchange.sample_files import VIENNA, left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed

MAPPER = Mapper()
DIARY = """Date,Pain,Medicine,Notes
2026-01-13,3,-,tired
2026-01-14,6,Ibuprofen 400,
2026-01-15,5,"paracetamol 1g, heat pad",bad day
2026-01-16,2,2x ibuprofen,
2026-01-17,2,none,
2026-01-18,2,0,
2026-01-19,2,no meds today,
"""
Tried = tuple[str, str | None, str | None, str | None]


def tried(table: str, **answers: str) -> list[Tried]:
    """The reliefs of a table: the method of each, its name, its dose and its unit."""
    reliefs = of(r.Relief, brought(table.encode(), **answers))
    return [(relief.method, relief.name, relief.dose, relief.unit) for relief in reliefs]


def of_cell(cell: str, column: str = "Medicine", **answers: str) -> list[Tried]:
    """What comes in of one cell of a column, as it is guessed."""
    return tried(f'Date,Pain,{column}\n2026-01-13,4,"{cell}"\n', **answers)


def test_a_column_of_medicines_comes_in_as_relief_with_names_and_doses() -> None:
    assert guessed(MAPPER, DIARY.encode())["column:medicine"] == "relief:medicine"
    assert tried(DIARY) == [
        ("medicine", "Ibuprofen", "400", None),
        ("medicine", "paracetamol", "1", "g"),
        ("warmth", "heat pad", None, None),
        ("medicine", "ibuprofen", "2", "x"),
    ]
    file = brought(DIARY.encode())
    assert left(file) == {"row not_tried": 4}
    assert len(of(r.PainLevel, file)) == 7
    ids = [relief.id for relief in of(r.Relief, file)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        *((column, "Xyzal") for column in ("Medicine", "Meds", "Schmerzmittel", "Médicaments")),
        *(("Taken", cell) for cell in ("Ibuprofen 400", "paracetamol 1g, heat pad", "Xyz 5 mg")),
        ("Was", "Ibuprofen 400"),
        ("Ibuprofen 400", "x"),
    ],
)
def test_it_is_guessed_by_its_name_or_by_its_cells(column: str, cell: str) -> None:
    table = f'Date,Pain,{column}\n2026-01-13,4,"{cell}"\n2026-01-14,4,-\n'.encode()
    assert guessed(MAPPER, table)[f"column:{column.lower()}"] == "relief:medicine"


@pytest.mark.parametrize(
    ("column", "cell"), [("Notes", "took ibuprofen"), ("Meds helped?", "yes"), ("Taken", "walk")]
)
def test_no_other_column_is_taken_for_one(column: str, cell: str) -> None:
    table = f"Date,Pain,{column}\n2026-01-13,4,{cell}\n2026-01-14,4,-\n".encode()
    assert not guessed(MAPPER, table)[f"column:{column.lower()}"].startswith("relief:")


@pytest.mark.parametrize(
    ("cell", "uses"),
    [
        ("Ibuprofen 400", [("medicine", "Ibuprofen", "400", None)]),
        ("ibuprofen 400mg and paracetamol 1,5 g", [
            ("medicine", "ibuprofen", "400", "mg"), ("medicine", "paracetamol", "1.5", "g")
        ]),
        ("Novalgin 30 Tropfen; Voltaren gel", [
            ("medicine", "Novalgin", "30", "Tropfen"), ("nsaid_cream", "Voltaren gel", None, None)
        ]),
        ("ibu 600 um 8 Uhr", [("medicine", "ibu", "600", None)]),
        ("400 mg ibuprofen", [("medicine", "ibuprofen", "400", "mg")]),
        ("2 x 400 mg ibuprofen", [("medicine", "ibuprofen", "800", "mg")]),
        ("Ibuprofen (400 mg)", [("medicine", "Ibuprofen", "400", "mg")]),
        ("yes", [("medicine", None, None, None)]),
        ("2", [("medicine", None, None, None)]),
        ("massage", [("massage", None, None, None)]),
    ],
)  # fmt: skip
def test_names_and_doses_are_read_as_people_write_them(cell: str, uses: list[Tried]) -> None:
    assert of_cell(cell) == uses


@pytest.mark.parametrize(
    ("column", "cell", "use"),
    [
        ("Ibuprofen 400", "x", ("Ibuprofen", "400", None)),
        ("Ibuprofen 400", "2", ("Ibuprofen", "800", None)),
        ("Ibuprofen (mg)", "400", ("Ibuprofen", "400", "mg")),
        ("Ibuprofen (mg)", "2 x 400", ("Ibuprofen", "800", "mg")),
        ("Ibuprofen", "600 mg", ("Ibuprofen", "600", "mg")),
        ("Ibuprofen", "in the morning", ("Ibuprofen", None, None)),
    ],
)
def test_the_name_of_a_column_is_that_of_its_medicine(
    column: str, cell: str, use: tuple[str | None, ...]
) -> None:
    assert [name_dose_unit for _, *name_dose_unit in of_cell(cell, column)] == [[*use]]


def test_several_in_a_cell_are_asked_about_once_a_column() -> None:
    questions = MAPPER.questions(
        DIARY.encode(), zone=VIENNA, answers=guessed(MAPPER, DIARY.encode())
    )
    several = [sentence(question.text) for question in questions if ":medicine" in question.id]
    assert several == [
        "What is in the column “Medicine”?",
        "Is “paracetamol 1g, heat pad” in “Medicine” one medicine or remedy, or several?",
        "Was “2x ibuprofen” in “Medicine” taken at once?",
    ]
    assert ("medicine", "ibuprofen", "2", "x") in tried(DIARY)
    apart = tried(DIARY, times__medicine="apart")
    assert apart[-2:] == [("medicine", "ibuprofen", None, None)] * 2
    assert len(tried(DIARY, several__medicine="one")) == 3


def test_the_example_of_a_column_is_its_first_cell_with_words() -> None:
    questions = MAPPER.questions(DIARY.encode(), zone=VIENNA, answers={"kind": "pain"})
    reasons = {each.id: each.reason and sentence(each.reason) for each in questions}
    assert reasons["column:medicine"] == "For example: Ibuprofen 400"
    assert reasons["column:pain"] == "For example: 3"


@pytest.mark.parametrize(
    "cell", ["none", "-", "0", "no meds", "keine", "nichts", "0 tablets", "nein"]
)
def test_what_says_that_nothing_was_taken_is_told(cell: str) -> None:
    assert says_none(cell)
    table = f"Date,Pain,Meds\n2026-01-13,4,{cell}\n2026-01-14,4,Ibu 400\n".encode()
    file = brought(table)
    assert len(of(r.Relief, file)) == 1
    assert left(file) == {"row not_tried": 1}


def test_a_sentence_is_no_name() -> None:
    cell = "took two of the pills that my neighbour had left over"
    (relief,) = of(r.Relief, brought(f"Date,Pain,Meds\n2026-01-13,4,{cell}\n".encode()))
    assert (relief.name, relief.note) == (None, f"meds: {cell}")


def test_a_row_of_relief_has_the_name_and_the_dose_too() -> None:
    table = (
        "Date,Time,Medication,Pain before,Pain after 20\n2026-01-13,10:00,Ibuprofen 400,5,3\n"
        '2026-01-14,10:00,"ibuprofen 400 mg, heat pad",5,3\n2026-01-15,10:00,none,5,3\n'
    )
    assert tried(table) == [
        ("medicine", "Ibuprofen", "400", "mg"),
        ("medicine", "ibuprofen", "400", "mg"),
        ("warmth", "heat pad", None, None),
    ]
    assert left(brought(table.encode())) == {"row not_tried": 1}


def test_a_list_is_parted_as_people_write_lists() -> None:
    assert uses_in("ibuprofen 1,5 g, ice and massage; rest and sleep") == [
        "ibuprofen 1,5 g", "ice", "massage", "rest and sleep"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    ["ibuprofen 1.000 mg", "paracetamol 1,000 mg", "Tilidin 50/4 mg", "ibuprofen 400-600 mg"],
)
def test_a_number_that_can_be_read_in_two_ways_is_no_dose(cell: str) -> None:
    assert of_cell(cell) == [("medicine", cell, None, None)]


@pytest.mark.parametrize("cell", ["no ibuprofen", "kein Ibuprofen", "ohne Tabletten"])
def test_a_medicine_that_was_not_taken_is_none(cell: str) -> None:
    assert says_none(cell)
    assert of_cell(cell) == []


def test_more_than_a_no_before_a_medicine_is_kept() -> None:
    assert not says_none("not enough ibuprofen")
    assert not says_none("ibuprofen, no heat")
    assert not says_none("no heat, ice")


@pytest.mark.parametrize(
    ("cell", "dose"),
    [("1", "400"), ("2", "800"), ("400", "400"), ("800", "800"), ("0.5", None)],
)
def test_a_number_below_a_medicine_and_its_dose_is_a_count_or_the_dose(
    cell: str, dose: str | None
) -> None:
    assert of_cell(cell, "Ibuprofen 400") == [("medicine", "Ibuprofen", dose, None)]
    assert of_cell("5", "Diazepam 5") == [("medicine", "Diazepam", "5", None)]


@pytest.mark.parametrize(
    ("column", "cells", "doses"),
    [
        ("Paracetamol (g)", ("1",), ["1"]),
        ("Paracetamol", ("1", "2", "0.5"), ["1", "2", "0.5"]),
        ("Paracetamol", ("1", "0"), [None]),
    ],
)
def test_a_one_among_amounts_is_one_of_them(
    column: str, cells: tuple[str, ...], doses: list[str | None]
) -> None:
    rows = "".join(f"2026-01-{day},4,{cell}\n" for day, cell in enumerate(cells, 10))
    assert [dose for _, _, dose, _ in tried(f"Date,Pain,{column}\n{rows}")] == doses


@pytest.mark.parametrize(
    ("cell", "uses"),
    [
        ("ibuprofen 2 hours later", [("medicine", "ibuprofen", None, None)]),
        ("Ibuprofen 30 min before bed", [("medicine", "Ibuprofen", None, None)]),
        ("Ibuprofen 2 Stunden später", [("medicine", "Ibuprofen", None, None)]),
        ("Ibuprofen 400 2 hours later", [("medicine", "Ibuprofen", "400", None)]),
        ("Vitamin B 12", [("medicine", "Vitamin B 12", None, None)]),
        ("Vitamin B 12 500 µg", [("medicine", "Vitamin B 12", "500", "µg")]),
        ("Omega 3", [("medicine", "Omega 3", None, None)]),
        ("Vitamin D 1000", [("medicine", "Vitamin D", "1000", None)]),
    ],
)
def test_a_time_or_a_part_of_a_name_is_no_dose(cell: str, uses: list[Tried]) -> None:
    assert of_cell(cell) == uses


def test_what_else_a_cell_says_stays_in_the_note() -> None:
    file = brought(b"Date,Pain,Medicine\n2026-01-13,4,ibuprofen 2 hours later\n")
    assert [each.note for each in of(r.Relief, file)] == ["medicine: ibuprofen 2 hours later"]


@pytest.mark.parametrize("dose", ["Dose", "Dosis", "Dosage", "Dose (mg)"])
def test_a_column_of_doses_beside_one_of_medicines_gives_the_dose(dose: str) -> None:
    unit = "" if "(" in dose else " mg"
    rows = f"2026-01-13,4,Ibuprofen,400{unit}\n2026-01-14,2,,\n2026-01-15,2,,-\n2026-01-16,2,,0\n"
    table = f"Date,Pain,Medicine,{dose}\n{rows}"
    assert tried(table) == [("medicine", "Ibuprofen", "400", "mg")]
    file = brought(table.encode())
    assert [each.note for each in of(r.PainLevel, file)] == [None] * 4


def test_a_dose_that_was_taken_twice_is_the_dose_of_both() -> None:
    rows = "2026-01-13,4,Ibuprofen,2x400\n2026-01-14,4,Ibuprofen,2 x 400 mg\n"
    file = brought(f"Date,Pain,Medicine,Dose\n{rows}".encode())
    uses = [(use.dose, use.unit, use.note) for use in of(r.Relief, file)]
    assert uses == [("800", None, "dose: 2x400"), ("800", "mg", "dose: 2 x 400 mg")]


def test_each_column_of_doses_is_of_the_medicine_before_it() -> None:
    table = (
        "Date,Pain,Medicine 1,Dose 1,Medicine 2,Dose 2\n"
        "2026-01-13,4,Ibuprofen,400 mg,Paracetamol,1 g\n"
    )
    assert tried(table) == [
        ("medicine", "Ibuprofen", "400", "mg"), ("medicine", "Paracetamol", "1", "g")
    ]  # fmt: skip


@pytest.mark.parametrize("dose", ["two tablets", "as needed", "400 mg at night"])
def test_what_a_dose_cell_says_besides_stays_in_the_note(dose: str) -> None:
    rows = f"2026-01-13,4,Ibuprofen,{dose}\n2026-01-14,4,Ibuprofen,400 mg\n"
    first, second = of(r.Relief, brought(f"Date,Pain,Medicine,Dose\n{rows}".encode()))
    assert (first.note, second.note) == (f"dose: {dose}", None)


def test_a_table_of_medicines_alone_has_its_doses_with_units() -> None:
    table = "Date,Time,Medicine,Dose\n2026-01-13,08:00,Ibuprofen,400 mg\n2026-01-14,09:00,Xyz,2\n"
    assert tried(table) == [("medicine", "Ibuprofen", "400", "mg"), ("medicine", "Xyz", "2", None)]


def test_of_two_doses_that_beside_the_name_counts_and_the_other_is_noted() -> None:
    table = "Date,Pain,Medicine,Dose\n2026-01-13,4,Ibuprofen 400,2 tablets\n"
    (relief,) = of(r.Relief, brought(table.encode()))
    assert (relief.name, relief.dose, relief.note) == ("Ibuprofen", "400", "dose: 2 tablets")


def test_a_dose_without_its_unit_has_that_of_the_same_dose_elsewhere() -> None:
    rows = "".join(
        f"2026-01-{at},4,{cell}\n"
        for at, cell in enumerate(
            ["Ibuprofen 400", "ibuprofen 400 mg", "Ibuprofen 800", "Xyz 400"], 13
        )
    )
    assert [use[1:] for use in tried(f"Date,Pain,Medicine\n{rows}")] == [
        ("Ibuprofen", "400", "mg"), ("ibuprofen", "400", "mg"),
        ("Ibuprofen", "800", None), ("Xyz", "400", None),
    ]  # fmt: skip
