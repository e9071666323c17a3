"""Pictures of exercises: asked of the store, kept, removed and put back."""

import json
from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import and_, func, literal, select
from sqlalchemy.orm import Session

from journal.core.model.picture import PICTURES_MOST, ExercisePicture
from journal.store.db import models as m
from journal.store.diary.changes import About, CannotUndo, Submission, new_change

PICTURE: Final = "pictures"
"""The kind of the change that saving or removing a picture is."""


class TooManyPictures(Exception):
    """No more pictures can be kept."""


def by_exercise(
    session: Session, owner: str, *, content: bool = False
) -> dict[str, ExercisePicture]:
    """The owner's pictures by the names of their exercises, with their content where wanted."""
    row, exercise = m.ExercisePictureRow, m.Exercise
    of_exercise = and_(exercise.owner_id == row.owner_id, exercise.id == row.exercise_id)
    columns = (exercise.name, row.exercise_id, row.alt, row.width, row.height)
    whole = row.content if content else literal(b"")
    question = select(*columns, whole).join(exercise, of_exercise).where(row.owner_id == owner)
    result = session.connection().execute(question.order_by(exercise.name_key))
    return {
        name: ExercisePicture(key, alt, width, height, jpeg)
        for name, key, alt, width, height, jpeg in result
    }


def row_of(session: Session, owner: str, exercise_id: str) -> m.ExercisePictureRow | None:
    """The row of the picture of an exercise; None where it has none."""
    row = m.ExercisePictureRow
    question = select(row).where(row.owner_id == owner, row.exercise_id == exercise_id)
    return session.scalars(question).one_or_none()


def picture_of(row: m.ExercisePictureRow) -> ExercisePicture:
    """The picture that a row holds."""
    return ExercisePicture(row.exercise_id, row.alt, row.width, row.height, row.content)


def digest(picture: ExercisePicture | None) -> str:
    """What tells a picture, with its text, from any other; empty where there is none."""
    return sha256(picture.content + picture.alt.encode()).hexdigest() if picture else ""


def put(
    session: Session,
    owner: str,
    picture: ExercisePicture,
    submission: Submission,
    row: m.ExercisePictureRow | None,
) -> m.Change:
    """Keep the picture of an exercise, in the place of what its row holds. The caller commits.

    Raises TooManyPictures.
    """
    before = picture_of(row) if row else None
    _hold(session, row, owner, picture, submission.at)
    action = "changed" if before else "created"
    return _noted(session, owner, submission, action, before, picture)


def hold(session: Session, owner: str, picture: ExercisePicture, now: datetime) -> None:
    """Let an exercise have a picture; any other it has gives way. Raises TooManyPictures."""
    _hold(session, row_of(session, owner, picture.exercise_id), owner, picture, now)


def _hold(
    session: Session,
    row: m.ExercisePictureRow | None,
    owner: str,
    picture: ExercisePicture,
    now: datetime,
) -> None:
    if row is None:
        table = m.ExercisePictureRow
        count = select(func.count()).select_from(table).where(table.owner_id == owner)
        if session.scalar(count) >= PICTURES_MOST:  # type: ignore[operator]  # a number
            raise TooManyPictures
        row = m.ExercisePictureRow(owner_id=owner, exercise_id=picture.exercise_id, created_at=now)
        session.add(row)
    row.alt, row.content = picture.alt, picture.content
    row.width, row.height = picture.width, picture.height
    session.flush()


def remove(session: Session, row: m.ExercisePictureRow, submission: Submission) -> m.Change:
    """Delete the picture of an exercise. The caller commits."""
    before = picture_of(row)
    session.delete(row)
    return _noted(session, row.owner_id, submission, "deleted", before, None)


def _noted(
    session: Session,
    owner: str,
    submission: Submission,
    action: str,
    before: ExercisePicture | None,
    after: ExercisePicture | None,
) -> m.Change:
    either = before or after
    assert either  # noqa: S101 (for the types)
    was = json.dumps({"after": digest(after), "before": before and _plain(before)})
    about = About(PICTURE, either.exercise_id)
    change = new_change(session, owner, submission, action, about, was)
    session.flush()
    return change


def put_back(session: Session, owner: str, key: str, text: str, now: datetime) -> None:
    """Let an exercise have the picture again that a change has kept, or none.

    Raises CannotUndo and changes nothing.
    """
    was = json.loads(text)
    row = row_of(session, owner, key)
    if digest(picture_of(row) if row else None) != was["after"]:
        raise CannotUndo("undo_changed_since")
    mine = (m.Exercise.owner_id == owner, m.Exercise.id == key)
    if session.scalar(select(m.Exercise.id).where(*mine)) is None:
        raise CannotUndo("undo_exercise_gone")
    if was["before"]:
        try:
            _hold(session, row, owner, _picture(key, was["before"]), now)
        except TooManyPictures:
            raise CannotUndo("undo_too_many_pictures") from None
    elif row:
        session.delete(row)


def _plain(picture: ExercisePicture) -> dict[str, Any]:
    return {
        "alt": picture.alt,
        "width": picture.width,
        "height": picture.height,
        "jpeg": b64encode(picture.content).decode(),
    }


def _picture(exercise_id: str, plain: dict[str, Any]) -> ExercisePicture:
    content = b64decode(plain["jpeg"])
    return ExercisePicture(exercise_id, plain["alt"], plain["width"], plain["height"], content)
