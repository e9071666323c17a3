"""Browsers that were signed in to an account before: they are not stopped by others' guesses."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Final

from flask import request
from itsdangerous import BadSignature
from werkzeug.wrappers import Response

from journal.store.db.models import Account
from journal.web.support.request import cookie_name, cookie_path
from journal.web.support.tickets import signer

LASTS: Final = timedelta(days=400)
SALT: Final = "known browser"


def _cookie(account_id: str) -> str:
    """The name of the cookie: one for each account, as a family may share a browser."""
    return cookie_name(f"journal-known-{account_id[:8]}")


def known(account: Account | None) -> str | None:
    """The name this browser was given when it last signed in to an account; None: it never did.

    A new password makes it unknown.
    """
    if account is None:
        return None
    try:
        signed = signer(SALT).loads(request.cookies.get(_cookie(account.id), ""))
    except BadSignature:
        return None
    match signed:
        case [str(name), str(account_id), str(password)] if (account_id, password) == (
            account.id,
            account.password_hash[-16:],
        ):
            return name
    return None


def remember(response: Response, account: Account) -> Response:
    """Let this browser be known for one that was signed in to an account."""
    signed = signer(SALT).dumps([token_urlsafe(12), account.id, account.password_hash[-16:]])
    response.set_cookie(
        _cookie(account.id),
        str(signed),
        max_age=LASTS,
        path=cookie_path(),
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response
