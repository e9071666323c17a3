"""What may be done on a full disk: sign in and out, end access, delete, take files out."""

from typing import Final

from flask import Flask, request

from journal.store.db import reserve
from journal.web.support.request import settings

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


def install(app: Flask) -> None:
    """Keep room for all of that beside the SQLite database of a served journal."""
    app.before_request(_keep_room)


def _keep_room() -> None:
    """Let the reserve give way to what may always be done; ask for it before any other write.

    A disk without room for it is full, and says so by its name.
    """
    if request.method != "POST":
        return
    folder = settings().data_dir
    if request.endpoint in ALWAYS:
        reserve.give_way(folder)
    else:
        reserve.keep(folder)
