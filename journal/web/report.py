"""The page for a doctor: chosen, shown, printed, and made into a PDF."""

from typing import Final

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from journal.core.model.fields import Words
from journal.core.model.vocabulary import NAME_LENGTH, QUESTIONS_LENGTH
from journal.core.report.report import (
    SECTIONS,
    Who,
)
from journal.pdf import printed
from journal.store.diary import report as store
from journal.web.support.flash import Message, leave
from journal.web.support.report_views import Question, on_sheets, question, report_of
from journal.web.support.request import (
    account,
    db,
    now,
    owner,
    see_other,
    way_back,
)
from journal.words.problems import sentence

bp = Blueprint("report", __name__)

ELSEWHERE: Final = (
    "This was changed in another window since. What is kept there stands below; what you typed "
    "is still here. Save again to keep what you typed."
)


class IntroductionForm(FlaskForm):
    """The name a doctor knows somebody by, and what they want to ask."""

    name = StringField()
    questions = TextAreaField()
    version = HiddenField()

    def read(self) -> Who | None:
        """The words, or None with each problem at its field."""
        read = {}
        for field, rule in (
            (self.name, Words(NAME_LENGTH)),
            (self.questions, Words(QUESTIONS_LENGTH, lines=True)),
        ):
            text = read[field.name] = rule.read(field.data or "")
            if text and (fault := rule.fault(text)):
                field.errors = [sentence(fault)]
        return None if self.errors else Who(read["name"], read["questions"])


@bp.get("/report")
@login_required
def show() -> ResponseReturnValue:
    """Show the page for a doctor, and what can be chosen."""
    return _page(question(), _introduction())


def _introduction() -> IntroductionForm:
    kept = store.introduction(db(), owner())
    if kept is None:
        return IntroductionForm(formdata=None, data={"version": "0"})
    words = {"name": kept.name, "questions": kept.questions, "version": str(kept.version)}
    return IntroductionForm(formdata=None, data=words)


def _page(
    wanted: Question, form: IntroductionForm, status: int = 200, kept: Who | None = None
) -> ResponseReturnValue:
    report = report_of(account(), wanted.chosen)
    page = render_template(
        "report/show.html",
        asked=wanted.asked,
        wanted=wanted,
        sections=SECTIONS,
        form=form,
        kept=kept,
        username=account().username,
        back=url_for(".show", **wanted.address),
        **on_sheets(report, account().clock),
    )
    return page, 422 if wanted.problems and status == 200 else status  # noqa: PLR2004 (nothing else is wrong)


@bp.get("/report.pdf")
@login_required
def pdf() -> ResponseReturnValue:
    """The page for a doctor as a PDF."""
    wanted = question()
    if wanted.problems:
        return _page(wanted, _introduction())
    report = report_of(account(), wanted.chosen)
    page = render_template("report/_sheets.html", **on_sheets(report, account().clock))
    response = Response(printed(page), content_type="application/pdf")
    name = f"spasm-journal-report-{wanted.chosen.period.last}.pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@bp.post("/report")
@login_required
def introduce() -> ResponseReturnValue:
    """Keep the name and what somebody wants to ask."""
    form = IntroductionForm()
    who = form.read()
    if who is None:
        return _page(question(), form, 422)
    sent = form.version.data or ""
    version = int(sent) if sent.isdecimal() else 0
    try:
        store.introduce(db(), owner(), who, version, now())
    except store.Stale:
        fresh = _introduction()
        form.version.data = fresh.version.data
        kept = Who(fresh.name.data or "", fresh.questions.data or "")
        form.questions.errors = [ELSEWHERE]
        return _page(question(), form, 409, kept)
    db().commit()
    leave(Message(text="Kept for your doctor."))
    return see_other(way_back(url_for(".show")))
