"""An exercise put back on the list, at any later time: as it was when it was taken off."""

from dataclasses import dataclass, field
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.ladder import Ladder
from journal.core.model.periods import ONE_DAY
from journal.store.accounts import retention
from journal.store.db import models as m
from journal.store.diary import actions, catalogue, exercise_listing, queries
from journal.store.diary.change_undo import undo
from journal.store.diary.changes import CannotUndo, Submission
from journal.store.diary.exercise_return import PutBack, put_back
from tests.store.diary.test_exercise_listing import ladder, line, named
from tests.store.making import DAY, NOW, ZONE, all_of, exercise, sent

HORIZON = 40
NAME = "Swimming"


def moment(days: int) -> Submission:
    """What is sent some days after the first."""
    return sent(at=NOW + timedelta(days=days))


def asked(db: Session, owner: str, first: date) -> list[list[tuple[object, ...]]]:
    """What the programme asks of the exercise on each day from one on."""
    db.flush()
    lines = [each for each in queries.programme(db, owner) if each.exercise == NAME]
    days = [first + number * ONE_DAY for number in range(HORIZON)]
    return [
        sorted((each.reps, each.times_per_day, each.note) for each in lines if each.in_force(day))
        for day in days
    ]


def rules(db: Session, owner: str) -> list[tuple[object, ...]]:
    """The ladders of the exercise, whatever their ids."""
    ladders = [each for each in all_of(db, Ladder, owner) if isinstance(each, Ladder)]
    return [(each.state, each.dose_part, each.step_by, each.up_to) for each in ladders]


def began(db: Session, owner: str, *lines: r.Prescription) -> None:
    """Swimming was done, and is planned."""
    catalogue.add(db, owner, NAME, NOW)
    for record in (exercise(exercise=NAME), *lines):
        actions.add(db, owner, record, sent())


def taken_off(db: Session, owner: str, days: int = 0) -> m.Change:
    day = DAY + days * ONE_DAY
    return exercise_listing.take_off(db, named(db, owner, NAME), moment(days), day)


def back(db: Session, owner: str, days: int) -> PutBack:
    day = DAY + days * ONE_DAY
    return put_back(db, named(db, owner, NAME), moment(days), day, ZONE)


@pytest.mark.parametrize("days", [1, 2, 30, 500])
def test_a_dose_that_was_changed_on_the_day_it_was_taken_off_comes_back(
    db: Session, owner: str, days: int
) -> None:
    began(
        db, owner, line(NAME, ends_on=DAY - ONE_DAY), line(NAME, starts_on=DAY, reps=15, note="x")
    )
    taken_off(db, owner)
    retention.forget(db, NOW + timedelta(days=days))
    assert back(db, owner, days).planned == ("as_before" if days == 1 else "from_today")
    assert asked(db, owner, DAY + days * ONE_DAY) == [[(15, 1, "x")]] * HORIZON


@pytest.mark.parametrize("days", [1, 3, 9, 10, 30])
def test_the_day_on_which_it_was_to_end_comes_back(db: Session, owner: str, days: int) -> None:
    began(db, owner, line(NAME, ends_on=DAY + 9 * ONE_DAY))
    before = asked(db, owner, DAY + days * ONE_DAY)
    taken_off(db, owner)
    retention.forget(db, NOW + timedelta(days=days))
    planned = back(db, owner, days).planned
    assert planned == ("as_before" if days == 1 else "from_today" if days <= 9 else "")
    assert asked(db, owner, DAY + days * ONE_DAY) == before


def test_what_was_planned_for_later_comes_back_with_its_ladder(db: Session, owner: str) -> None:
    began(db, owner, line(NAME, starts_on=DAY + 9 * ONE_DAY))
    actions.add(db, owner, ladder(NAME), sent())
    before, ladders = asked(db, owner, DAY + 3 * ONE_DAY), rules(db, owner)
    taken_off(db, owner)
    retention.forget(db, NOW + timedelta(days=3))
    outcome = back(db, owner, 3)
    assert (outcome.planned, asked(db, owner, DAY + 3 * ONE_DAY)) == ("as_before", before)
    assert rules(db, owner) == ladders
    assert outcome.change
    retention.forget(db, NOW + timedelta(days=3))
    undo(db, outcome.change, NOW + timedelta(days=3))
    assert asked(db, owner, DAY) == [[]] * HORIZON
    assert rules(db, owner) == []
    assert back(db, owner, 6).planned == "as_before"
    assert asked(db, owner, DAY + 6 * ONE_DAY)[:3] == [[], [], []]
    assert rules(db, owner) == ladders


def test_what_an_exercise_was_asked_is_kept_no_longer_than_it_is_off_the_list(
    db: Session, owner: str
) -> None:
    began(db, owner, line(NAME))
    change = taken_off(db, owner)
    retention.forget(db, NOW + timedelta(days=500))
    assert back(db, owner, 500).planned == "from_today"
    retention.forget(db, NOW + timedelta(days=502))
    texts = select(m.Change.before).where(m.Change.owner_id == owner, m.Change.id == change.id)
    assert db.scalars(texts).all() == []


@dataclass
class Walk:
    """A list on which one exercise goes off and on again; what the programme is to ask."""

    db: Session
    owner: str
    days: int = 0
    changes: list[m.Change] = field(default_factory=list)
    off: list[tuple[date, list[list[tuple[object, ...]]]]] = field(default_factory=list)
    """The day on which it was last taken off, and what was asked from then on."""

    @property
    def today(self) -> date:
        return DAY + self.days * ONE_DAY

    @property
    def is_off(self) -> bool:
        return named(self.db, self.owner, NAME).retired_at is not None

    def step(self, action: str, number: int) -> None:
        """One thing somebody does, if it can be done; and what holds afterwards."""
        if action == "wait":
            self.days += number
            retention.forget(self.db, NOW + timedelta(days=self.days))
        elif action == "undo":
            self._undo()
        elif action == "put back":
            self._put_back()
        elif not self.is_off:
            self._change(action, number)

    def _change(self, action: str, number: int) -> None:
        now = moment(self.days)
        current = [
            each
            for each in queries.programme(self.db, self.owner)
            if each.exercise == NAME and (each.ends_on is None or each.ends_on >= self.today)
        ]
        if action == "take off":
            self.off = [(self.today, asked(self.db, self.owner, self.today))]
            self.changes.append(taken_off(self.db, self.owner, self.days))
        elif action == "plan":
            starts_on = self.today + number * ONE_DAY
            new_line = line(NAME, starts_on=starts_on)
            self.changes.append(actions.add(self.db, self.owner, new_line, now))
        elif current:
            self._edit(current[number % len(current)], action, number, now)

    def _edit(self, old: r.Prescription, action: str, number: int, now: Submission) -> None:
        row = queries.row(self.db, r.Prescription, self.owner, old.id)
        assert row
        last = max(old.starts_on, self.today + number * ONE_DAY)
        edited = old.with_(reps=number + 1) if action == "dose" else old.with_(ends_on=last)
        self.changes.append(actions.change(self.db, row, edited, now))

    def _undo(self) -> None:
        if not self.changes:
            return
        change, was_off = self.changes.pop(), self.is_off
        try:
            with self.db.begin_nested():
                undo(self.db, change, NOW + timedelta(days=self.days))
        except CannotUndo:
            return
        if was_off and self.is_off:
            self.off = []  # what is asked of it was changed while it was off the list
        elif was_off:
            self._as_it_was()

    def _put_back(self) -> None:
        was_off, outcome = self.is_off, back(self.db, self.owner, self.days)
        if outcome.change:
            self.changes.append(outcome.change)
        assert not self.is_off
        if was_off:
            self._as_it_was()

    def _as_it_was(self) -> None:
        for day, before in self.off:
            age = (self.today - day).days
            now = asked(self.db, self.owner, self.today)
            assert now[: HORIZON - age] == before[age:]


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["dose", "end", "plan", "take off", "take off", "undo", "put back", "wait"]
        ),
        st.integers(0, 6),
    ),
    max_size=14,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_whatever_was_done_it_comes_back_as_it_was_when_it_was_taken_off(
    db: Session, owner: str, steps: list[tuple[str, int]]
) -> None:
    with db.begin_nested() as attempt:
        began(db, owner, line(NAME))
        walk = Walk(db, owner)
        for action, number in steps:
            walk.step(action, number)
        attempt.rollback()
    db.expire_all()
