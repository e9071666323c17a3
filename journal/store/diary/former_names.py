"""Names that changed: what comes in under a former one is filed under what it is called now.

A page that is still open, an entry that waits on a device and an app know the names of when they
were told. A rename keeps what the old name meant; a name in use is never taken for another.
"""

from collections.abc import Collection, Iterable
from typing import TypeVar

from sqlalchemy import ColumnElement, and_, delete, select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.answers import MARK
from journal.core.model.flare_plan import FlarePlan, as_left_out, left_out_key
from journal.core.model.former_names import (
    EXERCISES,
    METHODS,
    QUESTIONS,
    SYMPTOMS,
    given_up,
    listed_under,
    meant,
    method_keys,
    name_keys,
)
from journal.core.model.own_method import OwnMethod
from journal.store.db import models as m
from journal.store.diary import queries
from journal.store.diary.own_topics import day_questions, symptoms
from journal.store.diary.relief import all_listed
from journal.store.diary.row_writing import exercise_named
from journal.store.diary.rows import exercise_name, key_of

R = TypeVar("R", bound=r.Record)


def keep(session: Session, owner: str, list_name: str, thing_id: str, keys: Iterable[str]) -> None:
    """Keep that something on a list was called so, whatever else was before it."""
    for key in keys:
        session.merge(
            m.FormerNameRow(owner_id=owner, list_name=list_name, name_key=key, thing_id=thing_id)
        )
    session.flush()


def give_back(session: Session, owner: str, record: r.Record) -> None:
    """Let the name of what is on a list mean that from now on, and nothing that had it before."""
    row = m.FormerNameRow
    if (listed := listed_under(record)) is not None:
        list_name, keys = listed
        session.execute(
            delete(row).where(
                row.owner_id == owner, row.list_name == list_name, row.name_key.in_(keys)
            )
        )


def keep_of_edit(session: Session, owner: str, before: r.Record, after: r.Record) -> None:
    """Keep the name that an edit took from an entry of a list, if it did."""
    was, now = listed_under(before), listed_under(after)
    if was != now:
        give_back(session, owner, after)
    if was and now:
        keys = given_up(was[1], now[1] if was[0] == now[0] else ())
        keep(session, owner, was[0], key_of(before), keys)


def _once(session: Session, owner: str, list_name: str, keys: Collection[str]) -> dict[str, str]:
    """The ids of what was called so once, by some of the forms of its names."""
    row = m.FormerNameRow
    question = select(row.name_key, row.thing_id).where(
        row.owner_id == owner, row.list_name == list_name, row.name_key.in_(keys)
    )
    return dict(session.execute(question).all())


def exercise_called(session: Session, owner: str, name: str) -> m.Exercise | None:
    """The exercise of the owner's list that is called so, or else was."""
    return (
        exercise_named(session, owner, name)
        or session.scalars(
            select(m.Exercise)
            .join(m.FormerNameRow, same_exercise())
            .where(
                m.Exercise.owner_id == owner,
                m.FormerNameRow.owner_id == owner,
                m.FormerNameRow.list_name == EXERCISES,
                m.FormerNameRow.name_key.in_(name_keys(name)),
            )
        ).one_or_none()
    )


def same_exercise() -> ColumnElement[bool]:
    """Joins an exercise to the names it had before."""
    exercise, row = m.Exercise, m.FormerNameRow
    return and_(exercise.owner_id == row.owner_id, exercise.id == row.thing_id)


def exercises_once(session: Session, owner: str) -> dict[str, str]:
    """What exercises are called now, by the forms of the names they had before."""
    row = m.FormerNameRow
    question = select(row.name_key, m.Exercise.name).join(m.Exercise, same_exercise())
    rows = session.execute(
        question.where(
            row.owner_id == owner, m.Exercise.owner_id == owner, row.list_name == EXERCISES
        )
    )
    return dict(rows.all())


def _names_now(
    session: Session, owner: str, list_name: str, typed_names: Collection[str]
) -> dict[str, str]:
    """What some of a person's own words are called now; a word that is on no list stays."""
    listed = (symptoms if list_name == SYMPTOMS else day_questions)(session, owner)
    now = {key: topic.name for topic in listed for key in name_keys(topic.name)}
    keys = {name: name_keys(name) for name in typed_names}
    unlisted = {key for each in keys.values() for key in each} - now.keys()
    ids = _once(session, owner, list_name, unlisted) if unlisted else {}
    names = {topic.id: topic.name for topic in listed}
    once = {key: names[thing_id] for key, thing_id in ids.items() if thing_id in names}
    return {name: meant(each, now, once) or name for name, each in keys.items()}


def answers_now(session: Session, owner: str, texts: Iterable[str]) -> list[str]:
    """The answers of a day, each to the question as it is called now.

    Given to a question under its former name and the one it has now, the latter counts.
    """
    parts = [text.rpartition(MARK) for text in texts]
    typed_names = {name for name, _, _ in parts if name}
    names = _names_now(session, owner, QUESTIONS, typed_names) if typed_names else {}
    answers = []
    for name, mark, answer in parts:
        name_now = names.get(name, name)
        if name_now == name or name_now not in typed_names:
            answers.append(f"{name_now}{mark}{answer}")
            typed_names.add(name_now)
    return answers


def _method_now(session: Session, owner: str, relief: r.Relief) -> OwnMethod | None:
    """What of the owner's list a relief is of; None: nothing that has, or had, its name."""
    listed = all_listed(session, owner)
    in_use = {key: item for item in listed if not item.retired_on for key in method_keys(item)}
    retired = {key: item for item in listed if item.retired_on for key in method_keys(item)}
    keys, items = method_keys(relief), {item.id: item for item in listed}
    ids = _once(session, owner, METHODS, keys) if items else {}
    once = {key: items[thing_id] for key, thing_id in ids.items() if thing_id in items}
    return meant(keys, in_use, once, retired)


def _left_out_now(session: Session, owner: str, plan: FlarePlan) -> tuple[str, ...]:
    """The exercises that a flare plan leaves out, as they are called now."""
    listed = queries.exercises(session, owner, retired=True)
    now = {left_out_key(exercise.name): exercise.name for exercise in listed}
    once = {as_left_out(key): name for key, name in exercises_once(session, owner).items()}
    names = [meant((left_out_key(name),), now, once) or name for name in plan.leave]
    return tuple(dict.fromkeys(map(as_left_out, names)))


def as_called_now(session: Session, owner: str, record: R) -> R:
    """A record in the names that the things on its owner's lists have now."""
    name = exercise_name(record)
    if name is not None:
        exercise = exercise_called(session, owner, name)
        return record if exercise is None else record.with_(exercise=exercise.name)
    if isinstance(record, r.Relief) and record.name:
        item = _method_now(session, owner, record)
        return record if item is None else record.with_(name=item.name, method=item.method)
    if isinstance(record, r.Episode) and record.own_symptoms:
        names = _names_now(session, owner, SYMPTOMS, record.own_symptoms)
        own_symptoms = [names[each] for each in record.own_symptoms]
        return record.with_(own_symptoms=tuple(dict.fromkeys(own_symptoms)))
    if isinstance(record, r.DayNote) and record.factors:
        return record.with_(factors=tuple(answers_now(session, owner, record.factors)))
    if isinstance(record, FlarePlan) and record.leave:
        return record.with_(leave=_left_out_now(session, owner, record))
    return record
