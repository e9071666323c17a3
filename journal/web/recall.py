"""The recall check: turned on and off, and the offer of it turned down."""

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.recall_check import question_about
from journal.core.model.time_fields import day_or_none
from journal.store.diary import prompts
from journal.web.support.averages_shown import note_day
from journal.web.support.flash import Message, flash
from journal.web.support.request import (
    account,
    db,
    now,
    owner,
    see_other,
    today,
    way_back,
)
from journal.words.messages import message

bp = Blueprint("recall", __name__, url_prefix="/account/recall")
bp.after_app_request(note_day)


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show what the check is, and whether it is on."""
    return render_template("accounts/recall.html", since=account().recall_from)


@bp.post("")
@login_required
def begin() -> ResponseReturnValue:
    """Turn it on from today; once on, it stays as it is."""
    if account().recall_from is None:
        account().recall_from = today()
        account().averages_shown_on = None
        db().commit()
    flash(Message(text=message("recall_on")))
    return see_other(way_back())


@bp.post("/end")
@login_required
def end() -> ResponseReturnValue:
    """Turn it off; guesses made stay."""
    account().recall_from = None
    db().commit()
    flash(Message(text=message("recall_off")))
    return see_other(way_back())


@bp.post("/refuse")
@login_required
def refuse() -> ResponseReturnValue:
    """Never offer it again; it stays in the settings."""
    account().recall_refused_on = today()
    db().commit()
    return see_other(way_back())


@bp.post("/skip")
@login_required
def skip() -> ResponseReturnValue:
    """Do not ask about a week any more."""
    if (first := day_or_none(request.form.get("week_starts_on", ""))) is None:
        abort(422)
    prompts.dismiss(db(), owner(), question_about(first), now())
    db().commit()
    return see_other(way_back())
