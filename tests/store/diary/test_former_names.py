"""What somebody's things were called before: kept by each rename, theirs alone."""

import pytest
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.store.diary import actions, catalogue, former_names, queries, row_writing
from journal.store.diary.change_undo import undo
from journal.store.diary.changes import CannotUndo
from tests.store.making import DAY, NOW, ZONE, all_of, exercise, sent

KEY = "11111111-0000-4000-8000-0000000000{:02}"


def called(db: Session, owner: str, name: str) -> str | None:
    listed = former_names.exercise_called(db, owner, name)
    return listed.name if listed else None


def rename(db: Session, owner: str, name: str, new_name: str) -> None:
    listed = row_writing.exercise_named(db, owner, name)
    assert listed
    catalogue.rename(db, listed, new_name, NOW)
    db.flush()


def test_a_name_means_what_had_it_last_and_is_its_owners_alone(
    db: Session, owner: str, stranger: str
) -> None:
    rename(db, owner, "Bridge", "Lift")
    rename(db, owner, "Lift", "Raise")
    rename(db, stranger, "Walking", "Lift")
    assert [called(db, owner, name) for name in ("bridge", "LIFT", "Raise")] == ["Raise"] * 3
    rename(db, owner, "Walking", "Bridge")
    rename(db, owner, "Bridge", "Stroll")
    assert called(db, owner, "Bridge") == "Stroll"
    assert called(db, owner, "Nothing") is None


def test_an_exercise_that_is_gone_is_meant_no_more(db: Session, owner: str) -> None:
    swim = catalogue.add(db, owner, "Swim", NOW)
    rename(db, owner, "Swim", "Crawl")
    assert called(db, owner, "Swim") == "Crawl"
    catalogue.take_off(db, swim, DAY, NOW)
    db.flush()
    assert called(db, owner, "Swim") is None


def own(record_kind: type[r.Record], number: int, /, **fields: str) -> r.Record:
    common = {"id": KEY.format(number), "day": DAY, "added_at": NOW, "zone": ZONE}
    return record_kind(**(common | fields))


def edited(db: Session, owner: str, record: r.Record, **fields: str) -> r.Record:
    row = queries.row(db, type(record), owner, str(getattr(record, "id", "")))
    assert row
    after = record.with_(**fields)
    actions.change(db, row, after, sent())
    return after


def test_reliefs_symptoms_and_answers_are_filed_under_what_things_are_called_now(
    db: Session, owner: str
) -> None:
    method = own(OwnMethod, 11, name="Ibuprofen", method="medicine", dose="400")
    symptom = own(OwnTopic, 12, name="Fist", kind="symptom")
    question = own(OwnTopic, 13, name="Kaffee", kind="yes_no")
    for record in (method, symptom, question):
        actions.add(db, owner, record, sent())
        db.flush()
    edited(db, owner, edited(db, owner, method, name="Ibu"), name="I")
    edited(db, owner, symptom, name="Like a fist")
    edited(db, owner, question, name="Espresso")
    relief = r.Relief(
        id=KEY.format(14), day=DAY, applied_at=NOW, zone=ZONE, method="medicine", name="IBU"
    )
    spasm = r.Episode(
        id=KEY.format(15), day=DAY, started_at=NOW, zone=ZONE, own_symptoms=("fist", "Other")
    )
    day = r.DayNote(day=DAY, factors=("KAFFEE=yes", "Other=3"))
    assert former_names.as_called_now(db, owner, relief) == relief.with_(name="I")
    assert former_names.as_called_now(db, owner, spasm).own_symptoms == ("Like a fist", "Other")
    assert former_names.as_called_now(db, owner, day).factors == ("Espresso=yes", "Other=3")


def test_a_rename_is_undone_in_one_step_but_not_over_another(db: Session, owner: str) -> None:
    record = exercise()
    actions.add(db, owner, record, sent())
    bridge = row_writing.exercise_named(db, owner, "Bridge")
    assert bridge
    change = catalogue.change_name(db, bridge, "Lift", sent())
    undo(db, change, NOW)
    assert all_of(db, r.CompletedExercise, owner) == [record]
    assert called(db, owner, "Lift") == "Bridge"
    change = catalogue.change_name(db, bridge, "Lift", sent())
    catalogue.rename(db, bridge, "Raise", NOW)
    with pytest.raises(CannotUndo, match="undo_changed_since"):
        undo(db, change, NOW)
