"""The questions asked of the store: each names its owner and finds its period, in order."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.check_in import CheckIn
from journal.core.model.events import Event
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.core.model.periods import Period
from journal.core.model.recall_guess import RecallGuess
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, changes, queries
from journal.store.diary.export_rows import EXPORT_BATCH, export_rows
from journal.store.diary.rows import ROWS, key_of, key_value
from tests.store.making import (
    DAY,
    EXAMPLES,
    NOW,
    ZONE,
    bring_in,
    episode,
    example,
    exercise,
    one_of_everything,
    pain,
    statements,
    the_examples,
)

ONE = timedelta(days=1)
WEEK = Period(DAY - 6 * ONE, DAY)


def at(day: date, hour: int = 12) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


# One row


def test_a_row_is_found_by_its_owner_only(engine: Engine, owner: str, stranger: str) -> None:
    one_of_everything(engine, owner)
    with session(engine, writes=False) as db:
        for example in EXAMPLES:
            kind, key = type(example), key_of(example)
            row = queries.row(db, kind, owner, key)
            assert row is not None
            assert row.owner_id == owner
            assert queries.row(db, kind, stranger, key) is None


@pytest.mark.parametrize("kind", RECORDS.values(), ids=RECORDS)
def test_a_key_that_cannot_be_one_finds_nothing(
    engine: Engine, owner: str, kind: type[r.Record]
) -> None:
    one_of_everything(engine, owner)
    never = str(uuid4())
    with session(engine, writes=False) as db:
        for key in ("", "x", "'", "\0", "1e9", "2026-02-30", "x" * 5_000, never, "0001-01-01"):
            assert queries.row(db, kind, owner, key) is None


def test_the_key_of_a_kind_is_an_id_or_a_day() -> None:
    assert key_value(r.DayNote, "2026-05-20") == DAY
    assert key_value(r.DayNote, "20.5.2026") is None
    assert key_value(r.PainLevel, EXAMPLES[0].id.upper()) == EXAMPLES[0].id  # type: ignore[attr-defined]  # of a level
    assert set(ROWS) == set(RECORDS.values())


# Periods


def test_a_period_has_its_first_and_last_day_and_no_other(engine: Engine, owner: str) -> None:
    days = [WEEK.first - ONE, WEEK.first, WEEK.last, WEEK.last + ONE]
    bring_in(engine, owner, [pain(day) for day in days])
    with session(engine, writes=False) as db:
        levels = queries.of_period(db, r.PainLevel, owner, WEEK)
    assert [level.day for level in levels] == [WEEK.first, WEEK.last]


def test_records_of_a_period_come_by_day_and_then_by_moment(engine: Engine, owner: str) -> None:
    # A file may bring a day that its moment does not have: the day comes first.
    late = pain(DAY - ONE, kind="now", recorded_at=at(DAY, 20))
    morning = pain(DAY, kind="now", recorded_at=at(DAY, 6))
    evening = pain(DAY, kind="now", recorded_at=at(DAY, 19))
    bring_in(engine, owner, [evening, morning, late])
    with session(engine, writes=False) as db:
        assert queries.of_period(db, r.PainLevel, owner, WEEK) == [late, morning, evening]


@pytest.mark.parametrize(
    ("began", "ended", "touches"),
    [
        (WEEK.first - 2 * ONE, WEEK.first - ONE, False),
        (WEEK.first - ONE, WEEK.first, True),
        (WEEK.first - 9 * ONE, WEEK.last + 9 * ONE, True),
        (WEEK.first, WEEK.first, True),
        (WEEK.last, WEEK.last + ONE, True),
        (WEEK.last + ONE, WEEK.last + ONE, False),
        (WEEK.first - 400 * ONE, None, True),
        (WEEK.last, None, True),
        (WEEK.last + ONE, None, False),
    ],
)
def test_an_episode_is_of_every_day_it_touches(
    engine: Engine, owner: str, began: date, ended: date | None, touches: bool
) -> None:
    spasm = episode(at(began), at(ended, 13) if ended else None)
    bring_in(engine, owner, [spasm])
    with session(engine, writes=False) as db:
        assert (queries.of_period(db, r.Episode, owner, WEEK) == [spasm]) is touches


def test_an_episode_ends_on_the_day_its_own_zone_had(engine: Engine, owner: str) -> None:
    # 22:30 UTC on the 19th is half past midnight on the 20th in Vienna.
    spasm = episode(at(DAY - ONE, 20), datetime(2026, 5, 19, 22, 30, tzinfo=UTC))
    bring_in(engine, owner, [spasm])
    with session(engine, writes=False) as db:
        assert queries.of_period(db, r.Episode, owner, Period(DAY, DAY)) == [spasm]
        assert queries.of_period(db, r.Episode, owner, Period(DAY + ONE, DAY + ONE)) == []


# Running episodes


def test_the_running_episode_is_the_one_without_an_end(engine: Engine, owner: str) -> None:
    over = episode(at(DAY, 9), at(DAY, 10))
    still = episode(at(DAY - 30 * ONE))
    with session(engine, writes=False) as db:
        assert queries.running_episode(db, owner) is None
    bring_in(engine, owner, [over, still])
    with session(engine, writes=False) as db:
        assert queries.running_episode(db, owner) == still


def test_of_several_running_episodes_it_is_the_latest(engine: Engine, owner: str) -> None:
    first, second = episode(at(DAY - 3 * ONE)), episode(at(DAY - ONE))
    bring_in(engine, owner, [second, first])
    with session(engine, writes=False) as db:
        assert queries.running_episode(db, owner) == second


def test_the_latest_episodes_come_newest_first(engine: Engine, owner: str) -> None:
    spasms = [episode(at(DAY - n * ONE), at(DAY - n * ONE, 13)) for n in range(7)]
    bring_in(engine, owner, spasms[::-1])
    with session(engine, writes=False) as db:
        assert queries.latest(db, r.Episode, owner, 5) == spasms[:5]


# From when to when


def test_a_diary_reaches_from_the_earliest_to_the_latest_of_whatever_it_holds(
    engine: Engine, owner: str
) -> None:
    with session(engine, writes=False) as db:
        assert queries.recorded(db, owner) is None
    reaching = [
        r.DayNote(day=DAY - 10 * ONE, sleep=5),
        exercise(DAY - 11 * ONE),
        pain(DAY - 9 * ONE, kind="now"),
        episode(at(DAY - 12 * ONE)),
        example(r.Relief).with_(day=DAY - 8 * ONE),
        example(CheckIn).with_(day=DAY - 13 * ONE),
        example(CheckIn).with_(id=str(uuid4()), day=DAY - 7 * ONE),
    ]
    so_far: set[date] = set()
    for record in reaching:
        bring_in(engine, owner, [record])
        so_far.add(record.day)  # type: ignore[attr-defined]  # each of these kinds has one
        with session(engine, writes=False) as db:
            assert queries.recorded(db, owner) == Period(min(so_far), max(so_far))


@pytest.mark.parametrize("kind", [Event, FlarePlan, RecallGuess])
@pytest.mark.parametrize(
    ("back", "counts"), [(100, True), (365, True), (366, False), (20 * 365, False)]
)
def test_what_says_nothing_of_its_day_makes_no_diary_coarser(
    engine: Engine, owner: str, kind: type[r.Record], back: int, counts: bool
) -> None:
    day = DAY - back * ONE
    bring_in(engine, owner, [example(kind).with_(day=day)])
    with session(engine, writes=False) as db:
        assert queries.recorded(db, owner) == Period(day, day)
    to_come = example(Event).with_(id=str(uuid4()), day=DAY + 300 * ONE)
    bring_in(engine, owner, [pain(DAY - 9 * ONE), pain(DAY), to_come])
    first = day if counts else DAY - 9 * ONE
    with session(engine, writes=False) as db:
        assert queries.recorded(db, owner) == Period(first, to_come.day)


# Out


def test_everything_goes_out_oldest_first(engine: Engine, owner: str) -> None:
    days = [DAY - n * ONE for n in range(5)]
    for records in (
        [pain(day) for day in days],
        [exercise(day) for day in days],
        [episode(at(day), at(day, 13)) for day in days],
        [r.DayNote(day=day, sleep=1) for day in days],
        [example(CheckIn).with_(id=str(uuid4()), day=day, recorded_at=at(day)) for day in days],
    ):
        bring_in(engine, owner, records)
        with session(engine, writes=False, one_moment=True) as db:
            rows = list(export_rows(db, type(records[0]), owner))
        names = [column.name for column in columns(type(records[0]))]
        assert [dict(zip(names, row, strict=True))["day"] for row in rows] == days[::-1]


def test_the_programme_goes_out_by_its_beginnings(engine: Engine, owner: str) -> None:
    later = r.Prescription(id=str(uuid4()), exercise="Bridge", starts_on=DAY + ONE)
    earlier = r.Prescription(id=str(uuid4()), exercise="Bridge", starts_on=date(2020, 1, 1))
    with session(engine, writes=True) as db:
        for line in (later, earlier):
            actions.add(db, owner, line, changes.Submission(str(uuid4()), "", NOW))
        db.commit()
        rows = list(export_rows(db, r.Prescription, owner))
        assert queries.programme(db, owner)[0] == earlier
        assert queries.programme(db, owner)[-1] == later
    assert [row[0] for row in (rows[0], rows[-1])] == [earlier.id, later.id]


def test_what_has_one_moment_goes_out_in_the_order_in_which_it_came_in(
    engine: Engine, owner: str
) -> None:
    levels = [pain(kind="now", level=n) for n in range(10)]
    bring_in(engine, owner, levels)
    with session(engine, writes=False, one_moment=True) as db:
        ids = [row[0] for row in export_rows(db, r.PainLevel, owner)]
    assert ids == [level.id for level in levels]


def test_a_large_diary_goes_out_whole_in_one_statement(engine: Engine, owner: str) -> None:
    many = 2 * EXPORT_BATCH + 7
    bring_in(
        engine, owner, [pain(kind="now", recorded_at=at(DAY) + n * ONE / 9) for n in range(many)]
    )
    with session(engine, writes=False, one_moment=True) as db, statements(engine) as ran:
        rows = list(export_rows(db, r.PainLevel, owner))
    assert len(rows) == many
    assert len({row[0] for row in rows}) == many
    assert len(ran) == 1


def test_the_counts_are_those_of_each_kind(engine: Engine, owner: str) -> None:
    the_examples(engine, owner)
    bring_in(engine, owner, [pain(kind="now"), pain(kind="now")])
    with session(engine, writes=False) as db, statements(engine) as ran:
        assert queries.counts(db, owner) == {
            "pain": 3,
            "episodes": 1,
            "exercises": 1,
            "relief": 1,
            "programme": 5,
            "flareplans": 1,
            "methods": 1,
            "topics": 1,
            "ladders": 1,
            "laddersteps": 1,
            "guides": 1,
            "goals": 1,
            "abilities": 1,
            "days": 1,
            "checkins": 1,
            "recall": 1,
            "events": 1,
        }
    assert len(ran) == 1


# Strangers


Question = Callable[[Session, str], object]
QUESTIONS: dict[str, Question] = {
    **{
        f"{slug} of a period": lambda db, owner, kind=kind: queries.of_period(  # type: ignore[misc]  # a default that binds the loop's kind
            db, kind, owner, Period(date(1900, 1, 1), date(2100, 1, 1))
        )
        for slug, kind in RECORDS.items()
        if kind is not r.Prescription
    },
    **{
        f"{slug} out": lambda db, owner, kind=kind: list(export_rows(db, kind, owner))  # type: ignore[misc]  # as above
        for slug, kind in RECORDS.items()
    },
    "running": queries.running_episode,
    "latest": lambda db, owner: queries.latest(db, r.Episode, owner, 5),
    "exercises": lambda db, owner: [e.id for e in queries.exercises(db, owner, retired=True)],
    "programme": queries.programme,
    "recorded": queries.recorded,
    "counts": queries.counts,
}


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_a_stranger_never_appears_and_one_statement_is_enough(
    engine: Engine, owner: str, stranger: str, question: Question
) -> None:
    with session(engine, writes=False, one_moment=True) as db:
        before = question(db, owner)
    one_of_everything(engine, stranger)
    bring_in(engine, stranger, [episode(NOW - ONE), pain(kind="now")])
    with session(engine, writes=False, one_moment=True) as db, statements(engine) as ran:
        assert question(db, owner) == before
        assert len(ran) == 1
        assert question(db, stranger) != before


def test_the_zone_of_an_account_is_no_part_of_a_day(engine: Engine, owner: str) -> None:
    level = pain(DAY, zone="Pacific/Kiritimati")
    bring_in(engine, owner, [level])
    with session(engine, writes=True) as db:
        account = db.get(m.Account, owner)
        assert account is not None
        assert account.zone == ZONE
        account.zone = "America/Los_Angeles"
        db.commit()
        assert queries.of_period(db, r.PainLevel, owner, Period(DAY, DAY)) == [level]
        assert accounts.account_named(db, account.username) is account
