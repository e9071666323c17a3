"""A flare plan that a clinician proposes to a patient, who accepts it or not."""

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account import trail_detail
from journal.core.model.flare_plan import FlarePlan
from journal.core.report.day_list import private_left_out
from journal.store.accounts import care
from journal.store.diary import actions
from journal.web.support.entry_page import EntryPage, page_of_taken_key
from journal.web.support.flash import Message, flash
from journal.web.support.forms import form_for, starting_texts
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.patient_access import access_to
from journal.web.support.request import account, db, now, see_other
from journal.words.messages import message

bp = Blueprint("patient_plans", __name__, url_prefix="/patients")


@bp.get("/<patient_id>/flareplans/new")
@login_required
def new(patient_id: str) -> ResponseReturnValue:
    """Show the form of a plan for a patient."""
    _, patient = access_to(patient_id)
    begins = starting_texts(FlarePlan, patient.zone)
    return _shown(EntryPage("flareplans", form_for(FlarePlan, begins), patient_id=patient.id))


@bp.post("/<patient_id>/flareplans/new")
@login_required
def propose(patient_id: str) -> ResponseReturnValue:
    """Keep a plan as a proposal: it is used once the patient accepts it."""
    access, patient = access_to(patient_id)
    form = form_for(FlarePlan, {})
    page = EntryPage("flareplans", form, patient_id=patient.id)
    try:
        change = made_before(form.submission(), patient.id)
    except KeyTaken as error:
        other_page = page_of_taken_key(page, error)
        if other_page.meanwhile is not None:
            their_plan = private_left_out(other_page.meanwhile, notes=access.notes)
            other_page = replace(other_page, meanwhile=their_plan)
        return _shown(other_page), 409
    if change is None:
        plan = form.read(FlarePlan, zone=patient.zone).record
        if plan is None:
            return _shown(page), 422
        proposed = plan.with_(state="proposed", ended_on=None)
        actions.add(db(), patient.id, proposed, form.submission())
        detail = trail_detail.of_proposal()
        care.note(db(), access, account(), "prescribed", now(), detail)
        db().commit()
    flash(Message(text=message("plan_proposed")))
    return see_other(url_for("patients.show", patient_id=patient_id))


def _shown(page: EntryPage) -> str:
    return render_template("patients/flare_plan.html", page=page, form=page.form)
