"""Archives, spreadsheets and the file of a phone, against what reads or writes them alone.

All by the processor's time of processes that take turns, so that a busy machine shows less.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

import xlsxwriter

from tests.benchmarks.browser import Browser
from tests.benchmarks.diaries import Diary, copied
from tests.benchmarks.effort import Effort
from tests.benchmarks.files import EXTRA_TARGET, alone, memory, sample, turns
from tests.benchmarks.results import MEGABYTE, Measure, Target

SHEET_TARGET = Target(4, of_floor=True)
HEALTH_TARGET = Target(3, of_floor=True)
HEALTH_MEMORY = Target(60)
SINCE = datetime(2010, 1, 1)  # noqa: DTZ001 (a spreadsheet knows no zones)
RECORD = (
    ' <Record type="HKQuantityTypeIdentifierStepCount" sourceName="Watch" unit="count"'
    ' startDate="{at} 08:{minute:02}:00 +0200" endDate="{at} 08:{minute:02}:59 +0200"'
    ' value="{number}"/>\n'
)
WORKOUT = (
    ' <Workout workoutActivityType="HKWorkoutActivityTypeWalking" duration="31.5"'
    ' durationUnit="min" sourceName="Watch" startDate="{at} 17:00:00 +0200"'
    ' endDate="{at} 17:31:30 +0200"/>\n'
)
RECORDS_A_DAY = 500


def archives(
    diary: Diary, empty: Diary, browsers: Sequence[Browser], effort: Effort
) -> Iterator[Measure]:
    """An archive written, and brought back into an empty account."""
    own, newcomer = (browser.cookies["journal"] for browser in browsers)
    path = empty.file.with_name("archive.zip")
    path.write_bytes(browsers[0].get("/export/journal.zip").body)
    runs = [alone("export-archive", str(diary.file), own) for _ in range(effort.exports)]
    name = f"{diary.name} ({diary.rows:,} rows)"
    yield Measure(f"Archive export, {name}", "s CPU", sample(runs, "seconds"))
    yield memory(runs, EXTRA_TARGET)
    runs = [
        alone("import-archive", str(copied(empty, "import")), newcomer, str(path))
        for _ in range(effort.imports)
    ]
    yield Measure(f"Archive import, {name}", "s CPU", sample(runs, "seconds"))
    yield memory(runs)


def spreadsheets(folder: Path, effort: Effort) -> Iterator[Measure]:
    """A spreadsheet as records, against the library's own reading of its cells."""
    path = str(written_sheet(folder / "levels.xlsx", effort.import_rows))
    calls = {
        "ours": partial(alone, "read-table", path),
        "floor": partial(alone, "read-sheet-plainly", path),
    }
    runs_of = turns(effort.imports, calls)
    if runs_of["ours"][0]["count"] != effort.import_rows:
        raise SystemExit("A row of the spreadsheet is missing.")
    yield Measure(
        f"Spreadsheet read, {effort.import_rows:,} rows", "s CPU",
        sample(runs_of["ours"], "seconds"), sample(runs_of["floor"], "seconds"), SHEET_TARGET,
    )  # fmt: skip
    yield memory(runs_of["ours"])


def written_sheet(path: Path, rows: int) -> Path:
    """A spreadsheet of pain levels, twenty a day, with a note in every fifth row."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = workbook.add_worksheet()
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    clock = workbook.add_format({"num_format": "hh:mm"})
    sheet.write_row(0, 0, ["Date", "Time", "Pain", "Note"])
    for number in range(rows):
        sheet.write_datetime(number + 1, 0, SINCE + timedelta(days=number // 20), day)
        sheet.write_datetime(number + 1, 1, time(4 + number % 20, number * 5 % 60), clock)
        sheet.write_number(number + 1, 2, number % 11)
        if number % 5 == 0:
            sheet.write_string(number + 1, 3, "Long drive, then the desk.")
    workbook.close()
    return path


def health_files(folder: Path, effort: Effort) -> Iterator[Measure]:
    """The XML of a phone's health data as records, against the parser alone."""
    path = str(written_health(folder / "export.xml", effort.health_megabytes))
    calls = {
        "ours": partial(alone, "read-table", path),
        "floor": partial(alone, "parse-plainly", path),
    }
    runs_of = turns(effort.imports, calls)
    yield Measure(
        f"Apple Health, {effort.health_megabytes:,} MB of XML", "s CPU",
        sample(runs_of["ours"], "seconds"), sample(runs_of["floor"], "seconds"), HEALTH_TARGET,
    )  # fmt: skip
    yield memory(runs_of["ours"], HEALTH_MEMORY)


def written_health(path: Path, megabytes: int) -> Path:
    """Health data: steps by the minute, and a walk a day."""
    with path.open("w", encoding="utf-8") as file:
        file.write('<?xml version="1.0" encoding="UTF-8"?>\n<HealthData locale="en_GB">\n')
        day = SINCE.date()
        while file.tell() < megabytes * MEGABYTE:
            records = (
                RECORD.format(at=day, minute=number % 60, number=number)
                for number in range(RECORDS_A_DAY)
            )
            file.write("".join(records) + WORKOUT.format(at=day))
            day += timedelta(days=1)
        file.write("</HealthData>\n")
    return path
