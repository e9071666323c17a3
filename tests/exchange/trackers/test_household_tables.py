"""Tables as households keep them, in nine languages: what comes in is right, asked or told."""

import io

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.recognise import format_of
from tests.exchange.sample_files import answered, left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed, levels


def exercises(table: str) -> list[tuple[int, str, int | None, int | None, int | None]]:
    """Day of the month, exercise, repetitions, held seconds and minutes of each."""
    return [
        (record.day.day, record.exercise, record.reps, record.hold_seconds, record.minutes)
        for record in of(r.CompletedExercise, brought(table.encode()))
    ]


@pytest.mark.parametrize(
    "name", ["Number of spasms", "Anzahl Krämpfe", "Nombre de crises", "How many spasms"]
)
def test_a_number_of_spasms_is_no_level(name: str) -> None:
    file = brought(f"Date,{name},Worst pain\n2026-02-02,3,7\n2026-02-13,0,2\n".encode())
    assert [(kind, level) for _, kind, level in levels(file)] == [
        ("day_worst", 7), ("day_worst", 2)
    ]  # fmt: skip
    spasms = of(r.Episode, file)
    assert [spasm.day.day for spasm in spasms] == [2, 2, 2]
    assert f"{name.casefold()}: 3" in str(spasms[0].note)
    assert left(file) == {"row without_spasm": 1}


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
    levels = of(r.PainLevel, brought(f"{header}\n13.02.2026;3;5\n14.02.2026;4;6\n".encode()))
    assert [record.kind for record in levels] == ["now"] * 4
    assert [record.level for record in levels] == [3, 5, 4, 6]
    assert levels[0].recorded_at < levels[1].recorded_at


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
def test_hours_of_sleep_are_not_how_good_it_was(column: str, cells: str, hours: bool) -> None:
    first, two = cells.split()
    file = brought(f"Date;Pain;{column}\n13.02.2026;3;{first}\n14.02.2026;4;{two}\n".encode())
    assert (of(r.DayNote, file) == []) is hours
    assert (f"column {column}" in left(file)) is hours


@pytest.mark.parametrize(
    ("column", "cell", "amounts"),
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
    column: str, cell: str, amounts: tuple[int | None, ...]
) -> None:
    ((_, _, *numbers),) = exercises(f"Date;Pain;{column}\n13.02.2026;3;{cell}\n14.02.2026;4;\n")
    assert tuple(numbers) == amounts


@pytest.mark.parametrize("column", ["Ibuprofen (mg)", "Farmaci", "Leki", "Meds", "Paracetamol"])
def test_a_medicine_is_relief_with_what_was_written_in_its_note(column: str) -> None:
    table = f"Date;Pain;{column}\n13.02.2026;3;2 x 400\n14.02.2026;4;\n"
    (relief,) = of(r.Relief, brought(table.encode()))
    assert (relief.method, relief.note) == ("medicine", f"{column.lower()}: 2 x 400")


@pytest.mark.parametrize(
    ("table", "regions"),
    [
        ("Datum;LWS;HWS\n13.02.2026;5;2\n", ["lower_back_middle", "neck_middle"]),
        ("Date,Lower back,Neck\n2026-02-13,5,2\n", ["lower_back_middle", "neck_middle"]),
    ],
)
def test_parts_of_the_back_are_regions(table: str, regions: list[str]) -> None:
    levels = of(r.PainLevel, brought(table.encode()))
    assert [(record.level, *record.regions) for record in levels] == list(
        zip((5, 2), regions, strict=True)
    )


def test_a_question_about_the_back_is_a_level_on_the_scale_it_gives() -> None:
    table = "Timestamp,How is your back today? (1 = fine; 5 = terrible),Did you exercise?\n"
    table += "2026-02-13 19:30:12,3,Yes\n2026-02-14 20:11:02,5,No\n"
    file = brought(table.encode())
    assert [record.level for record in of(r.PainLevel, file)] == [5, 10]
    assert len(of(r.CompletedExercise, file)) == 1


def test_a_comment_behind_a_level_leaves_the_level_and_stays_in_the_note() -> None:
    table = 'Date,Pain\n2026-02-13,"7, spasm at 3am"\n2026-02-14,5 bad night\n2026-02-15,3\n'
    levels = of(r.PainLevel, brought(table.encode()))
    assert [(record.level, record.note) for record in levels] == [
        (7, "pain: 7, spasm at 3am"), (5, "pain: 5 bad night"), (3, None)
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["WAHR FALSCH", "VRAI FAUX", "VERO FALSO", "PRAWDA FAŁSZ"])
def test_true_and_false_of_any_spreadsheet_say_whether_it_was_done(words: str) -> None:
    yes, no = words.split()
    table = f"Datum;Übung gemacht;Schmerz\n13.02.2026;{yes};5\n14.02.2026;{no};3\n"
    assert [row[0] for row in exercises(table)] == [13]


def test_an_attack_whose_length_cannot_be_read_is_told_and_not_ended_at_once() -> None:
    table = b"Datum;Beginn;Dauer;Intensit\xc3\xa4t\n13.02.2026;7:00;1/2 h;6\n"
    table += b"14.02.2026;8:30;ganzer Tag;7\n15.02.2026;9:00;2-3 h;5\n"
    form = format_of(io.BytesIO(table))
    answers = guessed(form, table)
    file = answered(form, table, answers)
    assert [(problem.line, problem.cell) for problem in file.problems] == [
        (3, "ganzer Tag"), (4, "2-3 h")
    ]  # fmt: skip
    (attack,) = of(r.Episode, answered(form, table, answers | {BAD_ROWS: LEFT_OUT}))
    assert attack.minutes == 30


def test_one_number_beyond_the_scale_makes_no_scale_of_a_hundred() -> None:
    file = brought(b"Date,Pain\n2026-02-13,4\n2026-02-14,55\n")
    assert [(problem.line, problem.cell) for problem in file.problems] == [(3, "55")]


@pytest.mark.parametrize(
    "table",
    [
        "Data;Ćwiczenie;Powtórzenia;Serie\n2026-02-13;Mostek;15;2\n2026-02-14;Mostek;12;3\n",
        "Data;Esercizio;Ripetizioni;Serie\n2026-02-13;Ponte;15;2\n2026-02-14;Ponte;12;3\n",
        "Datum;Övning;Repetitioner;Set\n2026-02-13;Bro;15;2\n2026-02-14;Bro;12;3\n",
    ],
)
def test_repetitions_and_sets_are_known_in_other_languages(table: str) -> None:
    records = of(r.CompletedExercise, brought(table.encode(), kind="exercises"))
    assert [(record.reps, record.sets) for record in records] == [(15, 2), (12, 3)]


def test_a_remark_that_is_a_part_of_the_day_is_a_remark() -> None:
    table = "Date;Intensité;Commentaire\n13 févr. 2026;forte;\n14 févr. 2026;légère;matin\n"
    assert [record.note for record in of(r.PainLevel, brought(table.encode()))] == [
        "intensité: forte", "matin\nintensité: légère"
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "cells"),
    [("pvm;klo;kipu", ["8.15", "21.30"]), ("date;time;pain", ["0815", "2130"])],
)
def test_a_column_of_times_is_one_however_they_are_written(header: str, cells: list[str]) -> None:
    rows = "".join(f"{at}.2.2026;{cell};4\n" for at, cell in enumerate(cells, 13))
    records = of(r.PainLevel, brought(f"{header}\n{rows}".encode()))
    assert [f"{record.recorded_at:%H:%M}" for record in records] == ["07:15", "20:30"]
