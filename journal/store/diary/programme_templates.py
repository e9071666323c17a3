"""Programme templates asked of the store, kept, proposed to a patient, and accepted by one."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from journal.core.diary.programme import is_over
from journal.core.model import records as r
from journal.core.model import vocabulary as v
from journal.core.model.guide import Guide
from journal.core.model.names import stored_name_key
from journal.core.model.periods import ONE_DAY, Period
from journal.core.model.programme_template import (
    TEMPLATES_MOST,
    ProgrammeTemplate,
    TemplateLine,
)
from journal.core.model.strings import as_texts, from_texts
from journal.store.db import models as m
from journal.store.diary import actions, catalogue, guides, queries
from journal.store.diary.before import Before, with_proposal, written
from journal.store.diary.changes import About, CannotUndo, Submission, new_change
from journal.store.diary.former_exercise_names import exercise_called
from journal.store.diary.programme import done_by_day
from journal.store.diary.row_writing import made_hold, new_id

READY, PROPOSED = v.TEMPLATE_STATES

TEMPLATE: Final = "templates"
"""The kind of the change that a template is which an app sent, or which is removed."""


class TooManyTemplates(Exception):
    """No more templates can be kept there."""


def templates(session: Session, owner: str) -> list[ProgrammeTemplate]:
    """The templates of a clinician, by name."""
    return of_state(session, owner, READY)


def proposals(session: Session, owner: str) -> list[ProgrammeTemplate]:
    """What was proposed to somebody who has not answered yet, by name.

    An exercise is in it under the name it has now: of two names that were made one since, the
    exercise that had the name then is meant.
    """
    return [_as_called_now(session, row) for row in _rows(session, owner, PROPOSED)]


def _as_called_now(session: Session, row: m.ProgrammeTemplateRow) -> ProgrammeTemplate:
    """What a row holds, each exercise as its owner calls it now."""
    template, owner = template_of(row), row.owner_id
    exercises = [
        exercise_called(session, owner, line.exercise, row.created_at) for line in template.lines
    ]
    lines = tuple(
        line.with_(exercise=exercise.name)
        if exercise and exercise.name_key != stored_name_key(line.exercise)
        else line
        for line, exercise in zip(template.lines, exercises, strict=True)
    )
    return replace(template, lines=lines)


def of_state(session: Session, owner: str, state: str) -> list[ProgrammeTemplate]:
    """The templates of an owner that are in a state, by name."""
    return [template_of(row) for row in _rows(session, owner, state)]


def _rows(session: Session, owner: str, state: str) -> Sequence[m.ProgrammeTemplateRow]:
    row = m.ProgrammeTemplateRow
    question = select(row).where(row.owner_id == owner, row.state == state)
    return session.scalars(question.order_by(row.name, row.id)).all()


def row_of(session: Session, owner: str, key: str, state: str) -> m.ProgrammeTemplateRow | None:
    """The row of a template in a state; None for any other."""
    row = m.ProgrammeTemplateRow
    question = select(row).where(row.owner_id == owner, row.id == key, row.state == state)
    return session.scalars(question).one_or_none()


def template_of(row: m.ProgrammeTemplateRow) -> ProgrammeTemplate:
    """The template that a row holds."""
    return ProgrammeTemplate(row.id, row.name, lines_from(json.loads(row.lines)), row.version)


def lines_from(plain: Sequence[dict[str, str]]) -> tuple[TemplateLine, ...]:
    """Lines of a template as they were before they were plain values. Raises Unreadable."""
    return tuple(from_texts(TemplateLine, texts) for texts in plain)


def plain_lines(template: ProgrammeTemplate) -> list[dict[str, str]]:
    """The lines of a template as plain values."""
    return [as_texts(line) for line in template.lines]


def plain(template: ProgrammeTemplate) -> dict[str, Any]:
    """What a template holds as plain values, without its id."""
    return {"name": template.name, "lines": plain_lines(template)}


def add(
    session: Session, owner: str, template: ProgrammeTemplate, now: datetime, state: str = READY
) -> None:
    """Keep one template more. The caller commits. Raises TooManyTemplates."""
    row = m.ProgrammeTemplateRow
    question = select(func.count()).where(row.owner_id == owner, row.state == state)
    if session.execute(question).scalar_one() >= TEMPLATES_MOST:
        raise TooManyTemplates
    keep(session, owner, template, now, state)


def keep(
    session: Session, owner: str, template: ProgrammeTemplate, now: datetime, state: str = READY
) -> m.ProgrammeTemplateRow:
    """Keep a new template under its id, however many there are. The caller commits."""
    row = m.ProgrammeTemplateRow(
        owner_id=owner, id=template.id, state=state, created_at=now, name=template.name
    )
    row.lines = json.dumps(plain_lines(template), ensure_ascii=False)
    session.add(row)
    session.flush()
    return row


def log(
    session: Session, owner: str, template: ProgrammeTemplate, submission: Submission
) -> m.Change:
    """Keep a new template that an app sent, once for its key. The caller commits.

    Raises TooManyTemplates.
    """
    add(session, owner, template, submission.at)
    return new_change(session, owner, submission, "created", About(TEMPLATE, template.id))


def change(session: Session, row: m.ProgrammeTemplateRow, template: ProgrammeTemplate) -> None:
    """Let a row hold a template that was read from it. The caller commits. Raises Stale."""
    actions.refuse_stale(row, template.version)
    row.name = template.name
    row.lines = json.dumps(plain_lines(template), ensure_ascii=False)
    session.flush()


def propose(
    session: Session, template: ProgrammeTemplate, patient: str, key: str, now: datetime
) -> None:
    """Lay a copy of a template before a patient, under a key. Raises TooManyTemplates."""
    proposal = ProgrammeTemplate(key, template.name, template.lines)
    add(session, patient, proposal, now, PROPOSED)


def accept(
    session: Session,
    row: m.ProgrammeTemplateRow,
    submission: Submission,
    today: date,
    zone: str,
    *,
    ends: Collection[str] = (),
) -> m.Change:
    """Take a proposal into the owner's programme, from today on, as one change.

    Exercises that are not on the list are put on it. Of an exercise that has lines already these
    give way, so that each day before goes on asking for what it asked; so do those of ``ends``,
    which still ask for today what was done today. Lines that are as they would be then stay.
    """
    owner, template = row.owner_id, _as_called_now(session, row)
    names = [_on_list(session, owner, line.exercise, submission.at) for line in template.lines]
    yesterday = today - ONE_DAY
    done_today = {name for name, _ in done_by_day(session, owner, Period.ending(today, 1))}
    ended = {each.name for name in ends if (each := exercise_called(session, owner, name))}
    last_days = {name: today if name in done_today else yesterday for name in ended}
    new_lines = [
        line.prescription(new_id(), today).with_(exercise=name)
        for name, line in zip(names, template.lines, strict=True)
    ]
    stay = _as_now(queries.programme(session, owner), new_lines, today) - ended
    made_way = _ended(session, owner, last_days | dict.fromkeys({*names} - stay, yesterday))
    new_records: list[r.Record] = [line for line in new_lines if line.exercise not in stay]
    own_guides = guides.by_exercise(session, owner)
    new_records += [
        _guide(line.with_(exercise=name), today, zone, submission.at)
        for name, line in zip(names, template.lines, strict=True)
        if line.instructions is not None and not line.is_told_by(own_guides.get(name))
    ]
    session.delete(row)
    change = actions.add_all(session, owner, new_records, submission, made_way)
    change.before = with_proposal(change.before or "", {"id": template.id, **plain(template)})
    return change


def _guide(line: TemplateLine, day: date, zone: str, now: datetime) -> Guide:
    """How a template says that an exercise is done."""
    return Guide(
        id=new_id(),
        day=day,
        zone=zone,
        written_at=now,
        exercise=line.exercise,
        instructions=line.instructions,
    )


def _as_now(
    lines: Sequence[r.Prescription], new_lines: Sequence[r.Prescription], today: date
) -> set[str]:
    """The exercises of which the one line is already what a template has of them.

    None where that is so of all: then accepting it would be no change.
    """
    names = [line.exercise for line in new_lines]
    same = set()
    for line in new_lines:
        own = [each for each in lines if each.exercise == line.exercise]
        now = [each for each in own if not is_over(each, today)]
        as_new = [each.with_(id=line.id, starts_on=today, note=None) for each in now]
        if as_new == [line] and now[0].starts_on <= today and names.count(line.exercise) == 1:
            same.add(line.exercise)
    return same if same != set(names) else set()


def remove(session: Session, row: m.ProgrammeTemplateRow, submission: Submission) -> m.Change:
    """Delete a template, or put a proposal away, as a change that can be undone."""
    template = template_of(row)
    made_at = row.created_at.isoformat()
    values = {"id": template.id, "state": row.state, "made_at": made_at, **plain(template)}
    session.delete(row)
    about, text = About(TEMPLATE, template.id), with_proposal(written([]), values)
    return new_change(session, row.owner_id, submission, "deleted", about, text)


def propose_again(
    session: Session, owner: str, proposal: dict[str, Any], now: datetime
) -> None:  # as accepting kept it, or removing it
    """Lay a proposal before its owner again, or keep a template again, as old as it was.

    Raises CannotUndo where there is no room for what was removed; the programme is taken back
    without the proposal that was accepted.
    """
    lines = lines_from(proposal["lines"])
    template = ProgrammeTemplate(proposal["id"], proposal["name"], lines)
    made_at = datetime.fromisoformat(proposal["made_at"]) if "made_at" in proposal else now
    try:
        add(session, owner, template, made_at, proposal.get("state", PROPOSED))
    except TooManyTemplates:
        if "state" in proposal:
            raise CannotUndo("undo_too_many_templates") from None


def _on_list(session: Session, owner: str, name: str, now: datetime) -> str:
    """The name by which an exercise is on the owner's list, where it now is."""
    listed = exercise_called(session, owner, name)
    if listed is None or listed.retired_at is not None:
        listed = catalogue.add(session, owner, listed.name if listed else name, now)
    return listed.name


def _ended(session: Session, owner: str, last_days: Mapping[str, date]) -> list[Before]:
    """The lines of exercises that go on after the last day given for each, as they were.

    They end on that day; those that begin later are deleted.
    """
    befores: list[Before] = []
    for line in queries.programme(session, owner):
        last_day = last_days.get(line.exercise)
        if last_day is None or (line.ends_on is not None and line.ends_on <= last_day):
            continue
        row = queries.row(session, r.Prescription, owner, line.id)
        if row is None:
            continue
        if line.starts_on > last_day:
            befores += actions.removed(session, r.Prescription, row)
        else:
            ended = line.with_(ends_on=last_day)
            befores.append(made_hold(session, row, ended))
    return befores
