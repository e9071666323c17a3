"""What may be done on a full disk: sign in and out, end access, delete, take files out."""

from functools import partial
from pathlib import Path
from typing import Final

from flask import Flask, request

from journal.store.db import reserve

ALWAYS: Final = frozenset(
    (
        "accounts.enter",
        "accounts.sign_out",
        "accounts.end_session",
        "accounts.delete",
        "signing_in.enter_code",
        "single_sign_on.enter",
        "passkeys.ask_to_sign_in",
        "passkeys.enter",
        "entries.delete",
        "programme.delete",
        "shares.end",
        "care.end",
        "tokens.revoke",
        "exports.confirm",
    )
)


def install(app: Flask, folder: Path) -> None:
    """Keep room for all of that in the folder of a served journal's SQLite database."""
    app.before_request(partial(_keep_room, folder))


def _keep_room(folder: Path) -> None:
    """Let the reserve give way to what may always be done; ask for it before any other write.

    A disk without room for it is full, and says so by its name.
    """
    if request.method != "POST":
        return
    if request.endpoint in ALWAYS:
        reserve.give_way(folder)
    else:
        reserve.keep(folder)
