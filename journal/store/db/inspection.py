"""Looking at an SQLite database file without changing it: whose it is, whole or damaged.

Nothing here writes to the file, nor beside it where that can be helped.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, text

from journal.store.db.engine import SQLITE
from journal.store.db.models import Base
from journal.words import hosting

APPLICATION_ID: Final = 0x53704A6E
"""What stands in the file's header (``SpJn``), so that it is known for a journal's."""

SQLITE_BEGINS: Final = b"SQLite format 3\0"

SIDE_FILES: Final = ("-wal", "-shm", "-journal")
"""What SQLite puts beside a database: its newest writes, an index of them, or a way back."""

FAULTS_NAMED: Final = 3

COLUMNS: Final = {
    "sqlite": (
        "SELECT found.name, its.name FROM sqlite_master found "
        "JOIN pragma_table_info(found.name) its WHERE found.type = 'table'"
    ),
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema()"
    ),
}
"""The question for every column that there is, by its table."""


class WrongDatabase(Exception):
    """A database the journal must not go on with; the message says why, and what to do."""


class Damaged(WrongDatabase):
    """A database file that is damaged."""


def is_sqlite(file: Path) -> bool:
    """Whether a file can be opened and begins as an SQLite database does."""
    try:
        with file.open("rb") as content:
            return content.read(len(SQLITE_BEGINS)) == SQLITE_BEGINS
    except OSError:
        return False


def side_files(file: Path) -> list[Path]:
    """The files that belong to a database file, whether or not they are there."""
    return [file.with_name(file.name + ending) for ending in SIDE_FILES]


@contextmanager
def reading(file: Path) -> Iterator[Any]:  # a connection of either SQLite module
    """A connection that only reads. Raises Damaged where the file is none that SQLite can read."""
    wal = side_files(file)[0]
    mode = "mode=ro" if wal.exists() else "mode=ro&immutable=1"
    try:
        connection = SQLITE.connect(f"{file.resolve().as_uri()}?{mode}", uri=True)
    except SQLITE.Error as wrong:
        raise Damaged(hosting.unreadable(file, wrong)) from wrong
    try:
        yield connection
    except SQLITE.DatabaseError as wrong:
        raise Damaged(hosting.unreadable(file, wrong)) from wrong
    finally:
        connection.close()


def tables(connection: Any) -> set[str]:  # a connection of either SQLite module
    """The names of the tables in a file."""
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    return {name for (name,) in rows if not name.startswith("sqlite_")}


def application_id(connection: Any) -> int:  # a connection of either SQLite module
    """Whose file it is, as its header says; 0: it does not say."""
    return int(connection.execute("PRAGMA application_id").fetchone()[0])


def version(connection: Any) -> str | None:  # a connection of either SQLite module
    """The version of the journal's tables; None where it is not said."""
    if "alembic_version" not in tables(connection):
        return None
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return None if row is None else str(row[0])


def is_a_journal(connection: Any) -> bool:  # a connection of either SQLite module
    """Whether a file is a journal's database, by its header or, before it said so, its tables."""
    return application_id(connection) == APPLICATION_ID or (
        application_id(connection) == 0 and {"accounts", "alembic_version"} <= tables(connection)
    )


def faults(connection: Any) -> list[str]:  # a connection of either SQLite module
    """What is damaged in a file, a few faults at most; empty where it is whole."""
    try:
        rows = connection.execute(f"PRAGMA integrity_check({FAULTS_NAMED})").fetchall()
        sentences = [" ".join(str(text).split()) for (text,) in rows if text != "ok"]
        if not sentences:
            dangling = connection.execute("PRAGMA foreign_key_check").fetchmany(FAULTS_NAMED)
            sentences = [hosting.refers_to_nothing(table, to) for table, _, to, _ in dangling]
    except SQLITE.DatabaseError as wrong:
        return [str(wrong)]
    return sentences


def refuse_damage(file: Path, connection: Any) -> None:  # a connection of either SQLite module
    """Raise Damaged where a file is not whole."""
    if sentences := faults(connection):
        raise Damaged(hosting.damaged(file, sentences))


def missing_parts(columns: Iterable[tuple[str, str]]) -> list[str]:
    """What the journal needs and a database lacks, of whose tables these are the columns."""
    pairs = set(columns)
    names = {table for table, _ in pairs}
    missing = []
    for table in Base.metadata.sorted_tables:
        if table.name not in names:
            missing.append(table.name)
        else:
            lacking = [column.name for column in table.c if (table.name, column.name) not in pairs]
            missing += [f"{table.name}.{name}" for name in lacking]
    return missing


def refuse_missing_parts(connection: Connection, where: object) -> None:
    """Raise WrongDatabase where the tables are not the ones that this version made."""
    columns = connection.execute(text(COLUMNS[connection.dialect.name]))
    if missing := missing_parts((table, column) for table, column in columns):
        raise WrongDatabase(hosting.lacks(where, missing))
