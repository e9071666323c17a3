"""The tables of what belongs to a diary beside its entries."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.core.diary.agreed_end import WEEKS_MOST
from journal.store.db.models.base import (
    Key,
    Name,
    Note,
    Owned,
    Small,
    Token,
    Versioned,
    between,
    levels,
)


class RestDayRuleRow(Owned):
    """That days with pain logged and no exercise are rest days, from one day on."""

    __tablename__ = "rest_day_rules"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", "ends_on"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    starts_on: Mapped[date]
    ends_on: Mapped[date | None]
    set_on: Mapped[date]


class PauseRow(Owned):
    """A pause of the diary that is over; the present one is a setting of the account."""

    __tablename__ = "pauses"
    __table_args__ = (CheckConstraint("ends_on >= starts_on", "ends_on"),)

    starts_on: Mapped[date] = mapped_column(primary_key=True)
    ends_on: Mapped[date]


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


class AgreedEndRow(Versioned):
    """The end of a diary somebody agreed on, and what became of it."""

    __tablename__ = "agreed_ends"
    __table_args__ = (*levels("peg_most"), between("weeks", 1, WEEKS_MOST))

    peg_most: Mapped[Small]
    weeks: Mapped[Small]
    words: Mapped[Note | None]
    helped: Mapped[Note | None]
    confirmed_on: Mapped[date | None]
    answered_on: Mapped[date | None]
    stopped_on: Mapped[date | None]
