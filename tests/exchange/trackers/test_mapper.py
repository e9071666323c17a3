"""The column mapper: any table, nothing assumed, refused by line and column."""

import io
import json
from datetime import UTC, date, datetime

import pytest

from journal.core.model import records as r
from journal.exchange.files.dates import Dates
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.any_table import AnyTable
from journal.exchange.trackers.mapper import Mapper, remembered_by
from tests.exchange.sample_files import VIENNA, answered, asked, left, of, refused, sample

MAPPER = Mapper()
GERMAN = sample("table_german.csv")
AMBIGUOUS = sample("table_ambiguous.csv")


def mapped(content: bytes, **answers: str) -> dict[str, str]:
    """A mapping with these answers and guesses for all others; ``__`` stands for a colon."""
    changes = {
        name.replace("__", ":").replace("_", " "): answer for name, answer in answers.items()
    }
    return asked(MAPPER, content, changes)


def held(content: bytes) -> AnyTable:
    """A table as the mapper holds it."""
    return MAPPER.held(io.BytesIO(content), ReadFile())  # type: ignore[no-any-return]  # its own


def test_a_table_is_held_with_its_columns_and_rows() -> None:
    table = held(GERMAN).table
    assert table.columns == ["Datum", "Uhrzeit", "Schmerz (1-5)", "Seite", "Wetter", "Bemerkung"]
    assert (table.rows[0].line, table.rows[0]["uhrzeit"]) == (2, "7:30")
    file = ReadFile()
    MAPPER.held(io.BytesIO(b"a,b\n1,2,3\n"), file)
    assert refused(file) == [(2, "b")]


def test_what_columns_hold_is_guessed_and_asked() -> None:
    assert asked(MAPPER, GERMAN) == {
        "kind": "pain",
        "column:datum": "recorded_at",
        "column:uhrzeit": "clock",
        "column:schmerz (1-5)": "level",
        "column:seite": "words",
        "column:wetter": "",
        "column:bemerkung": "note",
        "zone": VIENNA,
        "constant:kind": "now",
        "scale:schmerz (1-5)": "1-5",
    }


def test_a_scale_is_stretched_only_as_answered_and_kept_in_the_note() -> None:
    answers = mapped(
        GERMAN,
        constant__kind="now",
        **{"scale__schmerz (1-5)": "1-5", "column__seite": "regions", "column__wetter": "words"},
    )
    answers |= {"word:seite:Links": "lower_back_left", "word:seite:links": "lower_back_left"}
    assert answers["word:seite:unten rechts"] == ""
    first, second = of(r.PainLevel, answered(MAPPER, GERMAN, answers))
    assert (first.level, first.recorded_at) == (5, datetime(2026, 5, 31, 5, 30, tzinfo=UTC))
    assert first.note == (
        "nach dem Aufstehen\nschmerz (1-5): 3 (1-5) · seite: Links · wetter: Regen"
    )
    assert (second.level, second.recorded_at.hour, second.regions) == (
        10,
        10,
        ("lower_back_left",),
    )
    assert second.note == (
        "schmerz (1-5): 5 (1-5) · seite: links, unten rechts · no time was noted"
    )


def test_a_mapping_is_texts_and_is_remembered_by_its_header() -> None:
    answers = mapped(GERMAN, constant__kind="now")
    again = json.loads(json.dumps(answers))
    assert answered(MAPPER, GERMAN, again) == answered(MAPPER, GERMAN, answers)
    header = held(GERMAN).table.columns
    assert remembered_by(header) == remembered_by([name.upper() for name in header])
    assert remembered_by(header) != remembered_by(header[1:])


def test_day_and_month_are_asked_for_where_the_whole_file_fits_both() -> None:
    assert asked(MAPPER, AMBIGUOUS)["order"] == "day first"
    days = {
        order: [record.day for record in of(r.PainLevel, answered(MAPPER, AMBIGUOUS, answers))]
        for order in ("day first", "month first")
        if (answers := mapped(AMBIGUOUS, constant__kind="now", order=order))
    }
    assert days == {
        "day first": [date(2026, 4, 3), date(2026, 4, 5)],
        "month first": [date(2026, 3, 4), date(2026, 5, 4)],
    }


@pytest.mark.parametrize(
    ("dates", "orders"),
    [
        (["03/04/2026", "05/06/2026"], {"day first", "month first"}),
        (["03/04/2026", "13/04/2026"], {"day first"}),
        (["03/04/2026", "04/13/2026"], {"month first"}),
        (["13/04/2026", "04/13/2026"], {"day first", "month first"}),
        (["26/02/01", "26/02/13"], {"day first", "year first"}),
        (["2026-04-13", "soon"], set()),
    ],
)
def test_the_order_of_day_and_month_is_that_of_the_whole_file(
    dates: list[str], orders: set[str]
) -> None:
    assert set(Dates(dates).orders) == orders


def test_a_file_of_both_orders_is_refused_where_it_changes() -> None:
    content = b"Date,Pain\n13/04/2026,3\n04/13/2026,4\n"
    answers = mapped(content, constant__kind="now")
    assert refused(answered(MAPPER, content, answers)) == [(3, "Date")]


def test_baby_buddys_tummy_time_is_an_exercise() -> None:
    content = sample("table_tummy_time.csv")
    answers = mapped(content, kind="exercises", constant__exercise="exercise:Tummy time")
    assert (answers["column:start"], answers["column:end"]) == ("completed_at", "")
    answers |= {"column:start": "", "column:end": "completed_at"}
    file = answered(MAPPER, content, answers)
    (exercise,) = of(r.CompletedExercise, file)
    assert (exercise.exercise, exercise.note) == ("Tummy time", "Rolled over.")
    assert exercise.completed_at == datetime(2026, 2, 17, 3, 11, 9, tzinfo=UTC)
    assert left(file) == {
        "column child_first_name": 1,
        "column child_id": 1,
        "column child_last_name": 1,
        "column id": 1,
        "column start": 1,
    }


def test_a_day_alone_is_enough_for_a_level_of_the_day() -> None:
    content = b"day,level\n2026-05-01,4\n2026-05-02,5\n"
    answers = mapped(content, constant__kind="day_average")
    assert [record.day.day for record in of(r.PainLevel, answered(MAPPER, content, answers))] == [
        1,
        2,
    ]
    twice = b"day,level\n2026-05-01,4\n2026-05-01,5\n"
    assert refused(answered(MAPPER, twice, answers)) == [(3, "")]


def test_days_with_yes_and_no_in_other_words() -> None:
    content = b"date,stress,sleep\n2026-05-01,Ja,7\n2026-05-02,nein,\n"
    answers = mapped(content, kind="days") | {"word:stress:Ja": "yes", "word:stress:nein": "no"}
    days = [
        (record.stress, record.sleep)
        for record in of(r.DayNote, answered(MAPPER, content, answers))
    ]
    assert days == [(True, 7), (False, None)]


@pytest.mark.parametrize(
    ("row", "place"),
    [
        ("2026-02-30,4", (2, "date")),
        ("soon,4", (2, "date")),
        ("2026-05-01 25:00,4", (2, "date")),
        (",4", (2, "date")),
        ("2026-05-01,11", (2, "pain")),
        ("2026-05-01,-1", (2, "pain")),
        ("2026-03-29 02:30,4", (2, "date")),
        ("2027-05-01,4", (2, "date")),
    ],
)
def test_what_does_not_fit_is_refused_by_line_and_column(row: str, place: tuple[int, str]) -> None:
    content = f"date,pain\n{row}\n".encode()
    answers = mapped(content, kind="pain", constant__kind="now")
    assert refused(answered(MAPPER, content, answers)) == [place]


def test_a_level_outside_its_scale_is_refused() -> None:
    content = b"date,pain\n2026-05-01,6\n"
    answers = mapped(content, kind="pain", constant__kind="now", scale__pain="1-5")
    assert refused(answered(MAPPER, content, answers)) == [(2, "pain")]


def test_two_columns_of_one_field_and_missing_ones_are_refused() -> None:
    content = b"date,start,severity,side\n2026-05-01,2026-05-01,6,left\n"
    answers = mapped(content, kind="episodes", column__date="started_at")
    answers |= {"column:start": "started_at"}
    assert refused(answered(MAPPER, content, answers)) == [(1, "date")]
    content = b"date,pain\n2026-05-01,6\n"
    answers = mapped(content, kind="pain", column__pain="")
    assert refused(answered(MAPPER, content, answers))[0][0] == 1


def test_the_same_table_twice_gives_the_same_records() -> None:
    answers = mapped(AMBIGUOUS, constant__kind="now", order="day first")
    first, again = (answered(MAPPER, AMBIGUOUS, answers).records for _ in range(2))
    assert first == again != []


def test_a_clock_in_its_own_column_that_is_none_is_refused() -> None:
    content = b"date,time,pain\n2026-05-01,half past,4\n"
    answers = mapped(content, kind="pain", constant__kind="now")
    assert answers["column:time"] == "clock"
    assert refused(answered(MAPPER, content, answers)) == [(2, "time")]


def test_a_moment_with_an_offset_needs_no_zone_to_be_right() -> None:
    content = b"timestamp,pain\n2026-05-01T10:00:00-05:00,4\n"
    answers = mapped(content, kind="pain", constant__kind="now")
    (level,) = of(r.PainLevel, answered(MAPPER, content, answers))
    assert level.recorded_at == datetime(2026, 5, 1, 15, 0, tzinfo=UTC)


def test_a_column_of_too_many_words_holds_no_choices() -> None:
    rows = "".join(f"2026-05-01,{number},word {number}\n" for number in range(51))
    content = f"date,minutes,side\n{rows}".encode()
    answers = mapped(content, kind="exercises", constant__exercise="exercise:Bridge")
    assert not [key for key in answers if key.startswith("word:")]
    assert (2, "side") in refused(answered(MAPPER, content, answers))


def test_reading_stops_after_a_hundred_problems() -> None:
    content = b"date,pain\n" + b"2026-05-01,-1\n" * 200
    answers = mapped(content, kind="pain", constant__kind="now")
    assert len(refused(answered(MAPPER, content, answers))) == 100


def test_a_spasm_whose_level_is_left_out_comes_in_without_it() -> None:
    table = (
        b"Date,Start,End,Severity\n2026-02-01,08:00,08:20,blah\n"
        b"2026-02-02,09:00,09:30,severe\n2026-02-03,10:00,10:30,-\n"
    )
    answers = mapped(table, kind="episodes")
    assert answers["word:severity:blah"] == ""
    file = answered(MAPPER, table, answers)
    assert [episode.peak_level for episode in of(r.Episode, file)] == [None, 8, None]
    assert of(r.Episode, file)[0].note == "severity: blah"
