"""Columns that say whether there was a spasm: a yes is one of that day, a no is none."""

import pytest

from journal.core.model import records as r
from journal.exchange.files.questions import NO_GUESS
from journal.exchange.trackers.mapper import Mapper
from tests.exchange.sample_files import left, of
from tests.exchange.trackers.test_kept_tables import brought, guessed

MAPPER = Mapper()


def table_of(column: str, *cells: str) -> bytes:
    """A diary of pain with a column of spasms, a cell for each day."""
    rows = "".join(f"2026-01-{at},4,{cell}\n" for at, cell in enumerate(cells, start=13))
    return f"Date,Pain,{column}\n{rows}".encode()


def days(table: bytes, **answers: str) -> list[int]:
    """The days of the spasms of a table."""
    return [spasm.day.day for spasm in of(r.Episode, brought(table, **answers))]


@pytest.mark.parametrize(
    "column", ["Spasm?", "Had a spasm", "Krampf", "Attack", "Anfall", "Crise"]
)
@pytest.mark.parametrize("cells", [("yes", "no"), ("x", ""), ("1", "0"), ("j", "n"), ("ja", "-")])
def test_a_yes_is_a_spasm_of_its_day_and_a_no_is_none(column: str, cells: tuple[str, ...]) -> None:
    table = table_of(column, *cells)
    answers = guessed(MAPPER, table)
    assert (answers["kind"], answers[f"column:{column.lower()}"]) == ("pain", "spasm:had")
    file = brought(table)
    (spasm,) = of(r.Episode, file)
    assert (spasm.day.day, spasm.minutes, spasm.ended_at) == (13, None, spasm.started_at)
    assert [level.level for level in of(r.PainLevel, file)] == [4, 4]
    assert 2 in file.timeless
    assert left(file) == ({"row without_spasm": 1} if cells[1] else {})


def test_several_and_strange_cells_are_asked_about() -> None:
    table = table_of("Spasm?", "yes", "no", "2", "maybe", "no", '"yes, a bad one"')
    answers = guessed(MAPPER, table)
    guesses = {key: answer for key, answer in answers.items() if key.startswith("word:")}
    assert guesses == {
        "word:spasm?:2": "2", "word:spasm?:maybe": NO_GUESS, "word:spasm?:yes, a bad one": "yes"
    }  # fmt: skip
    file = brought(table, **{"word__spasm?__maybe": ""})
    assert [spasm.day.day for spasm in of(r.Episode, file)] == [13, 15, 15, 18]
    assert [spasm.note for spasm in of(r.Episode, file)][1] == (
        "spasm?: 2 · no end was noted · no time was noted"
    )


def test_a_table_of_nothing_but_spasms_by_yes_and_no_comes_in() -> None:
    assert days(b"Datum;Krampf\n13.01.2026;j\n14.01.2026;n\n15.01.2026;x\n") == [13, 15]


def test_whether_how_bad_and_how_long_are_one_spasm() -> None:
    file = brought(
        b"Date,Pain,Attack,Spasm strength,Spasm minutes\n2026-01-13,3,1,7,20\n2026-01-14,3,0,,\n"
        b"2026-01-15,3,1,,\n2026-01-16,3,0,5,\n"
    )
    spasms = of(r.Episode, file)
    assert [(each.day.day, each.peak_level, each.minutes) for each in spasms] == [
        (13, 7, 20), (15, None, None)
    ]  # fmt: skip
    assert left(file) == {"row without_spasm": 2, "cell spasm strength: 5": 1}


def test_the_minutes_of_an_exercise_are_no_length_of_a_spasm() -> None:
    table = b"Date,Pain,Spasm,Exercise,Minutes\n2026-01-13,3,y,Walk,20\n2026-01-14,4,n,Walk,10\n"
    assert guessed(MAPPER, table)["column:minutes"] != "spasm:lasted"
    (spasm,) = of(r.Episode, brought(table))
    assert spasm.minutes is None


def test_a_table_that_says_whether_there_was_a_spasm_is_none_of_day_notes() -> None:
    table = b"Day,Attack,Slept (h)\n2026-01-13,x,7\n2026-01-14,,6\n"
    assert days(table) == [13]


def test_hours_of_sleep_are_no_length_of_a_spasm() -> None:
    table = b"Date,Pain,Spasm?,Hours slept\n2026-01-13,3,yes,7\n2026-01-14,4,no,6\n"
    answers = guessed(MAPPER, table)
    assert (answers["kind"], answers["column:hours slept"]) == ("pain", "")
    (spasm,) = of(r.Episode, brought(table))
    assert spasm.minutes is None
    assert left(brought(table)) == {"row without_spasm": 1, "column Hours slept": 2}
    without = b"Date,Time,Back pain,Spasm,Hours slept\n2026-01-13,10:00,3,5,7\n"
    assert guessed(MAPPER, without)["column:hours slept"] == ""


def test_what_a_no_says_besides_is_in_the_note() -> None:
    file = brought(table_of("Spasm", "yes", "no", '"no, but close"'))
    assert [level.note for level in of(r.PainLevel, file)] == [None, None, "spasm: no, but close"]
    assert [spasm.day.day for spasm in of(r.Episode, file)] == [13]


@pytest.mark.parametrize("column", ["Spasms", "Number of spasms", "Krämpfe", "Anzahl Krämpfe"])
def test_a_column_that_counts_spasms_brings_so_many(column: str) -> None:
    table = table_of(column, "0", "1", "3", "")
    answers = guessed(MAPPER, table)
    assert (answers["kind"], answers[f"column:{column.lower()}"]) == ("pain", "spasm:had")
    assert answers[f"word:{column.lower()}:3"] == "3"
    assert days(table) == [14, 15, 15, 15]
    assert [level.level for level in of(r.PainLevel, brought(table))] == [4, 4, 4, 4]


@pytest.mark.parametrize(
    ("column", "cells"),
    [("Spasm strength", ("0", "3")), ("Spasms", ("0", "25")), ("Spasms (0-5)", ("0", "3"))],
)
def test_a_column_that_rates_spasms_or_counts_too_many_is_none_of_counts(
    column: str, cells: tuple[str, ...]
) -> None:
    answers = guessed(MAPPER, table_of(column, *cells))
    assert answers[f"column:{column.lower()}"] != "spasm:had"


def test_attacks_with_a_start_and_an_end_stay_spasms_beside_a_number_of_cramps() -> None:
    rows = "2026-01-13 08:00,2026-01-13 09:00,5,2\n2026-01-14 08:00,2026-01-14 09:00,6,1\n"
    answers = guessed(MAPPER, f"Start,End,Pain,Cramps\n{rows}".encode())
    assert (answers["kind"], answers["column:end"]) == ("episodes", "ended_at")


def test_numbers_of_spasms_without_levels_of_pain_are_no_counts() -> None:
    table = b"Date,Time,Spasms\n2026-01-13,08:00,3\n2026-01-14,09:00,7\n2026-01-15,10:00,1\n"
    assert guessed(MAPPER, table)["column:spasms"] != "spasm:had"
