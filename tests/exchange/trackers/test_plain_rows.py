"""Rows that say what others said before are read by what was learned of those, to the same end."""

import gc
from dataclasses import MISSING
from datetime import UTC, date, datetime, time, timedelta
from unittest.mock import patch
from uuid import NAMESPACE_URL, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import moments
from journal.core.model import records as r
from journal.exchange.files import collector
from journal.exchange.files.read_file import ReadFile
from journal.exchange.own.compiled import RecordMaker
from journal.exchange.own.ids import id_of, ids_after
from journal.exchange.trackers import plain_rows
from journal.exchange.trackers.base import BAD_ROWS, LEFT_OUT
from journal.exchange.trackers.intake import Intake
from journal.exchange.trackers.mapper import Mapper
from tests.core.strategies import examples
from tests.exchange.sample_files import answered, left
from tests.exchange.trackers.test_kept_tables import brought, guessed
from tests.store.making import EXAMPLES

MAPPER = Mapper()
COLUMNS = {
    "Date": ["2026-03-28", "2026-03-29", "2026-03-30", "2026-10-25", "2027-05-01", "", "never"],
    "Time": ["02:30", "08:15", "8:15 pm", "24:00", "25:30", "", "morning", "soon"],
    "Zone": ["", "Europe/Vienna", "Europe/London", "+02:00", "Mars"],
    "Exercise": ["Bridge", "Walk", ""],
    "Reps": ["10", "3x10", "0", "1000000", "12.0", ""],
    "Done": ["yes", "no", "x", ""],
    "Pain": ["4", "5/10", "6.5", "11", "mild", ""],
    "Note": ["", "sore", "<b>sore</b><br>again", " blanks ", "\N{REPLACEMENT CHARACTER}"],
}
ZONES = ["Europe/Berlin", "America/New_York", "Asia/Beirut", "Australia/Lord_Howe", "Etc/UTC"]


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A table of some of the columns, whose rows often say the same."""
    optional = [name for name in COLUMNS if name not in ("Date", "Time")]
    names = ["Date", "Time", *draw(st.lists(st.sampled_from(optional), min_size=1, unique=True))]
    cells = st.tuples(*(st.sampled_from(COLUMNS[name]) for name in names))
    rows = draw(st.lists(cells, min_size=2, max_size=12))
    return "\n".join(";".join(row) for row in [names, *rows, *rows[:3]]).encode()


@given(tables(), st.sampled_from(["pain", "exercises", "relief", "episodes"]), st.booleans())
@examples(80)
def test_a_row_is_read_the_same_whether_or_not_another_said_it_before(
    table: bytes, kind: str, leaves: bool
) -> None:
    answers = guessed(MAPPER, table, kind=kind) | {BAD_ROWS: LEFT_OUT if leaves else ""}
    learned = answered(MAPPER, table, answers)
    with patch.object(plain_rows, "MEMORY", 0):
        assert answered(MAPPER, table, answers) == learned


def test_rows_that_say_the_same_are_read_once_but_for_when() -> None:
    rows = "".join(f"2026-05-{day:02},08:{day:02},{day % 3},\n" for day in range(1, 29))
    with patch.object(Intake, "add_values", autospec=True, side_effect=Intake.add_values) as quick:
        file = brought(f"Date,Time,Pain,Note\n{rows}".encode())
    assert (len(file.records), quick.call_count) == (28, 25)


@given(st.dates(date(1971, 1, 1), date(2035, 1, 1)), st.sampled_from(ZONES),
       st.integers(0, 24 * 60 - 1))  # fmt: skip
def test_a_time_of_day_counts_from_the_midnight_of_a_day_whose_clocks_stay(
    day: date, zone: str, minutes: int
) -> None:
    length = timedelta(minutes=minutes)
    midnight = plain_rows.plain_midnight(day, zone)
    if midnight is not None:
        local = datetime.combine(day, time()) + length
        assert midnight + length == moments.moment_at(local, zone)
        assert moments.local_day(midnight + length, zone) == day


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("Asia/Beirut", date(2026, 3, 29)),
        ("Asia/Beirut", date(2026, 10, 24)),
        ("Etc/UTC", date(1, 1, 1)),
    ],
)
def test_a_day_whose_clocks_change_has_no_plain_midnight(zone: str, day: date) -> None:
    assert plain_rows.plain_midnight(day, zone) is None
    assert plain_rows.plain_midnight(date(2026, 6, 1), zone) == datetime(
        2026, 6, 1, tzinfo=moments.zone_info(zone)
    ).astimezone(UTC)


@given(st.text(st.characters(exclude_categories=["Cs"])), st.integers(0, 9))
def test_an_id_is_that_of_its_standard(seed: str, place: int) -> None:
    assert id_of(NAMESPACE_URL.bytes, seed) == str(uuid5(NAMESPACE_URL, seed))
    after = ids_after(NAMESPACE_URL.bytes, seed[:place])
    assert after(seed[place:]) == str(uuid5(NAMESPACE_URL, seed))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: type(example).__name__)
def test_a_record_made_of_its_values_is_that_of_its_class(example: r.Record) -> None:
    maker = RecordMaker(type(example))
    by_name = {name: getattr(example, name) for name in maker.places}
    assert maker.record(maker.values(by_name)) == example
    needed = {
        field.name: by_name[field.name] for field in maker.fields if field.default is MISSING
    }
    assert maker.record(maker.values(needed)) == type(example)(**needed)


def test_a_cell_that_is_left_out_is_told_in_each_row_that_has_it() -> None:
    rows = "".join(f"2026-05-0{day},08:15,Bridge,10,-\n" for day in range(1, 4))
    table = f"Date,Time,Exercise,Reps,Pain before\n{rows}".encode()
    file = brought(table, kind="exercises", column__pain_before="pain_before")
    assert (len(file.records), left(file)) == (3, {"cell pain before: -": 3})


def test_two_records_of_one_moment_keep_ids_of_their_own() -> None:
    file: ReadFile = brought(b"Date,Time,Pain\n" + b"2026-05-01,08:15,4\n" * 3)
    assert len({record.id for record in file.records if isinstance(record, r.PainLevel)}) == 3


def test_a_search_for_what_nobody_needs_goes_on_after_a_pause() -> None:
    was_on = gc.isenabled()
    with collector.paused():
        with collector.paused():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled() == was_on


def test_what_a_server_has_set_apart_from_the_search_stays_so() -> None:
    collector.set_apart()
    with collector.paused():
        pass
    assert gc.get_freeze_count()
