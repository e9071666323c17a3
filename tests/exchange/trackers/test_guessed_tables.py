"""Tables of every kind, read with guesses alone: nothing wrong, nothing twice, nothing dropped."""

import pytest

from journal.core.model import records as r
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought, levels


def exercises(table: str) -> list[tuple[object, ...]]:
    """Exercise, side, sets, repetitions, held seconds and minutes of each."""
    return [
        (record.exercise, record.side, record.sets, record.reps, record.hold_seconds,
         record.minutes)
        for record in of(r.CompletedExercise, brought(table.encode()))
    ]  # fmt: skip


def numbers(table: str) -> list[int]:
    return [level for _, _, level in levels(brought(table.encode()))]


# Days and times


@pytest.mark.parametrize("name", ["Klokkeslett", "Klokkeslæt", "Tijdstip", "時間", "Ώρα"])
def test_a_time_of_day_is_known_by_its_name_in_more_languages(name: str) -> None:
    file = brought(f"Date;{name};Pain\n2026-02-03;07:15;4\n2026-02-13;22:05;6\n".encode())
    assert [f"{level.recorded_at:%H:%M}" for level in of(r.PainLevel, file)] == ["06:15", "21:05"]


def test_a_zone_behind_a_time_is_its_zone() -> None:
    for table in (
        "Date,Time,Pain\n2026-02-01,08:00 EST,3\n2026-02-13,09:00 CET,4\n",
        "When,Pain\n2026-02-01 08:00 EST,3\n2026-02-13 09:00 CET,4\n",
    ):
        file = brought(table.encode())
        moments = [f"{level.recorded_at:%H:%M}" for level in of(r.PainLevel, file)]
        assert moments == ["13:00", "08:00"]


def test_months_below_each_other_with_their_days_across_are_days() -> None:
    days = ",".join(map(str, range(1, 32)))
    table = f"Month,{days}\nDecember 2025,{'3,' * 30}3\nJanuary,4,,{'5,' * 28}5\n"
    records = levels(brought(table.encode()))
    assert [records[0], records[31], records[32]] == [
        ("2025-12-01", "day_average", 3),
        ("2026-01-01", "day_average", 4),
        ("2026-01-03", "day_average", 5),
    ]
    assert len(records) == 31 + 30


def test_days_below_each_other_with_their_months_across_are_days() -> None:
    table = "2026;Jan;Feb;März\n1;3;4;5\n2;4;;6\n31;2;;3\n"
    assert [(day, level) for day, _, level in levels(brought(table.encode()))] == [
        ("2026-01-01", 3), ("2026-01-02", 4), ("2026-01-31", 2), ("2026-02-01", 4),
        ("2026-03-01", 5), ("2026-03-02", 6), ("2026-03-31", 3),
    ]  # fmt: skip


def test_a_day_that_its_month_does_not_have_is_refused_by_its_line() -> None:
    file = brought(b"2026;Jan;Feb\n1;3;4\n30;4;5\n")
    assert [(problem.line, problem.cell) for problem in file.problems] == [(3, "2026-02-30")]


def test_the_turkish_reading_of_a_file_is_guessed_where_it_gives_a_month() -> None:
    table = "Tarih;Saat;Ağr\N{LATIN SMALL LETTER DOTLESS I};Not\n1 Şubat 2026;08:00;4;\n".encode(
        "cp1254"
    )
    assert levels(brought(table)) == [("2026-02-01", "now", 4)]


# Levels


def test_a_percentage_of_a_spreadsheet_is_a_part_of_the_scale() -> None:
    assert numbers("Date,Pain %\n2026-02-01,0.3\n2026-02-02,0.45\n2026-02-03,1\n") == [3, 5, 10]


def test_faces_are_levels_by_the_scale_of_six_faces() -> None:
    faces = ["😀", "🙂", "😐", "☹️", "😢", "😭"]
    rows = "".join(f"2026-02-{13 + at},{face}\n" for at, face in enumerate(faces))
    assert numbers(f"Date,Pain\n{rows}") == [0, 2, 4, 6, 8, 10]


@pytest.mark.parametrize("cell", ["keine Angabe", "no idea", "no data", "N/A", "none noted"])
def test_that_nothing_was_noted_is_no_level(cell: str) -> None:
    assert numbers(f"Date,Pain\n2026-02-13,{cell}\n2026-02-14,5\n") == [5]


@pytest.mark.parametrize("cell", ["none", "no pain", "none at all", "keine Schmerzen"])
def test_that_there_was_no_pain_is_0(cell: str) -> None:
    assert numbers(f"Date,Pain\n2026-02-13,{cell}\n2026-02-14,5\n") == [0, 5]


def test_levels_of_both_sides_come_in_and_say_which() -> None:
    file = brought(b"Date,Pain left,Pain right\n2026-02-01,4,2\n")
    assert [(level.kind, level.level, level.note) for level in of(r.PainLevel, file)] == [
        ("now", 4, "pain left · no time was noted"), ("now", 2, "pain right · no time was noted")
    ]  # fmt: skip


def test_columns_of_one_name_are_not_refused_by_their_own_guesses() -> None:
    file = brought(b"Date,Pain,Note,Pain,Note\n2026-02-01,3,up,5,down\n")
    assert [level.level for level in of(r.PainLevel, file)] == [3, 5]
    assert "note (2): down" in str(file.records)


def test_the_pain_of_now_stands_beside_the_average_and_the_worst() -> None:
    table = b"Date,Pain now,Pain worst,Pain average,Pain least\n2026-02-01,4,7,5,2\n"
    assert sorted(levels(brought(table))) == [
        ("2026-02-01", "day_average", 5), ("2026-02-01", "day_worst", 7), ("2026-02-01", "now", 4)
    ]  # fmt: skip


def test_the_number_of_a_year_in_a_title_is_no_scale() -> None:
    assert numbers("Pain 2025/26,\nDate,Pain 2025/26\n2026-02-01,4\n2026-02-02,5\n") == [4, 5]


def test_the_average_of_a_month_between_its_days_is_no_day() -> None:
    table = "Date,Pain\n2026-01-30,3\nJanuary average,3\n2026-02-01,5\nTotal week 5,8\n"
    assert numbers(table) == [3, 5]


# Spasms


def test_a_start_with_nothing_but_pain_is_no_spasm() -> None:
    file = brought(b"Start,Pain\n2026-02-01 08:00,4\n2026-02-02 09:30,6\n")
    assert of(r.Episode, file) == []
    assert [kind for _, kind, _ in levels(file)] == ["now", "now"]


@pytest.mark.parametrize(
    "table",
    [
        "Date,Pain,Spasm start,Spasm end\n2026-02-01,4,,\n2026-02-13,6,14:00,15:30\n",
        "Datum;Schmerz;Krampf von;Krampf bis\n01.02.2026;4;;\n13.02.2026;6;14:00;15:30\n",
        "Date,Spasm,Pain level,Duration\n2026-02-01,no,4,\n2026-02-13,yes,6,90 min\n",
    ],
)
def test_days_with_pain_and_days_with_a_spasm_both_come_in(table: str) -> None:
    file = brought(table.encode())
    assert [(spasm.day.day, spasm.minutes) for spasm in of(r.Episode, file)] == [(13, 90)]
    assert [(kind, level) for _, kind, level in levels(file)] == [
        ("day_average", 4), ("day_average", 6)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "spasm", ["Spasm", "Cramp", "Krampf", "Crampe", "Espasmo", "Skurcz", "Спазм"]
)
def test_a_spasm_in_any_language_with_its_length_is_a_spasm(spasm: str) -> None:
    table = f"Date,{spasm},Minutes\n2026-02-01,5,20\n2026-02-05,7,45\n"
    file = brought(table.encode())
    assert [episode.peak_level for episode in of(r.Episode, file)] == [5, 7]


@pytest.mark.parametrize(
    "number", ["Spasms", "Spasmes", "Espasmos", "Krämpfe", "Skurcze", "Спазмы"]
)
def test_a_number_of_spasms_in_any_language_is_no_level(number: str) -> None:
    table = f"Date,Pain,{number}\n2026-02-01,5,2\n2026-02-05,7,0\n"
    assert numbers(table) == [5, 7]


def test_days_without_a_spasm_are_no_spasms_of_no_length() -> None:
    file = brought(b"Date,Pain,Spasm duration (min)\n2026-02-01,0,0\n2026-02-02,6,30\n")
    assert [spasm.minutes for spasm in of(r.Episode, file)] == [30]
    assert [level.level for level in of(r.PainLevel, file)] == [0, 6]
    assert left(file) == {"row without_spasm": 1}


def test_a_number_of_spasms_at_night_is_no_level() -> None:
    file = brought(b"Date,Pain am,Spasms at night\n2026-02-01,4,2\n2026-02-02,3,0\n")
    assert [level.level for level in of(r.PainLevel, file)] == [4, 3]
    assert left(file) == {"row without_spasm": 1}


def test_pain_at_a_time_with_its_length_is_a_log_of_attacks() -> None:
    table = "Data;Hora;Intensidade da dor;Duração;Gatilho\n20/02/2026;14h30;7;2h;peso\n"
    (spasm,) = of(r.Episode, brought(table.encode()))
    assert (spasm.peak_level, spasm.minutes, spasm.triggers) == (7, 120, ("peso",))


def test_a_length_that_is_not_exact_is_read_and_kept() -> None:
    table = "Spasm start,Duration,Intensity\n2026-02-01 08:00,about 2 hours,7\n"
    (spasm,) = of(r.Episode, brought(table.encode()))
    assert (spasm.minutes, spasm.note) == (120, "duration: about 2 hours")


# Exercises and relief


def test_columns_of_one_exercise_are_one_exercise() -> None:
    table = (
        "Date,Bridge sets,Bridge reps,Plank hold (s),Walk done,Walk minutes\n"
        "2026-02-01,3,15,30,yes,20\n2026-02-02,,,,no,\n2026-02-03,,12,,,25\n"
    )
    assert exercises(table) == [
        ("Walking", None, None, None, None, 20),
        ("Bridge", None, 3, 15, None, None),
        ("Plank", None, None, None, 30, None),
        ("Walking", None, None, None, None, 25),
        ("Bridge", None, None, 12, None, None),
    ]


def test_how_far_a_walk_went_makes_no_second_walk() -> None:
    file = brought(b"Date,Walk (km),Walk (min),Pain\n2026-02-01,2.5,30,4\n")
    assert [record.minutes for record in of(r.CompletedExercise, file)] == [30]
    assert "walk (km): 2.5" in str(of(r.PainLevel, file))


def test_a_column_for_each_side_is_that_side() -> None:
    table = "Day,Bridge,Side leg raise L,Side leg raise R\n2026-02-13,15,10,8\n"
    assert exercises(table) == [
        ("Bridge", None, None, 15, None, None),
        ("Side leg raise", "left", None, 10, None, None),
        ("Side leg raise", "right", None, 8, None, None),
    ]


def test_the_heading_of_several_exercises_is_no_part_of_their_names() -> None:
    table = "Date,Pain,Exercise,\n,Morning,Walk (min),Bridges\n2026-02-13,3,20,15\n"
    assert [name for name, *_ in exercises(table)] == ["Walking", "Bridge"]


def test_sets_of_held_seconds_are_sets_and_seconds() -> None:
    table = "Date,Exercise,Sets x Reps\n2026-02-13,Side plank,2 x 30 s\n"
    assert exercises(table) == [("Side plank", None, 2, None, 30, None)]


def test_an_answer_with_a_length_says_that_it_was_done() -> None:
    table = "Date,Walk,Pain\n2026-02-01,yes 20 min,4\n2026-02-02,no,5\n"
    assert [name for name, *_ in exercises(table)] == ["Walking"]


def test_an_activity_with_pain_before_and_after_is_no_spasm() -> None:
    table = (
        "Date,Time start,Time end,Activity,Pain before,Pain after\n"
        "2026-02-01,08:00,08:30,Walk,4,3\n"
    )
    (record,) = of(r.CompletedExercise, brought(table.encode()))
    assert (record.exercise, record.pain_before, record.pain_after) == ("Walk", 4, 3)


@pytest.mark.parametrize(
    ("name", "after_20", "after_60"),
    [("Pain 1h after", None, 3), ("Pain 20 min after", 3, None), ("Pain after", None, None)],
)
def test_pain_after_a_relief_goes_where_its_column_says(
    name: str, after_20: int | None, after_60: int | None
) -> None:
    table = f"Date,Time,Drug,Pain before,{name}\n2026-02-01,08:00,Ibuprofen,6,3\n"
    (record,) = of(r.Relief, brought(table.encode()))
    assert (record.pain_before, record.pain_after_20, record.pain_after_60) == (
        6, after_20, after_60
    )  # fmt: skip


# What no field holds


def test_what_people_wrote_goes_into_the_note() -> None:
    table = "Date,Pain,What helped,备注\n2026-02-01,3,a hot bath,ok\n"
    (level,) = of(r.PainLevel, brought(table.encode()))
    assert level.note == "ok\nwhat helped: a hot bath"
