"""A weekly goal answered in one tap; the rest is what every kind of entry has."""

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model.goals import Goal
from journal.core.model.vocabulary import GOAL_ANSWERS
from journal.store.diary import actions, queries
from journal.store.diary.row_writing import stored
from journal.web.support.announcing import announce
from journal.web.support.once import submit_once
from journal.web.support.request import db, or_404, owner, see_other, way_back

bp = Blueprint("goals", __name__, url_prefix="/goals")


@bp.post("/<key>/happened")
@login_required
def answer(key: str) -> ResponseReturnValue:
    """Keep whether a goal happened."""
    row = or_404(queries.row(db(), Goal, owner(), key))
    if (happened := request.form.get("happened", "")) not in GOAL_ANSWERS:
        abort(422)
    submission, change = submit_once()
    goal = stored(db(), Goal, row)
    if change is None:
        change = actions.change(db(), row, goal.with_(happened=happened), submission)
        db().commit()
    announce(change)
    return see_other(way_back())
