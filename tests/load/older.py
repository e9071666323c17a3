"""An older commit under the same load: its source, and its tables with the same diaries."""

import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from sqlalchemy import Connection, create_engine, inspect, text

from journal.config import ROOT
from journal.store.db import models as m
from tests.databases import copied_database

CHECKS = text(
    "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE conrelid = to_regclass(:table) AND contype = 'c'"
)


@dataclass(frozen=True, slots=True)
class Build:
    """The source of a commit, and a database of its schema."""

    tree: str
    url: str


@contextmanager
def older_build(commit: str, server: str, filled: str, folder: Path) -> Iterator[Build]:
    """A build of an older commit, whose tables hold what those of ``filled`` do.

    It runs with the packages of today. A commit whose tables ask for what today's have not, or
    whose pages have other addresses or forms, cannot be measured so.
    """
    tree = folder / "tree"
    tree.mkdir(parents=True)
    git = shutil.which("git") or "git"
    archive = subprocess.run(
        [git, "archive", commit], cwd=ROOT, check=True, stdout=subprocess.PIPE
    )
    with tarfile.open(fileobj=BytesIO(archive.stdout)) as files:
        files.extractall(tree, filter="data")
    with copied_database(server, template="template0") as url:
        env = {"JOURNAL_DATABASE_URL": url, "JOURNAL_DATA_DIR": str(folder / "instance")}
        command = [sys.executable, "-m", "journal", "init"]
        subprocess.run(command, cwd=tree, check=True, env=os.environ | env)
        fill(filled, url)
        yield Build(str(tree), url)


def fill(source: str, target: str) -> None:
    """Copy, of each table that both have, the columns that both have; said is what is left out."""
    reader, writer = create_engine(source), create_engine(target)
    with reader.connect() as reading, writer.begin() as writing:
        columns = inspect(writing)
        table_names = set(columns.get_table_names())
        for table in m.Base.metadata.sorted_tables:
            if table.name in table_names:
                names = {column["name"] for column in columns.get_columns(table.name)}
                shared = ", ".join(column.name for column in table.columns if column.name in names)
                if left_out := _copy(reading, writing, table.name, shared):
                    print(f"{left_out:,} rows of {table.name} are left out: it has no such words")
    with writer.execution_options(isolation_level="AUTOCOMMIT").connect() as settling:
        settling.execute(text("VACUUM ANALYZE"))
    reader.dispose()
    writer.dispose()


def _copy(reading: Connection, writing: Connection, table: str, columns: str) -> int:
    """Copy a table; how many rows hold what its constraints do not know."""
    source, target = (
        cast("Any", each.connection.driver_connection) for each in (reading, writing)
    )
    names = f"SELECT {columns} FROM"
    target.execute(f"CREATE TEMP TABLE copied AS TABLE {table} WITH NO DATA")
    with (
        source.cursor().copy(f"COPY ({names} {table}) TO STDOUT") as pieces,
        target.cursor().copy(f"COPY copied ({columns}) FROM STDIN") as copy,
    ):
        for piece in pieces:
            copy.write(piece)
    checks = writing.scalars(CHECKS, {"table": table}).all()
    fit = " AND ".join(f"({check.removeprefix('CHECK ')}) IS NOT FALSE" for check in checks)
    (count,) = target.execute("SELECT count(*) FROM copied").fetchone()
    inserted = target.execute(
        f"INSERT INTO {table} ({columns}) {names} copied WHERE {fit or 'true'}"
    )
    target.execute("DROP TABLE copied")
    return int(count - inserted.rowcount)
