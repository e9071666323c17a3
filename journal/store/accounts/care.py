"""Who looks after whom: invitations, access, and the trail of what was looked at and done.

All of it belongs to the patient. Who may see whose diary is decided in ``care_access``.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, and_, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from journal.core.account.secret_texts import letters_from
from journal.core.account.sharing import NewInvitation, code_typed
from journal.core.account.trail_detail import of_pictures
from journal.core.model import vocabulary as v
from journal.store.accounts import audit
from journal.store.accounts.one_time_secrets import hashed, make_sure
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see
from journal.store.diary.row_writing import new_id

CODE_LETTERS: Final = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
CODE_LENGTH: Final = 12
CODE_LASTS: Final = timedelta(days=7)
LOOKED_AGAIN_AFTER: Final = timedelta(minutes=1)
PAGE_STAYS_OPEN: Final = timedelta(days=1)
"""A page that a clinician opened shows its pictures for so long, each when it comes in sight."""
TRAIL_SHOWN: Final = 200
"""So many events stand on a page."""


class OtherWords(Exception):
    """Under that key something else was kept before."""


def code_from(seed: bytes) -> str:
    """A seed as the code of an invitation, in groups of four letters."""
    code = letters_from(seed, CODE_LETTERS, CODE_LENGTH)
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def invite(
    session: Session,
    owner: str,
    care_id: str,
    invitation: NewInvitation,
    now: datetime,
    seed: bytes,
) -> str:
    """The code of a new invitation, kept nowhere. Raises MadeBefore and TooMany."""
    invitations = of_patient(session, owner)
    still_open = sum(row.ended_at is None for row in invitations)
    make_sure(care_id, {row.id for row in invitations}, still_open, v.INVITATIONS_MOST)
    code = code_from(seed)
    session.add(
        m.CareRow(
            owner_id=owner,
            id=care_id,
            label=invitation.label,
            name=invitation.name,
            notes=invitation.notes,
            code_hash=hashed(code_typed(code)),
            code_until=now + CODE_LASTS,
            created_at=now,
        )
    )
    session.flush()
    return code


def one_of_patient(session: Session, owner: str, care_id: str) -> m.CareRow | None:
    """The invitation or access of that id that a patient gave; None: there is none such."""
    row = m.CareRow
    question = select(row).where(row.owner_id == owner, row.id == care_id)
    return session.scalars(question).one_or_none()


def code_again(row: m.CareRow, seed: bytes) -> str:
    """The code of an invitation, if it was made from this seed and not used yet; else empty."""
    code = code_from(seed)
    return code if hashed(code_typed(code)) == row.code_hash else ""


def join(session: Session, clinician: m.Account, code: str, now: datetime) -> m.CareRow | None:
    """The invitation a code accepts for a clinician; None for any code that accepts nothing.

    A code works once, until its time is over, and not for whoever made it.
    """
    row = m.CareRow
    accepting = (
        update(row)
        .where(
            row.code_hash == hashed(code_typed(code)),
            row.code_until > now,
            row.ended_at.is_(None),
            row.owner_id != clinician.id,
        )
        .values(clinician_id=clinician.id, accepted_at=now, code_hash=None)
        .returning(row)
    )
    care = session.scalars(accepting, execution_options={ALL_OWNERS: True}).one_or_none()
    if care is not None:
        see(care.owner_id)
        _end_older(session, care, now)
        note(session, care, clinician, "joined", now)
    return care


def _end_older(session: Session, latest: m.CareRow, now: datetime) -> None:
    """Let the latest invitation a clinician accepted of a person be the one that counts."""
    row = m.CareRow
    older = update(row).where(
        row.owner_id == latest.owner_id,
        row.clinician_id == latest.clinician_id,
        row.id != latest.id,
        row.ended_at.is_(None),
    )
    session.execute(older.values(ended_at=now))


def of_patient(session: Session, owner: str) -> Sequence[m.CareRow]:
    """The invitations of a person, the newest first; those that ended are among them."""
    row = m.CareRow
    question = select(row).where(row.owner_id == owner)
    return session.scalars(question.order_by(row.created_at.desc(), row.id)).all()


def switched_off(session: Session, clinician_ids: Collection[str]) -> Collection[str]:
    """Which of some clinicians have an account that is switched off: they see nothing."""
    if not clinician_ids:
        return ()
    account = m.Account
    off = account.switched_off_at.is_not(None)
    question = select(account.id).where(account.id.in_(clinician_ids), off)
    return session.scalars(question, execution_options={ALL_OWNERS: True}).all()


def end(session: Session, owner: str, care_id: str, now: datetime) -> bool:
    """End the owner's invitation or access of that id; False where there is none such."""
    row = session.get(m.CareRow, (owner, care_id))
    if row is None:
        return False
    row.ended_at = row.ended_at or now
    row.code_hash = None
    return True


def note(
    session: Session,
    care: m.CareRow,
    clinician: m.Account,
    what: str,
    now: datetime,
    detail: str = "",
    key: str = "",
) -> None:
    """Put into the patient's trail what a clinician did."""
    row = m.CareEvent
    latest = select(func.max(row.number)).where(row.owner_id == care.owner_id)
    session.add(
        row(
            owner_id=care.owner_id,
            id=key or new_id(),
            number=(session.execute(latest).scalar_one() or 0) + 1,
            care_id=care.id,
            at=now,
            who=clinician.username,
            what=what,
            detail=detail,
        )
    )
    session.flush()


def comment(
    session: Session, care: m.CareRow, clinician: m.Account, key: str, words: str, now: datetime
) -> None:
    """Keep a clinician's words; sent again under the same key they are kept once.

    Raises OtherWords.
    """
    earlier = session.get(m.CareEvent, (care.owner_id, key))
    if earlier is None:
        note(session, care, clinician, "commented", now, words, key)
    elif (earlier.care_id, earlier.detail) != (care.id, words):
        raise OtherWords


def note_look(
    session: Session, care: m.CareRow, clinician: m.Account, now: datetime, detail: str
) -> None:
    """Put a look into the trail; the clinician's list begins anew with it."""
    note_once(session, care, clinician, "looked", now, detail)
    access = m.CareRow
    revision = select(m.Account.revision).where(m.Account.id == care.owner_id).scalar_subquery()
    looked = update(access).where(access.owner_id == care.owner_id, access.id == care.id)
    session.execute(
        looked.values(looked_at=now, looked_revision=revision),
        execution_options={"synchronize_session": False},
    )


def has_page_open(session: Session, care: m.CareRow, clinician: m.Account, now: datetime) -> bool:
    """Whether the trail has the look at a page whose pictures a clinician may be seeing now."""
    looks = _since(care, clinician, "looked", now - PAGE_STAYS_OPEN)
    looks = looks.where(m.CareEvent.detail != of_pictures())
    return session.execute(looks.limit(1)).first() is not None


def note_once(
    session: Session,
    care: m.CareRow,
    clinician: m.Account,
    what: str,
    now: datetime,
    detail: str = "",
) -> None:
    """Put into the trail, and into the list of looks, what was seen; twice in a minute is one."""
    lately = _since(care, clinician, what, now - LOOKED_AGAIN_AFTER)
    lately = lately.where(m.CareEvent.detail == detail)
    if session.execute(lately.limit(1)).first() is None:
        note(session, care, clinician, what, now, detail)
        audit.add(session, care.owner_id, f"clinician_{what}", now, care.id)


def _since(care: m.CareRow, clinician: m.Account, what: str, since: datetime) -> Select[str]:
    row = m.CareEvent
    return select(row.id).where(
        row.owner_id == care.owner_id,
        row.care_id == care.id,
        row.who == clinician.username,
        row.what == what,
        row.at > since,
    )


def last_look(
    session: Session, care: m.CareRow, clinician: m.Account, before: datetime
) -> datetime | None:
    """When a clinician last opened the page before a moment; None: not yet."""
    row = m.CareEvent
    look_at: datetime | None = session.scalar(
        select(func.max(row.at)).where(
            row.owner_id == care.owner_id,
            row.care_id == care.id,
            row.who == clinician.username,
            row.what == "looked",
            row.detail != of_pictures(),
            row.at < before,
        )
    )
    return look_at


def trail(
    session: Session, owner: str, before: str = ""
) -> tuple[Sequence[m.CareEvent], m.CareEvent | None]:
    """What clinicians did and saw, a page at a time, the latest first; before the event so named.

    With it the event that the page before this one comes before; None: there is no earlier one.
    """
    row = m.CareEvent
    question = select(row).where(row.owner_id == owner).order_by(row.number.desc(), row.id)
    if before:
        before_event = aliased(row)
        of_it = select(before_event.number).where(
            before_event.owner_id == owner, before_event.id == before
        )
        place = of_it.scalar_subquery()
        equal = and_(row.number == place, row.id > before)
        question = question.where(or_(row.number < place, equal))
    events = session.scalars(question.limit(TRAIL_SHOWN + 1)).all()
    more = len(events) > TRAIL_SHOWN
    return events[:TRAIL_SHOWN], events[TRAIL_SHOWN - 1] if more else None
