"""A tap that waited on one device never replaces in silence what another said later."""

from uuid import uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from journal.clock import now
from journal.store.accounts import retention
from journal.store.db.sessions import session
from tests.people import Person
from tests.web.reading import listed, one, said, soup, typed, undo, words_of

pytestmark = pytest.mark.usefixtures("clock")

DAY = "/days/2026-05-20/edit"
Fields = dict[str, str]


@pytest.fixture
def phone(ada: Person, app: Flask) -> Person:
    """Another device of the same account, which asks two questions of its own."""
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    device = Person(app)
    assert device.signed_in(ada.name).status_code == 303
    return device


def sent(person: Person, path: str, ago: int = 0, /, **fields: str) -> TestResponse:
    """The answer to a tap that was made so many seconds ago, and has come now."""
    return person.post(path, client_key=str(uuid4()), typed_ago=str(ago), next="/", **fields)


AVERAGE = {"kind": "day_average", "day": "2026-05-20"}
WORST = {"kind": "day_worst", "day": "2026-05-20"}
TAPS = {
    "average": ("/pain/new", AVERAGE | {"level": "1"}, AVERAGE | {"level": "9"}),
    "worst": ("/pain/new", WORST | {"level": "1"}, WORST | {"level": "9"}),
    "no exercise": (DAY, {"no_exercise": ""}, {"no_exercise": "yes"}),
    "sleep": (DAY, {"sleep": "1"}, {"sleep": "9"}),
    "yes or no": (DAY, {"factor": "Coffee=no"}, {"factor": "Coffee=yes"}),
    "taken back": (DAY, {"factor": "Coffee="}, {"factor": "Coffee=yes"}),
    "level": (DAY, {"factor": "Mood=1"}, {"factor": "Mood=9"}),
}
FIELDS = {
    "average": "Level",
    "worst": "Level",
    "no exercise": "No exercise",
    "sleep": "Sleep",
    "yes or no": "Coffee",
    "taken back": "Coffee",
    "level": "Mood",
}
"""What was changed in both places, as the page calls it."""
SLUG = {"/pain/new": "pain", DAY: "days"}


def test_what_was_deleted_on_a_device_is_asked_about_if_it_was_changed_elsewhere_after_that(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    ada.log("relief", method="massage")
    key = one(ada, "relief")["id"]
    clock.shift(3600)
    ada.send(f"/relief/{key}/edit", note="typed after that")
    clock.shift(60)
    answer = sent(phone, f"/relief/{key}/delete", 64)
    assert answer.status_code == 409
    assert "You deleted this, and it was changed elsewhere after that." in said(answer)
    assert "typed after that" in said(answer)
    assert one(ada, "relief")["note"] == "typed after that"
    assert phone.post(f"/relief/{key}/delete", **typed(answer)).status_code == 303
    assert listed(ada, "relief") == []


def test_what_was_deleted_on_a_device_after_all_changes_is_deleted(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    ada.log("relief", method="massage")
    key = one(ada, "relief")["id"]
    ada.send(f"/relief/{key}/edit", note="typed before that")
    clock.shift(3600)
    assert sent(phone, f"/relief/{key}/delete", 64).status_code == 303
    assert listed(ada, "relief") == []


@pytest.mark.parametrize("name", TAPS)
def test_an_older_tap_that_waited_is_shown_beside_the_later_one(
    clock: time_machine.Traveller, ada: Person, phone: Person, name: str
) -> None:
    path, older, later = TAPS[name]
    sent(ada, path, **older)
    clock.shift(3600)
    assert sent(ada, path, **later).status_code == 303
    row = one(ada, SLUG[path])
    clock.shift(60)
    answer = sent(phone, path, 64, **older)
    assert answer.status_code == 409
    assert "This was also changed elsewhere." in said(answer)
    assert f"Changed in both places: {FIELDS[name]}." in said(answer)
    assert one(ada, SLUG[path]) == row
    assert phone.post(path, **typed(answer)).status_code == 303
    assert listed(ada, SLUG[path]) != [row]


@pytest.mark.parametrize("name", TAPS)
def test_a_later_tap_replaces_an_older_one_whichever_came_first(
    clock: time_machine.Traveller, ada: Person, phone: Person, name: str
) -> None:
    path, older, later = TAPS[name]
    clock.shift(3600)
    assert sent(phone, path, 600, **older).status_code == 303
    assert sent(ada, path, 300, **later).status_code == 303
    assert sent(phone, path, 600, **older).status_code == 409


def test_both_values_are_named(clock: time_machine.Traveller, ada: Person, phone: Person) -> None:
    sent(ada, "/pain/new", **AVERAGE, level="10")
    clock.shift(60)
    answer = sent(phone, "/pain/new", 64, **AVERAGE, level="1")
    (saved,) = soup(answer).select(".saved")
    assert "10" in words_of(saved)
    assert typed(answer)["level"] == ["1"]


def test_taps_of_one_device_are_in_their_order_whatever_the_network_did(
    clock: time_machine.Traveller, ada: Person
) -> None:
    for level, ago in (("1", 600), ("2", 601), ("3", 660)):
        assert sent(ada, "/pain/new", ago, **AVERAGE, level=level).status_code == 303
        clock.shift(1)
    assert one(ada, "pain")["level"] == "3"
    for answer in ("yes", "", "yes"):
        assert sent(ada, DAY, 60, no_exercise=answer).status_code == 303


def test_other_answers_of_the_day_are_no_conflict(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    sent(ada, DAY, sleep="5")
    clock.shift(60)
    sent(ada, DAY, factor="Coffee=yes")
    for fields in ({"factor": "Mood=7"}, {"no_exercise": "yes"}, {"factor": "Coffee=yes"}):
        assert sent(phone, DAY, 300, **fields).status_code == 303
    answers = [one(ada, "days")[name] for name in ("sleep", "no_exercise", "factors")]
    assert answers == ["5", "yes", "Coffee=yes|Mood=7"]
    assert sent(phone, DAY, 300, factor="Mood=5").status_code == 303


def test_the_same_answer_is_no_conflict(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    sent(ada, "/pain/new", **AVERAGE, level="4")
    clock.shift(60)
    assert sent(phone, "/pain/new", 64, **AVERAGE, level="4").status_code == 303


def test_what_was_taken_back_since_is_in_nobodys_way(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    sent(ada, "/pain/new", **AVERAGE, level="5")
    clock.shift(3600)
    ada.get("/")
    sent(ada, "/pain/new", **AVERAGE, level="10")
    assert undo(ada)
    assert one(ada, "pain")["level"] == "5"
    assert sent(phone, "/pain/new", 60, **AVERAGE, level="1").status_code == 303


def test_days_later_it_is_known_too(
    clock: time_machine.Traveller,
    ada: Person,
    phone: Person,
    engine: Engine,
) -> None:
    sent(ada, "/pain/new", **AVERAGE, level="10")
    clock.shift(3 * 86_400)
    with session(engine, writes=True) as writing:
        retention.forget(writing, now())
        writing.commit()
    assert sent(phone, "/pain/new", 3 * 86_400 + 4, **AVERAGE, level="1").status_code == 409
    assert one(ada, "pain")["level"] == "10"


@pytest.mark.parametrize("ago", ["31622401", "1795000000"])
def test_a_clock_that_was_wrong_replaces_nothing(
    clock: time_machine.Traveller, ada: Person, phone: Person, ago: str
) -> None:
    sent(ada, "/pain/new", **AVERAGE, level="10")
    clock.shift(60)
    assert sent(phone, "/pain/new", int(ago), **AVERAGE, level="1").status_code == 409
    assert one(ada, "pain")["level"] == "10"


def test_an_older_answer_to_a_relief_is_shown_beside_the_later_one(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    ada.log("relief", method="cold", pain_before="6")
    path = f"/relief/{one(ada, 'relief')['id']}/after"
    clock.shift(1200)
    sent(ada, path, minutes="20", level="3")
    clock.shift(60)
    answer = sent(phone, path, 64, minutes="20", level="5")
    assert answer.status_code == 409
    assert "This was also changed elsewhere." in said(answer)
    assert one(ada, "relief")["pain_after_20"] == "3"
    (form,) = [form for form in phone.forms_of(answer) if "minutes" in form.names]
    assert phone.post(path, **dict(form.fields)).status_code == 303
    assert one(ada, "relief")["pain_after_20"] == "5"
    assert len(listed(ada, "relief")) == 1


def test_an_older_answer_to_a_goal_is_shown_beside_the_later_one(
    clock: time_machine.Traveller, ada: Person, phone: Person
) -> None:
    ada.log("goals", goal="walk to the shop")
    path = f"/goals/{one(ada, 'goals')['id']}/happened"
    sent(ada, path, happened="yes")
    clock.shift(60)
    answer = sent(phone, path, 64, happened="no")
    assert answer.status_code == 409
    assert "walk to the shop" in said(answer)
    assert one(ada, "goals")["happened"] == "yes"
