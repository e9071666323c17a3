"""What a person uses: renamed with its history, retired where it was used."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, false, or_, select, update
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.amounts import dose_key
from journal.core.model.faults import Problem
from journal.core.model.moments import local_day
from journal.core.model.names import name_key
from journal.core.model.own_method import OwnMethod
from journal.store.db import models as m
from journal.store.diary.before import Before
from journal.store.diary.row_writing import FieldRefused, stored
from journal.store.diary.rows import record_of, records, selected


def refuse_twin(
    session: Session, owner: str, record: r.Record, before: r.Record | None = None
) -> None:
    """Raise FieldRefused where the list has one alike in all that its button says, or would have.

    ``before``: it, unedited. One that is not used any more may have a successor.
    """
    if not isinstance(record, OwnMethod) or record.retired_on:
        return
    if isinstance(before, OwnMethod) and _button(before) == _button(record):
        return
    row = m.OwnMethodRow
    question = selected(OwnMethod, owner).where(
        row.owner_id == owner, row.method == record.method, row.retired_on.is_(None)
    )
    for item in records(session, OwnMethod, question, {}):
        if item.id != record.id and _button(item) == _button(record):
            raise FieldRefused(Problem("name", "method_listed", {"name": item.name}))


def _button(item: OwnMethod) -> tuple[str, tuple[str, str]]:
    return name_key(item.name), dose_key(item.dose, item.unit)


def renamed(session: Session, owner: str, was: Before, after: r.Record) -> list[Before]:
    """What the reliefs were before they got the new name of what they were of.

    Where the list has another of the old name, only those of the same dose are taken along.
    """
    before, row = was.record, m.ReliefRow
    if not isinstance(before, OwnMethod) or not isinstance(after, OwnMethod):
        return []
    if (before.name, before.method) == (after.name, after.method):
        return []
    spellings = _spellings(session, owner, before)
    uses = [row.owner_id == owner, row.method == before.method, row.name.in_(spellings)]
    if _has_namesake(session, owner, before):
        uses.append(_of_dose(session, owner, before))
    question = selected(r.Relief, owner, row.version).where(*uses)
    befores = [
        Before(r.Relief, relief.id, relief, None, version, after=version + 1)
        for *values, version in session.execute(question).all()
        for relief in [record_of(r.Relief, values)]
    ]
    session.execute(
        update(row)
        .where(*uses)
        .values(name=after.name, method=after.method, version=row.version + 1),
        execution_options={"synchronize_session": False},
    )
    return befores


def _spellings(session: Session, owner: str, item: OwnMethod | m.OwnMethodRow) -> list[str]:
    """How the name of an entry of the list was typed in what was logged of it."""
    row = m.ReliefRow
    question = select(row.name).distinct()
    names = session.scalars(question.where(row.owner_id == owner, row.method == item.method))
    return [name for name in names if name and name_key(name) == name_key(item.name)]


def _of_dose(session: Session, owner: str, item: OwnMethod) -> ColumnElement[bool]:
    """Whether a relief was of the dose of an entry of the list, however its unit was typed."""
    row, key = m.ReliefRow, dose_key(item.dose, item.unit)
    question = select(row.dose, row.unit).distinct()
    doses = session.execute(question.where(row.owner_id == owner, row.method == item.method))
    return or_(
        false(),
        *(
            and_(row.dose.is_not_distinct_from(dose), row.unit.is_not_distinct_from(unit))
            for dose, unit in doses
            if dose_key(dose, unit) == key
        ),
    )


def _has_namesake(session: Session, owner: str, item: OwnMethod) -> bool:
    row = m.OwnMethodRow
    question = select(row.name).where(
        row.owner_id == owner, row.method == item.method, row.id != item.id
    )
    return any(name_key(name) == name_key(item.name) for name in session.scalars(question))


def retired(session: Session, row: m.Versioned, now: datetime) -> OwnMethod | None:
    """What is kept of one that is taken off the list; None: it was never used, and goes."""
    if not isinstance(row, m.OwnMethodRow):
        return None
    if not _spellings(session, row.owner_id, row):
        return None
    item = stored(session, OwnMethod, row)
    return item.with_(retired_on=item.retired_on or local_day(now, item.zone))
