"""Links that show a page for a doctor: kept as hashes, ended at once."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from journal.core.account.secret_texts import token_from
from journal.core.account.sharing import NewShare
from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.inputs import columns
from journal.core.model.periods import Period
from journal.core.report.options import SECTIONS, ReportOptions
from journal.store.accounts import audit
from journal.store.accounts.one_time_secrets import hashed, make_sure
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS

OPTIONS: Final = tuple(column.name for column in columns(NewShare) if column.name != "passcode")
"""What is kept of a new link as it was typed."""

OPENED_AGAIN_AFTER: Final = timedelta(minutes=1)


def make(  # noqa: PLR0913, PLR0917 (a link is made of all of them)
    session: Session,
    owner: str,
    share_id: str,
    new_share: NewShare,
    options: ReportOptions,
    passcode_hash: str | None,
    now: datetime,
    seed: bytes,
    code_until: datetime | None = None,
) -> str:
    """The token of a new link, kept nowhere. Raises MadeBefore and TooMany.

    A code takes the place of those that nobody opened: one at a time is shown.
    """
    _make_room(session, owner, share_id, now, for_code=code_until is not None)
    token = token_from(seed)
    session.add(
        m.ShareRow(
            owner_id=owner,
            id=share_id,
            created_at=now,
            code_until=code_until,
            sections=tuple(name for name in SECTIONS if options.has(name)),
            notes=options.notes,
            first_day=options.period.first,
            last_day=options.period.last,
            passcode_hash=passcode_hash,
            token_hash=hashed(token),
            **{name: getattr(new_share, name) for name in OPTIONS},
        )
    )
    session.flush()
    return token


def _make_room(
    session: Session, owner: str, share_id: str, now: datetime, *, for_code: bool
) -> None:
    """Make sure that one more may be made; for a code, end the codes that nobody opened."""
    earlier = shares(session, owner)
    keys = {row.id for row in earlier}
    for row in earlier:
        if for_code and share_id not in keys and row.code_until is not None and not row.opened:
            row.revoked_at = row.revoked_at or min(now, row.code_until)
    still_open = sum(not is_over(row, now.date(), now) for row in earlier)
    make_sure(share_id, keys, still_open, v.SHARES_MOST)


def one(session: Session, owner: str, share_id: str) -> m.ShareRow | None:
    """The account's link of that id; None: it has none such."""
    return session.get(m.ShareRow, (owner, share_id))


def shares(session: Session, owner: str) -> Sequence[m.ShareRow]:
    """The links of an account, the newest first; those that ended are among them for a while."""
    row = m.ShareRow
    question = select(row).where(row.owner_id == owner)
    return session.scalars(question.order_by(row.created_at.desc(), row.id)).all()


def is_over(row: m.ShareRow, today: date, now: datetime) -> bool:
    """Whether a link opens nothing any more at ``now``, on the local day ``today``."""
    if row.code_until is not None and row.code_until <= now:
        return True
    return row.revoked_at is not None or row.expires_on < today


def chosen(row: m.ShareRow) -> ReportOptions:
    """What a link shows, of the period it was made for."""
    return ReportOptions(Period(row.first_day, row.last_day), frozenset(row.sections), row.notes)


def end(session: Session, owner: str, share_id: str, now: datetime) -> bool:
    """End the owner's link of that id; False where there is none such."""
    row = one(session, owner, share_id)
    if row is None:
        return False
    row.revoked_at = row.revoked_at or now
    return True


def behind(session: Session, token: str, now: datetime) -> tuple[m.Account, m.ShareRow] | None:
    """The account and the link a token stands for, or None where it opens nothing (any more)."""
    row = m.ShareRow
    question = (
        select(m.Account, row)
        .join(row, row.owner_id == m.Account.id)
        .where(
            row.token_hash == hashed(token),
            row.revoked_at.is_(None),
            m.Account.switched_off_at.is_(None),
        )
    )
    account_share = session.execute(question, execution_options={ALL_OWNERS: True}).one_or_none()
    if account_share is None or is_over(
        account_share[1], moments.local_day(now, account_share[0].zone), now
    ):
        return None
    return account_share[0], account_share[1]


def opened(
    session: Session, owner: str, share_id: str, now: datetime, *, by_code: bool = False
) -> None:
    """Remember that a link was opened; ``by_code``: one that was shown as a code."""
    row = m.ShareRow
    noting = update(row).where(row.owner_id == owner, row.id == share_id)
    session.execute(noting.values(last_opened_at=now, opened=row.opened + 1))
    audit.add(session, owner, "code_opened" if by_code else "link_opened", now, share_id)
