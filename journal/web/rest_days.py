"""The rule that days with pain logged and no exercise are rest days: set, and taken back."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.rest_days import RestDayStart
from journal.core.model.faults import Problem
from journal.store.diary import rest_day_rules
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.request import db, owner, see_other, today, way_back
from journal.words.messages import message

bp = Blueprint("rest_days", __name__, url_prefix="/account/rest-days")


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show the rule that goes on, how to set one, and those that were."""
    return _page(form_for(RestDayStart, {"starts_on": str(today())}))


@bp.post("")
@login_required
def begin() -> ResponseReturnValue:
    """Set the rule from a day on."""
    form = form_for(RestDayStart, {})
    start = form.read(RestDayStart).record
    if start is not None and start.starts_on > today():
        form.blame([Problem("starts_on", "day_not_come")])
    if start is None or form.errors:
        return _page(form), 422
    rest_day_rules.set_rule(db(), owner(), start.starts_on, today())
    db().commit()
    flash(Message(text=message("rest_days_on")))
    return see_other(way_back())


@bp.post("/end")
@login_required
def end() -> ResponseReturnValue:
    """Take the rule back from today on."""
    rest_day_rules.end_rules(db(), owner(), today())
    db().commit()
    flash(Message(text=message("rest_days_off")))
    return see_other(way_back())


def _page(form: InputForm) -> str:
    rules = rest_day_rules.rules(db(), owner())
    going_on = next((rule for rule in rules if rule.goes_on), None)
    earlier = [rule for rule in rules if not rule.goes_on]
    return render_template(
        "accounts/rest_days.html", form=form, rule=going_on, earlier=earlier, today=today()
    )
