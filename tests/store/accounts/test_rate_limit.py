"""Attempts: counted by all together, refused beyond a limit, and kept hashed."""

import threading
from datetime import timedelta
from uuid import uuid4

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.store.accounts.one_time_secrets import hashed
from journal.store.accounts.rate_limit import counted, refund, too_many
from journal.store.db import models as m
from journal.store.db.sessions import session
from tests.store.making import NOW


def test_parallel_attempts_are_all_counted(engine: Engine) -> None:
    what = f"sign in {uuid4()}"
    counts: list[int] = []
    failed: list[Exception] = []
    together = threading.Barrier(8)

    def attempt() -> None:
        together.wait(20)
        for _ in range(10):
            try:
                with session(engine, writes=True) as db:
                    counts.append(counted(db, what, NOW))
                    db.commit()
            except Exception as error:
                failed.append(error)

    running = [threading.Thread(target=attempt) for _ in range(8)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join(60)
    assert failed == []
    assert sorted(counts) == list(range(1, 81))


def test_attempts_are_counted_apart_by_what_and_taken_back(db: Session) -> None:
    first, second = f"a {uuid4()}", f"b {uuid4()}"
    assert [counted(db, first, NOW) for _ in range(3)] == [1, 2, 3]
    assert counted(db, second, NOW) == 1
    assert counted(db, first, NOW, by=-1) == 2
    assert counted(db, first, NOW + timedelta(minutes=59)) == 3
    assert counted(db, first, NOW + timedelta(minutes=60)) == 2


def test_too_many_of_one_are_too_many_and_all_are_counted(db: Session) -> None:
    first, other = f"a {uuid4()}", f"b {uuid4()}"
    limits = {first: 2, other: 3}
    assert [too_many(db, limits, NOW) for _ in range(4)] == [False, False, True, True]
    assert not too_many(db, {other: 5}, NOW)


def test_what_did_not_fail_is_refunded(db: Session) -> None:
    limits = {f"a {uuid4()}": 1, f"b {uuid4()}": 1}
    for _ in range(3):
        assert not too_many(db, limits, NOW)
        refund(db, limits, NOW)


def test_who_attempted_is_kept_hashed_only(db: Session) -> None:
    counted(db, "sign in 192.0.2.7", NOW)
    buckets = set(db.scalars(select(m.Attempt.bucket)))
    assert hashed("sign in 192.0.2.7") in buckets
    assert all(len(bucket) == 64 and "." not in bucket for bucket in buckets)
