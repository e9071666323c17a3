"""The commands: what a host types."""

import argparse
import getpass
import json
import os
import secrets
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal import clock, doctor, reminder_job
from journal.app import prepare_database
from journal.config import Settings, WrongSetting
from journal.core.insight.schedule import insight_from_day_1
from journal.core.model.fields import Day, Unreadable
from journal.core.model.moments import local_day, zone_exists
from journal.exchange.out import verdict_text
from journal.import_command import NotImported, Wanted, bring_in
from journal.store.accounts import accounts
from journal.store.db.backups import bring_back
from journal.store.db.database_files import NotABackup, backup, new_file
from journal.store.db.engine import open_database
from journal.store.db.models import Account
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, RowsLost
from journal.store.diary import demo, series
from journal.store.imports import archive_export
from journal.words.problems import sentence

RESTORED: Final = (
    "Everybody signs in again, with the password they had when the backup was made. Shared links, "
    "open invitations and tokens of other apps are ended: make new ones. Clinicians look after "
    "whoever let them in by then: ask people to look at “Who looks after you”."
)

WORKERS: Final = 2


class Refused(Exception):
    """A command that was not carried out; the message says why and what to do."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command; 0 when done, 1 when it was refused, with the sentence why."""
    options = _parser().parse_args(arguments)
    try:
        settings = Settings.from_env()
        command: Callable[[Settings, argparse.Namespace], int | None] = options.command
        return command(settings, options) or 0
    except (Refused, NotImported, WrongSetting, NewerDatabase, RowsLost, NotABackup) as reason:
        print(reason, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m journal", description="Spasm Journal")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, command: Callable[..., int | None], what: str, *names: str
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(command=command)
        for argument in names:
            made.add_argument(argument.lower(), metavar=argument)
        return made

    serving = add("serve", _serve, "serve the journal; creates and upgrades the database first")
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--workers", type=int, default=WORKERS)
    add("init", _init, "create or upgrade the database")
    adding = add("add-user", _add_user, "make an account", "NAME")
    adding.add_argument("--zone", default="UTC", help="an IANA time zone, such as Europe/Lisbon")
    changing = add("set-password", _set_password, "set the password of an account", "NAME")
    showing = add("demo", _demo, "make an account with a made-up year")
    showing.add_argument("name", metavar="NAME", nargs="?", default="demo")
    for asking in (adding, changing, showing):
        asking.add_argument(
            "--password-stdin", action="store_true", help="read the password from standard input"
        )
    add("export", _export, "take everything of an account out, as one archive", "USER", "FILE")
    importing = add(
        "import", _import, "bring files into an account: an archive, CSV, other trackers'", "USER"
    )
    importing.add_argument("files", metavar="FILE", nargs="+", type=Path)
    importing.add_argument("--dry-run", action="store_true", help="only say what it would do")
    importing.add_argument(
        "--answer",
        metavar="ID=VALUE",
        action="append",
        default=[],
        help="what a file of another tracker cannot know; may be given several times",
    )
    importing.add_argument(
        "--guess", action="store_true", help="take a guess for what is not answered"
    )
    saying = add(
        "insight", _insight, "print what may be said of a diary, with all numbers", "USER"
    )
    saying.add_argument("--on", metavar="DATE", help="as of this day (YYYY-MM-DD), not today")
    saying.add_argument("--json", action="store_true", help="as JSON, for other programs")
    add("backup", _backup, "copy the database, in use or not", "FILE")
    add("restore", _restore, "replace the database by a backup", "FILE")
    add("remind", _remind, "send the reminders that are due, as serve does by itself")
    add("doctor", _doctor, "look whether everything is as it should be")
    return parser


def _serve(settings: Settings, options: argparse.Namespace) -> None:
    from journal.serving import serve  # noqa: PLC0415 (gunicorn is only for serving)

    serve(settings, options.host, options.port, options.workers)


def _engine(settings: Settings) -> Engine:
    """The engine of a journal that is set up: its database, and its secret key."""
    engine = prepare_database(settings)
    with session(engine, writes=False) as reading:
        settings.key(accounts_exist=accounts.any_account(reading))
    return engine


def _init(settings: Settings, _options: argparse.Namespace) -> None:
    _engine(settings)
    print("The database is ready.")


def _writing(settings: Settings) -> Session:
    return session(_engine(settings), writes=True)


def _account(writing: Session, name: str) -> Account:
    found = accounts.account_named(writing, name)
    if found is None:
        raise Refused(f"There is no account “{name}”.")
    return found


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        try:
            password = getpass.getpass("Password: ")
            again = getpass.getpass("The password again: ")
        except EOFError:
            raise Refused("No password was typed; --password-stdin reads one.") from None
        if password != again:
            raise Refused("The two passwords differ.")
    if fault := accounts.password_fault(password):
        raise Refused(sentence(fault))
    return password


def _name(text: str) -> str:
    name = text.strip()
    if fault := accounts.name_fault(name):
        raise Refused(sentence(fault))
    return name


def _hashed(password: str) -> str:
    from journal.passwords import hashed_password  # noqa: PLC0415 (slow to load)

    return hashed_password(password)


def _add_user(settings: Settings, options: argparse.Namespace) -> None:
    if not zone_exists(options.zone):
        raise Refused(f"There is no time zone “{options.zone}”.")
    name = _name(options.name)
    password_hash = _hashed(_password(options))
    with _writing(settings) as writing:
        try:
            accounts.create(
                writing,
                username=name,
                password_hash=password_hash,
                zone=options.zone,
                now=clock.now(),
            )
        except accounts.NameTaken:
            raise Refused(f"There is an account “{name}” already.") from None
        writing.commit()
    print(f"The account “{name}” is made.")


def _set_password(settings: Settings, options: argparse.Namespace) -> None:
    with session(_engine(settings), writes=False) as reading:
        _account(reading, options.name)
    password_hash = _hashed(_password(options))
    with _writing(settings) as writing:
        accounts.set_password(writing, _account(writing, options.name), password_hash)
        writing.commit()
    print("The password is set; every browser is signed out.")


def _demo(settings: Settings, options: argparse.Namespace) -> None:
    name = _name(options.name)
    password = _password(options) if options.password_stdin else secrets.token_hex(8)
    password_hash = _hashed(password)
    with _writing(settings) as writing:
        try:
            demo.make(writing, name, password_hash, clock.now())
        except accounts.NameTaken:
            raise Refused(
                f"“{name}” is a real account. Give the demonstration another name."
            ) from None
        writing.commit()
    print(f"The account “{name}” holds a made-up year. Its password: {password}")


def _import(settings: Settings, options: argparse.Namespace) -> int:
    wanted = Wanted(options.files, options.answer, guess=options.guess, dry_run=options.dry_run)
    with _writing(settings) as writing:
        preview = bring_in(writing, _account(writing, options.user), wanted, clock.now())
        if preview.refused:
            return 1
        if not wanted.dry_run:
            writing.commit()
    return 0


def _insight(settings: Settings, options: argparse.Namespace) -> None:
    with session(_engine(settings), writes=False) as reading:
        account = _account(reading, options.user)
        today = local_day(clock.now(), account.zone)
        last = today if options.on is None else _past_day(options.on, today)
        said = insight_from_day_1(series.diary_days(reading, account.id, last))
    if options.json:
        print(json.dumps(verdict_text.as_dict(said), indent=2, allow_nan=False))
    else:
        print(verdict_text.as_text(said), end="")


def _past_day(text: str, today: date) -> date:
    try:
        day = Day().read(text)
    except Unreadable as unreadable:
        raise Refused(f"“{text}” is no day: {sentence(unreadable.fault)}") from None
    if day > today:
        raise Refused(f"{day} is still to come: nothing can be said of it yet.")
    return day


def _export(settings: Settings, options: argparse.Namespace) -> None:
    file = Path(options.file)
    part = file.with_name(file.name + ".part")
    with session(_engine(settings), writes=False) as reading:
        owner = _account(reading, options.user).id
        reading.rollback()
        try:
            with os.fdopen(new_file(part), "wb") as written:
                for piece in archive_export.pieces(reading, owner, clock.now()):
                    written.write(piece)
            part.replace(file)
        except OSError as wrong:
            part.unlink(missing_ok=True)
            raise Refused(f"{file} cannot be written: {wrong.strerror}.") from wrong
    print(f"Everything of “{options.user}” is in {options.file}. Only you can read it.")


def _only_sqlite(settings: Settings, how: str) -> None:
    if settings.sqlite_file is None:
        raise Refused(f"On PostgreSQL use its own tools: {how}")


def _backup(settings: Settings, options: argparse.Namespace) -> None:
    _only_sqlite(settings, f"pg_dump --format=custom --file={options.file} DATABASE")
    file, database = Path(options.file), settings.sqlite_file
    if database is None or not database.exists():
        raise Refused(f"There is no database at {database} yet.")
    if file.is_dir() or file.resolve() == database.resolve():
        raise Refused(f"{file} is in use as it is. Give the copy a name of its own.")
    try:
        backup(open_database(settings.database_url), file)
    except OSError as wrong:
        raise Refused(f"{file} cannot be written: {wrong.strerror}.") from wrong
    print(f"The database is copied to {options.file}. Keep the secret key with it.")


def _restore(settings: Settings, options: argparse.Namespace) -> None:
    _only_sqlite(settings, f"pg_restore --clean --dbname=DATABASE {options.file}")
    backups = settings.data_dir / "backups"
    kept = bring_back(_engine(settings), Path(options.file), backups, clock.now())
    print(f"The backup is in place. What was there before is kept in {kept}")
    print(RESTORED)


def _remind(settings: Settings, _options: argparse.Namespace) -> int:
    tally = reminder_job.send_due(_engine(settings), settings, clock.now)
    print(f"Reminders: {tally.sent} sent, {tally.not_needed} not needed, {tally.failed} failed.")
    return 1 if tally.failed else 0


def _doctor(settings: Settings, _options: argparse.Namespace) -> int:
    findings = doctor.examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'LOOK'}  {finding.text}")
    return 0 if all(finding.fine for finding in findings) else 1
