"""Tables as people keep them, made up, one for each kind of fault that real ones taught."""

import io
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.exchange.files.dates import Dates
from journal.exchange.files.questions import date_questions
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT, Format
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.own import Own
from journal.exchange.trackers.recognise import format_of
from journal.words.imports import sentence
from tests.core.strategies import examples
from tests.exchange.sample_files import NOW, VIENNA, answered, left, of

TABLES = Path(__file__).parents[1] / "tables"
MAPPER = Mapper()


def content(name: str) -> bytes:
    """The bytes of a table."""
    return (TABLES / f"{name}.csv").read_bytes()


def guessed(form: Format, table: bytes, *, person: str = VIENNA, **texts: str) -> dict[str, str]:
    """The answers given, and every guess for a person's zone; ``__`` stands for a colon."""
    changes = {key.replace("__", ":").replace("_", " "): text for key, text in texts.items()}
    answers: dict[str, str] = {}
    while True:
        questions = form.questions(table, zone=person, answers=answers, seen_on=NOW.date())
        fresh = {
            question.id: changes.get(question.id, question.guess)
            for question in questions
            if question.id not in answers
        }
        if not fresh:
            return answers
        answers |= fresh


def brought(name: str | bytes, **changes: str) -> ReadFile:
    """What is read of a table with guesses, but for what is given."""
    table = name if isinstance(name, bytes) else content(name)
    form = format_of(io.BytesIO(table))
    return answered(form, table, guessed(form, table, **changes))


def levels(file: ReadFile) -> list[tuple[str, str, int]]:
    """Day, kind and level of each pain level."""
    return [(str(level.day), level.kind, level.level) for level in of(r.PainLevel, file)]


@pytest.mark.parametrize(
    ("name", "readings"),
    [
        ("avg_worst", [("01", "day_average", 3), ("01", "day_worst", 7),
                       ("02", "day_average", 2), ("02", "day_worst", 6)]),
        ("scale15", [("01", "day_average", 10), ("02", "day_average", 3)]),
        ("yymmdd", [("01", "day_average", 5), ("02", "day_average", 4), ("13", "day_average", 6)]),
        ("total_row", [("01", "day_average", 5)]),
        ("de_decimal", [("01", "day_average", 5), ("02", "day_average", 5),
                        ("03", "day_average", 6)]),
        ("slash10", [("01", "day_average", 5), ("13", "day_average", 4)]),
        ("words_pain", [("01", "day_average", 8), ("02", "day_average", 2)]),
        ("excel_dmy", [("01", "day_average", 5), ("13", "day_average", 4)]),
        ("us_named", [("01", "day_average", 5), ("13", "day_average", 4)]),
        ("preamble", [("01", "day_average", 5), ("02", "day_average", 4)]),
        ("excel_sep", [("01", "now", 5), ("02", "now", 4)]),
        ("semi_quoted", [("01", "day_average", 5), ("13", "day_average", 4)]),
        ("utf16", [("01", "day_average", 5)]),
        ("cp1252", [("01", "day_average", 5)]),
    ],
)  # fmt: skip
def test_levels_come_in_as_they_were_meant(
    name: str, readings: list[tuple[str, str, int]]
) -> None:
    assert [(day[-2:], kind, level) for day, kind, level in levels(brought(name))] == readings


def test_ratings_of_the_morning_and_the_evening_are_records_of_their_own() -> None:
    records = of(r.PainLevel, brought("three_times"))
    assert [(record.day.day, record.recorded_at.hour, record.level) for record in records] == [
        (1, 8, 5), (1, 14, 4), (1, 19, 6), (2, 8, 3), (2, 14, 3), (2, 19, 4)
    ]  # fmt: skip
    assert len({record.id for record in records}) == 6


def test_an_attack_without_an_end_is_not_still_going_on() -> None:
    spasms = of(r.Episode, brought("attacks_noend"))
    assert [spasm.ended_at for spasm in spasms] == [spasm.started_at for spasm in spasms]
    assert len(spasms) == 2
    assert of(r.Episode, brought("attacks_noend", ends="")) == []


@pytest.mark.parametrize(
    ("cells", "minutes"),
    [
        ("Started,Duration (h),Severity\n2026-02-01 08:00,2.5,6\n", 150),
        ("Start,Duration,Pain\n2026-02-01 08:00,5 hours,6\n", 300),
        ("Start,Duration,Pain\n2026-02-01 08:00,06h 00m,6\n", 360),
        ("Start,Lasted,Pain\n2026-02-01 08:00,45 min,6\n", 45),
        ("Start,End,Pain\n2026-02-01 23:00,01:30,6\n", 150),
        ("Start,End,Pain\n2026-02-01 08:00,09:30,6\n", 90),
    ],
)
def test_an_attack_ends_after_its_length_or_at_its_clock(cells: str, minutes: int) -> None:
    (attack,) = of(r.Episode, brought(cells.encode()))
    assert attack.minutes == minutes


@pytest.mark.parametrize(
    ("cells", "began", "minutes"),
    [
        ("Day,Begin,End,Pain\n2026-02-01,08:00,09:30,6\n", "08:00", 90),
        ("Day,Begin,End,Pain\n2026-02-01,23:00,01:30,6\n", "23:00", 150),
        ("Day,End,Pain\n2026-02-01,14:30,6\n", "12:00", 150),
        ("Day,End,Pain\n2026-02-01,08:00,6\n", "08:00", None),
    ],
)
def test_an_attack_that_ends_at_a_clock_begins_on_its_day(
    cells: str, began: str, minutes: int | None
) -> None:
    answers = {"kind": "episodes", "column__day": "day", "column__end": "ended_at"}
    (attack,) = of(r.Episode, brought(cells.encode(), **answers))
    local = attack.started_at.astimezone(ZoneInfo(VIENNA))
    assert (f"{local:%Y-%m-%d %H:%M}", attack.minutes) == (f"2026-02-01 {began}", minutes)


@pytest.mark.parametrize("role", ["day", "started_at"])
def test_an_end_on_no_day_is_a_row_that_is_told(role: str) -> None:
    cells = b"Day,End,Pain\n2026-02-01,14:30,6\n,15:00,5\n"
    answers = {"kind": "episodes", "column__day": role, "column__end": "ended_at"}
    file = brought(cells, **answers)
    assert len(file.records) == 1
    assert [(problem.line, problem.column) for problem in file.problems] == [(3, "Day")]


@pytest.mark.parametrize("name", ["habitbull_min", "done_col", "tag_zero", "blank_minutes"])
def test_what_was_not_done_is_no_exercise(name: str) -> None:
    file = brought(name)
    assert len(of(r.CompletedExercise, file)) == 1
    assert sum(left(file).values()) == len(content(name).splitlines()) - 2


def test_a_date_that_a_spreadsheet_gave_a_midnight_leaves_the_clock_its_column() -> None:
    records = of(r.PainLevel, brought("midnight"))
    assert [record.recorded_at.hour for record in records] == [7, 20]


def test_a_length_is_no_time_of_day_and_sets_are_counted() -> None:
    plank, walk = of(r.CompletedExercise, brought("fitnotes_time"))
    assert (plank.hold_seconds, walk.minutes, walk.completed_at.hour) == (90, 35, 10)
    assert [record.sets for record in of(r.CompletedExercise, brought("fitnotes_min"))] == [2, 1]
    assert [record.sets for record in of(r.CompletedExercise, brought("fitbod"))] == [2]


def test_a_column_of_zones_is_read() -> None:
    (level,) = of(r.PainLevel, brought("tz"))
    assert (level.zone, level.recorded_at.hour) == ("America/Los_Angeles", 16)
    form = format_of(io.BytesIO(content("tz")))
    assert "zone" not in guessed(form, content("tz"))


def test_rich_text_is_plain_and_one_twin_does_not_block_a_scale() -> None:
    (day,) = of(r.DayNote, brought("daylio_html"))
    assert "Sharp pain\n- left\nx & y" in (day.note or "")
    assert [record.sleep for record in of(r.DayNote, brought("daylio_scale_twice"))] == [8, 6]


def test_one_row_becomes_several_records() -> None:
    file = brought("wide_ex")
    exercises = [
        (record.exercise, record.minutes, record.reps) for record in of(r.CompletedExercise, file)
    ]
    assert exercises == [("Walking", 30, None), ("Bridge", None, 15), ("Bridge", None, 15)]
    assert [record.level for record in of(r.PainLevel, file)] == [4, 5, 6]


@pytest.mark.parametrize("name", ["strong_excel", "hevy_excel", "hevy_us", "hevy_fr",
                                  "daylio_excel_uk", "daylio_old", "strava_min", "strava_dup",
                                  "garmin_min", "gform"])  # fmt: skip
def test_files_that_were_saved_again_or_in_other_languages_come_in(name: str) -> None:
    file = brought(name)
    assert file.problems == []
    assert of(r.CompletedExercise, file)


@pytest.mark.parametrize(("name", "days"), [("own_excel_us", [1]), ("own_excel_de", [1, 2])])
def test_our_own_file_saved_by_a_spreadsheet_comes_in(name: str, days: list[int]) -> None:
    from journal.exchange.own.tidy_reading import read_file  # noqa: PLC0415 (of this only)

    for _ in range(2):
        file = read_file(io.BytesIO(content(name)), now=NOW, zone=VIENNA)
        assert [record.day for record in of(r.PainLevel, file)] == [
            date(2026, 3, day) for day in days
        ]
    assert isinstance(format_of(io.BytesIO(content(name))), Own)


def test_the_rest_comes_in_without_the_rows_that_cannot_be_read() -> None:
    table = b"Date,Pain\n2026-02-01,5\nsoon,4\n2026-02-03,6\n2026-02-31,3\n"
    answers = guessed(MAPPER, table)
    file = answered(MAPPER, table, answers)
    assert file.only_rows
    assert [problem.line for problem in file.problems] == [3, 5]
    remainder = answered(MAPPER, table, answers | {BAD_ROWS: LEFT_OUT})
    assert [record.level for record in of(r.PainLevel, remainder)] == [5, 6]
    assert [problem.line for problem in remainder.left_rows] == [3, 5]


def test_a_pain_elsewhere_is_not_taken_for_the_back() -> None:
    for name in ("Jaw pain", "Chest pain", "Abdominal pain"):
        answers = guessed(MAPPER, f"Date,{name},Back pain\n2026-02-01,3,4\n".encode())
        assert answers[f"column:{name.lower()}"] == ""
        assert answers["column:back pain"] == "level"


# The two properties


HEADERS = ["Date", "Time", "Pain", "Average pain", "Worst pain", "Morning", "Evening", "Exercise",
           "Minutes", "Reps", "Done", "Notes", "Start", "End", "Duration (h)", "Severity", "Sleep",
           "Medication", "Timezone", "x"]  # fmt: skip
CELLS = ["", "", "2026-02-01", "2026-02-02", "2026-02-03 08:30", "1.2.26", "13/02/2026", "0", "3",
         "4,5", "7", "10", "yes", "no", "x", "08:30", "evening", "30 min", "mild", "Bridge", "ok",
         "Average", "UTC", "0:35:00"]  # fmt: skip
tables = st.integers(2, 5).flatmap(
    lambda width: st.tuples(
        st.permutations(HEADERS).map(lambda names: names[:width]),
        st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), min_size=1,
                 max_size=5),
    )
)  # fmt: skip


def written(table: tuple[list[str], list[list[str]]]) -> bytes:
    """A table as CSV."""
    header, rows = table
    return "\n".join(";".join(row) for row in [header, *rows]).encode()


def any_answers(table: bytes, data: st.DataObject) -> dict[str, str]:
    """Allowed answers to every question: the guess, or any other choice."""
    answers: dict[str, str] = {}
    while fresh := [question for question in MAPPER.questions(table, zone=VIENNA, answers=answers)
                    if question.id not in answers]:  # fmt: skip
        for question in fresh:
            values = [value for value, _ in question.choices] or [VIENNA]
            guess = question.guess if question.fault(question.guess) is None else ""
            often_the_guess = [guess] * (3 * len(values)) if guess else []
            choice = data.draw(st.sampled_from([*values, *often_the_guess]))
            answers[question.id] = (
                f"exercise:{question.id[-9:]}" if values == ["exercise"] else choice
            )
    return answers


@given(tables, st.data())
@examples(150)
def test_every_record_has_a_cell_of_its_own(
    table: tuple[list[str], list[list[str]]], data: st.DataObject
) -> None:
    text = written(table)
    answers = any_answers(text, data) | {BAD_ROWS: LEFT_OUT}
    file = answered(MAPPER, text, answers)
    rows = {row.line: row for row in MAPPER.held(io.BytesIO(text), ReadFile()).table.rows}
    roles = {key.partition(":")[2]: role for key, role in answers.items()
            if key.startswith("column:") and role}  # fmt: skip
    for line, record in zip(file.lines, file.records, strict=True):
        assert record.problems(NOW) == []
        if not isinstance(record, r.DayNote):
            assert any(rows[line][key] for key in roles), (line, record)


@given(tables, st.data())
@examples(150)
def test_two_mappings_of_one_table_never_share_an_id(
    table: tuple[list[str], list[list[str]]], data: st.DataObject
) -> None:
    text = written(table)
    ids = []
    mappings = []
    for _ in range(2):
        answers = any_answers(text, data)
        file = answered(MAPPER, text, answers | {BAD_ROWS: LEFT_OUT})
        mappings.append({key: answer for key, answer in answers.items() if answer and
                         key.startswith(("kind", "column:", "constant:", "does:"))})  # fmt: skip
        ids.append({getattr(record, "id", None) for record in file.records} - {None})
        assert len(ids[-1]) == sum(hasattr(record, "id") for record in file.records)
    if mappings[0] != mappings[1]:
        assert ids[0].isdisjoint(ids[1])


# What is told of a file


def test_a_bad_cell_that_several_records_share_is_told_once_by_the_name_in_the_file() -> None:
    cells = (
        b"Datum;Schmerz morgens;Schmerz abends\n01.02.2026;3;5\n31.02.2026;4;6\n32.02.2026;1;2\n"
    )
    file = brought(cells)
    assert [(problem.line, problem.column) for problem in file.problems] == [
        (3, "Datum"),
        (4, "Datum"),
    ]
    assert file.bad_rows == 2


@pytest.mark.parametrize(
    ("days", "zone", "order", "reason"),
    [
        (["03/04/2026", "04/04/2026", "05/04/2026"], VIENNA, "day first", "span"),
        (["01/09/2026", "02/04/2026", "03/07/2026"], VIENNA, "month first", "sequence"),
        (["03/04/2026"], VIENNA, "day first", "usual"),
        (["03/04/2026"], "America/Chicago", "month first", "american"),
        (["03/04/2026 7:00 PM"], VIENNA, "month first", "american"),
    ],
)
def test_a_guess_about_the_order_of_a_date_says_what_it_rests_on(
    days: list[str], zone: str, order: str, reason: str
) -> None:
    dates = Dates(days, zone=zone)
    assert (dates.order, dates.order_reason) == (order, reason)
    (question,) = date_questions(dates)
    assert question.reason is not None
    assert sentence(question.reason).startswith("The dates in the file can be read in more than")
