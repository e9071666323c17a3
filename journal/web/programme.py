"""The programme: what is prescribed, and a person's own list of exercises."""

from datetime import date
from typing import Final, cast

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import DateField, StringField
from wtforms.validators import AnyOf, InputRequired

from journal.core.model.fields import Day, Fault, Words
from journal.core.model.periods import Period
from journal.core.model.vocabulary import NAME_LENGTH, REST_REASONS
from journal.store.diary import actions, catalogue, queries
from journal.store.diary import programme as store
from journal.web.entries import announce, tap
from journal.web.support.diary_views import programme_weeks
from journal.web.support.flash import Message, leave
from journal.web.support.request import (
    db,
    now,
    or_404,
    owner,
    see_other,
    today,
    way_back,
)
from journal.words.problems import sentence

bp = Blueprint("programme", __name__, url_prefix="/programme")

RECENT_DAYS: Final = 22
"""Four weeks at most are touched by so many days."""
REST_MOST: Final = 92


class RestForm(FlaskForm):
    """The days on which the programme rests, and why."""

    first = DateField(validators=[InputRequired("Give a day.")])
    last = DateField(validators=[InputRequired("Give a day.")])
    why = StringField(validators=[AnyOf([*REST_REASONS, ""], "Choose why.")])

    def read(self) -> Period | None:
        """The days, or None with the problems at their fields."""
        if not self.validate():
            return None
        first, last = cast("date", self.first.data), cast("date", self.last.data)
        if first > last:
            self.last.errors = ["The last day is before the first."]
        elif (last - first).days >= REST_MOST:
            self.last.errors = [f"Mark at most {REST_MOST} days at once."]
        elif last > today():
            self.last.errors = ["This day is still to come. Mark it when it has come."]
        elif fault := Day().fault(first):
            self.first.errors = [sentence(fault)]
        else:
            return Period(first, last)
        return None


class ExerciseForm(FlaskForm):
    """The name of an exercise."""

    name = StringField()

    def read(self) -> str | None:
        """The name, or None with its problem at the field."""
        words = Words(NAME_LENGTH)
        name = words.read(self.name.data or "")
        name_needed = Fault("name_needed")
        if fault := words.fault(name):
            self.name.errors = [sentence(fault if name else name_needed)]
            return None
        return name


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show what is prescribed, and the exercises."""
    return _page()


def _page(
    form: ExerciseForm | None = None, renaming: str = "", rest: RestForm | None = None
) -> str:
    lines = queries.programme(db(), owner())
    return render_template(
        "programme.html",
        lines=[line for line in lines if line.ends_on is None or line.ends_on >= today()],
        past=[line for line in lines if line.ends_on is not None and line.ends_on < today()],
        exercises=queries.exercises(db(), owner(), retired=True),
        form=form or ExerciseForm(formdata=None),
        renaming=renaming,
        today=today(),
        adherence=programme_weeks(lines, Period.ending(today(), RECENT_DAYS), RECENT_DAYS),
        rest=rest or RestForm(formdata=None, data={"first": today(), "last": today()}),
    )


@bp.post("/rest")
@login_required
def let_rest() -> ResponseReturnValue:
    """Mark days on which the programme rests; other words on them stay."""
    form = RestForm()
    sent, made = tap()
    if made is None:
        period = form.read()
        if period is None:
            return _page(rest=form), 422
        notes = store.notes_of(db(), owner(), period)
        rest_reason = form.why.data or None
        made = actions.put_days(
            db(), owner(), [it.with_(rest_reason=rest_reason) for it in notes], sent
        )
        db().commit()
    announce(made)
    return see_other(way_back(url_for(".show")))


@bp.post("/exercises")
@login_required
def add() -> ResponseReturnValue:
    """Add an exercise to the list."""
    form = ExerciseForm()
    name = form.read()
    if name is None:
        return _page(form), 422
    try:
        catalogue.add(db(), owner(), name, now())
    except catalogue.NameTaken:
        form.name.errors = ["You have an exercise of this name already."]
        return _page(form), 422
    db().commit()
    leave(Message(text=f"“{name}” is on your list. Prescribe it, or log it whenever you did it."))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>")
@login_required
def rename(exercise_id: str) -> ResponseReturnValue:
    """Rename an exercise, and with it its history."""
    exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
    form = ExerciseForm()
    name = form.read()
    if name is None:
        return _page(form, exercise_id), 422
    try:
        catalogue.rename(db(), exercise, name)
    except catalogue.NameTaken:
        form.name.errors = ["You have an exercise of this name already."]
        return _page(form, exercise_id), 422
    db().commit()
    leave(Message(text=f"It is called “{name}” now, in everything you logged."))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>/delete")
@login_required
def delete(exercise_id: str) -> ResponseReturnValue:
    """Take an exercise off the list; one that was ever used keeps its history."""
    exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
    name = exercise.name
    gone = catalogue.take_off(db(), exercise, today(), now())
    db().commit()
    kept = "" if gone else " What you logged of it stays."
    leave(Message(text=f"“{name}” is off your list.{kept}"))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>/bring-back")
@login_required
def bring_back(exercise_id: str) -> ResponseReturnValue:
    """Put a retired exercise on the list again."""
    exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
    exercise.retired_at = None
    db().commit()
    leave(Message(text=f"“{exercise.name}” is on your list again."))
    return see_other(url_for(".show"))
