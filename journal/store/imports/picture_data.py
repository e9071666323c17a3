"""Pictures of exercises as plain values for the archive, by what their exercises are called."""

from base64 import b64decode, b64encode
from datetime import datetime

from sqlalchemy.orm import Session

from journal.core.model.fields import text_fault
from journal.core.model.names import former_name_key, stored_name_key
from journal.core.model.picture import PICTURES_MOST, PictureText
from journal.core.model.vocabulary import NAME_LENGTH
from journal.pictures import PictureRefused, checked_picture, stored_picture
from journal.store.diary import catalogue
from journal.store.diary import exercise_pictures as store
from journal.store.diary.row_writing import exercise_named
from journal.store.imports.holding import Holding, Naming, Value


def _of(session: Session, owner: str) -> Value:
    return {
        stored_name_key(name): {
            "exercise": name,
            "alt": picture.alt,
            "jpeg": b64encode(picture.content).decode(),
        }
        for name, picture in store.by_exercise(session, owner, content=True).items()
    }


def _renamed(value: Value, name: Naming) -> Value:
    return {
        _key_now(key, plain["exercise"], name): plain | {"exercise": name(plain["exercise"])}
        for key, plain in value.items()
    }


def _key_now(key: str, exercise: str, name: Naming) -> str:
    """The key of a picture, in the form in which names are compared now."""
    keys = former_name_key(exercise), stored_name_key(exercise)
    return stored_name_key(name(exercise)) if key in keys else key


def _unfit(value: Value, now: datetime) -> bool:
    return any(
        stored_name_key(plain["exercise"]) != key or _is_unfit(plain, now)
        for key, plain in value.items()
    )


def _is_unfit(plain: Value, now: datetime) -> bool:
    try:
        picture = stored_picture(_jpeg(plain), "", plain["alt"])
    except PictureRefused:
        return True
    return (
        set(plain) != {"exercise", "alt", "jpeg"}
        or not plain["exercise"].strip()
        or bool(text_fault(plain["exercise"], NAME_LENGTH))
        or bool(PictureText(alt=picture.alt).problems(now))
    )


def _jpeg(plain: Value) -> bytes:
    return b64decode(plain["jpeg"], validate=True)


def _put(session: Session, owner: str, value: Value, now: datetime) -> None:
    pictures = store.by_exercise(session, owner, content=True)
    before = {stored_name_key(name): picture for name, picture in pictures.items()}
    for key in before.keys() - value.keys():
        session.delete(store.row_of(session, owner, before[key].exercise_id))
    session.flush()
    for key, plain in value.items():
        name, alt, content = plain["exercise"], plain["alt"], _jpeg(plain)
        if key in before and (before[key].alt, before[key].content) == (alt, content):
            continue
        exercise = exercise_named(session, owner, name) or catalogue.add(session, owner, name, now)
        store.hold(session, owner, checked_picture(content, exercise.id, alt), now)


PICTURES = Holding(
    "exercise_pictures",
    _of,
    _put,
    _unfit,
    most=PICTURES_MOST,
    adds=True,
    clash="archive_too_many_pictures",
    refusal="archive_bad_picture",
    renamed=_renamed,
)
"""The pictures of one's exercises."""
