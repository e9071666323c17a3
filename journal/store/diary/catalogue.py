"""A person's own list of exercises: added, renamed with their history."""

import json
from datetime import datetime
from typing import Final

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from journal.core.model.flare_plan import as_left_out, left_out_key
from journal.core.model.former_names import EXERCISES, given_up, name_keys
from journal.core.model.names import stored_name_key
from journal.store.db import models as m
from journal.store.diary import former_names
from journal.store.diary.changes import About, CannotUndo, Submission, new_change
from journal.store.diary.row_writing import exercise_named, new_id, revise

NAME: Final = "exercise_name"
"""The kind of the change that renaming an exercise is."""


class ExerciseNameTaken(Exception):
    """The list has an exercise of this name."""


def exercise(session: Session, owner: str, exercise_id: str) -> m.Exercise | None:
    """The exercise of the owner's list with that id, or None."""
    return session.scalars(
        select(m.Exercise).where(m.Exercise.owner_id == owner, m.Exercise.id == exercise_id)
    ).one_or_none()


def add(session: Session, owner: str, name: str, now: datetime) -> m.Exercise:
    """A new exercise; one of that name that was retired comes back. Raises ExerciseNameTaken."""
    namesake = exercise_named(session, owner, name)
    if namesake is not None:
        if namesake.retired_at is None:
            raise ExerciseNameTaken
        namesake.retired_at = None
        return namesake
    exercise = m.Exercise(
        owner_id=owner, id=new_id(), name=name, name_key=stored_name_key(name), created_at=now
    )
    session.add(exercise)
    session.flush()
    former_names.give_anew(session, owner, EXERCISES, name_keys(name), now)
    return exercise


def rename(session: Session, renamed: m.Exercise, name: str, now: datetime) -> None:
    """Give an exercise another name, in its whole history too. Raises ExerciseNameTaken."""
    namesake = exercise_named(session, renamed.owner_id, name)
    if namesake not in (None, renamed):
        raise ExerciseNameTaken
    _rename_in_plans(session, renamed, name)
    names_lost = given_up(name_keys(renamed.name), name_keys(name))
    names_got = given_up(name_keys(name), name_keys(renamed.name))
    former_names.keep(session, renamed.owner_id, EXERCISES, renamed.id, names_lost)
    former_names.give_anew(session, renamed.owner_id, EXERCISES, names_got, now)
    renamed.name = name
    renamed.name_key = stored_name_key(name)
    revise(session, renamed.owner_id)


def change_name(
    session: Session, renamed: m.Exercise, name: str, submission: Submission
) -> m.Change:
    """Rename an exercise, as a change that can be undone. Raises ExerciseNameTaken."""
    names = {"before": renamed.name, "after": name}
    rename(session, renamed, name, submission.typed_at)
    about = About(NAME, renamed.id)
    return new_change(session, renamed.owner_id, submission, "changed", about, json.dumps(names))


def name_again(session: Session, change: m.Change, text: str, now: datetime) -> None:
    """Give an exercise the name again that it had before a change. Raises CannotUndo."""
    owner, names = change.owner_id, json.loads(text)
    renamed = exercise(session, owner, change.record_key)
    if renamed is None:
        raise CannotUndo("undo_exercise_gone")
    if renamed.name != names["after"]:
        raise CannotUndo("undo_changed_since")
    try:
        rename(session, renamed, names["before"], now)
    except ExerciseNameTaken:
        raise CannotUndo("undo_name_taken") from None
    keys = name_keys(names["after"])
    former_names.give_back(session, owner, EXERCISES, keys, change.made_at, now)


def _rename_in_plans(session: Session, renamed: m.Exercise, name: str) -> None:
    """Flare plans name the exercises they leave out."""
    plan, key = m.FlarePlanRow, left_out_key(renamed.name)
    for row in session.scalars(select(plan).where(plan.owner_id == renamed.owner_id)):
        if any(left_out_key(each) == key for each in row.leave):
            names = [as_left_out(name) if left_out_key(n) == key else n for n in row.leave]
            row.leave = tuple(dict.fromkeys(names))


def is_used(session: Session, exercise: m.Exercise) -> bool:
    """Whether anything that was logged names an exercise, or says how it is done."""
    return any(
        session.scalar(
            select(
                exists().where(row.owner_id == exercise.owner_id, row.exercise_id == exercise.id)
            )
        )
        for row in (m.CompletedExerciseRow, m.GuideRow, m.LadderStepRow, m.ExercisePictureRow)
    )
