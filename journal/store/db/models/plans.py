"""The tables of what a person wrote down: flare plans, what they use, words of their own."""

from datetime import date, datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.model import vocabulary as v
from journal.core.model.names import KEY_LONGEST
from journal.store.db.models.base import (
    Amount,
    Key,
    Name,
    Note,
    Owned,
    Small,
    TimedRow,
    Token,
    Unit,
    Versioned,
    ZoneName,
    between,
    one_of,
)


class FlarePlanRow(TimedRow):
    """A flare plan, written or begun."""

    __tablename__ = "flare_plans"
    __table_args__ = (
        one_of("state", v.PLAN_STATES),
        *(
            between(name, 1, v.PLAN_DAYS_HIGHEST)
            for name in ("leave_days", "first_days", "second_days")
        ),
        between("first_percent", 0, v.PERCENT_HIGHEST),
        between("second_percent", 0, v.PERCENT_HIGHEST),
        Index("ix_flare_plans_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    written_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    state: Mapped[Token]
    note: Mapped[Note | None]
    leave: Mapped[tuple[str, ...]]
    leave_days: Mapped[Small | None]
    first_days: Mapped[Small]
    first_percent: Mapped[Small]
    second_days: Mapped[Small | None]
    second_percent: Mapped[Small]
    help: Mapped[Note | None]
    ended_on: Mapped[date | None]


class OwnMethodRow(TimedRow):
    """A line of the list of what somebody uses."""

    __tablename__ = "own_methods"
    __table_args__ = (
        one_of("method", v.RELIEF_METHODS),
        between("not_before_hours", 1, v.NOT_BEFORE_HOURS_HIGHEST),
        Index("ix_own_methods_day", "owner_id", "day"),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    added_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    name: Mapped[Name]
    method: Mapped[Token]
    dose: Mapped[Amount | None]
    unit: Mapped[Unit | None]
    not_before_hours: Mapped[Small | None]
    retired_on: Mapped[date | None]
    note: Mapped[Note | None]


class OwnTopicRow(TimedRow):
    """A line of the list of somebody's own symptoms and questions about a day."""

    __tablename__ = "own_topics"
    __table_args__ = (one_of("kind", v.TOPICS), Index("ix_own_topics_day", "owner_id", "day"))

    id: Mapped[Key] = mapped_column(primary_key=True)
    day: Mapped[date]
    added_at: Mapped[datetime]
    zone: Mapped[ZoneName]
    name: Mapped[Name]
    kind: Mapped[Token]
    retired_on: Mapped[date | None]
    note: Mapped[Note | None]


class FormerNameRow(Owned):
    """A name that something on a list of somebody's own had, and has no more."""

    __tablename__ = "former_names"
    __table_args__ = (one_of("list_name", v.NAMED_LISTS),)

    list_name: Mapped[Token] = mapped_column(primary_key=True)
    name_key: Mapped[str] = mapped_column(String(KEY_LONGEST), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    """Counts what had the name one after another, from 1 on."""
    thing_id: Mapped[Key]
    """What was called so; it may be gone by now."""
    given_anew_at: Mapped[datetime | None]
    """Since when something else is called so; None: nothing was, or it is not known since when."""


class ProgrammeTemplateRow(Versioned):
    """A programme template of a clinician, or what one proposed to the owner."""

    __tablename__ = "programme_templates"
    __table_args__ = (one_of("state", v.TEMPLATE_STATES),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    name: Mapped[Name]
    state: Mapped[Token]
    lines: Mapped[Note]
    """JSON: each line as texts by field name."""
