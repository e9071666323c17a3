"""What somebody's things were called before: kept by each rename, theirs alone."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.own_method import OwnMethod
from journal.core.model.own_topic import OwnTopic
from journal.core.model.programme_template import ProgrammeTemplate, TemplateLine
from journal.store.db import models as m
from journal.store.diary import (
    actions,
    catalogue,
    exercise_listing,
    former_names,
    programme_templates,
    queries,
    row_writing,
)
from journal.store.diary.change_undo import undo
from journal.store.diary.changes import CannotUndo
from journal.store.diary.former_exercise_names import exercise_called, exercises_once
from journal.store.imports.former_name_data import FORMER_NAMES
from tests.store.making import DAY, NOW, ZONE, all_of, exercise, sent

KEY = "11111111-0000-4000-8000-0000000000{:02}"


def called(db: Session, owner: str, name: str) -> str | None:
    listed = exercise_called(db, owner, name)
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


def hour(number: float) -> datetime:
    return NOW + timedelta(hours=number)


HOLDERS = ((1.5, "Lift"), (2.5, "Stroll"), (4.5, "Crunch"), (6.5, "Lift"))
"""At which hours a name was typed that three things had in turn, and what each is called now."""


def test_a_name_means_what_had_it_when_it_was_typed_however_many_had_it(
    db: Session, owner: str
) -> None:
    def renamed(number: int, name: str, new_name: str) -> None:
        listed = row_writing.exercise_named(db, owner, name)
        assert listed
        catalogue.rename(db, listed, new_name, hour(number))
        db.flush()

    renamed(1, "Bridge", "Lift")
    renamed(2, "Walking", "Bridge")
    renamed(3, "Bridge", "Stroll")
    renamed(4, "Curl-up", "Bridge")
    renamed(5, "Bridge", "Crunch")
    renamed(6, "Lift", "Bridge")
    renamed(7, "Bridge", "Lift")
    renamed(8, "Side leg raise", "Bridge")
    for at, name in HOLDERS:
        listed = exercise_called(db, owner, "bridge", hour(at))
        assert listed
        assert listed.name == name
        assert exercises_once(db, owner, hour(at))["bridge"] == name
    assert called(db, owner, "bridge") == "Bridge"
    assert exercises_once(db, owner)["bridge"] == "Lift"


def test_a_question_means_what_was_asked_when_it_was_typed_however_many_had_its_name(
    db: Session, owner: str
) -> None:
    topics = [own(OwnTopic, number, name=f"Q{number}", kind="yes_no") for number in (21, 22, 23)]
    for record in topics:
        actions.add(db, owner, record, sent())
        db.flush()
    for place, record in enumerate(topics):
        for number, name in ((place, "Kaffee"), (place + 0.5, f"new {place}")):
            row = queries.row(db, OwnTopic, owner, str(getattr(record, "id", "")))
            assert row
            actions.change(db, row, record.with_(name=name), sent(at=hour(number)))
    for number, name in ((0.2, "new 0"), (1.2, "new 1"), (2.7, "new 2")):
        answers = former_names.answers_now(db, owner, ["Kaffee=yes"], hour(number))
        assert answers == [f"{name}=yes"]
    assert former_names.answers_now(db, owner, ["kaffee=3"]) == ["new 2=3"]


UNDONE_AGAIN = ((1.5, "Xeno"), (2.5, "Mono"), (3.5, "Xeno"))
"""At which hours "Alpha" was typed that Xeno gave up at 1, Mono had from 2 on, and lost at 3."""


def test_undoing_a_rename_gives_the_name_back_to_the_exercise_that_had_it(
    db: Session, owner: str
) -> None:
    alpha, mono = (catalogue.add(db, owner, name, hour(0)) for name in ("Alpha", "Mono"))
    catalogue.rename(db, alpha, "Xeno", hour(1))
    db.flush()
    undo(db, catalogue.change_name(db, mono, "Alpha", sent(at=hour(2))), hour(3))
    db.flush()
    for at, name in UNDONE_AGAIN:
        listed = exercise_called(db, owner, "Alpha", hour(at))
        assert listed
        assert listed.name == name
    assert called(db, owner, "Alpha") == "Xeno"


def relief_of(name: str) -> r.Relief:
    return r.Relief(
        id=KEY.format(33), day=DAY, applied_at=NOW, zone=ZONE, method="medicine", name=name
    )


def spasm_of(name: str) -> r.Episode:
    return r.Episode(id=KEY.format(34), day=DAY, started_at=NOW, zone=ZONE, own_symptoms=(name,))


def day_of(name: str) -> r.DayNote:
    return r.DayNote(day=DAY, factors=(f"{name}=yes",))


@pytest.mark.parametrize(
    ("kind", "fields", "naming"),
    [
        (OwnMethod, {"method": "medicine", "dose": "400", "unit": "mg"}, relief_of),
        (OwnTopic, {"kind": "symptom"}, spasm_of),
        (OwnTopic, {"kind": "yes_no"}, day_of),
    ],
)
def test_undoing_a_rename_gives_the_name_back_to_what_had_it(
    db: Session,
    owner: str,
    kind: type[r.Record],
    fields: dict[str, str],
    naming: Callable[[str], r.Record],
) -> None:
    def renamed(record: r.Record, name: str, at: float) -> m.Change:
        row = queries.row(db, kind, owner, str(getattr(record, "id", "")))
        assert row
        return actions.change(db, row, record.with_(name=name), sent(at=hour(at)))

    alpha, mono = own(kind, 31, name="Alpha", **fields), own(kind, 32, name="Mono", **fields)
    for record in (alpha, mono):
        actions.add(db, owner, record, sent())
        db.flush()
    renamed(alpha, "Xeno", 1)
    undo(db, renamed(mono, "Alpha", 2), hour(3))
    db.flush()
    for at, name in (*UNDONE_AGAIN, (None, "Xeno")):
        typed_at = None if at is None else hour(at)
        record = former_names.as_called_now(db, owner, naming("Alpha"), typed_at)
        assert record == naming(name)


def test_an_archive_brings_the_last_meaning_of_a_name_whichever_form_it_says(
    db: Session, owner: str
) -> None:
    rename(db, owner, "Bridge", "Lift")
    rename(db, owner, "Walking", "Bridge")
    rename(db, owner, "Bridge", "Stroll")
    value = FORMER_NAMES.of(db, owner)
    assert value == {"exercises:bridge": "Stroll", "exercises:walking": "Stroll"}
    older = {key.replace("walking", "the  walking"): name for key, name in value.items()}
    for text in (value, older):
        FORMER_NAMES.put(db, owner, FORMER_NAMES.puttable(db, owner, text), NOW)
    assert FORMER_NAMES.of(db, owner) == {
        "exercises:bridge": "Stroll",
        "exercises:the walking": "Stroll",
    }
    assert called(db, owner, "The Walking") == "Stroll"


def test_an_exercise_that_is_gone_is_meant_no_more(db: Session, owner: str) -> None:
    swim = catalogue.add(db, owner, "Swim", NOW)
    rename(db, owner, "Swim", "Crawl")
    assert called(db, owner, "Swim") == "Crawl"
    exercise_listing.take_off(db, swim, sent(), DAY)
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


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
@pytest.mark.parametrize("hours", [(2, 3), (3, 2)])
def test_a_name_that_two_doses_were_added_under_is_free_once_both_are_undone(
    db: Session, owner: str, order: tuple[int, int], hours: tuple[int, int]
) -> None:
    def added(number: int, dose: str, at: int) -> m.Change:
        item = own(OwnMethod, number, name="Alpha", method="medicine", dose=dose, unit="mg")
        change = actions.add(db, owner, item, sent(at=hour(at)))
        db.flush()
        return change

    def name_at(at: float | None) -> str | None:
        typed_at = None if at is None else hour(at)
        return former_names.as_called_now(db, owner, relief_of("Alpha"), typed_at).name

    alpha = own(OwnMethod, 31, name="Alpha", method="medicine", dose="100", unit="mg")
    actions.add(db, owner, alpha, sent())
    db.flush()
    row = queries.row(db, OwnMethod, owner, KEY.format(31))
    assert row
    actions.change(db, row, alpha.with_(name="Xeno"), sent(at=hour(1)))
    changes = [added(32 + place, f"{place + 1}", at) for place, at in enumerate(hours)]
    first, second = (changes[place] for place in order)
    undo(db, first, hour(4))
    db.flush()
    left_at = hours[order[1]]
    assert [name_at(at) for at in (left_at - 0.5, left_at + 0.5, None)] == [
        "Xeno",
        "Alpha",
        "Alpha",
    ]
    undo(db, second, hour(5))
    db.flush()
    assert [name_at(at) for at in (1.5, 2.5, 3.5, None)] == ["Xeno"] * 4


def test_a_proposal_means_what_had_its_name_until_two_names_became_one(
    db: Session, owner: str
) -> None:
    _, other = (catalogue.add(db, owner, name, hour(0)) for name in ("Leg raise", "Lift"))
    catalogue.rename(db, other, "Leg raise (2)", hour(0))
    db.add(
        m.FormerNameRow(
            owner_id=owner,
            list_name="exercises",
            name_key="leg  raise",  # as the upgrade keeps what was another name until then
            number=1,
            thing_id=other.id,
            given_anew_at=hour(2),
        )
    )
    lines = (TemplateLine(exercise="Leg  raise"), TemplateLine(exercise="Leg raise"))
    for number, made_at in enumerate((hour(1), hour(3))):
        template = ProgrammeTemplate(KEY.format(number), f"Legs {number}", lines)
        programme_templates.keep(db, owner, template, made_at, programme_templates.PROPOSED)
    names = [
        [line.exercise for line in each.lines] for each in programme_templates.proposals(db, owner)
    ]
    assert names[0] == ["Leg raise (2)", "Leg raise"]
    row = programme_templates.row_of(db, owner, KEY.format(0), programme_templates.PROPOSED)
    assert row
    programme_templates.accept(db, row, sent(at=hour(4)), DAY, ZONE)
    db.flush()
    planned = {line.exercise for line in queries.programme(db, owner)}
    assert {"Leg raise", "Leg raise (2)"} <= planned
