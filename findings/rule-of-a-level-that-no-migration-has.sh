#!/usr/bin/env bash
# A pain level of 60 that only the migrated database takes: Alembic and a CHECK beside its column.
#
# Alembic 1.20.1 with SQLAlchemy 2.1.9. The rule "level between 0 and 10" is given, with a name, within
# mapped_column, next to the column it is about. A table that SQLAlchemy makes refuses 60. The migration that
# Alembic writes for the same model has no such rule, and its comparison of model and
# database finds no difference afterwards: tests on tables made by create_all pass, and the database that
# people have takes any level. The same rule in __table_args__ is written into the migration.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check alembic==1.20.1 sqlalchemy==2.1.9
cat > try.py <<'PYTHON'
from inspect import cleandoc

import alembic
import sqlalchemy
from alembic.autogenerate import compare_metadata, produce_migrations, render_python_code
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import CheckConstraint, Column, Integer, MetaData, Table

print("alembic", alembic.__version__, "sqlalchemy", sqlalchemy.__version__)


def rule() -> CheckConstraint:
    return CheckConstraint("level BETWEEN 0 AND 10", name="level_in_range")


beside_column = MetaData()
Table("levels", beside_column, Column("level", Integer, rule(), nullable=False))
beside_table = MetaData()
Table("levels", beside_table, Column("level", Integer, nullable=False), rule())


def takes_60(connection: sqlalchemy.Connection) -> str:
    try:
        connection.exec_driver_sql("INSERT INTO levels VALUES (60)")
    except sqlalchemy.exc.IntegrityError:
        return "refuses 60"
    return "takes 60"


for name, metadata in [("beside its column", beside_column), ("beside the table", beside_table)]:
    with sqlalchemy.create_engine("sqlite://").connect() as connection:
        metadata.create_all(connection)
        made = takes_60(connection)
    with sqlalchemy.create_engine("sqlite://").connect() as connection:
        context = MigrationContext.configure(connection)
        steps = cleandoc(render_python_code(produce_migrations(context, metadata).upgrade_ops))
        exec(steps, {"op": Operations(context), "sa": sqlalchemy})
        differences = compare_metadata(context, metadata)
        print(f"{name}: made {made}, migrated {takes_60(connection)}, differences {differences}")
PYTHON
cat > expected <<'TEXT'
alembic 1.20.1 sqlalchemy 2.1.9
beside its column: made refuses 60, migrated takes 60, differences []
beside the table: made refuses 60, migrated refuses 60, differences []
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
