"""What is measured in a process of its own, for its memory; prints what it found as JSON."""

import csv
import io
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

import python_calamine

from journal.core.model.kinds import RECORDS
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.sessions import session
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import new_id
from journal.store.imports import comparison
from journal.store.imports.archive_import import ArchiveImport
from journal.store.imports.uploaded import UploadedFile, UploadedFiles, uploaded_files
from tests.benchmarks.browser import Browser, typed_in
from tests.benchmarks.diaries import ZONE, journal_on, this_moment
from tests.benchmarks.memory import Peak

Found = dict[str, float]


def export(file: str, cookie: str) -> Found:
    """The files of all kinds of a diary, taken piece by piece."""
    browser = Browser(journal_on(Path(file)), {"journal": cookie})
    browser.get("/export")
    browser.drained("/export/programme.csv")
    peak = Peak()
    size = sum(browser.drained(f"/export/{slug}.csv") for slug in RECORDS)
    return {"extra": peak.extra, "bytes": size}


def bring_in(file: str, owner: str, path: str) -> Found:
    """A CSV file, read, compared, stored and committed; by the processor's time, as all here."""
    engine = open_database(f"sqlite:///{file}")
    with session(engine, writes=False) as reading:
        comparison.import_preview(
            reading, owner, []
        )  # so that the first statement is not the one measured
    peak = Peak()
    moments = [time.process_time()]
    now = this_moment()
    with session(engine, writes=True) as writing:
        with Path(path).open("rb") as stream:
            files = uploaded_files([(path, stream)], now=now, zone=ZONE)
            moments.append(time.process_time())
            outcome = files.apply(writing, owner, Submission(new_id(), "", now))
        if outcome.change is None:
            raise SystemExit(str(outcome.preview.files[0].file.problems[:3]))
        writing.commit()
    moments.append(time.process_time())
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
    began = time.process_time()
    page = browser.upload("/import", token, Path(path)).body
    looked = time.process_time()
    action = re.search(rb'action="(/import/[^"]+/apply)"', page)
    if action is None:
        raise SystemExit("The page offers nothing to import.")
    fields = {name: typed_in(page, name) for name in ("csrf_token", "client_key")}
    browser.post(action[1].decode(), fields)
    return {
        "seconds": time.process_time() - began,
        "preview": looked - began,
        "extra": peak.extra,
    }


def bring_in_unread(file: str, owner: str, path: str) -> Found:
    """The same file, its cells stored as they stand."""
    peak = Peak()
    began = time.process_time()
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
    return {"seconds": time.process_time() - began, "extra": peak.extra}


def bring_archive_in(file: str, cookie: str, path: str) -> Found:
    """An archive through the page."""
    measurement = bring_in_by_page(file, cookie, path)
    return {"seconds": measurement["seconds"], "extra": measurement["extra"]}


def export_archive(file: str, cookie: str) -> Found:
    """Everything of an account as one archive, taken piece by piece."""
    browser = Browser(journal_on(Path(file)), {"journal": cookie})
    browser.get("/export")
    return _timed(lambda: browser.drained("/export/journal.zip"))


def read_table(path: str) -> Found:
    """A spreadsheet, or the file of a phone: read with guesses, checked, and made into records."""
    now = this_moment()

    def records() -> int:
        with Path(path).open("rb") as stream:
            (file,) = _uploaded(uploaded_files([(path, stream)], now=now, zone=ZONE))
            answers = file.guessed(ZONE, {})
            return len(file.read(answers, now=now, zone=ZONE).records)

    return _timed(records)


def _uploaded(files: ArchiveImport | UploadedFiles) -> list[UploadedFile]:
    if isinstance(files, ArchiveImport):
        raise SystemExit("This is an archive of ours.")
    return files.files


def read_sheet_plainly(path: str) -> Found:
    """The cells of a spreadsheet, by the library alone."""
    return _timed(
        lambda: len(python_calamine.load_workbook(path).get_sheet_by_index(0).to_python())
    )


def parse_plainly(path: str) -> Found:
    """Each element of an XML file, by the parser alone."""

    def elements() -> int:
        count = 0

        def start(_name: str, _attributes: dict[str, str]) -> None:
            nonlocal count
            count += 1

        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        with Path(path).open("rb") as stream:
            parser.ParseFile(stream)
        return count

    return _timed(elements)


def _timed(act: Callable[[], int]) -> Found:
    """The processor's time of an act, the memory it took beyond, and what it counted."""
    peak, began = Peak(), time.process_time()
    count = act()
    return {"seconds": time.process_time() - began, "extra": peak.extra, "count": count}


TASKS: dict[str, Callable[..., Found]] = {
    "export": export,
    "import": bring_in,
    "import-page": bring_in_by_page,
    "import-unread": bring_in_unread,
    "import-archive": bring_archive_in,
    "export-archive": export_archive,
    "read-table": read_table,
    "read-sheet-plainly": read_sheet_plainly,
    "parse-plainly": parse_plainly,
}

if __name__ == "__main__":
    print(json.dumps(TASKS[sys.argv[1]](*sys.argv[2:])))
