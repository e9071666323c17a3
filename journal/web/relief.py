"""What followed a relief: answered in one tap on Today, or dismissed."""

import re
from typing import Final

from flask import Blueprint, abort, request
from flask.typing import ResponseReturnValue
from flask_login import login_required

from journal.core.diary.prompts import minutes_on
from journal.core.model import records as r
from journal.core.model.faults import Unreadable
from journal.core.model.fields import UUID_SHAPE
from journal.core.model.inputs import columns
from journal.core.model.vocabulary import AFTER_MINUTES
from journal.store.db.models import Versioned
from journal.store.diary import actions, prompts
from journal.web.support.announcing import announce
from journal.web.support.once import submit_once
from journal.web.support.request import db, now, owner, see_other, way_back
from journal.web.support.stored_records import row_and_record
from journal.web.support.typed_moments import typed_at

bp = Blueprint("relief", __name__)

ABOUT: Final = re.compile(rf"(still_on|details|after[0-9]+|goal|abilities):{UUID_SHAPE.pattern}")


@bp.post("/relief/<key>/after")
@login_required
def after(key: str) -> ResponseReturnValue:
    """Note the level so many minutes after a relief was tried."""
    row, relief = row_and_record(r.Relief, key)
    minutes = request.form.get("minutes", "")
    if minutes not in map(str, AFTER_MINUTES):
        abort(422)
    name = f"pain_after_{minutes}"
    return _changed(row, relief, relief.with_(**{name: _level(name)}))


def _level(name: str) -> int:
    field = next(column.field for column in columns(r.Relief) if column.name == name)
    try:
        level: int = field.read(request.form.get("level", ""))
    except Unreadable:
        abort(422)
    if field.fault(level):
        abort(422)
    return level


@bp.post("/relief/<key>/stop")
@login_required
def stop(key: str) -> ResponseReturnValue:
    """It was taken off: note for how many minutes it was on."""
    row, relief = row_and_record(r.Relief, key)
    minutes = minutes_on(relief, typed_at())
    if minutes is None:
        abort(422)
    return _changed(row, relief, relief.with_(minutes=minutes))


def _changed(row: Versioned, before: r.Relief, relief: r.Relief) -> ResponseReturnValue:
    submission, change = submit_once()
    if change is None:
        change = actions.change(db(), row, relief, submission)
        db().commit()
    announce(change, relief, before)
    return see_other(way_back())


@bp.post("/prompts/wave")
@login_required
def dismiss() -> ResponseReturnValue:
    """Do not ask this again."""
    about = request.form.get("about", "")
    if not ABOUT.fullmatch(about):
        abort(422)
    prompts.dismiss(db(), owner(), about, now())
    db().commit()
    return see_other(way_back())
