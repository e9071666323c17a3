"""Programme templates: a clinician's own lists of exercises and doses, proposed in one step."""

from dataclasses import replace

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account import trail_detail
from journal.core.diary.programme import in_force
from journal.core.model.both_edits import opened_values
from journal.core.model.faults import Problem
from journal.core.model.programme_template import (
    LINES_MOST,
    TEMPLATES_MOST,
    ProgrammeTemplate,
    TemplateLine,
    TemplateName,
)
from journal.store.accounts import care
from journal.store.db.models import Account, CareEvent, ProgrammeTemplateRow
from journal.store.diary import programme_templates as store
from journal.store.diary import queries, template_lines
from journal.store.diary.actions import Stale
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, defaults, form_for
from journal.web.support.once import content_id, submission, submit_once
from journal.web.support.patient_access import access_to
from journal.web.support.request import account, db, now, or_404, owner, see_other, today
from journal.web.support.security_events import record
from journal.words.messages import message

bp = Blueprint("programme_templates", __name__, url_prefix="/templates")


@bp.get("")
@login_required
def index() -> ResponseReturnValue:
    """Show somebody's templates, and the form of a new one."""
    return _index(form_for(TemplateName, {}))


def _index(form: InputForm) -> str:
    patient_id = request.values.get("patient_id", "")
    patient = access_to(patient_id)[0] if patient_id else None
    templates = store.templates(db(), owner())
    return render_template(
        "programme_templates/index.html", form=form, templates=templates, patient=patient
    )


@bp.post("")
@login_required
def create() -> ResponseReturnValue:
    """Keep a new template: empty, or of what a patient's programme prescribes today."""
    form = form_for(TemplateName, {})
    title = form.read(TemplateName).record
    if title is None:
        return _index(form), 422
    key = content_id(form.submission())
    if store.row_of(db(), owner(), key, store.READY) is None:
        patient_id = request.form.get("patient_id", "")
        copied = access_to(patient_id) if patient_id else None
        lines = _lines_of(copied[1]) if copied else ()
        try:
            store.add(db(), owner(), ProgrammeTemplate(key, title.name, lines), now())
        except store.TooManyTemplates:
            form.blame([Problem("name", "too_many", {"most": TEMPLATES_MOST})])
            return _index(form), 422
        if copied:
            care.note_once(db(), copied[0], account(), "copied", now())
        db().commit()
        if copied:
            record("clinician_copied", copied[1].id, copied[0].id)
    return see_other(url_for(".show", template_id=key))


def _lines_of(patient: Account) -> tuple[TemplateLine, ...]:
    """The lines of what a patient's programme prescribes today."""
    lines = in_force(queries.programme(db(), patient.id), today(patient))
    return tuple(TemplateLine.of_prescription(line) for line in lines[:LINES_MOST])


@bp.get("/<template_id>")
@login_required
def show(template_id: str) -> ResponseReturnValue:
    """Show a template: its lines, its name, and how it is deleted."""
    template = store.template_of(_row(template_id))
    return _page(template, form_for(TemplateName, {"name": template.name}))


def _page(template: ProgrammeTemplate, form: InputForm) -> str:
    return render_template(
        "programme_templates/show.html",
        template=template,
        form=form,
        lines=template.prescriptions(today()),
        room=len(template.lines) < LINES_MOST,
    )


@bp.post("/<template_id>")
@login_required
def rename(template_id: str) -> ResponseReturnValue:
    """Give a template another name."""
    row = _row(template_id)
    form = form_for(TemplateName, {})
    title = form.read(TemplateName).record
    if title is None:
        return _page(store.template_of(row), form), 422
    store.change(db(), row, replace(store.template_of(row), name=title.name))
    db().commit()
    return see_other(url_for(".show", template_id=template_id))


@bp.post("/<template_id>/delete")
@login_required
def delete(template_id: str) -> ResponseReturnValue:
    """Delete a template; what was proposed of it stays with whoever got it."""
    row = _row(template_id)
    text = message("template_deleted", name=row.name)
    change = store.remove(db(), row, submission(None))
    db().commit()
    flash(Message(text=text, change=change.id))
    return see_other(url_for(".index"))


@bp.get("/<template_id>/lines/new")
@login_required
def new_line(template_id: str) -> ResponseReturnValue:
    """Show the form of another exercise of a template."""
    row = _row(template_id)
    form = form_for(TemplateLine, defaults(TemplateLine))
    form.version.data = str(row.version)
    return _line_page(row, form)


@bp.post("/<template_id>/lines/new")
@login_required
def add_line(template_id: str) -> ResponseReturnValue:
    """Put another exercise at the end of a template."""
    return _saved_line(_row(template_id), None)


@bp.get("/<template_id>/lines/<int:place>")
@login_required
def edit_line(template_id: str, place: int) -> ResponseReturnValue:
    """Show an exercise of a template in its form."""
    row = _row(template_id)
    line = or_404(_line_at(row, place))
    return _line_page(row, opened_form(line, row.version), place)


@bp.post("/<template_id>/lines/<int:place>")
@login_required
def change_line(template_id: str, place: int) -> ResponseReturnValue:
    """Save an exercise of a template."""
    row = _row(template_id)
    or_404(_line_at(row, place))
    return _saved_line(row, place)


@bp.post("/<template_id>/lines/<int:place>/delete")
@login_required
def delete_line(template_id: str, place: int) -> ResponseReturnValue:
    """Take an exercise out of a template, unless it was changed since it was looked at."""
    row = _row(template_id)
    this_submission, change = submit_once()
    version = form_for(TemplateLine, {}).edited_version
    if change is None and version == row.version and _line_at(row, place):
        change = template_lines.take_out(db(), row, place, this_submission)
        db().commit()
    if change and (exercise := template_lines.exercise_taken_out(change)):
        text = message("template_line_deleted", exercise=exercise)
        flash(Message(text=text, change=change.id))
    return see_other(url_for(".show", template_id=template_id))


def _saved_line(row: ProgrammeTemplateRow, place: int | None) -> ResponseReturnValue:
    form = form_for(TemplateLine, {})
    template = store.template_of(row)
    line_before = None if place is None else template.lines[place]
    same = line_before if _is_of_this(form, line_before) else None
    is_asked = same is not None and meet(form, same, row.version)
    line = form.read(TemplateLine, before=line_before).record
    if line is not None and place is None and len(template.lines) >= LINES_MOST:
        form.blame([Problem("exercise", "too_many", {"most": LINES_MOST})])
    if line is None or form.errors:
        return _line_page(row, form, place), 422
    if is_asked:
        return _line_page(row, form, place), 409
    before = len(template.lines) if place is None else place
    version = row.version if same else form.edited_version
    lines = (*template.lines[:before], line, *template.lines[before + 1 :])
    try:
        store.change(db(), row, replace(template, lines=lines, version=version))
    except Stale:
        if line not in template.lines:  # else it was sent twice
            form.version.data = str(row.version)
            form.blame([Problem("exercise", "changed_elsewhere")])
            return _line_page(row, form, place), 409
    db().commit()
    return see_other(url_for(".show", template_id=row.id))


def _is_of_this(form: InputForm, line: TemplateLine | None) -> bool:
    """Whether a form was opened with this line, and not with another that was at its place."""
    origin = opened_values(TemplateLine, form.opened.data or "")
    return line is not None and origin is not None and origin.get("exercise") == line.exercise


def _line_page(row: ProgrammeTemplateRow, form: InputForm, place: int | None = None) -> str:
    names = [exercise.name for exercise in queries.exercises(db(), owner())]
    template = store.template_of(row)
    return render_template(
        "programme_templates/line.html", template=template, form=form, place=place, names=names
    )


def _line_at(row: ProgrammeTemplateRow, place: int) -> TemplateLine | None:
    lines = store.template_of(row).lines
    return lines[place] if place < len(lines) else None


def _row(template_id: str) -> ProgrammeTemplateRow:
    return or_404(store.row_of(db(), owner(), template_id, store.READY))


@bp.post("/<template_id>/propose/<patient_id>")
@login_required
def propose(template_id: str, patient_id: str) -> ResponseReturnValue:
    """Propose a template to a patient: it is used once they accept it."""
    access, patient = access_to(patient_id)
    template = store.template_of(_row(template_id))
    key = content_id(submission(request.form.get("client_key")))
    back = see_other(url_for("patients.show", patient_id=patient_id, _anchor="programme-title"))
    if not template.lines:
        flash(Message(text=message("template_empty")))
        return back
    if db().get(CareEvent, (patient.id, key)) is not None:
        waits = store.row_of(db(), patient.id, key, store.PROPOSED) is not None
        flash(Message(text=message("plan_proposed" if waits else "proposal_answered")))
        return back
    try:
        store.propose(db(), template, patient.id, key, now())
    except store.TooManyTemplates:
        flash(Message(text=message("too_many_proposals")))
        return back
    detail = trail_detail.of_template(template.name)
    care.note(db(), access, account(), "prescribed", now(), detail, key)
    db().commit()
    flash(Message(text=message("plan_proposed")))
    return back
