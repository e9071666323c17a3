"""The archive: one zip with everything of an account, written as a stream.

The CSV files hold the records; they are what an archive is brought back from. ``journal.json``
holds everything: the settings and whatever else the account holds, the list of exercises (the
retired ones too), the history of changes and the records once more, one JSON object a line.
``manifest.json`` says how long each file is and its SHA-256. Two archives of equal content are
byte for byte the same, but for the time of making, which stands only in the manifest (and as
long as one version of zlib makes both: its output is not standardised).
"""

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import islice
from operator import itemgetter
from tempfile import TemporaryFile
from typing import IO, Any, Final, cast

from journal.core.model.inputs import columns
from journal.core.model.kinds import RECORDS, SLUGS
from journal.core.model.record_json import in_local_time, plain_values
from journal.core.model.records import Record
from journal.exchange.files.zip_sink import ZipSink
from journal.exchange.own import tidy_csv
from journal.words.archive_readme import archive_readme

FORMAT: Final = "spasm-journal archive"
VERSION: Final = 1
JOURNAL_VERSION: Final = "0.1.0"
"""Of the journal that writes archives; a test compares it with that of the project."""
MANIFEST: Final = "manifest.json"
JOURNAL_JSON: Final = "journal.json"
README: Final = "README.txt"
BYTES_MOST: Final = 512 * 1024 * 1024
"""Of the zip itself, which is some millions of entries."""
COMPRESSION: Final = 5
"""Takes a quarter less time than 6, and some hundredths more room."""
PIECE: Final = 64 * 1024
ITEMS_A_PIECE: Final = 500

Plain = Mapping[str, Any]
"""What JSON can hold, by name: texts, numbers, yes and no, lists and further mappings."""

CSV_FILES: Final = {f"{slug}.csv": kind for slug, kind in RECORDS.items()}
FILES: Final = (*CSV_FILES, JOURNAL_JSON, README)
FIRST_KINDS: Final = ("pain", "episodes", "exercises", "relief", "programme", "days", "checkins")
FIRST_FILES: Final = (*(f"{slug}.csv" for slug in FIRST_KINDS), JOURNAL_JSON, README)
"""What the first archives had: a file of a kind added later may be missing."""

RECIPES: Final = {
    "pandas": """\
import pandas
pain = pandas.read_csv("pain.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
pain["level"] = pandas.to_numeric(pain["level"])
pain["recorded_at"] = pandas.to_datetime(pain["recorded_at"], utc=True)
""",
    "polars": """\
import polars
pain = polars.read_csv("pain.csv", infer_schema=False)
pain = pain.with_columns(
    polars.col("level").cast(polars.Int64),
    polars.col("recorded_at").str.to_datetime("%Y-%m-%dT%H:%M:%S%:z", time_zone="UTC"),
)
""",
    "DuckDB": """\
CREATE TABLE pain AS SELECT * REPLACE (
    CAST(level AS INTEGER) AS level, CAST(recorded_at AS TIMESTAMPTZ) AS recorded_at
) FROM read_csv('pain.csv', header = true, all_varchar = true, quote = '"', escape = '"');
""",
    "csvkit": """\
csvjson --no-inference --blanks --snifflimit 0 pain.csv > pain.json
""",
    "R": """\
pain <- read.csv("pain.csv", colClasses = "character", na.strings = character(0),
                 fileEncoding = "UTF-8-BOM", check.names = FALSE)
pain$level <- as.integer(pain$level)
plain <- sub("([+-][0-9]{2}):([0-9]{2})$", "\\\\1\\\\2", pain$recorded_at)
pain$recorded_at <- as.POSIXct(plain, format = "%Y-%m-%dT%H:%M:%S%z", tz = "UTC")
""",
}
"""How other tools read a file without the losses they begin with: pandas takes the note "None"
for a missing one, R drops the time of day, others show 0 and 1 as False and True."""


def readme(*, made_up: bool = False) -> str:
    """The README of an archive, with how to read its files; ``made_up``: the demonstration's."""
    return archive_readme(RECIPES, made_up=made_up)


@dataclass(frozen=True, slots=True)
class AccountRest:
    """What an account has besides its records, as plain values; ``history`` may be a stream."""

    settings: Plain
    exercises: Iterable[Plain] = ()
    history: Iterable[Plain] = ()
    made_up: bool = False
    """Whether it is the demonstration, which the README then says."""


def pieces(
    rows: Mapping[type[Record], Iterable[tidy_csv.Row]],
    account: AccountRest,
    *,
    made_at: datetime,
    revision: str,
) -> Iterator[bytes]:
    """The archive in pieces, of ``rows`` by kind, each in the order of its CSV columns.

    ``revision`` is that of the database they come from, such as "0036": by it a journal knows
    what a newer one wrote.
    The rows of a kind are read once: what ``journal.json`` says of them waits in a file without
    a name while the CSV files are written.
    """
    sink = ZipSink()
    files: dict[str, dict[str, Any]] = {}
    target = cast("IO[bytes]", sink)
    with (
        TemporaryFile("w+", encoding="utf-8", newline="") as objects,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive,
    ):
        for name, kind in CSV_FILES.items():
            told_rows = _Told(kind, rows.get(kind, ()), objects)
            yield from _member(archive, sink, name, tidy_csv.local_lines(kind, told_rows), files)
            files[name]["rows"] = told_rows.count
        yield from _member(archive, sink, JOURNAL_JSON, _json_lines(account, objects), files)
        text = readme(made_up=account.made_up).replace("\n", "\r\n")
        yield from _member(archive, sink, README, [text], files)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "schema": {"format": VERSION, "journal": JOURNAL_VERSION, "revision": revision},
            "made_at": made_at.isoformat(timespec="seconds"),
            "files": files,
        }
        yield from _member(archive, sink, MANIFEST, [json.dumps(manifest, indent=1)], {})
    yield sink.taken()


class _Told:
    """The rows of a kind, counted, each of which is written to ``objects`` as JSON as well."""

    def __init__(self, kind: type[Record], rows: Iterable[tidy_csv.Row], objects: IO[str]) -> None:
        self.kind, self.rows, self.objects = kind, rows, objects
        self.count = 0

    def __iter__(self) -> Iterator[tidy_csv.Row]:
        rows = in_local_time(self.kind, self.rows)
        self.objects.write(",\n" if self.objects.tell() else "\n")
        self.objects.write(f'"{SLUGS[self.kind]}": [')
        while batch := list(islice(rows, ITEMS_A_PIECE)):
            texts = map(_json_in_order, self._objects(batch))
            self.objects.write((",\n" if self.count else "\n") + ",\n".join(texts))
            self.count += len(batch)
            yield from batch
        self.objects.write("\n]")

    def _objects(self, rows: Iterable[tidy_csv.Row]) -> Iterator[Plain]:
        """Rows in local time as JSON objects, whose names are in order."""
        names = [column.name for column in columns(self.kind)]
        order = sorted(range(len(names)), key=names.__getitem__)
        ordered_names, ordered = [names[at] for at in order], itemgetter(*order)
        for values in plain_values(self.kind, rows):
            yield dict(zip(ordered_names, ordered(values), strict=True))


def _member(
    archive: zipfile.ZipFile,
    sink: ZipSink,
    name: str,
    texts: Iterable[str],
    files: dict[str, dict[str, Any]],
) -> Iterator[bytes]:
    """Write a file of the zip; by its name alone it is dated 1980, so that no clock shows."""
    digest, length = hashlib.sha256(), 0
    with archive.open(name, "w") as member:
        for text in texts:
            content = text.encode("utf-8")
            digest.update(content)
            length += len(content)
            member.write(content)
            if piece := sink.taken():
                yield piece
    files[name] = {"bytes": length, "sha256": digest.hexdigest()}


_AS_JSON: Final = partial(
    json.JSONEncoder, ensure_ascii=False, allow_nan=False, check_circular=False
)
"""Nothing that is written holds itself; ``json.dumps`` would make an encoder for each value."""
_json: Final = _AS_JSON(sort_keys=True).encode
_json_in_order: Final = _AS_JSON().encode


def _json_lines(account: AccountRest, objects: IO[str]) -> Iterator[str]:
    """``journal.json``: settings on one line, then each exercise, change and record on its own."""
    yield f'{{\n"version": {VERSION},\n"settings": {_json(account.settings)},\n'
    yield from _json_list("exercises", account.exercises)
    yield ",\n"
    yield from _json_list("history", account.history)
    yield ',\n"records": {'
    objects.seek(0)
    yield from iter(partial(objects.read, PIECE), "")
    yield "\n}\n}\n"


def _json_list(name: str, items: Iterable[Plain]) -> Iterator[str]:
    yield f'"{name}": ['
    before = "\n"
    texts = map(_json, items)
    while batch := list(islice(texts, ITEMS_A_PIECE)):
        yield before + ",\n".join(batch)
        before = ",\n"
    yield "\n]"
