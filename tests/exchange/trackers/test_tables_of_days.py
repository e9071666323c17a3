"""Tables as people keep them: what each row says comes in, once, as what it is."""

from journal.core.model import records as r
from journal.exchange.files.read_file import ReadFile
from tests.exchange.sample_files import of
from tests.exchange.trackers.test_kept_tables import brought

FRENCH = """Date;Heure;Douleur (0-10);Spasme;Médicament;Dose;Remarques
13/01/2026;08:30;3,5;oui;Ibuprofène;400 mg;assis longtemps, mal dormi
14/01/2026;21h15;6;non, presque;Doliprane;1 g;
15/01/2026;;4;non;aucun;;
"""
POLISH = """Data;Godzina;Ból;Skurcze;Lek;Dawka;Ćwiczenia;Uwagi
13.01.2026;8:30;3;0;Ibuprofen;400 mg;spacer 20 min;
14.01.2026;21:15;6;2;Paracetamol;1 g;rozciąganie;źle spałam
"""
FORM = """Timestamp,How bad is your back pain now?,Did you have a spasm today?,What did you take?
2026/01/13 8:30:15 PM GMT+1,4,Yes,"Ibuprofen, Heat pad"
2026/01/14 9:05:44 PM GMT+1,2,No,
"""
HOSPITAL = """Datum;morgens;mittags;abends;Medikament;Bemerkung
13.01.2026;3;4;6;Ibuprofen 400;
14.01.2026;2;-;5;;kalt
15.01.2026;;3;4;Novalgin 30 Tropfen;
"""


def levels(file: ReadFile) -> list[tuple[int, int]]:
    """The day of the month of each level of pain, and it."""
    return [(level.day.day, level.level) for level in of(r.PainLevel, file)]


def medicines(file: ReadFile) -> list[tuple[int, str | None, str | None, str | None]]:
    """The day of each relief, and what it was of."""
    return [(use.day.day, use.name, use.dose, use.unit) for use in of(r.Relief, file)]


def test_a_french_diary_with_decimal_commas() -> None:
    file = brought(FRENCH.encode())
    assert levels(file) == [(13, 4), (14, 6), (15, 4)]
    assert medicines(file) == [(13, "Ibuprofène", "400", "mg"), (14, "Doliprane", "1", "g")]
    assert [spasm.day.day for spasm in of(r.Episode, file)] == [13]
    assert "spasme: non, presque" in str(of(r.PainLevel, file)[1].note)


def test_a_polish_diary_with_counts_of_spasms() -> None:
    file = brought(POLISH.encode())
    assert levels(file) == [(13, 3), (14, 6)]
    assert medicines(file) == [(13, "Ibuprofen", "400", "mg"), (14, "Paracetamol", "1", "g")]
    assert [spasm.day.day for spasm in of(r.Episode, file)] == [14, 14]
    exercises = [(each.exercise, each.minutes) for each in of(r.CompletedExercise, file)]
    assert exercises == [("spacer", 20), ("rozciąganie", None)]


def test_answers_of_a_form_with_time_stamps() -> None:
    file = brought(FORM.encode())
    assert levels(file) == [(13, 4), (14, 2)]
    assert medicines(file) == [(13, "Ibuprofen", None, None), (13, "Heat pad", None, None)]
    (spasm,) = of(r.Episode, file)
    assert spasm.started_at.isoformat() == "2026-01-13T19:30:15+00:00"
    assert file.timeless == set()


def test_a_hospital_diary_has_each_medicine_of_a_day_once() -> None:
    file = brought(HOSPITAL.encode())
    assert levels(file) == [(13, 3), (13, 4), (13, 6), (14, 2), (14, 5), (15, 3), (15, 4)]
    assert medicines(file) == [(13, "Ibuprofen", "400", None), (15, "Novalgin", "30", "Tropfen")]
    assert [level.note for level in of(r.PainLevel, file) if level.note] == ["kalt"]
    assert file.untimed == {use.id for use in of(r.Relief, file)}
