"""The programme: what is prescribed, and a person's own list of exercises."""

from typing import Final

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.programme import ExerciseName, PausedDays
from journal.core.model.faults import Problem
from journal.core.model.periods import Period
from journal.store.accounts import care_messages
from journal.store.diary import (
    actions,
    catalogue,
    exercise_listing,
    exercise_pictures,
    guides,
    programme_templates,
    queries,
)
from journal.store.diary import programme as store
from journal.store.diary.exercise_return import PutBack, put_back
from journal.store.diary.programme_templates import PROPOSED
from journal.web.support.announcing import announce
from journal.web.support.diary_views import flare_plan_days, flare_plans_of, programme_weeks
from journal.web.support.flare_plan_views import plans_page
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.ladder_views import ladders_page
from journal.web.support.once import submission, submit_once
from journal.web.support.request import (
    account,
    db,
    now,
    or_404,
    owner,
    see_other,
    today,
    way_back,
)
from journal.words import programme as words
from journal.words.messages import message

bp = Blueprint("programme", __name__, url_prefix="/programme")

RECENT_DAYS: Final = 22
"""Four weeks at most are touched by so many days."""


@bp.get("")
@login_required
def show() -> ResponseReturnValue:
    """Show what is prescribed, and the exercises."""
    return _page()


def _page(
    form: InputForm | None = None, renaming: str = "", pause_form: InputForm | None = None
) -> str:
    lines = queries.programme(db(), owner())
    current = [line for line in lines if line.ends_on is None or line.ends_on >= today()]
    proposals = programme_templates.proposals(db(), owner())
    untouched = store.untouched(db(), owner(), current) if proposals else []
    recent = Period.ending(today(), RECENT_DAYS)
    done_weeks, unplanned = programme_weeks(lines, recent, RECENT_DAYS)
    return render_template(
        "programme.html",
        lines=current,
        past=[line for line in lines if line.ends_on is not None and line.ends_on < today()],
        exercises=queries.exercises(db(), owner(), retired=True),
        form=form or form_for(ExerciseName, {}),
        renaming=renaming,
        today=today(),
        proposals=proposals,
        beside={each.id: each.names_beside(untouched) for each in proposals},
        plans=plans_page(flare_plans_of(), lines, today()),
        ladders=ladders_page(lines, flare_plan_days()),
        guides=guides.by_exercise(db(), owner()),
        pictures=exercise_pictures.by_exercise(db(), owner()),
        adherence=done_weeks,
        unplanned=unplanned,
        rest=pause_form or form_for(PausedDays, {"first": str(today()), "last": str(today())}),
    )


@bp.post("/rest")
@login_required
def let_rest() -> ResponseReturnValue:
    """Mark days on which exercises are paused; what else is said of them stays."""
    form = form_for(PausedDays, {})
    submission, change = submit_once()
    if change is None:
        pause = form.read(PausedDays).record
        if pause is not None and pause.last > today():
            form.blame([Problem("last", "day_not_come")])
        if pause is None or form.errors:
            return _page(pause_form=form), 422
        notes = store.notes_of(db(), owner(), pause.period)
        paused = [note.with_(rest_reason=pause.why) for note in notes]
        change = actions.put_days(db(), owner(), paused, submission)
        db().commit()
    announce(change)
    return see_other(way_back(url_for(".show")))


@bp.post("/proposals/<proposal_id>/accept")
@login_required
def accept(proposal_id: str) -> ResponseReturnValue:
    """Take what was proposed into the programme, from today on."""
    submission, change = submit_once()
    if change is None:
        row = or_404(programme_templates.row_of(db(), owner(), proposal_id, PROPOSED))
        ends = request.form.getlist("ends")
        change = programme_templates.accept(
            db(), row, submission, today(), account().zone, ends=ends
        )
        care_messages.accepted(db(), owner(), proposal_id, now())
        db().commit()
    flash(Message(text=message("proposal_accepted"), change=change.id if change.before else ""))
    return see_other(url_for(".show"))


@bp.post("/proposals/<proposal_id>/decline")
@login_required
def decline(proposal_id: str) -> ResponseReturnValue:
    """Put what was proposed away; the programme is as it was."""
    row = or_404(programme_templates.row_of(db(), owner(), proposal_id, PROPOSED))
    change = programme_templates.remove(db(), row, submission(None))
    db().commit()
    flash(Message(text=message("proposal_declined"), change=change.id))
    return see_other(url_for(".show"))


@bp.post("/exercises")
@login_required
def add() -> ResponseReturnValue:
    """Add an exercise to the list."""
    form = form_for(ExerciseName, {})
    exercise_name = form.read(ExerciseName).record
    if exercise_name is None:
        return _page(form), 422
    try:
        catalogue.add(db(), owner(), exercise_name.name, now())
    except catalogue.ExerciseNameTaken:
        form.blame([Problem("name", "exercise_name_taken")])
        return _page(form), 422
    db().commit()
    flash(Message(text=words.added(exercise_name.name)))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>")
@login_required
def rename(exercise_id: str) -> ResponseReturnValue:
    """Rename an exercise, and with it its history."""
    exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
    form = form_for(ExerciseName, {})
    exercise_name = form.read(ExerciseName).record
    if exercise_name is None:
        return _page(form, exercise_id), 422
    submission, change = submit_once()
    try:
        if change is None:
            change = catalogue.change_name(db(), exercise, exercise_name.name, submission)
    except catalogue.ExerciseNameTaken:
        form.blame([Problem("name", "exercise_name_taken")])
        return _page(form, exercise_id), 422
    db().commit()
    undo = change.id if change.before else ""
    flash(Message(text=words.renamed(exercise_name.name), change=undo))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>/delete")
@login_required
def delete(exercise_id: str) -> ResponseReturnValue:
    """Take an exercise off the list; one that was ever used keeps its history."""
    submission, change = submit_once()
    if change is None:
        exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
        change = exercise_listing.take_off(db(), exercise, submission, today())
        db().commit()
    taken_off = exercise_listing.taken_off(change)
    if taken_off is not None:
        text = words.removed(
            taken_off.name, with_history=taken_off.used, planned=taken_off.planned
        )
        flash(Message(text=text, change=change.id))
    return see_other(url_for(".show"))


@bp.post("/exercises/<exercise_id>/bring-back")
@login_required
def bring_back(exercise_id: str) -> ResponseReturnValue:
    """Put a retired exercise on the list again, with what the programme asked of it."""
    exercise = or_404(catalogue.exercise(db(), owner(), exercise_id))
    submission, change = submit_once()
    back = PutBack(change, was_listed=change is not None)
    if change is None:
        back = put_back(db(), exercise, submission, today(), account().zone)
        db().commit()
    planned = "listed" if back.was_listed else back.planned
    undo = back.change.id if back.change and back.change.before else ""
    flash(Message(text=words.brought_back(exercise.name, planned), change=undo))
    return see_other(url_for(".show"))
