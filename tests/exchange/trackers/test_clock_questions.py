"""Times that a table leaves open: 0:00 beside others, after 24:00; and numbers with a slip."""

import io
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.exchange.files.questions import NO_GUESS
from journal.exchange.files.read_file import ReadFile
from journal.exchange.trackers.mapper import Mapper
from journal.exchange.trackers.recognise import format_of
from tests.exchange.sample_files import answered, ids_of, left, of
from tests.exchange.trackers.test_app_files import spreadsheet
from tests.exchange.trackers.test_kept_tables import brought, guessed

MAPPER = Mapper()


def clocks(file: ReadFile) -> list[str]:
    """The days and times of pain levels, as their zone has them."""
    return [f"{level.recorded_at.astimezone(UTC):%d %H:%M}" for level in of(r.PainLevel, file)]


def sheet(*moments: datetime | date | str) -> bytes:
    """A spreadsheet of levels at these moments."""
    return spreadsheet({"Pain": [["When", "Pain"], *([moment, 4] for moment in moments)]})


EIGHT, NIGHT, EVENING = (
    datetime(2026, 2, day, hour)  # noqa: DTZ001 (a spreadsheet knows no zones)
    for day, hour in ((1, 8), (13, 0), (14, 21))
)


def test_a_midnight_of_a_spreadsheet_is_one_where_most_others_have_a_time() -> None:
    content = sheet(EIGHT, NIGHT, EVENING)
    answers = guessed(format_of(io.BytesIO(content)), content)
    assert not any(key.startswith("midnights") for key in answers)
    file = brought(content)
    assert clocks(file) == ["01 07:00", "12 23:00", "14 20:00"]
    assert file.assumed == []


def test_days_of_a_spreadsheet_without_any_time_are_days() -> None:
    file = brought(sheet(NIGHT, datetime(2026, 2, 14)))  # noqa: DTZ001
    assert [level.kind for level in of(r.PainLevel, file)] == ["day_average"] * 2


@pytest.mark.parametrize(
    "content",
    [
        sheet(NIGHT, datetime(2026, 2, 14), datetime(2026, 2, 15), EIGHT),  # noqa: DTZ001
        b"When,Pain\n2026-02-13 00:00,4\n2026-02-14 00:00,4\n2026-02-15 00:00,4\n"
        b"2026-02-01 08:00,4\n",
        b"When,Pain\n46066,4\n46067,4\n46068,4\n46054.3333333333,4",
    ],
)
def test_midnights_are_asked_about_where_few_days_have_a_time(content: bytes) -> None:
    file = brought(content)
    assert clocks(file) == ["13 11:00", "14 11:00", "15 11:00", "01 07:00"]
    assert [each.count for each in file.assumed] == [3]
    midnights = brought(content, midnights__when="")
    assert clocks(midnights) == ["12 23:00", "13 23:00", "14 23:00", "01 07:00"]
    assert not ids_of(file) & ids_of(midnights)


def test_a_day_of_a_text_file_without_a_time_is_no_midnight() -> None:
    file = brought(b"When,Pain\n2026-02-13,4\n2026-02-14 08:00,4\n2026-02-15 09:00,4\n")
    assert clocks(file)[0] == "13 11:00"
    assert len(file.assumed) == 1


def test_a_midnight_in_a_column_of_times_is_one_and_so_is_24_00_of_the_next_day() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page, clock = book.add_worksheet(), book.add_format({"num_format": "hh:mm"})
        page.write_row(0, 0, ["Date", "Time", "Pain"])
        for at, part in enumerate([8 / 24, 0, 1, 25 / 24], 1):
            page.write_row(at, 0, [f"2026-02-0{at}", "", 4])
            page.write_number(at, 1, part, clock)
    file = brought(target.getvalue())
    assert clocks(file) == ["01 07:00", "01 23:00", "03 23:00"]
    assert left(file) == {"row past_midnight": 1}
    table = b"Date,Time,Pain\n2026-02-01,00:00,4\n2026-02-01,24:00,5\n2026-02-02,8:15,5\n"
    assert clocks(brought(table))[:2] == ["31 23:00", "01 23:00"]
    assert not any(key.startswith("late") for key in guessed(MAPPER, table))


@pytest.mark.parametrize(
    ("cells", "moments", "omissions"),
    [
        (["25:10", "20:00", "9:00"], ["02 19:00", "03 08:00"], {"row past_midnight": 1}),
        (["24:30", "20:00", "9:00"], ["01 23:30", "02 19:00", "03 08:00"], {}),
        (["25:10", "26:15", "8:00"], ["02 00:10", "03 01:15", "03 07:00"], {}),
    ],
)
def test_a_time_after_24_00_is_asked_about_and_told(
    cells: list[str], moments: list[str], omissions: dict[str, int]
) -> None:
    rows = "".join(f"2026-02-0{at},{cell},4\n" for at, cell in enumerate(cells, 1))
    table = f"Date,Time,Pain\n{rows}".encode()
    assert "late:time" in guessed(MAPPER, table)
    file = brought(table)
    assert (clocks(file), left(file)) == (moments, omissions)
    late = [each.count for each in file.assumed if each.name == "on_next_day"]
    assert late == ([] if omissions else [sum("24" <= cell < "3" for cell in cells)])
    left_out = brought(table, late__time="")
    assert left(left_out) == {"row past_midnight": sum("24" <= cell < "3" for cell in cells)}


@pytest.mark.parametrize("cell", ["31:99", "99:00", "12:60", "25:75"])
def test_what_is_no_time_is_told_at_its_row(cell: str) -> None:
    table = f"Date,Time,Pain\n2026-02-01,{cell},4\n2026-02-02,08:00,4\n2026-02-03,09:00,4\n"
    assert [(problem.line, problem.cell) for problem in brought(table.encode()).problems] == [
        (2, cell)
    ]


def test_an_end_after_24_00_is_in_the_night_after() -> None:
    table = b"Date,Start,End,Peak\n2026-02-01,23:30,25:10,6\n2026-02-02,23:00,24:20,5\n"
    spasms = of(r.Episode, brought(table, kind="episodes"))
    assert [spasm.minutes for spasm in spasms] == [100, 80]


def test_hours_of_a_length_may_be_many() -> None:
    table = b"Start,Duration,Severity\n2026-02-01 08:00,26:15,6\n2026-02-05 08:00,1:30,6\n"
    assert [spasm.minutes for spasm in of(r.Episode, brought(table))] == [1575, 90]


@pytest.mark.parametrize("cell", ["5o", "l0", "O", "1O", "7s"])
def test_a_level_with_a_letter_in_it_is_asked_about_and_none_is_chosen(cell: str) -> None:
    table = f"Date,Pain\n2026-02-01,{cell}\n2026-02-02,4\n2026-02-03,6\n".encode()
    answers = guessed(MAPPER, table)
    assert answers[f"word:pain:{cell}"] == NO_GUESS
    assert [problem.line for problem in answered(MAPPER, table, answers).problems] == [1]
    levels = answered(MAPPER, table, answers | {f"word:pain:{cell}": "5"})
    assert of(r.PainLevel, levels)[0].note == f"pain: {cell}"


@pytest.mark.parametrize(
    ("cell", "level"), [("7,", 7), ("6-", 6), ("~6", 6), ("6+", 6), ("<3", 3)]
)
def test_a_level_that_is_not_exact_is_taken_and_told_in_the_note(cell: str, level: int) -> None:
    table = f"Date;Pain\n2026-02-01;{cell}\n2026-02-02;4\n2026-02-03;6\n".encode()
    record = of(r.PainLevel, brought(table))[0]
    assert (record.level, record.note) == (level, f"pain: {cell}")


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["260201", "260213", "260214"], ["2026-02-01", "2026-02-13", "2026-02-14"]),
        (["010226", "130226", "140226"], ["2026-02-01", "2026-02-13", "2026-02-14"]),
        (["10226", "130226", "140226"], ["2026-02-01", "2026-02-13", "2026-02-14"]),
        (["01022026", "13022026"], ["2026-02-01", "2026-02-13"]),
        (["20260201", "20260213"], ["2026-02-01", "2026-02-13"]),
    ],
)
def test_days_of_digits_alone_are_read_in_the_order_of_their_column(
    cells: list[str], days: list[str]
) -> None:
    table = "Date,Pain\n" + "".join(f"{cell},4\n" for cell in cells)
    assert [str(level.day) for level in of(r.PainLevel, brought(table.encode()))] == days


def test_the_order_of_days_of_digits_is_asked_and_numbers_that_are_no_days_stay() -> None:
    table = b"Date,Pain\n050326,4\n060326,4\n"
    assert "order" in guessed(MAPPER, table)
    assert "order" not in guessed(MAPPER, b"Date,Pain\n459926,4\n060326,4\n")
    assert "order" not in guessed(MAPPER, b"Date,Code,Pain\n2026-02-01,050326,4\n")


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 9, 1)), min_size=2, max_size=6, unique=True))
def test_days_of_six_digits_are_read_as_they_were_written(days: list[date]) -> None:
    rows = "".join(f"{day:%y%m%d},4\n" for day in days)
    file = brought(f"Date,Pain\n{rows}".encode(), order="year first", constant__kind="now")
    assert [level.day for level in of(r.PainLevel, file)] == days
