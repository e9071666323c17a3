"""What each command does."""

import argparse
import json
import os
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal import clock
from journal.access import security_log
from journal.commands import doctor
from journal.commands.imports import Wanted, bring_in
from journal.commands.typed_secrets import CommandRefused
from journal.config import Settings
from journal.core.insight.schedule import insight_from_day_1
from journal.core.model.faults import Unreadable
from journal.core.model.moments import local_day
from journal.core.model.time_fields import Day
from journal.exchange.out import verdict_text
from journal.hosting import reminder_job
from journal.store.accounts import accounts, audit
from journal.store.db.backups import bring_back
from journal.store.db.database_files import backup, make_durable, new_file
from journal.store.db.database_lock import shared
from journal.store.db.engine import engine_of
from journal.store.db.inspection import Damaged
from journal.store.db.models import Account
from journal.store.db.preparing import mark, prepared
from journal.store.db.sessions import session
from journal.store.diary import series
from journal.store.imports import archive_export
from journal.words import hosting
from journal.words.commands import command_text
from journal.words.problems import sentence

OPENED: Final[list[Engine]] = []
"""The databases a command has opened, which are let go of at its end."""


def serve(settings: Settings, options: argparse.Namespace) -> None:
    """Serve the journal until it is stopped."""
    from journal.hosting.serving import serve  # noqa: PLC0415 (gunicorn is only for serving)

    where = (options.host, options.port, options.workers)
    serve(settings, *where, print_qr=options.print_qr)


def journal_engine(settings: Settings, *, create: bool = False) -> Engine:
    """The engine of a journal that is set up: its database, and its secret key."""
    engine = prepared(settings, clock.now(), create=create)
    OPENED.append(engine)
    with session(engine, writes=False) as reading:
        settings.key(accounts_exist=accounts.any_account(reading))
    return engine


def init(settings: Settings, _options: argparse.Namespace) -> None:
    """Make an empty database."""
    journal_engine(settings, create=True)
    print(command_text("database_ready"))


def writing_session(settings: Settings) -> Session:
    """A session that writes into that journal."""
    return session(journal_engine(settings), writes=True)


def account_of(writing: Session, name: str) -> Account:
    """The account of a name. Raises CommandRefused where there is none."""
    account = accounts.account_named(writing, name)
    if account is None:
        raise CommandRefused(command_text("no_account", name=name))
    return account


def note_look(settings: Settings, writing: Session, what: str, *account_ids: str) -> None:
    """Let the owners of diaries see what was done on the server. Commits, once for all."""
    for account_id in account_ids:
        audit.add(writing, account_id, what, clock.now())
    writing.commit()
    for account_id in account_ids:
        log(settings, what, account_id)


def log(settings: Settings, event: str, account_id: str = "") -> None:
    """Put what was done on the server into the security log."""
    line = security_log.line(event, clock.now(), account=account_id)
    security_log.write(settings.data_dir, line)


def import_files(settings: Settings, options: argparse.Namespace) -> int:
    """Import files into an account, or say what that would do; 1 where they were refused."""
    request, engine = _wanted(options), journal_engine(settings)
    with session(engine, writes=False) as reading:
        account = account_of(reading, options.user)
    refused = bring_in(engine, account, request, clock.now()).refused
    if not refused and not request.dry_run:
        with session(engine, writes=True) as writing:
            note_look(settings, writing, "host_imported", account.id)
    return int(refused)


def _wanted(options: argparse.Namespace) -> Wanted:
    return Wanted(
        options.files,
        options.answer,
        guess=options.guess,
        dry_run=options.dry_run,
        leave_rows=options.leave_bad_rows,
    )


def print_insight(settings: Settings, options: argparse.Namespace) -> None:
    """Print what a diary can tell. Raises CommandRefused."""
    engine = journal_engine(settings)
    with session(engine, writes=True) as writing:
        note_look(settings, writing, "host_looked", account_of(writing, options.user).id)
    with session(engine, writes=False) as reading:
        account = account_of(reading, options.user)
        today = local_day(clock.now(), account.zone)
        last = today if options.on is None else _past_day(options.on, today)
        insight = insight_from_day_1(series.diary_days(reading, account.id, last))
    if options.json:
        print(json.dumps(verdict_text.as_dict(insight), indent=2, allow_nan=False))
    else:
        print(verdict_text.as_text(insight), end="")


def _past_day(text: str, today: date) -> date:
    try:
        day = Day().read(text)
    except Unreadable as unreadable:
        raise CommandRefused(
            command_text("no_day", text=text, why=sentence(unreadable.fault))
        ) from None
    if day > today:
        raise CommandRefused(command_text("day_to_come", day=day))
    return day


def export(settings: Settings, options: argparse.Namespace) -> None:
    """Write an archive of an account to a file. Raises CommandRefused."""
    file = Path(options.file)
    part = file.with_name(file.name + ".part")
    _make_sure_new(file)
    engine = journal_engine(settings)
    with session(engine, writes=True) as writing:
        owner = account_of(writing, options.user).id
        note_look(settings, writing, "host_exported", owner)
    with session(engine, writes=False, one_moment=True) as reading:
        try:
            with os.fdopen(new_file(part), "wb") as stream:
                for piece in archive_export.pieces(reading, owner, clock.now()):
                    stream.write(piece)
            make_durable(part)
            part.replace(file)
            make_durable(file.parent)
        except OSError as wrong:
            part.unlink(missing_ok=True)
            raise CommandRefused(hosting.cannot_be_written(file, wrong.strerror)) from wrong
    print(command_text("exported", name=options.user, file=options.file))


def _make_sure_new(file: Path) -> None:
    """Raise CommandRefused where a file of that name, or no folder for it, is there."""
    if file.exists() or file.is_symlink():
        raise CommandRefused(command_text("file_there", file=file))
    if not file.absolute().parent.is_dir():
        raise CommandRefused(command_text("no_folder", folder=file.absolute().parent))


def _only_sqlite(settings: Settings, how: str) -> None:
    if settings.sqlite_file is None:
        raise CommandRefused(command_text("postgresql", command=how))


def make_backup(settings: Settings, options: argparse.Namespace) -> None:
    """Copy the database to a file. Raises CommandRefused."""
    _only_sqlite(settings, f"pg_dump --format=custom --file={options.file} DATABASE")
    file, database = Path(options.file), settings.sqlite_file
    if database is None or not database.exists():
        raise CommandRefused(command_text("no_database", file=database))
    _make_sure_new(file)
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
    _only_sqlite(settings, f"pg_restore --clean --dbname=DATABASE {options.file}")
    database = settings.sqlite_file
    if database is not None:
        try:
            old_file = bring_back(database, Path(options.file), clock.now())
        except OSError as wrong:
            raise CommandRefused(hosting.cannot_be_written(database, wrong.strerror)) from wrong
        mark(settings, clock.now())
        log(settings, "host_restored")
        print(hosting.restored(old_file))
        print(command_text("restored"))


def remind(settings: Settings, _options: argparse.Namespace) -> int:
    """Send the reminders that are due; 1 where one failed."""
    tally = reminder_job.send_due(journal_engine(settings), settings, clock.now)
    counts = {"sent": tally.sent, "not_needed": tally.not_needed, "failed": tally.failed}
    print(command_text("reminded", **counts))
    return 1 if tally.failed else 0


def look(settings: Settings, _options: argparse.Namespace) -> int:
    """Print what is right and what is wrong with this journal; 1 where anything is."""
    findings = doctor.examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'LOOK'}  {finding.text}")
    return 0 if all(finding.fine for finding in findings) else 1
