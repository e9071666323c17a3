"""What a clinician sees and does: the page of those who invited them, words, the programme.

Each door asks ``care_access.patient_of`` first; whoever was not invited, or is not any more,
finds the 404 of any stranger. Every look and change is in the patient's trail before it is
answered.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account import since_look, trail_detail
from journal.core.account.sharing import Comment, InvitationCode
from journal.core.diary.asked import plan_days
from journal.core.diary.programme import planned_already
from journal.core.model import moments
from journal.core.model.faults import Problem
from journal.core.model.periods import ONE_DAY
from journal.core.model.records import Prescription
from journal.core.report.day_list import private_left_out
from journal.store.accounts import care, care_messages, patients
from journal.store.db.models import Account, CareRow
from journal.store.diary import (
    actions,
    exercise_pictures,
    flare_plans,
    line_edits,
    programme_templates,
    queries,
    row_writing,
)
from journal.web.support import limits
from journal.web.support.both_edits import as_opened, meet
from journal.web.support.entry_page import EntryPage, edited_from, page_of_taken_key
from journal.web.support.flare_plan_views import plans_page
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, begins_as, form_for
from journal.web.support.ladder_views import ladders_page
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.patient_access import access_to
from journal.web.support.report_views import on_sheets, question, report_of
from journal.web.support.request import (
    account,
    db,
    noted,
    now,
    owner,
    see_other,
    today,
)
from journal.web.support.security_events import record
from journal.web.support.stored_records import row_and_record
from journal.words.messages import message

bp = Blueprint("patients", __name__, url_prefix="/patients")


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    """Show who has invited somebody, and where a code is entered."""
    return _index(form_for(InvitationCode, {}))


@bp.post("")
@login_required
def join() -> ResponseReturnValue:
    """Accept an invitation by its code."""
    form = form_for(InvitationCode, {})
    tries = limits.invitation_codes()
    if limits.are_over(tries):
        form.blame([Problem("code", "too_many_tries")])
        return _index(form), 429
    typed = form.read(InvitationCode).record
    care_row = care.join(db(), account(), typed.code or "", now()) if typed else None
    if care_row is None:
        form.blame([] if form.errors else [Problem("code", "unknown_code")])
        return _index(form), 422
    limits.refund(tries)
    db().commit()
    record("invitation_accepted", care_row.owner_id, care_row.id)
    flash(Message(text=message("patient_joined", name=care_row.name)))
    return see_other(url_for(".show", patient_id=care_row.owner_id))


def _index(form: InputForm) -> str:
    name = request.args.get("name", "").strip()
    most = None if name or "all" in request.args else since_look.SHOWN_FIRST
    lines, count = patients.of_clinician(db(), owner(), most)
    return render_template(
        "patients/index.html",
        form=form,
        lines=since_look.named_like(lines, name),
        left=count - len(lines),
        searched=name or count > since_look.SEARCHED_ABOVE,
        name=name,
        zone=account().zone,
        code_length=care.CODE_LENGTH,
    )


@bp.get("/<patient_id>")
@login_required
def show(patient_id: str) -> ResponseReturnValue:
    """Show a patient's page with its entries, and their programme."""
    return _page(*access_to(patient_id), form_for(Comment, {}))


def _page(
    access: CareRow, patient: Account, form: InputForm, status: int = 200
) -> ResponseReturnValue:
    view = question(patient)
    options = replace(view.chosen, notes=access.notes)
    detail = trail_detail.of_look(options.period)
    clinician = account()
    noted(lambda noting: care.note_look(noting, access, clinician, now(), detail))
    record("clinician_looked", patient.id, access.id)
    report = report_of(patient, options, access.name)
    lines, plans = queries.programme(db(), patient.id), flare_plans.plans(db(), patient.id)
    page = render_template(
        "patients/show.html",
        question=view.asked,
        wanted=view,
        care=access,
        since=_last_look(access, patient),
        form=form,
        lines=lines,
        templates=programme_templates.templates(db(), clinician.id),
        proposals=programme_templates.proposals(db(), patient.id),
        plans=plans_page(plans, lines, today(patient)),
        ladders=ladders_page(lines, plan_days(plans), patient),
        pictures=exercise_pictures.by_exercise(db(), patient.id) if access.notes else {},
        messages=care_messages.of_person(db(), patient.id, access.id),
        zone=patient.zone,
        **on_sheets(report, clinician.clock),
    )
    wrong = view.problems or form.errors
    return page, 422 if wrong and status == 200 else status  # noqa: PLR2004 (nothing else is wrong)


def _last_look(access: CareRow, patient: Account) -> date | None:
    """The patient's day on which this clinician looked last, before today."""
    begun = moments.end_of_day(today(patient) - ONE_DAY, patient.zone)
    at = care.last_look(db(), access, account(), begun)
    return at and moments.local_day(at, patient.zone)


@bp.post("/<patient_id>/comments")
@login_required
def comment(patient_id: str) -> ResponseReturnValue:
    """Keep words for a patient."""
    access, patient = access_to(patient_id)
    form = form_for(Comment, {})
    typed = form.read(Comment).record
    if typed is None:
        return _page(access, patient, form)
    key = form.submission().client_key
    try:
        care.comment(db(), access, account(), key, typed.words, now())
    except care.OtherWords:
        form.client_key.data = row_writing.new_id()
        form.blame([Problem("words", "other_words")])
        return _page(access, patient, form, 409)
    db().commit()
    flash(Message(text=message("message_sent")))
    return see_other(url_for(".show", patient_id=patient_id, _anchor="comment-title"))


@bp.get("/<patient_id>/programme/new")
@login_required
def new(patient_id: str) -> ResponseReturnValue:
    """Show the form of a new prescription for a patient."""
    access, patient = access_to(patient_id)
    begins = {"times_per_day": "1", "days_per_week": "7", "starts_on": str(today(patient))}
    return _prescription_page(_entry(patient, _form_within(access, begins)))


@bp.post("/<patient_id>/programme/new")
@login_required
def prescribe(patient_id: str) -> ResponseReturnValue:
    """Save a new prescription for a patient."""
    return _saved(*access_to(patient_id), None)


@bp.get("/<patient_id>/programme/<key>/edit")
@login_required
def edit(patient_id: str, key: str) -> ResponseReturnValue:
    """Show a patient's prescription in its form."""
    access, patient = access_to(patient_id)
    row, before = row_and_record(Prescription, key, patient.id)
    form = as_opened(_form_within(access, begins_as(before)), before, row.version)
    return _prescription_page(_entry(patient, form, before))


@bp.post("/<patient_id>/programme/<key>/edit")
@login_required
def change(patient_id: str, key: str) -> ResponseReturnValue:
    """Save a patient's prescription; what was changed since stays, or is asked about."""
    return _saved(*access_to(patient_id), key)


def _saved(access: CareRow, patient: Account, key: str | None) -> ResponseReturnValue:
    form = _form_within(access, {})
    submission = form.submission()
    if (answer := _resubmitted(patient, form)) is not None:
        return answer
    row, before = row_and_record(Prescription, key, patient.id) if key else (None, None)
    version = row.version if row else 0
    stale = form.edited_version != version
    is_asked = before and meet(form, before, version, stale=stale, diary_of=patient.id)
    record = form.read(Prescription, zone=patient.zone, key=key, before=before).record
    page = _entry(patient, form, before)
    if record is None or is_asked:
        return _prescription_page(page), 409 if record else 422
    if not access.notes:
        record = record.with_(note=before.note if before else None)
    record = actions.linked(db(), patient.id, record, before)
    planned = None if key else planned_already(queries.programme(db(), patient.id), record)
    if planned is not None and request.form.get("beside") != planned.id:
        return _prescription_page(page, planned), 422
    try:
        if row is None:
            actions.add(db(), patient.id, record, submission)
        else:
            line_edits.change(db(), row, record, submission, edited_from(patient.zone))
    except row_writing.FieldRefused as refusal:
        form.blame([refusal.problem])
        return _prescription_page(page), 422
    detail = trail_detail.of_change(before, record)
    care.note(db(), access, account(), "prescribed", now(), detail)
    db().commit()
    return _announce(patient)


def _resubmitted(patient: Account, form: InputForm) -> ResponseReturnValue | None:
    """The answer to a form that was saved before: as the first time, or with both texts."""
    try:
        change = made_before(form.submission(), patient.id)
    except KeyTaken as error:
        return _prescription_page(page_of_taken_key(_entry(patient, form), error)), 409
    return None if change is None else _announce(patient)


def _announce(patient: Account) -> ResponseReturnValue:
    flash(Message(text=message("programme_saved")))
    return see_other(url_for(".show", patient_id=patient.id, _anchor="programme-title"))


def _form_within(access: CareRow, begins: Mapping[str, str | Sequence[str]]) -> InputForm:
    """The form of a prescription; without its note where private notes are not shown."""
    form = form_for(Prescription, begins)
    if not access.notes:
        del form["note"]
    return form


def _entry(patient: Account, form: InputForm, before: Prescription | None = None) -> EntryPage:
    return EntryPage("programme", form, before, patient_id=patient.id)


def _prescription_page(page: EntryPage, planned: Prescription | None = None) -> str:
    """The form; ``planned``: what asks for the same exercise already, to be kept beside it."""
    if page.meanwhile is not None and "note" not in page.form:
        page = replace(page, meanwhile=private_left_out(page.meanwhile, notes=False))
    return render_template(
        "patients/prescription.html", page=page, form=page.form, planned=planned
    )
