"""What a power cut may leave of writes, and what it may not; and how those are read."""

import random
from collections.abc import Iterable
from pathlib import Path

from tests.faults.disk import (
    SECTOR,
    Disk,
    FolderSynced,
    Named,
    Renamed,
    Reported,
    Step,
    Synced,
    Written,
)
from tests.faults.system_calls import Reader

FILE = "/d/a"
OLD, NEW = b"o" * 3 * SECTOR, b"n" * 3 * SECTOR


def left(steps: Iterable[Step], files: dict[str, bytes]) -> list[dict[str, bytes]]:
    """What a thousand cuts after these steps leave."""
    disk = Disk.holding(files)
    for step in steps:
        disk.go_on(step)
    rng = random.Random(1)  # noqa: S311 (no secret)
    return [disk.after_a_cut(rng) for _ in range(1000)]


def test_what_was_synced_stays() -> None:
    steps: list[Step] = [Written(-1, 0, NEW), Synced(-1)]
    assert {files[FILE] for files in left(steps, {FILE: OLD})} == {NEW}


def test_what_was_not_synced_is_lost_kept_or_torn_by_sectors() -> None:
    contents = {files[FILE] for files in left([Written(-1, 0, NEW)], {FILE: OLD})}
    o, n = OLD[:SECTOR], NEW[:SECTOR]
    assert contents == {a + b + c for a in (o, n) for b in (o, n) for c in (o, n)}


def test_a_write_across_sectors_is_torn_where_they_meet() -> None:
    contents = {files[FILE] for files in left([Written(-1, SECTOR - 2, b"nnnn")], {FILE: OLD})}
    around = {content[SECTOR - 3 : SECTOR + 3] for content in contents}
    assert around == {b"oooooo", b"onnooo", b"ooonno", b"onnnno"}


def test_a_file_that_was_cut_shorter_may_be_as_long_as_before() -> None:
    contents = {files[FILE] for files in left([Written(-1, 1, None)], {FILE: OLD})}
    assert contents == {OLD, OLD[:1]}


def test_a_new_name_is_there_for_certain_only_once_its_folder_was_synced() -> None:
    new_name: list[Step] = [
        Named("/d/b", 1),
        Written(1, 0, b"b"),
        Synced(1),
        Renamed("/d/b", FILE),
    ]
    outcomes = {tuple(sorted(files.items())) for files in left(new_name, {FILE: OLD})}
    assert outcomes == {
        ((FILE, OLD),),
        ((FILE, OLD), ("/d/b", b"b")),
        ((FILE, b"b"),),
    }
    assert left([*new_name, FolderSynced("/d")], {FILE: OLD})[0] == {FILE: b"b"}
    assert {FILE: OLD} in left([*new_name, FolderSynced("/elsewhere")], {FILE: OLD})


def test_a_removed_name_may_come_back() -> None:
    outcomes = [tuple(files) for files in left([Named(FILE, None)], {FILE: OLD})]
    assert set(outcomes) == {(), (FILE,)}


def escaped(text: str) -> str:
    """A text as a trace writes it."""
    return "".join(f"\\x{byte:02x}" for byte in text.encode())


def test_a_trace_is_read() -> None:
    a, b, reports = (escaped(path) for path in (FILE, "/d/b", "/r"))
    folder, x = escaped("/d"), escaped("x")
    lines = [
        f'openat(AT_FDCWD<{folder}>, "{a}", O_RDWR|O_CREAT|O_NOFOLLOW, 0644) = 3<{a}>',
        f'pwrite64(3<{a}>, "{x}", 1, 4096) = 1',
        f"fsync(3<{a}>) = 0",
        f'openat(AT_FDCWD<{folder}>, "{b}", O_WRONLY|O_CREAT|O_TRUNC, 0600) = 4<{b}>',
        f'write(4<{b}>, "{x}", 1) = 1',
        f'write(4<{b}>, "{x}", 1) = 1',
        f"ftruncate(4<{b}>, 1) = 0",
        f'openat(AT_FDCWD<{folder}>, "{b}", O_RDONLY) = -1 ENOENT (No such file or directory)',
        f'rename("{b}", "{a}") = 0',
        f"fsync(5<{folder}>) = 0",
        f'write(6<{reports}>, "{x}", 1) = 1',
        f'unlink("{a}") = 0',
        "+++ exited with 0 +++",
    ]
    assert list(Reader(Path("/d"), Path("/r"), {FILE: -1}).steps(iter(lines))) == [
        Written(-1, 4096, b"x"),
        Synced(-1),
        Named("/d/b", 1),
        Written(1, 0, None),
        Written(1, 0, b"x"),
        Written(1, 1, b"x"),
        Written(1, 1, None),
        Renamed("/d/b", FILE),
        FolderSynced("/d"),
        Reported("x"),
        Named(FILE, None),
    ]
