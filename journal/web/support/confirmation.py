"""Asking once more who it is, before something that shows the diary to others or takes it away.

A computer may stand open, or a cookie be copied; a password is not.
"""

from dataclasses import dataclass
from typing import Final

from flask import Flask, g, request, session
from flask_login import current_user

from journal.access.passwords import is_right
from journal.core.model.faults import fault
from journal.store.accounts import second_factors
from journal.web.support import limits
from journal.web.support.request import account, db, now, owner, settings
from journal.web.support.security_events import record
from journal.words.messages import message
from journal.words.problems import sentence

FIELD: Final = "own_password"
CONFIRMED: Final = "confirmed"
"""Where the signed cookie keeps when this browser was last asked, in seconds since 1970."""


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Whether a form asks for the password, what was wrong with it, and whether digits do too."""

    needed: bool
    problem: str = ""
    digits: bool = False


def install(app: Flask) -> None:
    """Let templates know whether to ask."""
    app.jinja_env.globals["confirmation"] = question


def is_recent() -> bool:
    """Whether this browser signed in or confirmed within the time the settings give."""
    within = settings().confirm_within
    if within is None:
        return True
    moments = [current_user.login.created_at.timestamp(), session.get(CONFIRMED, 0)]
    # Either way, as the clock may have been set in between.
    return any(abs(now().timestamp() - moment) < within.total_seconds() for moment in moments)


def question(action: str = "") -> AskedAgain:
    """What a form on this page asks, as its template shows it.

    ``action``: where the form goes, on a page with several; what was wrong is shown at that one.
    """
    if is_recent():
        return AskedAgain(needed=False)
    digits = second_factors.secret_of(db(), owner()) is not None
    problem = g.get("confirmation_problem", "") if action in ("", request.path) else ""
    return AskedAgain(needed=True, problem=problem, digits=digits)


def refused() -> int:
    """0 where it is known who sent this form, or the form has just said it; else the status.

    The page is then shown again, with what was typed and the reason beside the password.
    """
    if is_recent():
        return 0
    typed = request.form.get(FIELD, "")
    if not typed:
        return _with_problem(message("confirm_first"), 422)
    tries = limits.own_passwords()
    if limits.are_over(tries):
        return _with_problem(sentence(fault("too_often")), 429)
    mine = account()
    right = is_right(mine.password_hash, typed)  # first, as nobody should wait for it
    if not right and not second_factors.enter_digits(db(), mine.id, typed, now()):
        record("confirmation_failed", mine.id)
        return _with_problem(message("not_confirmed"), 422)
    limits.refund(tries)
    record("confirmed", mine.id)
    session[CONFIRMED] = int(now().timestamp())
    return 0


def _with_problem(text: str, status: int) -> int:
    g.confirmation_problem = text
    return status
