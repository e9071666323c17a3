"""Sending what is due: once however many try, never when something is logged, tried again."""

import logging
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from journal.config import Settings
from journal.core.account.reminders import FIRST_REMINDER
from journal.core.model.vocabulary import WEEKDAYS
from journal.hosting import background
from journal.hosting.reminder_job import Sendings, send_due
from journal.store.accounts import reminders
from journal.store.accounts.reminders import TRIES_MOST
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import actions
from tests.posts import Received, web_server
from tests.store.making import NOW, ZONE, account, pain, sent
from tests.together import together

pytestmark = pytest.mark.both_databases

EVENING = datetime(2026, 5, 20, 17, 0, tzinfo=UTC)
"""Seven in Vienna, when the reminder is due."""


@pytest.fixture
def web() -> Iterator[Received]:
    with web_server() as received:
        yield received


@pytest.fixture
def reminder_settings(web: Received) -> Settings:
    return Settings(Path(), "", reminder_hosts=(web.at,))


def wanting(engine: Engine, web: Received, *names: str) -> list[str]:
    """Accounts that want a reminder every day at seven; their topics are their names."""
    owners = []
    for name in names:
        owners.append(account(engine, name))
        reminder = replace(
            FIRST_REMINDER, active=True, weekdays=WEEKDAYS, address=f"http://{web.at}/{name}"
        )
        with session(engine, writes=True) as db:
            reminders.save(db, owners[-1], reminder, NOW, ZONE)
            db.commit()
    return owners


def sent_at(engine: Engine, reminder_settings: Settings, moment: datetime) -> Sendings:
    return send_due(engine, reminder_settings, lambda: moment)


def test_one_a_day_at_its_time(engine: Engine, reminder_settings: Settings, web: Received) -> None:
    wanting(engine, web, "ada", "bob")
    assert sent_at(engine, reminder_settings, EVENING - timedelta(minutes=1)) == Sendings()
    assert sent_at(engine, reminder_settings, EVENING) == Sendings(sent=2)
    assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=1)) == Sendings()
    assert sorted(path for path, *_ in web.posts) == ["/ada", "/bob"]
    assert sent_at(engine, reminder_settings, EVENING + timedelta(days=1)) == Sendings(sent=2)


def test_a_server_that_slept_catches_up_for_hours_but_not_for_days(
    engine: Engine, reminder_settings: Settings, web: Received
) -> None:
    wanting(engine, web, "ada")
    assert sent_at(engine, reminder_settings, EVENING + timedelta(hours=12)) == Sendings()
    assert sent_at(engine, reminder_settings, EVENING + timedelta(days=3, hours=1)) == Sendings(
        sent=1
    )
    assert len(web.posts) == 1


def test_nothing_is_sent_to_whoever_logged_something_or_paused(
    engine: Engine, reminder_settings: Settings, web: Received
) -> None:
    logged, paused, _ = wanting(engine, web, "logged", "paused", "neither")
    with session(engine, writes=True) as db:
        actions.add(db, logged, pain(), sent())
        row = db.get(m.Account, paused)
        assert row is not None
        reminders.pause(db, row, EVENING.date())
        db.commit()
    assert sent_at(engine, reminder_settings, EVENING) == Sendings(sent=1, not_needed=1)
    assert [path for path, *_ in web.posts] == ["/neither"]
    assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=1)) == Sendings()


def test_one_that_fails_is_tried_again_and_keeps_nobody_else_waiting(
    engine: Engine, reminder_settings: Settings, web: Received, caplog: pytest.LogCaptureFixture
) -> None:
    wanting(engine, web, "ada", "bob")
    web.status = 503
    for minute in range(TRIES_MOST):
        assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=minute)) == Sendings(
            failed=2
        )
    web.status = 200
    assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=10)) == Sendings()
    assert sent_at(engine, reminder_settings, EVENING + timedelta(days=1)) == Sendings(sent=2)
    assert "503" in caplog.text
    assert not {"ada", "bob", web.at} & set(caplog.text.replace("/", " ").split())


def test_one_that_perhaps_arrived_is_not_sent_again(
    engine: Engine, reminder_settings: Settings, web: Received
) -> None:
    wanting(engine, web, "ada")
    web.status = 0
    assert sent_at(engine, reminder_settings, EVENING) == Sendings(failed=1)
    assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=1)) == Sendings()
    assert len(web.posts) == 1


def test_it_is_claimed_and_committed_before_it_is_sent(
    engine: Engine, reminder_settings: Settings, web: Received, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanting(engine, web, "ada")

    def killed(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, suppress(KeyboardInterrupt):
        patched.setattr("journal.messaging.send", killed)
        sent_at(engine, reminder_settings, EVENING)
    assert sent_at(engine, reminder_settings, EVENING + timedelta(minutes=1)) == Sendings()
    assert web.posts == []


def test_nothing_is_sent_in_quiet_hours_that_begin_meanwhile(
    engine: Engine, reminder_settings: Settings, web: Received
) -> None:
    wanting(engine, web, "ada", "bob")
    before, after = (EVENING + timedelta(minutes=minutes) for minutes in (119, 121))
    clock = iter([before, before, after])
    assert send_due(engine, reminder_settings, lambda: next(clock)) == Sendings(sent=1)


def test_however_many_run_at_once_each_reminder_goes_out_once(
    engine: Engine, reminder_settings: Settings, web: Received, database_url: str
) -> None:
    names = [f"person{number}" for number in range(6)]
    wanting(engine, web, *names)
    engines = [open_database(database_url) for _ in range(5)]  # as other processes would
    tallies = together(*(partial(sent_at, own, reminder_settings, EVENING) for own in engines))
    for own in engines:
        own.dispose()
    assert sum(tally.sent for tally in tallies) == 6
    assert sum(tally.failed for tally in tallies) == 0
    assert sorted(path for path, *_ in web.posts) == [f"/{name}" for name in names]


def test_the_thread_sends_goes_on_after_a_fault_and_keeps_no_connection(
    engine: Engine, reminder_settings: Settings, web: Received, caplog: pytest.LogCaptureFixture
) -> None:
    wanting(engine, web, "ada")
    moments = iter([None, EVENING, EVENING])
    finish = threading.Event()

    def clock() -> datetime:
        now = next(moments, None)
        if now is None and not caplog.records:
            raise RuntimeError("no clock")
        return now or EVENING

    def returned(*_arguments: object) -> None:
        if web.posts:
            finish.set()

    event.listen(engine, "checkin", returned)
    stop = background.start(
        "reminders", lambda: send_due(engine, reminder_settings, clock), every_seconds=0.02
    )
    try:
        assert finish.wait(20)
    finally:
        stop.set()
    for thread in [thread for thread in threading.enumerate() if thread.name == "reminders"]:
        assert thread.daemon
        thread.join(20)
    assert [path for path, *_ in web.posts] == ["/ada"]
    assert engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # of a pool that counts
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
