"""The rules by which days with pain logged and no exercise are rest days."""

from collections.abc import Sequence
from datetime import date
from functools import cache

from sqlalchemy import Executable, delete, select
from sqlalchemy.orm import Session

from journal.core.diary.rest_days import RestDayRule
from journal.store.db import models as m
from journal.store.diary.queries import OWNER
from journal.store.diary.row_writing import new_id, revise


def rules(session: Session, owner: str) -> list[RestDayRule]:
    """All the owner ever set, the earliest first."""
    rows = session.connection().execute(_rules(), {"owner": owner})
    return [RestDayRule(*row) for row in rows]


@cache
def _rules() -> Executable:
    row = m.RestDayRuleRow
    question = select(row.id, row.starts_on, row.ends_on, row.set_on).where(row.owner_id == OWNER)
    return question.order_by(row.starts_on, row.set_on, row.id)


def goes_on(session: Session, owner: str) -> bool:
    """Whether a rule goes on today; else a rest day has to be confirmed."""
    return any(rule.goes_on for rule in rules(session, owner))


def set_rule(session: Session, owner: str, starts_on: date, today: date) -> None:
    """Let days from ``starts_on`` on be rest days by rule, unless a rule goes on already.

    The caller commits.
    """
    if not goes_on(session, owner):
        put(session, owner, [RestDayRule(new_id(), starts_on, None, today)])
        revise(session, owner)


def end_rules(session: Session, owner: str, today: date) -> None:
    """Take back what goes on: from ``today`` on a rest day has to be confirmed.

    The caller commits.
    """
    row = m.RestDayRuleRow
    going_on = [rule for rule in rules(session, owner) if rule.goes_on]
    session.execute(delete(row).where(row.owner_id == owner, row.ends_on.is_(None)))
    put(session, owner, [ended for rule in going_on if (ended := rule.ended(today))])
    revise(session, owner)


def put(session: Session, owner: str, rules: Sequence[RestDayRule]) -> None:
    """Store rules that are not there."""
    session.add_all(
        m.RestDayRuleRow(
            owner_id=owner,
            id=rule.id,
            starts_on=rule.starts_on,
            ends_on=rule.ends_on,
            set_on=rule.set_on,
        )
        for rule in rules
    )
    session.flush()
