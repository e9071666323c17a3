"""What an undo takes back of a day stays so, whatever comes after; nothing else goes with it."""

import json

import pytest
from flask import Flask
from sqlalchemy import text

from journal.store.db.owner_guard import ALL_OWNERS
from tests.people import Person
from tests.web.reading import bring, listed, one
from tests.web.test_rest_marks import (
    AGAIN,
    BOTH,
    DAY,
    MARKED,
    OVER,
    REST,
    UNMARKED,
    deleted,
    mark,
    post,
    toast,
)

pytestmark = pytest.mark.usefixtures("clock")

REFUSED = "This was changed again since, so it stays as it is."


def undo_of(person: Person) -> str:
    """Where the undo of what was sent last goes."""
    page = person.get("/")
    (path,) = [form.action for form in person.forms_of(page) if "/changes/" in form.action]
    return path


def sent(person: Person, path: str = DAY, **fields: str) -> str:
    """Send what a page would; where its undo goes."""
    post(person, path, **fields)
    return undo_of(person)


def exercised(person: Person, exercise: str = "Bridge") -> str:
    """Log an exercise; where its undo goes."""
    return sent(person, "/exercises/new", exercise=exercise)


def told(person: Person, path: str) -> str:
    """What is told of an undo."""
    post(person, path)
    return toast(person)


def deleted_one(person: Person) -> str:
    """Delete the one exercise there is; where the undo of that goes."""
    return sent(person, f"/exercises/{one(person, 'exercises')['id']}/delete")


def test_a_rest_day_that_was_undone_does_not_come_back_with_a_deleted_exercise(
    ada: Person,
) -> None:
    rest = sent(ada, **REST)
    exercised(ada)
    told(ada, rest)
    assert deleted(ada) == "Bridge deleted"
    assert mark(ada) == UNMARKED


def test_a_rest_day_that_was_undone_does_not_come_back_with_an_undone_exercise(
    ada: Person,
) -> None:
    rest = sent(ada, **REST, note="calm")
    bridge = exercised(ada)
    assert told(ada, rest) == "Undone: Note removed"
    assert told(ada, bridge) == "Undone: Bridge removed"
    assert mark(ada) == UNMARKED


def test_a_rest_day_that_was_undone_stays_undone_beside_other_answers(ada: Person) -> None:
    rest = sent(ada, **REST)
    bridge = exercised(ada)
    sent(ada, sleep="6")
    told(ada, rest)
    assert told(ada, bridge) == "Undone: Bridge removed"
    exercised(ada)
    assert deleted(ada) == "Bridge deleted"
    assert (mark(ada), one(ada, "days")["sleep"]) == (UNMARKED, "6")


def test_a_rest_day_that_was_undone_once_it_was_back_stays_undone(ada: Person) -> None:
    rest = sent(ada, **REST)
    exercised(ada)
    deletion = deleted_one(ada)
    assert mark(ada) == MARKED
    assert told(ada, rest) == "Undone: Rest day removed"
    assert told(ada, deletion) == "Undone: Bridge is back"
    assert deleted(ada) == "Bridge deleted"
    assert mark(ada) == UNMARKED


def test_the_mark_comes_back_with_the_last_exercise_where_another_was_undone(
    ada: Person,
) -> None:
    sent(ada, **REST)
    bridge = exercised(ada)
    exercised(ada, "Curl-up")
    assert told(ada, bridge) == "Undone: Bridge removed"
    assert mark(ada) == UNMARKED
    assert deleted(ada, "Curl-up") == f"Curl-up deleted{AGAIN}"
    assert mark(ada) == MARKED


def test_the_mark_comes_back_where_an_undone_deletion_took_it_off(ada: Person) -> None:
    exercised(ada)
    deletion = deleted_one(ada)
    sent(ada, **REST)
    assert told(ada, deletion) == f"Undone: Bridge is back{OVER}"
    assert deleted(ada) == f"Bridge deleted{AGAIN}"
    assert mark(ada) == MARKED


def test_a_mark_that_was_answered_otherwise_since_does_not_come_back(ada: Person) -> None:
    sent(ada, **REST)
    bridge = exercised(ada)
    exercised(ada, "Curl-up")
    sent(ada, no_exercise="no")
    sent(ada, no_exercise="")
    assert told(ada, bridge) == "Undone: Bridge removed"
    assert deleted(ada, "Curl-up") == "Curl-up deleted"
    assert mark(ada) == UNMARKED


def test_an_undo_leaves_the_same_answer_that_was_given_again_since(ada: Person) -> None:
    first = sent(ada, sleep="6", note="calm")
    sent(ada, sleep="")
    last = sent(ada, sleep="6")
    assert told(ada, first) == REFUSED
    assert one(ada, "days")["sleep"] == "6"
    assert told(ada, last) == "Undone: Sleep 6 of 10 removed"


def test_an_undo_leaves_the_same_answer_to_an_own_question_that_was_given_again(
    ada: Person,
) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    ada.get("/")
    first = sent(ada, factor="Coffee=yes")
    sent(ada, factor="Coffee=")
    mood = sent(ada, factor="Mood=7")
    sent(ada, factor="Coffee=yes")
    assert told(ada, first) == REFUSED
    assert told(ada, mood) == "Undone: Mood 7 removed"
    assert one(ada, "days")["factors"] == "Coffee=yes"


def test_answers_are_undone_one_after_the_other_in_any_order_but_that_of_one_answer(
    ada: Person,
) -> None:
    sleep, note, stress, again = (
        sent(ada, **fields)
        for fields in ({"sleep": "6"}, {"note": "calm"}, {"stress": "yes"}, {"sleep": "7"})
    )
    assert told(ada, note) == "Undone: Note removed"
    assert told(ada, sleep) == REFUSED
    assert told(ada, again) == "Undone: Sleep 6 of 10 is back"
    assert told(ada, sleep) == "Undone: Sleep 6 of 10 removed"
    assert told(ada, stress) == "Undone: Stress removed"


def without_what_was_left(app: Flask) -> None:
    """Keep of each change what the version before kept: not what it left."""
    engine = app.extensions["journal_engine"].execution_options(**{ALL_OWNERS: True})
    with engine.begin() as connection:
        question = text("SELECT id, before FROM changes WHERE before IS NOT NULL")
        for change_id, before in connection.execute(question).all():
            document = json.loads(before)
            for record in document["records"]:
                record.pop("left", None)
            values = {"before": json.dumps(document), "id": change_id}
            connection.execute(text("UPDATE changes SET before = :before WHERE id = :id"), values)


def test_an_exercise_that_was_logged_before_an_upgrade_is_undone_although_its_day_was_answered(
    ada: Person, app: Flask
) -> None:
    sent(ada, **REST)
    bridge = exercised(ada)
    sent(ada, sleep="6")
    without_what_was_left(app)
    assert told(ada, bridge) == f"Undone: Bridge removed{AGAIN}"
    assert (mark(ada), one(ada, "days")["sleep"]) == (MARKED, "6")


def test_an_exercise_that_was_logged_before_an_upgrade_gives_the_mark_back_when_deleted(
    ada: Person, app: Flask
) -> None:
    sent(ada, **REST)
    exercised(ada)
    without_what_was_left(app)
    assert deleted(ada) == f"Bridge deleted{AGAIN}"
    assert mark(ada) == MARKED


def test_where_a_file_holds_both_the_end_of_the_exercise_says_that_the_day_is_a_rest_day(
    ada: Person,
) -> None:
    bring(ada, *BOTH)
    path = f"/exercises/{one(ada, 'exercises')['id']}"
    ada.get("/")
    ada.send(f"{path}/edit", outcome="skipped")
    assert toast(ada) == f"Bridge: skipped{AGAIN}, Tue 19 May"
    ada.send(f"{path}/edit", outcome="done")
    assert toast(ada) == f"Bridge: done{OVER}, Tue 19 May"


def test_where_a_file_holds_both_a_deleted_exercise_says_that_the_day_is_a_rest_day(
    ada: Person,
) -> None:
    bring(ada, *BOTH)
    ada.get("/")
    deletion = deleted_one(ada)
    assert listed(ada, "days")[0]["no_exercise"] == "yes"
    assert told(ada, deletion) == "Undone: Bridge is back; Tue 19 May is no longer a rest day"
    assert listed(ada, "days")[0]["no_exercise"] == ""
