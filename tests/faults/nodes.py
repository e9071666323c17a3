"""Nodes on PostgreSQL: by way of PgBouncer, without their database for a while, many reminders."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import create_engine, insert, text

from journal.core.model.vocabulary import WEEKDAYS
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from tests.databases import copied_database
from tests.faults.runs import Result
from tests.hosting.test_serving import Running, served
from tests.middlemen import pooled, proxied
from tests.posts import web_server
from tests.test_nodes import comes_back, kill_all, waits

KEY: Final = "0123456789abcdef0123456789abcdef"
TAKES_SECONDS: Final = 0.1
"""How long the server of the reminders thinks about each."""


def _saved(running: Running, token: str, number: int) -> bool:
    """Whether a level is acknowledged."""
    answer = running.ask(
        "POST", "/pain/new", csrf_token=token, client_key=str(uuid4()), kind="now",
        level=str(number % 11),
    )  # fmt: skip
    return answer[0] == 303


def pooled_saves(server: str, folder: Path, number: int) -> Result:
    """Save so often by way of PgBouncer in transaction mode: all of it is there."""
    result = Result("saves through PgBouncer", word="refused")
    with copied_database(server) as url, pooled(url, folder) as way:
        with served(
            folder,
            JOURNAL_SECRET_KEY=KEY,
            JOURNAL_DATABASE_URL=way,
            JOURNAL_DATABASE_PREPARES="off",
        ) as running:
            assert running.registered() == 303
            token = running.token("/pain/new")
            answers = [_saved(running, token, at) for at in range(number)]
        result.acknowledged = sum(answers)
        result.kills = number - result.acknowledged
        admin = create_engine(url)
        with admin.connect() as connection:
            rows = connection.execute(text("SELECT count(*) FROM changes WHERE kind = 'pain'"))
            count: int = rows.scalar_one()
        admin.dispose()
    result.lost = max(result.acknowledged - count, 0) + result.kills
    result.doubled = max(count - number, 0)
    return result


def returns(server: str, folder: Path, times: int) -> Result:
    """Take the database away and kill the workers: a node comes back by itself each time."""
    result = Result("nodes without their database", word="absences")
    with (
        copied_database(server) as url,
        proxied(url) as proxy,
        served(folder, JOURNAL_SECRET_KEY=KEY, JOURNAL_DATABASE_URL=proxy.url) as running,
    ):
        for _ in range(times):
            proxy.go()
            kill_all(running)
            waits(running)
            proxy.come()
            comes_back(running)
            result.kills += 1
            result.acknowledged += 1
    return result


def reminders_of_a_minute(server: str, folder: Path, number: int) -> tuple[Result, float]:
    """So many reminders due at once, sent by two processes; and how many seconds that takes."""
    result = Result(f"{number:,} reminders of one minute", word="processes")
    with copied_database(server) as url, web_server(TAKES_SECONDS) as received:
        _wanting(url, received.at, number)
        env = os.environ | {
            "JOURNAL_DATABASE_URL": url,
            "JOURNAL_REMINDER_HOSTS": received.at,
            "JOURNAL_SECRET_KEY": KEY,
            "JOURNAL_DATA_DIR": str(folder / "reminders"),
        }
        began = time.monotonic()
        command = [sys.executable, "-m", "journal", "remind"]
        processes = [subprocess.Popen(command, env=env) for _ in range(2)]
        result.kills = sum(process.wait() == 0 for process in processes)
        seconds = time.monotonic() - began
    paths = [path for path, _, _ in received.posts]
    result.acknowledged = len(paths)
    result.lost = number - len({*paths})
    result.doubled = len(paths) - len({*paths})
    return result, seconds


def _wanting(url: str, place: str, number: int) -> None:
    now = datetime.now(UTC)
    at = (now - timedelta(minutes=1)).time().replace(second=0, microsecond=0)
    ids = [str(uuid4()) for _ in range(number)]
    engine = open_database(url)
    person = {
        "password_hash": "none", "zone": "UTC", "clock": "24", "first_weekday": "monday",
        "theme": "system", "demo": False, "revision": 0, "created_at": now,
    }  # fmt: skip
    wish = {"active": True, "weekdays": WEEKDAYS, "at": at, "tries": 0, "failed": False}
    with session(engine, writes=True) as db:
        accounts = [person | {"id": key, "username": key, "username_key": key} for key in ids]
        wishes = [wish | {"owner_id": key, "address": f"http://{place}/{key}"} for key in ids]
        db.execute(insert(m.Account), accounts)
        db.execute(insert(m.ReminderRow), wishes, execution_options={ALL_OWNERS: True})
        db.commit()
    engine.dispose()
