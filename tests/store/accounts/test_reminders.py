"""Reminders in the store: whose they are, what counts as logged, and one claim for one sender."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.core.account.reminders import FIRST_REMINDER, Reminder
from journal.core.model import records as r
from journal.core.model.events import Event
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.goals import Goal
from journal.core.model.guide import Guide
from journal.core.model.ladder import Ladder, LadderStep
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.recall_guess import RecallGuess
from journal.core.model.strings import from_texts
from journal.core.model.vocabulary import WEEKDAYS
from journal.store.accounts import accounts, reminders
from journal.store.accounts.reminders import TRIES_MOST
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, series
from tests.store.making import DAY, EXAMPLES, NOW, ZONE, account, episode, sent

WANTED = replace(FIRST_REMINDER, active=True, weekdays=WEEKDAYS, address="ada@example.org")
EVENING = datetime(2026, 5, 20, 17, 30, tzinfo=UTC)
"""Half past seven in Vienna, half an hour after the reminder's time."""


def of_account(db: Session, owner: str) -> m.Account:
    account = db.get(m.Account, owner)
    assert account is not None
    return account


def settled_on(db: Session, owner: str) -> date | None:
    return {reminder.owner: reminder.settled_on for reminder in reminders.waiting(db)}[owner]


def test_a_reminder_is_its_owners_and_starts_as_off(
    db: Session, owner: str, stranger: str
) -> None:
    assert reminders.reminder(db, owner) == FIRST_REMINDER
    for reminder in (WANTED, replace(WANTED, address=None, active=False, quiet_from=None)):
        reminders.save(db, owner, reminder, NOW, ZONE)
        db.commit()
        assert reminders.reminder(db, owner) == reminder
    assert reminders.reminder(db, stranger) == FIRST_REMINDER


def test_its_settings_go_out_as_texts_and_come_back(db: Session, owner: str) -> None:
    reminders.save(db, owner, WANTED, NOW, ZONE)
    texts = reminders.settings(db, owner)
    assert texts["at"] == "19:00"
    assert texts["weekdays"].startswith("monday|tuesday")
    assert from_texts(Reminder, texts) == WANTED


def test_only_who_wants_them_and_is_not_paused_waits(
    db: Session, owner: str, stranger: str
) -> None:
    reminders.save(db, owner, WANTED, NOW, ZONE)
    reminders.save(db, stranger, replace(WANTED, active=False), NOW, ZONE)
    assert {owner} == {owner, stranger} & {reminder.owner for reminder in reminders.waiting(db)}
    reminders.pause(db, of_account(db, owner), DAY)
    assert owner not in {reminder.owner for reminder in reminders.waiting(db)}
    reminders.resume(db, of_account(db, owner), NOW)
    assert owner in {reminder.owner for reminder in reminders.waiting(db)}


def test_a_pause_stays_since_it_began(db: Session, owner: str) -> None:
    reminders.pause(db, of_account(db, owner), DAY)
    reminders.pause(db, of_account(db, owner), DAY + timedelta(days=3))
    assert of_account(db, owner).paused_on == DAY


def test_one_that_is_saved_or_taken_up_when_it_would_be_due_begins_the_next_time(
    db: Session, owner: str, stranger: str
) -> None:
    reminders.save(db, owner, WANTED, EVENING, ZONE)
    assert settled_on(db, owner) == DAY
    reminders.save(db, stranger, WANTED, NOW, ZONE)
    assert settled_on(db, stranger) is None
    reminders.resume(db, of_account(db, stranger), EVENING)
    assert settled_on(db, stranger) == DAY


def test_a_day_is_claimed_once_and_the_next_day_again(db: Session, owner: str) -> None:
    assert not reminders.claim(db, owner, DAY)
    reminders.save(db, owner, WANTED, NOW, ZONE)
    assert reminders.claim(db, owner, DAY)
    assert not reminders.claim(db, owner, DAY)
    assert not reminders.claim(db, owner, DAY - timedelta(days=1))
    assert reminders.claim(db, owner, DAY + timedelta(days=1))
    assert settled_on(db, owner) == DAY + timedelta(days=1)


def test_one_that_failed_is_tried_a_few_times_and_afresh_the_next_day(
    db: Session, owner: str, stranger: str
) -> None:
    reminders.save(db, owner, WANTED, NOW, ZONE)
    reminders.save(db, stranger, WANTED, NOW, ZONE)
    assert reminders.claim(db, stranger, DAY)
    for day in (DAY, DAY + timedelta(days=1)):
        for _ in range(TRIES_MOST):
            assert reminders.claim(db, owner, day)
            assert not reminders.claim(db, owner, day)
            reminders.let_try_again(db, owner, day)
        assert not reminders.claim(db, owner, day)
        db.expire_all()
        assert settled_on(db, owner) == day
    assert not reminders.claim(db, stranger, DAY)


def test_one_that_was_switched_off_meanwhile_is_not_claimed(db: Session, owner: str) -> None:
    reminders.save(db, owner, WANTED, NOW, ZONE)
    reminders.save(db, owner, replace(WANTED, active=False), NOW, ZONE)
    assert not reminders.claim(db, owner, DAY)


SAYS_NOTHING_OF_ITS_DAY = (
    Event,
    FlarePlan,
    Goal,
    Guide,
    Ladder,
    LadderStep,
    OwnMethod,
    OwnTopic,
    RecallGuess,
)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda record: type(record).__name__)
def test_a_record_counts_as_logged_where_its_kind_says_something_of_its_day(
    db: Session, owner: str, stranger: str, example: r.Record
) -> None:
    actions.add(db, owner, example, sent())
    db.flush()
    day = getattr(example, "day", None)
    if day is None:
        assert isinstance(example, r.Prescription)
        assert not reminders.anything_logged(db, owner, DAY)
        return
    says_something = not isinstance(example, SAYS_NOTHING_OF_ITS_DAY)
    assert reminders.anything_logged(db, owner, day) is says_something
    assert (series.watched_days(db, owner, day) == {day}) is says_something
    assert not reminders.anything_logged(db, owner, day - timedelta(days=1))
    assert not reminders.anything_logged(db, stranger, day)


def test_a_spasm_counts_where_it_began_and_where_it_ended_but_not_while_it_lasts(
    db: Session, owner: str
) -> None:
    ended = episode(NOW - timedelta(days=4), NOW - timedelta(days=2))
    running = episode(NOW - timedelta(days=9))
    for record in (ended, running):
        actions.add(db, owner, record, sent())
    db.flush()
    days = [DAY - timedelta(days=count) for count in range(10)]
    counts = [count for count, day in enumerate(days) if reminders.anything_logged(db, owner, day)]
    assert counts == [2, 4, 9]


def test_many_that_claim_at_once_are_one(engine: Engine) -> None:
    owner = account(engine, "claimed")
    with session(engine, writes=True) as db:
        reminders.save(db, owner, WANTED, NOW, ZONE)
        db.commit()
    together = threading.Barrier(8)
    won: list[bool] = []

    def try_to() -> None:
        together.wait(20)
        with session(engine, writes=True) as db:
            mine = reminders.claim(db, owner, DAY)
            db.commit()
        won.append(mine)

    threads = [threading.Thread(target=try_to) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(won) == [False] * 7 + [True]


def test_a_pause_and_its_end_are_no_changes_of_the_diary(db: Session, owner: str) -> None:
    before = accounts.revision_of(db, owner)
    reminders.pause(db, of_account(db, owner), DAY)
    assert accounts.revision_of(db, owner) == before
    reminders.resume(db, of_account(db, owner), NOW)
    assert accounts.revision_of(db, owner) == before
