"""PgBouncer in transaction mode: each transaction may go to another connection of the server."""

import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select, text

from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from tests.middlemen import pooled


@pytest.mark.pgbouncer
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_through_a_pooler_of_transactions_everything_is_as_it_is_without(
    database_url: str, tmp_path: Path
) -> None:
    at = datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    failed: list[Exception] = []
    with pooled(database_url, tmp_path) as way:
        database = open_database(way, prepares=False)

        def work(number: int) -> None:
            try:
                for turn in range(25):
                    with session(database, writes=turn % 2 == 0) as db:
                        assert db.scalar(text("SHOW TimeZone")) == "UTC"
                        assert str(db.scalar(text("SHOW DateStyle"))).startswith("ISO")
                        if turn % 2 == 0:
                            db.add(m.Attempt(bucket=f"{number}", minute=turn, count=1))
                            db.commit()
                        assert db.scalar(text("SELECT CAST(:at AS timestamptz)"), {"at": at}) == at
            except Exception as error:
                failed.append(error)

        threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        with session(database, writes=False) as db:
            assert len(db.scalars(select(m.Attempt)).all()) == 8 * 13
        database.dispose()
    assert failed == []
