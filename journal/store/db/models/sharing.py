"""The tables of everything that shows a diary to others, and of each look they took."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.core.model.names import KEY_LONGEST
from journal.store.db.models.base import Base, Key, Name, Note, Owned, Token, among, one_of

UNREAD: Final = f"read_at IS NULL AND {among('what', v.CARE_MESSAGES)}"
"""Which events of care are messages that are not read; the index of it says the same."""


class ShareRow(Owned):
    """A link that shows part of a diary to whoever has it, until a day or until it is ended."""

    __tablename__ = "shares"
    __table_args__ = (
        CheckConstraint("last_day >= first_day", "last_day"),
        Index("ix_shares_expires_on", "expires_on"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    label: Mapped[Name]
    """With whom it is shared."""
    name: Mapped[Name]
    """As whom it is shared."""
    created_at: Mapped[datetime]
    expires_on: Mapped[date]
    """The last local day on which it opens."""
    code_until: Mapped[datetime | None]
    """Of a link that is shown as a code: the moment at which it ends."""
    sections: Mapped[tuple[str, ...]]
    notes: Mapped[bool]
    first_day: Mapped[date]
    last_day: Mapped[date]
    rolling: Mapped[bool]
    """Whether it shows so many days up to the one on which it is opened."""
    passcode_hash: Mapped[str | None] = mapped_column(String(255))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    revoked_at: Mapped[datetime | None]
    last_opened_at: Mapped[datetime | None]
    opened: Mapped[int] = mapped_column(default=0)
    """How often; an opening within a minute of another is not counted."""


class Team(Base):
    """Clinicians who look after patients together: who is in it now sees them."""

    __tablename__ = "teams"

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(KEY_LONGEST), unique=True)
    """The name in the form in which no two teams may share it."""
    created_at: Mapped[datetime]


class TeamMember(Base):
    """A clinician who is in a team; without the row they see none of its patients."""

    __tablename__ = "team_members"

    team_id: Mapped[Key] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[Key] = mapped_column(
        ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    joined_at: Mapped[datetime]


class CareRow(Owned):
    """An invitation, by a code that works once; accepted, a clinician's access to a diary.

    That of a team has no clinician: whoever is in the team has it.
    """

    __tablename__ = "care"
    __table_args__ = (
        Index("ix_care_clinician_id", "clinician_id"),
        Index("ix_care_team_id", "team_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    label: Mapped[Name]
    """Whom the person invites, in their own words."""
    name: Mapped[Name]
    """As whom the person is known to them."""
    notes: Mapped[bool]
    """Whether private notes are shown."""
    code_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    """None once the code was used, or the invitation ended."""
    code_until: Mapped[datetime]
    clinician_id: Mapped[Key | None] = mapped_column(
        ForeignKey("accounts.id", ondelete="SET NULL")
    )
    team_id: Mapped[Key | None] = mapped_column(ForeignKey("teams.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    """When the clinician looked last."""
    looked_revision: Mapped[int | None]
    """The revision of the diary that they saw then."""


class CareEvent(Owned):
    """What a clinician saw, said or changed."""

    __tablename__ = "care_events"
    __table_args__ = (
        one_of("what", v.CARE_EVENTS),
        Index("ix_care_events_number", "owner_id", "number"),
        Index(
            "ix_care_events_unread",
            "owner_id",
            "number",
            sqlite_where=text(UNREAD),
        ),
        Index(
            "ix_care_events_answered",
            "owner_id",
            "care_id",
            "answered_at",
            sqlite_where=text("answered_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int]
    """Its place in the owner's trail: much can happen within one second."""
    care_id: Mapped[Key]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(v.USERNAME_LENGTH))
    what: Mapped[Token]
    detail: Mapped[Note]
    read_at: Mapped[datetime | None]
    """When the person read what they were told; None: not yet."""
    answer: Mapped[Note | None]
    answered_at: Mapped[datetime | None]


class TokenRow(Owned):
    """A token by which another app reads or logs; ending the row ends it on the next request."""

    __tablename__ = "tokens"

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    scopes: Mapped[tuple[str, ...]]
    secret_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]
    """Noted at most once an hour."""
    expires_on: Mapped[date | None]
    """The last local day it works on; None: until it is revoked."""


class AuditEvent(Owned):
    """A look at a diary by a link, a clinician, a token, a file or on the server."""

    __tablename__ = "audit_events"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Its place in the owner's list, from 1."""
    at: Mapped[datetime]
    what: Mapped[Token]
    about: Mapped[Key]
    """The id of the link, the token or the access; empty where there is none."""
    mark: Mapped[str] = mapped_column(String(64))
    """Of this look and the mark before it: nothing can be taken out unseen."""
