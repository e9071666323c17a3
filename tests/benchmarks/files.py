"""Files: CSV out, CSV in, and the memory either takes."""

import csv
import io
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS
from journal.exchange.own import tidy_csv
from journal.store.db.engine import SQLITE
from journal.store.diary.rows import NAMED, ROWS
from tests.benchmarks.browser import Browser
from tests.benchmarks.diaries import ZONE, Diary, copied, remove, this_moment, with_many_levels
from tests.benchmarks.effort import Effort
from tests.benchmarks.pages import Reader
from tests.benchmarks.results import MEGABYTE, Measure, Target
from tests.benchmarks.timing import Sample, Turns, rates

ROOT = Path(__file__).resolve().parents[2]
RATE_TARGET = Target(0.4, of_floor=True, least=True)
EXTRA_TARGET = Target(20)
COMMAND_TARGET = Target(2.5, of_floor=True)
PAGE_TARGET = Target(3.5, of_floor=True)
RATE_YEARS = 10
"""From so many years on a rate is one of rows, and not of requests."""

PIECE = 64 * 1024
FIRST_LEVEL = date(1901, 1, 1)
"""The years since then have room for enough days."""


Found = Mapping[str, float]
"""Figures by their names."""


def alone(*words: str) -> Found:
    """What a task found in a process of its own."""
    command = [sys.executable, "-m", "tests.benchmarks.alone", *words]
    process = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    measurements: Found = json.loads(process.stdout)
    return measurements


def turns(times: int, calls: Mapping[str, Callable[[], Found]]) -> dict[str, list[Found]]:
    """What each task found in processes of its own, in turns."""
    runs_of: dict[str, list[Found]] = {name: [] for name in calls}
    for _ in range(times):
        for name, call in calls.items():
            runs_of[name].append(call())
    return runs_of


def sample(runs: Sequence[Found], figure: str) -> Sample:
    return Sample(tuple(run[figure] for run in runs))


def memory(runs: Sequence[Found], target: Target | None = None) -> Measure:
    megabytes = sample(runs, "extra").each(lambda extra: extra / MEGABYTE)
    return Measure("  its memory", "MB", megabytes, None, target)


def export_rates(readers: Sequence[Reader], effort: Effort) -> Iterator[Measure]:
    """Rows a second of the files of all kinds, against as many columns by SQLite and csv alone."""
    for diary, browser in readers:
        calls = {"ours": partial(take_out, browser), "floor": partial(take_out_plainly, diary)}
        samples = Turns(time.process_time, effort.exports).of(calls)
        yield Measure(
            f"CSV export, {len(RECORDS)} files, {diary.name} ({diary.rows:,} rows)",
            "rows/s",
            rates(diary.rows, samples["ours"].values),
            rates(diary.rows, samples["floor"].values),
            RATE_TARGET if diary.years >= RATE_YEARS else None,
        )


def take_out(browser: Browser) -> int:
    return sum(browser.drained(f"/export/{slug}.csv") for slug in RECORDS)


def take_out_plainly(diary: Diary) -> int:
    return sum(sum(map(len, plain_file(diary, question))) for question in plain_questions())


def plain_questions() -> Iterator[str]:
    """A question for as many columns of each table, oldest first."""
    for kind, table in ROWS.items():
        names = [column.name for column in columns(kind)]
        if kind in NAMED:
            names[names.index("exercise")] = "exercise_id"
        order = kind.MOMENT or ("day" if "day" in names else "starts_on")
        yield (
            f"SELECT {', '.join(names)} FROM {table.__tablename__} "  # noqa: S608 (our own names)
            f"WHERE owner_id = ? ORDER BY {order}"
        )


def plain_file(diary: Diary, question: str) -> Iterator[bytes]:
    connection = SQLITE.connect(diary.file)
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    cursor = connection.execute(question, (diary.owner,))
    writer.writerow(column[0] for column in cursor.description)
    while rows := cursor.fetchmany(1000):
        writer.writerows(rows)
        if buffer.tell() > PIECE:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()
    connection.close()


def export_memory(readers: Sequence[Reader], effort: Effort) -> Iterator[Measure]:
    """The memory an export takes beyond what its process held."""
    ends = [readers[0], readers[-1]] if len(readers) > 1 else readers
    downloads = [(diary.name, diary, browser) for diary, browser in ends]
    diary, browser = readers[-1]
    many = with_many_levels(diary, effort.extra_levels)
    extra = f"{diary.name} and {effort.extra_levels:,} levels"
    for name, exported, reader in [*downloads, (extra, many, browser)]:
        measurement = alone("export", str(exported.file), reader.cookies["journal"])
        size = f"{measurement['bytes'] / MEGABYTE:.1f} MB"
        megabytes = Sample.of(measurement["extra"] / MEGABYTE)
        yield Measure(f"CSV export, {name} ({size}): memory", "MB", megabytes, None, EXTRA_TARGET)
    remove(many.file)


@dataclass(frozen=True, slots=True)
class Levels:
    """A file of pain levels: so many of single moments, and so many days with both ratings."""

    name: str
    moments: int
    days: int

    def written(self, folder: Path, until: datetime) -> Path:
        path = folder / f"{self.name}.csv"
        text = "".join(tidy_csv.lines(RECORDS["pain"], self._rows(until)))
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def _rows(self, until: datetime) -> Iterator[tuple[object, ...]]:
        for number in range(self.moments):
            at = until - timedelta(minutes=60 * (self.moments - number))
            yield self._row(number, at.date(), at, "now", number % 11)
        for number in range(self.days):
            day = FIRST_LEVEL + timedelta(days=number)
            at = until.replace(year=day.year, month=day.month, day=day.day)
            for kind in ("day_average", "day_worst"):
                yield self._row(self.moments + 2 * number, day, at, kind, number % 11)

    def _row(
        self, number: int, day: date, at: datetime, kind: str, level: int
    ) -> tuple[object, ...]:
        key = str(UUID(int=number * 2 + (kind == "day_worst"), version=4))
        regions = ("lower_back_left", "buttock_left") if number % 3 == 0 else ()
        note = "Long drive, then the desk." if number % 5 == 0 else None
        return (key, day, at, ZONE, kind, level, None, regions, None, None, None, note)


def imports(empty: Diary, cookie: str, effort: Effort) -> Iterator[Measure]:
    """Files of many rows brought into an empty diary, against their cells stored unread."""
    rows, folder = effort.import_rows, empty.file.parent
    until = this_moment() - timedelta(days=1)
    path = Levels("single moments", rows, 0).written(folder, until)
    yield from imported(empty, path, f"{rows:,} levels of moments", effort.imports)
    if effort.thorough:
        yield from imported_by_page(empty, cookie, path, f"{rows:,} levels of moments")
        path = Levels("mostly of days", rows // 5, rows * 2 // 5).written(folder, until)
        yield from imported(empty, path, f"{rows:,} levels, mostly of days", 1)


def imported(empty: Diary, path: Path, name: str, times: int) -> Iterator[Measure]:
    """One file, several times, each into a copy of the empty diary."""
    runs_of = turns(
        times,
        {
            "ours": lambda: alone("import", *_in_empty(empty, path)),
            "floor": lambda: alone("import-unread", *_in_empty(empty, path)),
        },
    )
    runs, floor = runs_of["ours"], sample(runs_of["floor"], "seconds")
    yield Measure(f"CSV import, {name}", "s CPU", sample(runs, "seconds"), floor, COMMAND_TARGET)
    for step in ("read", "apply"):
        yield Measure(f"  of that, {step}", "s CPU", sample(runs, step))
    yield memory(runs, EXTRA_TARGET)


def _in_empty(empty: Diary, path: Path) -> tuple[str, str, str]:
    """A file for a fresh copy of the empty diary, as a task is told."""
    return str(copied(empty, "import")), empty.owner, str(path)


def imported_by_page(empty: Diary, cookie: str, path: Path, name: str) -> Iterator[Measure]:
    """The same once through the page: the preview and the import are two requests."""
    floor = alone("import-unread", *_in_empty(empty, path))
    measurement = alone("import-page", str(copied(empty, "import")), cookie, str(path))
    seconds = Sample.of(measurement["seconds"]), Sample.of(floor["seconds"])
    yield Measure(f"CSV import by the page, {name}", "s CPU", *seconds, PAGE_TARGET)
    yield Measure("  of that, the preview", "s CPU", Sample.of(measurement["preview"]))
    yield memory([measurement], EXTRA_TARGET)
