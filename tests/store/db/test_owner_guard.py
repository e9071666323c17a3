"""The guard of owned tables: a statement that names no owner is refused."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import (
    Engine,
    Executable,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    text,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES, OwnerNotNamed
from journal.store.db.sessions import session
from journal.store.diary import actions, queries
from tests.store.making import DAY, kept, pain, sent

P, E, D, X = m.PainLevelRow, m.EpisodeRow, m.CompletedExerciseRow, m.Exercise
A, B = aliased(P), aliased(P)
PAIN = m.Base.metadata.tables[P.__tablename__]
Statement = Callable[[str], Executable]

NAMELESS: dict[str, Statement] = {
    "rows": lambda _: select(P),
    "a column": lambda _: select(P.level).where(P.day == DAY),
    "a count": lambda _: select(func.count()).select_from(E),
    "an alias": lambda _: select(A).where(A.level > 3),
    "an owner that is not": lambda owner: select(P).where(P.owner_id != owner),
    "any owner": lambda _: select(P).where(P.owner_id.is_not(None)),
    "some owners": lambda owner: select(P).where(P.owner_id.in_([owner, "x"])),
    "a join that names one side": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(D.owner_id == owner)
    ),
    "a join that names the other": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(X.owner_id == owner)
    ),
    "two aliases, one named": lambda owner: select(A.id, B.id).where(
        A.day == B.day, A.owner_id == owner
    ),
    "a subquery": lambda owner: select(P).where(
        P.owner_id == owner, P.episode_id.in_(select(E.id))
    ),
    "one table twice": lambda owner: select(P).where(
        P.owner_id == owner,
        P.level == select(func.max(P.level)).correlate(None).scalar_subquery(),
    ),
    "exists": lambda _: select(exists().where(P.level == 4)),
    "a union": lambda owner: union_all(select(P.id).where(P.owner_id == owner), select(P.id)),
    "a common table": lambda _: select(select(P.level).cte("named").c.level),
    "from a subquery": lambda _: select(select(P.level).subquery().c.level),
    "an update": lambda _: update(P).values(level=1).where(P.id == "x"),
    "a delete": lambda _: delete(P).where(P.day == DAY),
    "core": lambda _: select(PAIN.c.level),
    "a core update": lambda _: update(PAIN).values(level=1),
    "a core delete": lambda _: delete(PAIN),
}
NAMED: dict[str, Statement] = {
    "rows": lambda owner: select(P).where(P.owner_id == owner),
    "an alias": lambda owner: select(A).where(A.owner_id == owner),
    "two aliases": lambda owner: select(A.id, B.id).where(
        A.day == B.day, A.owner_id == owner, B.owner_id == owner
    ),
    "a join": lambda owner: (
        select(D).join(X, X.id == D.exercise_id).where(D.owner_id == owner, X.owner_id == owner)
    ),
    "a subquery": lambda owner: select(P).where(
        P.owner_id == owner, P.episode_id.in_(select(E.id).where(E.owner_id == owner))
    ),
    "a bound name": lambda owner: select(P.level).where(P.owner_id == bindparam("whose", owner)),
    "a union": lambda owner: union_all(
        select(P.id).where(P.owner_id == owner), select(E.id).where(E.owner_id == owner)
    ),
    "an update": lambda owner: update(P).values(level=1).where(P.owner_id == owner),
    "a delete": lambda owner: delete(P).where(P.owner_id == owner),
    "core": lambda owner: select(PAIN.c.level).where(PAIN.c.owner_id == owner),
    "text": lambda owner: text(
        "SELECT level FROM pain_levels WHERE pain_levels.owner_id = :o"
    ).bindparams(o=owner),
}
NAMELESS_TEXT = (
    "SELECT * FROM pain_levels",
    "select level from pain_levels where day is not null",
    "SELECT p.level FROM pain_levels AS p",
    "SELECT p.level FROM pain_levels p",
    "SELECT *\nFROM\n\tpain_levels\n",
    "SELECT (SELECT max(level) FROM pain_levels)",
    'SELECT * FROM "pain_levels"',
    "SELECT * FROM PAIN_LEVELS",
    "DELETE FROM pain_levels",
    "UPDATE pain_levels SET level = 0",
    "INSERT INTO pain_levels (id, level) VALUES ('a', 1)",
    "insert into pain_levels values ('a', 1)",
    "INSERT INTO uploads (owner_id, id) SELECT 'me', id FROM uploads",
)
SCHEMA = {"sqlite": "main", "postgresql": "public"}


@pytest.mark.parametrize("statement", NAMELESS.values(), ids=NAMELESS)
def test_a_statement_that_names_no_owner_is_refused(sqlite: Engine, statement: Statement) -> None:
    with session(sqlite, writes=True) as db, pytest.raises(OwnerNotNamed):
        db.execute(statement("me"))
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(statement("me"))


def test_the_guard_stands_on_either_database(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        through = [
            name
            for name, statement in NAMELESS.items()
            if not refused(db.execute, statement(owner))
        ]
        assert through == []


def refused(execute: Callable[[Executable], object], statement: Executable) -> bool:
    try:
        execute(statement)
    except OwnerNotNamed:
        return True
    return False


@pytest.mark.parametrize("statement", NAMELESS_TEXT)
def test_text_that_names_no_owner_is_refused(sqlite: Engine, statement: str) -> None:
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(text(statement))
    with sqlite.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.exec_driver_sql(statement)


def test_a_schema_before_the_table_is_no_way_around(engine: Engine) -> None:
    schema = SCHEMA[engine.dialect.name]
    with engine.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(text(f"SELECT * FROM {schema}.pain_levels"))  # noqa: S608 (the test's own)


def test_the_guard_stands_around_every_owned_table(sqlite: Engine) -> None:
    owned = {t.name for t in m.Base.metadata.sorted_tables if "owner_id" in t.c}
    assert set(OWNED_TABLES) == owned
    with sqlite.connect() as connection:
        for name in owned:
            with pytest.raises(OwnerNotNamed):
                connection.execute(select(m.Base.metadata.tables[name]))


@pytest.mark.parametrize("statement", NAMED.values(), ids=NAMED)
def test_a_statement_that_names_its_owner_is_let_through(
    engine: Engine, owner: str, statement: Statement
) -> None:
    with session(engine, writes=True) as db:
        db.execute(statement(owner))


def test_rows_are_added_changed_and_deleted_under_their_owner(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        change = actions.add(db, owner, pain(level=2), sent())
        db.flush()
        row = queries.row(db, r.PainLevel, owner, change.record_key)
        assert row is not None
        actions.change(db, row, pain(id=change.record_key, level=3), sent())
        actions.remove(db, r.PainLevel, row, sent())
        db.commit()
    assert kept(engine, r.PainLevel, owner) == []


def test_many_rows_at_once_name_their_owner(engine: Engine, owner: str) -> None:
    rows = [
        {"owner_id": owner, "id": f"{n}", "number": n, "piece": 0, "made_at": datetime.now(UTC),
         "name": "a", "content": b""}
        for n in range(3)
    ]  # fmt: skip
    with engine.begin() as connection:
        connection.execute(insert(m.Upload), rows)
    nameless = [{key: value for key, value in row.items() if key != "owner_id"} for row in rows]
    with engine.connect() as connection, pytest.raises(OwnerNotNamed):
        connection.execute(
            text("INSERT INTO uploads (id, number, made_at, name, content) "
                 "VALUES (:id, :number, :made_at, :name, :content)"),
            nameless,
        )  # fmt: skip


def test_a_statement_meant_for_everybody_says_so_each_time(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        actions.add(db, owner, pain(), sent())
        db.flush()
        everyone = {ALL_OWNERS: True}
        assert len(db.scalars(select(P), execution_options=everyone).all()) == 1
        with pytest.raises(OwnerNotNamed):
            db.scalars(select(P))


def test_tables_without_an_owner_need_none(engine: Engine, owner: str) -> None:
    with session(engine, writes=False) as db:
        assert owner in db.scalars(select(m.Account.id)).all()
