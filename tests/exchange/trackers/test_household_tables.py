"""Tables as households keep them, in nine languages: what comes in is right, asked or told."""

import pytest

from journal.core.model import records as r
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought, levels


def exercises(table: str) -> list[tuple[int, str, int | None, int | None, int | None]]:
    """Day of the month, exercise, repetitions, held seconds and minutes of each."""
    return [
        (it.day.day, it.exercise, it.reps, it.hold_seconds, it.minutes)
        for it in of(r.CompletedExercise, brought(table.encode()))
    ]


@pytest.mark.parametrize(
    "name", ["Number of spasms", "Anzahl Krämpfe", "Nombre de crises", "How many spasms"]
)
def test_a_number_of_spasms_is_no_level(name: str) -> None:
    file = brought(f"Date,{name},Worst pain\n2026-02-02,3,7\n2026-02-13,0,2\n".encode())
    assert [(kind, level) for _, kind, level in levels(file)] == [
        ("day_worst", 7), ("day_worst", 2)
    ]  # fmt: skip
    assert left(file) == {f"column {name}": 2}


def test_tables_beside_each_other_keep_their_own_days() -> None:
    table = "Date,Pain,,Date,Walk min\n2026-02-02,3,,2026-02-05,30\n2026-02-13,4,,,\n"
    assert [day for day, _, _ in levels(brought(table.encode()))] == ["2026-02-02", "2026-02-13"]
    assert exercises(table) == [(5, "Walking", None, None, 30)]


def test_a_table_below_another_has_its_own_columns() -> None:
    table = "Date,Pain\n2026-02-02,3\n2026-02-13,4\n,\nDate,Walk min\n2026-02-14,30\n"
    assert [level for _, _, level in levels(brought(table.encode()))] == [3, 4]
    assert exercises(table) == [(14, "Walking", None, None, 30)]


@pytest.mark.parametrize(
    "header",
    [
        "Data;Ból rano;Ból wieczorem",
        "Datum;Pijn 's ochtends;Pijn 's avonds",
        "Datum;Schmerz vormittags;Schmerz abends",
        "Date;Douleur matinée;Douleur soirée",
        "Data;Dor manhã;Dor noite",
    ],
)
def test_parts_of_the_day_are_known_as_they_are_inflected(header: str) -> None:
    found = of(r.PainLevel, brought(f"{header}\n13.02.2026;3;5\n14.02.2026;4;6\n".encode()))
    assert [it.kind for it in found] == ["now"] * 4
    assert [it.level for it in found] == [3, 5, 4, 6]
    assert found[0].recorded_at < found[1].recorded_at


@pytest.mark.parametrize(
    ("column", "cells", "hours"),
    [
        ("Sommeil (h)", "7,5 6,25", True),
        ("Sleep hours", "7.5 6", True),
        ("Sleep", "7.5 6", True),
        ("Schlaf", "7 8", True),
        ("Sleep quality", "8 6", False),
        ("Sleep (0-10)", "8 6", False),
        ("Sleep", "8 2", False),
    ],
)
def test_hours_of_sleep_are_not_how_good_it_was(column: str, cells: str, hours: bool) -> None:  # noqa: FBT001 (a case)
    one, two = cells.split()
    file = brought(f"Date;Pain;{column}\n13.02.2026;3;{one}\n14.02.2026;4;{two}\n".encode())
    assert (of(r.DayNote, file) == []) is hours
    assert (f"column {column}" in left(file)) is hours


@pytest.mark.parametrize(
    ("column", "cell", "found"),
    [
        ("Walk", "1/2 h", (None, None, 30)),
        ("Walk", "1 1/2 h", (None, None, 90)),
        ("Walk", "½ h", (None, None, 30)),
        ("Caminata", "0:45", (None, None, 45)),
        ("Spaziergang", "45'", (None, None, 45)),
        ("Plank", "45 sec", (None, 45, None)),
        ("Bridge", "3x15", (15, None, None)),
        ("Exercises done (of 4)", "3", (None, None, None)),
        ("Alongamentos", "sim", (None, None, None)),
        ("Oefeningen gedaan", "ja", (None, None, None)),
        ("Ćwiczenia", "tak", (None, None, None)),
    ],
)
def test_what_an_exercise_column_counts_is_told_from_its_cells(
    column: str, cell: str, found: tuple[int | None, ...]
) -> None:
    ((_, _, *counted),) = exercises(f"Date;Pain;{column}\n13.02.2026;3;{cell}\n14.02.2026;4;\n")
    assert tuple(counted) == found


@pytest.mark.parametrize("column", ["Ibuprofen (mg)", "Farmaci", "Leki", "Meds", "Paracetamol"])
def test_a_medicine_is_kept_in_the_note(column: str) -> None:
    table = f"Date;Pain;{column}\n13.02.2026;3;2 x 400\n14.02.2026;4;\n"
    found = of(r.PainLevel, brought(table.encode()))
    assert [it.note for it in found] == [f"{column.lower()}: 2 x 400", None]
