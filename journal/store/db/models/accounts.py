"""The tables of accounts: signing in, the second factor, limits of tries, reminders."""

from datetime import date, datetime, time

from sqlalchemy import BigInteger, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.store.db.models.base import Base, Key, Name, Owned, Small, Token, ZoneName, one_of


class Account(Base):
    """A person with a journal, and how they want to see it."""

    __tablename__ = "accounts"
    __table_args__ = (
        one_of("clock", v.CLOCKS),
        one_of("first_weekday", v.FIRST_WEEKDAYS),
        one_of("theme", v.THEMES),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(v.USERNAME_LENGTH))
    username_key: Mapped[str] = mapped_column(String(4 * v.USERNAME_LENGTH), unique=True)
    """The name in the form in which no two accounts may share it."""
    password_hash: Mapped[str] = mapped_column(String(255))
    zone: Mapped[ZoneName]
    clock: Mapped[Token] = mapped_column(default="24")
    first_weekday: Mapped[Token] = mapped_column(default="monday")
    theme: Mapped[Token] = mapped_column(default="system")
    demo: Mapped[bool] = mapped_column(default=False)
    """Whether its records are made up."""
    host: Mapped[bool] = mapped_column(default=False)
    """Whether it may look after accounts; that shows nothing of a diary."""
    clinician: Mapped[bool] = mapped_column(default=False)
    """Whether a host may give it patients and put it into teams."""
    switched_off_at: Mapped[datetime | None]
    """Since when nobody can sign in to it, nor read it by a link or a token."""
    used_at: Mapped[datetime | None]
    """When somebody last signed in, or was seen by a nightly look; None: before this was kept."""
    erasure_told_at: Mapped[datetime | None]
    """When it was told that the account is deleted unless it is used; None: it is not due."""
    revision: Mapped[int] = mapped_column(default=0)
    """Counts the changes of its diary: what was computed at one revision holds until the next."""
    closed_before: Mapped[date | None]
    """Days before it are closed: those that were changed last are years later. None: none is."""
    closed_revision: Mapped[int] = mapped_column(default=0)
    """The revision at which something of a closed day may have changed last."""
    steady_revision: Mapped[int] = mapped_column(default=0)
    """The revision at which something may have changed last that is not of a daily kind."""
    paused_on: Mapped[date | None]
    """The local day on which the diary was paused; None: it is not."""
    recall_from: Mapped[date | None]
    """The local day from which on the recall check is wanted; None: it is not."""
    recall_refused_on: Mapped[date | None]
    """The local day on which the offer of it was turned down for good."""
    averages_shown_on: Mapped[date | None]
    """The latest local day on which a page showed averages, noted while that check is wanted."""
    end_agreed_on: Mapped[date | None]
    """The local day on which an end of the diary was agreed; None: there is none to ask of."""
    created_at: Mapped[datetime]


class EntryLink(Base):
    """A link that lets somebody in once: to create an account, or to choose a new password."""

    __tablename__ = "entry_links"

    id: Mapped[Key] = mapped_column(primary_key=True)
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    label: Mapped[Name]
    """Whom it is for."""
    host_id: Mapped[Key] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    account_id: Mapped[str | None] = mapped_column(
        String(36), ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    """Whose password it sets; None: it creates an account."""
    clinician: Mapped[bool] = mapped_column(default=False)
    """Whether the new account is that of a clinician."""
    clinician_id: Mapped[Key | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL")
    )
    """Who will see the diary of the new account, if its person agrees."""
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id", ondelete="SET NULL"))
    """Which team will see it; of a clinician, the team they join."""
    template_owner_id: Mapped[Key | None]
    template_id: Mapped[Key | None]
    """Whose programme template is proposed to the new account, and which; it may be gone."""
    created_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]


class Login(Base):
    """A browser that is signed in; ending the row ends it, whatever cookie was copied."""

    __tablename__ = "logins"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    id: Mapped[Key] = mapped_column(unique=True)
    account_id: Mapped[Key] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), index=True
    )
    browser: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)


class Attempt(Base):
    """How often something was tried in one minute, by a hashed name of who tried what."""

    __tablename__ = "attempts"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True, index=True)
    count: Mapped[int]


class SecondFactor(Owned):
    """The secret of an app that makes the digits asked for after the password."""

    __tablename__ = "second_factors"

    secret: Mapped[Token]
    used_step: Mapped[int]
    """The latest step of 30 seconds whose digits were used: no digits work twice."""
    created_at: Mapped[datetime]


class PasskeyRow(Owned):
    """A passkey: what its answers are checked by, and what its owner calls it."""

    __tablename__ = "passkeys"
    __table_args__ = (UniqueConstraint("owner_id", "credential"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    credential: Mapped[str] = mapped_column(Text)
    """Its id and, below, its public key, in hexadecimal."""
    public_key: Mapped[str] = mapped_column(Text)
    sign_count: Mapped[int] = mapped_column(BigInteger)
    """How often it has signed, as it says; many always say 0."""
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class Identity(Owned):
    """What an OpenID provider calls the person of an account: its issuer and subject."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime]


class RecoveryCode(Owned):
    """A code that works once in the place of those digits; a used one is gone."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


class ReminderRow(Owned):
    """When and where an account wants a reminder, and how far the latest one got."""

    __tablename__ = "reminders"

    active: Mapped[bool]
    weekdays: Mapped[tuple[str, ...]]
    at: Mapped[time]
    quiet_from: Mapped[time | None]
    quiet_until: Mapped[time | None]
    address: Mapped[str | None] = mapped_column(String(v.ADDRESS_LENGTH))
    settled_on: Mapped[date | None]
    """The last local day that needs no reminder any more, unless the latest try failed."""
    tries: Mapped[Small] = mapped_column(default=0)
    """How often sending was tried on that day."""
    failed: Mapped[bool] = mapped_column(default=False)
    """Whether the latest try is known to have sent nothing."""
