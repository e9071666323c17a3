"""Accounts, the browsers signed in to them, and what is forgotten in time."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from journal.access.common_passwords import is_common
from journal.config import LOGINS_LAST
from journal.core.diary.programme import STARTING_EXERCISES
from journal.core.model import moments
from journal.core.model import vocabulary as v
from journal.core.model.faults import Fault, fault
from journal.core.model.fields import text_fault
from journal.core.model.names import name_key, stored_name_key
from journal.store.accounts import rate_limit
from journal.store.accounts.account_state import spasm_since, unread_message
from journal.store.accounts.one_time_secrets import hashed
from journal.store.db import models as m
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.owner_wall import see
from journal.store.diary.row_writing import new_id, new_row

BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
SEEN_AGAIN_AFTER: Final = timedelta(hours=1)

KEY_LENGTH: Final = 4 * v.USERNAME_LENGTH
"""What the key of a name may take: a few letters become many in it."""


class UsernameTaken(Exception):
    """Somebody has this name already."""


def name_fault(username: str) -> Fault | None:
    """What is wrong with the name of an account; None: nothing."""
    if not username.strip():
        return Fault("username_needed")
    if username != username.strip() or not username.isprintable():
        return Fault("username_characters")
    if wrong := text_fault(username, v.USERNAME_LENGTH):
        return wrong
    if len(name_key(username)) > KEY_LENGTH:
        return Fault("username_too_long")
    return None


def password_fault(password: str) -> Fault | None:
    """What is wrong with a password; None: nothing."""
    if len(password) < v.PASSWORD_SHORTEST:
        return fault("short_password", shortest=v.PASSWORD_SHORTEST)
    if len(password) > v.PASSWORD_LONGEST:
        return fault("long_password", longest=v.PASSWORD_LONGEST)
    return text_fault(password, v.PASSWORD_LONGEST)


def password_weakness(password: str, name: str) -> Fault | None:
    """Whether a password is among the first that others try for an account of that name."""
    if is_common(password):
        return Fault("common_password")
    return Fault("password_is_name") if name and name_key(password) == name_key(name) else None


def any_account(session: Session) -> bool:
    """Whether the journal has a person's account yet; a demonstration is none."""
    real = select(m.Account.id).where(m.Account.demo.is_(False)).limit(1)
    return session.execute(real).first() is not None


def account_named(session: Session, username: str) -> m.Account | None:
    """The account of that name, or None."""
    if name_fault(username):
        return None
    question = select(m.Account).where(m.Account.username_key == name_key(username))
    return session.scalars(question).one_or_none()


def account_of_id(session: Session, account_id: str) -> m.Account | None:
    """The account of that id, or None."""
    return session.get(m.Account, account_id)


def create(
    session: Session, *, username: str, password_hash: str, zone: str, now: datetime
) -> m.Account:
    """A new account with the starting exercises and programme.

    Raises UsernameTaken; where somebody took the name this moment, the transaction is taken back.
    """
    if account_named(session, username) is not None:
        raise UsernameTaken
    account = m.Account(
        id=new_id(),
        username=username,
        username_key=name_key(username),
        password_hash=password_hash,
        zone=zone,
        clock="24",
        first_weekday="monday",
        theme="system",
        created_at=now,
    )
    session.add(account)
    try:
        session.flush()
    except IntegrityError:
        session.rollback()
        raise UsernameTaken from None
    see(account.id)
    _begin_programme(session, account, now)
    return account


def _begin_programme(session: Session, account: m.Account, now: datetime) -> None:
    """Give a new account the exercises and the programme that everybody starts with."""
    session.add_all(
        m.Exercise(
            owner_id=account.id,
            id=new_id(),
            name=exercise.name,
            name_key=stored_name_key(exercise.name),
            built_in=exercise.token,
            created_at=now,
        )
        for exercise in STARTING_EXERCISES
    )
    session.flush()
    today = moments.local_day(now, account.zone)
    for exercise in STARTING_EXERCISES:
        row = new_row(session, account.id, exercise.prescription(new_id(), today), now)
        if isinstance(row, m.PrescriptionRow):
            row.starting = True
        session.add(row)
    session.flush()


def unchanged(session: Session, account_id: str, password_hash: str) -> bool:
    """Whether an account's password is still that one; it stays so until the transaction ends."""
    question = select(m.Account.password_hash).where(m.Account.id == account_id)
    return session.execute(question.with_for_update(key_share=True)).scalar() == password_hash


def guesses(key: str) -> str:
    """What wrong passwords for a name, in its compared form, are counted under."""
    return f"sign in as {key}"


def pardon(key: str) -> str:
    """What new passwords that the host has set for a name are counted under."""
    return f"password set for {key}"


def forgive_guesses(session: Session, account: m.Account, now: datetime) -> None:
    """Count the guesses at an account anew, as the host has set its password."""
    rate_limit.forget(session, guesses(account.username_key))
    rate_limit.counted(session, pardon(account.username_key), now)


def set_password(session: Session, account: m.Account, password_hash: str) -> None:
    """Give an account another password, and end every login of it."""
    account.password_hash = password_hash
    session.flush()  # first: whoever signs in meanwhile by the old one is waited for, and ended
    session.execute(delete(m.Login).where(m.Login.account_id == account.id))


def sign_in(session: Session, account: m.Account, browser: str, now: datetime) -> str:
    """The token of a new login of ``account``."""
    token = secrets.token_urlsafe(32)
    account.used_at, account.erasure_told_at = now, None
    session.add(
        m.Login(
            token_hash=hashed(token),
            id=new_id(),
            account_id=account.id,
            browser=browser[:200],
            created_at=now,
            seen_at=now,
        )
    )
    return token


SignedIn = tuple[m.Account, m.Login, datetime | None, int | None]


def signed_in(
    session: Session,
    token: str,
    now: datetime,
    *,
    idle: timedelta = LOGINS_LAST,
    whole: timedelta | None = None,
    lock: bool = False,
) -> SignedIn | None:
    """The account and login a token stands for, with what every page tells; None: nobody.

    It tells since when a spasm is on, and the place in the trail of the latest unread message.

    A login ends where it was not seen for ``idle``, and so long after it began as ``whole`` says.
    With ``lock`` the account's other writes wait until this one is done (on PostgreSQL; on
    SQLite all writes take turns anyway).
    """
    parameters = {
        "token_hash": hashed(token),
        "seen_since": now - idle,
        "begun_since": BEGINNING if whole is None else now - whole,
    }
    row = session.execute(
        _signed_in(lock), parameters, execution_options={ALL_OWNERS: True}
    ).one_or_none()
    if row is None:
        return None
    see(row[0].id)
    return row[0], row[1], row[2], row[3]


def revision_of(session: Session, account_id: str) -> int:
    """How often the diary of an account was changed, as the database says it now."""
    return session.execute(
        select(m.Account.revision).where(m.Account.id == account_id)
    ).scalar_one()


def revisions_of(session: Session, account_ids: Iterable[str]) -> dict[str, int]:
    """The same of each of several accounts that there is."""
    question = select(m.Account.id, m.Account.revision).where(m.Account.id.in_(account_ids))
    return {row.id: row.revision for row in session.execute(question)}


@cache
def _signed_in(lock: bool) -> Any:
    question = (
        select(
            m.Account,
            m.Login,
            spasm_since().label("spasm_since"),
            unread_message().label("unread_message"),
        )
        .join(m.Login, m.Login.account_id == m.Account.id)
        .where(
            m.Login.token_hash == bindparam("token_hash"),
            m.Login.seen_at > bindparam("seen_since"),
            m.Login.created_at > bindparam("begun_since"),
            m.Account.switched_off_at.is_(None),
        )
    )
    return question.with_for_update(of=m.Account, key_share=True) if lock else question


def logins(session: Session, account_id: str) -> list[m.Login]:
    """The browsers signed in to an account, the latest seen first."""
    question = select(m.Login).where(m.Login.account_id == account_id)
    return list(session.scalars(question.order_by(m.Login.seen_at.desc())))


def sign_out(session: Session, token: str) -> None:
    """End one login."""
    session.execute(delete(m.Login).where(m.Login.token_hash == hashed(token)))


def sign_out_everywhere(session: Session, account_id: str | None) -> list[str]:
    """End every login of an account, or of all where None; the account of each there was."""
    ended = delete(m.Login)
    if account_id is not None:
        ended = ended.where(m.Login.account_id == account_id)
    return list(session.scalars(ended.returning(m.Login.account_id)))


def end_login(session: Session, account_id: str, login_id: str) -> bool:
    """End the account's login of that id; False where it has none such."""
    ended = delete(m.Login).where(m.Login.account_id == account_id, m.Login.id == login_id)
    return session.execute(ended.returning(m.Login.id)).first() is not None


def seen(session: Session, token_hash: str, now: datetime) -> None:
    """Remember when a login was last seen."""
    session.execute(update(m.Login).where(m.Login.token_hash == token_hash).values(seen_at=now))


def switch_off(session: Session, account: m.Account, now: datetime) -> None:
    """Let nobody sign in to an account, nor read it by a link or a token; nothing is deleted."""
    account.switched_off_at = account.switched_off_at or now
    sign_out_everywhere(session, account.id)


def switch_on(account: m.Account) -> None:
    """Let an account be used again."""
    account.switched_off_at = None


def remove(session: Session, account_id: str) -> None:
    """Delete an account and everything in it."""
    session.execute(delete(m.Account).where(m.Account.id == account_id))
