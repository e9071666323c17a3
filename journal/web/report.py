"""The page for a doctor: chosen, shown, printed, and made into a PDF."""

from collections.abc import Callable

from flask import Blueprint, Response, get_template_attribute, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.report.introduction import Introduction
from journal.core.report.options import SECTIONS, PatientInfo, ReportOptions
from journal.pdf import printed
from journal.store.diary import events
from journal.store.diary import report as store
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.report_views import (
    ReportRequest,
    on_sheets,
    question,
    report_about,
    report_of,
)
from journal.web.support.request import (
    account,
    close_db,
    db,
    now,
    owner,
    see_other,
    today,
    way_back,
)
from journal.web.support.revision_cache import cached_text
from journal.words.messages import message

bp = Blueprint("report", __name__)


@bp.get("/report")
@login_required
def show() -> ResponseReturnValue:
    """Show the page for a doctor, and what can be chosen."""
    return _page(question(), _introduction())


def _introduction() -> InputForm:
    return opened_form(*_introduced())


def _introduced() -> tuple[Introduction, int]:
    """What is kept of it, and the version of that."""
    saved = store.introduction(db(), owner())
    if saved is None:
        return Introduction(), 0
    return Introduction(name=saved.name or None, questions=saved.questions or None), saved.version


def _page(request: ReportRequest, form: InputForm, status: int = 200) -> ResponseReturnValue:
    sheets = _written(request.chosen)
    past_visits, next_visit = events.visits(db(), owner(), now())
    page = render_template(
        "report/show.html",
        question=request.asked,
        wanted=request,
        sections=SECTIONS,
        form=form,
        username=account().username,
        return_path=url_for(".show", **request.address),
        begun=request.begun,
        today=today(),
        past_visits=past_visits,
        next_visit=next_visit,
        sheets=sheets,
    )
    return page, 422 if request.problems and status == 200 else status  # noqa: PLR2004 (nothing else is wrong)


def _written(options: ReportOptions) -> str:
    """The sheets as HTML, kept while the diary and what stands above it are as they were."""
    macro: Callable[..., str] = get_template_attribute("report/_written.html", "sheets")
    mine = account()
    who = store.patient_info(db(), mine)
    return cached_text(
        lambda: macro(**on_sheets(report_about(who, mine, options), mine.clock)),
        "report",
        who.name,
        who.questions,
        mine.paused_on,
    )


@bp.get("/report.pdf")
@login_required
def pdf() -> ResponseReturnValue:
    """The page for a doctor as a PDF."""
    request = question()
    if request.problems:
        return _page(request, _introduction())
    report = report_of(account(), request.chosen)
    page = render_template("report/pdf.html", **on_sheets(report, account().clock))
    close_db()  # others may be printed for first, and the database has better things to do
    response = Response(printed(page), content_type="application/pdf")
    name = f"spasm-journal-report-{request.chosen.period.last}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/report")
@login_required
def introduce() -> ResponseReturnValue:
    """Keep the name and what somebody wants to ask."""
    form = form_for(Introduction, {})
    before, version = _introduced()
    is_asked = meet(form, before, version, stale=(form.seen_version or 0) != version)
    words = form.read(Introduction).record
    if is_asked or words is None:
        return _page(question(), form, 409 if words else 422)
    who = PatientInfo(words.name or "", words.questions or "")
    store.introduce(db(), owner(), who, version, now())
    db().commit()
    flash(Message(text=message("introduction_saved")))
    return see_other(way_back(url_for(".show")))
