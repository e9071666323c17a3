"""The page of metrics: off unless wanted, for whoever has its token, and about nobody."""

import gc
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy.exc import OperationalError

from journal.config import Settings
from journal.core.account.reminders import Reminder
from journal.core.model.vocabulary import WEEKDAYS
from journal.hosting import background
from journal.hosting.serving import Server
from journal.store.accounts import accounts, reminders
from journal.store.db import rehearsal
from journal.store.db.owner_wall import see
from journal.store.db.sessions import session
from journal.web.support.measures import (
    LIMITS,
    MEASURES,
    SECONDS,
    Measures,
    job_counted,
    series,
    share,
)
from journal.web.support.request import SETTINGS
from journal.web.support.shared_numbers import CAPACITY, SharedNumbers
from tests.databases import copied_database
from tests.journals import METRICS_TOKEN, journal, walled
from tests.people import Person
from tests.proxies import HOSTING
from tests.web.conftest import joined

NOON = datetime(2026, 5, 20, 12, tzinfo=UTC)
LINE = re.compile(r'[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.e+-]+')
"""A number, as Prometheus's text format has it."""

Serving = tuple[Flask, dict[str, Callable[[], object]]]


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
    counts = [grown[f'{bucket}{{{page},le="{limit}"}}'] for limit in (*LIMITS, "+Inf")]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_no_bucket_of_a_page_is_missing_however_slow_it_is() -> None:
    page = series(f"{SECONDS}_count", page="diary.show")
    counting = Measures(SharedNumbers(), ["diary.show", "charts.show"])
    slow = series(f"{SECONDS}_bucket", page="diary.show", le="+Inf")
    counting.add({page: 1, slow: 1, series(f"{SECONDS}_sum", page="diary.show"): 11})
    numbers_shown = counting.counted()
    buckets = [number for name, number in numbers_shown.items() if "_bucket" in name]
    assert buckets == [0.0] * len(LIMITS) + [1.0]
    assert not any("charts.show" in name for name in numbers_shown), "it was never asked for"


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
    assert not any(word in text for word in (ada.name, "secret", "2026-", "level"))


def wants_reminders(app: Flask, person: Person) -> None:
    wish = Reminder(active=True, weekdays=WEEKDAYS, at=time(18), address="https://ntfy.sh/topic")
    with session(app.extensions["journal_engine"], writes=True) as writing:
        account = accounts.account_named(writing, person.name)
        assert account is not None
        see(account.id)
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


def test_backups_of_an_sqlite_that_was_moved_prove_nothing_of_its_postgresql(
    app: Flask, nobody: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest = rehearsal.Rehearsal(at=NOON.isoformat(), file="", entries=0)
    monkeypatch.setattr(rehearsal, "latest", lambda _folder: latest)
    of_file = {"at": NOON.isoformat(), "proven": True}
    assert (nobody.get("/healthz").json or {})["last_backup"] == of_file
    moved = replace(app.extensions[SETTINGS], database_url="postgresql+psycopg://x/y")
    monkeypatch.setitem(app.extensions, SETTINGS, moved)
    assert (nobody.get("/healthz").json or {})["last_backup"] is None


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

    share(watched, SharedNumbers(), ["backups"])
    job_counted(watched, "backups", lambda: None)()
    with pytest.raises(ZeroDivisionError):
        job_counted(watched, "backups", fail)()
    counts = numbers(watched)
    for outcome in ("ok", "failed"):
        assert counts[f'journal_job_runs_total{{job="backups",outcome="{outcome}"}}'] == 1


@pytest.fixture
def serving(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serving]:
    """A worker with all that a host may want, whose work by the clock is begun by the test."""
    works: dict[str, Callable[[], object]] = {}
    monkeypatch.setattr(background, "start", lambda name, do, _seconds: works.update({name: do}))
    monkeypatch.setattr(gc, "freeze", lambda: None)
    whole = {"metrics_token": METRICS_TOKEN, "erase_unused": timedelta(days=800)}
    own = Settings.from_env({"JOURNAL_DATA_DIR": str(tmp_path)})  # on SQLite, which has backups
    server = Server(replace(own, **whole), "127.0.0.1:0", 1)  # type: ignore[arg-type]
    app = server.load()
    yield app, works
    app.extensions["journal_engine"].dispose()


def test_every_work_by_the_clock_is_counted_and_named_to_the_host(serving: Serving) -> None:
    app, works = serving
    for do in works.values():
        do()
    counts = numbers(app)
    for name in works:
        assert counts[f'journal_job_runs_total{{job="{name}",outcome="ok"}}'] == 1
    (row,) = re.findall("^.*journal_job_runs_total.*$", HOSTING.read_text(), re.MULTILINE)
    assert {*works} <= set(re.findall("`([a-z ]+)`", row))
    names = {"unused accounts", "reminders", "backups", "old leftovers"}
    assert names | ({"kept pages"} if sys.platform == "linux" else set()) == {*works}


def test_there_is_room_for_all_that_is_counted(serving: Serving) -> None:
    app, _ = serving
    counting: Measures = app.extensions[MEASURES]
    every = dict.fromkeys(counting.places, 1.0)
    counting.add(every)
    assert counting.counted() == every
    assert len(every) < CAPACITY * 3 / 4, "other pages will come"


def test_the_connections_of_both_roles_are_counted(postgresql: str, tmp_path: Path) -> None:
    with copied_database(postgresql) as url:
        own = {"JOURNAL_DATA_DIR": str(tmp_path), "JOURNAL_DATABASE_URL": url}
        app = journal(walled(replace(Settings.from_env(own), metrics_token=METRICS_TOKEN)))
        assert "idle" not in connections_of(app), "each of the two asks by its own"
        assert connections_of(app)["active"] == 2
        app.extensions["journal_engine"].dispose()


def connections_of(app: Flask) -> dict[str, float]:
    """How many connections are in which state, as the page says."""
    name = 'journal_database_connections{state="'
    return {
        key.removeprefix(name).removesuffix('"}'): number
        for key, number in numbers(app).items()
        if key.startswith(name)
    }
