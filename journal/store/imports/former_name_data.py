"""The former names of what is on a person's own lists, for the archive.

Each by its list and the form it is looked up in; what it means by its id. An exercise goes by its
name, as exercises have no ids there. What waits on a device for an account waits for no other:
a name that was given anew since is not taken along, and no archive says what it meant before.
"""

from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from journal.core.model.fields import is_id
from journal.core.model.former_names import EXERCISES
from journal.core.model.names import KEY_LONGEST, NOT_IN_NAMES, stored_name_key
from journal.core.model.vocabulary import NAME_LENGTH, NAMED_LISTS
from journal.store.db import models as m
from journal.store.diary import former_names, queries
from journal.store.diary.former_exercise_names import same_exercise
from journal.store.imports.holding import Holding, Naming, Value

PARTS: Final = ":"
"""Stands between a list and the form of a name."""


def _of(session: Session, owner: str) -> Value:
    row = m.FormerNameRow
    question = select(row.list_name, row.name_key, row.thing_id, m.Exercise.name)
    question = question.outerjoin(m.Exercise, same_exercise())
    question = question.where(row.owner_id == owner, row.given_anew_at.is_(None))
    question = question.order_by(row.number)
    things = {
        f"{list_name}{PARTS}{key}": name if list_name == EXERCISES else thing_id
        for list_name, key, thing_id, name in session.execute(question)
    }
    return {text: thing for text, thing in sorted(things.items()) if thing is not None}


def _unfit(value: Value, _now: datetime) -> bool:
    return any(_is_unfit(text, thing) for text, thing in value.items())


def _is_unfit(text: str, thing: str) -> bool:
    list_name, _, key = text.partition(PARTS)
    if list_name not in NAMED_LISTS or not 0 < len(key) <= KEY_LONGEST or "\0" in key:
        return True
    return not (0 < len(thing) <= NAME_LENGTH if list_name == EXERCISES else is_id(thing))


def _not_given_anew(session: Session, owner: str, value: Value) -> Value:
    """The names but those of which the account knows since when they are another's.

    Each in the form in which names are looked up now, whichever it was in an older archive.
    """
    if not value:
        return value
    row = m.FormerNameRow
    question = select(row.list_name, row.name_key, row.given_anew_at).where(row.owner_id == owner)
    lasts = {
        f"{list_name}{PARTS}{key}": given_anew_at
        for list_name, key, given_anew_at in session.execute(question.order_by(row.number))
    }
    names = {_in_form(text): thing for text, thing in value.items()}
    return {text: thing for text, thing in names.items() if lasts.get(text) is None}


def _in_form(text: str) -> str:
    list_name, _, key = text.partition(PARTS)
    return f"{list_name}{PARTS}{stored_name_key(*key.split(NOT_IN_NAMES))}"


def _renamed(value: Value, name: Naming) -> Value:
    of_exercises = f"{EXERCISES}{PARTS}"
    return {
        text: name(thing) if text.startswith(of_exercises) else thing
        for text, thing in value.items()
    }


def _put(session: Session, owner: str, value: Value, _now: datetime) -> None:
    row = m.FormerNameRow
    names = _not_given_anew(session, owner, value)
    session.execute(delete(row).where(row.owner_id == owner, row.given_anew_at.is_(None)))
    listed = queries.exercises(session, owner, retired=True)
    ids = {exercise.name: exercise.id for exercise in listed}
    for text, thing in names.items():
        list_name, _, key = text.partition(PARTS)
        thing_id = ids.get(thing) if list_name == EXERCISES else thing
        if thing_id is not None:
            former_names.keep(session, owner, list_name, thing_id, [key])


FORMER_NAMES = Holding(
    "former_names", _of, _put, _unfit, adds=True, puttable=_not_given_anew, renamed=_renamed
)
"""Those of an archive are added to what is there."""
