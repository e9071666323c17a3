"""The page of metrics: off unless wanted, for whoever has its token, and about nobody."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from journal.core.account.reminders import Reminder
from journal.core.model.vocabulary import WEEKDAYS
from journal.store.accounts import accounts, reminders
from journal.store.db import rehearsal
from journal.store.db.sessions import session
from journal.web.support.measures import LIMITS, Measures, job_counted
from journal.web.support.shared_numbers import SharedNumbers
from tests.journals import METRICS_TOKEN
from tests.people import Person
from tests.web.conftest import joined

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')
"""A number, as Prometheus's text format has it."""


@pytest.fixture
def watched(journal_of: Callable[..., Flask]) -> Flask:
    """A journal that is watched."""
    return journal_of(metrics_token=METRICS_TOKEN)


def answer(app: Flask, token: str = METRICS_TOKEN) -> tuple[int, str]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    response = app.test_client().get("/metrics", headers=headers)
    return response.status_code, response.text


def numbers(app: Flask) -> dict[str, float]:
    """Each number of the page by the name of its series."""
    status, text = answer(app)
    assert status == 200
    rows = [line.rpartition(" ") for line in text.splitlines() if not line.startswith("#")]
    return {name: float(number) for name, _, number in rows}


def test_there_is_no_such_page_unless_it_is_wanted(app: Flask) -> None:
    assert answer(app)[0] == 404


@pytest.mark.parametrize("token", ["", "x", METRICS_TOKEN + "x"])
def test_who_has_not_the_token_is_told_nothing(watched: Flask, token: str) -> None:
    assert answer(watched, token) == (401, "")


def test_no_cookie_opens_it(watched: Flask) -> None:
    assert joined(watched, "ada").get("/metrics").status_code == 401


def test_requests_are_counted_by_page_and_status_with_how_long_they_took(watched: Flask) -> None:
    ada = joined(watched, "ada")
    before = numbers(watched)
    for _ in range(3):
        ada.get("/diary")
    ada.get("/pain/no-such-id/edit")
    ada.get("/no-such-page")
    after = numbers(watched)
    grown = {name: after[name] - before.get(name, 0) for name in after}
    page = 'page="diary.show"'
    assert grown[f'journal_requests_total{{{page},status="200"}}'] == 3
    assert grown['journal_requests_total{page="entries.edit",status="404"}'] == 1
    assert grown['journal_requests_total{page="none",status="404"}'] == 1
    assert grown[f"journal_request_seconds_count{{{page}}}"] == 3
    assert 0 < grown[f"journal_request_seconds_sum{{{page}}}"] < 30
    bucket = "journal_request_seconds_bucket"
    counts = [grown.get(f'{bucket}{{{page},le="{limit}"}}', 0) for limit in (*LIMITS, "+Inf")]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_it_is_written_as_monitoring_reads_it(watched: Flask) -> None:
    joined(watched, "ada").get("/diary")
    lines = answer(watched)[1].splitlines()
    families = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(families) == len(set(families)) >= 5
    samples = [line for line in lines if not line.startswith("#")]
    assert [line for line in samples if not LINE.fullmatch(line)] == []
    assert len({line.rpartition(" ")[0] for line in samples}) == len(samples)
    response = watched.test_client().get(
        "/metrics", headers={"Authorization": f"Bearer {METRICS_TOKEN}"}
    )
    assert response.content_type == "text/plain; version=0.0.4; charset=utf-8"


def test_it_says_nothing_of_anybody(watched: Flask) -> None:
    ada = joined(watched, "ada")
    ada.send("/pain/new", kind="now", level="4", note="secret words")
    ada.get("/days/2026-05-19/edit")
    ada.get("/diary/notes?q=secret")
    text = answer(watched)[1]
    assert not any(word in text for word in (ada.name, "secret", "2026", "level"))


def wants_reminders(app: Flask, person: Person) -> None:
    wish = Reminder(active=True, weekdays=WEEKDAYS, at=time(18), address="https://ntfy.sh/topic")
    with session(app.extensions["journal_engine"], writes=True) as writing:
        account = accounts.account_named(writing, person.name)
        assert account is not None
        reminders.save(writing, account.id, wish, NOON, "UTC")
        writing.commit()


@pytest.mark.both_databases
def test_reminders_that_wait_are_counted(journal_of: Callable[..., Flask]) -> None:
    app = journal_of(metrics_token=METRICS_TOKEN)
    with time_machine.travel(NOON, tick=False):
        ada = joined(app, "ada")
        wants_reminders(app, ada)
        assert numbers(app)["journal_reminders_waiting"] == 0
    with time_machine.travel(NOON + timedelta(hours=6, minutes=1), tick=False):
        counts = numbers(app)
    assert counts["journal_reminders_waiting"] == 1
    assert counts["journal_database_up"] == 1
    on_server = app.extensions["journal_engine"].dialect.name == "postgresql"
    assert any(name.startswith("journal_database_connections") for name in counts) == on_server


def test_the_latest_backup_is_known_by_its_age(
    watched: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "journal_backup_age_seconds" not in numbers(watched)
    latest = rehearsal.Rehearsal(at=NOON.isoformat(), file="", entries=0, problem="torn")
    monkeypatch.setattr(rehearsal, "latest", lambda _folder: latest)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        counts = numbers(watched)
    assert counts["journal_backup_age_seconds"] == 86_400
    assert counts["journal_backup_proven"] == 0


def test_of_a_database_that_is_away_it_says_so(
    watched: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OperationalError("", None, Exception())

    monkeypatch.setattr(reminders, "due", fail)
    assert numbers(watched)["journal_database_up"] == 0


def test_work_by_the_clock_is_counted_by_how_it_ends(watched: Flask) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    numbers(watched)
    job_counted(watched, "backups", lambda: None)()
    with pytest.raises(ZeroDivisionError):
        job_counted(watched, "backups", fail)()
    counts = numbers(watched)
    for outcome in ("ok", "failed"):
        assert counts[f'journal_job_runs_total{{job="backups",outcome="{outcome}"}}'] == 1


def test_there_is_room_for_all_that_is_counted(watched: Flask) -> None:
    every = dict.fromkeys(Measures(SharedNumbers(), watched.view_functions).places, 1.0)
    counting = Measures(SharedNumbers(), watched.view_functions)
    counting.add(every)
    assert counting.counted() == every
