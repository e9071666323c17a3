#!/usr/bin/env bash
# One column of durations, three types: a spreadsheet cell of more than a day.
#
# A spreadsheet in OpenDocument format holds how long spasms lasted: 30:15 hours and 1:15 hours, both
# cells of type time (PT30H15M00S, PT01H15M00S), as LibreOffice writes them. python-calamine 0.9.1 gives
# the text 'PT30H15M00S' for the first and datetime.time(1, 15) for the second. Polars 2.1.0 through
# fastexcel 0.21.0 leaves the first out, in silence (a null, or, as here where the row has nothing
# else, no row), and gives a duration for the second. pandas 3.0.6 with
# odfpy 1.4.1 refuses the whole file over the first. pyexcel-ods3 0.6.1 gives a timedelta and a time.
# The same two durations in an .xlsx with the format [h]:mm come as two timedeltas.
set -euo pipefail
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-calamine==0.9.1 odfpy==1.4.1 pandas==3.0.6 polars==2.1.0 fastexcel==0.21.0 openpyxl==3.1.5 pyexcel-ods3==0.6.1
cat > try.py <<'PYTHON'
from datetime import timedelta
from importlib.metadata import version

import openpyxl
import pandas
import polars
import pyexcel_ods3
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from python_calamine import CalamineWorkbook

document = OpenDocumentSpreadsheet()
table = Table(name="Spasms")
document.spreadsheet.addElement(table)
for kind, value, shown in [
    ("string", None, "lasted"),
    ("time", "PT30H15M00S", "30:15"),
    ("time", "PT01H15M00S", "01:15"),
]:
    cell = TableCell(valuetype=kind, **({"timevalue": value} if value else {}))
    cell.addElement(P(text=shown))
    row = TableRow()
    row.addElement(cell)
    table.addElement(row)
document.save("spasms.ods")

workbook = openpyxl.Workbook()
for value in ("lasted", timedelta(hours=30, minutes=15), timedelta(hours=1, minutes=15)):
    workbook.active.append([value])
workbook.save("spasms.xlsx")


def column(file: str) -> list[object]:
    return [cells[0] for cells in CalamineWorkbook.from_path(file).get_sheet_by_index(0).to_python()]


print("calamine", version("python-calamine"), column("spasms.ods")[1:])
print("polars", polars.__version__, polars.read_excel("spasms.ods")["lasted"].to_list())
try:
    pandas.read_excel("spasms.ods", engine="odf")
except ValueError as refused:
    print("pandas", pandas.__version__, type(refused).__name__)
print("pyexcel-ods3", [cells[0] for cells in pyexcel_ods3.get_data("spasms.ods")["Spasms"][1:]])
print("calamine, xlsx", column("spasms.xlsx")[1:])
PYTHON
cat > expected <<'TEXT'
calamine 0.9.1 ['PT30H15M00S', datetime.time(1, 15)]
polars 2.1.0 [datetime.timedelta(seconds=4500)]
pandas 3.0.6 DateParseError
pyexcel-ods3 [datetime.timedelta(days=1, seconds=22500), datetime.time(1, 15)]
calamine, xlsx [datetime.timedelta(days=1, seconds=22500), datetime.timedelta(seconds=4500)]
TEXT
env/bin/python -W ignore try.py > seen
diff expected seen && echo "As described."
