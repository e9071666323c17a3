"""A zip that somebody sends: opened only within limits, its members read as streams."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import IO, Final

from journal.exchange.files.read_file import ReadFile
from journal.exchange.files.table import BYTES_MOST
from journal.exchange.files.texts import Value, text

MEMBERS_MOST: Final = 2000
MEMBERS_LARGE: Final = 20_000
"""Of an export of a phone, which has a file for each way that was walked."""
MEMBER_BYTES_MOST: Final = BYTES_MOST
UNPACKED_BYTES_MOST: Final = 4 * BYTES_MOST
UNPACKED_LARGE: Final = 2 * 1024 * 1024 * 1024
"""Of a backup with pictures, which are not unpacked."""
LISTED_BYTES_MOST: Final = 1024
"""On average, of what a zip lists of a member: its name and what was noted of it."""
END_BYTES_MOST: Final = 128 * 1024
"""Within this, and more, lies where the list begins."""
PIECE: Final = 64 * 1024

BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,  # of a member that would begin before the file does; of names that are no text
)
"""What reading a damaged zip raises."""


class ZipRefused(Exception):
    """Why a file is not read, as a text for the person."""

    def __init__(self, code: str, **values: Value) -> None:
        self.text = text(code, **values)
        super().__init__(str(self.text))


class _Sparing:
    """A stream that hands out no more than the list of so many members takes.

    A zip says by itself how long its list is, and all of it becomes objects ten times its size.
    """

    def __init__(self, stream: IO[bytes], members: int) -> None:
        self.stream, self.members = stream, members
        self.left = members * LISTED_BYTES_MOST + END_BYTES_MOST

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self.stream.seek(offset, whence)

    def tell(self) -> int:
        return self.stream.tell()

    def read(self, size: int = -1, /) -> bytes:
        most = self.left + 1
        piece = self.stream.read(min(size, most) if size >= 0 else most)
        self.left -= len(piece)
        if self.left < 0:
            raise ZipRefused("zip_lists_too_much", most=self.members)
        return piece


def is_zip(content: bytes) -> bool:
    """Whether something begins as zips do."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def opened(
    stream: IO[bytes], *, members: int = MEMBERS_MOST, unpacked: int = UNPACKED_BYTES_MOST
) -> zipfile.ZipFile:
    """The zip in a stream, its list of members checked; raises ZipRefused."""
    try:
        zipfile.ZipFile(_Sparing(stream, members)).close()
        archive = zipfile.ZipFile(stream)
    except BROKEN:
        raise ZipRefused("zip_damaged") from None
    entries = archive.infolist()
    if len(entries) > members:
        raise ZipRefused("zip_holds_too_many", count=len(entries), most=members)
    for member in entries:
        _check(member)
    if len({member.filename for member in entries}) < len(entries):
        raise ZipRefused("zip_same_name")
    if sum(member.file_size for member in entries) > unpacked:
        most = unpacked // 1024 // 1024
        raise ZipRefused("zip_unpacked_too_large", megabytes=most)
    return archive


def _check(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        raise ZipRefused("zip_member_outside", name=name[:80])
    if member.flag_bits & 1:
        raise ZipRefused("zip_locked")


def pieces(archive: zipfile.ZipFile, name: str, most: int = MEMBER_BYTES_MOST) -> Iterator[bytes]:
    """A member in pieces; raises ZipRefused where it is larger than ``most`` or damaged."""
    size = 0
    try:
        with archive.open(name) as stream:
            while piece := stream.read(PIECE):
                size += len(piece)
                if size > most:
                    raise ZipRefused(
                        "zip_member_too_large", name=name, megabytes=most // 1024 // 1024
                    )
                yield piece
    except (*BROKEN, RuntimeError):
        raise damaged(name) from None


def damaged(name: str) -> ZipRefused:
    """That a member cannot be unpacked."""
    return ZipRefused("zip_member_damaged", name=name)


def whole(archive: zipfile.ZipFile, name: str, file: ReadFile) -> bytes | None:
    """The content of a member, or None with the problem noted."""
    try:
        return b"".join(pieces(archive, name))
    except ZipRefused as why:
        file.refuse_as(1, "", "", why.text)
        return None


def below_common_folder(names: Iterable[str]) -> dict[str, str]:
    """Members by their names without a folder that all of them lie in.

    What a system puts beside them when it packs a folder again is let pass.
    """
    files = [name for name in names if not name.endswith("/") and not _is_litter(name)]
    folder = ""
    while files and all("/" in name.removeprefix(folder) for name in files):
        tops = {name.removeprefix(folder).partition("/")[0] for name in files}
        if len(tops) > 1:
            break
        folder += f"{tops.pop()}/"
    return {name.removeprefix(folder): name for name in files}


def _is_litter(name: str) -> bool:
    parts = name.split("/")
    return parts[0] == "__MACOSX" or parts[-1] in (".DS_Store", "Thumbs.db", "desktop.ini")


def member_named(archive: zipfile.ZipFile, name: str) -> str:
    """The member of this name, perhaps in a folder; raises ZipRefused."""
    members = below_common_folder(archive.namelist())
    if name not in members:
        raise ZipRefused("zip_member_missing", name=name)
    return members[name]
