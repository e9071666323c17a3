"""By what ways patients are looked after, and who of them has nobody once one of these ends."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, select, union_all
from sqlalchemy.orm import Session

from journal.store.accounts import care_access
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS


class Way(NamedTuple):
    """A clinician who can use their account sees a patient, themselves or by a team."""

    patient: str
    clinician: str
    team: str | None


def of_clinician(session: Session, account_id: str) -> list[Way]:
    """Every way to the patients that somebody looks after, by themselves or by a team."""
    row, member = m.CareRow, m.TeamMember
    teams = select(member.team_id).where(member.account_id == account_id)
    return _ways(session, (row.clinician_id == account_id) | row.team_id.in_(teams))


def of_team(session: Session, team_id: str) -> list[Way]:
    """Every way to the patients of a team."""
    return _ways(session, m.CareRow.team_id == team_id)


def _ways(session: Session, theirs: ColumnElement[bool]) -> list[Way]:
    row, account = m.CareRow, m.Account
    patients = select(row.owner_id).where(theirs, row.ended_at.is_(None))
    own, by_team = care_access.in_force(row.owner_id, account.id, row.team_id)
    own = own.join(account, account.id == row.clinician_id).where(account.host.is_(False))
    live = (row.owner_id.in_(patients), account.switched_off_at.is_(None))
    question = union_all(own.where(*live), by_team.where(*live))
    return [Way(*each) for each in session.execute(question, execution_options={ALL_OWNERS: True})]


def left_alone(ways: Iterable[Way], account_id: str, team_id: str | None = None) -> int:
    """How many patients have nobody once somebody is switched off, or leaves that team."""
    ways = list(ways)
    left = {
        way.patient
        for way in ways
        if way.clinician != account_id or team_id not in (None, way.team)
    }
    return len({way.patient for way in ways} - left)


def left_by_host(session: Session, account_id: str) -> int:
    """How many patients have nobody once somebody looks after accounts: by a team they see none.

    Patients of their own stay theirs.
    """
    ways = of_clinician(session, account_id)
    left = {way.patient for way in ways if way.clinician != account_id or way.team is None}
    return len({way.patient for way in ways} - left)
