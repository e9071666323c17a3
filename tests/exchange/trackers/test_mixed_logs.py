"""Logs whose rows are of several kinds by a column: each thing is chosen once."""

import io
from datetime import timedelta

import pytest

from journal.core.model import records as r
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.mapper import Mapper
from tests.exchange.sample_files import VIENNA, answered, ids_of, left, of, sample
from tests.exchange.trackers.test_kept_tables import brought, guessed

MAPPER = Mapper()
LOG = sample("table_log.csv")


def done(file: ReadFile) -> list[tuple[int, str, int | None, int | None, str]]:
    """Line, exercise, repetitions, minutes and note of each exercise."""
    of(r.CompletedExercise, file)
    return sorted(
        (line, record.exercise, record.reps, record.minutes, record.note or "")
        for line, record in zip(file.lines, file.records, strict=True)
        if isinstance(record, r.CompletedExercise)
    )


def test_each_row_becomes_what_its_type_says_with_its_own_note() -> None:
    file = brought(LOG)
    assert [(level.level, level.note) for level in of(r.PainLevel, file)] == [
        (4, "stiff"),
        (3, None),
    ]
    assert [(spasm.peak_level, spasm.note) for spasm in of(r.Episode, file)] == [
        (8, "while lifting\nno end was noted"), (None, "no idea\nno end was noted")
    ]  # fmt: skip
    assert done(file) == [
        (3, "Bridge", 15, None, ""),
        (4, "Walking", None, 20, "in the park\nwalk: 20 min"),
        (6, "Walking", None, 30, "windy\nwalk: 30 min"),
        (10, "Curl-up", 12, None, ""),
        (11, "Bridge", None, None, ""),
    ]


def test_what_nobody_assigns_is_left_out_and_named() -> None:
    file = brought(LOG, column__bridge="")
    assert left(file) == {"column Bridge": 2, "column Weather": 1, "row without_entry": 3}
    assert [each.lines for each in file.not_brought if each.sort == "row"] == [(3, 9, 11)]


def test_each_type_is_asked_about_once_and_the_answers_hold_for_the_next_log() -> None:
    questions = MAPPER.questions(LOG, zone=VIENNA, answers={"kind": "pain"})
    guesses = {question.id: question.guess for question in questions}
    assert guesses["column:spasm"] == "spasm:peak_level"
    assert guesses["column:weather"] == ""
    next_log = LOG.replace(b"Weather", b"Mood")
    sources = [MAPPER.source(MAPPER.held(io.BytesIO(log), ReadFile())) for log in (LOG, next_log)]
    assert sources[0] == sources[1]


def test_a_spasm_of_a_log_may_have_its_length_and_no_end_is_asked_for() -> None:
    log = (
        b"date,type,level,minutes,reps\n2026-02-01,pain,5,,\n2026-02-02,spasm,7,40,\n"
        b"2026-02-03,walk,,30,\n2026-02-03,bridge,,,12\n"
    )
    assert "ends" not in guessed(MAPPER, log)
    file = brought(log)
    (spasm,) = of(r.Episode, file)
    assert (spasm.peak_level, spasm.ended_at) == (7, spasm.started_at + timedelta(minutes=40))
    assert [entry[:4] for entry in done(file)] == [
        (4, "Walking", None, 30), (5, "Bridge", 12, None)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "log",
    [
        "Datum;Was;Wieviel;Einheit\n01.02.2026;Schmerz;4;\n13.02.2026;Brücke;15;Wdh\n"
        "13.02.2026;Spaziergang;20;min\n14.02.2026;Krampf;8;\n",
        "Fecha;Tipo;Valor;Unidad\n01/02/2026;Dolor;4;\n13/02/2026;Puente;15;rep\n"
        "13/02/2026;Caminata;20;min\n14/02/2026;Espasmo;8;\n",
        "Date;Quoi;Valeur;Unité\n01/02/2026;Douleur;4;\n13/02/2026;Pont;15;rep\n"
        "13/02/2026;Marche;20;min\n14/02/2026;Spasme;8;\n",
    ],
)
def test_a_log_is_known_by_what_its_types_are_in_other_languages(log: str) -> None:
    file = brought(log.encode())
    assert [level.level for level in of(r.PainLevel, file)] == [4]
    assert [spasm.peak_level for spasm in of(r.Episode, file)] == [8]
    assert [(reps, minutes) for _, _, reps, minutes, _ in done(file)] == [(15, None), (None, 20)]
    assert left(file) == {}


def test_two_mappings_of_a_log_share_no_id() -> None:
    ids = [
        ids_of(answered(MAPPER, LOG, guessed(MAPPER, LOG, **changes)))
        for changes in ({}, {"column__spasm": "level:now"}, {"column__bridge": "does:done"})
    ]
    assert all(not first & second for at, first in enumerate(ids) for second in ids[:at])
