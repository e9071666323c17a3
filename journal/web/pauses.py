"""The pauses of a diary: their days changed, deleted, and the diary taken up again."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.pauses import Pause, PauseDays, faults
from journal.core.model.time_fields import day_or_none
from journal.store.accounts import reminders
from journal.store.db.models import Change
from journal.store.diary import pauses
from journal.store.diary.changes import Submission
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import submit_once
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
    see_other,
    today,
    way_back,
)
from journal.words.messages import message

bp = Blueprint("pauses", __name__, url_prefix="/account/pauses")


@bp.get("/<day>")
@login_required
def show(day: str) -> ResponseReturnValue:
    """Show the days of the pause that begins on a day."""
    pause = or_404(_beginning_on(day))
    return _page(opened_form(_days_of(pause)), pause)


@bp.post("/<day>")
@login_required
def change(day: str) -> ResponseReturnValue:
    """Save the days of a pause."""
    submission, change = submit_once()
    if change is None:
        pause = or_404(_beginning_on(day))
        form = form_for(PauseDays, {})
        is_asked = meet(form, _days_of(pause))
        days = form.read(PauseDays).record
        if days is not None:
            form.blame(faults(days, pause, pauses.pauses(db(), owner()), today()))
        if is_asked or days is None or form.errors:
            return _page(form, pause), 409 if is_asked else 422
        change = _stored(pause, days.pause, submission)
    flash(Message(text=message("pause_changed"), change=change.id if change.before else ""))
    return see_other(way_back(url_for("reminders.show")))


@bp.post("/<day>/delete")
@login_required
def delete(day: str) -> ResponseReturnValue:
    """Delete a pause, as if it had never been."""
    submission, change = submit_once()
    if change is None:
        pause = or_404(_beginning_on(day))
        change = _stored(pause, None, submission)
    flash(Message(text=message("pause_deleted"), change=change.id if change.before else ""))
    return see_other(way_back(url_for("reminders.show")))


def _stored(pause: Pause, edited: Pause | None, submission: Submission) -> Change:
    """The change that let a pause be another one, or none."""
    change = pauses.change(db(), account(), pause, edited, submission)
    if pause.ends_on is None:
        reminders.let_pass(db(), account(), now())
    db().commit()
    return change


def _beginning_on(text: str) -> Pause | None:
    day = day_or_none(text)
    return next((each for each in pauses.pauses(db(), owner()) if each.starts_on == day), None)


def _days_of(pause: Pause) -> PauseDays:
    return PauseDays(starts_on=pause.starts_on, ends_on=pause.ends_on)


def _page(form: InputForm, pause: Pause) -> str:
    return render_template("accounts/pause.html", form=form, pause=pause)
