"""Signing a browser in: by the password, and where one is wanted by a second factor after it."""

from typing import Final

from flask import g, render_template, request, session, url_for
from flask_login import login_user
from werkzeug.wrappers import Response

from journal.store.accounts import accounts, passkeys, second_factors
from journal.store.db.models import Account
from journal.store.db.owner_wall import see
from journal.web.support import known_browsers, sign_in_notice, tickets
from journal.web.support.flash import Message, flash
from journal.web.support.request import User, db, now, see_other, way_back
from journal.web.support.security_events import record
from journal.words.messages import message

RIGHT: Final = "password was right"


def enter_browser(entering: Account) -> None:
    """Sign this browser in, under a fresh token and a fresh session."""
    token = accounts.sign_in(db(), entering, request.user_agent.string, now())
    db().commit()
    session.clear()
    session.permanent = True
    login_user(User(entering, None, token))
    g.account = entering


def let_in(entering: Account) -> Response:
    """Sign this browser in and send it on; told to the person where it is new to them.

    An account that is switched off lets nobody in, and says so to those who know its password.
    """
    if entering.switched_off_at is not None:
        record("sign_in_failed", entering.id)
        flash(Message(text=message("switched_off")))
        return see_other(url_for("accounts.sign_in"))
    new = known_browsers.known(entering) is None
    enter_browser(entering)
    record("signed_in", entering.id)
    if new:
        sign_in_notice.tell(entering)
    return known_browsers.remember(see_other(way_back()), entering)


def ticket_for(account: Account) -> str:
    """What says for some minutes that this browser knows an account's password."""
    return tickets.sealed(RIGHT, account.id, account.password_hash[-16:])


def account_behind(ticket: str) -> Account | None:
    """The account of a ticket; None where it is none, too old, or of another password."""
    match tickets.opened(RIGHT, ticket):
        case [str(account_id), str(password)]:
            account = accounts.account_of_id(db(), account_id)
            if account is None or account.password_hash[-16:] != password:
                return None
            see(account_id)
            return account
        case _:
            return None


def code_page(entering: Account, ticket: str, back: str, problem: str = "") -> str:
    """The page that asks for a passkey, the digits or a code, as the account has them."""
    return render_template(
        "accounts/sign_in_code.html",
        ticket=ticket,
        return_path=back,
        problem=problem,
        has_app=second_factors.secret_of(db(), entering.id) is not None,
        passkeys=passkeys.count(db(), entering.id),
    )
