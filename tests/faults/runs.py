"""Processes that save, edit and delete are killed, or copied from: what is left, counted."""

import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.db.database_files import backup
from journal.store.db.engine import open_database
from journal.store.db.inspection import faults, reading
from journal.store.db.sessions import session
from journal.store.db.upgrade import upgrade
from journal.store.diary import actions, queries, row_writing
from tests.store.making import NOW, account, pain, sent

SEED: Final = 20_261_128


@dataclass(slots=True)
class Result:
    """What a run met."""

    name: str
    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    doubled: int = 0
    damaged: int = 0
    word: str = "kills"

    @property
    def fine(self) -> bool:
        """Whether nothing was lost, doubled or damaged."""
        return not (self.lost or self.doubled or self.damaged)

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.kills:,} {self.word}, {self.acknowledged:,} acknowledged, "
            f"{self.lost} lost, {self.doubled} doubled, {self.damaged} damaged"
        )


def new_database(file: Path) -> str:
    """Make a database with one account; the id of that."""
    engine = open_database(f"sqlite:///{file}")
    upgrade(engine, None, NOW)
    owner = account(engine, "ada")
    engine.dispose()
    return owner


def whole_lines(output: bytes) -> list[str]:
    """The lines that were written to their end."""
    return output.decode().split("\n")[:-1]


def killed(work: Callable[[int], None], after: float | None) -> bytes:
    """Let a process work, kill it after some seconds; what it wrote to the pipe it was given.

    Without seconds it works to its end.
    """
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        try:
            work(writer)
        finally:
            os._exit(0)
    os.close(writer)
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    output = b""
    while piece := os.read(reader, 65536):
        output += piece
    os.close(reader)
    os.waitpid(child, 0)
    return output


@dataclass(slots=True)
class Known:
    """What lay in a diary after the latest kill."""

    levels: dict[str, int] = field(default_factory=dict)
    changes: int = 0


def saves(folder: Path, kills: int, seconds: float) -> Result:
    """Save, edit and delete while being killed: an acknowledged change is there, once."""
    file, rng = folder / "saves.sqlite3", random.Random(SEED)  # noqa: S311 (no secret)
    owner = new_database(file)
    result = Result("save, edit, delete")
    state = Known()
    for _ in range(kills):
        lines = killed(lambda pipe: _write(file, owner, pipe), rng.uniform(0.2, 1) * seconds)
        reports = [line.split() for line in whole_lines(lines)]
        levels = [(key, None if level == "gone" else int(level)) for key, level in reports]
        outcome = _compare(file, owner, state, levels)
        result.kills += 1
        result.acknowledged += outcome.acknowledged
        result.lost += outcome.lost
        result.doubled += outcome.doubled
        result.damaged += outcome.damaged
    return result


def _write(file: Path, owner: str, pipe: int) -> None:
    rng = random.Random()  # noqa: S311 (no secret: another path each time)
    engine = open_database(f"sqlite:///{file}")
    mine: list[str] = []
    while True:
        with session(engine, writes=True) as db:
            message = one_change(db, owner, mine, rng)
            db.commit()
        os.write(pipe, f"{message}\n".encode())  # the acknowledgement


def one_change(db: Session, owner: str, mine: list[str], rng: random.Random) -> str:
    """Save, edit or delete a level; its key, and its level afterwards."""
    choice = rng.random() if mine else 1.0
    if choice > 0.4:
        record = pain(level=rng.randrange(11), kind="now", id=str(uuid4()))
        actions.add(db, owner, record, sent())
        mine.append(record.id)
        return f"{record.id} {record.level}"
    key = rng.choice(mine)
    row = queries.row(db, r.PainLevel, owner, key)
    assert row is not None
    if choice > 0.1:
        level = rng.randrange(11)
        record = row_writing.stored(db, r.PainLevel, row).with_(level=level)
        actions.change(db, row, record, sent())
        return f"{key} {level}"
    actions.remove(db, r.PainLevel, row, sent())
    mine.remove(key)
    return f"{key} gone"


def _compare(
    file: Path, owner: str, state: Known, reports: list[tuple[str, int | None]]
) -> Result:
    """What a kill has lost, doubled and damaged, by what was said before it.

    The one change that was on its way may be there or not: it is taken as it is found.
    """
    result = Result("one kill", kills=1, acknowledged=len(reports))
    with reading(file) as connection:
        result.damaged = int(bool(faults(connection)))
    engine = open_database(f"sqlite:///{file}")
    row = m.PainLevelRow
    with session(engine, writes=False) as db:
        levels = db.execute(select(row.id, row.level).where(row.owner_id == owner))
        level_by_key: dict[str, int] = {key: level for key, level in levels}  # noqa: C416 (of typed rows)
        changes = db.execute(
            select(func.count()).select_from(m.Change).where(m.Change.owner_id == owner)
        ).scalar_one()
    engine.dispose()
    expected: dict[str, int | None] = {**state.levels, **dict(reports)}
    wrong = [key for key, level in expected.items() if level_by_key.get(key) != level]
    more = changes - state.changes - len(reports)
    result.lost = max(-more, 0) + max(len(wrong) - max(more, 0), 0)
    result.doubled = max(more - 1, 0)
    state.levels, state.changes = level_by_key, changes
    return result


def backups(folder: Path, number: int) -> Result:
    """Back up while another process writes: each copy is whole and holds what was acknowledged."""
    result = Result("backup during writes")
    file, copy = folder / "busy.sqlite3", folder / "copy.sqlite3"
    owner = new_database(file)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            _write(file, owner, writer)
        finally:
            os._exit(0)
    os.set_blocking(reader, False)
    engine = open_database(f"sqlite:///{file}")
    output = b""
    for _ in range(number):
        output += _what_is_there(reader)
        changes = output.count(b"\n")
        backup(engine, copy)  # raises where the copy is damaged
        result.acknowledged = changes
        with reading(copy) as connection:
            count = connection.execute("SELECT count(*) FROM changes").fetchone()[0]
        result.lost += count < changes
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    engine.dispose()
    return result


def _what_is_there(reader: int) -> bytes:
    output = b""
    try:
        while piece := os.read(reader, 65536):
            output += piece
    except BlockingIOError:
        pass
    return output
