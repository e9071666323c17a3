"""A person's own list of exercises."""

from datetime import date, timedelta

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.db.sessions import session
from journal.store.diary import actions, catalogue, exercise_listing, queries, row_writing
from tests.store.making import DAY, NOW, all_of, exercise, kept, sent

TOMORROW = DAY + timedelta(days=1)
YESTERDAY = DAY - timedelta(days=1)


def listed(db: Session, owner: str) -> list[str]:
    db.flush()
    return [exercise.name for exercise in queries.exercises(db, owner)]


def named(db: Session, owner: str, name: str) -> m.Exercise:
    exercise = row_writing.exercise_named(db, owner, name)
    assert exercise is not None
    return exercise


def is_used_when_off(db: Session, exercise: m.Exercise) -> bool:
    taken_off = exercise_listing.taken_off(exercise_listing.take_off(db, exercise, sent(), DAY))
    assert taken_off
    return taken_off.used


def line(starts_on: date, ends_on: date | None = None, name: str = "Bridge") -> r.Prescription:
    return r.Prescription(
        id=row_writing.new_id(), exercise=name, starts_on=starts_on, ends_on=ends_on
    )


def test_an_exercise_joins_the_list_of_its_owner_only(
    db: Session, owner: str, stranger: str
) -> None:
    catalogue.add(db, owner, "Swimming", NOW)
    assert listed(db, owner) == ["Bridge", "Curl-up", "Side leg raise", "Swimming", "Walking"]
    assert "Swimming" not in listed(db, stranger)


@pytest.mark.parametrize("name", ["Bridge", "bridge", "BRIDGE", "\uff22ridge"])
def test_a_name_stands_once_on_a_list(db: Session, owner: str, name: str) -> None:
    with pytest.raises(catalogue.ExerciseNameTaken):
        catalogue.add(db, owner, name, NOW)
    with pytest.raises(catalogue.ExerciseNameTaken):
        catalogue.rename(db, named(db, owner, "Walking"), name, NOW)


def test_an_exercise_is_found_by_its_owner_only(db: Session, owner: str, stranger: str) -> None:
    mine = named(db, owner, "Bridge")
    assert catalogue.exercise(db, owner, mine.id) is mine
    assert catalogue.exercise(db, stranger, mine.id) is None


def test_a_new_name_is_the_name_of_the_whole_history(engine: Engine, owner: str) -> None:
    with session(engine, writes=True) as db:
        for day in (DAY, YESTERDAY):
            actions.add(db, owner, exercise(day), sent())
        db.flush()
        catalogue.rename(db, named(db, owner, "Bridge"), "Glute bridge", NOW)
        db.commit()
        assert "Glute bridge" in {record.exercise for record in queries.programme(db, owner)}
    for record in kept(engine, r.CompletedExercise, owner):
        assert isinstance(record, r.CompletedExercise)
        assert record.exercise == "Glute bridge"


def test_a_name_may_change_its_case(db: Session, owner: str) -> None:
    catalogue.rename(db, named(db, owner, "Bridge"), "BRIDGE", NOW)
    assert "BRIDGE" in listed(db, owner)


def test_what_was_never_used_is_deleted(db: Session, owner: str) -> None:
    swim = catalogue.add(db, owner, "Swimming", NOW)
    assert not is_used_when_off(db, swim)
    db.flush()
    assert row_writing.exercise_named(db, owner, "Swimming") is None


def test_what_was_done_is_retired_and_keeps_its_history(db: Session, owner: str) -> None:
    catalogue.add(db, owner, "Swimming", NOW)
    record = exercise(exercise="Swimming")
    actions.add(db, owner, record, sent())
    db.flush()
    assert is_used_when_off(db, named(db, owner, "Swimming"))
    assert "Swimming" not in listed(db, owner)
    assert "Swimming" in {f.name for f in queries.exercises(db, owner, retired=True)}
    assert all_of(db, r.CompletedExercise, owner) == [record]


def test_a_retired_exercise_comes_back_under_its_name(db: Session, owner: str) -> None:
    actions.add(db, owner, exercise(), sent())
    db.flush()
    bridge = named(db, owner, "Bridge")
    exercise_listing.take_off(db, bridge, sent(), DAY)
    db.flush()
    assert catalogue.add(db, owner, "BRIDGE", NOW) is bridge
    assert "Bridge" in listed(db, owner)


def test_lines_in_force_end_yesterday_and_those_to_come_are_dropped(
    db: Session, owner: str
) -> None:
    catalogue.add(db, owner, "Swimming", NOW)
    long_over = line(date(2020, 1, 1), date(2020, 2, 1), "Swimming")
    in_force = line(date(2026, 1, 1), None, "Swimming")
    ending = line(date(2026, 1, 1), TOMORROW, "Swimming")
    to_come = line(TOMORROW, None, "Swimming")
    begins_today = line(DAY, None, "Swimming")
    for each in (long_over, in_force, ending, to_come, begins_today):
        actions.add(db, owner, each, sent())
    db.flush()
    assert is_used_when_off(db, named(db, owner, "Swimming"))
    db.flush()
    lines = {
        prescription
        for prescription in queries.programme(db, owner)
        if prescription.exercise == "Swimming"
    }
    assert lines == {long_over, in_force.with_(ends_on=YESTERDAY), ending.with_(ends_on=YESTERDAY)}
    assert len(queries.programme(db, owner)) == 4 + len(lines)


def test_taking_an_exercise_off_leaves_other_lists_alone(
    db: Session, owner: str, stranger: str
) -> None:
    exercise_listing.take_off(db, named(db, owner, "Bridge"), sent(), DAY)
    assert "Bridge" not in listed(db, owner)
    assert "Bridge" in listed(db, stranger)
    assert len(queries.programme(db, stranger)) == 4
