"""What is kept of days that are closed holds until one of them is changed, whatever is done."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.core.diary.summary import PeriodTotals
from journal.core.model import records as r
from journal.core.model.periods import Period
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, change_undo, charts, queries, rest_day_rules
from journal.store.diary.actions import DayTaken
from journal.store.diary.rows import key_of
from journal.store.diary.running import AnotherIsOn
from tests.store.making import DAY, NOW, all_of, bring_in, episode, exercise, pain, sent

ONE = timedelta(days=1)
BY_MONTH, BY_WEEK = Period(date(2014, 5, 3), DAY), Period(date(2022, 1, 5), DAY)
DAYS = [DAY - n * ONE for n in (0, 1, 2, 500, 505, 1000, 1004, 1500, 4000)]
"""Of this year, and of years that are closed."""
ACTS = 60
AVERAGE = "day_average"

Act = Callable[[Session, str, Random], m.Change | None]
Closed = tuple[date, int]
"""The day before which all days are closed, and the revision at which one of those changed."""


def level(db: Session, owner: str, random: Random) -> m.Change:
    record = pain(random.choice(DAYS), random.randrange(11), kind=random.choice(("now", AVERAGE)))
    return actions.add(db, owner, record, sent())


def done(db: Session, owner: str, random: Random) -> m.Change:
    return actions.add(db, owner, exercise(random.choice(DAYS)), sent())


def note(db: Session, owner: str, random: Random) -> m.Change:
    notes = [r.DayNote(day=day, no_exercise=True) for day in random.sample(DAYS, 2)]
    return actions.put_days(db, owner, notes, sent())


def spasm(db: Session, owner: str, random: Random) -> m.Change:
    day = random.choice(DAYS)
    began = datetime(day.year, day.month, day.day, 5, tzinfo=UTC)
    ended = min(began + timedelta(hours=random.choice((1, 100, 20_000))), NOW)
    return actions.add(db, owner, episode(began, random.choice((ended, None))), sent())


def move(db: Session, owner: str, random: Random) -> m.Change | None:
    levels = [each for each in all_of(db, r.PainLevel, owner) if isinstance(each, r.PainLevel)]
    if not levels:
        return None
    record = random.choice(levels)
    row = queries.row(db, r.PainLevel, owner, record.id)
    assert row
    day = random.choice(DAYS)
    moved = pain(day, random.randrange(11), id=record.id, kind=record.kind)
    return actions.change(db, row, moved, sent())


def end(db: Session, owner: str, _random: Random) -> m.Change | None:
    running = queries.running_episode(db, owner)
    if running is None:
        return None
    row = queries.row(db, r.Episode, owner, running.id)
    assert row
    return actions.change(db, row, running.with_(ended_at=NOW), sent())


def remove(db: Session, owner: str, random: Random) -> m.Change | None:
    kind = random.choice((r.PainLevel, r.CompletedExercise, r.Episode, r.DayNote))
    records = all_of(db, kind, owner)
    if not records:
        return None
    row = queries.row(db, kind, owner, key_of(random.choice(records)))
    assert row
    return actions.remove(db, kind, row, sent())


def undo(db: Session, owner: str, random: Random) -> None:
    change = level(db, owner, random)
    db.flush()
    change_undo.undo(db, change, NOW)


ALL: tuple[Act, ...] = (level, level, done, note, spasm, move, move, end, remove, undo)


def closed_of(db: Session, owner: str) -> Closed:
    row = select(m.Account.closed_before, m.Account.closed_revision).where(m.Account.id == owner)
    before, revision = db.execute(row).one()
    return before or date.min, revision


def counted(db: Session, owner: str, before: date) -> list[list[PeriodTotals]]:
    return [charts.closed_spans(db, owner, period, 0, before) for period in (BY_MONTH, BY_WEEK)]


@pytest.mark.parametrize("seed", [1, 2])
def test_at_one_revision_of_closed_days_they_are_counted_alike(
    engine: Engine, owner: str, seed: int
) -> None:
    random = Random(seed)  # noqa: S311 (what is written, not a secret)
    counts: dict[Closed, list[list[PeriodTotals]]] = {}
    met = 0
    for _ in range(ACTS):
        act = random.choice(ALL)
        with session(engine, writes=True) as db:
            try:
                act(db, owner, random)
                db.commit()
            except (DayTaken, AnotherIsOn):
                db.rollback()
        with session(engine, writes=False) as db:
            state = closed_of(db, owner)
            fresh = counted(db, owner, state[0])
            met += state in counts
            assert counts.setdefault(state, fresh) == fresh, act
            for period, spans in zip((BY_MONTH, BY_WEEK), fresh, strict=True):
                whole = charts.long_spans(db, owner, period, 0)
                assert charts.long_spans(db, owner, period, 0, spans) == whole
    assert 3 < met < ACTS


def test_what_is_logged_of_this_year_leaves_closed_days_as_they_are(
    engine: Engine, owner: str
) -> None:
    bring_in(engine, owner, [pain(DAY - 900 * ONE)])
    revisions = []
    for days_ago in (0, 30, 200, 600, 0):
        with session(engine, writes=True) as db:
            actions.add(db, owner, pain(DAY - days_ago * ONE, kind="now"), sent())
            db.commit()
            revisions.append(closed_of(db, owner))
    begun = date(DAY.year - 1, 1, 1)
    assert [before for before, _ in revisions] == [begun] * 5
    first, second, third, old, after = (revision for _, revision in revisions)
    assert first == second == third < old == after


def test_a_rule_of_rest_days_lets_nothing_be_kept(engine: Engine, owner: str) -> None:
    old = DAY - 1500 * ONE
    bring_in(engine, owner, [pain(old), pain(old + ONE)])
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(DAY - ONE), sent())
        db.commit()
        state = closed_of(db, owner)
        assert all(counted(db, owner, state[0]))
        rest_day_rules.set_rule(db, owner, old, DAY)
        db.commit()
        assert closed_of(db, owner) > state
        assert counted(db, owner, state[0]) == [[], []]


def test_an_import_is_of_any_day(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(DAY), sent(str(uuid4())))
        db.commit()
        before = closed_of(db, owner)
    bring_in(engine, owner, [pain(DAY - ONE)])
    with session(engine, writes=False) as db:
        assert closed_of(db, owner)[1] > before[1]
