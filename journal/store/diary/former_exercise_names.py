"""Exercises by the names they have, or had before."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, UnaryExpression, and_, select, true, update
from sqlalchemy.orm import Session

from journal.core.model.former_names import EXERCISES, name_keys
from journal.core.model.names import former_name_key, stored_name_key
from journal.store.db import models as m
from journal.store.diary.row_writing import exercise_named


def exercise_called(
    session: Session, owner: str, name: str, typed_at: datetime | None = None
) -> m.Exercise | None:
    """The exercise of the owner's list that is called so, or else was.

    ``typed_at``: when the name was typed, if not now; what had it then is meant.
    """
    then = typed_at and _exercise_once(session, owner, name, typed_at)
    return then or exercise_named(session, owner, name) or _exercise_once(session, owner, name)


def _exercise_once(
    session: Session, owner: str, name: str, typed_at: datetime | None = None
) -> m.Exercise | None:
    question = (
        select(m.Exercise)
        .join(m.FormerNameRow, same_exercise())
        .where(
            m.Exercise.owner_id == owner,
            m.FormerNameRow.owner_id == owner,
            m.FormerNameRow.list_name == EXERCISES,
            m.FormerNameRow.name_key.in_(_keys(name, typed_at)),
            _given_anew_after(typed_at),
        )
    )
    exact_first = m.FormerNameRow.name_key == stored_name_key(name)  # false, if told apart once
    in_turn = question.order_by(exact_first, _most_meant_first(typed_at))
    return session.scalars(in_turn.limit(1)).first()


def _keys(name: str, typed_at: datetime | None) -> tuple[str, ...]:
    """How a name is looked up; one that was typed earlier also as names were told apart once."""
    return name_keys(name) if typed_at is None else (former_name_key(name), *name_keys(name))


def _given_anew_after(typed_at: datetime | None) -> ColumnElement[bool]:
    """Whether something else got a former name after a moment; None: any former name counts."""
    return true() if typed_at is None else m.FormerNameRow.given_anew_at > typed_at


def _most_meant_first(typed_at: datetime | None) -> UnaryExpression[int]:
    """Of all that had a name after a moment the first is meant; by one that is free, the last."""
    number = m.FormerNameRow.number
    return number.desc() if typed_at is None else number.asc()


def same_exercise() -> ColumnElement[bool]:
    """Joins an exercise to the names it had before."""
    exercise, row = m.Exercise, m.FormerNameRow
    return and_(exercise.owner_id == row.owner_id, exercise.id == row.thing_id)


def exercises_once(
    session: Session, owner: str, typed_at: datetime | None = None
) -> dict[str, str]:
    """What exercises are called now, by the forms of the names they had before.

    ``typed_at``: only of names that something else got after that moment.
    """
    row = m.FormerNameRow
    question = select(row.name_key, m.Exercise.name).join(m.Exercise, same_exercise())
    question = question.where(
        row.owner_id == owner,
        m.Exercise.owner_id == owner,
        row.list_name == EXERCISES,
        _given_anew_after(typed_at),
    )
    names: dict[str, str] = {}
    for key, name in session.execute(question.order_by(_most_meant_first(typed_at))):
        names.setdefault(key, name)
    return names


def give_to_made(session: Session, owner: str, made_at: datetime) -> None:
    """Let the names of exercises that were made at a moment mean those from then on."""
    row, exercise = m.FormerNameRow, m.Exercise
    keys = select(exercise.name_key).where(
        exercise.owner_id == owner, exercise.created_at == made_at
    )
    names = update(row).where(
        row.owner_id == owner,
        row.list_name == EXERCISES,
        row.name_key.in_(keys),
        row.given_anew_at.is_(None),
    )
    session.execute(names.values(given_anew_at=made_at))


def take_from_made(session: Session, owner: str, keys: Collection[str], made_at: datetime) -> None:
    """Let names of exercises made at a moment, which are gone, mean what had them before."""
    row = m.FormerNameRow
    names = update(row).where(
        row.owner_id == owner,
        row.list_name == EXERCISES,
        row.name_key.in_(keys),
        row.given_anew_at == made_at,
    )
    session.execute(names.values(given_anew_at=None))
