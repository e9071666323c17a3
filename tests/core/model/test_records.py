"""Records: the rules of each kind, and how what is typed in is kept."""

from dataclasses import FrozenInstanceError
from dataclasses import fields as dataclass_fields
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.faults import Problem
from journal.core.model.fields import Identifier
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.moments import end_of_day, local_day
from journal.core.model.time_fields import Day, Moment, Zone
from journal.core.model.typed_late import recalled
from tests.core.strategies import NOW, brief, records

ID = "0b5c9d1e-7a54-4d7f-9f41-0123456789ab"
OTHER_ID = "1b5c9d1e-7a54-4d7f-9f41-0123456789ab"
VIENNA = "Europe/Vienna"
TODAY = date(2026, 5, 31)
SECOND = timedelta(seconds=1)

PAIN = r.PainLevel(id=ID, day=TODAY, recorded_at=NOW, zone=VIENNA, kind="day_average", level=4)
RIGHT_NOW = PAIN.with_(kind="now")
EPISODE = r.Episode(id=ID, day=TODAY, started_at=NOW - timedelta(hours=1), zone=VIENNA)
EXERCISE = r.CompletedExercise(
    id=ID, day=TODAY, completed_at=NOW, zone=VIENNA, exercise="Bridge", reps=15
)
RELIEF = r.Relief(id=ID, day=TODAY, applied_at=NOW, zone=VIENNA, method="cold")
LINE = r.Prescription(id=ID, exercise="Bridge", starts_on=TODAY)
DAY = r.DayNote(day=TODAY)
CHECK_IN = CheckIn(id=ID, day=TODAY, recorded_at=NOW, zone=VIENNA, pain=4, enjoyment=5, activity=6)
EXAMPLES: tuple[r.Record, ...] = (PAIN, EPISODE, EXERCISE, RELIEF, LINE, DAY, CHECK_IN)
TIMED: tuple[r.Timed, ...] = (PAIN, EPISODE, EXERCISE, RELIEF, CHECK_IN)

kinds = pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
each = pytest.mark.parametrize("record", EXAMPLES, ids=lambda record: type(record).__name__)
each_timed = pytest.mark.parametrize("record", TIMED, ids=lambda record: type(record).__name__)


def blamed(record: r.Record, now: datetime = NOW) -> list[str]:
    """The fields that keep a record from being stored."""
    return [problem.field for problem in record.problems(now)]


@each
def test_a_record_cannot_be_changed(record: r.Record) -> None:
    with pytest.raises(FrozenInstanceError):
        record.note = "changed"  # type: ignore[attr-defined]
    with pytest.raises((AttributeError, TypeError)):
        record.not_a_field = 1  # type: ignore[attr-defined]


@each
def test_a_changed_record_is_another_one(record: r.Record) -> None:
    changed = record.with_(note="changed")
    assert changed != record
    assert changed.with_(note=None) == record
    assert hash(changed.with_(note=None)) == hash(record)


@kinds
def test_every_field_of_a_record_has_its_column(kind: type[r.Record]) -> None:
    names = [column.name for column in columns(kind)]
    assert sorted(names) == sorted(field.name for field in dataclass_fields(kind))


@kinds
def test_a_field_is_called_for_what_it_holds(kind: type[r.Record]) -> None:
    suffixes = {Moment: ("_at",), Zone: ("zone",), Day: ("day", "_on"), Identifier: ("id",)}
    for column in columns(kind):
        if suffix := suffixes.get(type(column.field)):
            assert column.name.endswith(suffix)


@kinds
@given(st.data())
@brief
def test_what_the_strategies_draw_can_be_stored(kind: type[r.Record], data: st.DataObject) -> None:
    assert data.draw(records(kind)).problems(NOW) == []


@each
def test_these_examples_can_be_stored(record: r.Record) -> None:
    assert record.problems(NOW) == []


@pytest.mark.parametrize(
    ("record", "field"),
    [
        (PAIN.with_(level=11), "level"),
        (PAIN.with_(level=-1), "level"),
        (PAIN.with_(interference=11), "interference"),
        (PAIN.with_(kind="day_best"), "kind"),
        (PAIN.with_(recalled="no"), "recalled"),
        (PAIN.with_(regions=("lower_back_left", "neck_left")), "regions"),
        (PAIN.with_(note="\0"), "note"),
        (PAIN.with_(note="x" * 8001), "note"),
        (PAIN.with_(zone="Mars/Base"), "zone"),
        (PAIN.with_(day=date(1899, 12, 31)), "day"),
        (PAIN.with_(episode_id="1"), "episode_id"),
        (PAIN.with_(id=ID.upper()), "id"),
        (EPISODE.with_(peak_level=11), "peak_level"),
        (EPISODE.with_(symptoms=("sore",)), "symptoms"),
        (EPISODE.with_(onset="slow"), "onset"),
        (EPISODE.with_(movement="sitting"), "movement"),
        (EPISODE.with_(triggers=("long|drive",)), "triggers"),
        (EXERCISE.with_(exercise=""), "exercise"),
        (EXERCISE.with_(exercise="x" * 81), "exercise"),
        (EXERCISE.with_(sets=0), "sets"),
        (EXERCISE.with_(reps=1001), "reps"),
        (EXERCISE.with_(hold_seconds=3601), "hold_seconds"),
        (EXERCISE.with_(side="middle"), "side"),
        (EXERCISE.with_(minutes=1441), "minutes"),
        (EXERCISE.with_(effort=11), "effort"),
        (EXERCISE.with_(outcome="tried"), "outcome"),
        (RELIEF.with_(method="hot"), "method"),
        (RELIEF.with_(pain_after_60=11), "pain_after_60"),
        (LINE.with_(times_per_day=25), "times_per_day"),
        (LINE.with_(days_per_week=8), "days_per_week"),
        (CHECK_IN.with_(enjoyment=11), "enjoyment"),
        (RIGHT_NOW.with_(recorded_at=NOW.replace(microsecond=1)), "recorded_at"),
    ],
)
def test_a_wrong_value_is_blamed_on_its_field(record: r.Record, field: str) -> None:
    assert blamed(record) == [field]


def test_every_wrong_field_is_named_once() -> None:
    wrong = PAIN.with_(level=11, note="\0" * 9000, kind="worst", interference=-1)
    assert blamed(wrong) == ["kind", "level", "interference", "note"]


@each_timed
def test_five_minutes_ahead_is_still_now(record: r.Timed) -> None:
    ahead = record.with_(**{record.MOMENT: NOW + timedelta(minutes=5)})
    assert ahead.problems(NOW) == []
    later = record.with_(**{record.MOMENT: NOW + timedelta(minutes=5) + SECOND})
    assert blamed(later) == [record.MOMENT]


@each_timed
def test_a_day_still_to_come_is_refused(record: r.Timed) -> None:
    assert blamed(record.with_(day=date(2026, 6, 1))) == ["day"]


def test_a_day_that_has_begun_where_it_is_logged_is_not_to_come() -> None:
    tomorrow = PAIN.with_(day=date(2026, 6, 1), zone="Pacific/Kiritimati")
    assert tomorrow.problems(NOW) == []
    assert blamed(tomorrow.with_(zone="Pacific/Honolulu")) == ["day"]


def test_an_episode_cannot_end_before_it_started() -> None:
    assert EPISODE.with_(ended_at=EPISODE.started_at).problems(NOW) == []
    assert blamed(EPISODE.with_(ended_at=EPISODE.started_at - SECOND)) == ["ended_at"]


def test_an_episode_cannot_have_ended_already_in_the_future() -> None:
    assert EPISODE.with_(ended_at=NOW + timedelta(minutes=5)).problems(NOW) == []
    assert blamed(EPISODE.with_(ended_at=NOW + timedelta(minutes=5) + SECOND)) == ["ended_at"]


def test_an_episode_lasts_as_many_minutes_as_passed_on_no_clock() -> None:
    # The clocks showed 01:50 and then 02:10; in between they were put back by an hour.
    night = EPISODE.with_(
        started_at=datetime(2026, 10, 24, 23, 50, tzinfo=UTC),
        ended_at=datetime(2026, 10, 25, 1, 10, tzinfo=UTC),
    )
    assert night.minutes == 80
    assert night.with_(ended_at=datetime(2026, 10, 25, 0, 10, tzinfo=UTC)).minutes == 20


@pytest.mark.parametrize(("seconds", "minutes"), [(0, None), (59, 0), (60, 1), (90_061, 1501)])
def test_only_whole_minutes_of_an_episode_count(seconds: int, minutes: int | None) -> None:
    ended = EPISODE.started_at + timedelta(seconds=seconds)
    assert EPISODE.with_(ended_at=ended).minutes == minutes


def test_an_episode_that_goes_on_has_neither_length_nor_last_day() -> None:
    assert EPISODE.minutes is None
    assert EPISODE.last_day is None


@pytest.mark.parametrize(
    ("ended_at", "last_day"),
    [
        (datetime(2026, 5, 31, 21, 59, 59, tzinfo=UTC), date(2026, 5, 31)),
        (datetime(2026, 5, 31, 22, 0, 0, tzinfo=UTC), date(2026, 6, 1)),
        (datetime(2026, 6, 2, 12, 0, tzinfo=UTC), date(2026, 6, 2)),
    ],
)
def test_the_last_day_is_that_of_the_end_where_it_was_logged(
    ended_at: datetime, last_day: date
) -> None:
    assert EPISODE.with_(ended_at=ended_at).last_day == last_day


def test_the_last_day_is_never_before_the_day_a_file_brought() -> None:
    from_a_file = EPISODE.with_(day=date(2026, 6, 1), ended_at=NOW)
    assert from_a_file.last_day == date(2026, 6, 1)


def test_a_prescription_may_last_one_day_and_no_less() -> None:
    assert LINE.with_(ends_on=TODAY).problems(NOW) == []
    assert blamed(LINE.with_(ends_on=TODAY - timedelta(days=1))) == ["ends_on"]


@pytest.mark.parametrize(
    ("day", "in_force"),
    [
        (date(2026, 5, 30), False),
        (date(2026, 5, 31), True),
        (date(2026, 6, 7), True),
        (date(2026, 6, 8), False),
    ],
)
def test_a_prescription_is_in_force_from_its_first_to_its_last_day(
    day: date, in_force: bool
) -> None:
    assert LINE.with_(ends_on=date(2026, 6, 7)).in_force(day) is in_force


def test_a_prescription_without_an_end_goes_on() -> None:
    assert LINE.in_force(date(2126, 1, 1))


def test_a_prescription_may_begin_in_the_future() -> None:
    assert LINE.with_(starts_on=date(2027, 1, 1)).problems(NOW) == []


def test_a_day_may_be_spoken_of_once_it_has_begun_anywhere() -> None:
    assert r.DayNote(day=date(2026, 6, 1)).problems(NOW) == []
    assert blamed(r.DayNote(day=date(2026, 6, 2))) == ["day"]
    early = datetime(2026, 5, 31, 9, 59, 59, tzinfo=UTC)
    assert blamed(r.DayNote(day=date(2026, 6, 1)), early) == ["day"]


@pytest.mark.parametrize(
    ("outcome", "exercised"),
    [("done", True), ("partly", True), ("stopped", True), ("skipped", False)],
)
def test_what_was_skipped_is_no_exercise(outcome: str, exercised: bool) -> None:
    assert EXERCISE.with_(outcome=outcome).exercised is exercised


@pytest.mark.parametrize(
    ("kind", "of_the_day"), [("day_average", True), ("day_worst", True), ("now", False)]
)
def test_a_day_has_one_average_and_one_worst(kind: str, of_the_day: bool) -> None:
    assert PAIN.with_(kind=kind).of_the_day is of_the_day


@pytest.mark.parametrize(
    ("after", "mark"),
    [
        (timedelta(hours=-12), None),
        (timedelta(0), None),
        (timedelta(hours=24), None),
        (timedelta(hours=24) + SECOND, "yes"),
        (timedelta(days=3), "yes"),
        (timedelta(days=3) + SECOND, "excluded"),
        (timedelta(days=4000), "excluded"),
    ],
)
@pytest.mark.parametrize(
    ("zone", "day"),
    [
        (VIENNA, date(2026, 5, 20)),
        (VIENNA, date(2026, 3, 28)),  # the next day had 23 hours
        (VIENNA, date(2026, 10, 25)),  # this one had 25
        ("America/Santiago", date(2026, 9, 5)),  # the next had no midnight
    ],
)
def test_recall_is_counted_to_the_second_from_the_end_of_the_day(
    zone: str, day: date, after: timedelta, mark: str | None
) -> None:
    assert recalled(day, zone, end_of_day(day, zone) + after) == mark


def test_the_day_ended_at_its_own_midnight() -> None:
    late = datetime(2026, 5, 21, 22, 0, 1, tzinfo=UTC)
    assert recalled(date(2026, 5, 20), VIENNA, late) == "yes"
    assert recalled(date(2026, 5, 20), "America/New_York", late) is None


@each_timed
@pytest.mark.parametrize("seconds", [0, 1, 299, 300])
def test_a_moment_a_little_ahead_is_kept_as_now(record: r.Timed, seconds: int) -> None:
    typed = record.with_(**{record.MOMENT: NOW + timedelta(seconds=seconds)})
    assert typed.typed_in(NOW, None).moment == NOW


@each_timed
def test_a_moment_that_was_is_kept_and_makes_the_day(record: r.Timed) -> None:
    moment = datetime(2026, 5, 30, 22, 30, tzinfo=UTC)
    typed = record.with_(**{record.MOMENT: moment, "day": date(2026, 5, 29)})
    entry = typed.typed_in(NOW, None)
    assert entry.moment == moment
    if record is not PAIN:
        assert entry.day == date(2026, 5, 31)  # half past midnight in Vienna


def test_only_a_level_of_the_day_keeps_the_day_that_was_typed() -> None:
    yesterday = PAIN.with_(day=date(2026, 5, 30))
    assert yesterday.typed_in(NOW, None).day == date(2026, 5, 30)
    assert yesterday.with_(kind="day_worst").typed_in(NOW, None).day == date(2026, 5, 30)
    assert yesterday.with_(kind="now").typed_in(NOW, None).day == TODAY


@pytest.mark.parametrize("record", TIMED[1:], ids=lambda record: type(record).__name__)
def test_a_moment_left_as_it_was_keeps_the_day_a_file_brought(record: r.Timed) -> None:
    before = record.with_(day=date(2026, 5, 20))
    assert before.with_(note="edited").typed_in(NOW, before).day == date(2026, 5, 20)
    moved = before.with_(**{record.MOMENT: record.moment - SECOND})
    assert moved.typed_in(NOW, before).day == TODAY
    elsewhere = before.with_(zone="Pacific/Kiritimati")
    assert elsewhere.typed_in(NOW, before).day == local_day(record.moment, "Pacific/Kiritimati")


def test_a_level_of_a_day_that_becomes_one_of_a_moment_falls_on_the_day_of_that_moment() -> None:
    before = PAIN.with_(day=date(2026, 5, 28), recalled="yes")
    entry = before.with_(kind="now").typed_in(NOW, before)
    assert entry.day == TODAY
    assert entry.recalled is None


def test_a_level_typed_in_late_is_marked() -> None:
    assert PAIN.with_(day=date(2026, 5, 31)).typed_in(NOW, None).recalled is None
    assert PAIN.with_(day=date(2026, 5, 29)).typed_in(NOW, None).recalled == "yes"
    assert PAIN.with_(day=date(2026, 5, 27)).typed_in(NOW, None).recalled == "excluded"
    long_ago = RIGHT_NOW.with_(recorded_at=NOW - timedelta(days=10))
    assert long_ago.typed_in(NOW, None).recalled == "excluded"


def test_nobody_types_the_mark_themselves() -> None:
    assert PAIN.with_(recalled="excluded").typed_in(NOW, None).recalled is None
    old = PAIN.with_(day=date(2026, 5, 20), recalled=None)
    assert old.typed_in(NOW, None).recalled == "excluded"


@pytest.mark.parametrize("mark", [None, "yes", "excluded"])
def test_an_edit_that_leaves_the_level_keeps_its_mark(mark: str | None) -> None:
    before = PAIN.with_(day=date(2026, 5, 20), recalled=mark)
    edited = before.with_(note="edited", interference=3, recalled=None)
    assert edited.typed_in(NOW, before).recalled == mark


@pytest.mark.parametrize(
    "changes", [{"level": 5}, {"day": date(2026, 5, 21)}, {"kind": "day_worst"}], ids=str
)
def test_an_edit_of_what_was_rated_is_marked_anew(changes: dict[str, Any]) -> None:
    before = PAIN.with_(day=date(2026, 5, 20), recalled=None)
    assert before.with_(**changes).typed_in(NOW, before).recalled == "excluded"


def test_an_end_a_little_ahead_is_kept_as_now() -> None:
    ahead = EPISODE.with_(ended_at=NOW + timedelta(minutes=4))
    assert ahead.typed_in(NOW, None).ended_at == NOW
    episode = ahead.with_(started_at=NOW + timedelta(minutes=1)).typed_in(NOW, None)
    assert (episode.started_at, episode.ended_at) == (NOW, NOW)
    assert EPISODE.typed_in(NOW, None).ended_at is None


@pytest.mark.parametrize("record", [LINE, DAY], ids=lambda record: type(record).__name__)
def test_what_has_no_moment_is_kept_as_it_was_typed(record: r.Record) -> None:
    assert record.typed_in(NOW, None) == record


@pytest.mark.parametrize(
    "kind", [type(record) for record in TIMED], ids=lambda kind: kind.__name__
)
@given(st.data())
@brief
def test_what_was_typed_in_can_be_stored(kind: type[r.Timed], data: st.DataObject) -> None:
    entry = data.draw(records(kind)).typed_in(NOW, None)
    assert entry.problems(NOW) == []
    assert entry.typed_in(NOW, entry) == entry


def test_a_problem_says_which_field_and_what_to_do() -> None:
    assert PAIN.with_(level=11).problems(NOW) == [
        Problem("level", "whole_number", {"lowest": 0, "highest": 10})
    ]
