"""A flare plan or a ladder that a clinician proposes to a patient, who accepts it or not."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account import trail_detail
from journal.core.model.flare_plan import FlarePlan
from journal.core.model.ladder import Ladder
from journal.core.report.day_list import private_left_out
from journal.store.accounts import care
from journal.store.diary import actions, row_writing
from journal.web.support.entry_page import EntryPage, page_of_taken_key
from journal.web.support.flash import Message, flash
from journal.web.support.forms import form_for, starting_texts
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.patient_access import access_to
from journal.web.support.request import account, db, now, see_other
from journal.words.messages import message

bp = Blueprint("patient_plans", __name__, url_prefix="/patients")

PLANS: Final[dict[str, type[FlarePlan | Ladder]]] = {"flareplans": FlarePlan, "ladders": Ladder}
TEMPLATES: Final = {
    "flareplans": "patients/flare_plan.html",
    "ladders": "patients/ladder.html",
}


@bp.get("/<patient_id>/flareplans/new", defaults={"slug": "flareplans"})
@bp.get("/<patient_id>/ladders/new", defaults={"slug": "ladders"})
@login_required
def new(patient_id: str, slug: str) -> ResponseReturnValue:
    """Show the form of a plan for a patient."""
    _, patient = access_to(patient_id)
    begins = starting_texts(slug, patient.zone)
    return _rendered(EntryPage(slug, form_for(PLANS[slug], begins), patient_id=patient.id))


@bp.post("/<patient_id>/flareplans/new", defaults={"slug": "flareplans"})
@bp.post("/<patient_id>/ladders/new", defaults={"slug": "ladders"})
@login_required
def propose(patient_id: str, slug: str) -> ResponseReturnValue:
    """Keep a plan as a proposal: it is used once the patient accepts it."""
    access, patient = access_to(patient_id)
    form = form_for(PLANS[slug], {})
    page = EntryPage(slug, form, patient_id=patient.id)
    try:
        change = made_before(form.submission(), patient.id)
    except KeyTaken as error:
        other_page = page_of_taken_key(page, error)
        if other_page.meanwhile is not None:
            their_plan = private_left_out(other_page.meanwhile, notes=access.notes)
            other_page = replace(other_page, meanwhile=their_plan)
        return _rendered(other_page), 409
    if change is None:
        plan = form.read(PLANS[slug], zone=patient.zone).record
        if plan is None:
            return _rendered(page), 422
        try:
            plan = actions.linked(db(), patient.id, plan.proposed())
            actions.add(db(), patient.id, plan, form.submission())
        except row_writing.FieldRefused as refusal:
            form.blame([refusal.problem])
            return _rendered(page), 422
        detail = trail_detail.of_proposal(plan)
        care.note(db(), access, account(), "prescribed", now(), detail, plan.id)
        db().commit()
    flash(Message(text=message("plan_proposed")))
    return see_other(url_for("patients.show", patient_id=patient_id, _anchor="programme-title"))


def _rendered(page: EntryPage) -> str:
    return render_template(TEMPLATES[page.slug], page=page, form=page.form)
