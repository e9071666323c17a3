"""A folder on a disk whose power may go: what was not synced is lost, kept, or torn.

A write that was not synced may be on the disk or not, sector by sector, in any order. A file's
name, its new name or its removal is there only once the folder was synced; of those that were not,
the first few may be there, in order. What was synced stays.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import PurePath
from typing import Final

SECTOR: Final = 512
"""Bytes that are written whole or not at all."""


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes that were written to a file; ``data`` is None where it was cut to ``at`` bytes."""

    file: int
    at: int
    data: bytes | None


@dataclass(frozen=True, slots=True)
class Synced:
    """A file that was put on the disk."""

    file: int


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a folder that a file was given; ``file`` is None where the name was removed."""

    path: str
    file: int | None


@dataclass(frozen=True, slots=True)
class Renamed:
    """A file that took another name, in the place of what had that."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class FolderSynced:
    """A folder whose names were put on the disk."""

    path: str


@dataclass(frozen=True, slots=True)
class Reported:
    """Not of the disk: what whoever writes said to the world meanwhile."""

    words: str


NameStep = Named | Renamed
Step = Written | Synced | NameStep | FolderSynced | Reported


@dataclass(slots=True)
class Disk:
    """What is on the disk for certain, and what may be."""

    names: dict[str, int]
    contents: dict[int, bytearray]
    name_steps: list[NameStep] = field(default_factory=list)
    writes: dict[int, list[Written]] = field(default_factory=dict)

    @classmethod
    def holding(cls, files: Mapping[str, bytes]) -> "Disk":
        """A disk with these files by path; their numbers count down from -1."""
        names = {path: -1 - at for at, path in enumerate(files)}
        return cls(names, {names[path]: bytearray(content) for path, content in files.items()})

    def go_on(self, step: Step) -> None:
        """Do what was done next."""
        match step:
            case Written():
                self.writes.setdefault(step.file, []).append(step)
            case Synced():
                content = self.contents.setdefault(step.file, bytearray())
                for write in self.writes.pop(step.file, ()):
                    _write(content, write)
            case Named() | Renamed():
                self.name_steps.append(step)
            case FolderSynced():
                self._sync_names(step.path)
            case Reported():
                pass

    def _sync_names(self, folder: str) -> None:
        later = []
        for step in self.name_steps:
            if str(PurePath(step.path).parent) == folder:
                _name(self.names, step)
            else:
                later.append(step)
        self.name_steps = later

    def after_a_cut(self, rng: random.Random) -> dict[str, bytes]:
        """The files, by path, that one power cut at this moment leaves."""
        names = dict(self.names)
        for step in self.name_steps[: rng.randint(0, len(self.name_steps))]:
            _name(names, step)
        survives = rng.choice((_nothing, _everything, _some_sectors, _the_first_sectors))
        files = {}
        for path, file in names.items():
            content = bytearray(self.contents.get(file, b""))
            for write in survives(self.writes.get(file, []), rng):
                _write(content, write)
            files[path] = bytes(content)
        return files


def _write(content: bytearray, write: Written) -> None:
    """Write to a file; what lies between its end and that is zeros."""
    if write.data is None:
        del content[write.at :]
        content.extend(bytes(write.at - len(content)))
        return
    content.extend(bytes(max(write.at - len(content), 0)))
    content[write.at : write.at + len(write.data)] = write.data


def _name(names: dict[str, int], step: NameStep) -> None:
    match step:
        case Named(path, None):
            names.pop(path, None)
        case Named(path, int() as file):
            names[path] = file
        case Renamed(path, to) if path in names:
            names[to] = names.pop(path)


def _nothing(_writes: list[Written], _rng: random.Random) -> list[Written]:
    return []


def _everything(writes: list[Written], _rng: random.Random) -> list[Written]:
    return writes


def _some_sectors(writes: list[Written], rng: random.Random) -> list[Written]:
    """Half of the sectors, in any order."""
    return [sector for write in writes for sector in _sectors(write) if rng.random() < 0.5]


def _the_first_sectors(writes: list[Written], rng: random.Random) -> list[Written]:
    """All up to one sector, and nothing after it."""
    sectors = [sector for write in writes for sector in _sectors(write)]
    return sectors[: rng.randint(0, len(sectors))]


def _sectors(write: Written) -> list[Written]:
    """A write as the sectors it touches."""
    if write.data is None:
        return [write]
    edges = [0, *range(SECTOR - write.at % SECTOR, len(write.data), SECTOR), len(write.data)]
    return [
        Written(write.file, write.at + begin, write.data[begin:end])
        for begin, end in pairwise(edges)
    ]
