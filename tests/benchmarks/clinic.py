"""A clinician's list: what a list of 200 patients costs beside one of ten, in the slow tail."""

import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from journal.access.passwords import hashed_password
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from tests.benchmarks.diaries import (
    PASSWORD,
    ZONE,
    Diary,
    copied,
    journal_on,
    signed_in,
    this_moment,
)
from tests.benchmarks.effort import Effort
from tests.benchmarks.results import Measure, Target
from tests.benchmarks.timing import Sample, Turns

LISTS: Final = {"ten": 10, "many": 200}
"""The clinicians by their names, and how many patients each has."""

EXERCISES, SPASMS = 300, 40
"""So many entries has each patient."""

TARGET: Final = Target(1.5, of_floor=True)
CALLS_MOST: Final = 150


def patients_list(empty: Diary, effort: Effort) -> Iterator[Measure]:
    """The 95th of a hundred calls, by the clock on the wall."""
    file = copied(empty, "clinic")
    _seed(file, this_moment())
    app = journal_on(file)
    calls = {name: partial(signed_in(app, name).get, "/patients") for name in LISTS}
    rounds = CALLS_MOST if effort.thorough else CALLS_MOST // 3
    samples = Turns(time.perf_counter, rounds, warm=1).of(calls)
    tails = {name: Sample.of(1000 * quantiles(samples[name].values, n=20)[-1]) for name in LISTS}
    name = "a clinician's list of 200 patients against one of 10: p95"
    yield Measure(name, "ms", tails["many"], tails["ten"], TARGET)


def _seed(file: Path, now: datetime) -> None:
    engine = open_database(f"sqlite:///{file}")
    with session(engine, writes=True) as writing:
        hashed = hashed_password(PASSWORD)
        for name, count in LISTS.items():
            clinician = accounts.create(
                writing, username=name, password_hash=hashed, zone=ZONE, now=now
            )
            for number in range(count):
                _patient(writing, clinician.id, f"{name} {number:03}", number, now)
        writing.commit()
    engine.dispose()


def _patient(writing: Session, clinician: str, name: str, number: int, now: datetime) -> None:
    """A patient who was looked at yesterday; in every second diary something is new since."""
    mine = accounts.create(writing, username=name, password_hash="-", zone=ZONE, now=now)
    writing.execute(
        update(m.Account).where(m.Account.id == mine.id).values(revision=1 + number % 2)
    )
    looked_at = now - timedelta(days=1)
    writing.add(
        m.CareRow(
            owner_id=mine.id,
            id="care",
            label="M",
            name=name.title(),
            notes=False,
            code_until=now,
            clinician_id=clinician,
            created_at=looked_at,
            accepted_at=looked_at,
            looked_at=looked_at,
            looked_revision=1,
        )
    )
    writing.flush()
    exercise = m.Exercise(
        owner_id=mine.id, id="own", name="Own", name_key="own", created_at=now, version=1
    )
    writing.add(exercise)
    writing.flush()
    since = now if number % 2 else looked_at - timedelta(days=1)
    for table, rows in _entries(mine.id, since):
        writing.execute(insert(table), rows)


def _entries(owner: str, latest: datetime) -> Iterator[tuple[Any, list[dict[str, Any]]]]:
    moments = [latest - timedelta(hours=12 * place) for place in range(EXERCISES)]
    common = [
        {
            "owner_id": owner,
            "id": str(place),
            "day": moment.date(),
            "zone": ZONE,
            "created_at": moment,
            "version": 1,
        }
        for place, moment in enumerate(moments)
    ]
    exercises = [
        row | {"completed_at": row["created_at"], "exercise_id": "own", "outcome": outcome}
        for row, outcome in zip(common, ["stopped", "done", "done"] * EXERCISES, strict=False)
    ]
    yield m.CompletedExerciseRow, exercises
    nothing = {"regions": (), "symptoms": (), "triggers": ()}
    yield (
        m.EpisodeRow,
        [
            row
            | nothing
            | {
                "started_at": row["created_at"],
                "ended_at": row["created_at"],
                "last_day": row["day"],
            }
            for row in common[:SPASMS]
        ],
    )
