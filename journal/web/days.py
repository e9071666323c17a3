"""A whole day: what is said of it, and the one tap that confirms it had no exercise."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model import records as r
from journal.core.model.faults import Problem
from journal.core.model.own_topic import answered
from journal.core.model.time_fields import day_or_none
from journal.store.db.models import Versioned
from journal.store.diary import actions, former_names, queries, rest_marks, row_writing
from journal.store.diary.later_answers import GivenLater
from journal.web.support.announcing import announce
from journal.web.support.both_edits import as_opened, meet, opened_form
from journal.web.support.entry_page import EntryPage
from journal.web.support.forms import InputForm, begins_as, form_for
from journal.web.support.once import KeyTaken, made_before
from journal.web.support.request import db, owner, see_other, today, way_back
from journal.web.support.typed_fields import Typed
from journal.web.support.typed_moments import typed_zone, waited_since

ANSWER: Final = "factor"
"""What a tap on Today sends: one answer of the day, beside which the others stay."""

bp = Blueprint("days", __name__, url_prefix="/days")


@bp.get("/<day>/edit")
@login_required
def edit(day: str) -> ResponseReturnValue:
    """Show what is said of a day."""
    local_day = _day(day)
    row, note = _row_and_note(local_day)
    if _is_to_come(local_day, row):
        abort(404)
    return _page(local_day, opened_form(note, row.version if row else 0))


@bp.post("/<day>/edit")
@login_required
def save(day: str) -> ResponseReturnValue:
    """Save what is said of a day. Fields that were not sent stay as they are."""
    local_day = _day(day)
    row, before = _row_and_note(local_day)
    form = form_for(r.DayNote, {})
    note: r.DayNote | None = None
    try:
        change = made_before(form.submission())
    except KeyTaken:
        form.client_key.data = row_writing.new_id()
        return _page(local_day, form, meanwhile=before), 409
    if change is None:
        form.keep(begins_as(before))
        form["day"].process_data(local_day.isoformat())
        _answer(form["factors"], before)
        version, seen_version = row.version if row else 0, form.seen_version
        is_asked = seen_version is not None and meet(
            form, before, version, stale=seen_version != version
        )
        reading = form.read(r.DayNote, zone=typed_zone(), before=before)
        is_to_come = _is_to_come(local_day, row)
        if reading.record is not None and is_to_come:
            form.blame([Problem("day", "day_to_come")])
        if reading.record is None or is_to_come:
            return _page(local_day, form), 422
        if is_asked:
            return _page(local_day, form), 409
        note = reading.record
        edited_version = None if seen_version is None else version
        try:
            change = actions.put_day(db(), owner(), row, note, form.submission(), edited_version)
        except GivenLater as reason:
            as_opened(form, before, version)
            return _page(local_day, form, meanwhile=before, changed_in_both=reason.names), 409
        db().commit()
    announce(change, note or _as_sent(form, before if row else None), before if note else None)
    return see_other(way_back())


def _as_sent(form: InputForm, note: r.DayNote | None) -> r.DayNote | None:
    """What a form says that was saved before: of a day with exercise its mark was not kept."""
    return note.with_(no_exercise=True) if note and form["no_exercise"].text == "yes" else note


def _answer(field: Typed, before: r.DayNote) -> None:
    """Let the answers be to the questions as they are called now; a tap leaves the others."""
    taps = request.form.getlist(ANSWER)
    texts = former_names.answers_now(
        db(), owner(), taps or request.form.getlist(field.name), waited_since()
    )
    if texts:
        field.process_data(answered(before.factors, texts) if taps else texts)


def _day(text: str) -> date:
    day = day_or_none(text)
    if day is None:
        abort(404)
    return day


def _is_to_come(day: date, row: Versioned | None) -> bool:
    """Whether a day has not begun, nor has anything been said of it where it had."""
    return row is None and day > today()


def _row_and_note(day: date) -> tuple[Versioned | None, r.DayNote]:
    """The row of a day, and what is said of it as far as it holds."""
    row = queries.row(db(), r.DayNote, owner(), day.isoformat())
    note = r.DayNote(day=day) if row is None else row_writing.stored(db(), r.DayNote, row)
    (note,) = rest_marks.held(db(), owner(), [note])
    return row, note


def _page(
    day: date,
    form: InputForm,
    meanwhile: r.DayNote | None = None,
    changed_in_both: Sequence[str] = (),
) -> str:
    clash = meanwhile is not None
    page = EntryPage(
        "days", form, clash=clash, meanwhile=meanwhile, changed_in_both=changed_in_both
    )
    return render_template("records/days/form.html", page=page, form=form, day=day)
