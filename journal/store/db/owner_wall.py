"""The second wall, in PostgreSQL itself: pages are given the rows of those alone they may see.

Pages then use a role that owns no table. For each statement on owned tables the database is told
whose rows may be seen; its policies hide all others, also from a statement without a condition.
"""

from contextvars import ContextVar
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Engine, event, text

from journal.store.db.models import Base
from journal.store.db.options import WRITES
from journal.store.db.owner_guard import ALL_OWNERS, OWNED_TABLES, uses_owned
from journal.store.db.sessions import advisory_lock

POLICY: Final = "journal_owner"
SETTING: Final = "journal.owner"
EVERYBODY: Final = "*"
"""What is told for the few statements that are meant for every account."""

TELL: Final = f"SELECT set_config('{SETTING}', %s, true)"
TOLD: Final = "journal_told"
"""Where a connection keeps what its transaction was told last."""

RIGHTS: Final = ("SELECT", "INSERT", "UPDATE", "DELETE")
SEEN: Final[ContextVar[tuple[str, ...]]] = ContextVar("seen", default=())
"""The accounts whose rows may be seen in what is done now."""


def see_nobody() -> None:
    """Begin anew: nobody's rows may be seen."""
    SEEN.set(())


def see(owner: str) -> None:
    """Let the rows of an account be seen, whose secret or permission was looked at."""
    if owner not in SEEN.get():
        SEEN.set((*SEEN.get(), owner))


POLICIES: Final = text(
    "SELECT relname, polname, polpermissive, polcmd::text, polroles::text,"
    " pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)"
    " FROM pg_policy JOIN pg_class ON pg_class.oid = polrelid WHERE relrowsecurity"
    " AND relnamespace IN (current_schema()::regnamespace, pg_my_temp_schema())"
)
OF_TABLE: Final = text("SELECT polname FROM pg_policy WHERE polrelid = to_regclass(:table)")
MAY: Final = text(
    "SELECT bool_and(has_table_privilege(:role, name, :rights))"
    " FROM unnest(CAST(:names AS text[])) name"
)
VERSIONS: Final = "alembic_version"
"""Where the version of the tables stands."""

EXCESS: Final = text(
    "SELECT DISTINCT pg_class.oid::regclass::text"
    " FROM pg_class, aclexplode(relacl) given JOIN pg_roles ON pg_roles.oid = given.grantee"
    " WHERE rolname = :role AND relnamespace = current_schema()::regnamespace AND relkind <> 'S'"
    " AND pg_has_role(relowner, 'USAGE')"
    " AND NOT (relname = ANY(:names) AND privilege_type = ANY(:rights))"
    " AND NOT (relname = 'alembic_version' AND privilege_type = 'SELECT')"
)
"""Where a role was given more than it needs, as older versions did; only our own tables."""

MODEL: Final = "journal_wall_model"
"""A table of a moment, whose policy PostgreSQL writes as it does those of the others."""


def is_up(connection: Connection, role: str) -> bool:
    """Whether every owned table has its policy and no other, and a role may use all tables.

    And whether it was given no other right, such as one on a partition, which has no policy.
    """
    connection.execute(text(f"CREATE TEMP TABLE {MODEL} (owner_id varchar(36)) ON COMMIT DROP"))
    _guard(connection, MODEL)
    policies: dict[str, list[tuple[object, ...]]] = {}
    for table, *policy in connection.execute(POLICIES):
        policies.setdefault(table, []).append(tuple(policy))
    question = {"role": role, "names": _names()}
    may = [connection.scalar(MAY, question | {"rights": right}) for right in RIGHTS]
    model = policies[MODEL]
    connection.execute(text(f"DROP TABLE {MODEL}"))
    return all(policies.get(table) == model for table in OWNED_TABLES) and (
        all(may) and not _excess(connection, role)
    )


def _names() -> list[str]:
    return [table.name for table in Base.metadata.sorted_tables]


def _excess(connection: Connection, role: str) -> list[str]:
    """The tables, quoted, on which a role was given more than it needs."""
    what = {"role": role, "names": _names(), "rights": list(RIGHTS)}
    return list(connection.scalars(EXCESS, what))


def _guard(connection: Connection, table: str) -> None:
    """Give a table its policy, in the place of any that it has."""
    for (name,) in connection.execute(OF_TABLE, {"table": table}).all():
        quoted = connection.dialect.identifier_preparer.quote(name)
        connection.execute(text(f"DROP POLICY {quoted} ON {table}"))
    connection.execute(text(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"))
    connection.execute(text(f"CREATE POLICY {POLICY} ON {table} USING ({_condition()})"))


WHERE: Final = text("SELECT current_database(), pg_postmaster_start_time()")
STOPPED: Final = text(
    "SELECT coalesce(bool_and(row_security_active(oid)"
    " AND NOT pg_has_role(current_user, relowner, 'MEMBER')), false), count(*)"
    " FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(:names)"
)


def stops(pages: Connection, own: Connection) -> bool:
    """Whether the wall stands before a connection of the pages, in the database of the owner's.

    It does not before a superuser, one that bypasses policies, or who may act as the owner.
    """
    if pages.execute(WHERE).one() != own.execute(WHERE).one():
        return False
    names = sorted(OWNED_TABLES)
    return pages.execute(STOPPED, {"names": names}).one() == (True, len(names))


def put_up(engine: Engine, role: str) -> None:
    """Give every owned table its policy, and a role the right to use all tables and no other.

    Done by the role that owns them, which itself stands on this side of the wall.
    """
    with engine.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        advisory_lock(connection)
        if is_up(connection, role):
            return
        for table in OWNED_TABLES:
            _guard(connection, table)
        quoted = engine.dialect.identifier_preparer.quote(role)
        for table in _excess(connection, role):
            connection.execute(text(f"REVOKE ALL ON {table} FROM {quoted}"))
        names = ", ".join(_names())
        connection.execute(text(f"GRANT {', '.join(RIGHTS)} ON {names} TO {quoted}"))
        connection.execute(text(f"GRANT SELECT ON {VERSIONS} TO {quoted}"))


@cache
def _condition() -> str:
    """What a row that may be seen meets; what was told is read once for a statement."""
    setting = f"current_setting('{SETTING}', true)"
    return (
        f"owner_id::text = ANY ((SELECT string_to_array({setting}, ','))::text[])"
        f" OR (SELECT {setting}) = '{EVERYBODY}'"
    )


def stand_before(engine: Engine) -> None:
    """Tell the database, before each statement on owned tables, whose rows may be seen."""
    event.listen(engine, "begin", _begin)
    event.listen(engine, "rollback_savepoint", _forget)
    event.listen(engine, "before_cursor_execute", _tell)


def _begin(connection: Connection) -> None:
    connection.info.pop(TOLD, None)
    driver: Any = connection.connection.driver_connection  # psycopg's
    driver.only_reads = connection.get_execution_options().get(WRITES) is False
    driver.read_only = driver.only_reads


def _forget(connection: Connection, *_: object) -> None:
    connection.info.pop(TOLD, None)  # it is taken back with the savepoint


def _tell(
    connection: Connection,
    _cursor: object,
    statement: str,
    _parameters: object,
    context: Any,  # the dialect's own execution context
    _executemany: bool,
) -> None:
    if not uses_owned(statement):
        return
    options: dict[str, object] = context.execution_options if context is not None else {}
    owners = EVERYBODY if options.get(ALL_OWNERS) else ",".join(SEEN.get())
    if connection.info.get(TOLD) != owners:
        connection.exec_driver_sql(TELL, (owners,))
        connection.info[TOLD] = owners
