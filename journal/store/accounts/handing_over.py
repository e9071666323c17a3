"""Who may look after patients here, and patients handed over from one of them to another."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from journal.core.account import trail_detail
from journal.core.model.fields import is_id
from journal.store.accounts import audit, care
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see
from journal.store.diary.row_writing import new_id


@dataclass(frozen=True, slots=True)
class Carer:
    """A clinician or a team: who may be given patients."""

    id: str
    name: str
    is_team: bool = False

    @property
    def token(self) -> str:
        """What a form calls it."""
        return f"{'team' if self.is_team else 'clinician'}:{self.id}"

    @property
    def columns(self) -> dict[str, str | None]:
        """What a row that names one of them says, by column."""
        return {
            "clinician_id": None if self.is_team else self.id,
            "team_id": self.id if self.is_team else None,
        }


@dataclass(frozen=True, slots=True)
class Patient:
    """A patient as their host may know them: the name of the account, and no more."""

    id: str
    name: str


def clinicians(session: Session) -> Sequence[m.Account]:
    """Who may be given patients, by name: accounts that a host has named.

    Not who looks after accounts: a host would give themselves a diary. Nor an account that is
    switched off, nor a demonstration, whose password a host may know.
    """
    question = _clinicians().order_by(m.Account.username_key)
    return session.scalars(question, execution_options={ALL_OWNERS: True}).all()


def _clinicians() -> Select[m.Account]:
    return select(m.Account).where(
        m.Account.clinician,
        m.Account.host.is_(False),
        m.Account.demo.is_(False),
        m.Account.switched_off_at.is_(None),
    )


def clinician(session: Session, account_id: str) -> m.Account | None:
    """The one of them with that id; None: there is none such."""
    question = _clinicians().where(m.Account.id == account_id)
    return session.scalars(question, execution_options={ALL_OWNERS: True}).one_or_none()


def carers(session: Session) -> list[Carer]:
    """The teams and the clinicians who may be given patients."""
    teams = session.scalars(select(m.Team).order_by(m.Team.name_key)).all()
    return [Carer(team.id, team.name, is_team=True) for team in teams] + [
        Carer(account.id, account.username) for account in clinicians(session)
    ]


def carer(session: Session, clinician_id: str | None, team_id: str | None) -> Carer | None:
    """The one of them that is this clinician or this team; None: there is none such."""
    if team_id is not None:
        name = session.scalar(select(m.Team.name).where(m.Team.id == team_id))
        return Carer(team_id, name, is_team=True) if name is not None else None
    account = clinician(session, clinician_id) if clinician_id is not None else None
    return Carer(account.id, account.username) if account else None


def carer_named(session: Session, token: str) -> Carer | None:
    """The one of them that a form calls so; None: there is none such."""
    what, _, key = token.partition(":")
    if what not in ("clinician", "team") or not is_id(key):
        return None
    return carer(session, *((None, key) if what == "team" else (key, None)))


def patients(session: Session, carer: Carer) -> list[Patient]:
    """Whom a clinician or a team looks after, by name."""
    row = m.CareRow
    question = (
        select(m.Account.id, m.Account.username, m.Account.username_key)
        .join(row, row.owner_id == m.Account.id)
        .where(*_in_force(carer))
        .order_by(m.Account.username_key)
        .distinct()
    )
    rows = session.execute(question, execution_options={ALL_OWNERS: True})
    return [Patient(owner, name) for owner, name, _ in rows]


def _in_force(carer: Carer) -> tuple[ColumnElement[bool], ...]:
    row = m.CareRow
    column = row.team_id if carer.is_team else row.clinician_id
    return column == carer.id, row.ended_at.is_(None)


def hand_over(
    session: Session,
    host: m.Account,
    former: Carer,
    latter: Carer,
    now: datetime,
    patient_ids: Collection[str],
) -> list[str]:
    """Give patients of one to the other, those whose ids are chosen; the ids of these.

    The former loses access at once. Private notes are shown to nobody new; each patient is told,
    and may end it. A patient stays who would be given to themselves.
    """
    row = m.CareRow
    question = select(row).where(
        *_in_force(former), row.owner_id.in_(patient_ids), row.owner_id != latter.id
    )
    ending = session.scalars(
        question.order_by(row.owner_id, row.id).with_for_update(),
        execution_options={ALL_OWNERS: True},
    ).all()
    by_owner: dict[str, list[m.CareRow]] = {}
    for access in ending:
        by_owner.setdefault(access.owner_id, []).append(access)
    for accesses in by_owner.values():
        _hand_over(session, host, accesses, former, latter, now)
    return [*by_owner]


def _hand_over(
    session: Session,
    host: m.Account,
    accesses: Sequence[m.CareRow],
    former: Carer,
    latter: Carer,
    now: datetime,
) -> None:
    """Give one patient to another, and tell them once, however many accesses the former had."""
    access = max(accesses, key=lambda each: each.created_at)
    see(access.owner_id)
    for ending in accesses:
        ending.ended_at = now
    row = m.CareRow
    there_already = select(row).where(row.owner_id == access.owner_id, *_in_force(latter))
    new_access = session.scalars(there_already.limit(1)).first()
    if new_access is None:
        new_access = give(session, access.owner_id, access.name, latter, now)
    detail = trail_detail.of_carer(latter.name, former.name)
    care.note(session, new_access, host, "handed_over", now, detail)
    audit.add(session, access.owner_id, "host_handed_over", now, new_access.id)


def give(session: Session, owner: str, name: str, carer: Carer, now: datetime) -> m.CareRow:
    """A new access to a diary, without private notes, for a clinician or a team."""
    access = m.CareRow(
        owner_id=owner,
        id=new_id(),
        label=carer.name,
        name=name,
        notes=False,
        code_until=now,
        created_at=now,
        accepted_at=now,
        **carer.columns,
    )
    session.add(access)
    session.flush()
    return access
