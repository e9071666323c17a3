"""``python -m tests.benchmarks``: measure, print one table, say what meets its target."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from journal.hosting.serving import compress_static
from journal.store.db.engine import SQLITE
from tests.benchmarks import clinic, files, first_chart, foreign, pages, results, server, taps
from tests.benchmarks.browser import Browser
from tests.benchmarks.diaries import (
    Diary,
    empty_diary,
    journal_on,
    seeded,
    signed_in,
    this_moment,
)
from tests.benchmarks.effort import FULL, QUICK, Effort
from tests.benchmarks.floor import floor_app
from tests.benchmarks.results import Measure
from tests.benchmarks.weights import weights


@dataclass(frozen=True, slots=True)
class Ground:
    """What is measured on: the diaries with their browsers, and the floor with its own."""

    empty: Diary
    newcomer: Browser
    readers: list[pages.Reader]
    floor: Browser
    floor_file: Path

    @property
    def middle(self) -> pages.Reader:
        """The diary that stands for them all."""
        return self.readers[len(self.readers) // 2]


def laid(folder: Path, years: Sequence[int]) -> Ground:
    """The ground, seeded and signed in to."""
    now = this_moment()
    empty = empty_diary(folder / "empty.sqlite3", now)
    diaries = [seeded(empty, each, now) for each in sorted(set(years))]
    floor_file = folder / "floor.sqlite3"
    floor = Browser(floor_app(floor_file))
    floor.get("/sign-in")
    readers = [(diary, signed_in(journal_on(diary.file))) for diary in diaries]
    return Ground(empty, signed_in(journal_on(empty.file)), readers, floor, floor_file)


def measures(ground: Ground, effort: Effort) -> Iterator[Measure]:
    """Everything, in the order of the table."""
    yield from pages.entry(ground.middle, ground.floor, ground.floor_file, effort)
    yield from pages.today_and_diary(ground.readers, ground.floor, effort)
    yield from pages.after_a_change(ground.readers, ground.floor, effort)
    yield from pages.charts(ground.readers, effort)
    yield pages.pdf(ground.middle, effort)
    yield from clinic.patients_list(ground.empty, effort)
    yield from files.export_rates(ground.readers, effort)
    yield from files.export_memory(ground.readers, effort)
    yield from files.imports(ground.empty, ground.newcomer.cookies["journal"], effort)
    diary, browser = ground.middle
    yield from foreign.archives(diary, ground.empty, (browser, ground.newcomer), effort)
    yield from foreign.spreadsheets(ground.empty.file.parent, effort)
    yield from foreign.health_files(ground.empty.file.parent, effort)
    yield from server.cold_starts(ground.middle[0], ground.floor_file, effort)
    yield from server.workers(ground.readers[-1], ground.floor, ground.floor_file, effort)


def machine() -> dict[str, str | int | None]:
    return {
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "python": platform.python_version(),
        "sqlite": SQLITE.sqlite_version,
    }


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python3 run.py bench", description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there too")
    parser.add_argument(
        "--years",
        type=lambda text: [int(each) for each in text.split(",")],
        default=[1, 10, 30],
        help="how long the diaries are (default: 1,10,30)",
    )
    parser.add_argument(
        "--before",
        type=Path,
        metavar="FOLDER",
        help="a checkout of another build, with its .venv: only compare in a browser",
    )
    parser.add_argument("--quick", action="store_true", help="fewer runs, for a first look")
    parser.add_argument("--strict", action="store_true", help="exit 1 where a target is missed")
    return parser.parse_args()


def main() -> int:
    arguments = options()
    began = time.perf_counter()
    compress_static()
    if arguments.before:
        rounds = 3 if arguments.quick else 9
        rows = [
            *taps.beside(arguments.before, rounds),
            *first_chart.beside(arguments.before, rounds),
        ]
        print(results.table(rows))
        return 1 if arguments.strict and not all(measure.met for measure in rows) else 0
    with tempfile.TemporaryDirectory(prefix="journal-bench-") as folder:
        ground = laid(Path(folder), arguments.years)
        rows = []
        for measure in measures(ground, QUICK if arguments.quick else FULL):
            print(f"{time.perf_counter() - began:5.0f} s  {measure.name}", file=sys.stderr)
            rows.append(measure)
        weighed = list(weights(ground.middle[1]))
    where = machine()
    print(", ".join(f"{name} {value}" for name, value in where.items()))
    print(f"\n{results.table(rows)}\n\n{results.weights_table(weighed)}")
    missed = [measure.name for measure in rows if measure.met is False]
    print(f"\nTargets missed: {len(missed)}. Measured in {time.perf_counter() - began:.0f} s.")
    if arguments.json:
        report = {
            "machine": where,
            "measures": [results.as_json(measure) for measure in rows],
            "pages": [asdict(weight) for weight in weighed],
        }
        arguments.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return 1 if missed and arguments.strict else 0


if __name__ == "__main__":
    sys.exit(main())
