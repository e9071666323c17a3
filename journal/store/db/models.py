"""The tables. A record's columns carry its field names; limits are read from the vocabulary.

An owned row is known by its owner and its id together, so that every statement on it names both
and one person's file can enter another account.
"""

from datetime import date, datetime, time
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from journal.core.model import vocabulary as v
from journal.store.db.types import TextTuple, UtcMoment

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

Key = Annotated[str, mapped_column(String(36))]
Token = Annotated[str, mapped_column(String(32))]
ZoneName = Annotated[str, mapped_column(String(64))]
Name = Annotated[str, mapped_column(String(v.NAME_LENGTH))]
Small = Annotated[int, mapped_column(SmallInteger)]
Note = Annotated[str, mapped_column(Text)]


class Base(DeclarativeBase):
    """What all tables share."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[
        dict[Any, Any]
    ] = {  # the key is a type, the value one of its kinds
        datetime: UtcMoment,
        tuple[str, ...]: TextTuple,
    }


def between(column: str, lowest: int, highest: int) -> CheckConstraint:
    """The limits of a whole number, as the database keeps them."""
    return CheckConstraint(f"{column} BETWEEN {lowest} AND {highest}", column)


def levels(*names: str) -> list[CheckConstraint]:
    """The limits of columns on the 0-10 scale."""
    return [between(name, v.LEVEL_LOWEST, v.LEVEL_HIGHEST) for name in names]


def one_of(column: str, tokens: tuple[str, ...], name: str = "") -> CheckConstraint:
    """The tokens a column may hold. ``name``: of a column that was called so when it was made."""
    listed = ", ".join(f"'{token}'" for token in tokens)
    return CheckConstraint(f"{column} IN ({listed})", name or column)


def dose() -> list[CheckConstraint]:
    """The limits of what an exercise is done or prescribed with."""
    return [
        between("sets", 1, v.SETS_HIGHEST),
        between("reps", 1, v.REPS_HIGHEST),
        between("hold_seconds", 1, v.HOLD_SECONDS_HIGHEST),
        between("minutes", 1, v.MINUTES_HIGHEST),
        one_of("side", v.SIDES),
    ]


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
    revision: Mapped[int] = mapped_column(default=0)
    """Counts the changes of its diary: what was computed at one revision holds until the next."""
    paused_on: Mapped[date | None]
    """The local day on which the diary was paused; None: it is not."""
    created_at: Mapped[datetime]


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
    seen_at: Mapped[datetime]


class Attempt(Base):
    """How often something was tried in one minute, by a hashed name of who tried what."""

    __tablename__ = "attempts"

    bucket: Mapped[str] = mapped_column(String(64), primary_key=True)
    minute: Mapped[int] = mapped_column(primary_key=True)
    count: Mapped[int]


class Owned(Base):
    """A row that belongs to one account and goes with it."""

    __abstract__ = True

    @declared_attr
    @classmethod
    def owner_id(cls) -> Mapped[str]:
        """The account it belongs to."""
        return mapped_column(
            String(36),
            ForeignKey("accounts.id", ondelete="CASCADE"),
            primary_key=True,
            sort_order=-1,
        )


class Versioned(Owned):
    """An owned row that is edited: a stale version never overwrites a newer one."""

    __abstract__ = True

    version: Mapped[int]
    created_at: Mapped[datetime]

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:  # SQLAlchemy's own mapping of options
        return {"version_id_col": cls.__table__.c.version}


class Exercise(Versioned):
    """An exercise of a person's own list: what a name stands for, so that it can be renamed."""

    __tablename__ = "exercises"
    __table_args__ = (UniqueConstraint("owner_id", "name_key"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    name_key: Mapped[str] = mapped_column(String(4 * v.NAME_LENGTH))
    built_in: Mapped[Token | None]
    """Which of the journal's own it is: its instructions and figure."""
    retired_at: Mapped[datetime | None]


class PainLevelRow(Versioned):
    """A pain level."""

    __tablename__ = "pain_levels"
    __table_args__ = (
        *levels("level", "interference"),
        one_of("kind", v.PAIN_KINDS),
        one_of("movement", v.MOVEMENTS),
        one_of("recalled", v.RECALLED),
        Index("ix_pain_levels_series", "owner_id", "kind", "day", "level", "recalled"),
        Index("ix_pain_levels_day", "owner_id", "day", "recorded_at"),
        Index("ix_pain_levels_episode", "owner_id", "episode_id"),
        Index(
            "uq_pain_levels_one_a_day",
            "owner_id",
            "day",
            "kind",
            unique=True,
            sqlite_where=text("kind <> 'now'"),
        ),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    kind: Mapped[Token]
    level: Mapped[Small]
    interference: Mapped[Small | None]
    regions: Mapped[tuple[str, ...]]
    movement: Mapped[Token | None]
    episode_id: Mapped[Key | None]
    recalled: Mapped[Token | None]
    note: Mapped[Note | None]


class EpisodeRow(Versioned):
    """A spasm episode; ``last_day`` is derived, so that days can be asked for without zones."""

    __tablename__ = "episodes"
    __table_args__ = (
        *levels("peak_level"),
        one_of("onset", v.ONSETS),
        one_of("movement", v.MOVEMENTS),
        CheckConstraint("ended_at >= started_at", "ended_at"),
        Index("ix_episodes_day", "owner_id", "day", "last_day"),
        Index("ix_episodes_last_day", "owner_id", "last_day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    last_day: Mapped[date | None]
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    zone: Mapped[ZoneName]
    peak_level: Mapped[Small | None]
    regions: Mapped[tuple[str, ...]]
    symptoms: Mapped[tuple[str, ...]]
    onset: Mapped[Token | None]
    movement: Mapped[Token | None]
    triggers: Mapped[tuple[str, ...]]
    note: Mapped[Note | None]


def exercise_reference() -> ForeignKeyConstraint:
    """The exercise a row means: one of the same owner's list."""
    return ForeignKeyConstraint(
        ["owner_id", "exercise_id"], ["exercises.owner_id", "exercises.id"]
    )


class CompletedExerciseRow(Versioned):
    """A completed exercise."""

    __tablename__ = "completed_exercises"
    __table_args__ = (
        *dose(),
        *levels("effort", "pain_before", "pain_after"),
        one_of("outcome", v.OUTCOMES),
        exercise_reference(),
        Index("ix_completed_exercises_series", "owner_id", "day", "outcome"),
        Index("ix_completed_exercises_exercise", "owner_id", "exercise_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    completed_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    exercise_id: Mapped[Key]
    sets: Mapped[Small | None]
    reps: Mapped[Small | None]
    hold_seconds: Mapped[Small | None]
    side: Mapped[Token | None]
    minutes: Mapped[Small | None]
    effort: Mapped[Small | None]
    pain_before: Mapped[Small | None]
    pain_after: Mapped[Small | None]
    outcome: Mapped[Token]
    reason: Mapped[Name | None]
    note: Mapped[Note | None]


class ReliefRow(Versioned):
    """A relief tried."""

    __tablename__ = "reliefs"
    __table_args__ = (
        *levels("pain_before", "pain_after_20", "pain_after_60"),
        one_of("method", v.RELIEF_METHODS),
        between("minutes", 1, v.MINUTES_HIGHEST),
        Index("ix_reliefs_day", "owner_id", "day"),
        Index("ix_reliefs_episode", "owner_id", "episode_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    applied_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    method: Mapped[Token]
    minutes: Mapped[Small | None]
    pain_before: Mapped[Small | None]
    pain_after_20: Mapped[Small | None]
    pain_after_60: Mapped[Small | None]
    episode_id: Mapped[Key | None]
    note: Mapped[Note | None]


class PrescriptionRow(Versioned):
    """A line of the programme."""

    __tablename__ = "prescriptions"
    __table_args__ = (
        *dose(),
        between("times_per_day", 1, v.TIMES_PER_DAY_HIGHEST),
        between("days_per_week", 1, v.DAYS_PER_WEEK_HIGHEST),
        CheckConstraint("ends_on >= starts_on", "ends_on"),
        exercise_reference(),
        Index("ix_prescriptions_exercise", "owner_id", "exercise_id"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    exercise_id: Mapped[Key]
    sets: Mapped[Small | None]
    reps: Mapped[Small | None]
    hold_seconds: Mapped[Small | None]
    side: Mapped[Token | None]
    minutes: Mapped[Small | None]
    times_per_day: Mapped[Small]
    days_per_week: Mapped[Small]
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    note: Mapped[Note | None]
    starting: Mapped[bool] = mapped_column(default=False)
    """Whether it came with the account and was never touched."""


class DayNoteRow(Versioned):
    """What is said of a whole day."""

    __tablename__ = "day_notes"
    __table_args__ = (*levels("sleep"), one_of("rest_reason", v.REST_REASONS, "frozen"))

    day: Mapped[date] = mapped_column(primary_key=True)
    no_exercise: Mapped[bool | None]
    sleep: Mapped[Small | None]
    sitting_over_6h: Mapped[bool | None]
    stress: Mapped[bool | None]
    note: Mapped[Note | None]
    rest_reason: Mapped[Token | None]
    confirmed_on: Mapped[date | None]


class RestDayRuleRow(Owned):
    """That days with pain logged and no exercise are rest days, from one day on."""

    __tablename__ = "rest_day_rules"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", "ends_on"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    set_on: Mapped[date]


class CheckInRow(Versioned):
    """A weekly PEG check-in."""

    __tablename__ = "checkins"
    __table_args__ = (
        *levels("pain", "enjoyment", "activity"),
        Index("ix_checkins_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    recorded_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    pain: Mapped[Small]
    enjoyment: Mapped[Small]
    activity: Mapped[Small]
    note: Mapped[Note | None]


class ExperimentRow(Owned):
    """A personal experiment; an owner has one at a time that is neither stopped nor opened."""

    __tablename__ = "experiments"
    __table_args__ = (
        Index(
            "uq_experiments_one_at_a_time",
            "owner_id",
            unique=True,
            sqlite_where=text("stopped_on IS NULL AND opened_on IS NULL"),
        ),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    one_way: Mapped[Name]
    other_way: Mapped[Name]
    starts_on: Mapped[date]
    sealed_order: Mapped[Token]
    settling_days: Mapped[Small] = mapped_column(server_default=text("0"))
    """So many days at the beginning of each week are not compared."""
    created_at: Mapped[datetime]
    stopped_on: Mapped[date | None]
    opened_on: Mapped[date | None]
    result: Mapped[str | None] = mapped_column(Text)
    """Its numbers (JSON), as they were worked out on the day it was opened."""


class Change(Owned):
    """What one submission did: sent again it is found here; undone, it is put back from here."""

    __tablename__ = "changes"
    __table_args__ = (
        UniqueConstraint("owner_id", "client_key"),
        Index("ix_changes_made_at", "made_at"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    client_key: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64))
    """Of what was sent, to tell the same again from something else under the same key."""
    made_at: Mapped[datetime]
    kind: Mapped[Token]
    record_key: Mapped[Key]
    action: Mapped[Token]
    before: Mapped[str | None] = mapped_column(Text)
    """The records as they were (JSON); None once it is undone or can no longer be."""


class Dismissed(Owned):
    """A question that was dismissed, and is not asked again."""

    __tablename__ = "waved"
    __table_args__ = (Index("ix_waved_at", "at"),)

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


class IntroductionRow(Versioned):
    """What somebody tells a doctor beside their diary: a name, and what they want to ask."""

    __tablename__ = "introductions"

    name: Mapped[Name]
    questions: Mapped[Note] = mapped_column(default="")


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


class CareRow(Owned):
    """An invitation, by a code that works once; accepted, a clinician's access to a diary."""

    __tablename__ = "care"
    __table_args__ = (Index("ix_care_clinician_id", "clinician_id"),)

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
    created_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class CareEvent(Owned):
    """What a clinician saw, said or changed."""

    __tablename__ = "care_events"
    __table_args__ = (
        one_of("what", v.CARE_EVENTS),
        Index("ix_care_events_number", "owner_id", "number"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int]
    """Its place in the owner's trail: much can happen within one second."""
    care_id: Mapped[Key]
    at: Mapped[datetime]
    who: Mapped[str] = mapped_column(String(v.USERNAME_LENGTH))
    what: Mapped[Token]
    detail: Mapped[Note]


class Upload(Owned):
    """A piece of a file somebody is about to import, kept while they look at what it would do."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_made_at", "made_at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)


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


class SecondFactor(Owned):
    """The secret of an app that makes the digits asked for after the password."""

    __tablename__ = "second_factors"

    secret: Mapped[Token]
    used_step: Mapped[int]
    """The latest step of 30 seconds whose digits were used: no digits work twice."""
    created_at: Mapped[datetime]


class RecoveryCode(Owned):
    """A code that works once in the place of those digits; a used one is gone."""

    __tablename__ = "recovery_codes"

    code_hash: Mapped[str] = mapped_column(String(64), primary_key=True)


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


class Mapping(Owned):
    """What was answered about files of one sort, to begin with the next time one comes."""

    __tablename__ = "mappings"

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The word of a tracker, or the digest of a table's header."""
    answers: Mapped[str] = mapped_column(Text)
    """JSON."""


class Import(Owned):
    """An import that went in, under the id of its change: its files and what they did."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_made_at", "made_at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    names: Mapped[str] = mapped_column(Text)
    new: Mapped[int]
    changed: Mapped[int]
    holdings: Mapped[str | None] = mapped_column(Text)
    """What it changed beside records (JSON): each by name, before and after."""
    undone_at: Mapped[datetime | None]


class ImportStep(Owned):
    """Some hundred things that an import did, and what undoing them takes."""

    __tablename__ = "import_steps"
    __table_args__ = (Index("ix_import_steps_made_at", "made_at"),)

    import_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    what: Mapped[Token]
    word: Mapped[Token]
    """The word of the kind of record; empty where it is about something else."""
    entries: Mapped[str] = mapped_column(Text)
    """JSON."""


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


def learn_postgresql() -> None:
    """Tell PostgreSQL which rows partial indexes are of; SQLite needs not its dialect (2 MB)."""
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where
