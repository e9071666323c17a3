"""How a database goes about what it is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from journal.store.db.owner_guard import ALL_OWNERS

Statement = tuple[str, Any]  # a statement and its parameters, as the driver takes them


@contextmanager
def overheard(engine: Engine) -> Iterator[list[Statement]]:
    """What the database is asked meanwhile."""
    statements: list[Statement] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def plan(engine: Engine, whole: Statement, *, few_rows: bool = False) -> str:
    """The steps of a statement; of ``few_rows`` those that PostgreSQL would take for many."""
    is_sqlite = engine.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if is_sqlite else "EXPLAIN"
    statement, parameters = whole
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        if few_rows and not is_sqlite:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        rows = connection.exec_driver_sql(f"{explain} {statement}", parameters).all()
    return "\n".join(str(row[-1]) for row in rows)
