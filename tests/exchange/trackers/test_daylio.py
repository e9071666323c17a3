"""Daylio: its layouts are read, its moods are never taken for pain unasked."""

from datetime import UTC, date, datetime

import pytest

from journal.core.model import records as r
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.daylio import Daylio
from journal.words.imports import sentence
from tests.exchange.sample_files import answered, asked, heard, left, of, refused, sample

DAYLIO = Daylio()
MAY = sample("daylio.csv")
SCALES = sample("daylio_scales.csv")
OLDEST = sample("daylio_oldest.tsv")
HEADER = "full_date,time,mood,activities,note\n"


def test_what_the_file_cannot_know_is_asked_with_a_guess() -> None:
    assert asked(DAYLIO, MAY) == {
        "zone": "Europe/Vienna",
        "notes": "yes",
        "mood": "",
        "mood:rad": "",
        "mood:meh": "",
        "mood:awful": "",
        "activity:walk": "exercise",
        "activity:friends": "",
        "activity:bridge": "exercise",
        "activity:ice pack": "relief:cold",
        "activity:gaming": "",
    }


def test_no_mood_becomes_pain_unless_the_person_says_so() -> None:
    file = heard(DAYLIO, MAY)
    assert of(r.PainLevel, file) == []
    notes = {record.day: record.note for record in of(r.DayNote, file)}
    assert notes == {
        date(2026, 5, 12): "Daylio 06:50: meh\n"
        'Daylio 21:15: rad · walk, friends · Good, really · Slept in.\nThen a "long" walk.',
        date(2026, 5, 11): "Daylio 00:05: awful · bridge, ice pack, gaming · =not a formula",
    }


def test_a_mood_becomes_the_level_it_is_said_to_be_and_keeps_its_name() -> None:
    answers = asked(DAYLIO, MAY) | {"mood": "now", "mood:rad": "1", "mood:awful": "9"}
    file = answered(DAYLIO, MAY, answers)
    levels = of(r.PainLevel, file)
    assert [(level.level, level.kind, level.note) for level in levels] == [
        (1, "now", "Daylio mood: rad"),
        (9, "now", "Daylio mood: awful"),
    ]
    assert levels[0].recorded_at == datetime(2026, 5, 12, 19, 15, tzinfo=UTC)
    assert left(file)["mood meh"] == 1


def test_activities_become_what_was_answered_and_the_others_are_named() -> None:
    file = heard(DAYLIO, MAY, activity__walk="exercise:Walking")
    assert [record.exercise for record in of(r.CompletedExercise, file)] == ["Walking", "bridge"]
    assert [record.note for record in of(r.CompletedExercise, file)] == [
        "Daylio: walk",
        "Daylio: bridge",
    ]
    assert [record.method for record in of(r.Relief, file)] == ["cold"]
    assert left(file) == {"activity friends": 1, "activity gaming": 1}


def test_a_day_without_the_habit_is_never_called_a_day_without_exercise() -> None:
    assert {record.no_exercise for record in of(r.DayNote, heard(DAYLIO, MAY))} == {None}


def test_lines_are_the_physical_ones_after_a_note_of_two_lines() -> None:
    file = heard(DAYLIO, MAY)
    lines = dict(zip((str(type(record)) for record in file.records), file.lines, strict=True))
    assert lines[str(r.Relief)] == 5


def test_scales_of_points_may_be_sleep_or_pain() -> None:
    answers = asked(DAYLIO, SCALES)
    assert answers["scale:Sleep Quality"] == "sleep"
    assert answers["scale:Back pain"] == "now"
    assert "scale:Sleep Time" not in answers
    file = heard(DAYLIO, SCALES)
    assert [(record.day.day, record.sleep) for record in of(r.DayNote, file)] == [(12, 4), (13, 8)]
    (level,) = of(r.PainLevel, file)
    assert (level.level, level.note) == (6, "Daylio: Back pain 3/5 points")
    assert left(file) == {"scale Sleep Time": 1}


def test_a_level_of_the_day_is_only_offered_where_a_day_has_one_entry() -> None:
    def choices(content: bytes) -> list[str]:
        questions = {question.id: question for question in DAYLIO.questions(content, zone="UTC")}
        return [value for value, _ in questions["mood"].choices]

    assert choices(SCALES) == ["", "now", "day_average", "day_worst"]
    assert choices(MAY) == ["", "now"]


def test_the_oldest_layout_with_tabs_and_another_language_is_read() -> None:
    (note,) = of(r.DayNote, heard(DAYLIO, OLDEST))
    assert note.note == "Daylio 18:50: bien · marche, lecture · Pas mal"


def test_notes_left_out_are_counted() -> None:
    file = heard(DAYLIO, MAY, notes="")
    assert of(r.DayNote, file) == []
    assert left(file)["column note"] == 2
    assert left(file)["mood rad"] == 1


def test_the_same_file_gives_the_same_records_and_other_answers_the_same_ids() -> None:
    assert heard(DAYLIO, MAY).records == heard(DAYLIO, MAY).records
    walks = [of(r.CompletedExercise, heard(DAYLIO, MAY, activity__walk=f"exercise:{name}"))[0]
             for name in ("Walking", "Strolling")]  # fmt: skip
    assert walks[0].id == walks[1].id
    assert walks[0] != walks[1]


def test_two_entries_of_one_minute_are_two() -> None:
    content = f"{HEADER}2026-05-01,10:00,good,walk,a\n2026-05-01,10:00,good,walk,b\n".encode()
    first, second = of(r.CompletedExercise, heard(DAYLIO, content))
    assert first.id != second.id


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("2026-13-01,10:00,good,,", "full_date"),
        ("2026-05-01,25:00,good,,", "time"),
        ("2026-05-01,13:00 pm,good,,", "time"),
        ("2026-05-01,,good,,", "time"),
        ("2026-03-29,02:30,good,walk,", "time"),
        ("2027-05-01,10:00,good,walk,", "time"),
    ],
)
def test_what_is_no_day_or_time_is_refused_by_line_and_column(row: str, column: str) -> None:
    file = heard(DAYLIO, f"{HEADER}2026-05-01,09:00,good,,\n{row}\n".encode())
    assert (3, column) in refused(file)


def test_a_narrow_blank_before_pm_is_a_blank() -> None:
    content = f"{HEADER}2026-05-01,6:50\N{NARROW NO-BREAK SPACE}p.m.,good,walk,\n".encode()
    (walk,) = of(r.CompletedExercise, heard(DAYLIO, content))
    assert walk.completed_at == datetime(2026, 5, 1, 16, 50, tzinfo=UTC)


def test_a_question_without_an_answer_stops_the_import() -> None:
    file = answered(DAYLIO, MAY, asked(DAYLIO, MAY) | {"activity:walk": "nonsense"})
    assert file.records == []
    assert [problem.cell for problem in file.problems] == ["activity:walk=nonsense"]
    answers = asked(DAYLIO, MAY)
    del answers["notes"]
    assert "still open" in sentence(answered(DAYLIO, MAY, answers).problems[0].text)


def test_a_broken_file_asks_nothing_and_is_refused() -> None:
    content = HEADER.encode() + b"2026-05-01,10:00,a,\xff\xfe\x00,\n"
    assert DAYLIO.questions(content, zone="UTC") == []
    assert not answered(DAYLIO, content, {}).only_rows


def test_a_line_that_is_too_short_can_be_left_out() -> None:
    content = HEADER.encode() + b"2026-05-01,10:00\n2026-05-02,10:00,a,,well\n"
    assert refused(heard(DAYLIO, content)) == [(2, "mood")]
    file = answered(DAYLIO, content, asked(DAYLIO, content) | {BAD_ROWS: LEFT_OUT})
    assert [problem.line for problem in file.left_rows] == [2]
    assert len(of(r.DayNote, file)) == 1


def test_notes_of_a_day_too_long_to_keep_are_refused() -> None:
    long = "x" * 5000
    content = f"{HEADER}2026-05-01,10:00,a,,{long}\n2026-05-01,11:00,a,,{long}\n".encode()
    assert refused(heard(DAYLIO, content)) == [(2, "note")]


def test_columns_nobody_knows_are_named() -> None:
    content = b"full_date,time,mood,activities,weather\n2026-05-01,10:00,good,,rain\n"
    assert left(heard(DAYLIO, content)) == {"column weather": 1}
