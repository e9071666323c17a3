"""The page for a doctor: chosen, shown, printed, and made into a PDF."""

from dataclasses import dataclass, replace
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, TextAreaField

from journal.core.model.fields import Problem, Words
from journal.core.model.periods import Asked
from journal.core.model.vocabulary import NAME_LENGTH, QUESTIONS_LENGTH
from journal.core.report.report import (
    CHECKINS_SHOWN,
    EXERCISES_SHOWN,
    MEDICINES_SHOWN,
    SECTIONS,
    Chosen,
    Report,
    Who,
    beginning,
)
from journal.core.report.report_chart import pain_drawing
from journal.pdf import printed
from journal.store.db.models import Account
from journal.store.diary import report as store
from journal.web.diary import period_asked, recorded
from journal.web.support.flash import Message, leave
from journal.web.support.request import (
    account,
    db,
    first_weekday,
    now,
    owner,
    see_other,
    today,
    way_back,
)
from journal.words.problems import sentence

bp = Blueprint("report", __name__)

PRESET: Final = "4w"
NOTE_LINE: Final = 40
"""So many letters of a note on a medicine stand on the first page."""
ELSEWHERE: Final = (
    "This was changed in another window since. What is kept there stands below; what you typed "
    "is still here. Save again to keep what you typed."
)


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody wants on the page, and what was wrong with how they asked."""

    asked: Asked
    chosen: Chosen
    problems: tuple[Problem, ...]

    @property
    def address(self) -> dict[str, Any]:  # the arguments of an address
        """What asks for the same page again."""
        query: dict[str, Any] = {
            "from": self.chosen.period.first.isoformat(),
            "to": self.chosen.period.last.isoformat(),
        }
        if self.asked.preset and not self.asked.problems:
            query = {"range": self.asked.preset}
        if self.chosen.sections != frozenset(SECTIONS):
            query["sections"] = ",".join(it for it in SECTIONS if it in self.chosen.sections)
        if self.chosen.notes:
            query["notes"] = "on"
        return query


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


def question(whose: Account | None = None) -> Question:
    """What the address asks for; whatever cannot be read is named, and the page stays whole.

    ``whose``: of which diary, where it is not that of whoever is signed in.
    """
    asked = period_asked(recorded(whose), PRESET, whose)
    texts = request.args.getlist("sections")
    names = [name for text in texts for name in text.split(",") if name]
    problems = list(asked.problems)
    if unknown := [name for name in names if name not in SECTIONS]:
        named = {"name": unknown[0][:40], "choices": SECTIONS}
        problems.append(Problem("sections", "unknown_section", named))
    sections = SECTIONS if unknown or not texts else names
    notes = request.args.get("notes") == "on"
    chosen = Chosen(asked.period, frozenset(sections), notes)
    return Question(asked, chosen, tuple(problems))


def on_sheets(report: Report, clock: str) -> dict[str, Any]:  # what a template shows
    """What ``report/_sheets.html`` draws: of the report alone, whoever reads it."""
    logged = report.points is not None and any(it.logged for it in report.points)
    return {
        "it": report,
        "drawing": pain_drawing(report.points or [], report.chosen.period) if logged else None,
        "clock": clock,
        "most": {
            "checkins": CHECKINS_SHOWN,
            "exercises": EXERCISES_SHOWN,
            "medicines": MEDICINES_SHOWN,
        },
        "shortened": lambda text: beginning(text, 1, NOTE_LINE),
    }


def report_of(whose: Account, chosen: Chosen, name: str = "") -> Report:
    """The page of what was chosen, of somebody's diary; under another ``name``, if it has one."""
    made = store.made_report(db(), whose, chosen, today(whose), first_weekday(whose))
    return replace(made, who=replace(made.who, name=name)) if name else made


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
