"""Reading an archive: checked against its manifest first, then each file as a stream."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any, Final, Self

from journal.core.model.records import FORMER_NAMES, Record
from journal.exchange.files import zips
from journal.exchange.files.table import ROWS_MOST, LeftOut, ReadFile, rows_of
from journal.exchange.own import tidy_csv
from journal.exchange.own.archive import CSV_FILES, FILES, FORMAT, JOURNAL_JSON, MANIFEST, VERSION

UNPACKED_MOST: Final = 8 * 1024 * 1024 * 1024
BYTES_MOST: Final = 512 * 1024 * 1024
"""Of the zip itself, which is some millions of entries."""
MEMBERS_MOST: Final = 100
SHORT_MOST: Final = 1024 * 1024
"""Bytes of the manifest."""
LINE_MOST: Final = 16 * 1024 * 1024
"""Bytes of one line of any file."""
EXERCISES_MOST: Final = ROWS_MOST
"""No file brings more of them in, and who has an archive read holds the whole list at once."""
SETTINGS: Final = '"settings": '


@dataclass(slots=True)
class Archive:
    """An opened archive: its manifest is read, its files are read when they are asked for."""

    zip: zipfile.ZipFile
    files: dict[str, dict[str, Any]]
    not_brought: list[LeftOut] = field(default_factory=list)

    @classmethod
    def opened(cls, stream: IO[bytes]) -> Self:
        """The archive in a seekable stream; raises ``zips.Refused`` with a sentence."""
        found = zips.opened(stream, members=MEMBERS_MOST, unpacked=UNPACKED_MOST)
        names = set(found.namelist())
        if MANIFEST not in names or JOURNAL_JSON not in names:
            raise zips.Refused("This zip is not an archive of the journal.")
        files = _files(_manifest(found))
        if missing := [name for name in FILES if name not in names or name not in files]:
            raise zips.Refused(f"The archive is not whole: “{missing[0]}” is missing.")
        more = sorted(names - set(FILES) - {MANIFEST})
        left = [LeftOut("file", name, 1) for name in more]
        return cls(found, files, left)

    def check(self) -> None:
        """Read every file through and compare it with the manifest; raises ``zips.Refused``.

        To be done before anything else is read.
        """
        for name in FILES:
            said = self.files[name]
            if self._sum(name) != (said["bytes"], said["sha256"]):
                raise zips.Refused(
                    f"“{name}” in this archive is not as it was written: it was changed or "
                    "damaged. To bring in a file you changed, bring it in by itself."
                )

    def _sum(self, name: str) -> tuple[int, str]:
        """The length and SHA-256 of a file, none of whose lines is endless."""
        digest, length, line = hashlib.sha256(), 0, 0
        for piece in zips.pieces(self.zip, name, UNPACKED_MOST):
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
            names = [FORMER_NAMES.get(name, name) for name in names]
            if names != tidy_csv.header(kind):
                file.refuse(line, "", ", ".join(names), f"This is not the header of {name}.")
                return
            reader = tidy_csv.LineReader(file, names, now, zone, new_id)
            for line, cells in rows:
                if (record := reader.record(line, cells)) is not None:
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
        """The list of exercises; raises ``zips.Refused`` where it is too long."""
        for number, exercise in enumerate(self._listed("exercises")):
            if number == EXERCISES_MOST:
                raise zips.Refused(f"This archive lists over {EXERCISES_MOST:,} exercises.")
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
            with self.zip.open(name) as member:
                ends = "\n" if name == JOURNAL_JSON else ""
                yield io.TextIOWrapper(member, encoding="utf-8-sig", newline=ends)
        except (*zips.BROKEN, UnicodeDecodeError):
            raise zips.damaged(name) from None


def strange(name: str = JOURNAL_JSON) -> zips.Refused:
    """What is raised where a file of an archive is none that a journal could have written."""
    return zips.Refused(f"“{name}” in this archive is not laid out as the journal writes it.")


def _object(line: str, name: str = JOURNAL_JSON) -> dict[str, Any]:
    try:
        found = json.loads(line.rstrip("\n").removesuffix(","))
    except (ValueError, RecursionError):
        raise strange(name) from None
    if not isinstance(found, dict):
        raise strange(name)
    return found


def _manifest(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the manifest says; raises ``zips.Refused`` where it is none this journal can read."""
    content = b"".join(zips.pieces(archive, MANIFEST, SHORT_MOST))
    try:
        manifest = _object(content.decode("utf-8"), MANIFEST)
    except UnicodeDecodeError:
        raise strange(MANIFEST) from None
    if manifest.get("format") != FORMAT:
        raise zips.Refused("This zip is not an archive of the journal.")
    version = manifest.get("version")
    if not isinstance(version, int) or version < 1:
        raise strange(MANIFEST)
    if version > VERSION:
        raise zips.Refused("A newer journal made this archive. Update this journal first.")
    return manifest


def _files(manifest: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What the manifest says of each file, of the right types."""
    files = manifest.get("files")
    if not isinstance(files, dict):
        raise strange(MANIFEST)
    for name, said in files.items():
        numbers = ("bytes", "rows") if name in CSV_FILES else ("bytes",)
        if not isinstance(said, dict) or not isinstance(said.get("sha256"), str):
            raise strange(MANIFEST)
        if not all(isinstance(said.get(number), int) for number in numbers):
            raise strange(MANIFEST)
    return files


def is_archive(content: IO[bytes]) -> bool:
    """Whether a zip has the files by which an archive is known."""
    try:
        with zips.opened(content, members=MEMBERS_MOST, unpacked=UNPACKED_MOST) as found:
            return {MANIFEST, JOURNAL_JSON} <= set(found.namelist())
    except zips.Refused:
        return False
