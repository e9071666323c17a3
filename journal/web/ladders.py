"""Ladders: a proposed step answered, and a proposed ladder accepted."""

from flask import Blueprint, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model.vocabulary import STEP_ANSWERS
from journal.store.accounts import care_messages
from journal.store.diary import ladders
from journal.web.support.announcing import answered
from journal.web.support.once import submit_once
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
)
from journal.web.support.typed_moments import typed_at

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
    return answered(change, "step_not_offered", url_for("programme.show") + "#ladders")


@bp.post("/<key>/accept")
@login_required
def accept(key: str) -> ResponseReturnValue:
    """Take a ladder that a clinician proposes as one's own."""
    row, ladder = or_404(ladders.row_and_ladder(db(), owner(), key))
    submission, change = submit_once()
    if change is None:
        change = ladders.accept(db(), row, ladder, submission)
        if change is not None:
            care_messages.accepted(db(), owner(), ladder.id, now())
    return answered(change, "ladder_as_it_is", url_for("programme.show") + "#ladders")
