"""Teams of clinicians: made, joined and left. Who is in one sees the patients of all of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.core.model import vocabulary as v
from journal.core.model.names import stored_name_key
from journal.store.accounts import audit, care
from journal.store.accounts.one_time_secrets import MadeBefore, TooMany
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see


class TeamNameTaken(Exception):
    """Another team has this name."""


@dataclass(frozen=True, slots=True)
class ListedTeam:
    """A team as its host may know it: who is in it, and how many patients it has."""

    id: str
    name: str
    members: tuple[str, ...]
    patients: int


def make(session: Session, team_id: str, name: str, now: datetime) -> None:
    """Make a team. Raises MadeBefore, TooMany and TeamNameTaken, with which all is taken back."""
    if one(session, team_id) is not None:
        raise MadeBefore
    count = select(func.count()).select_from(m.Team)
    if session.execute(count).scalar_one() >= v.TEAMS_MOST:
        raise TooMany
    session.add(m.Team(id=team_id, name=name, name_key=stored_name_key(name), created_at=now))
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        raise TeamNameTaken from None


def one(session: Session, team_id: str) -> m.Team | None:
    """The team of that id; None: there is none such."""
    return session.get(m.Team, team_id)


def listed_teams(session: Session) -> list[ListedTeam]:
    """Every team, by name."""
    names: dict[str, list[str]] = {}
    for team_id, name in session.execute(_names()):
        names.setdefault(team_id, []).append(name)
    patients = _patients().where(m.CareRow.team_id == m.Team.id).scalar_subquery()
    question = select(m.Team, patients).order_by(m.Team.name_key)
    return [
        ListedTeam(team.id, team.name, tuple(names.get(team.id, ())), count)
        for team, count in session.execute(question, execution_options={ALL_OWNERS: True})
    ]


def patient_count(session: Session, team_id: str) -> int:
    """How many patients a team has."""
    question = _patients().where(m.CareRow.team_id == team_id)
    return session.execute(question, execution_options={ALL_OWNERS: True}).scalar_one()


def _patients() -> Select[int]:
    row = m.CareRow
    return select(func.count(row.owner_id.distinct())).where(row.ended_at.is_(None))


def member_names(session: Session, team_ids: Collection[str]) -> dict[str, list[str]]:
    """Who is in each of some teams, by the id of the team."""
    names: dict[str, list[str]] = {team_id: [] for team_id in team_ids}
    if names:
        for team_id, name in session.execute(_names().where(m.TeamMember.team_id.in_(names))):
            names[team_id].append(name)
    return names


def _names() -> Select[str, str]:
    """Each team's id with the name of somebody who sees its patients.

    A host does not, nor does anybody while their account is switched off.
    """
    member = m.TeamMember
    return (
        select(member.team_id, m.Account.username)
        .join(m.Account, m.Account.id == member.account_id)
        .where(m.Account.host.is_(False), m.Account.switched_off_at.is_(None))
        .order_by(m.Account.username_key)
    )


def names_of_member(session: Session, account_id: str) -> Sequence[str]:
    """The names of the teams that somebody is in."""
    member = m.TeamMember
    question = select(m.Team.name).join(member, member.team_id == m.Team.id)
    theirs = question.where(member.account_id == account_id).order_by(m.Team.name_key)
    return session.scalars(theirs).all()


def members(session: Session, team_id: str) -> Sequence[m.Account]:
    """Who is in a team, by name."""
    member = m.TeamMember
    question = (
        select(m.Account)
        .join(member, member.account_id == m.Account.id)
        .where(member.team_id == team_id)
        .order_by(m.Account.username_key)
    )
    return session.scalars(question).all()


def add_member(session: Session, team: m.Team, clinician: m.Account, now: datetime) -> bool:
    """Put a clinician into a team, and tell each of its patients; False: they are in it."""
    if session.get(m.TeamMember, (team.id, clinician.id)) is not None:
        return False
    session.add(m.TeamMember(team_id=team.id, account_id=clinician.id, joined_at=now))
    session.flush()
    for access in _accesses(session, team.id):
        care.note(session, access, clinician, "member_joined", now)
        audit.add(session, access.owner_id, "host_added_member", now, access.id)
    return True


def remove_member(session: Session, team: m.Team, clinician: m.Account, now: datetime) -> bool:
    """Take a clinician out of a team: they see its patients no more. False: they are not in it."""
    member = m.TeamMember
    leaving = delete(member).where(member.team_id == team.id, member.account_id == clinician.id)
    if session.execute(leaving.returning(member.account_id)).first() is None:
        return False
    for access in _accesses(session, team.id):
        care.note(session, access, clinician, "member_left", now)
    return True


def leave_all(session: Session, clinician: m.Account, now: datetime) -> int:
    """Take a clinician out of every team they are in; how many these were."""
    member = m.TeamMember
    question = select(m.Team).join(member, member.team_id == m.Team.id)
    theirs = question.where(member.account_id == clinician.id).order_by(m.Team.id)
    return sum(
        remove_member(session, team, clinician, now) for team in session.scalars(theirs).all()
    )


def end(session: Session, team: m.Team) -> bool:
    """End a team; False where it has patients, who would lose it without a word."""
    if patient_count(session, team.id):
        return False
    session.delete(team)
    session.flush()
    return True


def _accesses(session: Session, team_id: str) -> Sequence[m.CareRow]:
    """The accesses of a team, locked in their order so that none ends meanwhile."""
    row = m.CareRow
    question = (
        select(row)
        .where(row.team_id == team_id, row.ended_at.is_(None))
        .order_by(row.owner_id, row.id)
        .with_for_update()
    )
    accesses = session.scalars(question, execution_options={ALL_OWNERS: True}).all()
    for access in accesses:
        see(access.owner_id)
    return accesses
