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
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from journal import clock, doctor, reminder_job, zone_data
from journal.config import Settings, WrongSetting
from journal.core.insight.schedule import insight_from_day_1
from journal.core.model.fields import Day, Unreadable
from journal.core.model.moments import local_day, zone_exists
from journal.exchange.out import verdict_text
from journal.import_command import NotImported, Wanted, bring_in
from journal.store.accounts import accounts, second_factors
from journal.store.db import failures
from journal.store.db.backups import bring_back
from journal.store.db.database_files import backup, make_durable, new_file
from journal.store.db.database_lock import InUse, shared
from journal.store.db.engine import open_database
from journal.store.db.inspection import Damaged, WrongDatabase
from journal.store.db.models import Account
from journal.store.db.preparing import mark, prepared
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, RowsLost
from journal.store.diary import demo, series
from journal.store.imports import archive_export
from journal.words import hosting
from journal.words.commands import command_text
from journal.words.problems import sentence

WORKERS: Final = 2

OPENED: Final[list[Engine]] = []
"""The databases a command has opened, which are let go of at its end."""


class Refused(Exception):
    """A command that was not carried out; the message says why and what to do."""


REFUSALS: Final = (
    Refused,
    NotImported,
    WrongSetting,
    WrongDatabase,
    InUse,
    NewerDatabase,
    RowsLost,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command; 0 when done, 1 when it was refused, with the sentence why."""
    options = _parser().parse_args(arguments)
    zone_data.use_newer()
    try:
        settings = Settings.from_env()
        command: Callable[[Settings, argparse.Namespace], int | None] = options.command
        return command(settings, options) or 0
    except REFUSALS as reason:
        print(reason, file=sys.stderr)
        return 1
    except (DBAPIError, OSError) as wrong:
        full = failures.disk_is_full(wrong) or (
            isinstance(wrong, DBAPIError) and failures.kind_of(wrong) == "full"
        )
        if not full and not isinstance(wrong, DBAPIError):
            raise
        data_dir = settings.data_dir
        message = (
            hosting.disk_full(data_dir)
            if full
            else hosting.database_failed(failures.reason(wrong))
        )
        print(message, file=sys.stderr)
        return 1
    finally:
        while OPENED:
            OPENED.pop().dispose()


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

    serving = add("serve", _serve, command_text("serve"))
    serving.add_argument("--host", default="127.0.0.1")
    serving.add_argument("--port", type=int, default=8000)
    serving.add_argument("--workers", type=int, default=WORKERS)
    add("init", _init, command_text("init"))
    adding = add("add-user", _add_user, command_text("add_user"), "NAME")
    adding.add_argument("--zone", default="UTC", help=command_text("zone"))
    changing = add("set-password", _set_password, command_text("set_password"), "NAME")
    changing.add_argument(
        "--forget-second-factor",
        action="store_true",
        help=command_text("forget_second_factor"),
    )
    ending = add("sign-out", _sign_out, command_text("sign_out"))
    ending.add_argument("name", metavar="NAME", nargs="?")
    showing = add("demo", _demo, command_text("demo"))
    showing.add_argument("name", metavar="NAME", nargs="?", default="demo")
    for asking in (adding, changing, showing):
        asking.add_argument(
            "--password-stdin", action="store_true", help=command_text("password_stdin")
        )
    add("export", _export, command_text("export"), "USER", "FILE")
    importing = add("import", _import, command_text("import"), "USER")
    importing.add_argument("files", metavar="FILE", nargs="+", type=Path)
    importing.add_argument("--dry-run", action="store_true", help=command_text("dry_run"))
    importing.add_argument(
        "--answer",
        metavar="ID=VALUE",
        action="append",
        default=[],
        help=command_text("answer"),
    )
    importing.add_argument("--guess", action="store_true", help=command_text("guess"))
    importing.add_argument(
        "--leave-bad-rows", action="store_true", help=command_text("leave_bad_rows")
    )
    saying = add("insight", _insight, command_text("insight"), "USER")
    saying.add_argument("--on", metavar="DATE", help=command_text("on"))
    saying.add_argument("--json", action="store_true", help=command_text("json"))
    add("backup", _backup, command_text("backup"), "FILE")
    add("restore", _restore, command_text("restore"), "FILE")
    add("remind", _remind, command_text("remind"))
    add("doctor", _doctor, command_text("doctor"))
    return parser


def _serve(settings: Settings, options: argparse.Namespace) -> None:
    from journal.serving import serve  # noqa: PLC0415 (gunicorn is only for serving)

    serve(settings, options.host, options.port, options.workers)


def _engine(settings: Settings, *, create: bool = False) -> Engine:
    """The engine of a journal that is set up: its database, and its secret key."""
    engine = prepared(settings, clock.now(), create=create)
    OPENED.append(engine)
    with session(engine, writes=False) as reading:
        settings.key(accounts_exist=accounts.any_account(reading))
    return engine


def _init(settings: Settings, _options: argparse.Namespace) -> None:
    _engine(settings, create=True)
    print(command_text("database_ready"))


def _writing(settings: Settings) -> Session:
    return session(_engine(settings), writes=True)


def _account(writing: Session, name: str) -> Account:
    found = accounts.account_named(writing, name)
    if found is None:
        raise Refused(command_text("no_account", name=name))
    return found


def _password(options: argparse.Namespace) -> str:
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        try:
            password = getpass.getpass(command_text("password"))
            again = getpass.getpass(command_text("password_again"))
        except EOFError:
            raise Refused(command_text("no_password")) from None
        if password != again:
            raise Refused(command_text("passwords_differ"))
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
        raise Refused(command_text("no_zone", zone=options.zone))
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
            raise Refused(command_text("account_exists", name=name)) from None
        writing.commit()
    print(command_text("account_created", name=name))


def _set_password(settings: Settings, options: argparse.Namespace) -> None:
    with session(_engine(settings), writes=False) as reading:
        _account(reading, options.name)
    password_hash = _hashed(_password(options))
    with _writing(settings) as writing:
        account = _account(writing, options.name)
        accounts.set_password(writing, account, password_hash)
        if options.forget_second_factor:
            second_factors.turn_off(writing, account.id)
        accounts.forgive_guesses(writing, account, clock.now())
        writing.commit()
    print(command_text("password_set"))


def _sign_out(settings: Settings, options: argparse.Namespace) -> None:
    with _writing(settings) as writing:
        of_one = _account(writing, options.name).id if options.name else None
        ended = accounts.sign_out_everywhere(writing, of_one)
        writing.commit()
    print(command_text("signed_out", count=ended))


def _demo(settings: Settings, options: argparse.Namespace) -> None:
    name = _name(options.name)
    password = _password(options) if options.password_stdin else secrets.token_hex(8)
    password_hash = _hashed(password)
    with _writing(settings) as writing:
        try:
            demo.make(writing, name, password_hash, clock.now())
        except accounts.NameTaken:
            raise Refused(command_text("real_account", name=name)) from None
        writing.commit()
    print(command_text("demo_created", name=name, password=password))


def _import(settings: Settings, options: argparse.Namespace) -> int:
    wanted = Wanted(
        options.files,
        options.answer,
        guess=options.guess,
        dry_run=options.dry_run,
        leave_rows=options.leave_bad_rows,
    )
    engine = _engine(settings)
    with session(engine, writes=False) as reading:
        account = _account(reading, options.user)
    return int(bring_in(engine, account, wanted, clock.now()).refused)


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
        raise Refused(command_text("no_day", text=text, why=sentence(unreadable.fault))) from None
    if day > today:
        raise Refused(command_text("day_to_come", day=day))
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
            make_durable(part)
            part.replace(file)
            make_durable(file.parent)
        except OSError as wrong:
            part.unlink(missing_ok=True)
            raise Refused(hosting.cannot_be_written(file, wrong.strerror)) from wrong
    print(command_text("exported", name=options.user, file=options.file))


def _only_sqlite(settings: Settings, how: str) -> None:
    if settings.sqlite_file is None:
        raise Refused(command_text("postgresql", command=how))


def _backup(settings: Settings, options: argparse.Namespace) -> None:
    _only_sqlite(settings, f"pg_dump --format=custom --file={options.file} DATABASE")
    file, database = Path(options.file), settings.sqlite_file
    if database is None or not database.exists():
        raise Refused(command_text("no_database", file=database))
    if file.is_dir() or file.resolve() == database.resolve():
        raise Refused(command_text("in_use", file=file))
    engine = open_database(settings.database_url)
    OPENED.append(engine)
    try:
        with shared(database):
            backup(engine, file)
    except Damaged as wrong:
        raise Refused(hosting.backup_damaged(str(wrong))) from wrong
    except OSError as wrong:
        raise Refused(hosting.cannot_be_written(file, wrong.strerror)) from wrong
    print(command_text("copied", file=options.file))


def _restore(settings: Settings, options: argparse.Namespace) -> None:
    _only_sqlite(settings, f"pg_restore --clean --dbname=DATABASE {options.file}")
    database = settings.sqlite_file
    if database is not None:
        try:
            kept = bring_back(database, Path(options.file), clock.now())
        except OSError as wrong:
            raise Refused(hosting.cannot_be_written(database, wrong.strerror)) from wrong
        mark(settings, clock.now())
        print(hosting.restored(kept))
        print(command_text("restored"))


def _remind(settings: Settings, _options: argparse.Namespace) -> int:
    tally = reminder_job.send_due(_engine(settings), settings, clock.now)
    told = {"sent": tally.sent, "not_needed": tally.not_needed, "failed": tally.failed}
    print(command_text("reminded", **told))
    return 1 if tally.failed else 0


def _doctor(settings: Settings, _options: argparse.Namespace) -> int:
    findings = doctor.examine(settings)
    for finding in findings:
        print(f"{'ok  ' if finding.fine else 'LOOK'}  {finding.text}")
    return 0 if all(finding.fine for finding in findings) else 1
