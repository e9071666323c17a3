"""A day is a rest day or has exercises, never both: what was done counts."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from werkzeug.test import TestResponse

from tests.people import Person
from tests.web.apps import app_of
from tests.web.reading import bring, listed, one, said, soup, texts, words_of

pytestmark = pytest.mark.usefixtures("clock")

DAY = "/days/2026-05-20/edit"
REST = {"no_exercise": "yes"}
MARKED = {"no_exercise": "yes", "confirmed_on": "2026-05-20"}
UNMARKED = {"no_exercise": "", "confirmed_on": ""}
OVER = "; no longer a rest day"


def toast(person: Person) -> str:
    """What the next page tells."""
    return " ".join(words_of(part) for part in soup(person.get("/")).select("#toast .message p"))


def mark(person: Person) -> dict[str, str]:
    """What the day says of exercise, and since when."""
    rows = listed(person, "days")
    assert len(rows) <= 1
    return {name: row[name] for row in rows for name in MARKED} or UNMARKED


def post(person: Person, path: str, **fields: str) -> None:
    """Send what a page, a phone or an old page would."""
    answer = person.post(path, client_key=str(uuid4()), next="/", **fields)
    assert answer.status_code == 303


def said_by(answer: TestResponse) -> dict[str, Any]:
    """What the record in an answer says."""
    return {name: value for name, value in (answer.json or {}).items() if value not in (None, [])}


def put_back(person: Person, page: TestResponse) -> None:
    """Take the undo that a page offers."""
    (path,) = [form.action for form in person.forms_of(page) if "/changes/" in form.action]
    post(person, path)


SESSION = {
    "0-exercise": "Bridge",
    "0-outcome": "done",
    "1-exercise": "Curl-up",
    "1-outcome": "partly",
}
DOORS = {
    "tile": ("/exercises/new", {"exercise": "Bridge"}, f"Bridge: done{OVER}"),
    "form": (
        "/exercises/new",
        {"exercise": "Bridge", "completed_at": "2026-05-20T09:00", "outcome": "stopped"},
        f"Bridge: stopped{OVER}",
    ),
    "session": ("/session", SESSION, f"Session saved: 2 exercises{OVER}"),
    "waiting": (
        "/exercises/new",
        {"exercise": "Bridge", "typed_ago": "3600"},
        f"Bridge: done{OVER}",
    ),
}


@pytest.mark.parametrize("door", DOORS)
def test_an_exercise_on_a_rest_day_takes_the_mark_off_and_its_undo_puts_it_back(
    ada: Person, door: str
) -> None:
    path, fields, message = DOORS[door]
    post(ada, DAY, **REST, sleep="6")
    before = one(ada, "days")
    ada.get("/")
    post(ada, path, **fields)
    assert mark(ada) == UNMARKED
    assert one(ada, "days")["sleep"] == "6"
    page = ada.get("/")
    assert [words_of(part) for part in soup(page).select("#toast .message p")] == [message]
    assert "rest day" not in said(page).replace(OVER, "")
    put_back(ada, page)
    assert listed(ada, "exercises") == []
    assert one(ada, "days") == before


def test_a_skipped_exercise_leaves_a_rest_day(ada: Person) -> None:
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge", outcome="skipped")
    assert mark(ada) == MARKED
    assert toast(ada) == "Bridge: skipped"
    key = one(ada, "exercises")["id"]
    ada.send(f"/exercises/{key}/edit", outcome="done")
    assert mark(ada) == UNMARKED
    assert toast(ada) == f"Bridge: done{OVER}"


def test_an_exercise_that_is_moved_to_a_rest_day_takes_its_mark_off(ada: Person) -> None:
    post(ada, "/days/2026-05-19/edit", **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    key = one(ada, "exercises")["id"]
    ada.get("/")
    ada.send(f"/exercises/{key}/edit", completed_at="2026-05-19T10:00")
    assert mark(ada) == UNMARKED
    page = ada.get("/")
    assert f"Bridge: done{OVER}, Tue 19 May" in said(page)
    put_back(ada, page)
    assert mark(ada) == MARKED


def test_an_app_that_logs_exercise_takes_the_mark_off(ada: Person) -> None:
    app = app_of(ada)
    assert app.post("/days", {"no_exercise": True, "sleep": 6}).status_code == 201
    app.log("exercises", exercise="Bridge")
    assert mark(ada) == UNMARKED


def test_an_app_that_calls_a_day_with_exercise_a_rest_day_gets_what_holds(ada: Person) -> None:
    app = app_of(ada)
    app.log("exercises", exercise="Bridge")
    answer = app.post("/days", {"no_exercise": True, "sleep": 6})
    assert answer.status_code == 201
    assert said_by(answer) == {"day": "2026-05-20", "sleep": 6}
    answer = app.post("/days", {"no_exercise": True, "stress": True})
    assert answer.status_code == 200
    assert said_by(answer) == {"day": "2026-05-20", "sleep": 6, "stress": True}


ARRIVING = {
    "tap": (REST, "Not a rest day: 2 exercises are logged", ""),
    "waiting": (REST | {"typed_ago": "7200"}, "Not a rest day: 2 exercises are logged", ""),
    "form": (
        REST | {"sleep": "6", "stress": "", "note": ""},
        "Sleep 6 of 10 saved. Not a rest day: 2 exercises are logged",
        "6",
    ),
}


@pytest.mark.parametrize("door", ARRIVING)
def test_a_day_with_exercises_does_not_become_a_rest_day_and_says_why(
    ada: Person, door: str
) -> None:
    fields, message, sleep = ARRIVING[door]
    for outcome in ("done", "partly", "skipped"):
        post(ada, "/exercises/new", exercise="Bridge", outcome=outcome)
        ada.get("/")
    post(ada, DAY, **fields)
    page = ada.get("/")
    assert [words_of(part) for part in soup(page).select("#toast .message p")] == [message]
    assert [bool(soup(page).select("#undo"))] == [bool(sleep)]
    assert mark(ada) == UNMARKED
    assert [row["sleep"] for row in listed(ada, "days")] == ([sleep] if sleep else [])


def test_what_is_said_of_a_day_already_is_not_told_again(ada: Person) -> None:
    post(ada, DAY, sleep="6")
    post(ada, "/exercises/new", exercise="Bridge")
    ada.get("/")
    post(ada, DAY, **REST)
    assert toast(ada) == "Not a rest day: 1 exercise is logged"


def test_a_tap_that_is_sent_again_is_told_the_same(ada: Person) -> None:
    post(ada, "/exercises/new", exercise="Bridge")
    ada.get("/")
    key = str(uuid4())
    for _ in range(2):
        ada.post(DAY, **REST, client_key=key, next="/")
        assert toast(ada) == "Not a rest day: 1 exercise is logged"
    assert mark(ada) == UNMARKED


def test_no_undo_puts_the_mark_beside_another_exercise(ada: Person) -> None:
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge")
    page = ada.get("/")
    post(ada, "/exercises/new", exercise="Curl-up")
    assert toast(ada) == "Curl-up: done"
    put_back(ada, page)
    assert one(ada, "exercises")["exercise"] == "Curl-up"
    assert mark(ada) == UNMARKED


@pytest.mark.parametrize("again", [{}, {"no_exercise": "no"}], ids=["unsaid", "answered"])
def test_an_exercise_is_undone_although_its_day_was_answered_since(
    ada: Person, again: dict[str, str]
) -> None:
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge")
    page = ada.get("/")
    post(ada, DAY, sleep="6", **again)
    ada.get("/")
    put_back(ada, page)
    assert listed(ada, "exercises") == []
    assert mark(ada) == (UNMARKED | again if again else MARKED)
    assert one(ada, "days")["sleep"] == "6"


def test_no_undo_marks_an_answered_day_beside_another_exercise(ada: Person) -> None:
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge")
    page = ada.get("/")
    post(ada, "/exercises/new", exercise="Curl-up")
    post(ada, DAY, sleep="6")
    put_back(ada, page)
    assert one(ada, "exercises")["exercise"] == "Curl-up"
    assert mark(ada) == UNMARKED
    assert one(ada, "days")["sleep"] == "6"


def test_no_undo_puts_an_exercise_back_on_a_rest_day(ada: Person) -> None:
    post(ada, "/exercises/new", exercise="Bridge")
    ada.get("/")
    post(ada, f"/exercises/{one(ada, 'exercises')['id']}/delete")
    page = ada.get("/")
    post(ada, DAY, **REST)
    assert mark(ada) == MARKED
    put_back(ada, page)
    assert one(ada, "exercises")["exercise"] == "Bridge"
    assert mark(ada) == UNMARKED


def test_no_undo_makes_a_day_with_exercise_a_rest_day_again(ada: Person) -> None:
    post(ada, DAY, **REST)
    post(ada, DAY, no_exercise="")
    ada.get("/")
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, DAY, no_exercise="")
    page = ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge")
    put_back(ada, page)
    assert mark(ada) == UNMARKED


def test_a_note_of_which_nothing_is_left_is_not_listed(ada: Person) -> None:
    post(ada, DAY, **REST)
    assert "The day" in words_of(soup(ada.get("/")).select("#today-logged")[0])
    post(ada, "/exercises/new", exercise="Bridge")
    (section,) = soup(ada.get("/")).select("#today-logged")
    assert len(section.select(".entry-line")) == 1
    assert len(soup(ada.get("/diary")).select("main a[href*='/days/']")) == 0


def test_a_day_of_which_nothing_is_left_is_none_with_entries(ada: Person) -> None:
    post(ada, "/days/2026-05-17/edit", sleep="6")
    post(ada, "/days/2026-05-18/edit", **REST)
    assert soup(ada.get("/diary")).select("main table a[href='#day-2026-05-18']")
    post(ada, "/days/2026-05-18/edit", no_exercise="")
    (link,) = soup(ada.get("/diary")).select("main table a[href='/?day=2026-05-18']")
    assert link["aria-label"] == "18: nothing logged"


BOTH = (
    ("days.csv", "day,no_exercise,sleep,note\n2026-05-19,yes,6,calm\n"),
    ("exercises.csv", "completed_at,exercise\n2026-05-19T08:00,Bridge\n"),
)


@pytest.mark.parametrize(
    "path",
    [
        "/?day=2026-05-19",
        "/diary",
        "/diary?kind=days",
        "/diary/notes?q=calm",
        "/report?entries=on",
        "/charts",
    ],
)
def test_where_a_file_holds_both_pages_tell_of_the_exercise(ada: Person, path: str) -> None:
    bring(ada, *BOTH)
    assert listed(ada, "days")[0]["no_exercise"] == "yes"
    page = ada.get(path)
    assert page.status_code == 200
    (main,) = soup(page).select("main")
    words = words_of(main).lower()
    assert "rest day" not in words
    if path != "/charts":
        assert "sleep 6 of 10" in words


def test_a_file_for_a_clinic_says_of_a_day_with_exercise_nothing_else(ada: Person) -> None:
    bring(ada, *BOTH)
    text = ada.get("/export/fhir.json").text
    assert '"Bridge"' in text
    assert "no-exercise" not in text
    assert '"sleep"' in text


def test_where_a_file_holds_both_the_form_and_apps_go_by_the_exercise(ada: Person) -> None:
    bring(ada, *BOTH)
    app = app_of(ada)
    (record,) = (app.get("/days").json or {})["records"]
    assert record == app.get("/days/2026-05-19").json
    assert (record["no_exercise"], record["sleep"]) == (None, 6)
    assert texts(ada.form("/days/2026-05-19/edit"))["no_exercise"] == [""]


def test_a_file_whose_rest_days_have_exercises_says_nothing_of_them_to_apps(ada: Person) -> None:
    bring(ada, ("days.csv", "day,no_exercise\n2026-05-19,yes\n"), BOTH[1])
    app = app_of(ada)
    assert (app.get("/days").json or {})["records"] == []
    assert app.get("/days/2026-05-19").status_code == 404


def test_an_answer_is_undone_although_an_exercise_took_the_mark_of_its_day_off(
    ada: Person,
) -> None:
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, DAY, sleep="7")
    page = ada.get("/")
    post(ada, "/exercises/new", exercise="Bridge")
    post(ada, DAY, note="calm")
    put_back(ada, page)
    assert mark(ada) == UNMARKED
    assert (one(ada, "days")["sleep"], one(ada, "days")["note"]) == ("", "calm")


def test_an_answer_that_was_given_anew_since_is_not_undone(ada: Person) -> None:
    post(ada, DAY, sleep="7")
    page = ada.get("/")
    post(ada, DAY, sleep="6")
    ada.get("/")
    put_back(ada, page)
    assert toast(ada) == "This was changed again since, so it stays as it is."
    assert one(ada, "days")["sleep"] == "6"


def test_the_undo_of_a_form_takes_back_what_it_said_alone(ada: Person) -> None:
    ada.log("topics", name="Coffee", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    post(ada, DAY, factor="Coffee=yes")
    ada.get("/")
    post(ada, DAY, factor="Mood=7", sleep="4")
    page = ada.get("/")
    post(ada, DAY, factor="Coffee=")
    post(ada, DAY, stress="yes")
    put_back(ada, page)
    row = one(ada, "days")
    assert (row.get("factors"), row["sleep"], row["stress"]) == (None, "", "yes")


def undone(person: Person) -> str:
    """What is told of the undo of what was sent last."""
    put_back(person, person.get("/"))
    return toast(person)


def test_the_undo_of_a_rest_day_tells_of_that_alone(ada: Person) -> None:
    post(ada, DAY, sleep="7", note="calm")
    ada.get("/")
    post(ada, DAY, **REST)
    assert undone(ada) == "Undone: Rest day removed"
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, DAY, no_exercise="")
    assert undone(ada) == "Undone: Rest day is back"


def test_the_undo_of_a_form_tells_what_came_back_and_what_went(ada: Person) -> None:
    post(ada, DAY, sleep="7", note="calm")
    ada.get("/")
    post(ada, DAY, **REST, note="", sleep="6")
    assert undone(ada) == "Undone: Sleep 7 of 10, note is back, Rest day removed"


def test_the_undo_of_an_answer_to_an_own_question_names_it(ada: Person) -> None:
    ada.log("topics", name="pH Test", kind="yes_no")
    ada.log("topics", name="Mood", kind="level")
    post(ada, DAY, factor="Mood=7")
    ada.get("/")
    post(ada, DAY, factor="pH Test=yes")
    assert undone(ada) == "Undone: PH Test removed"


def test_the_undo_of_an_answer_of_an_emptied_day_names_the_answer(ada: Person) -> None:
    post(ada, DAY, sleep="6")
    post(ada, DAY, sleep="")
    ada.get("/")
    post(ada, DAY, sleep="5")
    assert undone(ada) == "Undone: Sleep 5 of 10 removed"


AGAIN = "; a rest day again"


@pytest.mark.parametrize("door", DOORS)
def test_the_undo_of_an_exercise_says_that_its_day_is_a_rest_day_again(
    ada: Person, door: str
) -> None:
    path, fields, _ = DOORS[door]
    post(ada, DAY, **REST)
    ada.get("/")
    post(ada, path, **fields)
    what = "Bridge removed" if door != "session" else "2 exercises are as they were before"
    assert undone(ada) == f"Undone: {what}{AGAIN}"


def deleted(person: Person, exercise: str = "Bridge") -> str:
    """What is told once an exercise is deleted."""
    key = next(row["id"] for row in listed(person, "exercises") if row["exercise"] == exercise)
    person.get("/")
    post(person, f"/exercises/{key}/delete")
    return toast(person)


def test_an_exercise_that_is_deleted_gives_its_day_the_mark_back_and_undo_takes_it(
    ada: Person,
) -> None:
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    post(ada, DAY, sleep="6")
    key = one(ada, "exercises")["id"]
    ada.get("/")
    post(ada, f"/exercises/{key}/delete")
    page = ada.get("/")
    assert f"Bridge deleted{AGAIN}" in said(page)
    assert (mark(ada), one(ada, "days")["sleep"]) == (MARKED, "6")
    put_back(ada, page)
    assert toast(ada) == f"Undone: Bridge is back{OVER}"
    assert (mark(ada), one(ada, "days")["sleep"]) == (UNMARKED, "6")
    assert deleted(ada) == f"Bridge deleted{AGAIN}"
    assert mark(ada) == MARKED


def test_an_exercise_that_is_skipped_after_all_gives_its_day_the_mark_back(ada: Person) -> None:
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    ada.get("/")
    ada.send(f"/exercises/{one(ada, 'exercises')['id']}/edit", outcome="skipped")
    assert toast(ada) == f"Bridge: skipped{AGAIN}"
    assert mark(ada) == MARKED


def test_an_exercise_that_is_moved_gives_the_day_it_left_the_mark_back(ada: Person) -> None:
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    ada.get("/")
    path = f"/exercises/{one(ada, 'exercises')['id']}/edit"
    ada.send(path, completed_at="2026-05-18T10:00")
    assert toast(ada) == "Bridge: done; Wed 20 May is a rest day again"
    assert mark(ada) == MARKED
    post(ada, "/days/2026-05-19/edit", **REST)
    ada.get("/")
    ada.send(path, completed_at="2026-05-19T10:00")
    page = ada.get("/")
    assert f"Bridge: done{OVER}, Tue 19 May" in said(page)
    put_back(ada, page)
    assert toast(ada) == "Undone. Bridge as before: Time; Tue 19 May is a rest day again"


def test_the_mark_comes_back_with_the_last_exercise_alone(ada: Person) -> None:
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    post(ada, "/exercises/new", exercise="Curl-up")
    assert deleted(ada) == "Bridge deleted"
    assert mark(ada) == UNMARKED
    assert deleted(ada, "Curl-up") == f"Curl-up deleted{AGAIN}"
    assert mark(ada) == MARKED


def test_a_mark_that_a_person_took_off_or_answered_stays_off(
    ada: Person, clock: time_machine.Traveller
) -> None:
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    assert deleted(ada) == f"Bridge deleted{AGAIN}"
    post(ada, DAY, no_exercise="")
    post(ada, "/exercises/new", exercise="Bridge")
    assert deleted(ada) == "Bridge deleted"
    assert mark(ada) == UNMARKED
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    post(ada, DAY, no_exercise="no")
    assert deleted(ada) == "Bridge deleted"
    assert mark(ada) == UNMARKED | {"no_exercise": "no"}
    post(ada, DAY, **REST)
    post(ada, "/exercises/new", exercise="Bridge")
    clock.shift(timedelta(days=1, minutes=1))
    assert deleted(ada) == "Bridge deleted, Wed 20 May"
    assert mark(ada) == UNMARKED
