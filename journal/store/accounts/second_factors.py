"""The second factor of an account: kept, asked for, used once, and turned off."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from journal.access.second_factor import code_typed, step_of
from journal.store.accounts import passkeys
from journal.store.accounts.one_time_secrets import hashed
from journal.store.db import models as m


def secret_of(session: Session, owner: str) -> str | None:
    """The secret of an account's app; None: it has no second factor."""
    row = m.SecondFactor
    return session.execute(select(row.secret).where(row.owner_id == owner)).scalar()


def is_on(session: Session, owner: str) -> bool:
    """Whether more than the password is asked for: an app's digits, or a passkey."""
    has_app = exists().where(m.SecondFactor.owner_id == owner)
    has_passkey = exists().where(m.PasskeyRow.owner_id == owner)
    return session.execute(select(or_(has_app, has_passkey))).scalar_one()


def turn_on(
    session: Session, owner: str, secret: str, step: int, codes: Iterable[str], now: datetime
) -> None:
    """Ask for the digits of this secret from now on; those of ``step`` have been used."""
    session.execute(delete(m.SecondFactor).where(m.SecondFactor.owner_id == owner))
    session.add(m.SecondFactor(owner_id=owner, secret=secret, used_step=step, created_at=now))
    session.flush()
    keep_codes(session, owner, codes)


def keep_codes(session: Session, owner: str, codes: Iterable[str]) -> None:
    """Let these codes take the place of all earlier ones."""
    session.execute(delete(m.RecoveryCode).where(m.RecoveryCode.owner_id == owner))
    session.add_all(
        m.RecoveryCode(owner_id=owner, code_hash=hashed(code_typed(code))) for code in codes
    )
    session.flush()


def use_step(session: Session, owner: str, step: int) -> bool:
    """Use the digits of a step up; False where they, or later ones, were used before."""
    row = m.SecondFactor
    using = update(row).where(row.owner_id == owner, row.used_step < step).values(used_step=step)
    return session.execute(using.returning(row.owner_id)).first() is not None


def enter_digits(session: Session, owner: str, typed: str, now: datetime) -> bool:
    """Whether these are the digits of now, not used before; they are used up then."""
    secret = secret_of(session, owner)
    step = step_of(secret, typed, now) if secret is not None else None
    return step is not None and use_step(session, owner, step)


def use_code(session: Session, owner: str, typed: str) -> bool:
    """Use a code up; False where it is none of the account's, or was used before."""
    row = m.RecoveryCode
    using = delete(row).where(row.owner_id == owner, row.code_hash == hashed(code_typed(typed)))
    return session.execute(using.returning(row.owner_id)).first() is not None


def held(session: Session, owner: str, codes: Iterable[str]) -> list[str]:
    """Those of some codes that still sign the account in."""
    row = m.RecoveryCode
    hashes = set(session.scalars(select(row.code_hash).where(row.owner_id == owner)))
    return [code for code in codes if hashed(code_typed(code)) in hashes]


def codes_left(session: Session, owner: str) -> int:
    """How many codes an account has left."""
    row = m.RecoveryCode
    question = select(func.count()).select_from(row).where(row.owner_id == owner)
    return session.execute(question).scalar_one()


def forget_app(session: Session, owner: str) -> None:
    """Ask for no app's digits any more."""
    session.execute(delete(m.SecondFactor).where(m.SecondFactor.owner_id == owner))
    drop_needless_codes(session, owner)


def drop_needless_codes(session: Session, owner: str) -> None:
    """Let go of the codes of an account that asks for its password only."""
    if not is_on(session, owner):
        session.execute(delete(m.RecoveryCode).where(m.RecoveryCode.owner_id == owner))


def turn_off(session: Session, owner: str, now: datetime) -> None:
    """Ask for the password only, as the host wants it: app, passkeys and codes are lost."""
    for passkey in passkeys.passkeys(session, owner):
        passkeys.remove(session, owner, passkey.id, now)
    forget_app(session, owner)
