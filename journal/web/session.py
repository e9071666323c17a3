"""The session: today's programme, one exercise after the other, saved as one."""

import re
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required
from wtforms import HiddenField

from journal.core.diary.guided_session import one_session
from journal.core.diary.programme import Prescribed
from journal.core.model import records as r
from journal.core.model.faults import Problem
from journal.core.model.field_names import DOSE
from journal.core.model.inputs import columns
from journal.core.model.periods import Period
from journal.core.model.reading import Reading
from journal.core.model.strings import as_texts
from journal.store.db.models import Change
from journal.store.diary import actions, exercise_pictures, guides, queries, row_writing
from journal.web.support.announcing import announce, rest_days_changed
from journal.web.support.diary_views import prescribed_on
from journal.web.support.flash import Message, flash
from journal.web.support.forms import BlamedForm, InputForm, form_class
from journal.web.support.once import KeyTaken, made_before, submission
from journal.web.support.request import account, db, owner, see_other, today, way_back
from journal.web.support.typed_fields import Typed

bp = Blueprint("session", __name__, url_prefix="/session")

LINE: Final = re.compile(r"([0-9]{1,3})-exercise")
"""The field that tells that a line of this number was sent."""

PAIN: Final = {
    column.name: column
    for column in columns(r.CompletedExercise)
    if column.name in ("pain_before", "pain_after")
}


class SessionForm(BlamedForm):
    """What is said of the whole session, and the key that makes sending it twice save it once."""

    client_key = HiddenField()
    next = HiddenField()
    pain_before = Typed(column=PAIN["pain_before"])
    pain_after = Typed(column=PAIN["pain_after"])


@dataclass(frozen=True, slots=True)
class Line:
    """One exercise of the session: its form, and the prescription it began from, if it is new."""

    form: InputForm
    prescribed: Prescribed | None = None


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show today's programme, to be gone through or filled in."""
    day = today()
    logged = queries.of_period(db(), r.CompletedExercise, owner(), Period(day, day))
    items = [side for item in prescribed_on(day, logged) for side in item.by_side()]
    lines = [_line(str(place), item) for place, item in enumerate(items)]
    form = SessionForm(
        data={"client_key": row_writing.new_id(), "next": request.args.get("next", "")}
    )
    return _page(form, lines)


@bp.post("")
@login_required
def save() -> ResponseReturnValue:
    """Save all exercises of the session as one change, or none."""
    form = SessionForm()
    lines = [Line(_form(number)) for number in _numbers()]
    this_submission = submission(form.client_key.data)
    try:
        if (change := made_before(this_submission)) is not None:
            return _saved(change)
    except KeyTaken:
        form.client_key.data = row_writing.new_id()
        return _page(form, lines, again=True), 409
    exercises = _records(form, lines)
    if not exercises:
        return _page(form, lines), 422
    try:
        exercises = [
            actions.linked(db(), owner(), exercise, waited_since=this_submission.waited_since)
            for exercise in exercises
        ]
        change = actions.add_all(db(), owner(), one_session(exercises), this_submission)
    except row_writing.UnknownExercise as unknown:
        _blame_name(lines, unknown.name)
        return _page(form, lines), 422
    db().commit()
    return _saved(change)


def _form(number: str, begins: dict[str, str] | None = None) -> InputForm:
    return form_class(r.CompletedExercise)(prefix=f"{number}-", data=begins)


def _line(number: str, item: Prescribed) -> Line:
    texts = as_texts(item.prescription)
    begins = {name: texts[name] for name in ("exercise", *DOSE) if name in texts}
    return Line(_form(number, begins | {"zone": account().zone}), item)


def _numbers() -> list[str]:
    return [match[1] for name in request.form if (match := LINE.fullmatch(name))]


def _records(form: SessionForm, lines: list[Line]) -> list[r.CompletedExercise]:
    """The exercises of which something is said; none where any of it has a problem."""
    forms = [line.form for line in lines if line.form["outcome"].text.strip()]
    readings = [_reading(line, form) for line in forms]
    records = [reading.record for reading in readings if reading.record is not None]
    return records if len(records) == len(forms) else []


def _reading(line: InputForm, form: SessionForm) -> Reading[r.CompletedExercise]:
    """One exercise with the pain levels of the whole session, whose problems stand there."""
    for name in PAIN:
        line[name].texts = form[name].texts
    reading = line.read(r.CompletedExercise, zone=account().zone)
    form.blame(problem for problem in reading.problems if problem.field in PAIN)
    return reading


def _blame_name(lines: list[Line], unknown: str) -> None:
    for line in lines:
        if line.form["outcome"].text and line.form["exercise"].text.strip() == unknown:
            line.form.blame([Problem("exercise", "exercise_gone", {"name": unknown})])


def _saved(change: Change) -> ResponseReturnValue:
    """Say that it is saved, with an undo, and go back."""
    if change.action == "created":
        flash(
            Message(
                slug="session",
                change=change.id,
                saved=change.client_key,
                values={"count": actions.extent(change)},
                rest_days=rest_days_changed(change, today()),
            )
        )
    else:
        announce(change)
    return see_other(way_back())


def _page(form: SessionForm, lines: list[Line], *, again: bool = False) -> str:
    """The page; ``again``: under this key something else was saved before."""
    return render_template(
        "session.html",
        form=form,
        lines=lines,
        again=again,
        any_answer=any(line.form["outcome"].text.strip() for line in lines),
        tokens={
            exercise.name: exercise.built_in
            for exercise in queries.exercises(db(), owner())
            if exercise.built_in
        },
        guides=guides.by_exercise(db(), owner()),
        pictures=exercise_pictures.by_exercise(db(), owner()),
        new_session=request.method == "GET",
    )
