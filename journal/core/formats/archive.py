"""The archive: one zip with everything of an account, written and read as a stream.

The CSV files hold the records. ``journal.json`` holds what they do not: settings, the list of
exercises (the retired ones too, with instructions) and the history of changes, one JSON object
a line. ``manifest.json`` says how long each file is and its SHA-256. Two archives of equal
content are byte for byte the same, but for the time of making, which stands only in the
manifest (and as long as one version of zlib makes both: its output is not standardised).
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final, Self, cast

from journal.core.formats import tidy, zips
from journal.core.formats.table import LeftOut, ReadFile, rows_of
from journal.core.records import KINDS, Record

FORMAT: Final = "spasm-journal archive"
VERSION: Final = 1
MANIFEST: Final = "manifest.json"
BESIDE: Final = "journal.json"
README: Final = "README.txt"
COMPRESSION: Final = 6

UNPACKED_MOST: Final = 8 * 1024 * 1024 * 1024
MEMBERS_MOST: Final = 100
SHORT_MOST: Final = 1024 * 1024
"""Bytes of the manifest."""
LINE_MOST: Final = 16 * 1024 * 1024
"""Bytes of one line of any file."""
SETTINGS: Final = '"settings": '

Plain = Mapping[str, Any]
"""What JSON can hold, by name: texts, numbers, yes and no, lists and further mappings."""

CSV_FILES: Final = {f"{word}.csv": kind for word, kind in KINDS.items()}
FILES: Final = (*CSV_FILES, BESIDE, README)

README_TEXT: Final = """\
This is everything one account of a Spasm Journal holds.

The .csv files open in any spreadsheet; the first line of each names its columns.

  pain.csv       pain levels, 0 (none) to 10
  episodes.csv   spasm episodes, from when until when
  exercises.csv  exercises as they were done
  relief.csv     what was tried for relief, and the pain before and after
  programme.csv  the exercises of the programme
  days.csv       notes on whole days
  checkins.csv   weekly check-ins

Times are written with their distance from UTC, and the time zone stands beside them. In cells
of free text an apostrophe may stand in front: it keeps a spreadsheet from taking the text for
a formula, and is not part of it.

  journal.json   settings, the list of exercises, the history of changes
  manifest.json  how long each file is, and a checksum, so that damage can be noticed;
                 it also says when this archive was made

To bring it back, open a Spasm Journal, choose "Bring it in" and this zip file, as a whole and
unchanged.
"""


@dataclass(frozen=True, slots=True)
class Beside:
    """What an account has beside its records, as plain values; ``history`` may be a stream."""

    settings: Plain
    exercises: Iterable[Plain] = ()
    history: Iterable[Plain] = ()


def pieces(
    rows: Mapping[type[Record], Iterable[tidy.Row]], beside: Beside, *, made_at: datetime
) -> Iterator[bytes]:
    """The archive in pieces, of ``rows`` by kind, each in the order of its CSV columns."""
    sink = _Sink()
    files: dict[str, dict[str, Any]] = {}
    target = cast("IO[bytes]", sink)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for name, kind in CSV_FILES.items():
            counted = _Counted(rows.get(kind, ()))
            yield from _member(archive, sink, name, tidy.lines(kind, counted), files)
            files[name]["rows"] = counted.count
        yield from _member(archive, sink, BESIDE, _json_lines(beside), files)
        yield from _member(archive, sink, README, [README_TEXT.replace("\n", "\r\n")], files)
        manifest = {
            "format": FORMAT,
            "version": VERSION,
            "made_at": made_at.isoformat(timespec="seconds"),
            "files": files,
        }
        yield from _member(archive, sink, MANIFEST, [json.dumps(manifest, indent=1)], {})
    yield sink.taken()


class _Sink(io.RawIOBase):
    """What a zip is written to, and taken from in pieces."""

    def __init__(self) -> None:
        self._written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:  # any buffer, as of every raw stream
        self._written += content
        return len(content)

    def taken(self) -> bytes:
        """What was written since it was last taken."""
        piece = bytes(self._written)
        self._written.clear()
        return piece


class _Counted:
    """An iterable that knows how many it gave."""

    def __init__(self, rows: Iterable[tidy.Row]) -> None:
        self.rows = rows
        self.count = 0

    def __iter__(self) -> Iterator[tidy.Row]:
        for row in self.rows:
            self.count += 1
            yield row


def _member(
    archive: zipfile.ZipFile,
    sink: _Sink,
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


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)


def _json_lines(beside: Beside) -> Iterator[str]:
    """``journal.json``: settings on one line, then each exercise and change on its own."""
    yield f'{{\n"version": {VERSION},\n"settings": {_json(beside.settings)},\n'
    yield from _json_list("exercises", beside.exercises)
    yield ",\n"
    yield from _json_list("history", beside.history)
    yield "\n}\n"


def _json_list(name: str, items: Iterable[Plain]) -> Iterator[str]:
    yield f'"{name}": ['
    before = "\n"
    for item in items:
        yield before + _json(item)
        before = ",\n"
    yield "\n]"


@dataclass(slots=True)
class Archive:
    """An opened archive: its manifest is read, its files are read when they are asked for."""

    zip: zipfile.ZipFile
    made_at: str
    files: dict[str, dict[str, Any]]
    not_brought: list[LeftOut] = field(default_factory=list)

    @classmethod
    def opened(cls, stream: IO[bytes]) -> Self:
        """The archive in a seekable stream; raises ``zips.Refused`` with a sentence."""
        found = zips.opened(stream, members=MEMBERS_MOST, unpacked=UNPACKED_MOST)
        names = set(found.namelist())
        if MANIFEST not in names or BESIDE not in names:
            raise zips.Refused("This zip is not an archive of the journal.")
        manifest = _manifest(found)
        files = _files(manifest)
        if missing := [name for name in FILES if name not in names or name not in files]:
            raise zips.Refused(f"The archive is not whole: “{missing[0]}” is missing.")
        more = sorted(names - set(FILES) - {MANIFEST})
        left = [LeftOut("file", name, 1) for name in more]
        return cls(found, str(manifest.get("made_at", "")), files, left)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are, as the manifest says."""
        name = next(name for name, its in CSV_FILES.items() if its is kind)
        return int(self.files[name]["rows"])

    def check(self, progress: Callable[[int], None] | None = None) -> None:
        """Read every file through and compare it with the manifest; raises ``zips.Refused``.

        To be done before anything else is read.

        ``progress`` is told how many bytes were read with each piece.
        """
        for name in FILES:
            said = self.files[name]
            if self._sum(name, progress) != (said["bytes"], said["sha256"]):
                raise zips.Refused(
                    f"“{name}” in this archive is not as it was written: it was changed or "
                    "damaged. To bring in a file you changed, bring it in by itself."
                )

    def _sum(self, name: str, progress: Callable[[int], None] | None) -> tuple[int, str]:
        """The length and SHA-256 of a file, none of whose lines is endless."""
        digest, length, line = hashlib.sha256(), 0, 0
        for piece in zips.pieces(self.zip, name, UNPACKED_MOST):
            digest.update(piece)
            length += len(piece)
            end = piece.rfind(b"\n")
            line = line + len(piece) if end < 0 else len(piece) - end - 1
            if line > LINE_MOST:
                raise _strange(name)
            if progress:
                progress(len(piece))
        return length, digest.hexdigest()

    def records(
        self,
        kind: type[Record],
        file: ReadFile,
        *,
        now: datetime,
        zone: str,
        new_id: Callable[[], str],
    ) -> Iterator[tuple[int, Record]]:
        """The records of a kind with their lines, as a stream; problems are noted in ``file``.

        What stands twice is not looked for, as that would take memory: the database does it.
        """
        name = next(name for name, its in CSV_FILES.items() if its is kind)
        file.kind = kind
        with self._text(name) as lines:
            rows = rows_of(lines, file)
            line, names = next(rows, (1, []))
            if names != tidy.header(kind):
                file.refuse(line, "", ", ".join(names), f"This is not the header of {name}.")
                return
            reader = tidy.LineReader(file, names, now, zone, new_id)
            for line, cells in rows:
                if (record := reader.record(line, cells)) is not None:
                    yield line, record
                if file.full:
                    return

    @property
    def settings(self) -> dict[str, Any]:
        """The account's settings."""
        with self._text(BESIDE) as lines:
            for line in lines:
                if line.startswith(SETTINGS):
                    return _object(line.removeprefix(SETTINGS))
        raise _strange()

    def exercises(self) -> Iterator[dict[str, Any]]:
        """The list of exercises."""
        return self._listed("exercises")

    def history(self) -> Iterator[dict[str, Any]]:
        """The changes, as a stream."""
        return self._listed("history")

    def _listed(self, name: str) -> Iterator[dict[str, Any]]:
        with self._text(BESIDE) as lines:
            if not any(line == f'"{name}": [\n' for line in lines):
                raise _strange()
            for line in lines:
                if line.startswith("]"):
                    return
                yield _object(line)
        raise _strange()

    @contextmanager
    def _text(self, name: str) -> Iterator[Iterator[str]]:
        """The lines of a file, as they are read."""
        try:
            with self.zip.open(name) as member:
                ends = "\n" if name == BESIDE else ""
                yield io.TextIOWrapper(member, encoding="utf-8-sig", newline=ends)
        except (*zips.BROKEN, UnicodeDecodeError):
            raise zips.damaged(name) from None


def _strange(name: str = BESIDE) -> zips.Refused:
    return zips.Refused(f"“{name}” in this archive is not laid out as the journal writes it.")


def _object(line: str, name: str = BESIDE) -> dict[str, Any]:
    try:
        found = json.loads(line.rstrip("\n").removesuffix(","))
    except (ValueError, RecursionError):
        raise _strange(name) from None
    if not isinstance(found, dict):
        raise _strange(name)
    return found


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the manifest says; raises ``zips.Refused`` where it is none this journal can read."""
    content = b"".join(zips.pieces(archive, MANIFEST, SHORT_MOST))
    try:
        manifest = _object(content.decode("utf-8"), MANIFEST)
    except UnicodeDecodeError:
        raise _strange(MANIFEST) from None
    if manifest.get("format") != FORMAT:
        raise zips.Refused("This zip is not an archive of the journal.")
    version = manifest.get("version")
    if not isinstance(version, int) or version < 1:
        raise _strange(MANIFEST)
    if version > VERSION:
        raise zips.Refused("A newer journal made this archive. Update this journal first.")
    return manifest


def _files(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the manifest says of each file, of the right types."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise _strange(MANIFEST)
    for name, said in files.items():
        numbers = ("bytes", "rows") if name in CSV_FILES else ("bytes",)
        if not isinstance(said, dict) or not isinstance(said.get("sha256"), str):
            raise _strange(MANIFEST)
        if not all(isinstance(said.get(number), int) for number in numbers):
            raise _strange(MANIFEST)
    return files


def is_archive(content: IO[bytes]) -> bool:
    """Whether a zip has the files by which an archive is known."""
    try:
        with zips.opened(content, members=MEMBERS_MOST, unpacked=UNPACKED_MOST) as found:
            return {MANIFEST, BESIDE} <= set(found.namelist())
    except zips.Refused:
        return False
