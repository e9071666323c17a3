"""What the commands about accounts do."""

import argparse
import secrets

from journal import clock
from journal.commands import account_list
from journal.commands.opening import account_of, journal_engine, log, note_look, writing_session
from journal.commands.typed_secrets import CommandRefused, typed_name, typed_password
from journal.config import Settings
from journal.core.model.moments import zone_exists
from journal.store.accounts import accounts, second_factors, ways_to_patients
from journal.store.accounts.account_list import listed_accounts
from journal.store.db.sessions import session
from journal.store.diary import demo
from journal.words.commands import command_text, host_leaves_alone


def _hashed(password: str) -> str:
    from journal.access.passwords import hashed_password  # noqa: PLC0415 (slow to load)

    return hashed_password(password)


def add_user(settings: Settings, options: argparse.Namespace) -> None:
    """Make an account. Raises CommandRefused."""
    if not zone_exists(options.zone):
        raise CommandRefused(command_text("no_zone", zone=options.zone))
    name = typed_name(options.name)
    password_hash = _hashed(typed_password(options))
    with writing_session(settings) as writing:
        try:
            account = accounts.create(
                writing,
                username=name,
                password_hash=password_hash,
                zone=options.zone,
                now=clock.now(),
            )
        except accounts.UsernameTaken:
            raise CommandRefused(command_text("account_exists", name=name)) from None
        writing.commit()
        log(settings, "registered", account.id)
    print(command_text("account_created", name=name))


def set_password(settings: Settings, options: argparse.Namespace) -> None:
    """Give an account another password. Raises CommandRefused."""
    with session(journal_engine(settings), writes=False) as reading:
        account_of(reading, options.name)
    password_hash = _hashed(typed_password(options))
    with writing_session(settings) as writing:
        account = account_of(writing, options.name)
        accounts.set_password(writing, account, password_hash)
        if options.forget_second_factor:
            second_factors.turn_off(writing, account.id, clock.now())
        accounts.forgive_guesses(writing, account, clock.now())
        note_look(settings, writing, "host_set_password", account.id)
    print(command_text("password_set"))


def sign_out(settings: Settings, options: argparse.Namespace) -> None:
    """End the logins of one account, or of all. Raises CommandRefused."""
    with writing_session(settings) as writing:
        of_one = account_of(writing, options.name).id if options.name else None
        ended = accounts.sign_out_everywhere(writing, of_one)
        owners = sorted({*ended} if of_one is None else {of_one})
        note_look(settings, writing, "host_signed_out", *owners)
    print(command_text("signed_out", count=len(ended)))


def make_host(settings: Settings, options: argparse.Namespace) -> None:
    """Let an account look after accounts, or no longer. Raises CommandRefused."""
    what = "host_revoked" if options.end else "host_granted"
    with writing_session(settings) as writing:
        account = account_of(writing, options.name)
        left = ways_to_patients.left_by_host(writing, account.id)
        if left and not (options.end or options.leave_alone):
            raise CommandRefused(host_leaves_alone(account.username, left))
        account.host = not options.end
        writing.commit()
        log(settings, what, account.id)
    print(command_text(what, name=options.name))


def list_accounts(settings: Settings, _options: argparse.Namespace) -> None:
    """Print who has an account; nothing of any diary, so nobody is told of a look."""
    with session(journal_engine(settings), writes=False) as reading:
        print(*account_list.lines(listed_accounts(reading)), sep="\n")


def make_demo(settings: Settings, options: argparse.Namespace) -> None:
    """Make an account with a made-up year. Raises CommandRefused."""
    name = typed_name(options.name)
    password = typed_password(options) if options.password_stdin else secrets.token_hex(8)
    password_hash = _hashed(password)
    with writing_session(settings) as writing:
        try:
            demo.make(writing, name, password_hash, clock.now())
        except accounts.UsernameTaken:
            raise CommandRefused(command_text("real_account", name=name)) from None
        writing.commit()
    print(command_text("demo_created", name=name, password=password))
