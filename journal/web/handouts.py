"""Handouts: a programme or a template of one as a PDF, for paper."""

from collections.abc import Iterable
from dataclasses import replace

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.programme import in_force
from journal.core.model.names import stored_name_key
from journal.core.model.reading import parse_form
from journal.core.model.records import Prescription
from journal.core.report.handout import Handout, HandoutLine, HandoutOptions
from journal.pdf import printed
from journal.store.accounts import care
from journal.store.diary import exercise_pictures, guides, programme_templates, queries, report
from journal.web.support.exercise_figures import exercise_figure
from journal.web.support.patient_access import access_to
from journal.web.support.request import (
    account,
    close_db,
    db,
    noted,
    now,
    or_404,
    owner,
    today,
)
from journal.web.support.security_events import record

bp = Blueprint("handouts", __name__)


@bp.get("/programme/handout.pdf")
@login_required
def of_programme() -> ResponseReturnValue:
    """The handout of one's own programme."""
    name = report.given_name(db(), owner()) or account().username
    lines = in_force(queries.programme(db(), owner()), today())
    shown_lines = _lines_of(owner(), lines, own=True)
    return _pdf(Handout(shown_lines, _options(), today(), name=name))


@bp.get("/patients/<patient_id>/handout.pdf")
@login_required
def of_patient(patient_id: str) -> ResponseReturnValue:
    """The handout of a patient's programme; how they do it themselves is a private note."""
    access, patient = access_to(patient_id)
    day, clinician, options = today(patient), account(), _options()
    noted(lambda noting: care.note_once(noting, access, clinician, "printed", now()))
    record("clinician_printed", patient.id, access.id)
    lines = in_force(queries.programme(db(), patient.id), day)
    shown_lines = _lines_of(patient.id, lines, own=access.notes)
    return _pdf(Handout(shown_lines, options, day, name=access.name))


@bp.get("/templates/<template_id>/handout.pdf")
@login_required
def of_template(template_id: str) -> ResponseReturnValue:
    """The handout of a template, which is for nobody by name."""
    own = programme_templates.READY
    row = or_404(programme_templates.row_of(db(), owner(), template_id, own))
    template = programme_templates.template_of(row)
    lines = _lines_of(owner(), template.prescriptions(today()), own=False)
    shown_lines = [
        replace(plain_line, instructions=line.instructions)
        for plain_line, line in zip(lines, template.lines, strict=True)
    ]
    return _pdf(Handout(shown_lines, _options(), today(), title=template.name))


def _options() -> HandoutOptions:
    """What the address asks for; what cannot be asked is 422."""
    options = parse_form(HandoutOptions, request.args.to_dict(), now=now(), zone="UTC").record
    return abort(422) if options is None else options


def _lines_of(whose: str, lines: Iterable[Prescription], *, own: bool) -> list[HandoutLine]:
    """The lines of a handout; ``own``: with how they do it in their own words and pictures."""
    listed = queries.exercises(db(), whose, retired=True)
    built_in = {exercise.name_key: exercise.built_in for exercise in listed}
    own_guides = guides.by_exercise(db(), whose) if own else {}
    pictures = exercise_pictures.by_exercise(db(), whose, content=True) if own else {}
    return [
        HandoutLine(
            line,
            built_in.get(stored_name_key(line.exercise)),
            own_guides[line.exercise].instructions if line.exercise in own_guides else None,
            pictures.get(line.exercise),
        )
        for line in lines
    ]


def _pdf(handout: Handout) -> Response:
    if not handout.options.name:
        handout = replace(handout, name="")
    page = render_template("handouts/pdf.html", handout=handout, figure=exercise_figure)
    close_db()
    response = Response(printed(page), content_type="application/pdf")
    filename = f"spasm-journal-exercises-{handout.made_on}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response
