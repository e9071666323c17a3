"""Pictures of exercises as plain values for the archive, by what their exercises are called."""

from base64 import b64decode, b64encode
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from journal.core.model.fields import text_fault
from journal.core.model.names import stored_name_key
from journal.core.model.picture import PICTURES_MOST, ExercisePicture, PictureText
from journal.core.model.vocabulary import NAME_LENGTH
from journal.pictures import PictureRefused, stored_picture
from journal.store.db import models as m
from journal.store.diary import catalogue
from journal.store.diary import exercise_pictures as store
from journal.store.diary.row_writing import exercise_named
from journal.store.imports.holding import Holding, Value


def _of(session: Session, owner: str) -> Value:
    return {
        stored_name_key(name): {
            "exercise": name,
            "alt": picture.alt,
            "jpeg": b64encode(picture.content).decode(),
        }
        for name, picture in store.by_exercise(session, owner, content=True).items()
    }


def _unfit(value: Value, now: datetime) -> bool:
    return len(value) > PICTURES_MOST or any(
        stored_name_key(plain["exercise"]) != key or _is_unfit(plain, now)
        for key, plain in value.items()
    )


def _is_unfit(plain: Value, now: datetime) -> bool:
    try:
        picture = _picture("", plain)
    except PictureRefused:
        return True
    return (
        set(plain) != {"exercise", "alt", "jpeg"}
        or not plain["exercise"].strip()
        or bool(text_fault(plain["exercise"], NAME_LENGTH))
        or bool(PictureText(alt=picture.alt).problems(now))
    )


def _picture(exercise_id: str, plain: Value) -> ExercisePicture:
    content = b64decode(plain["jpeg"], validate=True)
    return stored_picture(content, exercise_id, plain["alt"])


def _put(session: Session, owner: str, value: Value, now: datetime) -> None:
    row = m.ExercisePictureRow
    session.execute(delete(row).where(row.owner_id == owner))
    session.expire_all()
    for plain in value.values():
        name = plain["exercise"]
        exercise = exercise_named(session, owner, name) or catalogue.add(session, owner, name, now)
        store.hold(session, owner, _picture(exercise.id, plain), now)


PICTURES = Holding(
    "exercise_pictures",
    _of,
    _put,
    _unfit,
    adds=True,
    clash="archive_too_many_pictures",
    refusal="archive_bad_picture",
)
"""The pictures of one's exercises."""
