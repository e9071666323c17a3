"""Reminders: kept, found, and claimed by one sender however many try."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, case, exists, or_, select, update
from sqlalchemy.orm import Session

from journal.core.account.reminders import FIRST_REMINDER, LATE, Reminder, due_on
from journal.core.model import moments
from journal.core.model import records as r
from journal.core.model.inputs import columns
from journal.core.model.strings import as_texts
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.diary import agreed_end, pauses
from journal.store.diary.queries import OF_THEIR_DAY
from journal.store.diary.rows import ROWS, says_something

TRIES_MOST: Final = 3
"""How often sending one day's reminder is tried."""

CLOCK_CHANGE: Final = timedelta(hours=2)
"""More than any clock is ever put forward or back."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """An account that wants reminders: what it wants, and the last day that needs none."""

    owner: str
    zone: str
    reminder: Reminder
    settled_on: date | None

    def due_on(self, now: datetime) -> date | None:
        """The local day for which it should go out at a moment; None: it should not."""
        return due_on(self.reminder, now=now, zone=self.zone, settled_on=self.settled_on)


def reminder(session: Session, owner: str) -> Reminder:
    """What an account wants; never asked for, it is off."""
    row = _row(session, owner)
    return FIRST_REMINDER if row is None else _reminder(row)


def settings(session: Session, owner: str) -> dict[str, str]:
    """What an account wants, as texts by field name; ``texts.from_texts`` reads them back."""
    return as_texts(reminder(session, owner))


def save(session: Session, owner: str, reminder: Reminder, now: datetime, zone: str) -> None:
    """Keep what an account wants. Saved when it would be due, it begins the next time."""
    row = _row(session, owner)
    if row is None:
        row = m.ReminderRow(owner_id=owner, **asdict(reminder))
        session.add(row)
    else:
        for name, value in asdict(reminder).items():
            setattr(row, name, value)
    _let_pass(row, now, zone)
    session.flush()


def pause(session: Session, account: m.Account, day: date) -> None:
    """Pause a diary from ``day`` on; one that is paused stays so since it was.

    A new pause puts nothing aside, even where the one before was deleted.
    """
    if account.paused_on is None:
        agreed_end.note(session, account.id, stopped_on=None)
    pauses.begin(session, account, day)


def resume(session: Session, account: m.Account, now: datetime) -> None:
    """End the pause of a diary, of which the days are kept, and that it is put aside.

    A reminder that would be due right now is left out.
    """
    pauses.end(session, account, moments.local_day(now, account.zone))
    agreed_end.note(session, account.id, stopped_on=None)
    let_pass(session, account, now)


def let_pass(session: Session, account: m.Account, now: datetime) -> None:
    """Leave out the reminder of an account that would be due right now, if one would."""
    row = _row(session, account.id)
    if row is not None:
        _let_pass(row, now, account.zone)
    session.flush()


def waiting(session: Session, *conditions: ColumnElement[bool]) -> list[Waiting]:
    """Every account that wants reminders and is not paused; of all owners, as it says.

    ``conditions``: only those that meet them.
    """
    row = m.ReminderRow
    question = (
        select(row, m.Account.zone)
        .join(m.Account, m.Account.id == row.owner_id)
        .where(
            row.active,
            m.Account.paused_on.is_(None),
            m.Account.switched_off_at.is_(None),
            *conditions,
        )
        .order_by(row.owner_id)
    )
    rows = session.execute(question, execution_options={ALL_OWNERS: True}).all()
    return [
        Waiting(reminder_row.owner_id, zone, _reminder(reminder_row), _settled_on(reminder_row))
        for reminder_row, zone in rows
    ]


def due(session: Session, now: datetime) -> list[Waiting]:
    """Every account whose reminder should go out at a moment.

    The database leaves out those of another time of day and those that are settled, so that no
    more are read than there is something to do for.
    """
    row = m.ReminderRow
    zones = select(m.Account.zone).join(row, row.owner_id == m.Account.id).where(row.active)
    names = session.scalars(zones.distinct(), execution_options={ALL_OWNERS: True}).all()
    if not names:
        return []
    candidates = waiting(session, or_(*[_perhaps_due(now, zone) for zone in names]))
    return [account for account in candidates if account.due_on(now) is not None]


def _perhaps_due(now: datetime, zone: str) -> ColumnElement[bool]:
    """What reminders of a zone meet that are due; where its clocks change, a few others do too."""
    row = m.ReminderRow
    local = moments.local_time(now, zone)
    begins = max(local - LATE - CLOCK_CHANGE, datetime.combine(local, time.min, local.tzinfo))
    ends = min(local + CLOCK_CHANGE, datetime.combine(local, time.max, local.tzinfo))
    open_ = or_(row.settled_on.is_(None), row.settled_on < local.date(), row.failed)
    return and_(m.Account.zone == zone, row.at.between(begins.time(), ends.time()), open_)


def claim(session: Session, owner: str, day: date) -> bool:
    """Whether the caller, and nobody else, sends the reminder of that day.

    One statement; the caller commits before it sends, so that a crash means none rather
    than two.
    """
    row = m.ReminderRow
    open_ = or_(
        row.settled_on.is_(None),
        row.settled_on < day,
        and_(row.settled_on == day, row.failed, row.tries < TRIES_MOST),
    )
    claimed = (
        update(row)
        .where(row.owner_id == owner, row.active, open_)
        .values(
            settled_on=day,
            failed=False,
            tries=case((row.settled_on == day, row.tries + 1), else_=1),
        )
        .returning(row.tries)
    )
    result = session.execute(claimed, execution_options={"synchronize_session": False})
    return result.first() is not None


def let_try_again(session: Session, owner: str, day: date) -> None:
    """Say that the claimed reminder of that day is known not to have gone out."""
    row = m.ReminderRow
    failing = update(row).where(row.owner_id == owner, row.settled_on == day).values(failed=True)
    session.execute(failing, execution_options={"synchronize_session": False})


def anything_logged(session: Session, owner: str, day: date) -> bool:
    """Whether anything is logged of that local day; a spasm where it began or ended."""
    conditions = [
        exists().where(ROWS[kind].owner_id == owner, _of(kind, day), says_something(kind))
        for kind in OF_THEIR_DAY
    ]
    return bool(session.execute(select(or_(*conditions))).scalar_one())


def _of(kind: type[r.Record], day: date) -> ColumnElement[bool]:
    table = ROWS[kind].__table__
    if kind is r.Episode:
        return or_(table.c.day == day, table.c.last_day == day)
    return table.c.day == day


def _row(session: Session, owner: str) -> m.ReminderRow | None:
    return session.scalars(
        select(m.ReminderRow).where(m.ReminderRow.owner_id == owner)
    ).one_or_none()


def _reminder(row: m.ReminderRow) -> Reminder:
    return Reminder(**{column.name: getattr(row, column.name) for column in columns(Reminder)})


def _settled_on(row: m.ReminderRow) -> date | None:
    return None if row.failed and row.tries < TRIES_MOST else row.settled_on


def _let_pass(row: m.ReminderRow, now: datetime, zone: str) -> None:
    day = due_on(_reminder(row), now=now, zone=zone, settled_on=_settled_on(row))
    if day is not None:
        row.settled_on, row.tries, row.failed = day, 0, False
