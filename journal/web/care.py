"""Who looks after somebody: invited, listed with everything they saw and did, and ended."""

from collections.abc import Sequence
from functools import partial

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required

from journal.core.account.sharing import Comment, NewInvitation
from journal.core.account.trail_detail import TrailDetail, read
from journal.core.model.faults import Problem
from journal.core.model.vocabulary import INVITATIONS_MOST
from journal.store.accounts import care, care_messages, teams
from journal.store.accounts.one_time_secrets import TooMany
from journal.store.db.models import CareEvent, CareRow
from journal.store.diary import report
from journal.web.support import confirmation, shown_once
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import content_id
from journal.web.support.request import (
    account,
    db,
    noted_if_free,
    now,
    or_404,
    owner,
    see_other,
    way_back,
)
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("care", __name__, url_prefix="/care")


@bp.app_template_filter()
def trail_detail(event: CareEvent) -> TrailDetail:
    """What was looked at or changed."""
    return read(event.what, event.detail)


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show who looks after somebody, what they saw and did, and how to invite."""
    if before := request.args.get("before", ""):
        return _earlier(before)
    begins = {"name": report.given_name(db(), owner()), "notes": "no"}
    return _page_with_code(form_for(NewInvitation, begins))


def _page_with_code(form: InputForm) -> str:
    """The page; for some minutes with the code of an invitation that was made."""
    row = shown_once.row_shown(partial(care.one_of_patient, db(), owner()))
    if row is None or row.accepted_at or row.ended_at:
        return _page(form)
    again = partial(care.code_again, row)
    code = shown_once.secret_again("invitation", row.id, row.created_at, again)
    if not code:
        return _page(form, problem=message("code_shown_before"))
    return _page(form, label=row.label, code=code)


@bp.post("")
@login_required
def invite() -> ResponseReturnValue:
    """Make an invitation, and go and show its code."""
    form = form_for(NewInvitation, {})
    invitation = form.read(NewInvitation, zone=account().zone).record
    if invitation is None:
        return _page(form), 422
    if status := confirmation.refused():
        return _page(form), status
    key = content_id(form.submission())
    try:
        is_new = shown_once.make(
            "invitation", key, partial(care.invite, db(), owner(), key, invitation, now())
        )
    except TooMany:
        return _page(form, problem=message("too_many_invitations", most=INVITATIONS_MOST)), 422
    if is_new:
        db().commit()
        record("invited", owner(), key)
    return see_other(url_for(".show", made=key))


@bp.post("/<care_id>/end")
@login_required
def end(care_id: str) -> ResponseReturnValue:
    """End an invitation or an access: the next request finds nothing."""
    or_404(care.end(db(), owner(), care_id, now()) or None)
    db().commit()
    record("access_ended", owner(), care_id)
    flash(Message(text=message("access_removed")))
    return see_other(way_back(url_for(".show")))


@bp.post("/messages/<message_id>/read")
@login_required
def read_messages(message_id: str) -> ResponseReturnValue:
    """Note that what clinicians told, up to this message, is read; and show it."""
    care_messages.read(db(), _message(message_id), now())
    db().commit()
    return see_other(url_for(".show") + "#messages-title")


@bp.get("/messages/<message_id>/answer")
@login_required
def write_answer(message_id: str) -> ResponseReturnValue:
    """Show a message, and the form of an answer to it."""
    return _answer_page(_message(message_id), form_for(Comment, {}))


@bp.post("/messages/<message_id>/answer")
@login_required
def answer(message_id: str) -> ResponseReturnValue:
    """Send an answer; there is one to each message."""
    event = _message(message_id)
    form = form_for(Comment, {})
    typed = form.read(Comment).record
    if typed is None:
        return _answer_page(event, form), 422
    try:
        care_messages.answer(db(), event, typed.words, now())
    except care_messages.AnsweredBefore:
        form.blame([Problem("words", "answered_before")])
        return _answer_page(event, form), 409
    db().commit()
    flash(Message(text=message("answer_sent")))
    return see_other(way_back(url_for(".show")))


def _message(message_id: str) -> CareEvent:
    return or_404(care_messages.one(db(), owner(), message_id))


def _answer_page(event: CareEvent, form: InputForm) -> str:
    labels = _labels(care.of_patient(db(), owner()))
    return render_template("care/answer.html", event=event, form=form, labels=labels)


def _labels(rows: Sequence[CareRow]) -> dict[str, str]:
    """What somebody calls their clinicians, by the id of each access; not who is in a team."""
    return {row.id: row.label for row in rows if row.team_id is None}


def _earlier(before: str) -> str:
    """What they saw and did before an event; each page says what is left."""
    trail, last = care.trail(db(), owner(), before)
    return render_template(
        "care/earlier.html",
        trail=or_404(trail or None),
        last=last,
        labels=_labels(care.of_patient(db(), owner())),
    )


def _page(form: InputForm, *, label: str = "", code: str = "", problem: str = "") -> str:
    trail, last = care.trail(db(), owner())
    rows = care.of_patient(db(), owner())
    messages = care_messages.of_person(db(), owner())
    page = render_template(
        "care/show.html",
        form=form,
        label=label,
        code=code,
        problem=problem,
        rows=rows,
        labels=_labels(rows),
        trail=trail,
        last=last,
        switched_off=care.switched_off(
            db(), {row.clinician_id for row in rows if row.clinician_id}
        ),
        members=teams.member_names(db(), {row.team_id for row in rows if row.team_id}),
        messages=messages,
        now=now(),
    )
    if request.method == "GET" and current_user.unread_message is not None:
        for latest in messages[:1]:  # what was told up to it is shown in full
            noted_if_free(partial(care_messages.read, latest=latest, now=now()))
    return page
