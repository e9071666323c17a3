"""The picture of an exercise: sent, replaced, removed, and shown to whoever may see it."""

from dataclasses import replace
from hashlib import sha256

from flask import Blueprint, Response, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.account import trail_detail
from journal.core.model.faults import Problem
from journal.core.model.picture import PICTURES_MOST, SENT_BYTES_MOST, PictureText
from journal.pictures import PictureRefused, small_picture
from journal.store.accounts import care
from journal.store.db.models import Change, ExercisePictureRow
from journal.store.diary import catalogue
from journal.store.diary import exercise_pictures as store
from journal.store.diary.changes import Submission
from journal.web.support.flash import Message, flash
from journal.web.support.forms import InputForm, form_for
from journal.web.support.once import KeyTaken, made_before, submission_of, submit_once
from journal.web.support.patient_access import access_to
from journal.web.support.request import (
    account,
    db,
    noted,
    now,
    or_404,
    owner,
    see_other,
    way_back,
)
from journal.words.messages import message
from journal.words.problems import sentence

bp = Blueprint("exercise_pictures", __name__)


@bp.get("/programme/exercises/<exercise_id>/picture")
@login_required
def show(exercise_id: str) -> ResponseReturnValue:
    """Show the picture of an exercise, and how it is sent, replaced or removed."""
    picture = store.row_of(db(), owner(), exercise_id)
    form = form_for(PictureText, {"alt": picture.alt if picture else ""})
    return _page(exercise_id, form, picture)


def _page(
    exercise_id: str,
    form: InputForm,
    picture: ExercisePictureRow | None,
    problem: Problem | None = None,
) -> str:
    return render_template(
        "exercise_pictures/show.html",
        exercise=or_404(catalogue.exercise(db(), owner(), exercise_id)),
        picture=picture,
        form=form,
        problem=sentence(problem) if problem else "",
        megabytes=SENT_BYTES_MOST // 1_000_000,
    )


@bp.post("/programme/exercises/<exercise_id>/picture")
@login_required
def save(exercise_id: str) -> ResponseReturnValue:
    """Keep a picture, or other words for the one there is."""
    or_404(catalogue.exercise(db(), owner(), exercise_id))
    form, content = form_for(PictureText, {}), _sent_file()
    submission = _submission(form, content)
    try:
        change = made_before(submission)
    except KeyTaken:
        change, submission = None, _submission(form, content, fresh=True)
    if change is None:
        row = store.row_of(db(), owner(), exercise_id)
        try:
            change = _saved(exercise_id, form, content, submission, row)
        except PictureRefused as reason:
            problem = Problem("picture", reason.code, reason.values)
            return _page(exercise_id, form, row, problem), 422
        if change is None:
            return _page(exercise_id, form, row), 422
    return _announce(change)


def _sent_file() -> bytes:
    """The file that was sent, but for what is beyond the limit; empty where none was."""
    file = request.files.get("picture")
    if file is None:
        return b""
    with file.stream as stream:
        return stream.read(SENT_BYTES_MOST + 1)


def _submission(form: InputForm, content: bytes, *, fresh: bool = False) -> Submission:
    key = None if fresh else form.client_key.data
    fields = [("alt", form["alt"].text), ("picture", sha256(content).hexdigest())]
    return submission_of(key, fields)


def _saved(
    exercise_id: str,
    form: InputForm,
    content: bytes,
    submission: Submission,
    row: ExercisePictureRow | None,
) -> Change | None:
    """The change that keeping it made; None: its words have a problem. Raises PictureRefused."""
    text = form.read(PictureText).record
    alt = text.alt if text else ""
    if content:
        picture = small_picture(content, exercise_id, alt)
    elif row:
        picture = replace(store.picture_of(row), alt=alt)
    else:
        raise PictureRefused("picture_needed")
    if text is None:
        return None
    try:
        change = store.put(db(), owner(), picture, submission, row)
    except store.TooManyPictures:
        raise PictureRefused("too_many_pictures", most=PICTURES_MOST) from None
    db().commit()
    return change


def _announce(change: Change) -> ResponseReturnValue:
    undoable = change.id if change.before else ""
    flash(Message(text=message(f"picture_{change.action}"), change=undoable))
    return see_other(way_back(url_for("programme.show")))


@bp.post("/programme/exercises/<exercise_id>/picture/delete")
@login_required
def delete(exercise_id: str) -> ResponseReturnValue:
    """Remove the picture of an exercise; undo is offered."""
    submission, change = submit_once()
    if change is None:
        row = or_404(store.row_of(db(), owner(), exercise_id))
        change = store.remove(db(), row, submission)
        db().commit()
    return _announce(change)


@bp.get("/pictures/<patient_id>/<exercise_id>")
@login_required
def image(patient_id: str, exercise_id: str) -> ResponseReturnValue:
    """The picture itself, for its owner and for whoever they show their private notes."""
    if patient_id != owner():
        _refuse_others(patient_id)
    row = or_404(store.row_of(db(), patient_id, exercise_id))
    response = Response(row.content, mimetype="image/jpeg")
    response.set_etag(sha256(row.content).hexdigest())
    response.headers["Cache-Control"] = "private, no-cache"
    return response.make_conditional(request)


def _refuse_others(patient_id: str) -> None:
    """Note the look of a clinician who may see it; 404 for anybody else.

    Pictures belong to the look at their page, and come when they are in sight. One without a page
    is noted as that: it is no visit, and the clinician's list still says what is new.
    """
    access, _ = access_to(patient_id)
    if not access.notes:
        abort(404)
    clinician = account()
    if care.has_page_open(db(), access, clinician, now()):
        return
    detail = trail_detail.of_pictures()
    noted(lambda noting: care.note_once(noting, access, clinician, "looked", now(), detail))
