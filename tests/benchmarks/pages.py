"""The pages: logging an entry, Today, the diary, the charts."""

import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

from journal.core.model.moments import local_day
from journal.store.db.engine import SQLITE
from tests.benchmarks.browser import Browser, typed_in
from tests.benchmarks.diaries import ZONE, Diary, this_moment
from tests.benchmarks.effort import Effort
from tests.benchmarks.results import KILOBYTE, Measure, Target
from tests.benchmarks.timing import Sample, Turns

MARK = "Logged by the bench."
CHARTS = {"12w": "/charts", "1y": "/charts?range=1y", "all": "/charts?range=all"}
GROWING = ("12w", "all")
ALL_YEARS = CHARTS["all"]
LATEST_CHANGED = (
    "UPDATE pain_levels SET level = (level + 1) % 11 WHERE rowid = "
    "(SELECT rowid FROM pain_levels WHERE owner_id = ? ORDER BY day DESC LIMIT 1)"
)
FOUR_WEEKS = timedelta(days=27)
"""From the first to the last of 28 days."""

ENTRY_TARGET = Target(1.7, of_floor=True)
PAGE_TARGET = Target(3, of_floor=True)
CHART_TARGET = Target(25)
HTML_TARGET = Target(120)
GROWTH_TARGET = Target(1.5, of_floor=True)
CHANGED_GROWTH_TARGET = Target(1.3, of_floor=True)
TARGET_YEARS = 10
"""Charts have a target up to so many years, and beyond them one of growth."""

Reader = tuple[Diary, Browser]


def milliseconds(sample: Sample) -> Sample:
    return sample.each(lambda seconds: seconds * 1000)


def entry(reader: Reader, floor: Browser, floor_file: Path, effort: Effort) -> Iterator[Measure]:
    """The form, its sending and the page after it: by the clock on the wall, and what it costs.

    On a busy machine the clock tells of the others too; the processor's time is our own.
    """
    diary, browser = reader
    calls = {"ours": partial(log_level, browser), "floor": partial(log_entry, floor)}

    def forget() -> None:
        execute(diary.file, "DELETE FROM pain_levels WHERE note = ?", MARK)
        execute(diary.file, "DELETE FROM changes WHERE owner_id = ?", diary.owner)
        execute(floor_file, "DELETE FROM entries WHERE note = ?", MARK)

    for what, clock, target in (
        (f"log an entry: form, POST, page after ({diary.name})", time.perf_counter, ENTRY_TARGET),
        ("  of that, CPU", time.process_time, None),
    ):
        samples = Turns(clock, effort.entries).of(calls, forget)
        ours, lowest = (milliseconds(samples[name]) for name in ("ours", "floor"))
        yield Measure(what, "ms", ours, lowest, target)


def execute(file: Path, statement: str, which: str) -> None:
    connection = SQLITE.connect(file)
    with connection:
        connection.execute(statement, (which,))
    connection.close()


def log_level(browser: Browser) -> None:
    """Log a pain level in the journal."""
    page = browser.get("/pain/new").body
    names = ("csrf_token", "client_key", "version", "next", "recorded_at")
    fields = {name: typed_in(page, name) for name in names}
    answer = browser.post("/pain/new", fields | {"kind": "now", "level": "4", "note": MARK})
    browser.get(answer.header("location"))


def log_entry(browser: Browser) -> None:
    """Log the same in the floor."""
    token = typed_in(browser.get("/new").body, "csrf_token")
    fields = {"csrf_token": token, "kind": "now", "level": "4", "note": MARK}
    answer = browser.post("/new", fields)
    browser.get(answer.header("location"))


def today_and_diary(
    readers: Sequence[Reader], floor: Browser, effort: Effort
) -> Iterator[Measure]:
    """What Today and the diary cost the server, against the floor's list."""
    calls: dict[str, Callable[[], object]] = {"floor": partial(floor.get, "/")}
    for diary, browser in readers:
        calls[f"Today, {diary.name}: CPU"] = partial(browser.get, "/")
        calls[f"diary, {diary.name}: CPU"] = partial(browser.get, "/diary")
    samples = Turns(time.process_time, effort.pages, effort.block, warm=1).of(calls)
    lowest = milliseconds(samples.pop("floor"))
    for name, sample in samples.items():
        yield Measure(name, "ms", milliseconds(sample), lowest, PAGE_TARGET)


def after_a_change(readers: Sequence[Reader], floor: Browser, effort: Effort) -> Iterator[Measure]:
    """What the same pages cost right after an entry, when hardly anything kept can be shown.

    One is logged first: from then on the journal knows which years are closed.
    """
    for _, browser in readers:
        log_level(browser)
    pages = {"Today": "/", "diary": "/diary", "charts 12w": "/charts", "charts all": ALL_YEARS}
    calls: dict[str, Callable[[], object]] = {"floor": partial(floor.get, "/")}
    calls |= {
        f"{name} after a change, {diary.name}: CPU": partial(browser.get, path)
        for name, path in pages.items()
        for diary, browser in readers
    }

    def change() -> None:
        for diary, _ in readers:
            execute(diary.file, LATEST_CHANGED, diary.owner)
            renewed = "UPDATE accounts SET revision = revision + 1 WHERE id = ?"
            execute(diary.file, renewed, diary.owner)

    samples = Turns(time.process_time, effort.charts).of(calls, change)
    lowest = milliseconds(samples.pop("floor"))
    for name, sample in samples.items():
        listing = name.startswith(("Today", "diary"))
        yield Measure(
            name,
            "ms",
            milliseconds(sample),
            lowest if listing else None,
            PAGE_TARGET if listing else None,
        )
    first, last = readers[0][0], readers[-1][0]
    if first.years < last.years:
        longest, shortest = (
            milliseconds(samples[f"charts all after a change, {diary.name}: CPU"])
            for diary in (last, first)
        )
        name = f"charts all after a change: CPU, {last.name} against {first.name}"
        yield Measure(name, "ms", longest, shortest, CHANGED_GROWTH_TARGET)


def pdf(reader: Reader, effort: Effort) -> Measure:
    """The report of four weeks as a PDF: what the server takes, and the process that prints."""
    diary, browser = reader
    last = local_day(this_moment(), ZONE)
    path = f"/report.pdf?from={last - FOUR_WEEKS}&to={last}"
    sample = Turns(cpu_with_children, effort.charts).of({"pdf": partial(browser.get, path)})["pdf"]
    return Measure(f"PDF of four weeks, {diary.name}: CPU", "ms", milliseconds(sample))


def cpu_with_children() -> float:
    """The seconds of processor time of this process and of those it started and saw the end of."""
    ended = getrusage(RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime


def charts(readers: Sequence[Reader], effort: Effort) -> Iterator[Measure]:
    """What the charts cost the server, how large their pages are, and how both grow."""
    calls = {
        (range_name, diary.years): partial(browser.get, path)
        for range_name, path in CHARTS.items()
        for diary, browser in readers
    }
    calls_by_name = {f"{range_name} {years}": call for (range_name, years), call in calls.items()}
    samples = Turns(time.process_time, effort.charts, effort.block, warm=1).of(calls_by_name)
    for range_name, path in CHARTS.items():
        for diary, browser in readers:
            near = diary.years <= TARGET_YEARS
            cpu = milliseconds(samples[f"{range_name} {diary.years}"])
            name = f"charts {range_name}, {diary.name}"
            yield Measure(f"{name}: CPU", "ms", cpu, None, CHART_TARGET if near else None)
            size = Sample.of(len(browser.get(path).body) / KILOBYTE)
            yield Measure(f"{name}: HTML", "kB", size, None, HTML_TARGET if near else None)
    first, last = readers[0][0], readers[-1][0]
    for range_name in GROWING if first.years < last.years else ():
        yield Measure(
            f"charts {range_name}: CPU, {last.name} against {first.name}",
            "ms",
            milliseconds(samples[f"{range_name} {last.years}"]),
            milliseconds(samples[f"{range_name} {first.years}"]),
            GROWTH_TARGET,
        )
