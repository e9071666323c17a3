"""Who may see whose diary: decided here, and nowhere else.

A clinician sees a patient by an access in their own name, or by one of a team they are in now.
A host is in no team as far as this goes, so that no page of theirs leads to a diary.
"""

from typing import Any

from sqlalchemy import Select, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see


def in_force(*columns: Any) -> tuple[Select[Any], Select[Any]]:
    """The accesses in the name of a clinician, and those by a team, one for each who is in it.

    Of the first a host may be the clinician; of the second they are not.
    """
    row, member, person = m.CareRow, m.TeamMember, m.Account
    own = select(*columns).where(row.ended_at.is_(None))
    by_team = (
        select(*columns)
        .join(member, member.team_id == row.team_id)
        .join(person, person.id == member.account_id)
        .where(row.ended_at.is_(None), person.host.is_(False))
    )
    return own, by_team


def accesses(clinician: object, patient: str | None = None) -> Select[str, str]:
    """The owner and id of each access that a clinician has, one for each patient.

    That in their own name comes before that of a team. ``clinician`` is an id, or a parameter;
    ``patient``: only the access to that one.
    """
    row = m.CareRow
    own, by_team = in_force(row.owner_id, row.id, row.team_id, row.accepted_at)
    if patient is not None:
        own, by_team = own.where(row.owner_id == patient), by_team.where(row.owner_id == patient)
    own = own.where(row.clinician_id == clinician)
    by_team = by_team.where(m.TeamMember.account_id == clinician)
    either = union_all(own, by_team).subquery("either")
    place = func.row_number().over(
        partition_by=either.c.owner_id,
        order_by=(either.c.team_id.is_not(None), either.c.accepted_at.desc(), either.c.id),
    )
    placed = select(either.c.owner_id, either.c.id, place.label("place")).subquery("placed")
    return select(placed.c.owner_id, placed.c.id).where(placed.c.place == 1)


def patient_of(
    session: Session, clinician: str, patient: str, *, lock: bool = False
) -> tuple[m.CareRow, m.Account] | None:
    """A clinician's access to a patient, and the patient's account; None: there is none.

    ``lock`` as in ``signed_in``: the patient's other writes wait.
    """
    row = m.CareRow
    question = (
        select(row, m.Account)
        .join(m.Account, m.Account.id == row.owner_id)
        .where(
            row.owner_id == patient,
            tuple_(row.owner_id, row.id).in_(accesses(clinician, patient)),
        )
    )
    patient_row = session.execute(
        question.with_for_update(of=m.Account, key_share=True) if lock else question,
        execution_options={ALL_OWNERS: True},
    ).one_or_none()
    if patient_row is None:
        return None
    see(patient)
    return patient_row[0], patient_row[1]
