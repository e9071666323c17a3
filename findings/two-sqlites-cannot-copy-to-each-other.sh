#!/usr/bin/env bash
# pysqlite3 beside sqlite3: the backup between them, and what is missing.
#
# pysqlite3 0.6.1 brings a newer SQLite and says it is the module of the standard library. Its
# Connection.backup refuses a target that sqlite3 opened, and the other way round: a program that opens
# its database with one and makes copies with the other cannot. iterdump, serialize, deserialize,
# blobopen, getlimit and setlimit, which sqlite3 has since Python 3.11 or before, are not there.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pysqlite3==0.6.1
cat > try.py <<'PYTHON'
import sqlite3
from importlib.metadata import version

from pysqlite3 import dbapi2 as pysqlite3

print("pysqlite3", version("pysqlite3"))
newer, standard = pysqlite3.connect(":memory:"), sqlite3.connect(":memory:")
for name, source, target in [("out of", newer, standard), ("into", standard, newer)]:
    try:
        source.backup(target)
    except TypeError as refused:
        print(f"{name} pysqlite3: {type(refused).__name__}")
wanted = ("backup", "blobopen", "deserialize", "getlimit", "iterdump", "serialize", "setlimit")
print("missing:", *[name for name in wanted if not hasattr(newer, name)])
PYTHON
cat > expected <<'TEXT'
pysqlite3 0.6.1
out of pysqlite3: TypeError
into pysqlite3: TypeError
missing: blobopen deserialize getlimit iterdump serialize setlimit
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
