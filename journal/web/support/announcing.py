"""The message about a change, for the next page."""

from flask import url_for
from werkzeug.wrappers import Response

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.store.db.models import Change
from journal.store.diary.row_writing import record_left_by
from journal.web.support.flash import Message, flash
from journal.web.support.happened import happened
from journal.web.support.request import db, see_other, way_back
from journal.words.messages import message


def announce(
    change: Change,
    record: r.Record | None = None,
    before: r.Record | None = None,
    *,
    twice: bool = False,
) -> None:
    """Leave a message about a change for the next page: of ``record``, once ``before``."""
    if record is None and change.action != "deleted" and change.kind in RECORDS:
        record = record_left_by(db(), change, RECORDS[change.kind])
    flash(
        Message(
            slug=change.kind,
            action=change.action,
            values=happened(record, before),
            change=change.id if change.before else "",
            twice=url_for("entries.edit", slug=change.kind, key=change.record_key)
            if twice
            else "",
        )
    )


def answered(change: Change | None, otherwise: str, back: str) -> Response:
    """Keep a change, say so and go back; where there is none, say why by its message's code."""
    if change is None:
        flash(Message(text=message(otherwise)))
    else:
        db().commit()
        announce(change)
    return see_other(way_back(back))
