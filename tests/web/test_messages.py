"""Each message after a tap names what was saved and its value."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from bs4 import BeautifulSoup
from flask import Flask

from journal.core.model.inputs import columns
from journal.core.model.kinds import KINDS
from tests.people import Person
from tests.web.reading import one, said, soup

pytestmark = pytest.mark.usefixtures("clock")

DAY = "2026-05-20"
BEGAN, ENDED = f"{DAY}T10:00", f"{DAY}T11:05"

SAVED = {
    "Pain 6 saved": ("/pain/new", {"kind": "day_average", "level": "6"}),
    "Worst pain 8 saved": ("/pain/new", {"kind": "day_worst", "level": "8"}),
    "Pain now 5 saved": ("/pain/new", {"kind": "now", "level": "5"}),
    "Spasm of 1 h 5 min saved": ("/episodes/new", {"started_at": BEGAN, "ended_at": ENDED}),
    "Spasm started": ("/episodes/start", {"ago": "0"}),
    "Bridge: done": ("/exercises/new", {"exercise": "Bridge"}),
    "Bridge: done, left only": ("/exercises/new", {"exercise": "Bridge", "side": "left"}),
    "Bridge: partly done, right only": (
        "/exercises/new",
        {"exercise": "Bridge", "side": "right", "outcome": "partly"},
    ),
    "Bridge: stopped": ("/exercises/new", {"exercise": "Bridge", "outcome": "stopped"}),
    "Bridge: skipped": ("/exercises/new", {"exercise": "Bridge", "outcome": "skipped"}),
    "NSAID cream saved": ("/relief/new", {"method": "nsaid_cream"}),
    "Rest day saved": (f"/days/{DAY}/edit", {"no_exercise": "yes"}),
    "Sleep 6 of 10 saved": (f"/days/{DAY}/edit", {"sleep": "6"}),
    "Note saved": (f"/days/{DAY}/edit", {"note": "Long drive."}),
    "Rest day, sleep 6 of 10, stress, note saved": (
        f"/days/{DAY}/edit",
        {"sleep": "6", "note": "Long drive.", "no_exercise": "yes", "stress": "yes"},
    ),
    "Check-in saved: pain 4, enjoyment of life 5, general activity 3": (
        "/checkins/new",
        {"pain": "4", "enjoyment": "5", "activity": "3"},
    ),
    "Event saved": ("/events/new", {"what": "visit", "name": "Dr Huber"}),
}


def tap(person: Person, path: str, **fields: str) -> None:
    body = {"csrf_token": person.token(), "next": "/", "client_key": str(uuid4()), **fields}
    assert person.browser.post(path, data=body).status_code == 303


def undo_of_last(person: Person) -> str:
    """What is told once the undo that the next page offers was tapped."""
    page = person.get("/")
    undo = next(form for form in person.forms_of(page) if form.action.endswith("/undo"))
    tap(person, undo.action)
    return toast(person)


def toast(person: Person) -> str:
    """What the next page tells of what was just done."""
    paragraphs = soup(person.get("/")).select("#toast .message p")
    return " ".join(" ".join(paragraph.text.split()) for paragraph in paragraphs)


OF_ANOTHER_DAY = {
    "Spasm of 1 h saved, Thu 14 May": (
        "/episodes/new",
        {"started_at": "2026-05-14T10:00", "ended_at": "2026-05-14T11:00"},
    ),
    "Bridge: done, Tue 19 May": (
        "/exercises/new",
        {"exercise": "Bridge", "completed_at": "2026-05-19T10:00"},
    ),
    "Pain 6 saved, 31 Dec 2025": (
        "/pain/new",
        {"kind": "day_average", "level": "6", "day": "2025-12-31"},
    ),
    "Sleep 6 of 10 saved, Tue 19 May": ("/days/2026-05-19/edit", {"sleep": "6"}),
}


@pytest.mark.parametrize("message", OF_ANOTHER_DAY)
def test_what_was_saved_of_another_day_names_that_day(ada: Person, message: str) -> None:
    path, fields = OF_ANOTHER_DAY[message]
    tap(ada, path, **fields)
    assert toast(ada) == message


def test_a_spasm_that_ended_today_is_told_without_the_day_it_began(
    ada: Person, clock: time_machine.Traveller
) -> None:
    tap(ada, "/episodes/start", ago="0")
    assert toast(ada) == "Spasm started"
    row = one(ada, "episodes")
    clock.shift(timedelta(days=1))
    tap(ada, f"/episodes/{row['id']}/end")
    assert toast(ada) == "Spasm ended after 1 day How was it?"


@pytest.mark.parametrize("message", SAVED)
def test_what_was_saved_is_named_with_its_value(ada: Person, message: str) -> None:
    path, fields = SAVED[message]
    tap(ada, path, **fields)
    assert toast(ada) == message


def test_a_spasm_that_ended_is_told_with_its_length(ada: Person) -> None:
    tap(ada, "/episodes/start", ago="60")
    ada.get("/")
    tap(ada, f"/episodes/{one(ada, 'episodes')['id']}/end")
    assert toast(ada) == "Spasm ended after 1 h How was it?"


def test_no_more_a_rest_day_is_told(ada: Person) -> None:
    tap(ada, f"/days/{DAY}/edit", no_exercise="yes")
    ada.get("/")
    tap(ada, f"/days/{DAY}/edit", no_exercise="")
    assert toast(ada) == "Rest day removed"


@pytest.mark.parametrize(
    ("first", "then", "message"),
    [
        ({"factor": "Coffee=yes"}, {"factor": "Coffee="}, "Coffee: answer removed"),
        ({"factor": "Mood=7"}, {"factor": "Mood=5"}, "Mood 5 saved"),
        ({"sleep": "0"}, {"sleep": ""}, "Sleep removed"),
        ({"note": "long"}, {"note": ""}, "Note removed"),
        ({"note": "long", "sleep": "5"}, {"factor": "Coffee=yes"}, "Coffee saved"),
        ({"sleep": "5"}, {"sleep": "0"}, "Sleep 0 of 10 saved"),
        ({"note": "long", "sleep": "5"}, {"note": "", "sleep": ""}, "Day saved"),
    ],
)
def test_of_a_day_that_is_what_changed(
    ada: Person, first: dict[str, str], then: dict[str, str], message: str
) -> None:
    for fields in (first, then):
        ada.get("/")
        tap(ada, f"/days/{DAY}/edit", **fields)
    assert toast(ada) == message


def test_an_undo_that_is_tapped_twice_claims_nothing_the_second_time(ada: Person) -> None:
    tap(ada, "/relief/new", method="warmth", applied_at=BEGAN)
    toast(ada)
    ada.send(f"/relief/{one(ada, 'relief')['id']}/edit", note="Long")
    (undo,) = [form for form in ada.forms_of(ada.get("/")) if form.action.endswith("/undo")]
    messages = []
    for _ in range(2):
        tap(ada, undo.action)
        messages.append(toast(ada))
    assert messages == ["Undone. Warmth as before: Note", "Undone."]


def test_a_question_of_the_persons_own_is_told_with_its_answer(ada: Person) -> None:
    messages = []
    for answer in ("Stairs=4", "Coffee=yes", "Tea=no"):
        tap(ada, f"/days/{DAY}/edit", factor=answer)
        messages.append(toast(ada))
    assert messages == ["Stairs 4 saved", "Coffee saved", "Tea no saved"]
    tap(ada, f"/days/{DAY}/edit", factor="Stairs=0")
    assert undo_of_last(ada) == "Undone: Stairs 4 is back"


def test_a_goal_is_told_with_its_answer(ada: Person) -> None:
    tap(ada, "/goals/new", goal="Walk to the lake", written_at="2026-05-10T12:00")
    assert toast(ada) == "Goal saved"
    path = f"/goals/{one(ada, 'goals')['id']}/happened"
    tap(ada, path, happened="partly")
    assert toast(ada) == "Saved: “Walk to the lake” happened partly"
    tap(ada, path, happened="yes")
    assert undo_of_last(ada) == "Undone. Goal as before: Answer"


TOPIC = {"name": "Stairs", "kind": "level"}
VISIT = {"what": "visit", "name": "Dr Huber", "happened_at": BEGAN}
WARMTH = {"method": "warmth", "applied_at": BEGAN}
PARTLY = {"exercise": "Bridge", "outcome": "partly", "completed_at": BEGAN}
SPASM = {"started_at": BEGAN, "ended_at": ENDED}
LONG = "Undone. Spasm of 1 h 5 min as before"
NOW = {"kind": "now", "level": "6", "recorded_at": BEGAN}


@pytest.mark.parametrize(
    ("slug", "fields", "change", "message"),
    [
        ("episodes", SPASM, {"triggers": "lifting"}, f"{LONG}: What may have set it off"),
        ("episodes", SPASM, {"note": "Long"}, f"{LONG}: Note"),
        ("episodes", SPASM, {"peak_level": "7", "note": "Long"}, f"{LONG}: Worst pain, Note"),
        ("episodes", SPASM, {"ended_at": f"{DAY}T11:30"}, f"{LONG}: Ended"),
        ("pain", NOW, {"level": "4"}, "Undone: Pain now 6 is back"),
        ("pain", NOW, {"note": "Long"}, "Undone. Pain now 6 as before: Note"),
        ("exercises", PARTLY, {"outcome": "done"}, "Undone. Bridge as before: How it went"),
        ("relief", WARMTH, {"minutes": "9"}, "Undone. Warmth as before: Minutes"),
        ("events", VISIT, {"questions": "Why?"}, "Undone. Event as before: What I want to ask"),
        ("topics", TOPIC, {"name": "Steps"}, "Undone: Stairs is back"),
    ],
)
def test_an_undo_says_what_it_takes_back_and_no_more(
    ada: Person, slug: str, fields: dict[str, str], change: dict[str, str], message: str
) -> None:
    tap(ada, f"/{slug}/new", **fields)
    toast(ada)
    ada.send(f"/{slug}/{one(ada, slug)['id']}/edit", **change)
    assert undo_of_last(ada) == message


def test_one_of_several_answers_that_is_taken_back_is_told_by_its_name(ada: Person) -> None:
    for answer in ("Coffee=yes", "Swim=yes", "Coffee="):
        ada.get("/")
        tap(ada, f"/days/{DAY}/edit", factor=answer)
    assert toast(ada) == "Coffee: answer removed"


def test_a_second_side_that_was_partly_done_leaves_both_partly_done(ada: Person) -> None:
    for side, outcome in (("left", "partly"), ("right", "done")):
        ada.get("/")
        tap(ada, "/exercises/new", exercise="Bridge", side=side, outcome=outcome)
    assert toast(ada) == "Bridge: partly done, both sides"


@pytest.mark.parametrize(
    ("slug", "path", "fields", "deleted", "back"),
    [
        (
            "pain",
            "/pain/new",
            {"kind": "now", "level": "6"},
            "Pain now 6 deleted",
            "Undone: Pain now 6 is back",
        ),
        (
            "exercises",
            "/exercises/new",
            {"exercise": "Bridge"},
            "Bridge deleted",
            "Undone: Bridge is back",
        ),
        (
            "episodes",
            "/episodes/new",
            {"started_at": BEGAN, "ended_at": ENDED},
            "Spasm of 1 h 5 min deleted",
            "Undone: Spasm of 1 h 5 min is back",
        ),
    ],
    ids=["pain", "exercise", "spasm"],
)
def test_what_was_deleted_and_put_back_is_named(
    ada: Person, slug: str, path: str, fields: dict[str, str], deleted: str, back: str
) -> None:
    tap(ada, path, **fields)
    ada.get("/")
    tap(ada, f"/{slug}/{one(ada, slug)['id']}/delete")
    page = ada.get("/")
    assert " ".join(soup(page).select_one("#toast p").text.split()) == deleted  # type: ignore[union-attr]  # a message is there
    undo = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    tap(ada, undo.action)
    assert toast(ada) == back


def test_undoing_what_was_saved_names_it(ada: Person) -> None:
    tap(ada, "/relief/new", method="warmth")
    page = ada.get("/")
    undo = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    tap(ada, undo.action)
    assert toast(ada) == "Undone: Warmth removed"


def test_a_session_is_told_with_how_many_exercises_it_had(ada: Person) -> None:
    ada.send("/session", **{"0-outcome": "done", "1-outcome": "partly"})
    page = ada.get("/")
    assert "Session saved: 2 exercises" in said(page)
    undo = next(form for form in ada.forms_of(page) if form.action.endswith("/undo"))
    tap(ada, undo.action)
    assert toast(ada) == "Undone: 2 exercises are as they were before"


def test_signing_out_says_so_and_of_no_account_that_it_is_deleted(ada: Person) -> None:
    ada.send("/", "/account/sign-out")
    page = BeautifulSoup(ada.get("/account/sign-in").text, "html.parser")
    message = " ".join(page.select_one("#toast").text.split())  # type: ignore[union-attr]  # every page has it
    assert message == "You are signed out."


def test_an_exercise_that_is_done_again_says_how_often(ada: Person) -> None:
    messages = []
    for _ in range(3):
        tap(ada, "/exercises/new", exercise="Bridge")
        messages.append(toast(ada))
    assert messages == [
        "Bridge: done",
        "Bridge: done, 2 times today",
        "Bridge: done, 3 times today",
    ]
    tap(ada, "/exercises/new", exercise="Bridge", outcome="partly")
    assert toast(ada) == "Bridge: partly done"
    tap(ada, "/exercises/new", exercise="Curl-up")
    assert toast(ada) == "Curl-up: done"


def test_of_another_day_it_says_how_often_on_that_day(ada: Person) -> None:
    for _ in range(2):
        tap(ada, "/exercises/new", exercise="Bridge", completed_at="2026-05-19T12:00")
    toast(ada)
    tap(ada, "/exercises/new", exercise="Bridge", completed_at="2026-05-19T12:00")
    assert toast(ada) == "Bridge: done, 3 times, Tue 19 May"


def test_a_relief_that_is_used_again_says_when_it_was_used_last(
    clock: time_machine.Traveller, ada: Person
) -> None:
    tap(ada, "/relief/new", method="warmth")
    assert toast(ada) == "Warmth saved"
    clock.shift(600)
    tap(ada, "/relief/new", method="cold")
    assert toast(ada) == "Cold saved"
    tap(ada, "/relief/new", method="warmth")
    assert toast(ada) == "Warmth saved again; last at 14:00"
    for _ in range(2):
        tap(ada, "/relief/new", method="warmth", applied_at="2026-05-18T12:00")
    assert toast(ada) == "Warmth saved, Mon 18 May Warmth saved again, Mon 18 May"


def test_a_relief_of_a_spasm_of_days_says_on_which_day_it_was_used_last(
    clock: time_machine.Traveller, ada: Person
) -> None:
    tap(ada, "/episodes/start", ago="0")
    spasm = one(ada, "episodes")["id"]
    tap(ada, "/relief/new", method="warmth", episode_id=spasm)
    clock.shift(timedelta(days=2, minutes=10))
    toast(ada)
    tap(ada, "/relief/new", method="warmth", episode_id=spasm)
    assert toast(ada) == "Warmth saved again; last on Wed 20 May at 14:00"


def test_both_sides_are_told_as_the_last_two_were_done(ada: Person) -> None:
    outcomes = ("done", "partly"), ("done", "done"), ("done", "done")
    messages = []
    for left, right in outcomes:
        tap(ada, "/exercises/new", exercise="Bridge", side="left", outcome=left)
        toast(ada)
        tap(ada, "/exercises/new", exercise="Bridge", side="right", outcome=right)
        messages.append(toast(ada))
    assert messages == [
        "Bridge: partly done, both sides",
        "Bridge: done, both sides",
        "Bridge: done, both sides, 2 times today",
    ]


def test_a_level_that_is_logged_again_has_no_more_to_say(ada: Person) -> None:
    for _ in range(2):
        tap(ada, "/pain/new", kind="now", level="5")
        assert toast(ada) == "Pain now 5 saved"


def test_beside_what_happened_no_field_is_called_by_a_question(app: Flask) -> None:
    names = {field.name for kind in KINDS.values() for field in columns(kind.record)}
    with app.test_request_context():
        happened = app.jinja_env.get_template("_happened.html").module
        texts = {name: happened.fields_called(name) for name in names}  # type: ignore[attr-defined]  # a macro
    assert {name: text for name, text in texts.items() if "?" in text} == {}
    assert (texts["guessed_at"], texts["happened"]) == ("Time", "Answer")
