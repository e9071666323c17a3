"""What is measured in a process of its own, for its memory; prints what it found as JSON."""

import csv
import io
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

from journal.core.model.kinds import RECORDS
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.sessions import session
from journal.store.diary.actions import Submission
from journal.store.diary.row_writing import new_id
from journal.store.imports import comparison
from journal.store.imports.uploaded import uploaded_files
from tests.benchmarks.browser import Browser, typed_in
from tests.benchmarks.diaries import ZONE, journal_on, this_moment
from tests.benchmarks.memory import Peak

Found = dict[str, float]


def export(file: str, cookie: str) -> Found:
    """All seven files of a diary, taken piece by piece."""
    browser = Browser(journal_on(Path(file)), {"journal": cookie})
    browser.get("/export")
    browser.drained("/export/programme.csv")
    peak = Peak()
    size = sum(browser.drained(f"/export/{slug}.csv") for slug in RECORDS)
    return {"extra": peak.extra, "bytes": size}


def bring_in(file: str, owner: str, path: str) -> Found:
    """A CSV file, read, compared, stored and committed."""
    engine = open_database(f"sqlite:///{file}")
    with session(engine, writes=False) as reading:
        comparison.import_preview(
            reading, owner, []
        )  # so that the first statement is not the one measured
    peak = Peak()
    moments = [time.perf_counter()]
    now = this_moment()
    with session(engine, writes=True) as writing:
        with Path(path).open("rb") as stream:
            files = uploaded_files([(path, stream)], now=now, zone=ZONE)
            moments.append(time.perf_counter())
            outcome = files.apply(writing, owner, Submission(new_id(), "", now))
        if outcome.change is None:
            raise SystemExit(str(outcome.preview.files[0].file.problems[:3]))
        writing.commit()
    moments.append(time.perf_counter())
    return {
        "seconds": moments[-1] - moments[0],
        "read": moments[1] - moments[0],
        "apply": moments[2] - moments[1],
        "rows": outcome.preview.files[0].new,
        "extra": peak.extra,
    }


def bring_in_by_page(file: str, cookie: str, path: str) -> Found:
    """The same through the page: uploaded, looked at, and then applied."""
    browser = Browser(journal_on(Path(file)), {"journal": cookie})
    token = typed_in(browser.get("/import").body, "csrf_token")
    peak = Peak()
    began = time.perf_counter()
    page = browser.upload("/import", token, Path(path).read_bytes()).body
    looked = time.perf_counter()
    action = re.search(rb'action="(/import/[^"]+/apply)"', page)
    if action is None:
        raise SystemExit("The page offers nothing to import.")
    fields = {name: typed_in(page, name) for name in ("csrf_token", "client_key")}
    browser.post(action[1].decode(), fields)
    return {
        "seconds": time.perf_counter() - began,
        "preview": looked - began,
        "extra": peak.extra,
    }


def bring_in_unread(file: str, owner: str, path: str) -> Found:
    """The same file, its cells stored as they stand."""
    peak = Peak()
    began = time.perf_counter()
    connection = SQLITE.connect(file)
    connection.execute("PRAGMA synchronous=FULL")
    with connection:
        rows = csv.reader(io.StringIO(Path(path).read_text(encoding="utf-8-sig")))
        names = next(rows)
        blanks = ["" if name == "regions" else None for name in names]
        marks = ", ".join("?" * len(names))
        connection.executemany(
            f"INSERT INTO pain_levels (owner_id, version, created_at, {', '.join(names)}) "  # noqa: S608 (the names are our own header)
            f"VALUES ('{owner}', 1, '2020-01-01 00:00:00', {marks})",
            ([cell or blank for cell, blank in zip(row, blanks, strict=True)] for row in rows),
        )
    connection.close()
    return {"seconds": time.perf_counter() - began, "extra": peak.extra}


TASKS: dict[str, Callable[..., Found]] = {
    "export": export,
    "import": bring_in,
    "import-page": bring_in_by_page,
    "import-unread": bring_in_unread,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
