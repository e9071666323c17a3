"""Entries of every kind: new, edit, delete, undo. The kinds share one set of doors."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, render_template, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.model import records as r
from journal.core.model.faults import Problem
from journal.core.model.kinds import KINDS, RECORDS, SLUGS
from journal.store.db.models import Change, Versioned
from journal.store.diary import (
    actions,
    catalogue,
    change_undo,
    changes,
    episodes,
    exercise_listing,
    exercise_pictures,
    line_edits,
    pauses,
    prompts,
    queries,
    row_writing,
    zone_rules,
)
from journal.store.diary.later_answers import GivenLater
from journal.store.diary.programme_templates import TEMPLATE
from journal.store.diary.row_writing import is_there
from journal.store.diary.running import AnotherIsOn
from journal.store.diary.template_lines import TEMPLATE_LINE
from journal.store.imports import import_undo
from journal.store.imports.apply import IMPORT
from journal.store.imports.prepared_undo import prepared_undo
from journal.web.support.announcing import announce, undone
from journal.web.support.both_edits import meet, opened_form
from journal.web.support.entry_page import EntryPage, edited_from, page_of_taken_key
from journal.web.support.flash import Message, flash, import_undone
from journal.web.support.forms import (
    InputForm,
    begins_as,
    form_for,
    shown_twice,
    starting_texts,
)
from journal.web.support.once import KeyTaken, made_before, submit_once
from journal.web.support.reading import looking
from journal.web.support.request import (
    ACCOUNT,
    account,
    db,
    now,
    or_404,
    owner,
    see_other,
    way_back,
)
from journal.web.support.stored_records import row_and_record
from journal.web.support.typed_moments import typed_zone, waited_since
from journal.words.messages import message

bp = Blueprint("entries", __name__)

SLUG: Final = f"<any({','.join(slug for slug in KINDS if slug != SLUGS[r.DayNote])}):slug>"
"""Every kind but what is said of a day, which goes by its day."""


@bp.get(f"/{SLUG}/new")
@login_required
def new(slug: str) -> ResponseReturnValue:
    """Show the form of a new record."""
    begins = _as_last_time(slug) | starting_texts(slug, account().zone)
    return shown(EntryPage(slug, form_for(RECORDS[slug], begins)))


def _as_last_time(slug: str) -> dict[str, str | Sequence[str]]:
    """What a new record takes from the last one of its kind, where the kind has such fields."""
    names = KINDS[slug].again
    last = queries.latest(db(), RECORDS[slug], owner()) if names else []
    texts = (pair for record in last for pair in begins_as(record).items())
    return {name: text for name, text in texts if name in names}


@bp.post(f"/{SLUG}/new")
@login_required
def create(slug: str) -> ResponseReturnValue:
    """Save a new record."""
    kind = RECORDS[slug]
    form = form_for(kind, {})
    if (answer := resubmitted(slug, form)) is not None:
        return answer
    reading = form.read(kind, zone=typed_zone())
    page = EntryPage(slug, form)
    if reading.record is None:
        return shown(page), 422
    try:
        record = actions.linked(db(), owner(), reading.record, waited_since=waited_since())
        change = _stored(record, form)
    except row_writing.FieldRefused as reason:
        return refused(page, reason)
    except AnotherIsOn as reason:
        return shown(replace(page, another=reason)), 409
    except GivenLater as reason:
        names = reason.names
        page = replace(page, clash=True, meanwhile=reason.record, changed_in_both=names)
        return shown(page), 409
    return saved(change, form, record)


def _stored(record: r.Record, form: InputForm) -> Change:
    """The change that storing a new record made. Raises FieldRefused and AnotherIsOn."""
    if isinstance(record, r.Episode):
        choice = request.form.get("running", "")
        return episodes.add(db(), owner(), record, form.submission(), choice)
    return actions.add(db(), owner(), record, form.submission())


@bp.get(f"/{SLUG}/<key>/edit")
@login_required
def edit(slug: str, key: str) -> ResponseReturnValue:
    """Show a record in its form."""
    row, before = row_and_record(RECORDS[slug], key)
    return shown(EntryPage(slug, opened_form(before, row.version), before))


@bp.post(f"/{SLUG}/<key>/edit")
@login_required
def change(slug: str, key: str) -> ResponseReturnValue:
    """Save an edited record; what was changed elsewhere since stays, or is asked about."""
    form = form_for(RECORDS[slug], {})
    if (answer := resubmitted(slug, form)) is not None:
        return answer
    if queries.row(db(), RECORDS[slug], owner(), key) is None:
        return shown(EntryPage(slug, form, removed=True)), 404
    row, before = row_and_record(RECORDS[slug], key)
    is_asked = meet(form, before, row.version, stale=form.edited_version != row.version)
    reading = form.read(type(before), zone=typed_zone(), key=key, before=before)
    page = EntryPage(slug, form, before)
    if is_asked or reading.record is None:
        return shown(page), 409 if reading.record else 422
    return _changed(page, row, reading.record)


def _changed(page: EntryPage, row: Versioned, typed: r.Record) -> ResponseReturnValue:
    """Save what was typed in the place of what was there before, and answer."""
    form, before = page.form, page.before
    try:
        record = actions.linked(db(), owner(), typed, before, waited_since())
        change = _stored_edit(row, record, form)
    except row_writing.FieldRefused as reason:
        return refused(page, reason)
    except actions.DayTaken:
        form.blame([Problem("day", "day_taken")])
        return shown(page), 422
    except AnotherIsOn as reason:
        return shown(replace(page, another=reason)), 409
    return saved(change, form, record, before)


def _stored_edit(row: Versioned, record: r.Record, form: InputForm) -> Change:
    """The change that storing an edited record made. Raises what ``actions.change`` does."""
    if isinstance(record, r.Episode):
        choice = request.form.get("running", "")
        return episodes.change(db(), row, record, form.submission(), row.version, choice)
    if isinstance(record, r.Prescription):
        return line_edits.change(db(), row, record, form.submission(), edited_from(account().zone))
    return actions.change(db(), row, record, form.submission(), row.version)


@bp.post(f"/{SLUG}/<key>/delete")
@login_required
def delete(slug: str, key: str) -> ResponseReturnValue:
    """Delete a record; undo is offered.

    A device whose queue deletes what is gone already, or never was, is told so where it is next.
    """
    submission, change = submit_once()
    removed: r.Record | None = None
    if change is None:
        if ACCOUNT in request.headers and not is_there(db(), RECORDS[slug], owner(), key):
            flash(Message(text=message("deleted_already"), slug=slug))
            return see_other(way_back())
        row, removed = row_and_record(RECORDS[slug], key)
        change = actions.remove(db(), RECORDS[slug], row, submission)
        db().commit()
    announce(change, removed if change.action == "deleted" else None)
    return see_other(way_back())


SAID_PLAINLY: Final = {
    exercise_pictures.PICTURE: "picture_undone",
    prompts.ANSWER: "asked_again",
    pauses.PAUSE: "pause_undone",
    TEMPLATE: "template_back",
    TEMPLATE_LINE: "template_line_back",
}
"""What is said of changes that were put back, by their kind, where nothing is to be named."""


@bp.post("/changes/<change_id>/undo")
@login_required
def undo(change_id: str) -> ResponseReturnValue:
    """Put back what a change did."""
    change = or_404(changes.change_of(db(), owner(), change_id))
    try:
        report = _undone(change)
        db().commit()
        flash(report)
    except changes.CannotUndo as reason:
        db().rollback()
        flash(Message(text=message(str(reason))))
    return see_other(way_back())


def _undone(change: Change) -> Message:
    """What is to be said of a change that was put back."""
    if change.kind == IMPORT:
        return _import_undone(change)
    if change.kind == TEMPLATE and change.action == "created":
        abort(404)  # an app sent it; it is deleted on its page
    if change.kind in SAID_PLAINLY:
        change_undo.undo(db(), change, now())
        return Message(text=message(SAID_PLAINLY[change.kind]))
    if change.kind == catalogue.NAME:
        return _named_again(change)
    if change.kind == exercise_listing.LISTING:
        return _listed_as_before(change)
    if change.kind == zone_rules.CORRECTION:
        count = actions.extent(change)
        change_undo.undo(db(), change, now())
        return Message(slug=change.kind, action="undone", values={"count": count})
    return undone(change, or_404(RECORDS.get(change.kind)))


def _named_again(change: Change) -> Message:
    """What is to be said of an exercise that got its name back."""
    change_undo.undo(db(), change, now())
    exercise = or_404(catalogue.exercise(db(), owner(), change.record_key))
    return Message(text=message("exercise_renamed_back", name=exercise.name))


def _listed_as_before(change: Change) -> Message:
    """What is to be said of an exercise that is on the list again, or off it."""
    change_undo.undo(db(), change, now())
    exercise = or_404(catalogue.exercise(db(), owner(), change.record_key))
    code = "exercise_off_again" if exercise.retired_at else "exercise_listed_again"
    return Message(text=message(code, name=exercise.name))


def _import_undone(change: Change) -> Message:
    """What is to be said of an import that was undone: found out while others save, then done."""
    with ExitStack() as closing:
        with looking() as reading:
            an_import = import_undo.undoable(reading, change, now())
            prepared = prepared_undo(reading, an_import, closing) if an_import else None
        change = or_404(changes.change_of(db(), owner(), change.id))
        return Message(text=import_undone(import_undo.undo(db(), change, now(), prepared)))


def resubmitted(slug: str, form: InputForm) -> ResponseReturnValue | None:
    """The answer to a form that was saved before: as the first time, or with both texts.

    None: it was not.
    """
    try:
        change = made_before(form.submission())
    except KeyTaken as error:
        return shown(page_of_taken_key(EntryPage(slug, form), error)), 409
    if change is None:
        return None
    announce(change)
    return see_other(way_back())


def saved(
    change: Change, form: InputForm, record: r.Record, before: r.Record | None = None
) -> ResponseReturnValue:
    """Commit, say so with an undo, and go back."""
    db().commit()
    twice = shown_twice(form, None)
    # Of two spasms at one time the one that was typed may be stored otherwise.
    typed = None if request.form.get("running") else record
    announce(change, typed, before, twice=bool(twice) and not any(twice.values()))
    return see_other(way_back())


def refused(page: EntryPage, reason: row_writing.FieldRefused) -> ResponseReturnValue:
    """Show the form again: there is no such exercise, or a name is taken."""
    page.form.blame([reason.problem])
    return shown(page), 422


def shown(page: EntryPage) -> str:
    """The page of a form."""
    return render_template(f"records/{page.slug}/form.html", page=page, form=page.form)
