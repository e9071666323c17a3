"""Names in one form again, whatever white space is in them; all that had a name before is kept."""

import hashlib
import logging
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from journal.store.db import types

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

NAME_LONGEST = 80
USERNAME_LONGEST = 64
KEY_LONGEST = 256
NOT_IN_NAMES = "\n"
SEPARATOR, SIGN_IN_LISTS = "|", "\u00a6"
Row = sa.RowMapping
log = logging.getLogger("journal.migrations")


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *(sa.column(column) for column in columns))


accounts = _table("accounts", "id", "username", "username_key", "created_at")
teams = _table("teams", "id", "name", "name_key", "created_at")
exercises = _table("exercises", "owner_id", "id", "name", "name_key", "retired_at", "created_at")
former_names = sa.table(
    "former_names",
    *map(sa.column, ("owner_id", "list_name", "name_key", "number", "thing_id")),
    sa.column("given_anew_at", types.UtcMoment()),
)
flare_plans = sa.table(
    "flare_plans", sa.column("owner_id"), sa.column("id"), sa.column("leave", types.TextTuple())
)


def upgrade() -> None:
    """Bring the database to this version. Of two names that are one now the later is numbered."""
    with op.batch_alter_table("former_names") as batch:
        batch.add_column(sa.Column("number", sa.Integer(), nullable=False, server_default="1"))
        batch.drop_constraint(op.f("pk_former_names"), type_="primary")
        batch.create_primary_key(
            op.f("pk_former_names"), ["owner_id", "list_name", "name_key", "number"]
        )
    for row, name in _name_anew(accounts, USERNAME_LONGEST, "username", "username_key"):
        log.warning("The account %r is %r now: another has its name.", row["username"], name)
    for row, name in _name_anew(teams, NAME_LONGEST):
        log.warning("The team %r is %r now: another has its name.", row["name"], name)
    names_told_apart = _told_apart_by_then()
    for row, name in _name_anew(exercises, NAME_LONGEST):
        _rename_in_plans(row, name)
    _look_up_former_anew(names_told_apart)


def _name_anew(
    table: sa.TableClause, longest: int, name: str = "name", key: str = "name_key"
) -> list[tuple[Row, str]]:
    """Write the forms of names anew. Answers the rows that got another name, each with that."""
    rows_of: dict[str, list[Row]] = defaultdict(list)
    for row in op.get_bind().execute(sa.select(table).order_by(*_oldest_first(table))).mappings():
        rows_of[row.get("owner_id", "")].append(row)
    renamed, others = list[tuple[Row, str]](), list[tuple[Row, str]]()
    for rows in rows_of.values():
        new_names = _told_apart([row[name] for row in rows], longest)
        for row, new_name in zip(rows, new_names, strict=True):
            (others if new_name == row[name] else renamed).append((row, new_name))
    for row, new_name in (*renamed, *others):  # first what stands in the way of another
        if row[key] != _key(new_name):
            mine = [
                table.c[column] == row[column] for column in ("owner_id", "id") if column in row
            ]
            values = {name: new_name, key: _key(new_name)}
            op.get_bind().execute(sa.update(table).where(*mine).values(values))
    return renamed


def _oldest_first(table: sa.TableClause) -> list[sa.ColumnElement[Any]]:
    in_use = [table.c.retired_at.is_not(None)] if "retired_at" in table.c else []
    return [*in_use, table.c.created_at, table.c.id]


def _told_apart(names: Sequence[str], longest: int) -> Iterator[str]:
    """The names; one that an earlier one is by now has a number."""
    taken, earlier = {_key(name) for name in names}, set[str]()
    for name in names:
        if _key(name) not in earlier:
            earlier.add(_key(name))
            yield name
            continue
        number = 2
        while _key(numbered := f"{name[: longest - 6]} ({number})") in taken:
            number += 1
        taken.add(_key(numbered))
        yield numbered


def _rename_in_plans(exercise: Row, new_name: str) -> None:
    """Let flare plans leave out the same exercises as before."""
    plan = flare_plans.c
    mine = plan.owner_id == exercise["owner_id"]
    for row in op.get_bind().execute(sa.select(flare_plans).where(mine)).all():
        leave = tuple(
            _as_left_out(new_name) if _former_key(name) == _former_key(exercise["name"]) else name
            for name in row.leave
        )
        if leave != row.leave:
            changed = sa.update(flare_plans).where(mine, plan.id == row.id)
            op.get_bind().execute(changed.values(leave=leave))


def _as_left_out(name: str) -> str:
    return name.replace(SEPARATOR, SIGN_IN_LISTS)


def _told_apart_by_then() -> list[dict[str, Any]]:
    """Former names of exercises whose names are one now: what each meant until this moment.

    In the form of before: what was typed by then and comes later is told apart by it.
    """
    rows_of: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in op.get_bind().execute(sa.select(exercises)).mappings():
        rows_of[row["owner_id"], _key(row["name"])].append(row)
    now = datetime.now(UTC)
    return [
        {"owner_id": row["owner_id"], "list_name": "exercises", "name_key": row["name_key"]}
        | {"thing_id": row["id"], "given_anew_at": now}
        for rows in rows_of.values()
        if len(rows) > 1
        for row in rows
    ]


def _look_up_former_anew(names_told_apart: Sequence[dict[str, Any]]) -> None:
    """Write the forms of former names anew; what has one form by now had its name in turn."""
    numbers: dict[tuple[str, ...], int] = defaultdict(int)
    row, connection = former_names.c, op.get_bind()
    in_turn = (row.given_anew_at.is_(None), row.given_anew_at, row.name_key)
    values = [*names_told_apart]
    for former in connection.execute(sa.select(former_names).order_by(*in_turn)).all():
        key = _stored(NOT_IN_NAMES.join(map(_form, former.name_key.split(NOT_IN_NAMES))))
        values.append(former._asdict() | {"name_key": key})
    values.sort(key=lambda former: former["given_anew_at"] or datetime.max.replace(tzinfo=UTC))
    for value in values:
        place = (value["owner_id"], value["list_name"], value["name_key"])
        numbers[place] += 1
        value["number"] = numbers[place]
    connection.execute(sa.delete(former_names))
    if values:
        connection.execute(sa.insert(former_names), values)


def _form(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(unicodedata.normalize("NFKC", folded).split())


def _former_key(name: str) -> str:
    """How the names of exercises on a plan were compared before."""
    return unicodedata.normalize("NFKC", _as_left_out(name)).casefold()


def _key(name: str) -> str:
    return _stored(_form(name))


def _stored(key: str) -> str:
    if len(key) <= KEY_LONGEST:
        return key
    return key[: KEY_LONGEST - 64] + hashlib.sha256(key.encode()).hexdigest()
