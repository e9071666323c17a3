"""Reading an archive: checked against its manifest first, then each file as a stream."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final, Self

from journal.core.model.inputs import columns
from journal.core.model.records import Record
from journal.exchange.files import zips
from journal.exchange.files.read_file import LeftOut, ReadFile
from journal.exchange.files.table import ROWS_MOST, rows_of
from journal.exchange.own import tidy_csv
from journal.exchange.own.archive import (
    CSV_FILES,
    FILES,
    FIRST_FILES,
    FORMAT,
    JOURNAL_JSON,
    MANIFEST,
    VERSION,
)
from journal.exchange.own.tidy_reading import LineReader

UNPACKED_MOST: Final = 8 * 1024 * 1024 * 1024
MEMBERS_MOST: Final = 100
SHORT_MOST: Final = 1024 * 1024
"""Bytes of the manifest."""
LINE_MOST: Final = 16 * 1024 * 1024
"""Bytes of one line of any file."""
EXERCISES_MOST: Final = ROWS_MOST
"""No file brings more of them in, and who has an archive read holds the whole list at once."""
SETTINGS: Final = '"settings": '
RowNow = Callable[[Sequence[str], list[str]], list[str]]
"""What is to be read for a row, of the names of its columns and its cells."""


@dataclass(slots=True)
class Archive:
    """An opened archive: its manifest is read, its files are read when they are asked for."""

    zip: zipfile.ZipFile
    members: dict[str, str]
    """Where in the zip each file lies: perhaps in a folder, if it was packed again."""
    files: dict[str, dict[str, Any]]
    not_brought: list[LeftOut] = field(default_factory=list)
    newer: bool = False
    """Whether a newer journal made it: then what this one does not know is left out."""

    @classmethod
    def opened(cls, stream: IO[bytes], revision: str) -> Self:
        """The archive in a seekable stream; raises ``zips.ZipRefused``.

        ``revision``: that of this journal's database. An archive that names none is no newer.
        """
        archive = zips.opened(stream, members=MEMBERS_MOST, unpacked=UNPACKED_MOST)
        members = zips.below_common_folder(archive.namelist())
        if MANIFEST not in members or JOURNAL_JSON not in members:
            raise zips.ZipRefused("not_an_archive")
        manifest = _manifest(archive, members[MANIFEST])
        files, newer = _files(manifest), _revision(manifest) > revision
        for name in files:
            if name.endswith(".csv") and name not in CSV_FILES and not newer:
                raise zips.ZipRefused("archive_newer_kind", name=name.removesuffix(".csv"))
        for name in FILES:
            if (name in FIRST_FILES or name in files) and not (name in members and name in files):
                raise zips.ZipRefused("archive_file_missing", name=name)
        names = {MANIFEST, *(name for name in FILES if name in files)}
        paths = {members[name] for name in members if name in names}
        more = [name for name in archive.namelist() if name not in paths and name[-1] != "/"]
        not_brought = [LeftOut("file", name, 1) for name in sorted(more)]
        return cls(archive, members, files, not_brought, newer)

    def check(self) -> None:
        """Read every file through and compare it with the manifest; raises ``zips.ZipRefused``.

        To be done before anything else is read.
        """
        for name in FILES:
            entry = self.files.get(name)
            if entry is not None and self._sum(name) != (entry["bytes"], entry["sha256"]):
                raise zips.ZipRefused("archive_changed", name=name)
        for name, kind in CSV_FILES.items():
            for column in self._header(name):
                if column in tidy_csv.header(kind):
                    continue
                if not self.newer:
                    raise zips.ZipRefused("archive_newer_column", file=name, name=column)
                self.not_brought.append(LeftOut("column", f"{name}: {column}", 1))

    def _header(self, name: str) -> list[str]:
        """The fields of a file by the names of today; none where there is no such file."""
        if name not in self.files:
            return []
        with self._text(name) as lines:
            _, cells = next(rows_of(lines, ReadFile()), (1, list[str]()))
        return tidy_csv.field_names(cells)

    def _sum(self, name: str) -> tuple[int, str]:
        """The length and SHA-256 of a file, none of whose lines is endless."""
        digest, length, line = hashlib.sha256(), 0, 0
        for piece in zips.pieces(self.zip, self.members[name], UNPACKED_MOST):
            digest.update(piece)
            length += len(piece)
            end = piece.rfind(b"\n")
            line = line + len(piece) if end < 0 else len(piece) - end - 1
            if line > LINE_MOST:
                raise strange(name)
        return length, digest.hexdigest()

    def records(
        self,
        kind: type[Record],
        file: ReadFile,
        *,
        now: datetime,
        zone: str,
        row_now: RowNow = lambda _names, cells: cells,
    ) -> Iterator[tuple[int, Record]]:
        """The records of a kind with their lines, as a stream; problems are noted in ``file``.

        What stands twice is not looked for, as that would take memory: the database does it.
        """
        name = next(name for name, file_kind in CSV_FILES.items() if file_kind is kind)
        file.kind = kind
        if name not in self.files:
            return
        with self._text(name) as lines:
            rows = rows_of(lines, file)
            line, cells = next(rows, (1, list[str]()))
            names = tidy_csv.field_names(cells)
            if not _is_header(names, kind, newer=self.newer):
                file.refuse(line, "", ", ".join(names), "not_header_of", name=name)
                return
            file.silent = frozenset(c.name for c in columns(kind) if not c.required) - {*names}
            reader = LineReader(file, names, now, zone)
            for line, cells in rows:
                if (record := reader.record(line, row_now(names, cells))) is not None:
                    yield line, record
                if file.full:
                    return

    @property
    def settings(self) -> dict[str, Any]:
        """The account's settings."""
        with self._text(JOURNAL_JSON) as lines:
            for line in lines:
                if line.startswith(SETTINGS):
                    return _object(line.removeprefix(SETTINGS))
        raise strange()

    def exercises(self) -> Iterator[dict[str, Any]]:
        """The list of exercises; raises ``zips.ZipRefused`` where it is too long."""
        for number, exercise in enumerate(self._listed("exercises")):
            if number == EXERCISES_MOST:
                raise zips.ZipRefused("archive_too_many_exercises", most=EXERCISES_MOST)
            yield exercise

    def history(self) -> Iterator[dict[str, Any]]:
        """The changes, as a stream."""
        return self._listed("history")

    def _listed(self, name: str) -> Iterator[dict[str, Any]]:
        with self._text(JOURNAL_JSON) as lines:
            if not any(line == f'"{name}": [\n' for line in lines):
                raise strange()
            for line in lines:
                if line.startswith("]"):
                    return
                yield _object(line)
        raise strange()

    @contextmanager
    def _text(self, name: str) -> Iterator[Iterator[str]]:
        """The lines of a file, as they are read."""
        try:
            with self.zip.open(self.members[name]) as member:
                ends = "\n" if name == JOURNAL_JSON else ""
                yield io.TextIOWrapper(member, encoding="utf-8-sig", newline=ends)
        except (*zips.BROKEN, UnicodeDecodeError):
            raise zips.damaged(name) from None


def strange(name: str = JOURNAL_JSON) -> zips.ZipRefused:
    """What is raised where a file of an archive is none that a journal could have written."""
    return zips.ZipRefused("archive_strange", name=name)


def _is_header(names: list[str], kind: type[Record], *, newer: bool) -> bool:
    """Whether columns are those of a kind's file, of today or of before some were added.

    ``newer``: or with others, of later.
    """
    header = tidy_csv.header(kind)
    needed = {column.name for column in columns(kind) if column.required}
    all_fit = newer or set(names) <= set(header)
    return all_fit and needed <= set(names) and len(set(names)) == len(names)


def _object(line: str, name: str = JOURNAL_JSON) -> dict[str, Any]:
    try:
        value = json.loads(line.rstrip("\n").removesuffix(","))
    except (ValueError, RecursionError):
        raise strange(name) from None
    if not isinstance(value, dict):
        raise strange(name)
    return value


def _manifest(archive: zipfile.ZipFile, name: str) -> dict[str, Any]:
    """What the manifest says; raises ZipRefused where it is none this journal can read."""
    content = b"".join(zips.pieces(archive, name, SHORT_MOST))
    try:
        manifest = _object(content.decode("utf-8"), MANIFEST)
    except UnicodeDecodeError:
        raise strange(MANIFEST) from None
    if manifest.get("format") != FORMAT:
        raise zips.ZipRefused("not_an_archive")
    version = manifest.get("version")
    if not isinstance(version, int) or version < 1:
        raise strange(MANIFEST)
    if version > VERSION:
        raise zips.ZipRefused("archive_newer")
    return manifest


def _revision(manifest: dict[str, Any]) -> str:
    """The version of the database an archive was made from; empty where it says none."""
    schema = manifest.get("schema", {})
    revision = schema.get("revision", "") if isinstance(schema, dict) else None
    if not isinstance(revision, str):
        raise strange(MANIFEST)
    return revision


def _files(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the manifest says of each file, of the right types."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise strange(MANIFEST)
    for name, entry in files.items():
        numbers = ("bytes", "rows") if name in CSV_FILES else ("bytes",)
        if not isinstance(entry, dict) or not isinstance(entry.get("sha256"), str):
            raise strange(MANIFEST)
        if not all(isinstance(entry.get(number), int) for number in numbers):
            raise strange(MANIFEST)
    return files


def is_archive(content: IO[bytes]) -> bool:
    """Whether a zip has the files by which an archive is known."""
    try:
        with zips.opened(content, members=MEMBERS_MOST, unpacked=UNPACKED_MOST) as archive:
            return {MANIFEST, JOURNAL_JSON} <= zips.below_common_folder(archive.namelist()).keys()
    except zips.ZipRefused:
        return False
