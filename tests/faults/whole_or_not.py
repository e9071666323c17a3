"""Works that are done as a whole or not at all, killed at any moment: restore, import, upgrade."""

import os
import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Final

from sqlalchemy import event

from journal.core.model.records import PainLevel
from journal.store.db.backups import bring_back
from journal.store.db.database_files import finish
from journal.store.db.engine import open_database
from journal.store.db.inspection import faults, reading
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.upgrade import row_counts, upgrade
from tests.faults.runs import SEED, Result, killed, new_database
from tests.golden import pairs
from tests.store.making import DAY, NOW, account, bring_in, pain

IMPORTED: Final = 3000
TRIES: Final = 10
MEASURED_TIMES: Final = 3
"""The least of them is how long a work takes; something else may have slowed the others down."""


def killed_inside(
    begin: Callable[[], object], work: Callable[[int], None], kills: int, result: Result
) -> Iterator[bool]:
    """Begin a work anew and kill it, until so many kills fell before its end.

    Yields after each whether it had said that it was done; kills after its end do not count.
    """
    rng = random.Random(SEED)  # noqa: S311 (no secret)
    length = min(_seconds_taken(begin, work) for _ in range(MEASURED_TIMES))
    for _ in range(TRIES * kills):
        if result.kills == kills:
            return
        begin()
        is_done = bool(killed(work, rng.random() * length))
        result.kills += not is_done
        result.acknowledged += is_done
        yield is_done
    raise TimeoutError(result.name)


def _seconds_taken(begin: Callable[[], object], work: Callable[[int], None]) -> float:
    begin()
    started = time.perf_counter()
    killed(work, None)
    return time.perf_counter() - started


def restores(folder: Path, kills: int) -> Result:
    """Restore while being killed: the old database or the new one, whole."""
    result = Result("restore, killed inside")
    database, copy, old = (folder / f"{name}.sqlite3" for name in ("live", "copy", "old"))
    new_database(copy)
    new_database(old)
    engine = open_database(f"sqlite:///{old}")
    account(engine, "later")
    engine.dispose()
    begin, work = partial(shutil.copy, old, database), partial(_restore, database, copy)
    for is_done in killed_inside(begin, work, kills, result):
        finish(database)
        with reading(database) as connection:
            result.damaged += bool(faults(connection))
            names = sorted(name for (name,) in connection.execute("SELECT username FROM accounts"))
        result.lost += names != ["ada"] and (is_done or names != ["ada", "later"])
    return result


def _restore(database: Path, copy: Path, pipe: int) -> None:
    bring_back(database, copy, datetime.now(UTC))
    os.write(pipe, b"done")


def imports(folder: Path, kills: int) -> Result:
    """Import many levels while being killed: all of them are there, or none."""
    result = Result("import, killed inside")
    begun, file = folder / "begun.sqlite3", folder / "importing.sqlite3"
    owner = new_database(begun)
    days = [DAY - timedelta(days=at) for at in range(IMPORTED)]
    levels = [pain(day, at % 11) for at, day in enumerate(days)]

    def begin() -> None:
        for leftover in folder.glob("importing.sqlite3*"):
            leftover.unlink()
        shutil.copy(begun, file)

    for is_done in killed_inside(begin, partial(_import, file, owner, levels), kills, result):
        with reading(file) as connection:
            result.damaged += bool(faults(connection))
            (count,) = connection.execute("SELECT count(*) FROM pain_levels").fetchone()
            (changes,) = connection.execute("SELECT count(*) FROM changes").fetchone()
        is_whole = (count, changes) == (IMPORTED, 1)
        result.lost += not is_whole and (is_done or (count, changes) != (0, 0))
    return result


def _import(file: Path, owner: str, levels: list[PainLevel], pipe: int) -> None:
    engine = open_database(f"sqlite:///{file}")
    bring_in(engine, owner, levels)
    os.write(pipe, b"done")
    engine.dispose()


def migrations(folder: Path) -> Result:
    """Kill before every statement of every migration, from nothing and from the first release."""
    result = Result("migrate")
    for begun in (None, pairs.VERSIONS[0]):
        at = 0
        while True:
            file = folder / "migrated.sqlite3"
            for leftover in folder.glob("migrated.sqlite3*"):
                leftover.unlink()
            if begun is not None:
                pairs.as_file(begun, file)
            if not _dies_before(file, at):
                break
            result.kills += 1
            at += 1
            engine = open_database(f"sqlite:///{file}")
            upgrade(engine, None, NOW)
            with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
                rows = sum(row_counts(connection).values())
            engine.dispose()
            result.acknowledged = max(result.acknowledged, rows)
            with reading(file) as file_connection:
                result.damaged += bool(faults(file_connection))
            result.lost += begun is not None and rows != result.acknowledged
    return result


def _dies_before(file: Path, number: int) -> bool:
    """Upgrade in a process that ends before its statement of a number; whether it came to that."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
    engine = open_database(f"sqlite:///{file}")
    ran = 0

    def count(*_: object) -> None:
        nonlocal ran
        if ran == number:
            os._exit(9)
        ran += 1

    event.listen(engine, "before_cursor_execute", count)
    try:
        upgrade(engine, None, NOW)
    finally:
        os._exit(0)
