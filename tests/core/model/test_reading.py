"""Reading: what a form or a line of a file says becomes a record, or numbered problems."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.core.model import records as r
from journal.core.model.answers import Answers
from journal.core.model.events import Event
from journal.core.model.fields import OwnWords, Several
from journal.core.model.inputs import columns
from journal.core.model.kinds import KINDS, RECORDS, Kind
from journal.core.model.moments import ClockGap, local_day, moment_at
from journal.core.model.reading import Reading, parse_file, parse_form
from journal.core.model.strings import as_texts
from journal.core.model.time_fields import Moment
from journal.words.problems import sentence
from tests.core.strategies import NOW, brief, records, zones

ID = "0b5c9d1e-7a54-4d7f-9f41-0123456789ab"
VIENNA = "Europe/Vienna"
TODAY = date(2026, 5, 31)
Texts = Mapping[str, str | Sequence[str]]

MOMENT = "2026-05-31T10:00"


def least(kind: Kind) -> dict[str, str]:
    """The least a kind can be read from, made of its example."""
    texts = {"id": ID, "day": "2026-05-31", kind.record.MOMENT: MOMENT}
    example = {**texts, **kind.example}
    given_otherwise = {"day", "zone"} if kind.record.MOMENT else set()
    return {
        column.name: str(example[column.name])
        for column in columns(kind.record)
        if column.required and column.name not in given_otherwise
    }


LEAST: dict[type[r.Record], dict[str, str]] = {kind.record: least(kind) for kind in KINDS.values()}
LEAST[r.PainLevel] |= {"kind": "now"}
"""The least each kind can be read from."""

REQUIRED = [(kind, name) for kind, texts in LEAST.items() for name in texts]
TIMED = [kind for kind in LEAST if issubclass(kind, r.Timed)]
PAST = [kind for kind in TIMED if kind is not Event]
"""All but an event, which may be planned."""

kinds = pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
timed = pytest.mark.parametrize("kind", TIMED, ids=lambda kind: kind.__name__)
past = pytest.mark.parametrize("kind", PAST, ids=lambda kind: kind.__name__)


def said(kind: type[r.Record], texts: Texts, now: datetime = NOW) -> Reading[r.Record]:
    """What is read of texts as a file brings them, in Vienna."""
    return parse_file(kind, texts, now=now, zone=VIENNA)


def typed(
    kind: type[r.Record], texts: Texts, now: datetime = NOW, before: r.Record | None = None
) -> Reading[r.Record]:
    """What is read of texts as a person types them, in Vienna."""
    return parse_form(kind, texts, now=now, zone=VIENNA, before=before)


Way = Callable[[type[r.Record], Texts], Reading[r.Record]]
either_way = pytest.mark.parametrize("parser", [said, typed])


def blamed(reading: Reading[r.Record]) -> list[str]:
    """The fields that have problems, in order."""
    assert (reading.record is None) == bool(reading.problems)
    assert all(sentence(problem).endswith(".") for problem in reading.problems)
    return [problem.field for problem in reading.problems]


def kept(reading: Reading[r.Record]) -> r.Record:
    """The record that was read."""
    assert reading.problems == ()
    assert reading.record is not None
    return reading.record


def level(reading: Reading[r.Record]) -> r.PainLevel:
    """The pain level that was read."""
    record = kept(reading)
    assert isinstance(record, r.PainLevel)
    return record


@kinds
@given(st.data())
@brief
def test_a_record_that_was_written_is_read_as_it_was(
    kind: type[r.Record], data: st.DataObject
) -> None:
    record = data.draw(records(kind))
    assert kept(parse_file(kind, as_texts(record), now=NOW, zone=data.draw(zones))) == record


@kinds
@given(st.data())
@brief
def test_an_edit_that_changes_nothing_changes_nothing(
    kind: type[r.Record], data: st.DataObject
) -> None:
    record = data.draw(records(kind))
    if isinstance(record, r.DayNote):
        record = record.with_(day=min(record.day, local_day(NOW, VIENNA)))
    assert kept(typed(kind, as_texts(record), before=record)) == record


ANY_TEXT = st.text(max_size=12) | st.sampled_from(["4", "11", "yes", "2026-05-31", "cold", "done"])


@either_way
@kinds
@given(st.data())
@brief
def test_whatever_is_typed_is_a_storable_record_or_problems_once_a_field(
    kind: type[r.Record], parser: Way, data: st.DataObject
) -> None:
    names = [column.name for column in columns(kind)]
    texts: dict[str, str] = LEAST[kind] | data.draw(
        st.dictionaries(st.sampled_from(names), ANY_TEXT, max_size=4)
    )
    reading = parser(kind, texts)
    if reading.record is not None:
        assert reading.record.problems(NOW) == []
    fields = blamed(reading)
    assert len(set(fields)) == len(fields)
    assert set(fields) <= set(names)


@kinds
def test_the_least_that_must_be_given_is_enough(kind: type[r.Record]) -> None:
    record = kept(said(kind, LEAST[kind]))
    assert record.problems(NOW) == []
    given_or_derived = {*LEAST[kind], "day", "zone"}
    for column in columns(kind):
        if column.name not in given_or_derived:
            assert getattr(record, column.name) in (None, (), "done", 1, 7, "ready", 2, 3, 50, 75)


def test_what_is_not_given_has_its_default() -> None:
    line = kept(said(r.Prescription, LEAST[r.Prescription]))
    assert isinstance(line, r.Prescription)
    assert (line.times_per_day, line.days_per_week, line.ends_on) == (1, 7, None)
    exercise = kept(said(r.CompletedExercise, LEAST[r.CompletedExercise] | {"outcome": ""}))
    assert isinstance(exercise, r.CompletedExercise)
    assert exercise.outcome == "done"


@pytest.mark.parametrize("nothing", [None, "", "  ", "\u00a0"])
@pytest.mark.parametrize(
    ("kind", "name"), REQUIRED, ids=[f"{kind.__name__}-{name}" for kind, name in REQUIRED]
)
def test_a_lack_is_named_once_at_the_field_that_is_missing(
    kind: type[r.Record], name: str, nothing: str | None
) -> None:
    texts = {key: text for key, text in LEAST[kind].items() if key != name}
    if nothing is not None:
        texts[name] = nothing
    assert blamed(said(kind, texts)) == [name]


def test_every_problem_is_reported_at_once() -> None:
    wrong = {
        "id": "7",
        "recorded_at": "yesterday",
        "kind": "worst",
        "interference": "four",
        "regions": "knee",
        "note": "\0",
    }
    reading = said(r.PainLevel, wrong)
    fields = ["id", "recorded_at", "kind", "level", "interference", "regions", "note"]
    assert sorted(blamed(reading)) == sorted(fields)


def test_numbers_are_read_without_the_blanks_around_them() -> None:
    texts = LEAST[r.PainLevel] | {"level": " 4 ", "kind": "now\t", "interference": "\n7"}
    read_level = level(said(r.PainLevel, texts))
    assert (read_level.level, read_level.kind, read_level.interference) == (4, "now", 7)


@pytest.mark.parametrize("text", ["11", "-1", "4.0", "four", "NaN", "1e9", "٤", "99999999999"])
def test_no_other_number_is_a_level(text: str) -> None:
    assert blamed(said(r.PainLevel, LEAST[r.PainLevel] | {"level": text})) == ["level"]


@timed
def test_the_day_follows_from_the_moment_and_its_zone(kind: type[r.Timed]) -> None:
    late = LEAST[kind] | {kind.MOMENT: "2026-05-30T22:30Z"}
    for zone, day in ((VIENNA, date(2026, 5, 31)), ("America/New_York", date(2026, 5, 30))):
        record = kept(said(kind, late | {"zone": zone}))
        assert isinstance(record, r.Timed)
        assert (record.day, record.zone) == (day, zone)


@timed
def test_a_moment_is_local_time_of_the_zone_given_or_else_of_the_account(
    kind: type[r.Timed],
) -> None:
    vienna = kept(said(kind, LEAST[kind]))
    kathmandu = kept(said(kind, LEAST[kind] | {"zone": "Asia/Kathmandu"}))
    assert isinstance(vienna, r.Timed)
    assert isinstance(kathmandu, r.Timed)
    assert (vienna.zone, f"{vienna.moment:%H:%M}") == (VIENNA, "08:00")
    assert (kathmandu.zone, f"{kathmandu.moment:%H:%M}") == ("Asia/Kathmandu", "04:15")


@timed
def test_a_file_keeps_the_day_it_brings(kind: type[r.Timed]) -> None:
    record = kept(said(kind, LEAST[kind] | {"day": "2026-05-20"}))
    assert isinstance(record, r.Timed)
    assert record.day == date(2026, 5, 20)


@pytest.mark.parametrize("mark", ["", "yes", "excluded"])
def test_a_file_keeps_its_mark_of_recall(mark: str) -> None:
    texts = LEAST[r.PainLevel] | {"day": "2020-01-01", "recalled": mark}
    assert level(said(r.PainLevel, texts)).recalled == (mark or None)


@timed
@either_way
def test_an_unknown_zone_is_the_only_thing_blamed(kind: type[r.Timed], parser: Way) -> None:
    texts = LEAST[kind] | {"zone": "Mars/Base"}
    assert blamed(parser(kind, texts)) == ["zone"]


@either_way
@pytest.mark.parametrize(
    "text", ["yesterday", "2026-03-29T02:30", "2026-02-30T10:00", "1899-12-31T10:00"]
)
@timed
def test_a_wrong_moment_is_the_only_thing_blamed(
    kind: type[r.Timed], text: str, parser: Way
) -> None:
    texts = LEAST[kind] | {kind.MOMENT: text}
    reading = parser(kind, texts)
    assert blamed(reading) == [kind.MOMENT]


@past
@either_way
def test_five_minutes_ahead_is_now_and_later_is_refused(kind: type[r.Timed], parser: Way) -> None:
    for ahead, problems in ((300, []), (301, [kind.MOMENT])):
        moment = (NOW + timedelta(seconds=ahead)).isoformat()
        texts = LEAST[kind] | {kind.MOMENT: moment}
        assert blamed(parser(kind, texts)) == problems


def test_a_day_still_to_come_is_refused() -> None:
    texts = LEAST[r.PainLevel] | {"kind": "day_average", "day": "2026-06-01"}
    assert blamed(said(r.PainLevel, texts)) == ["day"]
    assert blamed(typed(r.PainLevel, texts)) == ["day"]
    assert blamed(said(r.DayNote, {"day": "2026-06-02"})) == ["day"]


def test_a_day_before_1900_is_refused_even_where_it_follows_from_a_moment() -> None:
    texts = LEAST[r.PainLevel] | {"recorded_at": "1900-01-01T00:00Z", "zone": "Pacific/Honolulu"}
    assert said(r.PainLevel, texts).record is None


def test_only_a_person_is_held_to_the_day_where_they_are() -> None:
    # It is the first of June in Kiritimati; a file may come from there.
    assert blamed(said(r.DayNote, {"day": "2026-06-01"})) == []
    assert blamed(typed(r.DayNote, {"day": "2026-06-01"})) == ["day"]
    reading = parse_form(r.DayNote, {"day": "2026-06-01"}, now=NOW, zone="Pacific/Kiritimati")
    assert reading.problems == ()


def test_what_is_said_of_no_day_is_said_of_today() -> None:
    assert kept(typed(r.DayNote, {"sleep": "6"})) == r.DayNote(day=TODAY, sleep=6)
    assert blamed(said(r.DayNote, {"sleep": "6"})) == ["day"]
    record = parse_form(r.DayNote, {}, now=NOW, zone="Pacific/Kiritimati").record
    assert record == r.DayNote(day=date(2026, 6, 1))


@timed
def test_a_moment_left_out_is_now(kind: type[r.Timed]) -> None:
    for nothing in ({}, {kind.MOMENT: ""} if kind is not r.Episode else {}):
        texts = {name: text for name, text in LEAST[kind].items() if name != kind.MOMENT}
        record = kept(typed(kind, texts | nothing))
        assert isinstance(record, r.Timed)
        assert (record.moment, record.day, record.zone) == (NOW, TODAY, VIENNA)


def test_the_start_of_an_earlier_spasm_is_asked_for() -> None:
    reading = typed(r.Episode, LEAST[r.Episode] | {"started_at": ""})
    assert [problem.code for problem in reading.problems] == ["moment_needed"]
    assert blamed(reading) == ["started_at"]


def test_now_is_kept_in_whole_seconds() -> None:
    texts = {"id": ID, "kind": "now", "level": "4"}
    reading = typed(r.PainLevel, texts, NOW.replace(microsecond=999_999))
    assert level(reading).recorded_at == NOW


@past
def test_a_moment_a_little_ahead_of_the_server_is_kept_as_now(kind: type[r.Timed]) -> None:
    record = kept(typed(kind, LEAST[kind] | {kind.MOMENT: "2026-05-31T14:04"}))
    assert isinstance(record, r.Timed)
    assert record.moment == NOW


@pytest.mark.parametrize("kind", ["day_average", "day_worst"])
def test_a_level_of_a_day_is_of_the_day_that_was_typed(kind: str) -> None:
    texts = LEAST[r.PainLevel] | {"kind": kind, "day": "2026-05-30"}
    assert level(typed(r.PainLevel, texts)).day == date(2026, 5, 30)
    for nothing in ({"day": ""}, {}):
        texts = LEAST[r.PainLevel] | {"kind": kind, "recorded_at": "2026-05-29T10:00"} | nothing
        assert level(typed(r.PainLevel, texts)).day == TODAY


def test_today_is_where_the_level_is_logged() -> None:
    texts = {"id": ID, "kind": "day_average", "level": "4", "zone": "Pacific/Kiritimati"}
    assert level(typed(r.PainLevel, texts)).day == date(2026, 6, 1)


@pytest.mark.parametrize("day", ["2026-05-20", "2027-01-01", "1850-01-01", "no day"])
@timed
def test_every_other_record_ignores_a_day_that_is_typed(kind: type[r.Timed], day: str) -> None:
    record = kept(typed(kind, LEAST[kind] | {"day": day}))
    assert isinstance(record, r.Timed)
    assert record.day == TODAY


def test_the_mark_of_recall_is_not_typed() -> None:
    texts = LEAST[r.PainLevel] | {"kind": "day_average", "recalled": "excluded"}
    assert level(typed(r.PainLevel, texts | {"day": "2026-05-31"})).recalled is None
    assert level(typed(r.PainLevel, texts | {"day": "2026-05-20"})).recalled == "excluded"
    texts["recalled"] = "nonsense"
    assert level(typed(r.PainLevel, texts)).recalled is None


def test_an_edited_level_is_compared_with_what_it_was() -> None:
    texts = LEAST[r.PainLevel] | {"kind": "day_average", "day": "2026-05-20"}
    before = level(said(r.PainLevel, texts))
    assert before.recalled is None
    noted = typed(r.PainLevel, texts | {"note": "edited"}, before=before)
    assert level(noted).recalled is None
    changed = typed(r.PainLevel, texts | {"level": "9"}, before=before)
    assert level(changed).recalled == "excluded"


def test_an_average_that_becomes_a_level_of_a_moment_falls_on_its_day() -> None:
    texts = LEAST[r.PainLevel] | {"kind": "day_average", "day": "2026-05-20"}
    before = level(said(r.PainLevel, texts))
    changed = level(typed(r.PainLevel, LEAST[r.PainLevel] | {"kind": "now"}, before=before))
    assert (changed.day, changed.recalled) == (TODAY, None)


@pytest.mark.parametrize(("later", "hour"), [("", "00"), ("yes", "01")])
@pytest.mark.parametrize("name", ["started_at", "ended_at"])
def test_each_moment_shown_twice_has_its_own_later_one(name: str, later: str, hour: str) -> None:
    now = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    texts = {"id": ID, "started_at": "2026-10-25T00:10", "ended_at": "2026-10-25T04:00"}
    texts |= {name: "2026-10-25T02:30", name + Moment.later_suffix: later}
    episode = kept(typed(r.Episode, texts, now))
    assert getattr(episode, name).strftime("%H:%M") == f"{hour}:30"


def test_an_episode_over_the_night_the_clocks_went_back_is_counted_between_moments() -> None:
    now = datetime(2026, 10, 26, 12, 0, tzinfo=UTC)
    texts = {"id": ID, "started_at": "2026-10-25T01:50", "ended_at": "2026-10-25T02:10"}
    for later, minutes in (("", 20), ("yes", 80)):
        episode = kept(typed(r.Episode, texts | {"ended_at_later": later}, now))
        assert isinstance(episode, r.Episode)
        assert episode.minutes == minutes


def test_a_gap_is_explained_in_the_zone_of_the_record() -> None:
    texts = LEAST[r.Episode] | {"started_at": "2026-03-29T02:30"}
    (problem,) = typed(r.Episode, texts).problems
    assert problem.field == "started_at"
    assert problem.code == "clock_gap"
    assert problem.values == {"zone": "Europe/Vienna", "time": "02:30"}
    fields = {"zone": "America/New_York", "still_on": "yes"}
    assert typed(r.Episode, texts | fields).problems == ()


@given(st.integers(0, 14 * 24 * 60), zones)
@brief
def test_a_local_time_typed_in_any_zone_is_that_moment_there(minutes: int, zone: str) -> None:
    naive = datetime(2026, 3, 20) + timedelta(minutes=minutes)  # noqa: DTZ001 (as it is typed)
    texts = {"id": ID, "started_at": naive.isoformat(timespec="minutes"), "zone": zone}
    reading = typed(r.Episode, texts | {"still_on": "yes"})
    try:
        moment = moment_at(naive, zone)
    except ClockGap:
        assert blamed(reading) == ["started_at"]
        return
    episode = kept(reading)
    assert isinstance(episode, r.Episode)
    assert (episode.started_at, episode.day) == (moment, naive.date())


@kinds
def test_lists_are_the_same_as_ticked_boxes_and_as_one_text(kind: type[r.Record]) -> None:
    for column in columns(kind):
        if isinstance(column.field, Several):
            parts: tuple[str, ...] = column.field.tokens[:2]
        elif isinstance(column.field, Answers):
            parts = ("Coffee=yes", "Mood=7")
        elif isinstance(column.field, OwnWords):
            parts = ("long drive", "cold")
        else:
            continue
        text_record = kept(said(kind, LEAST[kind] | {column.name: "|".join(parts)}))
        many = kept(said(kind, LEAST[kind] | {column.name: [*parts, "", parts[0]]}))
        assert getattr(text_record, column.name) == getattr(many, column.name) == parts


def test_own_words_that_hold_the_separator_are_refused_and_not_split_when_ticked() -> None:
    assert blamed(typed(r.Episode, LEAST[r.Episode] | {"triggers": ["a|b"]})) == ["triggers"]


def test_nothing_ticked_is_nothing_said() -> None:
    for nothing in ("", "|", [], ["", " "]):
        episode = kept(typed(r.Episode, LEAST[r.Episode] | {"triggers": nothing}))
        assert isinstance(episode, r.Episode)
        assert episode.triggers == ()


def test_rules_between_fields_are_judged_once_the_fields_are_fine() -> None:
    texts = LEAST[r.Episode] | {"ended_at": "2026-05-31T09:59:59"}
    assert blamed(typed(r.Episode, texts)) == ["ended_at"]
    assert blamed(typed(r.Episode, texts | {"peak_level": "11"})) == ["peak_level"]
    line = LEAST[r.Prescription] | {"ends_on": "2026-05-30"}
    assert blamed(typed(r.Prescription, line)) == ["ends_on"]


def test_names_that_are_no_fields_are_left_alone() -> None:
    record = kept(said(r.DayNote, {"day": "2026-05-31", "owner_id": ID, "level": "11"}))
    assert record == r.DayNote(day=TODAY)


def test_a_rest_day_knows_when_it_was_first_confirmed() -> None:
    typed_in = {"day": "2026-05-31", "no_exercise": "yes", "confirmed_on": "2020-01-01"}
    confirmed = kept(typed(r.DayNote, typed_in))
    assert isinstance(confirmed, r.DayNote)
    assert confirmed.confirmed_on == TODAY
    later = NOW + timedelta(days=3)
    again = typed_in | {"sleep": "4"}
    revision = parse_form(r.DayNote, again, now=later, zone=VIENNA, before=confirmed).record
    assert revision == confirmed.with_(sleep=4)
    unsaid = typed_in | {"no_exercise": ""}
    blank = parse_form(r.DayNote, unsaid, now=later, zone=VIENNA, before=confirmed).record
    assert blank == r.DayNote(day=date(2026, 5, 31))
    day = date(2020, 1, 1)
    assert kept(said(r.DayNote, typed_in)) == confirmed.with_(confirmed_on=day)
