"""Names and passwords as a command is given them."""

import argparse
import getpass
import sys

from journal.store.accounts import accounts
from journal.words.commands import command_text
from journal.words.problems import sentence


class CommandRefused(Exception):
    """A command that was not carried out; the message says why and what to do."""


def typed_password(options: argparse.Namespace) -> str:
    """The password of a command, fit for an account. Raises CommandRefused."""
    if options.password_stdin:
        password = sys.stdin.readline().rstrip("\n")
    else:
        try:
            password = getpass.getpass(command_text("password"))
            again = getpass.getpass(command_text("password_again"))
        except EOFError:
            raise CommandRefused(command_text("no_password")) from None
        if password != again:
            raise CommandRefused(command_text("passwords_differ"))
    if fault := accounts.password_fault(password):
        raise CommandRefused(sentence(fault))
    if fault := accounts.password_weakness(password, options.name):
        raise CommandRefused(sentence(fault))
    return password


def typed_name(text: str) -> str:
    """The name of an account to be. Raises CommandRefused."""
    name = text.strip()
    if fault := accounts.name_fault(name):
        raise CommandRefused(sentence(fault))
    return name
