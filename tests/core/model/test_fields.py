"""Fields: what each kind of them reads, writes and refuses."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model.faults import Fault, Unreadable, fault
from journal.core.model.fields import (
    Choice,
    Field,
    Identifier,
    OwnWords,
    Several,
    Whole,
    Words,
    YesNo,
)
from journal.core.model.moments import zone_info
from journal.core.model.time_fields import Day, Moment, Zone
from journal.words.problems import sentence
from tests.core import strategies

LEVEL = Whole(0, 10)
NOTE = Words(8000, lines=True)
NAME = Words(80)
REGIONS = Several(("neck_left", "tailbone", "leg_left"))
TRIGGERS = OwnWords(longest=20, most=3)
MOVEMENTS = Choice(("rest", "movement"))
ARABIC_DAY = "2026-05-31".translate({ord(str(digit)): 0x660 + digit for digit in range(10)})
ID = "0b5c9d1e-7a54-4d7f-9f41-0123456789ab"


@pytest.mark.parametrize("level", range(11))
def test_every_level_of_the_scale_is_read_as_it_was_written(level: int) -> None:
    assert LEVEL.read(LEVEL.write(level)) == level
    assert LEVEL.fault(level) is None


@pytest.mark.parametrize(
    "text",
    [
        "four",
        "-1",
        "+1",
        "4.0",
        "4,0",
        "NaN",
        "inf",
        "1e9",
        "1_0",
        "\N{ARABIC-INDIC DIGIT FOUR}",
        "\N{FULLWIDTH DIGIT FOUR}",
        "²",
        "",
        " 4 ",
        "4\n",
        "0x4",
        "9" * 5000,
    ],
)
def test_only_plain_digits_are_a_level(text: str) -> None:
    with pytest.raises(Unreadable, match="whole_number"):
        LEVEL.read(text)


@pytest.mark.parametrize("level", [-1, 11, 10**9])
def test_a_number_off_the_scale_is_a_fault(level: int) -> None:
    assert LEVEL.fault(level) == fault("whole_number", lowest=0, highest=10)


def test_a_number_off_the_scale_is_read_so_that_its_fault_can_be_named() -> None:
    assert LEVEL.fault(LEVEL.read("11"))


def test_leading_noughts_do_not_change_a_number() -> None:
    assert LEVEL.read("007") == 7


@pytest.mark.parametrize("text", ["Rest", "rest ", "", "sitting", "rest|movement"])
def test_a_choice_is_one_of_its_tokens_to_the_letter(text: str) -> None:
    with pytest.raises(Unreadable, match=r"choice.*'rest', 'movement'"):
        MOVEMENTS.read(text)
    assert MOVEMENTS.fault(text)


def test_a_choice_is_read_as_it_was_written() -> None:
    assert MOVEMENTS.read(MOVEMENTS.write("rest")) == "rest"
    assert MOVEMENTS.fault("rest") is None


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_read_as_they_were_written(answer: bool) -> None:
    assert YesNo().read(YesNo().write(answer)) is answer
    assert YesNo().fault(answer) is None


@pytest.mark.parametrize("text", ["", "Yes", "true", "1", "on", "y", "no "])
def test_nothing_else_is_yes_or_no(text: str) -> None:
    with pytest.raises(Unreadable, match="yes_or_no"):
        YesNo().read(text)


def test_line_ends_become_one_kind_and_blanks_around_a_text_go() -> None:
    assert NOTE.read("\r\n  first\r\nsecond\rthird \t\n") == "first\nsecond\nthird"


@given(st.text())
def test_a_text_that_was_read_stays_the_same_when_it_is_read_again(text: str) -> None:
    once = NOTE.read(text)
    assert NOTE.read(NOTE.write(once)) == once
    assert "\r" not in once


@given(strategies.texts(80))
def test_awkward_words_are_kept_as_they_are(text: str) -> None:
    assert NAME.fault(text) is None
    assert NAME.read(NAME.write(text)) == text


@pytest.mark.parametrize("field", [NOTE, NAME])
@pytest.mark.parametrize(
    "character", ["\0", "\x01", "\x08", "\x0b", "\x1b", "\ud800", chr(0xDFFF)]
)
def test_what_no_database_or_file_can_hold_is_a_fault(field: Words, character: str) -> None:
    assert field.fault(f"be{character}fore")


@pytest.mark.parametrize("character", ["\0", "\x01", "\ud83d"])
def test_own_words_hold_no_such_characters_either(character: str) -> None:
    assert TRIGGERS.fault((f"be{character}fore",))


@pytest.mark.parametrize("text", [" before", "after ", "\n", "with\r\nreturns", ""])
def test_words_that_were_not_tidied_are_a_fault(text: str) -> None:
    assert NOTE.fault(text)


@pytest.mark.parametrize(
    "between", ["\n", "\t", "\v", "\f", "\x85", "\N{LINE SEPARATOR}", "\N{PARAGRAPH SEPARATOR}"]
)
def test_a_name_stays_on_one_line(between: str) -> None:
    assert NAME.fault(f"one{between}two")


def test_a_note_may_have_lines_and_tabs() -> None:
    assert NOTE.fault("one\n\ttwo") is None


@pytest.mark.parametrize("letter", ["x", "é", "👩"])
def test_the_length_is_counted_in_characters(letter: str) -> None:
    assert NAME.fault(letter * 80) is None
    assert NAME.fault(letter * 81) == fault("too_long", length=81, longest=80)


def test_several_are_kept_once_in_the_order_of_the_list() -> None:
    assert REGIONS.read("leg_left| neck_left ||leg_left") == ("neck_left", "leg_left")
    assert REGIONS.write(("neck_left", "leg_left")) == "neck_left|leg_left"


@pytest.mark.parametrize("text", ["", "|", " | "])
def test_nothing_between_separators_is_nothing(text: str) -> None:
    assert REGIONS.read(text) == ()
    assert TRIGGERS.read(text) == ()


def test_what_is_not_on_the_list_is_named() -> None:
    with pytest.raises(Unreadable, match=r"unknown_choices.*\['Tailbone', 'knee'\]"):
        REGIONS.read("knee|neck_left|Tailbone")


@pytest.mark.parametrize("value", [("leg_left", "neck_left"), ("tailbone", "tailbone")])
def test_several_out_of_order_or_twice_are_a_fault(value: tuple[str, ...]) -> None:
    assert REGIONS.fault(value) == fault("chosen_twice")


def test_own_words_keep_their_order_and_stand_once() -> None:
    assert TRIGGERS.read(" long  drive|cold\n|Cold|long drive|") == ("long drive", "cold")


@pytest.mark.parametrize(
    "value",
    [
        ("a", "b", "c", "d"),
        ("x" * 21,),
        ("a|b",),
        ("a", "a"),
        ("a  b",),
        ("a\nb",),
        ("",),
        (" a",),
    ],
)
def test_own_words_have_their_limits(value: tuple[str, ...]) -> None:
    assert TRIGGERS.fault(value)


def test_own_words_as_many_and_as_long_as_they_may_be_are_fine() -> None:
    assert TRIGGERS.fault(("a" * 20, "b" * 20, "c" * 20)) is None


@given(st.lists(strategies.texts(20), max_size=3).map(TRIGGERS.read_all))
def test_own_words_are_read_as_they_were_written(value: tuple[str, ...]) -> None:
    assert TRIGGERS.fault(value) is None
    assert TRIGGERS.read(TRIGGERS.write(value)) == value


@given(st.dates(date(1900, 1, 1)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    assert Day().read(Day().write(day)) == day


@pytest.mark.parametrize(
    "text",
    [
        "2026-02-30",
        "2026-13-01",
        "0000-01-01",
        "20260531",
        "2026-5-1",
        "31.05.2026",
        "yesterday",
        "",
        "2026-05-31T10:00",
        "2026-W22-7",
        ARABIC_DAY,
        "-2026-05-31",
        "2026-05-31 ",
        "NaN",
    ],
)
def test_nothing_else_is_a_day(text: str) -> None:
    with pytest.raises(Unreadable, match="calendar_date"):
        Day().read(text)


def test_a_leap_day_is_a_day() -> None:
    assert Day().read("2024-02-29") == date(2024, 2, 29)


@pytest.mark.parametrize("day", [date(1899, 12, 31), date(1, 1, 1)])
def test_a_day_before_1900_is_a_fault(day: date) -> None:
    assert Day().fault(day)


@pytest.mark.parametrize(
    ("zone", "text", "moment"),
    [
        ("Europe/Vienna", "2026-05-31T14:30", "2026-05-31T12:30:00+00:00"),
        ("Europe/Vienna", "2026-01-31T14:30", "2026-01-31T13:30:00+00:00"),
        ("Europe/Vienna", "2026-05-31 14:30:59", "2026-05-31T12:30:59+00:00"),
        ("Europe/Vienna", "2026-05-31T14:30:59.999999", "2026-05-31T12:30:59+00:00"),
        ("Europe/Vienna", "2026-05-31T14:30Z", "2026-05-31T14:30:00+00:00"),
        ("Europe/Vienna", "2026-05-31T14:30:00+05:45", "2026-05-31T08:45:00+00:00"),
        ("Europe/Vienna", "2026-05-31T14:30:00.5-09:30", "2026-06-01T00:00:00+00:00"),
        ("Asia/Kathmandu", "2026-05-31T14:30", "2026-05-31T08:45:00+00:00"),
        ("Australia/Lord_Howe", "2026-01-15T12:00", "2026-01-15T01:00:00+00:00"),
        ("Australia/Lord_Howe", "2026-07-15T12:00", "2026-07-15T01:30:00+00:00"),
        ("Africa/Monrovia", "1971-06-01T12:00", "1971-06-01T12:44:30+00:00"),
        ("Europe/Vienna", "1971-06-01T12:00:00-00:44:30", "1971-06-01T12:44:30+00:00"),
        ("Asia/Kathmandu", "1910-01-01T12:00", "1910-01-01T06:18:44+00:00"),
        ("Pacific/Kiritimati", "2026-05-31T00:00", "2026-05-30T10:00:00+00:00"),
    ],
)
def test_a_moment_is_read_in_its_zone_unless_it_brings_its_offset(
    zone: str, text: str, moment: str
) -> None:
    value = Moment().read_in(zone, text)
    assert Moment().write(value) == moment
    assert Moment().fault(value) is None


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Vienna", "2026-03-29T02:00"),
        ("Europe/Vienna", "2026-03-29T02:30"),
        ("Europe/Vienna", "2026-03-29T02:59:59"),
        ("Australia/Lord_Howe", "2026-10-04T02:15"),
        ("America/Santiago", "2026-09-06T00:30"),
        ("Pacific/Apia", "2011-12-30T12:00"),
    ],
)
@pytest.mark.parametrize("later", [False, True])
def test_a_time_the_clocks_skipped_is_refused_with_the_reason(
    zone: str, text: str, later: bool
) -> None:
    with pytest.raises(Unreadable, match=f"clock_gap.*{zone}"):
        Moment().read_in(zone, text, later=later)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Vienna", "2026-03-29T01:59:59"),
        ("Europe/Vienna", "2026-03-29T03:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:30"),
    ],
)
def test_the_edges_of_a_gap_are_times_like_any_other(zone: str, text: str) -> None:
    assert Moment().fault(Moment().read_in(zone, text)) is None


@pytest.mark.parametrize(
    ("zone", "text", "earlier", "later"),
    [
        ("Europe/Vienna", "2026-10-25T02:30", "00:30", "01:30"),
        ("Europe/Vienna", "2026-10-25T02:00", "00:00", "01:00"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "14:45", "15:15"),
        ("Europe/Vienna", "2026-10-25T03:00", "02:00", "02:00"),
        ("Europe/Vienna", "2026-05-31T10:00", "08:00", "08:00"),
    ],
)
def test_a_time_shown_twice_is_the_earlier_one_unless_the_later_is_meant(
    zone: str, text: str, earlier: str, later: str
) -> None:
    assert f"{Moment().read_in(zone, text):%H:%M}" == earlier
    assert f"{Moment().read_in(zone, text, later=True):%H:%M}" == later


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2026-05-31",
        "14:30",
        "2026-05-31T14",
        "2026-05-31T24:01",
        "2026-05-31T14:60",
        "2026-05-31T14:30:60",
        "2026-02-30T14:30",
        "2026-05-31T14:30+2",
        "2026-05-31T14:30+25:00",
        "2026-05-31T14:30 +02:00",
        "2026-05-31T14:30[Europe/Vienna]",
        "20260531T1430",
        "1780230600",
        f"{ARABIC_DAY}T14:30",
        "2026-05-31T14:30\n",
        "2026-151T14:30",
        "0000-01-01T00:00",
        "NaN",
    ],
)
def test_nothing_else_is_a_moment(text: str) -> None:
    with pytest.raises(Unreadable, match="moment"):
        Moment().read_in("Europe/Vienna", text)


@pytest.mark.parametrize("offset", ["", "Z", "-12:00", "+14:00"])
@pytest.mark.parametrize("text", ["1899-12-31T23:59", "0001-01-01T00:00", "9999-12-31T23:59"])
def test_a_moment_near_the_ends_of_the_calendar_is_refused(text: str, offset: str) -> None:
    with pytest.raises(Unreadable):
        Moment().read_in("Pacific/Kiritimati", text + offset)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        ("1899-12-31", fault("too_early", year="1900")),
        ("1900-01-01", None),
        ("9000-12-31", None),
        ("9001-01-01", fault("too_late", year="9000")),
        ("9500-01-01", fault("too_late", year="9000")),
    ],
)
def test_days_and_times_have_the_same_ends_and_say_which_was_passed(
    day: str, wrong: Fault | None
) -> None:
    assert Day().fault(Day().read(day)) == wrong
    try:
        Moment().read_in("Europe/Vienna", f"{day}T12:00")
        problem = None
    except Unreadable as unreadable:
        problem = unreadable.fault
    assert problem == wrong


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 5, 31, 12, 0, 0, 1, UTC),
        datetime(2026, 5, 31, 12, tzinfo=timezone(timedelta(hours=2))),
        datetime(2026, 5, 31, 12),  # noqa: DTZ001 (a moment that forgot its zone)
    ],
)
def test_a_moment_is_kept_in_utc_and_whole_seconds(moment: datetime) -> None:
    assert Moment().fault(moment)


@given(strategies.moments(), strategies.zones)
def test_a_moment_written_in_any_zone_is_read_back(moment: datetime, zone: str) -> None:
    from_file = Moment().write(moment.astimezone(zone_info(zone)))
    assert Moment().read_in("Asia/Kathmandu", from_file) == moment


@pytest.mark.parametrize("zone", ["Europe/Vienna", "UTC", "Etc/GMT+12", "America/Indiana/Knox"])
def test_a_zone_is_an_iana_name(zone: str) -> None:
    assert Zone().read(Zone().write(zone)) == zone
    assert Zone().fault(zone) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "europe/vienna",
        "Vienna",
        "+02:00",
        "../../etc/passwd",
        "/etc/localtime",
        "localtime",
        "Europe",
        "Factory",
        "posixrules",
        "Europe/Vienna\0",
        "zone.tab",
        "tzdata.zi",
        "Mars/Base",
    ],
)
def test_nothing_else_is_a_zone(text: str) -> None:
    with pytest.raises(Unreadable, match="unknown_zone"):
        Zone().read(text)
    assert Zone().fault(text)


def test_an_id_in_capitals_is_the_same_id() -> None:
    assert Identifier().read(ID.upper()) == ID
    assert Identifier().fault(ID) is None
    assert Identifier().fault(ID.upper())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1",
        ID[:-1],
        ID + "0",
        ID.replace("-", ""),
        "{" + ID + "}",
        ID + "\n",
        "g" + ID[1:],
        "'; drop table account; --",
        "../" + ID,
    ],
)
def test_nothing_else_is_an_id(text: str) -> None:
    with pytest.raises(Unreadable, match="identifier"):
        Identifier().read(text)


@pytest.mark.parametrize(
    "field",
    [LEVEL, MOVEMENTS, YesNo(), NOTE, REGIONS, TRIGGERS, Day(), Moment(), Zone(), Identifier()],
    ids=lambda field: type(field).__name__,
)
@given(st.text())
def test_any_text_is_either_read_or_refused_in_a_sentence(field: Field, text: str) -> None:
    try:
        fault = field.fault(field.read(text))
    except Unreadable as unreadable:
        fault = unreadable.fault
    assert fault is None or sentence(fault).endswith(".")


def test_only_free_text_is_guarded_against_spreadsheets() -> None:
    fields: list[Field] = [
        LEVEL,
        MOVEMENTS,
        YesNo(),
        REGIONS,
        Day(),
        Moment(),
        Zone(),
        Identifier(),
    ]
    assert not any(field.guarded for field in fields)
    assert NOTE.guarded
    assert TRIGGERS.guarded
