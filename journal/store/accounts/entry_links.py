"""Links by which a host lets somebody in: to create an account, or to choose a new password."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from journal.core.account import trail_detail
from journal.core.account.secret_texts import token_from
from journal.store.accounts import care, handing_over, offered_templates, teams
from journal.store.accounts.handing_over import Carer
from journal.store.accounts.offered_templates import OfferedTemplate
from journal.store.accounts.one_time_secrets import hashed, made_again, make_sure
from journal.store.db import models as m

LASTS: Final = timedelta(days=7)
"""For how long somebody can use one."""

MOST: Final = 200
"""How many may be open at once."""


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whether a new account is a clinician's, and who will see its diary.

    Of a clinician that is the team they join.
    """

    clinician: bool = False
    carer: Carer | None = None
    template: OfferedTemplate | None = None
    """The programme that is proposed to a patient from the start."""


NOTHING_MORE: Final = Welcome()
"""An account, and nobody sees it."""


def make(
    session: Session,
    host_id: str,
    link_id: str,
    whom: str | m.Account,
    now: datetime,
    seed: bytes,
    welcome: Welcome = NOTHING_MORE,
) -> None:
    """A link that creates an account for somebody, or sets the password of ``whom``.

    Its secret is kept nowhere; an earlier one of that account ends. Raises MadeBefore and TooMany.
    """
    account = whom if isinstance(whom, m.Account) else None
    ids = {link_id} if one(session, link_id) else set[str]()
    make_sure(link_id, ids, 0 if account else len(open_links(session, now)), MOST)
    if account is not None:
        earlier = delete(m.EntryLink).where(m.EntryLink.account_id == account.id)
        session.execute(earlier)
    session.add(
        m.EntryLink(
            id=link_id,
            secret_hash=hashed(token_from(seed)),
            label=whom if isinstance(whom, str) else whom.username,
            host_id=host_id,
            account_id=account and account.id,
            clinician=welcome.clinician,
            template_owner_id=welcome.template and welcome.template.owner,
            template_id=welcome.template and welcome.template.id,
            created_at=now,
            used_at=None,
            **(welcome.carer.columns if welcome.carer else {}),
        )
    )
    session.flush()


def one(session: Session, link_id: str) -> m.EntryLink | None:
    """The link of that id; None: there is none such."""
    return session.get(m.EntryLink, link_id)


def open_links(session: Session, now: datetime) -> Sequence[m.EntryLink]:
    """The links that create accounts and still can, the newest first."""
    row = m.EntryLink
    question = select(row).where(
        row.account_id.is_(None), row.used_at.is_(None), row.created_at > now - LASTS
    )
    return session.scalars(question.order_by(row.created_at.desc(), row.id)).all()


def secret_again(row: m.EntryLink, seed: bytes) -> str:
    """The secret of a link, if it was made from this seed; else empty."""
    return made_again(seed, row.secret_hash)


def behind(session: Session, secret: str, now: datetime) -> m.EntryLink | None:
    """The link of a secret, if it can still be used."""
    row = m.EntryLink
    question = select(row).where(
        row.secret_hash == hashed(secret.strip()),
        row.used_at.is_(None),
        row.created_at > now - LASTS,
    )
    return session.scalars(question).one_or_none()


def is_open(link: m.EntryLink, now: datetime) -> bool:
    """Whether a link can still be used."""
    return link.used_at is None and link.created_at > now - LASTS


def carer_of(session: Session, link: m.EntryLink) -> Carer | None:
    """Who will see the diary of an invited person; None: nobody, or they may not by now."""
    return handing_over.carer(session, link.clinician_id, link.team_id)


def accept(
    session: Session, link: m.EntryLink, account: m.Account, now: datetime, known_as: str | None
) -> None:
    """Make of a new account what its invitation says.

    ``known_as``: the name of a patient for those who will see their diary; None: they declined.
    """
    carer = carer_of(session, link)
    account.clinician = link.clinician
    if account.clinician:
        team = teams.one(session, carer.id) if carer and carer.is_team else None
        if team is not None:
            teams.add_member(session, team, account, now)
    elif carer is not None and known_as is not None:
        access = handing_over.give(session, account.id, known_as, carer, now)
        detail = trail_detail.of_carer(carer.name)
        care.note(session, access, account, "agreed", now, detail)
        offered_templates.propose(session, link, carer, access, now)
    session.flush()


def use(session: Session, link: m.EntryLink, now: datetime) -> bool:
    """Use a link up; False where somebody just did."""
    row = m.EntryLink
    using = update(row).where(row.id == link.id, row.used_at.is_(None)).values(used_at=now)
    return session.execute(using.returning(row.id)).first() is not None


def end(session: Session, link_id: str) -> bool:
    """End an unused link; False where there is none of that id."""
    row = m.EntryLink
    ended = delete(row).where(row.id == link_id, row.used_at.is_(None)).returning(row.id)
    return session.execute(ended).first() is not None
