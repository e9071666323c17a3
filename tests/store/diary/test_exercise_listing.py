"""Exercises taken off a list and put back: undone exactly, with what the programme asked."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.ladder import Ladder
from journal.core.model.periods import ONE_DAY
from journal.store.db import models as m
from journal.store.diary import actions, catalogue, exercise_listing, queries, row_writing
from journal.store.diary.change_undo import undo
from journal.store.diary.changes import CannotUndo
from journal.store.diary.exercise_return import PutBack, put_back
from tests.store.making import DAY, NOW, ZONE, all_of, exercise, sent

KINDS: tuple[type[r.Record], ...] = (r.Prescription, Ladder, r.CompletedExercise)


def named(db: Session, owner: str, name: str) -> m.Exercise:
    db.flush()
    listed = row_writing.exercise_named(db, owner, name)
    assert listed is not None
    return listed


def line(name: str, **fields: object) -> r.Prescription:
    values = {"id": row_writing.new_id(), "exercise": name, "starts_on": DAY - 9 * ONE_DAY}
    return r.Prescription(**{"reps": 12, **values, **fields})  # type: ignore[arg-type]  # of a line


def ladder(name: str) -> Ladder:
    return Ladder(
        id=row_writing.new_id(),
        day=DAY,
        written_at=NOW,
        zone=ZONE,
        exercise=name,
        dose_part="reps",
        step_by=1,
        up_to=20,
    )


def diary(db: Session, owner: str) -> object:
    """All of a list and of what goes with it."""
    db.flush()
    listed = select(m.Exercise.id, m.Exercise.name, m.Exercise.built_in, m.Exercise.retired_at)
    rows = db.execute(listed.where(m.Exercise.owner_id == owner).order_by(m.Exercise.id)).all()
    starting = select(m.PrescriptionRow.id).where(
        m.PrescriptionRow.owner_id == owner, m.PrescriptionRow.starting.is_(True)
    )
    kinds = [sorted(all_of(db, kind, owner), key=repr) for kind in KINDS]
    return rows, kinds, set(db.scalars(starting))


def filled(db: Session, owner: str) -> None:
    """Swimming was done, and is planned now and for later, with a ladder; Rowing never was."""
    for name in ("Swimming", "Rowing"):
        catalogue.add(db, owner, name, NOW)
    for record in (
        exercise(exercise="Swimming"),
        line("Swimming"),
        line("Swimming", starts_on=DAY + ONE_DAY, note="in the sea"),
        ladder("Swimming"),
        line("Rowing", starts_on=DAY),
        ladder("Rowing"),
    ):
        actions.add(db, owner, record, sent())


@pytest.mark.parametrize("name", ["Swimming", "Rowing", "Bridge"])
def test_taking_an_exercise_off_is_undone_exactly(db: Session, owner: str, name: str) -> None:
    filled(db, owner)
    before = diary(db, owner)
    change = exercise_listing.take_off(db, named(db, owner, name), sent(), DAY)
    assert diary(db, owner) != before
    undo(db, change, NOW)
    assert diary(db, owner) == before


@pytest.mark.parametrize("days", [0, 1])
def test_putting_back_soon_restores_its_lines_and_ladder_as_they_were(
    db: Session, owner: str, days: int
) -> None:
    filled(db, owner)
    before = diary(db, owner)
    exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    later = sent(at=NOW + timedelta(days=days))
    back = put_back(db, named(db, owner, "Swimming"), later, DAY + days * ONE_DAY, ZONE)
    assert back == PutBack(planned="as_before")
    assert diary(db, owner) == before


def test_what_two_windows_take_off_is_on_the_list_again_once_put_back(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    before = diary(db, owner)
    for seconds in range(2):
        at = NOW + timedelta(seconds=seconds)
        exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(at=at), DAY)
    later = sent(at=NOW + timedelta(seconds=9))
    back = put_back(db, named(db, owner, "Swimming"), later, DAY, ZONE)
    assert back == PutBack(planned="as_before")
    assert diary(db, owner) == before


def test_taking_off_is_undone_where_the_day_has_begun_sooner_than_in_utc(
    db: Session, owner: str
) -> None:
    today = NOW.date() + ONE_DAY
    catalogue.add(db, owner, "Swimming", NOW)
    for record in (
        exercise(exercise="Swimming"),
        line("Swimming", ends_on=NOW.date()),
        line("Swimming", starts_on=today, reps=15),
    ):
        actions.add(db, owner, record, sent())
    before = diary(db, owner)
    change = exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), today)
    undo(db, change, NOW)
    assert diary(db, owner) == before


def planned(db: Session, owner: str, name: str) -> list[r.Prescription]:
    db.flush()
    return [each for each in queries.programme(db, owner) if each.exercise == name]


def put_back_late(db: Session, owner: str) -> PutBack:
    """After a month."""
    later = sent(at=NOW + timedelta(days=30))
    return put_back(db, named(db, owner, "Swimming"), later, DAY + 30 * ONE_DAY, ZONE)


def test_putting_back_late_plans_it_again_from_today_and_can_be_undone(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    before, (ended,) = diary(db, owner), planned(db, owner, "Swimming")
    back = put_back_late(db, owner)
    assert back.planned == "from_today"
    assert [
        (each.starts_on, each.ends_on, each.reps) for each in planned(db, owner, "Swimming")
    ] == [
        (ended.starts_on, DAY - ONE_DAY, 12),
        *[(DAY + 30 * ONE_DAY, None, 12)] * 2,
    ]
    assert back.change
    undo(db, back.change, NOW + timedelta(days=30))
    assert diary(db, owner) == before


def test_what_was_planned_is_not_planned_again_in_a_programme_that_has_changed(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    actions.add(db, owner, line("Walking", starts_on=DAY + 2 * ONE_DAY), sent())
    before = planned(db, owner, "Swimming")
    assert put_back_late(db, owner).planned == "not"
    assert planned(db, owner, "Swimming") == before
    assert named(db, owner, "Swimming").retired_at is None


def test_an_exercise_that_is_planned_again_is_not_planned_twice_as_it_is_put_back(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    actions.add(db, owner, line("Swimming", starts_on=DAY), sent())
    before = planned(db, owner, "Swimming")
    back = put_back(db, named(db, owner, "Swimming"), sent(), DAY, ZONE)
    assert back.planned == "not"
    assert planned(db, owner, "Swimming") == before
    assert back.change
    with pytest.raises(CannotUndo, match="undo_planned_since"):
        undo(db, back.change, NOW)


def test_putting_back_what_was_in_no_programme_plans_nothing(db: Session, owner: str) -> None:
    catalogue.add(db, owner, "Swimming", NOW)
    actions.add(db, owner, exercise(exercise="Swimming"), sent())
    exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    assert put_back_late(db, owner).planned == ""
    assert planned(db, owner, "Swimming") == []
    assert put_back_late(db, owner) == PutBack(was_listed=True)


def test_an_exercise_does_not_come_back_beside_another_of_its_name(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    change = exercise_listing.take_off(db, named(db, owner, "Rowing"), sent(), DAY)
    catalogue.add(db, owner, "rowing", NOW)
    with pytest.raises(CannotUndo, match="undo_name_taken"):
        undo(db, change, NOW)


def test_a_line_does_not_come_back_beside_one_that_was_planned_since(
    db: Session, owner: str
) -> None:
    filled(db, owner)
    change = exercise_listing.take_off(db, named(db, owner, "Swimming"), sent(), DAY)
    catalogue.add(db, owner, "Swimming", NOW)
    actions.add(db, owner, line("Swimming", starts_on=DAY), sent())
    db.flush()
    with pytest.raises(CannotUndo, match="undo_planned_since"):
        undo(db, change, NOW)


def test_what_an_exercise_was_called_before_means_it_again(db: Session, owner: str) -> None:
    filled(db, owner)
    catalogue.rename(db, named(db, owner, "Rowing"), "Sculling", NOW)
    change = exercise_listing.take_off(db, named(db, owner, "Sculling"), sent(), DAY)
    undo(db, change, NOW)
    plan = actions.linked(db, owner, line("Rowing"))
    assert plan.exercise == "Sculling"
