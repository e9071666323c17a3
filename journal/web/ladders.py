"""Ladders: a proposed step answered, and a proposed ladder accepted."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model.vocabulary import STEP_ANSWERS
from journal.store.db.models import Change
from journal.store.diary import ladders
from journal.web.support.announcing import announce
from journal.web.support.flash import Message, flash
from journal.web.support.once import submit_once
from journal.web.support.request import (
    account,
    db,
    or_404,
    owner,
    see_other,
    typed_at,
    way_back,
)
from journal.words.messages import message

bp = Blueprint("ladders", __name__, url_prefix="/ladders")


@bp.post("/<key>/answer")
@login_required
def answer(key: str) -> ResponseReturnValue:
    """Keep the answer to the step that is offered; another than the one seen is not taken."""
    row, ladder = or_404(ladders.row_and_ladder(db(), owner(), key))
    answer_text, amount_text = request.form.get("answer", ""), request.form.get("amount_after", "")
    if answer_text not in STEP_ANSWERS:
        abort(422)
    submission, change = submit_once()
    if change is None:
        place = ladders.offered(db(), row, ladder, typed_at(), account().zone)
        if place is not None and str(place.amount_after) == amount_text:
            change = ladders.answer(db(), owner(), place, answer_text, submission)
    return _answered(change, "step_not_offered")


@bp.post("/<key>/accept")
@login_required
def accept(key: str) -> ResponseReturnValue:
    """Take a ladder that a clinician proposes as one's own."""
    row, ladder = or_404(ladders.row_and_ladder(db(), owner(), key))
    submission, change = submit_once()
    if change is None:
        change = ladders.accept(db(), row, ladder, submission)
    return _answered(change, "ladder_as_it_is")


def _answered(change: Change | None, otherwise: str) -> ResponseReturnValue:
    if change is None:
        flash(Message(text=message(otherwise)))
    else:
        db().commit()
        announce(change)
    return see_other(way_back(url_for("programme.show") + "#ladders"))
