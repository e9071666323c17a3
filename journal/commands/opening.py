"""The journal that a command works on, and what is noted of it."""

from pathlib import Path
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal import clock
from journal.access import security_log
from journal.commands.typed_secrets import CommandRefused
from journal.config import Settings
from journal.store.accounts import accounts, audit
from journal.store.db.models import Account
from journal.store.db.preparing import prepared
from journal.store.db.sessions import session
from journal.words.commands import command_text

OPENED: Final[list[Engine]] = []
"""The databases a command has opened, which are let go of at its end."""


def journal_engine(settings: Settings, *, create: bool = False) -> Engine:
    """The engine of a journal that is set up: its database, and its secret key."""
    engine = prepared(settings, clock.now(), create=create)
    OPENED.append(engine)
    with session(engine, writes=False) as reading:
        settings.key(accounts_exist=accounts.any_account(reading))
    return engine


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


def make_sure_new(file: Path) -> None:
    """Raise CommandRefused where a file of that name, or no folder for it, is there."""
    if file.exists() or file.is_symlink():
        raise CommandRefused(command_text("file_there", file=file))
    if not file.absolute().parent.is_dir():
        raise CommandRefused(command_text("no_folder", folder=file.absolute().parent))
