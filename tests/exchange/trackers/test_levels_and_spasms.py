"""Tables of pain levels with other columns beside them: lengths of spasms, exercises, relief."""

import pytest

from journal.core.model import records as r
from journal.exchange.files.questions import Question
from journal.exchange.trackers.mapper import Mapper
from journal.words.imports import left_out, sentence
from tests.exchange.sample_files import VIENNA, left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed

MAPPER = Mapper()
GERMAN = """Datum;Uhrzeit;Schmerz (0-10);Dauer Krampf (h);Gehen (min);Notiz
01.01.2026;08:00;3;;30;gut
02.01.2026;07:45;5;1,5;;beim Heben
03.01.2026;09:00;4;–;45;
13.01.2026;21:30;6;0,5;;
14.01.2026;08:10;2;;60;
15.01.2026;08:00;7;2,25;;nachts
""".encode()  # noqa: RUF001
WIDE = b"""When,Pain,Spasm lasted,Exercise done
2026-01-01 08:30,3,,bridge
2026-01-02 09:00,5,0:45:00,-
2026-01-13 09:00,4,,walk
2026-01-14 09:00,7,2:00:00,
"""


def test_levels_with_lengths_of_spasms_beside_them_stay_levels() -> None:
    file = brought(GERMAN)
    assert [level.level for level in of(r.PainLevel, file)] == [3, 5, 4, 6, 2, 7]
    assert [spasm.minutes for spasm in of(r.Episode, file)] == [90, 30, 135]
    assert [walk.minutes for walk in of(r.CompletedExercise, file)] == [30, 45, 60]
    assert left(file) == {"row without_spasm": 1}


@pytest.mark.parametrize(
    ("pain", "length", "cell"),
    [
        ("pain", "spasm (min)", "90"),
        ("douleur", "duree du spasme", "90 min"),
        ("douleur", "crampe h", "1,5"),
        ("Dolor", "Duración del espasmo (h)", "1,5"),
        ("Pijn", "duur van kramp", "90 min"),
        ("Back pain", "How long did the cramps last (min)", "90"),
    ],
)
def test_a_spasm_is_where_its_length_stands(pain: str, length: str, cell: str) -> None:
    table = f"date;{pain};{length}\n13.01.2026;3;\n14.01.2026;5;{cell}\n15.01.2026;6;0\n"
    file = brought(table.encode())
    assert [level.level for level in of(r.PainLevel, file)] == [3, 5, 6]
    assert [spasm.minutes for spasm in of(r.Episode, file)] == [90]


def test_spasms_that_begin_and_end_stay_spasms_beside_a_length() -> None:
    table = b"Start,End,Pain,Spasm (min)\n2026-01-13 08:00,2026-01-13 09:00,6,60\n"
    assert guessed(MAPPER, table)["kind"] == "episodes"


def test_cells_that_name_an_exercise_are_its_name() -> None:
    file = brought(WIDE)
    exercises = [record.exercise for record in of(r.CompletedExercise, file)]
    assert exercises == ["bridge", "walk"]
    assert left(file) == {"row not_done": 1}
    assert [level.level for level in of(r.PainLevel, file)] == [3, 5, 4, 7]


@pytest.mark.parametrize("cells", [("yes", "no"), ("done", "partly"), ("x", ""), ("20 min", "-")])
def test_cells_that_say_whether_name_no_exercise(cells: tuple[str, str]) -> None:
    table = "Date,Pain,Exercise\n2026-01-13,3,{}\n2026-01-14,4,{}\n".format(*cells)
    assert guessed(MAPPER, table.encode())["column:exercise"] != "does:exercise"


def _ends(table: bytes) -> Question:
    """The question about spasms without an end."""
    questions = MAPPER.questions(table, zone=VIENNA, answers=guessed(MAPPER, table))
    return next(question for question in questions if question.id == "ends")


def test_a_spasm_whose_level_is_noted_is_not_lost_for_want_of_an_end() -> None:
    table = b"Start,End,Pain\n2026-01-13 08:00,2026-01-13 09:00,6\n2026-01-14 08:00,,7\n"
    assert sentence(_ends(table).text) == "Some spasms have no end. What should happen to them?"
    spasms = of(r.Episode, brought(table))
    assert [(spasm.peak_level, spasm.note) for spasm in spasms] == [
        (6, None), (7, "no end was noted")
    ]  # fmt: skip


def test_a_row_about_a_medicine_is_relief() -> None:
    log = (
        b"date,type,level,note\n2026-01-13,pain,5,\n2026-01-14,ibuprofen 400 mg,,late\n"
        b"2026-01-15,walk,30 min,\n"
    )
    (relief,) = of(r.Relief, brought(log))
    assert (relief.name, relief.dose, relief.unit) == ("ibuprofen", "400", "mg")
    assert (relief.method, relief.note) == ("medicine", "late")


def test_a_column_of_medicines_can_be_relief() -> None:
    table = b"Date,Pain,Medikament\n2026-01-13,5,Ibuprofen 400\n2026-01-14,4,-\n2026-01-15,3,\n"
    file = brought(table, column__medikament="relief:medicine")
    (relief,) = of(r.Relief, file)
    assert (relief.method, relief.name, relief.dose) == ("medicine", "Ibuprofen", "400")
    assert left(file) == {"row not_tried": 1}


def test_two_columns_of_relief_share_no_id() -> None:
    rows = [b"2026-01-13,5,x,x\n", b"2026-01-13,5,,x\n"]
    answers = {"column__ibuprofen": "relief:medicine", "column__aspirin": "relief:medicine"}
    reliefs, seconds = (
        of(r.Relief, brought(b"Date,Pain,Ibuprofen,Aspirin\n" + row, **answers)) for row in rows
    )
    assert [relief.name for relief in reliefs] == ["Ibuprofen", "Aspirin"]
    assert [relief.id for relief in seconds] == [reliefs[1].id]


def test_a_row_that_makes_another_entry_only_lacks_its_level() -> None:
    file = brought(b"Date,Pain,Walk (min)\n2026-01-13,5,20\n2026-01-14,-,30\n2026-01-15,-,\n")
    assert left(file) == {"part without_level": 1, "row without_level": 1}
    (part,) = [each for each in file.not_brought if each.sort == "part"]
    phrase = left_out(part.sort, part.name, part.count, part.lines)
    assert phrase == "the pain level of 1 row, which gives none (line 3)"


def test_how_bad_and_how_long_of_one_minute_are_one_spasm() -> None:
    log = (
        b"date,time,type,value\n2026-01-13,08:00,pain,5\n2026-01-14,09:00,Spasm,7\n"
        b"2026-01-14,09:00,Spasm,45 min\n2026-01-15,09:00,walk,30 min\n"
    )
    (spasm,) = of(r.Episode, brought(log))
    assert (spasm.peak_level, spasm.minutes) == (7, 45)
