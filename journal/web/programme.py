"""The programme: what is prescribed, and a person's own list of exercises."""

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required
from flask_wtf import FlaskForm
from wtforms import StringField

from journal.core.fields import Words
from journal.core.vocabulary import NAME_LENGTH
from journal.store import catalogue, queries
from journal.web.messages import Message, leave
from journal.web.request import db, now, or_404, owner, see_other, today

bp = Blueprint("programme", __name__, url_prefix="/programme")


class ExerciseForm(FlaskForm):
    """The name of an exercise."""

    name = StringField()

    def read(self) -> str | None:
        """The name, or None with its problem at the field."""
        words = Words(NAME_LENGTH)
        name = words.read(self.name.data or "")
        if fault := words.fault(name):
            self.name.errors = ["Give it a name." if not name else fault]
            return None
        return name


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show what is prescribed, and the exercises."""
    return _page()


def _page(form: ExerciseForm | None = None, renaming: str = "") -> str:
    lines = queries.programme(db(), owner())
    return render_template(
        "programme.html",
        lines=[line for line in lines if line.ends_on is None or line.ends_on >= today()],
        past=[line for line in lines if line.ends_on is not None and line.ends_on < today()],
        exercises=queries.exercises(db(), owner(), retired=True),
        form=form or ExerciseForm(formdata=None),
        renaming=renaming,
        today=today(),
    )


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
