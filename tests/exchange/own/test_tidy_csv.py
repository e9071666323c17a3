"""Our own CSV: nothing is lost either way, and what is wrong is named by line and column."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from itertools import chain, repeat
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.inputs import columns
from journal.core.model.kinds import KINDS, RECORDS
from journal.exchange.files import encoding, table
from journal.exchange.files.read_file import PROBLEMS_MOST, LineProblem, ReadFile
from journal.exchange.files.texts import text
from journal.exchange.own import tidy_csv
from journal.exchange.own.tidy_reading import read_file
from journal.words.imports import sentence
from tests.core.strategies import NOW, brief, records, texts

VIENNA = "Europe/Vienna"
BOM = b"\xef\xbb\xbf"
IDS = [str(UUID(int=0xABCDEF00 + number, version=4)) for number in range(3)]
MIB = 1024 * 1024

kinds = pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)


def text_of(rows: Iterable[r.Record], kind: type[r.Record]) -> str:
    """The file of some records."""
    names = [column.name for column in columns(kind)]
    return "".join(
        tidy_csv.lines(kind, (tuple(getattr(record, name) for name in names) for record in rows))
    )


def heard(content: str | bytes, now: datetime = NOW, zone: str = VIENNA) -> ReadFile:
    """What is read of a file's content."""
    data = content.encode() if isinstance(content, str) else content
    return read_file(io.BytesIO(data), now=now, zone=zone)


def accepted(content: str | bytes) -> list[r.Record]:
    """The records of a file without problems."""
    file = heard(content)
    assert file.problems == []
    return file.records


def refused(content: str | bytes) -> list[tuple[int, str]]:
    """Line and column of each problem of a file."""
    problems = heard(content).problems
    assert problems
    assert all(sentence(problem.text).endswith(".") for problem in problems)
    return [(problem.line, problem.column) for problem in problems]


def notes(content: str | bytes) -> list[str | None]:
    """The notes of a file of days."""
    return [record.note for record in accepted(content) if isinstance(record, r.DayNote)]


def levels(content: str | bytes) -> list[r.PainLevel]:
    """The records of a file of pain levels."""
    return [record for record in accepted(content) if isinstance(record, r.PainLevel)]


# The guard against spreadsheets


@given(st.text() | st.text("=+-@'\t\r\n x", max_size=6))
@example("'")
@example("''=")
def test_a_guard_comes_off_again(text: str) -> None:
    assert tidy_csv.unguarded(tidy_csv.guarded(text)) == text


@given(st.text("=+-@'\t\r x", max_size=4))
def test_no_guarded_text_is_a_formula(text: str) -> None:
    assert not tidy_csv.guarded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


@given(st.text("ab=+-@'\t", max_size=4), st.text("ab=+-@'\t", max_size=4))
def test_two_texts_are_never_one_cell(first: str, other: str) -> None:
    assert (tidy_csv.guarded(first) == tidy_csv.guarded(other)) == (first == other)


@pytest.mark.parametrize("text", ["plain", " =1", "", "a'b", "1-2"])
def test_a_harmless_text_gets_no_guard(text: str) -> None:
    assert tidy_csv.guarded(text) == text


def test_only_one_guard_is_taken_off_a_file() -> None:
    assert notes("day,note\r\n2026-05-01,''=1\r\n2026-05-02,'tis\r\n") == ["'=1", "tis"]


@kinds
@given(st.data())
@brief
def test_no_cell_of_a_file_is_a_formula(kind: type[r.Record], data: st.DataObject) -> None:
    content = text_of([data.draw(records(kind))], kind)
    for row in csv.reader(io.StringIO(content.removeprefix(encoding.BYTE_ORDER_MARK), newline="")):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


# There and back


@st.composite
def diaries(draw: st.DrawFn, kind: type[r.Record]) -> list[r.Record]:
    """Some records of a kind that may stand in one file."""
    records_by_key: dict[object, r.Record] = {}
    for record in draw(st.lists(records(kind), max_size=4)):
        keys = [key for _, key in tidy_csv.identities(record)]
        if not records_by_key.keys() & set(keys):
            records_by_key |= dict.fromkeys(keys, record)
    return list(dict.fromkeys(records_by_key.values()))


@kinds
@given(st.data())
@brief
def test_what_was_written_is_read_as_it_was(kind: type[r.Record], data: st.DataObject) -> None:
    diary = data.draw(diaries(kind))
    file = heard(text_of(diary, kind), zone="Asia/Kathmandu")
    assert (file.kind, file.problems, file.unknown_columns) == (kind, [], [])
    assert file.records == diary
    assert text_of(file.records, kind) == text_of(diary, kind)


@kinds
@given(st.data())
@brief
def test_a_file_that_went_through_a_spreadsheet_says_the_same(
    kind: type[r.Record], data: st.DataObject
) -> None:
    diary = data.draw(diaries(kind))
    ours = csv.reader(io.StringIO(text_of(diary, kind).removeprefix("\ufeff"), newline=""))
    resaved = io.StringIO(newline="")
    csv.writer(
        resaved,
        delimiter=data.draw(st.sampled_from(",;\t")),
        lineterminator=data.draw(st.sampled_from(["\r\n", "\n", "\r"])),
        quoting=csv.QUOTE_ALL,
    ).writerows(ours)
    assert accepted(resaved.getvalue()) == diary


@given(st.lists(texts(200, lines=True), min_size=1, max_size=6))
def test_each_record_knows_the_physical_line_it_began_on(notes: list[str]) -> None:
    days = [r.DayNote(day=date(2026, 5, 1 + at), note=note) for at, note in enumerate(notes)]
    file = heard(text_of(days, r.DayNote))
    assert file.records == days
    expected = [2 + at + sum(note.count("\n") for note in notes[:at]) for at in range(len(days))]
    assert file.lines == expected


def test_a_file_is_written_as_the_contract_says() -> None:
    first = r.PainLevel(
        id=IDS[0],
        day=date(2026, 10, 25),
        recorded_at=datetime(2026, 10, 24, 23, 50, tzinfo=UTC),
        zone=VIENNA,
        kind="now",
        level=0,
        regions=("lower_back_left", "tailbone"),
        note='-2 in the morning,\n"worse" later',
    )
    second = first.with_(id=IDS[1], zone="Africa/Monrovia", recalled="yes", regions=(), note=None)
    assert text_of([first, second], r.PainLevel) == (
        "\ufeffid,day,recorded_at,zone,kind,level,interference,regions,movement,episode_id,"
        "recalled,note\r\n"
        f"{IDS[0]},2026-10-25,2026-10-25T01:50:00+02:00,Europe/Vienna,now,0,,"
        'lower_back_left|tailbone,,,,"\'-2 in the morning,\n""worse"" later"\r\n'
        f"{IDS[1]},2026-10-25,2026-10-24T23:50:00+00:00,Africa/Monrovia,now,0,,,,,yes,\r\n"
    )


@pytest.mark.parametrize(
    ("slug", "names"),
    [
        (
            "pain",
            "id,day,recorded_at,zone,kind,level,interference,regions,movement,episode_id,"
            "recalled,note",
        ),
        (
            "episodes",
            "id,day,started_at,ended_at,zone,peak_level,regions,symptoms,onset,movement,"
            "triggers,note",
        ),
        (
            "exercises",
            "id,day,completed_at,zone,exercise,sets,reps,hold_seconds,side,minutes,effort,"
            "pain_before,pain_after,outcome,reason,note",
        ),
        (
            "relief",
            "id,day,applied_at,zone,method,minutes,pain_before,pain_after_20,pain_after_60,"
            "episode_id,note",
        ),
        (
            "programme",
            "id,exercise,sets,reps,hold_seconds,side,minutes,times_per_day,days_per_week,"
            "starts_on,ends_on,note",
        ),
        ("days", "day,no_exercise,sleep,sitting_over_6h,stress,note,confirmed_on"),
        ("checkins", "id,day,recorded_at,zone,pain,enjoyment,activity,note"),
        ("recall", "id,day,guessed_at,zone,week_starts_on,level,seen_before,note"),
        ("events", "id,day,happened_at,zone,what,name,agreed,note"),
        (
            "methods",
            "id,day,added_at,zone,name,method,dose,unit,not_before_hours,retired_on,note",
        ),
        ("topics", "id,day,added_at,zone,name,kind,retired_on,note"),
    ],
)
def test_an_empty_diary_still_has_its_header(slug: str, names: str) -> None:
    assert (
        "".join(tidy_csv.lines(RECORDS[slug], [], unused=len(KINDS[slug].seldom)))
        == f"\ufeff{names}\r\n"
    )


def test_a_day_at_rest_adds_its_column_and_comes_back() -> None:
    note = r.DayNote(day=date(2026, 5, 20), rest_reason="travel")
    text = text_of([note], r.DayNote)
    assert text.splitlines()[0].endswith(",note,confirmed_on,rest_reason,factors")
    assert accepted(text) == [note]


def test_a_file_from_before_a_field_was_renamed_comes_in() -> None:
    note = r.DayNote(day=date(2026, 5, 20), rest_reason="travel")
    assert accepted(text_of([note], r.DayNote).replace("rest_reason", "frozen")) == [note]


@kinds
def test_a_header_alone_is_a_file_of_nothing(kind: type[r.Record]) -> None:
    file = heard(text_of([], kind))
    assert (file.kind, file.records, file.problems) == (kind, [], [])


@pytest.mark.parametrize("count", [0, 1, 499, 500, 501, 1000])
def test_a_file_in_pieces_is_whole(count: int) -> None:
    rows = (
        (date.fromordinal(700_000 + at), None, at % 11, *[None] * 5, ()) for at in range(count)
    )
    pieces = list(tidy_csv.lines(r.DayNote, rows))
    assert len("".join(pieces).splitlines()) == count + 1
    assert len(accepted("".join(pieces))) == count


# Which kind a file is of


@kinds
def test_a_file_is_known_by_its_header_in_any_order_and_writing(kind: type[r.Record]) -> None:
    names = tidy_csv.header(kind)
    least = sorted(tidy_csv.signature(kind))
    for header in (names, names[::-1], least, [f" {name.upper()} " for name in names]):
        assert heard(",".join(header) + "\n").kind is kind


@pytest.mark.parametrize(
    "header",
    [
        "full_date,date,weekday,time,mood,activities,note_title,note",
        "date,weekday,time of day,category,rating/amount,detail,notes",
        "FeatureName,Timestamp,Value,Label,Note",
        "start_time,end_time,intensity,medication,triggers,notes",
        "title,start_time,end_time,description,exercise_title,superset_id,reps,distance_km",
        "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE",
        "entry_id,date,pain_level,primary_locations,symptoms,functional_limitations",
        "Date,Value,Notes",
        "levels,kinds",
        "id",
        "x",
    ],
)
def test_a_strange_file_is_refused_at_its_header(header: str) -> None:
    file = heard(f"{header}\n" + "," * header.count(",") + "\n")
    assert file.kind is None
    assert [(problem.line, problem.column) for problem in file.problems] == [(1, "")]
    assert "not one of this journal" in sentence(file.problems[0].text)


@pytest.mark.parametrize(
    "content", [b"", BOM, b"\n", b"\r\n\r\n", BOM + b"\r\n", b"   ", b",,,\n"]
)
def test_an_empty_file_is_refused(content: bytes) -> None:
    assert refused(content) == [(1, "")]


def test_a_header_after_blank_lines_is_the_header() -> None:
    for delimiter in ",;\t":
        file = heard(f"\r\n\r\nday{delimiter}sleep\r\n2026-05-01{delimiter}4\r\n")
        assert file.problems == []
        assert file.lines == [4]
    assert refused("\r\n\r\nday,day\r\n") == [(3, "day")]


def test_columns_the_journal_does_not_know_are_listed() -> None:
    file = heard("day,mood,sleep,Weather today\n2026-05-01,fine,4,rain\n")
    assert file.unknown_columns == ["mood", "weather today"]
    assert file.records == [r.DayNote(day=date(2026, 5, 1), sleep=4)]


def test_a_column_without_a_name_is_let_pass_while_it_is_empty() -> None:
    assert accepted("day,sleep,\n2026-05-01,4,\n") == [r.DayNote(day=date(2026, 5, 1), sleep=4)]


@pytest.mark.parametrize(
    ("header", "column"),
    [("day,sleep,day", "day"), ("day,mood,Mood", "mood"), ("day,sleep, SLEEP", "sleep")],
)
def test_a_column_that_stands_twice_is_refused(header: str, column: str) -> None:
    assert refused(f"{header}\n2026-05-01,4,4\n") == [(1, column)]


@pytest.mark.parametrize(("columns", "fine"), [(256, True), (257, False)])
def test_a_file_has_at_most_256_columns(columns: int, fine: bool) -> None:
    names = ["day", "sleep", *(f"x{number}" for number in range(columns - 2))]
    file = heard(",".join(names) + "\n")
    assert (file.problems == []) is fine
    assert len(file.unknown_columns) == (254 if fine else 0)


# Files written by hand


def test_every_line_without_an_id_is_a_new_record() -> None:
    records = levels("kind,level,recorded_at\nnow,4,2026-05-01T10:00\nnow,4,2026-05-01T10:00\n")
    assert len({level.id for level in records}) == 2
    assert {level.problems(NOW) == [] for level in records} == {True}


def test_a_line_without_an_id_among_others_is_a_new_record() -> None:
    first, second = accepted(
        "id,started_at\n"  # the second line's id is blank
        f"{IDS[0]},2026-05-01T10:00\n"
        "  ,2026-05-01T11:00\n"
    )
    assert isinstance(first, r.Episode)
    assert isinstance(second, r.Episode)
    assert first.id == IDS[0] != second.id
    assert second.problems(NOW) == []


def test_a_line_without_a_zone_is_of_the_account() -> None:
    (level,) = levels("kind,level,recorded_at\nnow,4,2026-05-01T00:30\n")
    assert (level.zone, level.day) == (VIENNA, date(2026, 5, 1))
    assert level.recorded_at == datetime(2026, 4, 30, 22, 30, tzinfo=UTC)


@pytest.mark.parametrize("kind", ["day_average", " day_worst "])
@pytest.mark.parametrize("moment", ["", ",recorded_at", ",recorded_at "])
def test_a_level_of_a_day_without_its_time_was_logged_at_midday(kind: str, moment: str) -> None:
    blank = ", " if moment.endswith(" ") else "," if moment else ""
    (level,) = levels(f"day,kind,level{moment}\n2026-05-01,{kind},4{blank}\n")
    assert level.day == date(2026, 5, 1)
    assert level.recorded_at == datetime(2026, 5, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("cell", "mark"),
    [("yes", "yes"), ("True", "yes"), ("TRUE", "yes"), ("1", "yes"), ("no", None),
     ("False", None), ("0", None), ("", None), ("excluded", "excluded")],
)  # fmt: skip
def test_whether_a_level_was_typed_late_is_read_as_tools_write_it(
    cell: str, mark: str | None
) -> None:
    (level,) = levels(f"day,kind,level,recalled\n2026-05-01,day_average,4,{cell}\n")
    assert level.recalled == mark


def test_midday_is_that_of_the_zone_on_the_line() -> None:
    (level,) = levels("day,zone,kind,level\n2026-05-01,Asia/Kathmandu,day_average,4\n")
    assert level.recorded_at == datetime(2026, 5, 1, 6, 15, tzinfo=UTC)


@pytest.mark.parametrize("now", ["2026-05-31T05:00:00+00:00", "2026-05-30T22:00:00+00:00"])
def test_todays_level_without_its_time_is_taken_in_the_morning_too(now: str) -> None:
    morning = datetime.fromisoformat(now).astimezone(UTC)
    file = heard("day,kind,level\n2026-05-31,day_average,4\n", morning)
    assert file.problems == []
    (level,) = file.records
    assert isinstance(level, r.PainLevel)
    assert level.day == date(2026, 5, 31)
    assert level.problems(morning) == []


@pytest.mark.parametrize("kind", ["now", " now", "now "])
def test_a_level_of_a_moment_needs_its_time(kind: str) -> None:
    assert refused(f"day,kind,level\n2026-05-01,{kind},4\n") == [(2, "recorded_at")]


def test_a_check_in_needs_no_more_than_its_day() -> None:
    (check_in,) = accepted("day,pain,enjoyment,activity\n2026-05-01,4,5,6\n")
    assert isinstance(check_in, CheckIn)
    assert check_in.recorded_at == datetime(2026, 5, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "line", "slug"),
    [
        ("started_at", "2026-05-01T10:00", "episodes"),
        ("completed_at,exercise", "2026-05-01T10:00,Bridge", "exercises"),
        ("applied_at,method", "2026-05-01T10:00,cold", "relief"),
        ("exercise,starts_on", "Bridge,2026-05-01", "programme"),
        ("day", "2026-05-01", "days"),
        ("kind,level,recorded_at", "now,4,2026-05-01T10:00", "pain"),
        ("pain,enjoyment,activity,recorded_at", "4,5,6,2026-05-01T10:00", "checkins"),
    ],
)
def test_the_shortest_file_of_each_kind_is_read(header: str, line: str, slug: str) -> None:
    (record,) = accepted(f"{header}\n{line}\n")
    assert type(record) is RECORDS[slug]
    assert record.problems(NOW) == []


def test_a_file_keeps_its_days_and_marks() -> None:
    (level,) = levels(
        "day,kind,level,recorded_at,recalled\n2020-01-01,day_average,4,2026-05-31T10:00+02:00,\n"
    )
    assert (level.day, level.recalled) == (date(2020, 1, 1), None)


# What is wrong, and where


def test_each_problem_names_its_line_column_and_what_was_found() -> None:
    content = "kind,level,recorded_at,note\nnow,4,2026-05-01T10:00,\nnow,11,2026-05-01T10:00,\n"
    assert heard(content).problems == [
        LineProblem(3, "level", "11", text("field:whole_number", lowest=0, highest=10))
    ]


def test_every_problem_of_every_line_is_named() -> None:
    content = (
        "day,sleep,stress\n"
        "2026-05-01,4,yes\n"
        "2026-02-30,eleven,maybe\n"
        "2026-05-03,4,\n"
        "2026-06-09,4,\n"
    )
    assert refused(content) == [(3, "day"), (3, "sleep"), (3, "stress"), (5, "day")]
    assert len(heard(content).records) == 2


def test_lines_are_counted_as_an_editor_counts_them() -> None:
    content = (
        "day,note\r\n"
        '2026-05-01,"one\r\ntwo\r\n\r\nthree"\r\n'
        "\r\n"
        "2026-05-02,x\r\n"
        '"2026\n05-03",x\r\n'
    )
    file = heard(content)
    assert file.lines == [2, 7]
    assert [(problem.line, problem.column) for problem in file.problems] == [(8, "day")]


def test_what_was_found_is_cut_short() -> None:
    (problem,) = heard(f"day,sleep\n2026-05-01,{'9' * 500}\n").problems
    assert problem.cell == "9" * 80


@pytest.mark.parametrize(("line", "width"), [("2026-05-01", "1"), ("2026-05-01,4,yes", "3")])
def test_a_line_of_the_wrong_width_is_refused(line: str, width: str) -> None:
    (problem,) = heard(f"day,sleep\n2026-05-02,4\n{line}\n2026-05-03,4\n").problems
    assert (problem.line, problem.column, problem.cell) == (3, "sleep", width)


def test_blank_lines_are_no_records() -> None:
    file = heard("day,sleep\n\n2026-05-01,4\n,\n\r\n2026-05-02,5\n\n\n")
    assert (len(file.records), file.lines, file.problems) == (2, [3, 6], [])


def test_an_id_stands_once_however_it_is_written() -> None:
    content = "id,started_at\n" + "".join(
        f"{key},2026-05-01T10:00\n" for key in (IDS[0], IDS[1], IDS[0].upper())
    )
    assert heard(content).problems == [LineProblem(4, "id", IDS[0], text("as_on_line", line=2))]


def test_a_day_has_one_average_and_one_worst_in_a_file_too() -> None:
    header = "day,kind,level,recorded_at\n"
    moment = "2026-05-01T10:00"
    once = f"2026-05-01,day_average,4,{moment}\n2026-05-01,day_worst,4,{moment}\n"
    often = f"2026-05-01,now,4,{moment}\n" * 2
    assert len(levels(header + once + often)) == 4
    for kind in ("day_average", "day_worst"):
        again = f"2026-05-01,{kind},9,{moment}\n"
        assert refused(header + once + often + again) == [(6, "day")]


def test_a_day_is_spoken_of_once() -> None:
    assert refused("day,sleep\n2026-05-01,4\n2026-05-02,4\n2026-05-01,4\n") == [(4, "day")]


def test_reading_stops_where_nobody_would_mend_more() -> None:
    content = "day,sleep\n" + "2026-05-01,eleven\n" * 500
    problems = heard(content).problems
    assert len(problems) == PROBLEMS_MOST
    assert problems[-1].line == 101


@given(
    st.binary(max_size=60) | st.text("day,sleep\n\r\";'2026-051\t", max_size=60).map(str.encode)
)
def test_no_file_is_too_strange_to_be_answered(content: bytes) -> None:
    for start in (b"", b"day,sleep\n"):
        file = heard(start + content)
        assert file.records or file.problems or file.kind is r.DayNote
        assert len(file.records) == len(file.lines)


# Bytes


@pytest.mark.parametrize("start", [b"", BOM])
def test_a_byte_order_mark_is_no_part_of_the_header(start: bytes) -> None:
    assert notes(start + "day,note\n2026-05-01,schön 🩹\n".encode()) == ["schön 🩹"]


def test_only_one_byte_order_mark_is_a_mark() -> None:
    assert notes(BOM + "day,note\n2026-05-01,\ufeffx\n".encode()) == ["\ufeffx"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_read(encoding: str) -> None:
    assert notes("day,note\n2026-05-01,x\n".encode(encoding)) == ["x"]


def test_a_text_of_windows_is_read() -> None:
    assert notes("day,note\n2026-05-01,schön\n".encode("cp1252")) == ["schön"]


@pytest.mark.parametrize("start", ["# ä\n".encode(), BOM], ids=["bare", "marked"])
@pytest.mark.parametrize("line_end", [b"\r\n", b"\n", b"\r"], ids=["crlf", "lf", "cr"])
@pytest.mark.parametrize("wrong", [b"\xe4", b"\0", b"\xed\xa0\x80", b"\xc0\x80"], ids=str)
@pytest.mark.parametrize("before", [b"", b"2026-05-02,"], ids=["at-once", "later"])
def test_what_is_no_text_is_refused_on_its_line(
    start: bytes, line_end: bytes, wrong: bytes, before: bytes
) -> None:
    lines = [b"day,note", b"2026-05-01,x", before + wrong + b"y", b"2026-05-03,z", b""]
    assert refused(start + line_end.join(lines)) == [(3 + start.count(b"\n"), "")]


def test_the_sentence_says_how_to_save_the_file() -> None:
    (problem,) = heard(BOM + "day,note\n2026-05-01,schön\n".encode("cp1252")).problems
    assert "UTF-8" in sentence(problem.text)
    (problem,) = heard(b"PK\x03\x04\x00\x00").problems
    assert "not a text file" in sentence(problem.text)


@pytest.mark.parametrize("delimiter", [";", "\t", ","])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"], ids=["crlf", "lf", "cr"])
def test_the_header_decides_what_parts_the_cells(delimiter: str, line_end: str) -> None:
    note = '"a,b,c,d,e,f;g;h;i;j;k\tl\tm\tn\to"'
    lines = [("day", "sleep", "note"), ("2026-05-01", "4", note), ("2026-05-02", "5", note)]
    content = line_end.join(delimiter.join(cells) for cells in lines)
    assert notes(content) == [note.strip('"')] * 2


# Quotes


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (['2026-05-01,"x" y', "2026-05-02,z"], 2),
        (["2026-05-01,x", '2026-05-02,"never closed', "2026-05-03,z"], 3),
        (["2026-05-01,x", '2026-05-02,"opened', '2026-05-03,"closed" and more'], 3),
        (['"2026-05-01","x""'], 2),
    ],
)
def test_stray_quotes_are_refused_on_the_line_where_the_row_begins(
    lines: Sequence[str], line: int
) -> None:
    assert refused("\n".join(["day,note", *lines]) + "\n")[-1] == (line, "")


def test_a_quote_inside_a_bare_cell_is_a_letter() -> None:
    assert notes('day,note\n2026-05-01,5" taller\n') == ['5" taller']


# Limits


def test_a_cell_holds_as_much_as_a_note_and_its_guard() -> None:
    longest = "=" * 8000
    assert notes(f"day,note\n2026-05-01,'{longest}\n") == [longest]


@pytest.mark.parametrize("length", [8193, 9000, 131_072, 131_073, 400_000])
def test_a_cell_over_8_kib_is_refused_as_too_long(length: int) -> None:
    (problem,) = heard(f"day,note\n2026-05-01,{'x' * length}\n").problems
    assert problem.line == 2
    assert "A cell may hold 8,192 characters." in sentence(problem.text)


def test_a_cell_of_8_kib_is_only_too_long_for_its_note() -> None:
    (problem,) = heard(f"day,note\n2026-05-01,{'x' * 8192}\n").problems
    assert (problem.column, sentence(problem.text)) == (
        "note",
        "This is 8,192 characters long; the limit is 8,000.",
    )


def test_a_row_without_end_is_refused_at_its_line_before_it_is_gathered() -> None:
    cell_count = 0

    def lines() -> Iterator[str]:
        nonlocal cell_count
        cells = chain(
            ["2026-05-01,4\n"] * 3, ['"'], repeat('","' + "x" * 996 + "\n", 5_000), ['"']
        )
        for cell in cells:
            cell_count += 1
            yield cell

    file = ReadFile()
    rows = list(table.rows_of(lines(), file))
    assert [line for line, _ in rows] == [1, 2, 3]
    assert [(fault.line, sentence(fault.text)) for fault in file.problems] == [
        (
            4,
            "This row has over 1,048,576 characters. Is a quotation mark never closed?",
        )
    ]
    assert cell_count < 1_060
    (problem,) = heard("day,note\n2026-05-01," + "," * (MIB + 1)).problems
    assert (problem.line, sentence(problem.text)[:13]) == (2, "This row has ")


def test_a_file_over_16_mib_is_refused_before_it_is_read() -> None:
    (problem,) = heard(b"\0" * (16 * MIB + 1)).problems
    assert "larger than 16 MiB" in sentence(problem.text)
    (problem,) = heard(b"\0" * (16 * MIB)).problems
    assert "NUL" in sentence(problem.text)


def test_one_row_over_the_limit_is_one_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    assert table.ROWS_MOST == 200_000
    monkeypatch.setattr(table, "ROWS_MOST", 3)
    content = "started_at\n" + "2026-05-01T10:00\n" * 3
    assert len(accepted(content)) == 3
    (problem,) = heard(content + "2026-05-01T10:00\n").problems
    assert problem == LineProblem(5, "", "", text("too_many_rows", most=3), of_row=False)


def test_a_day_that_cannot_be_is_blamed_where_only_the_day_was_given() -> None:
    (problem,) = heard("kind,level,day\nday_average,4,2999-01-01\n").problems
    assert (problem.line, problem.column, problem.cell) == (2, "day", "2999-01-01")


@pytest.mark.parametrize(
    ("header", "days"),
    [
        ("day,level", False),
        ("day,pain", False),
        ("day", True),
        ("day,note", True),
        ("day,sleep,mood", True),
        ("day,no_exercise,sleep,sitting_over_6h,stress,note", True),
    ],
)
def test_a_table_that_only_has_a_day_is_not_taken_for_notes_on_days(
    header: str, days: bool
) -> None:
    assert (r.DayNote in tidy_csv.fitting(set(header.split(",")))) == days
