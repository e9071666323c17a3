"""Tables of the same kinds as the kept ones, written otherwise: other words, shapes, languages."""

import io

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.recognise import format_of
from tests.exchange.sample_files import answered, left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed, levels


def days(table: str) -> list[tuple[int, str, int]]:
    """Day of the month, kind and level of each pain level."""
    return [(int(day[-2:]), kind, level) for day, kind, level in levels(brought(table.encode()))]


@pytest.mark.parametrize(
    "header", ["Datum;Mittel;Maximum", "Fecha;Promedio;Peor", "day;avg;max", "Dag;Gemiddelde;Top"]
)
def test_average_and_worst_are_known_without_the_word_pain(header: str) -> None:
    assert days(f"{header}\n3.1.2026;3;7\n14.1.2026;2;6\n") == [
        (3, "day_average", 3), (3, "day_worst", 7), (14, "day_average", 2), (14, "day_worst", 6)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "header",
    ["Дата;Боль", "Data;Ból", "Datum;Smärta", "Tarih;A\u011fr\u0131", "日付;痛み",
     "Datum;Pijn (0-10)",
     "Päivä;Kipu", "Data;Dor", "Day;Lower back", "When;Rückenschmerz", "Dato;Smerter"],
)  # fmt: skip
def test_pain_is_known_in_the_languages_people_write_in(header: str) -> None:
    assert days(f"{header}\n13.01.2026;3\n27.01.2026;0\n") == [
        (13, "day_average", 3), (27, "day_average", 0)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "table",
    [
        "Date,Pain,\n,Morning,Evening\n2026-01-13,3,4\n2026-01-27,5,6\n",
        "My diary,,\nDate,Pain,\n,am,pm\n2026-01-13,3,4\n2026-01-27,5,6\n",
    ],
)
def test_a_header_of_two_rows_names_every_column(table: str) -> None:
    records = of(r.PainLevel, brought(table.encode()))
    assert [(record.recorded_at.hour, record.level) for record in records] == [
        (8, 3),
        (19, 4),
        (8, 5),
        (19, 6),
    ]


def test_a_row_of_units_is_part_of_the_header() -> None:
    file = brought(b"Date,Pain,Walking\n,0-5,min\n2026-01-13,3,20\n2026-01-27,5,10\n")
    assert [record.level for record in of(r.PainLevel, file)] == [6, 10]
    assert [record.minutes for record in of(r.CompletedExercise, file)] == [20, 10]


def test_a_column_without_a_name_is_not_lost_in_silence() -> None:
    file = brought(b"Date,Pain,,\n2026-01-13,3,felt odd,\n2026-01-27,4,,\n")
    assert [record.note for record in of(r.PainLevel, file)] == ["column 3: felt odd", None]


@pytest.mark.parametrize("cells", [",3.5,30", ",7,", "Summe:,7,30", ",,30"])
def test_a_last_row_that_sums_up_is_no_day(cells: str) -> None:
    file = brought(f"Date,Pain,Walk min\n2026-01-13,3,20\n2026-01-27,4,10\n{cells}\n".encode())
    assert [record.level for record in of(r.PainLevel, file)] == [3, 4]
    assert left(file) == {"row summary": 1}


def test_a_row_without_a_day_that_sums_nothing_up_is_told() -> None:
    file = brought(b"Date,Pain,Walk min\n2026-01-13,3,20\n2026-01-27,4,10\n,9,14\n")
    assert {problem.line for problem in file.problems} == {4}
    assert file.only_rows


def test_one_row_with_a_cell_too_many_does_not_keep_the_others_out() -> None:
    table = b"Date,Pain,Note\n2026-01-13,3,long, far drive\n2026-01-27,4,ok\n"
    form = format_of(io.BytesIO(table))
    answers = guessed(form, table)
    file = answered(form, table, answers)
    assert file.only_rows
    remainder = answered(form, table, answers | {BAD_ROWS: LEFT_OUT})
    assert [record.level for record in of(r.PainLevel, remainder)] == [4]
    assert [problem.line for problem in remainder.left_rows] == [2]


def test_an_application_line_of_numbers_above_the_header_is_let_pass() -> None:
    table = "com.example.walks,6313041,4\nstart_time,activity,minutes,steps\n"
    table += "2026-01-13 08:00:00.000,Walking,30,3100\n2026-01-27 08:00:00.000,Walking,40,4100\n"
    assert [record.minutes for record in of(r.CompletedExercise, brought(table.encode()))] == [
        30,
        40,
    ]


@pytest.mark.parametrize(
    ("cells", "readings"),
    [
        (["35%", "50%", "100%"], [4, 5, 10]),
        (["0 - none", "3 (mild)", "7 severe"], [0, 3, 7]),
        (["3-4", "5+", "<2"], [4, 5, 2]),
        (["none", "Very severe", "moderate"], [0, 9, 5]),
        (["kein", "sehr stark", "leicht"], [0, 9, 2]),
        (["mild", "very mild", "mild to moderate"], [2, 1, 4]),
        (["moderate-severe", "sehr leicht", "mild at first, severe later"], [7, 1, 8]),
        (["3/5", "5/5", "0/5"], [6, 10, 0]),
    ],
)
def test_a_level_said_in_another_way_is_guessed_and_asked(
    cells: list[str], readings: list[int]
) -> None:
    rows = "".join(f"2026-01-{13 + at};{cell}\n" for at, cell in enumerate(cells))
    assert [level for _, _, level in days("Date;Pain\n" + rows)] == readings


@pytest.mark.parametrize(
    ("cells", "marks"),
    [
        ("✓,x,-", [True, False, False]),
        ("x,,x", [True, False, True]),
        ("TRUE,FALSE,TRUE", [True, False, True]),
        ("ja,nein,", [True, False, False]),
        ("oui,non,oui", [True, False, True]),
        ("1,0,2", [True, False, True]),
    ],
)
def test_only_what_was_done_is_an_exercise(cells: str, marks: list[bool]) -> None:
    rows = "".join(f"2026-01-{13 + at},{cell}\n" for at, cell in enumerate(cells.split(",")))
    records = of(r.CompletedExercise, brought(f"Date,Plank\n{rows}".encode()))
    assert [record.day.day for record in records] == [
        13 + at for at, was in enumerate(marks) if was
    ]


def test_every_exercise_column_is_an_exercise_of_its_own() -> None:
    file = brought(b"Date,Plank (sec),Squats (reps)\n2026-01-13,45,20\n2026-01-14,0,15\n")
    exercises = {
        (record.exercise, record.hold_seconds, record.reps)
        for record in of(r.CompletedExercise, file)
    }
    assert exercises == {("Plank", 45, None), ("Squats", None, 20), ("Squats", None, 15)}


def test_a_distance_is_no_count_of_repetitions() -> None:
    file = brought(b"Date,Walk (km),Pain\n2026-01-13,3,4\n2026-01-14,0,2\n")
    (walk,) = of(r.CompletedExercise, file)
    assert (walk.reps, walk.minutes, walk.note) == (None, None, "walk (km): 3")


def test_sets_and_repetitions_in_one_cell_are_both_read() -> None:
    file = brought(b"Date,Exercise,Sets x Reps\n2026-01-13,Bridge,3x10\n")
    (exercise,) = of(r.CompletedExercise, file)
    assert (exercise.sets, exercise.reps) == (3, 10)


@pytest.mark.parametrize(
    ("header", "cells", "hours"),
    [
        ("date,hour,pain", ["8", "20"], [7, 19]),
        ("date,time,pain", ["0.34375", "0.5"], [7, 11]),
        ("date,time (utc),pain", ["08:15", "12:00"], [8, 12]),
        ("date,uhrzeit,schmerz", ["8 Uhr", "20 Uhr"], [7, 19]),
        ("date,time,pain", ["12:05AM", "12:05pm"], [23, 11]),
    ],
)
def test_a_column_of_times_is_read_however_it_is_written(
    header: str, cells: list[str], hours: list[int]
) -> None:
    rows = "".join(f"2026-01-{13 + at},{cell},{at}\n" for at, cell in enumerate(cells))
    records = of(r.PainLevel, brought(f"{header}\n{rows}".encode()))
    assert [record.recorded_at.hour for record in records] == hours


@pytest.mark.parametrize(
    ("header", "length", "minutes"),
    [
        ("onset;Länge (Std);Stärke", "2,5", 150),
        ("Attack start;How long;Intensity", "1h30", 90),
        ("Attack start;How long;Intensity", "90 min", 90),
        ("Started;Lasted;Strength", "PT1H30M", 90),
        ("Started;Lasted;Strength", "1:30", 90),
    ],
)
def test_a_length_is_read_however_it_is_called(header: str, length: str, minutes: int) -> None:
    (attack,) = of(r.Episode, brought(f"{header}\n2026-01-13 10:00;{length};7\n".encode()))
    assert (attack.minutes, attack.peak_level) == (minutes, 7)


def test_other_symptoms_are_left_out_of_a_log_of_symptoms() -> None:
    file = brought(
        b"Date,Symptom,Severity\n2026-01-13,Back pain,3\n2026-01-14,Nausea,5\n"
        b"2026-01-15,Neck ache,4\n"
    )
    records = of(r.PainLevel, file)
    assert [(record.day.day, record.level, record.regions) for record in records] == [
        (13, 3, ()), (15, 4, ("neck_middle",))
    ]  # fmt: skip
    assert left(file) == {"row elsewhere": 1}


def test_levels_of_several_places_come_in_with_their_places() -> None:
    file = brought(b"Date,Headache,Back pain,Lower back (L)\n2026-01-13,9,4,5\n")
    assert [(record.level, record.regions) for record in of(r.PainLevel, file)] == [
        (4, ()), (5, ("lower_back_left",))
    ]  # fmt: skip
    assert left(file) == {"column Headache": 1}


def test_a_medicine_by_its_name_is_a_medicine() -> None:
    file = brought(b"Date,Time,Medication\n2026-01-13,10:00,Ibuprofen 400\n")
    assert [(record.method, record.name, record.dose) for record in of(r.Relief, file)] == [
        ("medicine", "Ibuprofen", "400")
    ]


def test_the_note_of_a_row_is_told_once() -> None:
    records = of(r.PainLevel, brought(b"Date,Morning,Evening,Note\n2026-01-13,3,4,cold\n"))
    assert [record.note for record in records] == ["cold", None]


def test_a_day_far_down_decides_the_order_of_all() -> None:
    rows = "".join(f"{at % 12 + 1}/{at % 9 + 1}/2025,{at % 11}\n" for at in range(299))
    form = format_of(io.BytesIO(table := f"date,pain\n{rows}4/30/2025,5\n".encode()))
    assert "order" not in guessed(form, table)
    assert of(r.PainLevel, brought(table))[1].day.isoformat() == "2025-02-02"


@pytest.mark.parametrize(
    "header", ["8:00,13:00,20:00", "8am,1pm,8pm", "08:00 Uhr,13:00 Uhr,20:00 Uhr"]
)
def test_levels_below_times_of_day_are_of_those_times(header: str) -> None:
    file = brought(f"Date,{header}\n2026-01-13,3,4,5\n2026-01-27,2,,6\n".encode())
    records = sorted(of(r.PainLevel, file), key=lambda record: record.recorded_at)
    assert [(each.day.day, each.recorded_at.hour, each.level) for each in records] == [
        (13, 7, 3), (13, 12, 4), (13, 19, 5), (27, 7, 2), (27, 19, 6)
    ]  # fmt: skip


def test_a_column_that_numbers_the_spasms_is_no_level_of_them() -> None:
    file = brought(
        b"Spasm no.,Began,Ended,Worst\n"
        b"1,13.1.2026 14:00,13.1.2026 15:30,8\n2,27.1.2026 09:00,27.1.2026 10:00,5\n"
    )
    assert [episode.peak_level for episode in of(r.Episode, file)] == [8, 5]


@pytest.mark.parametrize(
    "cell", ["ongoing", "Still", "läuft", "still going", "Hält an", "en cours"]
)
def test_an_end_that_says_still_on_is_asked_about_and_not_made_up(cell: str) -> None:
    table = f"Start,End,Pain\n2026-01-13 14:00,2026-01-13 15:30,8\n2026-01-27 09:00,{cell},5\n"
    file = brought(table.encode())
    assert len(of(r.Episode, file)) == 1
    assert left(file) == {"row without_end": 1}


def test_a_length_that_says_still_on_is_asked_about_and_not_made_up() -> None:
    table = b"Start,Duration,Pain\n2026-01-13 14:00,90 min,8\n2026-01-27 09:00,ongoing,5\n"
    file = brought(table)
    assert len(of(r.Episode, file)) == 1
    assert left(file) == {"row without_end": 1}


@pytest.mark.parametrize("header", ["Start,End,Pain", "Start,Duration,Pain"])
@pytest.mark.parametrize("cell", ["?", "n/a", "-"])
def test_an_end_or_a_length_that_is_not_given_is_asked_about(header: str, cell: str) -> None:
    table = f"{header}\n2026-01-13 14:00,{cell},8\n".encode()
    (spasm,) = of(r.Episode, brought(table))
    assert spasm.peak_level == 8
    assert (spasm.note or "").startswith("no end was noted")
    assert of(r.Episode, brought(table, ends="")) == []


@pytest.mark.parametrize("name", ["Schmerz von 1 bis 6", "Pain from 1 to 6", "Dolor de 1 a 6"])
def test_the_scale_in_a_name_says_nothing_of_beginning_and_end(name: str) -> None:
    file = brought(f"Date,{name}\n2026-02-01,6\n2026-02-02,1\n".encode())
    assert [level.level for level in of(r.PainLevel, file)] == [10, 0]


def test_a_part_of_a_day_beside_days_with_their_time_is_no_time() -> None:
    table = b"Exercise,Date,Title,Minutes\nWalk,2026-05-12 21:33,Evening,30\n"
    assert guessed(format_of(io.BytesIO(table)), table)["column:title"] == ""
    other = table.replace(b"Title", b"Part of day").replace(b" 21:33", b"")
    assert guessed(format_of(io.BytesIO(other)), other)["column:part of day"] == "clock"


@pytest.mark.parametrize("cell", ["--", "…", "??"])
def test_a_mark_for_nothing_is_no_level_and_no_minutes(cell: str) -> None:
    file = brought(f"Date,Pain,Walk (min)\n2026-02-01,4,20\n2026-02-02,{cell},{cell}\n".encode())
    assert [level.day.day for level in of(r.PainLevel, file)] == [1]
    assert [walk.day.day for walk in of(r.CompletedExercise, file)] == [1]
    assert not file.left_rows


@pytest.mark.parametrize(
    "zero",
    ["1899-12-30 ", "1899-12-30T", "1899-12-31 ", "1900-01-00 ", "1900-01-01 ", "30/12/1899 ",
     "12/30/1899 ", "30.12.1899 ", "1904-01-01 "],
)  # fmt: skip
def test_a_time_behind_the_first_day_of_spreadsheets_is_a_time(zero: str) -> None:
    table = f"Date,Time,Pain\n2026-02-01,{zero}08:30:00,5\n2026-02-02,{zero}21:15:00,4\n"
    file = brought(table.encode())
    assert [f"{level.recorded_at:%d %H:%M}" for level in of(r.PainLevel, file)] == [
        "01 07:30", "02 20:15"
    ]  # fmt: skip


def test_a_row_about_the_back_and_another_place_is_about_the_back() -> None:
    file = brought(
        b'Date,Where,Pain\n2026-01-13,"Lower back, Left hip",4\n2026-01-27,Knee,6\n'
        b"2026-01-28,Neck; lower back,5\n"
    )
    regions = {record.day.day: record.regions for record in of(r.PainLevel, file)}
    assert set(regions) == {13, 28}
    assert not [region for region in regions[13] if "left" in region]
    assert len(regions[28]) == 2


BRIDGES = b"Date,Pain,Bridges\n2026-01-13,3,10\n2026-01-27,11,12\n2026-01-28,4,15\n"


def test_what_has_a_time_and_gives_none_is_told_and_days_have_none() -> None:
    file = brought(BRIDGES.replace(b",11,", b",5,"))
    assert [(about.name, about.count, about.lines) for about in file.assumed] == [
        ("without_time", 3, (2, 3, 4))
    ]
    assert brought(b"Date,Pain\n2026-01-13,3\n2026-01-27,4\n").assumed == []
    timed = brought(b"Date,Time,Bridges\n2026-01-13,08:00,10\n2026-01-27,12:00,12\n")
    assert len(timed.records) == 2
    assert timed.assumed == []


def test_of_a_row_that_is_refused_no_time_is_assumed() -> None:
    table = BRIDGES.replace(b",11,12", b",5,9999")
    form = format_of(io.BytesIO(table))
    file = answered(form, table, guessed(form, table) | {BAD_ROWS: LEFT_OUT})
    assert [about.lines for about in file.assumed] == [(2, 4)]


def test_a_value_that_is_refused_leaves_the_rest_of_its_row_in() -> None:
    form = format_of(io.BytesIO(BRIDGES))
    answers = guessed(form, BRIDGES)
    assert answered(form, BRIDGES, answers).only_rows
    file = answered(form, BRIDGES, answers | {BAD_ROWS: LEFT_OUT})
    assert [record.level for record in of(r.PainLevel, file)] == [3, 4]
    assert [record.reps for record in of(r.CompletedExercise, file)] == [10, 12, 15]
    assert [(problem.line, problem.cell) for problem in file.left_rows] == [(3, "11")]
    assert file.partly_left == {3}


def test_a_row_whose_day_is_refused_is_left_out_whole_and_told_once() -> None:
    table = BRIDGES.replace(b"2026-01-27", b"2026-01-32").replace(b",11,", b",5,")
    form = format_of(io.BytesIO(table))
    file = answered(form, table, guessed(form, table) | {BAD_ROWS: LEFT_OUT})
    assert [record.reps for record in of(r.CompletedExercise, file)] == [10, 15]
    assert [problem.line for problem in file.left_rows] == [3]
    assert file.partly_left == frozenset()
