"""What is done while the power goes, and what a start of the journal finds afterwards.

Each is begun in an empty folder, and does its work in a process of its own. After every step that
it may call done it reports the state of the journal; the first report is the state before.
"""

import hashlib
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, select

from journal.config import Settings
from journal.store.db.backups import bring_back
from journal.store.db.database_files import backup
from journal.store.db.inspection import reading, refuse_damage
from journal.store.db.models import Base
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.preparing import prepared
from journal.store.db.sessions import session
from tests.faults.runs import one_change
from tests.golden import pairs
from tests.store.making import DAY, NOW, account, bring_in, pain, the_examples

Report = Callable[[str], None]
CHANGES: Final = 300
IMPORTED: Final = 1500


@dataclass(frozen=True, slots=True)
class Scenario:
    """A work that is cut off."""

    begin: Callable[[Path], None]
    work: Callable[[Path, Report], None]
    state: Callable[[Path], str]
    """What a start finds in a folder. Raises where the journal does not start, or is damaged."""


def file_in(folder: Path) -> Path:
    """Where the database of a folder lies."""
    return folder / "journal.sqlite3"


def opened(folder: Path) -> Engine:
    """The database of a folder, as ``serve`` opens it."""
    settings = Settings(folder, f"sqlite:///{file_in(folder)}", secret_key="not a secret")
    return prepared(settings, NOW, check=True)


def rows(engine: Engine) -> str:
    """All rows of a database, as one short word."""
    digest = hashlib.sha256()
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        for table in Base.metadata.sorted_tables:
            digest.update(table.name.encode())
            for row in sorted(map(repr, connection.execute(select(table)))):
                digest.update(row.encode())
    return digest.hexdigest()[:16]


def rows_in(folder: Path) -> str:
    """All rows of a folder's database, after a start."""
    engine = opened(folder)
    state = rows(engine)
    engine.dispose()
    return state


def one_account(folder: Path) -> None:
    """A journal with one account and a record of each kind."""
    engine = opened(folder)
    the_examples(engine, account(engine, "ada"))
    engine.dispose()


def an_older_one(folder: Path) -> None:
    """A journal that the first release has left."""
    pairs.as_file(pairs.VERSIONS[0], file_in(folder))


def one_to_restore(folder: Path) -> None:
    """A journal with one account more than the backup beside it."""
    one_account(folder)
    engine = opened(folder)
    backup(engine, folder / "copy.sqlite3")
    the_examples(engine, account(engine, "later"))
    engine.dispose()


def change(folder: Path, report: Report) -> None:
    """Save, edit and delete."""
    rng = random.Random(1)  # noqa: S311 (no secret)
    engine = opened(folder)
    owner = account(engine, "eve")
    report(rows(engine))
    mine: list[str] = []
    for _ in range(CHANGES):
        with session(engine, writes=True) as writing:
            one_change(writing, owner, mine, rng)
            writing.commit()
        report(rows(engine))
    engine.dispose()


def bring_a_file_in(folder: Path, report: Report) -> None:
    """Import many levels at once."""
    engine = opened(folder)
    owner = account(engine, "eve")
    report(rows(engine))
    days = [DAY - timedelta(days=at) for at in range(IMPORTED)]
    bring_in(engine, owner, [pain(day, at % 11) for at, day in enumerate(days)])
    report(rows(engine))
    engine.dispose()


def start(folder: Path, report: Report) -> None:
    """Start a newer version on an older one's database: cut off or not, it ends as the same."""
    aside = folder.with_name("aside")
    shutil.copytree(folder, aside)
    report(rows_in(aside))
    report(rows_in(folder))


def restore(folder: Path, report: Report) -> None:
    """Bring a backup back."""
    report(rows_in(folder))
    bring_back(file_in(folder), folder / "copy.sqlite3", NOW)
    report(rows_in(folder))


def make_backups(folder: Path, report: Report) -> None:
    """Back up, change, back up over the first one."""
    engine = opened(folder)
    report(rows_and_copy(folder))
    for name in ("eve", "mia"):
        account(engine, name)
        report(rows_and_copy(folder))
        backup(engine, folder / "copy.sqlite3")
        report(rows_and_copy(folder))
    engine.dispose()


def rows_and_copy(folder: Path) -> str:
    """All rows, and which backup there is."""
    copy = folder / "copy.sqlite3"
    name = "none"
    if copy.exists():
        with reading(copy) as connection:
            refuse_damage(copy, connection)
            accounts = connection.execute("SELECT username FROM accounts ORDER BY username")
            name = " and ".join(username for (username,) in accounts)
    return f"{rows_in(folder)}, backup of {name}"


SCENARIOS: Final = {
    "save, edit, delete": Scenario(one_account, change, rows_in),
    "import": Scenario(one_account, bring_a_file_in, rows_in),
    "migrate": Scenario(an_older_one, start, rows_in),
    "restore": Scenario(one_to_restore, restore, rows_in),
    "backup": Scenario(one_account, make_backups, rows_and_copy),
}


if __name__ == "__main__":
    scenario, folder_name, reports = sys.argv[1:]
    pipe = os.open(reports, os.O_WRONLY | os.O_CREAT)

    def written(state: str) -> None:
        os.write(pipe, f"{state}\n".encode())

    SCENARIOS[scenario].work(Path(folder_name), written)
