"""Days, marks and lengths as people write them: read where they are plain, else told."""

import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.exchange.files.dates import Dates
from journal.exchange.files.day_parts import names_period
from journal.exchange.files.durations import seconds_of
from journal.exchange.files.zips import ZipRefused
from journal.exchange.trackers.recognise import format_of
from journal.exchange.trackers.spreadsheet import Spreadsheet
from journal.words.imports import sentence
from tests.exchange.sample_files import NOW, left, of
from tests.exchange.trackers.test_guessed_tables import exercises
from tests.exchange.trackers.test_kept_tables import brought, guessed, levels

# Days


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-W05-7", date(2026, 2, 1)),
        ("2026W057", date(2026, 2, 1)),
        ("2026-w05-7 14:30", date(2026, 2, 1)),
        ("1 II 2026", date(2026, 2, 1)),
        ("13.XII.25", date(2025, 12, 13)),
        ("3-viii-2026", date(2026, 8, 3)),
    ],
)
def test_days_of_numbered_weeks_and_months_in_roman_numbers_are_days(text: str, day: date) -> None:
    when = Dates([text]).read(text)
    assert when is not None
    assert when.day == day


@pytest.mark.parametrize("text", ["2026-W54-1", "2026-W05-8", "1 IIX 2026", "1 XIII 2026"])
def test_a_week_or_a_month_that_there_is_not_is_no_day(text: str) -> None:
    assert Dates([text]).read(text) is None


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Month", ["March 2025", "April 2025", "May 2025"]),
        ("Date", ["2025-03", "2025-04", "2025-05"]),
        ("Date", ["03/2025", "04/2025", "05/2025"]),
        ("Date", ["Mar-25", "Apr-25", "May-25"]),
        ("Woche", ["KW 3", "KW 4", "KW 5"]),
        ("Week", ["2026-W03", "2026-W04", "2026-W05"]),
        ("Year", ["2023", "2024", "2025"]),
    ],
)
def test_a_month_a_week_or_a_year_is_told_and_no_day_is_made_up(
    name: str, cells: list[str]
) -> None:
    rows = "".join(f"{cell},4\n" for cell in cells)
    file = brought(f"{name},Average pain\n{rows}".encode())
    assert file.records == []
    assert [(problem.line, problem.cell) for problem in file.problems] == list(
        enumerate(cells, start=2)
    )
    assert {sentence(problem.text)[:21] for problem in file.problems} == {"This names a month, a"}


@pytest.mark.parametrize("text", ["13/2025", "7", "12.50", "45", "KW 54", "2026-02-01", "Mai"])
def test_a_number_or_a_day_names_no_period(text: str) -> None:
    assert not names_period(text)


def test_days_with_the_name_of_their_month_and_no_year_stay_days() -> None:
    for cells in (["Feb 01", "Feb 02", "Mar 25"], ["14 Feb", "14 Mar"], ["Dec-30", "Jan-02"]):
        rows = "".join(f"{cell},4\n" for cell in cells)
        assert len(levels(brought(f"Date,Pain\n{rows}".encode()))) == len(cells)


@pytest.mark.parametrize("midnight", ["T23:00:00.000Z", "T23:00:00Z"])
def test_a_midnight_written_in_utc_beside_a_time_is_a_day(midnight: str) -> None:
    table = (
        f"Date,Time,Pain\n2026-01-31{midnight},07:15,4\n2026-02-12{midnight},21:00,6\n"
        "2026-05-12T22:00:00Z,21:00,5\n"
    )
    file = brought(table.encode())
    moments = [f"{level.recorded_at:%m-%d %H:%M}" for level in of(r.PainLevel, file)]
    assert moments == ["02-01 06:15", "02-13 20:00", "05-13 19:00"]


def test_a_midnight_of_utc_itself_beside_a_time_gives_the_time_no_zone() -> None:
    table = b"Day,Clock,Pain\n2026-02-01T00:00:00Z,07:15,4\n2026-02-13T00:00:00Z,21:00,6\n"
    moments = [f"{level.recorded_at:%d %H:%M}" for level in of(r.PainLevel, brought(table))]
    assert moments == ["01 06:15", "13 20:00"]


def moments_beside_a_time(hour: str, zone: str) -> tuple[list[str], dict[str, int]]:
    """The moments of a table whose days all give one hour of UTC, and what is left out of it."""
    table = f"Date,Time,Pain\n2026-01-10T{hour}Z,09:15,4\n2026-01-11T{hour}Z,21:15,6\n"
    form = format_of(io.BytesIO(table.encode()))
    answers = guessed(form, table.encode(), person=zone)
    file = form.read(table.encode(), answers, now=NOW, zone=zone, new_id=lambda: "")
    return [f"{level.recorded_at:%d %H:%M}" for level in of(r.PainLevel, file)], left(file)


@pytest.mark.parametrize(
    ("hour", "zone", "moments"),
    [
        ("23:00:00", "Europe/London", ["11 09:15", "12 21:15"]),  # as in summer
        ("18:30:00", "Asia/Kolkata", ["11 03:45", "12 15:45"]),
        ("11:00:00", "Pacific/Auckland", ["10 20:15", "12 08:15"]),
        ("08:00:00", "America/Los_Angeles", ["10 17:15", "12 05:15"]),
        ("00:00:00", "Pacific/Auckland", ["09 20:15", "11 08:15"]),
    ],
)
def test_a_midnight_of_the_persons_zone_or_of_utc_is_a_day(
    hour: str, zone: str, moments: list[str]
) -> None:
    assert moments_beside_a_time(hour, zone) == (moments, {})


@pytest.mark.parametrize("hour", ["20:00:00", "12:00:00", "23:30:00"])
@pytest.mark.parametrize("zone", ["Europe/Vienna", "Europe/London"])
def test_another_hour_of_utc_beside_a_time_stays_the_moment_it_is(hour: str, zone: str) -> None:
    moments = [f"10 {hour[:5]}", f"11 {hour[:5]}"]
    assert moments_beside_a_time(hour, zone) == (moments, {"column Time": 2})


def test_walks_at_the_same_hour_of_utc_keep_it_beside_their_lengths() -> None:
    table = (
        b"Date,Activity,Time\n2026-02-01T08:00:00Z,Walking,0:35:00\n"
        b"2026-02-02T08:00:00Z,Walking,1:10:00\n"
    )
    walks = of(r.CompletedExercise, brought(table))
    assert [(f"{walk.completed_at:%d %H:%M}", walk.minutes) for walk in walks] == [
        ("01 08:00", 35), ("02 08:00", 70)
    ]  # fmt: skip


def test_a_time_past_midnight_is_on_the_next_day() -> None:
    table = b"Date,Time,Pain\n2026-02-01,25:30,4\n2026-02-02,24:15,5\n2026-02-03,23:00,5\n"
    moments = [level.recorded_at for level in of(r.PainLevel, brought(table))]
    assert moments[0] == datetime(2026, 2, 2, 0, 30, tzinfo=UTC)
    assert moments[1] == datetime(2026, 2, 2, 23, 15, tzinfo=UTC)


@pytest.mark.parametrize("fractions", [["0,333333", "0,5", "0,75"], ["0.25", "0.5", "0.75"]])
def test_the_times_of_a_spreadsheet_are_parts_of_a_day_with_point_or_comma(
    fractions: list[str],
) -> None:
    rows = "".join(f"{46054 + at};{cell};4\n" for at, cell in enumerate(fractions))
    records = of(r.PainLevel, brought(f"Datum;Uhrzeit;Schmerz\n{rows}".encode()))
    assert [level.kind for level in records] == ["now"] * 3
    assert [f"{level.recorded_at:%H:%M}" for level in records][1:] == ["11:00", "17:00"]


def test_an_hour_after_kl_is_a_time() -> None:
    table = "Datum;Klockan;Smärta\n2026-02-01;kl. 8;4\n2026-02-02;kl 20.30;6\n"
    moments = [f"{level.recorded_at:%H:%M}" for level in of(r.PainLevel, brought(table.encode()))]
    assert moments == ["07:00", "19:30"]


# Lists


@pytest.mark.parametrize("heading", ["Spasms\n", '"Back spasm"\n', ""])
def test_a_list_of_days_alone_is_a_spasm_a_row(heading: str) -> None:
    file = brought(f"{heading}2026-02-01\n2026-02-05\n2026-02-17\n".encode())
    assert [str(spasm.day) for spasm in of(r.Episode, file)] == [
        "2026-02-01", "2026-02-05", "2026-02-17"
    ]  # fmt: skip
    assert len(file.timeless) == 3


@pytest.mark.parametrize("table", [
    "1.2.\n5.2.\n", "Krämpfe\n1. Feb\n5. Feb\n", "Date;\n2026-02-01;\n2026-02-05;\n",
    "1.2.;\n5.2.;\n", "Spasms,\n2026-W05-7,\n2026-W06-4,\n",
])  # fmt: skip
def test_a_list_of_days_may_lack_their_year_or_end_its_lines_with_a_mark(table: str) -> None:
    file = brought(table.encode())
    assert [str(spasm.day) for spasm in of(r.Episode, file)] == ["2026-02-01", "2026-02-05"]


def test_a_list_of_numbers_is_no_list_of_days() -> None:
    with pytest.raises(ZipRefused):
        brought(b"1.5\n2.5\n3.5\n")


@pytest.mark.parametrize("heading", ["Month", "Monat", "Week"])
def test_a_lone_day_of_a_column_of_periods_is_told_and_not_put_on_it(heading: str) -> None:
    file = brought(f"{heading},Average pain\n2026-06-01,4\n".encode())
    assert [problem.text.code for problem in file.problems] == ["column_of_periods"]


def test_a_weekday_of_a_week_is_a_day_whatever_its_column_is_called() -> None:
    file = brought(b"Week,Pain\n2026-W05-7,4\n2026-W06-7,5\n")
    assert [day for day, _, _ in levels(file)] == ["2026-02-01", "2026-02-08"]


def test_a_list_of_days_with_commas_in_them_is_one_column() -> None:
    file = brought(b'Spasms\n"Feb 1, 2026"\n"Feb 5, 2026"\n')
    assert [str(spasm.day) for spasm in of(r.Episode, file)] == ["2026-02-01", "2026-02-05"]


def test_a_list_of_days_with_the_name_of_an_exercise_is_that_exercise() -> None:
    assert exercises("Walks\n2026-02-01\n2026-02-05\n")[0][0] == "Walking"


def test_days_that_are_empty_below_the_first_exercise_are_the_day_above() -> None:
    table = "Date,Exercise,Reps\n2026-02-01,Bridge,10\n,Curl-up,8\n2026-02-02,Bridge,12\n"
    days = [str(record.day) for record in of(r.CompletedExercise, brought(table.encode()))]
    assert days == ["2026-02-01", "2026-02-01", "2026-02-02"]


def test_a_level_without_a_day_is_not_put_on_the_day_above() -> None:
    file = brought(b"Date,Pain\n2026-02-01,4\n,7\n2026-02-03,6\n")
    assert [problem.line for problem in file.problems] == [3]


def test_merged_cells_of_a_spreadsheet_are_of_each_row_they_span(tmp_path: Path) -> None:
    path = tmp_path / "merged.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    sheet = workbook.add_worksheet()
    sheet.merge_range(0, 1, 0, 3, "My exercises")
    sheet.write_row(1, 1, ["Date", "Exercise", "Reps"])
    sheet.merge_range(2, 1, 4, 1, "2026-02-01")
    sheet.write_column(2, 2, ["Bridge", "Curl-up", "Bridge"])
    sheet.write_column(2, 3, [10, 8, 12])
    sheet.write_row(5, 1, ["2026-02-02", "Bridge", 9])
    workbook.close()
    file = brought(path.read_bytes())
    assert isinstance(format_of(io.BytesIO(path.read_bytes())), Spreadsheet)
    assert [(str(record.day), record.reps) for record in of(r.CompletedExercise, file)] == [
        ("2026-02-01", 10), ("2026-02-01", 8), ("2026-02-01", 12), ("2026-02-02", 9)
    ]  # fmt: skip


# Marks and amounts


Marked = tuple[list[tuple[str, str]], dict[str, int]]
"""The days and exercises that are done, and what is left out."""
EACH_DONE: Marked = ([("2026-02-01", "Brücke"), ("2026-02-13", "Walking")], {})
NONE_DONE: Marked = ([], {"row not_done": 2})


@pytest.mark.parametrize(
    ("mark", "outcome"),
    [
        ("*", EACH_DONE),
        ("•", EACH_DONE),
        ("v", EACH_DONE),
        ("✓", EACH_DONE),
        ("~", NONE_DONE),
        ("ok!", NONE_DONE),
    ],
)
def test_a_mark_below_one_exercise_is_not_done_of_another(mark: str, outcome: Marked) -> None:
    table = f"Datum;Brücke;Gehen\n01.02.2026;{mark};\n13.02.2026;;{mark}\n"
    file = brought(table.encode())
    marked = [(str(record.day), record.exercise) for record in of(r.CompletedExercise, file)]
    assert (marked, left(file)) == outcome


def test_the_minutes_of_an_exercise_that_is_marked_elsewhere_come_in() -> None:
    table = "Date,Walk,Stretching\n2026-02-01,30 min,x\n2026-02-02,yes,\n2026-02-03,no,no\n"
    assert [(name, minutes) for name, *_, minutes in exercises(table)] == [
        ("Walking", 30), ("Stretching", None), ("Walking", None)
    ]  # fmt: skip


def test_an_amount_stays_one_beside_words_for_not_done() -> None:
    table = "Date,Bridge,Walk\n2026-02-01,15,skipped\n2026-02-02,-,30\n2026-02-03,pas fait,20\n"
    assert [(name, reps, minutes) for name, _, _, reps, _, minutes in exercises(table)] == [
        ("Bridge", 15, None), ("Walking", None, 30), ("Walking", None, 20)
    ]  # fmt: skip


def test_lengths_in_the_small_hours_are_lengths() -> None:
    table = "Date,Exercise,Time\n2026-02-01,Stretching,0:45\n2026-02-02,Stretching,1:15\n"
    assert [minutes for *_, minutes in exercises(table)] == [45, 75]


def test_a_hold_with_a_colon_is_minutes_and_seconds() -> None:
    table = "Date,Exercise,Hold\n2026-02-01,Plank,45s\n2026-02-02,Plank,1:00\n"
    assert [hold for *_, hold, _ in exercises(table)] == [45, 60]


def test_a_length_beside_a_moment_is_a_length() -> None:
    table = (
        "Aktivitätstyp;Datum;Titel;Zeit\nGehen;2026-02-01 08:00:00;Gehen;00:35:00\n"
        "Gehen;2026-02-13 09:00:00;Gehen;00:50:00\n"
    )
    assert [(name, minutes) for name, *_, minutes in exercises(table)] == [
        ("Gehen", 35), ("Gehen", 50)
    ]  # fmt: skip


def test_a_number_of_spasms_is_no_level_of_pain() -> None:
    file = brought(b"Date,Spasms,Pain\n2026-02-01,2,6\n2026-02-02,0,3\n")
    assert levels(file) == [("2026-02-01", "day_average", 6), ("2026-02-02", "day_average", 3)]
    assert [spasm.day.day for spasm in of(r.Episode, file)] == [1, 1]


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["+", "++", "+++"], [2, 5, 8]),
        (["*", "**", "****"], [2, 5, 10]),
        (["★☆☆☆☆", "★★★☆☆", "★★★★★"], [2, 6, 10]),
        (["about 5", "ca. 3", "7 (severe)"], [5, 3, 7]),
        (["leve", "fuerte", "sin dolor"], [2, 8, 0]),
        (["lekki", "silny", "brak"], [2, 8, 0]),
    ],
)
def test_marks_and_words_of_severity_are_levels_by_a_guess(
    cells: list[str], numbers: list[int]
) -> None:
    rows = "".join(f"2026-02-{13 + at},{cell}\n" for at, cell in enumerate(cells))
    assert [level for *_, level in levels(brought(f"Date,Pain\n{rows}".encode()))] == numbers


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("an hour", 3600),
        ("about half an hour", 1800),
        ("eine halbe Stunde", 1800),
        ("deux heures", 7200),
        ("half a day", 43_200),
        ("mezz'ora", 1800),
        ("mezz’ora", 1800),
        ("circa mezza ora", 1800),
        ("une demi-heure", 1800),
        ("demi heure", 1800),
        ("mezz", None),
        ("an hour and a half", 5400),
        ("two and a half hours", 9000),
        ("1 and 1/2 hours", 5400),
        ("1 hour and 1/2 hour", 5400),
        ("anderthalb Stunden", 5400),
        ("une heure et demie", 5400),
        ("2 and a half", None),
        ("30 минут", 1800),
        ("one", None),
        ("2-3 h", None),
    ],
)
def test_lengths_in_words_are_read(text: str, seconds: float | None) -> None:
    assert seconds_of(text) == seconds


# What stands around a table, and what its columns are about


def test_a_header_that_stands_again_below_a_title_drops_no_row_above_it() -> None:
    table = "Datum;Schmerz;Notiz\n01.02.2026;4;\nSeite 2;;\nDatum;Schmerz;Notiz\n13.02.2026;5;\n"
    assert [(day, level) for day, _, level in levels(brought(table.encode()))] == [
        ("2026-02-01", 4), ("2026-02-13", 5)
    ]  # fmt: skip


def test_a_table_in_markdown_is_read_without_the_line_below_its_header() -> None:
    table = "| Date | Pain |\n|------|:----:|\n| 2026-02-01 | 4 |\n| 2026-02-02 | 5 |\n"
    assert [level for *_, level in levels(brought(table.encode()))] == [4, 5]


def test_the_pain_around_a_walk_is_no_exercise() -> None:
    table = b"Date,Pain before walk,Walk (min),Pain after walk\n2026-02-01,4,30,3\n"
    records = of(r.CompletedExercise, brought(table))
    assert [(record.exercise, record.minutes) for record in records] == [("Walking", 30)]
    assert "pain before walk: 4" in str(records[0].note)


def test_what_helped_between_two_levels_is_relief_and_no_spasm() -> None:
    table = (
        b"Date,Time,What helped,Minutes,Pain before,Pain 20 min after\n"
        b"2026-02-01,08:00,Ice pack,15,7,4\n2026-02-02,09:00,Hot bath,20,6,3\n"
    )
    assert [
        (relief.method, relief.minutes, relief.pain_before, relief.pain_after_20)
        for relief in of(r.Relief, brought(table))
    ] == [("cold", 15, 7, 4), ("warmth", 20, 6, 3)]


@pytest.mark.parametrize("word", ["Ø", "Zwischensumme", "Średnia", "Razem", "Subtotal"])
def test_a_row_that_sums_up_is_known_by_more_words(word: str) -> None:
    file = brought(f"Date,Pain\n2026-02-01,4\n2026-02-02,6\n{word},9\n2026-02-03,3\n".encode())
    assert [level for *_, level in levels(file)] == [4, 6, 3]
    assert left(file) == {"row summary": 1}


def test_a_weekly_check_in_with_a_date_of_its_own_is_asked_about_and_read() -> None:
    file = brought(b"Date,Pain,Enjoyment,Activity\n2026-02-01,4,5,6\n2026-02-08,3,4,5\n")
    assert [(str(answer.day), answer.pain, answer.activity) for answer in of(CheckIn, file)] == [
        ("2026-02-01", 4, 6), ("2026-02-08", 3, 5)
    ]  # fmt: skip


def test_the_type_of_an_activity_is_its_name_and_not_its_title() -> None:
    table = (
        "Aktivitätsdatum;Name der Aktivität;Aktivitätstyp\n01.02.2026 08:00;Morgenrunde;Wandern\n"
    )
    assert [name for name, *_ in exercises(table)] == ["Wandern"]


def test_sheets_that_stay_behind_are_told(tmp_path: Path) -> None:
    path = tmp_path / "sheets.xlsx"
    workbook = xlsxwriter.Workbook(str(path))
    for name, header in (("Pain", ["Date", "Pain"]), ("Exercise", ["Date", "Exercise"])):
        sheet = workbook.add_worksheet(name)
        sheet.write_row(0, 0, header)
        sheet.write_column(1, 0, ["2026-02-01", "2026-02-02"])
        sheet.write_column(1, 1, ["4", "5"] if name == "Pain" else ["Bridge", "Bridge"])
    workbook.close()
    file = brought(path.read_bytes())
    assert len(of(r.PainLevel, file)) == 2
    assert left(file) == {"sheet Exercise": 1}


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("Week starting", ["2026-02-02", "2026-02-09", "2026-02-16"]),
        ("Woche ab", ["02.02.2026", "16.02.2026", "23.02.2026"]),
        ("Month", ["2025-12-01", "2026-01-01", "2026-02-01"]),
    ],
)
def test_the_mean_of_a_week_or_a_month_is_not_put_on_its_first_day(
    name: str, cells: list[str]
) -> None:
    rows = "".join(f"{cell},4\n" for cell in cells)
    table = f"{name},Avg pain\n{rows}".encode()
    file = brought(table)
    assert file.records == []
    assert [sentence(problem.text)[:31] for problem in file.problems] == [
        "The days of this column stand f"
    ]
    file = brought(table, **{f"column__{name.lower()}": "recorded_at"})
    assert len(of(r.PainLevel, file)) == 3


def test_days_of_a_column_called_week_that_are_no_weeks_are_days() -> None:
    table = b"Week,Pain\n2026-02-02,4\n2026-02-03,5\n2026-02-09,6\n"
    assert len(levels(brought(table))) == 3


@pytest.mark.parametrize(
    ("name", "cells", "numbers"),
    [
        ("Pain (out of 5)", ["3", "5"], [6, 10]),
        ("Schmerz (max. 4)", ["2", "4"], [5, 10]),
        ("Douleur sur 20", ["10", "20"], [5, 10]),
        ("Pain", ["1 - none", "3 - moderate", "5 - severe"], [0, 5, 8]),
        ("Pain", ["mild (2)", "severe (8)"], [2, 8]),
    ],
)
def test_a_scale_in_words_is_the_guess(name: str, cells: list[str], numbers: list[int]) -> None:
    rows = "".join(f"2026-02-{13 + at};{cell}\n" for at, cell in enumerate(cells))
    assert [level for *_, level in levels(brought(f"Date;{name}\n{rows}".encode()))] == numbers


def test_the_only_levels_of_a_table_are_not_the_back_where_they_are_of_the_knee() -> None:
    assert brought(b"Date,Knee pain\n2026-02-01,7\n2026-02-02,6\n").records == []


def test_a_spasm_without_an_end_beside_a_start_is_no_level_of_its_day() -> None:
    table = "Datum;Krampf von;Krampf bis;Stärke\n01.02.2026;08:00;;7\n13.02.2026;09:00;09:30;5\n"
    file = brought(table.encode())
    spasms = of(r.Episode, file)
    assert [(spasm.peak_level, spasm.minutes) for spasm in spasms] == [(7, None), (5, 30)]
    assert (of(r.PainLevel, file), left(file)) == ([], {})


def test_half_of_an_exercise_by_a_percentage_is_partly_done() -> None:
    table = (
        b"Date,Exercise,Completed %\n2026-02-01,Bridge,100%\n2026-02-02,Bridge,0%\n"
        b"2026-02-03,Bridge,50%\n"
    )
    outcomes = [record.outcome for record in of(r.CompletedExercise, brought(table))]
    assert outcomes == ["done", "partly"]


def test_noon_and_midnight_behind_a_twelve_are_what_they_say() -> None:
    table = b"Date,Time,Pain\n2026-02-13,12:00 noon,4\n2026-02-13,12 midnight,6\n"
    moments = [f"{level.recorded_at:%d %H}" for level in of(r.PainLevel, brought(table))]
    assert moments == ["13 11", "12 23"]


def test_rich_text_of_any_table_is_plain_in_the_note() -> None:
    table = b"Date,Pain,Note\n2026-02-01,4,<p>bad&nbsp;night<br>sat long</p>\n"
    assert [level.note for level in of(r.PainLevel, brought(table))] == ["bad night\nsat long"]


def test_short_words_for_parts_of_a_day_and_for_the_average_are_known() -> None:
    table = "Datum;vorm.;nachm.;abds.\n01.02.2026;3;4;6\n13.02.2026;2;4;5\n"
    assert [level for *_, level in levels(brought(table.encode()))] == [3, 4, 6, 2, 4, 5]
    table = "Datum;Ø;Max\n01.02.2026;4;7\n"
    assert [(kind, level) for _, kind, level in levels(brought(table.encode()))] == [
        ("day_average", 4), ("day_worst", 7)
    ]  # fmt: skip
