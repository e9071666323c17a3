"""A line taken out of a programme template, as a change that can be undone."""

from dataclasses import replace
from typing import Final

from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary import programme_templates
from journal.store.diary.before import proposal_of, with_proposal, written
from journal.store.diary.changes import About, CannotUndo, Submission, new_change
from journal.store.diary.programme_templates import READY, lines_from, plain, row_of, template_of

TEMPLATE_LINE: Final = "template_line"
"""The kind of the change by which a line is taken out."""


def take_out(
    session: Session, row: m.ProgrammeTemplateRow, place: int, submission: Submission
) -> m.Change:
    """Take the line at a place out of a template. The caller commits."""
    template = template_of(row)
    lines = template.lines[:place] + template.lines[place + 1 :]
    programme_templates.change(session, row, replace(template, lines=lines))
    values = {"exercise": template.lines[place].exercise, "after": row.version, **plain(template)}
    about, text = About(TEMPLATE_LINE, template.id), with_proposal(written([]), values)
    return new_change(session, row.owner_id, submission, "deleted", about, text)


def exercise_taken_out(change: m.Change) -> str:
    """The exercise of the line that a change took out; empty: that is not kept any more."""
    values = proposal_of(change.before) if change.before else None
    return str(values["exercise"]) if values else ""


def put_back(session: Session, change: m.Change, text: str) -> None:
    """Let a template have the lines that it had before a change. Raises CannotUndo."""
    row, values = row_of(session, change.owner_id, change.record_key, READY), proposal_of(text)
    if row is None or values is None or row.version != values["after"]:
        raise CannotUndo("undo_changed_since")
    template = replace(template_of(row), lines=lines_from(values["lines"]))
    programme_templates.change(session, row, template)
