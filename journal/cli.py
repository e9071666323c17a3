"""The commands: what a host types."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from journal import zone_data
from journal.commands.accounts import (
    add_user,
    list_accounts,
    make_demo,
    make_host,
    set_password,
    sign_out,
)
from journal.commands.database import init, make_backup, move, restore
from journal.commands.diaries import export, import_files, print_insight
from journal.commands.opening import OPENED
from journal.commands.running import look, remind, serve
from journal.commands.typed_secrets import CommandRefused
from journal.config import Settings
from journal.store.db import failures
from journal.store.db.preparing import REFUSALS
from journal.words import hosting
from journal.words.commands import command_text

WORKERS: Final = 2
PROGRAM: Final = "python -m journal"
TYPED: Final = {
    "serve": "serve --port 8080 --print-qr",
    "init": "init",
    "add-user": "add-user ada --zone Europe/Lisbon",
    "set-password": "set-password ada",
    "accounts": "accounts",
    "make-host": "make-host ada",
    "sign-out": "sign-out ada",
    "demo": "demo",
    "export": "export ada ada.zip",
    "import": "import ada ada.zip --dry-run",
    "insight": "insight ada --on 2026-11-01",
    "backup": "backup /somewhere/safe/journal.sqlite3",
    "restore": "restore /somewhere/safe/journal.sqlite3",
    "move": "move instance/journal.sqlite3 postgresql+psycopg://journal@localhost/journal",
    "remind": "remind",
    "doctor": "doctor",
}
"""What each command looks like when it is typed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command; 0 when done, 1 when it was refused, with the sentence why."""
    options = parser().parse_args(arguments)
    zone_data.use_newer()
    try:
        settings = Settings.from_env()
        command: Callable[[Settings, argparse.Namespace], int | None] = options.command
        code = command(settings, options) or 0
        sys.stdout.flush()
    except BrokenPipeError:  # what reads the words, such as head, has had enough of them
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (CommandRefused, *REFUSALS) as reason:
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
    else:
        return code
    finally:
        while OPENED:
            OPENED.pop().dispose()


Command = Callable[[Settings, argparse.Namespace], int | None]
Adding = Callable[..., argparse.ArgumentParser]
"""Adds a command by its name, what it does, and the names of its arguments."""


def parser() -> argparse.ArgumentParser:
    """The commands and what each of them takes."""
    reader = argparse.ArgumentParser(PROGRAM, description="Spasm Journal")
    commands = reader.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, command: Command, *names: str) -> argparse.ArgumentParser:
        what = command_text(name.replace("-", "_"))
        example = command_text("example", command=f"{PROGRAM} {TYPED[name]}")
        parser = commands.add_parser(name, help=what, description=what, epilog=example)
        parser.set_defaults(command=command)
        for argument in names:
            _ask_for(parser, name, argument)
        return parser

    _ask_where_to_serve(add("serve", serve))
    add("init", init)
    _add_accounts(add)
    add("export", export, "USER", "FILE")
    _ask_what_to_import(add("import", import_files, "USER"))
    telling = add("insight", print_insight, "USER")
    telling.add_argument("--on", metavar="DATE", help=command_text("on"))
    telling.add_argument("--json", action="store_true", help=command_text("json"))
    add("backup", make_backup, "FILE")
    add("restore", restore, "FILE")
    add("move", move, "FROM", "TO")
    add("remind", remind)
    add("doctor", look)
    return reader


def _add_accounts(add: Adding) -> None:
    """The commands about accounts."""
    _ask_for_password(add("add-user", add_user, "NAME"), zone=True)
    changing = add("set-password", set_password, "NAME")
    forget = command_text("forget_second_factor")
    changing.add_argument("--forget-second-factor", action="store_true", help=forget)
    _ask_for_password(changing)
    add("accounts", list_accounts)
    hosting_accounts = add("make-host", make_host, "NAME")
    hosting_accounts.add_argument("--end", action="store_true", help=command_text("host_end"))
    alone = command_text("host_leave_alone")
    hosting_accounts.add_argument("--leave-alone", action="store_true", help=alone)
    _ask_for(add("sign-out", sign_out), "sign-out", "NAME", nargs="?")
    showing = add("demo", make_demo)
    _ask_for(showing, "demo", "NAME", nargs="?", default="demo")
    _ask_for_password(showing)


def _ask_for(
    command: argparse.ArgumentParser,
    name: str,
    argument: str,
    nargs: str | None = None,
    default: str | None = None,
) -> None:
    """Let a command take an argument; its help says what this command does with it."""
    code = f"{name.replace('-', '_')}_{argument.lower()}"
    help_text = command_text(code, default=default)
    command.add_argument(
        argument.lower(), metavar=argument, nargs=nargs, default=default, help=help_text
    )


def _ask_where_to_serve(command: argparse.ArgumentParser) -> None:
    host, port = "127.0.0.1", 8000
    command.add_argument("--host", default=host, help=command_text("host", default=host))
    command.add_argument(
        "--port", type=int, default=port, help=command_text("port", default=str(port))
    )
    workers = command_text("workers", default=WORKERS)
    command.add_argument("--workers", type=int, default=WORKERS, help=workers)
    command.add_argument("--print-qr", action="store_true", help=command_text("print_qr"))


def _ask_for_password(command: argparse.ArgumentParser, *, zone: bool = False) -> None:
    if zone:
        command.add_argument("--zone", default="UTC", help=command_text("zone"))
    typed = command_text("password_stdin")
    command.add_argument("--password-stdin", action="store_true", help=typed)


def _ask_what_to_import(command: argparse.ArgumentParser) -> None:
    files = command_text("import_files")
    command.add_argument("files", metavar="FILE", nargs="+", type=Path, help=files)
    answer = command_text("answer")
    command.add_argument("--dry-run", action="store_true", help=command_text("dry_run"))
    command.add_argument("--list-all", action="store_true", help=command_text("list_all"))
    command.add_argument("--answer", metavar="ID=VALUE", action="append", default=[], help=answer)
    command.add_argument("--guess", action="store_true", help=command_text("guess"))
    bad_rows = command_text("leave_bad_rows")
    command.add_argument("--leave-bad-rows", action="store_true", help=bad_rows)
