"""Backups by night, each proven: brought back into a scratch place, counted and compared.

What is served is only read. Kept are one of each of the last seven days, of the last four weeks
and of the last six months.
"""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, func, select, table

from journal.store.db.backups import make_ready
from journal.store.db.database_files import backup, new_file
from journal.store.db.database_lock import DatabaseLock, InUse
from journal.store.db.failures import disk_is_full, reason
from journal.store.db.inspection import WrongDatabase, reading, side_files, tables
from journal.store.db.models import Versioned
from journal.store.db.upgrade import NewerDatabase, RowsLost
from journal.words import hosting

RESULT: Final = "rehearsal.json"
SCRATCH: Final = "rehearsal.sqlite3"
HOUR: Final = 3
"""The hour of the host's clock from which on a night's backup is due."""

ENDED_BY_A_RESTORE: Final = {"logins", "tokens"}
RECORDS: Final = tuple(
    mapper.class_.__tablename__
    for mapper in Versioned.registry.mappers
    if issubclass(mapper.class_, Versioned)
)
"""The tables of entries."""
DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 4
MONTHS_KEPT: Final = 6


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A backup that was made and brought back for a try."""

    at: str
    """When, in ISO 8601."""
    file: str
    entries: int
    """How many entries of all diaries came back."""
    problem: str = ""
    """What went wrong; empty: it is proven."""


def latest(folder: Path) -> Rehearsal | None:
    """The latest try of a folder of backups; None: there was none."""
    try:
        return Rehearsal(**json.loads((folder / RESULT).read_text()))
    except (OSError, ValueError, TypeError):
        return None


def is_due(folder: Path, since: datetime, now: datetime) -> bool:
    """Whether a night began since the latest try, or since the journal was set up.

    ``since`` and ``now`` are in the host's own zone.
    """
    rehearsal = latest(folder)
    last = since if rehearsal is None else max(since, datetime.fromisoformat(rehearsal.at))
    night = now.replace(hour=HOUR, minute=0, second=0, microsecond=0)
    return last < (night if now >= night else night - timedelta(days=1)) or last > now + timedelta(
        days=1
    )


def rehearse(engine: Engine, folder: Path, now: datetime) -> Rehearsal | None:
    """Back an SQLite database up and prove the backup; None where another process does.

    A backup that is not proven is removed, and no older one with it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = folder / SCRATCH
    try:
        lock = DatabaseLock(scratch, alone=True)
    except InUse:
        return None
    file = folder / f"nightly-{now:%Y%m%d}.sqlite3"
    with lock:
        try:
            backup(engine, file)
            entries = proven(file, scratch, now)
        except (WrongDatabase, NewerDatabase, RowsLost, OSError) as wrong:
            rehearsal = Rehearsal(now.isoformat(), file.name, 0, _sentence(wrong, folder))
        else:
            rehearsal = Rehearsal(now.isoformat(), file.name, entries)
            _keep_by_schedule(folder)
        finally:
            for part in (scratch, *side_files(scratch)):
                part.unlink(missing_ok=True)
        with suppress(OSError), os.fdopen(new_file(folder / RESULT), "w") as result_file:
            json.dump(asdict(rehearsal), result_file)
    return rehearsal


def proven(file: Path, scratch: Path, now: datetime) -> int:
    """How many entries a backup brings back, tried in a scratch place.

    Raises WrongDatabase, NewerDatabase, RowsLost and OSError.
    """
    make_ready(file, scratch, now)
    counts, restored_counts = _counts(file), _counts(scratch)
    differing = [
        name
        for name, count in counts.items()
        if name not in ENDED_BY_A_RESTORE and restored_counts.get(name) != count
    ]
    if differing:
        raise WrongDatabase(hosting.not_as_many(file, differing))
    return sum(restored_counts.get(name, 0) for name in RECORDS)


def _counts(file: Path) -> dict[str, int]:
    with reading(file) as connection:
        return {
            name: int(
                connection.execute(str(select(func.count()).select_from(table(name)))).fetchone()[
                    0
                ]
            )
            for name in tables(connection)
        }


def _sentence(wrong: Exception, folder: Path) -> str:
    if disk_is_full(wrong):
        return hosting.disk_full(folder)
    return reason(wrong) if isinstance(wrong, OSError) else str(wrong)


def _keep_by_schedule(folder: Path) -> None:
    """Remove the backups by night that no day, week or month is kept by."""
    days = {
        date.fromisoformat(file.stem.removeprefix("nightly-")): file
        for file in folder.glob("nightly-[0-9]*.sqlite3")
    }
    for day in set(days) - kept_days(sorted(days, reverse=True)):
        days[day].unlink()


def kept_days(newest_first: Sequence[date]) -> set[date]:
    """The days of backups that are kept: the latest, and the last of each week and month."""
    weeks = [next(days) for _, days in groupby(newest_first, lambda day: day.isocalendar()[:2])]
    months = [next(days) for _, days in groupby(newest_first, lambda day: (day.year, day.month))]
    return {*newest_first[:DAYS_KEPT], *weeks[:WEEKS_KEPT], *months[:MONTHS_KEPT]}
