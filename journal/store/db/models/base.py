"""What the tables share: types of columns, CHECKs, and rows that belong to somebody.

An owned row is known by its owner and its id together, so that every statement on it names both
and one person's file can enter another account.
"""

from datetime import datetime
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    ForeignKeyConstraint,
    MetaData,
    SmallInteger,
    String,
    Text,
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
Amount = Annotated[str, mapped_column(String(v.AMOUNT_LENGTH))]
Unit = Annotated[str, mapped_column(String(v.UNIT_LENGTH))]
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
    return CheckConstraint(among(column, tokens), name or column)


def among(column: str, tokens: tuple[str, ...]) -> str:
    """The condition, as SQL, that a column holds one of these tokens."""
    listed = ", ".join(f"'{token}'" for token in tokens)
    return f"{column} IN ({listed})"


def exercise_reference() -> ForeignKeyConstraint:
    """The exercise a row means: one of the same owner's list."""
    return ForeignKeyConstraint(
        ["owner_id", "exercise_id"], ["exercises.owner_id", "exercises.id"]
    )


def dose() -> list[CheckConstraint]:
    """The limits of what an exercise is done or prescribed with."""
    return [
        between("sets", 1, v.SETS_HIGHEST),
        between("reps", 1, v.REPS_HIGHEST),
        between("hold_seconds", 1, v.HOLD_SECONDS_HIGHEST),
        between("minutes", 1, v.MINUTES_HIGHEST),
        one_of("side", v.SIDES),
    ]


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


class TimedRow(Versioned):
    """An entry with a moment and a zone."""

    __abstract__ = True

    offset_seconds: Mapped[int | None]
    """How far the zone was ahead of UTC by the rules its moment was written under; None: unknown,
    as with entries from before this was kept. Other rules by now may have made it wrong."""


def learn_postgresql() -> None:
    """Tell PostgreSQL which rows partial indexes are of; SQLite needs not its dialect (2 MB)."""
    for table in Base.metadata.tables.values():
        for index in table.indexes:
            where = index.dialect_options["sqlite"]["where"]
            if where is not None:
                index.dialect_options["postgresql"]["where"] = where
