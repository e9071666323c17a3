"""Pictures of exercises from an archive: checked once, and written only where they differ."""

from base64 import b64encode
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model.picture import PICTURES_MOST
from journal.pictures import small_picture, stored_picture
from journal.store.db import models as m
from journal.store.imports import picture_data
from journal.store.imports.holding import Clash, Unfit
from journal.store.imports.picture_data import PICTURES
from tests.store.making import NOW, keep_picture
from tests.test_pictures import drawn

LATER = NOW + timedelta(days=1)


def plain(exercise: str, alt: str = "hips lifted") -> dict[str, str]:
    """A picture of an exercise, as an archive has it."""
    content = small_picture(drawn(), "", alt).content
    return {"exercise": exercise, "alt": alt, "jpeg": b64encode(content).decode()}


def many(count: int) -> dict[str, dict[str, str]]:
    return {f"exercise {number}": plain(f"Exercise {number}") for number in range(count)}


def test_what_is_there_is_not_checked_again_with_what_an_archive_adds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    checked = []

    def counted(content: bytes, exercise_id: str, alt: str) -> Any:
        checked.append(alt)
        return stored_picture(content, exercise_id, alt)

    monkeypatch.setattr(picture_data, "stored_picture", counted)
    before, addition = {"bridge": plain("Bridge", "old")}, {"walking": plain("Walking", "new")}
    assert PICTURES.after(before, addition, NOW) == before | addition
    assert checked == ["new"]


def test_there_are_at_most_so_many_in_an_archive_and_together() -> None:
    most = many(PICTURES_MOST)
    assert PICTURES.after(most, most, NOW) == most
    with pytest.raises(Clash) as clash:
        PICTURES.after(most, {"bridge": plain("Bridge")}, NOW)
    assert clash.value.code == "archive_too_many_pictures"
    with pytest.raises(Unfit):
        PICTURES.after({}, many(PICTURES_MOST + 1), NOW)


def test_as_many_others_take_the_place_of_as_many_as_there_can_be(db: Session, owner: str) -> None:
    most = many(PICTURES_MOST)
    PICTURES.put(db, owner, most, NOW)
    exchange = most | {"bridge": plain("Bridge")}
    del exchange["exercise 0"]
    PICTURES.put(db, owner, exchange, LATER)
    assert set(PICTURES.of(db, owner)) == set(exchange)


def test_only_what_differs_is_written(db: Session, owner: str) -> None:
    def written() -> dict[str, Any]:
        row, exercise = m.ExercisePictureRow, m.Exercise
        mine = (row.owner_id == owner, exercise.owner_id == owner, exercise.id == row.exercise_id)
        question = select(exercise.name, row.created_at, row.alt, row.width).where(*mine)
        return {name: tuple(rest) for name, *rest in db.execute(question)}

    keep_picture(db, owner)
    picture = PICTURES.of(db, owner)
    ((name, first_row),) = written().items()
    PICTURES.put(db, owner, picture | {"bridge": plain("Bridge")}, LATER)
    assert written() == {name: first_row, "Bridge": (LATER, "hips lifted", 60)}
    PICTURES.put(db, owner, {"bridge": plain("Bridge", "another")}, LATER + timedelta(days=1))
    assert written() == {"Bridge": (LATER, "another", 60)}
    PICTURES.put(db, owner, picture, LATER)
    assert PICTURES.of(db, owner) == picture
