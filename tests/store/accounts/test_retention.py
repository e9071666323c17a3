"""Forgetting: what is due is found by an index, however much is not."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import Engine, func, insert, select, text

from journal.store.accounts import accounts, rate_limit, retention
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import prompts
from tests.store.making import NOW, account
from tests.store.plans import overheard, plan

ROWS = 20_000
WHOLE = re.compile(
    r"SCAN (attempts|changes|logins)\b"
    r"|Seq Scan on (attempts|changes|logins)(_\d+)?\b.*cost=0\.00\.\.(?!0\.00 )"
)
"""How a plan reads a table that grows with everybody's days; empty partitions cost nothing."""


@pytest.fixture(scope="module")
def large(engine: Engine) -> Engine:
    """A database in which much is kept and little is due."""
    owner = account(engine, "much")
    minutes = [NOW - timedelta(minutes=number) for number in range(ROWS)]
    now = rate_limit.minute_of(NOW)
    with engine.begin() as connection:
        connection.execute(
            insert(m.Attempt),
            [{"bucket": str(at), "minute": now - at % 60, "count": 1} for at in range(ROWS)],
        )
        connection.execute(
            insert(m.Login),
            [
                {"token_hash": str(at), "id": str(at), "account_id": owner, "browser": "",
                 "created_at": moment, "seen_at": moment}
                for at, moment in enumerate(minutes)
            ],
        )  # fmt: skip
        connection.execute(
            insert(m.Change),
            [
                {"owner_id": owner, "id": str(at), "client_key": str(at), "digest": "",
                 "made_at": moment, "kind": "pain", "record_key": "", "action": "saved",
                 "before": "[]" if at < 2_000 else None}
                for at, moment in enumerate(minutes)
            ],
        )  # fmt: skip
    if engine.dialect.name == "postgresql":
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            connection.execute(text("ANALYZE"))
    return engine


def is_read_whole(plan_text: str) -> bool:
    return WHOLE.search(plan_text) is not None


def test_a_plan_that_reads_a_whole_table_is_told(large: Engine) -> None:
    assert is_read_whole(plan(large, ("SELECT * FROM attempts WHERE count = 2", ())))


def test_what_is_due_is_found_without_reading_a_large_table(large: Engine) -> None:
    with overheard(large) as statements, session(large, writes=True) as forgetting:
        retention.forget(forgetting, NOW)
        forgetting.commit()
    plans = [plan(large, whole) for whole in statements]
    assert len(plans) >= 11
    assert [text for text in plans if is_read_whole(text)] == []
    assert sum("ix_changes_undoable" in text for text in plans) == 2


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_of_two_nodes_one_forgets_and_the_other_does_not_wait(database_url: str) -> None:
    engine = open_database(database_url)
    with session(engine, writes=True) as writing:
        rate_limit.counted(writing, "something", NOW - timedelta(days=1))
        writing.commit()
    with session(engine, writes=True) as first, session(engine, writes=True) as late:
        retention.forget(first, NOW)
        retention.forget(late, NOW)  # while the rows are locked by the first
        late.rollback()
        first.commit()
        assert first.scalar(select(func.count()).select_from(m.Attempt)) == 0
    engine.dispose()


def test_a_question_may_be_asked_again_and_its_diary_is_as_it_was(engine: Engine) -> None:
    ada, charlie = account(engine, "asked long ago"), account(engine, "asked of late")
    with session(engine, writes=True) as writing:
        for owner, days in ((ada, 401), (charlie, 399)):
            at = NOW - timedelta(days=days)
            writing.add(m.Dismissed(owner_id=owner, about="a question", at=at))
        writing.flush()
        before = [accounts.revision_of(writing, owner) for owner in (ada, charlie)]
        retention.forget(writing, NOW)
        assert prompts.dismissed(writing, ada) == set()
        assert prompts.dismissed(writing, charlie) == {"a question"}
        assert [accounts.revision_of(writing, owner) for owner in (ada, charlie)] == before
