"""A line of the programme that is edited: as it always was, or from a day on."""

from datetime import date
from typing import Final

from sqlalchemy.orm import Session

from journal.core.diary.programme import asks_anew, is_over
from journal.core.model.faults import Problem
from journal.core.model.periods import ONE_DAY
from journal.core.model.records import Prescription
from journal.store.db import models as m
from journal.store.diary import actions
from journal.store.diary.changes import Submission
from journal.store.diary.row_writing import FieldRefused, made_hold, new_id, stored

FROM_TODAY: Final = "from_today"
"""As a form says that what is edited is asked for from today on."""


def change(
    session: Session,
    row: m.Versioned,
    line: Prescription,
    submission: Submission,
    today: date | None,
) -> m.Change:
    """Make a row hold an edited line, or from ``today`` on let another ask for what is new.

    The line as it was then ends the day before, so that each day goes on asking for what it
    asked. ``today`` None: it was always so. Raises what ``actions.change`` does.
    """
    before = stored(session, Prescription, row)
    first = None if today is None else asks_anew(before, line, today)
    if first is None:
        return actions.change(session, row, line, submission, row.version)
    if is_over(line, first):
        raise FieldRefused(Problem("ends_on", "ends_before_start"))
    last_day = min(first - ONE_DAY, before.ends_on or date.max)
    ended = made_hold(session, row, before.with_(ends_on=last_day))
    new_line = line.with_(id=new_id(), starts_on=first)
    return actions.add_all(session, row.owner_id, [new_line], submission, [ended])
