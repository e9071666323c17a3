"""Programme templates of clinicians, as a host offers them to a patient who is invited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.account import trail_detail
from journal.core.model.fields import is_id
from journal.store.accounts import care, handing_over, teams
from journal.store.accounts.handing_over import Carer
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see
from journal.store.diary import programme_templates
from journal.store.diary.row_writing import new_id


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    """A template, and whose it is; nothing of a diary is in one."""

    owner: str
    clinician: str
    id: str
    name: str

    @property
    def token(self) -> str:
        """What a form calls it."""
        return token(self.owner, self.id)


def token(owner: str | None, template_id: str | None) -> str:
    """What a form calls a template; empty: none."""
    return f"{owner}:{template_id}" if owner and template_id else ""


def templates(session: Session, carers: Iterable[Carer]) -> list[OfferedTemplate]:
    """The templates of the clinicians among these, by clinician and name."""
    clinicians = {carer.id: carer.name for carer in carers if not carer.is_team}
    row = m.ProgrammeTemplateRow
    question = select(row.owner_id, row.id, row.name).where(
        row.owner_id.in_(clinicians), row.state == programme_templates.READY
    )
    rows = session.execute(question, execution_options={ALL_OWNERS: True})
    offered = [OfferedTemplate(owner, clinicians[owner], *names) for owner, *names in rows]
    return sorted(offered, key=lambda template: (template.clinician, template.name, template.id))


def template_named(session: Session, text: str) -> OfferedTemplate | None:
    """The one of them that a form calls so; None: there is none such."""
    owner, _, key = text.partition(":")
    clinician = handing_over.clinician(session, owner) if is_id(owner) and is_id(key) else None
    if clinician is None:
        return None
    row = m.ProgrammeTemplateRow
    question = select(row.name).where(
        row.owner_id == owner, row.id == key, row.state == programme_templates.READY
    )
    name = session.scalar(question, execution_options={ALL_OWNERS: True})
    return OfferedTemplate(owner, clinician.username, key, name) if name is not None else None


def is_of(session: Session, clinician: str, carer: Carer) -> bool:
    """Whether somebody is who will see a diary, or is in the team that will."""
    if not carer.is_team:
        return carer.id == clinician
    return clinician in {member.id for member in teams.members(session, carer.id)}


def propose(
    session: Session, link: m.EntryLink, carer: Carer, access: m.CareRow, now: datetime
) -> None:
    """Propose the template of an invitation to who used it, if it is still there.

    The trail says that the host has arranged it, as it does where a patient is handed over.
    """
    template = template_named(session, token(link.template_owner_id, link.template_id))
    if template is None or not is_of(session, template.owner, carer):
        return
    see(template.owner)
    ready = programme_templates.READY
    row = programme_templates.row_of(session, template.owner, template.id, ready)
    host = session.get(m.Account, link.host_id)
    if row is None or host is None:
        return
    programme = programme_templates.template_of(row)
    key, detail = new_id(), trail_detail.of_template(template.name, template.clinician)
    programme_templates.propose(session, programme, access.owner_id, key, now)
    care.note(session, access, host, "prescribed", now, detail, key)
