"""Tokens for other apps: listed, made, and revoked."""

from functools import partial
from typing import Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account.tokens import NewToken, is_over
from journal.core.model.faults import Problem
from journal.core.model.vocabulary import TOKENS_MOST
from journal.store.accounts import tokens
from journal.store.accounts.one_time_secrets import TooMany, made_again
from journal.web.support import confirmation, shown_once
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import content_id
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
    public_address,
    see_other,
    settings,
    today,
    way_back,
)
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("tokens", __name__, url_prefix="/account/tokens")

SOME_ADDRESS: Final = "https://journal.example.org"


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the tokens there are, and how to make one; for some minutes, one that was made."""
    form = form_for(NewToken, {"scopes": ["log"]})
    row = shown_once.row_shown(partial(tokens.one, db(), owner()))
    if row is None:
        return _page(form)
    again = partial(made_again, secret_hash=row.secret_hash)
    secret = shown_once.secret_again("token", row.id, row.created_at, again)
    if not secret:
        return _page(form, problem=message("token_shown_before"))
    return _page(form, name=row.name, secret=secret)


@bp.post("")
@login_required
def make() -> ResponseReturnValue:
    """Make a token, and go and show it."""
    form = form_for(NewToken, {})
    new_token = form.read(NewToken, zone=account().zone).record
    if new_token is None:
        return _page(form), 422
    if status := confirmation.refused():
        return _page(form), status
    key = content_id(form.submission())
    try:
        is_new = shown_once.make(
            "token", key, partial(tokens.make, db(), owner(), key, new_token, now())
        )
    except TooMany:
        form.blame([Problem("name", "too_many_tokens", {"most": TOKENS_MOST})])
        return _page(form), 422
    if is_new:
        db().commit()
        record("token_made", owner(), key)
    return see_other(url_for(".show", made=key))


@bp.post("/<token_id>/revoke")
@login_required
def revoke(token_id: str) -> ResponseReturnValue:
    """End a token: its next request is refused."""
    or_404(tokens.revoke(db(), owner(), token_id) or None)
    db().commit()
    record("token_revoked", owner(), token_id)
    flash(Message(text=message("token_revoked")))
    return see_other(way_back())


def _address() -> str:
    """Where an app logs a spasm; of a made-up host where people's own is not known."""
    path = url_for("api.start")
    return public_address(path) if settings().public_url else SOME_ADDRESS + path


def _page(form: InputForm, *, name: str = "", secret: str = "", problem: str = "") -> str:
    return render_template(
        "accounts/tokens.html",
        form=form,
        name=name,
        secret=secret,
        problem=problem,
        tokens=tokens.tokens(db(), owner()),
        is_over=is_over,
        today=today(),
        address=_address(),
    )
