"""The tables: each limit is there, bites, and is the vocabulary's own."""

import re
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Connection, Engine, Table, delete, insert, inspect, select
from sqlalchemy.exc import IntegrityError, StatementError

from journal.core.model.fields import Choice, Whole
from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.store.db import models as m
from journal.store.db.models.base import among
from journal.store.diary.rows import ROWS, column_of
from tests.store.making import DAY, EXAMPLES, NOW, kept, one_of_everything

TABLES = {table.name: table for table in m.Base.metadata.sorted_tables}
CHECKS = [
    (table, constraint)
    for table in TABLES.values()
    for constraint in table.constraints
    if isinstance(constraint, CheckConstraint)
]
BETWEEN = re.compile(r"(\w+) BETWEEN (\d+) AND (\d+)")
ONE_OF = re.compile(r"(\w+) IN \('.*'\)")
ONE_AT_MOST = {"owner_id", "exercise_id"}
"""What the key of a row is made of where each person, or exercise, has one at most."""
NOT_BEFORE = re.compile(r"(\w+) >= (\w+)")


def test_a_condition_names_one_token_as_it_names_several() -> None:
    assert among("what", ("said",)) == "what IN ('said')"
    assert among("what", ("said", "seen")) == "what IN ('said', 'seen')"


def wrong_values(constraint: CheckConstraint, row: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows that break a constraint, each just so."""
    rule = str(constraint.sqltext)
    if match := BETWEEN.fullmatch(rule):
        name, lowest, highest = match[1], int(match[2]), int(match[3])
        return [{name: lowest - 1}, {name: highest + 1}]
    if match := ONE_OF.fullmatch(rule):
        return [{match[1]: "nonsense"}, {match[1]: ""}]
    if match := NOT_BEFORE.fullmatch(rule):
        return [{match[1]: row[match[2]] - timedelta(days=1)}]
    raise AssertionError(f"{constraint.name}: say here how to break it: {rule}")


def a_row(connection: Connection, table: Table, owner: str) -> dict[str, Any]:
    """A row of a table as it stands, so that all but one of its values are fine."""
    column = table.c.owner_id if "owner_id" in table.c else table.c.id
    question = select(table).where(column == owner)
    return dict(connection.execute(question).mappings().all()[-1])


def bites(connection: Connection, table: Table, row: dict[str, Any]) -> str:
    """What the database says of a row; empty where it takes it."""
    inside = connection.begin_nested()
    try:
        if {column.name for column in table.primary_key} <= ONE_AT_MOST:
            connection.execute(delete(table).where(table.c.owner_id == row["owner_id"]))
        connection.execute(insert(table), row)
    except IntegrityError as error:
        return str(error.orig)
    else:
        return ""
    finally:
        inside.rollback()


def with_another_key(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    fresh: dict[str, Any] = {}
    for name in ("id", "username_key", "name_key", "client_key", "token_hash", "code_hash"):
        if name in table.c:
            fresh[name] = f"another {name}"
    if day := {"day_notes": "day", "pauses": "starts_on"}.get(table.name):
        fresh[day] = row[day] + timedelta(days=1)
    if row.get("kind") == "day_average":
        fresh["kind"] = "now"
    return row | fresh


def test_every_check_is_in_the_database(engine: Engine) -> None:
    checks = {
        (table, str(check["name"]))
        for table in TABLES
        for check in inspect(engine).get_check_constraints(table)
    }
    assert {(table.name, str(constraint.name)) for table, constraint in CHECKS} <= checks


def test_every_check_bites(engine: Engine, owner: str) -> None:
    one_of_everything(engine, owner)
    assert len(CHECKS) >= 38
    toothless: list[object] = []
    with engine.connect() as connection:
        for table, constraint in CHECKS:
            row = with_another_key(table, a_row(connection, table, owner))
            assert bites(connection, table, row) == ""
            toothless += [
                (constraint.name, wrong)
                for wrong in wrong_values(constraint, row)
                if str(constraint.name) not in bites(connection, table, row | wrong)
            ]
    assert toothless == []


def test_every_limit_of_a_record_is_one_of_its_table_too() -> None:
    for kind in RECORDS.values():
        table = ROWS[kind].__table__
        assert isinstance(table, Table)
        rules = {str(check.sqltext) for checked_table, check in CHECKS if checked_table is table}
        for column in columns(kind):
            if isinstance(column.field, Whole):
                lowest, highest = column.field.lowest, column.field.highest
                assert f"{column.name} BETWEEN {lowest} AND {highest}" in rules
            if isinstance(column.field, Choice):
                listed = ", ".join(f"'{token}'" for token in column.field.tokens)
                assert f"{column.name} IN ({listed})" in rules


def test_what_a_record_may_leave_out_is_null_and_nothing_else() -> None:
    for kind in RECORDS.values():
        for field in fields(kind):
            column = column_of(kind, field.name).property.columns[0]
            assert column.nullable is (field.default is None), f"{kind.__name__}.{field.name}"


def test_the_edges_of_each_limit_are_allowed(engine: Engine, owner: str) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        for table, constraint in CHECKS:
            if not (match := BETWEEN.fullmatch(str(constraint.sqltext))):
                continue
            row = with_another_key(table, a_row(connection, table, owner))
            for edge in (int(match[2]), int(match[3])):
                assert bites(connection, table, row | {match[1]: edge}) == ""


@pytest.mark.parametrize("kind", ["day_average", "day_worst"])
def test_a_day_has_one_average_and_one_worst(engine: Engine, owner: str, kind: str) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        row = a_row(connection, TABLES["pain_levels"], owner) | {
            "kind": kind,
            "day": date(2026, 1, 1),
        }
        connection.execute(insert(TABLES["pain_levels"]), row | {"id": "first"})
        assert "pain_levels" in bites(connection, TABLES["pain_levels"], row | {"id": "second"})
        other_day = row | {"id": "second", "day": date(2026, 1, 2)}
        assert bites(connection, TABLES["pain_levels"], other_day) == ""


def test_a_day_has_as_many_levels_of_a_moment_as_there_were(engine: Engine, owner: str) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        row = a_row(connection, TABLES["pain_levels"], owner) | {"kind": "now"}
        for number in range(3):
            connection.execute(insert(TABLES["pain_levels"]), row | {"id": str(number)})


def test_an_episode_may_end_in_the_moment_it_began(engine: Engine, owner: str) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        table = TABLES["episodes"]
        row = a_row(connection, table, owner) | {"id": "brief"}
        assert bites(connection, table, row | {"ended_at": row["started_at"]}) == ""


def test_one_persons_file_fits_into_another_account(
    engine: Engine, owner: str, stranger: str
) -> None:
    one_of_everything(engine, owner)
    one_of_everything(engine, stranger)
    for kind in RECORDS.values():
        assert set(EXAMPLES) & set(kept(engine, kind, stranger))


def test_an_id_is_used_once_by_each_owner(engine: Engine, owner: str) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        for row_class in ROWS.values():
            table = TABLES[row_class.__tablename__]
            row = a_row(connection, table, owner)
            row |= {"kind": "now"} if row.get("kind") == "day_average" else {}
            assert table.name in bites(connection, table, row)


def test_a_client_key_is_used_once_by_each_owner(
    engine: Engine, owner: str, stranger: str
) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        row = a_row(connection, TABLES["changes"], owner) | {"id": "another"}
        assert "client_key" in bites(connection, TABLES["changes"], row)
        assert bites(connection, TABLES["changes"], row | {"owner_id": stranger}) == ""


def test_nobody_logs_an_exercise_of_somebody_elses_list(
    engine: Engine, owner: str, stranger: str
) -> None:
    one_of_everything(engine, owner)
    with engine.connect() as connection:
        for table in (TABLES["completed_exercises"], TABLES["prescriptions"]):
            question = select(table).where(table.c.owner_id == owner)
            row = dict(connection.execute(question).mappings().all()[-1])
            row |= {"id": "another", "owner_id": stranger}
            assert "foreign key" in bites(connection, table, row).lower()


def test_a_moment_comes_back_in_utc(engine: Engine, owner: str) -> None:
    vienna = timezone(timedelta(hours=2))
    with engine.begin() as connection:
        connection.execute(
            insert(m.Upload),
            {"owner_id": owner, "id": "a", "number": 0, "piece": 0, "name": "", "content": b"",
             "made_at": datetime(2026, 5, 20, 14, 30, tzinfo=vienna)},
        )  # fmt: skip
        moment = connection.execute(
            select(m.Upload.made_at).where(m.Upload.owner_id == owner)
        ).scalar_one()
    assert moment == datetime(2026, 5, 20, 12, 30, tzinfo=UTC)
    assert moment.utcoffset() == timedelta(0)


def test_a_moment_without_its_offset_is_refused(engine: Engine, owner: str) -> None:
    naive = NOW.replace(tzinfo=None)
    with engine.connect() as connection, pytest.raises(StatementError, match="offset"):
        connection.execute(
            insert(m.Upload),
            {"owner_id": owner, "id": "a", "number": 0, "piece": 0, "name": "", "content": b"",
             "made_at": naive},
        )  # fmt: skip


def test_there_is_an_example_of_every_kind() -> None:
    assert [type(example) for example in EXAMPLES] == list(RECORDS.values())
    assert all(example.problems(NOW) == [] for example in EXAMPLES)
    assert all(getattr(example, "day", DAY) <= DAY for example in EXAMPLES)
