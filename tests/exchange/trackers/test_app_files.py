"""Files of apps that are no CSV: backups, databases, spreadsheets, the phone's health file."""

import base64
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from journal.core.model import records as r
from journal.exchange.files import zips
from journal.exchange.trackers.apple_health import AppleHealth
from journal.exchange.trackers.recognise import format_of
from journal.words.imports import sentence
from tests.exchange.sample_files import answered, heard, left, of
from tests.exchange.trackers.test_kept_tables import guessed
from tests.exchange.trackers.test_trackers import loop_zip


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip with these members."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return target.getvalue()


# Daylio's backup


def backup(month: int) -> bytes:
    """A backup whose entry of 12 May 2026 gives its month as a number."""
    at = datetime(2026, 5, 12, 6, 30, tzinfo=UTC)
    entry: dict[str, Any] = {
        "year": 2026,
        "month": month,
        "day": 12,
        "hour": 8,
        "minute": 30,
        "mood": 2,
    }
    entry |= {"datetime": int(at.timestamp() * 1000), "timeZoneOffset": 0, "tags": [7]}
    content = {
        "version": 15,
        "customMoods": [{"id": 2, "custom_name": "", "mood_group_id": 2, "predefined_name_id": 2}],
        "tags": [{"id": 7, "name": "walk", "id_tag_group": 1}],
        "dayEntries": [entry | {"note": "fine", "note_title": ""}],
    }
    return base64.b64encode(json.dumps(content).encode())


@pytest.mark.parametrize("month", [4, 5])
@pytest.mark.parametrize(
    "packed",
    [
        lambda content: content,
        lambda content: zipped({"backup.daylio": content, "assets/1.jpg": b"x"}),
        lambda content: zipped({"my backup/backup.daylio": content, "__MACOSX/._x": b""}),
    ],
)
def test_a_daylio_backup_is_read_whichever_way_it_counts_months(
    month: int, packed: Callable[[bytes], bytes]
) -> None:
    content = packed(backup(month))
    file = heard(format_of(io.BytesIO(content)), content)
    (walk,) = of(r.CompletedExercise, file)
    assert (walk.exercise, walk.completed_at) == ("walk", datetime(2026, 5, 12, 6, 30, tzinfo=UTC))
    (day,) = of(r.DayNote, file)
    assert day.note == "Daylio 08:30: good · walk · fine"


# Apple Health

HEALTH = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [<!ELEMENT HealthData (Record|Workout)*>]>
<HealthData locale="de_AT">
 <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Phone" unit="count"
  startDate="2026-05-13 09:00:00 +0200" endDate="2026-05-13 09:05:00 +0200" value="400"/>
 <Record type="HKCategoryTypeIdentifierLowerBackPain" startDate="2026-05-13 10:36:12 +0200"
  endDate="2026-05-13 10:36:12 +0200" value="HKCategoryValueSeverityModerate">
  <MetadataEntry key="HKTimeZone" value="Europe/Vienna"/>
 </Record>
 <Record type="HKCategoryTypeIdentifierLowerBackPain" startDate="2026-05-14 10:00:00 +0200"
  endDate="2026-05-14 10:00:00 +0200" value="HKCategoryValueSeverityNotPresent"/>
 <Record type="HKCategoryTypeIdentifierLowerBackPain" startDate="2026-05-15 10:00:00 +0200"
  endDate="2026-05-15 10:00:00 +0200" value="HKCategoryValueSeverityUnspecified"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="30.4" durationUnit="min"
  sourceName="Watch" startDate="2026-05-13 18:00:00 +0200" endDate="2026-05-13 18:30:24 +0200"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="29" durationUnit="min"
  sourceName="App" startDate="2026-05-13 18:01:00 +0200" endDate="2026-05-13 18:30:00 +0200"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeYoga" duration="0.5" durationUnit="h"
  startDate="2026-05-16 07:00:00 +0200" endDate="2026-05-16 07:30:00 +0200"/>
 <Workout workoutActivityType="HKWorkoutActivityTypeTableTennis" duration="20" durationUnit="min"
  startDate="2026-05-17 07:00:00 +0200" endDate="2026-05-17 07:20:00 +0200"/>
</HealthData>
"""


def health(text: str = HEALTH) -> bytes:
    """An export whose XML is called in the phone's language."""
    return zipped(
        {
            "apple_health_export/export_cda.xml": b"<ClinicalDocument/>",
            "apple_health_export/exportar.xml": text.encode(),
        }
    )


def test_a_health_export_gives_workouts_once_and_back_pain() -> None:
    content = health()
    form = format_of(io.BytesIO(content))
    assert isinstance(form, AppleHealth)
    file = heard(form, content)
    walks = [(record.exercise, record.minutes) for record in of(r.CompletedExercise, file)]
    assert walks == [("Walking", 30), ("Yoga", 30)]
    pains = [(record.level, record.zone, str(record.day)) for record in of(r.PainLevel, file)]
    assert pains == [(5, "Europe/Vienna", "2026-05-13"), (0, "Europe/Vienna", "2026-05-14")]
    assert left(file) == {
        "activity Table tennis": 1,
        "duplicate Walking": 1,
        "health HKQuantityTypeIdentifierStepCount": 1,
        "severity Unspecified": 1,
    }


def test_only_what_is_newer_than_a_day_comes_in() -> None:
    file = heard(AppleHealth(), health(), since="2026-05-14")
    assert [record.exercise for record in of(r.CompletedExercise, file)] == ["Yoga"]
    assert [record.level for record in of(r.PainLevel, file)] == [0]


def test_a_health_file_that_declares_entities_is_not_read() -> None:
    bomb = HEALTH.replace("<!ELEMENT HealthData (Record|Workout)*>", '<!ENTITY a "aaaa">')
    file = answered(AppleHealth(), health(bomb), {})
    assert [sentence(problem.text) for problem in file.problems] == [
        "This file declares XML entities, which are not read."
    ]


# Databases


def database(tmp_path: Path, script: str, at: int = 0) -> bytes:
    """The content of a SQLite database; ``AT`` in its script is a moment."""
    file = tmp_path / "made.db"
    with sqlite3.connect(file) as connection:
        connection.executescript(re.sub(r"\bAT\b", str(at), script))
    connection.close()
    return file.read_bytes()


def test_loops_database_gives_the_days_done(tmp_path: Path) -> None:
    day = int(datetime(2026, 5, 12, tzinfo=UTC).timestamp() * 1000)
    content = database(
        tmp_path,
        "CREATE TABLE Habits (id INTEGER PRIMARY KEY, name TEXT, type INTEGER, unit TEXT);"
        "CREATE TABLE Repetitions (id INTEGER PRIMARY KEY, habit INTEGER, timestamp INTEGER,"
        " value INTEGER, notes TEXT);"
        "INSERT INTO Habits VALUES (1, 'Walk', 0, ''), (2, 'Bridge', 1, 'reps');"
        "INSERT INTO Repetitions VALUES (1, 1, AT, 2, ''), (2, 1, AT + 86400000, 0, ''),"
        " (3, 2, AT, 15000, 'slow');",
        day,
    )
    file = heard(format_of(io.BytesIO(content)), content)
    exercises = [
        (record.exercise, record.day.day, record.reps) for record in of(r.CompletedExercise, file)
    ]
    assert exercises == [("Walk", 12, None), ("Bridge", 12, 15)]


def test_track_and_graphs_database_gives_its_points(tmp_path: Path) -> None:
    at = int(datetime(2026, 5, 12, 16, 30, tzinfo=UTC).timestamp() * 1000)
    content = database(
        tmp_path,
        "CREATE TABLE features_table (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE trackers_table (id INTEGER, feature_id INTEGER, type TEXT);"
        "CREATE TABLE data_points_table (epoch_milli INTEGER, feature_id INTEGER,"
        " utc_offset_sec INTEGER, value REAL, label TEXT, note TEXT);"
        "INSERT INTO features_table VALUES (1, 'Walk'), (2, 'Back pain');"
        "INSERT INTO trackers_table VALUES (1, 1, 'DURATION'), (2, 2, 'CONTINUOUS');"
        "INSERT INTO data_points_table VALUES (AT, 1, 7200, 2100, '', ''),"
        " (AT, 2, 7200, 4, '', 'stiff');",
        at,
    )
    file = heard(format_of(io.BytesIO(content)), content)
    (walk,), (pain,) = of(r.CompletedExercise, file), of(r.PainLevel, file)
    assert (walk.minutes, walk.completed_at.hour, pain.level) == (35, 16, 4)


def test_another_database_is_called_one(tmp_path: Path) -> None:
    with pytest.raises(zips.ZipRefused, match="is_sqlite"):
        format_of(io.BytesIO(database(tmp_path, "CREATE TABLE a (b)")))
    broken = b"SQLite format 3\0" + b"x" * 200
    with pytest.raises(zips.ZipRefused, match="database_damaged"):
        format_of(io.BytesIO(broken))


# Spreadsheets


def spreadsheet(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A spreadsheet; days and times have the styles of days and times."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        styles = {
            datetime: book.add_format({"num_format": "dd/mm/yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
            timedelta: book.add_format({"num_format": "[h]:mm"}),
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    style = styles.get(type(value))
                    sheet.write(at, column, value, *([style] if style else []))
    return target.getvalue()


DIARY: list[list[Any]] = [
    ["My back diary"],
    [],
    ["Date", "Time", "Pain", "Walked", "Notes"],
    [datetime(2026, 2, 1), time(8, 30), 5, timedelta(minutes=35), "stiff"],  # noqa: DTZ001
    [datetime(2026, 2, 2), time(21, 15), 4, timedelta(0), ""],  # noqa: DTZ001
]


def test_a_spreadsheet_is_read_by_what_its_cells_are() -> None:
    content = spreadsheet({"Diary": DIARY, "Read me": [["Hello"]]})
    file = heard(format_of(io.BytesIO(content)), content)
    levels = [
        (record.recorded_at.hour, record.level, record.note) for record in of(r.PainLevel, file)
    ]
    assert levels == [(7, 5, "stiff"), (20, 4, None)]
    assert [record.minutes for record in of(r.CompletedExercise, file)] == [35]


def test_the_sheet_is_asked_for_where_several_hold_tables() -> None:
    other: list[list[Any]] = [["Date", "Pain"], [datetime(2026, 3, 1), 7]]  # noqa: DTZ001
    content = spreadsheet({"Diary": DIARY, "March": other})
    form = format_of(io.BytesIO(content))
    answers = guessed(form, content, sheet="March")
    assert [record.level for record in of(r.PainLevel, answered(form, content, answers))] == [7]


def test_an_app_export_saved_as_a_spreadsheet_is_known() -> None:
    header = "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE"
    row = [datetime(2024, 3, 4, 7), "Push", "60m", "Bridge", 1, 0, 12, 0, 0, ""]  # noqa: DTZ001
    content = spreadsheet({"strong": [header.split(","), row]})
    (bridge,) = of(r.CompletedExercise, heard(format_of(io.BytesIO(content)), content))
    assert (bridge.exercise, bridge.reps, bridge.completed_at.hour) == ("Bridge", 12, 6)


def test_a_sheet_that_repeats_without_end_or_declares_entities_is_refused() -> None:
    start = b"application/vnd.oasis.opendocument.spreadsheet"
    for body, code in (
        (b'<a table:number-rows-repeated="999999999"/>', "sheet_too_large"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a/>', "holds_entities"),
    ):
        content = zipped({"mimetype": start, "content.xml": body})
        form = format_of(io.BytesIO(content))
        assert [problem.text.code for problem in answered(form, content, {}).problems] == [code]


# What a file is


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "This file is empty"),
        (b"\xef\xbb\xbf\n", "This file is empty"),
        (b'{"a": [1]}', "This is a JSON file"),
        (b'[{"a": 1}]', "This is a JSON file"),
        (b"%PDF-1.7", "This is a PDF"),
        (b"<?xml version='1.0'?><a/>", "This is an XML file"),
        (b"<!DOCTYPE html><html></html>", "This is a web page"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "an old Excel or Word file"),
        (b"\x89PNG\r\n\x1a\n", "This is a picture"),
        (b"\x1f\x8b\x08", "packed with gzip"),
        (zipped({"xl/workbook.bin": b""}), "a binary Excel file"),
        (zipped({"Index/Document.iwa": b""}), "an Apple Numbers file"),
        (zipped({"word/document.xml": b""}), "a document, not a spreadsheet"),
        (zipped({"a.csv": b"x"}), "neither an archive of the journal nor an export"),
        (b"a song\nby somebody\n", "a text without a table"),
    ],
)
def test_a_file_that_is_not_read_is_called_what_it_is(content: bytes, words: str) -> None:
    with pytest.raises(zips.ZipRefused) as refused:
        format_of(io.BytesIO(content))
    assert words in sentence(refused.value.text)


def test_loops_zip_packed_again_is_known() -> None:
    with zipfile.ZipFile(io.BytesIO(loop_zip())) as archive:
        members = {f"Loop export/{name}": archive.read(name) for name in archive.namelist()}
    again = zipped(
        members | {"__MACOSX/Loop export/._Habits.csv": b"x", "Loop export/.DS_Store": b""}
    )
    form = format_of(io.BytesIO(again))
    assert form.word == "loop"
    assert heard(form, again).records == heard(form, loop_zip()).records
