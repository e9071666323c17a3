"""The commands about the whole database: made, copied, put back, moved."""

import argparse
import os
from pathlib import Path

from journal import clock
from journal.commands.opening import OPENED, journal_engine, log, make_sure_new
from journal.commands.typed_secrets import CommandRefused
from journal.config import Settings
from journal.store.db import moving
from journal.store.db.backups import bring_back
from journal.store.db.database_files import backup
from journal.store.db.database_lock import shared
from journal.store.db.engine import engine_of
from journal.store.db.inspection import Damaged, is_sqlite
from journal.store.db.preparing import mark
from journal.words import hosting
from journal.words import moving as words
from journal.words.commands import command_text


def init(settings: Settings, _options: argparse.Namespace) -> None:
    """Make an empty database."""
    journal_engine(settings, create=True)
    print(command_text("database_ready"))


def _sqlite_file(settings: Settings, otherwise: str) -> Path:
    """The database file; on PostgreSQL the refusal that names the command to use there."""
    if settings.sqlite_file is None:
        raise CommandRefused(command_text("postgresql", command=otherwise))
    return settings.sqlite_file


def make_backup(settings: Settings, options: argparse.Namespace) -> None:
    """Copy the database to a file. Raises CommandRefused."""
    database = _sqlite_file(settings, f"pg_dump --format=custom --file={options.file} DATABASE")
    file = Path(options.file)
    if not database.exists():
        raise CommandRefused(command_text("no_database", file=database))
    make_sure_new(file)
    engine = engine_of(settings)
    OPENED.append(engine)
    try:
        with shared(database):
            backup(engine, file)
    except Damaged as wrong:
        raise CommandRefused(hosting.backup_damaged(str(wrong))) from wrong
    except OSError as wrong:
        raise CommandRefused(hosting.cannot_be_written(file, wrong.strerror)) from wrong
    log(settings, "host_backed_up")
    print(command_text("copied", file=options.file))


def restore(settings: Settings, options: argparse.Namespace) -> None:
    """Put a copy in the place of the database. Raises CommandRefused."""
    if settings.sqlite_file is None and is_sqlite(Path(options.file)):
        raise CommandRefused(command_text("restore_by_move", file=options.file))
    database = _sqlite_file(settings, f"pg_restore --clean --dbname=DATABASE {options.file}")
    try:
        old_file = bring_back(database, Path(options.file), clock.now())
    except OSError as wrong:
        raise CommandRefused(hosting.cannot_be_written(database, wrong.strerror)) from wrong
    mark(settings, clock.now())
    log(settings, "host_restored")
    print(hosting.restored(old_file))
    print(command_text("restored"))


def move(settings: Settings, options: argparse.Namespace) -> None:
    """Copy the journal of one database into another, empty one, and compare them."""
    target = _address(options.to)
    rows = moving.move(_address(getattr(options, "from")), target, clock.now())
    log(settings, "host_moved")
    print(words.moved(sum(rows.values()), len(rows)))
    print(words.serve_from(moving.without_password(target)))


def _address(text: str) -> str:
    """The address of a database that is named by it, or by its SQLite file."""
    url = text if "://" in text else f"sqlite:///{Path(text).expanduser().absolute()}"
    return Settings.from_env(os.environ | {"JOURNAL_DATABASE_URL": url}).database_url
