"""Bearable, Loop, Track & Graph, trackers of attacks: what is asked, brought, left out."""

import io
import zipfile
from datetime import UTC, date, datetime

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.bearable import Bearable
from journal.exchange.trackers.cluster_headache import ClusterHeadache
from journal.exchange.trackers.loop import Loop
from journal.exchange.trackers.migraine_buddy import MigraineBuddy
from journal.exchange.trackers.track_and_graph import TrackAndGraph
from tests.exchange.sample_files import answered, asked, heard, left, of, refused, sample

BEARABLE = Bearable()
OLD = sample("bearable_2021.csv")
NEW = sample("bearable_2024.csv")
BEARABLE_HEADER = "date,weekday,time of day,category,rating/amount,detail,notes\n"

# Bearable


def test_bearable_asks_for_symptoms_severities_sleep_and_things() -> None:
    assert asked(BEARABLE, OLD) == {
        "zone": "Europe/Vienna",
        "notes": "written",
        "symptom:Back pain (lower)": "now",
        "symptom:Headache": "",
        "severity:1": "2",
        "severity:2": "5",
        "severity:3": "8",
        "sleep": "sleep",
        "sleep:3": "5",
        "sleep:5": "10",
        "meds/supplements:Ibuprofen (mg)": "relief:medicine",
        "factors:Walk - Moderate": "exercise",
        "factors:Alcohol": "",
    }


def test_bearables_severities_become_the_levels_answered_and_keep_their_words() -> None:
    file = heard(BEARABLE, OLD, severity__2="6")
    assert [
        (record.level, record.recorded_at.hour, record.note) for record in of(r.PainLevel, file)
    ] == [
        (6, 13, "Bearable mid: Back pain (lower) (Moderate), 2"),
        (2, 7, "Bearable am: Back pain (lower) (Mild), 1"),
    ]
    (walk,) = of(r.CompletedExercise, file)
    assert (walk.exercise, walk.note) == (
        "Walk - Moderate",
        "Bearable all day: Walk - Moderate",
    )
    (medicine,) = of(r.Relief, file)
    assert (medicine.method, medicine.note) == (
        "medicine",
        "Bearable pm: Ibuprofen (mg) · 400",
    )
    days = {
        record.day: (record.sleep, record.note, record.no_exercise)
        for record in of(r.DayNote, file)
    }
    assert days == {
        date(2026, 5, 7): (10, "Bearable: Sleep quality · Great · 5 · slept\nlike a stone", None),
        date(2026, 5, 8): (
            5,
            "Bearable am: Symptom · Back pain (lower) (Mild) · after getting up",
            None,
        ),
    }


def test_bearables_categories_without_a_place_are_named() -> None:
    assert left(heard(BEARABLE, OLD)) == {
        "symptom Headache": 1,
        "category Mood": 1,
        "category Sleep": 1,
        "category Energy": 1,
        "factors Alcohol": 1,
    }


def test_every_reading_of_bearable_may_be_kept_as_words_or_none() -> None:
    days = {
        record.day.day: record.note for record in of(r.DayNote, heard(BEARABLE, OLD, notes="all"))
    }
    assert days[7] == (
        "Bearable pre: Energy · Poor · 2\n"
        "Bearable: Sleep quality · Great · 5 · slept\nlike a stone\n"
        "Bearable 21:40: Symptom · Headache (Severe)"
    )
    file = heard(BEARABLE, OLD, notes="")
    assert {record.note for record in of(r.DayNote, file)} == {None}
    assert left(file)["column notes"] == 2


def test_a_bearable_clock_is_taken_as_it_stands() -> None:
    file = heard(BEARABLE, OLD, symptom__Headache="now")
    (level,) = (level for level in of(r.PainLevel, file) if level.level == 8)
    assert level.recorded_at == datetime(2026, 5, 7, 19, 40, tzinfo=UTC)


def test_the_newer_bearable_needs_no_month_names() -> None:
    answers = asked(BEARABLE, NEW)
    assert not [key for key in answers if key.startswith("month")]
    file = answered(BEARABLE, NEW, answers | {"symptom:Back pain": "day_average"})
    (level,) = of(r.PainLevel, file)
    assert (level.day, level.kind, level.level) == (date(2026, 8, 1), "day_average", 10)


def test_a_month_in_another_language_is_asked_for() -> None:
    content = f'{BEARABLE_HEADER}"3 listopad 2026","","pm","Active","","Yoga",""\n'.encode()
    answers = asked(BEARABLE, content)
    assert answers["month:listopad"] == ""
    assert refused(answered(BEARABLE, content, answers)) == [(1, "")]
    (yoga,) = of(
        r.CompletedExercise, answered(BEARABLE, content, answers | {"month:listopad": "8"})
    )
    assert yoga.day == date(2026, 8, 3)


def test_a_bearable_day_that_is_none_is_refused() -> None:
    content = f"{BEARABLE_HEADER}31st Feb 2026,,pm,Active,,Yoga,\n".encode()
    assert refused(heard(BEARABLE, content)) == [(2, "date")]


# Loop


def loop_zip(marks: str = "Date,Value,Notes\n2026-05-03,YES_MANUAL,easy\n", **more: str) -> bytes:
    """A zip as Loop writes it, with two habits."""
    members = {
        "Habits.csv": "Position,Name,Type,Question,Unit\n"
        "001,Bridge every day,YES_NO,,\n002,Walking,NUMERICAL,,min\n003,Read,YES_NO,,\n",
        "Checkmarks.csv": "Date,Bridge every day,Walking,Read,\n2026-05-03,YES_MANUAL,NO,NO,\n",
        "001 Bridge every day/Checkmarks.csv": marks,
        "002 Walking/Checkmarks.csv": "Date,Value\n2026-05-03,30000\n2026-05-02,12500\n",
        "003 Read/Checkmarks.csv": "Date,Value\n2026-05-03,YES_MANUAL\n2026-05-02,UNKNOWN\n",
        "001 Bridge every day/Scores.csv": "Date,Score\n2026-05-03,0.5\n",
    } | more
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return target.getvalue()


LOOP = Loop()


def test_loop_asks_which_habit_is_which_exercise_and_what_numbers_count() -> None:
    assert asked(LOOP, loop_zip()) == {
        "zone": "Europe/Vienna",
        "thousandths": "yes",
        "habit:Bridge every day": "exercise",
        "habit:Walking": "exercise",
        "amount:Walking": "minutes",
        "habit:Read": "",
    }


def test_loops_days_become_exercises_with_their_amounts() -> None:
    file = answered(
        LOOP, loop_zip(), asked(LOOP, loop_zip()) | {"habit:Bridge every day": "exercise:Bridge"}
    )
    exercises = [
        (record.exercise, record.day.day, record.minutes, record.note)
        for record in of(r.CompletedExercise, file)
    ]
    assert exercises == [
        ("Bridge", 3, None, "Loop: Bridge every day · easy"),
        ("Walking", 3, 30, "Loop: Walking · 30 min"),
        ("Walking", 2, None, "Loop: Walking · 12.5 min"),
    ]
    assert left(file) == {"habit Read": 1}


def test_a_no_in_loop_is_not_a_day_without_exercise() -> None:
    marks = "Date,Value\n2026-05-05,NO\n2026-05-04,SKIP\n2026-05-03,YES_AUTO\n2026-05-02,UNKNOWN\n"
    file = heard(LOOP, loop_zip(marks))
    assert {record.exercise for record in of(r.CompletedExercise, file)} == {"Walking"}
    assert of(r.DayNote, file) == []
    assert {name: n for name, n in left(file).items() if "Bridge" in name} == {
        "Bridge every day, days marked NO": 1,
        "Bridge every day, days marked SKIP": 1,
        "Bridge every day, days marked filled in by the schedule": 1,
    }


@pytest.mark.parametrize("header", ["Date,Value\n", ""])
def test_loops_older_whole_numbers_mean_the_same(header: str) -> None:
    marks = f"{header}2026-05-05,2\n2026-05-04,1\n2026-05-03,0\n2026-05-02,-1\n2026-05-01,3\n"
    file = heard(LOOP, loop_zip(marks))
    bridges = [record for record in of(r.CompletedExercise, file) if record.exercise != "Walking"]
    assert [record.day.day for record in bridges] == [5]


def test_a_number_in_a_habit_of_yes_and_no_is_left_out_by_name() -> None:
    file = heard(LOOP, loop_zip("Date,Value\n2026-05-05,1000\n"))
    assert left(file)["Bridge every day, days marked 1000"] == 1


def test_a_problem_in_a_zip_names_the_habit_and_the_line() -> None:
    file = heard(LOOP, loop_zip("Date,Value\n2026-05-03,YES_MANUAL\n03.05.2026,NO\n"))
    assert refused(file) == [(3, "Bridge every day: date")]
    file = heard(LOOP, loop_zip("Date,Value\n2026-05-03,MAYBE\n"))
    assert refused(file) == [(2, "Bridge every day: value")]
    file = heard(LOOP, loop_zip("Date,Value\n2026-05-03\n"))
    assert refused(file) == [(2, "001 Bridge every day/Checkmarks.csv: value")]


def test_a_zip_that_is_damaged_asks_nothing_and_is_refused() -> None:
    whole = loop_zip()
    assert LOOP.questions(whole[:-40], zone="UTC") == []
    assert refused(answered(LOOP, whole[:-40], {})) == [(1, "")]
    at = whole.index(b"Habits.csv") + 14
    broken = whole[:at] + bytes([whole[at] ^ 255]) + whole[at + 1 :]
    assert refused(answered(LOOP, broken, {}))[0] == (1, "Habits.csv")


def test_a_loop_habit_may_be_relief() -> None:
    file = heard(LOOP, loop_zip(), habit__Read="relief:rest")
    (relief,) = of(r.Relief, file)
    assert (relief.method, relief.note) == ("rest", "Loop: Read")


# Track & Graph

POINTS = sample("track_and_graph.csv")
LEGACY = sample("track_and_graph_legacy.csv")
GRAPH = TrackAndGraph()


def test_track_and_graph_asks_what_each_feature_is() -> None:
    assert asked(GRAPH, POINTS) == {
        "zone": "Europe/Vienna",
        "feature:Back pain": "now",
        "amount:Back pain": "",
        "feature:Walking": "exercise",
        "amount:Walking": "minutes",
        "feature:Plank": "exercise",
        "amount:Plank": "minutes",
        "feature:Spasm": "",
        "amount:Spasm": "minutes",
        "feature:Weight": "",
        "amount:Weight": "",
    }


def test_features_become_levels_exercises_and_episodes() -> None:
    file = heard(GRAPH, POINTS, amount__Plank="hold_seconds", feature__Spasm="episode:start")
    levels = [(record.level, record.day.day, record.note) for record in of(r.PainLevel, file)]
    assert levels == [
        (6, 16, "Track & Graph: Back pain 6.0 · evening · after sitting"),
        (3, 15, "Track & Graph: Back pain 3"),
    ]
    walk, plank = of(r.CompletedExercise, file)
    assert (walk.minutes, walk.note) == (32, "Track & Graph: Walking 0:32:20 · park")
    assert (plank.hold_seconds, plank.minutes) == (45, None)
    (spasm,) = of(r.Episode, file)
    assert (spasm.started_at, spasm.minutes) == (datetime(2026, 5, 14, 3, 10, tzinfo=UTC), 70)
    assert left(file) == {"feature Weight": 1}


def test_an_episode_may_have_ended_at_its_time_stamp() -> None:
    file = heard(GRAPH, POINTS, feature__Spasm="episode:end")
    (spasm,) = of(r.Episode, file)
    assert (spasm.ended_at, spasm.minutes) == (datetime(2026, 5, 14, 3, 10, tzinfo=UTC), 70)


def test_the_older_track_and_graph_has_its_labels_in_the_values() -> None:
    file = heard(GRAPH, LEGACY, amount__Bridge="reps")
    exercises = [
        (record.minutes, record.reps, record.note) for record in of(r.CompletedExercise, file)
    ]
    assert exercises == [
        (32, None, "Track & Graph: Walking 0:32:20 · park: north · So:me note"),
        (None, 15, "Track & Graph: Bridge 15 · slow"),
        (None, None, "Track & Graph: Bridge 12.5"),
    ]


def test_the_local_day_of_a_time_stamp_is_kept_in_any_zone() -> None:
    file = heard(GRAPH, POINTS, zone="America/New_York")
    assert [record.day.day for record in of(r.PainLevel, file)] == [16, 15]


@pytest.mark.parametrize(
    ("point", "column"),
    [
        ("Walking,15.05.2026,1", "Timestamp"),
        ("Walking,2026-05-15T18:00:00Z,many", "Value"),
        ("Walking,2026-05-15T18:00:00Z,", "Value"),
        (f"Walking,2026-05-15T18:00:00Z,{'9' * 400}", "Value"),
    ],
)
def test_a_data_point_that_is_none_is_refused(point: str, column: str) -> None:
    content = f"FeatureName,Timestamp,Value\n{point}\n".encode()
    assert refused(heard(GRAPH, content)) == [(2, column)]


@pytest.mark.parametrize(
    ("point", "column"),
    [
        ("1700-05-15T18:00:00Z,1:00:00", "Timestamp"),
        ("1900-01-01T00:00:00Z,999999:00:00", "Timestamp"),
        ("2026-05-15T18:00:00Z,-1:00:00", "Value"),
    ],
)
def test_an_episode_that_cannot_have_been_is_refused(point: str, column: str) -> None:
    content = f"FeatureName,Timestamp,Value\nSpasm,{point}\n".encode()
    assert refused(heard(GRAPH, content, feature__Spasm="episode:end"))[0] == (2, column)


# Cluster Headache Tracker

ATTACKS = sample("cluster_headache.csv")
CLUSTER = ClusterHeadache()


ATTACK_HEADER = "start_time,end_time,intensity,medication,triggers,notes,barometric_pressure"


def test_attacks_become_episodes_and_the_days_between_stay_empty() -> None:
    file = heard(CLUSTER, ATTACKS)
    first, second = of(r.Episode, file)
    assert len(file.records) == 2
    assert (first.peak_level, first.minutes) == (7, 150)
    assert first.triggers == ("Lack of sleep", "Alcohol")
    assert first.note == "Cluster Headache Tracker · Medication: Sumatriptan · Morning attack"
    assert second.last_day == date(2026, 3, 5)


def test_medication_becomes_relief_only_if_the_person_says_so() -> None:
    file = heard(CLUSTER, ATTACKS, medication="relief:medicine")
    (relief,) = of(r.Relief, file)
    assert (relief.method, relief.note) == ("medicine", "Medication: Sumatriptan")


def test_what_becomes_of_an_attack_without_an_end_is_asked() -> None:
    content = f"{ATTACK_HEADER}\n2026-03-01 08:00:00,,7,,,,1013.2\n".encode()
    assert "ends" not in asked(CLUSTER, ATTACKS)
    file = heard(CLUSTER, content)
    assert file.records == []
    assert left(file) == {"attack without_end": 1, "column barometric_pressure": 1}
    (still_on,) = of(r.Episode, heard(CLUSTER, content, ends="open"))
    assert still_on.ended_at is None
    (over,) = of(r.Episode, heard(CLUSTER, content, ends="start"))
    assert (over.minutes, over.note) == (None, "Cluster Headache Tracker · no end was noted")


@pytest.mark.parametrize(
    ("attack", "column"),
    [
        ("2026-03-01 08:00:00,2026-03-01 07:00:00,7", "end_time"),
        ("soon,2026-03-01 09:00:00,7", "start_time"),
        ("2026-03-01 08:00:00,2026-03-01 09:00:00,11", "intensity"),
    ],
)
def test_an_attack_that_cannot_have_been_is_refused(attack: str, column: str) -> None:
    content = f"{ATTACK_HEADER}\n{attack},,,,\n".encode()
    assert refused(heard(CLUSTER, content)) == [(2, column)]


# Migraine Buddy

BUDDY = MigraineBuddy()
MIGRAINES = sample("migraine_buddy.csv")
BUDDY_HEADER = "#,Started,Lasted,Start UTC Offset (min),Pain Level"


def test_migraine_buddys_attacks_start_by_their_own_clock_and_offset() -> None:
    file = heard(BUDDY, MIGRAINES, ends="start")
    first, second = of(r.Episode, file)
    assert first.started_at == datetime(2026, 5, 16, 21, 12, tzinfo=UTC)
    assert (first.day, first.minutes, first.peak_level) == (date(2026, 5, 16), 60, 4)
    assert first.triggers == ("Stress", "Cold")
    assert first.note == (
        "Migraine Buddy · Symptoms: Throbbing pain · Pain positions: Lower back · Helpful "
        "medication: Ibuprofen · Helpful non drug relief methods: Heat · woke me,\ntwice"
    )
    assert second.started_at == datetime(2026, 5, 17, 7, 5, tzinfo=UTC)
    assert (second.peak_level, second.note) == (0, "Migraine Buddy · no end was noted")
    assert file.lines == [6, 8]
    assert left(file) == {"column Geohash": 1}


def test_migraine_buddys_day_and_month_are_asked_for_if_both_fit() -> None:
    assert "order" not in asked(BUDDY, MIGRAINES)
    content = f"{BUDDY_HEADER}\n1,05/06/26 10:00,01h 00m,0,3\n".encode()
    (attack,) = of(r.Episode, heard(BUDDY, content, order="month first"))
    assert attack.day == date(2026, 5, 6)


@pytest.mark.parametrize(
    ("attack", "column"),
    [
        ("1,soon,01h 00m,0,3", "Started"),
        ("1,05/16/26,01h 00m,0,3", "Started"),
        ("1,05/16/26 10:00,long,0,3", "Lasted"),
        ("1,05/16/26 10:00,01h 00m,841,3", "Start UTC Offset (min)"),
        ("1,05/16/26 10:00,01h 00m,east,3", "Start UTC Offset (min)"),
        ("1,05/16/26 10:00,01h 00m,0,14", "Pain Level"),
    ],
)
def test_a_migraine_that_cannot_be_read_is_refused(attack: str, column: str) -> None:
    file = heard(BUDDY, f"{BUDDY_HEADER}\n{attack}\n".encode())
    assert refused(file) == [(2, column)]


def test_a_buddy_file_without_its_table_is_refused() -> None:
    content = b"Date,Time Period,Description,Notes\nnone,,,\n"
    assert refused(answered(BUDDY, content, {})) == [(1, "")]
