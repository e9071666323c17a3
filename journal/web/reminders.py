"""Reminders, and the pause of a diary."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal import messaging
from journal.core.account import addresses
from journal.core.account.reminders import Reminder, is_young
from journal.core.model.faults import Fault
from journal.messaging import Notice, NotSent
from journal.store.accounts import reminders
from journal.store.diary import pauses, queries
from journal.web.support import confirmation, limits
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.off_ramp import resumed
from journal.web.support.request import (
    account,
    db,
    now,
    owner,
    see_other,
    settings,
    today,
    way_back,
)
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("reminders", __name__, url_prefix="/account")


@bp.get("/reminders")
@login_required
def show() -> ResponseReturnValue:
    """Show when and where reminders go."""
    reminder = reminders.reminder(db(), owner())
    return _page(opened_form(reminder), reminder)


@bp.post("/reminders")
@login_required
def save() -> ResponseReturnValue:
    """Save when and where reminders go."""
    form = form_for(Reminder, {})
    saved = reminders.reminder(db(), owner())
    is_asked = meet(form, saved)
    reminder = form.read(Reminder, zone=account().zone).record
    if reminder is not None and reminder.active and (fault := _fault(reminder.address or "")):
        form.blame([fault.at("address")])
        reminder = None
    if is_asked or reminder is None:
        return _page(form, saved), 409 if reminder else 422
    if (reminder.address or "") not in ("", saved.address) and (status := confirmation.refused()):
        return _page(form, saved), status
    reminders.save(db(), owner(), reminder, now(), account().zone)
    db().commit()
    if reminder.address != saved.address:
        record("reminder_address_changed", owner())
    flash(Message(text=message("reminders_on" if reminder.active else "reminders_off")))
    return see_other(way_back())


@bp.post("/reminders/test")
@login_required
def test() -> ResponseReturnValue:
    """Send a test to the address that is kept."""
    address = reminders.reminder(db(), owner()).address or ""
    refused = limits.are_over(limits.test_reminders())
    flash(Message(text=_test_outcome(address, refused=refused)))
    return see_other(way_back())


def _test_outcome(address: str, *, refused: bool) -> str:
    """What became of a test."""
    if not address:
        return message("no_address")
    if refused:
        return message("too_many_tests")
    try:
        messaging.send(settings(), address, Notice(message("reminder_test"), now()))
    except NotSent as reason:
        return message("test_failed", reason=reason)
    return message("test_sent")


@bp.post("/pause")
@login_required
def pause() -> ResponseReturnValue:
    """Pause the diary: no reminders, no questions, everything kept."""
    reminders.pause(db(), account(), today())
    db().commit()
    flash(Message(text=message("paused")))
    return see_other(way_back())


@bp.post("/pause/end")
@login_required
def resume() -> ResponseReturnValue:
    """End the pause."""
    return resumed()


def _fault(address: str) -> Fault | None:
    mail, hosts = settings().mail is not None, settings().reminder_hosts
    return addresses.address_fault(address, mail=mail, hosts=hosts)


def _page(form: InputForm, reminder: Reminder) -> str:
    recorded = queries.recorded(db(), owner())
    return render_template(
        "accounts/reminders.html",
        form=form,
        can_test=reminder.active,
        young=is_young(recorded.first if recorded else None, today()),
        mail=settings().mail is not None,
        hosts=settings().reminder_hosts,
        paused_on=account().paused_on,
        past_pauses=pauses.past_pauses(db(), owner())[::-1],
    )
