#!/usr/bin/env bash
# Changing a parent table empties its children: Alembic's batch mode on SQLite.
#
# Alembic 1.20.1 changes a SQLite table by copying it, dropping it and renaming the copy. With
# foreign_keys=ON, as an application rightly sets it, dropping the parent first deletes its rows, and
# ON DELETE CASCADE deletes every child. Two entries of one account are gone after a step that only makes
# a column of "accounts" NOT NULL; the account is still there, nothing is raised, and the migration
# is marked as done. SQLAlchemy 2.1.9. PRAGMA foreign_keys inside the transaction changes nothing, so
# the switch has to come before BEGIN.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check alembic==1.20.1 sqlalchemy==2.1.9
cat > try.py <<'PYTHON'
import alembic
import sqlalchemy
from alembic.migration import MigrationContext
from alembic.operations import Operations

print("alembic", alembic.__version__, "sqlalchemy", sqlalchemy.__version__)
engine = sqlalchemy.create_engine("sqlite://")
sqlalchemy.event.listen(engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=ON"))


def counts(connection: sqlalchemy.Connection) -> list[int]:
    return [
        connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
        for table in ("accounts", "entries")
    ]


with engine.begin() as connection:
    connection.exec_driver_sql("CREATE TABLE accounts (id INTEGER PRIMARY KEY, name TEXT)")
    connection.exec_driver_sql(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, level INTEGER, "
        "account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE)"
    )
    connection.exec_driver_sql("INSERT INTO accounts VALUES (1, 'Ada')")
    connection.exec_driver_sql("INSERT INTO entries VALUES (1, 6, 1), (2, 4, 1)")
    print("before: accounts, entries", counts(connection))
with engine.begin() as connection:
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table("accounts") as batch:
        batch.alter_column("name", nullable=False)
    print("after: accounts, entries", counts(connection))
PYTHON
cat > expected <<'TEXT'
alembic 1.20.1 sqlalchemy 2.1.9
before: accounts, entries [1, 2]
after: accounts, entries [1, 0]
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
