"""What a process did to a folder, as strace wrote it down, as the steps of a disk."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.disk import (
    FolderSynced,
    Named,
    Renamed,
    Reported,
    Step,
    Synced,
    Written,
)

WRITING: Final = (
    "openat,open,creat,write,pwrite64,writev,pwritev,pwritev2,sendfile,copy_file_range,fallocate,"
    "ftruncate,truncate,fsync,fdatasync,sync_file_range,lseek,rename,renameat,renameat2,unlink,"
    "unlinkat,link,linkat,symlink,symlinkat"
)
LINE: Final = re.compile(r"(\w+)\((.*)\) += (-?\d+)(?:<(.*)>)?(?: .*)?")
TEXT: Final = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
DESCRIPTOR: Final = re.compile(r"(\d+)<((?:\\x[0-9a-f]{2})*)>")
LONGEST_TEXT: Final = 64 << 20


def traced(command: list[str], trace: Path, environment: Mapping[str, str]) -> None:
    """Run a command and write its system calls down. Raises where it fails."""
    options = ["-y", "-xx", "-s", str(LONGEST_TEXT), "-o", str(trace), "-e", f"trace={WRITING}"]
    strace = shutil.which("strace") or "strace"
    subprocess.run([strace, *options, *command], check=True, env=os.environ | dict(environment))


def plain(escaped: str) -> bytes:
    """The bytes of a text in which each is written as a number."""
    return bytes.fromhex(escaped.replace("\\x", ""))


def path_of(escaped: str) -> str:
    """A path of which each byte is written as a number."""
    return os.fsdecode(plain(escaped))


@dataclass(slots=True)
class OpenFile:
    """A descriptor: which file it writes to, and where."""

    file: int
    at: int = 0
    appends: bool = False


@dataclass(slots=True)
class Reader:
    """Reads the lines of a trace; files are numbered as they were made."""

    folder: Path
    reports: Path
    names: dict[str, int]
    contents_length: dict[int, int] = field(default_factory=dict)
    opened: dict[int, OpenFile] = field(default_factory=dict)

    def steps(self, lines: Iterator[str]) -> Iterator[Step]:
        """What was done to the folder, and what was reported. Raises ValueError at a call that
        changes the folder in a way that is not read here."""
        for line in lines:
            if not (parts := LINE.fullmatch(line.rstrip("\n"))) or parts[3].startswith("-"):
                continue
            if '"...' in parts[2]:
                raise ValueError(f"cut short: {line[:80]}")
            yield from self._step(parts[1], parts[2], int(parts[3]))

    def _step(self, call: str, arguments: str, result: int) -> Iterator[Step]:
        texts = [plain(text) for text, _ in TEXT.findall(arguments)]
        if call in {"openat", "open", "creat"}:
            yield from self._open(os.fsdecode(texts[0]), arguments, result)
        elif call in {"rename", "unlink"}:
            paths = [os.fsdecode(text) for text in texts]
            yield from self._rename(*paths) if call == "rename" else self._unlink(*paths)
        elif (descriptor := DESCRIPTOR.match(arguments)) is not None:
            yield from self._at(
                call, int(descriptor[1]), path_of(descriptor[2]), arguments, result
            )
        elif any(str(self.folder) in os.fsdecode(text) for text in texts):
            raise ValueError(call)

    def _is_ours(self, path: str) -> bool:
        return Path(path).is_relative_to(self.folder) and not path.endswith("-shm")

    def _open(self, path: str, arguments: str, descriptor: int) -> Iterator[Step]:
        self.opened.pop(descriptor, None)
        if not self._is_ours(path) or "O_RDONLY" in arguments:
            return
        if path not in self.names:
            number = max([0, *self.contents_length]) + 1
            self.names[path], self.contents_length[number] = number, 0
            yield Named(path, number)
        file = self.names[path]
        if "O_TRUNC" in arguments:
            self.contents_length[file] = 0
            yield Written(file, 0, None)
        self.opened[descriptor] = OpenFile(file, appends="O_APPEND" in arguments)

    def _rename(self, path: str, to: str) -> Iterator[Step]:
        if self._is_ours(path):
            self.names[to] = self.names.pop(path)
            yield Renamed(path, to)

    def _unlink(self, path: str) -> Iterator[Step]:
        if self._is_ours(path):
            del self.names[path]
            yield Named(path, None)

    def _at(
        self, call: str, descriptor: int, path: str, arguments: str, result: int
    ) -> Iterator[Step]:
        """A call on a descriptor."""
        texts = [plain(text) for text, _ in TEXT.findall(arguments)]
        if path == str(self.reports):
            if call == "write":
                yield Reported(texts[0].decode().strip())
        elif call == "unlinkat" and "AT_REMOVEDIR" not in arguments:
            yield from self._unlink(os.path.join(path, os.fsdecode(texts[0])))  # noqa: PTH118 (a text)
        elif call in {"fsync", "fdatasync"}:
            yield from self._sync(descriptor, path)
        elif self._is_ours(path) and (open_file := self.opened.get(descriptor)) is not None:
            yield from self._change(call, open_file, texts, arguments, result)

    def _sync(self, descriptor: int, path: str) -> Iterator[Step]:
        if path in self.names:  # also through a descriptor that only reads
            yield Synced(self.names[path])
        elif (open_file := self.opened.get(descriptor)) is not None:
            yield Synced(open_file.file)
        elif Path(path).is_relative_to(self.folder) and not path.endswith("-shm"):
            yield FolderSynced(path)

    def _change(
        self, call: str, open_file: OpenFile, texts: list[bytes], arguments: str, result: int
    ) -> Iterator[Step]:
        file = open_file.file
        if call == "lseek":
            open_file.at = result
        elif call == "pwrite64":
            at = int(arguments.rpartition(", ")[2])
            yield self._written(file, at, texts[0][:result])
        elif call == "write":
            at = self.contents_length[file] if open_file.appends else open_file.at
            open_file.at = at + result
            yield self._written(file, at, texts[0][:result])
        elif call == "ftruncate":
            length = int(arguments.rpartition(", ")[2])
            self.contents_length[file] = length
            yield Written(file, length, None)
        else:
            raise ValueError(call)

    def _written(self, file: int, at: int, data: bytes) -> Written:
        self.contents_length[file] = max(self.contents_length.get(file, 0), at + len(data))
        return Written(file, at, data)
