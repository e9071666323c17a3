#!/usr/bin/env bash
# A spasm of 30 hours that lasted six: DuckDB reads lengths in a spreadsheet as times of day.
#
# An .xlsx holds how long spasms lasted, 30:15 and 1:15 hours, in cells of the format for lengths, [hh]:mm:ss.
# read_xlsx of DuckDB 1.5.5 (its own extension excel, from the package of the same version) makes a
# column of type TIME of them. A time of day ends at 24 hours, so the first is 06:15, and nothing is raised; a
# sort puts it among the short ones. With all_varchar=true the file says what it holds,
# 1.2604 days, which are 30.25 hours, and openpyxl 3.1.5 gives 1 day, 6:15:00.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check duckdb==1.5.5 duckdb-extension-excel==1.5.5 openpyxl==3.1.5
cat > try.py <<'PYTHON'
from datetime import timedelta
from pathlib import Path

import duckdb
import duckdb_extension_excel
import openpyxl

workbook = openpyxl.Workbook()
for value in ("lasted", timedelta(hours=30, minutes=15), timedelta(hours=1, minutes=15)):
    workbook.active.append([value])
workbook.save("spasms.xlsx")

(extension,) = Path(duckdb_extension_excel.__file__).parent.rglob("excel.duckdb_extension")
database = duckdb.connect()
database.load_extension(str(extension))
print("duckdb", duckdb.__version__)
((name, kind, *_),) = database.sql("DESCRIBE FROM 'spasms.xlsx'").fetchall()
print(name, kind, *(str(lasted) for (lasted,) in database.sql("FROM 'spasms.xlsx'").fetchall()))
days = database.sql("FROM read_xlsx('spasms.xlsx', all_varchar=true)").fetchall()
print("hours in the file:", *(round(float(value) * 24, 4) for (value,) in days))
sheet = openpyxl.load_workbook("spasms.xlsx").active
print("openpyxl:", *(f"{value} ({cell.number_format})" for (cell,) in sheet["A2:A3"] for value in [cell.value]))
PYTHON
cat > expected <<'TEXT'
duckdb 1.5.5
lasted TIME 06:15:00 01:15:00
hours in the file: 30.25 1.25
openpyxl: 1 day, 6:15:00 ([hh]:mm:ss) 1:15:00 ([hh]:mm:ss)
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
