"""A zip that somebody sends: opened only within limits, its members read as streams."""

import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

from journal.exchange.files.table import BYTES_MOST, ReadFile

MEMBERS_MOST: Final = 2000
MEMBER_BYTES_MOST: Final = BYTES_MOST
UNPACKED_BYTES_MOST: Final = 4 * BYTES_MOST
LISTED_BYTES_MOST: Final = 1024
"""On average, of what a zip lists of a member: its name and what was noted of it."""
END_BYTES_MOST: Final = 128 * 1024
"""Within this, and more, lies where the list begins."""
PIECE: Final = 64 * 1024

BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
"""What reading a damaged zip raises."""


class Refused(Exception):
    """Why a zip is not read, as a sentence for the person."""


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
            raise Refused(f"This zip lists too much: at most {self.members:,} files are read.")
        return piece


def is_zip(content: bytes) -> bool:
    """Whether something begins as zips do."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def opened(
    stream: IO[bytes], *, members: int = MEMBERS_MOST, unpacked: int = UNPACKED_BYTES_MOST
) -> zipfile.ZipFile:
    """The zip in a stream, its list of members checked; raises Refused."""
    try:
        zipfile.ZipFile(_Sparing(stream, members)).close()
        archive = zipfile.ZipFile(stream)
    except (*BROKEN, ValueError, UnicodeDecodeError):
        raise Refused("This zip file is damaged or cut short. Make it again.") from None
    found = archive.infolist()
    if len(found) > members:
        raise Refused(f"This zip holds {len(found):,} files; at most {members:,} are read.")
    for member in found:
        _check(member)
    if len({member.filename for member in found}) < len(found):
        raise Refused("Two files in this zip have the same name.")
    if sum(member.file_size for member in found) > unpacked:
        most = unpacked // 1024 // 1024
        raise Refused(f"Unpacked, this zip is larger than {most:,} MiB.")
    return archive


def _check(member: zipfile.ZipInfo) -> None:
    name = member.filename
    if name.startswith(("/", "\\")) or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Refused(f"The file “{name[:80]}” in this zip lies outside of it.")
    if member.flag_bits & 1:
        raise Refused("This zip is locked with a password. Make one without.")


def pieces(archive: zipfile.ZipFile, name: str, most: int = MEMBER_BYTES_MOST) -> Iterator[bytes]:
    """A member in pieces; raises Refused where it is larger than ``most`` or damaged."""
    read = 0
    try:
        with archive.open(name) as stream:
            while piece := stream.read(PIECE):
                read += len(piece)
                if read > most:
                    raise Refused(
                        f"The file “{name}” is larger than {most // 1024 // 1024:,} MiB."
                    )
                yield piece
    except (*BROKEN, RuntimeError):
        raise damaged(name) from None


def damaged(name: str) -> Refused:
    """That a member cannot be unpacked."""
    return Refused(f"The file “{name}” in this zip is damaged. Make the zip again.")


def whole(archive: zipfile.ZipFile, name: str, file: ReadFile) -> bytes | None:
    """The content of a member, or None with the problem noted."""
    try:
        return b"".join(pieces(archive, name))
    except Refused as why:
        file.refuse(1, "", "", str(why))
        return None
