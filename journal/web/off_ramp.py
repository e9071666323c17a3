"""The end of a diary: agreed on, reached, the journal put aside, and taken up again."""

from datetime import date

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.agreed_end import AgreedEnd
from journal.core.model.periods import ONE_DAY
from journal.core.model.time_fields import day_or_none
from journal.store.accounts import reminders
from journal.store.diary import agreed_end
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.off_ramp import end_of_mine, relapse_plan, resumed, where_it_stands
from journal.web.support.request import account, db, now, owner, see_other, today, way_back
from journal.words.messages import message

bp = Blueprint("off_ramp", __name__, url_prefix="/off-ramp")


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show what is agreed, and where the diary stands beside it."""
    end = end_of_mine()
    agreed, version = (end.agreed, end.version) if end else (AgreedEnd(), 0)
    return _page(opened_form(agreed, version))


@bp.post("")
@login_required
def agree() -> ResponseReturnValue:
    """Keep what was agreed on."""
    end, form = end_of_mine(), form_for(AgreedEnd, {})
    before, version = (end.agreed, end.version) if end else (AgreedEnd(), 0)
    is_asked = meet(form, before, version, stale=(form.seen_version or 0) != version)
    agreed = form.read(AgreedEnd, zone=account().zone).record
    if is_asked or agreed is None:
        return _page(form), 409 if agreed else 422
    agreed_end.agree(db(), owner(), agreed, version, now())
    account().end_agreed_on = account().end_agreed_on or today()
    db().commit()
    flash(Message(text=message("end_agreed")))
    return see_other(way_back(url_for(".show")))


@bp.get("/plan")
@login_required
def show_plan() -> ResponseReturnValue:
    """Show the page for the day a spasm comes back, on one sheet of paper."""
    return render_template("off_ramp/plan.html", relapse=relapse_plan(), stopped=_is_stopped())


@bp.post("/no-spasm")
@login_required
def confirm() -> ResponseReturnValue:
    """There was no spasm on the days that were asked about, whenever the question was shown."""
    if (last := day_or_none(request.form.get("last_day", ""))) is None:
        abort(422)
    agreed_end.note(db(), owner(), confirmed_on=min(last + ONE_DAY, today()))
    db().commit()
    return see_other(way_back())


@bp.post("/keep")
@login_required
def keep() -> ResponseReturnValue:
    """Go on with the diary; the offer is not made again."""
    agreed_end.note(db(), owner(), answered_on=today())
    db().commit()
    return see_other(way_back())


@bp.post("/stop")
@login_required
def stop() -> ResponseReturnValue:
    """Put the journal aside: no reminders, no questions, only the spasm button on Today."""
    if end_of_mine() is None:
        abort(404)
    reminders.pause(db(), account(), today())
    agreed_end.note(db(), owner(), answered_on=today(), stopped_on=today())
    db().commit()
    return see_other(way_back())


@bp.post("/resume")
@login_required
def resume() -> ResponseReturnValue:
    """Take the journal up again, as it was."""
    return resumed()


def _is_stopped() -> date | None:
    end = end_of_mine()
    return end.stopped_on if end and account().paused_on else None


def _page(form: InputForm) -> str:
    end = end_of_mine()
    return render_template(
        "off_ramp/show.html",
        form=form,
        end=end,
        standing=where_it_stands(end) if end else None,
        stopped=_is_stopped(),
    )
